"""Private links, downloads and headers, asked of the web application without a server."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from assessment import access
from assessment.access import COOKIE, COOKIE_BEFORE
from assessment.errors import AnsweringError, AssessmentError, StorageError
from assessment.model import Actor, Role
from assessment.storage.migrating import newest_revision
from assessment.ui import headers as headers_module
from assessment.ui.downloads import mark_of
from assessment.ui.faults import Faults, refusal
from assessment.ui.files import attachment, file_name
from assessment.ui.headers import FirstVisit, SecurityHeaders, content_policy
from assessment.ui.routes import routes
from assessment.workflow import answering, health, planning, visiting
from assessment.workflow.opening import Place, open_place

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOBODY = Actor(Role.RESPONDENT)
DOCUMENT = {"accept": "text/html,application/xhtml+xml"}
UNKNOWN = "x" * 32


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A database of its own, at noon."""
    file = tmp_path_factory.mktemp("routes") / "answers.sqlite"
    opened = open_place(f"sqlite:///{file}", "customer-strategy", now=lambda: NOON)
    yield opened
    opened.store.close()


def begun(place: Place, unit: str = "Acme Foods") -> str:
    """The token of a response that was just begun."""
    token = access.new_token()
    answering.begin(NOBODY, place, token, unit, {})
    return token


def submitted(place: Place, unit: str = "Acme Foods") -> str:
    """The token of a response with one answer, submitted."""
    token = begun(place, unit)
    actor = visiting.respondent(place.store, token)
    answering.answer(actor, place, place.edition.questionnaire.questions[0].id, 300)
    answering.submit(actor, place)
    return token


def held_by(answer: httpx.Response) -> dict[str, str]:
    """The tokens that an answer makes a browser hold, by cookie."""
    return dict(line.partition(";")[0].split("=", 1) for line in answer.headers.get_list("set-cookie"))


@pytest.fixture
def known(place: Place) -> str:
    """The token of somebody's response."""
    return begun(place)


def faulty(request: Request) -> Response:
    """A fault of the program, with somebody's words in it."""
    raise KeyError(request.query_params["comment"])


def refused(_: Request) -> Response:
    """Something the visitor can mend."""
    raise AnsweringError("“<b>Acme</b>”: too long; shorten it.")


def locked(_: Request) -> Response:
    """Trouble with the database."""
    raise StorageError("/srv/answers.sqlite: database is locked; nothing was saved, try again in a moment")


def any_page(_: Request) -> Response:
    """Stands for Streamlit, which answers any address with its page, with headers of its own."""
    return HTMLResponse("<p>page</p>", headers={"Cache-Control": "no-cache", "X-Frame-Options": "SAMEORIGIN"})


def web(place: Place, https: bool = False) -> Starlette:
    """The web application as it is put together in streamlit_app.py, around a page of ours."""
    others = [
        Route("/faulty", faulty),
        Route("/refused", refused),
        Route("/locked", locked),
        Route("/{path:path}", any_page, methods=["GET", "POST"]),
    ]
    return Starlette(
        routes=[*routes(lambda: place, https), *others],
        middleware=[Middleware(SecurityHeaders, https=https), Middleware(Faults), Middleware(FirstVisit, https=https)],
        exception_handlers={AssessmentError: refusal},
    )


