"""How far the respondents of one organisation agree: only what may be shown of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from assessment.model.people import AssessorRating, Settlement
from assessment.model.questionnaire import Questionnaire
from assessment.model.response import Basis, Response
from assessment.model.scorecard import Scorecard
from assessment.model.stored import CampaignMode, ScoringRule


class Partition(StrEnum):
    """What respondents are parted by when groups are compared."""

    BLOC = "bloc"
    MANAGEMENT = "management"
    LENS = "lens"
    SENIORITY = "seniority"


class Agreement(StrEnum):
    """How far answers agree."""

    AGREED = "agreed"
    CLOSE = "close"
    SPREAD = "spread"
    CAMPS = "camps"

    @property
    def is_unsettled(self) -> bool:
        """Whether answers spread too far for their mean to be read as a finding."""
        return self in (Agreement.SPREAD, Agreement.CAMPS)


# What people read for it, on screens and in workbooks alike.
AGREEMENT_WORDS = {
    Agreement.AGREED: "Agreed",
    Agreement.CLOSE: "Close",
    Agreement.SPREAD: "Spread wide",
    Agreement.CAMPS: "Two camps",
}


@dataclass(frozen=True)
class Voice:
    """One submitted response as a part of a team. `id` is opaque; `lens`, `seniority`: option ids of the profile."""

    id: str
    response: Response
    scorecard: Scorecard
    name: str | None = None
    lens: str | None = None
    seniority: str | None = None


@dataclass(frozen=True)
class Dot:
    """One respondent's score or answer, in hundredths. Without a name nobody may learn whose it is.

    `place`: the same in every row for the same person, where there are names; none where nobody may be followed.
    """

    value: int
    name: str = ""
    bloc: str = ""
    place: int | None = None


@dataclass(frozen=True)
class TeamRow:
    """What a team says of a dimension, a question, or on the whole; figures in hundredths of the scale.

    `subject`: the id of the dimension or question. `n` answered with a level or have a score, of `asked`.
    `mean`, `deviation` (SD) and `distance` (AD_M) are none where they may not be shown, and `withheld` says why.
    `answer_distance`: of a dimension, the mean AD_M of its questions, on which `agreement` rests.
    `counts`: how many chose each level, lowest first. `rwg`: r_WG(J) of a dimension.
    `is_mean_of_lenses`: whether the mean is that of the lenses' means.
    """

    subject: str
    n: int
    asked: int
    mean: int | None = None
    deviation: int | None = None
    distance: int | None = None
    answer_distance: int | None = None
    low: int | None = None
    high: int | None = None
    agreement: Agreement | None = None
    dots: tuple[Dot, ...] = ()
    counts: tuple[tuple[int, int], ...] = ()
    cannot_judge: int | None = None
    could_judge_of: int = 0
    basis: Mapping[Basis, int] = field(default_factory=dict)
    rwg: Fraction | None = None
    is_mean_of_lenses: bool = False
    withheld: str = ""


@dataclass(frozen=True)
class PerceptionGap:
    """How a group sees a dimension against all others: group mean minus theirs, in hundredths."""

    partition: Partition
    group: str
    label: str
    dimension: str
    n: int
    mean: int
    others_n: int
    others: int

    @property
    def gap(self) -> int:
        """The mean of the group minus that of all others."""
        return self.mean - self.others


@dataclass(frozen=True)
class WithheldGroup:
    """A group of which nothing is shown for some dimensions, and why."""

    partition: Partition
    label: str
    why: str
    dimensions: tuple[str, ...]


@dataclass(frozen=True)
class Dispute:
    """A question on which answers spread widely: the opposing levels, in hundredths, and minutes to talk about it."""

    row: TeamRow
    low: int
    high: int
    minutes: int

    @property
    def question(self) -> str:
        """The id of the question."""
        return self.row.subject


@dataclass(frozen=True)
class TeamView:
    """Everything that may be shown of a team, and nothing else: screens, workbooks and commands read only this."""

    mode: CampaignMode
    rule: ScoringRule
    n: int
    overall: TeamRow
    dimensions: tuple[TeamRow, ...]
    questions: tuple[TeamRow, ...]
    gaps: tuple[PerceptionGap, ...]
    withheld: tuple[WithheldGroup, ...]
    disputes: tuple[Dispute, ...]
    blocs: tuple[str, ...]
    notes: tuple[str, ...]

    def of(self, subject: str) -> TeamRow:
        """The row of a dimension or question, by its id. Raises KeyError for any other."""
        for row in (*self.dimensions, *self.questions):
            if row.subject == subject:
                return row
        raise KeyError(subject)


@dataclass(frozen=True)
class TeamVerdict:
    """The page in words: a headline, what stands behind it, and one finding a line."""

    headline: str
    lead: str
    findings: tuple[str, ...]


@dataclass(frozen=True)
class AgreedScore:
    """A dimension's score before and after the talk, in hundredths, and the questions on which a level was agreed."""

    dimension: str
    original: int
    agreed: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class TeamReport:
    """What the workbook of an organisation is made of, on a day. `missing`: who has not answered, in words."""

    questionnaire: Questionnaire
    view: TeamView
    verdict: TeamVerdict
    unit: str
    is_synthetic: bool
    campaign: str
    answered: str
    missing: tuple[str, ...]
    settlements: Mapping[str, Settlement]
    ratings: Mapping[str, AssessorRating]
    agreed: tuple[AgreedScore, ...]
    on: date
