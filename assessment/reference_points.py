"""Published figures as one response may read them: badge, interval, own answer."""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from assessment.model import (
    Badge,
    Condition,
    Reading,
    ReferencePoint,
    ReferencePoints,
    Response,
)
from assessment.rounding import to_hundredths

# The 97.5th percentile of the standard normal distribution.
Z95 = 1.959963984540054


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion, as shares from 0 to 1 (Wilson 1927).

    `trials` is at least 1.
    """
    share, z2 = successes / trials, Z95**2
    middle = share + z2 / (2 * trials)
    half = Z95 * sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    scale = 1 + z2 / trials
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def feasible_counts(percent: int, size: int) -> tuple[int, int]:
    """The least and the greatest count out of `size` that round to a published percentage."""
    least, greatest = -((1 - 2 * percent) * size // 200), (2 * percent + 1) * size // 200
    return max(0, least), min(size, greatest)


def counts(point: ReferencePoint) -> tuple[int, int] | None:
    """The feasible counts behind a published percentage; none where the base is unknown."""
    if point.percent is None or point.base_size is None:
        return None
    return feasible_counts(point.percent, point.base_size)


def interval(point: ReferencePoint) -> tuple[int, int] | None:
    """95 % limits in whole per cent over every feasible count; as stated where the base is unknown."""
    feasible = counts(point)
    if feasible is None or point.base_size is None:
        return point.interval
    low, high = wilson(feasible[0], point.base_size)[0], wilson(feasible[1], point.base_size)[1]
    return to_hundredths(Fraction(low)), to_hundredths(Fraction(high))


def readings(references: ReferencePoints, response: Response) -> tuple[Reading, ...]:
    """Every published figure with the badge that this response earns for it."""
    sources = {source.id: source for source in references.sources}
    general = _failed_conditions(references.comparability.conditions, response)
    found = []
    for point in references.points:
        failed = list(general)
        if point.needs_priority and not set(point.dimensions) & set(response.priorities):
            failed.append(f"not so: {references.comparability.priority_words}")
        reading = Reading(
            point=point,
            source=sources[point.source],
            badge=badge_for(len(failed)),
            failed=tuple(failed),
            own=point.answer_label(response.practice.get(point.id)),
            interval=interval(point),
            counts=counts(point),
        )
        found.append(reading)
    return tuple(found)


def badge_for(failed: int) -> Badge:
    """A: every condition holds. B: exactly one fails. C: two or more fail."""
    return (Badge.A, Badge.B)[failed] if failed < 2 else Badge.C


def _failed_conditions(conditions: Sequence[Condition], response: Response) -> list[str]:
    """What is unknown fails too: a comparison needs to know that it may be made."""
    failed = []
    for condition in conditions:
        value = response.profile.get(condition.field)
        if value is None:
            failed.append(f"not stated: {condition.words}")
        elif value not in condition.accepted:
            failed.append(f"not so: {condition.words}")
    return failed
