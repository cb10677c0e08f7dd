"""What many storage tests begin with: an organisation, a campaign, a response."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from assessment.model import Campaign, CampaignMode, EditionKey, Length, Organisation, OrganisationSource
from assessment.storage import campaigns, documents, organisations, responses
from assessment.storage.ids import new_id

NOW = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)


def later(minutes: int = 1) -> datetime:
    """A time after `NOW`."""
    return NOW + timedelta(minutes=minutes)


@dataclass(frozen=True)
class Begun:
    """A new response with where it belongs."""

    organisation: Organisation
    campaign: Campaign
    response: str
    resume_hash: str


def add_organisation(
    connection: Connection, name: str = "Nordkap Energie", source: OrganisationSource = OrganisationSource.OWN
) -> Organisation:
    """A stored organisation."""
    organisation = Organisation(new_id(), name, source, profile={"industry": "energy"})
    organisations.add(connection, organisation, NOW)
    return organisation


def add_campaign(connection: Connection, questionnaire: str = "hash-of-questionnaire") -> Campaign:
    """A stored implicit campaign with all its documents."""
    key = EditionKey(questionnaire, "hash-of-profile", "hash-of-references")
    documents.keep(connection, questionnaire, "questionnaire", "title = 'Ten'", NOW)
    documents.keep(connection, "hash-of-profile", "profile", "[[field]]", NOW)
    documents.keep(connection, "hash-of-references", "reference_points", "[[point]]", NOW)
    campaign = Campaign(new_id(), "Self-started", key, Length.SHORT, CampaignMode.CONFIDENTIAL, 1, implicit=True)
    campaigns.add(connection, campaign, NOW)
    return campaign


def begin(connection: Connection, questionnaire: str = "hash-of-questionnaire") -> Begun:
    """A stored draft without a word in it."""
    organisation, campaign = add_organisation(connection), add_campaign(connection, questionnaire)
    id, resume_hash = new_id(), new_id()
    responses.add(connection, id, campaign.id, organisation.id, Length.SHORT, resume_hash, NOW)
    return Begun(organisation, campaign, id, resume_hash)
