"""Measures of agreement against published figures and figures worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.alignment.measures import (
    average,
    distance_cut,
    mean_distance,
    mean_distance_of,
    of_complete,
    random_variance,
    standard_deviation,
    steps_apart,
    within_group_agreement,
)

FIVE = (100, 200, 300, 400, 500)
# The data set `cohesion` of R's package multilevel, 11 people in 4 platoons; None for what was not answered.
COHESION = (
    ([(4, 5, 5, 5, 5), (3, None, 5, 5, 5), (2, 3, 3, 3, 3)], 0, 1),
    ([(3, 4, 3, 4, 4), (4, 4, 3, 4, 4), (3, 3, 2, 2, 1)], 0.8139535, 0.7111111),
    ([(3, 3, 3, 3, 3), (3, 1, 4, 3, 4)], 0.9210526, 0.4),
    ([(3, 3, 3, 3, 3), (2, 2, 2, 3, 2), (1, 1, 1, 3, 3)], 0.9090909, 0.4888889),
)
answers = st.lists(st.sampled_from(FIVE), min_size=1, max_size=12)


@pytest.mark.parametrize(("people", "agreement", "distance"), COHESION)
def test_published_figures_are_met(people: list[tuple[int | None, ...]], agreement: float, distance: float) -> None:
    """Those of complete respondents, as R computes them."""
    questions = of_complete(people)
    found = within_group_agreement(questions, (1, 2, 3, 4, 5))
    assert found is not None
    assert float(found) == pytest.approx(agreement, abs=5e-8)
    assert float(mean_distance_of(questions) or 0) == pytest.approx(distance, abs=5e-8)


def test_what_was_worked_by_hand() -> None:
    """Answers 1, 1, 4: mean 2, distances 1, 1, 2; squares 1, 1, 4 over 2."""
    assert mean_distance([100, 100, 400]) == Fraction(400, 3)
    assert standard_deviation([100, 100, 400]) == pytest.approx(173.205, abs=0.001)
    assert average([100, 101]) == Fraction(201, 2)
    assert distance_cut(FIVE) == Fraction(500, 6)
    assert random_variance((1, 2, 3, 4, 5)) == 2


def test_the_cut_follows_a_scale_of_other_steps() -> None:
    """Four levels from 0 to 3, one apart on average: a sixth of four steps."""
    assert distance_cut((0, 75, 150, 300)) == Fraction(400, 6)
    assert steps_apart((0, 75, 150, 300), 0, 150) == 2
    assert steps_apart((0, 75, 150, 300), 300, 300) == 0


def test_nothing_is_said_of_answers_of_one_person() -> None:
    """There is nobody to agree with."""
    assert within_group_agreement([[300], [400]], FIVE) is None
    assert mean_distance_of([[], []]) is None
    assert standard_deviation([300]) == 0


@given(answers, st.randoms())
def test_the_order_of_answers_plays_no_part(values: list[int], random: object) -> None:
    """Nothing depends on who answered first."""
    again = sorted(values, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert mean_distance(again) == mean_distance(values)
    assert standard_deviation(again) == pytest.approx(standard_deviation(values))


@given(st.sampled_from(FIVE), st.integers(1, 12))
def test_equal_answers_do_not_spread(value: int, count: int) -> None:
    """Whatever the level and the number."""
    assert mean_distance([value] * count) == 0
    assert standard_deviation([value] * count) == 0
    if count > 1:
        assert within_group_agreement([[value] * count], FIVE) == 1


@given(st.lists(answers, min_size=1, max_size=5))
def test_agreement_lies_between_nothing_and_whole(questions: list[list[int]]) -> None:
    """Never below 0, never above 1."""
    found = within_group_agreement(questions, FIVE)
    assert found is None or 0 <= found <= 1
