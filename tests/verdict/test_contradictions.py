"""Which answers do not go together, in which order, and what was looked for."""

import pytest

from assessment.model import Edition, Response
from tests.responses import alike, assessed, levels

CHOSEN, FUNDED = "explicit-choice", "money-follows-choice"


def _found(edition: Edition, response: Response) -> list[str]:
    return [entry.check for entry in assessed(edition, response).verdict.contradictions]


def test_two_answers_two_levels_apart_contradict_each_other(edition: Edition) -> None:
    """Targets agreed in writing, last year's split repeated: the respondent's own two sentences."""
    verdict = assessed(edition, answers={CHOSEN: 400, FUNDED: 200}).verdict
    (found,) = verdict.contradictions
    assert found.check == "chosen-not-funded"
    assert [quote.words for quote in found.quotes] == [
        "Leadership has agreed written targets and non-targets",
        edition.questionnaire.question[FUNDED].descriptor(200),
    ]
    assert all(quote.words in found.finding for quote in found.quotes)
    assert verdict.looked_for == 1


@pytest.mark.parametrize(
    ("high", "low", "fires"), [(500, 300, True), (400, 300, False), (200, 400, False), (300, 100, True)]
)
def test_the_distance_counts_in_levels(edition: Edition, high: int, low: int, fires: bool) -> None:
    """Two levels are enough, one is not, and only in the one direction."""
    assert _found(edition, Response({CHOSEN: high, FUNDED: low})) == (["chosen-not-funded"] if fires else [])


def test_the_widest_pair_leads_and_the_starred_one_wins_ties(edition: Edition) -> None:
    """Three levels before two; among equals, what touches the starred priority."""
    answers = {
        "technology-review": 400,
        "timing-economics": 200,
        CHOSEN: 400,
        FUNDED: 200,
        "network-map": 500,
        "joint-offers": 200,
    }
    assert _found(edition, Response(answers)) == ["mapped-not-joined", "reviewed-not-timed", "chosen-not-funded"]
    starred = Response(answers, priorities=("right-to-win",), starred="right-to-win")
    assert _found(edition, starred) == ["mapped-not-joined", "chosen-not-funded", "reviewed-not-timed"]


@pytest.mark.parametrize(
    ("own", "others", "fires"),
    [
        (1, [3, 3, 3, 3, 3, 3, 3, 3, 3], True),
        (2, [1, 1, 3, 3, 3, 3, 3, 3, 3], True),
        (2, [1, 1, 1, 3, 3, 3, 3, 3, 3], False),  # three score lower
        (2, [2, 2, 2, 3, 3, 3, 3, 3, 3], False),  # four lowest alike: none is among the lowest three
        (3, [3, 3, 3, 3, 3, 3, 3, 3, 3], False),  # nothing is lower than anything
    ],
)
def test_a_starred_priority_among_the_three_lowest(edition: Edition, own: int, others: list[int], fires: bool) -> None:
    """The starred principle is named with its weakest sentence, beside the best sentence of the highest."""
    rest = [d.id for d in edition.questionnaire.dimensions if d.id != "culture"]
    answers = levels(edition.questionnaire, {id: [place] * 4 for id, place in zip(rest, others, strict=True)})
    answers |= levels(edition.questionnaire, {"culture": [own] * 4})
    found = _found(edition, Response(answers, priorities=("culture",), starred="culture"))
    assert ("starred-among-lowest" in found) == fires


@pytest.mark.parametrize(
    ("high", "low", "fires"),
    [
        ([4, 4, 4, 3], [2, 2, 3, 2], True),  # 3.75 and 2.25
        ([4, 4, 3, 3], [2, 2, 2, 2], False),  # 3.50 is not high
        ([4, 4, 4, 3], [3, 2, 3, 2], False),  # 2.50 is not low
        ([4, 4, 4, 3], [2, None, None, None], False),  # a missing score: the check is not run
    ],
)
def test_checks_across_dimensions(edition: Edition, high: list[int], low: list[int | None], fires: bool) -> None:
    """Customers well known, but little choice among them."""
    answers = levels(edition.questionnaire, {"know-customers": list(high), "right-to-win": low})
    assert ("known-not-chosen" in _found(edition, Response(answers))) == fires


def test_of_several_high_ones_any_or_all_must_qualify(edition: Edition) -> None:
    """`any` takes the best, `all` needs every one and names them all."""
    answers = levels(edition.questionnaire, {"omnichannel": [4] * 4, "delivery": [2] * 4, "identity-link": [2] * 4})
    found = assessed(edition, answers=answers).verdict.contradictions[0]
    assert found.finding.startswith("“Seamless channels” stands at 4.0")
    answers = levels(
        edition.questionnaire,
        {"know-customers": [4] * 4, "customers-as-assets": [5] * 4, "omnichannel": [3] * 4, "organisation": [2] * 4},
    )
    assert "resting-on-persons" not in _found(edition, Response(answers))
    answers |= levels(edition.questionnaire, {"omnichannel": [4] * 4})
    findings = {c.check: c.finding for c in assessed(edition, answers=answers).verdict.contradictions}
    assert (
        "Granular customer knowledge, Customers as growing assets and Seamless channels"
        in findings["resting-on-persons"]
    )


def test_any_looks_at_those_that_have_a_score(edition: Edition) -> None:
    """Delivery alone is high enough; that channels have no score does not hide it."""
    answers = levels(edition.questionnaire, {"delivery": [5] * 4, "identity-link": [2] * 4})
    assert "smooth-without-promise" in _found(edition, Response(answers))


def test_practice_pairs_come_last(edition: Edition) -> None:
    """What is claimed and what is denied, in the practice questions."""
    response = Response({CHOSEN: 400, FUNDED: 200}, practice={"PR01": "yes", "PR02": "no", "PR03": "no", "PR04": "no"})
    assert _found(edition, response) == ["chosen-not-funded", "assessed-not-calculated"]
    assert assessed(edition, response).verdict.looked_for == 3


def test_nothing_found_is_said_with_the_number_of_checks(edition: Edition) -> None:
    """All answers alike: 18 checks could be made, none fired; with a starred priority 19."""
    answers = alike(edition.questionnaire, 3)
    assert (_found(edition, Response(answers)), assessed(edition, answers=answers).verdict.looked_for) == ([], 18)
    starred = Response(answers, priorities=("culture",), starred="culture")
    assert assessed(edition, starred).verdict.looked_for == 19
