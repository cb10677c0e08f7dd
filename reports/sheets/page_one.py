"""Scorecard: the one page that a board sees. A list of blocks; an absent block takes no space."""

from assessment.model import DimensionScore
from assessment.rounding import as_number, one_decimal, plain
from reports import rules
from reports.book import SCORECARD, Book, long_date
from reports.cells import here, quoted
from reports.grid import (
    ANSWERED,
    BAR,
    CHART,
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
from reports.height import lines_of
from reports.ordering import page_order
from reports.sheets import answers, basis, chart, principles, top
from reports.style import MUTED, RUST, TEAL

ROW_POINTS, HEADER_POINTS = 21, 26
MARKS = {"starred": "★", "picked": "●"}
TOO_FEW = "too few answers"
NO_SCORES = "Too few answers for scores"


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
    unit = book.assessment.response.profile.get("unit_assessed", "")
    title = " · ".join(part for part in ("Customer strategy scorecard", unit, long_date(book)) if part)
    sheet.tile((0, MARK, 0, BAR), title, book.styles.title_line)
    sheet.worksheet.set_row(0, max(20.0, 12.5 * min(3, lines_of(title, width_of(MARK, BAR), 9))))


def _write_profile(book: Book, row: int) -> int:
    """One row a dimension, sorted live, with the chart to the right; answers with the next row."""
    sheet, styles = book.sheet(SCORECARD), book.styles
    ordered = page_order(book.assessment)
    sheet.formula_tile((row, MARK, row, ANSWERED), *_profile_title(book, row + 2, ordered[0]), styles.heading)
    sheet.tile((row, CHART, row, LAST), chart.key_words(book), styles.caption_middle)
    sheet.worksheet.set_row(row, 22)
    year, scale = book.assessment.response.target_year, book.questionnaire.scale
    target = f"Target {year}" if year else "Target"
    score_head = f"Score, {plain(min(scale))} to {plain(max(scale))}"
    heads = [
        "",
        book.questionnaire.dimension_noun.capitalize(),
        score_head,
        "",
        "  Stage",
        target,
        "Gap",
        "Answered",
    ]
    for place, head in enumerate(heads):
        right = place in {TARGET, GAP, ANSWERED}
        sheet.text(row + 1, place, head, styles.header_right if right else styles.header)
    sheet.worksheet.set_row(row + 1, HEADER_POINTS)
    first, last = row + 2, row + 1 + len(ordered)
    for place, score in enumerate(ordered):
        _write_row(book, first + place, place, score)
    _add_bars(book, first, last)
    points = HEADER_POINTS + ROW_POINTS * len(ordered)
    chart.add(book, (row + 1, CHART), pixels_of(CHART, LAST), points * 4 // 3)
    return last + 2


def _profile_title(book: Book, first: int, leading: DimensionScore) -> tuple[str, str]:
    """The finding of the table: the widest gap, else the lowest score, else what is missing."""
    label, gap = here(first, LABEL), here(first, GAP)
    scores, labels = principles.column(book, principles.SCORE), principles.column(book, principles.LABEL)
    shown = principles.column(book, principles.SHOWN)
    near = rules.rule(book, "gap_from")
    wide = f"IF(ISNUMBER({gap}),{gap}>={near},FALSE)"
    by_gap = f'{label}&" is furthest from its target: "&FIXED({gap},1,TRUE)&" below"'
    nouns = book.questionnaire.dimension_nouns
    level = quoted(f"The {nouns} scored lie within {plain(book.questionnaire.verdict.gap_from)} of one another")
    place = f"MATCH(MIN({scores}),{scores},0)"
    lowest = f'INDEX({labels},{place})&" is lowest at "&INDEX({shown},{place})'
    by_score = f"IF(ROUND(MAX({scores})-MIN({scores}),2)<{near},{level},{lowest})"
    formula = f"IF({wide},{by_gap},IF(COUNT({scores})=0,{quoted(NO_SCORES)},{by_score}))"
    return formula, _profile_words(book, leading)


def _profile_words(book: Book, leading: DimensionScore) -> str:
    questionnaire, scorecard = book.questionnaire, book.assessment.scorecard
    near, lowest = questionnaire.verdict.gap_from, scorecard.lowest
    if leading.gap is not None and leading.priority and leading.gap >= near:
        label = questionnaire.dimension[leading.dimension].label
        return f"{label} is furthest from its target: {one_decimal(leading.gap)} below"
    if lowest is None or lowest.score is None:
        return NO_SCORES
    if max(score.score or 0 for score in scorecard.scored) - lowest.score < near:
        return f"The {questionnaire.dimension_nouns} scored lie within {plain(near)} of one another"
    return f"{questionnaire.dimension[lowest.dimension].label} is lowest at {questionnaire.shown(lowest.score)}"


def _ranked(book: Book, place: int, column: int) -> str:
    """The formula for a column of the scores in the row that page one shows at a place, from 0."""
    ranks = principles.column(book, principles.RANK)
    return f"INDEX({principles.column(book, column)},MATCH({place + 1},{ranks},0))"


def _write_row(book: Book, row: int, place: int, score: DimensionScore) -> None:
    sheet, styles = book.sheet(SCORECARD), book.styles
    sheet.worksheet.set_row(row, ROW_POINTS)
    picked = _ranked(book, place, principles.PRIORITY)
    mark = f'IF({picked}={quoted(answers.STARRED)},"★",IF({picked}={quoted(answers.PICKED)},"●",""))'
    shown = MARKS.get(score.priority or "")
    sheet.formula(row, MARK, mark, shown, styles.row(font_color=TEAL, align="center"))
    label = book.questionnaire.dimension[score.dimension].label
    sheet.formula(row, LABEL, _ranked(book, place, principles.LABEL), label, styles.cell_bold)
    number = _ranked(book, place, principles.SCORE)
    sheet.formula(row, BAR, number, as_number(score.score), styles.row(num_format=";;;"))
    sheet.formula(row, SCORE, number, as_number(score.score), styles.figure)
    _write_stage(book, row, place, score)
    target, gap = _ranked(book, place, principles.TARGET), _ranked(book, place, principles.GAP)
    sheet.formula(row, TARGET, target, as_number(score.target), styles.figure_plain)
    sheet.formula(row, GAP, gap, as_number(score.gap), styles.signed)
    answered = f'{_ranked(book, place, principles.ANSWERED)}&" of "&{_ranked(book, place, principles.OF)}'
    count = styles.row(align="right", indent=1, font_color=MUTED)
    sheet.formula(row, ANSWERED, answered, f"{score.answered} of {score.applicable}", count)


def _write_stage(book: Book, row: int, place: int, score: DimensionScore) -> None:
    """The stage, with a word where the score is thin or missing."""
    stage, note = _ranked(book, place, principles.STAGE), _ranked(book, place, principles.NOTE)
    formula = f'IF({stage}="",{quoted(TOO_FEW)},{stage}&IF({note}="","",", "&{note}))'
    shown = f"{score.stage.name}{', thin' if score.thin else ''}" if score.stage else TOO_FEW
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
    gap = here(first, GAP)
    wide = f"=IF(ISNUMBER({gap}),{gap}>={rules.rule(book, 'gap_from')},FALSE)"
    signal = book.styles.make(bold=True, font_color=RUST)
    sheet.conditional_format(first, GAP, last, GAP, {"type": "formula", "criteria": wide, "format": signal})


def _write_findings(book: Book, row: int) -> int:
    """What to close and what to protect, in the respondent's words; live like the table."""
    sheet, styles, verdict = book.sheet(SCORECARD), book.styles, book.assessment.verdict
    left, right = width_of(MARK, ANSWERED), width_of(CHART, LAST)
    sheet.tile((row, MARK, row, ANSWERED), "Gaps that matter", styles.heading)
    sheet.tile((row, CHART, row, LAST), "Strengths to protect", styles.heading)
    sheet.worksheet.set_row(row, 20)
    sheet.tile((row + 1, MARK, row + 1, ANSWERED), book.say("Note on gaps", verdict.gaps_note), styles.caption)
    note = book.say("Note on strengths", verdict.strengths_note)
    sheet.tile((row + 1, CHART, row + 1, LAST), note, styles.caption)
    sheet.worksheet.set_row(row + 1, 12.5 * lines_of(note, right, 9) + 3)
    first = row + 2
    for place in range(book.questionnaire.verdict.priorities):
        gap, strength = _gap_line(book, place), _strength_line(book, place)
        target = first + place
        sheet.formula_tile((target, MARK, target, ANSWERED), *gap, styles.prose)
        sheet.formula_tile((target, CHART, target, LAST), *strength, styles.prose)
        lines = max(lines_of(strength[1] or "", right, 10), lines_of(gap[1] or "", left, 10))
        sheet.worksheet.set_row(target, 14.5 * lines)
    return first + book.questionnaire.verdict.priorities


def _thin(note: str) -> str:
    """The formula for the word that marks a thin score."""
    return f'IF({note}={quoted(principles.THIN)},", thin","")'


def _gap_line(book: Book, place: int) -> tuple[str, str | None]:
    gap, picked = _ranked(book, place, principles.GAP), _ranked(book, place, principles.PRIORITY)
    label, thin = _ranked(book, place, principles.LABEL), _thin(_ranked(book, place, principles.NOTE))
    words = f'{label}&", "&FIXED({gap},1,TRUE)&" below target"&{thin}'
    said = f'{words}&": “"&{_ranked(book, place, principles.NOW)}&"”"'
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
        principles.column(book, principles.STRENGTH_KEY),
        principles.column(book, principles.STRENGTH_RANK),
    )

    def found(column: int) -> str:
        return f"INDEX({principles.column(book, column)},MATCH({place + 1},{rank},0))"

    score = f"{found(principles.SHOWN)}&{_thin(found(principles.NOTE))}"
    said = f'{found(principles.LABEL)}&", "&{score}&": “"&{found(principles.BEST)}&"”"'
    formula = f'IF(COUNT({keys})>{place},{said},"")'
    strengths = book.assessment.verdict.strengths
    if place >= len(strengths):
        return formula, None
    own = strengths[place]
    label = book.questionnaire.dimension[own.dimension].label
    thin = ", thin" if own.thin else ""
    return formula, f"{label}, {book.questionnaire.shown(own.score)}{thin}: “{own.quote.words}”"
