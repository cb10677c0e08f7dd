"""The profile on page one: a table of scores, sorted live, with the chart to its right."""

from assessment.model import PICKED, STARRED, DimensionScore
from assessment.rounding import as_number, plain
from reports import rules
from reports.book import SCORECARD, Book
from reports.cells import column_name, quoted
from reports.grid import (
    ANSWERED,
    BAR,
    CHART,
    FLAG_EXACT,
    FLAG_WIDE,
    GAP,
    LABEL,
    LAST,
    MARK,
    SCORE,
    STAGE,
    TARGET,
    WIDTHS,
    pixels_of,
)
from reports.height import BOLD_LETTERS, lines_of, row_height
from reports.ordering import page_order
from reports.sheets import chart, scores
from reports.sheets.profile_title import profile_title
from reports.sheets.scores import ranked
from reports.style import MUTED, SIGNED_EXACT, TEAL, TWO_DECIMALS

ROW_POINTS, HEADER_POINTS = 21, 26
MARKS = {"starred": "★", "picked": "✓"}
TOO_FEW, DOES_NOT_APPLY = "too few answers", "does not apply"


def write(book: Book, row: int) -> int:
    """One row a dimension, sorted live, with the chart to the right; answers with the next row."""
    sheet, styles = book.sheet(SCORECARD), book.styles
    ordered = page_order(book.assessment)
    sheet.formula_tile((row, MARK, row, ANSWERED), *profile_title(book), styles.heading)
    sheet.tile((row, CHART, row, LAST), chart.key_words(book), styles.caption_middle)
    sheet.worksheet.set_row(row, 22)
    _write_heads(book, row + 1)
    first, last = row + 2, row + 1 + len(ordered)
    labels = [book.questionnaire.dimension[score.dimension].label for score in ordered]
    lines = max(lines_of(label, WIDTHS[LABEL], 10, BOLD_LETTERS) for label in labels)
    points = max(ROW_POINTS, row_height(lines))
    for place, score in enumerate(ordered):
        sheet.worksheet.set_row(first + place, points)
        _write_row(book, first + place, place, score)
    _add_bars(book, first, last)
    height = HEADER_POINTS + points * len(ordered)
    chart.add(book, (row + 1, CHART), pixels_of(CHART, LAST), int(height * 4 / 3))
    return last + 2


def _write_heads(book: Book, row: int) -> None:
    sheet, styles = book.sheet(SCORECARD), book.styles
    year, scale = book.assessment.response.target_year, book.questionnaire.scale
    noun = f"{book.questionnaire.dimension_noun.capitalize()}   ★ starred  ✓ picked"
    heads = {
        LABEL: noun,
        BAR: "Score as a bar",
        SCORE: f"{plain(min(scale))} to {plain(max(scale))}",
        STAGE: "Stage",
        TARGET: f"Target {year}" if year else "Target",
        GAP: "Gap",
        ANSWERED: "Answered",
    }
    sheet.text(row, MARK, "", styles.header)
    for place, head in heads.items():
        right = place in {SCORE, TARGET, GAP, ANSWERED}
        sheet.text(row, place, head, styles.header_right if right else styles.header)
    for place, head in ((FLAG_EXACT, "Two decimals"), (FLAG_WIDE, "Gap matters")):
        sheet.text(row, place, head, styles.header)
    sheet.worksheet.set_row(row, HEADER_POINTS)


def _write_row(book: Book, row: int, place: int, score: DimensionScore) -> None:
    sheet, styles = book.sheet(SCORECARD), book.styles
    picked = ranked(book, place, scores.PRIORITY)
    mark = f'IF({picked}={quoted(STARRED)},"★",IF({picked}={quoted(PICKED)},"✓",""))'
    shown = MARKS.get(score.priority or "")
    sheet.formula(row, MARK, mark, shown, styles.row(font_color=TEAL, align="center"))
    label = book.questionnaire.dimension[score.dimension].label
    sheet.formula(row, LABEL, ranked(book, place, scores.LABEL), label, styles.cell_bold)
    number = ranked(book, place, scores.SCORE)
    sheet.formula(row, BAR, number, as_number(score.score), styles.row(num_format=";;;"))
    sheet.formula(row, SCORE, number, as_number(score.score), styles.figure)
    _write_stage(book, row, place, score)
    target, gap = ranked(book, place, scores.TARGET), ranked(book, place, scores.GAP)
    sheet.formula(row, TARGET, target, as_number(score.target), styles.figure_plain)
    sheet.formula(row, GAP, gap, as_number(score.gap), styles.signed)
    answered = f'{ranked(book, place, scores.ANSWERED)}&" of "&{ranked(book, place, scores.OF)}'
    count = styles.row(align="right", indent=1, font_color=MUTED)
    sheet.formula(row, ANSWERED, answered, f"{score.answered} of {score.applicable}", count)
    near = book.questionnaire.verdict.gap_from
    flag = int(scores.needs_two_decimals(book, score))
    sheet.formula(row, FLAG_EXACT, ranked(book, place, scores.EXACT), flag, styles.count)
    wide = f"IF(ISNUMBER({gap}),IF({gap}>={rules.rule(book, 'gap_from')},1,0),0)"
    sheet.formula(row, FLAG_WIDE, wide, int(score.gap is not None and score.gap >= near), styles.count)


def _write_stage(book: Book, row: int, place: int, score: DimensionScore) -> None:
    """The stage, with a word where the score is thin or missing."""
    stage, note = ranked(book, place, scores.STAGE), ranked(book, place, scores.NOTE)
    missing = f"IF({ranked(book, place, scores.OF)}=0,{quoted(DOES_NOT_APPLY)},{quoted(TOO_FEW)})"
    formula = f'IF({stage}="",{missing},{stage}&IF({note}="","",", "&{note}))'
    shown = TOO_FEW if score.applicable else DOES_NOT_APPLY
    if score.stage:
        shown = f"{score.stage.name}{', thin' if score.thin else ''}"
    book.sheet(SCORECARD).formula(row, STAGE, formula, shown, book.styles.row(indent=1))


def _add_bars(book: Book, first: int, last: int) -> None:
    """In-cell bars for scores, and the signal on gaps that matter."""
    sheet, scale = book.sheet(SCORECARD).worksheet, book.questionnaire.scale
    bar = {
        "type": "data_bar",
        "bar_only": True,
        "bar_solid": True,
        "bar_color": TEAL,
        "bar_border_color": TEAL,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": as_number(max(scale)),
    }
    sheet.conditional_format(first, BAR, last, BAR, bar)
    # Conditional formats look at cells of their own sheet only: older programs ignore other ones.
    # LibreOffice applies the first rule that holds, so the rule for both comes first.
    exact, wide = (f"${column_name(column)}{first + 1}=1" for column in (FLAG_EXACT, FLAG_WIDE))
    styles = book.styles
    formats = {
        SCORE: [(exact, styles.number_only(TWO_DECIMALS))],
        TARGET: [(exact, styles.number_only(TWO_DECIMALS))],
        GAP: [
            (f"AND({exact},{wide})", styles.signal_exact),
            (wide, styles.signal),
            (exact, styles.number_only(SIGNED_EXACT)),
        ],
    }
    for column, wanted in formats.items():
        for criteria, look in wanted:
            rule = {"type": "formula", "criteria": f"={criteria}", "format": look}
            sheet.conditional_format(first, column, last, column, rule)
