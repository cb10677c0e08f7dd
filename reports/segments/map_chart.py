"""The map: right to win across, attractiveness up, areas for spend, lines where the zones are cut.

A scatter chart, not a bubble chart: spreadsheet programs combine bubbles with no other kind of series, so the
borders of the zones could only be stood in for, and LibreOffice would leave them out.
"""

from typing import TYPE_CHECKING, Any

from assessment.model import SegmentFinding
from assessment.rounding import one_decimal
from assessment.targeting.words import whole_percent
from reports.cells import literal
from reports.segments import map_data
from reports.segments.book import SegmentBook
from reports.segments.labels import keep_on_one_line
from reports.segments.map_data import (
    FIRST_CLASS,
    HIGH,
    LABEL,
    LEFT_WORDS,
    LEFT_Y,
    LOW,
    RIGHT_WORDS,
    RIGHT_Y,
    SIZES,
    X,
    Y,
)
from reports.style import FONT, INK, MUTED, NAVY, PAPER, RUST, TEAL

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

PALE = "#F4F6F8"
# A square of the same area as a circle is narrower.
SQUARE = 0.886


def add(book: SegmentBook, place: tuple[int, int], width: int, height: int) -> None:
    """Put the map on page one; `width` and `height` in pixels."""
    chart = book.workbook.add_chart({"type": "scatter"})
    keep_on_one_line(chart)
    _add_borders(book, chart)
    _add_points(book, chart)
    _add_labels(book, chart)
    _set_axes(chart)
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": PAPER}})
    layout = {"x": 0.06, "y": 0.02, "width": 0.92, "height": 0.84}
    chart.set_plotarea({"layout": layout, "fill": {"color": PALE}})
    chart.set_size({"width": width, "height": height})
    options = {"description": alternative_text(book), "object_position": 1, "x_offset": 14, "y_offset": 2}
    book.page.worksheet.insert_chart(*place, chart, options)


def _add_borders(book: SegmentBook, chart: "Chart") -> None:
    first = map_data.borders_row(book)
    for row in range(first, first + 3):
        chart.add_series(
            {
                "categories": f"={book.inputs.span(row, X, row, X + 1)}",
                "values": f"={book.inputs.span(row, X + 2, row, X + 3)}",
                "line": {"color": NAVY, "width": 1},
                "marker": {"type": "none"},
            }
        )
        # The first end of each line lies on an axis; there it is said where the zones are cut.
        _add_name(book, chart, (row, LABEL, X, X + 2), "below" if row < first + 2 else "left", NAVY, 9)
    for place, zone in enumerate(book.rules.zones):
        row = first + 3 + place
        _add_name(book, chart, (row, LABEL, X, Y), "below" if zone.attractive else "above", MUTED, 9)


def _add_name(
    book: SegmentBook, chart: "Chart", cells: tuple[int, int, int, int], position: str, colour: str, size: int
) -> None:
    """A point that is seen by its label only; `cells`: its row, and the columns of words, x and y."""
    row, words, x, y = cells
    font = {"name": FONT, "size": size, "color": colour}
    chart.add_series(
        {
            "name": f"={book.inputs.cell(row, words)}",
            "categories": f"={book.inputs.cell(row, x)}",
            "values": f"={book.inputs.cell(row, y)}",
            "marker": {"type": "none"},
            "line": {"none": True},
            "data_labels": {"series_name": True, "value": False, "position": position, "font": font},
        }
    )


def _add_points(book: SegmentBook, chart: "Chart") -> None:
    """Large ones first, so that small ones lie upon them."""
    first, last = map_data.first_row(book), map_data.first_row(book) + book.count - 1
    for place, size in enumerate(SIZES):
        for is_held, colour, shape in ((True, TEAL, "circle"), (False, RUST, "square")):
            column = FIRST_CLASS + place + (0 if is_held else len(SIZES))
            marker: dict[str, Any] = {
                "type": shape,
                "size": size if is_held else round(size * SQUARE),
                "fill": {"color": colour, "transparency": 25},
                "border": {"color": PAPER, "width": 0.75},
            }
            chart.add_series(
                {
                    "name": f"={book.inputs.cell(first - 1, column)}",
                    "categories": f"={book.inputs.span(first, X, last, X)}",
                    "values": f"={book.inputs.span(first, column, last, column)}",
                    "marker": marker,
                    "line": {"none": True},
                }
            )


def _add_labels(book: SegmentBook, chart: "Chart") -> None:
    first = map_data.first_row(book)
    for row in range(first, first + book.count):
        _add_name(book, chart, (row, RIGHT_WORDS, X, RIGHT_Y), "right", INK, 10)
        _add_name(book, chart, (row, LEFT_WORDS, X, LEFT_Y), "left", INK, 10)


def _set_axes(chart: "Chart") -> None:
    font = {"name": FONT, "size": 9, "color": MUTED}
    title_font = {"name": FONT, "size": 10, "color": INK, "bold": False}
    common = {
        "min": LOW,
        "max": HIGH,
        "major_unit": HIGH - LOW,
        "num_font": font,
        "name_font": title_font,
        "line": {"none": True},
        "major_gridlines": {"visible": False},
        "major_tick_mark": "none",
    }
    chart.set_x_axis({**common, "name": "Right to win, from 1 to 5"})
    chart.set_y_axis({**common, "name": "Attractiveness, from 1 to 5"})


def alternative_text(book: SegmentBook) -> str:
    """The finding and the figures of the map, for those who cannot see it."""
    parts = [_said(finding) for finding in book.findings]
    return literal(f"{book.portfolio.headline} The segments on the map, as exported: {'; '.join(parts)}.".strip())


def _said(finding: SegmentFinding) -> str:
    name, spend = finding.segment.name, whole_percent(finding.segment.spend_share)
    if finding.zone is None or finding.attractiveness is None or finding.right_to_win is None:
        return f"{name}, {spend} of spend, not on the map"
    means = f"right to win {one_decimal(finding.right_to_win)}, attractiveness {one_decimal(finding.attractiveness)}"
    return f"{name}, {means}, {spend} of spend, {finding.zone.name}"
