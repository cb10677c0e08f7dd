"""The accounts of organisations, wave by wave, in the order chosen, and who plays which buying role there."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select

from assessment.errors import StorageError
from assessment.model import Contact, KeyAccount
from assessment.storage.statements import upsert
from assessment.storage.tables import key_account, key_account_role
from assessment.wording import shown

_WAVE = (key_account.c.organisation_id == bindparam("organisation"), key_account.c.wave == bindparam("of_wave"))
_OF = select(key_account).where(*_WAVE).order_by(key_account.c.position, key_account.c.id)
_CONTACTS = (
    select(key_account_role)
    .join(key_account, key_account.c.id == key_account_role.c.key_account_id)
    .where(*_WAVE)
    .order_by(key_account_role.c.role)
)
_WHOSE = select(key_account.c.organisation_id, key_account.c.wave).where(key_account.c.id == bindparam("this"))
_PUT = upsert(key_account, *(column.name for column in key_account.columns if not column.primary_key))
_REMOVE = delete(key_account).where(key_account.c.id == bindparam("this"), *_WAVE)
_PUT_CONTACT = upsert(key_account_role, "person", "last_contact")
_REMOVE_CONTACT = delete(key_account_role).where(
    key_account_role.c.key_account_id == bindparam("this"), key_account_role.c.role == bindparam("of_role")
)


def of(connection: Connection, organisation: str, wave: int) -> tuple[KeyAccount, ...]:
    """The accounts of a wave in their order, with whoever is known to play a role."""
    where = {"organisation": organisation, "of_wave": wave}
    contacts: dict[str, dict[str, Contact]] = {}
    for row in connection.execute(_CONTACTS, where):
        last = date.fromisoformat(row.last_contact) if row.last_contact else None
        contacts.setdefault(row.key_account_id, {})[row.role] = Contact(row.person or "", last)
    return tuple(_account(row, contacts.get(row.id, {})) for row in connection.execute(_OF, where))


def put_all(connection: Connection, organisation: str, wave: int, wanted: Sequence[KeyAccount], now: datetime) -> None:
    """Make these the accounts of a wave, in this order; those that are gone lose their contacts, others keep them.

    Contacts in `wanted` are not looked at. Raises StorageError for an id that belongs elsewhere, ValueError for one
    that is named twice.
    """
    ids = [each.id for each in wanted]
    if len(set(ids)) < len(ids):
        raise ValueError(f"the accounts {ids} are not each named once")
    where = {"organisation": organisation, "of_wave": wave}
    for row in connection.execute(_OF, where).all():
        if row.id not in ids:
            connection.execute(_REMOVE, {"this": row.id, **where})
    for position, each in enumerate(wanted):
        _check_whose(connection, each.id, organisation, wave)
        connection.execute(
            _PUT,
            {
                "id": each.id,
                "organisation_id": organisation,
                "wave": wave,
                "position": position,
                "name": each.name,
                "segment_id": each.segment,
                "changed_at": now,
            },
        )


def put_contact(connection: Connection, id: str, role: str, contact: Contact) -> None:
    """Store who plays a role at an account; an empty contact takes back what was there."""
    if contact == Contact():
        connection.execute(_REMOVE_CONTACT, {"this": id, "of_role": role})
        return
    last = contact.last_contact.isoformat() if contact.last_contact else None
    row = {"key_account_id": id, "role": role, "person": contact.person or None, "last_contact": last}
    connection.execute(_PUT_CONTACT, row)


def _check_whose(connection: Connection, id: str, organisation: str, wave: int) -> None:
    known = connection.execute(_WHOSE, {"this": id}).one_or_none()
    if known is not None and (known.organisation_id, known.wave) != (organisation, wave):
        raise StorageError(f"account {shown(id)}: it belongs elsewhere; nothing was saved")


def _account(row: Row[Any], contacts: dict[str, Contact]) -> KeyAccount:
    return KeyAccount(row.name, row.id, row.segment_id, contacts)
