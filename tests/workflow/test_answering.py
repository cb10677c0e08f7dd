"""What is said through the verbs is kept at once, taken back where that is offered, and recorded."""

import pytest

from assessment import access
from assessment.errors import AnsweringError
from assessment.model import Actor, Basis, Length, ResponseState, Role, Status
from assessment.workflow import answering, visiting
from assessment.workflow.opening import Place
from tests.workflow.sitting import NOW, Clock, begun, record, sitting_of

ONE, OTHER, THIRD = "right-to-win", "know-customers", "culture"


@pytest.fixture
def questions(place: Place) -> list[str]:
    """The two questions that a short response asks about one dimension."""
    return [question.id for question in place.edition.questionnaire.scored_questions(ONE, Length.SHORT)]


def test_a_response_begins_as_an_empty_draft_about_its_unit(place: Place) -> None:
    """Of the short length where there is one, in the campaign that gathers such responses."""
    token = access.new_token()
    actor = answering.begin(visiting.NOBODY, place, token, "  Nordic \n division ", {"lens": "sales"})
    sitting = sitting_of(actor, place)
    assert actor.role is Role.RESPONDENT
    assert visiting.respondent(place.store, token) == actor
    assert (sitting.unit, sitting.is_open, sitting.is_draft) == ("Nordic division", True, True)
    assert sitting.stored.response.answers == {}
    assert sitting.stored.response.length is Length.SHORT
    assert sitting.stored.response.profile == {"lens": "sales", "unit_assessed": "Nordic division"}
    assert sitting.stored.campaign.implicit
    assert sitting.stored.campaign.edition == place.key
    assert sitting.stored.started_at == sitting.stored.saved_at == NOW


def test_all_who_begin_on_their_own_share_one_campaign(place: Place) -> None:
    """And nothing else."""
    one, other = (sitting_of(begun(place), place).stored for _ in range(2))
    assert one.campaign == other.campaign
    assert one.id != other.id
    assert one.organisation.id != other.organisation.id


def test_a_questionnaire_without_a_short_length_is_asked_in_full(other_place: Place) -> None:
    """And without a profile nothing is asked but the unit."""
    stored = sitting_of(begun(other_place), other_place).stored
    assert stored.response.length is Length.FULL
    assert stored.response.profile == {"unit_assessed": "Nordic division"}


def test_only_the_token_of_the_private_link_finds_a_response(place: Place) -> None:
    """Not what is stored of it, not nothing, not what merely looks like it."""
    token = access.new_token()
    actor = begun(place, token=token)
    assert visiting.respondent(place.store, token) == actor
    for wrong in (None, "", access.token_hash(token), token[:-1], token.swapcase(), f"{token} ", "\ud800", "\0"):
        assert visiting.respondent(place.store, wrong) == visiting.NOBODY


def test_an_answer_replaces_the_one_before_and_can_be_taken_back(
    place: Place, clock: Clock, respondent: Actor, questions: list[str]
) -> None:
    """A level, a status, nothing: with the time at which it was last answered."""
    question, untouched = questions
    answering.answer(respondent, place, untouched, 500)
    for given in (100, Status.CANNOT_JUDGE, 300, Status.DOES_NOT_APPLY):
        clock.forward(seconds=30)
        answering.answer(respondent, place, question, given)
        stored = sitting_of(respondent, place).stored
        assert stored.response.answers == {question: given, untouched: 500}
        assert stored.answered_at == {question: clock(), untouched: NOW}
        assert stored.saved_at == clock()
    answering.answer(respondent, place, question, None)
    stored = sitting_of(respondent, place).stored
    assert stored.response.answers == {untouched: 500}
    assert set(stored.answered_at) == {untouched}
    assert record(respondent, place)[-5:] == [
        *[("answer", question, value) for value in ("100", "cannot_judge", "300", "does_not_apply")],
        ("answer", question, None),
    ]


def test_a_level_of_zero_is_an_answer(other_place: Place) -> None:
    """Not a question left open."""
    actor = begun(other_place)
    answering.answer(actor, other_place, "guards", 0)
    assert sitting_of(actor, other_place).stored.response.answers == {"guards": 0}


def test_questions_beyond_the_length_and_optional_ones_can_be_answered(place: Place, respondent: Actor) -> None:
    """They wait until they are asked."""
    for question in place.edition.questionnaire.questions:
        answering.answer(respondent, place, question.id, question.levels[0].value)
    assert len(sitting_of(respondent, place).stored.response.answers) == len(place.edition.questionnaire.questions)


