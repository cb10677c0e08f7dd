"""That an organisation weighs the criteria of its segments itself, and what other weights would change."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction


@dataclass(frozen=True)
class OwnWeights:
    """Weights that are not those of the rules' file. `shipped`: those of the file, in the order of the criteria.

    `locked_at`: since when they cannot be changed any more, in UTC; none as long as nothing is rated.
    """

    shipped: tuple[Fraction, ...]
    locked_at: datetime | None = None


@dataclass(frozen=True)
class OtherZone:
    """A segment that the shipped weights would put elsewhere: its name, its zone, and the zone it would have."""

    segment: str
    zone: str
    shipped: str
