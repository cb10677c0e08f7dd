"""Segments that are wanted and cannot be won yet, and the weak dimensions of the questionnaire behind that.

Which dimension stands behind which criterion is data of the rules; dimensions that a questionnaire does not have are
left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.model import Assessment, Claim, SegmentFinding, SegmentStatus
from assessment.rounding import two_decimals
from assessment.wording import listed


@dataclass(frozen=True)
class Waiting:
    """A segment that waits for a dimension. `criteria`: what it needs of it, by name; `score`: in hundredths.

    `action`: what to do first about the dimension; nothing where none of its answers can be raised.
    """

    segment: str
    dimension: str
    criteria: tuple[str, ...]
    score: int
    action: str


def waiting(assessment: Assessment) -> tuple[Waiting, ...]:
    """Every wanted segment with every weak dimension behind what blocks it: most spend first, then the weakest.

    None where segments are not known.
    """
    customers = assessment.customers
    if customers is None:
        return ()
    by_spend = sorted(customers.portfolio.findings, key=lambda finding: -finding.segment.spend_share)
    return tuple(one for finding in by_spend if is_wanted(finding) for one in _behind(assessment, finding))


def is_wanted(finding: SegmentFinding) -> bool:
    """Whether it pays to close what is lacking: attractive and within reach, a declared bet, or planned."""
    zone = finding.zone
    if zone is None or finding.has_right_to_win or finding.is_expected:
        return False
    is_within_reach = zone.claim is Claim.NEAR and zone.attractive
    return is_within_reach or finding.is_bet or finding.segment.status is SegmentStatus.PLANNED


def blocking(finding: SegmentFinding) -> tuple[str, ...]:
    """The criteria that stand in the way, by id: those that knock out, without any the cheapest step."""
    return finding.blockers or ((finding.step.criterion,) if finding.step else ())


def _behind(assessment: Assessment, finding: SegmentFinding) -> list[Waiting]:
    """The weak dimensions behind one segment's blocking criteria, the weakest first."""
    assert assessment.customers is not None, "the finding is theirs"
    rules, scores = assessment.customers.rules, assessment.scorecard.of
    needed: dict[str, list[str]] = {}
    for criterion in rules.criteria:
        if criterion.id in blocking(finding):
            for dimension in criterion.dimensions:
                needed.setdefault(dimension, []).append(criterion.name)
    weak = {
        dimension: score.score
        for dimension in needed
        if (score := scores.get(dimension)) and score.score is not None and score.score < rules.thresholds.weak
    }
    return [
        Waiting(finding.segment.name, dimension, tuple(needed[dimension]), score, _action(assessment, dimension))
        for dimension, score in sorted(weak.items(), key=lambda each: each[1])
    ]


def _action(assessment: Assessment, dimension: str) -> str:
    questionnaire = assessment.questionnaire
    weakest = assessment.response.weakest(questionnaire, dimension)
    if weakest is None or questionnaire.next_level(*weakest) is None:
        return ""
    return questionnaire.action(*weakest)


def waiting_words(assessment: Assessment, one: Waiting) -> str:
    """What a segment waits for, in a sentence; what to do first is in `action`."""
    questionnaire = assessment.questionnaire
    label = questionnaire.dimension[one.dimension].label
    return (
        f"To win “{one.segment}” you need {listed(one.criteria)}; your {questionnaire.dimension_noun} “{label}” "
        f"stands at {_shown(assessment, one.score)}."
    )


def _shown(assessment: Assessment, score: int) -> str:
    """The score with one decimal, with two where one would lift it to what is not weak."""
    assert assessment.customers is not None, "somebody waits"
    shown, weak = assessment.questionnaire.shown(score), assessment.customers.rules.thresholds.weak
    return shown if round(float(shown) * 100) < weak else two_decimals(score)


def of_dimension(found: Sequence[Waiting], dimension: str) -> list[Waiting]:
    """Those that wait for one dimension."""
    return [one for one in found if one.dimension == dimension]
