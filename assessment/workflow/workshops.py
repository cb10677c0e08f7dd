"""A workshop as the facilitator leads it: open, rank, reveal, argue, take over. Those who rate are in
`workflow.workshop_seats`.

It belongs to the response it was opened in. Before it is revealed nothing that anybody rated leaves the database here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from assessment import access
from assessment.access import Verb
from assessment.errors import TargetingError
from assessment.model import RATINGS, Actor, Segment, Workshop, WorkshopRater, WorkshopRating
from assessment.storage import answers, audits, responses, segments, workshops
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.targeting import first_pass
from assessment.targeting.first_pass import CloseCall, Placed
from assessment.workflow.opening import Place
from assessment.workflow.segmenting import NOT_KNOWN, Segmentation, on_segments, segmentation_in
from assessment.workflow.sitting import TARGETED, Sitting

MOST_SEGMENTS = 6
# With fewer who rate, those in the room can tell whose rating is whose.
HIDING = 3
NO_WORKSHOP = "There is no workshop open here; open one on the page with your segments."
NOT_REVEALED = "The ratings are not revealed yet; reveal them first."
# Under which subject an agreed rating stands in the record of a response.
AGREED = "agreed"


@dataclass(frozen=True)
class Attendance:
    """A workshop and who sits in it: nothing of what they rated."""

    workshop: Workshop
    raters: tuple[WorkshopRater, ...]

    @property
    def done(self) -> int:
        """How many have said that they finished."""
        return sum(1 for rater in self.raters if rater.done_at is not None)


@dataclass(frozen=True)
class Outcome:
    """What a room rated, once revealed. `people`: how many rated anything; `agreed`: by ids of segment and criterion.

    What was agreed counts, also where other calls are closer by now.
    """

    placed: tuple[Placed, ...]
    calls: tuple[CloseCall, ...]
    people: int
    agreed: Mapping[tuple[str, str], int]

    @property
    def disputed(self) -> frozenset[tuple[str, str]]:
        """What to agree on, by the ids of segment and criterion."""
        return frozenset((call.placed.segment.id, tally.criterion.id) for call in self.calls for tally in call.disputed)

    @property
    def ratings(self) -> dict[tuple[str, str], int]:
        """What the room's ratings come to: what was agreed, else the medians."""
        tallies = [(one.segment.id, tally) for one in self.placed for tally in one.tallies]
        return {
            (id, tally.criterion.id): self.agreed.get((id, tally.criterion.id), tally.median) for id, tally in tallies
        }


@dataclass(frozen=True)
class FirstPass:
    """What ratings rest on that a workshop gave: how many criteria of how many, how many people, and when."""

    rated: int
    criteria: int
    people: int
    on: datetime


def link_token(secret: str, workshop: Workshop) -> str:
    """The token of a workshop's link. `secret`: that of the facilitator's private link, from which it follows.

    So the link can be shown again after a reload, though only its hash is kept.
    """
    return access.derived_token(secret, workshop.id)


def open_workshop(actor: Actor, place: Place, secret: str) -> Workshop:
    """Open a workshop on the segments as they stand; the one that is open already stays.

    Raises TargetingError where there are no segments, too many, or shares that do not sum.
    """
    with on_segments(actor, place) as (connection, sitting, now):
        before = _latest(connection, sitting)
        if before is not None and before.is_open:
            if before.response != sitting.stored.id:
                raise TargetingError("Somebody else has a workshop open on these segments; wait until it is over.")
            return before
        _check_ready(segmentation_in(connection, sitting.stored))
        opened = Workshop(
            new_id(), sitting.stored.organisation.id, sitting.stored.campaign.wave, sitting.stored.id, now
        )
        workshops.add(connection, opened, access.token_hash(link_token(secret, opened)))
        _note(connection, actor, sitting, "opened", now)
    return opened


def _check_ready(standing: Segmentation) -> None:
    count = len(standing.segments)
    if not count:
        raise TargetingError("There is nothing to rate yet: name your segments first, with their shares.")
    if count > MOST_SEGMENTS:
        raise TargetingError(
            f"{count} segments are too many for twenty minutes: a workshop takes {MOST_SEGMENTS} at most. "
            "Join the smallest ones, or rate them without a workshop."
        )
    if standing.problems:
        raise TargetingError(f"Put the segments right first. {' '.join(standing.problems)}")


