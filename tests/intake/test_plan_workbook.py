"""A filled scorecard is read by the ids of its rows; what is not safe or not clear is left out and named."""

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from assessment.errors import IntakeError
from assessment.intake.answers_json import LONGEST_TEXT
from assessment.intake.plan import LONGEST_ACTION, LONGEST_STEP, MOST_ENTRIES
from assessment.intake.plan_workbook import FilledPlan, read_filled
from assessment.model import Assessment, Edition, PlanColumn, PlanEntry, PlanPhase, PlanStatus, Response
from assessment.planning import suggested
from reports.scorecard import scorecard
from tests.intake.hostile import ATTACKS, attack
from tests.responses import alike, assessed

HEAD = 4
Sheet = Any


def answered(edition: Edition) -> Assessment:
    """Everything at the second level, without priorities."""
    return assessed(edition, Response(alike(edition.questionnaire, 2)))


def column(sheet: Sheet, head: str) -> int:
    """The number of the column with this head."""
    return int(next(cell.column for row in sheet.iter_rows(max_row=20) for cell in row if cell.value == head))


def filled(book: bytes, fill: Callable[[Sheet], object]) -> bytes:
    """The workbook after somebody changed its Plan sheet and saved it."""
    loaded = openpyxl.load_workbook(io.BytesIO(book))
    fill(loaded["Plan"])
    out = io.BytesIO()
    loaded.save(out)
    return out.getvalue()


def put(sheet: Sheet, row: int, head: str, value: object) -> None:
    """Fill in one cell."""
    sheet.cell(row, column(sheet, head)).value = value


def read(edition: Edition, fill: Callable[[Sheet], object], plan: tuple[PlanEntry, ...] = ()) -> FilledPlan:
    """What is read of a scorecard that was filled in so."""
    book = filled(scorecard(answered(edition), plan), fill)
    return read_filled(book, "plan.xlsx", edition.questionnaire)


def fill_first(sheet: Sheet) -> None:
    """Say everything of the first row."""
    put(sheet, HEAD + 1, "Agreed action", "Do that")
    put(sheet, HEAD + 1, "First step", " Ask two\ncustomers ")
    put(sheet, HEAD + 1, "When", "this quarter")
    put(sheet, HEAD + 1, "Owner", "Ada =1+1")
    put(sheet, HEAD + 1, "By", datetime(2027, 2, 28))
    put(sheet, HEAD + 1, "Status", "Under way ")


ALL = {
    PlanColumn.ACTION: "Do that",
    PlanColumn.STEP: "Ask two\ncustomers",
    PlanColumn.PHASE: PlanPhase.QUARTER,
    PlanColumn.OWNER: "Ada =1+1",
    PlanColumn.DUE: date(2027, 2, 28),
    PlanColumn.STATUS: PlanStatus.DOING,
}


def test_what_was_filled_in_is_read(edition: Edition, other_edition: Edition) -> None:
    """Of any questionnaire; rows with nothing filled in say nothing."""
    for each in (edition, other_edition):
        found = read(each, fill_first)
        (row,) = found.rows
        assert (row.number, row.entry, row.said) == (HEAD + 1, None, ALL)
        assert row.dimension == answered(each).verdict.decisions[0].dimension
        assert (found.remarks, found.is_other_version) == ((), False)


def test_an_untouched_workbook_says_exactly_the_plan(edition: Edition) -> None:
    """With its ids, so that nothing seems changed."""
    first, second, third = suggested(answered(edition))
    plan = (
        replace(first, id="a", owner="Ada “x”", due=date(2027, 2, 28), status=PlanStatus.DONE),
        replace(second, id="b"),
        replace(third, id="c", action="In our words"),
        PlanEntry("d", third.dimension, "Own"),
    )
    found = read(edition, lambda sheet: sheet, plan)
    assert [row.entry for row in found.rows] == ["a", "b", "c", "d"]
    for row, entry in zip(found.rows, plan, strict=True):
        said = {
            PlanColumn.STEP: entry.step,
            PlanColumn.PHASE: entry.phase,
            PlanColumn.OWNER: entry.owner,
            PlanColumn.DUE: entry.due,
            PlanColumn.STATUS: entry.status,
            PlanColumn.ACTION: entry.action if entry.id in "cd" else None,
        }
        assert dict(row.said) == {column: value for column, value in said.items() if value}


def test_rows_are_known_wherever_they_went(edition: Edition) -> None:
    """Rows and columns inserted before, and rows moved to other places."""

    def move(sheet: Sheet) -> None:
        fill_first(sheet)
        sheet.insert_rows(2, 3)
        sheet.insert_cols(1, 2)
        top = HEAD + 4
        for cell in sheet[top]:
            other = sheet.cell(top + 5, cell.column)
            cell.value, other.value = other.value, cell.value

    found = read(edition, move)
    assert [(row.dimension, row.said) for row in found.rows] == [
        (answered(edition).verdict.decisions[0].dimension, ALL)
    ]
    assert found.is_other_version is False


