"""Campaigns and invitations by command, on the database that the app has."""

import csv
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment.__main__ import cli
from assessment.errors import AccessError, CampaignError, IntakeError, ReportError

BEGIN = ("campaign", "create", "First wave", "--engagement", "Spring", "--organisation", "Nordkap", "--mode")


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'app.sqlite'}")
    monkeypatch.setenv("BASE_URL", "https://assess.example.com")


def told(*words: str | Path) -> Result:
    """What a command answers."""
    return CliRunner().invoke(cli, [str(word) for word in words])


def begun(mode: str = "confidential") -> str:
    """The id of a campaign that was begun by command."""
    answer = told(*BEGIN, mode, "--closes", "2099-11-30 23:59", "--zone", "Europe/Berlin", "--json")
    assert answer.exception is None, answer.output
    return str(json.loads(answer.output)["campaign"])


def test_a_campaign_is_begun_invited_to_looked_at_and_closed(tmp_path: Path) -> None:
    """The links stand in a file that only its owner may read, and nowhere else."""
    id, people, links = begun(), tmp_path / "people.csv", tmp_path / "links.csv"
    people.write_text("name,email,lens\nIda,ida@example.com,Sales\n=1+1,ole@example.com,\n", encoding="utf-8")
    answer = told("invite", people, "--campaign", id, "--out", links, "--sent")
    assert answer.output == f"2 invitations made; the links are in {links}\n"
    assert stat.S_IMODE(links.stat().st_mode) == 0o600
    rows = list(csv.reader(links.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[:3] for row in rows[1:]] == [
        ["Ida", "ida@example.com", "Nordkap"],
        ["'=1+1", "ole@example.com", "Nordkap"],
    ]
    assert all(row[3].startswith("https://assess.example.com/i/") for row in rows[1:])
    again = told("invite", people, "--campaign", id, "--out", tmp_path / "more.csv")
    assert "0 invitations made" in again.output
    assert "Invited before: Ida and =1+1" in again.output
    said = told("campaign", "status", id).output
    assert "Closes 30 November 2099, 23:59, Europe/Berlin" in said
    assert "0 of 2 invited have answered" in said
    assert "Missing: Ida, sent" in said
    known = json.loads(told("campaign", "status", id, "--json").output)
    assert (known["invited"], known["answered"], known["open"]) == (2, 0, True)
    assert told("campaign", "close", id).output == "The campaign is closed\n"
    assert json.loads(told("campaign", "status", id, "--json").output)["open"] is False
    late = told("invite", people, "--campaign", id, "--out", tmp_path / "late.csv")
    assert isinstance(late.exception, CampaignError)
    assert not (tmp_path / "late.csv").exists()


def test_a_second_campaign_goes_into_the_same_engagement() -> None:
    """Known by its name, whatever its case; the organisation is not added twice."""
    engagements = [json.loads(told(*BEGIN, mode, "--json").output)["engagement"] for mode in ("named", "anonymous")]
    assert len(set(engagements)) == 1
    said = told(*BEGIN, "named")
    assert "Answers carry names" in said.output


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--zone", "Nowhere"), "time zone is not known"),
        (("--offer", "lens"), "such as lens=sales"),
        (("--offer", "lens=magic"), "none of the choices"),
        (("--closes", "2001-01-01 00:00"), "in the past"),
    ],
)
def test_what_does_not_fit_is_told(more: tuple[str, ...], words: str) -> None:
    """In a sentence."""
    answer = told(*BEGIN, "named", *more)
    assert isinstance(answer.exception, CampaignError)
    assert words in str(answer.exception)


def test_files_that_are_there_are_kept_and_wrong_ones_make_no_links(tmp_path: Path) -> None:
    """Nor does a campaign that is not there."""
    id, people, links = begun(), tmp_path / "people.csv", tmp_path / "links.csv"
    people.write_text("name,email\nIda,nowhere\n", encoding="utf-8")
    assert isinstance(told("invite", people, "--campaign", id, "--out", links).exception, IntakeError)
    assert not links.exists()
    people.write_text("name\nIda\n", encoding="utf-8")
    links.write_text("mine", encoding="utf-8")
    assert isinstance(told("invite", people, "--campaign", id, "--out", links).exception, ReportError)
    assert links.read_text(encoding="utf-8") == "mine"
    assert json.loads(told("campaign", "status", id, "--json").output)["invited"] == 0
    nowhere = told("invite", people, "--campaign", "none", "--out", tmp_path / "x.csv")
    assert isinstance(nowhere.exception, AccessError)
