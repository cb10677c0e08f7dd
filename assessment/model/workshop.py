"""A workshop: several people rate the segments of a wave, each blind on a phone, before anybody's rating is shown."""

from dataclasses import dataclass
from datetime import datetime

from assessment.model.targeting import Evidence


@dataclass(frozen=True)
class Workshop:
    """One workshop of an organisation in a wave. `response`: by its id, whose response it was opened in.

    Until `revealed_at` people join and rate; from `closed_at` on nothing changes any more.
    """

    id: str
    organisation: str
    wave: int
    response: str
    opened_at: datetime
    revealed_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self.closed_at is None

    @property
    def takes_ratings(self) -> bool:
        """Whether people may still join and rate."""
        return self.is_open and self.revealed_at is None


@dataclass(frozen=True)
class WorkshopRater:
    """Somebody who rates in a workshop, by the name they typed. `done_at`: when they said that they had finished."""

    id: str
    name: str
    joined_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True)
class WorkshopRating:
    """One rating, 1 to 5, of a segment on a criterion, both by id, and what it rests on."""

    rater: str
    segment: str
    criterion: str
    rating: int
    evidence: Evidence


@dataclass(frozen=True)
class WorkshopSeat:
    """A rater's place in a workshop: what a phone's link opens, and nothing else."""

    workshop: Workshop
    rater: WorkshopRater
