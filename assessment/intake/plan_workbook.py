"""Reads the Plan sheet of a scorecard that was filled in, row by row, by the hidden ids of its rows.

Nothing is guessed: a row without ids that are known, and a cell that is none of the choices, are left out and
named. Empty cells say nothing, so they take nothing back.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl

from assessment.errors import IntakeError
from assessment.intake.plan import LONGEST_ACTION, LONGEST_OWNER, LONGEST_STEP
from assessment.intake.sheets import RETURN
from assessment.intake.workbooks import NO_WORKBOOK, checked
from assessment.model import PHASE_WORDS, STATUS_WORDS, PlanColumn, Questionnaire
from assessment.wording import listed, shown

SHEET = "Plan"
# Nobody's plan is longer or wider; what lies beyond is not looked at.
MOST_ROWS, MOST_COLUMNS, FIRST_ROWS = 600, 40, 20
TEXTS = {PlanColumn.ACTION: LONGEST_ACTION, PlanColumn.STEP: LONGEST_STEP, PlanColumn.OWNER: LONGEST_OWNER}

Cells = tuple[Any, ...]


@dataclass(frozen=True)
class FilledRow:
    """What one row says: `entry` is the id of its entry, if it had one; `said` holds only cells that are filled.

    Values are those of an entry's fields: texts, a date, a phase, a status.
    """

    number: int
    dimension: str
    entry: str | None
    said: Mapping[PlanColumn, Any]


@dataclass(frozen=True)
class FilledPlan:
    """All rows of a filled Plan sheet, what could not be read, and whether another version was asked then."""

    rows: tuple[FilledRow, ...]
    remarks: tuple[str, ...]
    is_other_version: bool


@dataclass
class _Reader:
    questionnaire: Questionnaire
    remarks: list[str] = field(default_factory=list)

    def remark(self, row: int, what: str) -> None:
        self.remarks.append(f"Row {row}: {what}")


def read_filled(content: bytes, name: str, questionnaire: Questionnaire) -> FilledPlan:
    """The Plan sheet of a workbook. Raises IntakeError where there is none that can be read safely."""
    rows = _rows(content, name)
    header = next((at for at, cells in enumerate(rows[:FIRST_ROWS]) if PlanColumn.DIMENSION in cells), None)
    if header is None:
        raise IntakeError(
            f"{name}: the sheet {SHEET} has lost its hidden column {PlanColumn.DIMENSION}, by which rows are known; "
            "take the scorecard along again and copy your words into it"
        )
    columns = {head: rows[header].index(head) for head in PlanColumn if head in rows[header]}
    twice = [head for head in columns if rows[header].count(head) > 1]
    if twice:
        raise IntakeError(f"{name}: the column {listed(twice)} stands twice on the sheet {SHEET}; keep one")
    reader = _Reader(questionnaire)
    found = [_row(number, cells, columns, reader) for number, cells in enumerate(rows[header + 1 :], header + 2)]
    stamp = {cell for cells in rows[:header] for cell in cells if isinstance(cell, str)}
    return FilledPlan(
        tuple(row for row in found if row is not None and row.said),
        tuple(reader.remarks),
        questionnaire.content_hash not in stamp,
    )


def _rows(content: bytes, name: str) -> list[Cells]:
    """The cells of the sheet from its top left corner, so far as a plan reaches."""
    file = checked(content, name)
    try:
        return _cells(file, name)
    except IntakeError:
        raise
    except Exception:  # openpyxl raises whatever its parsers do
        raise IntakeError(f"{name}: {NO_WORKBOOK}") from None


def _cells(file: BytesIO, name: str) -> list[Cells]:
    with warnings.catch_warnings():
        # What it warns of, such as a number that is no date, comes as a cell that is refused below.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        if SHEET not in book.sheetnames:
            raise IntakeError(f"{name}: there is no sheet {SHEET}; choose the scorecard that you filled in")
        sheet = book[SHEET]
        return list(sheet.iter_rows(min_row=1, max_row=MOST_ROWS, min_col=1, max_col=MOST_COLUMNS, values_only=True))


def _row(number: int, cells: Cells, columns: Mapping[PlanColumn, int], reader: _Reader) -> FilledRow | None:
    """One row, or none where it says nothing that can be placed."""
    said: dict[PlanColumn, Any] = {}
    for column, at in columns.items():
        value = cells[at] if at < len(cells) else None
        if column not in (PlanColumn.ENTRY, PlanColumn.DIMENSION) and value is not None and str(value).strip():
            read = _value(number, column, value, reader)
            if read is not None:
                said[column] = read
    dimension = _id(cells, columns[PlanColumn.DIMENSION])
    if dimension in reader.questionnaire.dimension:
        entry = _id(cells, columns[PlanColumn.ENTRY]) if PlanColumn.ENTRY in columns else ""
        return FilledRow(number, dimension, entry or None, said)
    if said:
        noun = reader.questionnaire.dimension_noun
        reader.remark(number, f"it belongs to no {noun} that is known, so it is left out; add it on this page instead.")
    return None


def _id(cells: Cells, at: int) -> str:
    value = cells[at] if at < len(cells) else None
    return value.strip() if isinstance(value, str) else ""


def _value(number: int, column: PlanColumn, value: Any, reader: _Reader) -> Any:
    """A cell as an entry's field holds it; none, with a remark, where it cannot be one."""
    if column is PlanColumn.DUE:
        if isinstance(value, datetime | date):
            return value.date() if isinstance(value, datetime) else value
        reader.remark(number, f"“{column}” is {shown(value)}, which Excel does not hold as a date; it is left out.")
        return None
    if column in (PlanColumn.PHASE, PlanColumn.STATUS):
        words: Mapping[Any, str] = PHASE_WORDS if column is PlanColumn.PHASE else STATUS_WORDS
        wanted = str(value).strip().casefold()
        found = next((key for key, word in words.items() if word.casefold() == wanted), None)
        if found is None:
            reader.remark(number, f"“{column}” is {shown(value)}; it must be {listed(words.values(), 'or')}. Left out.")
        return found
    text = RETURN.sub("\n", str(value)).strip()
    if not isinstance(value, str | int | float) or isinstance(value, bool) or len(text) > TEXTS[column]:
        reader.remark(number, f"“{column}” is no text of at most {TEXTS[column]} characters; it is left out.")
        return None
    return text
