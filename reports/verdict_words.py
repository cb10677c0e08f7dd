"""What a page says around a verdict's findings: titles, values and remarks, the same on screen and in print."""

from assessment.model import Assessment, Gap, Strength, Verdict
from assessment.rounding import one_decimal
from assessment.wording import counted, number_word, sentence_start

SYNTHETIC = "An invented company, for illustration only."
CONTRADICTION_TITLE = "What does not go together"


def is_unfinished(assessment: Assessment) -> bool:
    """Too little was answered for a verdict: what is not there yet is asked for, not reported as missing."""
    return assessment.scorecard.overall.score is None


def without_contradictions(assessment: Assessment) -> str:
    """That none was found, or why none could be; nothing where there are some, or nothing to look for."""
    verdict = assessment.verdict
    if not verdict.looked_for:
        return "Too few answers to look for contradictions." if assessment.questionnaire.checks else ""
    if verdict.contradictions:
        return ""
    return f"We looked for {counted(verdict.looked_for, 'contradiction')} and found none."


def decisions_title(verdict: Verdict) -> str:
    """The title of the list of decisions; nothing without any."""
    count = len(verdict.decisions)
    if not count:
        return ""
    return "Decide this first" if count == 1 else f"Decide these {number_word(count)} first"


def gaps_title(verdict: Verdict) -> str:
    """The title of the list of gaps, with their number."""
    count = sum(len(group) for group in verdict.gaps)
    if not count:
        return "No gap to name"
    return f"{sentence_start(number_word(count))} {'gap that matters' if count == 1 else 'gaps that matter'}"


def gap_words(gap: Gap) -> str:
    """How far a dimension lies below its target."""
    return f"{one_decimal(gap.gap)} below target{', thin' if gap.thin else ''}"


def strengths_title(verdict: Verdict) -> str:
    """The title of the list of strengths, with their number."""
    count = len(verdict.strengths)
    if not count:
        return "No strength to protect yet"
    return f"{sentence_start(number_word(count))} {'strength' if count == 1 else 'strengths'} to protect"


def strength_words(assessment: Assessment, strength: Strength) -> str:
    """The score of a strength."""
    return f"{assessment.questionnaire.shown(strength.score)}{', thin' if strength.thin else ''}"
