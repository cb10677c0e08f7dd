"""What those who work on an engagement can erase: an organisation with everything about it, or one person."""

from datetime import datetime

from assessment.access import Verb
from assessment.errors import CampaignError
from assessment.model import Actor, Campaign, CampaignMode, Engagement, InvitationState, Role
from assessment.storage import (
    audits,
    campaigns,
    engagements,
    holdings,
    invitations,
    organisations,
    responses,
)
from assessment.storage.store import Connection
from assessment.wording import counted
from assessment.workflow.engagements import allowed, allowed_on
from assessment.workflow.erasing import Receipt, receipt, remove_response
from assessment.workflow.opening import Place

# What is counted before an erasure, by table; the rest goes with it.
COUNTED = {
    "response": "response",
    "invitation": "invitation",
    "delegation": "question to a colleague",
    "plan_entry": "entry of the plan",
    "segment": "segment",
    "written_part": "written text",
    "key_account": "key account",
    "workshop": "workshop",
    "settlement": "settled dispute",
    "assessor_rating": "rating from outside",
    "presentation": "presentation",
    "campaign_link": "open link",
    "sponsor_link": "sponsor's link",
    "consent": "consent",
}
PLURALS = {
    "delegation": "questions to colleagues",
    "plan_entry": "entries of the plan",
    "assessor_rating": "ratings from outside",
}


def held(actor: Actor, place: Place, engagement: str, organisation: str) -> tuple[str, ...]:
    """What an erasure of an organisation would remove, such as `12 responses`; nothing where only its name is kept."""
    with place.store.read() as connection:
        allowed_on(connection, actor, Verb.ERASE, engagement, organisation)
        found = holdings.counts(connection, organisation)
    return tuple(counted(found[t], one, PLURALS.get(t)) for t, one in COUNTED.items() if t in found)


def erase_organisation(
    actor: Actor, place: Place, engagement: str, organisation: str, name: str, number: str
) -> Receipt:
    """Erase an organisation with everything about it, and the campaigns too where the engagement has no other one.

    `name`: its name as whoever erases it typed it. The audit log keeps that things happened, the erasure under the
    receipt's number, and no id of what is gone. Raises CampaignError for another name, AccessError where it is foreign.
    """
    now = place.now()
    with place.store.write() as connection:
        engagements.hold(connection, engagement)
        organisations.hold(connection, organisation)
        found, about = allowed_on(connection, actor, Verb.ERASE, engagement, organisation)
        if " ".join(name.split()) != " ".join(about.name.split()):
            raise CampaignError(f"Type the name as it stands there, “{about.name}”; nothing was erased.")
        remove_organisation(connection, found, organisation)
        audits.note(connection, actor, Verb.ERASE, "organisation", None, now, f"receipt {number}")
    return receipt(place, number, now)


def remove_organisation(connection: Connection, engagement: Engagement, organisation: str) -> None:
    """Remove an organisation of an engagement and all that leads to it."""
    gone = holdings.ids(connection, organisation)
    for id in responses.of_organisation(connection, organisation):
        remove_response(connection, id)
    organisations.remove(connection, organisation)
    if engagement.organisations == (organisation,):
        # Titles of campaigns name whom they are about.
        for campaign in campaigns.of_engagement(connection, engagement.id):
            campaigns.remove_if_empty(connection, campaign.id)
            gone.append(campaign.id)
    for id in gone:
        audits.forget(connection, id)


def erase_invited(actor: Actor, place: Place, invitation: str, number: str) -> Receipt:
    """Erase an invitation, by id, with everything that the person said.

    Raises CampaignError where nobody can tell what the person said, and where the figures before and after would tell.
    """
    now = place.now()
    with place.store.write() as connection:
        # In the order in which respondents hold them.
        begun = responses.of_invitation(connection, invitation)
        if begun is not None:
            responses.hold(connection, begun)
        found = invitations.hold(connection, invitation)
        campaign = campaigns.find(connection, found.campaign) if found else None
        allowed(connection, actor, Verb.ERASE, campaign.engagement if campaign else None)
        assert found is not None, "access was allowed to what exists"
        assert campaign is not None, "an invitation belongs to one"
        if found.state is InvitationState.USED:
            raise CampaignError(
                "This invitation was used anonymously: nobody can tell which answers are the person's, so only they "
                "can erase them, by their private link. Nothing was erased."
            )
        begun = responses.of_invitation(connection, invitation)
        if begun is not None:
            _check_tells_nothing(connection, actor, campaign, begun, now)
            remove_response(connection, begun)
        invitations.remove(connection, invitation)
        audits.forget(connection, invitation)
        audits.note(connection, actor, Verb.ERASE, "invitation", None, now, f"receipt {number}")
    return receipt(place, number, now)


def _check_tells_nothing(
    connection: Connection, actor: Actor, campaign: Campaign, response: str, now: datetime
) -> None:
    """Refuse what would let staff subtract one person's answers from figures that they have seen."""
    stored = responses.get(connection, response)
    is_shown = campaign.mode is CampaignMode.CONFIDENTIAL and not campaign.is_open(now)
    if is_shown and stored is not None and stored.submitted_at is not None and actor.role is not Role.OPERATOR:
        raise CampaignError(
            "The team's figures are shown already: those before and after would tell what this person answered. The "
            "person can erase it by their own link, and the operator on the command line. Nothing was erased."
        )
