"""How lists, counts and hints read in messages and sentences."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_SHOWN = 60
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


def shown(value: object) -> str:
    """A faulty value as messages show it: short, on one line, with invisible signs spelled out."""
    match value:
        case str():
            visible = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in value[:LONGEST_SHOWN])
            return f"'{visible}{'...' if len(value) > LONGEST_SHOWN else ''}'"
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[value]
        case dict() | list():
            return "{...}" if isinstance(value, dict) else "[...]"
        case _:
            text = str(value)
            return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."


def repeated(words: Iterable[str]) -> list[str]:
    """The words that occur more than once, each named once, in the order of their return."""
    seen: set[str] = set()
    again: dict[str, None] = {}
    for word in words:
        if word in seen:
            again[word] = None
        seen.add(word)
    return list(again)


def nearest(word: str, known: Iterable[str]) -> str:
    """The hint `; did you mean 'weight'?`, or nothing when no known word is near."""
    if len(word) > LONGEST_SHOWN:
        return ""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {shown(matches[0])}?" if matches else ""