def ask(
    app: Starlette,
    path: str,
    token: str | None = None,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """One request as a browser makes it for a document, with that token in its cookie."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        cookie = {"cookie": f"other=1; {COOKIE}={token}"} if token is not None else {}
        async with httpx.AsyncClient(transport=transport, base_url="http://app.test") as client:
            return await client.request(method, path, headers={**DOCUMENT, **cookie, **(headers or {})})

    return asyncio.run(send())


def flags(answer: httpx.Response) -> set[str]:
    """What stands in the cookie that an answer sets, its token as `assessment_link`."""
    (cookie,) = answer.headers.get_list("set-cookie")
    return {part.partition("=")[0] if part.startswith(COOKIE) else part for part in cookie.split("; ")}


def token_in(answer: httpx.Response) -> str:
    """The token that an answer hands out."""
    (cookie,) = answer.headers.get_list("set-cookie")
    return cookie.partition(f"{COOKIE}=")[2].partition(";")[0]


# Private links


def test_a_private_link_brings_its_response_into_this_browser(place: Place, known: str) -> None:
    """By a cookie, so that the secret does not stay in the address."""
    answer = ask(web(place), f"/r/{known}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert token_in(answer) == known
    assert flags(answer) == {COOKIE, "Path=/", "Max-Age=15552000", "HttpOnly", "SameSite=Lax"}
    assert answer.headers["cache-control"] == "no-store"


def test_a_private_link_works_again_and_again(place: Place, known: str) -> None:
    """Programs that read mail open links too; nothing is used up."""
    answers = [ask(web(place), f"/r/{known}") for _ in range(3)]
    assert [token_in(answer) for answer in answers] == [known] * 3


@pytest.mark.parametrize("token", [UNKNOWN, "short", "", f"{UNKNOWN}/more", "a; Domain=b"])
def test_a_link_that_leads_nowhere_says_so_and_changes_nothing(place: Place, known: str, token: str) -> None:
    """Whatever the reason, in the same words."""
    answer = ask(web(place), f"/r/{token}", token=known)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?link=unknown")
    assert "set-cookie" not in answer.headers


def test_only_tokens_that_were_handed_out_get_into_a_header(place: Place) -> None:
    """A response may have been begun under a cookie that somebody made up."""
    made_up = "abc; Domain=evil.test"
    answering.begin(NOBODY, place, made_up, "Acme", {})
    answer = ask(web(place), f"/r/{made_up}")
    assert answer.headers["location"] == "/?link=unknown"
    assert "set-cookie" not in answer.headers


def test_a_second_identity_in_one_browser_is_announced(place: Place, known: str) -> None:
    """But not the own one again, nor when the cookie before led nowhere."""
    other = begun(place, "Other")
    assert ask(web(place), f"/r/{known}", token=other).headers["location"] == "/?switched=1"
    assert ask(web(place), f"/r/{known}", token=known).headers["location"] == "/"
    assert ask(web(place), f"/r/{known}", token=UNKNOWN).headers["location"] == "/"


def test_asking_for_the_head_of_a_link_tells_nothing(place: Place, known: str) -> None:
    """A known and an unknown link look alike, and no cookie is set."""
    for path in (f"/r/{known}", f"/r/{UNKNOWN}", "/new"):
        answer = ask(web(place), path, method="HEAD")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "set-cookie" not in answer.headers


def test_a_known_and_an_unknown_link_ask_the_database_alike(
    place: Place, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the time does not tell them apart."""
    reads = 0
    read = type(place.store).read

    @contextmanager
    def counted(store: Any) -> Iterator[Any]:
        nonlocal reads
        reads += 1
        with read(store) as connection:
            yield connection

    monkeypatch.setattr(type(place.store), "read", counted)
    counts = []
    for token in (known, UNKNOWN, "short"):
        reads = 0
        ask(web(place), f"/r/{token}", token=UNKNOWN)
        counts.append(reads)
    assert counts == [2, 2, 2]


def test_starting_anew_hands_out_a_new_token(place: Place, known: str) -> None:
    """The response before stays behind its private link, which this browser remembers."""
    answer = ask(web(place), "/new", token=known)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    held = held_by(answer)
    assert held[COOKIE] not in (known, token_in(ask(web(place), "/new")))
    assert held[COOKIE_BEFORE] == known
    assert ask(web(place), "/download/answers.json", token=known).status_code == 200


def test_a_browser_without_answers_has_nothing_to_remember(place: Place) -> None:
    """A token that leads nowhere is none worth coming back to."""
    assert list(held_by(ask(web(place), "/new", token=UNKNOWN))) == [COOKIE]


def test_the_way_back_leads_to_what_was_open_before(place: Place, known: str) -> None:
    """And there and back again; without anything before it leads to the first page."""
    other = begun(place, "Other Foods")
    switched = held_by(ask(web(place), f"/r/{other}", token=known))
    assert switched == {COOKIE: other, COOKIE_BEFORE: known}
    back = ask(web(place), "/back", token=other, headers={"cookie": f"{COOKIE}={other}; {COOKIE_BEFORE}={known}"})
    assert (held_by(back), back.headers["location"]) == ({COOKIE: known, COOKIE_BEFORE: other}, "/?switched=1")
    for nothing in ({"cookie": f"{COOKIE}={known}"}, {"cookie": f"{COOKIE}={known}; {COOKIE_BEFORE}=no token"}):
        answer = ask(web(place), "/back", headers=nothing)
        assert (answer.headers["location"], held_by(answer)) == ("/", {})


@pytest.mark.parametrize("path", ["/new", "/back"])
@pytest.mark.parametrize("header", ["sec-purpose", "purpose"])
def test_reading_ahead_changes_nothing(place: Place, known: str, path: str, header: str) -> None:
    """A browser that fetches a page in advance has not been asked to."""
    cookies = f"{COOKIE}={known}; {COOKIE_BEFORE}={known}"
    answer = ask(web(place), path, headers={"cookie": cookies, header: "prefetch"})
    assert held_by(answer) == {}


def test_another_site_cannot_start_anew_for_a_visitor(place: Place, known: str) -> None:
    """It would take their answers out of sight."""
    elsewhere = ask(web(place), "/new", token=known, headers={"sec-fetch-site": "cross-site"})
    assert "set-cookie" not in elsewhere.headers
    here = ask(web(place), "/new", token=known, headers={"sec-fetch-site": "same-origin"})
    assert "set-cookie" in here.headers


# Downloads


def test_the_scorecard_is_a_workbook_of_the_own_response(place: Place) -> None:
    """Named after the unit and the day, kept by no cache."""
    answer = ask(web(place), "/download/scorecard.xlsx", token=submitted(place, "Acme Foods"))
    assert answer.status_code == 200
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert answer.headers["content-disposition"] == 'attachment; filename="scorecard-acme-foods-2026-11-22.xlsx"'
    assert answer.headers["cache-control"] == "no-store"
    assert "Scorecard" in load_workbook(BytesIO(answer.content)).sheetnames


def test_the_scorecard_holds_the_plan(place: Place) -> None:
    """As it is stored at the moment of the download."""
    token = submitted(place)
    planning.add(visiting.respondent(place.store, token), place, "culture", "An action of our own")
    sheet = load_workbook(BytesIO(ask(web(place), "/download/scorecard.xlsx", token=token).content))["Plan"]
    assert "An action of our own" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_draft_has_no_scorecard(place: Place, known: str) -> None:
    """Scores are shown once answers are settled."""
    answer = ask(web(place), "/download/scorecard.xlsx", token=known)
    assert answer.status_code == 400
    assert "submit your answers on the review page first" in answer.text


@pytest.mark.parametrize(("zone", "day"), [("Pacific/Auckland", 23), ("America/New_York", 22), ("no/zone", 22)])
def test_the_day_is_the_visitors(place: Place, zone: str, day: int) -> None:
    """Noon in London is the next day in Auckland; the page shows the same day as the workbook."""
    for file, token in (("scorecard.xlsx", submitted(place)), ("answers.json", begun(place))):
        answer = ask(web(place), f"/download/{file}?zone={zone}", token=token)
        assert f"-2026-11-{day}." in answer.headers["content-disposition"]


@pytest.mark.parametrize("file", ["scorecard.xlsx", "answers.json"])
def test_a_page_about_other_answers_gives_out_none_of_these(place: Place, file: str) -> None:
    """Another link was opened in this browser since the page was drawn."""
    token = submitted(place, "Other Foods")
    mine = visiting.respondent(place.store, token).subject
    assert mine is not None
    assert ask(web(place), f"/download/{file}?of={mark_of(mine)}", token=token).status_code == 200
    answer = ask(web(place), f"/download/{file}?of={mark_of('another')}", token=token)
    assert answer.status_code == 409
    assert "holds other answers" in answer.text
    assert "Other Foods" not in answer.text


def test_the_answers_are_readable_json_of_the_own_response(place: Place) -> None:
    """Letters of every script as they are."""
    answer = ask(web(place), "/download/answers.json", token=begun(place, "Müller & Söhne"))
    assert answer.status_code == 200
    assert json.loads(answer.content)["profile"]["unit_assessed"] == "Müller & Söhne"
    assert '\n "answers"' in answer.content.decode()
    assert "Müller" in answer.content.decode()
    disposition = answer.headers["content-disposition"]
    assert 'filename="answers-muller-sohne-2026-11-22.json"' in disposition
    assert unquote(disposition.partition("filename*=UTF-8''")[2]) == "answers-müller-söhne-2026-11-22.json"


@pytest.mark.parametrize("path", ["/download/scorecard.xlsx", "/download/answers.json"])
@pytest.mark.parametrize("token", [None, "", UNKNOWN, "not a token"])
def test_without_a_response_there_is_nothing_to_download(place: Place, path: str, token: str | None) -> None:
    """A plain page says so."""
    answer = ask(web(place), path, token=token)
    assert answer.status_code == 404
    assert "There are no answers of yours in this browser." in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("Acme Foods", "scorecard-acme-foods-2026-11-22"),
        ('../../etc/"passwd"\r\nX: y', "scorecard-etc-passwd-x-y-2026-11-22"),
        ("", "scorecard-2026-11-22"),
        ("_ / _", "scorecard-2026-11-22"),
        ("食品", "scorecard-食品-2026-11-22"),
        ("a" * 200, f"scorecard-{'a' * 60}-2026-11-22"),
    ],
)
def test_file_names_are_safe(unit: str, name: str) -> None:
    """No folder, quote or line end gets from a unit's name into a header or a file system."""
    assert file_name("scorecard", unit, date(2026, 11, 22)) == name


