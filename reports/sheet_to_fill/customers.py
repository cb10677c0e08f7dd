"""The page of customers: a column a segment, a row for all that is said of it, the anchors beside the ratings."""

from datetime import date

from assessment.model import (
    EVIDENCE_CHOICES,
    RATINGS,
    SEGMENT_ROW_WORDS,
    SEGMENTS_ID,
    STATUS_CHOICES,
    YES_OR_NO,
    Criterion,
    SegmentRow,
    SegmentsAsked,
    Side,
    evidence_row,
    rating_row,
)
from reports.cells import Sheet, brief, column_name, literal
from reports.choices import from_list
from reports.height import BOLD_LETTERS, lines_of, row_height
from reports.scorecard import A4
from reports.sheet_to_fill import customers_checks as checks
from reports.sheet_to_fill import customers_now as now
from reports.sheet_to_fill.checks import UNDERSTOOD
from reports.sheet_to_fill.customers_layout import (
    ALL,
    CHECK_ROW,
    EXPLAINED,
    FIRST,
    HEAD_ROW,
    HINTS,
    ID,
    KEY_ROW,
    LAST,
    REST,
    SAID,
    SEGMENT_WIDTH,
    SIDES,
    TITLE,
    WIDTHS,
    CustomersPage,
    anchors,
    keys,
)
from reports.sheet_to_fill.looks import HINT_POINTS, Looks

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
LINE_HEIGHT, BAND_HEIGHT, TEXT_HEIGHT = 16, 22, 42
KNOWN_BY = "What do these ratings rest on?"
KNOWN_HINT = "One word for all ratings of the side; left empty, what was said stays, and new ratings are opinion."
REST_WORDS = "Not attributable"


def write(sheet: Sheet, looks: Looks, asked: SegmentsAsked) -> None:
    """Write the whole page with the segments that are known already."""
    page = CustomersPage(sheet, looks, asked)
    _set_up(page)
    _write_top(page)
    _write_head(page)
    for row in SegmentRow:
        _write_said(page, row)
    for side in Side:
        _write_side(page, side)


def _set_up(page: CustomersPage) -> None:
    sheet = page.sheet.worksheet
    for column, width in WIDTHS.items():
        sheet.set_column(column, column, width)
    sheet.set_column(FIRST, LAST, SEGMENT_WIDTH)
    sheet.set_column(ID, ID, 20, None, {"hidden": True})
    sheet.set_row(KEY_ROW, None, None, {"hidden": True})
    sheet.freeze_panes(CHECK_ROW + 1, FIRST)
    sheet.print_area(0, 0, page.last_row, ALL)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    sheet.set_margins(0.4, 0.4, 0.4, 0.55)
    sheet.set_footer("&C&8&A&R&8Page &P of &N")
    first = page.row(SegmentRow.NAME)
    sheet.set_selection(first, FIRST, first, FIRST)
    inputs = f"{column_name(FIRST)}{first + 1}:{column_name(LAST)}{page.last_row + 1}"
    sheet.ignore_errors({"number_stored_as_text": inputs})
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _write_top(page: CustomersPage) -> None:
    sheet, looks, rules = page.sheet, page.looks, page.asked.rules
    sheet.text(TITLE, SAID, "Your customers: where you can win, and where your money goes", looks.title)
    sheet.worksheet.set_row(TITLE, 32)
    lines = (
        "1.  One column a segment, up to twelve: those that matter, served or planned. Leave the page empty if you do "
        "not know them, and any cell that you cannot judge.",
        f"2.  Rate from {min(RATINGS)} to {max(RATINGS)} by the words beside; 2 and 4 lie between. Ratings are yours; "
        "names and shares are your company's.",
        "3.  An empty cell or column takes nothing back, and deletes nothing: that is done in the app.",
    )
    for row, words in enumerate(lines, TITLE + 1):
        sheet.text(row, SAID, words, looks.instruction)
        sheet.worksheet.set_row(row, LINE_HEIGHT)
    stamp = f"Rated by {rules.name}, hash {rules.content_hash[:12]}."
    sheet.text(TITLE + 1 + len(lines), SAID, stamp, looks.small)


def _write_head(page: CustomersPage) -> None:
    sheet, looks = page.sheet, page.looks
    sheet.text(KEY_ROW, ID, SEGMENTS_ID, looks.small)
    for column, key in keys(page.asked.segments).items():
        sheet.text(KEY_ROW, column, key, looks.small)
    sheet.text(HEAD_ROW, SAID, "Segments", looks.section)
    sheet.text(HEAD_ROW, EXPLAINED, "What is meant", looks.head)
    for column in range(FIRST, LAST + 1):
        sheet.text(HEAD_ROW, column, str(column - FIRST + 1), looks.number_head)
    sheet.text(HEAD_ROW, REST, REST_WORDS, looks.head)
    sheet.text(HEAD_ROW, ALL, "Together", looks.head)
    sheet.text(CHECK_ROW, SAID, "Check", looks.cell_bold)
    sheet.text(CHECK_ROW, EXPLAINED, "What is still to be rated, or amiss.", looks.hint)
    for column in range(FIRST, LAST + 1):
        sheet.formula(CHECK_ROW, column, checks.segment(page, column), now.segment(page, column), looks.check)
    sheet.text(CHECK_ROW, REST, "", looks.cell)
    sheet.formula(CHECK_ROW, ALL, checks.named(page), now.named(page), looks.cell_muted)
    sheet.worksheet.set_row(CHECK_ROW, 30)
    tick = {"type": "cell", "criteria": "==", "value": f'"{UNDERSTOOD}"', "format": looks.understood}
    sheet.worksheet.conditional_format(CHECK_ROW, FIRST, CHECK_ROW, LAST, tick)


