"""What a respondent asked a colleague to answer instead."""

from dataclasses import dataclass
from datetime import datetime

UNNAMED = "a colleague"


@dataclass(frozen=True)
class Delegation:
    """One dimension of a response, by id, that a colleague may answer by a link of its own.

    `name`: as the respondent typed it; empty where nobody may learn who gave an answer. `opened_at`: when the colleague
    first saw the questions, `done_at`: when they said that they have finished.
    """

    id: str
    response: str
    dimension: str
    created_at: datetime
    name: str = ""
    opened_at: datetime | None = None
    done_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def who(self) -> str:
        """The colleague in the middle of a sentence."""
        return self.name or UNNAMED

    @property
    def is_valid(self) -> bool:
        """Whether its link still opens anything."""
        return self.revoked_at is None
