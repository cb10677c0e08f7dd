"""What to decide first: starred, then picked, upstream before downstream."""

from assessment.model import Decision, DimensionScore, Priority, Question
from assessment.rounding import plain
from assessment.verdict.case import Case, grouped, quote, upstream_first
from assessment.wording import number_word, sentence_start

MOST = 3


def decisions(case: Case) -> tuple[Decision, ...]:
    """At most three decisions; fewer when fewer qualify, never filled up."""
    return tuple(_decision(case, score) for score in order(case)[:MOST])


def order(case: Case) -> list[DimensionScore]:
    """All dimensions that call for a decision, in the order of deciding.

    Picked dimensions qualify by their gap, or, without a target, by not being a strength.
    Without any picks every scored dimension that is no strength qualifies, lowest first.
    """
    within = case.questionnaire.verdict.gap_from
    picked = [score for score in case.scorecard.scored if score.priority]
    if not case.response.priorities:
        return _sorted(case, [s for s in case.scorecard.scored if not case.is_strength(s)], within)
    qualified = [score for score in picked if _qualifies(case, score)]
    starred = [score for score in qualified if score.priority is Priority.STARRED]
    others = [score for score in qualified if score.priority is not Priority.STARRED]
    return starred + _sorted(case, others, within)


def _qualifies(case: Case, score: DimensionScore) -> bool:
    if score.gap is not None:
        return score.gap >= case.questionnaire.verdict.gap_from
    return not case.is_strength(score)


def _sorted(case: Case, scores: list[DimensionScore], within: int) -> list[DimensionScore]:
    groups = grouped(scores, lambda score: _distance(case, score), within)
    return [score for group in groups for score in upstream_first(case, group)]


def _distance(case: Case, score: DimensionScore) -> int:
    """How far below where it must be: the gap, or the way to a strength when no target was set."""
    if score.gap is not None:
        return score.gap
    return case.questionnaire.verdict.strength_from - (score.score or 0)


def _decision(case: Case, score: DimensionScore) -> Decision:
    question, value = case.weakest(score.dimension)
    next_level = question.next_level(value)
    return Decision(
        dimension=score.dimension,
        priority=score.priority,
        gap=score.gap,
        action=action(case, question, value),
        now=quote((question, value)),
        next_step=next_level.text if next_level else None,
        evidence=question.evidence,
        blocked_by=_blockers(case, score.dimension),
    )


def action(case: Case, question: Question, value: int) -> str:
    """The action for a dimension, by the level of its weakest answer."""
    bands, actions = (
        case.questionnaire.action_bands,
        case.questionnaire.dimension[question.dimension].actions,
    )
    if value >= bands.high_from:
        return actions.high
    return actions.middle if value >= bands.middle_from else actions.low


def _blockers(case: Case, dimension: str) -> tuple[str, ...]:
    direct = case.questionnaire.dimension[dimension].depends_on
    return tuple(id for id in direct if case.is_weak(case.scorecard.of[id]))


def decisions_note(case: Case, found: tuple[Decision, ...]) -> str:
    """On what the order rests, or why there are fewer than three."""
    if not case.response.priorities:
        return _note_without_priorities(case, found)
    if len(found) >= MOST:
        return ""
    least = plain(case.questionnaire.verdict.gap_from)
    if len(case.response.priorities) == 1:
        return "" if found else f"Your priority is less than {least} below its target."
    picked = number_word(len(case.response.priorities))
    if not found:
        return f"None of your {picked} priorities is {least} or more below its target."
    verb = "is" if len(found) == 1 else "are"
    return f"Only {number_word(len(found))} of your {picked} priorities {verb} {least} or more below target."


def _note_without_priorities(case: Case, found: tuple[Decision, ...]) -> str:
    nouns = case.questionnaire.dimension_nouns
    if not case.scorecard.scored:
        return f"No {nouns} can be scored yet, so there is nothing to decide."
    if not found:
        return f"All scored {nouns} are strengths: the first decision is how to protect them."
    why = "No priorities were picked: the order follows the scores, and what others depend on comes first."
    if len(found) >= MOST:
        return why
    few = sentence_start(number_word(len(found)))
    noun, verb = (case.questionnaire.dimension_noun, "is") if len(found) == 1 else (nouns, "are")
    return f"{why} Only {few.lower()} {noun} {verb} no strength yet."
