"""Own weights are kept wave by wave; the first lock stays, until everything is unlocked."""

from datetime import timedelta
from fractions import Fraction

from sqlalchemy import Connection

from assessment.storage import documents, organisations, responses, segments, weights
from assessment.storage.segments import Basis
from assessment.storage.store import Store
from assessment.storage.weights import Lock
from tests.storage.samples import NOW, Begun, begin, later


def begun_with_basis(connection: Connection) -> Begun:
    """A response of an organisation whose segments have something to rest on, in two waves."""
    begun = begin(connection)
    documents.keep(connection, "of-rules", "targeting", "text", NOW)
    for wave in (1, 2):
        segments.put_basis(connection, begun.organisation.id, wave, Basis("of-rules", Fraction(0)), NOW)
    return begun


def test_weights_come_back_as_they_were_put_and_one_by_one_go_back(store: Store) -> None:
    """Each wave for itself; what is not named stays."""
    with store.write() as connection:
        id = begin(connection).organisation.id
        assert weights.of(connection, id, 1) == {}
        weights.put(connection, id, 1, {"A1": 0, "A2": 10_000})
        weights.put(connection, id, 2, {"A1": 5})
        weights.put(connection, id, 1, {"A1": 1250, "R1": 1, "A2": None, "A3": None})
        assert weights.of(connection, id, 1) == {"A1": 1250, "R1": 1}
        assert weights.of(connection, id, 2) == {"A1": 5}


def test_the_first_lock_stays_and_nothing_else_that_is_put_lifts_it(store: Store) -> None:
    """Each wave for itself; after unlocking the next lock counts."""
    with store.write() as connection:
        begun = begun_with_basis(connection)
        id = begun.organisation.id
        assert weights.lock_of(connection, id, 1) is None
        weights.lock(connection, id, 1, begun.response, NOW)
        weights.lock(connection, id, 1, begun.response, later())
        segments.put_basis(connection, id, 1, Basis("of-rules", Fraction(1)), later())
        assert weights.lock_of(connection, id, 1) == Lock(NOW, begun.response)
        assert weights.lock_of(connection, id, 2) is None
        weights.unlock(connection, id, 1)
        assert weights.lock_of(connection, id, 1) is None
        weights.lock(connection, id, 1, begun.response, NOW + timedelta(days=1))
        assert weights.lock_of(connection, id, 1) == Lock(NOW + timedelta(days=1), begun.response)


def test_a_blind_rating_locks_and_is_nobodys(store: Store) -> None:
    """Unlike one whose response is erased; a lock after it is opened again is a new one."""
    with store.write() as connection:
        begun = begun_with_basis(connection)
        id = begun.organisation.id
        weights.hold(connection, id, 1)
        weights.lock(connection, id, 1, None, NOW)
        weights.lock(connection, id, 1, begun.response, later())
        assert weights.lock_of(connection, id, 1) == Lock(NOW, None, is_blind=True)
        weights.unlock(connection, id, 1)
        weights.lock(connection, id, 1, begun.response, NOW)
        assert weights.lock_of(connection, id, 1) == Lock(NOW, begun.response)


def test_a_lock_outlives_whoever_locked_and_goes_with_the_organisation(store: Store) -> None:
    """Then it names nobody; weights go with it."""
    with store.write() as connection:
        begun = begun_with_basis(connection)
        id = begun.organisation.id
        weights.put(connection, id, 1, {"A1": 1})
        weights.lock(connection, id, 1, begun.response, NOW)
        responses.remove(connection, begun.response)
        assert weights.lock_of(connection, id, 1) == Lock(NOW, None)
        assert weights.of(connection, id, 1) == {"A1": 1}
        organisations.remove(connection, id)
        assert weights.of(connection, id, 1) == {}
        assert weights.lock_of(connection, id, 1) is None
