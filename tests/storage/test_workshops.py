"""Workshops are kept with their raters and ratings, and go with their response; on both databases."""

from fractions import Fraction

import pytest
from sqlalchemy import Connection

from assessment.errors import StorageError
from assessment.model import Evidence, Segment, Workshop, WorkshopRater, WorkshopRating, WorkshopSeat
from assessment.storage import organisations, responses, segments, workshops
from assessment.storage.store import Store
from tests.storage.samples import NOW, Begun, begin, later

ONE, TWO = (Segment(name, Fraction(1, 2), Fraction(1, 2), id=name) for name in ("a", "b"))
NONE = Workshop("none", "", 1, "", NOW)
ANA, BEN = WorkshopRater("ana", "Ana =1+1", NOW), WorkshopRater("ben", "Ben “B” O'Neill", later())


def opened(connection: Connection, begun: Begun, id: str = "w") -> Workshop:
    """An open workshop on two segments, known by `link-` and its id."""
    segments.put_all(connection, begun.organisation.id, 1, [ONE, TWO], NOW)
    workshop = Workshop(id, begun.organisation.id, 1, begun.response, NOW)
    workshops.add(connection, workshop, f"link-{id}")
    return workshop


def test_a_workshop_is_found_by_its_link_and_keeps_its_times(store: Store) -> None:
    """Revealed and closed once; a second time changes nothing."""
    with store.write() as connection:
        workshop = opened(connection, begin(connection))
        assert workshops.by_token(connection, "link-w") == workshops.get(connection, "w") == workshop
        assert workshops.by_token(connection, "w") is workshops.by_token(connection, "") is None
        for minutes in (1, 2):
            workshops.reveal(connection, "w", later(minutes))
            workshops.close(connection, "w", later(minutes + 5))
        found = workshops.hold(connection, "w")
        assert found == workshops.keep_open(connection, "w")
        assert found is not None
        assert (found.revealed_at, found.closed_at) == (later(1), later(6))
        assert not found.is_open
        workshops.remove(connection, "w")
        assert workshops.get(connection, "w") is None


def test_the_workshop_of_a_wave_is_the_open_one_else_the_newest(store: Store) -> None:
    """By their number: where only days are kept, times do not tell. Each wave for itself."""
    with store.write() as connection:
        begun = begin(connection)
        id = begun.organisation.id
        assert workshops.latest(connection, id, 1) is None
        opened(connection, begun, "first")
        workshops.close(connection, "first", later())
        workshops.add(connection, Workshop("second", id, 1, begun.response, later(5)), "link-second")
        assert (workshops.latest(connection, id, 1) or NONE).id == "second"
        workshops.close(connection, "second", later(6))
        workshops.add(connection, Workshop("third", id, 1, begun.response, NOW), "link-third")
        assert (workshops.latest(connection, id, 1) or NONE).id == "third"
        workshops.close(connection, "third", later(7))
        assert (workshops.latest(connection, id, 1) or NONE).id == "third"
        assert workshops.latest(connection, id, 2) is None
        assert [each.id for each in workshops.of_response(connection, begun.response)] == ["first", "second", "third"]


def test_raters_are_known_by_secrets_of_their_own(store: Store) -> None:
    """In the order in which they joined; finishing can be taken back."""
    with store.write() as connection:
        workshop = opened(connection, begin(connection))
        for rater in (BEN, ANA):
            workshops.join(connection, "w", rater, f"hash-{rater.id}")
        assert workshops.raters(connection, "w") == [ANA, BEN]
        assert (
            workshops.seat_of(connection, "hash-ana")
            == workshops.seat(connection, "ana")
            == WorkshopSeat(workshop, ANA)
        )
        assert workshops.seat_of(connection, "ana") is workshops.seat(connection, "hash-ana") is None
        workshops.finish(connection, "ana", later(3))
        assert workshops.raters(connection, "w")[0].done_at == later(3)
        workshops.hold_rater(connection, "ana")
        workshops.finish(connection, "ana", None)
        assert workshops.raters(connection, "w") == [ANA, BEN]
    with pytest.raises(StorageError, match="somebody else"), store.write() as connection:
        workshops.join(connection, "w", WorkshopRater("third", "C", NOW), "hash-ana")


