"""What people do to answer sheets: every answer read is the one written, or its cell is named."""

import io
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from assessment.errors import IntakeError
from assessment.model import (
    Edition,
    Response,
    RowKind,
    SheetHead,
    Status,
    row_id,
)
from tests.intake.filled_sheets import (
    WRITERS,
    Sheet,
    Writer,
    cell_of,
    cells,
    changed,
    full,
    plain_sheet,
    put,
    read,
    row_of,
    saved,
    words,
)
from tests.responses import alike, generated
from tests.shapes import edition as shaped

ANY = ["technology-review", "timing-economics", "first-trials", "learning-from-launches", "joined-evidence"]
QUESTION = "timing-economics"


def shuffle(sheet: Sheet) -> None:
    """Sort the rows of questions by chance."""
    rows = [row_of(sheet, id) for id in ANY]
    held = [[copy(cell.value) for cell in sheet[row]] for row in rows]
    Random(3).shuffle(held)
    for row, values in zip(rows, held, strict=True):
        for cell, value in zip(sheet[row], values, strict=True):
            cell.value = value


HARMLESS: dict[str, Callable[[Sheet], object]] = {
    "rows shuffled": shuffle,
    "rows inserted above": lambda sheet: sheet.insert_rows(1, 3),
    "rows inserted between": lambda sheet: [sheet.insert_rows(row_of(sheet, id)) for id in ANY],
    "a column inserted before": lambda sheet: sheet.insert_cols(1, 2),
    "another sheet first": lambda sheet: sheet.parent.create_sheet("Notes", 0),
    "hidden sheets removed": lambda sheet: [
        sheet.parent.remove(other) for other in sheet.parent.worksheets if other is not sheet
    ],
    "the sheet renamed": lambda sheet: setattr(sheet, "title", "Bob's answers!"),
    "the sheet copied": lambda sheet: sheet.parent.copy_worksheet(sheet),
    "filters, names and notes gone": lambda sheet: sheet.parent.defined_names.clear(),
    "saved anew": lambda sheet: sheet,
}


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("damage", HARMLESS)
def test_what_people_do_to_sheets_loses_nothing(edition: Edition, write: Writer, damage: str) -> None:
    """By ids, wherever they went."""
    filled = read(edition, changed(write(edition, full(edition)), HARMLESS[damage]))
    assert (filled.response, filled.refusals) == (full(edition), ())


@pytest.mark.parametrize("write", WRITERS)
def test_a_deleted_column_of_ids_is_restored_from_the_texts(edition: Edition, write: Writer) -> None:
    """Each restoration is told."""
    response = full(edition)
    filled = read(edition, changed(write(edition, response), lambda sheet: sheet.delete_cols(1)))
    read_back = (filled.response.answers, filled.response.comments, filled.response.basis, filled.response.targets)
    assert read_back == (response.answers, response.comments, response.basis, response.targets)
    restored = [remark for remark in filled.repairs if "its hidden id is gone" in remark.text]
    assert len(restored) >= len(edition.questionnaire.questions)
    # The year has no text by which it could be known.
    assert filled.response.target_year is None
    assert any("the row has no id that is known" in remark.text for remark in filled.refusals)


def test_without_ids_questions_worded_alike_are_not_told_apart() -> None:
    """Each filled cell is named."""
    edition = shaped(2)
    response = Response(alike(edition.questionnaire, 1))
    filled = read(edition, changed(plain_sheet(edition, response), lambda s: setattr(s["A1"], "value", None)))
    assert filled.response.answers == response.answers
    with pytest.raises(IntakeError, match="there is no table of answers to any-shape v1"):
        read(edition, changed(plain_sheet(edition, response), lambda sheet: sheet.delete_cols(1)))


