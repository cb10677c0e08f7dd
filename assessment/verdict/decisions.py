"""What to decide first: starred, then picked, upstream before downstream."""

from assessment.model import Decision, DimensionScore, Priority
from assessment.rounding import plain
from assessment.verdict.case import Case, grouped, quote, upstream_first
from assessment.wording import listed, number_word

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
    next_level = case.questionnaire.next_level(question, value)
    return Decision(
        dimension=score.dimension,
        priority=score.priority,
        gap=score.gap,
        action=case.questionnaire.action(question, value),
        now=quote((question, value)),
        next_step=next_level.text if next_level else None,
        evidence=question.evidence,
        blocked_by=case.blockers(score.dimension),
    )


def decisions_note(case: Case, found: tuple[Decision, ...]) -> str:
    """On what the order rests, or why there are fewer than three."""
    if not case.response.priorities:
        return _note_without_priorities(case, found)
    if len(found) >= MOST:
        return ""
    reasons = _reasons_against(case, {decision.dimension for decision in found})
    if not reasons:
        return ""
    if len(case.response.priorities) == 1:
        return f"Your priority {reasons[0][1]}, so it calls for no decision yet."
    said = listed(f"{number_word(count)} {many if count > 1 else one}" for count, one, many in reasons)
    return f"Of your {number_word(len(case.response.priorities))} priorities, {said}."


def _reasons_against(case: Case, decided: set[str]) -> list[tuple[int, str, str]]:
    """Why the other priorities call for no decision: how many, in the singular, in the plural."""
    others = [s for s in case.scorecard.dimensions if s.priority and s.dimension not in decided]
    scored = [score for score in others if score.score is not None]
    least = plain(case.questionnaire.verdict.gap_from)
    counted_reasons = [
        (
            sum(score.gap is not None for score in scored),
            f"is less than {least} below its target",
            f"are less than {least} below their targets",
        ),
        (sum(score.gap is None for score in scored), "is a strength without a target", "are strengths without targets"),
        (len(others) - len(scored), "has too few answers for a score", "have too few answers for a score"),
    ]
    return [reason for reason in counted_reasons if reason[0]]


def _note_without_priorities(case: Case, found: tuple[Decision, ...]) -> str:
    noun, nouns = case.questionnaire.dimension_noun, case.questionnaire.dimension_nouns
    if not case.scorecard.scored:
        return f"No {noun} can be scored yet, so there is nothing to decide."
    if not found:
        return f"All {nouns} scored are strengths: the first decision is how to protect them."
    return (
        "No priorities were picked: the lowest scores come first, and among those "
        f"within {plain(case.questionnaire.verdict.gap_from)} of one another what others depend on."
    )
