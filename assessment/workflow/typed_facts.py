"""Facts of a segment as they are typed in per cent, and what of them can be kept."""

import re
from fractions import Fraction

from assessment.errors import TargetingError
from assessment.intake.segment_facts import LONGEST_RIVALS
from assessment.model import SegmentFacts
from assessment.wording import shown

# Least and most of each fact in per cent; what lies beyond is a slip of the keyboard.
LIMITS = {
    "profit_share": (-10_000, 10_000),
    "growth": (-100, 10_000),
    "win_rate": (0, 100),
    "retention": (0, 100),
}
NAMES = {
    "profit_share": "The share of profit",
    "growth": "Growth",
    "win_rate": "The win rate",
    "retention": "Retention",
}
# As shares are typed, with a sign: hyphen or minus.
NUMBER = re.compile(r"([-\u2212+]?)\s*([0-9]{1,7}(?:[.,][0-9]{1,2})?)\s*%?")
WHOLE = 100


def fact_in(name: str, written: str) -> Fraction | None:
    """A fact as it is written in per cent: `12`, `-3,5` or `12 %`; nothing is none. Raises TargetingError.

    `name`: that of the field of `SegmentFacts`.
    """
    if not written.strip():
        return None
    least, most = LIMITS[name]
    found = NUMBER.fullmatch(written.strip())
    number = Fraction(found[2].replace(",", ".")) * (-1 if found[1] in ("-", "\u2212") else 1) if found else None
    if number is None or not least <= number <= most:
        raise TargetingError(
            f"{shown(written)} is no number of per cent from {least} to {most}; write one such as 12 or 12.5, "
            "or leave it blank."
        )
    return number / WHOLE


def unfit(name: str, facts: SegmentFacts) -> list[str]:
    """What of a segment's facts cannot be kept, each in a sentence."""
    found = []
    for field, (least, most) in LIMITS.items():
        number: Fraction | None = getattr(facts, field)
        if number is not None and not Fraction(least, WHOLE) <= number <= Fraction(most, WHOLE):
            found.append(f"“{name}”: {NAMES[field].lower()} lies between {least} and {most} %.")
    if len(facts.named_rivals) > LONGEST_RIVALS:
        found.append(f"“{name}”: the rivals have at most {LONGEST_RIVALS} characters; shorten them.")
    return found
