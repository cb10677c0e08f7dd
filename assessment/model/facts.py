"""What an organisation knows of a segment beside its ratings, and when a rating does not go together with it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Fact(StrEnum):
    """What can be known of a segment and informs a rating."""

    PROFIT_SHARE = "profit-share"
    GROWTH = "growth"
    WIN_RATE = "win-rate"
    RETENTION = "retention"
    NAMED_RIVALS = "named-rivals"


@dataclass(frozen=True)
class SegmentFacts:
    """Facts of a segment; what is not known is none. Shares are fractions, of which 1 is the whole.

    `profit_share`: of the whole company's profit, below 0 for a loss. `growth`: a year, below 0 for a shrinking
    segment. `win_rate`: of the decisions taken part in. `retention`: of the customers, over a year.
    `named_rivals`: those it is compared with, in words.
    """

    profit_share: Fraction | None = None
    growth: Fraction | None = None
    win_rate: Fraction | None = None
    retention: Fraction | None = None
    named_rivals: str = ""


@dataclass(frozen=True)
class RatingCheck:
    """A rating that a fact contradicts: rated at least `rated_from` or at most `rated_to`, and the fact beyond a limit.

    The fact lies `above` or `below` a number, a fraction as facts are. `of_revenue`: the number is a multiple of the
    segment's revenue share. `finding`: a text with `{rating}`, `{fact}` and, where it is said, `{revenue}`.
    """

    id: str
    criterion: str
    fact: Fact
    finding: str
    rated_from: int | None = None
    rated_to: int | None = None
    above: Fraction | None = None
    below: Fraction | None = None
    of_revenue: bool = False


@dataclass(frozen=True)
class Doubt:
    """A rating that its own fact contradicts: the criterion, and the finding in words."""

    criterion: str
    finding: str
