"""The first sheet: the verdict for a team in words, and how far it agrees on every dimension."""

from fractions import Fraction

from assessment.alignment.measures import mean_distance
from assessment.model import AGREEMENT_WORDS, BASIS_WORDS, Agreement, TeamRow
from assessment.rounding import HUNDREDTHS, as_number
from reports.cells import here, quoted
from reports.height import lines_of, row_height
from reports.team.book import (
    COUNT,
    CUT_ROW,
    DEVIATION,
    DISTANCE,
    HIGH,
    LOW,
    LOWER_ROW,
    MEAN,
    TEAM,
    UPPER_ROW,
    TeamBook,
)
from reports.verdict_words import SYNTHETIC

WIDTHS = (34, 6, 8, 8, 8, 9, 9, 9, 14, 11, *(11 for _ in BASIS_WORDS))
HEADS = ("", "n", "Mean", "SD", "AD_M", "AD_M(J)", "Lowest", "Highest", "Agreement", "Cannot judge")
LAST = len(WIDTHS) - 1
TEXT_LAST = 8
TEXT_WIDTH = sum(WIDTHS[: TEXT_LAST + 1])
FIGURES = ((1, COUNT), (2, MEAN), (3, DEVIATION), (4, DISTANCE), (6, LOW), (7, HIGH))
ANSWER_DISTANCE, AGREEMENT, UNSURE, BASIS = 5, 8, 9, 10


def sentences(book: TeamBook) -> list[tuple[str, str]]:
    """Every sentence that was written once and does not follow later changes, with what it is."""
    verdict = book.report.verdict
    named = [("Headline", verdict.headline), ("Lead", verdict.lead)]
    named += [(f"Finding {at}", finding) for at, finding in enumerate(verdict.findings, 1)]
    named += [("Missing", words) for words in book.report.missing]
    return [(name, words) for name, words in named if words]


def write(book: TeamBook) -> None:
    """The words, then the table."""
    sheet, styles, report = book.sheets[TEAM], book.styles, book.report
    for column, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    about = " · ".join((report.unit, report.campaign, report.answered, book.day))
    _line(book, 0, about, "title_line", 9)
    _line(book, 1, report.verdict.headline, "headline", 16)
    at = 2
    if report.is_synthetic:
        _line(book, at, SYNTHETIC, "warning", 10)
        at += 1
    for words in (report.verdict.lead, *report.verdict.findings, *report.missing):
        if words:
            _line(book, at, words, "prose", 10)
            at += 1
    at += 1
    noun = report.questionnaire.dimension_noun.capitalize()
    for column, head in enumerate((noun, *HEADS[1:], *BASIS_WORDS.values())):
        sheet.text(at, column, head, styles.header if column in (0, AGREEMENT) else styles.header_right)
    for row in report.view.dimensions:
        at += 1
        _row(book, at, row)


def _line(book: TeamBook, at: int, words: str, style: str, points: int) -> None:
    sheet = book.sheets[TEAM]
    sheet.tile((at, 0, at, TEXT_LAST), words, getattr(book.styles, style))
    lines = lines_of(words, TEXT_WIDTH, points)
    sheet.worksheet.set_row(at, row_height(lines) * points / 10 + (4 if points > 10 else 0))


def _row(book: TeamBook, at: int, row: TeamRow) -> None:
    sheet, styles = book.sheets[TEAM], book.styles
    source = book.row_of_dimension(row.subject)
    sheet.text(at, 0, book.report.questionnaire.dimension[row.subject].label, styles.cell_bold)
    exact = float(mean_distance([dot.value for dot in row.dots]) / HUNDREDTHS) if row.dots else as_number(row.distance)
    values: dict[int, float | None] = {
        COUNT: row.n,
        MEAN: as_number(row.mean),
        DEVIATION: as_number(row.deviation),
        DISTANCE: exact,
        LOW: as_number(row.low),
        HIGH: as_number(row.high),
    }
    for column, figure in FIGURES:
        address = book.answers_at(source, figure)
        style = styles.count if figure == COUNT else styles.figure if figure == MEAN else styles.figure_exact
        sheet.formula(at, column, f'IF(ISNUMBER({address}),{address},"")', values[figure], style)
    _agreement(book, at, row, source)
    unsure = None
    if row.cannot_judge is not None and row.could_judge_of:
        unsure = row.cannot_judge / row.could_judge_of
    sheet.number(at, UNSURE, unsure, styles.share)
    for column, kind in enumerate(BASIS_WORDS, BASIS):
        sheet.number(at, column, row.basis.get(kind) if row.basis else None, styles.count)


def _agreement(book: TeamBook, at: int, row: TeamRow, source: int) -> None:
    """AD_M(J) and the word for it: formulas over the answers where these are shown, else values."""
    sheet, styles = book.sheets[TEAM], book.styles
    word = AGREEMENT_WORDS[row.agreement] if row.agreement else ""
    questions = [each for each in book.rows if _is_of(book, each, row.subject)]
    if not row.dots or not questions or any(each.n and not each.dots for each in questions):
        sheet.number(at, ANSWER_DISTANCE, as_number(row.answer_distance), styles.figure_exact)
        sheet.text(at, AGREEMENT, word, styles.cell)
        return
    first, last = book.row_of(questions[0].subject), book.row_of(questions[-1].subject)
    distances = book.sheets["Answers"].span(first, DISTANCE, last, DISTANCE)
    exact = [mean_distance([dot.value for dot in each.dots]) for each in questions if each.dots]
    value = float(sum(exact, Fraction(0)) / len(exact) / HUNDREDTHS) if exact else None
    formula = f'IF(COUNT({distances})=0,"",SUM({distances})/COUNT({distances}))'
    sheet.formula(at, ANSWER_DISTANCE, formula, value, styles.figure_exact)
    sheet.formula(at, AGREEMENT, _word(book, at, source), word, styles.cell)


def _is_of(book: TeamBook, row: TeamRow, dimension: str) -> bool:
    return book.key(row).startswith("question/") and book.question(row.subject).dimension == dimension


def _word(book: TeamBook, at: int, source: int) -> str:
    """The formula for how far answers agree."""
    distance, count, dots = here(at, ANSWER_DISTANCE), here(at, 1), book.dots_at(source)
    lower = f'COUNTIF({dots},"<"&{book.rule(LOWER_ROW)})'
    upper = f'COUNTIF({dots},">"&{book.rule(UPPER_ROW)})'
    camps = f"AND(3*MIN({lower},{upper})>={count},4*({count}-{lower}-{upper})<={count})"
    words = {kind: quoted(AGREEMENT_WORDS[kind]) for kind in Agreement}
    cut = book.rule(CUT_ROW)
    return (
        f'IF(NOT(ISNUMBER({distance})),"",IF(ROUND({distance}-{cut},9)>0,'
        f"IF({camps},{words[Agreement.CAMPS]},{words[Agreement.SPREAD]}),"
        f"IF(ROUND({distance}-{cut}/2,9)<=0,{words[Agreement.AGREED]},{words[Agreement.CLOSE]})))"
    )
