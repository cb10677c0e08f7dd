"""The shape of the data files: which keys there are, of which type, within which limits."""

import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
FIELD_ID = r"^[a-z][a-z_]*$"
POINT_ID = r"^[A-Z][A-Z0-9]*$"
TRIMMED = r"^\S(.*\S)?$"
LARGEST = 1000
# Controls, halves of characters, and separators of lines and paragraphs.
UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}


def _number(value: object, decimals: int) -> Decimal:
    """Only numbers as such: neither `true` nor `"3"` passes for one."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("is no number; write one such as 2 or 1.5")
    number = Decimal(value)
    # What is infinite or beyond the limits is refused by them; it cannot be rounded here.
    if number.is_finite() and -LARGEST <= number <= LARGEST and number != round(number, decimals):
        raise ValueError(f"has more than {decimals} decimals; round it")
    return number


def _hundredths(value: object) -> Decimal:
    return _number(value, 2)


def _share(value: object) -> Decimal:
    return _number(value, 4)


def _printable(text: str) -> str:
    if any(unicodedata.category(sign) in UNPRINTABLE for sign in set(text)):
        raise ValueError("has a control character or a line break; remove it")
    if "  " in text:
        raise ValueError("has two spaces in a row, which spreadsheets close up; leave one")
    return text


Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]
Word = Annotated[str, Field(min_length=1, max_length=120, pattern=TRIMMED), AfterValidator(_printable)]
Line = Annotated[str, Field(min_length=1, max_length=300, pattern=TRIMMED), AfterValidator(_printable)]
Paragraph = Annotated[str, Field(min_length=1, max_length=1000, pattern=TRIMMED), AfterValidator(_printable)]
AsNumber = WithJsonSchema({"type": "number", "minimum": 0, "maximum": LARGEST})
AsShare = WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 1})
Weight = Annotated[Decimal, BeforeValidator(_hundredths), Field(ge=0, le=LARGEST), AsNumber]
Share = Annotated[Decimal, BeforeValidator(_share), Field(gt=0, le=1), AsShare]
OnScale = Annotated[Decimal, BeforeValidator(_hundredths), Field(ge=0, le=LARGEST), AsNumber]
Count = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]


class Table(BaseModel):
    """A table of a data file: unknown keys are errors, types are taken as written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LevelTable(Table):
    value: OnScale
    text: Word


class QuestionTable(Table):
    id: Slug
    dimension: Slug
    name: Word
    text: Line
    weight: Weight = Decimal(1)
    short: bool = False
    optional: bool = False
    does_not_apply: Word | None = None
    levels: list[LevelTable]
    evidence: Line
    why: Line
    action: Line | None = None


class ActionsTable(Table):
    low: Line
    middle: Line
    high: Line


class StrongClauseTable(Table):
    text: Line
    question: Slug


class WeakClauseTable(StrongClauseTable):
    cost: Line


class DimensionTable(Table):
    id: Slug
    number: Count
    title: Word
    label: Word
    weight: Weight = Decimal(1)
    mature: Line
    immature: Line
    example: Line | None = None
    note: Line | None = None
    depends_on: list[Slug] = []
    actions: ActionsTable
    when_strong: StrongClauseTable | None = None
    when_weak: WeakClauseTable | None = None


class ScaleTable(Table):
    values: Annotated[list[OnScale], Field(min_length=2, max_length=10)]


class StatusTable(Table):
    label: Word
    meaning: Line


class StatusesTable(Table):
    cannot_judge: StatusTable
    does_not_apply: StatusTable


class LengthTable(Table):
    minutes: Count


class LengthsTable(Table):
    full: LengthTable
    short: LengthTable | None = None


class ScoringTable(Table):
    scored_from: Share
    thin_from: Share
    overall_from: Share


class VerdictTable(Table):
    priorities: Count
    strength_from: OnScale
    strength_above_mean: OnScale
    strength_least: OnScale
    gap_from: OnScale
    blocked_below: OnScale
    next_step_from: OnScale
    clause_strong_from: OnScale
    clause_weak_to: OnScale


class ActionBandsTable(Table):
    middle_from: OnScale
    high_from: OnScale


