"""How the page of customers in an answer sheet says what its cells are, and what such a page says.

A column is about one segment, a row about one thing that is said of each. The first row holds `SEGMENTS_ID` and the
key of every column; below it, the cell in the column of `SEGMENTS_ID` holds the id of its row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from assessment.model.targeting import Bet, Evidence, Segment, SegmentStatus, Side, TargetingRules

T = TypeVar("T")
SEGMENTS_ID = "cs_segments"
# The key of the column that belongs to no segment.
REST_KEY = "not-attributable"
NEW_SEGMENT, KNOWN_SEGMENT = "new/", "segment/"

STATUS_CHOICES = {SegmentStatus.SERVED: "Served", SegmentStatus.PLANNED: "Planned"}
YES_OR_NO = {True: "Yes", False: "No"}
EVIDENCE_CHOICES = {
    Evidence.OPINION: "Opinion",
    Evidence.INTERNAL: "Internal figures",
    Evidence.MARKET: "Customer or market evidence",
}


class SegmentRow(StrEnum):
    """What the rows of a page of customers are about, apart from ratings and what these rest on."""

    NAME = "segment-name"
    STATUS = "segment-status"
    MUST_SERVE = "segment-must-serve"
    REVENUE = "segment-revenue-share"
    SPEND = "segment-spend-share"
    SIZE = "segment-accessible-size"
    MILESTONE = "bet-milestone"
    OWNER = "bet-owner"
    END = "bet-end"


SEGMENT_ROW_WORDS = {
    SegmentRow.NAME: "Name",
    SegmentRow.STATUS: "Status",
    SegmentRow.MUST_SERVE: "Must be served",
    SegmentRow.REVENUE: "Share of revenue",
    SegmentRow.SPEND: "Share of spend",
    SegmentRow.SIZE: "Accessible size",
    SegmentRow.MILESTONE: "Bet: milestone",
    SegmentRow.OWNER: "Bet: owner",
    SegmentRow.END: "Bet: end",
}


def rating_row(criterion: str) -> str:
    """The id of the row of a criterion's ratings."""
    return f"rating/{criterion}"


def evidence_row(side: Side) -> str:
    """The id of the row of what a side's ratings rest on."""
    return f"evidence/{side}"


def _first(said: T | None, before: T) -> T:
    return before if said is None else said


@dataclass(frozen=True)
class SegmentsAsked:
    """What a page of customers asks by which rules, and the segments that it begins with."""

    rules: TargetingRules
    segments: tuple[Segment, ...] = ()
    not_attributable: Fraction = Fraction(0)


@dataclass(frozen=True)
class SaidSegment:
    """What one column says; what it leaves empty is none. `id`: of a segment that was stored when it was written.

    `evidence`: what all ratings of a side rest on.
    """

    id: str = ""
    name: str = ""
    status: SegmentStatus | None = None
    must_serve: bool | None = None
    revenue_share: Fraction | None = None
    spend_share: Fraction | None = None
    accessible_size: Fraction | None = None
    milestone: str = ""
    owner: str = ""
    end: date | None = None
    ratings: Mapping[str, int] = field(default_factory=dict)
    evidence: Mapping[Side, Evidence] = field(default_factory=dict)

    def over(self, rules: TargetingRules, before: Segment) -> Segment:
        """The segment as it was before, with all that is said of it here."""
        grades = dict(before.evidence)
        ratings = {**before.ratings, **self.ratings}
        for side, grade in self.evidence.items():
            grades |= {criterion.id: grade for criterion in rules.of(side) if criterion.id in ratings}
        bet = Bet(self.milestone or before.bet.milestone, self.owner or before.bet.owner, self.end or before.bet.end)
        return replace(
            before,
            name=self.name or before.name,
            status=self.status or before.status,
            must_serve=_first(self.must_serve, before.must_serve),
            revenue_share=_first(self.revenue_share, before.revenue_share),
            spend_share=_first(self.spend_share, before.spend_share),
            accessible_size=_first(self.accessible_size, before.accessible_size),
            bet=bet,
            ratings=ratings,
            evidence=grades,
        )

    def alone(self, rules: TargetingRules) -> Segment:
        """The segment of which nothing else is known."""
        return self.over(rules, Segment(self.name, Fraction(0), Fraction(0)))


@dataclass(frozen=True)
class SaidSegments:
    """What a page of customers says; nothing where there is no such page."""

    segments: tuple[SaidSegment, ...] = ()
    not_attributable: Fraction | None = None
