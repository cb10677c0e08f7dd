"""With own weights, some of them nothing, the workbook says so and every formula still means what the engine means."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from assessment.model import Segment
from assessment.targeting import target
from assessment.targeting.weighing import own_weights_words, weighted
from reports.segments.book import RULES as RULES_SHEET
from reports.segments.workbook import workbook
from tests.recalculation import FORMUALIZER, IRONCALC, Engine, assert_recalculates
from tests.reports.segments.making import DAY, RULES, example, portfolios
from tests.targeting.test_weighing import own_weights

LOCKED = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
NOTHING_ON_PROOF = {"A1": 10_000, "A2": 0, "A3": 0, "A4": 0, "A5": 0, "A6": 0} | dict(
    zip(["R1", "R2", "R3", "R4", "R5", "R6"], (5000, 2500, 0, 2500, 0, 0), strict=True)
)


@pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)
def test_the_example_recalculates_with_criteria_that_weigh_nothing(engine: Engine) -> None:
    """A knock-out criterion among them."""
    basis = weighted(RULES, NOTHING_ON_PROOF, LOCKED)
    assert_recalculates(workbook(basis, target(basis, example()), DAY), engine)


def test_what_weighs_nothing_need_not_be_rated_first() -> None:
    """Neither in the engine nor in the workbook; what knocks out must be."""
    basis = weighted(RULES, NOTHING_ON_PROOF, LOCKED)
    first, *others = example()
    few = replace(first, ratings={"R2": 4, "R4": 4})
    portfolio = target(basis, [few, *others])
    assert portfolio.findings[0].missing == ("A1", "R1", "R3", "R5")
    assert_recalculates(workbook(basis, portfolio, DAY), FORMUALIZER)


@given(portfolios(), own_weights())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_segments_recalculate_with_any_weights(
    made: tuple[list[Segment], Fraction], own: Mapping[str, int]
) -> None:
    """Served and planned, with blanks."""
    segments, rest = made
    basis = weighted(RULES, own, LOCKED)
    assert_recalculates(workbook(basis, target(basis, segments, rest), DAY), FORMUALIZER)


@pytest.mark.parametrize("is_own", [True, False])
def test_the_sheet_of_rules_says_whose_weights_they_are(is_own: bool) -> None:
    """And what the shipped ones would change."""
    basis = weighted(RULES, NOTHING_ON_PROOF, LOCKED) if is_own else RULES
    portfolio = target(basis, example())
    sheet = openpyxl.load_workbook(BytesIO(workbook(basis, portfolio, DAY)))[RULES_SHEET]
    said = {str(row[0].value): str(row[1].value) for row in sheet.iter_rows(max_row=12)}
    words = own_weights_words(basis, portfolio)
    assert said["Weights"] == (words if is_own else "As shipped with these rules.")
    assert ("locked on 22 November 2026" in said["Weights"]) is is_own
