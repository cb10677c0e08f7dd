"""The proof: every formula of the workbook means what our own engine says it means."""

import pytest

from assessment.model import Edition, Length, Response
from assessment.workflow.assessing import assess_file
from reports.scorecard import scorecard
from tests.conftest import EXAMPLES
from tests.recalculation import (
    FORMUALIZER,
    IRONCALC,
    LIBREOFFICE,
    CellError,
    Engine,
    assert_recalculates,
    cached,
    corrupt_one,
    differences,
    formulas,
    require_libreoffice,
)
from tests.responses import DAY, alike, assessed, generated


def _workbooks(edition: Edition, other: Edition) -> list[bytes]:
    """Generated responses of every kind, and the extremes."""
    books = [scorecard(assessed(edition, generated(edition, seed))) for seed in range(8)]
    books += [scorecard(assessed(edition, generated(edition, seed, Length.SHORT))) for seed in range(4)]
    books += [scorecard(assessed(other, generated(other, seed))) for seed in range(12)]
    for own in (edition, other):
        places = (1, len(own.questionnaire.scale))
        books += [scorecard(assessed(own, Response(alike(own.questionnaire, place)))) for place in places]
        books.append(scorecard(assessed(own, Response({}))))
    return books


@pytest.fixture(scope="module")
def workbooks(edition: Edition, other_edition: Edition) -> list[bytes]:
    """Thirty workbooks; the same for every engine."""
    return _workbooks(edition, other_edition)


def test_the_proof_covers_ten_thousand_formulas(workbooks: list[bytes]) -> None:
    """So many are compared below, once for each engine."""
    assert sum(len(formulas(book)) for book in workbooks) >= 10_000


@pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)
def test_no_formula_differs(workbooks: list[bytes], engine: Engine) -> None:
    """Cached values are poisoned first, so only a recalculation can bring them back."""
    assert_recalculates(workbooks, engine)


def test_no_formula_differs_in_libreoffice(edition: Edition, other_edition: Edition) -> None:
    """A hard recalculation by a whole office program, as second proof."""
    require_libreoffice()
    example = assess_file(EXAMPLES / "strong-operator.json", edition, Length.FULL, DAY)
    books = [
        scorecard(example),
        scorecard(assessed(edition, generated(edition, 5))),
        scorecard(assessed(other_edition, generated(other_edition, 5))),
    ]
    assert_recalculates(books, LIBREOFFICE)


@pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)
def test_one_false_value_is_found(edition: Edition, engine: Engine) -> None:
    """Negative control: the comparison sees a single cell that is wrong."""
    book = scorecard(assessed(edition, generated(edition, 1)))
    wrong = corrupt_one(book)
    (recalculated,) = engine.recalculate([book])
    assert differences(cached(book), recalculated) == []
    assert len(differences(cached(wrong), recalculated)) == 1


def test_examples_have_no_error_cells(edition: Edition) -> None:
    """The workbook of each example shows no error anywhere."""
    for example in sorted(EXAMPLES.glob("*.json")):
        book = scorecard(assess_file(example, edition, Length.FULL, DAY))
        assert not [cell for cell, value in cached(book).items() if isinstance(value, CellError)]
