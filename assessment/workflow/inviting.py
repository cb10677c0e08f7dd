"""Inviting people to a campaign, as those who run it do: added, sent, reminded, issued anew, taken back.

The secret of a link is given once, to whoever makes it; only its hash is kept.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assessment import access
from assessment.access import Verb
from assessment.errors import CampaignError
from assessment.intake import invitations as intake
from assessment.intake.answers_csv import guarded
from assessment.invitation_words import Occasion
from assessment.model import Actor, Campaign, CampaignLink, CampaignMode, Invitation, InvitationState
from assessment.storage import audits, engagements, invitations, responses
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.wording import counted
from assessment.workflow import invited
from assessment.workflow.answering import announced
from assessment.workflow.campaigns import LENS, SENIORITY, CampaignView, campaign_of, running
from assessment.workflow.opening import Place

# What the screens need of it.
Choices = intake.Choices
Invitee = intake.Invitee
LONGEST_NAME, LONGEST_EMAIL = intake.LONGEST_NAME, intake.LONGEST_EMAIL
ELSEWHERE = "This invitation is none of this campaign's; reload the page."
BEGUN = (
    "Answers were begun by this invitation, and as they are confidential, no new link may lead to them. They are gone "
    "on with in the browser in which they were begun, or by the private link that was shown there."
)
OVER = "This campaign is closed; reopen it before you invite anybody."
# Those whose answer is still to come.
WAITING = (
    InvitationState.CREATED,
    InvitationState.SENT,
    InvitationState.OPENED,
    InvitationState.STARTED,
)


@dataclass(frozen=True)
class Issued:
    """An invitation with the secret of its link, which is not kept."""

    invitation: Invitation
    token: str


@dataclass(frozen=True)
class Round:
    """What came of inviting: the new invitations, and the names of those who were invited before."""

    issued: tuple[Issued, ...]
    known: tuple[str, ...]


def choices_of(view: CampaignView) -> Choices:
    """What a file of invitations to a campaign may say."""
    profile = view.edition.profile
    offered = {
        field: frozenset(each.option for each in view.campaign.options if each.field == field)
        for field in (LENS, SENIORITY)
    }
    return Choices(view.engagement.organisations, profile.field(LENS), profile.field(SENIORITY), offered)


def read(actor: Actor, place: Place, campaign: str, content: bytes, name: str) -> tuple[Invitee, ...]:
    """Those whom a file names; nothing is stored. Raises IntakeError with every problem."""
    return intake.parse(content, name, choices_of(campaign_of(actor, place, campaign)))


def read_pasted(actor: Actor, place: Place, campaign: str, text: str) -> tuple[Invitee, ...]:
    """Those whom rows copied from a spreadsheet name, as in `read`."""
    return intake.parse_pasted(text, choices_of(campaign_of(actor, place, campaign)))


def invitations_of(actor: Actor, place: Place, campaign: str) -> tuple[Invitation, ...]:
    """The invitations to a campaign, by name."""
    campaign_of(actor, place, campaign)
    with place.store.read() as connection:
        return tuple(invitations.of_campaign(connection, campaign))


def occasion_of(place: Place, view: CampaignView, organisation: str) -> Occasion:
    """What letters about an organisation, by id, say."""
    campaign, found = view.campaign, view.engagement.organisation(organisation)
    return Occasion(
        campaign,
        found.name if found else "",
        view.engagement.engagement.name,
        tuple(member.name for member in view.engagement.members),
        view.edition.questionnaire.question_count(campaign.length),
        announced(place, campaign.length, campaign.edition).minutes,
    )


def invite(
    actor: Actor, place: Place, campaign: str, invitees: Sequence[Invitee], expires_at: datetime | None = None
) -> Round:
    """Invite people; who is invited for the same organisation already is left as it is.

    Raises CampaignError for what the campaign does not offer, and when it is closed.
    """
    view = campaign_of(actor, place, campaign)
    issued: list[Issued] = []
    known: list[str] = []
    with running(actor, place, campaign) as (connection, held, now):
        _check_running(held, now)
        _check_expiry(expires_at, now)
        _check_invitees(invitees, choices_of(replace(view, campaign=held)))
        before = {
            (each.organisation, intake.person(each.name, each.email))
            for each in invitations.of_campaign(connection, campaign)
            if each.state is not InvitationState.REVOKED
        }
        for each in invitees:
            person = (each.organisation, intake.person(each.name, each.email))
            if person in before:
                known.append(each.name or each.email)
                continue
            before.add(person)
            issued.append(_issue(connection, campaign, each, expires_at, now))
        if issued:
            audits.note(connection, actor, Verb.RUN, "campaign", campaign, now, f"{len(issued)} invited")
    return Round(tuple(issued), tuple(known))


def _issue(connection: Connection, campaign: str, each: Invitee, expires_at: datetime | None, now: datetime) -> Issued:
    invitation, token = (
        Invitation(
            new_id(),
            campaign,
            each.organisation,
            InvitationState.CREATED,
            now,
            each.name,
            each.email,
            each.lens,
            each.seniority,
            expires_at=expires_at,
        ),
        access.new_token(),
    )
    invitations.add(connection, invitation, access.token_hash(token))
    return Issued(invitation, token)


def _check_running(campaign: Campaign, now: datetime) -> None:
    """Invitations may be made before the opening, not after the closing."""
    if campaign.is_over(now):
        raise CampaignError(OVER)


def _check_expiry(expires_at: datetime | None, now: datetime) -> None:
    if expires_at is not None and expires_at <= now:
        raise CampaignError("The invitations would have expired already; choose a later day.")


def _check_invitees(invitees: Sequence[Invitee], choices: Choices) -> None:
    organisations = {each.id for each in choices.organisations}
    for each in invitees:
        named = each.name or each.email
        if not named or len(each.name) > intake.LONGEST_NAME or not each.name.isprintable():
            raise CampaignError("Somebody to be invited has neither a name nor an address that can be kept.")
        if each.email and not intake.is_email(each.email):
            raise CampaignError(f"{named}: this is no e-mail address; write one such as ann@example.com.")
        if each.organisation not in organisations:
            raise CampaignError(f"{named}: the organisation is none of this engagement's; choose one of them.")
        for field, option in ((choices.lens, each.lens), (choices.seniority, each.seniority)):
            offered = (choices.offered or {}).get(field.id) if field else None
            allowed = offered or {option.id for option in field.options} if field else set()
            if option is not None and option not in allowed:
                raise CampaignError(f"{named}: this campaign does not offer that function or seniority.")


def _held(connection: Connection, campaign: str, id: str) -> Invitation:
    found = invitations.hold(connection, id)
    if found is None or found.campaign != campaign:
        raise CampaignError(ELSEWHERE)
    return found


def reissue(actor: Actor, place: Place, campaign: str, id: str, expires_at: datetime | None = None) -> Issued:
    """Make a new link for an invitation; the one before leads nowhere from now on, nor does its private link.

    What was begun by it with a name stays, behind the new link. Raises CampaignError for one by which anonymous or
    confidential answers were begun: whoever makes the link could open them.
    """
    token = access.new_token()
    with running(actor, place, campaign) as (connection, held, now):
        _check_running(held, now)
        _check_expiry(expires_at, now)
        before = _held(connection, campaign, id)
        if before.state is InvitationState.USED:
            raise CampaignError(
                "This invitation was used, and nothing tells by which answers; it cannot be issued anew."
            )
        begun = responses.of_invitation(connection, id)
        if begun is not None and held.mode is not CampaignMode.NAMED:
            raise CampaignError(BEGUN)
        if begun is not None:
            responses.put_link(connection, begun, access.token_hash(invited.private_token(token)))
        state = _state_with(connection, begun)
        invitations.reissue(connection, id, access.token_hash(token), state, expires_at)
        audits.note(connection, actor, Verb.RUN, "campaign", campaign, now, "invitation issued anew")
        after = invitations.get(connection, id)
    assert after is not None, "it is held"
    return Issued(after, token)


def is_replaceable(campaign: Campaign, invitation: Invitation) -> bool:
    """Whether a new link may be made for an invitation, so far as its state tells."""
    if invitation.state in (InvitationState.REVOKED, InvitationState.USED):
        return False
    has_begun = invitation.state in (InvitationState.STARTED, InvitationState.SUBMITTED)
    return campaign.mode is CampaignMode.NAMED or not has_begun


def _state_with(connection: Connection, begun: str | None) -> InvitationState:
    stored = responses.get(connection, begun) if begun else None
    if stored is None:
        return InvitationState.CREATED
    return InvitationState.SUBMITTED if stored.submitted_at else InvitationState.STARTED


def revoke(actor: Actor, place: Place, campaign: str, id: str) -> None:
    """Take an invitation back for good: its link leads nowhere, and what was begun by it takes no more answers.

    Raises CampaignError for one that was answered: that would not undo the answer.
    """
    with running(actor, place, campaign) as (connection, _, now):
        before = _held(connection, campaign, id)
        if before.state in (InvitationState.SUBMITTED, InvitationState.USED):
            raise CampaignError("This invitation was answered, so it cannot be taken back.")
        if before.state is InvitationState.REVOKED:
            return
        if (begun := responses.of_invitation(connection, id)) is not None:
            responses.put_link(connection, begun, access.token_hash(access.new_token()))
        invitations.put_state(connection, id, InvitationState.REVOKED)
        audits.note(connection, actor, Verb.RUN, "campaign", campaign, now, "invitation taken back")


def mark_sent(actor: Actor, place: Place, campaign: str, ids: Iterable[str]) -> None:
    """Note that invitations were sent, now."""
    _mark(actor, place, campaign, ids, "sent", invitations.send)


def mark_reminded(actor: Actor, place: Place, campaign: str, ids: Iterable[str]) -> None:
    """Count a reminder for invitations, now."""
    _mark(actor, place, campaign, ids, "reminded", invitations.remind)


def _mark(
    actor: Actor,
    place: Place,
    campaign: str,
    ids: Iterable[str],
    done: str,
    do: Callable[[Connection, str, datetime], None],
) -> None:
    with running(actor, place, campaign) as (connection, held, now):
        waiting = [each for id in ids if (each := _held(connection, campaign, id)).state in WAITING]
        for each in waiting:
            # Of an anonymous campaign the day is enough: when somebody was reminded narrows down when they answered.
            do(connection, each.id, held.kept_time(now))
        if waiting:
            audits.note(
                connection,
                actor,
                Verb.RUN,
                "campaign",
                campaign,
                now,
                f"{counted(len(waiting), 'person', 'people')} {done}",
            )


def open_link(actor: Actor, place: Place, campaign: str, organisation: str) -> tuple[CampaignLink, str]:
    """Make a link by which anybody of an organisation may begin, and its secret.

    Raises CampaignError in a named campaign, where it would not be known who answers.
    """
    token = access.new_token()
    with running(actor, place, campaign) as (connection, held, now):
        _check_running(held, now)
        if held.mode is CampaignMode.NAMED:
            raise CampaignError("Answers of this campaign carry names, so everybody needs an invitation of their own.")
        engagement = engagements.get(connection, held.engagement or "")
        if engagement is None or organisation not in engagement.organisations:
            raise CampaignError("This organisation is none of this engagement's; reload the page.")
        link = CampaignLink(new_id(), campaign, organisation, now)
        invitations.add_link(connection, link, access.token_hash(token))
        audits.note(connection, actor, Verb.RUN, "campaign", campaign, now, "open link made")
    return link, token


def open_links_of(actor: Actor, place: Place, campaign: str) -> tuple[CampaignLink, ...]:
    """The open links to a campaign that are valid, oldest first."""
    campaign_of(actor, place, campaign)
    with place.store.read() as connection:
        return tuple(link for link in invitations.links_of(connection, campaign) if link.revoked_at is None)


def revoke_link(actor: Actor, place: Place, campaign: str, id: str) -> None:
    """Take an open link back for good; what was begun by it stays."""
    with running(actor, place, campaign) as (connection, _, now):
        found = invitations.link(connection, id)
        if found is None or found.campaign != campaign:
            raise CampaignError(ELSEWHERE)
        invitations.revoke_link(connection, id, now)
        audits.note(connection, actor, Verb.RUN, "campaign", campaign, now, "open link taken back")


def links_csv(view: CampaignView, issued: Sequence[Issued], origin: str) -> str:
    """The links with whom they are for, as CSV. No cell is taken for a formula."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(["name", "email", "organisation", "link"])
    for each in issued:
        organisation = view.engagement.organisation(each.invitation.organisation)
        texts = (each.invitation.name, each.invitation.email, organisation.name if organisation else "")
        writer.writerow([*map(guarded, texts), address(origin, each.token)])
    return lines.getvalue()


def address(origin: str, token: str) -> str:
    """Where an invitation's link leads."""
    return f"{origin}/i/{token}"
