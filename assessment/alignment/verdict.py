"""What a team's answers say, in sentences: where it splits, on what it agrees, what cannot be read as a finding."""

from collections.abc import Iterable
from fractions import Fraction

from assessment.model import (
    Agreement,
    Basis,
    Dispute,
    Partition,
    PerceptionGap,
    Questionnaire,
    TeamRow,
    TeamVerdict,
    TeamView,
)
from assessment.rounding import one_decimal
from assessment.wording import counted, listed, number_word, sentence_start

# How many names a sentence lists before it counts instead.
MOST_NAMED = 4
WORTH_SAYING = Fraction(1, 20)


def team_verdict(questionnaire: Questionnaire, view: TeamView) -> TeamVerdict:
    """The verdict for a team, from what may be shown alone."""
    strongest = view.disputes[0] if view.disputes else None
    findings = [
        _agreed(questionnaire, view.dimensions),
        _unsettled(questionnaire, view.dimensions),
        _widest_gap(questionnaire, view),
        _management(questionnaire, view),
        _alike(questionnaire, view),
        _cannot_judge(questionnaire, view),
        _basis(view),
    ]
    return TeamVerdict(
        _headline(questionnaire, view, strongest),
        _lead(questionnaire, strongest),
        tuple(finding for finding in findings if finding),
    )


def waiting_verdict(count: int) -> TeamVerdict:
    """What is said while figures wait for the campaign's end, by how many have answered."""
    so_far = f"{sentence_start(counted_people(count))} {'has' if count == 1 else 'have'} answered so far."
    return TeamVerdict(
        "Figures are shown once the campaign is closed.",
        f"{so_far if count else 'Nobody has answered so far.'} Seen one after another, figures would tell what each "
        "person answered; so they wait until no more answers come.",
        (),
    )


def _headline(questionnaire: Questionnaire, view: TeamView, strongest: Dispute | None) -> str:
    if not view.n:
        return "Nobody has submitted answers yet."
    if view.n == 1:
        return "One person has answered: there is nobody to agree with yet."
    if all(row.agreement is None for row in view.dimensions):
        return f"{sentence_start(counted_people(view.n))} have answered: too few to show how far they agree."
    if strongest is None:
        unsettled = [row for row in view.dimensions if row.agreement and row.agreement.is_unsettled]
        if unsettled:
            return f"Answers spread widely on {_names(questionnaire, unsettled)}."
        return "No question divides the team."
    name = questionnaire.question[strongest.question].name
    if strongest.row.agreement is Agreement.CAMPS:
        return f"The team splits in two over “{name}”."
    return f"The team is far apart on “{name}”."


def _lead(questionnaire: Questionnaire, strongest: Dispute | None) -> str:
    if strongest is None:
        return ""
    return f"{runs_from(questionnaire, strongest)} Talk about this one first."


def runs_from(questionnaire: Questionnaire, dispute: Dispute) -> str:
    """`Answers run from “...” (3 people) to “...” (one).`"""
    question, counts = questionnaire.question[dispute.question], dict(dispute.row.counts)
    ends = [
        f"“{question.descriptor(level)}” ({counted(counts[level], 'person', 'people')})"
        for level in (dispute.low, dispute.high)
    ]
    return f"Answers run from {ends[0]} to {ends[1]}."


def counted_people(count: int) -> str:
    """`one person`, `three people`."""
    return f"{number_word(count)} {'person' if count == 1 else 'people'}"


def _names(questionnaire: Questionnaire, rows: Iterable[TeamRow]) -> str:
    labels = [f"“{questionnaire.dimension[row.subject].label}”" for row in rows]
    if len(labels) <= MOST_NAMED:
        return listed(labels)
    return f"{', '.join(labels[:MOST_NAMED])} and {number_word(len(labels) - MOST_NAMED)} more"


def _agreed(questionnaire: Questionnaire, rows: tuple[TeamRow, ...]) -> str:
    agreed = [row for row in rows if row.agreement is Agreement.AGREED]
    judged = [row for row in rows if row.agreement is not None]
    if not judged:
        return ""
    nouns = questionnaire.dimension_nouns
    if not agreed:
        close = [row for row in judged if row.agreement is Agreement.CLOSE]
        return f"The team comes close on {_names(questionnaire, close)}." if close else ""
    return f"The team agrees on {number_word(len(agreed))} of {len(rows)} {nouns}: {_names(questionnaire, agreed)}."


