"""Submitting, reopening, and what happens when several windows answer at once."""

from collections import Counter
from dataclasses import replace
from itertools import zip_longest

import pytest

from assessment import access
from assessment.errors import AnsweringError, StorageError
from assessment.model import Actor, Question, ResponseState, Role
from assessment.storage import audits
from assessment.workflow import answering
from assessment.workflow.opening import Place
from tests.workflow.at_once import at_once
from tests.workflow.sitting import NOW, Clock, answer_everything, begun, begun_synthetic, record, sitting_of

THREADS = 20
ONE = "right-to-win"


@pytest.fixture
def answered(place: Place, respondent: Actor) -> Actor:
    """Somebody who has answered one question."""
    answering.answer(respondent, place, "explicit-choice", 300)
    return respondent


def logged(place: Place, verb: str) -> list[tuple[Actor, str | None]]:
    """Who did this to what, by the audit log."""
    with place.store.read() as connection:
        return [(entry.actor, entry.subject) for entry in audits.entries(connection) if entry.verb == verb]


def test_submitting_closes_the_draft_and_says_when(place: Place, clock: Clock, respondent: Actor) -> None:
    """It is recorded and logged."""
    answer_everything(respondent, place)
    clock.forward(minutes=2)
    answering.submit(respondent, place)
    sitting = sitting_of(respondent, place)
    assert (sitting.stored.state, sitting.stored.submitted_at) == (ResponseState.SUBMITTED, clock())
    assert sitting.stored.saved_at == clock()
    assert not sitting.is_draft
    assert record(respondent, place)[-1] == ("state", "", "submitted")
    assert logged(place, "submit") == [(respondent, respondent.subject)]


def test_submitting_twice_changes_nothing(place: Place, clock: Clock, answered: Actor) -> None:
    """Not even the time of submission."""
    answering.submit(answered, place)
    before = sitting_of(answered, place).stored
    clock.forward(hours=1)
    answering.submit(answered, place)
    assert sitting_of(answered, place).stored == before
    assert [kind for kind, _, _ in record(answered, place)].count("state") == 1


def test_twenty_submissions_at_once_are_one(place: Place, respondent: Actor) -> None:
    """All are answered, one is recorded and logged."""
    answer_everything(respondent, place)
    at_once(place, *[lambda: answering.submit(respondent, place)] * THREADS)
    assert sitting_of(respondent, place).stored.state is ResponseState.SUBMITTED
    assert [entry for entry in record(respondent, place) if entry[0] == "state"] == [("state", "", "submitted")]
    assert len(logged(place, "submit")) == 1


def test_reopening_is_recorded_logged_and_done_once(place: Place, clock: Clock, answered: Actor) -> None:
    """It can be answered and submitted again."""
    answering.submit(answered, place)
    clock.forward(minutes=1)
    at_once(place, *[lambda: answering.reopen(answered, place)] * 5)
    stored = sitting_of(answered, place).stored
    assert (stored.state, stored.submitted_at, stored.seconds) == (ResponseState.DRAFT, None, None)
    assert logged(place, "reopen") == [(answered, answered.subject)]
    answering.answer(answered, place, "proof-of-advantage", 200)
    answering.submit(answered, place)
    states = [value for kind, _, value in record(answered, place) if kind == "state"]
    assert states == ["submitted", "draft", "submitted"]


def test_reopening_a_draft_changes_nothing(place: Place, respondent: Actor) -> None:
    """And is not logged."""
    before = record(respondent, place)
    answering.reopen(respondent, place)
    assert record(respondent, place) == before
    assert logged(place, "reopen") == []


def test_deepening_submitted_answers_reopens_them(place: Place, answered: Actor) -> None:
    """Recorded and logged like any reopening."""
    answering.submit(answered, place)
    answering.deepen(answered, place, ONE)
    sitting = sitting_of(answered, place)
    assert sitting.is_draft
    assert sitting.stored.response.deepened == {ONE}
    assert record(answered, place)[-2:] == [("state", "", "draft"), ("deepened", ONE, "yes")]
    assert len(logged(place, "reopen")) == 1


def test_deepening_what_is_asked_in_full_already_changes_nothing(place: Place, other_place: Place) -> None:
    """Neither a deepened dimension nor a full response: submitted answers stay submitted."""
    deepened, full = begun(place), begun(other_place)
    answering.deepen(deepened, place, ONE)
    answering.answer(deepened, place, "explicit-choice", 300)
    answering.answer(full, other_place, "guards", 0)
    for actor, where, dimension in ((deepened, place, ONE), (full, other_place, "machines")):
        answering.submit(actor, where)
        before = record(actor, where)
        answering.deepen(actor, where, dimension)
        assert record(actor, where) == before
        assert sitting_of(actor, where).stored.state is ResponseState.SUBMITTED


def test_answers_to_different_questions_at_once_are_all_kept(place: Place, respondent: Actor) -> None:
    """From as many windows."""
    questions = [question.id for question in place.edition.questionnaire.questions][:THREADS]
    at_once(place, *[lambda id=id: answering.answer(respondent, place, id, 400) for id in questions])
    assert sitting_of(respondent, place).stored.response.answers == dict.fromkeys(questions, 400)


