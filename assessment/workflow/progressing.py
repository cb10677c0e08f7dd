"""How campaigns go: who has answered, who is missing, what is due."""

from dataclasses import dataclass

from assessment.model import Actor, Campaign, Engagement
from assessment.participation import Participation, participation
from assessment.storage import invitations, responses
from assessment.workflow import severing
from assessment.workflow.campaigns import campaign_of, campaigns_of
from assessment.workflow.engagements import engagements_of
from assessment.workflow.opening import Place


@dataclass(frozen=True)
class Running:
    """A campaign in the overview: how it goes, and how many responses are submitted in all."""

    campaign: Campaign
    participation: Participation
    submitted: int
    is_open: bool


@dataclass(frozen=True)
class Overview:
    """An engagement in the overview, with its campaigns, newest first."""

    engagement: Engagement
    campaigns: tuple[Running, ...]


def progress_of(actor: Actor, place: Place, campaign: str) -> Running:
    """How a campaign goes that the actor runs."""
    found = campaign_of(actor, place, campaign).campaign
    severing.sever_if_over(actor, place, found)
    return _running(place, found)


def overview(actor: Actor, place: Place) -> tuple[Overview, ...]:
    """Every engagement that the actor works on, with its campaigns and how they go."""
    return tuple(
        Overview(each, tuple(_running(place, campaign) for campaign in campaigns_of(actor, place, each.id)))
        for each in engagements_of(actor, place)
    )


def _running(place: Place, campaign: Campaign) -> Running:
    now = place.now()
    with place.store.read() as connection:
        found = invitations.of_campaign(connection, campaign.id)
        submitted = responses.count_submitted(connection, campaign.id)
    return Running(campaign, participation(campaign, found, now), submitted, campaign.is_open(now))
