"""How lists, counts and hints read in messages and sentences."""

from collections.abc import Iterable
from difflib import get_close_matches

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def listed(words: Iterable[str], joint: str = "and") -> str:
    """`a, b and c`, in the order given; nothing for no words."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} {joint} {last}" if head else last


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 question`, `3 questions`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def number_word(number: int) -> str:
    """`three` for 3; digits beyond ten."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else str(number)


def sentence_start(text: str) -> str:
    """The text with its first letter as a capital; the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_start(text: str) -> str:
    """The text with its first letter small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def nearest(word: str, known: Iterable[str]) -> str:
    """The hint `; did you mean 'weight'?`, or nothing when no known word is near."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{matches[0]}'?" if matches else ""
