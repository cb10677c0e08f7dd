"""The findings on page one: what to close and what to protect, in the respondent's words; live like the table."""

from assessment.rounding import one_decimal
from reports import rules
from reports.book import SCORECARD, Book
from reports.cells import quoted
from reports.grid import ANSWERED, CHART, LAST, MARK, width_of
from reports.height import lines_of
from reports.sheets import answers, scores
from reports.sheets.scores import ranked


def write(book: Book, row: int) -> int:
    """Write both lists side by side; answers with the next row."""
    sheet, styles, verdict = book.sheet(SCORECARD), book.styles, book.assessment.verdict
    left, right, most = width_of(MARK, ANSWERED), width_of(CHART, LAST), lines_shown(book)
    sheet.tile((row, MARK, row, ANSWERED), "Gaps that matter", styles.heading)
    sheet.formula_tile((row, CHART, row, LAST), *_strengths_title(book, most), styles.heading)
    sheet.worksheet.set_row(row, 20)
    for first, last, note in ((MARK, ANSWERED, verdict.gaps_note), (CHART, LAST, verdict.strengths_note)):
        area = (row + 1, first, row + 1, last)
        if note:
            sheet.formula_tile(area, answers.unless_changed(book, note), note, styles.caption)
    sheet.worksheet.set_row(row + 1, 12.5 * lines_of(verdict.strengths_note, right, 9) + 3)
    for place in range(most):
        gap, strength = _gap_line(book, place), _strength_line(book, place)
        target = row + 2 + place
        sheet.formula_tile((target, MARK, target, ANSWERED), *gap, styles.prose)
        sheet.formula_tile((target, CHART, target, LAST), *strength, styles.prose)
        lines = max(lines_of(strength[1] or "", right, 10), lines_of(gap[1] or "", left, 10))
        sheet.worksheet.set_row(target, 14.5 * lines)
    sheet.worksheet.set_row(row + 2 + most, 6)
    return row + 3 + most


def lines_shown(book: Book) -> int:
    """How many gaps and strengths page one has room for."""
    return max(3, book.questionnaire.verdict.priorities)


def _strengths_title(book: Book, most: int) -> tuple[str, str]:
    """The heading, which says so when there are more than fit."""
    title, count = "Strengths to protect", f"COUNT({scores.column(book, scores.STRENGTH_KEY)})"
    formula = f'{quoted(title)}&IF({count}>{most},", the first {most} of "&{count},"")'
    found = len(book.assessment.verdict.strengths)
    return formula, f"{title}, the first {most} of {found}" if found > most else title


def _thin(note: str) -> str:
    """The formula for the word that marks a thin score."""
    return f'IF({note}={quoted(scores.THIN)},", thin","")'


def _gap_line(book: Book, place: int) -> tuple[str, str | None]:
    gap, picked = ranked(book, place, scores.GAP), ranked(book, place, scores.PRIORITY)
    label, thin = ranked(book, place, scores.LABEL), _thin(ranked(book, place, scores.NOTE))
    words = f'{label}&", "&FIXED({gap},1,TRUE)&" below target"&{thin}'
    said = f'{words}&": “"&{ranked(book, place, scores.NOW)}&"”"'
    wide = f'IF({gap}>={rules.rule(book, "gap_from")},{said},"")'
    formula = f'IF(ISNUMBER({gap}),IF({picked}="","",{wide}),"")'
    gaps = [gap for group in book.assessment.verdict.gaps for gap in group]
    if place >= len(gaps):
        return formula, None
    own = gaps[place]
    label = book.questionnaire.dimension[own.dimension].label
    thin = ", thin" if own.thin else ""
    return formula, f"{label}, {one_decimal(own.gap)} below target{thin}: “{own.quote.words}”"


def _strength_line(book: Book, place: int) -> tuple[str, str | None]:
    keys, rank = (
        scores.column(book, scores.STRENGTH_KEY),
        scores.column(book, scores.STRENGTH_RANK),
    )

    def found(column: int) -> str:
        return f"INDEX({scores.column(book, column)},MATCH({place + 1},{rank},0))"

    score = f"{found(scores.SHOWN)}&{_thin(found(scores.NOTE))}"
    said = f'{found(scores.LABEL)}&", "&{score}&": “"&{found(scores.BEST)}&"”"'
    formula = f'IF(COUNT({keys})>{place},{said},"")'
    strengths = book.assessment.verdict.strengths
    if place >= len(strengths):
        return formula, None
    own = strengths[place]
    label = book.questionnaire.dimension[own.dimension].label
    thin = ", thin" if own.thin else ""
    return formula, f"{label}, {book.questionnaire.shown(own.score)}{thin}: “{own.quote.words}”"
