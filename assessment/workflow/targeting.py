"""From a file of segments to what follows from it."""

from fractions import Fraction
from pathlib import Path

from assessment import catalog, targeting
from assessment.errors import IntakeError
from assessment.intake import segments_csv
from assessment.intake.answers import HandedIn
from assessment.intake.files import read_text
from assessment.model import Customers, Portfolio, SegmentsAsked, TargetingRules
from assessment.targeting import weighing
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


def customers_of(handed_in: HandedIn, rules: TargetingRules, name: str) -> tuple[Customers | None, str]:
    """What follows from the customers that a file of answers holds, and why nothing does or what is to be known of it.

    None where it holds none, or where they cannot be judged together.
    """
    asked = asked_by(handed_in, rules)
    if not asked.segments:
        return None, ""
    if problems := targeting.problems(asked.segments, asked.not_attributable):
        return None, f"{name}: its customers are left out. {' '.join(problems)}"
    portfolio = targeting.target(asked.rules, asked.segments, asked.not_attributable)
    said = handed_in.customers
    are_other = said is not None and said.rules not in ("", rules.content_hash)
    remark = f"{name}: its customers rested on other rules; they are judged by {rules.name}." if are_other else ""
    return Customers(asked.rules, portfolio), remark


def asked_by(handed_in: HandedIn, rules: TargetingRules) -> SegmentsAsked:
    """The segments that a file of answers holds, for whoever asks for them again; none where it holds none."""
    if (said := handed_in.customers) is not None:
        weighted = weighing.weighted(rules, said.own_weights, said.locked_at) if said.own_weights else rules
        return SegmentsAsked(weighted, said.segments.segments, said.segments.not_attributable)
    segments = tuple(one.alone(rules) for one in handed_in.segments.segments if one.name)
    return SegmentsAsked(rules, segments, handed_in.segments.not_attributable or Fraction(0))
