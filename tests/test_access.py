"""Who may do what: every verb, every kind of actor, own, foreign and missing."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.access import COOKIE, Verb, allow, as_token, new_token, token_hash
from assessment.errors import AccessError
from assessment.model import (
    Actor,
    Campaign,
    CampaignMode,
    EditionKey,
    Length,
    Organisation,
    Presentation,
    Response,
    ResponseState,
    Role,
    StoredResponse,
)
from tests.workflow.sitting import NOW

OWN, FOREIGN = "id-of-one", "id-of-another"
OPEN = Campaign("c-open", "Self-started", EditionKey("q"), Length.SHORT, CampaignMode.CONFIDENTIAL, 1, implicit=True)
BY_INVITATION = Campaign("c-invited", "Invited", EditionKey("q"), Length.FULL, CampaignMode.NAMED, 1, implicit=False)
Subject = StoredResponse | Presentation | Campaign | None

# All that is allowed; whatever is not here is refused.
ON_OWN_RESPONSE = {
    *(Verb.READ, Verb.ANSWER, Verb.DESCRIBE, Verb.SUBMIT, Verb.REOPEN, Verb.CONSENT, Verb.EXPORT, Verb.ERASE),
    *(Verb.PLAN, Verb.TARGET, Verb.PRESENT, Verb.SHARE),
}
FOR_THE_OPERATOR = {Verb.MAINTAIN, Verb.DEMONSTRATE}


def response(id: str, campaign: Campaign = OPEN) -> StoredResponse:
    """A response in which nothing is said."""
    return StoredResponse(id, campaign, Organisation("o", "Unit"), ResponseState.DRAFT, Response({}), {}, NOW, NOW)


SUBJECTS: dict[str, Subject] = {
    "own response": response(OWN),
    "foreign response": response(FOREIGN),
    "invited response": response(OWN, BY_INVITATION),
    "shared presentation": Presentation(OWN, "r", "Board", "{}", "hash", NOW),
    "foreign presentation": Presentation(FOREIGN, "r", "Board", "{}", "hash", NOW),
    "open campaign": OPEN,
    "campaign by invitation": BY_INVITATION,
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
        return subject in ("own response", "invited response") and verb in ON_OWN_RESPONSE
    if actor.role is Role.RESPONDENT and actor.subject is None:
        return subject == "open campaign" and verb is Verb.START
    if actor.role is Role.READER and actor.subject == OWN:
        return subject == "shared presentation" and verb is Verb.READ
    return actor.role is Role.OPERATOR and subject == "nothing" and verb in FOR_THE_OPERATOR


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
