"""From answers to scores: exact, and silent where too little was answered.

A dimension's score is the weighted mean of the levels answered, over the questions of the
length that apply. *Does not apply* leaves the questions; *cannot judge* and no answer stay
in them, unanswered. Nothing is imputed, and nothing blank counts as zero.
"""

from fractions import Fraction

from assessment.model import (
    Dimension,
    DimensionScore,
    Overall,
    Priority,
    Questionnaire,
    Response,
    Scorecard,
    ScoringRules,
    Status,
)
from assessment.rounding import mean


def score(questionnaire: Questionnaire, response: Response) -> Scorecard:
    """The scorecard of one response, in the order of the questionnaire's dimensions."""
    dimensions = tuple(_dimension_score(questionnaire, dimension, response) for dimension in questionnaire.dimensions)
    return Scorecard(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        length=response.length,
        dimensions=dimensions,
        overall=_overall(questionnaire, dimensions),
    )


def _dimension_score(questionnaire: Questionnaire, dimension: Dimension, response: Response) -> DimensionScore:
    applicable = [
        question
        for question in response.asked(questionnaire, dimension.id)
        if response.answers.get(question.id) is not Status.DOES_NOT_APPLY
    ]
    answered = response.levels(questionnaire, dimension.id)
    share = _share(
        sum((question.weight for question, _ in answered), Fraction(0)),
        sum((question.weight for question in applicable), Fraction(0)),
    )
    score = None
    if share >= questionnaire.scoring.thin_from:
        score = mean([(value, question.weight) for question, value in answered])
    target = response.targets.get(dimension.id)
    return DimensionScore(
        dimension=dimension.id,
        score=score,
        stage=None if score is None else questionnaire.stage_of(score),
        answered=len(answered),
        applicable=len(applicable),
        share=share,
        thin=score is not None and _is_thin(questionnaire.scoring, share),
        priority=_priority(response, dimension.id),
        target=target,
        gap=None if score is None or target is None else target - score,
    )


def _is_thin(rules: ScoringRules, share: Fraction) -> bool:
    """Whether a score on that share of the weight is marked thin."""
    return rules.thin_from <= share < rules.scored_from


def _overall(questionnaire: Questionnaire, scores: tuple[DimensionScore, ...]) -> Overall:
    weighted = [
        (score.score, dimension.weight)
        for dimension, score in zip(questionnaire.dimensions, scores, strict=True)
        if score.score is not None
    ]
    share = _share(
        sum((weight for _, weight in weighted), Fraction(0)),
        sum((dimension.weight for dimension in questionnaire.dimensions), Fraction(0)),
    )
    return Overall(mean(weighted) if share >= questionnaire.scoring.overall_from else None, share)


def _share(part: Fraction, whole: Fraction) -> Fraction:
    return part / whole if whole else Fraction(0)


def _priority(response: Response, dimension: str) -> Priority | None:
    if dimension == response.starred:
        return Priority.STARRED
    return Priority.PICKED if dimension in response.priorities else None
