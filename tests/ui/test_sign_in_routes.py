"""Signing in over the web: what must fail, and what the browser is given."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from assessment import access
from assessment.access import COOKIE, COOKIE_SIGN_IN
from assessment.errors import AssessmentError
from assessment.model import Account, Role
from assessment.settings import Settings
from assessment.ui.faults import Faults, refusal
from assessment.ui.headers import FirstVisit, SecurityHeaders
from assessment.ui.posting import COOKIE_POST, LONGEST_BODY, MARK, mark_of
from assessment.ui.sign_in_routes import WORKSPACE, local
from assessment.ui.staff_routes import staff_routes
from assessment.workflow import account_links, accounts, visiting
from assessment.workflow.opening import Place, open_place
from tests.staff import OPERATOR, PASSWORD, account, hash_fast, signed_in
from tests.ui.test_routes import DOCUMENT, any_page
from tests.workflow.sitting import Clock

KNOWN = "ana@example.com"
Said = Mapping[str, str] | None


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until the test moves it."""
    return Clock()


@pytest.fixture
def place(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A database of its own, in which hashing costs next to nothing."""
    hash_fast(monkeypatch)
    opened = open_place(f"sqlite:///{tmp_path / 'answers.sqlite'}", "customer-strategy", now=clock)
    yield opened
    opened.store.close()


@dataclass
class Window:
    """A browser with its cookies, before the web application as streamlit_app.py puts it together."""

    place: Place
    base_url: str | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "192.0.2.7"

    @property
    def settings(self) -> Settings:
        """Those of the app."""
        return Settings(base_url=self.base_url)

    def ask(self, method: str, path: str, said: Said = None, headers: Said = None) -> httpx.Response:
        """One request; the cookies of its answer are kept, and no redirect is followed."""
        settings = self.settings
        app = Starlette(
            routes=[
                *staff_routes(lambda: self.place, settings),
                Route("/{path:path}", any_page, methods=["GET", "POST"]),
            ],
            middleware=[
                Middleware(SecurityHeaders, https=settings.is_https),
                Middleware(Faults),
                Middleware(FirstVisit, https=settings.is_https),
            ],
            exception_handlers={AssessmentError: refusal},
        )
        answer = asyncio.run(self._asked(app, method, path, {**DOCUMENT, **(headers or {})}, said))
        for line in answer.headers.get_list("set-cookie"):
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
            if not self.cookies[name]:
                del self.cookies[name]
        return answer

    async def _asked(
        self, app: Starlette, method: str, path: str, headers: Mapping[str, str], said: Said
    ) -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(self.address, 50000))
        cookie = (
            {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://assess.example.com") as client:
            return await client.request(method, path, headers={**headers, **cookie}, data=said or None)

    def mark(self, path: str) -> str:
        """What the page at an address carries."""
        found = re.search(rf'name="{MARK}" value="([^"]+)"', self.ask("GET", path).text)
        assert found is not None
        return found[1]

    def post(self, path: str, said: Mapping[str, str], headers: Said = None) -> httpx.Response:
        """Fill in the page at an address and send it."""
        return self.ask("POST", path, {MARK: self.mark(path), **said}, headers)

    def sign_in(self, email: str = KNOWN, password: str = PASSWORD, path: str = "/sign-in") -> httpx.Response:
        """Fill in the page for signing in and send it."""
        return self.post(path, {"email": email, "password": password})

    @property
    def staff(self) -> str | None:
        """The account that is signed in in this browser."""
        return visiting.staff(self.place, self.cookies.get(COOKIE_SIGN_IN)).subject


@pytest.fixture
def window(place: Place) -> Window:
    """A browser without cookies."""
    return Window(place)


@pytest.fixture
def ana(place: Place) -> Account:
    """Somebody's account."""
    return account(place)


def flags_of(answer: httpx.Response, name: str) -> set[str]:
    """What an answer says of one of its cookies beyond its value."""
    (line,) = [line for line in answer.headers.get_list("set-cookie") if line.startswith(f"{name}=")]
    return {part.strip() for part in line.split(";")[1:]}


@pytest.mark.parametrize("https", [False, True])
def test_signing_in_gives_a_cookie_that_scripts_cannot_read(place: Place, ana: Account, https: bool) -> None:
    """For a week, for the whole site, over https only where that is how the app is reached."""
    window = Window(place, "https://assess.example.com" if https else None)
    answer = window.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, WORKSPACE)
    secure = {"Secure"} if https else set()
    assert flags_of(answer, COOKIE_SIGN_IN) == {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"} | secure
    assert answer.headers["cache-control"] == "no-store"
    assert window.staff == ana.id
    page = Window(place, window.base_url).ask("GET", "/sign-in")
    assert flags_of(page, COOKIE_POST) == {"HttpOnly", "SameSite=Lax", "Path=/"} | secure


def test_only_the_hash_of_the_cookie_is_stored(window: Window, ana: Account, tmp_path: Path) -> None:
    """A copy of the database opens nothing."""
    assert ana.is_enabled
    window.sign_in()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    token = window.cookies[COOKIE_SIGN_IN]
    assert token.encode() not in written
    assert access.token_hash(token).encode() in written
    assert PASSWORD.encode() not in written


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/password", "/setup/TOKEN"])
@pytest.mark.parametrize(
    "attack", ["no mark", "foreign mark", "empty", "no cookie", "cross-site", "same-site", "origin"]
)
def test_what_another_site_sends_changes_nothing(
    place: Place, window: Window, ana: Account, path: str, attack: str
) -> None:
    """Each route that takes a POST, whatever is wrong with it."""
    token = access.new_token()
    accounts.make_link(OPERATOR, place, ana.id, token)
    path = path.replace("TOKEN", token)
    if path in ("/sign-out", "/password"):
        window.cookies[COOKIE_SIGN_IN] = signed_in(place)
    secret = window.cookies.get(COOKIE_SIGN_IN) or access.new_token()
    window.cookies[COOKIE_POST] = secret
    marks = {"no mark": None, "foreign mark": mark_of(access.new_token()), "empty": ""}
    mark = marks.get(attack, mark_of(secret))
    headers = {
        "cross-site": {"sec-fetch-site": "cross-site"},
        "same-site": {"sec-fetch-site": "same-site"},
        "origin": {"origin": "https://evil.example.com"},
    }.get(attack, {})
    if attack == "no cookie":
        del window.cookies[COOKIE_POST]
        before = window.cookies.pop(COOKIE_SIGN_IN, None)
    else:
        before = window.cookies.get(COOKIE_SIGN_IN)
    said = {"email": KNOWN, "password": PASSWORD, "new": "violin sky moth", "again": "violin sky moth"}
    answer = window.ask("POST", path, said | ({} if mark is None else {MARK: mark}), headers)
    assert answer.status_code in (303, 400)
    assert window.cookies.get(COOKIE_SIGN_IN) == (None if attack == "no cookie" else before)
    if before is not None:
        assert visiting.staff(place, before).subject == ana.id
    assert account_links.door(place, token) is not None
    assert signed_in(place)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin", "origin": "http://behind-a-proxy"},
        {"sec-fetch-site": "none"},
        {"origin": "null"},
        {"origin": "http://assess.example.com"},
    ],
)
def test_what_our_own_page_sends_is_taken(window: Window, ana: Account, headers: dict[str, str]) -> None:
    """However much the browser says of where it comes from."""
    window.post("/sign-in", {"email": KNOWN, "password": PASSWORD}, headers)
    assert window.staff == ana.id


