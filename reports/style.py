"""The look of every workbook: one accent, one signal, and the same meaning everywhere."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

NAVY, TEAL, RUST = "#14213D", "#1F6F78", "#B3261E"
INK, MUTED, LINE = "#222B38", "#5B6573", "#D5DAE1"
CREAM, PAPER, TEAL_TINT = "#FFF8E6", "#FFFFFF", "#BFDADD"
FONT = "Calibri"

ONE_DECIMAL, TWO_DECIMALS, SHARE, DAY, MONTH = "0.0", "0.00", "0%", "d mmm yyyy", "mmm yy"
SIGNED, SIGNED_EXACT = "+0.0_0;-0.0_0;0.0_0", "+0.00_0;-0.00_0;0.00_0"


class Styles:
    """The cell formats of one workbook, made when first asked for."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook

    def make(self, **properties: Any) -> "Format":
        """A format with the house font and colour."""
        base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
        return self._workbook.add_format({**base, **properties})

    @cached_property
    def title(self) -> "Format":
        """The name of a sheet."""
        return self.make(bold=True, font_size=18, font_color=NAVY)

    @cached_property
    def headline(self) -> "Format":
        """The verdict's sentence."""
        return self.make(bold=True, font_size=16, font_color=NAVY, text_wrap=True, valign="top")

    @cached_property
    def heading(self) -> "Format":
        """The heading of a block."""
        return self.make(bold=True, font_size=12, font_color=NAVY)

    @cached_property
    def heading_low(self) -> "Format":
        """The same at the foot of its cells, close to what it heads."""
        return self.make(bold=True, font_size=12, font_color=NAVY, valign="bottom")

    @cached_property
    def client(self) -> "Format":
        """The client's name on page one."""
        return self.make(bold=True, font_size=12, font_color=NAVY)

    @cached_property
    def confidential(self) -> "Format":
        """The line on confidentiality on page one."""
        return self.make(bold=True, font_size=9, font_color=MUTED, text_wrap=True)

    @cached_property
    def caption(self) -> "Format":
        """Small grey text."""
        return self.make(font_size=9, font_color=MUTED, valign="top", text_wrap=True)

    @cached_property
    def caption_middle(self) -> "Format":
        """Small grey text in the middle of its cells."""
        return self.make(font_size=9, font_color=MUTED, align="center")

    @cached_property
    def title_line(self) -> "Format":
        """The line above the headline: whose scorecard, of which day."""
        return self.make(font_size=9, font_color=MUTED, text_wrap=True)

    @cached_property
    def kicker(self) -> "Format":
        """A line of small grey text below a title."""
        return self.make(font_size=9, font_color=MUTED)

    @cached_property
    def quote(self) -> "Format":
        """The respondent's own sentence."""
        return self.make(
            font_size=11, italic=True, text_wrap=True, valign="top", align="left", left=5, left_color=TEAL, indent=1
        )

    @cached_property
    def prose(self) -> "Format":
        """Running text."""
        return self.make(text_wrap=True, valign="top")

    @cached_property
    def warning(self) -> "Format":
        """What the reader must not miss."""
        return self.make(bold=True, font_color=RUST, text_wrap=True, valign="top")

    def number_only(self, number_format: str) -> "Format":
        """For conditional formats: nothing but another number format."""
        return self._workbook.add_format({"num_format": number_format})

    def _header(self, **properties: Any) -> "Format":
        """The head of a column: small, bold, above a navy rule."""
        base = {"font_size": 9, "bold": True, "font_color": MUTED, "text_wrap": True, "valign": "bottom"}
        return self.make(**{**base, "bottom": 1, "bottom_color": NAVY, **properties})

    @cached_property
    def header(self) -> "Format":
        """The head of a column of text."""
        return self._header(align="left", indent=1)

    @cached_property
    def header_right(self) -> "Format":
        """The head of a column of numbers."""
        return self._header(align="right", indent=1)

    @cached_property
    def day(self) -> "Format":
        """A date in a table."""
        return self.row(num_format=DAY, align="left", indent=1)

    @cached_property
    def month(self) -> "Format":
        """A cell of a strip of months."""
        return self.row(align="center", bold=True, font_color=NAVY)

    def mark(self, ink: str, fill: str) -> "Format":
        """For conditional formats: a mark in a colour on its fill."""
        return self._workbook.add_format({"font_color": ink, "bg_color": fill})

    @cached_property
    def header_level(self) -> "Format":
        """The head of a column of descriptors: a number that formulas read."""
        return self._header(align="left", indent=1, num_format='"Level "General')

    @cached_property
    def header_month(self) -> "Format":
        """The head of a narrow column: the first day of its month, which formulas read."""
        return self._header(align="center", rotation=90, num_format=MONTH, text_wrap=False)

    def row(self, **properties: Any) -> "Format":
        """A cell of a table: a thin rule below."""
        return self.make(**{"bottom": 1, "bottom_color": LINE, **properties})

    @cached_property
    def cell(self) -> "Format":
        """Text in a table, a little apart from the column before."""
        return self.row(text_wrap=True, indent=1)

    @cached_property
    def cell_bold(self) -> "Format":
        """The name of a table's row."""
        return self.row(bold=True, text_wrap=True, indent=1)

    @cached_property
    def cell_muted(self) -> "Format":
        """Secondary text in a table."""
        return self.row(font_color=MUTED, text_wrap=True, indent=1)

    @cached_property
    def number(self) -> "Format":
        """The number that names a row."""
        return self.row(align="left", indent=1, font_color=MUTED)

    @cached_property
    def figure(self) -> "Format":
        """A score."""
        return self.row(num_format=ONE_DECIMAL, bold=True, align="right", indent=1)

    @cached_property
    def figure_plain(self) -> "Format":
        """A number beside a score."""
        return self.row(num_format=ONE_DECIMAL, align="right", indent=1)

    @cached_property
    def figure_exact(self) -> "Format":
        """A score where its arithmetic is shown."""
        return self.row(num_format=TWO_DECIMALS, align="right", indent=1)

    @cached_property
    def figure_named(self) -> "Format":
        """A score, or the name of a stage, where its arithmetic is shown."""
        return self.row(num_format=TWO_DECIMALS, align="left", indent=1, bold=True, text_wrap=True)

    @cached_property
    def signed(self) -> "Format":
        """A gap."""
        return self.row(num_format=SIGNED, align="right")

    @cached_property
    def count(self) -> "Format":
        """A whole number."""
        return self.row(num_format="General", align="right", indent=1, font_color=MUTED)

    @cached_property
    def share(self) -> "Format":
        """A share in per cent."""
        return self.row(num_format=SHARE, align="right", indent=1, font_color=MUTED)

    @cached_property
    def signal(self) -> "Format":
        """For conditional formats: what must be decided."""
        return self._workbook.add_format({"bold": True, "font_color": RUST})

    @cached_property
    def signal_exact(self) -> "Format":
        """The same for a row that needs two decimals."""
        return self._workbook.add_format({"bold": True, "font_color": RUST, "num_format": SIGNED_EXACT})

    @cached_property
    def chosen(self) -> "Format":
        """For conditional formats: what was chosen among others."""
        return self._workbook.add_format({"bold": True, "bg_color": TEAL_TINT, "font_color": INK})

    @cached_property
    def share_bold(self) -> "Format":
        """A share that leads its row."""
        return self.row(num_format=SHARE, align="right", indent=1, bold=True)

    @cached_property
    def input(self) -> "Format":
        """A cell to fill in."""
        return self.make(bg_color=CREAM, text_wrap=True, border=1, border_color=LINE, locked=False)

    @cached_property
    def agreed(self) -> "Format":
        """A cell to fill in beside others of a table."""
        return self.make(bg_color=CREAM, text_wrap=True, border=1, border_color=LINE, locked=False, indent=1)

    @cached_property
    def agreed_day(self) -> "Format":
        """A date to fill in beside others of a table."""
        return self.make(
            bg_color=CREAM, border=1, border_color=LINE, locked=False, num_format=DAY, align="left", indent=1
        )
