"""The outcome of one check for a contradiction."""

from dataclasses import dataclass

from assessment.model import Contradiction


@dataclass(frozen=True)
class Looked:
    """The outcome of one check that could be made; `strength` ranks it among its kind, high first."""

    strength: tuple[int, int] = (0, 0)
    contradiction: Contradiction | None = None
