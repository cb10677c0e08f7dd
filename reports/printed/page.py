"""The verdict on one page of A4: the order and the sentences of the screen, to hand round and to write on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assessment.model import Assessment, Decision, PlanEntry, Quote, agreed_on
from assessment.wording import counted
from reports.files import write_file
from reports.printed import engine
from reports.printed.chart import frame, source
from reports.printed.plot import plot
from reports.printed.words import CUT_MARK, LONGEST_BASIS, long_date, name, printed, quoted, shown
from reports.verdict_words import (
    CONTRADICTION_TITLE,
    decisions_title,
    gap_words,
    gaps_title,
    is_unfinished,
    strength_words,
    strengths_title,
    without_contradictions,
)

# So many rows are drawn, and so many gaps and strengths are quoted; any more are counted or only named.
MOST_ROWS, MOST_QUOTED = 12, 5
SHORTENED = f"{CUT_MARK.strip()} marks what was shortened to fit this page; the scorecard has it in full."
NOTHING: dict[str, Any] = {"title": "", "entries": [], "others": "", "note": ""}


def verdict_pdf(
    assessment: Assessment,
    plan: Sequence[PlanEntry] = (),
    *,
    unit: str = "",
    synthetic: bool = False,
    remark: str = "",
) -> bytes:
    """The page as an accessible PDF (PDF/UA-1), the same bytes for the same assessment.

    `plan`: what was agreed, who does it and by when; what it does not say is a line to write on. With `synthetic`
    the page says that the unit is invented. Text is set smaller the more there is; what is too long ends in a mark.
    `remark`: a sentence for the foot.
    """
    content = _content(assessment, plan, unit, synthetic)
    content["notes"] = [printed(remark)] if remark else []
    content["notes"] += [SHORTENED] if _is_shortened(content) else []
    return engine.pdf("page.typ", content, assessment.assessed_on)


def write_verdict_pdf(assessment: Assessment, path: Path, plan: Sequence[PlanEntry] = (), *, unit: str = "") -> None:
    """Write the page to a file; a half-written one never takes its place.

    Raises ReportError when the name or the folder will not do.
    """
    write_file(path, ".pdf", "a PDF", lambda: verdict_pdf(assessment, plan, unit=unit))


def _content(assessment: Assessment, plan: Sequence[PlanEntry], unit: str, synthetic: bool) -> dict[str, Any]:
    verdict, is_scored = assessment.verdict, bool(assessment.scorecard.scored)
    whose = ", ".join(part for part in (name(unit), long_date(assessment.assessed_on)) if part)
    return {
        **frame(assessment, unit, synthetic),
        "headline": printed(verdict.headline),
        "contradiction": _contradiction(assessment) if is_scored else None,
        "decisions": _decisions(assessment, plan) if is_scored else None,
        "plot": plot(assessment, MOST_ROWS),
        "gaps": _gaps(assessment) if is_scored else NOTHING,
        "strengths": _strengths(assessment) if is_scored else NOTHING,
        "basis": f"{whose}. {printed(verdict.basis.text, LONGEST_BASIS)}",
        "foot": source(assessment),
    }


def _is_shortened(part: Any) -> bool:
    """Whether any of the words that show ends in the mark; `told` is not shown."""
    if isinstance(part, str):
        return CUT_MARK in part
    inner = [entry for key, entry in part.items() if key != "told"] if isinstance(part, dict) else part
    return isinstance(inner, list) and any(_is_shortened(entry) for entry in inner)


def _contradiction(assessment: Assessment) -> dict[str, Any]:
    """The strongest: the sentence, and its answers side by side."""
    found, none_found = assessment.verdict.contradictions, without_contradictions(assessment)
    if none_found or not found:
        return {"title": "", "caption": none_found}
    strongest = found[0]
    looked_for = f"we looked for {counted(assessment.verdict.looked_for, 'contradiction')}."
    return {
        "title": CONTRADICTION_TITLE,
        "finding": printed(strongest.finding),
        "quotes": [{"name": printed(quote.name), "words": quoted(quote.words)} for quote in strongest.quotes],
        "caption": f"The {'only one' if len(found) == 1 else f'strongest of {len(found)}'} found; {looked_for}",
    }


def _decisions(assessment: Assessment, plan: Sequence[PlanEntry]) -> dict[str, Any] | None:
    verdict = assessment.verdict
    if not verdict.decisions and not verdict.decisions_note:
        return None
    cards = [_card(assessment, number, own, plan) for number, own in enumerate(verdict.decisions, 1)]
    title = decisions_title(verdict) or "What to decide first"
    return {"title": title, "cards": cards, "note": printed(verdict.decisions_note)}


def _card(assessment: Assessment, number: int, decision: Decision, plan: Sequence[PlanEntry]) -> dict[str, Any]:
    agreed = agreed_on(plan, assessment.questionnaire, assessment.response, decision.dimension)
    return {
        "number": number,
        "label": _label(assessment, decision.dimension),
        "action": printed(decision.action),
        "now": quoted(decision.now.words),
        "next": quoted(decision.next_step) if decision.next_step else "",
        "blocked": [_blocker(assessment, blocker) for blocker in decision.blocked_by],
        # In the organisation's own words, where they differ.
        "agreed": shown(agreed.action) if agreed and agreed.action != decision.action else "",
        "owner": name(agreed.owner) if agreed else "",
        "due": long_date(agreed.due) if agreed and agreed.due else "",
    }


def _blocker(assessment: Assessment, dimension: str) -> str:
    stands = assessment.questionnaire.shown(assessment.scorecard.of[dimension].score or 0)
    return f"Blocked by “{_label(assessment, dimension)}” at {stands}"


def _gaps(assessment: Assessment) -> dict[str, Any]:
    gaps = [gap for group in assessment.verdict.gaps for gap in group]
    if not gaps and is_unfinished(assessment):
        return NOTHING
    told = [(gap.dimension, gap_words(gap), gap.quote) for gap in gaps]
    return _findings(assessment, gaps_title(assessment.verdict), told, assessment.verdict.gaps_note)


def _strengths(assessment: Assessment) -> dict[str, Any]:
    strengths = assessment.verdict.strengths
    if not strengths and is_unfinished(assessment):
        return NOTHING
    told = [(own.dimension, strength_words(assessment, own), own.quote) for own in strengths]
    return _findings(assessment, strengths_title(assessment.verdict), told, assessment.verdict.strengths_note)


def _findings(assessment: Assessment, title: str, told: list[tuple[str, str, Quote]], note: str) -> dict[str, Any]:
    """The first with their quotes, the others in one sentence."""
    entries = [
        {"label": _label(assessment, dimension), "value": value, "words": quoted(quote.words)}
        for dimension, value, quote in told[:MOST_QUOTED]
    ]
    others = [f"{_label(assessment, dimension)}, {value}" for dimension, value, _ in told[MOST_QUOTED:]]
    return {
        "title": title,
        "entries": entries,
        "others": printed(f"And: {'; '.join(others)}.", LONGEST_BASIS) if others else "",
        "note": printed(note),
    }


def _label(assessment: Assessment, dimension: str) -> str:
    return printed(assessment.questionnaire.dimension[dimension].label)
