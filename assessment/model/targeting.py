"""Where a company can win: its segments, the criteria they are rated by, and what follows.

Ratings are whole numbers from 1 to 5. Composites are on the same scale in whole hundredths; shares are exact
fractions of the whole company's revenue or customer-facing spend.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from assessment.model.adjacency import AdjacencyRules
from assessment.model.facts import Fact, RatingCheck, SegmentFacts
from assessment.model.rivals import RivalRules
from assessment.model.weighing import OtherZone, OwnWeights

RATINGS = (1, 2, 3, 4, 5)


class Side(StrEnum):
    """What a criterion is about: the segment as such, or the company in it."""

    ATTRACTIVENESS = "attractiveness"
    RIGHT_TO_WIN = "right-to-win"


class Part(StrEnum):
    """The two halves of a right to win: why it should be there, and what shows that it is."""

    REASONS = "reasons"
    PROOF = "proof"


class Claim(StrEnum):
    """How near a right to win is: held, within reach, or out of it."""

    HELD = "held"
    NEAR = "near"
    FAR = "far"


class SegmentStatus(StrEnum):
    """Whether a segment brings revenue already."""

    SERVED = "served"
    PLANNED = "planned"


class Evidence(StrEnum):
    """What a rating rests on."""

    OPINION = "opinion"
    INTERNAL = "internal"
    MARKET = "market"


@dataclass(frozen=True)
class Criterion:
    """What segments are rated by. `low`, `middle`, `high`: the anchors of the ratings 1, 3 and 5.

    `knock_out`: too low a rating alone rules a right to win out. `needs_revenue`: not rated for planned segments.
    `facts`: what informs its rating. `dimensions`: those of the questionnaire that a low rating leads to, by id.
    """

    id: str
    side: Side
    name: str
    weight: Fraction
    low: str
    middle: str
    high: str
    part: Part | None = None
    knock_out: bool = False
    needs_revenue: bool = False
    facts: tuple[Fact, ...] = ()
    dimensions: tuple[str, ...] = ()

    @cached_property
    def parts(self) -> int:
        """The weight in ten-thousandths, of which every weight has a whole number: fast and exact to sum."""
        return int(self.weight * 10_000)


@dataclass(frozen=True)
class Zone:
    """A field of the map, and what it makes sense to do there."""

    id: str
    name: str
    sense: str
    claim: Claim
    attractive: bool
    spares_must_serve: bool
    takes_bets: bool


@dataclass(frozen=True)
class TargetingThresholds:
    """Where zones are cut, in hundredths, and from where on something is said.

    `right_to_win`, `near`: least composite for each claim. `knock_out`: least rating of a knock-out criterion.
    `attractive`: a composite above it is attractive. `close`: how near to a border a call is close.
    `rated`: least share of a side's weight that must be rated. `under_funded_below`, `under_funded_by`: the ratio of
    spend to revenue below which, and the difference from which, too little may be spent.
    `evidence`: least share of ratings with evidence for saying that no right to win is held.
    `weak`: a dimension's score below it is too weak for what segments need of it.
    """

    right_to_win: int
    near: int
    knock_out: int
    attractive: int
    close: int
    rated: Fraction
    under_funded_below: Fraction
    under_funded_by: Fraction
    evidence: Fraction
    weak: int = 0


class MoneyFigure(StrEnum):
    """A share that follows from the segments and can be set against an answer."""

    UNBACKED = "unbacked"
    COVERAGE = "coverage"
    SPEND_IN = "spend-in"


@dataclass(frozen=True)
class MoneyCheck:
    """An answer that does not go together with the company's own figures.

    It fires when `question` is answered at `answered_from` (hundredths) or higher and the figure lies above `above`,
    or below `below`. `zones`: where spend is counted for `MoneyFigure.SPEND_IN`. `finding`, `said`: texts with
    `{share}`; the latter stands beside the answer as its other side.
    """

    id: str
    question: str
    answered_from: int
    figure: MoneyFigure
    finding: str
    said: str
    above: Fraction | None = None
    below: Fraction | None = None
    zones: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetingRules:
    """The versioned basis of all findings about segments. `must_serve`: the advice where leaving is not allowed.

    `rivals`, `adjacency`: how rivals are compared and nearness is judged, where the rules say so.
    `rating_checks`: ratings that facts contradict. `own_weights`: where the weights are not those of the file.
    """

    id: str
    version: int
    title: str
    content_hash: str
    criteria: tuple[Criterion, ...]
    zones: tuple[Zone, ...]
    thresholds: TargetingThresholds
    must_serve: str
    checks: tuple[MoneyCheck, ...] = ()
    rivals: RivalRules | None = None
    adjacency: AdjacencyRules | None = None
    rating_checks: tuple[RatingCheck, ...] = ()
    own_weights: OwnWeights | None = None

    @property
    def name(self) -> str:
        """How messages and files refer to this version: `right-to-win v1`."""
        return f"{self.id} v{self.version}"

    def of(self, side: Side) -> tuple[Criterion, ...]:
        """The criteria of one side."""
        return tuple(criterion for criterion in self.criteria if criterion.side is side)

    def applicable(self, status: SegmentStatus) -> tuple[Criterion, ...]:
        """The criteria that a segment is rated by: without revenue not all of them."""
        planned = status is SegmentStatus.PLANNED
        return tuple(criterion for criterion in self.criteria if not (planned and criterion.needs_revenue))

    def zone(self, claim: Claim, attractive: bool) -> Zone:
        """The field of the map for a claim and whether the segment is attractive."""
        return next(zone for zone in self.zones if (zone.claim, zone.attractive) == (claim, attractive))


@dataclass(frozen=True)
class Bet:
    """What makes spending without a right to win a declared bet: a milestone, an owner and an end, all recorded."""

    milestone: str = ""
    owner: str = ""
    end: date | None = None

    @property
    def is_declared(self) -> bool:
        """Whether all three are recorded."""
        return bool(self.milestone.strip() and self.owner.strip() and self.end)


@dataclass(frozen=True)
class Segment:
    """A group of customers with its shares and ratings. What is not said is absent.

    `revenue_share`, `spend_share`: of the whole, 0 to 1. `accessible_size`: in any unit that all segments share.
    `ratings`: criterion id to 1 to 5; `evidence`: criterion id to what that rating rests on, opinion when absent.
    `is_attractive`: from a forced ranking, where attractiveness was not rated. `facts`: what informs its ratings.
    `id`: where it is stored.
    """

    name: str
    revenue_share: Fraction
    spend_share: Fraction
    ratings: Mapping[str, int] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    status: SegmentStatus = SegmentStatus.SERVED
    must_serve: bool = False
    accessible_size: Fraction | None = None
    is_attractive: bool | None = None
    attractive_rank: int | None = None
    bet: Bet = field(default_factory=Bet)
    facts: SegmentFacts = field(default_factory=SegmentFacts)
    id: str = ""


class Border(StrEnum):
    """A border of the map that a segment lies close to."""

    RIGHT_TO_WIN = "right-to-win"
    KNOCK_OUT = "knock-out"
    NEAR = "near"
    ATTRACTIVE = "attractive"


@dataclass(frozen=True)
class Flip:
    """One rating that, changed by one, puts its segment into another zone."""

    criterion: str
    rating: int
    to: int
    zone: str


@dataclass(frozen=True)
class Step:
    """The cheapest way to a right to win: fewest steps on one criterion; `right_to_win`: the composite then."""

    criterion: str
    rating: int
    to: int
    right_to_win: int


@dataclass(frozen=True)
class SegmentFinding:
    """What follows for one segment; what cannot be said without more ratings is none.

    `minimum`: the lowest knock-out rating. `missing`: the criteria to rate first. `close`: the borders nearby;
    `changes_money`: whether crossing one of them would change what is backed.
    """

    segment: Segment
    attractiveness: int | None
    right_to_win: int | None
    reasons: int | None
    proof: int | None
    minimum: int | None
    missing: tuple[str, ...]
    has_right_to_win: bool
    is_expected: bool
    attractive: bool | None
    zone: Zone | None
    advice: str
    blockers: tuple[str, ...]
    step: Step | None
    close: tuple[Border, ...]
    changes_money: bool
    severity: Fraction | None
    intensity: Fraction | None
    is_under_funded: bool
    is_bet: bool
    flips: tuple[Flip, ...]
    reference_split: Fraction | None = None


@dataclass(frozen=True)
class Portfolio:
    """All segments together. Shares are of customer-facing spend; none where nothing can be said.

    `backed` + `declared_bets` + `unbacked` + `not_attributable` are the whole spend. `close`: spend whose side of
    the line is a close call. `unbacked_revenue`: the revenue that the unbacked spend brings. `coverage`: the share of
    ratings with evidence. `notes`: what cannot be said, and why. `otherwise`: what the shipped weights would put
    into another zone, where the weights are the organisation's own.
    """

    findings: tuple[SegmentFinding, ...]
    not_attributable: Fraction
    coverage: Fraction | None
    notes: tuple[str, ...] = ()
    backed: Fraction | None = None
    declared_bets: Fraction | None = None
    unbacked: Fraction | None = None
    close: Fraction | None = None
    unbacked_revenue: Fraction | None = None
    misallocation_index: Fraction | None = None
    misallocation_severity: Fraction | None = None
    revenue_without_right_to_win: Fraction | None = None
    distance: Fraction | None = None
    headline: str = ""
    otherwise: tuple[OtherZone, ...] = ()


@dataclass(frozen=True)
class Customers:
    """What follows from an organisation's segments, with the rules that it rests on."""

    rules: TargetingRules
    portfolio: Portfolio
