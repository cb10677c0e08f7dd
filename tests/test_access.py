"""Who may do what: every verb, every kind of actor, own, foreign and missing."""

import re
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.access import COOKIE, Subject, Verb, allow, as_token, derived_token, new_token, token_hash
from assessment.errors import AccessError
from assessment.model import (
    Account,
    Actor,
    Campaign,
    CampaignMode,
    Delegation,
    EditionKey,
    Engagement,
    Invitation,
    InvitationState,
    Length,
    Organisation,
    Presentation,
    Response,
    ResponseState,
    Role,
    SponsorLink,
    StoredResponse,
    Workshop,
    WorkshopRater,
    WorkshopSeat,
)
from tests.workflow.sitting import NOW

OWN, FOREIGN = "id-of-one", "id-of-another"
OPEN = Campaign("c-open", "Self-started", EditionKey("q"), Length.SHORT, CampaignMode.CONFIDENTIAL, 1, implicit=True)
BY_INVITATION = Campaign("c-invited", "Invited", EditionKey("q"), Length.FULL, CampaignMode.NAMED, 1, implicit=False)

# All that is allowed; whatever is not here is refused.
ON_OWN_RESPONSE = {
    *(Verb.READ, Verb.ANSWER, Verb.DESCRIBE, Verb.SUBMIT, Verb.REOPEN, Verb.CONSENT, Verb.EXPORT, Verb.ERASE),
    *(Verb.PLAN, Verb.TARGET, Verb.PRESENT, Verb.SHARE),
}
FOR_THE_OPERATOR = {Verb.MAINTAIN, Verb.DEMONSTRATE, Verb.ENGAGE, Verb.ADMINISTER}
FOR_ADMINISTRATORS = {Verb.ENGAGE, Verb.ADMINISTER}
ON_AN_ENGAGEMENT = {Verb.RUN, Verb.ALIGN, Verb.SETTLE, Verb.EXPORT, Verb.ERASE}


def response(id: str, campaign: Campaign = OPEN) -> StoredResponse:
    """A response in which nothing is said."""
    return StoredResponse(id, campaign, Organisation("o", "Unit"), ResponseState.DRAFT, Response({}), {}, NOW, NOW)


def workshop(revealed_at: datetime | None = None, closed_at: datetime | None = None) -> Workshop:
    """A workshop that bears the id of whoever wants to join."""
    return Workshop(OWN, "o", 1, OWN, NOW, revealed_at, closed_at)


SUBJECTS: dict[str, Subject] = {
    "own response": response(OWN),
    "foreign response": response(FOREIGN),
    "invited response": response(OWN, BY_INVITATION),
    "shared presentation": Presentation(OWN, "r", "Board", "{}", "hash", NOW),
    "foreign presentation": Presentation(FOREIGN, "r", "Board", "{}", "hash", NOW),
    "open campaign": OPEN,
    "campaign by invitation": BY_INVITATION,
    "open workshop": workshop(),
    "revealed workshop": workshop(revealed_at=NOW),
    "closed workshop": workshop(revealed_at=NOW, closed_at=NOW),
    "own seat": WorkshopSeat(workshop(), WorkshopRater(OWN, "Ana", NOW)),
    "foreign seat": WorkshopSeat(workshop(), WorkshopRater(FOREIGN, "Ana", NOW)),
    "own engagement": Engagement("e", "Ten", NOW, members=frozenset({OWN})),
    "foreign engagement": Engagement("e", "Ten", NOW, members=frozenset({FOREIGN})),
    "own invitation": Invitation(OWN, "c", "o", InvitationState.SENT, NOW),
    "foreign invitation": Invitation(FOREIGN, "c", "o", InvitationState.SENT, NOW),
    "own sponsor link": SponsorLink(OWN, "c", "o", "Chair", NOW),
    "foreign sponsor link": SponsorLink(FOREIGN, "c", "o", "Chair", NOW),
    "own delegation": Delegation(OWN, "r", "d", NOW, "Kim"),
    "foreign delegation": Delegation(FOREIGN, "r", "d", NOW, "Kim"),
    "own revoked delegation": Delegation(OWN, "r", "d", NOW, "Kim", revoked_at=NOW),
    "own account": Account(OWN, "a@example.com", "A", Role.CONSULTANT, NOW),
    "foreign account": Account(FOREIGN, "b@example.com", "B", Role.CONSULTANT, NOW),
    "own disabled account": Account(OWN, "a@example.com", "A", Role.CONSULTANT, NOW, disabled_at=NOW),
    "nothing": None,
}


def is_allowed(actor: Actor, verb: Verb, subject: Subject) -> bool:
    """Whether `allow` lets it pass."""
    try:
        allow(actor, verb, subject)
    except AccessError:
        return False
    return True


