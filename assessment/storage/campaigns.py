"""Campaigns: which version is answered, by whom, when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, select, update

from assessment.errors import StorageError
from assessment.model import Campaign, CampaignMode, CampaignOption, EditionKey, Length, ScoringRule
from assessment.storage.tables import campaign, campaign_option, invitation, response
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
    campaign.c.closed_at,
    campaign.c.scoring_rule,
    campaign.c.time_zone,
    campaign.c.retain_until,
)

_THIS = campaign.c.id == bindparam("this")
_ADD = insert(campaign)
_GET = select(*COLUMNS).where(_THIS)
_HOLD = select(campaign.c.id).where(_THIS).with_for_update(key_share=True)
_STAND = select(campaign.c.id).where(_THIS).with_for_update(read=True, key_share=True)
_OF_ENGAGEMENT = (
    select(*COLUMNS)
    .where(campaign.c.engagement_id == bindparam("engagement"))
    .order_by(campaign.c.created_at.desc(), campaign.c.id)
)
_OPTIONS = (
    select(campaign_option.c.field, campaign_option.c.option, campaign_option.c.bloc)
    .where(campaign_option.c.campaign_id == bindparam("this"))
    .order_by(campaign_option.c.field, campaign_option.c.option)
)
_ADD_OPTION = insert(campaign_option)
_REMOVE_OPTIONS = delete(campaign_option).where(campaign_option.c.campaign_id == bindparam("this"))
_CLOSE = (
    update(campaign)
    .where(_THIS)
    .values(
        closed_at=bindparam("closed", type_=campaign.c.closed_at.type),
        closes_at=bindparam("closes", type_=campaign.c.closes_at.type),
    )
)
_CHANGE = update(campaign).where(_THIS)
_HAS_RESPONSES = select(exists().where(response.c.campaign_id == bindparam("this")))
_EDITIONS = (
    select(campaign.c.questionnaire_hash, campaign.c.profile_hash, campaign.c.references_hash)
    .distinct()
    .order_by(campaign.c.questionnaire_hash, campaign.c.profile_hash, campaign.c.references_hash)
)
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
        "implicit": int(campaign.implicit),
        "created_at": now,
        "closed_at": campaign.closed_at,
        **_decided(campaign),
    }
    connection.execute(_ADD, row)
    _put_options(connection, campaign)


def change(connection: Connection, campaign: Campaign) -> None:
    """Store all that is decided of a campaign anew; whose it is stays, and whether it was closed by hand."""
    connection.execute(_CHANGE.values(**_decided(campaign)), {"this": campaign.id})
    connection.execute(_REMOVE_OPTIONS, {"this": campaign.id})
    _put_options(connection, campaign)


def _decided(campaign: Campaign) -> dict[str, Any]:
    return {
        "title": campaign.title,
        "questionnaire_hash": campaign.edition.questionnaire,
        "profile_hash": campaign.edition.profile,
        "references_hash": campaign.edition.references,
        "length": campaign.length,
        "mode": campaign.mode,
        "wave": campaign.wave,
        "scoring_rule": campaign.scoring_rule,
        "opens_at": campaign.opens_at,
        "closes_at": campaign.closes_at,
        "time_zone": campaign.time_zone,
        "retain_until": campaign.retain_until,
    }


def _put_options(connection: Connection, campaign: Campaign) -> None:
    rows = [
        {"campaign_id": campaign.id, "field": each.field, "option": each.option, "bloc": each.bloc}
        for each in campaign.options
    ]
    if rows:
        connection.execute(_ADD_OPTION, rows)


def close(connection: Connection, id: str, closed_at: datetime | None, closes_at: datetime | None) -> None:
    """Close a campaign by hand, or, with no time of closing, let it be open until `closes_at`."""
    connection.execute(_CLOSE, {"this": id, "closed": closed_at, "closes": closes_at})


def hold(connection: Connection, id: str) -> None:
    """Let nobody else who holds it change a campaign until this transaction ends."""
    connection.execute(_HOLD, {"this": id})


def stand(connection: Connection, id: str) -> None:
    """Let a campaign's rows not be written anew until this transaction ends; others may do the same."""
    connection.execute(_STAND, {"this": id})


def has_responses(connection: Connection, id: str) -> bool:
    """Whether anybody has begun in a campaign."""
    return bool(connection.execute(_HAS_RESPONSES, {"this": id}).scalar_one())


def get(connection: Connection, id: str) -> Campaign:
    """A stored campaign. Raises StorageError when there is none with this id."""
    row = connection.execute(_GET, {"this": id}).one_or_none()
    if row is None:
        raise StorageError(f"campaign {shown(id)}: it does not exist (any more); start again from the overview")
    return campaign_from(row, options_of(connection, row))


def find(connection: Connection, id: str) -> Campaign | None:
    """The campaign with this id; none when there is none."""
    row = connection.execute(_GET, {"this": id}).one_or_none()
    return campaign_from(row, options_of(connection, row)) if row else None


def of_engagement(connection: Connection, engagement: str) -> list[Campaign]:
    """The campaigns of an engagement, newest first."""
    rows = connection.execute(_OF_ENGAGEMENT, {"engagement": engagement}).all()
    return [campaign_from(row, options_of(connection, row)) for row in rows]


def editions(connection: Connection) -> list[EditionKey]:
    """The editions that campaigns answer, each once."""
    return [EditionKey(*row) for row in connection.execute(_EDITIONS)]


def implicit(connection: Connection, edition: EditionKey) -> Campaign | None:
    """The campaign that gathers what people start on their own with an edition; none yet."""
    parameters = {
        "questionnaire": edition.questionnaire,
        "profile": edition.profile or "",
        "references": edition.references or "",
    }
    row = connection.execute(_IMPLICIT, parameters).one_or_none()
    return campaign_from(row, ()) if row else None


def remove_if_empty(connection: Connection, id: str) -> None:
    """Remove a campaign that has neither responses nor invitations; else leave it."""
    connection.execute(_REMOVE_IF_EMPTY, {"this": id})


def options_of(connection: Connection, row: Row[*tuple[Any, ...]]) -> tuple[CampaignOption, ...]:
    """What respondents of the campaign in a row may say of themselves; an implicit one restricts nothing."""
    if row.implicit:
        return ()
    rows = connection.execute(_OPTIONS, {"this": row.campaign_id})
    return tuple(CampaignOption(each.field, each.option, each.bloc) for each in rows)


def campaign_from(row: Row[*tuple[Any, ...]], options: Sequence[CampaignOption]) -> Campaign:
    """The campaign in a row with the columns of `COLUMNS`, and its options."""
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
        closed_at=row.closed_at,
        scoring_rule=ScoringRule(row.scoring_rule),
        time_zone=row.time_zone,
        retain_until=row.retain_until,
        options=tuple(options),
    )
