"""The finding that a profile bears out, in words: the same over the rows of page one and over the chart."""

from assessment.model import Assessment, DimensionScore
from assessment.rounding import one_decimal, plain

NO_SCORES = "Too few answers for scores"


def profile_title(assessment: Assessment) -> str:
    """The finding that the rows bear out: what is furthest from its target, else what is lowest.

    Several that differ by less than a gap that matters are named by their number, not ranked.
    """
    gaps = [score for score in assessment.scorecard.dimensions if score.priority and score.gap is not None]
    widest = max((score.gap or 0 for score in gaps), default=0)
    if widest >= assessment.questionnaire.verdict.gap_from:
        return _by_gap(assessment, gaps, widest)
    return _by_score(assessment) if assessment.scorecard.scored else NO_SCORES


def _by_gap(assessment: Assessment, gaps: list[DimensionScore], widest: int) -> str:
    near = assessment.questionnaire.verdict.gap_from
    alike = [score for score in gaps if widest - (score.gap or 0) < near]
    below = one_decimal(widest)
    if len(alike) == 1:
        return f"{_label(assessment, alike[0])} is furthest from its target: {below} below"
    nouns = assessment.questionnaire.dimension_nouns
    return f"{len(alike)} {nouns} are furthest from their targets: up to {below} below"


def _by_score(assessment: Assessment) -> str:
    questionnaire, scorecard = assessment.questionnaire, assessment.scorecard
    lowest, near = scorecard.lowest, questionnaire.verdict.gap_from
    assert lowest is not None, "there are scores"
    alike, count = scorecard.nearly_lowest(near), len(scorecard.scored)
    shown = questionnaire.shown(lowest.score or 0)
    if alike == 1:
        return f"{_label(assessment, lowest)} {'stands' if count == 1 else 'is lowest'} at {shown}"
    if alike == count:
        return f"All {alike} {questionnaire.dimension_nouns} scored lie within {plain(near)} of one another"
    return f"{alike} {questionnaire.dimension_nouns} are lowest, from {shown} up"


def _label(assessment: Assessment, score: DimensionScore) -> str:
    return assessment.questionnaire.dimension[score.dimension].label
