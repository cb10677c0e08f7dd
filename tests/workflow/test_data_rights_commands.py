"""Export, erasure and retention by command."""

import json
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from assessment.model import CampaignMode
from assessment.workflow import data_rights, engagements, inviting
from assessment.workflow.opening import Place
from tests.workflow.command_line import Run
from tests.workflow.sitting import NOW, OPERATOR
from tests.workflow.test_data_rights import MARKER, filled, rows


@pytest.mark.parametrize("kind", ["sqlite"])
def test_an_organisation_is_exported_and_erased(place: Place, url: str, run: Run, tmp_path: Path) -> None:
    """By name or id; a file that is there is kept, a question that is not answered erases nothing."""
    own, _ = filled(place, CampaignMode.NAMED, 1)
    out, book = tmp_path / "o.json", tmp_path / "o.xlsx"
    assert run(url, "export", MARKER.upper(), "--out", out).code == 0
    assert json.loads(out.read_text("utf-8"))["campaigns"][0]["responses"][0]["comments"]
    assert out.stat().st_mode & 0o077 == 0
    assert run(url, "export", own.organisation, "--out", out).code == 1
    assert run(url, "export", own.organisation, "--out", tmp_path / "o.txt").code == 1
    assert run(url, "export", own.organisation, "--out", book).code == 0
    assert "campaigns invitations" in openpyxl.load_workbook(book).sheetnames
    before = rows(place)
    stopped = run(url, "erase", own.organisation)
    assert (stopped.code, rows(place)) == (1, before)
    assert "1 response" in stopped.out
    erased = run(url, "erase", own.organisation, "--yes")
    assert erased.code == 0
    assert "Receipt" in erased.out
    assert run(url, "erase", own.organisation, "--yes").code == 1


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_person_is_erased_by_the_invitation(place: Place, url: str, run: Run) -> None:
    """Whose id the export lists; one of both must be named."""
    own, _ = filled(place, CampaignMode.CONFIDENTIAL, 2)
    id = inviting.invitations_of(own.actor, place, own.campaign.id)[0].id
    assert run(url, "erase").code == run(url, "erase", own.organisation, "--invitation", id).code == 1
    assert run(url, "erase", "--invitation", "unknown", "--yes").code == 1
    assert run(url, "erase", "--invitation", id, "--yes").code == 0
    assert "1 response" in data_rights.held(OPERATOR, place, own.engagement, own.organisation)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_retention_says_first_and_erases_when_told(place: Place, url: str, run: Run) -> None:
    """The command has the clock of the machine, on which the day of the test is past."""
    assert "Nothing is due" in run(url, "retain").out
    own, _ = filled(place, CampaignMode.NAMED, 1)
    engagements.keep_until(own.actor, place, own.engagement, NOW + timedelta(minutes=1))
    before = rows(place)
    assert "engagement “Ann's work”" in run(url, "retain").out
    assert rows(place) == before
    assert "executed" in run(url, "retain", "--yes").out
    assert MARKER not in str(rows(place))
