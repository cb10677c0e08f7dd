"""The command line: what it prints and writes, exit codes 0 and 1, and never a traceback."""

import csv
import io
import json
import re
import sys
import tempfile
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import openpyxl
import pytest
from pypdf import PdfReader

from assessment.__main__ import main
from assessment.model import Edition, Length, Response
from assessment.workflow import assessing
from reports.answer_sheet import answer_sheet
from reports.sheet_to_fill.layout import ANSWER
from tests.conftest import EXAMPLES, THREE_DIMENSIONS
from tests.intake.hostile import attack
from tests.responses import DAY, alike

EXAMPLE = EXAMPLES / "strong-operator.json"
WORKSHOP = ["--questionnaire", str(THREE_DIMENSIONS)]
SHIPPED = ["--questionnaire", "customer-strategy"]
# Worked by hand: (2*3 + 1*1.5 + 1.5*0.75) / 4.5; (1*0.75 + 2.25*0) / 3.25; (1*3 + 1.25*1.5) / 2.25, 2.25 of 3.25
# answered, so thin; overall (2*1.92 + 1*0.23 + 1.5*2.17) / 4.5.
FULL = {
    "guards": "3",
    "emergency-stops": "1.5",
    "servicing": "0.75",
    "training": "0.75",
    "near-misses": "0",
    "extraction": "does_not_apply",
    "filters": "3",
    "readings": "cannot_judge",
    "alarms": "1.5",
}
FULL_SCORES = [
    {"id": "machines", "score": 1.92, "stage": "kept", "answered": 3, "of": 3, "thin": False},
    {"id": "people", "score": 0.23, "stage": "bare", "answered": 2, "of": 2, "thin": False},
    {"id": "air", "score": 2.17, "stage": "safe", "answered": 2, "of": 3, "thin": True},
]
SPARSE_SCORES = [
    {"id": "machines", "score": 3.0, "stage": "safe", "answered": 1, "of": 3, "thin": True},
    {"id": "people", "score": None, "stage": None, "answered": 0, "of": 2, "thin": False},
    {"id": "air", "score": None, "stage": None, "answered": 0, "of": 4, "thin": False},
]


@dataclass(frozen=True)
class Outcome:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process; whatever happens, no traceback is shown."""

    def run_it(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["assessment", *map(str, arguments)])
        code = main()
        printed = capfd.readouterr()
        assert code in (0, 1)
        assert "Traceback" not in printed.out + printed.err
        return Outcome(code, printed.out, printed.err)

    return run_it


def answers(folder: Path, rows: Iterable[tuple[str, str]], name: str = "answers.csv") -> Path:
    """An answer file."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("question_id", "answer"), *rows])
    return folder / name


def scored(outcome: Outcome) -> tuple[Any, list[dict[str, Any]]]:
    """The overall score and what must be said of each dimension."""
    assert outcome.code == 0
    printed = json.loads(outcome.out)
    keys = ("id", "score", "stage", "answered", "of", "thin")
    return printed["overall"], [{key: dimension[key] for key in keys} for dimension in printed["dimensions"]]


def test_a_full_answer_file_scores_as_worked_by_hand(run: Run, tmp_path: Path) -> None:
    """Uneven weights, a question that does not apply, one that cannot be judged."""
    outcome = run("score", answers(tmp_path, FULL.items()), *WORKSHOP, "--json")
    assert scored(outcome) == (1.63, FULL_SCORES)


def test_a_sparse_answer_file_has_no_overall_score(run: Run, tmp_path: Path) -> None:
    """2 of 4.5 of the weight is enough for a thin score; 2 of 4.5 of the areas is not enough for an overall one."""
    path = answers(tmp_path, [("guards", "3"), ("filters", ""), ("music", "1.5")])
    assert scored(run("score", path, *WORKSHOP, "--json")) == (None, SPARSE_SCORES)


def test_a_short_answer_file_rests_on_two_questions_a_principle(run: Run, tmp_path: Path, edition: Any) -> None:
    """Answers outside the length are left out, and the reader is told so."""
    short = [question.id for question in edition.questionnaire.questions if question.short]
    rows = [(id, "4" if place % 2 else "3") for place, id in enumerate(short)]
    path = answers(tmp_path, [*rows, ("proof-of-advantage", "1")])
    outcome = run("score", path, *SHIPPED, "--length", "short", "--json")
    overall, dimensions = scored(outcome)
    assert overall == 3.5
    assert {(each["score"], each["answered"], each["of"], each["thin"]) for each in dimensions} == {(3.5, 2, 2, False)}
    assert outcome.err.strip() == "1 answer outside the short length is left out: 'proof-of-advantage'."
    assert json.loads(outcome.out)["length"] == "short"


