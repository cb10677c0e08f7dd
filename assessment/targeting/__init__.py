"""Where a company can win and where its money goes: from segments to zones, close calls and the money line.

`zones` judges; `weighing`, `facts`, `rivals`, `adjacency` and `first_pass` are what ratings can rest on; `spend_moves`
and `waiting` say what would change them; `words` and the `explaining` modules say it.
"""

from assessment.targeting.zones import (
    FEWEST,
    MOST,
    NOTHING,
    ONE_SEGMENT,
    TOLERANCE,
    finding_of,
    normalised,
    problems,
    respent,
    target,
)

__all__ = [
    "FEWEST",
    "MOST",
    "NOTHING",
    "ONE_SEGMENT",
    "TOLERANCE",
    "finding_of",
    "normalised",
    "problems",
    "respent",
    "target",
]
