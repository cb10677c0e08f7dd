"""One-time links by which somebody sets a password: of the first account of all, or of one that exists.

Looking at what a link opens uses nothing up: previews of links and programs that try them do just that.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assessment import access, passwords
from assessment.access import Verb
from assessment.errors import AccessError
from assessment.model import Account, Actor, Role
from assessment.storage import accounts, audits
from assessment.storage.store import Connection
from assessment.workflow.accounts import check_password, new_account
from assessment.workflow.opening import Place
from assessment.workflow.signing_in import forget_attempts

SETUP_HOURS = 24


@dataclass(frozen=True)
class Door:
    """What a link opens: an account whose password is set, or none when it makes the first account of all."""

    account: Account | None


def offer_setup(actor: Actor, place: Place, token: str) -> bool:
    """Make a link, valid for a day, by which the first administrator is made, unless there is an account.

    Answers whether it was made. Every replica may make one of its own.
    """
    access.allow(actor, Verb.MAINTAIN, None)
    now = place.now()
    with place.store.write() as connection:
        accounts.forget_expired(connection, now)
        if accounts.exist(connection):
            return False
        accounts.add_link(connection, access.token_hash(token), None, now, now + timedelta(hours=SETUP_HOURS))
    return True


def door(place: Place, token: str) -> Door | None:
    """What a link opens; none for one that was used, has expired, or was never made."""
    with place.store.read() as connection:
        return _door(connection, accounts.link(connection, access.token_hash(token)), place.now())


def enter(place: Place, token: str, email: str, name: str, password: str) -> Account:
    """Use a link up: set the password of its account, or make the first administrator.

    E-mail address and name count only for the latter. The account is signed out everywhere.
    Raises AccessError when the link opens nothing, AccountError for what cannot be chosen.
    """
    now, hash = place.now(), access.token_hash(token)
    opened = door(place, token)
    if opened is None:
        # Before any hashing, which is costly on purpose.
        raise _no_door()
    account = opened.account or new_account(email, name, Role.ADMINISTRATOR, now)
    check_password(password, account.email)
    kept = passwords.hashed(password)
    with place.store.write() as connection:
        # Between then and now, the link or, for a setup link, another one may have been used.
        if _door(connection, accounts.hold_link(connection, hash), now) is None:
            raise _no_door()
        if opened.account is None:
            accounts.add(connection, account)
            accounts.end_links(connection, None)
        accounts.use_link(connection, hash, now)
        accounts.put_password(connection, account.id, kept)
        accounts.sign_out_everywhere(connection, account.id)
        forget_attempts(connection, account.email)
        note = "password set by link" if opened.account else "first administrator"
        audits.note(connection, Actor(account.role, account.id), Verb.ADMINISTER, "account", account.id, now, note)
    return replace(account, has_password=True)


def _no_door() -> AccessError:
    return AccessError("This link opens nothing, or not any more.")


def _door(connection: Connection, link: accounts.AccountLink | None, now: datetime) -> Door | None:
    if link is None or not link.is_valid(now):
        return None
    if link.account is None:
        return None if accounts.exist(connection) else Door(None)
    account = accounts.get(connection, link.account)
    return Door(account) if account is not None and account.is_enabled else None
