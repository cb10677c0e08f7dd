"""Customers that come with an answer file, or as a file of segments, count on the command line as in the app."""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from assessment.__main__ import main
from assessment.intake import segments_json
from assessment.model import Edition, SegmentsAsked
from assessment.targeting import weighing
from assessment.workflow.targeting import rules
from reports.answer_sheet import answer_sheet
from reports.segments.book import RIGHT_TO_WIN
from tests.reports.segments.making import example
from tests.responses import alike, generated
from tests.test_target_command import HEAD, ROWS

FINDING = "60 % of customer-facing spend goes to segments for which no right to win is shown"
QUESTIONNAIRE = ("--questionnaire", "customer-strategy")


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process; answers with its code and all that it printed."""

    def run_it(*arguments: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["assessment", *map(str, arguments)])
        code, printed = main(), capfd.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return code, " ".join((printed.out + printed.err).split())

    return run_it


def answers(folder: Path, edition: Edition, **more: object) -> Path:
    """An answer file with high answers and whatever else."""
    path = folder / "answers.json"
    levels = {id: level / 100 for id, level in alike(edition.questionnaire, 4).items() if isinstance(level, int)}
    path.write_text(json.dumps({"answers": levels, **more}))
    return path


def customers(**changed: object) -> dict[str, object]:
    """The example as the app takes it along."""
    return {"rules": rules().content_hash, **segments_json.said(example(), example()[0].spend_share * 0), **changed}


def weights(**changed: int) -> dict[str, int]:
    """The shipped weights in ten-thousandths, some of them changed."""
    return {**weighing.weights_of(rules()), **changed}


def test_own_weights_of_an_answer_file_count(run: Run, tmp_path: Path, edition: Edition) -> None:
    """As they were locked."""
    given = weights()
    own = weights(A1=given["A2"], A2=given["A1"], R1=given["R1"] - 100, R2=given["R2"] + 100)
    said_of_them = {"weights": own, "locked_at": "2026-11-22T10:02:00+00:00"}
    path = answers(tmp_path, edition, customers=customers(own_weights=said_of_them))
    code, said = run("score", path, *QUESTIONNAIRE)
    assert (code, FINDING in said) == (0, True)


def test_customers_of_an_answer_file_count(run: Run, tmp_path: Path, edition: Edition) -> None:
    """In the contradictions and in the workbook."""
    path, out = answers(tmp_path, edition, customers=customers()), tmp_path / "a.xlsx"
    code, said = run("score", path, *QUESTIONNAIRE, "--out", out)
    assert (code, FINDING in said) == (0, True)
    assert RIGHT_TO_WIN in openpyxl.load_workbook(out, read_only=True).sheetnames
    code, said = run("score", answers(tmp_path, edition), *QUESTIONNAIRE)
    assert (code, FINDING in said) == (0, False)


def test_a_file_of_segments_counts(run: Run, tmp_path: Path, edition: Edition) -> None:
    """Instead of those of the answer file."""
    segments = tmp_path / "segments.csv"
    segments.write_text("\n".join([HEAD, *ROWS]))
    code, said = run("score", answers(tmp_path, edition), *QUESTIONNAIRE, "--segments", segments)
    assert (code, FINDING in said) == (0, True)
    segments.write_text("name,revenue_share,spend_share\nOne,0.5,1\n")
    code, said = run("score", answers(tmp_path, edition), *QUESTIONNAIRE, "--segments", segments)
    assert (code, "Revenue shares sum to 50 %" in said) == (1, True)


def test_customers_that_cannot_be_judged_are_left_out_and_said(run: Run, tmp_path: Path, edition: Edition) -> None:
    """The answers are scored all the same; other rules are told."""
    odd = customers(not_attributable="1/2")
    code, said = run("score", answers(tmp_path, edition, customers=odd), *QUESTIONNAIRE)
    assert (code, "its customers are left out. Spend shares sum to 150 %" in said) == (0, True)
    code, said = run("score", answers(tmp_path, edition, customers=customers(rules="f" * 64)), *QUESTIONNAIRE)
    assert (code, "rested on other rules" in said, FINDING in said) == (0, True, True)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (3, "must be an object with a list of 'segments'"),
        ({"segments": [3]}, "segment 1: must be an object"),
        ({"segments": [{}]}, "segment 1: it has no name"),
        ({"segments": [{"name": "A", "spend_share": "1e9"}]}, "'spend_share': '1e9' is no number of 0 or more"),
        ({"segments": [{"name": "A", "spend_share": "1/0"}]}, "is no number"),
        ({"segments": [{"name": "A", "status": "maybe"}]}, "write served or planned"),
        ({"segments": [{"name": "A", "must_serve": "yes"}]}, "write true or false"),
        ({"segments": [{"name": "A", "ratings": {"R1": 6}}]}, "'ratings', 'R1' is 6"),
        ({"segments": [{"name": "A", "evidence": {"R1": "so"}}]}, "write opinion, internal or market"),
        ({"segments": [{"name": "A", "bet": {"end": "soon"}}]}, "'end' is 'soon'"),
        ({"segments": [{"name": "A" * 81}]}, "at most 80 are kept"),
        ({"segments": [{"name": "A"}] * 101}, "name at most 100"),
        ({"segments": [{"name": "A", "is_attractive": "y"}]}, "'is_attractive' is 'y'; write true or false"),
        ({"segments": [{"name": "A", "attractive_rank": "1"}]}, "'attractive_rank' is '1'; write a whole number"),
        ({"segments": [{"name": "A", "attractive_rank": True}]}, "'attractive_rank' is true"),
        ({"segments": [{"name": "A", "attractive_rank": 0}]}, "'attractive_rank' is 0"),
        ({"segments": [{"name": "A", "facts": [1]}]}, "'facts' must be an object"),
        ({"segments": [{"name": "A", "facts": {"win_rate": "2"}}]}, "'win_rate': '2' does not lie between 0 and 1"),
        ({"segments": [{"name": "A", "facts": {"growth": "-2"}}]}, "'-2' does not lie between -1 and 100"),
        ({"segments": [{"name": "A", "facts": {"named_rivals": "x" * 201}}]}, "has 201 characters"),
        ({"segments": [{"name": "A", "facts": {"named_rivals": 3}}]}, "must be text"),
        ({"segments": [], "own_weights": {"weights": weights(A1=0, A2=0)}}, "attractiveness sum to"),
        ({"segments": [], "own_weights": {"weights": dict.fromkeys(weights(), 0)}}, "the right to win sum to 0 %"),
        ({"segments": [], "own_weights": {"weights": weights(A1=-1)}}, "Every weight lies between 0 and 100 %"),
        ({"segments": [], "own_weights": {"weights": {"A1": 10_000}}}, "they must name A1, A2"),
    ],
)
def test_what_is_wrong_with_customers_is_said(
    run: Run, tmp_path: Path, edition: Edition, written: object, words: str
) -> None:
    """Where it stands, and how to mend it."""
    code, said = run("score", answers(tmp_path, edition, customers=written), *QUESTIONNAIRE)
    assert (code, words in said) == (1, True), said


def test_customers_of_a_filled_sheet_count(run: Run, tmp_path: Path, edition: Edition) -> None:
    """Those with a name, as they stand in it; and they begin the next sheet."""
    path, out = tmp_path / "sheet.xlsx", tmp_path / "next.xlsx"
    response = generated(edition, 1)
    asked = SegmentsAsked(rules(), tuple(example()))
    path.write_bytes(answer_sheet(edition, response, date(2026, 11, 22), asked))
    code, _ = run("score", path, "--out", tmp_path / "a.xlsx")
    assert code == 0
    assert RIGHT_TO_WIN in openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True).sheetnames
    code, _ = run("answer-sheet", "customer-strategy", out, "--prefill", path)
    assert code == 0
    said = [cell.value for row in openpyxl.load_workbook(out)["Customers"].iter_rows() for cell in row]
    assert {each.name for each in example()} <= set(said)
