"""The looks of cells that only the sheets of segments have."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from reports.style import CREAM, LINE, MUTED, TWO_DECIMALS, Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format

SHARE_TYPED = "0.##%"


class Looks:
    """The cell formats, made when first asked for."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def _input(self, **properties: Any) -> "Format":
        cream = {"bg_color": CREAM, "border": 1, "border_color": LINE, "locked": False}
        return self._styles.make(**{**cream, **properties})

    @cached_property
    def share(self) -> "Format":
        """A share to fill in."""
        return self._input(num_format=SHARE_TYPED, align="right")

    @cached_property
    def number(self) -> "Format":
        """A number to fill in."""
        return self._input(align="right")

    @cached_property
    def rating(self) -> "Format":
        """A rating to fill in."""
        return self._input(align="center")

    @cached_property
    def weight(self) -> "Format":
        """A weight above the ratings."""
        return self._styles.make(font_size=9, font_color=MUTED, align="center")

    @cached_property
    def rating_head(self) -> "Format":
        """The head of a column of ratings."""
        return self._styles.make(
            font_size=9, bold=True, font_color=MUTED, text_wrap=True, valign="bottom", align="center", bottom=1
        )

    @cached_property
    def sum(self) -> "Format":
        """The sum of shares."""
        return self._styles.row(num_format=SHARE_TYPED, align="right", bold=True)

    @cached_property
    def ratio(self) -> "Format":
        """A number that is neither a score nor a share."""
        return self._styles.row(num_format=TWO_DECIMALS, align="right", indent=1)

    @cached_property
    def times(self) -> "Format":
        """How many times as much."""
        return self._styles.row(num_format="0.0×", align="right", indent=1)

    @cached_property
    def sentence(self) -> "Format":
        """A sentence that may run over its neighbours."""
        return self._styles.make(indent=1)
