"""The record of who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from assessment.model import Actor, AuditEntry, Role
from assessment.storage.tables import audit

_NOTE = insert(audit)
_ENTRIES = select(audit).order_by(audit.c.id.desc())
_ABOUT = (
    select(audit)
    .where(or_(audit.c.actor == bindparam("named"), audit.c.subject == bindparam("named")))
    .order_by(audit.c.id)
)
_FORGET = (
    update(audit)
    .where(or_(audit.c.actor == bindparam("erased"), audit.c.subject == bindparam("erased")))
    .values(actor=None, subject=None)
)


def note(
    connection: Connection,
    actor: Actor,
    verb: str,
    subject_kind: str,
    subject: str | None,
    now: datetime,
    note: str | None = None,
) -> None:
    """Add an entry, for good: name ids, never what somebody said."""
    row = {
        "at": now,
        "role": actor.role,
        "actor": actor.subject,
        "verb": verb,
        "subject_kind": subject_kind,
        "subject": subject,
        "note": note,
    }
    connection.execute(_NOTE, row)


def forget(connection: Connection, id: str) -> None:
    """Take the ids out of all entries about something that was erased; that they happened stays."""
    connection.execute(_FORGET, {"erased": id})


def about(connection: Connection, id: str) -> list[AuditEntry]:
    """The entries that name this id as actor or as subject, oldest first."""
    return [_entry(row) for row in connection.execute(_ABOUT, {"named": id})]


def entries(connection: Connection) -> list[AuditEntry]:
    """All entries, newest first."""
    return [_entry(row) for row in connection.execute(_ENTRIES)]


def _entry(row: Row[*tuple[Any, ...]]) -> AuditEntry:
    return AuditEntry(row.at, Actor(Role(row.role), row.actor), row.verb, row.subject_kind, row.subject, row.note)
