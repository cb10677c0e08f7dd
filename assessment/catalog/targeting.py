"""The criteria that segments are rated by, and the zones of their map, parsed from a data file."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from assessment import model
from assessment.catalog.building import content_hash
from assessment.catalog.documents import Count, Line, OnScale, Share, Slug, Table, Word
from assessment.catalog.rating_checks import FactWord, RatingCheckTable, check_rating_checks, rating_check
from assessment.catalog.reading import read_toml
from assessment.catalog.segment_tests import (
    AdjacencyTable,
    RivalsTable,
    adjacency_rules,
    check_adjacency,
    check_rivals,
    rival_rules,
)
from assessment.catalog.validation import validated
from assessment.errors import CatalogError, Problems
from assessment.model import RATINGS, Claim, MoneyFigure, Side
from assessment.rounding import to_hundredths
from assessment.wording import nearest, repeated

CRITERION_ID = r"^[A-Z][A-Z0-9]*$"
CriterionId = Annotated[str, Field(pattern=CRITERION_ID, max_length=8)]
Rating = Annotated[int, Field(strict=True, ge=min(RATINGS), le=max(RATINGS))]


class CriterionTable(Table):
    """What segments are rated by."""

    id: CriterionId
    side: Literal["attractiveness", "right-to-win"]
    name: Word
    weight: Share
    low: Line
    middle: Line
    high: Line
    part: Literal["reasons", "proof"] | None = None
    knock_out: bool = False
    needs_revenue: bool = False
    facts: list[FactWord] = Field(default_factory=list)
    dimensions: list[Slug] = Field(default_factory=list)


class ZoneTable(Table):
    """A field of the map."""

    id: Slug
    name: Word
    sense: Line
    claim: Literal["held", "near", "far"]
    attractive: bool
    spares_must_serve: bool = False
    takes_bets: bool = False


class ThresholdsTable(Table):
    """Where zones are cut."""

    right_to_win: OnScale
    near: OnScale
    knock_out: Rating
    attractive: OnScale
    close: OnScale
    rated: Share
    under_funded_below: Share
    under_funded_by: Share
    evidence: Share
    weak: OnScale = Decimal(0)


class MoneyCheckTable(Table):
    """An answer against a figure of one's own."""

    id: Slug
    question: Slug
    answered_from: OnScale
    figure: Literal["unbacked", "coverage", "spend-in"]
    finding: Line
    said: Word
    above: Share | None = None
    below: Share | None = None
    zones: list[Slug] = Field(default_factory=list)


class TargetingDocument(Table):
    """A file of criteria and zones."""

    id: Slug
    version: Count
    title: Word
    must_serve: Line
    thresholds: ThresholdsTable
    criterion: list[CriterionTable]
    zone: list[ZoneTable]
    check: list[MoneyCheckTable] = Field(default_factory=list)
    rivals: RivalsTable | None = None
    adjacency: AdjacencyTable | None = None
    rating_check: list[RatingCheckTable] = Field(default_factory=list)


def parse_targeting(text: str) -> model.TargetingRules:
    """The criteria and zones in a TOML text. Raises CatalogError with every problem."""
    raw = read_toml(text)
    problems = Problems("right to win")
    sound = validated(raw, TargetingDocument, problems)
    _check_criteria(sound.get("criterion", []), problems)
    _check_zones(sound.get("zone", []), problems)
    _check_checks(sound.get("check", []), [zone.id for zone in sound.get("zone", [])], problems)
    if "thresholds" in sound:
        _check_thresholds(sound["thresholds"], problems)
    if sound.get("rivals"):
        check_rivals(sound["rivals"], [c.id for c in sound.get("criterion", []) if c.part], problems)
    if sound.get("adjacency"):
        check_adjacency(sound["adjacency"], problems)
    check_rating_checks(sound.get("rating_check", []), [c.id for c in sound.get("criterion", [])], problems)
    problems.raise_if_any(CatalogError)
    document = TargetingDocument.model_validate(raw)
    return model.TargetingRules(
        id=document.id,
        version=document.version,
        title=document.title,
        content_hash=content_hash(document),
        criteria=tuple(map(_criterion, document.criterion)),
        zones=tuple(model.Zone(**{**zone.model_dump(), "claim": Claim(zone.claim)}) for zone in document.zone),
        thresholds=_thresholds(document.thresholds),
        must_serve=document.must_serve,
        checks=tuple(map(_money_check, document.check)),
        rivals=rival_rules(document.rivals) if document.rivals else None,
        adjacency=adjacency_rules(document.adjacency) if document.adjacency else None,
        rating_checks=tuple(map(rating_check, document.rating_check)),
    )