@pytest.mark.parametrize(
    ("head", "value", "remark"),
    [
        ("By", "next spring", "“By” is 'next spring', which Excel does not hold as a date"),
        ("By", 20270228, "“By” is '#VALUE!', which"),
        ("Status", "Nearly", "“Status” is 'Nearly'; it must be Open, Under way, Done or Dropped"),
        ("When", "Later", "“When” is 'Later'; it must be This month, This quarter or This year"),
        ("Owner", "x" * 121, "“Owner” is no text of at most 120 characters"),
        ("Owner", True, "“Owner” is no text"),
        ("cs_dimension", "unknown", "it belongs to no principle that is known"),
    ],
)
def test_what_is_unclear_is_left_out_and_named(edition: Edition, head: str, value: object, remark: str) -> None:
    """With its row; the rest of the row is read."""

    def fill(sheet: Sheet) -> None:
        put(sheet, HEAD + 1, "First step", "Ask")
        put(sheet, HEAD + 1, head, value)

    found = read(edition, fill)
    assert len(found.remarks) == 1
    assert found.remarks[0].startswith(f"Row {HEAD + 1}: {remark}")
    assert [dict(row.said) for row in found.rows] == ([] if head == "cs_dimension" else [{PlanColumn.STEP: "Ask"}])


def test_another_version_is_told(edition: Edition) -> None:
    """By the hash that the sheet carries."""
    book = filled(scorecard(answered(edition)), fill_first)
    newer = replace(edition.questionnaire, content_hash="newer")
    assert read_filled(book, "plan.xlsx", newer).is_other_version is True


def without_ids(sheet: Sheet) -> None:
    """The hidden column is deleted."""
    sheet.delete_cols(column(sheet, "cs_dimension"))


def with_two_owners(sheet: Sheet) -> None:
    """One column stands twice."""
    put(sheet, HEAD, "Blocked by", "Owner")


@pytest.mark.parametrize(
    ("fill", "words"),
    [
        (without_ids, "the sheet Plan has lost its hidden column cs_dimension"),
        (with_two_owners, "the column Owner stands twice"),
        (lambda sheet: setattr(sheet, "title", "Other"), "there is no sheet Plan"),
    ],
)
def test_a_sheet_that_cannot_be_known_is_refused(edition: Edition, fill: Callable[[Sheet], object], words: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(IntakeError, match=f"^plan.xlsx: {words}"):
        read(edition, fill)


def longest(edition: Edition, length: int) -> bytes:
    """The scorecard of a plan as long as one may be, with words so long, each comment as long as it may be."""
    dimension, word = edition.questionnaire.dimensions[0].id, "客"
    words = word * (length - 4)
    plan = tuple(
        PlanEntry(str(n), dimension, f"a{n:03}{words}", word * (length // 10), step=f"s{n:03}{words}")
        for n in range(MOST_ENTRIES)
    )
    comments = {question.id: word * LONGEST_TEXT for question in edition.questionnaire.questions}
    return scorecard(assessed(edition, Response(alike(edition.questionnaire, 2), comments=comments)), plan)


def test_the_longest_plan_is_read(edition: Edition) -> None:
    """Also in letters of three bytes; and, in half a line each, from programs that keep texts in the sheets."""
    assert LONGEST_ACTION == LONGEST_STEP
    for content in (longest(edition, LONGEST_ACTION), filled(longest(edition, 40), lambda sheet: sheet)):
        assert len(read_filled(content, "plan.xlsx", edition.questionnaire).rows) == MOST_ENTRIES


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_not_safe_to_read_is_refused_in_plain_words(edition: Edition, name: str) -> None:
    """Before any other program opens it."""
    with pytest.raises(IntakeError, match=ATTACKS[name][1]):
        read_filled(attack(name), "plan.xlsx", edition.questionnaire)


def test_a_damaged_file_is_refused_wherever_it_is_damaged(edition: Edition) -> None:
    """Never with a fault of another kind."""
    book = scorecard(answered(edition))
    for at in range(0, len(book), len(book) // 60):
        for damaged in (book[:at], book[:at] + b"\xff\x00\xfe" + book[at + 3 :]):
            with suppress(IntakeError):
                read_filled(damaged, "plan.xlsx", edition.questionnaire)


def test_a_cell_far_off_is_named(edition: Edition) -> None:
    """Nobody looks there, so what it says would be lost without a word."""
    with pytest.raises(IntakeError, match="something stands far outside, in row 1048576, column 16384"):
        read(edition, lambda sheet: setattr(sheet["XFD1048576"], "value", "far"))
