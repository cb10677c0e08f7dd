"""Right to win, Segments and Rules: where the company can win, as a workbook of segments alone has it."""

from assessment.model import Customers
from reports.book import Book
from reports.cells import Sheet
from reports.grid import LAST, MARK, pixels_of
from reports.segments import basis, changes, inputs, page
from reports.segments.book import RIGHT_TO_WIN, RULES, SEGMENTS, SegmentBook


def begun(book: Book, customers: Customers) -> SegmentBook:
    """The part of a scorecard that is about its customers; their sheets stand in it already."""
    sheets: list[Sheet] = [book.sheet(name) for name in (RIGHT_TO_WIN, SEGMENTS, RULES)]
    on = book.assessment.assessed_on
    return SegmentBook(book.workbook, book.styles, customers.rules, customers.portfolio, on, *sheets)


def write_page(book: Book) -> None:
    """Write the page of findings."""
    page.write(_segments(book))


def write_inputs(book: Book) -> None:
    """Write the segments with their figures, and what page one needs of them."""
    segments = _segments(book)
    inputs.write(segments)
    changes.write(segments, inputs.lines(segments), pixels_of(MARK, LAST))


def write_rules(book: Book) -> None:
    """Write what the figures rest on."""
    basis.write(_segments(book))


def _segments(book: Book) -> SegmentBook:
    assert book.segments is not None, "these sheets stand only where the customers are known"
    return book.segments
