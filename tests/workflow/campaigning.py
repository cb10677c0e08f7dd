"""What tests of campaigns share: a consultant, an engagement with an organisation, a campaign, people invited."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assessment import access
from assessment.intake.invitations import Invitee
from assessment.model import Account, Actor, Campaign, CampaignMode, CampaignOption, Length, Role
from assessment.storage import accounts
from assessment.storage.ids import new_id
from assessment.workflow import campaigns, engagements, invited, inviting
from assessment.workflow.campaigns import Terms
from assessment.workflow.inviting import Issued
from assessment.workflow.opening import Place
from tests.workflow.sitting import NOW

CLOSES = NOW + timedelta(days=30)
SALES, SERVICE = (
    CampaignOption("lens", "sales", "Customer-facing"),
    CampaignOption("lens", "service", "Customer-facing"),
)
FINANCE, IT = CampaignOption("lens", "finance", "Others"), CampaignOption("lens", "it", "Others")
C_SUITE, MANAGER = CampaignOption("level", "c-suite"), CampaignOption("level", "manager")
OFFERED = (FINANCE, IT, SALES, SERVICE, C_SUITE, MANAGER)
ABOUT_ME = {"lens": "sales", "level": "c-suite"}


def consultant(place: Place, name: str = "Ann", role: Role = Role.CONSULTANT) -> Actor:
    """Somebody who may sign in."""
    account = Account(new_id(), f"{name.lower()}@example.com", name, role, NOW)
    with place.store.write() as connection:
        accounts.add(connection, account)
    return Actor(role, account.id)


@dataclass(frozen=True)
class Run:
    """A campaign with whoever runs it, and the organisation it is about."""

    actor: Actor
    engagement: str
    organisation: str
    campaign: Campaign

    def invitee(self, name: str, **also: Any) -> Invitee:
        """Somebody to be invited."""
        return Invitee(name, also.pop("email", f"{name.lower()}@example.com"), self.organisation, **also)

    def invite(self, place: Place, *names: str, **also: Any) -> list[Issued]:
        """Invite people by name."""
        invitees = [self.invitee(name, **also) for name in names]
        return list(inviting.invite(self.actor, place, self.campaign.id, invitees).issued)


def terms(place: Place, mode: CampaignMode = CampaignMode.CONFIDENTIAL, **also: Any) -> Terms:
    """What is decided of a campaign that closes in a month, in Berlin's time."""
    decided = {"closes_at": CLOSES, "time_zone": "Europe/Berlin", "options": OFFERED, **also}
    return Terms("First wave", place.key, decided.pop("length", Length.FULL), mode, **decided)


def run_of(place: Place, mode: CampaignMode = CampaignMode.CONFIDENTIAL, name: str = "Ann", **also: Any) -> Run:
    """A campaign of one organisation, run by a new consultant."""
    actor = consultant(place, name)
    engagement = engagements.engage(actor, place, f"{name}'s work")
    organisation = engagements.add_organisation(actor, place, engagement.id, "Nordkap Energie")
    campaign = campaigns.create(actor, place, engagement.id, terms(place, mode, **also))
    return Run(actor, engagement.id, organisation.id, campaign)


def holder(place: Place, token: str) -> Actor:
    """Whoever holds a link."""
    way = invited.found(place, token)
    return way.actor if way else Actor(Role.RESPONDENT, "nobody")


def begun_by(place: Place, token: str, held: str | None = None) -> Actor:
    """Somebody who has begun by a link."""
    return invited.begin(holder(place, token), place, token, held or access.new_token(), ABOUT_ME)
