"""The head of the sheet: what it is, how to fill it in, and how far it is."""

from assessment.model import Status, stamp_text
from assessment.wording import counted
from reports.cells import quoted
from reports.sheet_to_fill import checks
from reports.sheet_to_fill.layout import (
    ANSWER,
    ASKED,
    CHECK,
    COMMENT,
    FIRST_INSTRUCTION,
    STAMP,
    TITLE,
    WIDTHS,
    AnswerBook,
)
from reports.style import TEAL

TITLE_HEIGHT, LINE_HEIGHT = 32, 16


def write(book: AnswerBook) -> None:
    """Write the title, three lines of instruction, the stamp and the live counter."""
    sheet, looks = book.sheet, book.looks
    for column, width in WIDTHS.items():
        sheet.worksheet.set_column(column, column, width)
    book.set_height(TITLE, TITLE_HEIGHT)
    sheet.text(TITLE, ASKED, f"{book.questionnaire.title}: answer sheet", looks.title)
    for place, line in enumerate(instructions(book)):
        book.set_height(FIRST_INSTRUCTION + place, LINE_HEIGHT)
        sheet.text(FIRST_INSTRUCTION + place, ASKED, line, looks.instruction)
    stamp = stamp_text(book.questionnaire, book.response.length)
    sheet.text(STAMP, ASKED, f"{stamp}. By this line the sheet is known again: please leave it as it is.", looks.small)
    _write_counter(book)


def instructions(book: AnswerBook) -> list[str]:
    """Three lines: how to fill in, what to do where one does not know, and what happens next."""
    minutes = book.questionnaire.minutes[book.response.length]
    cannot = book.questionnaire.statuses[Status.CANNOT_JUDGE].label
    does_not = book.questionnaire.statuses[Status.DOES_NOT_APPLY].label
    return [
        f"1.  Fill in the cream cells; Tab leads from one to the next, Alt+↓ opens its list. "
        f"About {counted(minutes, 'minute')} in all.",
        f"2.  “{cannot}” and “{does_not}” stand at the end of each list. What you leave empty counts as not answered.",
        "3.  Save the file and bring it back on the page “Answer in Excel”, or send it to whoever gave it to you. "
        "Until then nobody else sees it.",
    ]


def _write_counter(book: AnswerBook) -> None:
    sheet, looks, rows = book.sheet, book.looks, book.rows
    checked = sheet.own_span(min(rows.questions.values()), CHECK, max(rows.questions.values()), CHECK)
    tick = quoted(checks.UNDERSTOOD)
    answered = f"COUNTIF({checked},{tick})"
    for id, row in rows.questions.items():
        if book.questionnaire.question[id].optional:
            answered += f"-COUNTIF({sheet.own_span(row, CHECK, row, CHECK)},{tick})"
    now, total = answered_now(book, *rows.bands), book.scored_count
    sheet.formula(
        TITLE, ANSWER, f"{answered}&{quoted(f' of {total} answered')}", f"{now} of {total} answered", looks.counter
    )
    sheet.formula(TITLE, COMMENT, f"({answered})/{max(1, total)}", now / max(1, total), looks.bar)
    bar = {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": "#BFDADD",
        "bar_border_color": TEAL,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 1,
    }
    sheet.worksheet.conditional_format(TITLE, COMMENT, TITLE, COMMENT, bar)


def answered_now(book: AnswerBook, *dimensions: str) -> int:
    """How many scored questions of these dimensions have an answer as the sheet is written."""
    asked = [q.id for dimension in dimensions for q in book.response.asked(book.questionnaire, dimension)]
    return sum(id in book.response.answers for id in asked)
