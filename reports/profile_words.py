"""What a profile says in words: its finding, the heads of its rows, and all its figures for those who cannot see it.

The same over the rows of page one, over the chart on screen and in print.
"""

from collections.abc import Sequence

from assessment.model import Assessment, DimensionScore, Priority
from assessment.rounding import one_decimal, plain
from assessment.wording import number_word
from reports.ordering import page_order

NO_SCORES = "Too few answers for scores"
PRIORITIES = {Priority.STARRED: "starred priority", Priority.PICKED: "priority"}


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


def profile_alt(assessment: Assessment) -> str:
    """The finding and every figure of the chart, row by row from the top."""
    rows = [_told(assessment, score) for score in page_order(assessment)]
    return f"{profile_title(assessment)}. {'. '.join(rows)}."


def standing_alt(assessment: Assessment, dimension: str) -> str:
    """Every figure of the one row of a dimension, and the stages behind it."""
    stages = "; ".join(f"{s.name} {assessment.questionnaire.stage_range(s)}" for s in assessment.questionnaire.stages)
    return f"{_told(assessment, assessment.scorecard.of[dimension])}. Stages: {stages}."


def _told(assessment: Assessment, score: DimensionScore) -> str:
    questionnaire = assessment.questionnaire
    name = _label(assessment, score)
    if score.priority:
        name = f"{name} ({PRIORITIES[score.priority]})"
    parts = [missing(score)]
    if score.score is not None and score.stage is not None:
        parts = [f"score {questionnaire.shown(score.score)}{', thin' if score.thin else ''}", score.stage.name]
        low, high = answer_range(assessment, score)
        parts.append(f"answers from {plain(low)} to {plain(high)}")
    if score.target is not None:
        parts.append(f"target {questionnaire.shown(score.target)}")
    return f"{name}: {', '.join([*parts, f'{score.answered} of {score.applicable} answered'])}"


def answer_range(assessment: Assessment, score: DimensionScore) -> tuple[int, int]:
    """The lowest and the highest level answered in a scored dimension, in hundredths."""
    answered = [value for _, value in assessment.response.levels(assessment.questionnaire, score.dimension)]
    return min(answered), max(answered)


def missing(score: DimensionScore) -> str:
    """Why a dimension has no score."""
    return "too few answers" if score.applicable else "does not apply"


def group_heads(picked: Sequence[DimensionScore]) -> tuple[str, str]:
    """The words above the rows that were picked, and above the others."""
    if not picked:
        return "", "Lowest score first"
    count = len(picked)
    yours = "Your priority" if count == 1 else f"Your {number_word(count)} priorities"
    by_gap = any(score.gap is not None for score in picked)
    order = "widest gap first" if by_gap else "lowest score first"
    return yours if count == 1 else f"{yours}, {order}", "Not picked, lowest score first"


def remark_on(score: DimensionScore) -> str:
    """What is said below the name of a row that rests on few answers or none."""
    answered = f"{score.answered} of {score.applicable} answered"
    if score.score is None:
        return f"{missing(score)}, {answered}" if score.applicable else missing(score)
    return f"thin, {answered}" if score.thin else ""
