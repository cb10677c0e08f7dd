"""What an organisation means to do: its actions, each with an owner, a date and a first step."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlanPhase(StrEnum):
    """By when something planned is to be done: within a month, a quarter or a year."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class PlanStatus(StrEnum):
    """How far something planned is."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class PlanEntry:
    """One action for a dimension. What is not said yet is empty or none.

    `step` is the small first step. `question` and `level` say which answer the action is to move, and to
    which level's value in hundredths.
    """

    id: str
    dimension: str
    action: str
    owner: str = ""
    due: date | None = None
    phase: PlanPhase | None = None
    step: str = ""
    status: PlanStatus = PlanStatus.OPEN
    question: str | None = None
    level: int | None = None
