"""The sponsor's link and the team's workbook: by cookie, for those who may, and for nobody else."""

from io import BytesIO

import openpyxl
import pytest

from assessment import access
from assessment.access import COOKIE_SIGN_IN, COOKIE_SPONSOR
from assessment.ui import downloads
from assessment.workflow import sponsoring
from assessment.workflow.opening import Place
from tests.staff import account, actor, hash_fast, signed_in
from tests.ui.test_routes import ask, begun, flags, held_by, place, web
from tests.workflow.teams import answered, held

__all__ = ["place"]


@pytest.mark.parametrize("https", [False, True])
def test_a_sponsor_s_link_is_held_by_a_cookie_that_scripts_cannot_read(place: Place, https: bool) -> None:
    """It leads to the page that looks it up, and asks the database nothing: all links are answered alike."""
    token = access.new_token()
    answer = ask(web(place, https), f"/t/{token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/team")
    assert held_by(answer) == {COOKIE_SPONSOR: token}
    assert {"HttpOnly", "SameSite=Lax"} <= flags(answer)
    assert ("Secure" in flags(answer)) == https
    assert answer.headers["cache-control"] == "no-store"


def test_the_workbook_is_for_those_who_may_see_the_team(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its consultant and its sponsor; no foreign consultant, no respondent, no sponsor of another team."""
    hash_fast(monkeypatch)
    own, other = account(place), account(place, "other@example.com", name="Other")
    team, second = held(place, by=actor(own)), held(place, by=actor(other))
    answered(place, team, "Ana", [0, 1])
    answered(place, team, "Bo", [1, 1])
    tokens = {}
    for each in (team, second):
        tokens[each.campaign] = access.new_token()
        sponsoring.link_sponsor(each.consultant, place, each.where, "Chair", tokens[each.campaign], 30)
    app, path = web(place), downloads.team(*team.where, "Europe/Berlin")
    allowed = (
        f"{COOKIE_SIGN_IN}={signed_in(place, own.email)}",
        f"{COOKIE_SPONSOR}={tokens[team.campaign]}",
        f"{COOKIE_SIGN_IN}={signed_in(place, other.email)}; {COOKIE_SPONSOR}={tokens[team.campaign]}",
    )
    for cookie in allowed:
        answer = ask(app, path, headers={"cookie": cookie})
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert openpyxl.load_workbook(BytesIO(answer.content)).sheetnames[0] == "Team"
    refused = (
        f"{COOKIE_SIGN_IN}={signed_in(place, other.email)}",
        f"{COOKIE_SPONSOR}={tokens[second.campaign]}",
        f"{COOKIE_SPONSOR}={'x' * 32}",
        "",
    )
    for cookie in refused:
        assert ask(app, path, headers={"cookie": cookie}).status_code == 404
    assert ask(app, path, begun(place, "Acme")).status_code == 404
    assert ask(app, downloads.TEAM).status_code == 404
