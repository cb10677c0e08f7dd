"""Segments are kept in their order with one rater's ratings each, and go with their organisation."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import Connection

from assessment.errors import StorageError
from assessment.model import Bet, Evidence, Segment, SegmentFacts, SegmentStatus
from assessment.storage import documents, organisations, responses, segments
from assessment.storage.segments import Basis
from assessment.storage.store import Store
from tests.storage.samples import NOW, add_organisation, begin, later

BARE = Segment("Workshops", Fraction(0), Fraction(0), id="a")
FULL = Segment(
    "Kranke & Söhne =1+1",
    Fraction(1, 8),
    Fraction(3333, 10_000),
    status=SegmentStatus.PLANNED,
    must_serve=True,
    accessible_size=Fraction(25, 2),
    bet=Bet("Ten orders “signed”", "Ada O'Neill", date(2028, 2, 29)),
    facts=SegmentFacts(Fraction(-1, 8), Fraction(-35, 1000), Fraction(1), Fraction(0), "Kranke & Söhne =1+1"),
    id="b",
)


def put(connection: Connection, organisation: str, *wanted: Segment, wave: int = 1) -> None:
    """Make these the segments of a wave."""
    segments.put_all(connection, organisation, wave, wanted, NOW)


def test_segments_come_back_as_they_were_put_in_their_order(store: Store) -> None:
    """With everything said and with nothing said; each wave for itself."""
    with store.write() as connection:
        begun = begin(connection)
        id = begun.organisation.id
        put(connection, id, FULL, BARE)
        put(connection, id, replace(BARE, id="c"), wave=2)
        assert segments.of(connection, id, 1, begun.response) == (FULL, BARE)
        assert segments.of(connection, id, 2, begun.response) == (replace(BARE, id="c"),)
        put(connection, id, BARE, FULL)
        assert segments.of(connection, id, 1, begun.response) == (BARE, FULL)
        assert segments.of(connection, id, 3, begun.response) == segments.of(connection, "unknown", 1, "r") == ()


@pytest.mark.parametrize(
    ("share", "kept"),
    [(Fraction(1, 3), 3333), (Fraction(2, 3), 6667), (Fraction(1, 20_000), 1), (Fraction(1), 10_000)],
)
def test_a_share_is_kept_in_hundredths_of_a_per_cent(store: Store, share: Fraction, kept: int) -> None:
    """Half up."""
    with store.write() as connection:
        id = add_organisation(connection).id
        put(connection, id, replace(BARE, revenue_share=share, spend_share=share))
        (found,) = segments.of(connection, id, 1, "r")
        assert (found.revenue_share, found.spend_share) == (Fraction(kept, 10_000), Fraction(kept, 10_000))


def test_ratings_are_each_raters_own_and_can_be_taken_back(store: Store) -> None:
    """A later one replaces an earlier one of the same rater."""
    with store.write() as connection:
        one, other = begin(connection), begin(connection, "another")
        id = one.organisation.id
        put(connection, id, BARE)
        for criterion, rated in {"R1": (2, Evidence.OPINION), "A1": (5, Evidence.MARKET)}.items():
            segments.rate(connection, "a", one.response, criterion, rated, NOW)
        segments.rate(connection, "a", one.response, "R1", (4, Evidence.INTERNAL), later())
        segments.rate(connection, "a", other.response, "R1", (1, Evidence.OPINION), NOW)
        (mine,), (theirs,) = (segments.of(connection, id, 1, who.response) for who in (one, other))
        assert mine.ratings == {"R1": 4, "A1": 5}
        assert mine.evidence == {"R1": Evidence.INTERNAL, "A1": Evidence.MARKET}
        assert theirs.ratings == {"R1": 1}
        segments.rate(connection, "a", one.response, "R1", None, later())
        segments.rate(connection, "a", one.response, "R1", None, later())
        (mine,), (theirs,) = (segments.of(connection, id, 1, who.response) for who in (one, other))
        assert (mine.ratings, theirs.ratings) == ({"A1": 5}, {"R1": 1})


def test_a_segment_that_stays_keeps_its_ratings_and_one_that_goes_loses_them(store: Store) -> None:
    """Whatever else is said of it; coming back under its old id it is unrated."""
    with store.write() as connection:
        begun = begin(connection)
        id = begun.organisation.id
        put(connection, id, BARE, FULL)
        for each in (BARE, FULL):
            segments.rate(connection, each.id, begun.response, "R1", (3, Evidence.OPINION), NOW)
        put(connection, id, replace(BARE, name="Another name", spend_share=Fraction(1, 2)))
        (kept,) = segments.of(connection, id, 1, begun.response)
        assert (kept.name, kept.spend_share, kept.ratings) == ("Another name", Fraction(1, 2), {"R1": 3})
        put(connection, id, FULL)
        (back,) = segments.of(connection, id, 1, begun.response)
        assert (back.id, back.ratings) == ("b", {})


def test_nothing_reaches_another_organisations_segments(store: Store) -> None:
    """Neither under a known id nor by leaving it out; twice the same id is a fault."""
    with store.write() as connection:
        one, other = add_organisation(connection).id, add_organisation(connection).id
        put(connection, one, BARE)
        for organisation, wave in ((other, 1), (one, 2)):
            with pytest.raises(StorageError, match="belongs elsewhere"):
                put(connection, organisation, replace(BARE, name="x"), wave=wave)
            put(connection, organisation, wave=wave)
        with pytest.raises(ValueError, match="named once"):
            put(connection, one, BARE, BARE)
        assert segments.of(connection, one, 1, "r") == (BARE,)


def test_what_segments_rest_on_is_kept_for_each_wave(store: Store) -> None:
    """None before it was put; a later one replaces it."""
    with store.write() as connection:
        id = add_organisation(connection).id
        for hash in ("of-one", "of-two"):
            documents.keep(connection, hash, "targeting", hash, NOW)
        assert segments.basis_of(connection, id, 1) is None
        segments.put_basis(connection, id, 1, Basis("of-one", Fraction(1, 3)), NOW)
        segments.put_basis(connection, id, 2, Basis("of-two", Fraction(1)), NOW)
        assert segments.basis_of(connection, id, 1) == Basis("of-one", Fraction(3333, 10_000))
        segments.put_basis(connection, id, 1, Basis("of-two", Fraction(0)), later())
        assert segments.basis_of(connection, id, 1) == Basis("of-two", Fraction(0))


def test_segments_go_with_their_organisation_and_ratings_with_their_rater(store: Store) -> None:
    """And with no other."""
    with store.write() as connection:
        one, other = begin(connection), begin(connection, "another")
        documents.keep(connection, "of-one", "targeting", "text", NOW)
        for begun, segment in ((one, BARE), (other, FULL)):
            put(connection, begun.organisation.id, segment)
            segments.put_basis(connection, begun.organisation.id, 1, Basis("of-one", Fraction(0)), NOW)
            for rater in (one, other):
                segments.rate(connection, segment.id, rater.response, "R1", (3, Evidence.OPINION), NOW)
        responses.remove(connection, one.response)
        assert segments.of(connection, one.organisation.id, 1, one.response) == (BARE,)
        organisations.remove(connection, one.organisation.id)
        assert segments.of(connection, one.organisation.id, 1, other.response) == ()
        assert segments.basis_of(connection, one.organisation.id, 1) is None
        (kept,) = segments.of(connection, other.organisation.id, 1, other.response)
        assert kept.ratings == {"R1": 3}
