"""Scorecard: the one page that a board sees. A list of blocks; an absent block takes no space."""

from collections.abc import Callable

from reports.book import SCORECARD, Book
from reports.grid import FLAG_EXACT, FLAG_WIDE, LAST, WIDTHS
from reports.sheets import basis, findings, money, profile, top

# Each writes from a row on and answers with the row for the next; an absent one with the same row.
BLOCKS: tuple[Callable[[Book, int], int], ...] = (top.write, profile.write, findings.write, money.write, basis.write)


def write(book: Book) -> None:
    """Write the blocks from top to bottom; whatever they are, they print on one page."""
    _set_up(book)
    row = 0
    for write_block in BLOCKS:
        row = write_block(book, row)
    book.sheet(SCORECARD).worksheet.print_area(0, 0, row - 1, LAST)


def _set_up(book: Book) -> None:
    sheet = book.sheet(SCORECARD).worksheet
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_column(FLAG_EXACT, FLAG_WIDE, 8, None, {"hidden": True})
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.activate()
