"""What is looked into for one segment beside its ratings, in the file of criteria: rivals, and how near it is."""

from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from assessment import model
from assessment.catalog.documents import Count, Line, Share, Slug, Table, Word
from assessment.errors import Problems
from assessment.model import RATINGS
from assessment.wording import nearest, repeated

MOST_POINTS = 100
Points = Annotated[int, Field(strict=True, ge=-MOST_POINTS, le=MOST_POINTS)]
Number = Annotated[int, Field(strict=True, ge=0, le=MOST_POINTS)]
LIMITS = ("coverage", "critical_gaps", "changes")


class ElementKindTable(Table):
    """A kind of thing on which rivals are compared."""

    id: Slug
    name: Word
    noun: Word
    hint: Line
    least: Number
    most: Count
    below: Points
    at: Points
    above: Points


class RivalsTable(Table):
    """How a company is compared with rivals."""

    criterion: Word
    margins: list[Points]
    source: Line
    own_choice: Line
    kind: Annotated[list[ElementKindTable], Field(min_length=1, max_length=10)]


class ChangeKindTable(Table):
    """Something that may be new in a segment."""

    id: Slug
    name: Word
    hint: Line


class AdjacencyVerdictTable(Table):
    """How near a segment is, and the limits it keeps then."""

    id: Slug
    name: Word
    sense: Line
    coverage: Share | None = None
    critical_gaps: Number | None = None
    changes: Number | None = None


class AdjacencyTable(Table):
    """How nearness is judged."""

    critical_weight: Share
    critical_shortfall: Count
    most: Count
    base_rate: Line
    source: Line
    change: Annotated[list[ChangeKindTable], Field(min_length=1, max_length=20)]
    verdict: Annotated[list[AdjacencyVerdictTable], Field(min_length=2, max_length=10)]


def check_rivals(table: RivalsTable, criteria: list[str], problems: Problems) -> None:
    """Note what does not hold between the parts. `criteria`: the ids of those of the right to win."""
    for id in repeated(kind.id for kind in table.kind):
        problems.add(f"rivals, kind '{id}'", "the id is used twice; every id is used once")
    for kind in table.kind:
        where = f"rivals, kind '{kind.id}'"
        if kind.least > kind.most:
            problems.add(where, f"'least' is {kind.least} and 'most' {kind.most}; least comes first")
        if not kind.below <= kind.at <= kind.above:
            problems.add(where, "points must not fall from 'below' over 'at' to 'above'")
    if not any(kind.least for kind in table.kind):
        problems.add("rivals", "no kind must be named, so an empty comparison would count; give one a 'least' of 1")
    if table.criterion not in criteria:
        known = nearest(table.criterion, criteria)
        problems.add("rivals", f"'criterion' is none of the right to win: '{table.criterion}'{known}")
    if len(table.margins) != len(RATINGS) - 1 or table.margins != sorted(set(table.margins)):
        above = f"{RATINGS[1]} to {RATINGS[-1]}"
        problems.add("rivals", f"'margins' holds {len(RATINGS) - 1} rising numbers, one for each rating from {above}")


def check_adjacency(table: AdjacencyTable, problems: Problems) -> None:
    """Note what does not hold between the parts."""
    for noun, tables in (("change", table.change), ("verdict", table.verdict)):
        for id in repeated(each.id for each in tables):
            problems.add(f"adjacency, {noun} '{id}'", "the id is used twice; every id is used once")
    *nearer, last = table.verdict
    for verdict in nearer:
        for name in LIMITS:
            if getattr(verdict, name) is None:
                problems.add(f"adjacency, verdict '{verdict.id}'", f"'{name}' is missing; only the last one has none")
    for name in LIMITS:
        if getattr(last, name) is not None:
            where = f"adjacency, verdict '{last.id}'"
            problems.add(where, f"'{name}' must be left out: the last verdict holds where no other does")
    for one, other in pairwise(nearer):
        if not _is_stricter(one, other):
            problems.add(f"adjacency, verdict '{other.id}'", "it must be easier to reach than the one before")


def _is_stricter(one: AdjacencyVerdictTable, other: AdjacencyVerdictTable) -> bool:
    """Whether no limit of the one is easier than the other's; limits that are missing are another fault."""
    return (
        (one.coverage or 0) >= (other.coverage or 0)
        and (one.critical_gaps or 0) <= (other.critical_gaps or 0)
        and (one.changes or 0) <= (other.changes or 0)
    )


def rival_rules(table: RivalsTable) -> model.RivalRules:
    """The rules that a sound table holds."""
    return model.RivalRules(
        criterion=table.criterion,
        kinds=tuple(model.ElementKind(**kind.model_dump()) for kind in table.kind),
        margins=tuple(table.margins),
        source=table.source,
        own_choice=table.own_choice,
    )


def adjacency_rules(table: AdjacencyTable) -> model.AdjacencyRules:
    """The rules that a sound table holds."""
    return model.AdjacencyRules(
        changes=tuple(model.ChangeKind(**change.model_dump()) for change in table.change),
        verdicts=tuple(map(_verdict, table.verdict)),
        critical_weight=Fraction(table.critical_weight),
        critical_shortfall=table.critical_shortfall,
        most=table.most,
        base_rate=table.base_rate,
        source=table.source,
    )


def _verdict(table: AdjacencyVerdictTable) -> model.AdjacencyVerdict:
    return model.AdjacencyVerdict(
        id=table.id,
        name=table.name,
        sense=table.sense,
        coverage=None if table.coverage is None else Fraction(table.coverage),
        critical_gaps=table.critical_gaps,
        changes=table.changes,
    )
