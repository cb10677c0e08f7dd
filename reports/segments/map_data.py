"""The points of the map: where each segment lies, how large it is drawn, on which side its name stands.

A point that must not be drawn lies below the axis, so that no cell has to show an error. Sizes are steps, each a
series of its own, because the size of a marker cannot follow a cell; so position, size and shape all stay live.
"""

from collections.abc import Sequence
from math import sqrt

from assessment.model import RATINGS, Claim, SegmentFinding
from assessment.rounding import as_number
from reports.cells import Value, here, literal
from reports.segments import basis, lookups, totals
from reports.segments.book import NAME, SPEND, SegmentBook
from reports.segments.line import Line

LABEL, X, Y, SIZE, RIGHT_WORDS, LEFT_WORDS, RIGHT_Y, LEFT_Y, PLACE, HELD = range(10)
FIRST_CLASS = 10
NOT_DRAWN = -9
# Diameters in points: the whole spend, the least, and the steps between. Excel draws 72 at most.
WHOLE, LEAST, STEP = 58, 8, 5
SIZES = tuple(range(WHOLE, LEAST - 1, -STEP))
# From here on a name stands to the left of its point.
LEFTWARD_FROM = 3.8
LONGEST_LABEL = 30
# With more segments than these, numbers stand on the map and names in the table.
MOST_NAMES = 8
# A hard space is about so many points wide in the labels' font.
SPACE, SPACE_POINTS = "\u00a0", 2.05
LOW, HIGH = min(RATINGS), max(RATINGS)


def header(book: SegmentBook) -> int:
    """The row of the heads of the points."""
    return totals.last_row(book) + 4


def first_row(book: SegmentBook) -> int:
    """The row of the first segment's point."""
    return header(book) + 1


def borders_row(book: SegmentBook) -> int:
    """The row of the first border; behind the borders stand the names of the zones."""
    return first_row(book) + book.count + 2


def write(book: SegmentBook, lines: Sequence[Line]) -> None:
    """Write the points of the segments, the borders, and where the zones' names stand."""
    sheet, styles = book.inputs, book.styles
    sheet.text(header(book) - 1, NAME, "Data of the map", styles.heading)
    heads = ["Label", "Right to win", "Attractiveness", "Diameter in points", "To the right", "To the left"]
    heads += ["Height right", "Height left", "Row", "Right to win held"]
    for held in ("with", "without"):
        heads += [f"{size} points, {held}" for size in SIZES]
    sheet.texts(header(book), LABEL, heads, styles.header)
    # In the order of the table, so that small ones are drawn last in programs that go by points, not by series.
    for place, line in enumerate(sorted(lines, key=lambda line: line.rank)):
        _write_point(line, first_row(book) + place, place + 1)
    _write_borders(book)
    _write_names(book)


def is_drawn(finding: SegmentFinding) -> bool:
    """Whether a segment has a place on the map."""
    return finding.zone is not None and finding.attractiveness is not None


def diameter(finding: SegmentFinding) -> int:
    """How large it is drawn: its area is its share of the spend, in steps."""
    steps = max(0, int((WHOLE * sqrt(float(finding.segment.spend_share)) - LEAST) / STEP + 0.5))
    return int(min(WHOLE, LEAST + STEP * steps))


def _write_point(line: Line, row: int, rank: int) -> None:
    sheet, styles, finding = line.book.inputs, line.book.styles, line.finding
    for column, (formula, value) in _point(line, row, rank).items():
        style = styles.cell if isinstance(value, str) else styles.count
        sheet.formula(row, column, formula, value, style)
    held = finding.has_right_to_win
    for place, (size, is_held) in enumerate([(size, is_held) for is_held in (True, False) for size in SIZES]):
        own = f"AND({here(row, SIZE)}={size},{here(row, HELD)}={int(is_held)})"
        y = _y(finding) if diameter(finding) == size and held is is_held else NOT_DRAWN
        formula = f"IF({own},{here(row, Y)},{NOT_DRAWN})"
        sheet.formula(row, FIRST_CLASS + place, formula, y, styles.count)


def _y(finding: SegmentFinding) -> float:
    return as_number(finding.attractiveness) or 0.0 if is_drawn(finding) else NOT_DRAWN


