"""A company beside two named rivals in one segment: what is compared, how it is rated, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Player(StrEnum):
    """Who is compared: the company itself and two rivals."""

    OWN = "own"
    FIRST = "first"
    SECOND = "second"


RIVALS = (Player.FIRST, Player.SECOND)


class Par(StrEnum):
    """How somebody stands on something, against what is usual in the market."""

    BELOW = "below"
    AT = "at"
    ABOVE = "above"


@dataclass(frozen=True)
class ElementKind:
    """A kind of thing to compare: between `least` and `most` of them, with the points for each rating.

    `noun`: what one of them is called.
    """

    id: str
    name: str
    noun: str
    hint: str
    least: int
    most: int
    below: int
    at: int
    above: int

    def points(self, par: Par) -> int:
        """What a rating counts."""
        return {Par.BELOW: self.below, Par.AT: self.at, Par.ABOVE: self.above}[par]


@dataclass(frozen=True)
class RivalRules:
    """How rivals are compared. `criterion`: the one whose rating the margin suggests.

    `margins`: the least margin to the best rival for each rating above the lowest, rising. `source`: whose points
    they are; `own_choice`: what is this product's own about them.
    """

    criterion: str
    kinds: tuple[ElementKind, ...]
    margins: tuple[int, ...]
    source: str
    own_choice: str

    def kind(self, id: str) -> ElementKind | None:
        """The kind with that id, if the rules have it."""
        return next((kind for kind in self.kinds if kind.id == id), None)


@dataclass(frozen=True)
class RivalElement:
    """One thing that is compared. `ratings`: how each player stands on it, as far as said; `id`: where it is stored."""

    kind: str
    name: str
    ratings: Mapping[Player, Par] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True)
class RivalScorecard:
    """What was said of a company and two rivals in one segment. `names`: of the rivals, as far as said."""

    names: Mapping[Player, str] = field(default_factory=dict)
    elements: tuple[RivalElement, ...] = ()


@dataclass(frozen=True)
class RivalFinding:
    """What follows from a comparison.

    `unnamed`: rivals without a name. `lacking`: the kinds of which there are too few, and how many to add.
    `unrated`: how many ratings are still to give. Only when nothing of this is left there are `totals`, the `margin`
    of the own total to the best rival's, and the rating that it suggests.
    """

    scorecard: RivalScorecard
    unnamed: tuple[Player, ...]
    lacking: tuple[tuple[ElementKind, int], ...]
    unrated: int
    totals: Mapping[Player, int] = field(default_factory=dict)
    margin: int | None = None
    suggested: int | None = None

    @property
    def leaders(self) -> tuple[Player, ...]:
        """Whoever has the highest total; several when they are level, nobody while it is incomplete."""
        highest = max(self.totals.values(), default=0)
        return tuple(player for player, total in self.totals.items() if total == highest)
