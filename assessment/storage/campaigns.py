"""Campaigns: which version is answered, by whom, when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, select

from assessment.errors import StorageError
from assessment.model import Campaign, CampaignMode, EditionKey, Length
from assessment.storage.tables import campaign, invitation, response
from assessment.wording import shown

# What `campaign_from` reads; named so that a statement may hold a response's columns too.
COLUMNS = (
    campaign.c.id.label("campaign_id"),
    campaign.c.title,
    campaign.c.questionnaire_hash,
    campaign.c.profile_hash,
    campaign.c.references_hash,
    campaign.c.length.label("campaign_length"),
    campaign.c.mode,
    campaign.c.wave,
    campaign.c.implicit,
    campaign.c.engagement_id,
    campaign.c.opens_at,
    campaign.c.closes_at,
)

_THIS = campaign.c.id == bindparam("this")
_ADD = insert(campaign)
_GET = select(*COLUMNS).where(_THIS)
_IMPLICIT = select(*COLUMNS).where(
    campaign.c.implicit == 1,
    campaign.c.questionnaire_hash == bindparam("questionnaire"),
    func.coalesce(campaign.c.profile_hash, "") == bindparam("profile"),
    func.coalesce(campaign.c.references_hash, "") == bindparam("references"),
)
_REMOVE_IF_EMPTY = delete(campaign).where(
    _THIS,
    ~exists().where(response.c.campaign_id == campaign.c.id),
    ~exists().where(invitation.c.campaign_id == campaign.c.id),
)


def add(connection: Connection, campaign: Campaign, now: datetime) -> None:
    """Store a new campaign; the documents of its edition must be stored.

    Raises StorageError, when the transaction ends, for a second implicit campaign of one edition.
    """
    row = {
        "id": campaign.id,
        "engagement_id": campaign.engagement,
        "title": campaign.title,
        "questionnaire_hash": campaign.edition.questionnaire,
        "profile_hash": campaign.edition.profile,
        "references_hash": campaign.edition.references,
        "length": campaign.length,
        "mode": campaign.mode,
        "wave": campaign.wave,
        "implicit": int(campaign.implicit),
        "scoring_rule": "respondents",
        "opens_at": campaign.opens_at,
        "closes_at": campaign.closes_at,
        "created_at": now,
    }
    connection.execute(_ADD, row)


def get(connection: Connection, id: str) -> Campaign:
    """A stored campaign. Raises StorageError when there is none with this id."""
    row = connection.execute(_GET, {"this": id}).one_or_none()
    if row is None:
        raise StorageError(f"campaign {shown(id)}: it does not exist (any more); start again from the overview")
    return campaign_from(row)


def implicit(connection: Connection, edition: EditionKey) -> Campaign | None:
    """The campaign that gathers what people start on their own with an edition; none yet."""
    parameters = {
        "questionnaire": edition.questionnaire,
        "profile": edition.profile or "",
        "references": edition.references or "",
    }
    row = connection.execute(_IMPLICIT, parameters).one_or_none()
    return campaign_from(row) if row else None


def remove_if_empty(connection: Connection, id: str) -> None:
    """Remove a campaign that has neither responses nor invitations; else leave it."""
    connection.execute(_REMOVE_IF_EMPTY, {"this": id})


def campaign_from(row: Row[*tuple[Any, ...]]) -> Campaign:
    """The campaign in a row with the columns of `COLUMNS`."""
    return Campaign(
        id=row.campaign_id,
        title=row.title,
        edition=EditionKey(row.questionnaire_hash, row.profile_hash, row.references_hash),
        length=Length(row.campaign_length),
        mode=CampaignMode(row.mode),
        wave=row.wave,
        implicit=bool(row.implicit),
        engagement=row.engagement_id,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
    )
