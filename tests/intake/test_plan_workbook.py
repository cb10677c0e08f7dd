"""A filled scorecard is read by the ids of its rows; what is not safe or not clear is left out and named."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from assessment.errors import IntakeError
from assessment.intake import workbooks
from assessment.intake.answers_json import LONGEST_TEXT
from assessment.intake.plan import LONGEST_ACTION, LONGEST_STEP, MOST_ENTRIES
from assessment.intake.plan_workbook import FilledPlan, read_filled
from assessment.model import Assessment, Edition, PlanColumn, PlanEntry, PlanPhase, PlanStatus, Response
from assessment.planning import suggested
from reports.scorecard import scorecard
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


def package(**parts: bytes) -> bytes:
    """A ZIP file with a workbook's first part and these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"<workbook/>")
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>'
UNSAFE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"just text", "this is no Excel workbook"),
    "empty": (lambda: b"", "this is no Excel workbook"),
    "another zip": (lambda: package()[:10] + b"x" * 50, "this is no Excel workbook"),
    "large": (lambda: b"x" * (5 * 1024**2 + 1), "larger than 5 MiB"),
    "a bomb": (lambda: package(xl__sheet_xml=b" " * (workbooks.LARGEST_PART + 1)), "far larger than a scorecard"),
    "many small bombs": (
        lambda: package(**{f"xl__s{n}_xml": b" " * (workbooks.LARGEST_PART - 1) for n in range(3)}),
        "far larger than a scorecard",
    ),
    "many parts": (lambda: package(**{f"p{n}_xml": b"" for n in range(201)}), "not made like a workbook"),
    "climbing": (lambda: package(**{"..__x_xml": b""}), "not made like a workbook"),
    "macros": (lambda: package(xl__vbaProject_bin=b"x"), "has macros"),
    "entities": (lambda: package(xl__sheet_xml=ENTITY), "declares entities"),
    "entities in small letters": (lambda: package(xl__sheet_xml=ENTITY.lower()), "declares entities"),
    "entities in UTF-16": (lambda: package(xl__sheet_xml=ENTITY.decode().encode("utf-16")), "declares entities"),
    "entities in a part of another name": (lambda: package(xl__sheet_bin=ENTITY), "declares entities"),
    "nothing in it": (package, "this is no Excel workbook"),
}


EMPTY = workbooks.MOST_ELEMENTS + 1
COSTLY: dict[str, tuple[str, bytes, bytes]] = {
    "empty texts": ("xl/sharedStrings.xml", b"</sst>", b"<si/>" * EMPTY),
    "empty texts under another name": ("xl/sharedStrings.xml", b"</sst>", b"<a:si/>" * EMPTY),
    "cells in one row": ("xl/worksheets/sheet3.xml", b"</sheetData>", b"<row>" + b"<c/>" * EMPTY + b"</row>"),
    "rows": ("xl/worksheets/sheet3.xml", b"</sheetData>", b"<row></row>" * EMPTY),
    "formats": ("xl/styles.xml", b"</cellXfs>", b"<xf/>" * EMPTY),
    "sheets": ("xl/workbook.xml", b"</sheets>", b'<sheet name="a" sheetId="9" r:id="rId3"/>' * 200),
    "ranges": ("xl/worksheets/sheet3.xml", b"</worksheet>", b'<x sqref="' + b"A1 " * 30_000 + b'"/>'),
    "ranges in UTF-16": (
        "xl/worksheets/sheet3.xml",
        b"</worksheet>",
        f"<x sqref='{'A1 ' * 30_000}'/>".encode("utf-16-le"),
    ),
}


def with_more(book: bytes, name: str, before: bytes, more: bytes) -> bytes:
    """The workbook with something more in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.namelist():
            content = given.read(part)
            assert part != name or before in content
            made.writestr(part, content.replace(before, more + before) if part == name else content)
    return out.getvalue()


@pytest.mark.parametrize("name", COSTLY)
def test_what_would_take_long_to_read_is_refused_before_it_is_read(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A small file may hold millions of empty elements."""
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    costly = with_more(scorecard(answered(edition)), *COSTLY[name])
    assert len(costly) < 200 * 1024
    with pytest.raises(IntakeError, match=r"far (more|larger).* than a scorecard"):
        read_filled(costly, "plan.xlsx", edition.questionnaire)


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


@pytest.mark.parametrize("name", UNSAFE)
def test_what_is_not_safe_to_read_is_refused_in_plain_words(edition: Edition, name: str) -> None:
    """Before any other program opens it."""
    make, words = UNSAFE[name]
    with pytest.raises(IntakeError, match=words):
        read_filled(make(), "plan.xlsx", edition.questionnaire)


def test_a_damaged_file_is_refused_wherever_it_is_damaged(edition: Edition) -> None:
    """Never with a fault of another kind."""
    book = scorecard(answered(edition))
    for at in range(0, len(book), len(book) // 60):
        for damaged in (book[:at], book[:at] + b"\xff\x00\xfe" + book[at + 3 :]):
            with suppress(IntakeError):
                read_filled(damaged, "plan.xlsx", edition.questionnaire)


def test_a_cell_far_off_takes_no_time(edition: Edition) -> None:
    """It is never looked at."""
    found = read(edition, lambda sheet: setattr(sheet["XFD1048576"], "value", "far"))
    assert found.rows == ()