def _check_criteria(criteria: list[CriterionTable], problems: Problems) -> None:
    for id in repeated(criterion.id for criterion in criteria):
        problems.add(f"criterion '{id}'", "the id is used twice; every id is used once")
    for side in Side:
        weights = [criterion.weight for criterion in criteria if Side(criterion.side) is side]
        if sum(weights, Decimal()) != 1:
            problems.add("", f"the weights of '{side}' sum to {sum(weights, Decimal())}; they must sum to 1")
    for criterion in criteria:
        if (Side(criterion.side) is Side.RIGHT_TO_WIN) != (criterion.part is not None):
            problems.add(
                f"criterion '{criterion.id}'",
                "'part' is 'reasons' or 'proof' for a right to win, and left out for attractiveness",
            )
        if criterion.knock_out and Side(criterion.side) is not Side.RIGHT_TO_WIN:
            problems.add(f"criterion '{criterion.id}'", "only a criterion of the right to win can knock out")
    if criteria and not any(criterion.knock_out and not criterion.needs_revenue for criterion in criteria):
        problems.add("", "no criterion knocks out without revenue; planned segments need one: mark at least one")


def _check_zones(zones: list[ZoneTable], problems: Problems) -> None:
    for id in repeated(zone.id for zone in zones):
        problems.add(f"zone '{id}'", "the id is used twice; every id is used once")
    fields = [(zone.claim, zone.attractive) for zone in zones]
    for claim in Claim:
        for attractive in (True, False):
            if (count := fields.count((claim.value, attractive))) != 1:
                word = "attractive" if attractive else "not attractive"
                problems.add("", f"{count} zones for '{claim}' and {word}; each field of the map has one")


def _check_thresholds(thresholds: ThresholdsTable, problems: Problems) -> None:
    if thresholds.near >= thresholds.right_to_win:
        problems.add("thresholds", "'near' must be below 'right_to_win'")
    for name in ("right_to_win", "near", "attractive"):
        if not min(RATINGS) < getattr(thresholds, name) < max(RATINGS):
            problems.add("thresholds", f"'{name}' must lie between {min(RATINGS)} and {max(RATINGS)}")


def _check_checks(checks: list[MoneyCheckTable], zones: list[str], problems: Problems) -> None:
    for id in repeated(check.id for check in checks):
        problems.add(f"check '{id}'", "the id is used twice; every id is used once")
    for check in checks:
        where = f"check '{check.id}'"
        if (check.above is None) == (check.below is None):
            problems.add(where, "it has either 'above' or 'below'; keep one of them")
        if bool(check.zones) != (check.figure == MoneyFigure.SPEND_IN.value):
            problems.add(where, "'zones' belong to the figure 'spend-in', which needs them")
        for id in check.zones:
            if id not in zones:
                problems.add(where, f"names the unknown zone '{id}'{nearest(id, zones)}")
        for text in (check.finding, check.said):
            if "{share}" not in text or text.replace("{share}", "").count("{"):
                problems.add(where, "'finding' and 'said' hold {share} once, and no other braces")


def _money_check(table: MoneyCheckTable) -> model.MoneyCheck:
    return model.MoneyCheck(
        id=table.id,
        question=table.question,
        answered_from=to_hundredths(table.answered_from),
        figure=MoneyFigure(table.figure),
        finding=table.finding,
        said=table.said,
        above=None if table.above is None else Fraction(table.above),
        below=None if table.below is None else Fraction(table.below),
        zones=tuple(table.zones),
    )


def _criterion(table: CriterionTable) -> model.Criterion:
    said: dict[str, Any] = table.model_dump()
    part = model.Part(table.part) if table.part else None
    side, weight = Side(table.side), Fraction(table.weight)
    facts, dimensions = tuple(map(model.Fact, table.facts)), tuple(table.dimensions)
    parsed = {"side": side, "weight": weight, "part": part, "facts": facts, "dimensions": dimensions}
    return model.Criterion(**{**said, **parsed})


def _thresholds(table: ThresholdsTable) -> model.TargetingThresholds:
    return model.TargetingThresholds(
        right_to_win=to_hundredths(table.right_to_win),
        near=to_hundredths(table.near),
        knock_out=table.knock_out,
        attractive=to_hundredths(table.attractive),
        close=to_hundredths(table.close),
        rated=Fraction(table.rated),
        under_funded_below=Fraction(table.under_funded_below),
        under_funded_by=Fraction(table.under_funded_by),
        evidence=Fraction(table.evidence),
        weak=to_hundredths(table.weak),
    )
