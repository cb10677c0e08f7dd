"""Who is at the door: from the secret of a private link or of a sign-in to an actor."""

from datetime import timedelta

from assessment import access
from assessment.model import Actor, Role
from assessment.storage import accounts, responses
from assessment.storage.store import Store
from assessment.workflow.opening import Place

NOBODY = Actor(Role.RESPONDENT)
# Of the staff, but not signed in: may do nothing.
NOBODY_OF_STAFF = Actor(Role.CONSULTANT)
IDLE_HOURS = 12
# How exactly it is known when a browser was last used; anything finer would write at every click.
SEEN_EVERY = timedelta(minutes=5)


def respondent(store: Store, token: str | None) -> Actor:
    """The respondent whose private link holds that token, or one who has not begun."""
    if not token:
        return NOBODY
    with store.read() as connection:
        return Actor(Role.RESPONDENT, responses.id_of(connection, access.token_hash(token)))


def staff(place: Place, token: str | None) -> Actor:
    """The consultant or administrator who is signed in with that token; one without a subject when nobody is.

    A sign-in ends when it was not used for twelve hours, at its own end, when it is signed out, and as soon as its
    account is disabled. To be asked at every run, since none of this reaches an open page by itself.
    """
    if not token:
        return NOBODY_OF_STAFF
    hash, now = access.token_hash(token), place.now()
    with place.store.read() as connection:
        sign_in = accounts.signed_in(connection, hash)
        account = accounts.get(connection, sign_in.account) if sign_in else None
    if sign_in is None or account is None or not account.is_enabled:
        return NOBODY_OF_STAFF
    if now >= sign_in.expires_at or now >= sign_in.seen_at + timedelta(hours=IDLE_HOURS):
        return NOBODY_OF_STAFF
    if now >= sign_in.seen_at + SEEN_EVERY:
        with place.store.write() as connection:
            accounts.see(connection, hash, now)
    return Actor(account.role, account.id)