def test_a_note_stays_with_its_question_whatever_becomes_of_the_answer(
    place: Place, respondent: Actor, questions: list[str]
) -> None:
    """It can stand alone, and an empty one takes it away."""
    question = questions[0]
    answering.comment(respondent, place, question, "  See the minutes\nof March \n")
    answering.answer(respondent, place, question, 300)
    answering.answer(respondent, place, question, None)
    assert sitting_of(respondent, place).stored.response.comments == {question: "See the minutes\nof March"}
    answering.comment(respondent, place, question, " \n ")
    assert sitting_of(respondent, place).stored.response.comments == {}


NOTES = {
    "a\0b": "ab",
    "half \ud83d of a sign": "half  of a sign",
    "=1+1": "=1+1",
    "<script>alert('x')</script>": "<script>alert('x')</script>",
    "Ünïcode 😀 \u202e": "Ünïcode 😀 \u202e",
    "'; DROP TABLE response; --": "'; DROP TABLE response; --",
    "x" * 2000: "x" * 2000,
    "\0\0": None,
    "\udc00": None,
}


def test_a_note_is_kept_as_typed_but_for_what_no_database_takes(
    place: Place, respondent: Actor, questions: list[str]
) -> None:
    """NUL, and halves of characters."""
    for typed, stored in NOTES.items():
        answering.comment(respondent, place, questions[0], typed)
        assert sitting_of(respondent, place).stored.response.comments.get(questions[0]) == stored


UNITS = {
    "Nor\0dic": "Nordic",
    "Nordic \ud800": "Nordic",
    "*Nordic* <b>": "*Nordic* <b>",
    "x" * 120: "x" * 120,
    f"\0  {'x' * 120}  ": "x" * 120,
}


def test_a_unit_is_named_as_typed_on_one_line(place: Place) -> None:
    """Of at most 120 characters, counted as they are kept."""
    for typed, unit in UNITS.items():
        assert sitting_of(begun(place, typed), place).unit == unit


def test_the_basis_of_a_dimension_can_be_changed_and_taken_back(place: Place, respondent: Actor) -> None:
    """One tap each."""
    for basis in Basis:
        answering.know(respondent, place, ONE, basis)
        assert sitting_of(respondent, place).stored.response.basis == {ONE: basis}
    answering.know(respondent, place, ONE, None)
    assert sitting_of(respondent, place).stored.response.basis == {}


def test_priorities_stay_in_the_order_in_which_they_were_picked(place: Place, respondent: Actor) -> None:
    """And naming one twice picks it once."""
    answering.pick(respondent, place, (THIRD, ONE, OTHER), None)
    response = sitting_of(respondent, place).stored.response
    assert (response.priorities, response.starred) == ((THIRD, ONE, OTHER), None)
    answering.pick(respondent, place, (OTHER, THIRD, OTHER, OTHER), THIRD)
    response = sitting_of(respondent, place).stored.response
    assert (response.priorities, response.starred) == ((OTHER, THIRD), THIRD)
    answering.pick(respondent, place, (), None)
    response = sitting_of(respondent, place).stored.response
    assert (response.priorities, response.starred) == ((), None)


def test_one_priority_is_added_or_taken_out_as_they_stand(place: Place, respondent: Actor) -> None:
    """The star goes with its dimension and stays with it; adding one twice puts it last."""
    for dimension in (ONE, OTHER, THIRD):
        answering.prioritise(respondent, place, dimension, True)
    answering.star(respondent, place, OTHER)
    answering.prioritise(respondent, place, ONE, False)
    answering.prioritise(respondent, place, ONE, False)
    response = sitting_of(respondent, place).stored.response
    assert (response.priorities, response.starred) == ((OTHER, THIRD), OTHER)
    answering.prioritise(respondent, place, OTHER, False)
    answering.prioritise(respondent, place, OTHER, True)
    response = sitting_of(respondent, place).stored.response
    assert (response.priorities, response.starred) == ((THIRD, OTHER), None)


def test_as_many_may_be_picked_as_the_questionnaire_allows(place: Place, other_place: Place) -> None:
    """Five of ten, two of three."""
    for where, most in ((place, 5), (other_place, 2)):
        actor = begun(where)
        picked = where.edition.questionnaire.asking_order[:most]
        answering.pick(actor, where, picked, picked[-1])
        assert sitting_of(actor, where).stored.response.priorities == picked