def test_one_of_two_questions_worded_alike_is_not_restored(edition: Edition) -> None:
    """The other still has its id; still nobody can say which one this row is."""
    one, two = (edition.questionnaire.question[id] for id in ANY[:2])
    questions = tuple(replace(q, text=one.text) if q is two else q for q in edition.questionnaire.questions)
    each = replace(edition, questionnaire=replace(edition.questionnaire, questions=questions))
    response, named = Response(alike(each.questionnaire, 2)), []

    def lose(sheet: Sheet) -> None:
        cell = cell_of(sheet, two.id)
        named.append(f"Answers!{cell.coordinate}")
        sheet.cell(cell.row, 1).value = None

    filled = read(each, changed(plain_sheet(each, response), lose))
    assert filled.response.answers == {id: a for id, a in response.answers.items() if id != two.id}
    assert set(named) <= cells(filled)


@pytest.mark.parametrize("write", WRITERS)
def test_merged_answers_are_named(edition: Edition, write: Writer) -> None:
    """The cells that are covered are gone from the file."""
    response, covered = Response(alike(edition.questionnaire, 2)), []

    def merge(sheet: Sheet) -> None:
        first = cell_of(sheet, ANY[0])
        column = get_column_letter(first.column)
        sheet.merge_cells(f"{column}{first.row}:{column}{first.row + 2}")
        covered.extend([f"Answers!{column}{first.row + 1}", f"Answers!{column}{first.row + 2}"])

    filled = read(edition, changed(write(edition, response), merge))
    assert filled.response.answers == {id: a for id, a in response.answers.items() if id not in ANY[1:3]}
    assert sorted(cells(filled)) == sorted(covered)


def test_copies_that_differ_are_left_out_and_the_rest_is_taken(edition: Edition) -> None:
    """Both cells are named."""
    response = Response(alike(edition.questionnaire, 2))

    def copy_sheet(sheet: Sheet) -> None:
        put(sheet.parent.copy_worksheet(sheet), QUESTION, 5)

    filled = read(edition, changed(plain_sheet(edition, response), copy_sheet))
    assert filled.response.answers == {id: a for id, a in response.answers.items() if id != QUESTION}
    assert len(cells(filled)) == 2
    assert all("differ, so nothing of either row is taken" in remark.text for remark in filled.refusals)


def test_ids_that_were_not_sorted_with_their_rows_are_not_believed(edition: Edition) -> None:
    """A hidden column is easily forgotten; numbers would be taken for answers to other questions."""
    response = Response(alike(edition.questionnaire, 2))

    def swap(sheet: Sheet) -> None:
        one, two = (sheet.cell(row_of(sheet, id), 1) for id in ANY[:2])
        one.value, two.value = two.value, one.value

    filled = read(edition, changed(plain_sheet(edition, response), swap))
    assert filled.response.answers == {id: a for id, a in response.answers.items() if id not in ANY[:2]}
    assert sum("as if only some columns had been sorted" in remark.text for remark in filled.refusals) == 2


def test_rows_and_columns_that_are_gone_are_named(edition: Edition) -> None:
    """An unknown id, a deleted row, a deleted column, heads that were overwritten."""
    response = full(edition)

    def change(sheet: Sheet) -> None:
        sheet.cell(row_of(sheet, ANY[0]), 1).value = "question/gone"
        sheet.delete_rows(row_of(sheet, ANY[1]))
        cell = cell_of(sheet, ANY[2], SheetHead.COMMENT)
        sheet.cell(next(c.row for c in sheet["A"][::-1] if c.value == "cs_id"), cell.column).value = "Remarks"

    filled = read(edition, changed(plain_sheet(edition, response), change))
    texts = " ".join(map(str, filled.refusals))
    assert "its id 'question/gone' is not known here" in texts
    assert "2 questions of 40 can be read in no row: “Technology review” and “Economics of timing”" in texts
    assert "the column “Comment” is gone, so no comments could be read" in texts
    assert (filled.rows_found, filled.rows_asked) == (38, 40)
    assert filled.response.comments == {}

    def without_heads(sheet: Sheet) -> None:
        sheet.delete_rows(next(c.row for c in sheet["A"] if c.value == "cs_id"))

    filled = read(edition, changed(plain_sheet(edition, response), without_heads))
    assert filled.response.answers == response.answers
    assert filled.response.profile == {}
    named = {remark.cell for remark in filled.refusals if "the heads above this row are gone" in remark.text}
    assert len(named) == len(edition.profile.fields) + 1


