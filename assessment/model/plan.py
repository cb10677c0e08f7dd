"""What an organisation means to do: its actions, each with an owner, a date and a first step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.model.questionnaire import Questionnaire
from assessment.model.response import Response


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


# What people read for a phase and a status, on screens and in workbooks alike.
PHASE_WORDS = {
    PlanPhase.MONTH: "This month",
    PlanPhase.QUARTER: "This quarter",
    PlanPhase.YEAR: "This year",
}
STATUS_WORDS = {
    PlanStatus.OPEN: "Open",
    PlanStatus.DOING: "Under way",
    PlanStatus.DONE: "Done",
    PlanStatus.DROPPED: "Dropped",
}


class PlanColumn(StrEnum):
    """The heads of the columns of a workbook's plan that can be filled in, and of the two that say whose they are."""

    ACTION = "Agreed action"
    STEP = "First step"
    PHASE = "When"
    OWNER = "Owner"
    DUE = "By"
    STATUS = "Status"
    ENTRY = "cs_entry"
    DIMENSION = "cs_dimension"


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


def agreed_on(
    entries: Iterable[PlanEntry], questionnaire: Questionnaire, response: Response, dimension: str
) -> PlanEntry | None:
    """The entry that a decision about a dimension stands for, everywhere: the first on its weakest answer.

    What was dropped does not count. None where nothing is answered.
    """
    weakest = response.weakest(questionnaire, dimension)
    if weakest is None:
        return None
    on_it = (entry for entry in entries if (entry.dimension, entry.question) == (dimension, weakest[0].id))
    return next((entry for entry in on_it if entry.status is not PlanStatus.DROPPED), None)