def test_the_json_has_the_promised_form(run: Run) -> None:
    """Numbers are numbers with at most two decimals; the verdict is an object."""
    outcome = run("score", EXAMPLE, *SHIPPED, "--json")
    assert outcome.code == 0
    printed = json.loads(outcome.out, parse_float=lambda text: text)
    assert {"questionnaire", "version", "overall", "dimensions", "verdict"} <= set(printed)
    assert (printed["questionnaire"], printed["version"]) == ("customer-strategy", 1)
    assert isinstance(printed["verdict"]["headline"], str)
    assert len(printed["dimensions"]) == 10
    for number in [printed["overall"], *(dimension["score"] for dimension in printed["dimensions"])]:
        assert re.fullmatch(r"[1-5]\.\d{1,2}", number)
    scores = {dimension["id"]: (dimension["score"], dimension["stage"]) for dimension in printed["dimensions"]}
    assert scores["right-to-win"] == ("2.25", "in-pockets")
    types = {"id": str, "stage": str, "answered": int, "of": int, "thin": bool}
    assert all({key: type(dimension[key]) for key in types} == types for dimension in printed["dimensions"])


def test_the_text_says_the_verdict_and_every_score(run: Run, tmp_path: Path) -> None:
    """In the words of the questionnaire; what has no score says why."""
    full = run("score", answers(tmp_path, FULL.items()), *WORKSHOP)
    assert full.code == 0
    assert full.out.startswith("By your answers, ")
    assert re.search(r"Machines +1\.9 +3 of 3 +Kept, more or less\n", full.out)
    assert re.search(r"Air +2\.2 +2 of 3 +Safe, thin\n", full.out)
    sparse = run("score", answers(tmp_path, [("guards", "3")]), *WORKSHOP)
    assert sparse.out.startswith("Too few answers for a verdict: 44 % of the weight of all areas can be scored")
    assert re.search(r"People +none +0 of 2 +too few answers\n", sparse.out)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_workbook_is_written_where_it_is_asked_for(run: Run, tmp_path: Path, form: list[str]) -> None:
    """And the note about it does not disturb what is printed."""
    out = tmp_path / "scorecard.xlsx"
    outcome = run("score", EXAMPLE, *SHIPPED, "--out", out, *form)
    assert (outcome.code, outcome.err.strip()) == (0, f"Scorecard written to {out}")
    assert openpyxl.load_workbook(out).sheetnames[0] == "Scorecard"
    assert not form or json.loads(outcome.out)


def test_the_verdict_is_printed_beside_the_workbook(run: Run, tmp_path: Path) -> None:
    """Each note says which file is where."""
    out, pdf = tmp_path / "scorecard.xlsx", tmp_path / "verdict.pdf"
    outcome = run("score", EXAMPLE, *SHIPPED, "--out", out, "--pdf", pdf, "--json")
    assert (outcome.code, outcome.err) == (0, f"\nScorecard written to {out}\n\nVerdict written to {pdf}\n")
    assert json.loads(outcome.out)
    (page,) = PdfReader(pdf).pages
    assert json.loads(outcome.out)["verdict"]["headline"] in " ".join(page.extract_text().split())


def test_the_plan_of_an_answer_file_goes_into_workbook_and_page(run: Run, tmp_path: Path) -> None:
    """Beside the decision that it stands for."""
    said = json.loads(EXAMPLE.read_text("utf-8"))
    decision = json.loads(run("score", EXAMPLE, *SHIPPED, "--json").out)["verdict"]["first_decisions"][0]
    entry = {"id": "a", "dimension": decision["dimension"], "action": "Our own words", "owner": "Ada O'Hara"}
    entry |= {"question": decision["now"]["question"], "due": "2027-03-01"}
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({**said, "plan": [entry]}), "utf-8")
    out, pdf = tmp_path / "scorecard.xlsx", tmp_path / "verdict.pdf"
    assert run("score", path, *SHIPPED, "--out", out, "--pdf", pdf).code == 0
    cells = {cell for row in openpyxl.load_workbook(out)["Plan"].iter_rows(values_only=True) for cell in row}
    assert {"Our own words", "Ada O'Hara", datetime(2027, 3, 1)} <= cells
    (page,) = PdfReader(pdf).pages
    assert "Owner Ada O'Hara By 1 March 2027" in " ".join(page.extract_text().split())


