"""One explanation per figure on segments: which ratings, which weights, which rule.

Figures are known by what they are and the place of their segment in the portfolio: `right-to-win/0`. Those over all
segments are in `assessment.targeting.explaining_spend`.
"""

from collections.abc import Sequence
from fractions import Fraction

from assessment.model import (
    RATINGS,
    Criterion,
    Evidence,
    Explanation,
    Part,
    Segment,
    SegmentFinding,
    SegmentStatus,
    Side,
    TargetingRules,
    Term,
)
from assessment.rounding import HUNDREDTHS, percent, plain, to_hundredths, two_decimals

EVIDENCE_WORDS = {
    Evidence.OPINION: "opinion",
    Evidence.INTERNAL: "internal figures",
    Evidence.MARKET: "customer or market evidence",
}
LOWEST, MIDDLE, HIGHEST = min(RATINGS), RATINGS[len(RATINGS) // 2], max(RATINGS)
NOT_RATED = "not rated"


def explain_segment(rules: TargetingRules, finding: SegmentFinding, place: int) -> tuple[Explanation, ...]:
    """The explanations of all figures of one segment, which stands at that place of its portfolio."""
    segment = finding.segment
    applicable = applicable_to(rules, segment)
    reasons, proof = ([c for c in applicable if c.part is part] for part in (Part.REASONS, Part.PROOF))
    explained = [
        _mean(rules, segment, rules.of(Side.ATTRACTIVENESS), "attractiveness", finding.attractiveness),
        _mean(rules, segment, applicable, "right-to-win", finding.right_to_win),
        _mean(rules, segment, reasons, "reasons", finding.reasons),
        _mean(rules, segment, proof, "proof", finding.proof),
        _minimum(rules, finding),
        _zone(rules, finding),
        _severity(rules, finding),
        _intensity(finding),
    ]
    return tuple(
        Explanation(f"{one.figure}/{place}", f"{segment.name}: {one.title}", one.terms, one.arithmetic, one.rule)
        for one in explained
    )


def applicable_to(rules: TargetingRules, segment: Segment) -> list[Criterion]:
    """The criteria of the right to win that a segment can be rated by: without revenue not all of them."""
    return [c for c in rules.applicable(segment.status) if c.side is Side.RIGHT_TO_WIN]


def _mean(
    rules: TargetingRules, segment: Segment, criteria: Sequence[Criterion], figure: str, value: int | None
) -> Explanation:
    """A weighted mean of ratings."""
    title, whole = figure.replace("-", " "), figure in ("attractiveness", "right-to-win")
    rated = [criterion for criterion in criteria if criterion.id in segment.ratings]
    needed = f"At least {percent(rules.thresholds.rated)} of the weight must be rated" if whole else "Any rating counts"
    rule = f"Each rating times its weight, over the weight that is rated: {len(rated)} of {len(criteria)}. {needed}."
    if segment.status is SegmentStatus.PLANNED and figure != "attractiveness":
        rule += " Without revenue the criteria that need it are left out."
    arithmetic = f"no {title}, as {'too little is rated' if any(c.weight for c in criteria) else 'none of it weighs'}"
    if value is not None:
        parts = " + ".join(f"{_weight(c.weight)} × {segment.ratings[c.id]}" for c in rated)
        weight = _weight(sum((c.weight for c in rated), Fraction(0)))
        arithmetic = f"({parts}) / {weight} = {two_decimals(value)}"
    return Explanation(figure, title, tuple(_term(segment, c) for c in criteria), arithmetic, rule)


def _term(segment: Segment, criterion: Criterion) -> Term:
    rating, weight = segment.ratings.get(criterion.id), _weight(criterion.weight)
    if rating is None:
        return Term(criterion.name, "", NOT_RATED, weight)
    grade = EVIDENCE_WORDS[segment.evidence.get(criterion.id, Evidence.OPINION)]
    return Term(criterion.name, f"{rating_words(criterion, rating)} ({grade})", str(rating), weight)


def _weight(weight: Fraction) -> str:
    """A weight without idle zeros, to the last of the ten-thousandths in which they are given."""
    return f"{float(weight):.4f}".rstrip("0").rstrip(".")


def rating_words(criterion: Criterion, rating: int) -> str:
    """What a rating of a criterion says; two ratings lie between the sentences around them."""
    anchors = {LOWEST: criterion.low, MIDDLE: criterion.middle, HIGHEST: criterion.high}
    if rating in anchors:
        return anchors[rating]
    low, high = (criterion.low, criterion.middle) if rating < MIDDLE else (criterion.middle, criterion.high)
    return f"Between “{low}” and “{high}”"


def _minimum(rules: TargetingRules, finding: SegmentFinding) -> Explanation:
    segment = finding.segment
    criteria = [criterion for criterion in applicable_to(rules, segment) if criterion.knock_out]
    rule = f"The lowest knock-out rating: below {rules.thresholds.knock_out} it alone rules a right to win out."
    arithmetic = "no lowest rating, as not all of these are rated"
    if finding.minimum is not None:
        ratings = ", ".join(str(segment.ratings[criterion.id]) for criterion in criteria)
        arithmetic = f"least of {ratings} = {finding.minimum}"
    terms = tuple(_term(segment, criterion) for criterion in criteria)
    return Explanation("minimum", "lowest knock-out rating", terms, arithmetic, rule)


def _zone(rules: TargetingRules, finding: SegmentFinding) -> Explanation:
    """Which side of each border it lies on."""
    limits, zone = rules.thresholds, finding.zone
    rule = (
        f"A right to win takes revenue, a mean of at least {plain(limits.right_to_win)} and no knock-out rating below "
        f"{limits.knock_out}; within reach is a mean of at least {plain(limits.near)}; attractive is more than "
        f"{plain(limits.attractive)}."
    )
    if zone is None or finding.right_to_win is None or finding.minimum is None:
        return Explanation("zone", "zone", (), "no zone, as too little is rated", rule)
    mean = finding.right_to_win
    sides = [f"right to win {_against(mean, limits.right_to_win)}"]
    if mean < limits.right_to_win:
        sides.append(f"right to win {_against(mean, limits.near)}")
    lowest = f"lowest knock-out {_sign(finding.minimum, limits.knock_out)}"
    sides += [lowest, _attractive(rules, finding)]
    if finding.segment.status is SegmentStatus.PLANNED:
        sides.append("planned, so not held yet")
    return Explanation("zone", "zone", (), f"{'; '.join(sides)}: “{zone.name}”", rule)


def _sign(value: int, limit: int) -> str:
    return f"{value} {'≥' if value >= limit else '<'} {limit}"


def _against(value: int, limit: int) -> str:
    return f"{two_decimals(value)} {'≥' if value >= limit else '<'} {plain(limit)}"


def _attractive(rules: TargetingRules, finding: SegmentFinding) -> str:
    value, limit = finding.attractiveness, rules.thresholds.attractive
    if value is None:
        return f"ranked in the {'upper' if finding.attractive else 'lower'} half by attractiveness"
    return f"attractiveness {two_decimals(value)} {'>' if value > limit else '≤'} {plain(limit)}"


def _severity(rules: TargetingRules, finding: SegmentFinding) -> Explanation:
    limits = rules.thresholds
    rule = (
        "How far from a right to win, from 0 to 1: the larger of two shortfalls, each over the most it can be. "
        "It describes; nothing is ranked by it."
    )
    arithmetic = "no severity, as too little is rated"
    if finding.has_right_to_win:
        arithmetic = "a right to win is held: 0"
    elif finding.severity is not None and finding.right_to_win is not None:
        top, span = plain(limits.right_to_win), plain(limits.right_to_win - LOWEST * HUNDREDTHS)
        parts = [f"({top} - {two_decimals(finding.right_to_win)}) / {span}"]
        if limits.knock_out > LOWEST:
            parts.append(f"({limits.knock_out} - {finding.minimum}) / {limits.knock_out - LOWEST}")
        arithmetic = f"most of {', '.join([*parts, '0'])} = {severity_text(finding.severity)}"
    return Explanation("severity", "severity", (), arithmetic, rule)


def severity_text(severity: Fraction) -> str:
    """A severity with two decimals."""
    return two_decimals(to_hundredths(severity))


def _intensity(finding: SegmentFinding) -> Explanation:
    segment = finding.segment
    arithmetic = "new: no revenue to compare with"
    if finding.intensity is not None:
        ratio = two_decimals(to_hundredths(finding.intensity))
        arithmetic = f"{percent(segment.spend_share)} / {percent(segment.revenue_share)} = {ratio}"
    rule = "Share of customer-facing spend over share of revenue."
    return Explanation("intensity", "spend against revenue", (), arithmetic, rule)
