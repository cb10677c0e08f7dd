"""The cell formats of an answer sheet, in the house style."""

from functools import cached_property
from typing import TYPE_CHECKING

from reports.style import CREAM, DAY, LINE, MUTED, NAVY, RUST, SHARE, TEAL, Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format

PALE = "#F4F6F8"
# Typed text stays text: neither a date for 3-4 nor a formula for =1.
AS_TEXT = "@"
SHARE_TYPED = "0.##%"
HINT_POINTS = 9
SIDES = ("left", "right", "bottom")


class Looks(Styles):
    """Formats made when first asked for."""

    @cached_property
    def counter(self) -> "Format":
        """How many questions are answered, at the top."""
        return self.make(bold=True, font_size=14, font_color=TEAL, indent=1)

    @cached_property
    def bar(self) -> "Format":
        """The same as a share, with a bar behind it."""
        return self.make(num_format=SHARE, align="right", indent=1, bg_color=PALE, font_color=NAVY)

    @cached_property
    def instruction(self) -> "Format":
        """A line that says what to do."""
        return self.make(font_size=11)

    @cached_property
    def small(self) -> "Format":
        """Small grey text on one line."""
        return self.make(font_size=9, font_color=MUTED)

    @cached_property
    def plain(self) -> "Format":
        """Text without any table around it."""
        return self.make()

    @cached_property
    def section(self) -> "Format":
        """The name of a table, which leads its row of heads."""
        return self.make(bold=True, font_size=13, font_color=NAVY, indent=1, bottom=2, bottom_color=NAVY)

    @cached_property
    def head(self) -> "Format":
        """The head of a column."""
        return self.make(
            bold=True,
            font_size=9,
            font_color=MUTED,
            align="left",
            valign="bottom",
            indent=1,
            bottom=2,
            bottom_color=NAVY,
        )

    @cached_property
    def band(self) -> "Format":
        """The row above a dimension's questions."""
        return self.make(bg_color=PALE, bottom=1, bottom_color=LINE, font_size=9, font_color=MUTED, indent=1)

    @cached_property
    def band_title(self) -> "Format":
        """The dimension's title."""
        return self.make(
            bg_color=PALE,
            bottom=1,
            bottom_color=LINE,
            left=5,
            left_color=TEAL,
            bold=True,
            font_size=12,
            font_color=NAVY,
            indent=1,
        )

    @cached_property
    def band_label(self) -> "Format":
        """What the cell to the right of it asks."""
        return self.make(
            bg_color=PALE, bottom=1, bottom_color=LINE, font_size=9, font_color=MUTED, align="right", indent=1
        )

    @cached_property
    def hint(self) -> "Format":
        """What explains the input of a row."""
        return self.row(font_size=HINT_POINTS, font_color=MUTED, text_wrap=True, indent=1)

    @cached_property
    def question(self) -> "Format":
        """What is asked."""
        return self.row(bold=True, text_wrap=True, indent=1)

    @cached_property
    def levels(self) -> "Format":
        """What there is to choose from, one below the other."""
        return self.row(text_wrap=True, indent=1)

    @cached_property
    def check(self) -> "Format":
        """What is said of an input."""
        return self.row(bold=True, font_size=9, font_color=RUST, text_wrap=True, indent=1)

    @cached_property
    def understood(self) -> "Format":
        """For conditional formats: all is well."""
        return self._workbook.add_format({"bold": True, "font_color": TEAL})

    @cached_property
    def words(self) -> "Format":
        """A cell for words."""
        return self._input(num_format=AS_TEXT)

    @cached_property
    def value(self) -> "Format":
        """A cell for words or a number."""
        return self._input(align="left")

    @cached_property
    def share(self) -> "Format":
        """A cell for a share of the whole."""
        return self._input(num_format=SHARE_TYPED, align="right", indent=1)

    @cached_property
    def rating(self) -> "Format":
        """A cell for a rating."""
        return self._input(align="center", indent=0)

    @cached_property
    def day(self) -> "Format":
        """A cell for a date."""
        return self._input(num_format=DAY, align="left")

    @cached_property
    def number_head(self) -> "Format":
        """The head of a column about one segment."""
        return self.make(bold=True, font_size=11, font_color=NAVY, align="left", indent=1, bottom=2, bottom_color=NAVY)

    def _input(self, **properties: object) -> "Format":
        # No rule above: it would cut into that of the heads.
        rules = {f"{side}{colour}": LINE if colour else 1 for side in SIDES for colour in ("", "_color")}
        return self.make(**{"bg_color": CREAM, "text_wrap": True, "indent": 1, "locked": False, **rules, **properties})
