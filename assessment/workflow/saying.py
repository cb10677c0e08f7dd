"""What something that was handed in says otherwise than what is stored."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Saying:
    """One thing that a sheet says otherwise than the response, in words.

    `kind` and `id` say what it is about; `ours` is empty where nothing was said before.
    """

    kind: str
    id: str
    what: str
    ours: str
    theirs: str
