"""What two assessments differ in: everything that was said otherwise, and every figure that came out otherwise."""

from dataclasses import replace

import pytest

from assessment.differences import NOTHING, differences
from assessment.model import Edition, Response, Status
from tests import shapes
from tests.responses import assessed, generated, levels


def test_a_hand_made_case(edition: Edition) -> None:
    """An answer, a status, a star, a target, a year; then the score, the overall score's absence, the sentence."""
    answers = levels(edition.questionnaire, {"right-to-win": [4, 2, 3, 1], "culture": [3, 3, 3, 3]})
    before = Response(answers, priorities=("culture",), targets={"culture": 460}, target_year=2027)
    after = replace(
        before,
        answers={**answers, "explicit-choice": 500, "proof-of-advantage": Status.CANNOT_JUDGE},
        starred="culture",
        targets={},
        target_year=2028,
    )
    found = [
        (each.what, each.then, each.now) for each in differences(assessed(edition, before), assessed(edition, after))
    ]
    culture, chosen = (edition.questionnaire.dimension[id].label for id in ("culture", "right-to-win"))
    assert found == [
        (
            "Explicit choice",
            "“Leadership has agreed written targets and non-targets”",
            "“Agreed targets bind; pursuit of other customers is stopped”",
        ),
        ("Proof of advantage", "“Opinions of people who deal with customers”", "I cannot judge this"),
        (f"{culture}: priority", "picked", "starred"),
        (f"{culture}: target", "4.60", NOTHING),
        ("Target year", "2027", "2028"),
        (f"{chosen}: score", "2.50", "3.00"),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_nothing_differs_from_itself_and_the_other_way_round_then_and_now_change_places(seed: int) -> None:
    """For questionnaires and answers of any shape."""
    edition = shapes.edition(seed)
    one, other = (assessed(edition, generated(edition, each)) for each in (seed, seed + 100))
    assert differences(one, one) == ()
    there, back = differences(one, other), differences(other, one)
    assert [(each.what, each.then, each.now) for each in there] == [(each.what, each.now, each.then) for each in back]
    changed = {
        q.name
        for q in edition.questionnaire.questions
        if one.response.answers.get(q.id) != other.response.answers.get(q.id)
    }
    assert changed <= {each.what for each in there}
