"""What only a scorecard needs of its segments: how many inputs differ from those at export, and spend by zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.model import Claim, Zone
from assessment.targeting.words import whole_percent
from reports.cells import here, quoted
from reports.segments import basis, lookups, map_data
from reports.segments.book import NAME, SPEND, STATUS, SegmentBook, percent_of
from reports.segments.inputs import REST, write_exported
from reports.segments.line import Line
from reports.style import INK, MUTED, PAPER, RUST, TEAL, TEAL_TINT

LABEL, SHARE = 0, 1
# From here on a share is shown, in whole per cent; with its name where that has room.
SHOWN_FROM, LETTER_PIXELS, ROOM = 0.04, 6.5, 8
# Without any words programs show a number instead.
NO_LABEL = "\u00a0"
COLOURS = {Claim.HELD: (TEAL, PAPER), Claim.NEAR: (TEAL_TINT, INK), Claim.FAR: (RUST, PAPER)}


@dataclass(frozen=True)
class Piece:
    """A part of the spend as a bar shows it: fill and ink, and the addresses of its label and of its share."""

    fill: str
    ink: str
    label: str
    share: str


def write(book: SegmentBook, lines: Sequence[Line], width: int) -> None:
    """Write both tables below the data of the map; `width`: of the bar on page one, in pixels."""
    _write_exported(book, lines)
    _write_pieces(book, width)


def _header(book: SegmentBook) -> int:
    return map_data.borders_row(book) + 3 + len(book.rules.zones) + 3


def changed_count(book: SegmentBook) -> str:
    """The formula that counts inputs changed since the export; names, which enter no figure, are none of them."""
    first = _header(book) + 1
    return f"SUM({book.inputs.span(first, book.first_figure, first + book.count, book.first_figure)})"


def _write_exported(book: SegmentBook, lines: Sequence[Line]) -> None:
    """Each input once more as it was, and how many of a row differ from that."""
    sheet, header = book.inputs, _header(book)
    sheet.text(header - 1, NAME, "Inputs as exported", book.styles.heading)
    sheet.text(header, book.first_figure, "Changed since", book.styles.header_right)
    for place, line in enumerate(lines):
        row = header + 1 + place
        write_exported(book, line, row)
        columns = range(STATUS, book.first_figure)
        differing = "+".join(f"IF({line.at(column)}={here(row, column)},0,1)" for column in columns)
        sheet.formula(row, book.first_figure, differing, 0, book.styles.count)
    row = header + 1 + book.count
    sheet.text(row, NAME, REST, book.styles.cell_muted)
    sheet.number(row, SPEND, float(book.portfolio.not_attributable), book.styles.share)
    differs = f"IF({here(book.rest_row, SPEND)}={here(row, SPEND)},0,1)"
    sheet.formula(row, book.first_figure, differs, 0, book.styles.count)


def _pieces_header(book: SegmentBook) -> int:
    return _header(book) + book.count + 4


def pieces(book: SegmentBook) -> Iterator[Piece]:
    """The spend by zone, then what is not attributable."""
    looks = [COLOURS[zone.claim] for zone in book.rules.zones] + [(MUTED, PAPER)]
    for row, (fill, ink) in enumerate(looks, _pieces_header(book) + 1):
        yield Piece(fill, ink, book.inputs.cell(row, LABEL), book.inputs.cell(row, SHARE))


def _write_pieces(book: SegmentBook, width: int) -> None:
    sheet, header = book.inputs, _pieces_header(book)
    sheet.text(header - 1, LABEL, "Data of the bar on page one", book.styles.heading)
    sheet.texts(header, LABEL, ["Label", "Spend"], book.styles.header)
    numbers, spends = lookups.column(book, "zone number"), book.column(SPEND)
    for place, zone in enumerate(book.rules.zones, 1):
        spend, name = spend_in(book, zone), basis.zone_cell(book, zone, basis.ZONE)
        _write_piece(book, header + place, (name, zone.name), (f"SUMIF({numbers},{place},{spends})", spend), width)
    rest = book.inputs.cell(book.rest_row, SPEND).rpartition("!")[2]
    row = header + 1 + len(book.rules.zones)
    _write_piece(book, row, (quoted(REST), REST), (rest, book.portfolio.not_attributable), width)


def spend_in(book: SegmentBook, zone: Zone) -> Fraction:
    """The spend share of the segments in a zone."""
    return sum((found.segment.spend_share for found in book.findings if found.zone == zone), Fraction(0))


def _write_piece(book: SegmentBook, row: int, name: tuple[str, str], share: tuple[str, Fraction], width: int) -> None:
    """A part with its label, each as its formula and its value now."""
    (name_formula, words), (formula, share_now) = name, share
    needed = round((len(words) + ROOM) * LETTER_PIXELS / width, 3)
    own = here(row, SHARE)
    shown = percent_of(own)
    label = f'IF({own}<{SHOWN_FROM},"{NO_LABEL}",IF({own}<{needed},{shown},{name_formula}&"  "&{shown}))'
    percent = whole_percent(share_now)
    value = float(share_now)
    now = NO_LABEL if value < SHOWN_FROM else percent if value < needed else f"{words}  {percent}"
    book.inputs.formula(row, LABEL, label, now, book.styles.cell)
    book.inputs.formula(row, SHARE, formula, value, book.styles.share)
