"""Changing an answer changes every figure: the workbook is a model, not a picture."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from assessment.model import Answer, Assessment, Edition, Response
from reports.book import ANSWERS, places
from reports.ordering import WITH_GAP
from reports.scorecard import scorecard
from reports.sheets import answers as answers_sheet
from tests.recalculation import FORMUALIZER, Cells, cached, differences, formulas, row_and_column
from tests.responses import assessed, generated

# What follows from the answers wherever it stands; the rest of page one is listed on Method.
LIVE_SHEETS = ("Principles", "Areas", "Method")


def _filled_in(before: Assessment, after: Assessment) -> bytes:
    """The workbook of one response with the answers, priorities and targets of another typed in."""
    book = openpyxl.load_workbook(BytesIO(scorecard(before)))
    source = openpyxl.load_workbook(BytesIO(scorecard(after)))[ANSWERS]
    sheet, where = book[ANSWERS], places(before)
    for row in where.answers.values():
        sheet.cell(row + 1, answers_sheet.ANSWER + 1).value = source.cell(row + 1, answers_sheet.ANSWER + 1).value
    for row in where.picks.values():
        for column in (answers_sheet.PICK, answers_sheet.TARGET):
            sheet.cell(row + 1, column + 1).value = source.cell(row + 1, column + 1).value
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _live(cells: Cells, sheets: tuple[str, ...]) -> Cells:
    return {cell: value for cell, value in cells.items() if cell[0] in sheets}


def _same_frame(response: Response, other: Response) -> Response:
    """The other answers with whatever is fixed when a workbook is written."""
    return replace(other, target_year=response.target_year, deepened=response.deepened, profile=response.profile)


@pytest.mark.parametrize("seed", range(6))
def test_typing_in_other_answers_gives_the_other_scorecard(edition: Edition, other_edition: Edition, seed: int) -> None:
    """All figures of the scores and all explanations are those of the other response."""
    for own in (edition, other_edition):
        first = generated(own, seed)
        second = _same_frame(first, generated(own, seed + 100))
        # Both workbooks explain the same figures when they have the same targets.
        second = replace(second, priorities=first.priorities, starred=first.starred, targets=first.targets)
        before, after = assessed(own, first), assessed(own, second)
        (typed_in,) = FORMUALIZER.recalculate([_filled_in(before, after)])
        expected = _live(cached(scorecard(after)), LIVE_SHEETS)
        assert len(expected) > 50
        changed = {cell for cell in expected if cell not in typed_in}
        assert not changed
        assert differences(expected, {cell: typed_in[cell] for cell in expected}) == []


def _below_the_top(book: bytes, cells: Cells) -> Cells:
    """Page one's figures from the table's title down, counted from there; without what is fixed at export."""
    page = {cell: formula for cell, formula in formulas(book).items() if cell[0] == "Scorecard"}
    (title,) = {row_and_column(cell)[0] for (_, cell), formula in page.items() if f"-{WITH_GAP})" in formula}
    found: Cells = {}
    for (sheet, cell), formula in page.items():
        row, column = row_and_column(cell)
        if row >= title and "SUM(Answers!" not in formula:
            found[(f"row {row - title}", f"column {column}")] = cells[(sheet, cell)]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_page_one_follows_the_answers(edition: Edition, other_edition: Edition, seed: int) -> None:
    """Title, rows, gaps, strengths and the basis line are those of the other response."""
    for own in (edition, other_edition):
        first = generated(own, seed)
        second = replace(_same_frame(first, generated(own, seed + 200)), basis=first.basis)
        before, after = assessed(own, first), assessed(own, second)
        filled_in = _filled_in(before, after)
        (typed_in,) = FORMUALIZER.recalculate([filled_in])
        target = scorecard(after)
        expected = _below_the_top(target, cached(target))
        assert len(expected) > 30
        assert differences(expected, _below_the_top(filled_in, typed_in)) == []


def test_page_one_follows_and_says_so(edition: Edition) -> None:
    """Rows, gaps and strengths follow; a line says which sentences do not."""
    first = generated(edition, 2)
    answers: dict[str, Answer] = {**first.answers, "explicit-choice": 500, "kept-promises": 100}
    before, after = assessed(edition, first), assessed(edition, replace(first, answers=answers))
    untouched = cached(scorecard(before))
    (typed_in,) = FORMUALIZER.recalculate([_filled_in(before, after)])
    notice = [
        value for (sheet, _), value in typed_in.items() if sheet == "Scorecard" and "inputs changed" in str(value)
    ]
    changes = sum(first.answers.get(id) != answers[id] for id in ("explicit-choice", "kept-promises"))
    assert changes == 2
    assert [str(words).split(" ")[0] for words in notice] == ["2"]
    assert not [value for value in untouched.values() if "inputs changed" in str(value)]


def test_a_level_may_be_typed_as_its_number(edition: Edition) -> None:
    """Not only chosen from the list; what is no level stays without one."""
    assessment = assessed(edition, Response({}))
    book = openpyxl.load_workbook(BytesIO(scorecard(assessment)))
    row = places(assessment).answers["explicit-choice"] + 1
    for typed, level in (
        (4, 4.0),
        ("Targets are written down", 3.0),
        (" targets are written down  ", 3.0),
        (7, None),
        ("four", None),
        (3.5, None),
    ):
        book[ANSWERS].cell(row, answers_sheet.ANSWER + 1).value = typed
        content = BytesIO()
        book.save(content)
        (typed_in,) = FORMUALIZER.recalculate([content.getvalue()])
        column = openpyxl.utils.get_column_letter(answers_sheet.LEVEL + 1)
        assert typed_in[(ANSWERS, f"{column}{row}")] == level
