"""Rules: the criteria, weights, thresholds and zones that formulas read, and what they mean in words."""

from assessment.model import RATINGS, Claim, Criterion, Part, Side, TargetingThresholds, Zone
from assessment.rounding import as_number
from assessment.targeting.weighing import own_weights_words
from reports.height import cell_lines, row_height
from reports.segments.book import RIGHT_TO_WIN, RULES, SEGMENTS, SegmentBook

ABOUT_ROW = 2
# Columns of the criteria.
ID, CRITERION, ABOUT, WEIGHT, WHOLE, KNOCK_OUT, REVENUE_ONLY, LOW, MIDDLE, HIGH = range(10)
WIDTHS = (23, 28, 22, 9, 9, 11, 13, 36, 36, 36)
# Columns of the thresholds and of the zones.
LIMIT, LIMIT_VALUE, LIMIT_WORDS = CRITERION, WEIGHT, WHOLE
ZONE, CLAIM, SPARES, BETS, SENSE = CRITERION, ABOUT, WEIGHT, WHOLE, LOW

SIDES = {Side.ATTRACTIVENESS: "Attractiveness", Side.RIGHT_TO_WIN: "Right to win"}
PARTS = {Part.REASONS: "reasons", Part.PROOF: "proof"}
CLAIMS = {Claim.HELD: "Right to win", Claim.NEAR: "Within reach", Claim.FAR: "Out of reach"}
LIMITS = {
    "right_to_win": ("Right to win from", "for the weighted mean of its ratings"),
    "near": ("Within reach from", "for the same mean"),
    "knock_out": ("Knock-out below", "for each knock-out criterion"),
    "attractive": ("Attractive above", "for the weighted mean of its ratings"),
    "close": ("A close call within", "of a border"),
    "rated": ("Rated at least", "of the weight of a side; with less there is no mean"),
    "under_funded_below": ("Possibly under-funded below", "spend share over revenue share, and"),
    "under_funded_by": ("by at least", "of the whole, revenue share less spend share"),
    "evidence": ("Evidence from", "of the ratings; with less it says what could not be shown"),
}
IN_POINTS = ("right_to_win", "near", "attractive", "close")
SHARES = ("rated", "under_funded_below", "under_funded_by", "evidence")

FORMULAS = (
    ("Attractiveness, right to win", "Weighted mean of the ratings, rounded to hundredths, half up. Blank ratings are "
     "left out and the other weights count for more. A planned segment is not rated by what needs revenue."),
    ("Reasons, proof", "The same mean over each half of the right to win. Reasons without proof are a belief; proof "
     "without reasons is a legacy, or luck."),
    ("Right to win", "The segment is served, the mean reaches its cut, and no knock-out criterion is below its own. "
     "A planned segment that reaches both has an expected right to win, unproven."),
    ("Zone", "By the claim (right to win, within reach, out of reach) and by whether the segment is attractive. "
     "A ranking stands in for attractiveness where that is not rated."),
    ("Close call", "A mean lies close to a border, or the mean would do and exactly one knock-out criterion is one "
     "below. In the money line only those count whose crossing alone would change what is backed."),
    ("Severity", "0 with a right to win, else the larger of (cut − mean) / (cut − 1) and (knock-out − lowest) / "
     "(knock-out − 1). It describes; nothing is ranked by it."),
    ("Intensity", "Spend share / revenue share; “new” without revenue."),
    ("Money line", "Backed: spend with a right to win. Declared bets: spend where bets make sense, or planned, with "
     "milestone, owner and end. Unbacked: the other spend of segments. Not attributable: its row."),
    ("Misallocation index", "Spend share of served segments without a right to win, declared bets included. "
     "Its severity: the sum of spend share × severity."),
    ("Reference split", "Size × (attractiveness − 1) / 4 × (right to win − 1) / 4, as a share of the sum; only where "
     "every size is known. A what-if, never an optimum. Distance: half the sum of |spend share − split| over the "
     "spend that can be attributed."),
)  # fmt: skip
LIMITATIONS = (
    "Ratings are judgements; weights and cuts are conventions that should be agreed before anything is rated.",
    "Shares describe the present. Neither the zones nor the reference split say what more money would bring.",
    "Ratings that rest on evidence are counted by segment: as many as were there at export, at most those rated.",
    "Fixed at export: the number of segments, this sheet with what other weights would change, the heights of rows, "
    "and the texts read out for charts. "
    "To add or drop segments, export again. Everything else follows the cream cells.",
    "On the map a circle or square stands for a spend share by its area, in steps, so that it follows the figures in "
    "any spreadsheet program; exact shares stand in the table.",
)
SOURCES = (
    "Portfolio matrices of this kind go back to the GE-McKinsey nine-box and to McDonald and Dunbar's directional "
    "policy matrix. The knock-out, the close calls and the money line are our own, as is all wording."
)