def test_of_answers_to_one_question_at_once_the_last_holds(place: Place, respondent: Actor) -> None:
    """None is lost from the record, and the newest entry is what is kept."""
    given = [100, 200, 300, 400, 500] * 4
    question = "proof-of-advantage"
    at_once(place, *[lambda g=g: answering.answer(respondent, place, question, g) for g in given])
    said = [value for kind, _, value in record(respondent, place) if kind == "answer"]
    assert Counter(said) == Counter(str(level) for level in given)
    assert str(sitting_of(respondent, place).stored.response.answers[question]) == said[-1]
    answering.answer(respondent, place, question, 200)
    assert sitting_of(respondent, place).stored.response.answers[question] == 200


def test_an_answer_is_either_in_the_submission_or_refused(place: Place, answered: Actor) -> None:
    """Never stored after it."""

    def answer() -> bool:
        try:
            answering.answer(answered, place, "proof-of-advantage", 300)
        except AnsweringError:
            return False
        return True

    *said, _ = at_once(place, *[answer] * 5, lambda: answering.submit(answered, place))
    kinds = [kind for kind, _, _ in record(answered, place)]
    assert kinds[-1] == "state"
    assert kinds.count("answer") == 1 + said.count(True)


def test_many_begin_at_once_at_the_very_first_use(place: Place) -> None:
    """All of them, in one campaign."""
    actors = at_once(place, *[lambda: begun(place)] * 8)
    stored = [sitting_of(actor, place).stored for actor in actors if isinstance(actor, Actor)]
    assert len({response.id for response in stored}) == 8
    assert len({response.campaign.id for response in stored}) == 1


def test_beginning_twice_with_one_link_begins_once(place: Place) -> None:
    """As two windows of a browser might: the second leaves nothing behind."""
    token = access.new_token()
    first = begun(place, token=token)
    with pytest.raises(StorageError, match="nothing was saved"):
        begun(place, "Another unit", token=token)
    with place.store.read() as connection:
        assert sum(entry.verb == "start" for entry in audits.entries(connection)) == 1
    assert sitting_of(first, place).unit == "Nordic division"


def submitted_after(place: Place, clock: Clock, *gaps: float, actor: Actor | None = None) -> Actor:
    """A response in which all that is asked was answered, with these gaps in seconds and then at once."""
    actor = actor or begun(place)
    questionnaire, response = place.edition.questionnaire, sitting_of(actor, place).stored.response
    asked = [question for id in questionnaire.asking_order for question in response.asked(questionnaire, id)]
    for question, gap in zip_longest(asked, gaps, fillvalue=0):
        assert isinstance(question, Question), "more gaps than questions"
        clock.forward(seconds=float(gap))
        answering.answer(actor, place, question.id, question.levels[0].value)
    answering.submit(actor, place)
    return actor


def test_the_time_spent_answering_leaves_out_breaks(place: Place, clock: Clock) -> None:
    """Measured at submission; reopening takes it back until the next one."""
    actor = submitted_after(place, clock, 60, 100, 40_000, 80)
    assert sitting_of(actor, place).stored.seconds == 240
    clock.forward(days=1)
    answering.reopen(actor, place)
    clock.forward(seconds=30)
    answering.answer(actor, place, "proof-of-advantage", 200)
    answering.submit(actor, place)
    assert sitting_of(actor, place).stored.seconds == 270


def test_the_time_announced_is_measured_once_ten_have_submitted(place: Place, clock: Clock) -> None:
    """Synthetic responses, drafts, other lengths, incomplete and deepened responses tell nothing about it."""
    length = answering.own_length(place.edition)
    estimate = place.edition.questionnaire.minutes[length]
    for minutes in range(1, 10):
        submitted_after(place, clock, *[60] * minutes)
    for _ in range(5):
        submitted_after(place, clock, 150, actor=begun_synthetic(place))
        begun(place)
        incomplete, deepened = begun(place), begun(place)
        answering.answer(incomplete, place, "explicit-choice", 300)
        answering.submit(incomplete, place)
        answering.deepen(deepened, place, ONE)
        submitted_after(place, clock, 150, actor=deepened)
    assert (answering.announced(place, length).minutes, answering.announced(place, length).measured) == (estimate, 0)
    submitted_after(place, clock, *[60] * 20)
    announced = answering.announced(place, length)
    assert (announced.minutes, announced.measured) == (6, 10)  # the median of 1 to 9 and 20 is 5.5
    (other,) = set(place.edition.questionnaire.minutes) - {length}
    assert answering.announced(place, other).measured == 0


def test_the_time_of_another_questionnaire_is_not_announced(place: Place, clock: Clock) -> None:
    """It is measured by the questions asked."""
    for _ in range(10):
        submitted_after(place, clock, 60)
    elsewhere = replace(place, key=replace(place.key, questionnaire="another"))
    assert answering.announced(elsewhere, answering.own_length(place.edition)).measured == 0


def test_starting_is_logged_without_a_word_of_what_was_said(place: Place, respondent: Actor) -> None:
    """Who, what and when."""
    with place.store.read() as connection:
        (entry,) = audits.entries(connection)
    assert (entry.at, entry.actor, entry.verb) == (NOW, Actor(Role.RESPONDENT, respondent.subject), "start")
    assert (entry.subject_kind, entry.subject, entry.note) == ("response", respondent.subject, None)
