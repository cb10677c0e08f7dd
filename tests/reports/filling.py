"""Answer sheets made, read by the contract of their ids and heads, and filled in as people do."""

import re
from collections.abc import Mapping
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assessment.model import (
    Edition,
    Response,
    RowKind,
    SheetHead,
    row_id,
)
from reports.answer_sheet import answer_sheet
from tests.recalculation import (
    FORMUALIZER,
    IRONCALC,
    Cells,
    Engine,
    rewritten,
)
from tests.responses import DAY

ENGINES = pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)
INPUTS = {
    RowKind.QUESTION: {SheetHead.ANSWER, SheetHead.COMMENT},
    RowKind.DIMENSION: {SheetHead.PRIORITY, SheetHead.TARGET, SheetHead.BASIS},
    RowKind.PROFILE: {SheetHead.ANSWER},
    RowKind.YEAR: {SheetHead.ANSWER},
}
# By id and head: what stands in a cell, or the cell's reference.
Table = dict[tuple[str, str], str]
Typed = Mapping[tuple[str, str], object]


def made(edition: Edition, response: Response | None = None) -> bytes:
    """The answer sheet of a response, or of an empty one, on a fixed day."""
    return answer_sheet(edition, response or Response({}), DAY)


def sheet_of(book: bytes) -> Worksheet:
    """The one sheet that is seen."""
    return openpyxl.load_workbook(BytesIO(book))["Answers"]


def references(sheet: Worksheet) -> Table:
    """Every cell that has an id to its left and a head above it, as the contract of answer sheets says."""
    heads: dict[int, str] = {}
    found: Table = {}
    for row in sheet.iter_rows():
        id = row[0].value
        if id == SheetHead.ID:
            heads = {cell.column: str(cell.value) for cell in row[1:] if cell.value in set(SheetHead)}
        elif id:
            found |= {(str(id), head): row[column - 1].coordinate for column, head in heads.items()}
    return found


def inputs(sheet: Worksheet) -> Table:
    """Those of them that are to be filled in."""
    cells = references(sheet).items()
    return {(id, head): cell for (id, head), cell in cells if head in INPUTS[RowKind(id.partition("/")[0])]}


def values(book: bytes) -> Table:
    """What stands in the cells to fill in, without the empty ones."""
    sheet = sheet_of(book)
    return {place: str(sheet[cell].value) for place, cell in inputs(sheet).items() if sheet[cell].value is not None}


def filled_in(book: bytes, words: Typed) -> bytes:
    """The workbook with that typed in, saved by another program."""
    workbook, content = openpyxl.load_workbook(BytesIO(book)), BytesIO()
    sheet = workbook["Answers"]
    where = references(sheet)
    for place, typed in words.items():
        sheet[where[place]].value = typed
    workbook.save(content)
    # An empty cell that says it is a number is 0 to one engine, and empty to everybody else.
    return rewritten(content.getvalue(), lambda _, part: part.replace(b' t="n"></c>', b"/>"))


def shown(book: bytes, words: Typed, engine: Engine = FORMUALIZER) -> Cells:
    """All that formulas say once that is typed in, by reference."""
    (cells,) = engine.recalculate([filled_in(book, words)])
    return cells


def beside(book: bytes, cells: Cells, place: tuple[str, str]) -> object:
    """What is said of the inputs of a row."""
    row = re.sub("[A-Z]", "", references(sheet_of(book))[place])
    return cells["Answers", f"E{row}"]


def every_question(edition: Edition) -> Table:
    """The words of each question's lowest level."""
    return {
        (row_id(RowKind.QUESTION, q.id), SheetHead.ANSWER): q.levels[0].text for q in edition.questionnaire.questions
    }
