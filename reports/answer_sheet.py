"""The answer sheet: a workbook that somebody fills in without the app and sends back."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from assessment.model import Edition, Response, SegmentsAsked, stamp_text
from reports.cells import Sheet, literal
from reports.files import write_new_file
from reports.scorecard import OPTIONS
from reports.sheet_to_fill import before, customers, page, picks, questions, top
from reports.sheet_to_fill.customers_layout import CUSTOMERS
from reports.sheet_to_fill.layout import (
    ANSWER,
    ANSWERS,
    ASKED,
    LISTS,
    META,
    UNIT,
    AnswerBook,
    questions_asked,
    rows_of,
)
from reports.sheet_to_fill.lists import Lists, choices_of
from reports.sheet_to_fill.looks import Looks
from reports.sheet_to_fill.names import defined_names

LAST_QUESTION = "That was the last question."
GO_ON = f"If you know your customers, go on to the sheet “{CUSTOMERS}”."
BRING_BACK = "Save the file and bring it back, or send it."


def answer_sheet(edition: Edition, response: Response, on: date, segments: SegmentsAsked | None = None) -> bytes:
    """The workbook as bytes: the same for the same response and segments on the same day.

    It asks what the response's length asks, and holds what the response says already. With `segments` it asks for
    the customers too.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as workbook:
        book = _begun(workbook, edition, response, on)
        _set_properties(book)
        for part in (top, before, picks, questions):
            part.write(book)
        book.lists.write(book.looks)
        if segments is not None:
            customers.write(Sheet(workbook.add_worksheet(CUSTOMERS)), book.looks, segments)
        _write_closing(book, asks_customers=segments is not None)
        _name_answers(book)
        page.set_up(book)
        _write_meta(book)
    return content.getvalue()


def write_answer_sheet(
    edition: Edition, response: Response, path: Path, on: date, segments: SegmentsAsked | None = None
) -> None:
    """Write the workbook to a new file. Never takes the place of another, which may hold answers.

    Raises ReportError when the name or the folder will not do.
    """
    write_new_file(path, ".xlsx", "a workbook", lambda: answer_sheet(edition, response, on, segments))


def _begun(workbook: xlsxwriter.Workbook, edition: Edition, response: Response, on: date) -> AnswerBook:
    questionnaire, rows = edition.questionnaire, rows_of(edition, response)
    sheet, hidden = Sheet(workbook.add_worksheet(ANSWERS)), Sheet(workbook.add_worksheet(LISTS))
    hidden.worksheet.hide()
    asked = [question for id in rows.bands for question in questions_asked(questionnaire, response, id)]
    lists = Lists(hidden, choices_of(edition, response, asked, on))
    return AnswerBook(edition, response, on, workbook, Looks(workbook), sheet, lists, rows)


def _properties(book: AnswerBook) -> dict[str, str]:
    """What the sheet says of itself to programs."""
    return {
        "Answer sheet": stamp_text(book.questionnaire, book.response.length),
        "Questionnaire": book.questionnaire.name,
        "Length": book.response.length.value,
        "Content hash": book.questionnaire.content_hash,
    }


def _set_properties(book: AnswerBook) -> None:
    book.workbook.set_properties(
        {
            "title": f"{book.questionnaire.title}: answer sheet",
            "subject": literal(book.response.profile.get(UNIT, ""))[:255],
            "comments": book.questionnaire.attribution,
            "created": datetime.combine(book.on, time()),
        }
    )
    for name, value in _properties(book).items():
        book.workbook.set_custom_property(name, value, "text")
    book.workbook.set_calc_mode("auto")


def _write_meta(book: AnswerBook) -> None:
    """The stamp once more, where nobody changes it by accident."""
    meta = Sheet(book.workbook.add_worksheet(META))
    meta.worksheet.very_hidden()
    meta.worksheet.set_column(0, 1, 40)
    deepened = ", ".join(sorted(book.response.deepened))
    told = {**_properties(book), "Made on": book.on.isoformat(), "Asked in full": deepened}
    for row, (name, value) in enumerate(told.items()):
        meta.texts(row, 0, [name, value], book.looks.plain)


def _name_answers(book: AnswerBook) -> None:
    for id, name in defined_names(book.rows.questions).items():
        book.workbook.define_name(name, f"={book.sheet.cell(book.rows.questions[id], ANSWER)}")


def _write_closing(book: AnswerBook, *, asks_customers: bool) -> None:
    words = f"{LAST_QUESTION} {GO_ON} {BRING_BACK}" if asks_customers else f"{LAST_QUESTION} {BRING_BACK}"
    book.sheet.text(book.rows.closing, ASKED, words, book.looks.heading)
    book.sheet.text(book.rows.closing + 1, ASKED, book.questionnaire.attribution, book.looks.small)
