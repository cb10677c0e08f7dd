"""Engagements: pieces of work of consultants, with those who work on them and the organisations they are about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from assessment import access
from assessment.access import Verb
from assessment.errors import CampaignError
from assessment.model import Account, Actor, Engagement, Organisation, Role
from assessment.storage import accounts, audits, engagements, organisations
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.workflow.opening import Place
from assessment.workflow.sitting import UNIT, clean

LONGEST_NAME = 120
ELSEWHERE = "This organisation is none of this engagement's; reload the page."


@dataclass(frozen=True)
class EngagementView:
    """An engagement as those who work on it see it: members by name, organisations by name."""

    engagement: Engagement
    members: tuple[Account, ...]
    organisations: tuple[Organisation, ...]

    def organisation(self, id: str) -> Organisation | None:
        """Its organisation with this id."""
        return next((each for each in self.organisations if each.id == id), None)


def engage(actor: Actor, place: Place, name: str) -> Engagement:
    """Begin an engagement; whoever does so becomes its first member."""
    access.allow(actor, Verb.ENGAGE, None)
    now = place.now()
    members = frozenset([actor.subject] if actor.subject and actor.role is not Role.OPERATOR else [])
    engagement = Engagement(new_id(), checked_name(name, "engagement"), now, members=members)
    with place.store.write() as connection:
        engagements.add(connection, engagement)
        audits.note(connection, actor, Verb.ENGAGE, "engagement", engagement.id, now)
    return engagement


def engagements_of(actor: Actor, place: Place) -> tuple[Engagement, ...]:
    """The engagements that the actor works on, newest first; all of them for administrators and the operator."""
    access.allow(actor, Verb.ENGAGE, None)
    with place.store.read() as connection:
        if actor.role is Role.CONSULTANT:
            return tuple(engagements.of_account(connection, actor.subject or ""))
        return tuple(engagements.everything(connection))


def engagement_of(actor: Actor, place: Place, id: str) -> EngagementView:
    """An engagement with its members and organisations. Raises AccessError where it is not the actor's to see."""
    with place.store.read() as connection:
        return view_of(connection, allowed(connection, actor, Verb.RUN, id))


def allowed(connection: Connection, actor: Actor, verb: Verb, id: str | None) -> Engagement:
    """The engagement on which the actor may do this. Raises AccessError, for one that does not exist alike."""
    found = engagements.get(connection, id) if id else None
    # Nothing would be the subject of verbs that need none, such as beginning an engagement.
    access.allow(actor, verb if found else Verb.RUN, found)
    assert found is not None, "access was allowed to what exists"
    return found


def allowed_on(
    connection: Connection, actor: Actor, verb: Verb, engagement: str, organisation: str
) -> tuple[Engagement, Organisation]:
    """The engagement and its organisation with which the actor may do this; AccessError for any other alike."""
    found = engagements.get(connection, engagement)
    access.allow(actor, verb, found if found and organisation in found.organisations else None)
    assert found is not None, "access was allowed to what exists"
    return found, organisations.get(connection, organisation)


def view_of(connection: Connection, engagement: Engagement) -> EngagementView:
    """An engagement with all that belongs to it."""
    members = [found for id in engagement.members if (found := accounts.get(connection, id))]
    return EngagementView(
        engagement,
        tuple(sorted(members, key=lambda member: (member.name.casefold(), member.email))),
        tuple(organisations.get(connection, id) for id in engagement.organisations),
    )


@contextmanager
def _running(actor: Actor, place: Place, id: str) -> Iterator[tuple[Connection, Engagement, datetime]]:
    """A transaction on an engagement that the actor works on, as it stands at this moment."""
    with place.store.write() as connection:
        engagements.hold(connection, id)
        yield connection, allowed(connection, actor, Verb.RUN, id), place.now()


def rename(actor: Actor, place: Place, id: str, name: str) -> None:
    """Give an engagement another name."""
    checked = checked_name(name, "engagement")
    with _running(actor, place, id) as (connection, engagement, now):
        engagements.rename(connection, engagement.id, checked)
        audits.note(connection, actor, Verb.RUN, "engagement", engagement.id, now, "renamed")


def keep_until(actor: Actor, place: Place, id: str, until: datetime | None) -> None:
    """Decide when everything about the organisations is erased; none: not by itself. CampaignError for a past day."""
    with _running(actor, place, id) as (connection, engagement, now):
        check_ahead(until, engagement.retain_until, now)
        engagements.keep_until(connection, engagement.id, until)
        audits.note(connection, actor, Verb.RUN, "engagement", engagement.id, now, "retention changed")


