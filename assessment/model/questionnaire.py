"""A published set of questions and the rules that belong to it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from assessment.rounding import one_decimal, tenths, two_decimals


class Length(StrEnum):
    """Which questions are asked."""

    FULL = "full"
    SHORT = "short"


class Status(StrEnum):
    """An answer that is not a level: never scored, always counted and shown."""

    CANNOT_JUDGE = "cannot_judge"
    DOES_NOT_APPLY = "does_not_apply"


@dataclass(frozen=True)
class StatusWords:
    """What the respondent reads for a status, and what choosing it means."""

    label: str
    meaning: str


class CheckRule(StrEnum):
    """What a check compares."""

    LEVELS_APART = "levels_apart"
    QUESTIONS = "questions"
    DIMENSIONS = "dimensions"


@dataclass(frozen=True)
class Level:
    """One answer of a question: its value in hundredths and a descriptor that stands alone."""

    value: int
    text: str


@dataclass(frozen=True)
class Question:
    """One anchored question. An optional one is shown, never scored."""

    id: str
    dimension: str
    name: str
    text: str
    weight: Fraction
    levels: tuple[Level, ...]
    evidence: str
    why: str
    action: str
    short: bool
    optional: bool
    does_not_apply: str | None

    def rank(self, value: int) -> int:
        """The place of a level on the question's own ladder, 0 for the lowest."""
        return next(rank for rank, level in enumerate(self.levels) if level.value == value)

    def descriptor(self, value: int) -> str:
        """The words of the level with that value."""
        return self.levels[self.rank(value)].text


@dataclass(frozen=True)
class Actions:
    """What to do first, for a low, a middle and a high weakest answer."""

    low: str
    middle: str
    high: str


@dataclass(frozen=True)
class Clause:
    """Half a sentence about a dimension, true whenever one question is answered accordingly.

    `question` is the question that proves it; `cost` says what a weak state leads to.
    """

    text: str
    question: str
    cost: str = ""


@dataclass(frozen=True)
class Dimension:
    """A scored group of questions. `depends_on` names the dimensions upstream of it."""

    id: str
    number: int
    title: str
    label: str
    weight: Fraction
    mature: str
    immature: str
    example: str
    note: str
    depends_on: tuple[str, ...]
    actions: Actions
    when_strong: Clause | None
    when_weak: Clause | None


@dataclass(frozen=True)
class Stage:
    """A named step for scores: where it begins, and the score a target in it stands for."""

    id: str
    name: str
    starts_at: int
    target: int


@dataclass(frozen=True)
class ScoringRules:
    """Shares of weight, 0 to 1, from which there is a score, a thin score, an overall score."""

    scored_from: Fraction
    thin_from: Fraction
    overall_from: Fraction


@dataclass(frozen=True)
class VerdictRules:
    """The thresholds of the verdict, in hundredths; `priorities` is how many may be picked.

    `next_step_from`: the next step aims at least at this level, as lower ones are no advice.
    `clause_strong_from` and `clause_weak_to` are level values: a clause is said only
    when the question that proves it was answered at least, or at most, there.
    """

    priorities: int
    strength_from: int
    strength_above_mean: int
    strength_least: int
    gap_from: int
    blocked_below: int
    next_step_from: int
    clause_strong_from: int
    clause_weak_to: int


@dataclass(frozen=True)
class ActionBands:
    """Values of the weakest answer from which the middle and the high action is shown."""

    middle_from: int
    high_from: int


@dataclass(frozen=True)
class CheckThresholds:
    """When checks fire: steps between two levels, or hundredths between scores or levels."""

    levels_apart: int
    high_from: int
    low_below: int
    apart: int


@dataclass(frozen=True)
class Check:
    """A contradiction to look for. `high` and `low` are ids of questions or of dimensions.

    `needs_all`: every one of `high` must qualify and the weakest of them counts;
    otherwise the best of them must qualify and counts.
    """

    id: str
    rule: CheckRule
    high: tuple[str, ...]
    low: str
    needs_all: bool
    finding: str


