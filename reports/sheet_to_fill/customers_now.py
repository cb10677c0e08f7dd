"""What stands on the page of customers when it is written: what is known already, and what checks say of it."""

from datetime import date
from fractions import Fraction

from assessment.model import (
    EVIDENCE_CHOICES,
    STATUS_CHOICES,
    YES_OR_NO,
    Criterion,
    Evidence,
    SegmentRow,
    SegmentStatus,
    Side,
)
from assessment.rounding import percent
from assessment.targeting import MOST, TOLERANCE
from reports.sheet_to_fill.checks import UNDERSTOOD
from reports.sheet_to_fill.customers_checks import NO_REVENUE, NOT_RATED, TO_RATE
from reports.sheet_to_fill.customers_layout import FIRST, CustomersPage

EPOCH = date(1899, 12, 30)


def said(page: CustomersPage, kind: SegmentRow, column: int) -> str | float | None:
    """What is known of a segment already."""
    segment = page.segment(column)
    if segment is None:
        return None
    size, end = segment.accessible_size, segment.bet.end
    values: dict[SegmentRow, str | float | None] = {
        SegmentRow.NAME: segment.name,
        SegmentRow.STATUS: STATUS_CHOICES[segment.status],
        SegmentRow.MUST_SERVE: YES_OR_NO[segment.must_serve],
        SegmentRow.REVENUE: float(segment.revenue_share),
        SegmentRow.SPEND: float(segment.spend_share),
        SegmentRow.SIZE: None if size is None else float(size),
        SegmentRow.MILESTONE: segment.bet.milestone,
        SegmentRow.OWNER: segment.bet.owner,
        SegmentRow.END: None if end is None else (end - EPOCH).days,
    }
    return values[kind]


def rest(page: CustomersPage) -> float | None:
    """The spend of no segment, where anything is known."""
    return float(page.asked.not_attributable) if page.asked.segments else None


def rating(page: CustomersPage, criterion: Criterion, column: int) -> int | None:
    """A rating that was given already."""
    segment = page.segment(column)
    return segment.ratings.get(criterion.id) if segment else None


def evidence(page: CustomersPage, side: Side, column: int) -> str:
    """What all ratings of a side rest on; nothing where they rest on several things."""
    segment = page.segment(column)
    rated = [c.id for c in page.asked.rules.of(side) if segment and c.id in segment.ratings]
    grades = {segment.evidence.get(id, Evidence.OPINION) for id in rated} if segment else set()
    return EVIDENCE_CHOICES[grades.pop()] if len(grades) == 1 else ""


def segment(page: CustomersPage, column: int) -> str:
    """What is said of a column, as its formula says it."""
    known = page.segment(column)
    if known is None:
        return ""
    planned = known.status is SegmentStatus.PLANNED
    needing = [c for c in page.asked.rules.criteria if c.needs_revenue]
    if planned and known.revenue_share:
        return NO_REVENUE
    if planned and any(criterion.id in known.ratings for criterion in needing):
        return f"{NOT_RATED}{needing[0].name if len(needing) == 1 else 'these'}"
    criteria = page.asked.rules.applicable(known.status)
    left = sum(criterion.id not in known.ratings for criterion in criteria)
    return f"{left}{TO_RATE}" if left else UNDERSTOOD


def named(page: CustomersPage) -> str:
    """How many segments have a name."""
    return f"{len(page.asked.segments)} of {MOST} named"


def shares(page: CustomersPage, kind: SegmentRow) -> str:
    """What the shares of a row sum to."""
    segments = page.asked.segments
    if not segments:
        return ""
    if kind is SegmentRow.REVENUE:
        total = sum((segment.revenue_share for segment in segments), Fraction(0))
    else:
        total = sum((segment.spend_share for segment in segments), page.asked.not_attributable)
    shown = percent(total)
    return f"{UNDERSTOOD} {shown}" if abs(total - 1) <= TOLERANCE else f"{shown}: make it 100 %"


def rated(page: CustomersPage, side: Side) -> str:
    """How many ratings of a side there are."""
    columns = range(FIRST, FIRST + len(page.asked.segments))
    given = [rating(page, criterion, column) for criterion in page.asked.rules.of(side) for column in columns]
    return f"{sum(value is not None for value in given)} rated"
