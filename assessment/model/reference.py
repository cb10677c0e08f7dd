"""Published figures and the profile that decides how they may be compared."""

from dataclasses import dataclass
from enum import StrEnum


class Badge(StrEnum):
    """How far a published figure may be compared: A all conditions hold, B all but one."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class ProfileOption:
    """One choice of a profile field. `published`: the survey's own percentage for it."""

    id: str
    label: str
    in_survey: bool
    published: int | None


@dataclass(frozen=True)
class ProfileField:
    """Something asked about the organisation or the respondent; no options means free text."""

    id: str
    label: str
    about: str
    options: tuple[ProfileOption, ...]

    def label_of(self, value: str) -> str:
        """The words for a stored value: the option's label, or the text itself."""
        return next((option.label for option in self.options if option.id == value), value)


@dataclass(frozen=True)
class Profile:
    """The profile fields of a questionnaire."""

    fields: tuple[ProfileField, ...] = ()

    def field(self, id: str) -> ProfileField | None:
        """The field with that id, if there is one."""
        return next((field for field in self.fields if field.id == id), None)


@dataclass(frozen=True)
class Source:
    """A publication and the survey in it."""

    id: str
    title: str
    publisher: str
    year: int
    survey: str
    note: str


@dataclass(frozen=True)
class ReferencePoint:
    """A published percentage with its base. Never averaged, never a percentile.

    `interval`: limits in per cent, stated only where the base is unknown: they enclose every
    base size that the published figures allow.
    `needs_priority`: the base are those who picked one of `dimensions` as a priority.
    `compared`: the answers whose share the percentage is.
    """

    id: str
    dimensions: tuple[str, ...]
    source: str
    percent: int | None
    percent_words: str
    base: str
    base_size: int | None
    base_size_is: str
    interval: tuple[int, int] | None
    needs_priority: bool
    practice: str
    question: str
    answers: tuple[ProfileOption, ...]
    compared: tuple[str, ...]
    sentence: str
    note: str

    def answer_label(self, option: str | None) -> str:
        """An own answer in words; nothing when none was given."""
        return next((answer.label for answer in self.answers if answer.id == option), "")


@dataclass(frozen=True)
class SampleShare:
    """A published share of the survey's sample, in per cent with its interval."""

    field: str
    value: str
    percent: int
    interval: tuple[int, int]


@dataclass(frozen=True)
class Condition:
    """One condition of comparability: a profile field must hold one of the accepted options."""

    field: str
    accepted: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Comparability:
    """What must hold for a published figure to be compared, and how it is put in words."""

    unit: str
    conditions: tuple[Condition, ...]
    priority_words: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class PracticePair:
    """Two practice answers that do not go together: `say` answered `said`, `do` answered `done`."""

    id: str
    say: str
    said: str
    do: str
    done: str
    finding: str


@dataclass(frozen=True)
class ReferencePoints:
    """The published figures that belong to a questionnaire."""

    sources: tuple[Source, ...]
    points: tuple[ReferencePoint, ...]
    pairs: tuple[PracticePair, ...]
    sample: tuple[SampleShare, ...]
    comparability: Comparability


@dataclass(frozen=True)
class Reading:
    """A published figure as this response may read it.

    `failed` lists the conditions that do not hold; `own` is the respondent's own answer.
    `interval`: 95 % limits in whole per cent; none for a figure without a percentage.
    `counts`: the least and the greatest count that round to the percentage, where the base is known.
    """

    point: ReferencePoint
    source: Source
    badge: Badge
    failed: tuple[str, ...]
    own: str
    interval: tuple[int, int] | None
    counts: tuple[int, int] | None
