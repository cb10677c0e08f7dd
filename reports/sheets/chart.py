"""The profile as dots and ranges: score, target as a hollow diamond, range of the answers."""

from typing import TYPE_CHECKING

from assessment.model import DimensionScore
from assessment.rounding import HUNDREDTHS, as_number
from reports.book import SCORECARD, SCORES, Book
from reports.cells import here, literal, quoted
from reports.ordering import page_order
from reports.profile_words import profile_title
from reports.sheets import scores
from reports.style import FONT, INK, LINE, MUTED, NAVY, PAPER, TEAL

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

# The chart's data stand below the scores, one row a row of page one, in these columns.
NAME, SCORE, SCORE_Y, TARGET, TARGET_Y, LOW, HIGH, RANGE_Y, RANGE_Y_AGAIN, EDGE, EDGE_Y = range(1, 12)
HEADS = [
    "Row of page one",
    "Score",
    "Height",
    "Target",
    "Height",
    "Lowest answer",
    "Highest answer",
    "Height",
    "Height again",
    "Edge",
    "Height",
]
# A height below the axis: the point is not drawn, and no cell has to show an error.
NOT_DRAWN = -9
# Hard spaces between a name and the edge, where a dot may lie.
DISTANCE = "\u00a0" * 4
# A hollow marker is drawn as its own label: a white fill makes markers vanish in LibreOffice.
DIAMOND = "◇"
# As pale as three to one against the paper allows.
RANGE_WIDTH, RANGE_TRANSPARENCY = 3.5, 30
# The longest name that has room there on one line.
LONGEST_LINE = 36
# Share of the chart's width that the names take.
NAMES = 0.40


def add(book: Book, place: tuple[int, int], width: int, height: int) -> None:
    """Put the chart on page one; `width` and `height` in pixels."""
    first = _write_points(book)
    chart = book.chart()
    if max(len(dimension.label) for dimension in book.questionnaire.dimensions) <= LONGEST_LINE:
        _unwrap(chart)
    _add_ranges(book, chart, first)
    _add_marks(book, chart, first)
    _add_names(book, chart, first)
    _set_axes(book, chart)
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": PAPER}})
    chart.set_plotarea({"layout": {"x": NAMES, "y": 0.02, "width": 0.97 - NAMES, "height": 0.88}})
    chart.set_size({"width": width, "height": height})
    options = {"description": _alternative_text(book), "object_position": 1, "x_offset": 0, "y_offset": 4}
    book.sheet(SCORECARD).worksheet.insert_chart(*place, chart, options)


def _unwrap(chart: "Chart") -> None:
    """Keep labels on one line each: programs break them at a fifth of the chart's width otherwise.

    XlsxWriter has no option for it, so the element that holds the setting is written here.
    """

    def write_body(_rotation: int | None, _is_horizontal: bool) -> None:
        chart._xml_empty_tag("a:bodyPr", [("wrap", "none")])

    chart._write_a_body_pr = write_body


def key_words(book: Book) -> str:
    """What the marks mean, for the line above the chart."""
    year = book.assessment.response.target_year
    return f"●  score     ◇  target{f' for {year}' if year else ''}     ▬  range of the answers"


def _write_points(book: Book) -> int:
    """Write the chart's data as formulas over the sorted scores; answers with their first row."""
    sheet, styles = book.sheet(SCORES), book.styles
    header = scores.overall_row(book) + 3
    sheet.text(header - 1, 0, "Data of the chart on page one", styles.heading)
    sheet.texts(header, NAME, HEADS, styles.header)
    ordered = page_order(book.assessment)
    for place, score in enumerate(ordered):
        _write_point(book, header + 1 + place, place, len(ordered) - place, score)
    return header + 1


def _write_point(book: Book, row: int, place: int, height: int, score: DimensionScore) -> None:
    sheet, styles = book.sheet(SCORES), book.styles
    ranks = scores.column(book, scores.RANK)

    def found(column: int) -> str:
        return f"INDEX({scores.column(book, column)},MATCH({place + 1},{ranks},0))"

    label = book.questionnaire.dimension[score.dimension].label
    sheet.formula(row, NAME, f"{found(scores.LABEL)}&{quoted(DISTANCE)}", label + DISTANCE, styles.cell)
    edge = as_number(min(book.questionnaire.scale))
    weakest, best = scores.weakest_and_best(book, score)
    scored = score.score is not None
    points = (
        (SCORE, SCORE_Y, scores.SCORE, score.score),
        (TARGET, TARGET_Y, scores.TARGET, score.target),
        (LOW, RANGE_Y, scores.LOWEST, weakest[1] if weakest else None),
    )
    for x, y, column, value in points:
        known, at = f"ISNUMBER({found(column)})", as_number(value) if value is not None else edge
        sheet.formula(row, x, f"IF({known},{found(column)},{edge})", at, styles.figure_exact)
        drawn = height if value is not None else NOT_DRAWN
        sheet.formula(row, y, f"IF({known},{height},{NOT_DRAWN})", drawn, styles.count)
    known = f"ISNUMBER({found(scores.HIGHEST)})"
    at = as_number(best[1]) if best else edge
    sheet.formula(row, HIGH, f"IF({known},{found(scores.HIGHEST)},{edge})", at, styles.figure_exact)
    again = f"{here(row, RANGE_Y)}"
    sheet.formula(row, RANGE_Y_AGAIN, again, height if scored else NOT_DRAWN, styles.count)
    sheet.number(row, EDGE, edge, styles.figure_exact)
    sheet.number(row, EDGE_Y, height, styles.count)


