"""What is kept: organisations, campaigns, and responses with their bookkeeping.

Ids are random, 22 characters, and say nothing. Times are aware and in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assessment.model.questionnaire import Length
from assessment.model.response import Response


class OrganisationSource(StrEnum):
    """Where an organisation's scores come from. Synthetic ones say so wherever they show."""

    OWN = "own"
    IMPORTED = "imported"
    SYNTHETIC = "synthetic"


class CampaignMode(StrEnum):
    """What a campaign may tell of a person."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class ScoringRule(StrEnum):
    """Whose mean an organisation's score is: of its respondents, or of its lenses. Declared before the first answer."""

    RESPONDENTS = "respondents"
    LENSES = "lenses"


class ResponseState(StrEnum):
    """A draft can be changed; a submitted response can only be reopened."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class Role(StrEnum):
    """Who an actor is. A respondent without a response has not begun yet.

    A reader holds a share link. A rater rates or answers where somebody else asked for it: by the link of a workshop,
    or by that of a dimension which a respondent passed on.
    """

    RESPONDENT = "respondent"
    READER = "reader"
    RATER = "rater"
    SPONSOR = "sponsor"
    CONSULTANT = "consultant"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Actor:
    """Who calls. `subject`: by its id, what this actor is known by: a respondent's response, a reader's presentation,
    a sponsor's link, a rater's place in a workshop or what they were asked to answer, the account of whoever signs in.

    `tab`: the browser tab of a respondent. `is_late`: whether this may be an older click of that tab,
    heard only now; then it counts only if no other tab or device has written since.
    """

    role: Role
    subject: str | None = None
    tab: str | None = None
    is_late: bool = False


@dataclass(frozen=True)
class EditionKey:
    """The hashes under which the documents of an edition are stored."""

    questionnaire: str
    profile: str | None = None
    references: str | None = None


@dataclass(frozen=True)
class Organisation:
    """Who is assessed. `profile`: field id to option id."""

    id: str
    name: str
    source: OrganisationSource = OrganisationSource.OWN
    group: str | None = None
    profile: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CampaignOption:
    """Something that respondents of a campaign may say of themselves, and the announced bloc it belongs to, if any."""

    field: str
    option: str
    bloc: str | None = None


@dataclass(frozen=True)
class Campaign:
    """A run of one version. An implicit one gathers the responses that people start on their own.

    `opens_at` and `closes_at` bound it; without them it is open, until it is closed by hand, at `closed_at`.
    `time_zone`: the one in which its times are said. `options`: what may be said of oneself; all the profile has,
    when there are none. `retain_until`: when everything said in it is erased.
    """

    id: str
    title: str
    edition: EditionKey
    length: Length
    mode: CampaignMode
    wave: int
    implicit: bool
    engagement: str | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    scoring_rule: ScoringRule = ScoringRule.RESPONDENTS
    time_zone: str | None = None
    retain_until: datetime | None = None
    options: tuple[CampaignOption, ...] = ()

    def is_open(self, now: datetime) -> bool:
        """Whether answers may be given and responses reopened."""
        has_opened = self.opens_at is None or self.opens_at <= now
        return has_opened and self.closed_at is None and (self.closes_at is None or now < self.closes_at)

    def is_over(self, now: datetime) -> bool:
        """Whether the time for answering has ended, by hand or by itself."""
        return self.closed_at is not None or (self.closes_at is not None and self.closes_at <= now)

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody may ever learn who gave an answer."""
        return self.mode is CampaignMode.ANONYMOUS

    def kept_time(self, now: datetime) -> datetime:
        """The time under which something said at this moment is kept: only the day, where nobody may learn who."""
        return now.replace(hour=0, minute=0, second=0, microsecond=0) if self.is_anonymous else now


@dataclass(frozen=True)
class StoredResponse:
    """A response as it is kept, with all that was said in it.

    `response.profile` holds what was said about the respondent and about the organisation.
    `answered_at`: when each question was last answered. `saved_at`: the last change of any kind.
    `writer`: the browser tab that may still hold a click that was not heard (see `ui.session`).
    `seconds`: time spent answering, measured at submission. `invitation`: the one it answers, by id; if that was
    taken back, the response `is_revoked` and takes no further answers.
    """

    id: str
    campaign: Campaign
    organisation: Organisation
    state: ResponseState
    response: Response
    answered_at: Mapping[str, datetime]
    started_at: datetime
    saved_at: datetime
    submitted_at: datetime | None = None
    writer: str | None = None
    seconds: int | None = None
    peers_consent: bool | None = None
    invitation: str | None = None
    is_revoked: bool = False


@dataclass(frozen=True)
class Change:
    """One entry of the append-only record of what was said in a response.

    `kind` is what changed (`answer`, `comment`, `basis`, ...), `subject` which one of that kind;
    `value` is none when it was taken back.
    """

    kind: str
    subject: str
    value: str | None
    changed_at: datetime


@dataclass(frozen=True)
class AuditEntry:
    """One entry of the append-only record of who did what; it names ids, never what was said.

    `verb` is what was done, to the `subject` (an id) of the kind `subject_kind`.
    """

    at: datetime
    actor: Actor
    verb: str
    subject_kind: str
    subject: str | None = None
    note: str | None = None