@pytest.mark.parametrize(
    ("pdf", "expected"),
    [
        ("verdict.xlsx", "the name of a PDF ends in .pdf; add the ending"),
        ("nowhere/verdict.pdf", "cannot be written (No such file or directory); choose another folder or name"),
        ("folder.pdf", "cannot be written (Is a directory); choose another folder or name"),
    ],
)
def test_a_verdict_that_cannot_be_printed_prints_nothing(run: Run, tmp_path: Path, pdf: str, expected: str) -> None:
    """So that nothing looks like success."""
    (tmp_path / "folder.pdf").mkdir()
    outcome = run("score", EXAMPLE, *SHIPPED, "--pdf", tmp_path / pdf)
    assert outcome == Outcome(1, "", f"{tmp_path / pdf}: {expected}\n")
    assert [file.name for file in tmp_path.iterdir()] == ["folder.pdf"]


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        ("scorecard.pdf", "the name of a workbook ends in .xlsx; add the ending"),
        ("scorecard", "the name of a workbook ends in .xlsx; add the ending"),
        ("nowhere/scorecard.xlsx", "cannot be written (No such file or directory); choose another folder or name"),
        ("folder.xlsx", "cannot be written (Is a directory); choose another folder or name"),
    ],
)
def test_a_workbook_that_cannot_be_written_is_the_only_thing_said(
    run: Run, tmp_path: Path, out: str, expected: str
) -> None:
    """Nothing is printed that looks like success."""
    (tmp_path / "folder.xlsx").mkdir()
    outcome = run("score", EXAMPLE, *SHIPPED, "--out", tmp_path / out)
    assert outcome == Outcome(1, "", f"{tmp_path / out}: {expected}\n")


def test_every_problem_of_a_broken_answer_file_is_printed(run: Run, tmp_path: Path) -> None:
    """One line each, on the error output; no score."""
    path = answers(tmp_path, [("guards", "9"), ("gaurds", "3"), ("guards", "3"), ("", "3")])
    outcome = run("score", path, *WORKSHOP, "--json")
    assert (outcome.code, outcome.out) == (1, "")
    assert [line.split(": ")[0][-6:] for line in outcome.err.splitlines()] == ["line 2", "line 3", "line 4", "line 5"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "Usage: python -m assessment [OPTIONS] COMMAND"),
        (["scroe"], "Error: No such command 'scroe'."),
        (["score"], "Error: Missing argument 'ANSWERS'."),
        (["score", "a.csv"], "a.csv: there is no such file; check the name and the folder"),
        (
            ["score", str(EXAMPLE)],
            "the file does not say which questionnaire it answers; name it with --questionnaire",
        ),
        (["score", "a.csv", *SHIPPED, "--length", "long"], "Error: Invalid value for '--length': 'long' is not one of"),
        (["score", "a.csv", *SHIPPED, "--jsno"], "Error: No such option '--jsno'"),
        (["check"], "Error: Missing argument 'FILE...'."),
        (["score", "no.csv", *SHIPPED], "no.csv: there is no such file; check the name and the folder"),
        (["score", "a.csv", "--questionnaire", "customer"], "unknown questionnaire 'customer'; "),
        (["score", "a.csv", "--questionnaire", "customer-strategy/v99"], "has no version 'v99'; choose from v1"),
        (["score", "a.csv", "--questionnaire", "no.toml"], "no.toml: there is no such file; check the name"),
        (["score", "a.csv", *WORKSHOP, "--length", "short"], "workshop-safety v1 has no short length; leave --length"),
    ],
)
def test_a_wrong_call_ends_with_one_and_says_why(run: Run, arguments: list[str], expected: str) -> None:
    """Not with two, as is usual: there are only 0 and 1."""
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert expected in outcome.err


def test_help_explains_the_commands(run: Run) -> None:
    """Each with what it takes."""
    for command, words in (("", "answers-template"), ("score", "question_id"), ("check", "every problem")):
        outcome = run(*command.split(), "--help")
        assert (outcome.code, outcome.err) == (0, "")
        assert words in outcome.out


def test_check_prints_every_problem_of_every_file(run: Run, tmp_path: Path) -> None:
    """Sound files are listed too; the code is 1 as soon as one is faulty."""
    faulty = tmp_path / "faulty.toml"
    text = THREE_DIMENSIONS.read_text("utf-8").replace("weight = 2\n", 'weight = "heavy"\n').replace("[0, ", "[0.1, ")
    faulty.write_text(text, "utf-8")
    unreadable = tmp_path / "unreadable.toml"
    unreadable.write_text("a = \n", "utf-8")
    outcome = run("check", faulty, THREE_DIMENSIONS, unreadable, tmp_path / "missing.toml")
    assert (outcome.code, outcome.err) == (1, "3 of 4 files with problems\n")
    assert f"{faulty}: 12 problems\n" in outcome.out
    assert outcome.out.count("\n  workshop-safety v1") == 12
    assert f"{THREE_DIMENSIONS}: workshop-safety v1, 3 areas, 9 scored and 1 optional questions, hash " in outcome.out
    assert f"{unreadable}: 1 problem\n  line 1, column 5: not readable as TOML: " in outcome.out
    assert outcome.out.endswith("missing.toml: there is no such file; check the name and the folder\n")


