"""The money on page one: what is said of all segments together, the spend by zone as a bar, and the money line."""

from fractions import Fraction

from assessment.model import Portfolio
from assessment.targeting.words import whole_percent
from reports.book import SCORECARD, Book
from reports.cells import literal, quoted
from reports.grid import BAR, CHART, LABEL, LAST, MARK, STAGE, TARGET, pixels_of, width_of
from reports.height import BOLD_LETTERS, lines_of
from reports.segments import changes, money, totals
from reports.segments.book import SegmentBook, percent_of
from reports.segments.page import money_sentence, money_warning
from reports.style import FONT, NAVY, PAPER

AREAS = ((MARK, LABEL), (BAR, STAGE), (TARGET, CHART), (CHART + 1, LAST))
LINE_POINTS, BAR_POINTS, TILE_POINTS, GAP_POINTS = 16, 26, 15, 10
PIXELS_PER_POINT = 96 / 72
LABEL_POINTS = 9


def write(book: Book, row: int) -> int:
    """Write the block where segments are known; answers with the next row."""
    segments = book.segments
    if segments is None:
        return row
    sheet = book.sheet(SCORECARD)
    (sentence, now), (warning, amiss) = money_sentence(segments), money_warning(segments)
    said = amiss or now
    formula = f'IF({warning}<>"",{warning},{sentence})'
    style = book.styles.make(bold=True, font_size=12, font_color=NAVY, text_wrap=True)
    sheet.formula_tile((row, MARK, row, LAST), formula, said, style)
    sheet.worksheet.set_row(row, LINE_POINTS * lines_of(said, width_of(MARK, LAST), 12, BOLD_LETTERS) + 3)
    if segments.portfolio.backed is None:
        return row + 1
    _add_bar(book, segments, row + 1)
    _write_tiles(book, segments, row + 2)
    sheet.worksheet.set_row(row + 3, GAP_POINTS)
    return row + 4


def _add_bar(book: Book, segments: SegmentBook, row: int) -> None:
    height = int(BAR_POINTS * PIXELS_PER_POINT)
    chart = money.empty_bar(segments, pixels_of(MARK, LAST), height)
    for piece in changes.pieces(segments):
        font = {"name": FONT, "size": LABEL_POINTS, "color": piece.ink}
        chart.add_series(
            {
                "name": f"={piece.label}",
                "values": f"={piece.share}",
                "fill": {"color": piece.fill},
                "border": {"color": PAPER},
                "gap": 0,
                "data_labels": {"series_name": True, "value": False, "font": font, "position": "center"},
            }
        )
    options = {"description": _alternative_text(segments), "object_position": 1}
    book.sheet(SCORECARD).worksheet.insert_chart(row, MARK, chart, options)
    book.sheet(SCORECARD).worksheet.set_row(row, BAR_POINTS)


def _alternative_text(book: SegmentBook) -> str:
    parts = [f"{zone.name} {whole_percent(changes.spend_in(book, zone))}" for zone in book.rules.zones]
    rest = whole_percent(book.portfolio.not_attributable)
    return literal(
        f"{book.portfolio.headline} Spend by zone, as exported: {', '.join(parts)}, {rest} not attributable."
    )


def _write_tiles(book: Book, segments: SegmentBook, row: int) -> None:
    """The money line: each part as a figure with what it is, at the colour that it has on the sheet behind."""
    sheet, styles = book.sheet(SCORECARD), book.styles
    for (key, caption, colour, _), (first, last) in zip(money.TILES, AREAS, strict=True):
        source, value = totals.cell(segments, key), _share(segments.portfolio, key)
        words = f"  {caption[:1].lower()}{caption[1:]}"
        formula = f'IF({source}="","",{percent_of(source)}&{quoted(words)})'
        style = styles.make(left=5, left_color=colour, indent=1)
        said = None if value is None else whole_percent(value) + words
        sheet.formula_tile((row, first, row, last), formula, said, style)
    sheet.worksheet.set_row(row, TILE_POINTS)


def _share(portfolio: Portfolio, key: str) -> Fraction | None:
    parts = {"backed": portfolio.backed, "bets": portfolio.declared_bets, "unbacked": portfolio.unbacked}
    return {**parts, "rest": portfolio.not_attributable}[key]
