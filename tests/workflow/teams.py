"""A campaign with an organisation for tests of teams: who may see it, and a few people who have answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment import access
from assessment.model import (
    Account,
    Actor,
    Campaign,
    CampaignMode,
    Engagement,
    Invitation,
    InvitationState,
    Length,
    Organisation,
    Role,
)
from assessment.storage import accounts, campaigns, engagements, invitations, organisations, responses
from assessment.storage.ids import new_id
from assessment.workflow import answering
from assessment.workflow import campaigns as workflow_of_campaigns
from assessment.workflow.opening import Place


@dataclass(frozen=True)
class Held:
    """A campaign and an organisation by id, the consultant who works on them, and another who does not."""

    campaign: str
    organisation: str
    consultant: Actor
    foreigner: Actor

    @property
    def where(self) -> tuple[str, str]:
        """The team."""
        return self.campaign, self.organisation


def consultant(place: Place, email: str) -> Actor:
    """Somebody with an account."""
    account = Account(new_id(), email, email, Role.CONSULTANT, place.now())
    with place.store.write() as connection:
        accounts.add(connection, account)
    return Actor(Role.CONSULTANT, account.id)


def held(place: Place, mode: CampaignMode = CampaignMode.NAMED, by: Actor | None = None) -> Held:
    """A new engagement with one campaign and one organisation, of that consultant or of a new one."""
    own = by or consultant(place, f"{new_id()}@a.example")
    foreigner = consultant(place, f"{new_id()}@b.example")
    organisation = Organisation(new_id(), "Nordic <b>division</b>")
    engagement = Engagement(
        new_id(), "Engagement", place.now(), None, (organisation.id,), frozenset([own.subject or ""])
    )
    campaign = Campaign(new_id(), "Leaders", place.key, Length.FULL, mode, 1, False, engagement.id, time_zone="UTC")
    with place.store.write() as connection:
        organisations.add(connection, organisation, place.now())
        engagements.add(connection, engagement)
        campaigns.add(connection, campaign, place.now())
    return Held(campaign.id, organisation.id, own, foreigner)


def answered(place: Place, team: Held, name: str, ranks: Sequence[int], submits: bool = True) -> Actor:
    """Somebody invited who answers the first questions with levels of these ranks."""
    now, id = place.now(), new_id()
    with place.store.write() as connection:
        campaign = campaigns.get(connection, team.campaign)
        state = InvitationState.SUBMITTED if submits else InvitationState.STARTED
        state = InvitationState.USED if campaign.is_anonymous else state
        invitation = Invitation(new_id(), team.campaign, team.organisation, state, now, name, lens="sales")
        invitations.add(connection, invitation, access.token_hash(access.new_token()))
        own = None if campaign.is_anonymous else invitation.id
        hash = access.token_hash(access.new_token())
        kept = campaign.kept_time(now)
        responses.add(connection, id, team.campaign, team.organisation, Length.FULL, hash, kept, own)
    actor = Actor(Role.RESPONDENT, id)
    questions = [question for question in place.edition.questionnaire.questions if not question.optional]
    for question, rank in zip(questions, ranks, strict=False):
        answering.answer(actor, place, question.id, question.levels[rank].value)
    if submits:
        answering.submit(actor, place)
    return actor


def closed(place: Place, team: Held) -> None:
    """Let no more answers come, so that figures are shown in every mode."""
    workflow_of_campaigns.close(team.consultant, place, team.campaign)
