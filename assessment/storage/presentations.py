"""What was presented, kept as it was, and the links by which others may read it."""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from assessment.model import Presentation, ShareLink
from assessment.storage.tables import presentation, share_link

_ADD = insert(presentation)
_GET = select(presentation).where(presentation.c.id == bindparam("this"))
_OF = (
    select(presentation)
    .where(presentation.c.response_id == bindparam("response"))
    .order_by(presentation.c.presented_at.desc(), presentation.c.id)
)
_SAME = select(presentation).where(
    presentation.c.response_id == bindparam("response"), presentation.c.content_hash == bindparam("hash")
)
_LINK = insert(share_link)
_LINKS = (
    select(share_link)
    .join(presentation, presentation.c.id == share_link.c.presentation_id)
    .where(presentation.c.response_id == bindparam("response"))
    .order_by(share_link.c.created_at.desc(), share_link.c.id)
)
_BY_HASH = select(share_link).where(share_link.c.token_hash == bindparam("hash"))
_REVOKE = (
    update(share_link)
    .where(share_link.c.id == bindparam("this"), share_link.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now", type_=share_link.c.revoked_at.type))
)


def add(connection: Connection, presented: Presentation) -> None:
    """Store a presentation; its response must exist, and hold no other with the same content."""
    row = {
        "id": presented.id,
        "response_id": presented.response,
        "title": presented.title,
        "content": presented.content,
        "content_hash": presented.content_hash,
        "presented_at": presented.presented_at,
    }
    connection.execute(_ADD, row)


def get(connection: Connection, id: str) -> Presentation | None:
    """The presentation with this id; none when there is none (any more)."""
    row = connection.execute(_GET, {"this": id}).mappings().one_or_none()
    return _presentation(row) if row else None


def of_response(connection: Connection, response: str) -> list[Presentation]:
    """All presentations of a response, newest first."""
    return [_presentation(row) for row in connection.execute(_OF, {"response": response}).mappings()]


def with_content(connection: Connection, response: str, content_hash: str) -> Presentation | None:
    """The presentation of a response with exactly this content; none when it was not presented yet."""
    row = connection.execute(_SAME, {"response": response, "hash": content_hash}).mappings().one_or_none()
    return _presentation(row) if row else None


def _presentation(row: RowMapping) -> Presentation:
    return Presentation(
        row["id"], row["response_id"], row["title"], row["content"], row["content_hash"], row["presented_at"]
    )


def add_link(connection: Connection, link: ShareLink, token_hash: str) -> None:
    """Store a link to a presentation; only the hash of its token is kept."""
    row = {
        "id": link.id,
        "presentation_id": link.presentation,
        "token_hash": token_hash,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "revoked_at": link.revoked_at,
    }
    connection.execute(_LINK, row)


def links_of(connection: Connection, response: str) -> list[ShareLink]:
    """All links to presentations of a response, newest first, revoked and expired ones too."""
    return [_link(row) for row in connection.execute(_LINKS, {"response": response}).mappings()]


def link_of(connection: Connection, token_hash: str) -> ShareLink | None:
    """The link whose token has this hash; none when it was never handed out."""
    row = connection.execute(_BY_HASH, {"hash": token_hash}).mappings().one_or_none()
    return _link(row) if row else None


def revoke(connection: Connection, link: str, now: datetime) -> None:
    """Let a link open nothing any more; one that was revoked before keeps its time."""
    connection.execute(_REVOKE, {"this": link, "now": now})


def _link(row: RowMapping) -> ShareLink:
    return ShareLink(row["id"], row["presentation_id"], row["created_at"], row["expires_at"], row["revoked_at"])
