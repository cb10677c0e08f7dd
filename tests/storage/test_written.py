"""Texts and accounts are kept wave by wave, and go with their organisation."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from assessment.errors import StorageError
from assessment.model import Contact, KeyAccount, Segment
from assessment.storage import key_accounts, organisations, segments, written
from assessment.storage.store import Store
from assessment.storage.tables import WrittenPage
from tests.storage.samples import NOW, add_organisation, later

STRATEGY, DISCOVERY = WrittenPage.STRATEGY, WrittenPage.DISCOVERY
NORTH, SOUTH = KeyAccount("Kranke & Söhne =1+1", "n"), KeyAccount("South", "s")
FULL = Contact("Ada O'Neill “head”", date(2024, 2, 29))


def put(connection: Connection, organisation: str, *wanted: KeyAccount, wave: int = 1) -> None:
    """Make these the accounts of a wave."""
    key_accounts.put_all(connection, organisation, wave, wanted, NOW)


def test_texts_come_back_by_page_and_wave(store: Store) -> None:
    """A later one replaces an earlier one; an empty one takes it back, twice too."""
    with store.write() as connection:
        id, other = add_organisation(connection).id, add_organisation(connection).id
        written.put(connection, id, 1, STRATEGY, "channels", "one\n“two”", NOW)
        written.put(connection, id, 1, DISCOVERY, "channels", "another page", NOW)
        written.put(connection, id, 2, STRATEGY, "channels", "another wave", NOW)
        assert written.of(connection, id, 1, STRATEGY) == {"channels": "one\n“two”"}
        written.put(connection, id, 1, STRATEGY, "channels", "newer", later())
        written.put(connection, id, 1, STRATEGY, "offerings", "too", later())
        assert written.of(connection, id, 1, STRATEGY) == {"channels": "newer", "offerings": "too"}
        for _ in range(2):
            written.put(connection, id, 1, STRATEGY, "channels", "", later())
        assert written.of(connection, id, 1, STRATEGY) == {"offerings": "too"}
        assert written.of(connection, id, 1, DISCOVERY) == {"channels": "another page"}
        assert written.of(connection, id, 2, STRATEGY) == {"channels": "another wave"}
        assert written.of(connection, other, 1, STRATEGY) == {}


def test_accounts_come_back_in_their_order_with_their_contacts(store: Store) -> None:
    """Known by one thing or both; those that stay keep them, those that go lose them."""
    with store.write() as connection:
        id = add_organisation(connection).id
        put(connection, id, NORTH, SOUTH)
        put(connection, id, replace(SOUTH, id="w2"), wave=2)
        contacts = {"decides": FULL, "pays": Contact("", date(2026, 1, 1)), "uses": Contact("Somebody")}
        for role, contact in contacts.items():
            key_accounts.put_contact(connection, "n", role, contact)
            key_accounts.put_contact(connection, "s", role, contact)
        assert key_accounts.of(connection, id, 1) == (
            replace(NORTH, contacts=contacts),
            replace(SOUTH, contacts=contacts),
        )
        assert key_accounts.of(connection, id, 2) == (replace(SOUTH, id="w2"),)
        key_accounts.put_contact(connection, "n", "pays", Contact())
        key_accounts.put_contact(connection, "n", "uses", FULL)
        put(connection, id, replace(NORTH, name="New"))
        (kept,) = key_accounts.of(connection, id, 1)
        assert (kept.name, kept.contacts) == ("New", {"decides": FULL, "uses": FULL})
        put(connection, id, SOUTH, NORTH)
        assert [each.contacts for each in key_accounts.of(connection, id, 1)] == [{}, {"decides": FULL, "uses": FULL}]


def test_an_account_outlives_the_segment_it_was_taken_from(store: Store) -> None:
    """It only forgets it."""
    with store.write() as connection:
        id = add_organisation(connection).id
        segments.put_all(connection, id, 1, [Segment("Plants", 0, 0, id="seg")], NOW)  # type: ignore[arg-type]
        put(connection, id, replace(NORTH, segment="seg"))
        assert key_accounts.of(connection, id, 1) == (replace(NORTH, segment="seg"),)
        segments.put_all(connection, id, 1, [], NOW)
        assert key_accounts.of(connection, id, 1) == (NORTH,)


def test_nothing_reaches_another_organisations_accounts(store: Store) -> None:
    """Neither under a known id nor by leaving it out; twice the same id is a fault."""
    with store.write() as connection:
        one, other = add_organisation(connection).id, add_organisation(connection).id
        put(connection, one, NORTH)
        for organisation, wave in ((other, 1), (one, 2)):
            with pytest.raises(StorageError, match="belongs elsewhere"):
                put(connection, organisation, replace(NORTH, name="x"), wave=wave)
            put(connection, organisation, wave=wave)
        with pytest.raises(ValueError, match="named once"):
            put(connection, one, NORTH, NORTH)
        assert key_accounts.of(connection, one, 1) == (NORTH,)


def test_all_of_it_goes_with_its_organisation(store: Store) -> None:
    """And with no other."""
    with store.write() as connection:
        one, other = add_organisation(connection).id, add_organisation(connection).id
        for id, account in ((one, NORTH), (other, SOUTH)):
            put(connection, id, account)
            key_accounts.put_contact(connection, account.id, "decides", FULL)
            written.put(connection, id, 1, STRATEGY, "channels", "text", NOW)
        organisations.remove(connection, one)
        assert key_accounts.of(connection, one, 1) == ()
        assert written.of(connection, one, 1, STRATEGY) == {}
        assert key_accounts.of(connection, other, 1) == (replace(SOUTH, contacts={"decides": FULL}),)
        assert written.of(connection, other, 1, STRATEGY) == {"channels": "text"}
