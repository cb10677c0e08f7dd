"""The sheet of the method: the numbers that formulas read, the rules, and the sentences that follow no change."""

from reports.height import lines_of, row_height
from reports.team import page
from reports.team.book import CUT_ROW, LOWER_ROW, METHOD, UPPER_ROW, TeamBook
from reports.team.words import METHOD as RULES

WIDTHS = (34, 14, 70)
NUMBERS = (
    (
        CUT_ROW,
        "AD_M is agreement up to",
        "a sixth of the number of levels, in steps of the scale; half is agreed",
    ),
    (LOWER_ROW, "Lowest third of the scale below", "for two camps"),
    (UPPER_ROW, "Highest third of the scale above", "for two camps"),
)
FIRST_TEXT = 8


def write(book: TeamBook) -> None:
    """Numbers, rules, sentences, measures."""
    sheet, styles, report = book.sheets[METHOD], book.styles, book.report
    for column, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.text(0, 0, "Method", styles.title)
    about = f"{report.questionnaire.name}, content {report.questionnaire.content_hash[:12]}"
    sheet.text(1, 0, about, styles.kicker)
    values = dict(zip((CUT_ROW, LOWER_ROW, UPPER_ROW), (book.cut, *book.thirds), strict=True))
    for row, name, words in NUMBERS:
        sheet.text(row, 0, name, styles.cell)
        sheet.number(row, 1, float(values[row]), styles.figure_exact)
        sheet.text(row, 2, words, styles.cell_muted)
    at = FIRST_TEXT
    for words in (*report.view.notes, *RULES):
        at = _paragraph(book, at, words)
    at += 1
    sheet.text(at, 0, f"Sentences written on {book.day}; they do not follow later changes", styles.heading)
    for name, words in page.sentences(book):
        at += 1
        sheet.text(at, 0, name, styles.cell_muted)
        sheet.tile((at, 1, at, 2), words, styles.cell)
        sheet.worksheet.set_row(at, row_height(lines_of(words, sum(WIDTHS[1:]) - 2, 10)))
    _within_group(book, at + 2)


def _paragraph(book: TeamBook, at: int, words: str) -> int:
    sheet = book.sheets[METHOD]
    sheet.tile((at, 0, at, 2), words, book.styles.prose)
    sheet.worksheet.set_row(at, row_height(lines_of(words, sum(WIDTHS), 10)))
    return at + 1


def _within_group(book: TeamBook, at: int) -> None:
    """r_WG(J), where there are enough people for it; values, as it takes the answers of those who answered all."""
    sheet, styles, report = book.sheets[METHOD], book.styles, book.report
    known = [row for row in report.view.dimensions if row.rwg is not None]
    if not known:
        return
    sheet.text(at, 0, "r_WG(J), computed by the app", styles.heading)
    for row in known:
        at += 1
        sheet.text(at, 0, report.questionnaire.dimension[row.subject].label, styles.cell)
        sheet.number(at, 1, float(row.rwg or 0), styles.figure_exact)