def _unsettled(questionnaire: Questionnaire, rows: tuple[TeamRow, ...]) -> str:
    spread = [row for row in rows if row.agreement is not None and row.agreement.is_unsettled]
    if not spread:
        return ""
    scores = "score" if len(spread) == 1 else "scores"
    return (
        f"Read as unsettled: {_names(questionnaire, spread)}. The answers behind the {scores} lie too far apart for a "
        "mean to stand for them."
    )


def _widest_gap(questionnaire: Questionnaire, view: TeamView) -> str:
    wide = [gap for gap in view.gaps if abs(gap.gap) >= questionnaire.verdict.gap_from]
    groups = [gap for gap in wide if gap.partition is not Partition.MANAGEMENT]
    if not groups:
        return ""
    return f"The widest gap between groups: {said_of(questionnaire, max(groups, key=lambda gap: abs(gap.gap)))}"


def said_of(questionnaire: Questionnaire, gap: PerceptionGap) -> str:
    """`“Delivery” stands at 2.1 with Sales, at 3.8 with everybody else (3 people against 6).`"""
    label = questionnaire.dimension[gap.dimension].label
    return (
        f"“{label}” stands at {one_decimal(gap.mean)} with {gap.label}, at {one_decimal(gap.others)} with everybody "
        f"else ({counted(gap.n, 'person', 'people')} against {gap.others_n})."
    )


def _management(questionnaire: Questionnaire, view: TeamView) -> str:
    gaps = [gap for gap in view.gaps if gap.partition is Partition.MANAGEMENT]
    if not gaps:
        return ""
    least = questionnaire.verdict.gap_from
    apart = [gap for gap in gaps if abs(gap.gap) >= least]
    if not apart:
        return f"Management and the others are nowhere {one_decimal(least)} or more apart."
    noun = questionnaire.dimension_noun if len(apart) == 1 else questionnaire.dimension_nouns
    widest = "" if len(apart) == 1 else "the widest gap, "
    higher = sum(1 for gap in apart if gap.gap > 0)
    ways = {0: "lower", len(apart): "higher"}.get(higher, f"{number_word(higher)} of them higher")
    return (
        f"Management sees {number_word(len(apart))} {noun} otherwise than the others, {ways}: {widest}"
        f"{said_of(questionnaire, max(apart, key=lambda gap: abs(gap.gap)))}"
    )


def _alike(questionnaire: Questionnaire, view: TeamView) -> str:
    """The groups that see nothing otherwise than all others."""
    least = questionnaire.verdict.gap_from
    found: dict[str, list[int]] = {}
    for gap in view.gaps:
        if gap.partition in (Partition.BLOC, Partition.LENS):
            found.setdefault(gap.label, []).append(abs(gap.gap))
    alike = [label for label, gaps in found.items() if max(gaps) < least]
    if not alike:
        return ""
    verb = "answers" if len(alike) == 1 else "answer"
    return f"{listed(alike)} {verb} like the others: nowhere {one_decimal(least)} or more apart."


def _cannot_judge(questionnaire: Questionnaire, view: TeamView) -> str:
    known = [row for row in view.dimensions if row.cannot_judge is not None and row.could_judge_of]
    unsure, asked = sum(row.cannot_judge or 0 for row in known), sum(row.could_judge_of for row in known)
    if not asked or Fraction(unsure, asked) < WORTH_SAYING:
        return ""
    most = max(known, key=lambda row: Fraction(row.cannot_judge or 0, row.could_judge_of))
    label = questionnaire.dimension[most.subject].label
    return (
        f"{whole_percent(unsure, asked)} of the answers say that it cannot be judged, most of them on “{label}” "
        f"({whole_percent(most.cannot_judge or 0, most.could_judge_of)})."
    )


def _basis(view: TeamView) -> str:
    said = [row.basis for row in view.dimensions if row.basis]
    total = sum(sum(basis.values()) for basis in said)
    if not total:
        return ""
    seen = sum(basis.get(Basis.DOCUMENTS, 0) for basis in said)
    guessed = sum(basis.get(Basis.IMPRESSION, 0) for basis in said)
    return (
        f"{whole_percent(seen, total)} of what was said rests on documents seen, {whole_percent(guessed, total)} on "
        "own impression."
    )


def whole_percent(part: int, whole: int) -> str:
    """`33\u00a0%`, rounded half up."""
    return f"{int(Fraction(100 * part, whole) + Fraction(1, 2))}\u00a0%"
