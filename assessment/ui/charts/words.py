"""What the profile chart says: its finding as a title, and all its figures for those who cannot see it."""

from assessment.model import Assessment, DimensionScore, Priority
from assessment.rounding import plain
from reports.ordering import page_order
from reports.profile_words import profile_title

PRIORITIES = {Priority.STARRED: "starred priority", Priority.PICKED: "priority"}


def profile_alt(assessment: Assessment) -> str:
    """The finding and every figure of the chart, row by row from the top."""
    rows = [_row(assessment, score) for score in page_order(assessment)]
    return f"{profile_title(assessment)}. {'. '.join(rows)}."


def _row(assessment: Assessment, score: DimensionScore) -> str:
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


def _label(assessment: Assessment, score: DimensionScore) -> str:
    return assessment.questionnaire.dimension[score.dimension].label
