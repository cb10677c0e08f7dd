"""The columns of page one and their widths, in characters."""

MARK, LABEL, BAR, SCORE, STAGE, TARGET, GAP, ANSWERED, GUTTER = range(9)
CHART, LAST = 9, 16
# Beyond the printed page: what conditional formats look at.
FLAG_EXACT, FLAG_WIDE = 17, 18
WIDTHS = (3, 33, 23, 6.5, 19, 7.5, 7, 9, 2, *[8.6] * 8)
# The decisions stand to the right of the verdict, a column apart, their owner and date at the far right.
DECISION_TEXT, DECISION_OWNER, DECISION_BY = STAGE, 13, 15


def width_of(first: int, last: int) -> float:
    """The width of several columns together."""
    return sum(WIDTHS[first : last + 1])


def pixels_of(first: int, last: int) -> int:
    """The same in pixels, as Excel lays out Calibri of 11 points."""
    return sum(int(width * 7 + 5) for width in WIDTHS[first : last + 1])