def _point(line: Line, row: int, rank: int) -> dict[int, tuple[str, Value]]:
    book, finding = line.book, line.finding

    def found(wanted: str | int) -> str:
        source = book.column(wanted) if isinstance(wanted, int) else lookups.column(book, wanted)
        return f"INDEX({source},{here(row, PLACE)})"

    mean, attractiveness = found("right to win"), found("attractiveness")
    drawn = f'AND({found("zone number")}<>"",ISNUMBER({attractiveness}))'
    x_now = as_number(finding.right_to_win) or 0.0 if is_drawn(finding) else float(LOW)
    is_left, left = x_now >= LEFTWARD_FROM, f"{here(row, X)}>={LEFTWARD_FROM}"
    steps = f"ROUND(({WHOLE}*SQRT({found(SPEND)})-{LEAST})/{STEP},0)"
    size = f"MIN({WHOLE},{LEAST}+{STEP}*MAX(0,{steps}))"
    gap = f'REPT("{SPACE}",INT({here(row, SIZE)}/{2 * SPACE_POINTS})+2)'
    gap_now, label = SPACE * (int(diameter(finding) / (2 * SPACE_POINTS)) + 2), label_of(line)
    y = _y(finding)
    return {
        PLACE: (f"MATCH({rank},{lookups.column(book, 'rank')},0)", line.row - book.first_row + 1),
        HELD: (found("held"), int(finding.has_right_to_win)),
        LABEL: (_label(book, rank, found(NAME)), label),
        X: (f"IF({drawn},{mean},{LOW})", x_now),
        Y: (f"IF({drawn},{attractiveness},{NOT_DRAWN})", y),
        SIZE: (size, diameter(finding)),
        RIGHT_WORDS: (f"{gap}&{here(row, LABEL)}", gap_now + label),
        LEFT_WORDS: (f"{here(row, LABEL)}&{gap}", label + gap_now),
        RIGHT_Y: (f"IF({left},{NOT_DRAWN},{here(row, Y)})", NOT_DRAWN if is_left else y),
        LEFT_Y: (f"IF({left},{here(row, Y)},{NOT_DRAWN})", y if is_left else NOT_DRAWN),
    }


def is_numbered(book: SegmentBook) -> bool:
    """Whether there are too many segments for names to find room beside each other."""
    return book.count > MOST_NAMES


def label_of(line: Line) -> str:
    """A segment's place in the table and its name, cut where it is long."""
    if is_numbered(line.book):
        return str(line.rank)
    name = literal(line.segment.name)
    shown = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
    return f"{line.rank} {shown}"


def _label(book: SegmentBook, rank: int, name: str) -> str:
    if is_numbered(book):
        return f'"{rank}"'
    cut = f'IF(MID({name},{LONGEST_LABEL + 1},1)="",{name},LEFT({name},{LONGEST_LABEL - 1})&"…")'
    return f'"{rank} "&{cut}'


def _write_borders(book: SegmentBook) -> None:
    """Each border: where it is cut as words, then both its ends."""
    row = borders_row(book)
    cuts = (("right_to_win", True), ("near", True), ("attractive", False))
    for place, (name, is_upright) in enumerate(cuts):
        limit, value = basis.limit(book, name), basis.limit_value(book.rules.thresholds, name)
        cut = (limit, value)
        ends: list[tuple[str, float]] = [(str(LOW), float(LOW)), (str(HIGH), float(HIGH))]
        first, second = ((cut, ends[0]), (cut, ends[1])) if is_upright else ((ends[0], cut), (ends[1], cut))
        book.inputs.formula(row + place, LABEL, f'{limit}&""', f"{value:g}", book.styles.cell)
        for column, (formula, now) in enumerate((first[0], second[0], first[1], second[1]), X):
            book.inputs.formula(row + place, column, formula, now, book.styles.count)


def _write_names(book: SegmentBook) -> None:
    """The middle of each zone's upper or lower edge."""
    row = borders_row(book) + 3
    limits = book.rules.thresholds
    near, held = (basis.limit(book, name) for name in ("near", "right_to_win"))
    near_now, held_now = (basis.limit_value(limits, name) for name in ("near", "right_to_win"))
    middles = {
        Claim.FAR: (f"({LOW}+{near})/2", (LOW + near_now) / 2),
        Claim.NEAR: (f"({near}+{held})/2", (near_now + held_now) / 2),
        Claim.HELD: (f"({held}+{HIGH})/2", (held_now + HIGH) / 2),
    }
    for place, zone in enumerate(book.rules.zones):
        book.inputs.formula(
            row + place, LABEL, basis.zone_cell(book, zone, basis.ZONE), zone.name, book.styles.cell_muted
        )
        book.inputs.formula(row + place, X, *middles[zone.claim], book.styles.count)
        book.inputs.number(row + place, Y, HIGH if zone.attractive else LOW, book.styles.count)
