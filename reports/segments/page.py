"""Right to win: the one page, with the sentence, the money, the map and every segment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.rounding import as_number
from assessment.targeting.words import close_words, lacking_words
from assessment.wording import counted
from reports.cells import Value, literal, quoted
from reports.height import BOLD_LETTERS, cell_lines, lines_of, row_height
from reports.segments import lookups, map_chart, map_data, money, totals
from reports.segments.book import NAME, REVENUE, RIGHT_TO_WIN, RULES, SEGMENTS, SPEND, SegmentBook
from reports.segments.inputs import lines
from reports.segments.line import Line
from reports.segments.spending import NEW, note_words
from reports.segments.words import to_rate_words
from reports.style import NAVY

if TYPE_CHECKING:
    from xlsxwriter.format import Format

MAP_COLUMN, GUTTER = 9, 14
BLOCK_ROW = 4
NOT_PLACED = "Not placed yet"
KEY = "●  right to win     ■  none     area: share of spend, in steps     lines: where zones are cut"
NUMBERED = "     numbers: as in the table"


@dataclass(frozen=True)
class Column:
    """A column of the table: its head and width, what the formula looks up, the value now, whether it is a number."""

    head: str
    width: float
    source: str | int
    value: Callable[[Line], Value]
    kind: str


COLUMNS = (
    Column("", 3.5, "rank", lambda line: line.rank, "number"),
    Column("Segment", 28, NAME, lambda line: literal(line.segment.name), "bold"),
    Column("Spend", 8, SPEND, lambda line: float(line.segment.spend_share), "share_bold"),
    Column("Revenue", 9, REVENUE, lambda line: float(line.segment.revenue_share), "share"),
    Column("Intensity", 9, "intensity",
           lambda line: NEW if line.finding.intensity is None else float(line.finding.intensity), "intensity"),
    Column("Attract- iveness", 9, "attractiveness", lambda line: as_number(line.finding.attractiveness), "figure"),
    Column("Right to win", 8, "right to win", lambda line: as_number(line.finding.right_to_win), "figure"),
    Column("Lowest knock-out", 9.5, "minimum", lambda line: line.finding.minimum, "count"),
    Column("Zone", 16.5, "zone", lambda line: zone_words(line), "bold"),
    Column("What it makes sense to do", 26, "advice", lambda line: line.finding.advice, "text"),
    Column("What is lacking", 47, "lacking", lambda line: lacking(line), "text"),
    Column("Close call", 28, "close", lambda line: close_words(line.book.rules, line.finding), "muted"),
    Column("Note", 12, "note", lambda line: note_words(line), "text"),
)  # fmt: skip
LAST = len(COLUMNS) - 1


def zone_words(line: Line) -> str:
    """The zone of a segment, or that it has none yet."""
    return line.finding.zone.name if line.finding.zone else NOT_PLACED


def lacking(line: Line) -> str:
    """What a segment lacks, or what to rate first where it is not placed yet."""
    return to_rate_words(line.book.rules, line.finding) or lacking_words(line.book.rules, line.finding)


def pixels(first: int, last: int) -> int:
    """The width of columns in pixels, as Excel lays out Calibri of 11 points."""
    return sum(int(column.width * 7 + 5) for column in COLUMNS[first : last + 1])


def write(book: SegmentBook) -> None:
    """Write the page from top to bottom."""
    sheet = book.page
    for place, column in enumerate(COLUMNS):
        sheet.worksheet.set_column(place, place, column.width)
    sheet.worksheet.set_default_row(17)
    _write_top(book)
    last = money.write(book, BLOCK_ROW, pixels(0, MAP_COLUMN - 1))
    _write_map(book)
    last = _write_table(book, last + 1)
    sheet.text(
        last + 1,
        0,
        f"Every figure follows the cream cells of {SEGMENTS}; {RULES} says how each comes about. "
        "A what-if, never a forecast: ratings are judgements.",
        book.styles.kicker,
    )
    sheet.worksheet.print_area(0, 0, last + 1, LAST)
    sheet.worksheet.fit_to_pages(1, 1)
    sheet.worksheet.center_horizontally()


def _write_top(book: SegmentBook) -> None:
    sheet, styles = book.page, book.styles
    kicker = f"{RIGHT_TO_WIN}: {counted(book.count, 'segment')} · {book.day} · {book.rules.name}"
    sheet.text(0, 0, kicker, styles.kicker)
    sentence, now = money_sentence(book)
    sheet.formula_tile((1, 0, 1, LAST), sentence, now, styles.headline)
    width = sum(column.width for column in COLUMNS)
    sheet.worksheet.set_row(1, 22.0 * lines_of(now, width, 16, BOLD_LETTERS) + 4)
    sheet.formula_tile((2, 0, 2, LAST), *money_warning(book), styles.warning)
    sheet.worksheet.set_row(3, 6)


def money_sentence(book: SegmentBook) -> tuple[str, str]:
    """The formula for what is said of all segments together, with its value now."""
    headline, problem = (totals.cell(book, key) for key in ("headline", "problem"))
    said = f'IF({headline}="","{totals.NOTHING_SAID}",{headline})'
    now = "" if totals.value_of(book, "problem") else book.portfolio.headline
    return f'IF({problem}<>"","{totals.NOTHING_SAID}",{said})', now or totals.NOTHING_SAID


def money_warning(book: SegmentBook) -> tuple[str, str]:
    """The formula for what does not fit, or why nothing can be said, with its value now."""
    problem, note = (totals.cell(book, key) for key in ("problem", "note"))
    now = totals.value_of(book, "problem") or totals.value_of(book, "note") or ""
    return f'IF({problem}<>"",{problem},{note})', str(now)


def _write_map(book: SegmentBook) -> None:
    sheet, styles = book.page, book.styles
    heading = "Where we can win, and how large the spend is"
    sheet.text(BLOCK_ROW, MAP_COLUMN, heading, styles.make(bold=True, font_size=12, font_color=NAVY, indent=1))
    key = f"{KEY}{NUMBERED if map_data.is_numbered(book) else ''}"
    number, known = (lookups.column(book, key) for key in ("zone number", "attractiveness"))
    left = f'({book.count}-COUNTIFS({number},">0",{known},">0"))'
    count = sum(1 for finding in book.findings if not map_data.is_drawn(finding))
    formula = f'{quoted(key)}&IF({left}=0,"","     not on it: "&{left})'
    style = styles.make(font_size=9, indent=1)
    sheet.formula(BLOCK_ROW + 1, MAP_COLUMN, formula, key + (f"     not on it: {count}" if count else ""), style)
    place, width = (BLOCK_ROW + 2, MAP_COLUMN), pixels(MAP_COLUMN, LAST) - GUTTER
    map_chart.add(book, place, width, money.pixels_below_tiles(book))


def _write_table(book: SegmentBook, row: int) -> int:
    """Every segment, the largest spend first; answers with the last row."""
    sheet, styles = book.page, book.styles
    sheet.text(row, 0, "Segments by spend", styles.heading)
    rows = sorted(lines(book), key=lambda line: line.rank)
    numbers = ("share", "share_bold", "intensity", "figure", "count")
    for place, column in enumerate(COLUMNS):
        sheet.text(row + 1, place, column.head, styles.header_right if column.kind in numbers else styles.header)
    sheet.worksheet.set_row(row + 1, 28)
    # All rows are alike, because which segment stands in which follows the figures.
    height = max(_height(line) for line in rows)
    for place, line in enumerate(rows):
        sheet.worksheet.set_row(row + 2 + place, height)
        for at, column in enumerate(COLUMNS):
            formula = _formula(book, place, column)
            sheet.formula(row + 2 + place, at, formula, column.value(line), _style(book, column.kind))
    return row + 1 + len(rows)


def _formula(book: SegmentBook, place: int, column: Column) -> str:
    found = lookups.ranked(book, place, column.source)
    if column.source == "rank":
        return found
    if column.source == "zone":
        return f'IF({found}="","{NOT_PLACED}",{found})'
    if column.source == "lacking":
        to_rate = lookups.ranked(book, place, "to rate")
        return f'IF({to_rate}="",{found},{to_rate})'
    return f'{found}&""' if column.kind in ("bold", "text", "muted") else f'IF({found}="","",{found})'


def _height(line: Line) -> float:
    texts = [(column.value(line), column.width) for column in COLUMNS if column.kind in ("bold", "text", "muted")]
    return max(30.0, row_height(max(cell_lines(str(words or ""), width) for words, width in texts)))


def _style(book: SegmentBook, kind: str) -> "Format":
    styles = book.styles
    return {
        "number": styles.number,
        "bold": styles.cell_bold,
        "share_bold": styles.share_bold,
        "share": styles.share,
        "intensity": book.looks.times,
        "figure": styles.figure,
        "count": styles.count,
        "text": styles.cell,
        "muted": styles.cell_muted,
    }[kind]
