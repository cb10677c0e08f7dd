"""What a team's scores become by what it agreed on, beside what they were; and the agenda of the talk about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessment.model import AgreedScore, Dispute, Questionnaire, Settlement, TeamView
from assessment.rounding import HUNDREDTHS, to_hundredths


def agreed_scores(
    questionnaire: Questionnaire, view: TeamView, settlements: Mapping[str, Settlement]
) -> tuple[AgreedScore, ...]:
    """The dimensions that what was agreed moves: each settled question counts as its agreed level instead of its mean.

    Only figures that are shown anyway go in, so that nothing more can be computed from the result.
    """
    rows = {row.subject: row for row in view.questions}
    found = []
    for row in view.dimensions:
        weighed = [
            question
            for question in questionnaire.questions_of(row.subject)
            if question.id in rows and not question.optional and rows[question.id].n
        ]
        settled = [
            (question, level, mean)
            for question in weighed
            if (level := _level(settlements, question.id)) is not None and (mean := rows[question.id].mean) is not None
        ]
        if row.mean is None or not settled:
            continue
        whole = sum((question.weight for question in weighed), Fraction(0))
        moved = sum((question.weight * (level - mean) for question, level, mean in settled), Fraction(0)) / whole
        agreed = to_hundredths((row.mean + moved) / HUNDREDTHS)
        kept = min(max(agreed, min(questionnaire.scale)), max(questionnaire.scale))
        found.append(AgreedScore(row.subject, row.mean, kept, tuple(question.id for question, *_ in settled)))
    return tuple(found)


def _level(settlements: Mapping[str, Settlement], question: str) -> int | None:
    settled = settlements.get(question)
    return settled.level if settled else None


# How long leaders talk before they tire; what does not fit is for another day.
WORKSHOP_MINUTES = 60


@dataclass(frozen=True)
class AgendaPoint:
    """A dispute on the agenda: its number from 1, after how many minutes it begins, and whether a workshop has time
    for it; the others come if there is some left.
    """

    number: int
    starts_at: int
    dispute: Dispute

    @property
    def ends_at(self) -> int:
        """After how many minutes it is over."""
        return self.starts_at + self.dispute.minutes

    @property
    def is_in_time(self) -> bool:
        """Whether it fits into a workshop."""
        return self.number == 1 or self.ends_at <= WORKSHOP_MINUTES


def agenda(view: TeamView) -> tuple[AgendaPoint, ...]:
    """The disputes in the order in which to talk about them."""
    points, minute = [], 0
    for number, dispute in enumerate(view.disputes, 1):
        points.append(AgendaPoint(number, minute, dispute))
        minute += dispute.minutes
    return tuple(points)
