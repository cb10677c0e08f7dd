"""What is said of an input while it is filled in: each a formula with the value it has now.

Texts are compared sign by sign, apart from capitals and idle blanks: functions that search take `?` and `*`
for wildcards and give up on long texts.
"""

from collections.abc import Sequence

from reports.cells import literal, quoted

Checked = tuple[str, str]

UNDERSTOOD = "✓"
NOT_LISTED = "Not in the list"
TARGET_NOT_LISTED = "Target not in the list"
TARGET_NOT_PICKED = "Target, but not picked"
LAST_YEAR = 2100


def listed(cell: str, words: str, cells: Sequence[str], entries: Sequence[str | float]) -> Checked:
    """Whether an input is one of a list's entries; nothing while it is empty."""
    now = UNDERSTOOD if is_among(words, entries) else NOT_LISTED
    formula = f'IF(TRIM({cell})="","",IF({among(cell, cells)},{quoted(UNDERSTOOD)},{quoted(NOT_LISTED)}))'
    return formula, now if trimmed(words) else ""


def said(cell: str, words: str) -> Checked:
    """Whether anything stands in a cell for free text."""
    return f'IF({cell}="","",{quoted(UNDERSTOOD)})', UNDERSTOOD if literal(words) else ""


def year(cell: str, now: int | None, first: int) -> Checked:
    """Whether an input is a whole year that is still to come."""
    number = f"IFERROR(VALUE(TRIM({cell})),0)"
    is_year = f"AND({number}>={first},{number}<={LAST_YEAR},{number}=INT({number}))"
    remark = f"A year from {first} on"
    value = "" if now is None else UNDERSTOOD if first <= now <= LAST_YEAR else remark
    return f'IF(TRIM({cell})="","",IF({is_year},{quoted(UNDERSTOOD)},{quoted(remark)}))', value


def pick(
    priority: tuple[str, str, Sequence[str]],
    target: tuple[str, str | float | None, Sequence[str]],
    stages: Sequence[str | float],
    ends: tuple[float, float],
) -> Checked:
    """What is said of a priority and its target, each given as its cell, what it holds now, and the cells of its list.

    `ends`: the lowest and the highest number that a target may be.
    """
    (picked, pick_now, pick_cells), (aim, aim_now, aim_cells) = priority, target
    low, high = ends
    is_aim = f"IF(ISNUMBER({aim}),AND({aim}>={low},{aim}<={high}),{among(aim, aim_cells)})"
    without_target = f'IF(TRIM({picked})="","",{quoted(UNDERSTOOD)})'
    is_picked = f'IF(TRIM({picked})="",{quoted(TARGET_NOT_PICKED)},{quoted(UNDERSTOOD)})'
    with_target = f"IF({is_aim},{is_picked},{quoted(TARGET_NOT_LISTED)})"
    formula = (
        f'IF(AND(TRIM({picked})<>"",NOT({among(picked, pick_cells)})),{quoted(NOT_LISTED)},'
        f'IF(TRIM({aim})="",{without_target},{with_target}))'
    )
    return formula, _picked_now(pick_now, aim_now, stages, ends)


def _picked_now(
    priority: str, target: str | float | None, stages: Sequence[str | float], ends: tuple[float, float]
) -> str:
    if target is None or target == "":
        return UNDERSTOOD if priority else ""
    is_aim = is_among(target, stages) if isinstance(target, str) else ends[0] <= target <= ends[1]
    if not is_aim:
        return TARGET_NOT_LISTED
    return UNDERSTOOD if priority else TARGET_NOT_PICKED


def among(cell: str, cells: Sequence[str]) -> str:
    """The formula for whether a cell holds the same as one of others."""
    return f"OR({','.join(f'TRIM({cell})=TRIM({entry})' for entry in cells)})"


def is_among(words: str, entries: Sequence[str | float]) -> bool:
    """The same of words that are written now."""
    return trimmed(words).lower() in {trimmed(entry).lower() for entry in entries if isinstance(entry, str)}


def trimmed(words: str) -> str:
    """As the function TRIM leaves a text: single blanks, none at the ends."""
    return " ".join(part for part in literal(words).split(" ") if part)
