"""A verdict as it was presented once, and who may read it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Presentation:
    """What was presented, kept as it was. `content` is canonical JSON, `content_hash` its SHA-256."""

    id: str
    response: str
    title: str
    content: str
    content_hash: str
    presented_at: datetime


@dataclass(frozen=True)
class ShareLink:
    """A link by which somebody else may read one presentation, until it expires or is revoked."""

    id: str
    presentation: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether the link still opens the presentation."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