def limit(book: SegmentBook, name: str) -> str:
    """The address of a threshold."""
    return book.basis.cell(_limits_header(book) + 1 + list(LIMITS).index(name), LIMIT_VALUE)


def criterion_cell(book: SegmentBook, criterion: Criterion, column: int) -> str:
    """The address of something about a criterion."""
    return book.basis.cell(_criteria_header() + 1 + book.criteria.index(criterion), column)


def names_of(book: SegmentBook, side: Side) -> str:
    """The names of a side's criteria, one below the other."""
    places = [book.criteria.index(criterion) for criterion in book.rules.of(side)]
    first = _criteria_header() + 1
    return book.basis.span(first + min(places), CRITERION, first + max(places), CRITERION)


def zone_cell(book: SegmentBook, zone: Zone, column: int) -> str:
    """The address of something about a zone."""
    return book.basis.cell(_zones_header(book) + 1 + book.rules.zones.index(zone), column)


def zones_column(book: SegmentBook, column: int) -> str:
    """One column over all zones."""
    first = _zones_header(book) + 1
    return book.basis.span(first, column, first + len(book.rules.zones) - 1, column)


def must_serve_cell(book: SegmentBook) -> str:
    """The address of the advice where leaving is not allowed."""
    return book.basis.cell(_must_serve_row(book), SENSE)


def write(book: SegmentBook) -> None:
    """Write what the sheets rest on, from top to bottom."""
    for place, width in enumerate(WIDTHS):
        book.basis.worksheet.set_column(place, place, width)
    book.basis.text(0, 0, RULES, book.styles.title)
    _write_about(book)
    _write_criteria(book)
    _write_limits(book)
    _write_zones(book)
    _write_words(book)
    book.basis.worksheet.print_area(0, 0, _must_serve_row(book) + len(FORMULAS) + len(LIMITATIONS) + 7, HIGH)


def _about(book: SegmentBook) -> dict[str, str]:
    return {
        "Rules": book.rules.title,
        "Version": book.rules.name,
        "Content hash (SHA-256)": book.rules.content_hash,
        "Weights": own_weights_words(book.rules, book.portfolio) or "As shipped with these rules.",
        "Made on": book.day,
        "Sources": SOURCES,
        "Colours": f"Cream cells on {SEGMENTS} are to fill in; the figures follow. On {RIGHT_TO_WIN} teal and circles "
        "are spend with a right to win, rust and squares spend without.",
    }


def _write_about(book: SegmentBook) -> None:
    for row, (name, words) in enumerate(_about(book).items(), ABOUT_ROW):
        book.basis.text(row, 0, name, book.styles.cell_bold)
        book.basis.tile((row, CRITERION, row, MIDDLE), words, book.styles.cell)
        book.basis.worksheet.set_row(row, row_height(cell_lines(words, sum(WIDTHS[CRITERION : MIDDLE + 1]))))


def _criteria_header() -> int:
    # Seven lines of what it is, a gap, the heading.
    return ABOUT_ROW + 9


def _write_criteria(book: SegmentBook) -> None:
    sheet, styles, header = book.basis, book.styles, _criteria_header()
    sheet.text(header - 1, 0, "Criteria", styles.heading)
    sheet.texts(header, ID, ["No.", "Criterion", "Side"], styles.header)
    sheet.texts(header, WEIGHT, ["Weight", "As a whole"], styles.header_right)
    anchors = [f"A {rating} means" for rating in (1, 3, 5)]
    sheet.texts(header, KNOCK_OUT, ["Knock-out", "Needs revenue", *anchors], styles.header)
    for row, criterion in enumerate(book.criteria, header + 1):
        part = f", {PARTS[criterion.part]}" if criterion.part else ""
        sheet.text(row, ID, criterion.id, styles.number)
        sheet.text(row, CRITERION, criterion.name, styles.cell_bold)
        sheet.text(row, ABOUT, SIDES[criterion.side] + part, styles.cell_muted)
        sheet.number(row, WEIGHT, float(criterion.weight), styles.share)
        sheet.number(row, WHOLE, book.weight(criterion), styles.count)
        marks = ["yes" if is_so else "" for is_so in (criterion.knock_out, criterion.needs_revenue)]
        sheet.texts(row, KNOCK_OUT, marks, styles.cell_muted)
        anchor_words = [criterion.low, criterion.middle, criterion.high]
        sheet.texts(row, LOW, anchor_words, styles.cell)
        sheet.worksheet.set_row(row, row_height(max(cell_lines(words, WIDTHS[LOW]) for words in anchor_words)))


