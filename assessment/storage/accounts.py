"""Who signs in: accounts, the links by which they set a password, and the browsers they are signed in with.

Of passwords and of all secrets in links and cookies only hashes are kept.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, select, update

from assessment.model import Account, Role
from assessment.storage.tables import account, account_link, sign_in, sign_in_attempt

_THIS = account.c.id == bindparam("this")
_ANY = select(exists().select_from(account))
_ADD = insert(account)
_GET = select(account).where(_THIS)
_HOLD = select(account.c.id).where(_THIS).with_for_update()
_BY_EMAIL = select(account).where(account.c.email == bindparam("email"))
_BY_IDENTITY = select(account).where(account.c.identity == bindparam("identity"))
_ALL = select(account).order_by(account.c.disabled_at.is_not(None), func.lower(account.c.name), account.c.email)
_PASSWORD = select(account.c.password_hash).where(_THIS)
# In one order, so that two who hold them never wait for each other.
_HOLD_ADMINISTRATORS = (
    select(account.c.id)
    .where(account.c.role == Role.ADMINISTRATOR, account.c.disabled_at.is_(None))
    .order_by(account.c.id)
    .with_for_update()
)
_RENAME = update(account).where(_THIS).values(name=bindparam("to"))
_PUT_ROLE = update(account).where(_THIS).values(role=bindparam("to"))
_PUT_PASSWORD = update(account).where(_THIS).values(password_hash=bindparam("to"))
_PUT_IDENTITY = update(account).where(_THIS).values(identity=bindparam("to"))
_DISABLE = update(account).where(_THIS).values(disabled_at=bindparam("at", type_=account.c.disabled_at.type))

_ADD_LINK = insert(account_link)
_LINK = select(account_link).where(account_link.c.token_hash == bindparam("hash"))
_HOLD_LINK = select(account_link.c.token_hash).where(account_link.c.token_hash == bindparam("hash")).with_for_update()
_HOLD_SETUP = (
    select(account_link.c.token_hash)
    .where(account_link.c.account_id.is_(None))
    .order_by(account_link.c.token_hash)
    .with_for_update()
)
_USE_LINK = (
    update(account_link)
    .where(account_link.c.token_hash == bindparam("hash"))
    .values(used_at=bindparam("at", type_=account_link.c.used_at.type))
)
_END_LINKS = delete(account_link).where(account_link.c.account_id == bindparam("of"))
_END_SETUP = delete(account_link).where(account_link.c.account_id.is_(None))
_END_OLD_LINKS = delete(account_link).where(
    account_link.c.expires_at <= bindparam("now", type_=account_link.c.expires_at.type)
)

_SIGN_IN = insert(sign_in)
_BROWSER = select(sign_in).where(sign_in.c.token_hash == bindparam("hash"))
_SEEN = (
    update(sign_in)
    .where(sign_in.c.token_hash == bindparam("hash"))
    .values(seen_at=bindparam("at", type_=sign_in.c.seen_at.type))
)
_SIGN_OUT = delete(sign_in).where(sign_in.c.token_hash == bindparam("hash"))
_SIGN_OUT_OTHERS = delete(sign_in).where(
    sign_in.c.account_id == bindparam("of"), sign_in.c.token_hash != bindparam("hash")
)
_END_OLD_SIGN_INS = delete(sign_in).where(sign_in.c.expires_at <= bindparam("now", type_=sign_in.c.expires_at.type))

_TRY = insert(sign_in_attempt)
_TRIES = (
    select(sign_in_attempt.c.at)
    .where(sign_in_attempt.c.tried == bindparam("hash"))
    .order_by(sign_in_attempt.c.at.desc(), sign_in_attempt.c.id.desc())
)
_FORGET_TRIES = delete(sign_in_attempt).where(sign_in_attempt.c.tried == bindparam("hash"))
_FORGET_ONE_TRY = delete(sign_in_attempt).where(sign_in_attempt.c.id == bindparam("this"))
_FORGET_OLD_TRIES = delete(sign_in_attempt).where(
    sign_in_attempt.c.at <= bindparam("before", type_=sign_in_attempt.c.at.type)
)


@dataclass(frozen=True)
class AccountLink:
    """A one-time link by which somebody sets a password; without an account, that of the first account of all."""

    account: str | None
    expires_at: datetime
    used_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.used_at is None and now < self.expires_at


@dataclass(frozen=True)
class SignIn:
    """A browser in which an account is signed in; `seen_at` lags behind by some minutes."""

    account: str
    seen_at: datetime
    expires_at: datetime


def exist(connection: Connection) -> bool:
    """Whether there is any account, disabled ones too."""
    return bool(connection.execute(_ANY).scalar_one())


def add(connection: Connection, added: Account) -> None:
    """Store an account without a password; its e-mail address must not be taken."""
    row = {
        "id": added.id,
        "email": added.email,
        "name": added.name,
        "role": added.role,
        "identity": added.identity,
        "created_at": added.created_at,
        "disabled_at": added.disabled_at,
    }
    connection.execute(_ADD, row)


def get(connection: Connection, id: str) -> Account | None:
    """The account with this id."""
    return _found(connection.execute(_GET, {"this": id}).one_or_none())


def hold(connection: Connection, id: str) -> Account | None:
    """Let nobody else change an account until this transaction ends; the account as it stands then."""
    connection.execute(_HOLD, {"this": id})
    return get(connection, id)


def by_email(connection: Connection, email: str) -> Account | None:
    """The account with this e-mail address, which is in lower case."""
    return _found(connection.execute(_BY_EMAIL, {"email": email}).one_or_none())


def by_identity(connection: Connection, identity: str) -> Account | None:
    """The account of whoever this is to an identity provider."""
    return _found(connection.execute(_BY_IDENTITY, {"identity": identity}).one_or_none())


def everybody(connection: Connection) -> list[Account]:
    """All accounts by name, disabled ones last."""
    return [_account(row) for row in connection.execute(_ALL)]


def hold_administrators(connection: Connection) -> set[str]:
    """The ids of all enabled administrators; nobody else changes them until this transaction ends."""
    return set(connection.execute(_HOLD_ADMINISTRATORS).scalars())


def password_hash(connection: Connection, id: str) -> str | None:
    """What is kept of an account's password; none when it has none."""
    return connection.execute(_PASSWORD, {"this": id}).scalar_one_or_none()