def attendance_of(actor: Actor, place: Place) -> Attendance | None:
    """The workshop of the actor's response that is open, else the last one; none where there never was one."""
    with place.store.read() as connection:
        stored = responses.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, Verb.TARGET, stored)
        assert stored is not None, "access was allowed to what exists"
        found = workshops.latest(connection, stored.organisation.id, stored.campaign.wave)
        if found is None or found.response != stored.id:
            return None
        return Attendance(found, tuple(workshops.raters(connection, found.id)))


def rank(actor: Actor, place: Place, segment: str, place_in_ranking: int | None) -> tuple[str, ...]:
    """Give a segment a rank of attractiveness, 1 for the most attractive, or take it back.

    A rank belongs to one segment: the one that had it takes the other's. Answers whose ranks changed beside.
    """
    with _on_workshop(actor, place) as (connection, sitting, _, now):
        standing = segmentation_in(connection, sitting.stored)
        wanted = next((each for each in standing.segments if each.id == segment), None)
        if wanted is None:
            raise TargetingError(NOT_KNOWN)
        if place_in_ranking is not None and not 1 <= place_in_ranking <= len(standing.segments):
            raise TargetingError("This is not one of the ranks; reload the page and choose again.")
        others = tuple(
            each.id
            for each in standing.segments
            if place_in_ranking is not None and each.attractive_rank == place_in_ranking and each.id != segment
        )
        ranks = {segment: place_in_ranking, **dict.fromkeys(others, wanted.attractive_rank)}
        kept = [replace(each, attractive_rank=ranks.get(each.id, each.attractive_rank)) for each in standing.segments]
        segments.put_all(connection, sitting.stored.organisation.id, sitting.stored.campaign.wave, kept, now)
        for id, given in ranks.items():
            answers.record(
                connection, sitting.stored.id, TARGETED, f"rank/{id}", None if given is None else str(given), now
            )
    return others


def reveal(actor: Actor, place: Place) -> None:
    """Show what was rated; from now on no rating changes. Raises TargetingError while nothing was rated."""
    with _on_workshop(actor, place) as (connection, sitting, workshop, now):
        if not workshops.ratings(connection, workshop.id):
            raise TargetingError("Nobody has rated anything yet; let the room rate first.")
        workshops.reveal(connection, workshop.id, now)
        _note(connection, actor, sitting, "revealed", now)


def outcome_of(actor: Actor, place: Place) -> Outcome:
    """What the room rated. Raises TargetingError before it is revealed."""
    with place.store.read() as connection:
        stored = responses.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, Verb.TARGET, stored)
        assert stored is not None, "access was allowed to what exists"
        found = workshops.latest(connection, stored.organisation.id, stored.campaign.wave)
        _check_revealed(found if found and found.response == stored.id else None)
        assert found is not None, "it was revealed"
        return _outcome(connection, segmentation_in(connection, stored), found)


def _outcome(connection: Connection, standing: Segmentation, workshop: Workshop) -> Outcome:
    given = workshops.ratings(connection, workshop.id)
    placed = first_pass.placed(standing.rules, standing.segments, given)
    calls = first_pass.close_calls(standing.rules, placed)
    tallied = {(one.segment.id, tally.criterion.id) for one in placed for tally in one.tallies}
    said = workshops.agreements(connection, workshop.id)
    return Outcome(placed, calls, _people(given), {at: rating for at, rating in said.items() if at in tallied})


def _people(given: list[WorkshopRating]) -> int:
    return len({one.rater for one in given})


def agree(actor: Actor, place: Place, segment: str, criterion: str, rating: int | None) -> None:
    """Store what the room agreed on for a disputed rating, 1 to 5; none lets the median stand."""
    with _on_workshop(actor, place) as (connection, sitting, workshop, now):
        _check_revealed(workshop)
        outcome = _outcome(connection, segmentation_in(connection, sitting.stored), workshop)
        at = (segment, criterion)
        # What was agreed can be changed and taken back, though by now other calls are closer.
        can_be_agreed = at in outcome.disputed or at in outcome.agreed
        if not can_be_agreed or (rating is not None and rating not in RATINGS):
            raise TargetingError("This is not one of the ratings in dispute; reload the page and choose again.")
        workshops.agree(connection, workshop.id, segment, criterion, rating)
        subject = f"{AGREED}/{workshop.id}/{segment}/{criterion}"
        answers.record(connection, sitting.stored.id, TARGETED, subject, None if rating is None else str(rating), now)