def test_a_template_is_written_filled_in_and_scored(run: Run, tmp_path: Path) -> None:
    """The way that the help describes, by a stranger with a spreadsheet."""
    path = tmp_path / "answers.csv"
    assert run("answers-template", THREE_DIMENSIONS, path) == Outcome(0, f"Answer file written to {path}\n", "")
    assert path.read_bytes().startswith(BOM_UTF8), "without the mark Excel would misread every ü"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    filled = answers(tmp_path, [(row["question_id"], FULL.get(row["question_id"], "")) for row in rows])
    assert scored(run("score", filled, *WORKSHOP, "--json")) == (1.63, FULL_SCORES)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kept.csv", "there is such a file already; choose another name, so that no answers are lost"),
        ("answers.xlsx", "the name of an answer file ends in .csv; add the ending"),
        ("nowhere/answers.csv", "cannot be written (No such file or directory); choose another folder or name"),
        (f"{'x' * 300}.csv", "cannot be written (File name too long); choose another folder or name"),
    ],
)
def test_a_template_never_takes_the_place_of_answers(run: Run, tmp_path: Path, name: str, expected: str) -> None:
    """Nor is it written where it would be of no use."""
    kept = answers(tmp_path, FULL.items(), "kept.csv")
    before = kept.read_bytes()
    outcome = run("answers-template", "customer-strategy", tmp_path / name)
    assert outcome == Outcome(1, "", f"{tmp_path / name}: {expected}\n")
    assert kept.read_bytes() == before


def test_an_unexpected_fault_is_logged_with_a_reference(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader gets a number and a place, the log gets the traceback."""
    logs = []
    with monkeypatch.context() as patch:
        patch.setattr(assessing, "assess_handed_in", lambda *_: 1 // 0)
        patch.setattr(tempfile, "tempdir", str(tmp_path))
        for _ in range(2):
            outcome = run("score", EXAMPLE, *SHIPPED)
            found = re.fullmatch(r"Something went .* reference ([0-9a-f]{8})\. Details are in (.*)\.\n", outcome.err)
            assert found
            assert (outcome.code, outcome.out) == (1, "")
            logs.append((found[1], Path(found[2]).read_text("utf-8")))
    assert all(reference in log and "ZeroDivisionError" in log for reference, log in logs)
    assert len(set(logs)) == 2


def test_an_unexpected_fault_that_cannot_be_logged_is_still_no_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full or missing disk must not make it worse."""
    with monkeypatch.context() as patch:
        patch.setattr(assessing, "assess_handed_in", lambda *_: 1 // 0)
        patch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
        outcome = run("score", EXAMPLE, *SHIPPED)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("Something went wrong that should not have; its details could not be kept")


def test_an_interrupt_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by Ctrl-C."""
    monkeypatch.setattr(assessing, "assess_handed_in", Mock(side_effect=KeyboardInterrupt))
    outcome = run("score", EXAMPLE, *SHIPPED)
    assert (outcome.code, outcome.err.strip()) == (1, "Stopped; nothing more was written.")


def test_a_filled_answer_sheet_is_scored_without_naming_its_questionnaire(
    run: Run, tmp_path: Path, edition: Edition
) -> None:
    """At its own length; what was mended or left out is told beside the verdict, not in it."""
    response = Response(alike(edition.questionnaire, 4), Length.SHORT)
    sheet = openpyxl.load_workbook(io.BytesIO(answer_sheet(edition, response, DAY)))
    asked = {row[0].value: row for row in sheet["Answers"].iter_rows()}
    for id, written in (("timing-economics", "six"), ("first-trials", "n/a")):
        next(cell for cell in asked[f"question/{id}"] if cell.column == ANSWER + 1).value = written
    sheet.save(tmp_path / "mine.xlsx")
    outcome = run("score", tmp_path / "mine.xlsx", "--json")
    printed = json.loads(outcome.out)
    assert (outcome.code, printed["questionnaire"], printed["length"]) == (0, "customer-strategy", "short")
    refused, mended = outcome.err.splitlines()
    assert "'six' is not clearly one of this question's answers" in refused
    assert "'n/a' is read as “Does not apply”." in mended
    assert run("score", tmp_path / "mine.xlsx", "--length", "full", "--json").out != outcome.out


def test_a_hostile_workbook_ends_in_one_sentence(run: Run, tmp_path: Path) -> None:
    """Also before it is known which questionnaire it answers."""
    (tmp_path / "mine.xlsx").write_bytes(attack("entities"))
    assert run("score", tmp_path / "mine.xlsx").err.startswith("mine.xlsx: its part xl/worksheets/sheet1.xml declares")