def rename(connection: Connection, id: str, name: str) -> None:
    """Call whoever has the account something else."""
    connection.execute(_RENAME, {"this": id, "to": name})


def put_role(connection: Connection, id: str, role: Role) -> None:
    """Make somebody a consultant or an administrator."""
    connection.execute(_PUT_ROLE, {"this": id, "to": role})


def put_password(connection: Connection, id: str, hash: str) -> None:
    """Keep the hash of a new password."""
    connection.execute(_PUT_PASSWORD, {"this": id, "to": hash})


def put_identity(connection: Connection, id: str, identity: str) -> None:
    """Keep who somebody is to an identity provider."""
    connection.execute(_PUT_IDENTITY, {"this": id, "to": identity})


def disable(connection: Connection, id: str, at: datetime | None) -> None:
    """Let an account in no more from a time on; none lets it in again."""
    connection.execute(_DISABLE, {"this": id, "at": at})


def add_link(
    connection: Connection, token_hash: str, of: str | None, created_at: datetime, expires_at: datetime
) -> None:
    """Store a one-time link for an account, or for the first account of all."""
    row = {"token_hash": token_hash, "account_id": of, "created_at": created_at, "expires_at": expires_at}
    connection.execute(_ADD_LINK, row)


def link(connection: Connection, token_hash: str) -> AccountLink | None:
    """The one-time link whose token has this hash."""
    row = connection.execute(_LINK, {"hash": token_hash}).one_or_none()
    return AccountLink(row.account_id, row.expires_at, row.used_at) if row else None


