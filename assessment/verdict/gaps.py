"""Gaps that matter and strengths to protect, each with the respondent's own words."""

from assessment.model import DimensionScore, Gap, Strength
from assessment.rounding import plain
from assessment.verdict.case import Case, grouped, quote
from assessment.wording import number_word

FEW = 3


def gaps(case: Case) -> tuple[tuple[Gap, ...], ...]:
    """Picked dimensions far enough below their targets, widest first, in groups of equals."""
    least = case.questionnaire.verdict.gap_from
    below = [s for s in case.scorecard.dimensions if s.priority and s.gap is not None and s.gap >= least]
    groups = grouped(below, lambda score: score.gap or 0, least)
    return tuple(tuple(_gap(case, score) for score in group) for group in groups)


def _gap(case: Case, score: DimensionScore) -> Gap:
    return Gap(score.dimension, score.gap or 0, score.thin, quote(case.weakest(score.dimension)))


def gaps_note(case: Case, found: tuple[tuple[Gap, ...], ...]) -> str:
    """Why no gaps are named, or that some are too close to rank."""
    least = plain(case.questionnaire.verdict.gap_from)
    targeted = [score for score in case.scorecard.dimensions if score.priority and score.target is not None]
    if not targeted:
        return "No targets were set, so no gaps are named."
    if all(score.score is None for score in targeted):
        return "No priority with a target has a score yet, so no gaps are named."
    if not found:
        return f"No priority is {least} or more below its target."
    if all(len(group) == 1 for group in found):
        return ""
    return f"Where gaps differ by less than {least}, their order says little."


def strengths(case: Case) -> tuple[Strength, ...]:
    """Dimensions worth protecting, highest first."""
    strong = [score for score in case.scorecard.scored if case.is_strength(score)]
    ordered = sorted(strong, key=lambda score: -(score.score or 0))
    return tuple(
        Strength(score.dimension, score.score or 0, score.thin, quote(case.strongest(score.dimension)))
        for score in ordered
    )


def strengths_note(case: Case, found: tuple[Strength, ...]) -> str:
    """Said when fewer than three qualify: the list is never filled up."""
    scored, noun = len(case.scorecard.scored), case.questionnaire.dimension_noun
    if len(found) >= FEW or len(found) == scored:
        return ""
    if not found:
        return f"No {noun} is a strength yet: none reaches {bar(case)}."
    noun, verb = (noun, "reaches") if len(found) == 1 else (case.questionnaire.dimension_nouns, "reach")
    return f"Only {number_word(len(found))} {noun} {verb} {bar(case)}."


def bar(case: Case) -> str:
    """What makes a strength; the own mean counts only where there is an overall score."""
    rules = case.questionnaire.verdict
    bar = plain(rules.strength_from)
    if case.scorecard.overall.score is None:
        return bar
    least = plain(rules.strength_least)
    return f"{bar}, or {least} and {plain(rules.strength_above_mean)} above your own mean"
