"""Published figures: intervals against published values, badges by the rules."""

from fractions import Fraction

import pytest

from assessment.model import Badge, Edition, Response
from assessment.reference_points import badge_for, feasible_counts, readings, wilson
from assessment.rounding import to_hundredths

COMPARABLE = {"level": "c-suite", "involvement": "some", "revenue_usd": "from-100m"}


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_as_published(successes: int, trials: int, low: float, high: float) -> None:
    """The examples of Newcombe 1998, Statistics in Medicine 17:857-872, method 3."""
    assert list(wilson(successes, trials)) == pytest.approx([low, high], abs=5e-5)


@pytest.mark.parametrize(
    ("percent", "size", "counts"),
    [
        (67, 64, (43, 43)),
        (28, 64, (18, 18)),
        (40, 161, (64, 65)),
        (84, 161, (135, 136)),
        (51, 161, (82, 82)),
        (0, 10, (0, 0)),
        (100, 10, (10, 10)),
    ],
)
def test_counts_behind_a_rounded_percentage(percent: int, size: int, counts: tuple[int, int]) -> None:
    """67 % of 64 can only be 43 people; 40 % of 161 are 64 or 65."""
    assert feasible_counts(percent, size) == counts
    assert all(abs(100 * count / size - percent) <= 0.5 for count in counts)


def test_the_shipped_intervals(edition: Edition) -> None:
    """Per cent, over every feasible count; as stated where the base is unknown."""
    assert edition.references is not None
    found = {reading.point.id: reading.interval for reading in readings(edition.references, Response({}))}
    assert found == {
        "PR01": (55, 77), "PR02": (19, 40), "PR03": (61, 83), "PR04": (34, 58), "PR05": (39, 63), "PR06": (77, 89),
        "PR07": (43, 59), "PR08": (31, 35), "PR09": (18, 22), "PRI1": (33, 48), "PRI2": None, "PRI3": None,
    }  # fmt: skip


def _enclosing(percent: int, sizes: range) -> tuple[int, int]:
    """The limits over every base size, and every count, that the rounded percentage allows."""
    limits = [
        (wilson(least, size)[0], wilson(greatest, size)[1])
        for size in sizes
        for least, greatest in [feasible_counts(percent, size)]
        if least <= greatest
    ]
    low, high = min(low for low, _ in limits), max(high for _, high in limits)
    return to_hundredths(Fraction(low)), to_hundredths(Fraction(high))


def test_stated_intervals_follow_the_same_rule(edition: Edition) -> None:
    """Figures with an unknown base over every base from 64 to 161; the sample's shares over 161."""
    assert edition.references is not None
    stated = [point for point in edition.references.points if point.interval is not None]
    assert [point.id for point in stated] == ["PR03", "PR04", "PR05"]
    assert all(point.interval == _enclosing(point.percent or 0, range(64, 162)) for point in stated)
    assert all(share.interval == _enclosing(share.percent, range(161, 162)) for share in edition.references.sample)


@pytest.mark.parametrize(
    ("profile", "priorities", "badge"),
    [
        (COMPARABLE, ("art-of-the-possible",), Badge.A),
        (COMPARABLE, ("culture",), Badge.B),
        ({**COMPARABLE, "revenue_usd": "under-100m"}, ("art-of-the-possible",), Badge.B),
        ({**COMPARABLE, "level": "manager"}, ("culture",), Badge.C),
        ({}, ("art-of-the-possible",), Badge.C),
    ],
)
def test_badges_count_what_fails(
    edition: Edition, profile: dict[str, str], priorities: tuple[str, ...], badge: Badge
) -> None:
    """PR01 needs director level, involvement, revenue and the priority; unknown fails too."""
    assert edition.references is not None
    reading = readings(edition.references, Response({}, profile=profile, priorities=priorities))[0]
    assert (reading.point.id, reading.badge) == ("PR01", badge)
    assert badge_for(len(reading.failed)) is badge


def test_an_own_answer_stands_beside_the_figure(edition: Edition) -> None:
    """In the words of the option that was chosen."""
    assert edition.references is not None
    by_id = {r.point.id: r for r in readings(edition.references, Response({}, practice={"PR03": "yes"}))}
    assert (by_id["PR03"].own, by_id["PR04"].own) == ("Yes", "")
