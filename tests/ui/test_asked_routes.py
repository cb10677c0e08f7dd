"""A colleague's link: held by a cookie of its own, answered alike whatever it leads to, and nothing consumed."""

import pytest

from assessment import access
from assessment.access import COOKIE_ASKED
from assessment.ui.downloads import ANSWERS, SCORECARD, VERDICT
from assessment.ui.headers import NO_PAGE
from assessment.workflow import delegated, delegating, visiting
from assessment.workflow.opening import Place
from tests.ui.test_routes import ask, begun, flags, held_by, place, web

__all__ = ["place"]


def asked(place: Place) -> tuple[str, str]:
    """The token of a colleague's link, and the secret of whoever asked."""
    secret = begun(place, "Acme")
    actor = visiting.respondent(place.store, secret)
    dimension = place.edition.questionnaire.asking_order[0]
    return delegating.link_token(secret, delegating.delegate(actor, place, dimension, "Kim", secret)), secret


@pytest.mark.parametrize("https", [False, True])
def test_a_link_is_held_by_a_cookie_of_its_own_that_scripts_cannot_read(place: Place, https: bool) -> None:
    """Whatever else the browser holds stays, and nothing is noted as opened."""
    token, secret = asked(place)
    answer = ask(web(place, https), f"/k/{token}", secret)
    assert (answer.status_code, answer.headers["location"]) == (303, "/asked")
    assert held_by(answer) == {COOKIE_ASKED: token}
    assert {"HttpOnly", "SameSite=Lax"} <= flags(answer)
    assert ("Secure" in flags(answer)) == https
    assert answer.headers["cache-control"] == "no-store"
    assert delegated.asked_of(delegated.colleague(place, token), place).delegation.opened_at is None


def test_all_links_are_answered_alike(place: Place) -> None:
    """One that leads somewhere, one taken back, one never made and one that is none."""
    token, secret = asked(place)
    actor, app = visiting.respondent(place.store, secret), web(place)
    said = []
    for link in (token, access.new_token()):
        answer = ask(app, f"/k/{link}")
        said.append((answer.status_code, answer.headers["location"], answer.text, set(held_by(answer))))
    delegating.revoke(actor, place, delegating.delegations_of(actor, place)[0].id)
    answer = ask(app, f"/k/{token}")
    said.append((answer.status_code, answer.headers["location"], answer.text, set(held_by(answer))))
    assert said == [said[0]] * 3
    assert held_by(ask(app, "/k/nothing;here")) == {COOKIE_ASKED: ""}
    assert NO_PAGE.match("/k/x")
    assert not NO_PAGE.match("/asked")


def test_a_colleague_downloads_nothing(place: Place) -> None:
    """Neither by the cookie of the link nor with its token as a private link."""
    token, _ = asked(place)
    app = web(place)
    for path in (ANSWERS, SCORECARD, VERDICT):
        for cookie in (f"{COOKIE_ASKED}={token}", f"{access.COOKIE}={token}"):
            assert ask(app, path, headers={"cookie": cookie}).status_code == 404