def expected(actor: Actor, verb: Verb, subject: str) -> bool:
    """The table, in words."""
    if actor.role is Role.RESPONDENT and actor.subject == OWN:
        is_own_response = subject in ("own response", "invited response") and verb in ON_OWN_RESPONSE
        return is_own_response or (subject == "own invitation" and verb is Verb.START)
    if actor.role is Role.RESPONDENT and actor.subject is None:
        return subject == "open campaign" and verb is Verb.START
    if actor.role is Role.READER and actor.subject == OWN:
        return subject == "shared presentation" and verb is Verb.READ
    if actor.role is Role.RATER and actor.subject == OWN:
        return (subject, verb) in (("own seat", Verb.RATE), ("own delegation", Verb.TAKE))
    if actor.role is Role.RATER and actor.subject is None:
        return subject == "open workshop" and verb is Verb.START
    if actor.role is Role.SPONSOR and actor.subject == OWN:
        return subject == "own sponsor link" and verb is Verb.ALIGN
    if actor.role in (Role.ADMINISTRATOR, Role.OPERATOR) and subject.endswith("engagement"):
        return verb in ON_AN_ENGAGEMENT
    if actor.role in (Role.CONSULTANT, Role.ADMINISTRATOR):
        return expected_of_staff(actor, verb, subject)
    return actor.role is Role.OPERATOR and subject == "nothing" and verb in FOR_THE_OPERATOR


def expected_of_staff(actor: Actor, verb: Verb, subject: str) -> bool:
    """The table for those who sign in."""
    if subject == "own account":
        return actor.subject == OWN and verb is Verb.DESCRIBE
    if subject == "own engagement":
        return actor.subject == OWN and verb in ON_AN_ENGAGEMENT
    is_signed_in = subject == "nothing" and actor.subject is not None
    allowed = FOR_ADMINISTRATORS if actor.role is Role.ADMINISTRATOR else {Verb.ENGAGE}
    return is_signed_in and verb in allowed


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("verb", Verb)
def test_nobody_may_do_more_than_the_table_says(verb: Verb, subject: str) -> None:
    """Every role, with an id that is the subject's, another's, and none."""
    for role, id in product(Role, (OWN, "id-of-a-third", "", None)):
        actor = Actor(role, id)
        assert is_allowed(actor, verb, SUBJECTS[subject]) == expected(actor, verb, subject), actor


@given(st.text(), st.text(), st.sampled_from(sorted(ON_OWN_RESPONSE)))
def test_only_the_very_same_id_opens_a_response(mine: str, theirs: str, verb: Verb) -> None:
    """Not one that looks alike, begins alike or differs in case."""
    assert is_allowed(Actor(Role.RESPONDENT, mine), verb, response(theirs)) == (mine == theirs)


@pytest.mark.parametrize("verb", sorted(ON_OWN_RESPONSE))
def test_what_is_foreign_and_what_is_missing_are_refused_in_the_same_words(verb: Verb) -> None:
    """Nobody learns which ids exist."""
    said = set()
    for actor, subject in product(
        (Actor(Role.RESPONDENT, OWN), Actor(Role.RESPONDENT), Actor(Role.SPONSOR, FOREIGN), Actor(Role.OPERATOR)),
        (response(FOREIGN), None),
    ):
        with pytest.raises(AccessError) as refusal:
            allow(actor, verb, subject)
        said.add(refusal.value.problems)
    assert said == {("This does not exist, or it is not yours; open your own private link to go on.",)}


def test_a_token_fits_into_an_address_and_is_never_the_same() -> None:
    """192 random bits."""
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[\w-]{32}", token, re.ASCII) for token in tokens)
    assert COOKIE == "assessment_link"


@given(st.text(st.characters(codec=None), max_size=40))
def test_only_what_has_the_form_of_a_token_is_taken_for_one(written: str) -> None:
    """Whatever a cookie or an address holds."""
    has_form = re.fullmatch(r"[\w-]{32}", written, re.ASCII) is not None
    assert as_token(written) == (written if has_form else None)
    assert as_token(None) is None
    token = new_token()
    assert as_token(token) == token
    assert as_token(f"{token}\n") is None


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_the_hash_of_a_token_tells_nothing_of_it_and_takes_any_text(one: str, other: str) -> None:
    """A cookie may hold anything, even halves of characters."""
    assert re.fullmatch("[0-9a-f]{64}", token_hash(one))
    assert (token_hash(one) == token_hash(other)) == (one == other)


@given(st.text(st.characters(codec=None)), st.text(), st.text())
def test_a_derived_token_has_the_form_of_one_and_follows_from_both(secret: str, one: str, other: str) -> None:
    """The same each time, another one for another id."""
    token = derived_token(secret, one)
    assert as_token(token) == token == derived_token(secret, one)
    assert (derived_token(secret, other) == token) == (one == other)
