"""Names by which programs find the answers: `ans_` and the id of the question."""

import re
from collections.abc import Iterable

PREFIX = "ans_"
# Excel allows 255 characters.
LONGEST = 200


def defined_names(ids: Iterable[str]) -> dict[str, str]:
    """A name for each id, of letters, digits and underscores; different ids get different names.

    Excel does not tell capitals from small letters in names.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        plain = PREFIX + re.sub(r"[^A-Za-z0-9_]", "_", id)[:LONGEST]
        name, number = plain, 1
        while name.lower() in taken:
            number += 1
            name = f"{plain}_{number}"
        taken.add(name.lower())
        names[id] = name
    return names
