"""The sentence on top: one for each shape of profile, and never untrue."""

import pytest

from assessment.model import Edition
from tests.responses import Places, alike, assessed, generated, levels
from tests.verdict.test_decisions import TEN


def _headline(edition: Edition, places: Places) -> str:
    return assessed(edition, answers=levels(edition.questionnaire, places)).verdict.headline


def test_too_few_answers_say_what_is_missing(edition: Edition) -> None:
    """Seven of ten scored; eight are needed."""
    assert _headline(edition, {id: [3] * 4 for id in TEN[:7]}) == (
        "Too few answers for a verdict: 7 of 10 principles can be scored, 8 are needed."
    )


def test_an_uneven_profile_sets_strong_against_weak(edition: Edition) -> None:
    """The strongest clause that an answer proves, the weak one that matters most, and its cost."""
    headline = _headline(edition, {**{id: [3] * 4 for id in TEN}, "delivery": [4] * 4, "culture": [1] * 4})
    strong = edition.questionnaire.dimension["delivery"].when_strong
    weak = edition.questionnaire.dimension["culture"].when_weak
    assert strong is not None
    assert weak is not None
    assert headline == f"By your answers, {strong.text}, yet {weak.text}: {weak.cost}."


def test_a_clause_that_the_answers_deny_is_not_said(edition: Edition) -> None:
    """Culture is weak, yet the question that would prove its clause was answered at level 3: quote instead."""
    places: Places = {**{id: [3] * 4 for id in TEN}, "delivery": [4] * 4, "culture": [1, 1, 3, 1]}
    assert _headline(edition, places).endswith(
        "yet “Culture that carries the strategy” stands at 1.5: "
        "on “Critical behaviours” you answered “The behaviours are not defined”."
    )


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (1, "no principle is beyond “Left to chance”"),
        (2, "no principle is beyond “In pockets”"),
        (3, "no principle is weak and none is a strength: all ten stand at 3.0, so none yet sets you apart."),
        (4, "all ten principles scored are strengths"),
        (5, "all ten principles scored are strengths"),
    ],
)
def test_level_profiles(edition: Edition, place: int, words: str) -> None:
    """The same answer everywhere."""
    assert words in assessed(edition, answers=alike(edition.questionnaire, place)).verdict.headline


def test_a_strong_profile_names_what_lags(edition: Edition) -> None:
    """Nine strengths and one principle in the middle."""
    headline = _headline(edition, {**{id: [4] * 4 for id in TEN}, "culture": [3] * 4})
    assert headline.endswith(
        "nine of ten principles are strengths; the least developed is “Culture that carries the strategy” at 3.0."
    )


def test_uneven_weights_are_counted_in_shares(other_edition: Edition) -> None:
    """People and air weigh 2.5 of 4.5, which is less than the 60 % needed."""
    answers = levels(other_edition.questionnaire, {"people": [4, 4], "air": [4, 4, 4, 4]})
    assert assessed(other_edition, answers=answers).verdict.headline == (
        "Too few answers for a verdict: 56 % of the weight of all areas can be scored, 60 % is needed."
    )


def test_claims_about_all_are_limited_to_what_is_scored(edition: Edition) -> None:
    """Eight of ten scored, all alike."""
    headline = _headline(edition, {id: [3] * 4 for id in TEN[:8]})
    assert "all eight scored stand at 3.0" in headline


def test_headlines_are_true_of_their_answers(edition: Edition, other_edition: Edition) -> None:
    """Over generated responses to both questionnaires: a clause is said only when its question proves it."""
    said = 0
    for own in (edition, other_edition):
        rules = own.questionnaire.verdict
        for seed in range(400):
            response = generated(own, seed)
            headline = assessed(own, response).verdict.headline
            assert headline.endswith(".")
            assert len(headline) <= 330
            for dimension in own.questionnaire.dimensions:
                for clause, is_strong in ((dimension.when_strong, True), (dimension.when_weak, False)):
                    if clause is not None and clause.text in headline:
                        level = response.answers[clause.question]
                        assert isinstance(level, int)
                        assert level >= rules.clause_strong_from if is_strong else level <= rules.clause_weak_to
                        said += 1
    assert said > 100
