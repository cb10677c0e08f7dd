"""What is said of a segment in words: what it lacks, and how near it is to another zone."""

from fractions import Fraction

from assessment.model import RATINGS, Border, Criterion, SegmentFinding, TargetingRules
from assessment.rounding import one_decimal, plain, two_decimals
from assessment.wording import listed

# The headline where all spend is not attributable, in the app and in the workbook.
NO_SPEND = "No customer-facing spend is attributed to a segment."


def whole_percent(share: Fraction | None) -> str:
    """A share in whole per cent, half away from zero, as Excel's 0% shows it; nothing for none."""
    return "" if share is None else f"{int(share * 100 + Fraction(1, 2))} %"


def lacking_words(rules: TargetingRules, finding: SegmentFinding) -> str:
    """What stands between a segment and a right to win; nothing where it holds one, or cannot be judged yet."""
    if finding.zone is None or finding.has_right_to_win:
        return ""
    if finding.is_expected:
        return "Expected right to win, unproven: there is no revenue yet that would show it."
    if finding.blockers:
        return f"Blocked by {listed(_rated(rules, finding, id) for id in finding.blockers)}.{_step(rules, finding)}"
    needed, mean = rules.thresholds.right_to_win, finding.right_to_win
    shown = two_decimals if mean is not None and one_decimal(mean) == one_decimal(needed) else one_decimal
    average = shown(mean) if mean is not None else ""
    return f"No single blocker: average {average}, needs {plain(needed)}.{_step(rules, finding)}"


def _rated(rules: TargetingRules, finding: SegmentFinding, id: str) -> str:
    return f"{_criterion(rules, id).name} ({finding.segment.ratings[id]} of {max(RATINGS)})"


def _criterion(rules: TargetingRules, id: str) -> Criterion:
    return next(criterion for criterion in rules.criteria if criterion.id == id)


def _step(rules: TargetingRules, finding: SegmentFinding) -> str:
    step = finding.step
    if step is None:
        return " No single rating would give it one."
    name, average = _criterion(rules, step.criterion).name, one_decimal(step.right_to_win)
    return f" Cheapest step: {name} from {step.rating} to {step.to}, which makes the average {average}."


def close_words(rules: TargetingRules, finding: SegmentFinding) -> str:
    """The borders that a segment lies close to, by name; nothing where it lies close to none."""
    limits = rules.thresholds
    words = {
        Border.RIGHT_TO_WIN: f"right to win {_exact(finding.right_to_win)}, cut at {plain(limits.right_to_win)}",
        Border.KNOCK_OUT: f"one knock-out criterion one below {limits.knock_out}",
        Border.NEAR: f"right to win {_exact(finding.right_to_win)}, cut at {plain(limits.near)}",
        Border.ATTRACTIVE: f"attractiveness {_exact(finding.attractiveness)}, cut at {plain(limits.attractive)}",
    }
    near = [words[border] for border in finding.close]
    return f"A close call: {listed(near)}." if near else ""


def _exact(value: int | None) -> str:
    return "" if value is None else two_decimals(value)