def _limits_header(book: SegmentBook) -> int:
    return _criteria_header() + len(book.criteria) + 3


def limit_value(limits: TargetingThresholds, name: str) -> float:
    """A threshold as its cell holds it."""
    value = getattr(limits, name)
    return float(as_number(value) or 0) if name in IN_POINTS else float(value)


def _write_limits(book: SegmentBook) -> None:
    sheet, styles, header = book.basis, book.styles, _limits_header(book)
    sheet.text(header - 1, 0, "Thresholds", styles.heading)
    sheet.text(header, LIMIT, "Threshold", styles.header)
    sheet.text(header, LIMIT + 1, "", styles.header)
    sheet.text(header, LIMIT_VALUE, "Value", styles.header_right)
    sheet.text(header, LIMIT_WORDS, "Applies to", styles.header)
    for row, (name, (title, words)) in enumerate(LIMITS.items(), header + 1):
        sheet.text(row, LIMIT, title, styles.cell_bold)
        sheet.text(row, LIMIT + 1, "", styles.cell)
        style = styles.share if name in SHARES else styles.figure_exact if name in IN_POINTS else styles.count
        sheet.number(row, LIMIT_VALUE, limit_value(book.rules.thresholds, name), style)
        sheet.text(row, LIMIT_WORDS, words, styles.kicker)


def _zones_header(book: SegmentBook) -> int:
    return _limits_header(book) + len(LIMITS) + 3


def _must_serve_row(book: SegmentBook) -> int:
    return _zones_header(book) + len(book.rules.zones) + 1


def _write_zones(book: SegmentBook) -> None:
    sheet, styles, header = book.basis, book.styles, _zones_header(book)
    sheet.text(header - 1, 0, "Zones", styles.heading)
    sheet.texts(header, ZONE, ["Zone", "Claim"], styles.header)
    sheet.texts(header, SPARES, ["Spares", "Bets"], styles.header_right)
    sheet.texts(header, BETS + 1, ["Attractive", ""], styles.header)
    sheet.text(header, SENSE, "What it makes sense to do", styles.header)
    for row, zone in enumerate(book.rules.zones, header + 1):
        sheet.text(row, ZONE, zone.name, styles.cell_bold)
        sheet.text(row, CLAIM, CLAIMS[zone.claim], styles.cell_muted)
        sheet.number(row, SPARES, int(zone.spares_must_serve), styles.count)
        sheet.number(row, BETS, int(zone.takes_bets), styles.count)
        sheet.texts(row, BETS + 1, ["yes" if zone.attractive else "no", ""], styles.cell_muted)
        sheet.text(row, SENSE, zone.sense, styles.cell)
        sheet.worksheet.set_row(row, row_height(cell_lines(zone.sense, WIDTHS[SENSE])))
    row = _must_serve_row(book)
    sheet.text(row, ZONE, "Must be served", styles.cell_bold)
    sheet.text(row, CLAIM, "there, where Spares is 1", styles.cell_muted)
    sheet.texts(row, SPARES, [""] * 4, styles.cell)
    sheet.text(row, SENSE, book.rules.must_serve, styles.cell)


def _write_words(book: SegmentBook) -> None:
    sheet, styles = book.basis, book.styles
    row = _must_serve_row(book) + 2
    sheet.text(
        row, 0, f"How every figure comes about, on ratings from {min(RATINGS)} to {max(RATINGS)}", styles.heading
    )
    width = sum(WIDTHS[CRITERION : MIDDLE + 1])
    for place, (name, words) in enumerate(FORMULAS, row + 1):
        sheet.text(place, 0, name, styles.cell_bold)
        sheet.tile((place, CRITERION, place, MIDDLE), words, styles.cell)
        lines = max(cell_lines(words, width), cell_lines(name, WIDTHS[0] * 0.9))
        sheet.worksheet.set_row(place, row_height(lines))
    row += len(FORMULAS) + 2
    sheet.text(row, 0, "Limits", styles.heading)
    for place, words in enumerate(LIMITATIONS, row + 1):
        sheet.tile((place, 0, place, MIDDLE), words, styles.cell)
        sheet.worksheet.set_row(place, row_height(cell_lines(words, width + WIDTHS[0])))
