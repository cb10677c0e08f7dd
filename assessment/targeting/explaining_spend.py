"""One explanation per figure on the spend of all segments: which segments, which shares, which rule."""

from collections.abc import Iterable
from fractions import Fraction

from assessment.model import (
    RATINGS,
    Evidence,
    Explanation,
    Portfolio,
    SegmentFinding,
    SegmentStatus,
    TargetingRules,
    Term,
)
from assessment.rounding import HUNDREDTHS, percent, plain, two_decimals
from assessment.targeting.explaining import LOWEST, explain_segment, severity_text

HOLDS = "Spend on segments with a right to win: served, with a mean and knock-out ratings that are high enough."
BETS = "Spend without a right to win, within reach or planned, for which milestone, owner and end are all recorded."
UNBACKED = "All other spend that finance can attribute to a segment."
UNSPLIT = "What finance cannot split between segments, as recorded."
CLOSE = "Spend on segments of which one close border alone decides whether they hold a right to win."
INDEX = "Spend on served segments without a right to win, declared bets among them; planned ones are outside."
SEVERITY = "The spend of each served segment without a right to win times how far it is from one."
REVENUE = "The revenue of the segments whose spend is unbacked."
COVERAGE = "Ratings that rest on internal figures or on customer or market evidence, over all ratings."
SPLIT = (
    "Accessible size times attractiveness and right to win, each from 0 to 1, over the sum of that for all segments. "
    "A what-if, not an optimum."
)
DISTANCE = (
    "Half the sum of the differences between the attributable spend and the reference split: the part of it that would "
    "have to move. A what-if, not an optimum."
)


def explain(rules: TargetingRules, portfolio: Portfolio) -> dict[str, Explanation]:
    """The explanations of all figures of segments and of all together, by figure; what is not said has none."""
    found = [
        explanation
        for place, finding in enumerate(portfolio.findings)
        for explanation in explain_segment(rules, finding, place)
    ]
    found += [*_money(portfolio), *_zones(rules, portfolio), *_coverage(portfolio), *_reference(portfolio)]
    return {explanation.figure: explanation for explanation in found}


def _money(portfolio: Portfolio) -> list[Explanation]:
    """The money line and the indices; nothing where nothing can be said of all together."""
    if portfolio.backed is None or portfolio.misallocation_severity is None:
        return []
    served = [one for one in portfolio.findings if one.segment.status is SegmentStatus.SERVED]
    without = [one for one in served if not one.has_right_to_win]
    unbacked = [one for one in portfolio.findings if not one.has_right_to_win and not one.is_bet]
    return [
        _spend("backed", "Backed", (one for one in portfolio.findings if one.has_right_to_win), HOLDS),
        _spend("declared-bets", "Declared bets", (one for one in portfolio.findings if one.is_bet), BETS),
        _spend("unbacked", "Unbacked", unbacked, UNBACKED),
        _unsplit(portfolio),
        _spend("close", "Close calls", (one for one in portfolio.findings if one.changes_money), CLOSE),
        _spend("index", "Misallocation index", without, INDEX),
        _severity(without, portfolio.misallocation_severity),
        _sum("unbacked-revenue", "Revenue of unbacked spend", [_revenue(one) for one in unbacked], REVENUE),
    ]


def _unsplit(portfolio: Portfolio) -> Explanation:
    return Explanation("not-attributable", "Not attributable", (), percent(portfolio.not_attributable), UNSPLIT)


def _spend(figure: str, title: str, findings: Iterable[SegmentFinding], rule: str) -> Explanation:
    return _sum(figure, title, [(one.segment.name, one.segment.spend_share) for one in findings], rule)


def _revenue(finding: SegmentFinding) -> tuple[str, Fraction]:
    return finding.segment.name, finding.segment.revenue_share


def _sum(figure: str, title: str, shares: list[tuple[str, Fraction]], rule: str) -> Explanation:
    """Shares of named segments, added up."""
    total = percent(sum((share for _, share in shares), Fraction(0)))
    arithmetic = f"{' + '.join(percent(share) for _, share in shares)} = {total}" if shares else f"no segment: {total}"
    return Explanation(
        figure, title, tuple(Term(name, "", percent(share), "") for name, share in shares), arithmetic, rule
    )


