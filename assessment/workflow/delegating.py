"""Asking a colleague to answer one dimension: the link for it is made, shown again, taken back, opened again."""

from assessment import access
from assessment.access import Verb
from assessment.errors import AnsweringError
from assessment.model import Actor, Delegation
from assessment.storage import answers, audits, delegations
from assessment.storage.ids import new_id
from assessment.workflow.opening import Place
from assessment.workflow.sitting import Sitting, changing, check_dimension, check_draft, clean, opened

LONGEST_NAME = 40
# Of one dimension; whoever was asked and taken back counts too.
MOST_ASKED = 20


def link_token(secret: str, delegation: Delegation) -> str:
    """The token of a colleague's link. `secret`: that of the private link of whoever asks, from which it follows.

    So the link can be shown again after a reload, though only its hash is kept.
    """
    return access.derived_token(secret, delegation.id)


def delegate(actor: Actor, place: Place, dimension: str, name: str, secret: str) -> Delegation:
    """Ask a colleague, by name, to answer a dimension of the actor's own draft. Anonymous campaigns keep no name.

    Raises AnsweringError for no name, one that is too long, what is submitted or closed, and while somebody else is
    asked already.
    """
    with changing(actor, place, Verb.SHARE) as (connection, sitting, now):
        check_draft(sitting)
        check_dimension(sitting, dimension)
        before = [each for each in delegations.of(connection, sitting.stored.id) if each.dimension == dimension]
        _check_free(sitting, before)
        is_anonymous = sitting.stored.campaign.is_anonymous
        kept = "" if is_anonymous else _checked_name(name)
        asked = Delegation(new_id(), sitting.stored.id, dimension, now, kept)
        delegations.add(connection, asked, access.token_hash(link_token(secret, asked)))
        answers.record(connection, sitting.stored.id, "asked", dimension, asked.who, now)
        audits.note(connection, actor, Verb.SHARE, "response", sitting.stored.id, now, note="colleague asked")
    return asked


def _check_free(sitting: Sitting, before: list[Delegation]) -> None:
    asked = next((each for each in before if each.is_valid), None)
    noun = sitting.edition.questionnaire.dimension_noun
    if asked is not None:
        raise AnsweringError(f"For this {noun} {asked.who} is asked already; take that link back to ask somebody else.")
    if len(before) >= MOST_ASKED:
        raise AnsweringError(f"For this {noun} {MOST_ASKED} colleagues were asked; answer it yourself.")


def _checked_name(name: str) -> str:
    typed = " ".join(clean(name).split())
    if not typed:
        raise AnsweringError("Type the name of the colleague you ask, so that it is known who answered.")
    if len(typed) > LONGEST_NAME:
        raise AnsweringError(f"A name has at most {LONGEST_NAME} characters here; shorten it.")
    return typed


def delegations_of(actor: Actor, place: Place) -> tuple[Delegation, ...]:
    """All that colleagues were asked in the actor's own response, oldest first, what was taken back too."""
    sitting = opened(actor, place)
    with place.store.read() as connection:
        return tuple(delegations.of(connection, sitting.stored.id))


def shown_again(actor: Actor, place: Place, id: str, secret: str) -> str | None:
    """The token of a link that was handed out; none where the private link is another one since."""
    asked = next((each for each in delegations_of(actor, place) if each.id == id and each.is_valid), None)
    if asked is None:
        return None
    token = link_token(secret, asked)
    with place.store.read() as connection:
        found = delegations.by_token(connection, access.token_hash(token))
    return token if found == asked else None


def revoke(actor: Actor, place: Place, id: str) -> None:
    """Take a colleague's link back, at once and for good. What they answered stays; again changes nothing."""
    with changing(actor, place, Verb.SHARE) as (connection, sitting, now):
        asked = _own(actor, delegations.of(connection, sitting.stored.id), id)
        if asked.is_valid:
            delegations.revoke(connection, id, now)
            answers.record(connection, sitting.stored.id, "asked", asked.dimension, None, now)
            audits.note(
                connection, actor, Verb.SHARE, "response", sitting.stored.id, now, note="colleague's link revoked"
            )


def reopen(actor: Actor, place: Place, id: str) -> None:
    """Let a colleague who has finished go on by the same link. Raises AnsweringError for a link taken back."""
    with changing(actor, place, Verb.SHARE) as (connection, sitting, _):
        check_draft(sitting)
        asked = _own(actor, delegations.of(connection, sitting.stored.id), id)
        if not asked.is_valid:
            raise AnsweringError("This link was taken back; ask anew for another one.")
        delegations.finish(connection, id, None)


def _own(actor: Actor, asked: list[Delegation], id: str) -> Delegation:
    """What somebody was asked in the actor's own response; what is missing and what is foreign are refused alike."""
    found = next((each for each in asked if each.id == id), None)
    if found is None:
        access.allow(actor, Verb.SHARE, None)
    assert found is not None, "access to what does not exist is refused"
    return found
