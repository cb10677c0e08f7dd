"""What may not be said is refused where it would be stored, in words, and nothing changes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from assessment import access
from assessment.errors import AnsweringError
from assessment.model import Actor, Basis, Status
from assessment.storage.tables import metadata
from assessment.workflow import answering, visiting
from assessment.workflow.opening import Place
from assessment.workflow.sitting import opened
from tests.workflow.sitting import NOW, Clock, Say, begun, close_campaigns, kept

QUESTION = "proof-of-advantage"
PICKED, UNPICKED = "right-to-win", "culture"
POINT = "PR01"


def typed(value: object) -> Any:
    """A value of another type than the verb promises to take, as a broken screen might send it."""
    return value


SIX = ("right-to-win", "know-customers", "culture", "delivery", "omnichannel", "ecosystem")
CHOICES = "not one of the choices"
UNKNOWN_QUESTION = "question does not belong to the questionnaire"
UNKNOWN_PRINCIPLE = "principle does not belong to the questionnaire"
NOT_AN_ANSWER = "not one of its answers"

REFUSED: dict[str, tuple[Say, str]] = {
    "an unknown question": (lambda a, p: answering.answer(a, p, "no-such", 300), UNKNOWN_QUESTION),
    "a question without a name": (lambda a, p: answering.answer(a, p, "", 300), UNKNOWN_QUESTION),
    "a dimension as a question": (lambda a, p: answering.answer(a, p, PICKED, 300), UNKNOWN_QUESTION),
    "taking back an unknown answer": (lambda a, p: answering.answer(a, p, "no-such", None), UNKNOWN_QUESTION),
    "a level of another questionnaire": (lambda a, p: answering.answer(a, p, QUESTION, 75), NOT_AN_ANSWER),
    "a level between two": (lambda a, p: answering.answer(a, p, QUESTION, 250), NOT_AN_ANSWER),
    "a level above the ladder": (lambda a, p: answering.answer(a, p, QUESTION, 600), NOT_AN_ANSWER),
    "a level not in hundredths": (lambda a, p: answering.answer(a, p, QUESTION, 3), NOT_AN_ANSWER),
    "a negative level": (lambda a, p: answering.answer(a, p, QUESTION, -100), NOT_AN_ANSWER),
    "true as a level": (lambda a, p: answering.answer(a, p, QUESTION, True), NOT_AN_ANSWER),
    "a fraction as a level": (lambda a, p: answering.answer(a, p, QUESTION, typed(300.0)), NOT_AN_ANSWER),
    "a text as a level": (lambda a, p: answering.answer(a, p, QUESTION, typed("300")), NOT_AN_ANSWER),
    "a word that is no status": (lambda a, p: answering.answer(a, p, QUESTION, typed("maybe")), NOT_AN_ANSWER),
    "a note on an unknown question": (lambda a, p: answering.comment(a, p, "no-such", "x"), UNKNOWN_QUESTION),
    "a note that is too long": (lambda a, p: answering.comment(a, p, QUESTION, "x" * 2001), "at most 2,000 characters"),
    "a basis for an unknown dimension": (
        lambda a, p: answering.know(a, p, "no-such", Basis.TOLD),
        UNKNOWN_PRINCIPLE,
    ),
    "a basis for a question": (lambda a, p: answering.know(a, p, QUESTION, Basis.TOLD), UNKNOWN_PRINCIPLE),
    "picking an unknown dimension": (lambda a, p: answering.pick(a, p, (PICKED, "no-such"), None), UNKNOWN_PRINCIPLE),
    "picking too many": (lambda a, p: answering.pick(a, p, SIX, None), "At most 5 priorities"),
    "a star that is not picked": (lambda a, p: answering.pick(a, p, (PICKED,), UNPICKED), "you picked can matter most"),
    "a star on nothing": (lambda a, p: answering.pick(a, p, (), PICKED), "you picked can matter most"),
    "adding an unknown dimension": (lambda a, p: answering.prioritise(a, p, "no-such", True), UNKNOWN_PRINCIPLE),
    "starring what is not picked": (lambda a, p: answering.star(a, p, UNPICKED), "you picked can matter most"),
    "a target without a priority": (lambda a, p: answering.aim(a, p, UNPICKED, "by-design"), "you picked has a target"),
    "a target for what is unknown": (
        lambda a, p: answering.aim(a, p, "no-such", "by-design"),
        "you picked has a target",
    ),
    "an unknown stage": (lambda a, p: answering.aim(a, p, PICKED, "no-such"), "stage does not exist"),
    "a stage without a name": (lambda a, p: answering.aim(a, p, PICKED, ""), "stage does not exist"),
    "a score as a stage": (lambda a, p: answering.aim(a, p, PICKED, "450"), "stage does not exist"),
    "a year gone by": (lambda a, p: answering.aim_by(a, p, NOW.year - 1), f"between {NOW.year} and 2100"),
    "a year too far": (lambda a, p: answering.aim_by(a, p, 2101), f"between {NOW.year} and 2100"),
    "true as a year": (lambda a, p: answering.aim_by(a, p, True), f"between {NOW.year} and 2100"),
    "an unknown practice question": (lambda a, p: answering.practise(a, p, "no-such", "yes"), "practice question"),
    "an unknown practice answer": (lambda a, p: answering.practise(a, p, POINT, "no-such"), "practice question"),
    "an empty practice answer": (lambda a, p: answering.practise(a, p, POINT, ""), "practice question"),
    "deepening an unknown dimension": (lambda a, p: answering.deepen(a, p, "no-such"), UNKNOWN_PRINCIPLE),
    "an unknown profile field": (lambda a, p: answering.describe(a, p, "no-such", "x"), CHOICES),
    "an unknown choice": (lambda a, p: answering.describe(a, p, "industry", "no-such"), CHOICES),
    "a choice of another field": (lambda a, p: answering.describe(a, p, "lens", "energy"), CHOICES),
    "a unit without a name": (lambda a, p: answering.describe(a, p, "unit_assessed", ""), "has no name yet"),
    "no unit": (lambda a, p: answering.describe(a, p, "unit_assessed", None), "has no name yet"),
    "a unit of spaces": (lambda a, p: answering.describe(a, p, "unit_assessed", " \n\t "), "has no name yet"),
    "a unit of signs that are not kept": (
        lambda a, p: answering.describe(a, p, "unit_assessed", "\0\ud800"),
        "has no name yet",
    ),
    "a unit that is too long": (
        lambda a, p: answering.describe(a, p, "unit_assessed", "x" * 121),
        "has 121 characters",
    ),
}


@pytest.fixture
def told(place: Place, clock: Clock, respondent: Actor) -> Actor:
    """Somebody who has said a little of everything, a while ago."""
    answering.answer(respondent, place, QUESTION, 300)
    answering.comment(respondent, place, QUESTION, "See the minutes")
    answering.know(respondent, place, PICKED, Basis.TOLD)
    answering.pick(respondent, place, (PICKED, "delivery"), PICKED)
    answering.aim(respondent, place, PICKED, place.edition.questionnaire.stages[-1].id)
    answering.aim_by(respondent, place, NOW.year + 2)
    answering.describe(respondent, place, "industry", "energy")
    clock.forward(minutes=10)
    return respondent


def test_what_may_not_be_said_is_refused_and_nothing_changes(
    place: Place, told: Actor, subtests: pytest.Subtests
) -> None:
    """Not even the time of the last change."""
    before = kept(told, place)
    for name, (say, words) in REFUSED.items():
        with subtests.test(name):
            with pytest.raises(AnsweringError, match=words):
                say(told, place)
            assert kept(told, place) == before


def test_a_level_is_a_whole_number_of_the_ladder_also_where_it_begins_at_zero(other_place: Place) -> None:
    """False is equal to 0, but nobody said it."""
    actor = begun(other_place)
    before = kept(actor, other_place)
    for level in (False, 0.0, "0", 100):
        with pytest.raises(AnsweringError, match=NOT_AN_ANSWER):
            answering.answer(actor, other_place, "guards", typed(level))
        assert kept(actor, other_place) == before, level


def test_a_questionnaire_without_practice_questions_takes_no_practice_answer(other_place: Place) -> None:
    """In the same words."""
    actor = begun(other_place)
    with pytest.raises(AnsweringError, match="practice question"):
        answering.practise(actor, other_place, POINT, "yes")
    with pytest.raises(AnsweringError, match="area does not belong"):
        answering.know(actor, other_place, "no-such", None)


NOT_BEGUN: list[tuple[str, dict[str, str], str]] = [
    ("", {}, "has no name yet"),
    (" \0\ud800\n", {}, "has no name yet"),
    ("x" * 121, {}, "has 121 characters"),
    ("Unit", {"no-such": "sales"}, CHOICES),
    ("Unit", {"lens": "no-such"}, CHOICES),
    ("Unit", {"lens": "sales", "level": ""}, CHOICES),
    ("Unit", {"unit_assessed": "Other"}, CHOICES),
    ("Unit", {"industry": "energy"}, "only what is about you"),
]


def test_nothing_begins_with_what_may_not_be_said(place: Place, subtests: pytest.Subtests) -> None:
    """No organisation, no response, no campaign is left behind. What is about the organisation is told later."""
    for unit, profile, words in NOT_BEGUN:
        with subtests.test(f"{unit!r} {profile}"), pytest.raises(AnsweringError, match=words):
            answering.begin(visiting.NOBODY, place, access.new_token(), unit, profile)
    with place.store.read() as connection:
        rows = {t.name: connection.scalar(select(func.count()).select_from(t)) for t in metadata.sorted_tables}
    assert {name for name, count in rows.items() if count} <= {"document"}


ONLY_IN_A_DRAFT: dict[str, Say] = {
    "taking back an answer": lambda a, p: answering.answer(a, p, QUESTION, None),
    "an answer": lambda a, p: answering.answer(a, p, QUESTION, 100),
    "a status": lambda a, p: answering.answer(a, p, QUESTION, Status.CANNOT_JUDGE),
    "a note": lambda a, p: answering.comment(a, p, QUESTION, "later thought"),
    "taking back a note": lambda a, p: answering.comment(a, p, QUESTION, ""),
    "a basis": lambda a, p: answering.know(a, p, PICKED, Basis.DOCUMENTS),
    "a target": lambda a, p: answering.aim(a, p, PICKED, None),
    "a year": lambda a, p: answering.aim_by(a, p, None),
    "one more priority": lambda a, p: answering.prioritise(a, p, "ecosystem", True),
    "one priority less": lambda a, p: answering.prioritise(a, p, "ecosystem", False),
    "a star": lambda a, p: answering.star(a, p, "delivery"),
    "a practice answer": lambda a, p: answering.practise(a, p, POINT, None),
    "picks": lambda a, p: answering.pick(a, p, (), None),
}
WHILE_OPEN: dict[str, Say] = {
    **ONLY_IN_A_DRAFT,
    "submitting": answering.submit,
    "reopening": answering.reopen,
    "deepening": lambda a, p: answering.deepen(a, p, PICKED),
}


def test_one_priority_more_than_allowed_is_refused(place: Place, told: Actor) -> None:
    """Though each was added alone."""
    answering.pick(told, place, SIX[:5], None)
    before = kept(told, place)
    with pytest.raises(AnsweringError, match="At most 5 priorities"):
        answering.prioritise(told, place, SIX[5], True)
    assert kept(told, place) == before
    answering.prioritise(told, place, SIX[0], True)  # one that is picked already is no sixth


def test_nothing_is_submitted_before_anything_is_answered(place: Place, respondent: Actor) -> None:
    """A note or a pick alone says nothing that could be scored."""
    answering.comment(respondent, place, QUESTION, "A note")
    answering.pick(respondent, place, (PICKED,), PICKED)
    answering.answer(respondent, place, QUESTION, 300)
    answering.answer(respondent, place, QUESTION, None)
    before = kept(respondent, place)
    with pytest.raises(AnsweringError, match="nothing to submit yet"):
        answering.submit(respondent, place)
    assert kept(respondent, place) == before
    answering.answer(respondent, place, QUESTION, Status.CANNOT_JUDGE)
    answering.submit(respondent, place)


def test_submitted_answers_take_no_change(place: Place, clock: Clock, told: Actor, subtests: pytest.Subtests) -> None:
    """They say how to change them."""
    answering.submit(told, place)
    clock.forward(minutes=1)
    before = kept(told, place)
    for name, say in ONLY_IN_A_DRAFT.items():
        with subtests.test(name):
            with pytest.raises(AnsweringError, match=r"submitted\. Reopen them"):
                say(told, place)
            assert kept(told, place) == before


def test_a_draft_takes_no_change_once_the_time_for_answering_is_over(
    place: Place, told: Actor, subtests: pytest.Subtests
) -> None:
    """By the clock of the place: a second before it still does."""
    end = NOW + timedelta(days=1)
    close_campaigns(place, end)
    in_time = replace(place, now=lambda: end - timedelta(seconds=1))
    too_late = replace(place, now=lambda: end)
    before = kept(told, place)
    for name, say in WHILE_OPEN.items():
        with subtests.test(name):
            with pytest.raises(AnsweringError, match="time for answering is over"):
                say(told, too_late)
            assert kept(told, place) == before
    for say in WHILE_OPEN.values():
        say(told, in_time)


def test_submitted_answers_stay_so_once_the_time_is_over(
    place: Place, clock: Clock, told: Actor, subtests: pytest.Subtests
) -> None:
    """Nobody reopens them."""
    answering.submit(told, place)
    close_campaigns(place, NOW + timedelta(days=1))
    clock.forward(days=2)
    before = kept(told, place)
    for name, say in WHILE_OPEN.items():
        if say is not answering.submit:
            with subtests.test(name):
                with pytest.raises(AnsweringError, match="time for answering is over"):
                    say(told, place)
                assert kept(told, place) == before
    answering.submit(told, place)  # what is submitted is submitted
    assert kept(told, place) == before


def test_what_is_told_of_the_organisation_is_taken_after_the_end_too(place: Place, clock: Clock, told: Actor) -> None:
    """It is no answer; and who answered may always read, take along and erase."""
    close_campaigns(place, NOW + timedelta(days=1))
    clock.forward(days=2)
    answering.describe(told, place, "market", "b2b")
    answering.consent(told, place, True)
    assert kept(told, place)["profile"]["market"] == "b2b"
    assert not opened(told, place).is_draft
