"""What organisations mean to do, wave by wave: each entry by itself, in the order that was chosen."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from assessment.errors import StorageError
from assessment.model import PlanEntry, PlanPhase, PlanStatus
from assessment.storage.statements import upsert
from assessment.storage.tables import plan_entry
from assessment.wording import shown

_PLAN = (
    plan_entry.c.organisation_id == bindparam("organisation"),
    plan_entry.c.wave == bindparam("of_wave"),
)
_THIS = (plan_entry.c.id == bindparam("this"), *_PLAN)
_OF = select(plan_entry).where(*_PLAN).order_by(plan_entry.c.position, plan_entry.c.id)
_OWNER = select(plan_entry.c.organisation_id, plan_entry.c.wave, plan_entry.c.position).where(
    plan_entry.c.id == bindparam("this")
)
_LAST = select(func.max(plan_entry.c.position)).where(*_PLAN)
_PUT = upsert(plan_entry, *(column.name for column in plan_entry.columns if not column.primary_key))
_REMOVE = delete(plan_entry).where(*_THIS)
_MOVE = update(plan_entry).where(*_THIS).values(position=bindparam("place"))


def of(connection: Connection, organisation: str, wave: int) -> tuple[PlanEntry, ...]:
    """The plan of an organisation in a wave, in its order; empty when there is none."""
    return tuple(_entry(row) for row in connection.execute(_OF, {"organisation": organisation, "of_wave": wave}))


def put(connection: Connection, organisation: str, wave: int, entry: PlanEntry, now: datetime) -> None:
    """Store an entry: a new one at the end, a known one in its place.

    Raises StorageError when its id belongs to another plan.
    """
    known = connection.execute(_OWNER, {"this": entry.id}).one_or_none()
    if known is not None and (known.organisation_id, known.wave) != (organisation, wave):
        raise StorageError(f"plan entry {shown(entry.id)}: it belongs to another plan; nothing was saved")
    row = {
        "id": entry.id,
        "organisation_id": organisation,
        "wave": wave,
        "dimension": entry.dimension,
        "action": entry.action,
        "owner": entry.owner or None,
        "due": entry.due.isoformat() if entry.due else None,
        "phase": entry.phase,
        "step": entry.step or None,
        "status": entry.status,
        "question": entry.question,
        "level": entry.level,
        "position": _next(connection, organisation, wave) if known is None else known.position,
        "changed_at": now,
    }
    connection.execute(_PUT, row)


def remove(connection: Connection, organisation: str, wave: int, id: str) -> bool:
    """Take an entry out of a plan; whether it was there."""
    return bool(connection.execute(_REMOVE, {"this": id, "organisation": organisation, "of_wave": wave}).rowcount)


def order(connection: Connection, organisation: str, wave: int, ids: Sequence[str]) -> None:
    """Put the entries of a plan into this order. Raises ValueError unless it names each of them once."""
    if sorted(ids) != sorted(entry.id for entry in of(connection, organisation, wave)):
        raise ValueError(f"the order {list(ids)} does not name every entry of the plan once")
    for place, id in enumerate(ids):
        connection.execute(_MOVE, {"this": id, "organisation": organisation, "of_wave": wave, "place": place})


def _next(connection: Connection, organisation: str, wave: int) -> int:
    last = connection.execute(_LAST, {"organisation": organisation, "of_wave": wave}).scalar_one()
    return 0 if last is None else int(last) + 1


def _entry(row: Row[Any]) -> PlanEntry:
    return PlanEntry(
        id=row.id,
        dimension=row.dimension,
        action=row.action,
        owner=row.owner or "",
        due=date.fromisoformat(row.due) if row.due else None,
        phase=PlanPhase(row.phase) if row.phase else None,
        step=row.step or "",
        status=PlanStatus(row.status),
        question=row.question,
        level=row.level,
    )
