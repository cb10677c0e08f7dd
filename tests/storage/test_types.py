"""Times: always aware, always UTC, always in order."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, bindparam, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from assessment.storage import ids
from assessment.storage.store import Store
from assessment.storage.types import UtcTime

MOMENTS = Table("moments", MetaData(), Column("id", Integer, primary_key=True), Column("moment", UtcTime))
SQLITE = sqlite.dialect()


def stored(store: Store, moment: datetime | None) -> datetime | None:
    """What a time becomes on its way through the database."""
    with store.write() as connection:
        MOMENTS.create(connection, checkfirst=True)
        connection.execute(insert(MOMENTS), {"moment": moment})
        return connection.execute(select(MOMENTS.c.moment).order_by(MOMENTS.c.id.desc())).scalars().first()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        datetime(2026, 3, 1, 9, 30, 0, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
        None,
    ],
)
def test_a_time_comes_back_as_the_same_moment_in_utc(store: Store, moment: datetime | None) -> None:
    """To the microsecond, whatever its zone was."""
    found = stored(store, moment)
    assert found == moment
    assert found is None or found.tzinfo is UTC


def test_a_naive_time_is_refused(store: Store) -> None:
    """Nobody could say which moment it means."""
    with pytest.raises(StatementError, match="is naive; give it a time zone"):
        stored(store, datetime(2026, 3, 1, 9, 30))


@given(
    st.lists(
        st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.timezones()), min_size=2
    )
)
def test_text_order_is_time_order(moments: list[datetime]) -> None:
    """SQLite compares texts, so they have one length and one zone."""
    texts = [str(UtcTime().process_bind_param(moment, SQLITE)) for moment in moments]
    assert all(len(text) == 27 and text.endswith("Z") for text in texts)
    in_order = [UtcTime().process_result_value(text, SQLITE) for text in sorted(texts)]
    assert in_order == sorted(moment.astimezone(UTC) for moment in moments)


def test_order_in_the_database_is_time_order(store: Store) -> None:
    """Also across zones and with and without fractions of a second."""
    start = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    moments = [start, start + timedelta(microseconds=1), start + timedelta(seconds=1), start + timedelta(days=400)]
    for moment in reversed(moments):
        stored(store, moment.astimezone(timezone(timedelta(hours=-7))))
    with store.read() as connection:
        ordered = select(MOMENTS.c.moment).order_by(MOMENTS.c.moment)
        assert list(connection.execute(ordered).scalars()) == moments
        after = select(MOMENTS.c.moment).where(MOMENTS.c.moment > bindparam("start", type_=UtcTime))
        assert len(connection.execute(after, {"start": start}).all()) == 3


def test_ids_are_long_random_and_fit_into_addresses() -> None:
    """22 characters hold 128 bits; none comes twice."""
    some = {ids.new_id() for _ in range(1000)}
    assert len(some) == 1000
    assert all(len(id) == 22 and id.replace("-", "").replace("_", "").isalnum() for id in some)
