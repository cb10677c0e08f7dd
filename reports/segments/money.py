"""Where the money goes: the money line as figures and as a bar, by zone, and the indices."""

from typing import TYPE_CHECKING

from reports.cells import Value, literal
from reports.segments import basis, lookups, totals
from reports.segments.book import REVENUE, SPEND, SegmentBook
from reports.segments.labels import keep_on_one_line
from reports.style import FONT, INK, LINE, MUTED, NAVY, PAPER, RUST, TEAL, TEAL_TINT

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

# Tiles: the figure, its caption, its colour, and the colour of figures upon it.
TILES = (
    ("backed", "Backed by a right to win", TEAL, PAPER),
    ("bets", "Declared bets", TEAL_TINT, INK),
    ("unbacked", "Unbacked", RUST, PAPER),
    ("rest", "Not attributable", MUTED, PAPER),
)
AREAS = ((0, 1), (2, 4), (5, 7), (8, 8))
BAR_ROWS, BAR_PIXELS = 4, 38
TILE_POINTS, PLAIN_POINTS, ROW_POINTS = 34, 17, 24
# Columns of the two small tables below the bar.
ZONE, ZONE_SPEND, ZONE_REVENUE = 1, 2, 3
INDEX, INDEX_VALUE = 5, 8
INDICES = ("close", "index", "severity", "revenue without", "distance", "coverage")
INDEX_WORDS = {
    "close": "Close calls that would move it",
    "index": "Misallocation index",
    "severity": "Misallocation severity",
    "revenue without": "Revenue without right to win",
    "distance": "Distance from reference split",
    "coverage": "Ratings with evidence",
}


def write(book: SegmentBook, row: int, width: int) -> int:
    """Write the block; `width` of the bar in pixels. Answers with the row below it."""
    book.page.text(row, 0, "Where the money goes", book.styles.heading)
    _write_tiles(book, row + 1)
    _add_bar(book, row + 2, width)
    _write_zones(book, row + 2 + BAR_ROWS)
    _write_indices(book, row + 2 + BAR_ROWS)
    return row + 3 + BAR_ROWS + max(len(book.rules.zones), len(INDICES))


def pixels_below_tiles(book: SegmentBook) -> int:
    """The height of the block from the captions of the tiles down, in pixels."""
    plain_rows = 2 + BAR_ROWS
    rows = max(len(book.rules.zones), len(INDICES))
    return int((plain_rows * PLAIN_POINTS + rows * ROW_POINTS) * 96 / 72)


def _write_tiles(book: SegmentBook, row: int) -> None:
    sheet, styles = book.page, book.styles
    sheet.worksheet.set_row(row, TILE_POINTS)
    sheet.worksheet.set_row(row + 1, PLAIN_POINTS)
    for (key, caption, colour, _), (first, last) in zip(TILES, AREAS, strict=True):
        edge = {"left": 5, "left_color": colour, "bg_color": "#F4F6F8", "indent": 1}
        figure = styles.make(bold=True, font_size=22, font_color=NAVY, num_format="0%", align="left", **edge)
        small = styles.make(font_size=9, font_color=MUTED, valign="top", align="left", **edge)
        source = totals.cell(book, key)
        sheet.formula_tile((row, first, row, last), f'IF({source}="","",{source})', totals.value_of(book, key), figure)
        sheet.tile((row + 1, first, row + 1, last), caption, small)


def _add_bar(book: SegmentBook, row: int, width: int) -> None:
    """The same four figures as one bar, in the same order."""
    chart = empty_bar(book, width, BAR_PIXELS)
    for key, caption, colour, ink in TILES:
        font = {"name": FONT, "size": 9, "color": ink}
        chart.add_series(
            {
                "name": caption,
                "values": f"={totals.cell(book, key)}",
                "fill": {"color": colour},
                "border": {"color": PAPER},
                "gap": 0,
                "data_labels": {"value": True, "num_format": "[>=0.04]0%;;", "font": font, "position": "center"},
            }
        )
    options = {"description": _alternative_text(book), "object_position": 1, "y_offset": 30}
    book.page.worksheet.insert_chart(row, 0, chart, options)


def empty_bar(book: SegmentBook, width: int, height: int) -> "Chart":
    """One bar of parts that make the whole, without anything around it; its size in pixels."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    keep_on_one_line(chart)
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": PAPER}})
    chart.set_plotarea({"layout": {"x": 0.0, "y": 0.05, "width": 1.0, "height": 0.9}})
    chart.set_size({"width": width, "height": height})
    return chart


def _alternative_text(book: SegmentBook) -> str:
    values = [(caption, totals.value_of(book, key)) for key, caption, *_ in TILES]
    parts = [f"{caption} {value:.0%}" for caption, value in values if isinstance(value, float)]
    return literal(f"Spend, as exported: {', '.join(parts)}.")


def _write_zones(book: SegmentBook, row: int) -> None:
    """Spend and revenue by zone, which also shows what is spent on harvesting."""
    sheet, styles = book.page, book.styles
    sheet.texts(row, ZONE - 1, ["", "By zone"], styles.header)
    sheet.texts(row, ZONE_SPEND, ["Spend", "Revenue"], styles.header_right)
    numbers = lookups.column(book, "zone number")
    for place, zone in enumerate(book.rules.zones):
        at = row + 1 + place
        sheet.worksheet.set_row(at, ROW_POINTS)
        sheet.text(at, ZONE - 1, "", styles.cell)
        sheet.formula(at, ZONE, basis.zone_cell(book, zone, basis.ZONE), zone.name, styles.cell)
        for column, source, share in (
            (ZONE_SPEND, SPEND, "spend_share"),
            (ZONE_REVENUE, REVENUE, "revenue_share"),
        ):
            formula = f"SUMIF({numbers},{place + 1},{book.column(source)})"
            value: Value = float(sum(getattr(f.segment, share) for f in book.findings if f.zone == zone))
            sheet.formula(at, column, formula, value, styles.share)


def _write_indices(book: SegmentBook, row: int) -> None:
    sheet, styles = book.page, book.styles
    sheet.texts(row, INDEX, ["Also", "", ""], styles.header)
    sheet.text(row, INDEX_VALUE, "Share", styles.header_right)
    for place, key in enumerate(INDICES, row + 1):
        sheet.texts(place, INDEX, [INDEX_WORDS[key], "", ""], styles.make(bottom=1, bottom_color=LINE, indent=1))
        source = totals.cell(book, key)
        formula = f'IF({source}="","",{source})'
        sheet.formula(place, INDEX_VALUE, formula, totals.value_of(book, key), styles.share_bold)
