"""What if some spend went from one segment to another: which move to begin with, and what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.model import Portfolio, Segment, SegmentFinding
from assessment.wording import counted

# The move that is shown first, in points of customer-facing spend.
FIRST_POINTS = 10


@dataclass(frozen=True)
class SpendMove:
    """So many points (hundredths of all customer-facing spend) from one segment to another, by their ids."""

    start: str
    to: str
    points: int


def most_points(segment: Segment) -> int:
    """How many whole points can be taken from a segment."""
    return int(segment.spend_share * 100)


def first_move(portfolio: Portfolio) -> SpendMove | None:
    """From the most unbacked spend to where it is most likely to be backed; none where nothing can be moved.

    It goes to the segment furthest below its share of revenue among those that may be under-funded, else to the
    one with the highest right to win.
    """
    movable = [one for one in portfolio.findings if most_points(one.segment)]
    if not movable or len(portfolio.findings) < 2:
        return None
    start = max(movable, key=lambda one: (not _is_backed(one), one.segment.spend_share))
    others = [one for one in portfolio.findings if one is not start]
    to = max(others, key=lambda one: (one.is_under_funded, one.has_right_to_win, _lag(one), one.right_to_win or 0))
    return SpendMove(start.segment.id, to.segment.id, min(FIRST_POINTS, most_points(start.segment)))


def _is_backed(finding: SegmentFinding) -> bool:
    return finding.has_right_to_win or finding.is_bet


def _lag(finding: SegmentFinding) -> Fraction:
    """How far spend lags revenue, where that means that too little may be spent; nothing elsewhere."""
    segment = finding.segment
    return segment.revenue_share - segment.spend_share if finding.is_under_funded else Fraction(0)


def shares_after(segments: Sequence[Segment], move: SpendMove) -> dict[str, Fraction]:
    """The spend shares that a move changes, by segment id."""
    by_id = {segment.id: segment.spend_share for segment in segments}
    moved = Fraction(move.points, 100)
    return {move.start: by_id[move.start] - moved, move.to: by_id[move.to] + moved}


def action(segments: Sequence[Segment], move: SpendMove) -> str:
    """The move as an action of a plan."""
    names = {segment.id: segment.name for segment in segments}
    points = counted(move.points, "point")
    return f"Move {points} of customer-facing spend from {names[move.start]} to {names[move.to]}"
