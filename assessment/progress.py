"""How far a response is, and how long the rest will take at the respondent's own pace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import accumulate, pairwise
from statistics import median

from assessment.model import Assessment, DimensionScore, Length, Question, Questionnaire, Response, Status

# A longer gap between two answers is a break, not thinking.
LONGEST_THOUGHT = 180
# Fewer gaps say little about a pace.
GAPS_FOR_PACE = 5
# From so many submitted responses on, the time announced is measured.
RESPONSES_FOR_MEASURE = 10


@dataclass(frozen=True)
class Progress:
    """Questions said something about, out of those asked, by dimension in asking order.

    `at_own_pace`: whether `minutes_left` follows from the respondent's own answers so far.
    """

    said: dict[str, int]
    asked: dict[str, int]
    minutes_left: int
    at_own_pace: bool

    @property
    def share(self) -> float:
        """The part of all questions that is done, 0 to 1."""
        return sum(self.said.values()) / max(1, sum(self.asked.values()))

    @property
    def open_questions(self) -> int:
        """Questions asked that nothing was said about."""
        return sum(self.asked.values()) - sum(self.said.values())

    @property
    def first_unfinished(self) -> str | None:
        """The first dimension, in asking order, with a question left."""
        return next((id for id in self.asked if self.said[id] < self.asked[id]), None)


@dataclass(frozen=True)
class Duration:
    """Minutes that answering takes: the median of `measured` responses, or an estimate when none."""

    minutes: int
    measured: int


def unsaid(questionnaire: Questionnaire, response: Response, dimension: str) -> list[Question]:
    """The questions asked of a dimension that nothing was said about."""
    return [question for question in response.asked(questionnaire, dimension) if question.id not in response.answers]


def progress(questionnaire: Questionnaire, response: Response, answered_at: Iterable[datetime]) -> Progress:
    """How far a response is; a status such as *cannot judge* is something said."""
    asked = {id: len(response.asked(questionnaire, id)) for id in questionnaire.asking_order}
    said = {id: asked[id] - len(unsaid(questionnaire, response, id)) for id in asked}
    left = sum(asked.values()) - sum(said.values())
    gaps = thinking_times(answered_at)
    at_own_pace = len(gaps) >= GAPS_FOR_PACE
    seconds = left * (median(gaps) if at_own_pace else _estimated_seconds(questionnaire, response.length))
    return Progress(said, asked, max(1, round(seconds / 60)) if left else 0, at_own_pace)


def _estimated_seconds(questionnaire: Questionnaire, length: Length) -> float:
    """Seconds a question, by the questionnaire's own estimate."""
    return questionnaire.minutes[length] * 60 / max(1, questionnaire.question_count(length))


def thinking_times(times: Iterable[datetime]) -> list[float]:
    """Seconds between neighbouring times, without the breaks."""
    gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(sorted(times)))
    return [gap for gap in gaps if gap <= LONGEST_THOUGHT]


def duration(estimate: int, seconds: list[int]) -> Duration:
    """What to announce: the measured median in whole minutes once there are enough, else the estimate."""
    if len(seconds) < RESPONSES_FOR_MEASURE:
        return Duration(estimate, 0)
    return Duration(max(1, round(median(seconds) / 60)), len(seconds))


def answers_needed(assessment: Assessment, score: DimensionScore) -> int:
    """The fewest further answers that give a dimension a score, counting the weightiest open questions first."""
    answers = assessment.response.answers
    asked = assessment.response.asked(assessment.questionnaire, score.dimension)
    applicable = [question for question in asked if answers.get(question.id) is not Status.DOES_NOT_APPLY]
    weights = sorted((q.weight for q in applicable if not isinstance(answers.get(q.id), int)), reverse=True)
    share_needed = assessment.questionnaire.scoring.thin_from - score.share
    weight_needed = share_needed * sum((question.weight for question in applicable), Fraction(0))
    return next(count for count, weight in enumerate(accumulate(weights), 1) if weight >= weight_needed)
