"""Organisations and what is known of them."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from assessment.errors import StorageError
from assessment.model import Organisation, OrganisationSource
from assessment.storage.statements import upsert
from assessment.storage.tables import organisation, organisation_field, organisation_group, response
from assessment.wording import shown

_THIS = organisation.c.id == bindparam("this")
_ADD = insert(organisation)
_GET = select(organisation).where(_THIS)
# Not the key: rows that belong to the organisation can still be added.
_HOLD = select(organisation.c.id).where(_THIS).with_for_update(key_share=True)
_RENAME = update(organisation).where(_THIS).values(name=bindparam("new_name"))
_REMOVE = delete(organisation).where(_THIS, ~exists().where(response.c.organisation_id == organisation.c.id))
_ADD_GROUP = upsert(organisation_group, "name")
_OF_GROUP = (
    select(organisation.c.id)
    .where(organisation.c.group_id == bindparam("group"))
    .order_by(organisation.c.created_at, organisation.c.id)
)
_FIELDS = select(organisation_field.c.field, organisation_field.c.value).where(
    organisation_field.c.organisation_id == bindparam("organisation_id")
)
_DESCRIBE = upsert(organisation_field, "value")
_FORGET = delete(organisation_field).where(
    organisation_field.c.organisation_id == bindparam("organisation_id"),
    organisation_field.c.field == bindparam("field"),
)


def add(connection: Connection, organisation: Organisation, now: datetime) -> None:
    """Store a new organisation with its profile; `group` is the id of a stored group."""
    row = {
        "id": organisation.id,
        "name": organisation.name,
        "group_id": organisation.group,
        "source": organisation.source,
        "created_at": now,
    }
    connection.execute(_ADD, row)
    for field, value in organisation.profile.items():
        describe(connection, organisation.id, field, value)


def get(connection: Connection, id: str) -> Organisation:
    """A stored organisation. Raises StorageError when there is none with this id."""
    row = connection.execute(_GET, {"this": id}).one_or_none()
    if row is None:
        raise _missing(id)
    profile = dict(connection.execute(_FIELDS, {"organisation_id": id}).all())
    return Organisation(row.id, row.name, OrganisationSource(row.source), row.group_id, profile)


def hold(connection: Connection, id: str) -> None:
    """Let nobody else who holds it change what belongs to an organisation until this transaction ends."""
    connection.execute(_HOLD, {"this": id})


def rename(connection: Connection, id: str, name: str) -> None:
    """Give an organisation another name. Raises StorageError when there is none with this id."""
    if connection.execute(_RENAME, {"this": id, "new_name": name}).rowcount == 0:
        raise _missing(id)


def describe(connection: Connection, id: str, field: str, value: str | None) -> None:
    """Set one field of the profile; none takes it back."""
    if value is None:
        connection.execute(_FORGET, {"organisation_id": id, "field": field})
    else:
        connection.execute(_DESCRIBE, {"organisation_id": id, "field": field, "value": value})


def remove(connection: Connection, id: str) -> None:
    """Remove an organisation with its profile, consents and plans; nothing when it is gone already.

    Raises StorageError while it has responses.
    """
    removed = connection.execute(_REMOVE, {"this": id}).rowcount
    if not removed and connection.execute(_GET, {"this": id}).first():
        raise StorageError(f"organisation {shown(id)}: it has responses; remove these first")


def add_group(connection: Connection, id: str, name: str) -> None:
    """Store a group of organisations, or give the one with this id another name."""
    connection.execute(_ADD_GROUP, {"id": id, "name": name})


def of_group(connection: Connection, group: str) -> list[str]:
    """The ids of the organisations of a group, oldest first."""
    return list(connection.execute(_OF_GROUP, {"group": group}).scalars())


def _missing(id: str) -> StorageError:
    return StorageError(f"organisation {shown(id)}: it does not exist (any more); start again from the overview")
