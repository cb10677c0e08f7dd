"""Who may do what, decided in one place, and the tokens by which respondents are known."""

import base64
import hashlib
import hmac
import re
import secrets
from enum import StrEnum

from assessment.errors import AccessError
from assessment.model import (
    Account,
    Actor,
    Campaign,
    CampaignLink,
    Delegation,
    Engagement,
    Invitation,
    Presentation,
    Role,
    SponsorLink,
    StoredResponse,
    Workshop,
    WorkshopSeat,
)

COOKIE = "assessment_link"
# The link that this browser held before, so that following another one loses nothing.
COOKIE_BEFORE = "assessment_link_before"
# The share link that this browser follows, beside whatever answers are its own.
COOKIE_READING = "assessment_reading"
# The place in a workshop that this phone rates from, beside whatever answers are its own.
COOKIE_RATING = "assessment_rating"
# The sign-in of a consultant or administrator, beside whatever answers are their own.
COOKIE_SIGN_IN = "assessment_sign_in"
# The invitation, or the open link to a campaign, that this browser follows.
COOKIE_INVITED = "assessment_invited"
# The link by which this browser reads a team, beside whatever else it follows.
COOKIE_SPONSOR = "assessment_sponsor"
# The link by which this browser answers what a colleague asked, beside whatever answers are its own.
COOKIE_ASKED = "assessment_asked"
TOKEN_BYTES = 24
# As many characters as `new_token` makes; nothing else was ever handed out.
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


class Verb(StrEnum):
    """What an actor may want to do."""

    START = "start"
    READ = "read"
    ANSWER = "answer"
    DESCRIBE = "describe"
    SUBMIT = "submit"
    REOPEN = "reopen"
    CONSENT = "consent"
    PLAN = "plan"
    TARGET = "target"
    RATE = "rate"
    PRESENT = "present"
    SHARE = "share"
    EXPORT = "export"
    ERASE = "erase"
    MAINTAIN = "maintain"
    DEMONSTRATE = "demonstrate"
    ADMINISTER = "administer"
    ENGAGE = "engage"
    RUN = "run"
    ALIGN = "align"
    SETTLE = "settle"
    TAKE = "take"


OWN_RESPONSE = frozenset(
    {
        Verb.READ,
        Verb.ANSWER,
        Verb.DESCRIBE,
        Verb.SUBMIT,
        Verb.REOPEN,
        Verb.CONSENT,
        Verb.PLAN,
        Verb.TARGET,
        Verb.PRESENT,
        Verb.SHARE,
        Verb.EXPORT,
        Verb.ERASE,
    }
)
OPERATION = frozenset({Verb.MAINTAIN, Verb.DEMONSTRATE})
# What those who work on an engagement do: run its campaigns, see how teams align, settle disputes, care for its data.
ON_ENGAGEMENT = frozenset({Verb.RUN, Verb.ALIGN, Verb.SETTLE, Verb.EXPORT, Verb.ERASE})
# What somebody may want to do something to.
Subject = (
    StoredResponse
    | Presentation
    | Campaign
    | Invitation
    | CampaignLink
    | Workshop
    | WorkshopSeat
    | Engagement
    | SponsorLink
    | Account
    | Delegation
    | None
)


def allow(actor: Actor, verb: Verb, subject: Subject) -> None:
    """Raise AccessError unless this actor may do this to that subject.

    What does not exist and what belongs to somebody else are refused in the same words,
    so that nobody learns which of the two it is.
    """
    if not _is_allowed(actor, verb, subject):
        raise AccessError("This does not exist, or it is not yours; open your own private link to go on.")


def _is_allowed(actor: Actor, verb: Verb, subject: Subject) -> bool:
    match actor.role, subject:
        case Role.RESPONDENT, StoredResponse():
            return verb in OWN_RESPONSE and actor.subject == subject.id
        case Role.RESPONDENT, Campaign():
            # Invited people start by their invitation; anybody else starts on their own.
            return verb is Verb.START and actor.subject is None and subject.implicit
        case Role.READER, Presentation():
            return verb is Verb.READ and actor.subject == subject.id
        case Role.RATER, Workshop():
            return verb is Verb.START and actor.subject is None and subject.takes_ratings
        case Role.RATER, WorkshopSeat():
            return verb is Verb.RATE and actor.subject == subject.rater.id
        case Role.RATER, Delegation():
            return verb is Verb.TAKE and actor.subject == subject.id and subject.is_valid
        case Role.RESPONDENT, Invitation():
            return verb is Verb.START and actor.subject == subject.id
        case Role.RESPONDENT, CampaignLink():
            return verb is Verb.START and actor.subject == subject.id
        case Role.SPONSOR, SponsorLink():
            return verb is Verb.ALIGN and actor.subject == subject.id
        case ((Role.CONSULTANT | Role.ADMINISTRATOR), Account()):
            return verb is Verb.DESCRIBE and actor.subject == subject.id and subject.is_enabled
        case Role.CONSULTANT, Engagement():
            return verb in ON_ENGAGEMENT and actor.subject in subject.members
        case ((Role.ADMINISTRATOR | Role.OPERATOR), Engagement()):
            return verb in ON_ENGAGEMENT
        case Role.CONSULTANT, None:
            return verb is Verb.ENGAGE and actor.subject is not None
        case Role.ADMINISTRATOR, None:
            return verb in (Verb.ENGAGE, Verb.ADMINISTER) and actor.subject is not None
        case Role.OPERATOR, None:
            return verb in OPERATION or verb in (Verb.ENGAGE, Verb.ADMINISTER)
        case _:
            return False


def new_token() -> str:
    """A new secret for a private link: 192 random bits as 32 characters that fit into an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def derived_token(secret: str, of: str) -> str:
    """A secret that follows from another one and an id, in the form of a token; it does not lead back to the other."""
    digest = hmac.digest(secret.encode("utf-8", "surrogatepass"), of.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()


def as_token(written: str | None) -> str | None:
    """What a cookie or an address holds, if it has the form of a token."""
    return written if written and TOKEN.fullmatch(written) else None


def token_hash(token: str) -> str:
    """What is stored of a token, so that a copy of the database opens nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
