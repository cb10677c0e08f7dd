"""Rounding and display against hand-worked values and Python's decimal module."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rounding import as_number, mean, one_decimal, plain, to_hundredths, two_decimals, weight_text


@pytest.mark.parametrize(
    ("number", "expected"),
    [("2.125", 213), ("2.135", 214), ("1.005", 101), ("-0.005", -1), ("-2.125", -213), ("2.12499", 212), ("0", 0)],
)
def test_halves_go_away_from_zero(number: str, expected: int) -> None:
    """Excel's ROUND(2.125, 2) is 2.13; binary floats and half-even rounding give 2.12."""
    assert to_hundredths(Fraction(number)) == expected


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000))
def test_rounding_agrees_with_the_decimal_module(number: Fraction) -> None:
    """An independent engine rounds every fraction to the same hundredth."""
    exact = Decimal(number.numerator * 10**40) / Decimal(number.denominator) / Decimal(10**40)
    if (number * 1000) % 1 == 0:  # ties are decimal, so the division above is exact for them
        exact = Decimal(number.numerator) / Decimal(number.denominator)
    assert to_hundredths(number) == int(exact.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


def test_a_mean_is_rounded_once() -> None:
    """(2.67 + 2.67 + 2.68) / 3 is 2.67333, and weights need not be whole."""
    assert mean([(267, Fraction(1)), (267, Fraction(1)), (268, Fraction(1))]) == 267
    assert mean([(75, Fraction(2)), (300, Fraction("1.5"))]) == to_hundredths(Fraction("6") / Fraction("3.5"))


def test_no_weights_have_no_mean() -> None:
    """A mean of nothing is an error, never a zero."""
    with pytest.raises(ZeroDivisionError):
        mean([])


@pytest.mark.parametrize(
    ("hundredths", "tenth", "exact", "short"),
    [
        (345, "3.5", "3.45", "3.45"),
        (344, "3.4", "3.44", "3.44"),
        (400, "4.0", "4.00", "4"),
        (75, "0.8", "0.75", "0.75"),
        (150, "1.5", "1.50", "1.5"),
        (-30, "-0.3", "-0.30", "-0.3"),
        (-4, "0.0", "-0.04", "-0.04"),
        (0, "0.0", "0.00", "0"),
    ],
)
def test_numbers_read_as_a_spreadsheet_shows_them(hundredths: int, tenth: str, exact: str, short: str) -> None:
    """The three ways to write a number on the scale."""
    assert (one_decimal(hundredths), two_decimals(hundredths), plain(hundredths)) == (tenth, exact, short)


def test_none_stays_none() -> None:
    """No score is no number."""
    assert as_number(None) is None
    assert as_number(345) == 3.45


def test_weights_read_as_written() -> None:
    """Whole weights have no decimals."""
    assert [weight_text(Fraction(w)) for w in ("1", "1.5", "0.25")] == ["1", "1.5", "0.25"]
