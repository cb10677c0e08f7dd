"""The questions, in their asking order, below the dimension that each belongs to."""

from assessment.model import BASIS_WORDS, Dimension, Question, RowKind, SheetHead, row_id
from reports.cells import here, joined, quoted
from reports.choices import answer_words, from_list
from reports.height import BOLD_LETTERS, HIGHEST_ROW, cell_lines, lines_of
from reports.sheet_to_fill import checks
from reports.sheet_to_fill.cells_to_fill import write_check
from reports.sheet_to_fill.layout import (
    ANSWER,
    ASKED,
    BASIS,
    CHECK,
    CHOICES,
    COMMENT,
    HEADER_POINTS,
    ID,
    WIDTHS,
    AnswerBook,
    questions_asked,
)
from reports.sheet_to_fill.lists import ListName
from reports.sheet_to_fill.top import answered_now

BAND_HEIGHT = 24
# Tighter than elsewhere, so that eight questions of five levels and their titles fit on a page.
LINE_POINTS = 13
NOT_SCORED = "As information: it enters no score."
HOW_YOU_KNOW = "How do you know?"


def write(book: AnswerBook) -> None:
    """Write the heads, then each dimension with its questions."""
    sheet, looks, header = book.sheet, book.looks, book.rows.questions_header
    sheet.text(header - 1, ASKED, f"{book.questionnaire.recall} Choose the sentence that is closest.", looks.small)
    book.set_height(header, HEADER_POINTS)
    sheet.text(header, ID, SheetHead.ID, looks.head)
    sheet.text(header, ASKED, "The questions", looks.section)
    heads = ["What there is to choose, low to high", SheetHead.ANSWER, "Check", SheetHead.COMMENT, SheetHead.BASIS]
    sheet.texts(header, CHOICES, heads, looks.head)
    for id in book.rows.bands:
        _write_band(book, book.questionnaire.dimension[id])
        for question in questions_asked(book.questionnaire, book.response, id):
            _write_question(book, question)


def count_now(book: AnswerBook, dimension: str) -> str:
    """How many questions of a dimension are answered, in words, as the sheet is written."""
    now, asked = answered_now(book, dimension), len(book.response.asked(book.questionnaire, dimension))
    return f"{checks.UNDERSTOOD} {now} of {asked}" if now == asked else f"{now} of {asked}"


def _write_band(book: AnswerBook, dimension: Dimension) -> None:
    """The dimension's title, how many of its questions are answered, and how the respondent knows."""
    sheet, looks, row = book.sheet, book.looks, book.rows.bands[dimension.id]
    book.set_height(row, BAND_HEIGHT)
    sheet.text(row, ID, row_id(RowKind.DIMENSION, dimension.id), looks.small)
    sheet.text(row, ASKED, dimension.title, looks.band_title)
    sheet.texts(row, CHOICES, ["", ""], looks.band)
    _write_count(book, row, dimension.id)
    basis = book.response.basis.get(dimension.id)
    words = BASIS_WORDS[basis] if basis else ""
    sheet.text(row, BASIS, words, looks.words)
    sheet.worksheet.data_validation(row, BASIS, row, BASIS, from_list(book.lists.span(ListName.BASIS)))
    cell = here(row, BASIS)
    known = f'OR(TRIM({cell})="",{checks.among(cell, book.lists.cells(ListName.BASIS))})'
    formula = f"IF({known},{quoted(HOW_YOU_KNOW)},{quoted(checks.NOT_LISTED)})"
    sheet.formula(row, COMMENT, formula, HOW_YOU_KNOW, looks.band_label)
    amiss = {"type": "cell", "criteria": "==", "value": quoted(checks.NOT_LISTED), "format": looks.signal}
    sheet.worksheet.conditional_format(row, COMMENT, row, COMMENT, amiss)


def _write_count(book: AnswerBook, row: int, dimension: str) -> None:
    asked = [book.rows.questions[question.id] for question in book.response.asked(book.questionnaire, dimension)]
    if not asked:
        book.sheet.text(row, CHECK, "", book.looks.band)
        return
    answered = f"COUNTIF({book.sheet.own_span(min(asked), CHECK, max(asked), CHECK)},{quoted(checks.UNDERSTOOD)})"
    tick = f'IF({answered}={len(asked)},{quoted(f"{checks.UNDERSTOOD} ")},"")'
    formula = joined([tick, answered, quoted(f" of {len(asked)}")])
    book.sheet.formula(row, CHECK, formula, count_now(book, dimension), book.looks.band)
    done = {"type": "cell", "criteria": "==", "value": quoted(f"{checks.UNDERSTOOD} {len(asked)} of {len(asked)}")}
    book.sheet.worksheet.conditional_format(row, CHECK, row, CHECK, {**done, "format": book.looks.understood})


def _write_question(book: AnswerBook, question: Question) -> None:
    sheet, looks, row = book.sheet, book.looks, book.rows.questions[question.id]
    id = row_id(RowKind.QUESTION, question.id)
    asked = f"{question.text}\n{NOT_SCORED}" if question.optional else question.text
    levels = "\n".join(f"•  {level.text}" for level in question.levels)
    words = answer_words(book.questionnaire, question, book.response.answers.get(question.id))
    comment = book.response.comments.get(question.id, "")
    sheet.text(row, ID, id, looks.small)
    sheet.text(row, ASKED, asked, looks.question)
    sheet.text(row, CHOICES, levels, looks.levels)
    sheet.text(row, ANSWER, words, looks.words)
    sheet.worksheet.data_validation(row, ANSWER, row, ANSWER, from_list(book.lists.span(id)))
    cells = [*book.lists.cells(id), *book.lists.cells(ListName.LEVELS)]
    write_check(book, row, checks.listed(here(row, ANSWER), words, cells, book.lists[id]))
    sheet.text(row, COMMENT, comment, looks.words)
    sheet.text(row, BASIS, "", looks.cell)
    lines = [lines_of(asked, WIDTHS[ASKED] - 2, 10, BOLD_LETTERS), cell_lines(levels, WIDTHS[CHOICES])]
    lines += [cell_lines(words, WIDTHS[ANSWER]), cell_lines(comment, WIDTHS[COMMENT])]
    book.set_height(row, min(HIGHEST_ROW, LINE_POINTS * max(3, *lines)))
