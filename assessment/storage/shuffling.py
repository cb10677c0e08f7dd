"""Writes all rows of a campaign's people anew, so that nothing of how they lie in the database joins two of them.

Rows of one transaction bear its mark, and lie together: an invitation that was used could be joined with the response
that was begun by it. Afterwards all rows of the campaign bear the same mark, and lie by their random ids.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    ForeignKey,
    Table,
    bindparam,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy import delete as delete_from

from assessment.storage.tables import campaign, invitation, metadata, response

_CAMPAIGN: BindParameter[str] = bindparam("of")
_HOLD = select(campaign.c.id).where(campaign.c.id == _CAMPAIGN).with_for_update()
Rows = list[dict[str, Any]]


def _owned() -> Mapping[Table, ColumnElement[bool]]:
    """Which rows go with the invitations and responses of a campaign, the tables that others refer to first."""
    found: dict[Table, ColumnElement[bool]] = {
        table: table.c.campaign_id == _CAMPAIGN for table in (invitation, response)
    }
    for table in metadata.sorted_tables:
        ways = [
            key.parent.in_(select(key.column).where(found[key.column.table]))
            for key in table.foreign_keys
            if key.ondelete == "CASCADE" and key.column.table in found
        ]
        if ways and table not in found:
            found[table] = or_(*ways)
    return found


_OWNED = _owned()
# References from elsewhere that are emptied when what they name is removed.
_POINTING: list[ForeignKey] = [
    key
    for table in metadata.sorted_tables
    if table not in _OWNED
    for key in table.foreign_keys
    if key.ondelete == "SET NULL" and key.column.table in _OWNED
]


def rewrite(connection: Connection, id: str) -> None:
    """Remove the rows of a campaign's invitations and responses and store them again as they were, by their ids."""
    told = {"of": id}
    # Held until the end: whoever begins meanwhile has begun before, or finds the campaign closed.
    connection.execute(_HOLD, told)
    kept = {
        table: _in_order(table, [dict(row) for row in connection.execute(_select(table), told).mappings()])
        for table in _OWNED
    }
    pointing = [(key, _pointing(connection, key, told)) for key in _POINTING]
    for table in (response, invitation):
        connection.execute(delete_from(table).where(_OWNED[table]), told)
    for table, rows in kept.items():
        if rows:
            connection.execute(insert(table), rows)
    for key, rows in pointing:
        for row in rows:
            _point(connection, key, row)


def _select(table: Table) -> Any:
    return select(table).where(_OWNED[table]).with_for_update()


def _in_order(table: Table, rows: Rows) -> Rows:
    keys = [column.name for column in table.primary_key]
    return sorted(rows, key=lambda row: [row[key] for key in keys])


def _pointing(connection: Connection, key: ForeignKey, told: Mapping[str, str]) -> Rows:
    """The rows of a table that name something of the campaign's: their keys, and what they name."""
    table, column = key.column.table, key.parent
    wanted = column.in_(select(key.column).where(_OWNED[table]))
    found = connection.execute(select(*column.table.primary_key, column).where(wanted).with_for_update(), told)
    return [dict(row) for row in found.mappings()]


def _point(connection: Connection, key: ForeignKey, row: Mapping[str, Any]) -> None:
    table, name = key.parent.table, key.parent.name
    assert isinstance(table, Table), "columns of keys belong to tables"
    this = [column == row[column.name] for column in table.primary_key]
    connection.execute(update(table).where(*this).values({name: row[name]}))
