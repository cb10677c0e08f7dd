"""How other sheets find a figure of a segment."""

from reports.segments.book import SegmentBook
from reports.segments.figures import hidden_figures, shown_figures


def column_number(book: SegmentBook, key: str) -> int:
    """The column of a figure on the sheet of segments."""
    keys = [figure.key for figure in (*shown_figures(), *hidden_figures(book))]
    return book.first_figure + keys.index(key)


def column(book: SegmentBook, key: str) -> str:
    """A figure over all segments, as other sheets write it."""
    return book.column(column_number(book, key))


def ranked(book: SegmentBook, place: int, wanted: str | int) -> str:
    """The formula for an input, by its column, or a figure, by its key, of the segment at a place by spend, from 0."""
    source = book.column(wanted) if isinstance(wanted, int) else column(book, wanted)
    return f"INDEX({source},MATCH({place + 1},{column(book, 'rank')},0))"
