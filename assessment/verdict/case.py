"""One response with its scores: the look-ups that every part of the verdict needs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assessment.model import (
    DimensionScore,
    Question,
    Questionnaire,
    Quote,
    Response,
    Scorecard,
)

Answered = tuple[Question, int]


@dataclass(frozen=True)
class Case:
    """A questionnaire, a response to it, and the scores."""

    questionnaire: Questionnaire
    response: Response
    scorecard: Scorecard

    def label(self, dimension: str) -> str:
        """The plain label of a dimension."""
        return self.questionnaire.dimension[dimension].label

    def level(self, question: str) -> int | None:
        """The level answered to a question that counts, in hundredths."""
        dimension = self.questionnaire.question[question].dimension
        return {q.id: value for q, value in self.levels(dimension)}.get(question)

    def levels(self, dimension: str) -> list[Answered]:
        """The scored questions of a dimension with the levels answered."""
        return self.response.levels(self.questionnaire, dimension)

    def weakest(self, dimension: str) -> Answered:
        """The lowest answer of a scored dimension, the first of equals."""
        return _some(self.response.weakest(self.questionnaire, dimension))

    def strongest(self, dimension: str) -> Answered:
        """The highest answer of a scored dimension, the first of equals."""
        return _some(self.response.strongest(self.questionnaire, dimension))

    def is_strength(self, score: DimensionScore) -> bool:
        """At least the declared score; or clearly above the own mean and no longer low."""
        rules, mean = self.questionnaire.verdict, self.scorecard.overall.score
        if score.score is None:
            return False
        above = mean is not None and score.score - mean >= rules.strength_above_mean
        return score.score >= rules.strength_from or (above and score.score >= rules.strength_least)

    def is_weak(self, score: DimensionScore) -> bool:
        """Too low for others to build on."""
        return score.score is not None and score.score < self.questionnaire.verdict.blocked_below

    def blockers(self, dimension: str) -> tuple[str, ...]:
        """The dimensions that this one directly depends on and that are too weak to build on."""
        direct = self.questionnaire.dimension[dimension].depends_on
        return tuple(id for id in direct if self.is_weak(self.scorecard.of[id]))

    def upstream(self, dimension: str) -> set[str]:
        """Every dimension that this one depends on, directly or through others."""
        found: set[str] = set()
        waiting = list(self.questionnaire.dimension[dimension].depends_on)
        while waiting:
            next_up = waiting.pop()
            if next_up not in found:
                found.add(next_up)
                waiting += self.questionnaire.dimension[next_up].depends_on
        return found


def _some(answered: Answered | None) -> Answered:
    assert answered is not None, "a scored dimension has answers"
    return answered


def quote(answered: Answered) -> Quote:
    """An answer as the respondent's own sentence."""
    question, value = answered
    return Quote(question.id, question.name, question.descriptor(value))


def grouped(
    scores: Iterable[DimensionScore], distance: Callable[[DimensionScore], int], within: int
) -> list[list[DimensionScore]]:
    """Scores by falling distance, in groups whose members lie less than `within` below their first.

    Inside a group the differences are too small to rank.
    """
    groups: list[list[DimensionScore]] = []
    for score in sorted(scores, key=distance, reverse=True):
        if groups and distance(groups[-1][0]) - distance(score) < within:
            groups[-1].append(score)
        else:
            groups.append([score])
    return groups


def upstream_first(case: Case, group: list[DimensionScore]) -> list[DimensionScore]:
    """The group with every dimension behind those it depends on; else in the order given."""
    waiting, ordered = list(group), []
    while waiting:
        ids = {score.dimension for score in waiting}
        free = next(score for score in waiting if not case.upstream(score.dimension) & ids)
        waiting.remove(free)
        ordered.append(free)
    return ordered
