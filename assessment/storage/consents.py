"""Whether an organisation's scores may be used for peers; every word kept, the newest holds."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from assessment.storage.tables import consent

_GIVE = insert(consent)
_GIVEN = (
    select(consent.c.given).where(consent.c.organisation_id == bindparam("this")).order_by(consent.c.id.desc()).limit(1)
)


def give(connection: Connection, organisation_id: str, response_id: str | None, given: bool, now: datetime) -> None:
    """Note that consent was given or withdrawn; `response_id` says in which response, if in one."""
    row = {
        "organisation_id": organisation_id,
        "response_id": response_id,
        "purpose": "peers",
        "given": int(given),
        "recorded_at": now,
    }
    connection.execute(_GIVE, row)


def given(connection: Connection, organisation_id: str) -> bool | None:
    """The newest word; none when nobody was asked."""
    found = connection.execute(_GIVEN, {"this": organisation_id}).scalar_one_or_none()
    return None if found is None else bool(found)
