"""The sheet of disputes: the agenda with what answers run from and to, what was agreed, and what that makes of scores.

An agreed level or a reason that is typed here counts at once.
"""

from fractions import Fraction

from assessment.alignment.agreed import agenda
from assessment.model import Question, TeamRow
from assessment.rounding import HUNDREDTHS, as_number, plain
from reports.cells import here
from reports.height import cell_lines, row_height
from reports.team.book import DISPUTES, MEAN, TeamBook

HEADS = ("", "After min", "Question", "From", "n", "To", "n", "Mean", "Agreed level", "Why")
WIDTHS = (4, 9, 26, 34, 5, 34, 5, 8, 10, 40)
NUMBER, AFTER, NAME, FROM, FROM_N, TO, TO_N, TEAM_MEAN, AGREED, WHY = range(len(HEADS))
HEADER = 3
DIFFER = "Agreed to differ"
OUTSIDE_HEADS = ("Question", "Document", "Team", "Assessor", "Apart")


def write(book: TeamBook) -> None:
    """The agenda, agreed beside original scores, and the assessor's ratings."""
    sheet, styles = book.sheets[DISPUTES], book.styles
    for column, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.text(0, 0, "Disputes", styles.title)
    sheet.text(1, 0, "Type the level that the team agrees on, and why; the answers stay as they are.", styles.kicker)
    sheet.texts(HEADER, 0, HEADS, styles.header)
    rows = _rows(book)
    for at, (row, starts) in enumerate(rows, HEADER + 1):
        _dispute(book, at, row, starts)
    after = HEADER + len(rows) + 1
    if not rows:
        sheet.text(after, 0, "No question is in dispute, or none may be shown.", styles.prose)
    after = _agreed(book, after + 2, [row for row, _ in rows])
    _outside(book, after + 2)
    sheet.worksheet.freeze_panes(HEADER + 1, 0)


def _rows(book: TeamBook) -> list[tuple[TeamRow, int | None]]:
    """The disputes with their minutes, then what was settled beside them."""
    points = agenda(book.report.view)
    disputed = {point.dispute.question for point in points}
    others = [row for row in book.report.view.questions if row.subject in book.report.settlements]
    found: list[tuple[TeamRow, int | None]] = [(point.dispute.row, point.starts_at) for point in points]
    return found + [(row, None) for row in others if row.subject not in disputed]


def _dispute(book: TeamBook, at: int, row: TeamRow, starts: int | None) -> None:
    sheet, styles = book.sheets[DISPUTES], book.styles
    question, settled = book.question(row.subject), book.report.settlements.get(row.subject)
    sheet.number(at, NUMBER, at - HEADER, styles.number)
    sheet.number(at, AFTER, starts, styles.count)
    sheet.text(at, NAME, question.name, styles.cell_bold)
    lines = [1]
    chosen = [(level, count) for level, count in row.counts if count]
    for words_at, count_at, end in ((FROM, FROM_N, chosen[:1]), (TO, TO_N, chosen[-1:])):
        words = f"“{question.descriptor(end[0][0])}”" if end else ""
        sheet.text(at, words_at, words, styles.cell)
        _count(book, (at, count_at), row, end)
        lines.append(cell_lines(words, WIDTHS[words_at]))
    address = book.answers_at(book.row_of(row.subject), MEAN)
    formula = f'IF(ISNUMBER({address}),{address},"")'
    sheet.formula(at, TEAM_MEAN, formula, as_number(row.mean), styles.figure_exact)
    if settled is not None and settled.level is None:
        sheet.text(at, AGREED, DIFFER, styles.agreed)
    else:
        sheet.number(at, AGREED, as_number(settled.level if settled else None), styles.agreed)
    sheet.text(at, WHY, settled.reason if settled else "", styles.agreed)
    lines.append(cell_lines(settled.reason if settled else "", WIDTHS[WHY]))
    _offer_levels(book, at, question)
    sheet.worksheet.set_row(at, row_height(max(lines)))


def _count(book: TeamBook, where: tuple[int, int], row: TeamRow, end: list[tuple[int, int]]) -> None:
    """How many chose an end: counted among the answers where these are shown."""
    sheet, styles = book.sheets[DISPUTES], book.styles
    if not end:
        sheet.number(*where, None, styles.count)
    elif row.dots:
        level, count = end[0]
        formula = f"COUNTIF({book.dots_at(book.row_of(row.subject))},{plain(level)})"
        sheet.formula(*where, formula, count, styles.count)
    else:
        sheet.number(*where, end[0][1], styles.count)