def test_a_name_in_another_script_has_a_plain_one_beside_it() -> None:
    """For programs that do not know the newer form."""
    assert (
        attachment("a-食品-1.xlsx") == "attachment; filename=\"a-1.xlsx\"; filename*=UTF-8''a-%E9%A3%9F%E5%93%81-1.xlsx"
    )
    assert attachment("a-1.xlsx") == 'attachment; filename="a-1.xlsx"'


# Health


def test_health_names_the_questionnaire_and_the_schema(place: Place) -> None:
    """Both are read, so that an answer means that the app can work."""
    answer = ask(web(place), "/healthz")
    assert answer.status_code == 200
    known = {"status": "ok", "questionnaire": place.edition.questionnaire.name, "schema": newest_revision()}
    assert answer.json() == known


def test_health_says_when_the_database_cannot_be_read(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence, without where it is."""

    def unreadable(_: Place) -> str:
        raise StorageError("/srv/answers.sqlite: disk I/O error")

    monkeypatch.setattr(health, "schema_of", unreadable)
    answer = ask(web(place), "/healthz")
    assert (answer.status_code, answer.text) == (503, "The database cannot be read.")


# Faults


def test_an_unexpected_fault_gets_a_page_with_its_number(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """Under which it stands in the log; nothing of it stands on the page."""
    answer = ask(web(place), "/faulty?comment=hush")
    assert answer.status_code == 500
    (record,) = [record for record in caplog.records if record.name == "assessment"]
    fields: dict[str, Any] = record.__dict__["fields"]
    assert f"reference {fields['reference']}" in answer.text
    assert "hush" not in answer.text + str(fields)
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_refusal_is_told_in_its_own_words(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """Exactly as they are, without a number and without a line in the log."""
    answer = ask(web(place), "/refused")
    assert answer.status_code == 400
    assert "“&lt;b&gt;Acme&lt;/b&gt;”: too long; shorten it." in answer.text
    assert "reference" not in answer.text
    assert not [record for record in caplog.records if record.name == "assessment"]


def test_where_the_database_is_stands_only_in_the_log(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """A visitor learns what to do."""
    answer = ask(web(place), "/locked")
    assert answer.status_code == 503
    assert "cannot be reached just now" in answer.text
    assert "locked" not in answer.text
    assert "/srv" not in answer.text
    assert any("/srv/answers.sqlite" in str(record.__dict__.get("fields")) for record in caplog.records)


def test_an_answer_that_has_begun_is_broken_off() -> None:
    """A second start would garble it; the server closes the connection and logs the fault."""
    sent: list[Message] = []

    async def half(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("too late")

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None:
        sent.append(message)

    with pytest.raises(KeyError):
        asyncio.run(Faults(half)({"type": "http"}, receive, send))
    assert [message["status"] for message in sent] == [200]


# Headers and the cookie of a first visit


def test_every_answer_carries_the_security_headers_once(place: Place) -> None:
    """Streamlit's own headers of the same name give way."""
    for path in ("/", "/static/js/a.js", "/healthz", "/new", f"/r/{UNKNOWN}", "/download/answers.json", "/refused"):
        answer = ask(web(place), path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers.get_list("x-frame-options") == ["DENY"]
        assert answer.headers["permissions-policy"].startswith("camera=()")
        assert "strict-transport-security" not in answer.headers
        assert answer.headers["content-security-policy"] == content_policy()


def test_the_policy_lets_no_text_run_as_a_script() -> None:
    """Only files of this server, WebAssembly, and the one script within Streamlit's page."""
    rules = dict(rule.split(" ", 1) for rule in content_policy().split("; "))
    scripts = rules["script-src"].split()
    assert scripts[:2] == ["'self'", "'wasm-unsafe-eval'"]
    assert all(source.startswith("'sha256-") for source in scripts[2:])
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert rules["default-src"] == "'self'"


def test_behind_https_browsers_stay_there(place: Place, known: str) -> None:
    """And every cookie insists on it."""
    app = web(place, https=True)
    assert ask(app, "/").headers["strict-transport-security"] == "max-age=31536000"
    for answer in (ask(app, "/"), ask(app, "/new"), ask(app, f"/r/{known}")):
        assert "Secure" in flags(answer)


@pytest.mark.parametrize("path", ["/", "/right-to-win", "/renewal", "/newest?tab=1"])
def test_a_first_visit_to_any_page_gets_a_token(place: Place, path: str) -> None:
    """A different one each time, and no cache keeps the page."""
    answer = ask(web(place), path)
    assert flags(answer) == {COOKIE, "Path=/", "Max-Age=15552000", "HttpOnly", "SameSite=Lax"}
    assert len(token_in(answer)) == 32
    assert token_in(answer) != token_in(ask(web(place), path))
    assert answer.headers["cache-control"] == "no-store"


def test_a_token_that_is_there_stays(place: Place) -> None:
    """Known or not: answers may be stored under it at any moment."""
    answer = ask(web(place), "/", token=UNKNOWN)
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("token", ["", "x", "x" * 33, "x" * 31 + ";"])
def test_a_cookie_that_was_never_handed_out_is_replaced(place: Place, token: str) -> None:
    """Nothing may be stored under a secret that can be guessed."""
    assert len(token_in(ask(web(place), "/", token=token))) == 32


@pytest.mark.parametrize(
    ("path", "method", "accept"),
    [
        ("/", "HEAD", "text/html"),
        ("/", "POST", "text/html"),
        ("/", "GET", "*/*"),
        ("/survey/_stcore/health", "GET", "application/json"),
        ("/_stcore/health", "GET", "text/html"),
        ("/static/js/a.js", "GET", "text/html"),
        ("/media/1.png", "GET", "text/html"),
        ("/component/a/index.html", "GET", "text/html"),
        ("/healthz", "GET", "text/html"),
        ("/refused", "GET", "text/html"),
    ],
)
def test_nothing_but_a_page_gets_a_token(place: Place, path: str, method: str, accept: str) -> None:
    """Parts of a page come together, and would each bring another token."""
    answer = ask(web(place), path, method=method, headers={"accept": accept})
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("wrapper", [SecurityHeaders, Faults, FirstVisit])
def test_websockets_pass_untouched(wrapper: Any) -> None:
    """The very same three objects go through."""
    seen: list[tuple[Any, ...]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append((scope, receive, send))

    async def receive() -> Message:
        return {}

    async def send(_: Message) -> None:
        return

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
    wrapped = wrapper(app) if wrapper is Faults else wrapper(app, https=False)
    asyncio.run(wrapped(scope, receive, send))
    assert seen == [(scope, receive, send)]


def test_the_script_within_streamlits_page_is_the_one_let_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Computed from the page that is installed, as browsers compute it."""
    page = tmp_path / "index.html"
    page.write_bytes(b"<script>alert('Hello, world.');</script><script src=x></script>")
    monkeypatch.setattr(headers_module, "STREAMLIT_PAGE", page)
    assert "'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';" in content_policy()
