"""The weights that organisations give the criteria of their segments, wave by wave, and since when they are locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from assessment.storage.tables import criterion_weight, segmentation

_OF_WAVE = (
    criterion_weight.c.organisation_id == bindparam("organisation"),
    criterion_weight.c.wave == bindparam("of_wave"),
)
_BASIS = (
    segmentation.c.organisation_id == bindparam("organisation"),
    segmentation.c.wave == bindparam("of_wave"),
)
_OF = select(criterion_weight.c.criterion, criterion_weight.c.weight).where(*_OF_WAVE)
_FORGET = delete(criterion_weight).where(*_OF_WAVE, criterion_weight.c.criterion == bindparam("of"))
_PUT = insert(criterion_weight)
_LOCKED = select(segmentation.c.locked_at, segmentation.c.locked_by, segmentation.c.locked_blind).where(
    *_BASIS, segmentation.c.locked_at.is_not(None)
)
_HOLD = select(segmentation.c.wave).where(*_BASIS).with_for_update(key_share=True)
_LOCK = (
    update(segmentation)
    .where(*_BASIS, segmentation.c.locked_at.is_(None))
    .values(locked_at=bindparam("now"), locked_by=bindparam("by"), locked_blind=bindparam("blind"))
)
_UNLOCK = update(segmentation).where(*_BASIS).values(locked_at=None, locked_by=None, locked_blind=0)


@dataclass(frozen=True)
class Lock:
    """Since when weights cannot be changed, and by whose first rating: a response, none once that is erased.

    `is_blind`: it was given in a workshop, by no response.
    """

    at: datetime
    response: str | None
    is_blind: bool = False


def of(connection: Connection, organisation: str, wave: int) -> dict[str, int]:
    """The own weights of a wave by criterion, in ten-thousandths; empty where those of the rules hold."""
    rows = connection.execute(_OF, {"organisation": organisation, "of_wave": wave})
    return {row.criterion: row.weight for row in rows}


def put(connection: Connection, organisation: str, wave: int, weights: Mapping[str, int | None]) -> None:
    """Store the weights of some criteria, in ten-thousandths; none goes back to that of the rules."""
    where = {"organisation": organisation, "of_wave": wave}
    for criterion, weight in weights.items():
        connection.execute(_FORGET, {**where, "of": criterion})
        if weight is not None:
            row = {"organisation_id": organisation, "wave": wave, "criterion": criterion, "weight": weight}
            connection.execute(_PUT, row)


def hold(connection: Connection, organisation: str, wave: int) -> None:
    """Let nobody lock the weights of a wave until this transaction ends; `lock_of` then says what holds."""
    connection.execute(_HOLD, {"organisation": organisation, "of_wave": wave})


def lock_of(connection: Connection, organisation: str, wave: int) -> Lock | None:
    """Since when the weights of a wave are locked; none as long as they can be changed."""
    row = connection.execute(_LOCKED, {"organisation": organisation, "of_wave": wave}).one_or_none()
    return Lock(row.locked_at, row.locked_by, bool(row.locked_blind)) if row else None


def lock(connection: Connection, organisation: str, wave: int, response: str | None, now: datetime) -> None:
    """Lock the weights of a wave by the first rating: a response's, or a blind one, which is nobody's.

    Where they are locked already nothing changes.
    """
    by = {"by": response, "blind": int(response is None), "now": now}
    connection.execute(_LOCK, {"organisation": organisation, "of_wave": wave, **by})


def unlock(connection: Connection, organisation: str, wave: int) -> None:
    """Let the weights of a wave be changed again, as nothing is left that was rated by them."""
    connection.execute(_UNLOCK, {"organisation": organisation, "of_wave": wave})
