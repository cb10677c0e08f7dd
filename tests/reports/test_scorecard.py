"""The workbook as a whole: form, size, determinism, and what a recipient meets."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from assessment.errors import ReportError
from assessment.model import Assessment, Edition, Length, Response
from assessment.workflow.assessing import assess_file
from reports.scorecard import scorecard, write_scorecard
from tests.conftest import EXAMPLES, TESTS
from tests.responses import DAY, assessed, generated
from tests.workbook_lint import audit, lint

SHEETS = ["Scorecard", "Principles", "Plan", "Reference points", "Answers", "Method"]


@pytest.fixture(scope="module")
def example(edition: Edition) -> Assessment:
    """The strong operator without choice."""
    return assess_file(EXAMPLES / "strong-operator.json", edition, Length.FULL, DAY)


def test_the_form_is_sound(edition: Edition, other_edition: Edition, example: Assessment) -> None:
    """Neither the validator nor the lint of what Excel would repair finds anything."""
    books = [scorecard(example), scorecard(assessed(edition, Response({})))]
    books.append(scorecard(assessed(other_edition, generated(other_edition, 1))))
    for book in books:
        assert lint(book) == []
        assert audit(book) == []


def test_it_is_small(edition: Edition, example: Assessment) -> None:
    """Under 80 KiB, whatever was answered."""
    books = [scorecard(example), *(scorecard(assessed(edition, generated(edition, seed))) for seed in range(5))]
    assert max(map(len, books)) < 80 * 1024


def test_the_sheets_are_named_and_in_order(example: Assessment, other_edition: Edition) -> None:
    """Page one first and active; without published figures there is no sheet for them."""
    book = openpyxl.load_workbook(BytesIO(scorecard(example)))
    assert (book.sheetnames, book.active.title) == (SHEETS, "Scorecard")
    other = openpyxl.load_workbook(BytesIO(scorecard(assessed(other_edition, Response({})))))
    assert other.sheetnames == ["Scorecard", "Areas", "Plan", "Answers", "Method"]


def test_a_phones_preview_shows_the_verdict(example: Assessment) -> None:
    """The top left, A1:C14, holds the headline and both sentences of the contradiction."""
    sheet = openpyxl.load_workbook(BytesIO(scorecard(example)))["Scorecard"]
    words = "\n".join(str(cell.value) for row in sheet["A1:C14"] for cell in row if cell.value)
    assert example.verdict.headline in words
    assert all(f"“{quote.words}”" in words for quote in example.verdict.contradictions[0].quotes)


def test_cached_values_are_there_for_previews(example: Assessment) -> None:
    """A reader that does not calculate sees the figures, not zeros."""
    sheet = openpyxl.load_workbook(BytesIO(scorecard(example)), data_only=True)["Principles"]
    scores = [sheet.cell(row, 3).value for row in range(5, 15)]
    assert scores == [score.score / 100 for score in example.scorecard.dimensions if score.score is not None]


def test_every_generated_sentence_is_listed(edition: Edition) -> None:
    """Text on page one that does not follow later changes stands on Method, word for word."""
    for seed in range(10):
        assessment = assessed(edition, generated(edition, seed))
        method = openpyxl.load_workbook(BytesIO(scorecard(assessment)))["Method"]
        listed = {cell.value for row in method.iter_rows() for cell in row}
        verdict = assessment.verdict
        sentences = [
            verdict.headline,
            verdict.strengths_note,
            *(c.finding for c in verdict.contradictions),
        ]
        assert {sentence for sentence in sentences if sentence} <= listed


def test_quotations_and_footers_are_plain_text(edition: Edition, example: Assessment) -> None:
    """What page one quotes is listed; a name that begins with a digit or holds & is no footer code."""
    method = openpyxl.load_workbook(BytesIO(scorecard(example)))["Method"]
    listed = {cell.value for row in method.iter_rows() for cell in row}
    quotes = example.verdict.contradictions[0].quotes
    assert {f"{quote.name}: “{quote.words}”" for quote in quotes} <= listed
    edition = replace(edition, questionnaire=replace(edition.questionnaire, title="10 & more"))
    book = openpyxl.load_workbook(BytesIO(scorecard(assessed(edition, Response({})))))
    assert book["Plan"].oddFooter.left.text.strip().startswith("10 && more")
    assert book["Plan"].oddFooter.left.size == 9


def test_only_answers_and_plan_can_be_filled_in(example: Assessment) -> None:
    """Sheets are protected against slips, without a password; inputs are unlocked and cream."""
    book = openpyxl.load_workbook(BytesIO(scorecard(example)))
    for sheet in book:
        unlocked = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
        assert sheet.protection.sheet
        assert bool(unlocked) == (sheet.title in {"Answers", "Plan"})
        assert {cell.fill.fgColor.rgb for cell in unlocked} <= {"FFFFF8E6"}


def test_choices_come_from_the_question(example: Assessment) -> None:
    """Each answer has a list of its own descriptors and the two statuses; commas do no harm."""
    sheet = openpyxl.load_workbook(BytesIO(scorecard(example)))["Answers"]
    rules = sheet.data_validations.dataValidation
    lists = [rule for rule in rules if re.fullmatch(r"\$O\$(\d+):\$U\$\1", rule.formula1)]
    assert len(lists) == 41
    assert all(rule.promptTitle and rule.prompt.startswith("What would show it: ") for rule in lists)


def test_the_chart_tells_its_figures_to_those_who_cannot_see_it(example: Assessment) -> None:
    """Alternative text with every score and target."""
    with ZipFile(BytesIO(scorecard(example))) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert "Chosen customers 2.3, target 4.6" in drawing
    assert "Delivery that delights and pays 4.3" in drawing


def test_bars_run_from_nothing_to_the_top_of_the_scale(example: Assessment, other_edition: Edition) -> None:
    """Else the lowest score would show as empty, or a high one as full."""
    for assessment, top in ((example, "5.0"), (assessed(other_edition, generated(other_edition, 1)), "3.0")):
        with ZipFile(BytesIO(scorecard(assessment))) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert re.search(
            rf'<x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>{top}</xm:f>', sheet
        )


def _parts(book: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(book)) as parts:
        return {name: hashlib.sha256(parts.read(name)).hexdigest() for name in parts.namelist()}


def test_the_same_answers_on_the_same_day_give_the_same_bytes(edition: Edition) -> None:
    """Also in another process with another hash seed."""
    book = scorecard(assessed(edition, generated(edition, 3)))
    assert scorecard(assessed(edition, generated(edition, 3))) == book
    code = (
        "import sys; from assessment.workflow import editions; from reports.scorecard import scorecard;"
        "from tests.responses import assessed, generated; e = editions.load('customer-strategy');"
        "sys.stdout.buffer.write(scorecard(assessed(e, generated(e, 3))))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=TESTS.parent, env=environment, capture_output=True, check=True
    )
    assert _parts(run.stdout) == _parts(book)


@pytest.mark.parametrize("name", ["scorecard.xls", "no-such-folder/scorecard.xlsx"])
def test_a_place_that_will_not_do_is_named(example: Assessment, tmp_path: Path, name: str) -> None:
    """And nothing half-written is left behind."""
    with pytest.raises(ReportError, match="scorecard"):
        write_scorecard(example, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_older_scorecard_is_replaced_as_a_whole(example: Assessment, tmp_path: Path) -> None:
    """The new file takes the place of the old one in one step."""
    path = tmp_path / "scorecard.xlsx"
    path.write_bytes(b"older")
    write_scorecard(example, path)
    assert path.read_bytes() == scorecard(example)
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o077 == ~_umask() & 0o066


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_folder_in_the_way_leaves_nothing_behind(example: Assessment, tmp_path: Path) -> None:
    """The replacing itself may fail too."""
    (tmp_path / "scorecard.xlsx").mkdir()
    with pytest.raises(ReportError, match="cannot be written"):
        write_scorecard(example, tmp_path / "scorecard.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["scorecard.xlsx"]
