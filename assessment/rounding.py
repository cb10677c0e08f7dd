"""The one rounding rule and the one display rule.

Every number on the scale of a questionnaire (level values, scores, targets, gaps, cut-offs)
is held as a whole number of hundredths: 3.25 is 325. Averages are taken with exact fractions
and rounded once, half away from zero, as Excel's ROUND does.
"""

from decimal import Decimal
from fractions import Fraction

HUNDREDTHS = 100


def to_hundredths(number: Fraction | Decimal | int) -> int:
    """A number on the scale as whole hundredths, half away from zero: 2.125 is 213."""
    scaled = Fraction(number) * HUNDREDTHS
    whole = (abs(scaled) + Fraction(1, 2)) // 1
    return int(whole if scaled >= 0 else -whole)


def mean(weighted: list[tuple[int, Fraction]]) -> int:
    """The weighted mean of (hundredths, weight) pairs, in hundredths, rounded once.

    Raises ZeroDivisionError when the weights add up to nothing: no answers, no mean.
    """
    total = sum((weight for _, weight in weighted), Fraction(0))
    return to_hundredths(sum((value * weight for value, weight in weighted), Fraction(0)) / total / HUNDREDTHS)


def tenths(hundredths: int) -> int:
    """Whole tenths, half away from zero: 345 is 35."""
    return to_hundredths(Fraction(hundredths, 1000))


def one_decimal(hundredths: int) -> str:
    """How screens and page one show a score: 345 is `3.5`, the same digits as Excel's 0.0."""
    whole = tenths(hundredths)
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 10}.{abs(whole) % 10}"


def two_decimals(hundredths: int) -> str:
    """How a score is shown where its arithmetic is shown: 345 is `3.45`."""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def plain(hundredths: int) -> str:
    """A level's value without idle zeros: 400 is `4`, 75 is `0.75`."""
    return f"{Decimal(hundredths) / HUNDREDTHS:f}"


def weight_text(weight: Fraction) -> str:
    """A weight as the questionnaire writes it: `1`, `1.5`."""
    return plain(to_hundredths(weight))


def as_number(hundredths: int | None) -> float | None:
    """A score for a spreadsheet or JSON: 345 is 3.45; none stays none."""
    return None if hundredths is None else hundredths / HUNDREDTHS


def percent(share: Fraction) -> str:
    """`60 %`, with at most two decimals."""
    return f"{plain(to_hundredths(share * 100))} %"
