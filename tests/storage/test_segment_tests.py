"""What is looked into for a segment comes back as it was put, goes with the segment, and is never half understood."""

from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import insert

from assessment.errors import StorageError
from assessment.model import AdjacencyTest, NeededCapability, Par, Player, RivalElement, RivalScorecard, SegmentTests
from assessment.storage import organisations, segment_tests, segments
from assessment.storage.store import Store
from assessment.storage.tables import SegmentTest, segment_test
from tests.storage.samples import NOW, add_organisation, later
from tests.storage.test_segments import BARE, FULL, put

RIVALS = RivalScorecard(
    {Player.SECOND: "Söhne “=1+1”"},
    (
        RivalElement("capability", "Field service", {Player.OWN: Par.ABOVE, Player.FIRST: Par.BELOW}, "e1"),
        RivalElement("asset", "Brand", {}, "e2"),
    ),
)
ADJACENCY = AdjacencyTest(
    (NeededCapability("Pricing", Fraction(1, 8), 2, 5, "c1"), NeededCapability("Stores", id="c2")),
    {"product": True, "channel": False},
)


def test_what_was_said_comes_back_as_it_was(store: Store) -> None:
    """Each kind by itself; a later one replaces an earlier one of its kind, each wave for itself."""
    with store.write() as connection:
        id = add_organisation(connection).id
        put(connection, id, BARE, FULL)
        put(connection, id, replace(BARE, id="c"), wave=2)
        assert segment_tests.of(connection, id, 1) == {}
        segment_tests.put_rivals(connection, "a", RIVALS, NOW)
        assert segment_tests.of(connection, id, 1) == {"a": SegmentTests(RIVALS)}
        segment_tests.put_adjacency(connection, "a", ADJACENCY, NOW)
        segment_tests.put_adjacency(connection, "b", AdjacencyTest(), NOW)
        segment_tests.put_rivals(connection, "c", RivalScorecard(), NOW)
        assert segment_tests.of(connection, id, 1) == {
            "a": SegmentTests(RIVALS, ADJACENCY),
            "b": SegmentTests(adjacency=AdjacencyTest()),
        }
        assert segment_tests.of(connection, id, 2) == {"c": SegmentTests(RivalScorecard())}
        segment_tests.put_rivals(connection, "a", RivalScorecard(), later())
        assert segment_tests.of(connection, id, 1)["a"] == SegmentTests(RivalScorecard(), ADJACENCY)
        segment_tests.remove(connection, "a", SegmentTest.RIVALS)
        segment_tests.remove(connection, "a", SegmentTest.RIVALS)
        assert segment_tests.of(connection, id, 1)["a"] == SegmentTests(adjacency=ADJACENCY)


def test_a_weight_is_kept_in_hundredths_of_a_per_cent(store: Store) -> None:
    """Half up, as shares are."""
    with store.write() as connection:
        id = add_organisation(connection).id
        put(connection, id, BARE)
        third = AdjacencyTest((NeededCapability("Pricing", Fraction(1, 3), id="c"),))
        segment_tests.put_adjacency(connection, "a", third, NOW)
        kept = segment_tests.of(connection, id, 1)["a"].adjacency
        assert kept is not None
        assert kept.capabilities[0].weight == Fraction(3333, 10_000)


def test_it_stays_with_its_segment_and_goes_with_it(store: Store) -> None:
    """And with the organisation."""
    with store.write() as connection:
        id = add_organisation(connection).id
        put(connection, id, BARE, FULL)
        for each in ("a", "b"):
            segment_tests.put_rivals(connection, each, RIVALS, NOW)
        segments.put_all(connection, id, 1, [replace(BARE, name="Another name")], NOW)
        assert set(segment_tests.of(connection, id, 1)) == {"a"}
        put(connection, id, BARE, FULL)
        assert set(segment_tests.of(connection, id, 1)) == {"a"}
        organisations.remove(connection, id)
        assert segment_tests.of(connection, id, 1) == {}


@pytest.mark.parametrize(
    ("kind", "content", "where"),
    [
        ("rivals", "", "the whole"),
        ("rivals", "[]", "the whole"),
        ("rivals", '{"names": {"third": "x"}, "elements": []}', "names, third"),
        ("rivals", '{"names": {}, "elements": [{"id": "e"}]}', "elements, 0, kind"),
        ("rivals", '{"names": {}, "elements": [], "more": 1}', "more"),
        ("adjacency", '{"capabilities": 3, "changes": {}}', "capabilities"),
        (
            "adjacency",
            '{"capabilities": [{"id": "c", "name": "x", "weight": 1, "have": 9, "need": 1}], "changes": {}}',
            "capabilities, 0, have",
        ),
        (
            "adjacency",
            '{"capabilities": [{"id": "c", "name": "x", "weight": -1, "have": 1, "need": 1}], "changes": {}}',
            "capabilities, 0, weight",
        ),
    ],
)
def test_a_content_that_was_damaged_is_named_and_can_be_taken_away(
    store: Store, kind: str, content: str, where: str
) -> None:
    """With the place in it, and how to mend it."""
    with store.write() as connection:
        id = add_organisation(connection).id
        put(connection, id, BARE)
        connection.execute(
            insert(segment_test), {"segment_id": "a", "kind": kind, "content": content, "changed_at": NOW}
        )
        with pytest.raises(StorageError) as fault:
            segment_tests.of(connection, id, 1)
        (said,) = fault.value.problems
        assert said.startswith(f"segment 'a', test of kind '{kind}': {where}")
        assert said.endswith("cannot be understood; restore a backup in which it is whole")
        segment_tests.remove(connection, "a", SegmentTest(kind))
        assert segment_tests.of(connection, id, 1) == {}
