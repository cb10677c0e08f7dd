"""What every sheet of segments needs: the rules, what follows from them, the looks, and where things stand."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING

from assessment.model import Criterion, Portfolio, SegmentFinding, Side, TargetingRules
from reports.cells import Sheet
from reports.segments.looks import Looks
from reports.style import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

RIGHT_TO_WIN, SEGMENTS, RULES = "Right to win", "Segments", "Rules"
EPOCH = date(1899, 12, 30)

# Columns of the inputs; the ratings follow them.
NAME, STATUS, MUST_SERVE, REVENUE, SPEND, SIZE, RANKED, MILESTONE, OWNER, END, EVIDENCED = range(11)
FIRST_RATING = 11
# Rows of the sheet of segments, counted from 0: what each rating weighs stands above its head.
WEIGHT_ROW, REASONS_ROW, PROOF_ROW, HEADER = 4, 5, 6, 7


@dataclass(frozen=True)
class SegmentBook:
    """One set of sheets in the making; the sheets may stand in any workbook. `on`: the day it is made."""

    workbook: "Workbook"
    styles: Styles
    rules: TargetingRules
    portfolio: Portfolio
    on: date
    page: Sheet
    inputs: Sheet
    basis: Sheet

    @property
    def findings(self) -> tuple[SegmentFinding, ...]:
        """What follows for each segment, in the order of the rows."""
        return self.portfolio.findings

    @cached_property
    def looks(self) -> Looks:
        """The cell formats of these sheets alone."""
        return Looks(self.styles)

    @property
    def count(self) -> int:
        """How many segments there are."""
        return len(self.findings)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria in the order of their columns: those of each side stand together."""
        return (*self.rules.of(Side.ATTRACTIVENESS), *self.rules.of(Side.RIGHT_TO_WIN))

    @cached_property
    def whole(self) -> int:
        """What all weights are multiplied by so that formulas work with whole numbers."""
        return lcm(100, *(criterion.weight.denominator for criterion in self.criteria))

    def weight(self, criterion: Criterion) -> int:
        """A criterion's weight as a whole number."""
        return int(criterion.weight * self.whole)

    @property
    def first_row(self) -> int:
        """The row of the first segment."""
        return HEADER + 1

    @property
    def last_row(self) -> int:
        """The row of the last segment."""
        return HEADER + self.count

    @property
    def rest_row(self) -> int:
        """The row of the spend that belongs to no segment."""
        return self.last_row + 1

    @property
    def sum_row(self) -> int:
        """The row of the sums of the shares."""
        return self.last_row + 2

    def rating_column(self, criterion: Criterion) -> int:
        """The column of a criterion's ratings."""
        return FIRST_RATING + self.criteria.index(criterion)

    def side_columns(self, side: Side) -> tuple[int, int]:
        """The first and the last column of a side's ratings."""
        columns = [self.rating_column(criterion) for criterion in self.rules.of(side)]
        return min(columns), max(columns)

    @property
    def first_figure(self) -> int:
        """The first column of what is computed."""
        return FIRST_RATING + len(self.criteria)

    def column(self, column: int) -> str:
        """One column of the sheet of segments over all of them, as any sheet writes it."""
        return self.inputs.span(self.first_row, column, self.last_row, column)

    @property
    def day(self) -> str:
        """The day in words: `22 November 2026`."""
        return f"{self.on:%d %B %Y}".lstrip("0")


def nearest_whole(number: Fraction) -> int:
    """A number that is not negative as a whole one, half up, as ROUND does."""
    return int(number + Fraction(1, 2))


def percent_of(share: str) -> str:
    """The formula for a share in whole per cent with its sign; the inner rounding heals binary fractions."""
    return f'INT(ROUND(100*{share},6)+0.5)&" %"'