@dataclass(frozen=True)
class Definition:
    """A word explained one tap away wherever it appears."""

    term: str
    forms: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Questionnaire:
    """A published version, known by the hash of its parsed, canonical content.

    Dimensions and questions stand in the order in which results show them;
    `asking_order` holds dimension ids in the order in which they are asked.
    """

    id: str
    version: int
    content_hash: str
    title: str
    attribution: str
    status: str
    recall: str
    dimension_noun: str
    dimension_nouns: str
    scale: tuple[int, ...]
    statuses: dict[Status, StatusWords]
    minutes: dict[Length, int]
    asking_order: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    questions: tuple[Question, ...]
    stages: tuple[Stage, ...]
    stages_note: str
    scoring: ScoringRules
    verdict: VerdictRules
    action_bands: ActionBands
    check_thresholds: CheckThresholds | None
    checks: tuple[Check, ...]
    definitions: tuple[Definition, ...]

    @property
    def name(self) -> str:
        """How messages and files refer to this version: `customer-strategy v1`."""
        return f"{self.id} v{self.version}"

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def dimension(self) -> dict[str, Dimension]:
        """Dimensions by id."""
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def stage(self) -> dict[str, Stage]:
        """Stages by id."""
        return {stage.id: stage for stage in self.stages}

    @property
    def has_short_length(self) -> bool:
        """Whether a short length is defined at all."""
        return any(question.short for question in self.questions)

    def questions_of(self, dimension: str) -> list[Question]:
        """All questions of a dimension, scored ones first, optional ones last."""
        own = [question for question in self.questions if question.dimension == dimension]
        return sorted(own, key=lambda question: question.optional)

    def scored_questions(self, dimension: str, length: Length) -> list[Question]:
        """The questions that a score of that length rests on."""
        return [
            question
            for question in self.questions_of(dimension)
            if not question.optional and (length is Length.FULL or question.short)
        ]

    def question_count(self, length: Length) -> int:
        """How many scored questions are asked at a length."""
        return sum(len(self.scored_questions(dimension.id, length)) for dimension in self.dimensions)

    def has_equal_weights(self, dimension: str) -> bool:
        """Whether all scored questions of a dimension weigh the same, so that weights go unsaid."""
        return len({question.weight for question in self.questions_of(dimension) if not question.optional}) == 1

    def stage_range(self, stage: Stage) -> str:
        """`from 1.80 to below 2.60`; the last stage has no end."""
        start = f"from {two_decimals(stage.starts_at)}"
        later = [entry.starts_at for entry in self.stages if entry.starts_at > stage.starts_at]
        return f"{start} to below {two_decimals(min(later))}" if later else f"{start} up"

    @property
    def first_advisable(self) -> int:
        """The rank, from 0, of the lowest level that may be a next step."""
        return next(rank for rank, value in enumerate(self.scale) if value >= self.verdict.next_step_from)

    def next_level(self, question: Question, value: int) -> Level | None:
        """The level to aim at next: one step up, or the first advisable one; None from the top."""
        rank = max(question.rank(value) + 1, self.first_advisable)
        return question.levels[rank] if rank < len(question.levels) else None

    def action(self, question: Question, value: int) -> str:
        """What to do first about a weakest answer: the question's own action, else its dimension's."""
        if question.action:
            return question.action
        bands, actions = self.action_bands, self.dimension[question.dimension].actions
        if value >= bands.high_from:
            return actions.high
        return actions.middle if value >= bands.middle_from else actions.low

    def shown(self, score: int) -> str:
        """A score for reading: one decimal, or two where one would put it into another stage."""
        near = tenths(score) * 10
        if near < self.stages[0].starts_at or self.stage_of(near) != self.stage_of(score):
            return two_decimals(score)
        return one_decimal(score)

    def stage_of(self, score: int) -> Stage:
        """The stage a score falls in; a score equal to a cut-off belongs to the higher stage."""
        return [stage for stage in self.stages if stage.starts_at <= score][-1]
