"""Scores against cases worked by hand, an independent calculation, and properties."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.model import Answer, Edition, Length, Priority, Response, Stage, Status
from assessment.scoring import score
from tests.responses import alike, generated, levels

DNA, CANNOT = Status.DOES_NOT_APPLY, Status.CANNOT_JUDGE
FOUR = ("explicit-choice", "proof-of-advantage", "money-follows-choice", "new-market-test")


@pytest.mark.parametrize(
    ("answers", "expected", "answered", "applicable", "thin"),
    [
        ((400, 200, 200, 200), 250, 4, 4, False),
        ((400, 200, 200, None), 267, 3, 4, False),  # 75 % of the weight
        ((400, 200, None, None), 300, 2, 4, True),  # 50 %: thin
        ((400, None, None, None), None, 1, 4, False),  # 25 %: none
        ((400, 200, CANNOT, CANNOT), 300, 2, 4, True),  # cannot judge is unanswered
        ((400, 200, DNA, None), 300, 2, 3, False),  # 2 of 3 is 67 %
        ((400, DNA, DNA, DNA), 400, 1, 1, False),
        ((DNA, DNA, DNA, DNA), None, 0, 0, False),
        ((DNA, DNA, None, 300), 300, 1, 2, True),
        ((None, None, None, None), None, 0, 4, False),
    ],
)
def test_a_dimension_by_hand(
    edition: Edition,
    answers: tuple[Answer | None, ...],
    expected: int | None,
    answered: int,
    applicable: int,
    thin: bool,
) -> None:
    """Weighted mean from half of the applicable weight on, thin below 60 %, nothing imputed."""
    given_answers = {id: answer for id, answer in zip(FOUR, answers, strict=True) if answer is not None}
    own = score(edition.questionnaire, Response(given_answers)).of["right-to-win"]
    assert (own.score, own.answered, own.applicable, own.thin) == (expected, answered, applicable, thin)


def test_a_share_equal_to_the_threshold_is_no_longer_thin(edition: Edition) -> None:
    """Three of four answered where 75 % is needed; with 76 % it would be thin."""
    answers = levels(edition.questionnaire, {"culture": [3, 3, 3, None]})
    for needed, thin in ((Fraction(75, 100), False), (Fraction(76, 100), True)):
        rules = replace(edition.questionnaire.scoring, scored_from=needed)
        own = score(replace(edition.questionnaire, scoring=rules), Response(answers)).of["culture"]
        assert own.thin == thin


def test_thin_and_missing_scores_follow_the_share(other_edition: Edition) -> None:
    """Over generated responses to a questionnaire with uneven weights; shares are exact fractions."""
    questionnaire = other_edition.questionnaire
    rules = questionnaire.scoring
    for seed in range(300):
        response = generated(other_edition, seed)
        for own in score(questionnaire, response).dimensions:
            assert own.thin == (own.score is not None and own.share < rules.scored_from)
            assert (own.score is None) == (own.share < rules.thin_from)


def test_a_short_response_rests_on_the_short_questions(edition: Edition) -> None:
    """Two questions a principle; answers to others do not count unless the principle is deepened."""
    answers = {"explicit-choice": 400, "money-follows-choice": 200, "proof-of-advantage": 100, "new-market-test": 100}
    short = score(edition.questionnaire, Response(answers, length=Length.SHORT)).of["right-to-win"]
    deepened = Response(answers, length=Length.SHORT, deepened=frozenset({"right-to-win"}))
    deep = score(edition.questionnaire, deepened).of["right-to-win"]
    assert (short.score, short.answered, short.applicable) == (300, 2, 2)
    assert (deep.score, deep.answered, deep.applicable) == (200, 4, 4)


@pytest.mark.parametrize(("scored", "expected"), [(10, 300), (8, 300), (7, None), (0, None)])
def test_the_overall_score_needs_four_fifths(edition: Edition, scored: int, expected: int | None) -> None:
    """Eight of ten scored dimensions give an overall score, seven do not."""
    dimensions = [dimension.id for dimension in edition.questionnaire.dimensions][:scored]
    answers = levels(edition.questionnaire, {id: [3, 3, 3, 3] for id in dimensions})
    assert score(edition.questionnaire, Response(answers)).overall.score == expected


def test_the_overall_score_averages_rounded_scores(edition: Edition) -> None:
    """Nine times 2.67 (from 8/3) and once 2.50: (24.03 + 2.50) / 10 = 2.653, so 2.65."""
    dimensions = [dimension.id for dimension in edition.questionnaire.dimensions]
    answers = levels(edition.questionnaire, {id: [3, 3, 2, None] for id in dimensions[:9]})
    answers |= levels(edition.questionnaire, {dimensions[9]: [3, 2, 3, 2]})
    assert score(edition.questionnaire, Response(answers)).overall.score == 265


def test_an_optional_question_never_counts(edition: Edition) -> None:
    """The fifth question on agile methods changes neither the score nor the counts."""
    answers = levels(edition.questionnaire, {"organisation": [2, 2, 2, 2]})
    plain = score(edition.questionnaire, Response(answers)).of["organisation"]
    assert score(edition.questionnaire, Response({**answers, "purpose-of-agile": 500})).of["organisation"] == plain


@pytest.mark.parametrize(
    ("value", "stage"),
    [
        (100, "left-to-chance"),
        (179, "left-to-chance"),
        (180, "in-pockets"),
        (260, "by-design"),
        (500, "self-improving"),
    ],
)
def test_a_score_equal_to_a_cut_off_belongs_to_the_higher_stage(edition: Edition, value: int, stage: str) -> None:
    """1.79 is left to chance, 1.80 in pockets."""
    assert edition.questionnaire.stage_of(value).id == stage


@pytest.mark.parametrize(
    ("value", "shown"),
    [(175, "1.75"), (174, "1.7"), (180, "1.8"), (225, "2.3"), (255, "2.55"), (335, "3.35"), (445, "4.5")],
)
def test_a_score_is_never_shown_as_if_in_another_stage(edition: Edition, value: int, shown: str) -> None:
    """1.75 is left to chance; shown as 1.8 it would seem in pockets, so both decimals are shown."""
    assert edition.questionnaire.shown(value) == shown


def test_a_scale_that_begins_between_tenths_is_shown(other_edition: Edition) -> None:
    """0.33 would round to 0.3, below the first stage: two decimals, not a fault."""
    stages = (Stage("only", "Only", 33, 40), Stage("upper", "Upper", 66, 99))
    questionnaire = replace(other_edition.questionnaire, stages=stages)
    assert [questionnaire.shown(value) for value in (33, 66, 70)] == ["0.33", "0.7", "0.7"]


def test_gaps_are_exact(edition: Edition) -> None:
    """3.80 - 2.67 is 1.13, which binary floats miss."""
    answers = levels(edition.questionnaire, {"right-to-win": [4, 2, 2, None]})
    response = Response(answers, priorities=("right-to-win",), starred="right-to-win", targets={"right-to-win": 380})
    own = score(edition.questionnaire, response).of["right-to-win"]
    assert (own.gap, own.priority) == (113, Priority.STARRED)


def _independent(edition: Edition, response: Response, dimension: str) -> int | None:
    """The same rule, written a second time with decimals and plain loops."""
    used = total = points = Decimal(0)
    for question in edition.questionnaire.questions:
        asked = response.length is Length.FULL or question.short or dimension in response.deepened
        answer = response.answers.get(question.id)
        if question.dimension != dimension or question.optional or not asked or answer is DNA:
            continue
        weight = Decimal(question.weight.numerator) / Decimal(question.weight.denominator)
        total += weight
        if isinstance(answer, int) and not isinstance(answer, Status):
            used += weight
            points += weight * answer
    least = edition.questionnaire.scoring.thin_from
    if total == 0 or used * least.denominator < total * least.numerator:
        return None
    return int((points / used).quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize("length", list(Length))
def test_scores_agree_with_an_independent_calculation(edition: Edition, other_edition: Edition, length: Length) -> None:
    """Over generated responses to both questionnaires (the second has no short length)."""
    for seed in range(200):
        for own in (edition, other_edition):
            if length is Length.SHORT and not own.questionnaire.has_short_length:
                continue
            response = generated(own, seed, length)
            for entry in score(own.questionnaire, response).dimensions:
                assert entry.score == _independent(own, response, entry.dimension), (seed, entry.dimension)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10_000))
def test_raising_an_answer_never_lowers_a_score(edition: Edition, seed: int) -> None:
    """Scores are monotone in every answer, and lie between the lowest and the highest level answered."""
    questionnaire, response = edition.questionnaire, generated(edition, seed)
    before = score(questionnaire, response)
    for own in before.scored:
        values = [value for _, value in response.levels(questionnaire, own.dimension)]
        assert min(values) <= (own.score or 0) <= max(values)
    raisable = [id for id, answer in response.answers.items() if isinstance(answer, int) and answer < 500]
    if not raisable:
        return
    id = Random(seed).choice(raisable)
    answer = response.answers[id]
    assert isinstance(answer, int)
    after = score(questionnaire, Response({**response.answers, id: answer + 100}))
    dimension = questionnaire.question[id].dimension
    assert (after.of[dimension].score or 0) >= (before.of[dimension].score or 0)


def test_everything_alike_scores_alike(edition: Edition, other_edition: Edition) -> None:
    """All answers at one level give that level everywhere, whatever the weights."""
    for own in (edition, other_edition):
        for place, value in enumerate(own.questionnaire.scale, 1):
            scorecard = score(own.questionnaire, Response(alike(own.questionnaire, place)))
            assert {entry.score for entry in scorecard.dimensions} == {value}
            assert scorecard.overall.score == value
            assert scorecard.overall.share == Fraction(1)
