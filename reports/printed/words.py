"""Anybody's words as a page can hold them: what cannot be shown left out, what is too long marked as shortened."""

import re
from datetime import date

# Not the hard spaces, which keep a number and its unit together.
WHITE_SPACE = re.compile("[\t-\r\x1c-\x1f \x85\u2028\u2029]+")
# Control characters, signs that turn the direction of what follows them, and halves of characters.
UNSHOWN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
CUT_MARK = " […]"
# A straight mark before which no word has begun opens a quotation.
OPENING_MARK = re.compile(r"(?<![^\s(])'")
# No unit and no label is longer; a descriptor may have up to 300 characters, an action up to 1000.
LONGEST_NAME, LONGEST_SENTENCE, LONGEST_BASIS = 120, 420, 900


def shown(text: str, most: int = LONGEST_SENTENCE) -> str:
    """The text on one line, as it was typed; beyond `most` characters it ends in a mark that says so."""
    clean = WHITE_SPACE.sub(" ", UNSHOWN.sub("", text)).strip(" ")
    return clean if len(clean) <= most else clean[: most - len(CUT_MARK)].rstrip() + CUT_MARK


def name(text: str) -> str:
    """The name of somebody or something."""
    return shown(text, LONGEST_NAME)


def printed(text: str, most: int = LONGEST_SENTENCE) -> str:
    """Our own and the questionnaire's words, with the apostrophes of print."""
    return shown(OPENING_MARK.sub("\u2018", text).replace("'", "\u2019"), most)


def quoted(text: str) -> str:
    """A descriptor as a quotation."""
    return f"“{printed(text)}”"


def long_date(day: date) -> str:
    """`22 November 2026`."""
    return f"{day.day} {day:%B %Y}"
