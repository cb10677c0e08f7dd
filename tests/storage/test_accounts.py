"""Accounts, their links, their browsers and failed attempts, as both databases keep them."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from assessment.errors import StorageError
from assessment.model import Account, Role
from assessment.storage import accounts
from assessment.storage.store import Store
from tests.storage.samples import NOW, later

ANA = Account("a", "ana@example.com", "Ana Ruiz", Role.ADMINISTRATOR, NOW)
BEN = Account("b", "ben@example.com", "ben", Role.CONSULTANT, NOW, identity="https://idp|7")


@pytest.fixture
def both(store: Store) -> Store:
    """A database with two accounts."""
    with store.write() as connection:
        assert not accounts.exist(connection)
        accounts.add(connection, BEN)
        accounts.add(connection, ANA)
    return store


def test_an_account_comes_back_as_it_was_stored(both: Store) -> None:
    """By its id, its address and its identity; disabled ones last in the list."""
    with both.write() as connection:
        assert accounts.exist(connection)
        assert accounts.get(connection, "b") == accounts.by_identity(connection, "https://idp|7") == BEN
        assert accounts.by_email(connection, "ana@example.com") == accounts.hold(connection, "a") == ANA
        assert accounts.get(connection, "c") is accounts.by_email(connection, "c") is None
        assert accounts.everybody(connection) == [ANA, BEN]
        accounts.disable(connection, "a", later())
        assert accounts.everybody(connection) == [BEN, replace(ANA, disabled_at=later())]


def test_what_changes_of_an_account_changes_alone(both: Store) -> None:
    """Name, role, password, identity and whether it is enabled."""
    with both.write() as connection:
        accounts.rename(connection, "a", "Ana")
        accounts.put_role(connection, "a", Role.CONSULTANT)
        accounts.put_password(connection, "a", "hash")
        accounts.put_identity(connection, "a", "https://idp|8")
        accounts.disable(connection, "a", later())
        accounts.disable(connection, "a", None)
        changed = replace(ANA, name="Ana", role=Role.CONSULTANT, has_password=True, identity="https://idp|8")
        assert accounts.get(connection, "a") == changed
        assert accounts.password_hash(connection, "a") == "hash"
        assert accounts.password_hash(connection, "b") is None
        assert accounts.get(connection, "b") == BEN


def test_no_address_and_no_identity_is_anybody_elses(both: Store) -> None:
    """The database itself refuses it."""
    for taken in (replace(ANA, id="c", identity=None), replace(BEN, id="c", email="c@example.com")):
        with pytest.raises(StorageError), both.write() as connection:
            accounts.add(connection, taken)


def test_enabled_administrators_are_those_who_are_both(both: Store) -> None:
    """Of two, one stays when the other is disabled."""
    with both.write() as connection:
        assert accounts.hold_administrators(connection) == {"a"}
        accounts.put_role(connection, "b", Role.ADMINISTRATOR)
        assert accounts.hold_administrators(connection) == {"a", "b"}
        accounts.disable(connection, "a", NOW)
        assert accounts.hold_administrators(connection) == {"b"}


def test_two_who_disable_each_other_at_once_are_not_both_disabled(both: Store) -> None:
    """Whoever comes second sees what the first did."""
    with both.write() as connection:
        accounts.put_role(connection, "b", Role.ADMINISTRATOR)
    together, done = Barrier(2), []

    def disable(id: str) -> None:
        together.wait()
        with both.write() as connection:
            if accounts.hold_administrators(connection) - {id}:
                accounts.disable(connection, id, NOW)
                done.append(id)

    threads = [Thread(target=disable, args=(id,)) for id in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1


def test_a_link_opens_until_it_is_used_expired_or_replaced(both: Store) -> None:
    """Of an account, and of the first one of all."""
    until = later(60)
    with both.write() as connection:
        accounts.add_link(connection, "h1", "a", NOW, until)
        accounts.add_link(connection, "h2", None, NOW, until)
        accounts.add_link(connection, "h3", "b", NOW, until)
        link = accounts.hold_link(connection, "h1")
        assert link == accounts.link(connection, "h1") == accounts.AccountLink("a", until)
        assert link is not None
        assert link.is_valid(later(59))
        assert not link.is_valid(until)
        assert accounts.hold_link(connection, "h2") == accounts.AccountLink(None, until)
        assert accounts.hold_link(connection, "none") is accounts.link(connection, "none") is None
        accounts.use_link(connection, "h1", later())
        used = accounts.link(connection, "h1")
        assert used is not None
        assert not used.is_valid(later(2))
        accounts.end_links(connection, None)
        assert accounts.link(connection, "h2") is None
        accounts.end_links(connection, "a")
        assert accounts.link(connection, "h1") is None
        assert accounts.link(connection, "h3") is not None
        accounts.forget_expired(connection, until)
        assert accounts.link(connection, "h3") is None


def test_a_browser_is_signed_in_until_it_is_signed_out(both: Store) -> None:
    """Alone, with all others of the account, or because its time is over."""
    until = NOW + timedelta(days=7)
    with both.write() as connection:
        for hash, of in (("h1", "a"), ("h2", "a"), ("h3", "b"), ("h4", "a")):
            accounts.add_sign_in(connection, hash, of, NOW, until)
        accounts.see(connection, "h1", later())
        assert accounts.signed_in(connection, "h1") == accounts.SignIn("a", later(), until)
        accounts.sign_out(connection, "h2")
        assert accounts.signed_in(connection, "h2") is None
        accounts.sign_out_everywhere(connection, "a", but="h1")
        assert accounts.signed_in(connection, "h4") is None
        assert accounts.signed_in(connection, "h1") is not None
        accounts.sign_out_everywhere(connection, "a")
        assert accounts.signed_in(connection, "h1") is None
        assert accounts.signed_in(connection, "h3") is not None
        accounts.forget_expired(connection, until)
        assert accounts.signed_in(connection, "h3") is None


def test_attempts_are_counted_apart_and_forgotten_in_time(both: Store) -> None:
    """Newest first; one alone, all of one, all old ones."""
    with both.write() as connection:
        accounts.hold_attempts(connection)
        numbers = [accounts.add_attempt(connection, "x", later(minutes)) for minutes in (1, 2, 3)]
        for minutes in (1, 2, 3):
            accounts.add_attempt(connection, "y", later(minutes))
        assert accounts.attempts(connection, "x") == [later(3), later(2), later(1)]
        accounts.forget_attempt(connection, numbers[1])
        assert accounts.attempts(connection, "x") == [later(3), later(1)]
        accounts.forget_attempts(connection, "x")
        assert accounts.attempts(connection, "x") == []
        accounts.forget_attempts_before(connection, later(2))
        assert accounts.attempts(connection, "y") == [later(3)]
