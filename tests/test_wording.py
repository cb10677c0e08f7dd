"""How values, lists and hints read in messages."""

from decimal import Decimal

import pytest

from assessment.wording import LONGEST_SHOWN, counted, listed, nearest, repeated, shown


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("four", "'four'"),
        ("", "''"),
        ("für", "'für'"),
        ("a\nb\t", r"'a\nb\t'"),
        ("\x1b[2J", r"'\x1b[2J'"),
        ("\ud800", r"'\ud800'"),
        ("\u202e", r"'\u202e'"),
        ("x" * LONGEST_SHOWN, f"'{'x' * LONGEST_SHOWN}'"),
        ("x" * 5000, f"'{'x' * LONGEST_SHOWN}...'"),
        (True, "true"),
        (None, "null"),
        (4, "4"),
        (Decimal("4.50"), "4.50"),
        (10**100, f"{'1' + '0' * (LONGEST_SHOWN - 1)}..."),
        ([1, 2], "[...]"),
        ({"a": 1}, "{...}"),
    ],
)
def test_a_faulty_value_is_shown_short_and_visible(value: object, seen: str) -> None:
    """On one line, and harmless in a terminal."""
    assert shown(value) == seen


def test_the_nearest_word_is_offered_or_none() -> None:
    """A word longer than any id is not compared: that could take minutes."""
    assert nearest("wieght", ["weight", "height"]) == "; did you mean 'weight'?"
    assert nearest("zzz", ["weight", "height"]) == ""
    assert nearest("x" * LONGEST_SHOWN + "y", ["x" * LONGEST_SHOWN]) == ""


def test_words_that_return_are_named_once() -> None:
    """In the order of their return."""
    assert repeated(["a", "b", "b", "a", "b", "c"]) == ["b", "a"]


def test_lists_and_counts_read_as_written_by_hand() -> None:
    """With their joints and plurals."""
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [counted(1, "entry", "entries"), counted(2, "entry", "entries"), counted(0, "line")] == [
        *("1 entry", "2 entries", "0 lines"),
    ]
