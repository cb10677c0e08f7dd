"""The commands that look after the database: what they print and do, and never a traceback."""

import json
import re
from pathlib import Path

import pytest

from assessment import printing
from assessment.model import Actor
from assessment.storage.store import open_store
from assessment.workflow import visiting
from assessment.workflow.demonstration import SCENARIOS
from assessment.workflow.invented_team import NAMES
from assessment.workflow.opening import Place, open_place
from tests.conftest import THREE_DIMENSIONS
from tests.storage.conftest import Make
from tests.workflow.command_line import Outcome, Run
from tests.workflow.sitting import answer_everything, assessed, begun, kept

# Those of the scenarios, and those of the team.
REMOVED = f"{len(SCENARIOS) + len(NAMES)} synthetic responses removed\n"
LINK = re.compile(r"^  (\S+)/r/([\w-]{32})$", re.MULTILINE)


def test_demo_prints_a_link_for_each_unit_that_opens_it(run: Run, place: Place, url: str) -> None:
    """At the local address, or at the one that is set."""
    outcome = run(url, "demo")
    assert outcome.code == 0
    links = LINK.findall(outcome.out)
    assert {address for address, _ in links} == {"http://localhost:8501"}
    assert len({visiting.respondent(place.store, token) for _, token in links} - {visiting.NOBODY}) == len(SCENARIOS)
    assert all(f"{scenario.unit}: {scenario.purpose}\n" in outcome.out for scenario in SCENARIOS)
    assert "python -m assessment demo --remove" in outcome.err
    public = run(url, "demo", BASE_URL="https://assess.example.com/")
    assert {address for address, _ in LINK.findall(public.out)} == {"https://assess.example.com"}


def test_demo_works_with_any_questionnaire(run: Run, make_migrated: Make) -> None:
    """The one that the settings name."""
    url = make_migrated()
    assert len(LINK.findall(run(url, "demo", QUESTIONNAIRE=str(THREE_DIMENSIONS)).out)) == len(SCENARIOS)
    removed = run(url, "demo", "--remove")
    assert (removed.code, removed.out) == (0, REMOVED)


def test_demo_is_removed_and_own_responses_stay(run: Run, place: Place, url: str, respondent: Actor) -> None:
    """However often."""
    before = kept(respondent, place)
    run(url, "demo")
    assert run(url, "demo", "--remove").out == REMOVED
    assert run(url, "demo", "--remove").out == "0 synthetic responses removed\n"
    assert kept(respondent, place) == before


def test_migrate_makes_the_tables_and_may_be_repeated(run: Run, make_blank: Make) -> None:
    """Afterwards the app opens the database."""
    url = make_blank()
    for _ in range(2):
        assert run(url, "migrate") == Outcome(0, "The database is up to date\n", "")
    open_place(url, "customer-strategy").store.close()


def test_a_backup_restored_elsewhere_holds_everything(
    run: Run, place: Place, url: str, respondent: Actor, make_migrated: Make, tmp_path: Path
) -> None:
    """The responses to the letter, and the private links still open them."""
    answer_everything(respondent, place)
    file = tmp_path / "backup.sqlite"
    assert run(url, "backup", file) == Outcome(0, f"Backup written to {file}\n", "")
    before, elsewhere = kept(respondent, place), make_migrated()
    assert run(elsewhere, "restore", file) == Outcome(0, f"Restored from {file}\n", "")
    restored = open_place(elsewhere, "customer-strategy", now=place.now)
    assert kept(respondent, restored) == before
    begun(restored)  # and life goes on
    restored.store.close()


def test_score_takes_what_a_respondent_took_along(run: Run, any_place: Place, url: str, tmp_path: Path) -> None:
    """With either questionnaire; every score is the same, also of the example that is deepened throughout."""
    questionnaire = "customer-strategy" if any_place.edition.profile.fields else str(THREE_DIMENSIONS)
    outcome = run(url, "demo", QUESTIONNAIRE=questionnaire)
    for _, token in LINK.findall(outcome.out):
        actor = visiting.respondent(any_place.store, token)
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(kept(actor, any_place)), "utf-8")
        length = kept(actor, any_place)["about"]["length"]
        scored = run(url, "score", file, "--questionnaire", questionnaire, "--length", length, "--json")
        assert scored.code == 0, scored.err
        own = printing.as_json(assessed(actor, any_place))
        assert json.loads(scored.out)["dimensions"] == json.loads(json.dumps(own))["dimensions"]
        assert json.loads(scored.out)["overall"] == own["overall"]


def test_a_backup_replaces_no_file_and_a_restore_no_rows(run: Run, url: str, respondent: Actor, tmp_path: Path) -> None:
    """Both say how to mend it."""
    file = tmp_path / "backup.sqlite"
    run(url, "backup", file)
    was = file.read_bytes()
    again = run(url, "backup", file)
    assert (again.code, again.out) == (1, "")
    assert "there is a file already; name another" in again.err
    assert file.read_bytes() == was
    refused = run(url, "restore", file)
    assert (refused.code, refused.out) == (1, "")
    assert "restore into a new, empty database" in refused.err
    del respondent  # whose rows they are


@pytest.mark.parametrize("command", [("backup", "x/y/z.sqlite"), ("restore", "missing.sqlite"), ("restore", ".")])
def test_a_file_that_cannot_be_used_is_named(
    run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, str]
) -> None:
    """With exit code 1."""
    monkeypatch.chdir(tmp_path)
    outcome = run(url, *command)
    assert (outcome.code, outcome.out) == (1, "")
    assert command[1] in outcome.err or str(tmp_path) in outcome.err


@pytest.mark.parametrize("command", [["demo"], ["demo", "--remove"], ["migrate"], ["backup", "x.sqlite"]])
def test_settings_that_cannot_be_used_end_every_command(run: Run, command: list[str]) -> None:
    """Before anything is opened, without the password."""
    outcome = run("mysql://user:hunter2@host/db", *command)
    assert (outcome.code, outcome.out) == (1, "")
    assert "hunter2" not in outcome.err
    assert "DATABASE_URL" in outcome.err


def test_a_database_that_belongs_to_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    """A file that is no database is named, and stays as it is."""
    file = tmp_path / "notes.txt"
    file.write_text("Not a database, but somebody's notes." * 100)
    outcome = run(f"sqlite:///{file}", "migrate")
    assert outcome.code == 1
    assert str(file) in outcome.err
    assert file.read_text().startswith("Not a database")


def test_what_the_commands_make_the_store_can_open(run: Run, tmp_path: Path) -> None:
    """A backup is a database of its own."""
    file = tmp_path / "backup.sqlite"
    run(f"sqlite:///{tmp_path / 'own.sqlite'}", "demo")
    run(f"sqlite:///{tmp_path / 'own.sqlite'}", "backup", file)
    open_store(f"sqlite:///{file}").close()
