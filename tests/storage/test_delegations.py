"""What colleagues were asked: kept with hashes only, in the order asked, and gone with the response."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from assessment.errors import StorageError
from assessment.model import Delegation
from assessment.storage import answers, delegations, responses
from assessment.storage.store import Store
from assessment.storage.tables import answer, delegation
from tests.storage.samples import NOW, begin, later


@pytest.fixture
def asked(store: Store) -> Delegation:
    """Somebody who was asked in a draft."""
    with store.write() as connection:
        kept = Delegation("asked-1", begin(connection).response, "delivery", NOW, "Kim")
        delegations.add(connection, kept, "hash-1")
    return kept


def test_it_is_found_by_its_id_by_its_hash_and_in_the_list(store: Store, asked: Delegation) -> None:
    """Oldest first; somebody without a name too."""
    other = Delegation("asked-2", asked.response, "culture", later())
    with store.write() as connection:
        delegations.add(connection, other, "hash-2")
    with store.read() as connection:
        assert delegations.get(connection, "asked-1") == asked
        assert delegations.get(connection, "asked-3") is None
        assert delegations.by_token(connection, "hash-2") == other
        assert delegations.by_token(connection, "asked-1") is None
        assert delegations.of(connection, asked.response) == [asked, other]
        assert delegations.of(connection, "another") == []
    assert (asked.who, other.who) == ("Kim", "a colleague")


def test_one_hash_leads_to_one_of_them(store: Store, asked: Delegation) -> None:
    """As with all links."""
    with pytest.raises(StorageError, match="somebody else"), store.write() as connection:
        delegations.add(connection, replace(asked, id="asked-2"), "hash-1")


def test_the_first_opening_and_the_first_revocation_count_and_done_can_be_taken_back(
    store: Store, asked: Delegation
) -> None:
    """Each change leaves the rest as it is."""
    with store.write() as connection:
        for minute in (1, 2):
            delegations.open_(connection, asked.id, later(minute))
            delegations.finish(connection, asked.id, later(minute))
            delegations.revoke(connection, asked.id, later(minute))
        found = delegations.get(connection, asked.id)
        assert found == replace(asked, opened_at=later(1), done_at=later(2), revoked_at=later(1))
        assert found is not None
        assert not found.is_valid
        delegations.finish(connection, asked.id, None)
        assert delegations.get(connection, asked.id) == replace(asked, opened_at=later(1), revoked_at=later(1))


def test_whose_word_an_answer_is_follows_the_last_word(store: Store, asked: Delegation) -> None:
    """Theirs, then the respondent's, then theirs, and nobody's once it is taken back."""
    with store.write() as connection:
        for given, by, expected in (
            (100, asked.id, {"q": asked}),
            (200, None, {}),
            (300, asked.id, {"q": asked}),
            (None, asked.id, {}),
        ):
            answers.put_answer(connection, asked.response, "q", given, NOW, by)
            assert delegations.answered(connection, asked.response) == expected
            found = responses.get(connection, asked.response)
            assert found is not None
            assert found.response.answered_by == {question: each.who for question, each in expected.items()}


def test_all_of_it_goes_with_the_response(store: Store, asked: Delegation) -> None:
    """Whoever was asked, and their answers."""
    with store.write() as connection:
        answers.put_answer(connection, asked.response, "q", 100, NOW, asked.id)
        responses.remove(connection, asked.response)
        for table in (delegation, answer):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