def test_a_target_goes_with_its_priority_and_only_with_it(place: Place, respondent: Actor) -> None:
    """Picking again brings none back; others keep theirs."""
    answering.pick(respondent, place, (ONE, OTHER), ONE)
    stages = place.edition.questionnaire.stages
    answering.aim(respondent, place, ONE, stages[-1].id)
    answering.aim(respondent, place, OTHER, stages[2].id)
    assert sitting_of(respondent, place).stored.response.targets == {ONE: stages[-1].target, OTHER: stages[2].target}
    answering.pick(respondent, place, (OTHER, THIRD), None)
    assert sitting_of(respondent, place).stored.response.targets == {OTHER: stages[2].target}
    assert ("target", ONE, None) in record(respondent, place)
    answering.pick(respondent, place, (OTHER, THIRD, ONE), None)
    assert sitting_of(respondent, place).stored.response.targets == {OTHER: stages[2].target}
    answering.aim(respondent, place, OTHER, None)
    assert sitting_of(respondent, place).stored.response.targets == {}


def test_the_year_of_the_targets_lies_ahead(place: Place, respondent: Actor) -> None:
    """This year is early enough, and it can be taken back."""
    for year in (NOW.year, NOW.year + 1, 2100):
        answering.aim_by(respondent, place, year)
        assert sitting_of(respondent, place).stored.response.target_year == year
    answering.aim_by(respondent, place, None)
    assert sitting_of(respondent, place).stored.response.target_year is None


def test_the_earliest_year_follows_the_clock_of_the_place(place: Place, clock: Clock, respondent: Actor) -> None:
    """Not the computer's."""
    clock.forward(days=366)
    with pytest.raises(AnsweringError, match=f"between {NOW.year + 1} and 2100"):
        answering.aim_by(respondent, place, NOW.year)


def test_practice_answers_are_kept_by_their_published_figure(place: Place, respondent: Actor) -> None:
    """And can be taken back."""
    references = place.edition.references
    assert references is not None
    asked = [point for point in references.points if point.answers]
    for point in asked:
        answering.practise(respondent, place, point.id, point.answers[-1].id)
    expected = {point.id: point.answers[-1].id for point in asked}
    assert sitting_of(respondent, place).stored.response.practice == expected
    answering.practise(respondent, place, asked[0].id, None)
    del expected[asked[0].id]
    assert sitting_of(respondent, place).stored.response.practice == expected


def test_a_deepened_dimension_is_asked_in_full_and_stays_so(place: Place, respondent: Actor) -> None:
    """The draft stays a draft."""
    before = sitting_of(respondent, place).progress.asked
    answering.deepen(respondent, place, ONE)
    answering.deepen(respondent, place, ONE)
    sitting = sitting_of(respondent, place)
    assert sitting.stored.response.deepened == {ONE}
    assert sitting.stored.state is ResponseState.DRAFT
    assert sitting.progress.asked[ONE] > before[ONE]
    assert {id: asked for id, asked in sitting.progress.asked.items() if id != ONE} == {
        id: asked for id, asked in before.items() if id != ONE
    }


def test_a_tab_that_claims_a_response_says_nothing_in_it(place: Place, clock: Clock, respondent: Actor) -> None:
    """Neither a change nor a later time of saving."""
    before = record(respondent, place)
    clock.forward(minutes=5)
    answering.claim(respondent, place, "tab-1")
    answering.claim(respondent, place, "tab-2")
    stored = sitting_of(respondent, place).stored
    assert (stored.writer, stored.saved_at) == ("tab-2", NOW)
    assert record(respondent, place) == before


def test_the_verdict_bears_the_day_of_submission(place: Place, clock: Clock, respondent: Actor) -> None:
    """In the visitor's own time zone, where it is known. A draft has no verdict."""
    answering.answer(respondent, place, "explicit-choice", 300)
    with pytest.raises(AnsweringError, match="no scorecard yet"):
        answering.assessment_of(respondent, place)
    answering.submit(respondent, place)
    clock.forward(days=30)
    days = {
        zone: answering.assessment_of(respondent, place, zone).assessed_on.day
        for zone in (None, "UTC", "Pacific/Auckland", "Pacific/Pago_Pago", "Nowhere/Land", "../etc/passwd", "")
    }
    assert NOW.hour == 9
    assert days == {zone: 1 if zone == "Pacific/Pago_Pago" else NOW.day for zone in days}
