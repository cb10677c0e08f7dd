"""A workshop as those see it who rate: join by its link, rate blind on a phone, say when finished.

A rater sees nothing but the names of the segments and their own ratings.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count

from assessment import access
from assessment.access import Verb
from assessment.errors import AccessError, TargetingError
from assessment.model import (
    RATINGS,
    Actor,
    Criterion,
    Evidence,
    Role,
    Segment,
    Workshop,
    WorkshopRater,
    WorkshopRating,
    WorkshopSeat,
)
from assessment.storage import documents, responses, segments, weights, workshops
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.targeting import weighing
from assessment.targeting.first_pass import asked
from assessment.workflow.opening import Place
from assessment.workflow.segmenting import rules_in
from assessment.workflow.sitting import clean

MOST_RATERS = 30
LONGEST_NAME = 40
NEWCOMER = Actor(Role.RATER)
IS_REVEALED = "The ratings are revealed: nothing changes any more. Look at the screen in the room."


@dataclass(frozen=True)
class Ballot:
    """One segment as a rater rates it: what is asked, what they said, and what all of it rests on."""

    id: str
    name: str
    criteria: tuple[Criterion, ...]
    ratings: Mapping[str, int]
    evidence: Evidence | None


def rater(place: Place, token: str | None) -> Actor:
    """Whoever holds the secret of a place in a workshop; somebody without one where it leads nowhere."""
    seat = _seat_behind(place, token)
    return Actor(Role.RATER, seat.rater.id) if seat else NEWCOMER


def _seat_behind(place: Place, token: str | None) -> WorkshopSeat | None:
    if token is None or access.as_token(token) is None:
        return None
    with place.store.read() as connection:
        return workshops.seat_of(connection, access.token_hash(token))


def check_open(actor: Actor, place: Place, link: str) -> None:
    """Raise AccessError unless somebody can join by that link; in the same words for whatever reason."""
    with place.store.read() as connection:
        access.allow(actor, Verb.START, workshops.by_token(connection, access.token_hash(link)))


def sits_behind(place: Place, link: str, token: str | None) -> bool:
    """Whether a phone that holds this secret has joined already, by that very link."""
    seat = _seat_behind(place, token)
    if seat is None:
        return False
    with place.store.read() as connection:
        found = workshops.by_token(connection, access.token_hash(link))
    return found is not None and found.id == seat.workshop.id


def join(actor: Actor, place: Place, link: str, name: str, token: str) -> Actor:
    """Take a place in the workshop behind a link, under a name as typed; `token` is the new place's own secret.

    The same secret twice is the same place; a name that is taken gets a number. Raises AccessError where nobody can
    join, TargetingError for no name, one that is too long, or no place left.
    """
    typed = " ".join(clean(name).split())
    with place.store.write() as connection:
        found = workshops.by_token(connection, access.token_hash(link))
        held = workshops.hold(connection, found.id) if found else None
        access.allow(actor, Verb.START, held)
        assert held is not None, "access was allowed to what exists"
        before = workshops.seat_of(connection, access.token_hash(token))
        if before is not None and before.workshop.id != held.id:
            raise AccessError("This place belongs to another workshop; open the link in the room once more.")
        if before is not None:
            return Actor(Role.RATER, before.rater.id)
        return Actor(Role.RATER, _seated(connection, held, typed, token, _kept_now(connection, place, held)))


def _kept_now(connection: Connection, place: Place, workshop: Workshop) -> datetime:
    """The time to keep what is said under, by the rules of the campaign that the workshop belongs to."""
    stored = responses.get(connection, workshop.response)
    assert stored is not None, "a workshop goes with its response"
    return stored.campaign.kept_time(place.now())


def _seated(connection: Connection, workshop: Workshop, name: str, token: str, now: datetime) -> str:
    if not name:
        raise TargetingError("Type your first name or your initials, so that the room knows who has finished.")
    if len(name) > LONGEST_NAME:
        raise TargetingError(f"A name has at most {LONGEST_NAME} characters here; your initials will do.")
    before = workshops.raters(connection, workshop.id)
    if len(before) >= MOST_RATERS:
        raise TargetingError(f"All {MOST_RATERS} places are taken; rate together with a neighbour.")
    rater = WorkshopRater(new_id(), _distinct(name, {each.name.casefold() for each in before}), now)
    workshops.join(connection, workshop.id, rater, access.token_hash(token))
    return rater.id


def _distinct(name: str, taken: set[str]) -> str:
    """The name, with the first number that makes it nobody else's: the room must tell who has finished."""
    numbered = (f"{name} {number}" for number in count(2))
    return next(each for each in chain((name,), numbered) if each.casefold() not in taken)


