"""Workshops: who sits in them, and how each rates the segments. Of the secrets that open them only hashes are kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from assessment.model import Evidence, Workshop, WorkshopRater, WorkshopRating, WorkshopSeat
from assessment.storage.statements import upsert
from assessment.storage.tables import segment, workshop, workshop_agreement, workshop_rater, workshop_rating

_THIS = workshop.c.id == bindparam("this")
_SEAT = workshop_rater.c.id == bindparam("this")
# One more than any of its wave; whoever opens one holds the organisation.
_NUMBER = select(func.coalesce(func.max(workshop.c.number), 0) + 1).where(
    workshop.c.organisation_id == bindparam("organisation"), workshop.c.wave == bindparam("of_wave")
)
_ADD = insert(workshop)
_BY_TOKEN = select(workshop).where(workshop.c.token_hash == bindparam("hash"))
_LATEST = (
    select(workshop)
    .where(workshop.c.organisation_id == bindparam("organisation"), workshop.c.wave == bindparam("of_wave"))
    .order_by(workshop.c.closed_at.is_(None).desc(), workshop.c.number.desc())
    .limit(1)
)
_OF_RESPONSE = (
    select(workshop).where(workshop.c.response_id == bindparam("response")).order_by(workshop.c.wave, workshop.c.number)
)
_GET = select(workshop).where(_THIS)
_HOLD = select(workshop.c.id).where(_THIS).with_for_update()
# Several may hold it so at a time; nobody can reveal or close it meanwhile.
_KEEP_OPEN = select(workshop.c.id).where(_THIS).with_for_update(read=True)
_HOLD_RATER = select(workshop_rater.c.id).where(_SEAT).with_for_update()
_REVEAL = (
    update(workshop)
    .where(_THIS, workshop.c.revealed_at.is_(None))
    .values(revealed_at=bindparam("now", type_=workshop.c.revealed_at.type))
)
_CLOSE = (
    update(workshop)
    .where(_THIS, workshop.c.closed_at.is_(None))
    .values(closed_at=bindparam("now", type_=workshop.c.closed_at.type))
)
_REMOVE = delete(workshop).where(_THIS)
_JOIN = insert(workshop_rater)
_RATER_OF = select(workshop_rater).where(workshop_rater.c.token_hash == bindparam("hash"))
_RATER = select(workshop_rater).where(_SEAT)
_RATERS = (
    select(workshop_rater)
    .where(workshop_rater.c.workshop_id == bindparam("of"))
    .order_by(workshop_rater.c.joined_at, workshop_rater.c.id)
)
_FINISH = update(workshop_rater).where(_SEAT).values(done_at=bindparam("at", type_=workshop_rater.c.done_at.type))
_RATE = upsert(workshop_rating, "rating", "evidence")
_MINE = (workshop_rating.c.rater_id == bindparam("rater"), workshop_rating.c.segment_id == bindparam("this"))
_UNRATE = delete(workshop_rating).where(*_MINE, workshop_rating.c.criterion == bindparam("of"))
_REST_ON = update(workshop_rating).where(*_MINE).values(evidence=bindparam("grade"))
_ORDERED = (
    select(workshop_rating)
    .join(workshop_rater, workshop_rater.c.id == workshop_rating.c.rater_id)
    .join(segment, segment.c.id == workshop_rating.c.segment_id)
    .order_by(segment.c.position, segment.c.id, workshop_rating.c.criterion)
    .order_by(workshop_rater.c.joined_at, workshop_rater.c.id)
)
_AGREE = upsert(workshop_agreement, "rating")
_AGREED = select(workshop_agreement).where(workshop_agreement.c.workshop_id == bindparam("of"))
_LET_MEDIAN = delete(workshop_agreement).where(
    workshop_agreement.c.workshop_id == bindparam("in_workshop"),
    workshop_agreement.c.segment_id == bindparam("this"),
    workshop_agreement.c.criterion == bindparam("of"),
)
_RATINGS = _ORDERED.where(workshop_rater.c.workshop_id == bindparam("of"))
_RATINGS_BY = _ORDERED.where(workshop_rater.c.id == bindparam("this"))


def add(connection: Connection, opened: Workshop, token_hash: str) -> None:
    """Store a workshop that is open, as the newest of its wave; its link is known by the hash of its token."""
    of_wave = {"organisation": opened.organisation, "of_wave": opened.wave}
    row = {
        "id": opened.id,
        "organisation_id": opened.organisation,
        "wave": opened.wave,
        "number": connection.execute(_NUMBER, of_wave).scalar_one(),
        "response_id": opened.response,
        "token_hash": token_hash,
        "opened_at": opened.opened_at,
    }
    connection.execute(_ADD, row)


def by_token(connection: Connection, token_hash: str) -> Workshop | None:
    """The workshop whose link has this hash; none when there is none (any more)."""
    row = connection.execute(_BY_TOKEN, {"hash": token_hash}).one_or_none()
    return _workshop(row) if row else None


def get(connection: Connection, id: str) -> Workshop | None:
    """The workshop with this id."""
    row = connection.execute(_GET, {"this": id}).one_or_none()
    return _workshop(row) if row else None


def latest(connection: Connection, organisation: str, wave: int) -> Workshop | None:
    """The workshop of a wave that is open, else the one opened last; none where there never was one."""
    row = connection.execute(_LATEST, {"organisation": organisation, "of_wave": wave}).one_or_none()
    return _workshop(row) if row else None


def of_response(connection: Connection, response: str) -> list[Workshop]:
    """All workshops that were opened in a response, oldest first."""
    return [_workshop(row) for row in connection.execute(_OF_RESPONSE, {"response": response})]


def hold(connection: Connection, id: str) -> Workshop | None:
    """Let nobody else join, rate, reveal or close until this transaction ends; the workshop as it stands then."""
    connection.execute(_HOLD, {"this": id})
    return get(connection, id)


def keep_open(connection: Connection, id: str) -> Workshop | None:
    """Let nobody reveal or close until this transaction ends, while others rate too; the workshop as it stands."""
    connection.execute(_KEEP_OPEN, {"this": id})
    return get(connection, id)


def reveal(connection: Connection, id: str, now: datetime) -> None:
    """Show what was rated from now on; one that is revealed keeps its time."""
    connection.execute(_REVEAL, {"this": id, "now": now})


def close(connection: Connection, id: str, now: datetime) -> None:
    """End a workshop; one that is over keeps its time."""
    connection.execute(_CLOSE, {"this": id, "now": now})


def remove(connection: Connection, id: str) -> None:
    """Remove a workshop with all that was rated in it."""
    connection.execute(_REMOVE, {"this": id})


def join(connection: Connection, id: str, rater: WorkshopRater, token_hash: str) -> None:
    """Seat one more rater, known by the hash of a token of their own."""
    row = {
        "id": rater.id,
        "workshop_id": id,
        "token_hash": token_hash,
        "name": rater.name,
        "joined_at": rater.joined_at,
        "done_at": rater.done_at,
    }
    connection.execute(_JOIN, row)


def seat_of(connection: Connection, token_hash: str) -> WorkshopSeat | None:
    """Where the rater sits whose token has this hash; none when there is none (any more)."""
    return _seat(connection, connection.execute(_RATER_OF, {"hash": token_hash}).one_or_none())


def seat(connection: Connection, rater: str) -> WorkshopSeat | None:
    """Where the rater with this id sits; none when there is none (any more)."""
    return _seat(connection, connection.execute(_RATER, {"this": rater}).one_or_none())


def hold_rater(connection: Connection, rater: str) -> None:
    """Let nobody else change what this rater said until this transaction ends."""
    connection.execute(_HOLD_RATER, {"this": rater})


def raters(connection: Connection, id: str) -> list[WorkshopRater]:
    """Who joined a workshop, in that order."""
    return [_rater(row) for row in connection.execute(_RATERS, {"of": id})]


def finish(connection: Connection, rater: str, at: datetime | None) -> None:
    """Note when a rater finished, or that they have not."""
    connection.execute(_FINISH, {"this": rater, "at": at})


def rate(
    connection: Connection, rater: str, segment_id: str, criterion: str, rated: tuple[int, Evidence] | None
) -> None:
    """Store a rating and what it rests on, or take it back."""
    if rated is None:
        connection.execute(_UNRATE, {"rater": rater, "this": segment_id, "of": criterion})
        return
    rating, evidence = rated
    row = {"rater_id": rater, "segment_id": segment_id, "criterion": criterion, "rating": rating, "evidence": evidence}
    connection.execute(_RATE, row)


def rest_on(connection: Connection, rater: str, segment_id: str, evidence: Evidence) -> None:
    """Let all ratings that a rater gave a segment rest on the same."""
    connection.execute(_REST_ON, {"rater": rater, "this": segment_id, "grade": evidence})


def ratings(connection: Connection, id: str) -> list[WorkshopRating]:
    """All ratings of a workshop, by segment in its order, criterion and rater."""
    return [_rating(row) for row in connection.execute(_RATINGS, {"of": id})]


def ratings_by(connection: Connection, rater: str) -> list[WorkshopRating]:
    """The ratings of one rater."""
    return [_rating(row) for row in connection.execute(_RATINGS_BY, {"this": rater})]


def agree(connection: Connection, id: str, segment_id: str, criterion: str, rating: int | None) -> None:
    """Store what the room agreed on; none lets the median stand."""
    if rating is None:
        connection.execute(_LET_MEDIAN, {"in_workshop": id, "this": segment_id, "of": criterion})
        return
    row = {"workshop_id": id, "segment_id": segment_id, "criterion": criterion, "rating": rating}
    connection.execute(_AGREE, row)


def agreements(connection: Connection, id: str) -> dict[tuple[str, str], int]:
    """What the room agreed on in a workshop, by the ids of segment and criterion."""
    rows = connection.execute(_AGREED, {"of": id})
    return {(row.segment_id, row.criterion): row.rating for row in rows}


def _workshop(row: Row[Any]) -> Workshop:
    return Workshop(
        row.id, row.organisation_id, row.wave, row.response_id, row.opened_at, row.revealed_at, row.closed_at
    )


def _rater(row: Row[Any]) -> WorkshopRater:
    return WorkshopRater(row.id, row.name, row.joined_at, row.done_at)


def _seat(connection: Connection, row: Row[Any] | None) -> WorkshopSeat | None:
    found = get(connection, row.workshop_id) if row else None
    return WorkshopSeat(found, _rater(row)) if row and found else None


def _rating(row: Row[Any]) -> WorkshopRating:
    return WorkshopRating(row.rater_id, row.segment_id, row.criterion, row.rating, Evidence(row.evidence))
