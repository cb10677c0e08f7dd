"""Who answers about what, and the year of the targets."""

from assessment.model import ProfileField, RowKind, SheetHead, row_id
from reports.cells import here
from reports.choices import from_list
from reports.height import BOLD_LETTERS, lines_of, row_height
from reports.sheet_to_fill import checks
from reports.sheet_to_fill.cells_to_fill import write_check
from reports.sheet_to_fill.layout import (
    ANSWER,
    ASKED,
    CHECK,
    CHOICES,
    HEADER_POINTS,
    ID,
    LAST,
    PROFILE_HEADER,
    UNIT,
    WIDTHS,
    AnswerBook,
    fields_asked,
)
from reports.sheet_to_fill.lists import ListName

LOWEST_ROW = 24
HINTS = {UNIT: "The part of the company whose customers you know. Every question is about it."}


def write(book: AnswerBook) -> None:
    """Write one row a field, and the year below."""
    sheet, looks = book.sheet, book.looks
    sheet.text(PROFILE_HEADER, ID, SheetHead.ID, looks.head)
    book.set_height(PROFILE_HEADER, HEADER_POINTS)
    sheet.text(PROFILE_HEADER, ASKED, "Before you begin", looks.section)
    sheet.texts(PROFILE_HEADER, CHOICES, ["", SheetHead.ANSWER, "Check", *[""] * (LAST - CHECK)], looks.head)
    for field in fields_asked(book.edition):
        _write_field(book, field)
    _write_year(book)


def _write_field(book: AnswerBook, field: ProfileField) -> None:
    id, row = row_id(RowKind.PROFILE, field.id), book.rows.profile[field.id]
    words = field.label_of(book.response.profile.get(field.id, ""))
    label = field.label if field.id == UNIT else f"Your {field.label[:1].lower()}{field.label[1:]}"
    _write_asked(book, row, id, label, HINTS.get(field.id, ""))
    book.sheet.text(row, ANSWER, words, book.looks.words)
    if id not in book.lists:
        write_check(book, row, checks.said(here(row, ANSWER), words))
        return
    book.sheet.worksheet.data_validation(row, ANSWER, row, ANSWER, from_list(book.lists.span(id)))
    write_check(book, row, checks.listed(here(row, ANSWER), words, book.lists.cells(id), book.lists[id]))


def _write_year(book: AnswerBook) -> None:
    row, now = book.rows.year, book.response.target_year
    hint = "By the end of which year must your priorities reach their targets?"
    _write_asked(book, row, row_id(RowKind.YEAR), "Year of your targets", hint)
    book.sheet.number(row, ANSWER, now, book.looks.value)
    book.sheet.worksheet.data_validation(row, ANSWER, row, ANSWER, from_list(book.lists.span(ListName.YEARS)))
    write_check(book, row, checks.year(here(row, ANSWER), now, book.on.year))


def _write_asked(book: AnswerBook, row: int, id: str, label: str, hint: str) -> None:
    lines = lines_of(label, WIDTHS[ASKED] - 2, 10, BOLD_LETTERS)
    book.set_height(row, max(LOWEST_ROW, row_height(lines)))
    book.sheet.text(row, ID, id, book.looks.small)
    book.sheet.text(row, ASKED, label, book.looks.cell_bold)
    book.sheet.text(row, CHOICES, hint, book.looks.hint)
    book.sheet.texts(row, CHECK + 1, [""] * (LAST - CHECK), book.looks.cell)
