"""What to decide first, gaps that matter, strengths to protect."""

import pytest

from assessment.model import Edition, Response
from assessment.verdict.case import Case
from assessment.verdict.decisions import order
from tests.responses import Places, assessed, generated, levels

TEN = (
    "art-of-the-possible", "know-customers", "identity-link", "right-to-win", "customers-as-assets",
    "ecosystem", "omnichannel", "delivery", "organisation", "culture",
)  # fmt: skip


def _response(edition: Edition, places: Places, targets: dict[str, int], starred: str | None = None) -> Response:
    answers = levels(edition.questionnaire, places)
    return Response(answers, priorities=tuple(targets), starred=starred, targets=targets)


def _decided(edition: Edition, response: Response) -> list[str]:
    return [decision.dimension for decision in assessed(edition, response).verdict.decisions]


def test_the_starred_priority_comes_first_then_the_widest_gap(edition: Edition) -> None:
    """Gaps of 0.8 (starred), 2.6 and 1.6."""
    places = {"culture": [3] * 4, "delivery": [2] * 4, "ecosystem": [3] * 4}
    response = _response(edition, places, {"culture": 380, "delivery": 460, "ecosystem": 460}, starred="culture")
    assert _decided(edition, response) == ["culture", "delivery", "ecosystem"]


def test_among_gaps_within_half_a_point_what_others_depend_on_comes_first(edition: Edition) -> None:
    """Delivery lacks 1.05, knowing customers 0.80, and delivery rests on it; 1.30 is a full half point more."""
    places = {"delivery": [3, 3, 3, 2], "know-customers": [3] * 4}
    response = _response(edition, places, {"delivery": 380, "know-customers": 380})
    assert _decided(edition, response) == ["know-customers", "delivery"]
    wider = _response(edition, {**places, "delivery": [3, 2, 3, 2]}, {"delivery": 380, "know-customers": 380})
    assert _decided(edition, wider) == ["delivery", "know-customers"]


def test_the_list_is_never_filled_up(edition: Edition) -> None:
    """One gap of 0.5 counts, one of 0.49 does not, and that is said."""
    places = {"culture": [3] * 4, "delivery": [3] * 4}
    verdict = assessed(edition, _response(edition, places, {"culture": 350, "delivery": 349})).verdict
    assert [decision.dimension for decision in verdict.decisions] == ["culture"]
    assert verdict.decisions_note == "Of your two priorities, one is less than 0.5 below its target."
    assert [[gap.dimension for gap in group] for group in verdict.gaps] == [["culture"]]


def test_what_blocks_a_decision_is_named(edition: Edition) -> None:
    """Knowing customers depends on choosing them: 2.25 blocks, 2.50 does not."""
    targets = {"know-customers": 460}
    blocked = _response(edition, {"know-customers": [2] * 4, "right-to-win": [2, 2, 2, 3]}, targets)
    free = _response(edition, {"know-customers": [2] * 4, "right-to-win": [2, 2, 3, 3]}, targets)
    assert assessed(edition, blocked).verdict.decisions[0].blocked_by == ("right-to-win",)
    assert assessed(edition, free).verdict.decisions[0].blocked_by == ()


@pytest.mark.parametrize("weakest", [1, 2, 3, 4, 5])
def test_the_action_is_that_of_the_weakest_answers_question(edition: Edition, weakest: int) -> None:
    """Not the mean: with answers 5, 5, 5 and one lower the action is that of the lower one."""
    response = _response(edition, {"culture": [5, 5, 5, weakest]}, {"culture": 500})
    decision = next(iter(assessed(edition, response).verdict.decisions), None)
    if weakest >= 4:
        assert decision is None  # less than half a point below the target
        return
    assert decision is not None
    question = edition.questionnaire.questions_of("culture")[3]
    assert decision.action == question.action
    # The third level is the first that is advisable as a next step.
    assert (decision.now.question, decision.next_step) == (question.id, question.levels[max(weakest, 2)].text)


def test_without_priorities_the_lowest_come_first_and_it_is_said(edition: Edition) -> None:
    """A CSV file has no priorities: scores and dependencies decide."""
    places: Places = {id: [3] * 4 for id in TEN}
    verdict = assessed(edition, answers=levels(edition.questionnaire, {**places, "culture": [1] * 4})).verdict
    assert verdict.decisions[0].dimension == "culture"
    assert verdict.decisions_note.startswith("No priorities were picked: the lowest scores come first")
    assert verdict.gaps_note == "No targets were set, so no gaps are named."


