"""An assessment as the command line shows it: as text to read, and as JSON."""

from typing import Any

from assessment.model import (
    Assessment,
    Contradiction,
    Decision,
    DimensionScore,
    Explanation,
    Gap,
    Priority,
    Quote,
    Strength,
)
from assessment.rounding import as_number, one_decimal
from assessment.wording import counted, sentence_start

MARKS = {Priority.STARRED: "★ ", Priority.PICKED: "✓ ", None: "  "}


def as_json(assessment: Assessment) -> dict[str, Any]:
    """The scores and the verdict by ids; scores are numbers with two decimals, or null."""
    scorecard, verdict = assessment.scorecard, assessment.verdict
    return {
        "questionnaire": scorecard.questionnaire,
        "version": scorecard.version,
        "hash": assessment.questionnaire.content_hash,
        "length": str(scorecard.length),
        "overall": as_number(scorecard.overall.score),
        "dimensions": [_dimension(score) for score in scorecard.dimensions],
        "verdict": {
            "headline": verdict.headline,
            "contradictions": [_contradiction(found) for found in verdict.contradictions],
            "looked_for": verdict.looked_for,
            "first_decisions": [_decision(decision) for decision in verdict.decisions],
            "first_decisions_note": verdict.decisions_note,
            "gaps": [[_gap(gap) for gap in group] for group in verdict.gaps],
            "gaps_note": verdict.gaps_note,
            "strengths": [_strength(strength) for strength in verdict.strengths],
            "strengths_note": verdict.strengths_note,
            "basis": verdict.basis.text,
        },
        "explanations": [_explanation(entry) for entry in assessment.explanations],
    }


def _explanation(entry: Explanation) -> dict[str, Any]:
    """Which answers, which weights, which rule: the way to one figure."""
    terms = [
        {"about": term.name, "answer": term.words, "level": term.value, "weight": term.weight} for term in entry.terms
    ]
    return {"figure": entry.figure, "arithmetic": entry.arithmetic, "rule": entry.rule, "answers": terms}


def _dimension(score: DimensionScore) -> dict[str, Any]:
    return {
        "id": score.dimension,
        "score": as_number(score.score),
        "stage": score.stage.id if score.stage else None,
        "answered": score.answered,
        "of": score.applicable,
        "thin": score.thin,
        "priority": score.priority,
        "target": as_number(score.target),
        "gap": as_number(score.gap),
    }


def _quote(quote: Quote) -> dict[str, str]:
    return {"question": quote.question, "answer": quote.words}


def _contradiction(found: Contradiction) -> dict[str, Any]:
    return {
        "check": found.check,
        "finding": found.finding,
        "quotes": [_quote(quote) for quote in found.quotes],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "dimension": decision.dimension,
        "action": decision.action,
        "now": _quote(decision.now),
        "next_step": decision.next_step,
        "evidence": decision.evidence,
        "blocked_by": list(decision.blocked_by),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "dimension": gap.dimension,
        "gap": as_number(gap.gap),
        "thin": gap.thin,
        "quote": _quote(gap.quote),
    }


def _strength(strength: Strength) -> dict[str, Any]:
    return {
        "dimension": strength.dimension,
        "score": as_number(strength.score),
        "thin": strength.thin,
        "quote": _quote(strength.quote),
    }


def as_text(assessment: Assessment) -> str:
    """The verdict and the profile for a terminal, in the order of the verdict page."""
    verdict = assessment.verdict
    blocks = [
        [verdict.headline],
        _contradiction_lines(assessment),
        _decision_lines(assessment),
        _gap_lines(assessment),
        _strength_lines(assessment),
        _profile_lines(assessment),
        [verdict.basis.text],
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def _contradiction_lines(assessment: Assessment) -> list[str]:
    verdict = assessment.verdict
    if not verdict.looked_for:
        return ["Too few answers to look for contradictions."] if assessment.questionnaire.checks else []
    looked_for = counted(verdict.looked_for, "contradiction")
    if not verdict.contradictions:
        return [f"We looked for {looked_for} and found none."]
    strongest, more = verdict.contradictions[0], len(verdict.contradictions) - 1
    lines = ["What does not go together", f"  {strongest.finding}"]
    lines += [f"  {q.name}: “{q.words}”" for q in strongest.quotes if q.words not in strongest.finding]
    return [*lines, f"  ({more} more found; we looked for {looked_for})"] if more else lines


def _decision_lines(assessment: Assessment) -> list[str]:
    verdict, dimensions = assessment.verdict, assessment.questionnaire.dimension
    lines = ["Decide first"] if verdict.decisions else []
    for place, decision in enumerate(verdict.decisions, 1):
        lines.append(f"  {place}. {dimensions[decision.dimension].label}: {decision.action}")
        lines.append(f"     Now: “{decision.now.words}”")
        if decision.next_step:
            lines.append(f"     Next: “{decision.next_step}”")
        for blocker in decision.blocked_by:
            lines.append(f"     Blocked by: {dimensions[blocker].label}")
    return [*lines, f"  {verdict.decisions_note}"] if verdict.decisions_note else lines


def _gap_lines(assessment: Assessment) -> list[str]:
    verdict, dimensions = assessment.verdict, assessment.questionnaire.dimension
    gaps = [gap for group in verdict.gaps for gap in group]
    lines = ["Gaps that matter"] if gaps else []
    for gap in gaps:
        thin = ", thin" if gap.thin else ""
        label = dimensions[gap.dimension].label
        lines.append(f"  {label}, {one_decimal(gap.gap)} below target{thin}: “{gap.quote.words}”")
    return [*lines, f"  {verdict.gaps_note}"] if verdict.gaps_note else lines


def _strength_lines(assessment: Assessment) -> list[str]:
    verdict, dimensions = assessment.verdict, assessment.questionnaire.dimension
    lines = ["Strengths to protect"] if verdict.strengths else []
    for strength in verdict.strengths:
        label = dimensions[strength.dimension].label
        value = f"{assessment.questionnaire.shown(strength.score)}{', thin' if strength.thin else ''}"
        lines.append(f"  {label}, {value}: “{strength.quote.words}”")
    return [*lines, f"  {verdict.strengths_note}"] if verdict.strengths_note else lines


def _missing(score: DimensionScore) -> str:
    return "too few answers" if score.applicable else "does not apply"


def _profile_lines(assessment: Assessment) -> list[str]:
    questionnaire = assessment.questionnaire
    width = max(len(dimension.label) for dimension in questionnaire.dimensions) + 2
    title = sentence_start(questionnaire.dimension_noun)
    lines = [f"  {title:<{width}}{'score':>6}  {'target':>6}  {'answered':>8}  stage"]
    for score in assessment.scorecard.dimensions:
        mark = MARKS[score.priority]
        label = questionnaire.dimension[score.dimension].label
        number = "none" if score.score is None else questionnaire.shown(score.score)
        target = "" if score.target is None else questionnaire.shown(score.target)
        stage = f"{score.stage.name}{', thin' if score.thin else ''}" if score.stage else _missing(score)
        lines.append(
            f"{mark}{label:<{width}}{number:>6}  {target:>6}  {score.answered:>3} of {score.applicable:<2}  {stage}"
        )
    return lines
