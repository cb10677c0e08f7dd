"""Who may do what, decided in one place, and the tokens by which respondents are known."""

import hashlib
import re
import secrets
from enum import StrEnum

from assessment.errors import AccessError
from assessment.model import Actor, Campaign, Presentation, Role, StoredResponse

COOKIE = "assessment_link"
# The link that this browser held before, so that following another one loses nothing.
COOKIE_BEFORE = "assessment_link_before"
# The share link that this browser follows, beside whatever answers are its own.
COOKIE_READING = "assessment_reading"
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
    PRESENT = "present"
    SHARE = "share"
    EXPORT = "export"
    ERASE = "erase"
    MAINTAIN = "maintain"
    DEMONSTRATE = "demonstrate"


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


def allow(actor: Actor, verb: Verb, subject: StoredResponse | Presentation | Campaign | None) -> None:
    """Raise AccessError unless this actor may do this to that subject.

    What does not exist and what belongs to somebody else are refused in the same words,
    so that nobody learns which of the two it is.
    """
    if not _is_allowed(actor, verb, subject):
        raise AccessError("This does not exist, or it is not yours; open your own private link to go on.")


def _is_allowed(actor: Actor, verb: Verb, subject: StoredResponse | Presentation | Campaign | None) -> bool:
    match actor.role, subject:
        case Role.RESPONDENT, StoredResponse():
            return verb in OWN_RESPONSE and actor.subject == subject.id
        case Role.RESPONDENT, Campaign():
            # Invited people start by their invitation; anybody else starts on their own.
            return verb is Verb.START and actor.subject is None and subject.implicit
        case Role.READER, Presentation():
            return verb is Verb.READ and actor.subject == subject.id
        case Role.OPERATOR, None:
            return verb in OPERATION
        case _:
            return False


def new_token() -> str:
    """A new secret for a private link: 192 random bits as 32 characters that fit into an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def as_token(written: str | None) -> str | None:
    """What a cookie or an address holds, if it has the form of a token."""
    return written if written and TOKEN.fullmatch(written) else None


def token_hash(token: str) -> str:
    """What is stored of a token, so that a copy of the database opens nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