def test_ratings_are_each_raters_own_and_can_be_taken_back(store: Store) -> None:
    """A later one replaces an earlier one; all of a segment rest on the same once that is said."""
    with store.write() as connection:
        opened(connection, begin(connection))
        for rater in (ANA, BEN):
            workshops.join(connection, "w", rater, f"hash-{rater.id}")
        for who, segment, criterion, rating in (
            ("ben", "a", "R1", 1),
            ("ana", "b", "R1", 2),
            ("ana", "a", "R2", 3),
            ("ana", "a", "R2", 5),
            ("ana", "a", "R1", 4),
        ):
            workshops.rate(connection, who, segment, criterion, (rating, Evidence.OPINION))
        workshops.rest_on(connection, "ana", "a", Evidence.MARKET)
        assert workshops.ratings(connection, "w") == [
            WorkshopRating("ana", "a", "R1", 4, Evidence.MARKET),
            WorkshopRating("ben", "a", "R1", 1, Evidence.OPINION),
            WorkshopRating("ana", "a", "R2", 5, Evidence.MARKET),
            WorkshopRating("ana", "b", "R1", 2, Evidence.OPINION),
        ]
        workshops.rate(connection, "ana", "a", "R2", None)
        workshops.rate(connection, "ana", "a", "R2", None)
        assert [one.criterion for one in workshops.ratings_by(connection, "ana")] == ["R1", "R1"]
        assert workshops.ratings_by(connection, "ben") == [WorkshopRating("ben", "a", "R1", 1, Evidence.OPINION)]


def test_what_was_agreed_is_kept_can_be_taken_back_and_goes_with_its_segment(store: Store) -> None:
    """Each workshop for itself."""
    with store.write() as connection:
        begun = begin(connection)
        opened(connection, begun)
        workshops.close(connection, "w", later())
        workshops.add(connection, Workshop("v", begun.organisation.id, 1, begun.response, later()), "link-v")
        for segment, criterion, rating in (("a", "R1", 2), ("a", "R1", 5), ("a", "R2", 1), ("b", "R1", 3)):
            workshops.agree(connection, "w", segment, criterion, rating)
        workshops.agree(connection, "w", "a", "R2", None)
        assert workshops.agreements(connection, "w") == {("a", "R1"): 5, ("b", "R1"): 3}
        assert workshops.agreements(connection, "v") == {}
        segments.put_all(connection, begun.organisation.id, 1, [TWO], NOW)
        assert workshops.agreements(connection, "w") == {("b", "R1"): 3}
        workshops.remove(connection, "w")
        assert workshops.agreements(connection, "w") == {}


def test_ratings_go_with_their_segment_and_a_workshop_with_its_response(store: Store) -> None:
    """And with no other."""
    with store.write() as connection:
        begun = begin(connection)
        opened(connection, begun)
        workshops.join(connection, "w", ANA, "hash-ana")
        for segment in ("a", "b"):
            workshops.rate(connection, "ana", segment, "R1", (3, Evidence.OPINION))
        segments.put_all(connection, begun.organisation.id, 1, [TWO], NOW)
        assert [one.segment for one in workshops.ratings(connection, "w")] == ["b"]
        responses.remove(connection, begun.response)
        assert workshops.get(connection, "w") is None
        assert workshops.seat(connection, "ana") is None
        organisations.remove(connection, begun.organisation.id)


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ((1, 2), (True, False)),
        ((2, 1, 3), (False, True, False)),
        ((4, 3, 2, 1), (False, False, True, True)),
        ((5, 1, 3, 2, 4), (False, True, False, True, False)),
        # Ranks that were taken back leave gaps.
        ((1, 5, 3, 7), (True, False, True, False)),
        ((1, None), (None, None)),
        ((None, None), (None, None)),
        ((1,), (False,)),
    ],
)
def test_the_upper_half_of_a_full_ranking_is_attractive(
    store: Store, ranks: tuple[int | None, ...], expected: tuple[bool | None, ...]
) -> None:
    """None while any segment has no rank; of an odd number the smaller half."""
    with store.write() as connection:
        begun = begin(connection)
        wanted = [
            Segment(str(place), Fraction(0), Fraction(0), id=str(place), attractive_rank=rank)
            for place, rank in enumerate(ranks)
        ]
        segments.put_all(connection, begun.organisation.id, 1, wanted, NOW)
        found = segments.of(connection, begun.organisation.id, 1, begun.response)
        assert tuple(each.attractive_rank for each in found) == ranks
        assert tuple(each.is_attractive for each in found) == expected


@pytest.mark.parametrize(
    ("ranks", "left"), [((1, 2, 3, 4), (1, 2, 3)), ((4, None, 1, 3), (2, None, 1)), ((3, 2, None, 1), (2, 1, None))]
)
def test_ranks_of_what_is_left_have_no_gaps(
    store: Store, ranks: tuple[int | None, ...], left: tuple[int | None, ...]
) -> None:
    """Or one would lie above the number of segments; while all stay, ranks stay too."""
    with store.write() as connection:
        begun = begin(connection)
        id = begun.organisation.id
        wanted = [
            Segment(str(place), Fraction(0), Fraction(0), id=str(place), attractive_rank=rank)
            for place, rank in enumerate(ranks)
        ]
        segments.put_all(connection, id, 1, wanted, NOW)
        segments.put_all(connection, id, 1, wanted[::-1], NOW)
        kept = segments.of(connection, id, 1, begun.response)[::-1]
        assert tuple(each.attractive_rank for each in kept) == ranks
        segments.put_all(connection, id, 1, wanted[:-1], NOW)
        assert tuple(each.attractive_rank for each in segments.of(connection, id, 1, begun.response)) == left
