"""Answer sheets as people hand them in: a plain one by the contract, and all that is done to sheets on the way."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from assessment.intake.answer_sheet import read_sheet
from assessment.model import (
    BASIS_WORDS,
    PICKED,
    STARRED,
    Answer,
    Basis,
    Edition,
    FilledAnswers,
    Question,
    Questionnaire,
    Response,
    RowKind,
    SheetHead,
    Status,
    row_id,
    stamp_text,
)
from assessment.rounding import as_number
from reports.answer_sheet import answer_sheet
from tests.responses import DAY

ID, TEXT, ANSWER, COMMENT = 1, 2, 3, 4
Sheet = Any
Change = Callable[[Sheet], object]
Writer = Callable[[Edition, Response], bytes]


def words(questionnaire: Questionnaire, question: Question, answer: Answer | None) -> str | None:
    """An answer as a sheet's list has it."""
    if isinstance(answer, Status):
        own = question.does_not_apply if answer is Status.DOES_NOT_APPLY else None
        return own or questionnaire.statuses[answer].label
    return None if answer is None else question.descriptor(answer)


def plain_sheet(edition: Edition, response: Response) -> bytes:
    """A sheet with nothing but what the contract asks for, on a sheet called Answers."""
    questionnaire = edition.questionnaire
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Answers"
    sheet.append([None, "Answer sheet"])
    sheet.append([None, f"Please send it back. {stamp_text(questionnaire, response.length)}"])
    sheet.append([SheetHead.ID, "Before you begin", SheetHead.ANSWER])
    for field in edition.profile.fields:
        told = response.profile.get(field.id)
        _append(sheet, row_id(RowKind.PROFILE, field.id), field.label, told and field.label_of(told))
    _append(sheet, row_id(RowKind.YEAR), "Year", response.target_year)
    sheet.append([])
    sheet.append([SheetHead.ID, "Priorities", SheetHead.PRIORITY, SheetHead.TARGET])
    for dimension in questionnaire.dimensions:
        picked = PICKED if dimension.id in response.priorities else None
        priority = STARRED if dimension.id == response.starred else picked
        target = response.targets.get(dimension.id)
        stage = next((stage.name for stage in questionnaire.stages if stage.target == target), as_number(target))
        _append(sheet, row_id(RowKind.DIMENSION, dimension.id), dimension.label, priority, stage)
    sheet.append([])
    sheet.append([SheetHead.ID, "Questions", SheetHead.ANSWER, SheetHead.COMMENT, SheetHead.BASIS])
    for dimension in questionnaire.dimensions:
        basis = response.basis.get(dimension.id)
        known = BASIS_WORDS[basis] if basis else None
        _append(sheet, row_id(RowKind.DIMENSION, dimension.id), dimension.label, None, None, known)
        asked = response.asked(questionnaire, dimension.id)
        asked += [q for q in questionnaire.questions_of(dimension.id) if q.optional]
        for question in asked:
            said = words(questionnaire, question, response.answers.get(question.id))
            comment = response.comments.get(question.id)
            _append(sheet, row_id(RowKind.QUESTION, question.id), question.text, said, comment)
    sheet.column_dimensions["A"].hidden = True
    return saved(book)


def _append(sheet: Sheet, *values: object) -> None:
    """A row of texts and numbers, never of formulas."""
    row = sheet.max_row + 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, change: Change) -> bytes:
    """The file after somebody changed its sheet Answers."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book["Answers"])
    return saved(book)


def row_of(sheet: Sheet, id: str) -> int:
    """The row of a question."""
    wanted = row_id(RowKind.QUESTION, id)
    return int(next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == wanted))


def column_of(sheet: Sheet, head: str, row: int) -> int:
    """The column of a head in the table that a row belongs to."""
    above = [cell for cells in sheet.iter_rows(max_row=row - 1) for cell in cells if cell.value == head]
    return int(above[-1].column)


def cell_of(sheet: Sheet, id: str, head: str = SheetHead.ANSWER) -> Any:
    """A cell of a question's row."""
    row = row_of(sheet, id)
    return sheet.cell(row, column_of(sheet, head, row))


def put(sheet: Sheet, id: str, value: object, head: str = SheetHead.ANSWER) -> str:
    """Write something into a question's row; answers with the name of the cell."""
    cell = cell_of(sheet, id, head)
    cell.value = value
    return f"Answers!{get_column_letter(cell.column)}{cell.row}"


def as_csv(content: bytes, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The sheet Answers as programs save it."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Answers"]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True))
    return out.getvalue().encode(encoding)


def real_sheet(edition: Edition, response: Response) -> bytes:
    """The sheet that the product writes."""
    return answer_sheet(edition, response, DAY)


WRITERS: list[Writer] = [plain_sheet, real_sheet]


def full(edition: Edition) -> Response:
    """Everything said that can be said."""
    questionnaire = edition.questionnaire
    dimensions = [dimension.id for dimension in questionnaire.dimensions]
    levels = {q.id: q.levels[n % len(q.levels)].value for n, q in enumerate(questionnaire.questions)}
    first, second, third, *_ = levels
    answers: dict[str, Answer] = {**levels, second: Status.DOES_NOT_APPLY, third: Status.CANNOT_JUDGE}
    return Response(
        answers=answers,
        comments={first: "Two lines,\nand =1+1; “quoted”", third: "Ask Ada"},
        basis={id: list(Basis)[n % 3] for n, id in enumerate(dimensions)},
        priorities=tuple(dimensions[:2]),
        starred=dimensions[1],
        targets={dimensions[0]: questionnaire.stages[-1].target, dimensions[1]: max(questionnaire.scale) - 17},
        target_year=2028,
        profile={"unit_assessed": "Ünit =1", "level": "c-suite"} if edition.profile.fields else {},
    )


def read(edition: Edition, content: bytes, name: str = "mine.xlsx") -> FilledAnswers:
    """What is read of a file."""
    return read_sheet(content, name, edition)


def cells(filled: FilledAnswers) -> set[str]:
    """The cells that are named as left out."""
    return {remark.cell for remark in filled.refusals}