def hold_link(connection: Connection, token_hash: str) -> AccountLink | None:
    """As `link`; nobody else uses it until this transaction ends. A setup link is held with all others of its kind."""
    found = link(connection, token_hash)
    if found is None:
        return None
    connection.execute(_HOLD_LINK if found.account else _HOLD_SETUP, {"hash": token_hash} if found.account else {})
    return link(connection, token_hash)


def use_link(connection: Connection, token_hash: str, at: datetime) -> None:
    """Let a one-time link open nothing any more."""
    connection.execute(_USE_LINK, {"hash": token_hash, "at": at})


def end_links(connection: Connection, of: str | None) -> None:
    """Remove all one-time links of an account, or, without one, those for the first account of all."""
    if of is None:
        connection.execute(_END_SETUP)
    else:
        connection.execute(_END_LINKS, {"of": of})


def add_sign_in(connection: Connection, token_hash: str, of: str, now: datetime, expires_at: datetime) -> None:
    """Sign an account in, in the browser whose token has this hash."""
    row = {"token_hash": token_hash, "account_id": of, "created_at": now, "seen_at": now, "expires_at": expires_at}
    connection.execute(_SIGN_IN, row)


def signed_in(connection: Connection, token_hash: str) -> SignIn | None:
    """Who is signed in, in the browser whose token has this hash, expired or not."""
    row = connection.execute(_BROWSER, {"hash": token_hash}).one_or_none()
    return SignIn(row.account_id, row.seen_at, row.expires_at) if row else None


def see(connection: Connection, token_hash: str, at: datetime) -> None:
    """Note that a browser was used."""
    connection.execute(_SEEN, {"hash": token_hash, "at": at})


def sign_out(connection: Connection, token_hash: str) -> None:
    """Sign one browser out."""
    connection.execute(_SIGN_OUT, {"hash": token_hash})


def sign_out_everywhere(connection: Connection, of: str, but: str = "") -> None:
    """Sign an account out in all browsers, but in the one whose token has the hash `but`."""
    connection.execute(_SIGN_OUT_OTHERS, {"of": of, "hash": but})


def forget_expired(connection: Connection, now: datetime) -> None:
    """Remove what has expired of sign-ins and links."""
    connection.execute(_END_OLD_SIGN_INS, {"now": now})
    connection.execute(_END_OLD_LINKS, {"now": now})


def attempts(connection: Connection, tried: str) -> list[datetime]:
    """When an account or address, known by a hash, was tried; newest first."""
    return list(connection.execute(_TRIES, {"hash": tried}).scalars())


def hold_attempts(connection: Connection) -> None:
    """Let nobody else count or note attempts until this transaction ends."""
    # On SQLite a transaction that writes is alone anyway.
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE sign_in_attempt IN SHARE ROW EXCLUSIVE MODE")


def add_attempt(connection: Connection, tried: str, at: datetime) -> int:
    """Note an attempt at an account or from an address, known by a hash; gives its number."""
    key = connection.execute(_TRY, {"tried": tried, "at": at}).inserted_primary_key
    assert key is not None, "one row was added"
    return int(key[0])


def forget_attempts(connection: Connection, tried: str) -> None:
    """Remove all attempts at an account or from an address."""
    connection.execute(_FORGET_TRIES, {"hash": tried})


def forget_attempt(connection: Connection, number: int) -> None:
    """Remove one attempt by its number."""
    connection.execute(_FORGET_ONE_TRY, {"this": number})


def forget_attempts_before(connection: Connection, before: datetime) -> None:
    """Remove all attempts that are as old as that, or older."""
    connection.execute(_FORGET_OLD_TRIES, {"before": before})


def _found(row: Row[*tuple[Any, ...]] | None) -> Account | None:
    return _account(row) if row else None


def _account(row: Row[*tuple[Any, ...]]) -> Account:
    return Account(
        row.id,
        row.email,
        row.name,
        Role(row.role),
        row.created_at,
        row.password_hash is not None,
        row.identity,
        row.disabled_at,
    )
