"""What colleagues were asked to answer. Of the secrets in their links only hashes are kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from assessment.model import Delegation
from assessment.storage.tables import answer, delegation

_ADD = insert(delegation)
_THIS = delegation.c.id == bindparam("this")
_GET = select(delegation).where(_THIS)
_BY_TOKEN = select(delegation).where(delegation.c.token_hash == bindparam("hash"))
_OF = (
    select(delegation)
    .where(delegation.c.response_id == bindparam("response"))
    .order_by(delegation.c.created_at, delegation.c.id)
)
_OPEN = (
    update(delegation)
    .where(_THIS, delegation.c.opened_at.is_(None))
    .values(opened_at=bindparam("now", type_=delegation.c.opened_at.type))
)
_FINISH = update(delegation).where(_THIS).values(done_at=bindparam("at", type_=delegation.c.done_at.type))
_REVOKE = (
    update(delegation)
    .where(_THIS, delegation.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now", type_=delegation.c.revoked_at.type))
)
_ANSWERED = (
    select(answer.c.question, delegation)
    .join(delegation, delegation.c.id == answer.c.delegation_id)
    .where(answer.c.response_id == bindparam("response"))
    .order_by(answer.c.question)
)


def add(connection: Connection, asked: Delegation, token_hash: str) -> None:
    """Store what a colleague is asked; only the hash of the link's token is kept."""
    row = {
        "id": asked.id,
        "response_id": asked.response,
        "dimension": asked.dimension,
        "name": asked.name or None,
        "token_hash": token_hash,
        "created_at": asked.created_at,
    }
    connection.execute(_ADD, row)


def get(connection: Connection, id: str) -> Delegation | None:
    """The one with this id; none when there is none (any more)."""
    row = connection.execute(_GET, {"this": id}).one_or_none()
    return _delegation(row) if row else None


def by_token(connection: Connection, token_hash: str) -> Delegation | None:
    """The one whose link has this hash, revoked or not; none when it was never handed out."""
    row = connection.execute(_BY_TOKEN, {"hash": token_hash}).one_or_none()
    return _delegation(row) if row else None


def of(connection: Connection, response: str) -> list[Delegation]:
    """All of a response, oldest first, revoked ones too."""
    return [_delegation(row) for row in connection.execute(_OF, {"response": response})]


def answered(connection: Connection, response: str) -> dict[str, Delegation]:
    """Whose word the answers are that are not the respondent's own, by question."""
    return {row.question: _delegation(row) for row in connection.execute(_ANSWERED, {"response": response})}


def open_(connection: Connection, id: str, now: datetime) -> None:
    """Note that the colleague saw the questions; the first time stays."""
    connection.execute(_OPEN, {"this": id, "now": now})


def finish(connection: Connection, id: str, at: datetime | None) -> None:
    """Note when the colleague had finished, or that they have not."""
    connection.execute(_FINISH, {"this": id, "at": at})


def revoke(connection: Connection, id: str, now: datetime) -> None:
    """Let its link open nothing any more; one that was revoked before keeps its time."""
    connection.execute(_REVOKE, {"this": id, "now": now})


def _delegation(row: Row[tuple[Any, ...]]) -> Delegation:
    return Delegation(
        row.id,
        row.response_id,
        row.dimension,
        row.created_at,
        row.name or "",
        row.opened_at,
        row.done_at,
        row.revoked_at,
    )
