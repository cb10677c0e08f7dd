"""Who signs in, who is invited, and what they work on together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessment.model.stored import Role


@dataclass(frozen=True)
class Account:
    """Somebody who signs in: a consultant or an administrator. `email` is in lower case.

    `identity`: who they are to an identity provider, as `issuer|subject`. `disabled_at`: from when on they may not.
    """

    id: str
    email: str
    name: str
    role: Role
    created_at: datetime
    has_password: bool = False
    identity: str | None = None
    disabled_at: datetime | None = None

    @property
    def is_enabled(self) -> bool:
        """Whether they may sign in."""
        return self.disabled_at is None


@dataclass(frozen=True)
class Engagement:
    """A consultant's piece of work: the ids of its organisations, and of the accounts that work on it."""

    id: str
    name: str
    created_at: datetime
    retain_until: datetime | None = None
    organisations: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()


class InvitationState(StrEnum):
    """How far an invitation is. One of an anonymous campaign is never more than used."""

    CREATED = "created"
    SENT = "sent"
    OPENED = "opened"
    STARTED = "started"
    SUBMITTED = "submitted"
    REVOKED = "revoked"
    USED = "used"


@dataclass(frozen=True)
class Invitation:
    """One person's link to a campaign. `lens`, `seniority`: option ids of the profile, where they are known before.

    `reminders`: how often a reminder was sent, the last one at `reminded_at`.
    """

    id: str
    campaign: str
    organisation: str
    state: InvitationState
    created_at: datetime
    name: str = ""
    email: str = ""
    lens: str | None = None
    seniority: str | None = None
    sent_at: datetime | None = None
    expires_at: datetime | None = None
    reminded_at: datetime | None = None
    reminders: int = 0

    def is_expired(self, now: datetime) -> bool:
        """Whether it was not begun in time."""
        began = self.state in (InvitationState.STARTED, InvitationState.SUBMITTED, InvitationState.USED)
        return self.expires_at is not None and self.expires_at <= now and not began


@dataclass(frozen=True)
class CampaignLink:
    """An open link: whoever has it may begin in a campaign for an organisation, both by id."""

    id: str
    campaign: str
    organisation: str
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class SponsorLink:
    """A link by which a sponsor reads what a campaign says of an organisation, both by id."""

    id: str
    campaign: str
    organisation: str
    name: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True)
class Settlement:
    """What a team agreed on for a question: a level in hundredths, or none when it agreed to differ, and why."""

    question: str
    level: int | None
    reason: str
    settled_at: datetime
    account: str | None = None


@dataclass(frozen=True)
class AssessorRating:
    """How somebody from outside rates a question, in hundredths, by a document that `reference` names."""

    question: str
    level: int
    reference: str
    rated_at: datetime
    account: str | None = None
