"""The sheet of answers: one column a person where they are named, shuffled in every row where they are not."""

from assessment.alignment.measures import mean_distance
from assessment.model import CampaignMode, TeamRow
from assessment.rounding import HUNDREDTHS, as_number
from reports.cells import here
from reports.team.book import (
    ANSWERS,
    ANSWERS_HEADER,
    COUNT,
    DEVIATION,
    DISTANCE,
    FIRST_DOT,
    HIGH,
    LOW,
    MEAN,
    NAME,
    NOTE,
    TeamBook,
)

HEADS = ("", "n", "Mean", "SD", "AD_M", "Lowest", "Highest", "Note")
WITHHELD = "Single answers are withheld: figures are values, computed by the app."
SHUFFLED = "Without names: the order is drawn anew in every row, so that no column is a person."
NAMED = "One column a person, as this campaign is named. Figures follow whatever is typed."


def write(book: TeamBook) -> None:
    """All rows with their figures."""
    sheet, styles = book.sheets[ANSWERS], book.styles
    sheet.worksheet.set_column(NAME, NAME, 38)
    sheet.worksheet.set_column(COUNT, HIGH, 9)
    sheet.worksheet.set_column(NOTE, NOTE, 26)
    sheet.worksheet.set_column(FIRST_DOT, max(FIRST_DOT, book.last_dot), 9)
    sheet.text(0, 0, "Answers", styles.title)
    sheet.text(1, 0, _about(book), styles.kicker)
    sheet.texts(ANSWERS_HEADER, NAME, HEADS, styles.header)
    for column, head in enumerate(_people(book), FIRST_DOT):
        sheet.text(ANSWERS_HEADER, column, head, styles.header)
    for row in book.rows:
        _write_row(book, row)
    sheet.worksheet.freeze_panes(ANSWERS_HEADER + 1, 1)


def _about(book: TeamBook) -> str:
    if not any(row.dots for row in book.rows):
        return WITHHELD
    return NAMED if book.report.view.mode is CampaignMode.NAMED else SHUFFLED


def _people(book: TeamBook) -> list[str]:
    """The heads of the columns of answers."""
    if not any(row.dots for row in book.rows):
        return []
    if book.report.view.mode is not CampaignMode.NAMED:
        return [f"Dot {at}" for at in range(1, book.report.view.n + 1)]
    names = {dot.place: dot.name for row in book.rows for dot in row.dots}
    return [names.get(at, "") for at in range(book.report.view.n)]


def _write_row(book: TeamBook, row: TeamRow) -> None:
    sheet, styles, at = book.sheets[ANSWERS], book.styles, book.places[book.key(row)]
    is_dimension = book.key(row).startswith("dimension/")
    questionnaire = book.report.questionnaire
    name = questionnaire.dimension[row.subject].label if is_dimension else book.question(row.subject).name
    sheet.text(at, NAME, name, styles.cell_bold if is_dimension else styles.cell)
    sheet.text(at, NOTE, f"{row.withheld}." if row.withheld else "", styles.cell_muted)
    if row.dots:
        _formulas(book, row, at)
    else:
        sheet.number(at, COUNT, row.n, styles.count)
        values = (row.mean, row.deviation, row.distance, row.low, row.high)
        for column, value in zip((MEAN, DEVIATION, DISTANCE, LOW, HIGH), values, strict=True):
            sheet.number(at, column, as_number(value), styles.figure_exact)


def _formulas(book: TeamBook, row: TeamRow, at: int) -> None:
    """Sums are made whole numbers again, and one rounding comes last, so that binary fractions round as our engine
    does. AD_M: what lies above the mean is as far from it, in all, as what lies below.
    """
    sheet, styles = book.sheets[ANSWERS], book.styles
    dots = sheet.own_span(at, FIRST_DOT, at, book.last_dot)
    count, total = here(at, COUNT), f"ROUND(100*SUM({dots}),0)"
    sheet.formula(at, COUNT, f"COUNT({dots})", row.n, styles.count)
    if row.is_mean_of_lenses:
        sheet.number(at, MEAN, as_number(row.mean), styles.figure_exact)
    else:
        mean = f'IF({count}=0,"",ROUND({total}/{count},0)/100)'
        sheet.formula(at, MEAN, mean, as_number(row.mean), styles.figure_exact)
    squares = f"({count}*ROUND(10000*SUMPRODUCT({dots},{dots}),0)-{total}*{total})/({count}*({count}-1))"
    deviation = f'IF({count}=0,"",IF({count}=1,0,ROUND(SQRT({squares}),0)/100))'
    sheet.formula(at, DEVIATION, deviation, as_number(row.deviation), styles.figure_exact)
    middle = f"{total}/{count}/100"
    above = f'">"&{middle}'
    distance = f"2*(SUMIF({dots},{above})-COUNTIF({dots},{above})*{middle})/{count}"
    exact = float(mean_distance([dot.value for dot in row.dots]) / HUNDREDTHS)
    sheet.formula(at, DISTANCE, f'IF({count}=0,"",{distance})', exact, styles.figure_exact)
    for column, function, value in ((LOW, "MIN", row.low), (HIGH, "MAX", row.high)):
        formula = f'IF({count}=0,"",{function}({dots}))'
        sheet.formula(at, column, formula, as_number(value), styles.figure_exact)
    for column in range(FIRST_DOT, book.last_dot + 1):
        sheet.number(at, column, None, styles.input)
    for place, dot in enumerate(row.dots):
        column = FIRST_DOT + (place if dot.place is None else dot.place)
        sheet.number(at, column, as_number(dot.value), styles.input)
