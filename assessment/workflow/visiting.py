"""Who is at the door: from the secret of a private link to an actor."""

from assessment import access
from assessment.model import Actor, Role
from assessment.storage import responses
from assessment.storage.store import Store

NOBODY = Actor(Role.RESPONDENT)


def respondent(store: Store, token: str | None) -> Actor:
    """The respondent whose private link holds that token, or one who has not begun."""
    if not token:
        return NOBODY
    with store.read() as connection:
        return Actor(Role.RESPONDENT, responses.id_of(connection, access.token_hash(token)))
