"""How many lines a text takes: rows of merged cells do not grow by themselves."""

from textwrap import wrap


def lines_of(text: str, width: float, points: int) -> int:
    """Lines of a text in a column so wide (in characters of 11 points), set in so many points.

    Estimated from the mean width of Calibri's letters, a little on the generous side.
    """
    characters = int(width * 11 / points * 1.12)
    return max(1, sum(len(wrap(line, characters)) or 1 for line in text.split("\n")))
