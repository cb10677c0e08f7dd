"""Ratings that facts of their segment contradict, parsed from the file of criteria."""

from collections.abc import Sequence
from fractions import Fraction
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field

from assessment import model
from assessment.catalog.documents import Line, OnScale, Slug, Table
from assessment.errors import Problems
from assessment.model import RATINGS, Fact
from assessment.wording import nearest, repeated

FactWord = Literal["profit-share", "growth", "win-rate", "retention", "named-rivals"]
NumberWord = Literal["profit-share", "growth", "win-rate", "retention"]
Rated = Annotated[int, Field(strict=True, ge=min(RATINGS), le=max(RATINGS))]
PLACES = {"rating", "fact", "revenue"}


class RatingCheckTable(Table):
    """A rating against a fact of its segment."""

    id: Slug
    criterion: Annotated[str, Field(max_length=8)]
    fact: NumberWord
    finding: Line
    rated_from: Rated | None = None
    rated_to: Rated | None = None
    above: OnScale | None = None
    below: OnScale | None = None
    of_revenue: bool = False


def check_rating_checks(checks: Sequence[RatingCheckTable], criteria: Sequence[str], problems: Problems) -> None:
    """Note every fault. `criteria`: the ids that there are."""
    for id in repeated(check.id for check in checks):
        problems.add(f"rating check '{id}'", "the id is used twice; every id is used once")
    for check in checks:
        where = f"rating check '{check.id}'"
        if check.criterion not in criteria:
            hint = nearest(check.criterion, criteria)
            problems.add(where, f"names the unknown criterion '{check.criterion}'{hint}")
        if (check.rated_from is None) == (check.rated_to is None):
            problems.add(where, "it has either 'rated_from' or 'rated_to'; keep one of them")
        if (check.above is None) == (check.below is None):
            problems.add(where, "it has either 'above' or 'below'; keep one of them")
        if not _is_sound(check.finding):
            problems.add(where, "'finding' may hold {rating}, {fact} and {revenue}, and no other braces")


def _is_sound(finding: str) -> bool:
    try:
        places = list(Formatter().parse(finding))
    except ValueError:
        return False
    # Neither a conversion nor a format: what goes in is text.
    return all(name is None or (name in PLACES and not form and not turn) for _, name, form, turn in places)


def rating_check(table: RatingCheckTable) -> model.RatingCheck:
    """The check of a table that was found sound."""
    return model.RatingCheck(
        id=table.id,
        criterion=table.criterion,
        fact=Fact(table.fact),
        finding=table.finding,
        rated_from=table.rated_from,
        rated_to=table.rated_to,
        above=None if table.above is None else Fraction(table.above),
        below=None if table.below is None else Fraction(table.below),
        of_revenue=table.of_revenue,
    )
