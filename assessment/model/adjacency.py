"""Whether a segment without revenue lies within reach of what the company can do: what is asked, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class ChangeKind:
    """Something that may be new for the company in a segment."""

    id: str
    name: str
    hint: str


@dataclass(frozen=True)
class AdjacencyVerdict:
    """How near a segment is. It holds from `coverage` on, with at most so many critical gaps and changes.

    The last verdict of the rules has no limits: it holds where no other does.
    """

    id: str
    name: str
    sense: str
    coverage: Fraction | None = None
    critical_gaps: int | None = None
    changes: int | None = None

    def holds(self, coverage: Fraction, critical_gaps: int, changes: int) -> bool:
        """Whether a segment keeps all its limits."""
        if self.coverage is None or self.critical_gaps is None or self.changes is None:
            return True
        return coverage >= self.coverage and critical_gaps <= self.critical_gaps and changes <= self.changes


@dataclass(frozen=True)
class AdjacencyRules:
    """How nearness is judged. A gap is critical from `critical_weight` and `critical_shortfall` on.

    `verdicts`: nearest first. `most`: how many capabilities can be named. `base_rate`: how such moves went
    elsewhere, with its `source`.
    """

    changes: tuple[ChangeKind, ...]
    verdicts: tuple[AdjacencyVerdict, ...]
    critical_weight: Fraction
    critical_shortfall: int
    most: int
    base_rate: str
    source: str


@dataclass(frozen=True)
class NeededCapability:
    """Something that a segment asks for. What is not said is none; `have` and `need` are ratings.

    `weight`: against the others, 0 to 1; they need not sum to 1. `id`: where it is stored.
    """

    name: str
    weight: Fraction | None = None
    have: int | None = None
    need: int | None = None
    id: str = ""

    @property
    def unsaid(self) -> int:
        """How many of its three figures are not said yet; a weight of nothing is none."""
        return [bool(self.weight), self.have is not None, self.need is not None].count(False)


@dataclass(frozen=True)
class AdjacencyTest:
    """What was said of a segment. `changes`: by the id of the kind, whether it is new for the company."""

    capabilities: tuple[NeededCapability, ...] = ()
    changes: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class CapabilityStep:
    """One capability that, raised so far and no less, leads to another verdict; with the coverage then."""

    capability: NeededCapability
    to: int
    verdict: AdjacencyVerdict
    coverage: Fraction


@dataclass(frozen=True)
class AdjacencyFinding:
    """What follows from a test.

    `unsaid`: how many ratings, weights and changes are still to say. `weights`: by capability id, summing to 1.
    `critical`: the capabilities with a critical gap. `distance`: how many kinds of change there are. `steps`: for each
    capability that alone could change the verdict the shortest way, the cheapest first. What cannot be said yet
    is none.
    """

    test: AdjacencyTest
    unsaid: int
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    coverage: Fraction | None = None
    critical: tuple[NeededCapability, ...] = ()
    distance: int | None = None
    verdict: AdjacencyVerdict | None = None
    steps: tuple[CapabilityStep, ...] = ()
