"""How many lines a text takes: rows of merged cells do not grow by themselves."""

from textwrap import wrap

# Excel's greatest height of a row, in points.
HIGHEST_ROW = 409.0
# Letters of running text that fit into the width of one digit; bold ones are wider.
LETTERS, BOLD_LETTERS = 1.19, 1.10


def lines_of(text: str, width: float, points: int, letters: float = LETTERS) -> int:
    """Lines of a text in a column so wide (in characters of 11 points), set in so many points.

    Estimated from the mean width of Calibri's letters, a little on the generous side.
    """
    characters = int(width * 11 / points * letters)
    return max(1, sum(len(wrap(line, characters)) or 1 for line in text.split("\n")))


def row_height(lines: int) -> float:
    """The height of a row with so many lines of 10-point text, in points."""
    return min(HIGHEST_ROW, 13.0 * lines + 3)


def cell_lines(text: str, width: float) -> int:
    """Lines of 10-point text in a cell of a table, which is indented."""
    return lines_of(text, width - 2, 10)
