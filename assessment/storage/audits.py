"""The record of who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Text, bindparam, exists, insert, or_, select, update

from assessment.model import Actor, AuditEntry, CampaignMode, Role
from assessment.storage.tables import audit, campaign, response

_COLUMNS = ("role", "actor", "verb", "subject_kind", "subject", "note")
# No entry tells when somebody did something in a response of an anonymous campaign.
_NOTE = insert(audit).from_select(
    ["at", *_COLUMNS],
    select(bindparam("at", type_=audit.c.at.type), *(bindparam(column, type_=Text) for column in _COLUMNS)).where(
        ~exists().where(
            response.c.campaign_id == campaign.c.id,
            campaign.c.mode == CampaignMode.ANONYMOUS,
            or_(response.c.id == bindparam("actor", type_=Text), response.c.id == bindparam("subject", type_=Text)),
        )
    ),
)
_ENTRIES = select(audit).order_by(audit.c.id.desc())
_ABOUT = (
    select(audit)
    .where(or_(audit.c.actor == bindparam("named"), audit.c.subject == bindparam("named")))
    .order_by(audit.c.id)
)
_PAGE = select(audit).order_by(audit.c.id.desc()).limit(bindparam("most")).offset(bindparam("first"))
_SUBJECT_KINDS = select(audit.c.subject_kind).distinct().order_by(audit.c.subject_kind)
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
    """Add an entry, for good: name ids, never what somebody said.

    What is done in a response of an anonymous campaign, or by its respondent, leaves no entry.
    """
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


def page(connection: Connection, about: str | None, by: str | None, first: int, most: int) -> list[AuditEntry]:
    """At most so many entries, newest first, without the `first` newest ones: all, or those about a kind of subject,
    or by an actor or a role.
    """
    statement = _PAGE
    if about is not None:
        statement = statement.where(audit.c.subject_kind == about)
    if by is not None:
        statement = statement.where(or_(audit.c.actor == by, audit.c.role == by))
    return [_entry(row) for row in connection.execute(statement, {"first": first, "most": most})]


def subject_kinds(connection: Connection) -> list[str]:
    """The kinds of subjects that entries are about."""
    return list(connection.execute(_SUBJECT_KINDS).scalars())


def _entry(row: Row[*tuple[Any, ...]]) -> AuditEntry:
    return AuditEntry(row.at, Actor(Role(row.role), row.actor), row.verb, row.subject_kind, row.subject, row.note)
