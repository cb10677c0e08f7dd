"""One explanation per figure on how near a segment is: which ratings, which weights, which rule."""

from fractions import Fraction

from assessment.model import (
    AdjacencyFinding,
    AdjacencyRules,
    AdjacencyVerdict,
    Explanation,
    NeededCapability,
    Term,
)
from assessment.rounding import HUNDREDTHS, percent, to_hundredths, two_decimals
from assessment.targeting.adjacency import covered, shortfall
from assessment.wording import counted

NEW_WORDS = {True: "new", False: "as today"}


def coverage_words(rules: AdjacencyRules, coverage: Fraction) -> str:
    """A coverage with two decimals, or beside which border it lies where two would put it on the other side."""
    near = Fraction(to_hundredths(coverage), HUNDREDTHS)
    for border in (verdict.coverage for verdict in rules.verdicts):
        if border is not None and (coverage >= border) != (near >= border):
            return f"just {'under' if coverage < border else 'over'} {_cut(border)}"
    return two_decimals(to_hundredths(coverage))


def _cut(border: Fraction) -> str:
    exact = two_decimals(to_hundredths(border))
    return exact if Fraction(exact) == border else f"{float(border):g}"


def gaps_words(number: int) -> str:
    """`1 critical gap`."""
    return counted(number, "critical gap")


def changes_words(number: int) -> str:
    """`2 kinds of change`."""
    return counted(number, "kind of change", "kinds of change")


def explain(rules: AdjacencyRules, finding: AdjacencyFinding) -> dict[str, Explanation]:
    """The explanations of what can be said: `coverage`, `critical`, `distance` and `verdict`."""
    explained = []
    if finding.coverage is not None:
        explained += [_coverage(rules, finding, finding.coverage), _critical(rules, finding)]
    if finding.distance is not None:
        explained.append(_distance(rules, finding))
    if finding.verdict is not None:
        explained.append(_verdict(rules, finding, finding.verdict))
    return {one.figure: one for one in explained}


def _coverage(rules: AdjacencyRules, finding: AdjacencyFinding, coverage: Fraction) -> Explanation:
    terms = tuple(
        Term(
            each.name, f"have {each.have}, need {each.need}", percent(covered(each)), percent(finding.weights[each.id])
        )
        for each in finding.test.capabilities
    )
    parts = " + ".join(f"{percent(finding.weights[each.id])} × {_part(each)}" for each in finding.test.capabilities)
    rule = (
        "What you have over what is needed, at most 1, by weight; weights are brought to a sum of 100 %. "
        "Borders are compared exactly, not as rounded."
    )
    return Explanation("coverage", "Coverage", terms, f"{parts} = {coverage_words(rules, coverage)}", rule)


def _part(capability: NeededCapability) -> str:
    return "1" if covered(capability) == 1 else f"{capability.have} / {capability.need}"


def _critical(rules: AdjacencyRules, finding: AdjacencyFinding) -> Explanation:
    terms = tuple(
        Term(
            each.name,
            f"weighs {percent(finding.weights[each.id])}, lacks {shortfall(each)}",
            "critical" if each in finding.critical else "",
            "",
        )
        for each in finding.test.capabilities
    )
    rule = (
        f"A gap is critical where a capability weighs at least {percent(rules.critical_weight)} "
        f"and lacks at least {rules.critical_shortfall}."
    )
    return Explanation("critical", "Critical gaps", terms, gaps_words(len(finding.critical)), rule)


def _distance(rules: AdjacencyRules, finding: AdjacencyFinding) -> Explanation:
    terms = tuple(Term(kind.name, "", NEW_WORDS[finding.test.changes[kind.id]], "") for kind in rules.changes)
    arithmetic = f"{finding.distance} of {len(rules.changes)}"
    return Explanation("distance", "Distance", terms, arithmetic, "How many of these would be new for the company.")


def _verdict(rules: AdjacencyRules, finding: AdjacencyFinding, verdict: AdjacencyVerdict) -> Explanation:
    assert finding.coverage is not None, "there is a verdict"
    said = [
        f"coverage {coverage_words(rules, finding.coverage)}",
        gaps_words(len(finding.critical)),
        changes_words(finding.distance or 0),
    ]
    rule = f"{' '.join(f'“{each.name}”: {_limits(each)}.' for each in rules.verdicts)} The first that holds counts."
    return Explanation("verdict", "Verdict", (), f"{'; '.join(said)}: “{verdict.name}”", rule)


def _limits(verdict: AdjacencyVerdict) -> str:
    if verdict.coverage is None:
        return "otherwise"
    gaps, changes = verdict.critical_gaps or 0, verdict.changes or 0
    least = f"coverage of at least {_cut(verdict.coverage)}"
    return f"{least}, at most {gaps_words(gaps)} and at most {changes_words(changes)}"