def _severity(without: list[SegmentFinding], total: Fraction) -> Explanation:
    terms, parts = [], []
    for one in without:
        spend, severity = percent(one.segment.spend_share), severity_text(one.severity or Fraction(0))
        terms.append(Term(one.segment.name, f"severity {severity}", spend, ""))
        parts.append(f"{spend} × {severity}")
    arithmetic = f"{' + '.join(parts)} = {percent(total)}" if parts else f"no segment: {percent(total)}"
    return Explanation("severity", "Misallocation severity", tuple(terms), arithmetic, SEVERITY)


def _zones(rules: TargetingRules, portfolio: Portfolio) -> list[Explanation]:
    """Spend and revenue by zone."""
    found = []
    for zone in rules.zones:
        inside = [one for one in portfolio.findings if one.zone == zone]
        spend = [(one.segment.name, one.segment.spend_share) for one in inside]
        found.append(_sum(f"spend-in/{zone.id}", f"{zone.name}: spend", spend, f"{zone.sense}."))
        revenue = [_revenue(one) for one in inside]
        found.append(_sum(f"revenue-in/{zone.id}", f"{zone.name}: revenue", revenue, f"{zone.sense}."))
    return found


def _coverage(portfolio: Portfolio) -> list[Explanation]:
    if portfolio.coverage is None:
        return []
    segments = [one.segment for one in portfolio.findings]
    grades = [each.evidence.get(id, Evidence.OPINION) for each in segments for id in each.ratings]
    known = sum(1 for grade in grades if grade is not Evidence.OPINION)
    arithmetic = f"{known} / {len(grades)} = {percent(portfolio.coverage)}"
    return [Explanation("coverage", "Evidence coverage", (), arithmetic, COVERAGE)]


def _reference(portfolio: Portfolio) -> list[Explanation]:
    """The reference split of every segment and the distance to it, where there is one."""
    attributable = sum((one.segment.spend_share for one in portfolio.findings), Fraction(0))
    pulls = [_pull(one) for one in portfolio.findings]
    total = sum(pulls, Fraction(0))
    found, apart = [], []
    for place, (one, pull) in enumerate(zip(portfolio.findings, pulls, strict=True)):
        if one.reference_split is None:
            return []
        arithmetic = (
            f"{_of(one)} = {_digits(pull)}; {_digits(pull)} / {_digits(total)} = {percent(one.reference_split)}"
        )
        title = f"{one.segment.name}: reference split"
        found.append(Explanation(f"reference/{place}", title, (), arithmetic, SPLIT))
        if attributable:
            apart.append(f"|{percent(one.segment.spend_share / attributable)} - {percent(one.reference_split)}|")
    if portfolio.distance is not None:
        arithmetic = f"({' + '.join(apart)}) / 2 = {percent(portfolio.distance)}"
        found.append(Explanation("distance", "Distance to the reference split", (), arithmetic, DISTANCE))
    return found


def _pull(finding: SegmentFinding) -> Fraction:
    span, low = (max(RATINGS) - LOWEST) * HUNDREDTHS, LOWEST * HUNDREDTHS
    attractive = Fraction((finding.attractiveness or low) - low, span)
    return (
        (finding.segment.accessible_size or Fraction(0))
        * attractive
        * Fraction((finding.right_to_win or low) - low, span)
    )


def _of(finding: SegmentFinding) -> str:
    """The factors of a segment's part, written out."""
    span = max(RATINGS) - LOWEST
    factors = (two_decimals(value or 0) for value in (finding.attractiveness, finding.right_to_win))
    size = _digits(finding.segment.accessible_size or Fraction(0))
    return " × ".join([size, *(f"({value} - {plain(LOWEST * HUNDREDTHS)}) / {span}" for value in factors)])


def _digits(number: Fraction) -> str:
    """A number of any size with six digits that count."""
    return f"{float(number):.6g}"
