"""Signing in and out. Whoever asks is nobody yet, so these take no actor.

A wrong password, an account that is disabled and one that does not exist are refused in the same words, after the
same work. How often somebody may fail is counted for each account and for each address in the network.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from assessment import access, passwords
from assessment.access import Verb
from assessment.errors import AccountError
from assessment.model import Account, Actor, Role
from assessment.storage import accounts, audits
from assessment.storage.store import Connection
from assessment.wording import counted
from assessment.workflow.accounts import as_email, check_password
from assessment.workflow.opening import Place
from assessment.workflow.visiting import NOBODY_OF_STAFF

SIGN_IN_DAYS = 7
WINDOW = timedelta(minutes=15)
FAILURES_OF_ACCOUNT, FAILURES_OF_ADDRESS = 5, 20
SIGN_IN = "sign in"
REFUSED = "The e-mail address or the password is not right, or the account is disabled."
NO_ACCOUNT = (
    "You are known there, but no account here belongs to you. Ask an administrator for one, with the e-mail address "
    "that you have there and that was verified there."
)
WRONG_PASSWORD = "The present password is not right."


@dataclass(frozen=True)
class Identity:
    """Who somebody is to an identity provider, as it vouched for just now."""

    issuer: str
    subject: str
    email: str | None
    email_verified: bool

    @property
    def written(self) -> str:
        """As it is kept with an account."""
        return f"{self.issuer}|{self.subject}"


def sign_in(place: Place, email: str, password: str, address: str, before: str | None) -> str:
    """Sign in by password, and give the secret for the browser's cookie: a new one each time.

    `address`: where in the network it came from. `before`: the secret of this browser's sign-in until now, which
    ends. Raises AccountError when it is refused, or was refused too often.
    """
    attempt = _begun(place, email, address)
    with place.store.read() as connection:
        account = accounts.by_email(connection, as_email(email)) if _can_be(email) else None
        kept = accounts.password_hash(connection, account.id) if account is not None and account.is_enabled else None
    if not passwords.is_right(password[: passwords.LONGEST + 1], kept) or account is None:
        whose = account.id if account else None
        with place.store.write() as connection:
            audits.note(connection, NOBODY_OF_STAFF, SIGN_IN, "account", whose, place.now(), "refused")
        raise AccountError(REFUSED)
    with place.store.write() as connection:
        forget_attempts(connection, account.email)
        accounts.forget_attempt(connection, attempt)
        return _signed_in(connection, account.id, before, place.now(), "by password", kept)


def sign_in_by_identity(place: Place, identity: Identity, before: str | None) -> str:
    """Sign in whom an identity provider vouched for; as `sign_in`.

    The account is the one that was linked to this identity, else the one with the same verified e-mail address,
    which is linked to it from now on. Raises AccountError when there is none, or it is disabled.
    """
    now = place.now()
    with place.store.write() as connection:
        account = accounts.by_identity(connection, identity.written) or _to_link(connection, identity)
        if account is None or not account.is_enabled:
            raise AccountError(NO_ACCOUNT)
        if account.identity is None:
            accounts.put_identity(connection, account.id, identity.written)
            audits.note(connection, _as(account), Verb.ADMINISTER, "account", account.id, now, "linked to an identity")
        return _signed_in(connection, account.id, before, now, "by identity provider")


def sign_in_by_link(place: Place, account: Account, before: str | None) -> str:
    """Sign in whoever has just set the password of an account by its one-time link; as `sign_in`."""
    with place.store.write() as connection:
        return _signed_in(connection, account.id, before, place.now(), "by link")


def sign_out(place: Place, token: str | None) -> None:
    """Sign out the browser whose cookie has that secret; nothing happens when it is signed in no more."""
    if token is None:
        return
    with place.store.write() as connection:
        found = accounts.signed_in(connection, access.token_hash(token))
        if found is not None:
            accounts.sign_out(connection, access.token_hash(token))
            account = accounts.get(connection, found.account)
            assert account is not None, "a sign-in goes with its account"
            audits.note(connection, _as(account), "sign out", "account", account.id, place.now())


def change_password(actor: Actor, place: Place, present: str, new: str, address: str, token: str) -> None:
    """Change the password of whoever is signed in, and sign them out in all browsers but the one with this secret.

    Raises AccountError when the present one is wrong, which counts as in signing in, or the new one cannot be.
    """
    with place.store.read() as connection:
        account = accounts.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, Verb.DESCRIBE, account)
        assert account is not None, "access was allowed to what exists"
        kept = accounts.password_hash(connection, account.id)
    check_password(new, account.email)
    attempt = _begun(place, account.email, address)
    if not passwords.is_right(present[: passwords.LONGEST + 1], kept):
        raise AccountError(WRONG_PASSWORD)
    hash = passwords.hashed(new)
    with place.store.write() as connection:
        forget_attempts(connection, account.email)
        accounts.forget_attempt(connection, attempt)
        accounts.put_password(connection, account.id, hash)
        accounts.sign_out_everywhere(connection, account.id, but=access.token_hash(token))
        accounts.end_links(connection, account.id)
        audits.note(connection, actor, Verb.ADMINISTER, "account", account.id, place.now(), "password changed")


def forget_attempts(connection: Connection, email: str) -> None:
    """Let an account be tried anew, now that its password was set by a link."""
    accounts.forget_attempts(connection, _of_account(email))


def _begun(place: Place, email: str, address: str) -> int:
    """Count an attempt before it is looked into, so that many at once are not more; its number for the address."""
    now = place.now()
    counted_for = ((_of_account(email), FAILURES_OF_ACCOUNT), (_of_address(address), FAILURES_OF_ADDRESS))
    with place.store.write() as connection:
        accounts.hold_attempts(connection)
        accounts.forget_attempts_before(connection, now - WINDOW)
        wait = max(_wait(accounts.attempts(connection, tried), most, now) for tried, most in counted_for)
        if wait:
            raise AccountError(f"Too many attempts. Try again in {counted(ceil(wait.total_seconds() / 60), 'minute')}.")
        *_, number = [accounts.add_attempt(connection, tried, now) for tried, _ in counted_for]
    return number


def _wait(attempts: list[datetime], most: int, now: datetime) -> timedelta:
    """How long nobody may try again; none when somebody may now. The newest attempt comes first."""
    return attempts[most - 1] + WINDOW - now if len(attempts) >= most else timedelta()


def _signed_in(
    connection: Connection, id: str, before: str | None, now: datetime, note: str, kept: str | None = None
) -> str:
    """Sign an account in, if it still is as it was looked at: enabled, and with the same password."""
    account = accounts.hold(connection, id)
    if account is None or not account.is_enabled or (kept and accounts.password_hash(connection, id) != kept):
        raise AccountError(REFUSED)
    accounts.forget_expired(connection, now)
    if before is not None:
        accounts.sign_out(connection, access.token_hash(before))
    token = access.new_token()
    accounts.add_sign_in(connection, access.token_hash(token), id, now, now + timedelta(days=SIGN_IN_DAYS))
    audits.note(connection, _as(account), SIGN_IN, "account", id, now, note)
    return token


def _to_link(connection: Connection, identity: Identity) -> Account | None:
    if not identity.email or not identity.email_verified or not _can_be(identity.email):
        return None
    found = accounts.by_email(connection, as_email(identity.email))
    # Who is somebody else there already stays that.
    return found if found is not None and found.identity is None else None


def _can_be(email: str) -> bool:
    """Whether a database takes it at all."""
    return "\0" not in email and email.isprintable()


def _as(account: Account) -> Actor:
    return Actor(Role(account.role), account.id)


def _of_account(email: str) -> str:
    return access.token_hash(f"account {as_email(email)}")


def _of_address(address: str) -> str:
    return access.token_hash(f"address {address}")