def _write_said(page: CustomersPage, kind: SegmentRow) -> None:
    """One row of what is known of segments, with its sum where it has one."""
    sheet, looks, row = page.sheet, page.looks, page.row(kind)
    _write_what(page, row, kind, SEGMENT_ROW_WORDS[kind], HINTS[kind])
    styles = {SegmentRow.REVENUE: looks.share, SegmentRow.SPEND: looks.share, SegmentRow.END: looks.day}
    style = styles.get(kind, looks.value if kind is SegmentRow.SIZE else looks.words)
    for column in range(FIRST, LAST + 1):
        given = now.said(page, kind, column)
        if isinstance(given, str):
            sheet.text(row, column, given, style)
        else:
            sheet.number(row, column, given, style)
    _write_rest(page, kind)
    if kind in (SegmentRow.MILESTONE, SegmentRow.NAME):
        longest = max([len(literal(str(now.said(page, kind, column) or ""))) for column in range(FIRST, LAST + 1)])
        lines = max(2, lines_of("x" * longest, SEGMENT_WIDTH - 2, 10, BOLD_LETTERS))
        sheet.worksheet.set_row(row, max(TEXT_HEIGHT, row_height(lines)))
    else:
        sheet.worksheet.set_row(row, 30)
    if rule := _rule(kind):
        sheet.worksheet.data_validation(row, FIRST, row, REST if kind is SegmentRow.SPEND else LAST, rule)


def _write_rest(page: CustomersPage, kind: SegmentRow) -> None:
    """The spend of no segment, and the sums."""
    sheet, looks, row = page.sheet, page.looks, page.row(kind)
    if kind is SegmentRow.SPEND:
        sheet.number(row, REST, now.rest(page), looks.share)
    else:
        sheet.text(row, REST, "", looks.cell)
    if kind in (SegmentRow.REVENUE, SegmentRow.SPEND):
        sheet.formula(row, ALL, checks.shares(page, kind), now.shares(page, kind), looks.check)
        tick = {"type": "text", "criteria": "begins with", "value": UNDERSTOOD, "format": looks.understood}
        sheet.worksheet.conditional_format(row, ALL, row, ALL, tick)
    else:
        sheet.text(row, ALL, "", looks.cell)


def _rule(kind: SegmentRow) -> dict[str, object] | None:
    """What may be typed; what is otherwise is told when the sheet comes back."""
    warn = {"error_type": "warning", "error_title": "Cannot be read so"}
    match kind:
        case SegmentRow.STATUS:
            return from_list(list(STATUS_CHOICES.values()))
        case SegmentRow.MUST_SERVE:
            return from_list(list(YES_OR_NO.values()))
        case SegmentRow.REVENUE | SegmentRow.SPEND:
            between = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
            return {**between, **warn, "error_message": "Please write a share from 0 % to 100 %."}
        case SegmentRow.SIZE:
            least = {"validate": "decimal", "criteria": ">=", "value": 0}
            return {**least, **warn, "error_message": "Please write a number of 0 or more."}
        case SegmentRow.END:
            first = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
            return {**first, **warn, "error_message": "Please write a date."}
        case _:
            return None


def _write_what(page: CustomersPage, row: int, id: str, words: str, hint: str) -> None:
    page.sheet.text(row, ID, id, page.looks.small)
    page.sheet.text(row, SAID, words, page.looks.cell_bold)
    page.sheet.text(row, EXPLAINED, hint, page.looks.hint)


def _write_side(page: CustomersPage, side: Side) -> None:
    """A heading, a row a criterion, and what the ratings rest on."""
    sheet, looks, band = page.sheet, page.looks, page.band(side)
    sheet.text(band, SAID, SIDES[side], looks.band_title)
    sheet.texts(band, EXPLAINED, [""] * (ALL - EXPLAINED), looks.band)
    sheet.formula(band, ALL, checks.rated(page, side), now.rated(page, side), looks.band)
    sheet.worksheet.set_row(band, BAND_HEIGHT)
    for criterion in page.asked.rules.of(side):
        _write_criterion(page, criterion)
    row = page.evidence(side)
    _write_what(page, row, evidence_row(side), KNOWN_BY, KNOWN_HINT)
    sheet.worksheet.set_row(row, TEXT_HEIGHT)
    for column in range(FIRST, LAST + 1):
        sheet.text(row, column, now.evidence(page, side, column), looks.words)
    sheet.texts(row, REST, ["", ""], looks.cell)
    sheet.worksheet.data_validation(row, FIRST, row, LAST, from_list(list(EVIDENCE_CHOICES.values())))


def _write_criterion(page: CustomersPage, criterion: Criterion) -> None:
    sheet, looks, row = page.sheet, page.looks, page.rating(criterion)
    words = anchors(criterion)
    _write_what(page, row, rating_row(criterion.id), criterion.name, words)
    sheet.worksheet.set_row(row, row_height(lines_of(words, WIDTHS[EXPLAINED] - 2, HINT_POINTS)))
    for column in range(FIRST, LAST + 1):
        sheet.number(row, column, now.rating(page, criterion, column), looks.rating)
    sheet.texts(row, REST, ["", ""], looks.cell)
    rule = from_list([str(rating) for rating in RATINGS], f"Please choose {min(RATINGS)} to {max(RATINGS)}.")
    message = {
        "input_title": brief(criterion.name, LONGEST_TITLE),
        "input_message": brief(words, LONGEST_MESSAGE),
    }
    sheet.worksheet.data_validation(row, FIRST, row, LAST, {**rule, **message})