def take_over(actor: Actor, place: Place) -> int:
    """Make what was agreed, else the medians, the actor's ratings, and close the workshop; answers how many.

    What a median rests on is the median grade. Ratings of other criteria stay as they are.
    """
    with _on_workshop(actor, place) as (connection, sitting, workshop, now):
        _check_revealed(workshop)
        standing = segmentation_in(connection, sitting.stored)
        outcome = _outcome(connection, standing, workshop)
        for one in outcome.placed:
            agreed = {criterion: rating for (id, criterion), rating in outcome.agreed.items() if id == one.segment.id}
            rated = first_pass.rated(one.segment, one.tallies, agreed)
            for tally in one.tallies:
                _take(connection, sitting, rated, tally.criterion.id, now)
        workshops.close(connection, workshop.id, now)
        _note(connection, actor, sitting, "taken over", now)
    return sum(len(one.tallies) for one in outcome.placed)


def _take(connection: Connection, sitting: Sitting, rated: Segment, criterion: str, now: datetime) -> None:
    rating, evidence = rated.ratings[criterion], rated.evidence[criterion]
    segments.rate(connection, rated.id, sitting.stored.id, criterion, (rating, evidence), now)
    said = f"{rating}, {evidence}"
    answers.record(connection, sitting.stored.id, TARGETED, f"{rated.id}/{criterion}", said, now)


def discard(actor: Actor, place: Place) -> None:
    """End the workshop without its ratings, which go; ranks that the room gave stay."""
    with _on_workshop(actor, place) as (connection, sitting, workshop, now):
        workshops.remove(connection, workshop.id)
        _note(connection, actor, sitting, "discarded", now)


def first_pass_of(actor: Actor, place: Place, standing: Segmentation) -> FirstPass | None:
    """What the ratings rest on, while any is still that of the actor's last workshop and not all criteria are rated.

    Else none. A workshop that is open meanwhile changes nothing.
    """
    with place.store.read() as connection:
        stored = responses.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, Verb.TARGET, stored)
        assert stored is not None, "access was allowed to what exists"
        over = [each for each in workshops.of_response(connection, stored.id) if each.closed_at is not None]
        outcome = _outcome(connection, standing, over[-1]) if over else None
    if outcome is None or over[-1].closed_at is None:
        return None
    own = {(each.id, criterion): rating for each in standing.segments for criterion, rating in each.ratings.items()}
    wanted = [(each, c.id) for each in standing.segments for c in standing.rules.applicable(each.status)]
    is_full = all(id in each.ratings for each, id in wanted)
    if is_full or not any(own.get(at) == rating for at, rating in outcome.ratings.items()):
        return None
    rated = {id for each, id in wanted if id in each.ratings}
    return FirstPass(len(rated), len({id for _, id in wanted}), outcome.people, over[-1].closed_at)


@contextmanager
def _on_workshop(actor: Actor, place: Place) -> Iterator[tuple[Connection, Sitting, Workshop, datetime]]:
    """A transaction on the open workshop of the actor's response. Raises TargetingError where there is none."""
    with on_segments(actor, place) as (connection, sitting, now):
        found = _latest(connection, sitting)
        held = workshops.hold(connection, found.id) if found else None
        if held is None or not held.is_open or held.response != sitting.stored.id:
            raise TargetingError(NO_WORKSHOP)
        yield connection, sitting, held, now


def _latest(connection: Connection, sitting: Sitting) -> Workshop | None:
    return workshops.latest(connection, sitting.stored.organisation.id, sitting.stored.campaign.wave)


def _check_revealed(workshop: Workshop | None) -> None:
    if workshop is None:
        raise TargetingError(NO_WORKSHOP)
    if workshop.revealed_at is None:
        raise TargetingError(NOT_REVEALED)


def _note(connection: Connection, actor: Actor, sitting: Sitting, what: str, now: datetime) -> None:
    answers.record(connection, sitting.stored.id, TARGETED, "workshop", what, now)
    audits.note(connection, actor, Verb.TARGET, "response", sitting.stored.id, now, note=f"workshop {what}")
