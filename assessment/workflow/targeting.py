"""From a file of segments to what follows from it."""

from pathlib import Path

from assessment import catalog, targeting
from assessment.errors import IntakeError
from assessment.intake import segments_csv
from assessment.intake.files import read_text
from assessment.model import Portfolio, TargetingRules
from assessment.workflow.editions import SHIPPED

RULES = SHIPPED / "customer-strategy" / "right-to-win.toml"


def rules(path: Path = RULES) -> TargetingRules:
    """The criteria and zones in a file, the shipped ones unless another is named. Raises CatalogError."""
    return catalog.parse_targeting(read_text(path))


def target_file(path: Path, basis: TargetingRules, *, normalise: bool = False) -> Portfolio:
    """What follows from the segments in a `.csv` file.

    `normalise`: whether shares that miss the whole are brought to it in the same proportions. Raises IntakeError
    with every problem.
    """
    if path.suffix.lower() != ".csv":
        raise IntakeError(f"{path.name}: the ending must be .csv; save the segments as CSV")
    read = segments_csv.parse(read_text(path), path.name, basis)
    segments, rest = list(read.segments), read.not_attributable
    if normalise:
        segments, rest = targeting.normalised(segments, rest)
    if problems := targeting.problems(segments, rest):
        raise IntakeError(*(f"{path.name}: {problem}" for problem in problems))
    return targeting.target(basis, segments, rest)
