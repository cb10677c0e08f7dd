"""Scorecard: the one page that a board sees. A list of blocks; an absent block takes no space."""

from assessment.model import PICKED, STARRED, DimensionScore
from assessment.rounding import as_number, one_decimal, plain
from reports import rules
from reports.book import SCORECARD, Book, whose_and_when
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
    width_of,
)
from reports.height import BOLD_LETTERS, lines_of, row_height
from reports.ordering import page_order
from reports.sheets import answers, basis, chart, scores, top
from reports.sheets.profile_title import profile_title
from reports.style import MUTED, SIGNED_EXACT, TEAL, TWO_DECIMALS

ROW_POINTS, HEADER_POINTS = 21, 26
MARKS = {"starred": "★", "picked": "✓"}
TOO_FEW, DOES_NOT_APPLY = "too few answers", "does not apply"


def write(book: Book) -> None:
    """Write the blocks from top to bottom."""
    _set_up(book)
    row = top.write(book)
    row = _write_profile(book, row)
    row = _write_findings(book, row)
    last = basis.write(book, row)
    book.sheet(SCORECARD).worksheet.print_area(0, 0, last, LAST)


def _set_up(book: Book) -> None:
    sheet = book.sheet(SCORECARD)
    for place, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.fit_to_pages(1, 1)
    sheet.worksheet.center_horizontally()
    sheet.worksheet.activate()
    title = whose_and_when(book)
    sheet.tile((0, MARK, 0, BAR), title, book.styles.title_line)
    sheet.worksheet.set_row(0, max(20.0, 12.5 * min(3, lines_of(title, width_of(MARK, BAR), 9))))
    sheet.worksheet.set_column(FLAG_EXACT, FLAG_WIDE, 8, None, {"hidden": True})


def _write_profile(book: Book, row: int) -> int:
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


def _ranked(book: Book, place: int, column: int) -> str:
    """The formula for a column of the scores in the row that page one shows at a place, from 0."""
    ranks = scores.column(book, scores.RANK)
    return f"INDEX({scores.column(book, column)},MATCH({place + 1},{ranks},0))"


def _write_row(book: Book, row: int, place: int, score: DimensionScore) -> None:
    sheet, styles = book.sheet(SCORECARD), book.styles
    picked = _ranked(book, place, scores.PRIORITY)
    mark = f'IF({picked}={quoted(STARRED)},"★",IF({picked}={quoted(PICKED)},"✓",""))'
    shown = MARKS.get(score.priority or "")
    sheet.formula(row, MARK, mark, shown, styles.row(font_color=TEAL, align="center"))
    label = book.questionnaire.dimension[score.dimension].label
    sheet.formula(row, LABEL, _ranked(book, place, scores.LABEL), label, styles.cell_bold)
    number = _ranked(book, place, scores.SCORE)
    sheet.formula(row, BAR, number, as_number(score.score), styles.row(num_format=";;;"))
    sheet.formula(row, SCORE, number, as_number(score.score), styles.figure)
    _write_stage(book, row, place, score)
    target, gap = _ranked(book, place, scores.TARGET), _ranked(book, place, scores.GAP)
    sheet.formula(row, TARGET, target, as_number(score.target), styles.figure_plain)
    sheet.formula(row, GAP, gap, as_number(score.gap), styles.signed)
    answered = f'{_ranked(book, place, scores.ANSWERED)}&" of "&{_ranked(book, place, scores.OF)}'
    count = styles.row(align="right", indent=1, font_color=MUTED)
    sheet.formula(row, ANSWERED, answered, f"{score.answered} of {score.applicable}", count)
    near = book.questionnaire.verdict.gap_from
    flag = int(scores.needs_two_decimals(book, score))
    sheet.formula(row, FLAG_EXACT, _ranked(book, place, scores.EXACT), flag, styles.count)
    wide = f"IF(ISNUMBER({gap}),IF({gap}>={rules.rule(book, 'gap_from')},1,0),0)"
    sheet.formula(row, FLAG_WIDE, wide, int(score.gap is not None and score.gap >= near), styles.count)


def _write_stage(book: Book, row: int, place: int, score: DimensionScore) -> None:
    """The stage, with a word where the score is thin or missing."""
    stage, note = _ranked(book, place, scores.STAGE), _ranked(book, place, scores.NOTE)
    missing = f"IF({_ranked(book, place, scores.OF)}=0,{quoted(DOES_NOT_APPLY)},{quoted(TOO_FEW)})"
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


def _write_findings(book: Book, row: int) -> int:
    """What to close and what to protect, in the respondent's words; live like the table."""
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
    gap, picked = _ranked(book, place, scores.GAP), _ranked(book, place, scores.PRIORITY)
    label, thin = _ranked(book, place, scores.LABEL), _thin(_ranked(book, place, scores.NOTE))
    words = f'{label}&", "&FIXED({gap},1,TRUE)&" below target"&{thin}'
    said = f'{words}&": “"&{_ranked(book, place, scores.NOW)}&"”"'
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