def seat_of(actor: Actor, place: Place) -> WorkshopSeat:
    """Where the rater sits. Raises AccessError for anybody else."""
    with place.store.read() as connection:
        return _seat(connection, actor)


def ballots_of(actor: Actor, place: Place) -> tuple[Ballot, ...]:
    """The segments to rate in their order, with the rater's own ratings and nobody else's.

    Once the workshop is over only those that they rated: what the organisation does with its segments then is its own.
    """
    with place.store.read() as connection:
        return _ballots(connection, _seat(connection, actor))


def _seat(connection: Connection, actor: Actor) -> WorkshopSeat:
    found = workshops.seat(connection, actor.subject) if actor.subject else None
    access.allow(actor, Verb.RATE, found)
    assert found is not None, "access was allowed to what exists"
    return found


def _ballots(connection: Connection, seat: WorkshopSeat) -> tuple[Ballot, ...]:
    workshop = seat.workshop
    basis = segments.basis_of(connection, workshop.organisation, workshop.wave)
    assert basis is not None, "a workshop rates segments that are there"
    mine = workshops.ratings_by(connection, seat.rater.id)
    own = weights.of(connection, workshop.organisation, workshop.wave)
    rules = weighing.weighted(rules_in(documents.text_of(connection, basis.rules)), own, None)
    rated = {one.segment for one in mine}
    # Whose ratings come with the segments does not matter: none of them are looked at.
    found = segments.of(connection, workshop.organisation, workshop.wave, workshop.response)
    return tuple(
        _ballot(each, asked(rules, each), {one.criterion: one for one in mine if one.segment == each.id})
        for each in found
        if workshop.is_open or each.id in rated
    )


def rate(actor: Actor, place: Place, segment: str, criterion: str, rating: int | None) -> None:
    """Store one rating, 1 to 5; none leaves it blank. It rests on what the others of this segment rest on."""
    with _rating(actor, place, segment) as (connection, seat, ballot):
        known = criterion in {each.id for each in ballot.criteria}
        if not known or (rating is not None and rating not in RATINGS):
            raise TargetingError("This is not one of the ratings; reload the page and choose again.")
        rated = None if rating is None else (rating, ballot.evidence or Evidence.OPINION)
        workshops.rate(connection, seat.rater.id, segment, criterion, rated)
        if rated is not None:
            of = seat.workshop
            # A blind rating is the first one too: weights chosen after it could be chosen for what comes out.
            # Whose it is nobody learns, and the facilitator's it need not be.
            weights.lock(connection, of.organisation, of.wave, None, _kept_now(connection, place, of))


def rest_on(actor: Actor, place: Place, segment: str, evidence: Evidence) -> None:
    """Say what all own ratings of a segment rest on. Raises TargetingError where there are none yet."""
    with _rating(actor, place, segment) as (connection, seat, ballot):
        if not ballot.ratings:
            raise TargetingError("Choose a rating first; then say what it rests on.")
        workshops.rest_on(connection, seat.rater.id, segment, evidence)


def finish(actor: Actor, place: Place) -> None:
    """Say that one has finished; ratings can still change until they are revealed."""
    with _sitting(actor, place) as (connection, seat):
        if seat.rater.done_at is None:
            workshops.finish(connection, seat.rater.id, _kept_now(connection, place, seat.workshop))


def go_on(actor: Actor, place: Place) -> None:
    """Say that one has not finished after all."""
    with _sitting(actor, place) as (connection, seat):
        workshops.finish(connection, seat.rater.id, None)


@contextmanager
def _sitting(actor: Actor, place: Place) -> Iterator[tuple[Connection, WorkshopSeat]]:
    """A transaction on what a rater says, while nothing is revealed."""
    with place.store.write() as connection:
        seat = _seat(connection, actor)
        held = workshops.keep_open(connection, seat.workshop.id)
        if held is None or not held.takes_ratings:
            raise TargetingError(IS_REVEALED)
        workshops.hold_rater(connection, seat.rater.id)
        yield connection, _seat(connection, actor)


@contextmanager
def _rating(actor: Actor, place: Place, segment: str) -> Iterator[tuple[Connection, WorkshopSeat, Ballot]]:
    with _sitting(actor, place) as (connection, seat):
        found = next((each for each in _ballots(connection, seat) if each.id == segment), None)
        if found is None:
            raise TargetingError("This segment is not there any more; reload the page.")
        yield connection, seat, found


def _ballot(segment: Segment, criteria: tuple[Criterion, ...], mine: Mapping[str, WorkshopRating]) -> Ballot:
    ratings = {each.id: mine[each.id].rating for each in criteria if each.id in mine}
    evidence = next((one.evidence for one in mine.values()), None)
    return Ballot(segment.id, segment.name, criteria, ratings, evidence)
