"""A share link makes its browser read one presentation, whoever follows it; all links are answered alike."""

from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader

from assessment import access
from assessment.access import COOKIE, COOKIE_READING
from assessment.ui.downloads import VERDICT, presented
from assessment.workflow import answering, planning, presenting, visiting
from assessment.workflow.opening import Place
from assessment.workflow.sitting import UNIT
from tests.ui.test_routes import NOON, ask, begun, flags, held_by, place, submitted, web
from tests.workflow.sitting import answer_everything

__all__ = ["place"]


@pytest.mark.parametrize("https", [False, True])
def test_a_share_link_is_held_by_a_cookie_that_scripts_cannot_read(place: Place, https: bool) -> None:
    """And leads to the page that looks it up; the own answers' cookie stays as it was."""
    token = access.new_token()
    answer = ask(web(place, https), f"/s/{token}", access.new_token())
    assert (answer.status_code, answer.headers["location"]) == (303, "/shared")
    assert held_by(answer) == {COOKIE_READING: token}
    assert {"HttpOnly", "SameSite=Lax"} <= flags(answer)
    assert ("Secure" in flags(answer)) == https
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("written", ["short", "x" * 33, "x" * 31 + "%0d", "%C3%A9" * 16])
def test_what_is_no_token_gets_into_no_header_and_ends_what_was_read_before(place: Place, written: str) -> None:
    """The cookie is emptied, so that no other presentation shows behind a wrong link."""
    answer = ask(web(place), f"/s/{written}")
    assert held_by(answer)[COOKIE_READING] == ""
    assert answer.headers["location"] == "/shared"


def test_following_a_link_asks_the_database_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no time tells a valid link from another."""
    monkeypatch.setattr(type(place.store), "read", lambda _: pytest.fail("the database was asked"))
    assert ask(web(place), f"/s/{access.new_token()}").status_code == 303


def test_a_link_is_no_page_of_the_app(place: Place) -> None:
    """It hands out no private link of its own."""
    assert COOKIE not in held_by(ask(web(place), f"/s/{access.new_token()}"))


def words_of(answer: httpx.Response) -> str:
    """The words of a printed page."""
    (only,) = PdfReader(BytesIO(answer.content)).pages
    return " ".join(only.extract_text().split())


def test_a_presentation_is_printed_for_its_owner_and_for_its_readers_until_the_link_is_revoked(place: Place) -> None:
    """With what its plan said then; in the name it had then."""
    own = begun(place, "Acme Foods")
    actor = visiting.respondent(place.store, own)
    answer_everything(actor, place)
    answering.submit(actor, place)
    planning.begin_plan(actor, place)
    for entry in planning.plan_of(actor, place):
        planning.put_owner(actor, place, entry.id, "Ana Ruiz")
    presentation = presenting.present(actor, place, "Board", NOON.date())
    token = access.new_token()
    link = presenting.share(actor, place, presentation.id, token, 30)
    answering.describe(actor, place, UNIT, "Renamed")
    app, path = web(place), presented(presentation.id)
    reading = {"cookie": f"{COOKIE_READING}={token}"}
    for answer in (ask(app, path, own), ask(app, path, headers=reading)):
        assert answer.headers["content-type"].startswith("application/pdf")
        assert "Acme Foods" in words_of(answer)
        assert "Renamed" not in words_of(answer)
        assert "Ana Ruiz" in words_of(answer)
    assert "Renamed" in words_of(ask(app, VERDICT, own))
    assert "Ana Ruiz" in words_of(ask(app, VERDICT, own))
    presenting.revoke(actor, place, link.id)
    assert ask(app, path, headers=reading).status_code == 404
    assert ask(app, path, own).status_code == 200


@pytest.mark.parametrize("id", ["", "unknown", "x" * 22])
def test_nobody_gets_a_presentation_of_somebody_else(place: Place, id: str) -> None:
    """Neither strangers nor other respondents, in words that do not tell whether there is one."""
    actor = visiting.respondent(place.store, submitted(place))
    presentation = presenting.present(actor, place, "Board", NOON.date())
    other = submitted(place)
    for path in (presented(presentation.id), presented(id)):
        assert ask(web(place), path).status_code == 404
        answer = ask(web(place), path, other)
        assert "application/pdf" not in answer.headers["content-type"]
        assert "This does not exist, or it is not yours" in answer.text
