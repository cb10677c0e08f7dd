"""Measures of agreement, each a small exact function with the paper it comes from.

Values are in whatever unit the scale has; hundredths in, hundredths out. Nothing is rounded here.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import sqrt

# Below this many respondents r_WG(J) of random answers is often high: .60 for one team in twenty of eight,
# .73 of five (own simulation).
LEAST_FOR_RWG = 8
# Burke & Dunlap 2002: AD_M up to a sixth of the number of levels counts as agreement in practice.
CUT_PARTS = 6


def average(values: Sequence[int | Fraction]) -> Fraction:
    """The mean, exactly. Raises ZeroDivisionError for no values."""
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values)


def variance(values: Sequence[int]) -> Fraction:
    """The sample variance, with n - 1; zero for fewer than two values."""
    if len(values) < 2:
        return Fraction(0)
    mean = average(values)
    return sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1)


def standard_deviation(values: Sequence[int]) -> float:
    """The sample standard deviation, with n - 1; zero for fewer than two values."""
    return sqrt(variance(values))


def mean_distance(values: Sequence[int]) -> Fraction:
    """AD_M: the mean absolute distance from the mean (Burke, Finkelstein & Dusig 1999, Organizational Research
    Methods 2:49-68). Raises ZeroDivisionError for no values.
    """
    mean = average(values)
    return average([abs(value - mean) for value in values])


def mean_distance_of(questions: Sequence[Sequence[int]]) -> Fraction | None:
    """AD_M(J): the mean of the questions' AD_M; questions that nobody answered are left out, none without any."""
    answered = [mean_distance(values) for values in questions if values]
    return average(answered) if answered else None


def distance_cut(scale: Sequence[int]) -> Fraction:
    """From where AD_M is no agreement: A/6 for A levels one apart (Burke & Dunlap 2002, Organizational Research
    Methods 5:159-172), in the units of a scale whose levels are further or less apart: .83 of 1 to 5.
    """
    step = Fraction(max(scale) - min(scale), max(1, len(scale) - 1))
    return step * len(scale) / CUT_PARTS


def random_variance(scale: Sequence[int]) -> Fraction:
    """The variance of answers that take every level equally often: (A² - 1)/12 for levels 1 to A."""
    mean = average(scale)
    return average([(value - mean) ** 2 for value in scale])


def within_group_agreement(questions: Sequence[Sequence[int]], scale: Sequence[int]) -> Fraction | None:
    """r_WG(J) against answers that take every level equally often, never below 0 (James, Demaree & Wolf 1984,
    Journal of Applied Psychology 69:85-98). None when no question has two answers.
    """
    variances = [variance(values) for values in questions if len(values) > 1]
    if not variances:
        return None
    share = average(variances) / random_variance(scale)
    agreed = len(variances) * (1 - share)
    return max(Fraction(0), agreed / (agreed + share)) if agreed + share > 0 else Fraction(0)


def steps_apart(scale: Sequence[int], low: int, high: int) -> int:
    """How many levels up the ladder it is from one level to another."""
    return sum(1 for _, above in pairwise(sorted(scale)) if low < above <= high)


def of_complete(rows: Sequence[Sequence[int | None]]) -> list[list[int]]:
    """The values of each question, of those respondents only who answered all: r_WG(J) is defined for them, and R's
    `multilevel` leaves the others out too.
    """
    complete = [[value for value in row if value is not None] for row in rows if None not in row]
    return [list(values) for values in zip(*complete, strict=True)]
