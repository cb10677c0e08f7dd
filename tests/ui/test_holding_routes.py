"""What is held about an organisation as files: for whoever works on its engagement, and for nobody else."""

from io import BytesIO

import openpyxl
import pytest
from starlette.applications import Starlette

from assessment.access import COOKIE_SIGN_IN, COOKIE_SPONSOR
from assessment.storage import campaigns
from assessment.ui import downloads
from assessment.ui.holding_routes import holding_routes
from assessment.workflow.opening import Place
from tests.staff import account, actor, hash_fast, signed_in
from tests.ui.test_routes import ask, place
from tests.workflow.teams import answered, held

__all__ = ["place"]

PATHS = (downloads.HOLDING, downloads.HOLDING_TABLES)


def test_only_those_who_work_on_it_take_an_organisation_along(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A foreign consultant, a sponsor and nobody are refused alike; so is an organisation of another engagement."""
    hash_fast(monkeypatch)
    own, other = account(place), account(place, "other@example.com", name="Other")
    team, second = held(place, by=actor(own)), held(place, by=actor(other))
    answered(place, team, "Ana", [0, 1])
    with place.store.read() as connection:
        mine, theirs = (campaigns.get(connection, each.campaign).engagement or "" for each in (team, second))
    app = Starlette(routes=holding_routes(lambda: place))
    signed, foreign = (f"{COOKIE_SIGN_IN}={signed_in(place, each.email)}" for each in (own, other))
    answers = [ask(app, downloads.holding(path, mine, team.organisation), headers={"cookie": signed}) for path in PATHS]
    assert {(each.status_code, each.headers["cache-control"]) for each in answers} == {(200, "no-store")}
    assert answers[0].json()["organisation"]["name"] == "Nordic <b>division</b>"
    assert openpyxl.load_workbook(BytesIO(answers[1].content)).sheetnames[0] == "Overview"
    for cookie, where in (
        (foreign, (mine, team.organisation)),
        (foreign, (theirs, team.organisation)),
        (signed, (mine, second.organisation)),
        (f"{COOKIE_SPONSOR}={'x' * 32}", (mine, team.organisation)),
        ("", (mine, team.organisation)),
        ("", ("", "")),
    ):
        for path in PATHS:
            refused = ask(app, downloads.holding(path, *where), headers={"cookie": cookie})
            assert refused.status_code == 404
            assert "Nordic" not in refused.text
