"""The record of who did what."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from assessment.model import Actor, AuditEntry, Role
from assessment.storage.tables import audit

_NOTE = insert(audit)
_ENTRIES = select(audit).order_by(audit.c.id.desc())


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


def entries(connection: Connection) -> list[AuditEntry]:
    """All entries, newest first."""
    return [
        AuditEntry(row.at, Actor(Role(row.role), row.actor), row.verb, row.subject_kind, row.subject, row.note)
        for row in connection.execute(_ENTRIES)
    ]