def check_ahead(until: datetime | None, before: datetime | None, now: datetime) -> None:
    """Refuse a new day of erasure that is past: a slip would erase everything at once."""
    if until is not None and until <= now and until != before:
        raise CampaignError("The day on which everything is erased is past; choose a later one.")


def add_member(actor: Actor, place: Place, id: str, email: str) -> None:
    """Let another account work on an engagement. Raises CampaignError where nobody signs in with that address."""
    with _running(actor, place, id) as (connection, engagement, now):
        account = accounts.by_email(connection, email.strip().lower())
        if account is None or not account.is_enabled:
            raise CampaignError(
                f"Nobody signs in with the address {email.strip()[:LONGEST_NAME]}; "
                "an administrator can add an account for it."
            )
        engagements.add_member(connection, engagement.id, account.id)
        audits.note(connection, actor, Verb.RUN, "engagement", engagement.id, now, f"member {account.id} added")


def remove_member(actor: Actor, place: Place, id: str, account: str) -> None:
    """Let an account work on an engagement no more. Raises CampaignError for the last one."""
    with _running(actor, place, id) as (connection, engagement, now):
        if engagement.members == {account}:
            raise CampaignError("This is the last member; add another one first.")
        engagements.remove_member(connection, engagement.id, account)
        audits.note(connection, actor, Verb.RUN, "engagement", engagement.id, now, f"member {account} removed")


def add_organisation(actor: Actor, place: Place, id: str, name: str) -> Organisation:
    """Let an engagement be about another organisation. Raises CampaignError where it has one of that name."""
    organisation = Organisation(new_id(), checked_name(name, "organisation"))
    with _running(actor, place, id) as (connection, engagement, now):
        _check_new_name(view_of(connection, engagement), organisation.name, "")
        organisations.add(connection, organisation, now)
        engagements.add_organisation(connection, engagement.id, organisation.id)
        audits.note(connection, actor, Verb.RUN, "organisation", organisation.id, now, "added")
    return organisation


def rename_organisation(actor: Actor, place: Place, id: str, organisation: str, name: str) -> None:
    """Give an organisation of an engagement another name."""
    checked = checked_name(name, "organisation")
    with _running(actor, place, id) as (connection, engagement, now):
        _check_own(engagement, organisation)
        _check_new_name(view_of(connection, engagement), checked, organisation)
        organisations.rename(connection, organisation, checked)
        audits.note(connection, actor, Verb.RUN, "organisation", organisation, now, "renamed")


def describe_organisation(
    actor: Actor, place: Place, id: str, organisation: str, field: str, value: str | None
) -> None:
    """Say something of an organisation that its respondents are then not asked; none takes it back."""
    known = place.edition.profile.field(field)
    choices = {option.id for option in known.options} if known else set()
    if known is None or known.about != "organisation" or field == UNIT or (value is not None and value not in choices):
        raise CampaignError("This is not one of the choices; reload the page and choose again.")
    with _running(actor, place, id) as (connection, engagement, now):
        _check_own(engagement, organisation)
        organisations.describe(connection, organisation, field, value)
        audits.note(connection, actor, Verb.RUN, "organisation", organisation, now, f"described: {field}")


def checked_name(name: str, kind: str) -> str:
    """A name as it is kept. Raises CampaignError for none, and for one that is too long."""
    kept = " ".join(clean(name).split())
    if not kept:
        raise CampaignError(f"The {kind} has no name yet; type one.")
    if not kept.isprintable():
        raise CampaignError(f"The name of the {kind} has signs that cannot be seen; type it anew.")
    if len(kept) > LONGEST_NAME:
        raise CampaignError(f"The name of the {kind} has {len(kept)} characters; at most {LONGEST_NAME} are kept.")
    return kept


def _check_own(engagement: Engagement, organisation: str) -> None:
    if organisation not in engagement.organisations:
        raise CampaignError(ELSEWHERE)


def _check_new_name(view: EngagementView, name: str, own: str) -> None:
    """Two organisations of one name could not be told apart in a file of invitations."""
    if any(each.name.casefold() == name.casefold() and each.id != own for each in view.organisations):
        raise CampaignError(f"There is an organisation “{name}” in this engagement already; choose another name.")
