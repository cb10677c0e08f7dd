"""The only way into a cell: literal text, numbers, and formulas with their values.

Text is never a formula and never a link, whatever it begins with. A formula carries the value
that our own engine computed, because previews, phones and Protected View show that value.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Excel keeps at most this many UTF-16 units in a cell.
LONGEST = 32_767
CUT_MARK = " […]"
# What shared strings escape and cached ones do not: the format reads it as a character code.
CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Control characters but tab and line feed: illegal in the file format.
ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

Value = str | int | float | bool | None


def literal(text: str) -> str:
    """The text as a cell can hold it: no control characters, one kind of line end, not too long."""
    return brief(text, LONGEST)


def brief(text: str, most: int) -> str:
    """The same for a place that holds less: at most so many UTF-16 units, with a mark where it was cut."""
    clean = ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if units(clean) <= most:
        return clean
    return first_units(clean, most - len(CUT_MARK)) + CUT_MARK


def first_units(text: str, most: int) -> str:
    """The beginning of a text, at most so many UTF-16 units of it, with no sign cut in two."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")


def units(text: str) -> int:
    """The length of a text as Excel counts it: two for an emoji."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Sheet:
    """A worksheet and its name, with the safe ways to write to it. Rows and columns count from 0."""

    def __init__(self, worksheet: "Worksheet") -> None:
        self.worksheet = worksheet
        # Ours use none of the newest functions; looking for each of them took a third of the time.
        worksheet._prepare_formula = _without_sign
        self.name: str = worksheet.get_name()

    def text(self, row: int, column: int, words: str, style: "Format") -> None:
        """Write literal text; no words leave an empty cell in the style."""
        if words:
            _checked(self.worksheet.write_string(row, column, literal(words), style))
        else:
            self.worksheet.write_blank(row, column, None, style)

    def texts(self, row: int, column: int, words: Sequence[str], style: "Format") -> None:
        """Write literal texts side by side."""
        for place, entry in enumerate(words):
            self.text(row, column + place, entry, style)

    def number(self, row: int, column: int, number: float | None, style: "Format") -> None:
        """Write a number; none leaves an empty cell in the style."""
        if number is None:
            self.worksheet.write_blank(row, column, None, style)
        else:
            _checked(self.worksheet.write_number(row, column, number, style))

    def formula(self, row: int, column: int, formula: str, value: Value, style: "Format") -> None:
        """Write a formula together with the value it has now; none is the empty text."""
        cached = "" if value is None else CODE.sub("_x005F_", literal(value)) if isinstance(value, str) else value
        _checked(self.worksheet.write_formula(row, column, f"={literal(formula)}", style, cached))

    def tile(self, area: tuple[int, int, int, int], words: str, style: "Format") -> None:
        """Write text across several cells. For titles and sentences only, never for data."""
        self._merge(area, style)
        self.text(area[0], area[1], words, style)

    def two_line_tile(
        self, area: tuple[int, int, int, int], first: tuple[str, "Format"], second: tuple[str, "Format"]
    ) -> None:
        """Write two lines of text across several cells, each in its own look; the cell has that of the second."""
        (above, look), (below, style) = first, second
        self._merge(area, style)
        half = LONGEST // 2
        words = (look, brief(above, half), style, brief(f"\n{below}", half), style)
        _checked(self.worksheet.write_rich_string(area[0], area[1], *words))

    def formula_tile(self, area: tuple[int, int, int, int], formula: str, value: Value, style: "Format") -> None:
        """Write a formula across several cells. For titles and sentences only, never for data."""
        self._merge(area, style)
        self.formula(area[0], area[1], formula, value, style)

    def _merge(self, area: tuple[int, int, int, int], style: "Format") -> None:
        if area[:2] != area[2:]:
            _checked(self.worksheet.merge_range(*area, "", style))

    def cell(self, row: int, column: int) -> str:
        """The absolute address of a cell, as other sheets write it: `Answers!$C$5`."""
        return f"{self._quoted}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def span(self, first_row: int, first_column: int, last_row: int, last_column: int) -> str:
        """The absolute address of an area, as other sheets write it."""
        first = xl_rowcol_to_cell(first_row, first_column, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(last_row, last_column, row_abs=True, col_abs=True)
        return f"{self._quoted}!{first}:{last}"

    def own_span(self, first_row: int, first_column: int, last_row: int, last_column: int) -> str:
        """The absolute address of an area, as the sheet itself writes it."""
        return self.span(first_row, first_column, last_row, last_column).rpartition("!")[2]

    @property
    def _quoted(self) -> str:
        return self.name if self.name.isascii() and self.name.isalnum() else f"'{self.name}'"


def here(row: int, column: int) -> str:
    """The relative address of a cell on the same sheet: `C5`."""
    return str(xl_rowcol_to_cell(row, column))


def column_name(column: int) -> str:
    """The letter of a column: 2 is `C`."""
    return str(xl_col_to_name(column))


def quoted(text: str) -> str:
    """A text of our own as a formula writes it. Users' texts are referred to by cell instead."""
    return '"' + text.replace('"', '""') + '"'


def long_text(text: str) -> str:
    """A text of our own as a formula writes it, in pieces of at most 255 characters each."""
    return joined([quoted(text[start : start + 200]) for start in range(0, len(text), 200)] or [quoted("")])


def chosen(given: str, choices: Sequence[tuple[str, str]]) -> str:
    """The formula for what stands for the choice whose words are given; nothing for other words.

    Compared one by one: functions that look words up take some of their signs for wildcards.
    """
    return "".join(f"IF({given}={words},{value}," for words, value in choices) + '""' + ")" * len(choices)


def counted_words(words: str) -> str:
    """The criterion, as a formula writes it, by which cells with exactly these words are counted."""
    return quoted("=" + re.sub(r"([~*?])", r"~\1", words))


def joined(parts: Sequence[str]) -> str:
    """Formulas chained to one text."""
    return "&".join(parts)


def _without_sign(formula: str, *_: object) -> str:
    """A formula as the file holds it."""
    return formula.removeprefix("=")


def _checked(code: int | None) -> None:
    """XlsxWriter answers a failed write with a negative number instead of an exception."""
    if code:
        raise ValueError(f"a cell could not be written (XlsxWriter answered {code})")
