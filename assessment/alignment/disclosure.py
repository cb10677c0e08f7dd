"""What may be shown of a team, decided in one place for screen, workbook and command line.

A size limit alone protects nobody: whoever knows a total and all parts but one knows that part too (Denning, Denning
& Schwartz 1979, "The Tracker"). So every mean that is shown is a row of a linear system in the respondents' values,
and a further one is shown only if no combination of all rows is about fewer respondents than the limit. That is
enough only where values are not seen one by one: beside dots a mean often fits one choice of dots alone, so that the
groups shown must not divide people into parts smaller than the limit at all.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np
from numpy.typing import NDArray

from assessment.model import CampaignMode, Dot

# Whole team, groups and announced blocs (Culture Amp's and Supermood's limits).
LEAST = 5
# Counts by level show the distribution of answers, though nobody's (Quicksearch shows distributions from 8 on). So do
# mean, SD and AD_M together: of five to seven answers they nearly always fit one distribution alone.
LEAST_FOR_COUNTS = 8
# A projection as near to a whole one as this is whole; all entries are small rational numbers.
CLOSE_TO_ONE = 1e-9

# With more small atoms than this a further row is refused unlooked at: trying all of them would take too long.
MOST_SMALL = 40

Weights = tuple[Fraction, ...]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Limits:
    """How many answers it takes in a mode to show a mean, spread and basis, unlabelled dots, counts by level, a group.

    None for what is never shown.
    """

    mean: int
    spread: int
    dots: int | None
    counts: int
    group: int

    @property
    def shows_single_answers(self) -> bool:
        """Whether single answers are shown at all, with or without names."""
        return self.dots is not None


LIMITS = {
    CampaignMode.NAMED: Limits(1, 1, 1, 1, 1),
    CampaignMode.CONFIDENTIAL: Limits(LEAST, LEAST, LEAST, LEAST, LEAST),
    CampaignMode.ANONYMOUS: Limits(LEAST, LEAST_FOR_COUNTS, None, LEAST_FOR_COUNTS, LEAST),
}


def too_few(there: int, least: int) -> str:
    """Why something is not shown."""
    return f"shown from {least} answers on; there {'is' if there == 1 else 'are'} {there}"


TOGETHER = f"not shown: together with what is shown it would tell of fewer than {LEAST} people"
NOT_BY_ALL = "not shown: not all who have a score answered it, so that a single answer could be computed"
NOT_ALL_SCORED = "not shown: not all have the same scores, so that a single one could be computed"


@dataclass
class Ledger:
    """All means shown of one set of people, as rows of weights, one for each person.

    `beside_dots`: whether the values behind the means are shown one by one, without names.
    """

    people: int
    least: int
    beside_dots: bool = False
    rows: list[Weights] = field(default_factory=list)

    def admit(self, *rows: Weights) -> bool:
        """Take these rows in if, with all before, they tell nothing of too few people; whether they were."""
        tried = [*self.rows, *rows]
        if not (are_parts_large if self.beside_dots else is_safe)(tried, self.least):
            return False
        self.rows = tried
        return True


def of_set(places: Iterable[int], people: int) -> Weights:
    """The row of a mean over these people: who is in it, as weights; its size is known, so sums do."""
    inside = set(places)
    return tuple(Fraction(int(place in inside)) for place in range(people))


def are_parts_large(rows: Sequence[Weights], least: int) -> bool:
    """Whether no row, nor several together, tell fewer than `least` people apart from all others."""
    return all(len(part) >= least for part in _atoms(rows).values())


def _atoms(rows: Sequence[Weights]) -> dict[Weights, list[int]]:
    """The places of people whom no row tells apart, by their column."""
    atoms: dict[Weights, list[int]] = {}
    for place, column in enumerate(zip(*rows, strict=True)):
        atoms.setdefault(column, []).append(place)
    return atoms


def is_safe(rows: Sequence[Weights], least: int) -> bool:
    """Whether no combination of the rows is about fewer than `least` people.

    People with equal columns are told apart by no row, so that they count as one atom. A combination about the atoms
    of T alone exists exactly if the projection onto the space of the rows leaves a vector on T as it is, that is, if
    its square part on T has the eigenvalue 1 (a leverage of 1, where T is one person).
    """
    if least <= 1 or not rows:
        return True
    atoms = _atoms(rows)
    sizes = [len(atom) for atom in atoms.values()]
    projection = _projection(list(atoms))
    small = [at for at, size in enumerate(sizes) if size < least]
    if len(small) > MOST_SMALL:
        return False
    for count in range(1, least):
        chosen = [group for group in combinations(small, count) if sum(sizes[at] for at in group) < least]
        if not chosen:
            continue
        places = np.array(chosen)
        parts = projection[places[:, :, None], places[:, None, :]]
        if (np.linalg.eigvalsh(parts) > 1 - CLOSE_TO_ONE).any():
            return False
    return True


def _projection(columns: Sequence[Weights]) -> Matrix:
    """The projection onto the space of the rows, in the coordinates of the atoms."""
    matrix = np.array([[float(weight) for weight in column] for column in columns]).T
    _, values, basis = np.linalg.svd(matrix, full_matrices=False)
    kept = basis[values > values.max(initial=0) * CLOSE_TO_ONE]
    made: Matrix = kept.T @ kept
    return made


def shuffled(values: Sequence[int], about: str) -> tuple[Dot, ...]:
    """Dots without names, in an order that follows from their values and what they are about, and from nothing else.

    So it says nothing of who answered, differs from row to row, and two downloads have the same.
    """
    ordered = sorted(values)
    seed = hashlib.sha256(f"{about}:{ordered}".encode()).hexdigest()
    Random(seed).shuffle(ordered)
    return tuple(Dot(value) for value in ordered)
