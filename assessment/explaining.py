"""One explanation per figure: which answers, which weights, which rule.

The same texts stand on screen and on the workbook's Method sheet, where they are formulas.
"""

from fractions import Fraction

from assessment.model import (
    Dimension,
    DimensionScore,
    Explanation,
    Question,
    Questionnaire,
    Response,
    Scorecard,
    Status,
    Term,
)
from assessment.rounding import percent, plain, two_decimals, weight_text
from assessment.wording import counted


def explain(questionnaire: Questionnaire, response: Response, scorecard: Scorecard) -> tuple[Explanation, ...]:
    """The explanations of all figures of a scorecard, dimension by dimension, overall last."""
    explanations: list[Explanation] = []
    for dimension in questionnaire.dimensions:
        score = scorecard.of[dimension.id]
        explanations.append(_score(questionnaire, dimension, score, response))
        explanations.append(_stage(questionnaire, dimension, score))
        explanations.append(_gap(dimension, score, response))
    explanations.append(_overall(questionnaire, scorecard))
    return tuple(explanations)


def figures(scorecard: Scorecard) -> list[str]:
    """The ids of all figures that a scorecard shows and that must therefore be explained."""
    found = []
    for score in scorecard.dimensions:
        found += [f"score/{score.dimension}", f"stage/{score.dimension}", f"gap/{score.dimension}"]
    return [*found, "overall"]


def _score(
    questionnaire: Questionnaire, dimension: Dimension, score: DimensionScore, response: Response
) -> Explanation:
    return Explanation(
        figure=f"score/{dimension.id}",
        title=f"{dimension.label}: score",
        terms=tuple(
            _term(questionnaire, question, response) for question in response.asked(questionnaire, dimension.id)
        ),
        arithmetic=_score_arithmetic(questionnaire, dimension, score, response),
        rule=_score_rule(questionnaire, score),
    )


def _term(questionnaire: Questionnaire, question: Question, response: Response) -> Term:
    answer = response.answers.get(question.id)
    if isinstance(answer, Status):
        words, value = questionnaire.statuses[answer].label, "not scored"
    elif answer is None:
        words, value = "Not answered", "not scored"
    else:
        words, value = question.descriptor(answer), plain(answer)
    return Term(question.name, words, value, weight_text(question.weight))


def _score_arithmetic(
    questionnaire: Questionnaire, dimension: Dimension, score: DimensionScore, response: Response
) -> str:
    if score.score is None:
        return "no score"
    answered = response.levels(questionnaire, dimension.id)
    equal = questionnaire.has_equal_weights(dimension.id)
    parts = [
        plain(value) if equal else f"{weight_text(question.weight)} × {plain(value)}" for question, value in answered
    ]
    whole = len(answered) if equal else sum((question.weight for question, _ in answered), Fraction(0))
    return f"({' + '.join(parts)}) / {weight_text(Fraction(whole))} = {two_decimals(score.score)}"


def _score_rule(questionnaire: Questionnaire, score: DimensionScore) -> str:
    rules = questionnaire.scoring
    answered = f"{score.answered} of {counted(score.applicable, 'question')} answered"
    if score.applicable == 0:
        return "No question applies, so there is no score."
    if score.score is None:
        return f"{answered}; below {percent(rules.thin_from)} of the weight there is no score."
    if score.thin:
        return f"{answered}; thin, as {percent(rules.scored_from)} of the weight is needed for a full score."
    return f"{answered}; {percent(rules.scored_from)} of the weight is needed."


def _stage(questionnaire: Questionnaire, dimension: Dimension, score: DimensionScore) -> Explanation:
    arithmetic = "no stage, as there is no score"
    if score.stage is not None and score.score is not None:
        arithmetic = (
            f"{two_decimals(score.score)} falls in “{score.stage.name}”, {questionnaire.stage_range(score.stage)}"
        )
    return Explanation(
        f"stage/{dimension.id}",
        f"{dimension.label}: stage",
        (),
        arithmetic,
        questionnaire.stages_note,
    )


def _gap(dimension: Dimension, score: DimensionScore, response: Response) -> Explanation:
    arithmetic = "no gap, as no target was set" if score.target is None else "no gap, as there is no score"
    if score.gap is not None and score.target is not None and score.score is not None:
        arithmetic = f"{two_decimals(score.target)} - {two_decimals(score.score)} = {two_decimals(score.gap)}"
    by = f" for {response.target_year}" if response.target_year else ""
    return Explanation(f"gap/{dimension.id}", f"{dimension.label}: gap", (), arithmetic, f"Target{by} minus score.")


def _overall(questionnaire: Questionnaire, scorecard: Scorecard) -> Explanation:
    scored = scorecard.scored
    needed = percent(questionnaire.scoring.overall_from)
    nouns = questionnaire.dimension_nouns
    rule = f"{len(scored)} of {len(scorecard.dimensions)} {nouns} scored; {needed} of their weight is needed."
    arithmetic = "no overall score"
    if scorecard.overall.score is not None:
        equal = len({dimension.weight for dimension in questionnaire.dimensions}) == 1
        parts, whole = [], Fraction(0)
        for score in scored:
            weight = questionnaire.dimension[score.dimension].weight
            whole += 1 if equal else weight
            value = two_decimals(score.score or 0)
            parts.append(value if equal else f"{weight_text(weight)} × {value}")
        arithmetic = f"({' + '.join(parts)}) / {weight_text(whole)} = {two_decimals(scorecard.overall.score)}"
    return Explanation("overall", "Overall score", (), arithmetic, rule)
