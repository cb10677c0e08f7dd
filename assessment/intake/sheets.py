"""The cells of a workbook's sheets, or of a table saved as CSV, from the top left corner; nothing of their meaning."""

import csv
import io
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from assessment.errors import IntakeError
from assessment.intake.files import text_of
from assessment.intake.markup import LAST_COLUMN, LAST_ROW, Marks
from assessment.intake.workbooks import NO_WORKBOOK, Checked, examined
from assessment.model import SheetHead

DELIMITERS = ",;\t"
# How workbooks spell a carriage return.
RETURN = re.compile("_x000D_\n?")


@dataclass(frozen=True)
class CellError:
    """An error value that a cell shows, such as `#NAME?`."""

    code: str


@dataclass(frozen=True)
class Grid:
    """One sheet. Rows and columns count from 1; an empty cell is none.

    `merged`: the first column and row, then the last ones, of cells made one. `lines`: in CSV, where each row begins
    in the file.
    """

    name: str
    rows: tuple[tuple[Any, ...], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    lines: tuple[int, ...] | None = None

    def value(self, row: int, column: int) -> Any:
        """What a cell holds."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else None

    def shown_by(self, row: int, column: int) -> tuple[int, int] | None:
        """The row and column of the cell that shows in place of this one, where it is hidden by a merged range."""
        for left, top, right, bottom in self.merged:
            if left <= column <= right and top <= row <= bottom and (row, column) != (top, left):
                return top, left
        return None

    def cell(self, row: int, column: int, head: str) -> str:
        """How messages name a cell: `Answers!D14`; in CSV `line 14, Answer`."""
        if self.lines is not None:
            return f"line {self.lines[row - 1]}, {head}"
        return f"{self.name}!{get_column_letter(column)}{row}"

    def row(self, row: int) -> str:
        """How messages name a row: `Answers, row 14`; in CSV `line 14`."""
        return f"{self.name}, row {row}" if self.lines is None else f"line {self.lines[row - 1]}"


@dataclass(frozen=True)
class Book:
    """All sheets of a file, in their order, and what its own properties say."""

    grids: tuple[Grid, ...]
    properties: tuple[str, ...] = ()

    def texts(self) -> Iterable[str]:
        """Every text in it, sheet by sheet, row by row."""
        for grid in self.grids:
            for row in grid.rows:
                yield from (value for value in row if isinstance(value, str))
        yield from self.properties


def read_book(content: bytes, name: str) -> Book:
    """The sheets of a workbook, or the one table of a `.csv`. Raises IntakeError for what cannot be read safely."""
    if name.lower().endswith(".csv"):
        return Book((read_table(text_of(content, name), name),))
    checked = examined(content, name)
    try:
        return _book(checked)
    except Exception:  # openpyxl raises whatever its parsers do
        raise IntakeError(f"{name}: {NO_WORKBOOK}") from None


def _book(checked: Checked) -> Book:
    with warnings.catch_warnings():
        # What it warns of, such as a number that is no date, comes as an error value.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(checked.file, read_only=True, data_only=True, keep_links=False)
        grids = tuple(_grid(sheet, checked.sheets.get(sheet.title, Marks())) for sheet in book.worksheets)
        return Book(grids, tuple(str(entry.value) for entry in book.custom_doc_props))


def _grid(sheet: Any, marks: Marks) -> Grid:
    # The size that a sheet says it has may be a lie.
    sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(max_col=LAST_COLUMN), LAST_ROW)
    cells = tuple(_trimmed([_value(cell) for cell in row]) for row in rows)
    return Grid(sheet.title, cells, frozenset(marks.formulas), tuple(map(range_boundaries, marks.merged)))


def _trimmed(cells: list[Any]) -> tuple[Any, ...]:
    """The cells up to the last that holds something."""
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _value(cell: Any) -> Any:
    if cell.data_type == "e":
        return CellError(str(cell.value))
    if isinstance(cell.value, str):
        return RETURN.sub("\n", cell.value)
    return cell.value


def read_table(text: str, name: str) -> Grid:
    """The table of a CSV text, parted by the sign that shows the most heads. Raises IntakeError for what is none."""
    grids, faults = [], []
    for delimiter in DELIMITERS:
        try:
            grids.append(_parted(text, name, delimiter))
        except csv.Error as fault:
            faults.append(fault)
    if not grids:
        raise IntakeError(f"{name}: not readable as CSV ({faults[0]}); check the file and its quotation marks")
    return max(grids, key=_heads)


def _heads(grid: Grid) -> int:
    heads = set(SheetHead)
    return sum(value.strip() in heads for row in grid.rows for value in row)


def _parted(text: str, name: str, delimiter: str) -> Grid:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for row in reader:
        if len(rows) == LAST_ROW or len(row) > LAST_COLUMN:
            raise csv.Error(f"more than {LAST_ROW} rows or {LAST_COLUMN} columns")
        rows.append(tuple(row))
        lines.append(line)
        line = reader.line_num + 1
    return Grid(name, tuple(rows), lines=tuple(lines))