def _column(book: Book, first: int, column: int) -> str:
    last = first + len(book.questionnaire.dimensions) - 1
    return f"={book.sheet(SCORES).span(first, column, last, column)}"


def _add_ranges(book: Book, chart: "Chart", first: int) -> None:
    """A pale line from the lowest to the highest answer, one series a row."""
    sheet = book.sheet(SCORES)
    for row in range(first, first + len(book.questionnaire.dimensions)):
        line = {"color": TEAL, "width": RANGE_WIDTH, "transparency": RANGE_TRANSPARENCY}
        series = {
            "categories": f"={sheet.span(row, LOW, row, HIGH)}",
            "values": f"={sheet.span(row, RANGE_Y, row, RANGE_Y_AGAIN)}",
            "line": line,
            "marker": {"type": "none"},
        }
        chart.add_series(series)


def _add_marks(book: Book, chart: "Chart", first: int) -> None:
    """Solid dots for the scores, hollow diamonds for the targets."""
    dot = {"type": "circle", "size": 10, "fill": {"color": TEAL}, "border": {"color": TEAL}}
    chart.add_series(
        {
            "name": "Score",
            "categories": _column(book, first, SCORE),
            "values": _column(book, first, SCORE_Y),
            "marker": dot,
            "line": {"none": True},
        }
    )
    font = {"name": FONT, "size": 15, "bold": True, "color": NAVY}
    chart.add_series(
        {
            "name": DIAMOND,
            "categories": _column(book, first, TARGET),
            "values": _column(book, first, TARGET_Y),
            "marker": {"type": "none"},
            "line": {"none": True},
            "data_labels": {"series_name": True, "value": False, "position": "center", "font": font},
        }
    )


def _add_names(book: Book, chart: "Chart", first: int) -> None:
    """Names of the rows: an unseen point at the edge of each, labelled with its series' name."""
    sheet = book.sheet(SCORES)
    for row in range(first, first + len(book.questionnaire.dimensions)):
        label = {
            "series_name": True,
            "value": False,
            "position": "left",
            "font": {"name": FONT, "size": 9, "color": INK},
        }
        series = {
            "name": f"={sheet.cell(row, NAME)}",
            "categories": f"={sheet.cell(row, EDGE)}",
            "values": f"={sheet.cell(row, EDGE_Y)}",
            "marker": {"type": "none"},
            "line": {"none": True},
            "data_labels": label,
        }
        chart.add_series(series)


def _set_axes(book: Book, chart: "Chart") -> None:
    scale = book.questionnaire.scale
    low, high = as_number(min(scale)), as_number(max(scale))
    font = {"name": FONT, "size": 9, "color": MUTED}
    grid = {"visible": True, "line": {"color": LINE, "width": 0.75}}
    chart.set_x_axis(
        {
            "min": low,
            "max": high,
            "major_unit": (max(scale) - min(scale)) / HUNDREDTHS / (len(scale) - 1),
            "num_font": font,
            "major_gridlines": grid,
            "line": {"none": True},
            "major_tick_mark": "none",
        }
    )
    rows = len(book.questionnaire.dimensions)
    chart.set_y_axis(
        {
            "min": 0.4,
            "max": rows + 0.6,
            "major_unit": 1,
            "visible": False,
            "major_gridlines": {"visible": False},
        }
    )


def _alternative_text(book: Book) -> str:
    """The finding and the figures of the chart, for those who cannot see it."""
    finding, parts = profile_title(book.assessment), []
    for score in page_order(book.assessment):
        label = book.questionnaire.dimension[score.dimension].label
        value = "no score" if score.score is None else book.questionnaire.shown(score.score)
        target = f", target {book.questionnaire.shown(score.target)}" if score.target is not None else ""
        parts.append(f"{label} {value}{target}")
    return literal(f"{finding}. Scores and targets, as exported: {'; '.join(parts)}.")
