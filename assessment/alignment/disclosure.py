"""What may be shown of a team, decided in one place for screen, workbook and command line.

A size limit alone protects nobody: whoever knows a total and all parts but one knows that part too (Denning, Denning
& Schwartz 1979, "The Tracker"). So every mean that is shown is a row of a linear system in the respondents' values,
and a further one is shown only if no combination of all rows is about fewer respondents than the limit. Announced
blocs may be smaller than other groups, as people knew of them before they answered.
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

# Whole team and groups; announced blocs; means of a small confidential team (Culture Amp's and Supermood's limits).
LEAST, LEAST_OF_BLOC, LEAST_FOR_MEAN = 5, 3, 3
# Counts by level show the distribution of answers, though nobody's (Quicksearch shows distributions from 8 on).
LEAST_FOR_COUNTS = 8
# A projection as near to a whole one as this is whole; all entries are small rational numbers.
CLOSE_TO_ONE = 1e-9

# With more small atoms than this a further row is refused unlooked at: trying all of them would take too long.
MOST_SMALL = 40

Weights = tuple[Fraction, ...]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Limits:
    """How many answers it takes in a mode to show a mean, spread and basis, unlabelled dots, counts by level, a group,
    an announced bloc. None for what is never shown.
    """

    mean: int
    spread: int
    dots: int | None
    counts: int
    group: int
    bloc: int

    @property
    def shows_single_answers(self) -> bool:
        """Whether single answers are shown at all, with or without names."""
        return self.dots is not None


LIMITS = {
    CampaignMode.NAMED: Limits(1, 1, 1, 1, 1, 1),
    CampaignMode.CONFIDENTIAL: Limits(LEAST_FOR_MEAN, LEAST, LEAST, LEAST, LEAST, LEAST_OF_BLOC),
    CampaignMode.ANONYMOUS: Limits(LEAST, LEAST, None, LEAST_FOR_COUNTS, LEAST, LEAST),
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

    `exempt`: announced blocs, as sets of places, that may be smaller than the limit.
    """

    people: int
    least: int
    exempt: Sequence[frozenset[int]] = ()
    rows: list[Weights] = field(default_factory=list)

    def admit(self, *rows: Weights) -> bool:
        """Take these rows in if, with all before, they tell nothing of too few people; whether they were."""
        tried = [*self.rows, *rows]
        if not is_safe(tried, self.least, self.exempt):
            return False
        self.rows = tried
        return True


def of_set(places: Iterable[int], people: int) -> Weights:
    """The row of a mean over these people: who is in it, as weights; its size is known, so sums do."""
    inside = set(places)
    return tuple(Fraction(int(place in inside)) for place in range(people))


def is_safe(rows: Sequence[Weights], least: int, exempt: Sequence[frozenset[int]] = ()) -> bool:
    """Whether no combination of the rows is about fewer than `least` people, those about an exempt set aside.

    People with equal columns are told apart by no row, so that they count as one atom. A combination about the atoms
    of T alone exists exactly if the projection onto the space of the rows leaves a vector on T as it is, that is, if
    its square part on T has the eigenvalue 1 (a leverage of 1, where T is one person).
    """
    if least <= 1 or not rows:
        return True
    atoms: dict[Weights, list[int]] = {}
    for place, column in enumerate(zip(*rows, strict=True)):
        atoms.setdefault(column, []).append(place)
    members = list(atoms.values())
    sizes = [len(atom) for atom in members]
    projection = _projection(list(atoms))
    small = [at for at, size in enumerate(sizes) if size < least]
    if len(small) > MOST_SMALL:
        return False
    allowed = [places for places in exempt if _is_known(places, members, projection)]
    for count in range(1, least):
        chosen = [group for group in combinations(small, count) if sum(sizes[at] for at in group) < least]
        if not chosen:
            continue
        places = np.array(chosen)
        parts = projection[places[:, :, None], places[:, None, :]]
        known = (np.linalg.eigvalsh(parts) > 1 - CLOSE_TO_ONE).sum(axis=1)
        for group, dimensions in zip(np.array(chosen)[known > 0], known[known > 0], strict=True):
            people = {place for at in group for place in members[at]}
            if dimensions > sum(1 for known_to_be in allowed if known_to_be <= people):
                return False
    return True


def _is_known(places: frozenset[int], members: Sequence[Sequence[int]], projection: Matrix) -> bool:
    """Whether the mean of exactly these people follows from the rows."""
    if any(not (places.issuperset(atom) or places.isdisjoint(atom)) for atom in members):
        return False
    row = np.array([float(places.issuperset(atom)) for atom in members])
    return bool(np.abs(projection @ row - row).max() < CLOSE_TO_ONE)


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