SPELLINGS: list[Callable[[str, str], object]] = [
    lambda said, _: said.upper(),
    lambda said, _: f"\u00a0{said} ",
    lambda said, number: f"{number} – {said}" if number else said,
    lambda said, number: float(number) if number else said,
    lambda said, number: f"{number}" if number else said,
    lambda said, _: said.replace(" ", "  "),
]
JUNK: list[Any] = ["six", 77, 3.4, "3-4", True, "-", datetime(2026, 3, 4), "=A1", "x" * 99, "? *", "0"]


@settings(derandomize=True, max_examples=100, deadline=None, database=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000), st.booleans())
def test_every_answer_read_is_the_one_written_or_is_named(
    edition: Edition, other_edition: Edition, seed: int, damage: int, is_other: bool
) -> None:
    """Whatever happens to whichever cells."""
    each, random = other_edition if is_other else edition, Random(damage)
    response = generated(each, seed)
    book = openpyxl.load_workbook(io.BytesIO(plain_sheet(each, response)))
    sheet = book["Answers"]
    for id in random.sample(sorted(response.answers), min(len(response.answers), random.randrange(12))):
        _damage(each, sheet, id, response, random)
    random.choice(HARMLESS_ANYWHERE)(sheet)
    filled = read(each, saved(book))
    for id, answer in filled.response.answers.items():
        assert response.answers[id] == answer, id
    named = " ".join(map(str, filled.refusals))
    for id in set(response.answers) - set(filled.response.answers):
        assert _places(sheet, each, id) & cells(filled) or each.questionnaire.question[id].name in named, (id, named)


HARMLESS_ANYWHERE: list[Callable[[Sheet], object]] = [
    lambda sheet: sheet,
    lambda sheet: sheet.insert_rows(1, 2),
    lambda sheet: sheet.insert_cols(1),
    lambda sheet: sheet.delete_cols(1),
]


def _damage(edition: Edition, sheet: Sheet, id: str, response: Response, random: Random) -> None:
    """Something that happens to one answer: another spelling, junk, a lost id, a copy, a mixed-up row."""
    question, answer = edition.questionnaire.question[id], response.answers[id]
    said = words(edition.questionnaire, question, answer) or ""
    number = str(answer / 100) if not isinstance(answer, Status) else ""
    rows = {cell.value: cell.row for (cell,) in sheet.iter_rows(max_col=1) if str(cell.value).startswith("question/")}
    row = rows.get(row_id(RowKind.QUESTION, id))
    if row is None:  # it lost its id before
        return
    match random.randrange(7):
        case 0 | 1:
            put(sheet, id, random.choice(SPELLINGS)(said, number))
        case 2:
            junk = random.choice(JUNK)
            put(sheet, id, "nothing" if junk == "0" and min(edition.questionnaire.scale) == 0 else junk)
        case 3:
            sheet.cell(row, 1).value = None
        case 4:
            sheet.cell(row, 1).value = "question/no-such"
        case 5:
            values = [cell.value for cell in sheet[row]]
            sheet.append([*values[:2], "another", *values[3:]])
        case _:
            other = rows[random.choice(sorted(rows))]
            sheet.cell(row, 1).value, sheet.cell(other, 1).value = sheet.cell(other, 1).value, sheet.cell(row, 1).value


def _places(sheet: Sheet, edition: Edition, id: str) -> set[str]:
    """Every cell and row that has to do with a question."""
    text = edition.questionnaire.question[id].text
    rows = {c.row for row in sheet.iter_rows() for c in row if c.value in (text, row_id(RowKind.QUESTION, id))}
    columns = [get_column_letter(column) for column in range(1, sheet.max_column + 1)]
    return {f"Answers!{column}{row}" for row in rows for column in columns} | {f"Answers, row {row}" for row in rows}
