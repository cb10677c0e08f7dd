"""Engagements: who works together on which organisations."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, insert, select, update

from assessment.errors import StorageError
from assessment.model import Engagement
from assessment.storage.statements import upsert
from assessment.storage.tables import campaign, engagement, engagement_member, engagement_organisation, organisation

_THIS = engagement.c.id == bindparam("this")
_ADD = insert(engagement)
_GET = select(engagement).where(_THIS)
_HOLD = select(engagement.c.id).where(_THIS).with_for_update(key_share=True)
_ALL = select(engagement).order_by(engagement.c.created_at.desc(), engagement.c.id)
_OF_ACCOUNT = (
    select(engagement)
    .join(engagement_member, engagement_member.c.engagement_id == engagement.c.id)
    .where(engagement_member.c.account_id == bindparam("account"))
    .order_by(engagement.c.created_at.desc(), engagement.c.id)
)
_RENAME = update(engagement).where(_THIS).values(name=bindparam("new_name"))
_KEEP = update(engagement).where(_THIS).values(retain_until=bindparam("until", type_=engagement.c.retain_until.type))
_REMOVE = delete(engagement).where(_THIS, ~exists().where(campaign.c.engagement_id == engagement.c.id))
_ADD_MEMBER = upsert(engagement_member)
_REMOVE_MEMBER = delete(engagement_member).where(
    engagement_member.c.engagement_id == bindparam("this"), engagement_member.c.account_id == bindparam("account")
)
_ADD_ORGANISATION = upsert(engagement_organisation)
_MEMBERS = select(engagement_member.c.account_id).where(engagement_member.c.engagement_id == bindparam("this"))
_ORGANISATIONS = (
    select(engagement_organisation.c.organisation_id)
    .join(organisation, organisation.c.id == engagement_organisation.c.organisation_id)
    .where(engagement_organisation.c.engagement_id == bindparam("this"))
    .order_by(organisation.c.name, organisation.c.id)
)


def add(connection: Connection, added: Engagement) -> None:
    """Store a new engagement with its members and organisations, which must be stored."""
    row = {
        "id": added.id,
        "name": added.name,
        "created_at": added.created_at,
        "retain_until": added.retain_until,
    }
    connection.execute(_ADD, row)
    for account in added.members:
        add_member(connection, added.id, account)
    for id in added.organisations:
        add_organisation(connection, added.id, id)


def get(connection: Connection, id: str) -> Engagement | None:
    """The engagement with this id, organisations by name; none when there is none."""
    row = connection.execute(_GET, {"this": id}).one_or_none()
    return _engagement(connection, row) if row else None


def hold(connection: Connection, id: str) -> None:
    """Let nobody else who holds it change an engagement until this transaction ends."""
    connection.execute(_HOLD, {"this": id})


def everything(connection: Connection) -> list[Engagement]:
    """All engagements, newest first."""
    return [_engagement(connection, row) for row in connection.execute(_ALL).all()]


def of_account(connection: Connection, account: str) -> list[Engagement]:
    """The engagements that an account is a member of, newest first."""
    return [_engagement(connection, row) for row in connection.execute(_OF_ACCOUNT, {"account": account}).all()]


def rename(connection: Connection, id: str, name: str) -> None:
    """Give an engagement another name. Raises StorageError when there is none with this id."""
    if connection.execute(_RENAME, {"this": id, "new_name": name}).rowcount == 0:
        raise StorageError("this engagement does not exist (any more); start again from the overview")


def keep_until(connection: Connection, id: str, until: datetime | None) -> None:
    """Note until when everything about an engagement's organisations is kept; none for as long as it is wanted."""
    connection.execute(_KEEP, {"this": id, "until": until})


def remove_if_empty(connection: Connection, id: str) -> None:
    """Remove an engagement that has no campaigns; else leave it."""
    connection.execute(_REMOVE, {"this": id})


def add_member(connection: Connection, id: str, account: str) -> None:
    """Let an account work on an engagement; adding it again changes nothing."""
    connection.execute(_ADD_MEMBER, {"engagement_id": id, "account_id": account})


def remove_member(connection: Connection, id: str, account: str) -> None:
    """Let an account work on an engagement no more."""
    connection.execute(_REMOVE_MEMBER, {"this": id, "account": account})


def add_organisation(connection: Connection, id: str, organisation_id: str) -> None:
    """Let an engagement be about a stored organisation too; adding it again changes nothing."""
    connection.execute(_ADD_ORGANISATION, {"engagement_id": id, "organisation_id": organisation_id})


def _engagement(connection: Connection, row: Row[*tuple[Any, ...]]) -> Engagement:
    return Engagement(
        row.id,
        row.name,
        row.created_at,
        row.retain_until,
        tuple(connection.execute(_ORGANISATIONS, {"this": row.id}).scalars()),
        frozenset(connection.execute(_MEMBERS, {"this": row.id}).scalars()),
    )
