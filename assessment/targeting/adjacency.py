"""Whether a segment without revenue lies within reach: coverage, critical gaps, distance, and the verdict.

All in exact fractions, so that a coverage on a border lies on its near side. Counting kinds of change goes back to
Chris Zook's work on adjacencies; coverage and cuts are this product's own.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from assessment.model import (
    AdjacencyFinding,
    AdjacencyRules,
    AdjacencyTest,
    AdjacencyVerdict,
    CapabilityStep,
    NeededCapability,
)


def finding_of(rules: AdjacencyRules, test: AdjacencyTest) -> AdjacencyFinding:
    """What follows from a test; coverage and distance each as soon as it can be said."""
    said = {kind.id: test.changes[kind.id] for kind in rules.changes if kind.id in test.changes}
    unsaid = sum(each.unsaid for each in test.capabilities) + len(rules.changes) - len(said)
    finding = AdjacencyFinding(test, unsaid)
    if len(said) == len(rules.changes):
        finding = replace(finding, distance=sum(said.values()))
    if test.capabilities and not any(each.unsaid for each in test.capabilities):
        weights = _weights(test)
        finding = replace(
            finding,
            weights=weights,
            coverage=sum((weights[each.id] * covered(each) for each in test.capabilities), Fraction(0)),
            critical=tuple(each for each in test.capabilities if is_critical(rules, each, weights[each.id])),
        )
    if finding.coverage is None or finding.distance is None:
        return finding
    verdict = _verdict(rules, finding.coverage, len(finding.critical), finding.distance)
    finding = replace(finding, verdict=verdict)
    return replace(finding, steps=_steps(rules, finding))


def _weights(test: AdjacencyTest) -> Mapping[str, Fraction]:
    """The weights brought to a sum of 1."""
    total = sum((each.weight or Fraction(0) for each in test.capabilities), Fraction(0))
    return {each.id: (each.weight or Fraction(0)) / total for each in test.capabilities}


def covered(capability: NeededCapability) -> Fraction:
    """How much of what is needed is there, 0 to 1; more than is needed counts as enough. Both must be said."""
    assert capability.have is not None, "it is said"
    assert capability.need is not None, "it is said"
    return min(Fraction(1), Fraction(capability.have, capability.need))


def is_critical(rules: AdjacencyRules, capability: NeededCapability, weight: Fraction) -> bool:
    """Whether too much is lacking of something that weighs too much. Have and need must be said."""
    return weight >= rules.critical_weight and shortfall(capability) >= rules.critical_shortfall


def shortfall(capability: NeededCapability) -> int:
    """How many steps lie between what is there and what is needed; both must be said."""
    assert capability.have is not None, "it is said"
    assert capability.need is not None, "it is said"
    return max(capability.need - capability.have, 0)


def _verdict(rules: AdjacencyRules, coverage: Fraction, critical_gaps: int, changes: int) -> AdjacencyVerdict:
    """The nearest whose limits are all kept."""
    return next(verdict for verdict in rules.verdicts if verdict.holds(coverage, critical_gaps, changes))


def _steps(rules: AdjacencyRules, finding: AdjacencyFinding) -> tuple[CapabilityStep, ...]:
    """The shortest way to a nearer verdict by each capability alone: fewest steps first, then the nearest verdict."""
    found = [step for each in finding.test.capabilities if (step := _step(rules, finding, each)) is not None]
    return tuple(
        sorted(found, key=lambda s: (s.to - (s.capability.have or 0), rules.verdicts.index(s.verdict), -s.coverage))
    )


def _step(rules: AdjacencyRules, finding: AdjacencyFinding, capability: NeededCapability) -> CapabilityStep | None:
    assert finding.coverage is not None, "there is a verdict"
    assert finding.distance is not None, "there is a verdict"
    assert capability.have is not None, "there is a verdict"
    weight = finding.weights[capability.id]
    others = sum(1 for each in finding.critical if each.id != capability.id)
    for to in range(capability.have + 1, (capability.need or 0) + 1):
        raised = replace(capability, have=to)
        coverage = finding.coverage + weight * (covered(raised) - covered(capability))
        verdict = _verdict(rules, coverage, others + is_critical(rules, raised, weight), finding.distance)
        if verdict != finding.verdict:
            return CapabilityStep(capability, to, verdict, coverage)
    return None
