"""Scores, and the arithmetic behind each."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from assessment.model.questionnaire import Length, Stage


class Priority(StrEnum):
    """Whether a dimension was picked as a priority, and which one was starred."""

    STARRED = "starred"
    PICKED = "picked"


@dataclass(frozen=True)
class Term:
    """One thing that went into a figure: its name, its words, its value, its weight."""

    name: str
    words: str
    value: str
    weight: str


@dataclass(frozen=True)
class Explanation:
    """How one figure came about, the same on screen and in the workbook.

    `figure` is its id, such as `score/right-to-win`; `arithmetic` ends in the figure itself.
    """

    figure: str
    title: str
    terms: tuple[Term, ...]
    arithmetic: str
    rule: str


@dataclass(frozen=True)
class DimensionScore:
    """A dimension's score in hundredths, or none, and what it rests on.

    `answered` of `applicable` questions (those of the length that apply) were answered
    with a level; `share` is the same by weight. `gap` is target minus score.
    """

    dimension: str
    score: int | None
    stage: Stage | None
    answered: int
    applicable: int
    share: Fraction
    thin: bool
    priority: Priority | None
    target: int | None
    gap: int | None


@dataclass(frozen=True)
class Overall:
    """The mean of the dimension scores in hundredths, or none; `share` of weight scored."""

    score: int | None
    share: Fraction


@dataclass(frozen=True)
class Scorecard:
    """All scores of one response, in the order of the questionnaire's dimensions."""

    questionnaire: str
    version: int
    length: Length
    dimensions: tuple[DimensionScore, ...]
    overall: Overall

    @cached_property
    def of(self) -> dict[str, DimensionScore]:
        """Dimension scores by dimension id."""
        return {score.dimension: score for score in self.dimensions}

    @property
    def scored(self) -> list[DimensionScore]:
        """The dimensions that have a score."""
        return [score for score in self.dimensions if score.score is not None]

    @property
    def lowest(self) -> DimensionScore | None:
        """The dimension with the least score, the first of equals; none without scores."""
        return min(self.scored, key=lambda score: score.score or 0, default=None)

    def nearly_lowest(self, within: int) -> int:
        """How many scores lie less than `within` hundredths above the lowest, itself included."""
        least = min((score.score or 0 for score in self.scored), default=0)
        return sum(1 for score in self.scored if (score.score or 0) - least < within)

    @property
    def answered(self) -> int:
        """Questions answered with a level."""
        return sum(score.answered for score in self.dimensions)

    @property
    def applicable(self) -> int:
        """Questions of the length that apply."""
        return sum(score.applicable for score in self.dimensions)
