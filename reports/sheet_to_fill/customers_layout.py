"""Where things stand on the page of customers."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.model import (
    KNOWN_SEGMENT,
    NEW_SEGMENT,
    RATINGS,
    REST_KEY,
    Criterion,
    Segment,
    SegmentRow,
    SegmentsAsked,
    Side,
)
from assessment.targeting import MOST
from reports.cells import Sheet, here
from reports.sheet_to_fill.looks import Looks

CUSTOMERS = "Customers"
ID, SAID, EXPLAINED, FIRST = range(4)
LAST = FIRST + MOST - 1
REST, ALL = LAST + 1, LAST + 2
SEGMENT_WIDTH = 12.5
WIDTHS = {SAID: 25, EXPLAINED: 52, REST: 12.5, ALL: 15}
# Instructions stand between the title and the row of keys.
TITLE, KEY_ROW, HEAD_ROW = 0, 6, 7
NAME_ROW, CHECK_ROW = 8, 9
SIDES = {Side.ATTRACTIVENESS: "How attractive is the segment?", Side.RIGHT_TO_WIN: "Why should you win there?"}
HINTS = {
    SegmentRow.NAME: "A group of customers with the same need, as you would name it to a colleague.",
    SegmentRow.STATUS: "Served brings revenue today; planned does not yet.",
    SegmentRow.MUST_SERVE: "Yes, where law or contract leaves no choice.",
    SegmentRow.REVENUE: "Of the whole company's revenue. Together 100 %; planned segments have none.",
    SegmentRow.SPEND: "Of customer-facing spend: marketing, sales, service, discounts, development. With what belongs "
    "to no segment together 100 %.",
    SegmentRow.SIZE: "If you know it: demand that could be reached, in any unit that all segments share.",
    SegmentRow.MILESTONE: "Only where you spend without a right to win on purpose: what must be reached,",
    SegmentRow.OWNER: "who answers for it,",
    SegmentRow.END: "and the day by which it is reached or the bet ends.",
}


@dataclass(frozen=True)
class CustomersPage:
    """The page in the making, with what it asks and what is known already."""

    sheet: Sheet
    looks: Looks
    asked: SegmentsAsked

    def row(self, kind: SegmentRow) -> int:
        """The row of something said; the check stands below the name, in sight with it."""
        place = list(SegmentRow).index(kind)
        return NAME_ROW if place == 0 else CHECK_ROW + place

    def band(self, side: Side) -> int:
        """The row above a side's ratings."""
        first = CHECK_ROW + len(SegmentRow)
        return first if side is Side.ATTRACTIVENESS else first + len(self.asked.rules.of(Side.ATTRACTIVENESS)) + 2

    def rating(self, criterion: Criterion) -> int:
        """The row of a criterion's ratings."""
        return self.band(criterion.side) + 1 + self.asked.rules.of(criterion.side).index(criterion)

    def evidence(self, side: Side) -> int:
        """The row of what a side's ratings rest on."""
        return self.band(side) + 1 + len(self.asked.rules.of(side))

    @property
    def last_row(self) -> int:
        """The last row of the page."""
        return self.evidence(Side.RIGHT_TO_WIN)

    def segment(self, column: int) -> Segment | None:
        """The segment that a column begins with."""
        place = column - FIRST
        return self.asked.segments[place] if place < len(self.asked.segments) else None

    def ratings(self, side: Side, column: int) -> str:
        """The cells of a side's ratings of one segment."""
        first = self.band(side) + 1
        return f"{here(first, column)}:{here(self.evidence(side) - 1, column)}"


def anchors(criterion: Criterion) -> str:
    """What the lowest, the middle and the highest rating mean, one below the other."""
    low, middle, high = RATINGS[0], RATINGS[len(RATINGS) // 2], RATINGS[-1]
    return f"{low}:  {criterion.low}\n{middle}:  {criterion.middle}\n{high}:  {criterion.high}"


def keys(segments: Sequence[Segment]) -> dict[int, str]:
    """The key of each column, by which it is known again."""
    found = {}
    for place in range(MOST):
        id = segments[place].id if place < len(segments) else ""
        found[FIRST + place] = f"{KNOWN_SEGMENT}{id}" if id else f"{NEW_SEGMENT}{place + 1}"
    return {**found, REST: REST_KEY}