@pytest.mark.parametrize("wanted", ["/workspace", "/campaign?id=Ab-_9", "/accounts", "/password", "/team?a=1&b=%C3%A9"])
def test_signing_in_leads_to_the_screen_that_was_wanted(window: Window, ana: Account, wanted: str) -> None:
    """Also when somebody is signed in already, and after a first wrong password."""
    path = str(httpx.URL("/sign-in", params={"next": wanted}))
    assert window.sign_in(password="wrong", path=path).status_code == 400
    assert window.sign_in(path=path).headers["location"] == wanted
    assert window.ask("GET", path).headers["location"] == wanted
    assert window.staff == ana.id


@pytest.mark.parametrize(
    "wanted",
    [
        *(
            "//evil.example.com",
            "/\\evil.example.com",
            "\\\\evil.example.com",
            "https://evil.example.com",
            "/%2fevil.com",
        ),
        *("/%5cevil.example.com", "javascript:alert(1)", "/\tevil", "/\n/evil", "//", "/", "", "evil", "/a//b", "/ /x"),
        *("/r/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "/new", "/sign-out", "/setup/x", "/download/audit.csv", "/a?b=\\"),
        *("/x/../new", "/./new", "/x/../r/token", "/..", "/x/..?a=b"),
        *("/workspace\r\nSet-Cookie: a=b", "/workspace#//evil", "@evil.example.com", "/@evil", ".evil", "/w\u2028"),
    ],
)
def test_signing_in_leads_nowhere_else(window: Window, ana: Account, wanted: str) -> None:
    """Neither to another host, however it is written, nor to an address that does something."""
    assert local(wanted) == WORKSPACE
    assert window.sign_in(path=str(httpx.URL("/sign-in", params={"next": wanted}))).headers["location"] == WORKSPACE
    assert window.staff == ana.id


def test_a_planted_cookie_is_replaced_at_signing_in(place: Place, window: Window, ana: Account) -> None:
    """Whoever planted it learns nothing."""
    planted = window.cookies[COOKIE_SIGN_IN] = access.new_token()
    window.sign_in()
    assert window.cookies[COOKIE_SIGN_IN] != planted
    assert visiting.staff(place, planted).subject is None
    assert window.staff == ana.id


def test_pages_tell_nobody_which_accounts_there_are(place: Place, ana: Account) -> None:
    """Word for word, but for the mark and what was typed."""
    accounts.disable(OPERATOR, place, account(place, "out@example.com").id)
    pages = set()
    for email in (ana.email, "out@example.com", "nobody@example.com"):
        for _ in range(6):
            window = Window(place)
            answer = window.sign_in(email, "wrong")
            said = answer.text.replace(email, "EMAIL")
            pages.add((answer.status_code, re.sub(rf'name="{MARK}" value="[^"]+"', "", said)))
    assert len(pages) == 2
    assert {("Too many attempts. Try again in 15 minutes." in page, status) for status, page in pages} == {
        (True, 400),
        (False, 400),
    }


def test_attempts_are_counted_by_the_address_they_come_from(place: Place, ana: Account) -> None:
    """Which a header of the visitor's own does not change."""
    for number in range(20):
        Window(place).post(
            "/sign-in", {"email": f"{number}@x.com", "password": "x"}, {"x-forwarded-for": f"10.0.0.{number}"}
        )
    assert "Too many attempts" in Window(place).sign_in().text
    other = Window(place, address="192.0.2.8")
    other.sign_in()
    assert other.staff == ana.id


def test_signing_out_ends_the_sign_in_and_takes_the_cookie(place: Place, window: Window, ana: Account) -> None:
    """By POST alone; other cookies stay."""
    window.cookies[COOKIE] = access.new_token()
    window.sign_in()
    token = window.cookies[COOKIE_SIGN_IN]
    assert window.ask("GET", "/sign-out").headers["location"] == WORKSPACE
    assert window.staff == ana.id
    answer = window.ask("POST", "/sign-out", {MARK: mark_of(token)})
    assert answer.headers["location"] == "/sign-in?said=out"
    assert COOKIE_SIGN_IN not in window.cookies
    assert COOKIE in window.cookies
    assert visiting.staff(place, token).subject is None
    assert "You are signed out." in window.ask("GET", answer.headers["location"]).text


def test_a_setup_link_makes_the_first_administrator_and_signs_in(place: Place, window: Window, clock: Clock) -> None:
    """What is refused stays typed, except for passwords; afterwards every such link is dead."""
    tokens = [access.new_token(), access.new_token()]
    for token in tokens:
        account_links.offer_setup(OPERATOR, place, token)
    path = f"/setup/{tokens[0]}"
    said = {"name": "Ana <Ruiz>", "email": KNOWN, "new": "tiger lamp orbit", "again": "tiger lamp orbit"}
    for change, problem in (
        ({"new": "short", "again": "short"}, "take at least 12"),
        ({"again": "other"}, "two new passwords differ"),
        ({"new": f"{KNOWN} and more", "again": f"{KNOWN} and more"}, "contains your e-mail address"),
        ({"new": "password1234", "again": "password1234"}, "tried first"),
        ({"name": " "}, "Type a name"),
        ({"email": "ana"}, "no e-mail address"),
    ):
        answer = window.post(path, said | change)
        assert answer.status_code == 400
        assert problem in answer.text
        assert "Ana &lt;Ruiz&gt;" in answer.text or "name" in change
        assert "tiger" not in answer.text
    assert not accounts.everybody(OPERATOR, place)
    clock.forward(hours=23)
    answer = window.post(path, said)
    assert (answer.status_code, answer.headers["location"]) == (303, WORKSPACE)
    (made,) = accounts.everybody(OPERATOR, place)
    assert (made.name, made.role, made.id) == ("Ana <Ruiz>", Role.ADMINISTRATOR, window.staff)
    for token in tokens:
        assert window.ask("GET", f"/setup/{token}").status_code == 404
        assert window.ask("POST", f"/setup/{token}", said).status_code == 404


@pytest.mark.parametrize("kind", ["used", "expired", "unknown", "short", "disabled"])
def test_dead_links_of_every_kind_are_answered_alike(
    place: Place, window: Window, ana: Account, clock: Clock, kind: str
) -> None:
    """And the page hands out no cookie."""
    token = access.new_token()
    accounts.make_link(OPERATOR, place, ana.id, token)
    if kind == "used":
        account_links.enter(place, token, "", "", PASSWORD)
    elif kind == "expired":
        clock.moment += timedelta(hours=72)
    elif kind == "disabled":
        accounts.disable(OPERATOR, place, ana.id)
    else:
        token = {"unknown": access.new_token(), "short": "x/../y"}[kind]
    answer = window.ask("GET", f"/setup/{token}")
    assert answer.status_code == 404
    assert "This link opens nothing, or not any more" in answer.text
    assert not window.cookies


def test_looking_at_a_link_uses_nothing_up(place: Place, window: Window, ana: Account) -> None:
    """Previews and mail scanners do just that; the password signs in afterwards."""
    token = access.new_token()
    accounts.make_link(OPERATOR, place, ana.id, token)
    for method in ("GET", "HEAD", "GET"):
        assert window.ask(method, f"/setup/{token}").status_code == 200
    page = window.ask("GET", f"/setup/{token}").text
    assert 'value="ana@example.com" required readonly' in re.sub(r"\s+", " ", page)
    answer = window.post(
        f"/setup/{token}", {"email": "other@example.com", "new": "violin sky moth", "again": "violin sky moth"}
    )
    assert answer.headers["location"] == WORKSPACE
    assert window.staff == ana.id
    assert signed_out_and_in(window, "violin sky moth") == ana.id


def signed_out_and_in(window: Window, password: str) -> str | None:
    """Who is signed in after signing out and in."""
    window.ask("POST", "/sign-out", {MARK: mark_of(window.cookies[COOKIE_SIGN_IN])})
    window.sign_in(password=password)
    return window.staff


def test_a_password_is_changed_by_whoever_knows_the_present_one(place: Place, window: Window, ana: Account) -> None:
    """Other browsers are signed out; without being signed in there is no such page."""
    assert window.ask("GET", "/password").headers["location"] == "/sign-in?next=%2Fpassword"
    assert window.ask("POST", "/password").headers["location"] == "/sign-in?next=%2Fpassword"
    other = signed_in(place)
    window.sign_in()
    said = {"password": PASSWORD, "new": "violin sky moth", "again": "violin sky moth"}
    assert "present password is not right" in window.post("/password", said | {"password": "x"}).text
    assert "differ" in window.post("/password", said | {"again": "x"}).text
    assert visiting.staff(place, other).subject == ana.id
    assert window.post("/password", said).headers["location"] == "/accounts?said=changed"
    assert window.staff == ana.id
    assert visiting.staff(place, other).subject is None


@pytest.mark.parametrize("path", ["/sign-in", "/setup/x", "/password", "/oidc/start", "/sign-out"])
def test_none_of_these_is_a_page_for_respondents(window: Window, path: str) -> None:
    """No private link of theirs is handed out."""
    window.ask("GET", path)
    assert COOKIE not in window.cookies


@pytest.mark.parametrize("path", ["/sign-in", "/setup/x"])
def test_more_than_a_page_can_send_is_not_read(window: Window, path: str) -> None:
    """It counts as nothing."""
    answer = window.ask("POST", path, {"email": "x" * LONGEST_BODY, "password": "x"})
    assert answer.status_code in (400, 404)
    assert "xxxx" not in answer.text


def test_the_log_as_a_table_is_for_administrators(place: Place, window: Window, ana: Account) -> None:
    """Consultants and strangers are refused as if there was none."""
    assert window.ask("GET", "/download/audit.csv").status_code == 404
    window.sign_in()
    assert window.ask("GET", "/download/audit.csv").status_code == 404
    accounts.put_role(OPERATOR, place, ana.id, Role.ADMINISTRATOR)
    answer = window.ask("GET", "/download/audit.csv?by=operator")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "no-store"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.rpartition(",")[2] for line in lines] == ["note", "made administrator", "added as consultant"]
