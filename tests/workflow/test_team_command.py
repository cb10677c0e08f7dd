"""The command line shows a team as its page does, and nothing that the campaign's mode withholds."""

import json
from pathlib import Path

import openpyxl
import pytest

from assessment.model import CampaignMode
from assessment.workflow.opening import Place
from tests.workflow.command_line import Run
from tests.workflow.teams import answered, closed, held


@pytest.mark.parametrize("mode", CampaignMode)
def test_a_team_is_printed_and_written(mode: CampaignMode, place: Place, url: str, run: Run, tmp_path: Path) -> None:
    """As JSON and as text; names in a named campaign only."""
    team, out = held(place, mode), tmp_path / "team.xlsx"
    for at in range(6):
        answered(place, team, f"Person {at}", [4 * (at % 2)] * 6)
    closed(place, team)
    outcome = run(url, "team", team.organisation, "--campaign", team.campaign, "--json", "--out", out)
    assert outcome.code == 0
    said, found = outcome.out, json.loads(outcome.out)
    assert found["answered"] == 6
    assert ("Person" in said) is (mode is CampaignMode.NAMED)
    assert any(row["answers"] for row in found["questions"]) is (mode is not CampaignMode.ANONYMOUS)
    assert openpyxl.load_workbook(out).sheetnames == ["Team", "Disputes", "Gaps", "Answers", "Method"]
    printed = run(url, "team", team.organisation, "--campaign", team.campaign)
    assert printed.code == 0
    assert found["headline"] in printed.out


def test_an_unknown_team_is_refused_without_a_traceback(place: Place, url: str, run: Run) -> None:
    """In the words for what does not exist."""
    team = held(place)
    outcome = run(url, "team", "unknown", "--campaign", team.campaign)
    assert outcome.code == 1
    assert "does not exist" in outcome.err


@pytest.mark.parametrize("id", ["-h" + "a" * 20, "-i" + "a" * 20, "--" + "a" * 20])
def test_an_id_that_begins_with_a_hyphen_is_no_option(place: Place, url: str, run: Run, id: str) -> None:
    """Ids are random, so that one in 64 does."""
    outcome = run(url, "team", id, "--campaign", id)
    assert outcome.code == 1
    assert "does not exist" in outcome.err
    assert place
