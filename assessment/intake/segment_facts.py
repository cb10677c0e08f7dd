"""Reads the facts of segments from the rows of their file."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from assessment.errors import Problems
from assessment.model import SegmentFacts
from assessment.wording import shown

Row = Mapping[str, str]

# Columns of shares with the least and the most that they may be, as fractions of the whole.
SHARES = {"profit_share": (-100, 100), "win_rate": (0, 1), "retention": (0, 1)}
GROWTH, RIVALS = "growth", "named_rivals"
LEAST_GROWTH, MOST_GROWTH = -100, 10_000
# All of them, as fractions.
LIMITS = {**SHARES, GROWTH: (LEAST_GROWTH // 100, MOST_GROWTH // 100)}
FACTS = ("profit_share", GROWTH, "win_rate", "retention", RIVALS)
LONGEST_RIVALS = 200
# A share beyond these, as it stands, was written in per cent. One segment may earn more than the whole company does,
# as another loses money.
FRACTIONS_UP_TO = {"profit_share": 2, "win_rate": 1, "retention": 1}
NUMBER = re.compile(r"[-\u2212+]?([0-9]{1,9}([.][0-9]{0,9}|,[0-9]{1,2})?|[.,][0-9]{1,9})")


def facts_of_rows(rows: Sequence[tuple[int, Row]], problems: Problems) -> list[SegmentFacts]:
    """The facts of each row; what is blank is not known. Notes a problem for every value that cannot be read."""
    shares = {column: _shares(column, rows, problems) for column in SHARES}
    return [
        SegmentFacts(
            profit_share=shares["profit_share"][at],
            growth=_growth(row, line, problems),
            win_rate=shares["win_rate"][at],
            retention=shares["retention"][at],
            named_rivals=_rivals(row, line, problems),
        )
        for at, (line, row) in enumerate(rows)
    ]


def _shares(column: str, rows: Sequence[tuple[int, Row]], problems: Problems) -> list[Fraction | None]:
    """A column as fractions; written as fractions or in per cent, all alike."""
    written = [row.get(column, "").strip() for _, row in rows]
    numbers = [_number(each.removesuffix("%").strip()) for each in written]
    known = [number for number in numbers if number is not None]
    in_percent = any(each.endswith("%") for each in written)
    in_percent |= any(abs(number) > FRACTIONS_UP_TO[column] for number in known)
    least, most = SHARES[column]
    found: list[Fraction | None] = []
    for (line, _), text, number in zip(rows, written, numbers, strict=True):
        share = None if number is None else Fraction(number) / (100 if in_percent else 1)
        if text and (share is None or not least <= share <= most):
            limits = "a share of the whole profit" if least < 0 else "from 0 to 100 %"
            problems.add(f"line {line}", f"{column} is {shown(text)}; write {limits}, such as 0.25 or 25 %, or nothing")
        found.append(share)
    return found


def _number(written: str) -> Decimal | None:
    """A number with a decimal point or comma, with or without a sign."""
    text = written.strip()
    return Decimal(text.replace(",", ".").replace("\u2212", "-")) if NUMBER.fullmatch(text) else None


def _growth(row: Row, line: int, problems: Problems) -> Fraction | None:
    """Always a number of per cent."""
    written = row.get(GROWTH, "").strip()
    number = _number(written.removesuffix("%").strip())
    if written and (number is None or not LEAST_GROWTH <= number <= MOST_GROWTH):
        problems.add(f"line {line}", f"growth is {shown(written)}; write per cent a year such as 12 or -3.5")
        return None
    return None if number is None else Fraction(number) / 100


def _rivals(row: Row, line: int, problems: Problems) -> str:
    text = " ".join(row.get(RIVALS, "").split())
    if len(text) > LONGEST_RIVALS:
        problems.add(f"line {line}", f"named_rivals has {len(text)} characters, at most {LONGEST_RIVALS} are kept")
    return text
