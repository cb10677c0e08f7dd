"""A dimension as a colleague answers it who was asked to.

A colleague reaches the questions, answers, notes and basis of that dimension and nothing else of the response.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from assessment import access
from assessment.access import Verb
from assessment.errors import AnsweringError
from assessment.model import (
    Actor,
    Answer,
    Basis,
    Delegation,
    Dimension,
    Question,
    Questionnaire,
    ResponseState,
    Role,
)
from assessment.storage import answers, audits, delegations, responses
from assessment.storage.store import Connection
from assessment.workflow.opening import Place
from assessment.workflow.sitting import Sitting, check_answer, checked_comment, sitting_of

NOBODY_ASKED = Actor(Role.RATER)
IS_SUBMITTED = "These answers are handed in meanwhile: nothing more is taken. Talk to whoever asked you."
IS_CLOSED = "The time for answering is over: nothing more is taken."


@dataclass(frozen=True)
class Asked:
    """All that a colleague sees: what is asked of whom, about which unit, and what is said there so far.

    `over`: why nothing is taken any more; empty while answers are.
    """

    delegation: Delegation
    unit: str
    questionnaire: Questionnaire
    dimension: Dimension
    questions: tuple[Question, ...]
    answers: Mapping[str, Answer]
    comments: Mapping[str, str]
    basis: Basis | None
    is_anonymous: bool
    over: str


def colleague(place: Place, token: str | None) -> Actor:
    """Whoever holds a colleague's link; somebody who was asked nothing where it leads nowhere (any more)."""
    if token is None or access.as_token(token) is None:
        return NOBODY_ASKED
    with place.store.read() as connection:
        found = delegations.by_token(connection, access.token_hash(token))
    return Actor(Role.RATER, found.id) if found and found.is_valid else NOBODY_ASKED


def asked_of(actor: Actor, place: Place) -> Asked:
    """What the actor was asked, as it stands; nothing of what was said once nothing more is taken.

    Raises AccessError for anybody else.
    """
    with place.store.read() as connection:
        found = _delegation(connection, actor)
        sitting = _sitting(connection, place, found)
    over = _over(sitting)
    response, questions = sitting.stored.response, () if over else _questions(sitting, found)
    return Asked(
        found,
        sitting.unit,
        sitting.edition.questionnaire,
        sitting.edition.questionnaire.dimension[found.dimension],
        questions,
        {each.id: response.answers[each.id] for each in questions if each.id in response.answers},
        {each.id: response.comments[each.id] for each in questions if each.id in response.comments},
        None if over else response.basis.get(found.dimension),
        sitting.stored.campaign.is_anonymous,
        over,
    )


def see(actor: Actor, place: Place) -> None:
    """Note that the colleague saw the questions; the first time counts."""
    with _taking(actor, place) as (connection, found, _, now):
        delegations.open_(connection, found.id, now)


def answer(actor: Actor, place: Place, question: str, given: Answer | None) -> None:
    """Store an answer as the colleague's word: a level's value, a status, or None to take it back."""
    with _saying(actor, place) as (connection, found, sitting, now):
        check_answer(_question(sitting, found, question), given)
        answers.put_answer(connection, found.response, question, given, now, by=found.id)
        answers.record(connection, found.response, "answered_by", question, found.who, now)


def comment(actor: Actor, place: Place, question: str, text: str) -> None:
    """Store a note beside a question; an empty text takes the note away."""
    kept = checked_comment(text)
    with _saying(actor, place) as (connection, found, sitting, now):
        _question(sitting, found, question)
        answers.put_comment(connection, found.response, question, kept, now)
        answers.record(connection, found.response, "noted_by", question, found.who, now)


def know(actor: Actor, place: Place, basis: Basis | None) -> None:
    """Store how the colleague knows what was said about the dimension."""
    with _saying(actor, place) as (connection, found, _, now):
        answers.put_basis(connection, found.response, found.dimension, basis, now)
        answers.record(connection, found.response, "known_by", found.dimension, found.who, now)


def finish(actor: Actor, place: Place) -> None:
    """Say that one has finished; answers can still change until the response is submitted."""
    with _taking(actor, place) as (connection, found, _, now):
        if found.done_at is None:
            delegations.finish(connection, found.id, now)
            # Without an id: nothing but the response must be forgotten at an erasure.
            audits.note(connection, NOBODY_ASKED, Verb.TAKE, "response", found.response, now, note="colleague done")


def go_on(actor: Actor, place: Place) -> None:
    """Say that one has not finished after all."""
    with _taking(actor, place) as (connection, found, *_):
        delegations.finish(connection, found.id, None)


def _delegation(connection: Connection, actor: Actor) -> Delegation:
    found = delegations.get(connection, actor.subject) if actor.subject else None
    access.allow(actor, Verb.TAKE, found)
    assert found is not None, "access was allowed to what exists"
    return found


def _sitting(connection: Connection, place: Place, found: Delegation) -> Sitting:
    return sitting_of(place, responses.get(connection, found.response))


def _over(sitting: Sitting) -> str:
    if not sitting.is_open:
        return IS_CLOSED
    return IS_SUBMITTED if sitting.stored.state is ResponseState.SUBMITTED else ""


@contextmanager
def _taking(actor: Actor, place: Place) -> Iterator[tuple[Connection, Delegation, Sitting, datetime]]:
    """A transaction on what a colleague was asked, while answers are taken, with the time to keep it under."""
    with place.store.write() as connection:
        responses.hold(connection, _delegation(connection, actor).response)
        # Anew: whoever held the response before may have taken the link back.
        found = _delegation(connection, actor)
        sitting = _sitting(connection, place, found)
        if over := _over(sitting):
            raise AnsweringError(over)
        yield connection, found, sitting, sitting.stored.campaign.kept_time(place.now())


@contextmanager
def _saying(actor: Actor, place: Place) -> Iterator[tuple[Connection, Delegation, Sitting, datetime]]:
    """As `_taking`, for what changes the response. Once one has finished nothing is taken before going on."""
    with _taking(actor, place) as (connection, found, sitting, now):
        if found.done_at is not None:
            raise AnsweringError("You have finished here. Choose to change something, and then answer.")
        yield connection, found, sitting, now
        # No tab of the respondent may bring back what it held before this.
        responses.claim(connection, found.response, None)


def _questions(sitting: Sitting, found: Delegation) -> tuple[Question, ...]:
    return tuple(sitting.stored.response.asked(sitting.edition.questionnaire, found.dimension))


def _question(sitting: Sitting, found: Delegation, id: str) -> Question:
    """One of the questions asked of the colleague. Raises AnsweringError for any other, in the same words."""
    question = next((each for each in _questions(sitting, found) if each.id == id), None)
    if question is None:
        raise AnsweringError("This question is none of those you were asked; reload the page.")
    return question
