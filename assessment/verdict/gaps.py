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
    """Why no gaps are named, or which of them are too close to rank."""
    least = plain(case.questionnaire.verdict.gap_from)
    if not any(score.gap is not None for score in case.scorecard.dimensions):
        return "No targets were set, so no gaps are named."
    if not found:
        return f"No priority is {least} or more below its target."
    sizes = [len(group) for group in found if len(group) > 1]
    if not sizes:
        return ""
    return f"Differences under {least} are too small to rank: gaps within {least} of one another are one group."


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
    rules, noun = case.questionnaire.verdict, case.questionnaire.dimension_noun
    bar = f"{plain(rules.strength_from)}, or {plain(rules.strength_above_mean)} above your own mean"
    if len(found) >= FEW:
        return ""
    if not found:
        return f"No {noun} is a strength yet: none reaches {bar} with at least {plain(rules.strength_least)}."
    noun, verb = (noun, "reaches") if len(found) == 1 else (case.questionnaire.dimension_nouns, "reach")
    return f"Only {number_word(len(found))} {noun} {verb} {bar}."