def _offer_levels(book: TeamBook, at: int, question: Question) -> None:
    levels = [as_number(level.value) for level in question.levels]
    book.sheets[DISPUTES].worksheet.data_validation(
        at,
        AGREED,
        at,
        AGREED,
        {
            "validate": "list",
            "source": [*levels, DIFFER],
            "error_title": "Not a level",
            "error_message": "Choose one of the levels of this question, or that the team agreed to differ.",
        },
    )


def _agreed(book: TeamBook, at: int, rows: list[TeamRow]) -> int:
    """Scores as they are and as they are agreed; the next free row."""
    sheet, styles, report = book.sheets[DISPUTES], book.styles, book.report
    sheet.text(at, NAME, "Agreed beside original", styles.heading)
    at += 1
    noun = report.questionnaire.dimension_noun.capitalize()
    for column, head in ((NAME, noun), (FROM, "Original"), (TO, "Agreed")):
        sheet.text(at, column, head, styles.header)
    agreed = {score.dimension: score.agreed for score in report.agreed}
    for row in report.view.dimensions:
        own = [
            (HEADER + 1 + place, each)
            for place, each in enumerate(rows)
            if book.question(each.subject).dimension == row.subject and each.mean is not None
        ]
        if not own or row.mean is None:
            continue
        at += 1
        sheet.text(at, NAME, report.questionnaire.dimension[row.subject].label, styles.cell)
        address = book.answers_at(book.row_of_dimension(row.subject), MEAN)
        sheet.formula(at, FROM, address, as_number(row.mean), styles.figure_named)
        value = as_number(agreed.get(row.subject, row.mean))
        sheet.formula(at, TO, _moved(book, at, row, [place for place, _ in own]), value, styles.figure_named)
    return at


def _moved(book: TeamBook, at: int, row: TeamRow, places: list[int]) -> str:
    """The formula for the score, moved by what was agreed; the inner rounding heals binary fractions."""
    questionnaire, subjects = book.report.questionnaire, [each.subject for each, _ in _rows(book)]
    weighed = [
        question
        for question in questionnaire.questions_of(row.subject)
        if not question.optional and any(each.subject == question.id and each.n for each in book.report.view.questions)
    ]
    whole = sum((question.weight for question in weighed), Fraction(0))
    moves = []
    for place in places:
        weight = book.question(subjects[place - HEADER - 1]).weight / whole
        level, mean = here(place, AGREED), here(place, TEAM_MEAN)
        moves.append(f"IF(ISNUMBER({level}),{weight.numerator}*({level}-{mean})/{weight.denominator},0)")
    low, high = (plain(value) for value in (min(questionnaire.scale), max(questionnaire.scale)))
    moved = f"ROUND(ROUND(100*({here(at, FROM)}+{'+'.join(moves)}),6),0)/100"
    return f"MIN({high},MAX({low},{moved}))"


def _outside(book: TeamBook, at: int) -> None:
    """What an assessor rated by a document, beside the team's mean."""
    sheet, styles, report = book.sheets[DISPUTES], book.styles, book.report
    rows = {row.subject: row for row in report.view.questions}
    rated = [rating for rating in report.ratings.values() if rating.question in rows]
    if not rated:
        return
    sheet.text(at, NAME, "Seen from outside", styles.heading)
    at += 1
    for column, head in zip((NAME, FROM, TEAM_MEAN, AGREED, WHY), OUTSIDE_HEADS, strict=True):
        sheet.text(at, column, head, styles.header)
    for rating in rated:
        at += 1
        mean = rows[rating.question].mean
        sheet.text(at, NAME, book.question(rating.question).name, styles.cell)
        sheet.text(at, FROM, rating.reference, styles.cell)
        address = book.answers_at(book.row_of(rating.question), MEAN)
        formula = f'IF(ISNUMBER({address}),{address},"")'
        sheet.formula(at, TEAM_MEAN, formula, as_number(mean), styles.figure_exact)
        sheet.number(at, AGREED, as_number(rating.level), styles.figure_exact)
        apart = None if mean is None else (mean - rating.level) / HUNDREDTHS
        formula = f'IF(ISNUMBER({here(at, TEAM_MEAN)}),ROUND({here(at, TEAM_MEAN)}-{here(at, AGREED)},2),"")'
        sheet.formula(at, WHY, formula, apart, styles.row(num_format="+0.00;-0.00;0.00", align="left", indent=1))