@pytest.mark.parametrize(
    ("own", "others", "is_strength"),
    [
        ([4, 3, 4, 3], 4, True),  # 3.50, though below the own mean
        ([3, 3, 3, 2], 2, True),  # 2.75, and 0.675 above the own mean of 2.075
        ([3, 3, 2, 2], 1, False),  # 2.50 is less than 2.75, however far above the mean
        ([3, 3, 3, 3], 3, False),  # as the rest
    ],
)
def test_strengths(edition: Edition, own: list[int | None], others: int, is_strength: bool) -> None:
    """At least 3.5, or 0.5 above the own mean and at least 2.75."""
    places: Places = {id: [others] * 4 for id in TEN}
    verdict = assessed(edition, answers=levels(edition.questionnaire, {**places, "culture": own})).verdict
    assert ("culture" in [strength.dimension for strength in verdict.strengths]) == is_strength


def test_fewer_than_three_strengths_are_said_to_be_few(edition: Edition) -> None:
    """Never filled up to three."""
    places: Places = {id: [2] * 4 for id in TEN}
    one = assessed(edition, answers=levels(edition.questionnaire, {**places, "culture": [4] * 4})).verdict
    none = assessed(edition, answers=levels(edition.questionnaire, places)).verdict
    assert one.strengths_note == "Only one principle reaches 3.5, or 2.75 and 0.5 above your own mean."
    assert none.strengths_note.startswith("No principle is a strength yet: none reaches 3.5")


def test_no_decision_precedes_what_it_depends_on_within_a_group(edition: Edition) -> None:
    """Over generated responses: where a decision stands upstream of an earlier one, the earlier one
    is starred or at least half a point further from its target."""
    for seed in range(300):
        response = generated(edition, seed)
        assessment = assessed(edition, response)
        case = Case(edition.questionnaire, response, assessment.scorecard)
        ordered = order(case)
        for place, early in enumerate(ordered):
            for late in ordered[place + 1 :]:
                if late.dimension in case.upstream(early.dimension) and early.dimension != response.starred:
                    far, near = (500 - (s.score or 0) if s.gap is None else s.gap for s in (early, late))
                    assert (early.gap is None) != (late.gap is None) or far - near >= 0


@pytest.mark.parametrize(("place", "band"), [(1, "low"), (2, "middle"), (3, "high")])
def test_a_question_without_an_action_takes_its_dimensions(other_edition: Edition, place: int, band: str) -> None:
    """By the level of the weakest answer, as the questionnaire's bands say."""
    answers = levels(other_edition.questionnaire, {"machines": [4, 4, place]})
    response = Response(answers, priorities=("machines",), targets={"machines": 300})
    (decision,) = assessed(other_edition, response).verdict.decisions
    assert decision.action == getattr(other_edition.questionnaire.dimension["machines"].actions, band)


UNSCORED = "have too few answers for a score"
NOTES = [
    ({}, {}, f"Of your five priorities, five {UNSCORED}."),
    (
        {"culture": 4, "delivery": 4},
        {},
        f"Of your five priorities, two are strengths without targets and three {UNSCORED}.",
    ),
    (
        {"culture": 3, "delivery": 4},
        {"culture": 310, "delivery": 410},
        f"Of your five priorities, two are less than 0.5 below their targets and three {UNSCORED}.",
    ),
]


@pytest.mark.parametrize(("places", "targets", "note"), NOTES)
def test_the_note_gives_the_true_reason(
    edition: Edition, places: dict[str, int], targets: dict[str, int], note: str
) -> None:
    """Near the target, a strength without one, or not scored: each is said as what it is."""
    answers = levels(edition.questionnaire, {id: [place] * 4 for id, place in places.items()})
    picked = ("culture", "delivery", "ecosystem", "omnichannel", "organisation")
    assert assessed(edition, answers=answers, priorities=picked, targets=targets).verdict.decisions_note == note


def test_gap_notes_tell_missing_targets_from_missing_scores(edition: Edition) -> None:
    """Targets without scores are not targets that were not set."""
    notes = [
        assessed(edition, answers={}, priorities=("culture",), targets=targets).verdict.gaps_note
        for targets in ({}, {"culture": 380})
    ]
    assert notes == [
        "No targets were set, so no gaps are named.",
        "No priority with a target has a score yet, so no gaps are named.",
    ]


def test_claims_about_strengths_hold(edition: Edition, other_edition: Edition) -> None:
    """Over generated responses: the number said is the number found, and nothing is said of all of them."""
    for own in (edition, other_edition):
        for seed in range(300):
            assessment = assessed(own, generated(own, seed))
            verdict, scored = assessment.verdict, assessment.scorecard.scored
            if verdict.strengths_note:
                assert len(verdict.strengths) < min(3, len(scored))
                assert ("own mean" in verdict.strengths_note) == (assessment.scorecard.overall.score is not None)
            else:
                assert len(verdict.strengths) >= 3 or len(verdict.strengths) == len(scored)
