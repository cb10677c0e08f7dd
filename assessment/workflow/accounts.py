"""Accounts of consultants and administrators: who has one, and what they may do. Nobody registers on their own."""

import re
from datetime import datetime, timedelta

from assessment import access, passwords
from assessment.access import Verb
from assessment.errors import AccountError
from assessment.model import Account, Actor, Role
from assessment.storage import accounts, audits
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.workflow.opening import Place
from assessment.workflow.sitting import clean

LONGEST_NAME, LONGEST_EMAIL = 120, 254
LINK_HOURS = 72
# Whether an address is right shows when somebody uses it; this finds slips.
EMAIL = re.compile(r"[\w.!#$%&*+/=?^`{|}~'-]+@[\w-]+(\.[\w-]+)+")
SIGNED_IN_STAFF = (Role.CONSULTANT, Role.ADMINISTRATOR)
LAST_ADMINISTRATOR = "This is the last administrator; make somebody else one first."


def everybody(actor: Actor, place: Place) -> list[Account]:
    """All accounts by name, disabled ones last; for administrators."""
    access.allow(actor, Verb.ADMINISTER, None)
    with place.store.read() as connection:
        return accounts.everybody(connection)


def own(actor: Actor, place: Place) -> Account:
    """The account of whoever is signed in."""
    with place.store.read() as connection:
        return _own(connection, actor)


def add(actor: Actor, place: Place, email: str, name: str, role: Role, token: str) -> Account:
    """Make an account without a password; the one-time link with that token sets it.

    Raises AccountError when the e-mail address is none or taken, or the name is missing.
    """
    access.allow(actor, Verb.ADMINISTER, None)
    made = new_account(email, name, role, place.now())
    with place.store.write() as connection:
        if accounts.by_email(connection, made.email) is not None:
            raise AccountError(f"{made.email} has an account already; make a new link for it instead.")
        accounts.add(connection, made)
        # From the first account on, no setup link opens anything.
        accounts.end_links(connection, None)
        _link(connection, made.id, token, place.now())
        _note(connection, actor, made.id, place.now(), f"added as {role}")
    return made


def make_link(actor: Actor, place: Place, id: str, token: str) -> Account:
    """Make a new one-time link for setting an account's password; earlier ones open nothing any more.

    Raises AccountError for an account that is disabled.
    """
    access.allow(actor, Verb.ADMINISTER, None)
    with place.store.write() as connection:
        account = _held(connection, id)
        if not account.is_enabled:
            raise AccountError(f"{account.email} is disabled; enable it first.")
        accounts.end_links(connection, id)
        _link(connection, id, token, place.now())
        _note(connection, actor, id, place.now(), "new link")
    return account


def disable(actor: Actor, place: Place, id: str) -> None:
    """Let an account in no more: its open pages end at their next click, and its links open nothing.

    Raises AccountError for the last enabled administrator.
    """
    access.allow(actor, Verb.ADMINISTER, None)
    with place.store.write() as connection:
        others = accounts.hold_administrators(connection) - {id}
        account = _held(connection, id)
        if not account.is_enabled:
            return
        if account.role is Role.ADMINISTRATOR and not others:
            raise AccountError(LAST_ADMINISTRATOR)
        accounts.disable(connection, id, place.now())
        accounts.sign_out_everywhere(connection, id)
        accounts.end_links(connection, id)
        _note(connection, actor, id, place.now(), "disabled")


def enable(actor: Actor, place: Place, id: str) -> None:
    """Let an account in again, with the password it had."""
    access.allow(actor, Verb.ADMINISTER, None)
    with place.store.write() as connection:
        if not _held(connection, id).is_enabled:
            accounts.disable(connection, id, None)
            _note(connection, actor, id, place.now(), "enabled")


def put_role(actor: Actor, place: Place, id: str, role: Role) -> None:
    """Make somebody a consultant or an administrator. Raises AccountError for the last enabled administrator."""
    access.allow(actor, Verb.ADMINISTER, None)
    if role not in SIGNED_IN_STAFF:
        raise AccountError("Whoever signs in is a consultant or an administrator.")
    with place.store.write() as connection:
        others = accounts.hold_administrators(connection) - {id}
        account = _held(connection, id)
        if account.role is role:
            return
        if account.role is Role.ADMINISTRATOR and account.is_enabled and not others:
            raise AccountError(LAST_ADMINISTRATOR)
        accounts.put_role(connection, id, role)
        _note(connection, actor, id, place.now(), f"made {role}")


def by_email(actor: Actor, place: Place, email: str) -> Account:
    """The account with that e-mail address, as typed. Raises AccountError when there is none."""
    access.allow(actor, Verb.ADMINISTER, None)
    with place.store.read() as connection:
        found = accounts.by_email(connection, as_email(email))
    if found is None:
        raise AccountError(f"{as_email(email)} has no account; `user list` shows all that have one.")
    return found


def rename(actor: Actor, place: Place, name: str) -> None:
    """Call oneself something else. Raises AccountError for no name."""
    with place.store.write() as connection:
        account = _own(connection, actor)
        accounts.rename(connection, account.id, _name(name))
        _note(connection, actor, account.id, place.now(), "renamed")


def sign_out_everywhere(actor: Actor, place: Place) -> None:
    """Sign oneself out in all browsers, in this one too."""
    with place.store.write() as connection:
        account = _own(connection, actor)
        accounts.sign_out_everywhere(connection, account.id)
        _note(connection, actor, account.id, place.now(), "signed out everywhere")


def as_email(typed: str) -> str:
    """An e-mail address as accounts are known by it."""
    return typed.strip().lower()


def check_password(password: str, email: str) -> None:
    """Raise AccountError when that account cannot have such a password."""
    if found := passwords.problems(password, email):
        raise AccountError(*found)


def new_account(email: str, name: str, role: Role, now: datetime) -> Account:
    """An account as it would be stored. Raises AccountError for an address, a name or a role that cannot be."""
    typed = as_email(email)
    if not EMAIL.fullmatch(typed) or len(typed) > LONGEST_EMAIL:
        raise AccountError("This is no e-mail address; type one such as name@example.com.")
    if role not in SIGNED_IN_STAFF:
        raise AccountError("Whoever signs in is a consultant or an administrator.")
    return Account(new_id(), typed, _name(name), role, now)


def _name(typed: str) -> str:
    name = " ".join(clean(typed).split())
    if not name:
        raise AccountError("Type a name; it stands beside what is done.")
    if not name.isprintable():
        raise AccountError("The name has signs that cannot be seen; type it anew.")
    if len(name) > LONGEST_NAME:
        raise AccountError(f"A name has at most {LONGEST_NAME} characters here.")
    return name


def _own(connection: Connection, actor: Actor) -> Account:
    found = accounts.get(connection, actor.subject) if actor.subject else None
    access.allow(actor, Verb.DESCRIBE, found)
    assert found is not None, "access was allowed to what exists"
    return found


def _held(connection: Connection, id: str) -> Account:
    found = accounts.hold(connection, id)
    if found is None:
        raise AccountError("This account is not there any more; reload the page.")
    return found


def _link(connection: Connection, of: str, token: str, now: datetime) -> None:
    accounts.add_link(connection, access.token_hash(token), of, now, now + timedelta(hours=LINK_HOURS))


def _note(connection: Connection, actor: Actor, id: str, now: datetime, note: str) -> None:
    audits.note(connection, actor, Verb.ADMINISTER, "account", id, now, note)
