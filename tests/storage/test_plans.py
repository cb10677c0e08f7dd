"""Plans are kept entry by entry, in their order, and go with their organisation."""

from dataclasses import replace
from datetime import date

import pytest

from assessment.errors import StorageError
from assessment.model import PlanEntry, PlanPhase, PlanStatus
from assessment.storage import organisations, plans
from assessment.storage.store import Store
from tests.storage.samples import NOW, add_organisation, later

BARE = PlanEntry("a", "culture", "Agree on two behaviours")
FULL = PlanEntry(
    *("b", "delivery", "Measure “on time” =1+1", "Ada O'Neill", date(2028, 2, 29), PlanPhase.QUARTER, "Ask\ntwo"),
    status=PlanStatus.DOING,
    question="late-deliveries",
    level=75,
)


def test_entries_come_back_as_they_were_put_in_their_order(store: Store) -> None:
    """With everything said and with nothing said; each wave for itself."""
    with store.write() as connection:
        id = add_organisation(connection).id
        for entry in (FULL, BARE):
            plans.put(connection, id, 1, entry, NOW)
        plans.put(connection, id, 2, replace(BARE, id="c"), NOW)
        assert plans.of(connection, id, 1) == (FULL, BARE)
        assert plans.of(connection, id, 2) == (replace(BARE, id="c"),)
        assert plans.of(connection, id, 3) == plans.of(connection, "unknown", 1) == ()


def test_a_known_entry_is_changed_in_its_place(store: Store) -> None:
    """Also back to nothing said."""
    with store.write() as connection:
        id = add_organisation(connection).id
        for entry in (FULL, BARE):
            plans.put(connection, id, 1, entry, NOW)
        emptied = PlanEntry(FULL.id, FULL.dimension, "Another action")
        plans.put(connection, id, 1, emptied, later())
        assert plans.of(connection, id, 1) == (emptied, BARE)


def test_entries_are_ordered_and_removed(store: Store) -> None:
    """A new one comes last, after a removal too; an order must name each entry once."""
    with store.write() as connection:
        id = add_organisation(connection).id
        for name in "abc":
            plans.put(connection, id, 1, replace(BARE, id=name), NOW)
        plans.order(connection, id, 1, ["c", "a", "b"])
        assert plans.remove(connection, id, 1, "a") is True
        assert plans.remove(connection, id, 1, "a") is False
        plans.put(connection, id, 1, replace(BARE, id="d"), NOW)
        assert [entry.id for entry in plans.of(connection, id, 1)] == ["c", "b", "d"]
        for wrong in (["c", "b"], ["c", "b", "d", "d"], ["c", "b", "x"]):
            with pytest.raises(ValueError, match="every entry"):
                plans.order(connection, id, 1, wrong)


def test_nothing_reaches_another_organisations_plan(store: Store) -> None:
    """Neither a change nor a removal under a known id."""
    with store.write() as connection:
        one, other = add_organisation(connection).id, add_organisation(connection).id
        plans.put(connection, one, 1, BARE, NOW)
        for organisation, wave in ((other, 1), (one, 2)):
            with pytest.raises(StorageError, match="belongs to another plan"):
                plans.put(connection, organisation, wave, replace(BARE, owner="x"), NOW)
            assert plans.remove(connection, organisation, wave, BARE.id) is False
        assert plans.of(connection, one, 1) == (BARE,)


def test_a_plan_goes_with_its_organisation(store: Store) -> None:
    """And with no other."""
    with store.write() as connection:
        one, other = add_organisation(connection).id, add_organisation(connection).id
        plans.put(connection, one, 1, BARE, NOW)
        plans.put(connection, other, 1, FULL, NOW)
        organisations.remove(connection, one)
        assert plans.of(connection, one, 1) == ()
        assert plans.of(connection, other, 1) == (FULL,)
