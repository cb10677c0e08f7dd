"""One respondent's answers to one version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessment.model.questionnaire import Length, Question, Questionnaire, Status

Answer = int | Status


class Basis(StrEnum):
    """How the respondent knows, per dimension."""

    DOCUMENTS = "documents"
    TOLD = "told"
    IMPRESSION = "impression"


# What people read for a basis, on screens and in workbooks alike.
BASIS_WORDS = {Basis.DOCUMENTS: "Documents", Basis.TOLD: "Was told", Basis.IMPRESSION: "Impression"}


@dataclass(frozen=True)
class Response:
    """What one respondent said. An unanswered question is absent, never a zero.

    `answers`: question id to a level's value in hundredths, or a status.
    `targets`: dimension id to the score to reach by `target_year`, in hundredths.
    `deepened`: dimensions of a short response whose other questions are asked too.
    `profile`: field id to option id or text. `practice`: reference point id to option id.
    `answered_by`: question id to the colleague whose answer it is; the respondent's own are not in it.
    """

    answers: Mapping[str, Answer]
    length: Length = Length.FULL
    comments: Mapping[str, str] = field(default_factory=dict)
    basis: Mapping[str, Basis] = field(default_factory=dict)
    profile: Mapping[str, str] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()
    starred: str | None = None
    targets: Mapping[str, int] = field(default_factory=dict)
    target_year: int | None = None
    practice: Mapping[str, str] = field(default_factory=dict)
    deepened: frozenset[str] = frozenset()
    answered_by: Mapping[str, str] = field(default_factory=dict)

    def length_of(self, dimension: str) -> Length:
        """The length at which a dimension was asked: a deepened one is asked in full."""
        return Length.FULL if dimension in self.deepened else self.length

    def asked(self, questionnaire: Questionnaire, dimension: str) -> list[Question]:
        """The scored questions of a dimension at the length at which it was asked."""
        return questionnaire.scored_questions(dimension, self.length_of(dimension))

    def weakest(self, questionnaire: Questionnaire, dimension: str) -> tuple[Question, int] | None:
        """The lowest answer of a dimension, the first of equals; none without answers."""
        return min(self.levels(questionnaire, dimension), key=lambda answered: answered[1], default=None)

    def strongest(self, questionnaire: Questionnaire, dimension: str) -> tuple[Question, int] | None:
        """The highest answer of a dimension, the first of equals; none without answers."""
        return max(self.levels(questionnaire, dimension), key=lambda answered: answered[1], default=None)

    def levels(self, questionnaire: Questionnaire, dimension: str) -> list[tuple[Question, int]]:
        """The questions asked that were answered with a level, and that level in hundredths."""
        return [
            (question, answer)
            for question in self.asked(questionnaire, dimension)
            if isinstance(answer := self.answers.get(question.id), int)
        ]
