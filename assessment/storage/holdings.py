"""Everything that the database holds about an organisation, found by following the tables' keys.

A row belongs to whatever it would go with, or keep from going; a new table is found without being named here.
"""

from collections.abc import Mapping

from sqlalchemy import BindParameter, ColumnElement, Connection, Table, Text, bindparam, delete, func, or_, select

from assessment.storage.tables import (
    assessor_rating,
    campaign,
    campaign_link,
    criterion_weight,
    invitation,
    key_account,
    metadata,
    organisation,
    plan_entry,
    response,
    segment,
    segmentation,
    settlement,
    sponsor_link,
    workshop,
    written_part,
)

OWNING = ("CASCADE", "RESTRICT")
_ORGANISATION: BindParameter[str] = bindparam("organisation")
_CAMPAIGN: BindParameter[str] = bindparam("campaign")
_WAVE: BindParameter[int] = bindparam("of_wave")
# What belongs to one campaign and organisation beside responses, and what an organisation's people keep by wave.
OF_CAMPAIGN = (invitation, campaign_link, sponsor_link, settlement, assessor_rating)
OF_WAVE = (workshop, segment, segmentation, criterion_weight, plan_entry, written_part, key_account)


def _owned() -> Mapping[Table, ColumnElement[bool]]:
    """Which rows of each table belong to an organisation, the tables that others refer to first."""
    found: dict[Table, ColumnElement[bool]] = {organisation: organisation.c.id == _ORGANISATION}
    for table in metadata.sorted_tables:
        ways = [
            key.parent.in_(select(key.column).where(found[key.column.table]))
            for key in table.foreign_keys
            if key.ondelete in OWNING and key.column.table in found
        ]
        if ways:
            found[table] = or_(*ways)
    return found


_OWNED = _owned()
_COUNTS = {table: select(func.count()).select_from(table).where(rows) for table, rows in _OWNED.items()}
_IDS = [
    select(table.c.id).where(rows)
    for table, rows in _OWNED.items()
    if "id" in table.c and isinstance(table.c.id.type, Text)
]
_RESPONSES = (
    select(response.c.id)
    .where(response.c.campaign_id == _CAMPAIGN, response.c.organisation_id == _ORGANISATION)
    .order_by(response.c.id)
)
_OF_CAMPAIGN = {
    table: (table.c.campaign_id == _CAMPAIGN, table.c.organisation_id == _ORGANISATION) for table in OF_CAMPAIGN
}
_IDS_IN = [_RESPONSES, *(select(t.c.id).where(*_OF_CAMPAIGN[t]) for t in (invitation, campaign_link, sponsor_link))]
_IN_CAMPAIGN = [select(table.c.organisation_id).where(table.c.campaign_id == _CAMPAIGN) for table in OF_CAMPAIGN]
_ANSWERING = select(response.c.organisation_id).where(response.c.campaign_id == _CAMPAIGN)
_ANSWERED_IN_WAVE = (
    select(response.c.id)
    .join(campaign, campaign.c.id == response.c.campaign_id)
    .where(response.c.organisation_id == _ORGANISATION, campaign.c.wave == _WAVE)
    .limit(1)
)
_REMOVE_OF_CAMPAIGN = [delete(table).where(*where) for table, where in _OF_CAMPAIGN.items()]
_REMOVE_OF_WAVE = [delete(t).where(t.c.organisation_id == _ORGANISATION, t.c.wave == _WAVE) for t in OF_WAVE]


def counts(connection: Connection, organisation_id: str) -> dict[str, int]:
    """How many rows of each table belong to an organisation, by the table's name; those without any left out."""
    found = {
        table.name: connection.execute(statement, {"organisation": organisation_id}).scalar_one()
        for table, statement in _COUNTS.items()
    }
    return {name: count for name, count in found.items() if count}


def ids(connection: Connection, organisation_id: str) -> list[str]:
    """The ids of everything that belongs to an organisation, its own among them."""
    return [id for each in _IDS for id in connection.execute(each, {"organisation": organisation_id}).scalars()]


def responses_of(connection: Connection, campaign_id: str, organisation_id: str) -> list[str]:
    """The ids of an organisation's responses in a campaign, drafts too, in an order that says nothing."""
    return list(connection.execute(_RESPONSES, {"campaign": campaign_id, "organisation": organisation_id}).scalars())


def organisations_in(connection: Connection, campaign_id: str) -> list[str]:
    """The ids of the organisations about which a campaign holds anything."""
    found = (
        id
        for each in (_ANSWERING, *_IN_CAMPAIGN)
        for id in connection.execute(each, {"campaign": campaign_id}).scalars()
    )
    return sorted(set(found))


def ids_in(connection: Connection, campaign_id: str, organisation_id: str) -> list[str]:
    """The ids of the responses, invitations and links of an organisation in a campaign."""
    at = {"campaign": campaign_id, "organisation": organisation_id}
    return [id for each in _IDS_IN for id in connection.execute(each, at).scalars()]


def is_answered_in(connection: Connection, organisation_id: str, wave: int) -> bool:
    """Whether anybody's answers about an organisation in a wave are left."""
    at = {"organisation": organisation_id, "of_wave": wave}
    return connection.execute(_ANSWERED_IN_WAVE, at).first() is not None


def remove_of_campaign(connection: Connection, campaign_id: str, organisation_id: str) -> None:
    """Remove all that a campaign holds about an organisation beside its responses."""
    for each in _REMOVE_OF_CAMPAIGN:
        connection.execute(each, {"campaign": campaign_id, "organisation": organisation_id})


def remove_of_wave(connection: Connection, organisation_id: str, wave: int) -> None:
    """Remove the pages that an organisation's people wrote together in a wave: plan, segments, texts, workshops."""
    for each in _REMOVE_OF_WAVE:
        connection.execute(each, {"organisation": organisation_id, "of_wave": wave})
