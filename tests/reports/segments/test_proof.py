"""The proof: every formula of the workbook of segments means what the engine says it means."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.model import Evidence, Segment, SegmentStatus
from reports.segments.book import HEADER, RIGHT_TO_WIN, SPEND
from tests.recalculation import (
    FORMUALIZER,
    IRONCALC,
    LIBREOFFICE,
    CellError,
    Cells,
    Engine,
    Value,
    assert_recalculates,
    cached,
    corrupt_one,
    differences,
    formulas,
    require_libreoffice,
)
from tests.reports.segments.making import (
    CRITERIA,
    column_of,
    example,
    judged,
    made,
    portfolios,
    rated,
    rating_cell,
    total,
    typed,
    with_evidence,
)

ENGINES = pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)
Finder = Callable[[Cells, int], Value]


@pytest.fixture(scope="module")
def book() -> bytes:
    """The workbook of the example."""
    return made(example())


@ENGINES
def test_the_golden_example_is_what_was_worked_by_hand(book: bytes, engine: Engine) -> None:
    """Read from the recalculated file, not from what was written."""
    assert_recalculates(book, engine)
    (cells,) = engine.recalculate([book])
    expected: dict[str, list[object]] = {
        "Attractiveness": [3.65, 2.45, 3.80, 3.20],
        "Right to win": [4.45, 3.65, 2.45, 1.70],
        "Lowest knock-out": [4, 3, 2, 1],
        "Zone": ["Invest and defend", "Harvest", "Resist", "Resist"],
        "Severity": [0, 0, 0.5, 1],
        "Close call": [
            None,
            "A close call: right to win 3.65, cut at 3.5.",
            "A close call: right to win 2.45, cut at 2.5.",
            "A close call: attractiveness 3.20, cut at 3.",
        ],
        "Note": ["Possibly under-funded", None, None, None],
    }
    for head, values in expected.items():
        find = column_of(book, head)
        assert [find(cells, at) for at in range(4)] == values, head
    split = column_of(book, "Reference split")
    assert [round(float(str(split(cells, at))), 3) for at in range(4)] == [0.680, 0.127, 0.168, 0.025]
    figures = {"backed": 0.4, "bets": 0, "unbacked": 0.6, "rest": 0, "close": 0.15, "index": 0.6, "severity": 0.4}
    for key, figure in {**figures, "revenue without": 0.35}.items():
        assert total(cells, 4, key) == pytest.approx(figure), key
    assert float(str(total(cells, 4, "distance"))) == pytest.approx(0.43, abs=0.005)
    assert str(cells[(RIGHT_TO_WIN, "A2")]).startswith("60 % of customer-facing spend goes to segments where we could")


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(portfolios())
def test_no_formula_differs(portfolio: tuple[list[Segment], Fraction]) -> None:
    """Whatever the segments; cached values are poisoned first."""
    xlsx = made(*portfolio)
    for engine in (FORMUALIZER, IRONCALC):
        assert_recalculates(xlsx, engine)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(portfolios(), st.data())
def test_typing_another_rating_gives_what_the_engine_says(
    portfolio: tuple[list[Segment], Fraction], data: st.DataObject
) -> None:
    """Every formula of every sheet, as if the other rating had been exported."""
    segments, rest = portfolio
    before = [replace(segment, evidence={}) for segment in segments]
    at = data.draw(st.integers(0, len(before) - 1))
    criterion = data.draw(st.sampled_from([c.id for c in CRITERIA]))
    rating = data.draw(st.sampled_from([None, 1, 2, 3, 4, 5]))
    ratings = {**before[at].ratings, criterion: rating}
    after = [*before]
    after[at] = replace(before[at], ratings={id: value for id, value in ratings.items() if value is not None})
    expected = cached(made(after, rest))
    (cells,) = FORMUALIZER.recalculate([typed(made(before, rest), {rating_cell(at, criterion): rating})])
    assert differences(expected, cells) == []


def test_typing_other_inputs_gives_what_the_engine_says() -> None:
    """Status, must-serve, spend, a bet and evidence at once; the table is sorted anew."""
    before = example()
    changed = replace(before[1], spend_share=Fraction("0.45"), must_serve=True)
    third = replace(before[2], spend_share=Fraction("0.10"), status=SegmentStatus.PLANNED, revenue_share=Fraction(0))
    after = [before[0], with_evidence(changed, 12), third, before[3]]
    rows = [HEADER + 2 + at for at in range(4)]
    values: dict[tuple[int, int], object] = {
        (rows[1], SPEND + 1): 0.45,
        (rows[1], 3): "Yes",
        (rows[1], 11): 12,
        (rows[2], SPEND + 1): 0.10,
        (rows[2], 2): "Planned",
        (rows[2], 4): 0,
    }
    (cells,) = FORMUALIZER.recalculate([typed(made(before), values)])
    assert differences(cached(made(after)), cells) == []
    assert total(cells, 4, "problem") == "Revenue shares sum to 75 %; they must sum to 100 %."
    assert cells[(RIGHT_TO_WIN, "A2")] == "Nothing can be said of all segments together yet."


def test_shares_that_miss_the_whole_are_said_on_page_one(book: bytes) -> None:
    """Instead of a sentence that would not hold; a hundredth is let pass."""
    spend = (HEADER + 2, SPEND + 1)
    (wrong, right) = FORMUALIZER.recalculate([typed(book, {spend: 0.2}), typed(book, {spend: 0.24})])
    assert wrong[(RIGHT_TO_WIN, "A3")] == "Spend shares sum to 95 %; they must sum to 100 %."
    assert right[(RIGHT_TO_WIN, "A3")] is None
    assert total(right, 4, "unbacked") == pytest.approx(0.6)


def test_unplaced_and_single_segments_leave_all_figures_together_blank() -> None:
    """And say why."""
    missing = [replace(example()[0], ratings=rated("434443-44545")), *example()[1:]]
    single = [replace(example()[0], revenue_share=Fraction(1), spend_share=Fraction(1))]
    for segments, note in ((missing, "1 of 4 segments cannot be placed yet"), (single, "One segment is no portfolio")):
        (cells,) = FORMUALIZER.recalculate([made(segments)])
        for key in ("backed", "bets", "unbacked", "close", "index", "severity", "revenue without", "distance"):
            assert total(cells, len(segments), key) is None
        assert str(cells[(RIGHT_TO_WIN, "A3")]).startswith(note)
    (cells,) = FORMUALIZER.recalculate([made(missing)])
    table = [value for (sheet, ref), value in cells.items() if sheet == RIGHT_TO_WIN and ref.startswith("K")]
    assert "Rate Fit of the promise." in table


def test_evidence_decides_what_is_said() -> None:
    """From half of the ratings on it says what is not so."""
    known = [replace(each, evidence=dict.fromkeys(each.ratings, Evidence.INTERNAL)) for each in example()]
    (cells,) = FORMUALIZER.recalculate([made(known)])
    assert cells[(RIGHT_TO_WIN, "A2")] == judged(known).headline
    assert "hold no right to win; they bring" in judged(known).headline


@ENGINES
def test_one_false_value_is_found(book: bytes, engine: Engine) -> None:
    """Negative control: the comparison sees a single cell that is wrong."""
    (recalculated,) = engine.recalculate([book])
    assert differences(cached(book), recalculated) == []
    assert len(differences(cached(corrupt_one(book)), recalculated)) == 1


def test_no_cell_shows_an_error(book: bytes) -> None:
    """And there is something to prove."""
    assert not [cell for cell, value in cached(book).items() if isinstance(value, CellError)]
    assert len(formulas(book)) > 500


def test_no_formula_differs_in_libreoffice(book: bytes) -> None:
    """A hard recalculation by a whole office program, as second proof."""
    require_libreoffice()
    planned = replace(example()[3], status=SegmentStatus.PLANNED, revenue_share=Fraction(0))
    blank = replace(example()[2], ratings=rated("5-42-4322332"))
    assert_recalculates([book, made([*example()[:2], blank, planned])], LIBREOFFICE)