class StageTable(Table):
    id: Slug
    name: Word
    # `from` is a word of Python, hence the alias.
    starts_at: Annotated[OnScale, Field(alias="from")]
    target: OnScale


class StagesTable(Table):
    note: Line
    list: Annotated[list[StageTable], Field(min_length=2, max_length=10)]


class CheckThresholdsTable(Table):
    levels_apart: Count
    high_from: OnScale
    low_below: OnScale
    apart: OnScale


class CheckTable(Table):
    id: Slug
    rule: Literal["levels_apart", "questions", "dimensions"]
    high: Annotated[list[Slug], Field(min_length=1, max_length=10)]
    needs: Literal["all", "any"] = "all"
    low: Slug
    finding: Line


class DefinitionTable(Table):
    term: Word
    forms: list[Word] = []
    text: Line


class QuestionnaireDocument(Table):
    """A questionnaire file. Editors complete and check it by the schema made from this."""

    id: Slug
    version: Count
    title: Word
    attribution: Paragraph
    status: Line
    recall: Line
    dimension_noun: Word
    dimension_nouns: Word
    asking_order: list[Slug]
    retired: list[Slug] = []
    scale: ScaleTable
    statuses: StatusesTable
    lengths: LengthsTable
    scoring: ScoringTable
    verdict: VerdictTable
    action_bands: ActionBandsTable
    stages: StagesTable
    check_thresholds: CheckThresholdsTable | None = None
    dimension: Annotated[list[DimensionTable], Field(min_length=1, max_length=50)]
    question: Annotated[list[QuestionTable], Field(min_length=1, max_length=500)]
    check: list[CheckTable] = []
    definition: list[DefinitionTable] = []


class OptionTable(Table):
    id: Slug
    label: Word
    in_survey: bool = True
    published: Annotated[int, Field(ge=0, le=100)] | None = None


class FieldTable(Table):
    id: Annotated[str, Field(pattern=FIELD_ID, max_length=40)]
    label: Line
    about: Literal["organisation", "respondent"]
    options: list[OptionTable] = []


class ProfileDocument(Table):
    """The profile fields of a questionnaire."""

    field: Annotated[list[FieldTable], Field(min_length=1, max_length=50)]


Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Interval = Annotated[list[Percent], Field(min_length=2, max_length=2)]


class SourceTable(Table):
    id: Word
    title: Word
    publisher: Word
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)]
    survey: Line
    note: Line | None = None


class PointTable(Table):
    id: Annotated[str, Field(pattern=POINT_ID, max_length=12)]
    dimensions: list[Slug] = []
    source: Word
    percent: Percent | None = None
    percent_words: Word
    base: Line
    base_size: Annotated[int, Field(strict=True, ge=1)] | None = None
    base_size_is: Literal["reported", "reconstructed", "approximate", "unknown"] = "unknown"
    interval: Interval | None = None
    needs_priority: bool = False
    practice: Line
    question: Line
    answers: list[OptionTable] = []
    compared: list[Slug] = []
    sentence: Line | None = None
    note: Line | None = None


class PairTable(Table):
    id: Slug
    say: Word
    said: Slug
    do: Word
    done: Slug
    finding: Line


class SampleTable(Table):
    field: Word
    value: Word
    percent: Percent
    interval: Interval


class ConditionTable(Table):
    field: Annotated[str, Field(pattern=FIELD_ID)]
    accepted: Annotated[list[Slug], Field(min_length=1)]
    words: Line


class ComparabilityTable(Table):
    unit: Line
    priority_words: Line
    rules: list[Line]
    condition: list[ConditionTable]


class ReferencePointsDocument(Table):
    """Published figures with base, year and interval, and the rules for comparing with them."""

    source: Annotated[list[SourceTable], Field(min_length=1)]
    point: Annotated[list[PointTable], Field(min_length=1)]
    pair: list[PairTable] = []
    sample: list[SampleTable] = []
    comparability: ComparabilityTable


def json_schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) of the questionnaire file, for editors that complete as one types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **QuestionnaireDocument.model_json_schema(by_alias=True),
    }
