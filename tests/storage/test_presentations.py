"""Presentations are kept as they were, each content once; links open them until they are revoked."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from assessment.errors import StorageError
from assessment.model import Presentation, ShareLink
from assessment.storage import presentations
from assessment.storage.store import Store
from assessment.storage.tables import response
from tests.storage.samples import NOW, begin, later


@pytest.fixture
def presented(store: Store) -> Presentation:
    """A stored presentation of a draft."""
    with store.write() as connection:
        begun = begin(connection)
        kept = Presentation("version-1", begun.response, "Board", '{"unit":"Å"}', "hash-1", NOW)
        presentations.add(connection, kept)
    return kept


def test_what_was_presented_comes_back_as_it_was(store: Store, presented: Presentation) -> None:
    """By its id, by its content, and in the list, newest first."""
    newer = replace(presented, id="version-2", content="{}", content_hash="hash-2", presented_at=later())
    with store.write() as connection:
        presentations.add(connection, newer)
    with store.read() as connection:
        assert presentations.get(connection, "version-1") == presented
        assert presentations.get(connection, "version-3") is None
        assert presentations.with_content(connection, presented.response, "hash-2") == newer
        assert presentations.with_content(connection, "another", "hash-2") is None
        assert presentations.of_response(connection, presented.response) == [newer, presented]
        assert presentations.of_response(connection, "another") == []


def test_the_same_content_is_kept_once(store: Store, presented: Presentation) -> None:
    """Also when two windows freeze it at once."""
    with pytest.raises(StorageError, match="somebody else"), store.write() as connection:
        presentations.add(connection, replace(presented, id="version-2"))


def test_a_link_is_found_by_the_hash_of_its_token_until_it_is_revoked(store: Store, presented: Presentation) -> None:
    """Revoking again keeps the first time."""
    link = ShareLink("link-1", presented.id, NOW, later(10))
    with store.write() as connection:
        presentations.add_link(connection, link, "hash-of-token")
    with store.read() as connection:
        assert presentations.link_of(connection, "hash-of-token") == link
        assert presentations.link_of(connection, "hash-of-another") is None
        assert presentations.links_of(connection, presented.response) == [link]
    for minutes in (2, 3):
        with store.write() as connection:
            presentations.revoke(connection, link.id, later(minutes))
    with store.read() as connection:
        revoked = presentations.link_of(connection, "hash-of-token")
    assert revoked == replace(link, revoked_at=later(2))
    assert link.is_valid(later(9))
    assert not link.is_valid(later(10))
    assert not revoked.is_valid(later(3))


def test_versions_and_links_go_with_their_response(store: Store, presented: Presentation) -> None:
    """Erasure is complete."""
    with store.write() as connection:
        presentations.add_link(connection, ShareLink("link-1", presented.id, NOW), "hash-of-token")
        connection.execute(delete(response))
    with store.read() as connection:
        assert presentations.get(connection, presented.id) is None
        assert presentations.link_of(connection, "hash-of-token") is None
