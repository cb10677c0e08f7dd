"""Questionnaires of any shape give sound workbooks that mean what the engine says."""

import pytest

from assessment.model import Length
from reports.scorecard import scorecard
from tests.recalculation import FORMUALIZER, IRONCALC, Engine, assert_recalculates, formulas
from tests.responses import assessed, generated
from tests.shapes import edition, largest
from tests.workbook_lint import lint

SEEDS = range(24)


@pytest.fixture(scope="module")
def workbooks() -> list[bytes]:
    """One workbook for each of many shapes, at the short length where there is one."""
    books = []
    for seed in SEEDS:
        own = edition(seed)
        length = Length.SHORT if own.questionnaire.has_short_length and seed % 2 else Length.FULL
        books.append(scorecard(assessed(own, generated(own, seed, length))))
    return books


@pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)
def test_no_formula_differs(workbooks: list[bytes], engine: Engine) -> None:
    """Whatever the scale, the weights, the stages, the labels."""
    assert sum(len(formulas(book)) for book in workbooks) > 5_000
    assert_recalculates(workbooks, engine)


def test_the_form_is_sound(workbooks: list[bytes]) -> None:
    """Long labels, quotes and ampersands included."""
    assert [fault for book in workbooks for fault in lint(book)] == []


def test_the_largest_questionnaire_makes_a_sound_workbook() -> None:
    """Fifty dimensions: no formula grows beyond what Excel reads."""
    own = largest()
    book = scorecard(assessed(own, generated(own, 1)))
    assert lint(book) == []
    assert_recalculates(book, FORMUALIZER)
