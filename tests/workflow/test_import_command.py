"""`import` on the command line: a filled sheet is shown, then stored, and its private link printed."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from assessment.model import Actor, Response, ResponseState
from assessment.workflow import answering, visiting
from assessment.workflow.opening import Place
from assessment.workflow.sitting import UNIT
from reports.answer_sheet import answer_sheet
from tests.responses import DAY, generated
from tests.workflow.command_line import Run
from tests.workflow.sitting import begun, sitting_of

LINK = re.compile(r"/r/([\w-]{32})$", re.MULTILINE)


def filled(path: Path, place: Place, response: Response) -> Path:
    """An answer sheet in a file."""
    path.write_bytes(answer_sheet(place.edition, response, DAY))
    return path


@pytest.fixture
def response(place: Place) -> Response:
    """What the sheet says."""
    return replace(
        generated(place.edition, 3), profile={UNIT: "Nordic division"}, priorities=(), starred=None, targets={}
    )


def owner(place: Place, printed: str) -> Actor:
    """Whose private link was printed."""
    (token,) = LINK.findall(printed)
    return visiting.respondent(place.store, token)


def test_a_sheet_becomes_a_response_behind_a_private_link(
    run: Run, place: Place, url: str, tmp_path: Path, response: Response
) -> None:
    """All of it is printed first; with --submit the verdict is there at once."""
    outcome = run(url, "import", filled(tmp_path / "a.xlsx", place, response), "--yes", "--submit")
    assert outcome.code == 0
    question = next(q for q in place.edition.questionnaire.questions if isinstance(response.answers.get(q.id), int))
    assert question.name in outcome.out
    stored = sitting_of(owner(place, outcome.out), place)
    assert (stored.unit, stored.stored.state) == ("Nordic division", ResponseState.SUBMITTED)
    assert dict(stored.stored.response.answers) == dict(response.answers)


def test_nothing_is_stored_without_a_yes(
    run: Run, place: Place, url: str, tmp_path: Path, response: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks; whoever says no has changed nothing."""
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    outcome = run(url, "import", filled(tmp_path / "a.xlsx", place, response))
    assert outcome.code == 1
    assert "Store this?" in outcome.err
    assert not LINK.findall(outcome.out)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert run(url, "import", tmp_path / "a.xlsx").code == 0


def test_a_sheet_changes_the_response_behind_a_link(
    run: Run, place: Place, url: str, tmp_path: Path, response: Response
) -> None:
    """Only what it says otherwise; what was there before is told."""
    outcome = run(url, "import", filled(tmp_path / "a.xlsx", place, response), "--yes")
    actor, (token,) = owner(place, outcome.out), LINK.findall(outcome.out)
    question = place.edition.questionnaire.question[next(iter(response.answers))]
    other = next(level for level in question.levels if level.value != response.answers[question.id])
    changed = replace(response, answers={question.id: other.value})
    filled(tmp_path / "b.xlsx", place, changed)
    outcome = run(url, "import", tmp_path / "b.xlsx", "--into", f"http://localhost:8501/r/{token}", "--yes")
    assert outcome.code == 0
    assert f"{question.name}: “{other.text}”" in outcome.out
    assert " (was " in outcome.out
    assert owner(place, outcome.out) == actor
    assert dict(sitting_of(actor, place).stored.response.answers) == {**response.answers, question.id: other.value}
    outcome = run(url, "import", tmp_path / "b.xlsx", "--into", token, "--yes", "--unit", "Renamed")
    assert "The file says nothing that is not stored already." in outcome.out
    assert sitting_of(actor, place).unit == "Renamed"


def test_what_keeps_a_file_from_being_stored_is_said(
    run: Run, place: Place, url: str, tmp_path: Path, response: Response
) -> None:
    """No unit, a link that opens nothing, submitted answers, no sheet."""
    nameless = filled(tmp_path / "a.xlsx", place, replace(response, profile={}))
    outcome = run(url, "import", nameless, "--yes")
    assert (outcome.code, "name it with --unit" in outcome.err) == (1, True)
    assert run(url, "import", nameless, "--yes", "--unit", "Named here").code == 0
    outcome = run(url, "import", nameless, "--into", "http://x/r/unknown", "--yes")
    assert (outcome.code, outcome.err) == (
        1,
        "This private link opens nothing; copy the whole link from where it was kept.\n",
    )
    token = "T" * 32
    actor = begun(place, token=token)
    answering.answer(actor, place, place.edition.questionnaire.questions[0].id, 300)
    answering.submit(actor, place)
    outcome = run(url, "import", nameless, "--into", token, "--yes")
    assert (outcome.code, "These answers are submitted" in outcome.err) == (1, True)
    (tmp_path / "no.xlsx").write_bytes(b"no workbook")
    assert run(url, "import", tmp_path / "no.xlsx").code == 1


def test_a_template_in_csv_is_imported_too(run: Run, place: Place, url: str, tmp_path: Path) -> None:
    """As answer files in JSON are."""
    question = place.edition.questionnaire.questions[0]
    (tmp_path / "a.csv").write_text(f"question_id,answer\n{question.id},3\n", "utf-8")
    outcome = run(url, "import", tmp_path / "a.csv", "--unit", "By table", "--yes")
    assert outcome.code == 0
    assert dict(sitting_of(owner(place, outcome.out), place).stored.response.answers) == {question.id: 300}
