"""What the team's page is made of, figure by figure: rows that open to their arithmetic, as HTML."""

from collections.abc import Iterable

from assessment.alignment.explaining import gap_explanation, row_explanations
from assessment.alignment.verdict import whole_percent
from assessment.model import (
    AGREEMENT_WORDS,
    BASIS_WORDS,
    AssessorRating,
    Explanation,
    PerceptionGap,
    Questionnaire,
    TeamRow,
    TeamView,
)
from assessment.rounding import one_decimal, plain, two_decimals
from assessment.ui import opened
from assessment.ui.opened import plain as escaped
from assessment.wording import counted
from assessment.workflow.teaming import Team

NONE = "–"
BASIS_HEADS = ("Cannot judge", *BASIS_WORDS.values())
ASSESSOR_HEADS = ("Question", "Team", "Assessor", "Apart", "Document")
AGREED_HEADS = ("Original", "Agreed", "By agreeing on")


def dimension_line(questionnaire: Questionnaire, view: TeamView, row: TeamRow) -> str:
    """A dimension with its mean and how far the team agrees, opening to how both came about."""
    label = questionnaire.dimension[row.subject].label
    explained = row_explanations(questionnaire, view, row)
    shown = f"<b>{escaped(label)}</b> {figure_of(row)}"
    note = f'<p class="note">{escaped(f"{row.withheld}.")}</p>' if row.withheld else ""
    if not explained:
        return f"<p>{shown}</p>{note}"
    return opened.figure(shown, explained) + note


def figure_of(row: TeamRow) -> str:
    """`3.2 (n = 9), close`; HTML."""
    if row.mean is None:
        return "no score shown"
    range_ = f", from {one_decimal(row.low)} to {one_decimal(row.high)}" if row.low is not None and row.high else ""
    word = AGREEMENT_WORDS[row.agreement].lower() if row.agreement else ""
    said = f"{one_decimal(row.mean)} (n = {row.n}{range_})"
    if row.agreement is not None and row.agreement.is_unsettled:
        return f'{escaped(said)} <span class="decide">{escaped(word)}: read as unsettled</span>'
    return escaped(f"{said} {word}")


def question_line(questionnaire: Questionnaire, view: TeamView, row: TeamRow) -> str:
    """A question's figures, opening to how they came about."""
    shown = f"{escaped(questionnaire.question[row.subject].name)} {figure_of(row)}"
    explained = row_explanations(questionnaire, view, row)
    return opened.figure(shown, explained) if explained else f"<p>{shown}</p>"


def gap_lines(questionnaire: Questionnaire, view: TeamView) -> list[str]:
    """A line for each group, in words, opening to all its gaps."""
    groups: dict[tuple[str, str], list[PerceptionGap]] = {}
    for gap in view.gaps:
        groups.setdefault((gap.partition, gap.label), []).append(gap)
    return [
        opened.figure(_group_words(questionnaire, gaps), [_labelled(questionnaire, gap) for gap in _widest_first(gaps)])
        for gaps in groups.values()
    ]


def _widest_first(gaps: Iterable[PerceptionGap]) -> list[PerceptionGap]:
    return sorted(gaps, key=lambda gap: -abs(gap.gap))


def _labelled(questionnaire: Questionnaire, gap: PerceptionGap) -> Explanation:
    made = gap_explanation(gap)
    title = questionnaire.dimension[gap.dimension].label
    return Explanation(made.figure, title, made.terms, made.arithmetic, "")


def _group_words(questionnaire: Questionnaire, gaps: list[PerceptionGap]) -> str:
    """Where a group sees things otherwise; HTML."""
    least = questionnaire.verdict.gap_from
    people = counted(max(gap.n for gap in gaps), "person", "people")
    name = f"<b>{escaped(gaps[0].label)}</b> ({people})"
    parts = []
    for way, some in (("higher", [g for g in gaps if g.gap >= least]), ("lower", [g for g in gaps if g.gap <= -least])):
        if some:
            named = [
                f"{questionnaire.dimension[gap.dimension].label} by {one_decimal(abs(gap.gap))}"
                for gap in _widest_first(some)[:2]
            ]
            more = f" and {len(some) - 2} more" if len(some) > 2 else ""
            parts.append(f"{way} on {', '.join(named)}{more}")
    return f"{name} {escaped('; '.join(parts) if parts else f'nowhere {one_decimal(least)} or more apart')}"


def withheld_lines(questionnaire: Questionnaire, view: TeamView) -> list[str]:
    """Which groups are not shown, and why."""
    every = len(questionnaire.dimensions)
    lines = []
    for group in view.withheld:
        nouns = questionnaire.dimension_noun if len(group.dimensions) == 1 else questionnaire.dimension_nouns
        where = "" if len(group.dimensions) == every else f", on {len(group.dimensions)} {nouns}"
        lines.append(f'<p class="note">{escaped(f"{group.label}{where}: {group.why}.")}</p>')
    return lines


def judged_table(questionnaire: Questionnaire, view: TeamView) -> str:
    """How much cannot be judged, and what the rest is known from, by dimension."""
    rows = []
    for row in view.dimensions:
        unsure = NONE
        if row.cannot_judge is not None and row.could_judge_of:
            unsure = whole_percent(row.cannot_judge, row.could_judge_of)
        shares = [str(row.basis[kind]) if row.basis.get(kind) else NONE for kind in BASIS_WORDS]
        rows.append((questionnaire.dimension[row.subject].label, unsure, *shares))
    return opened.table((questionnaire.dimension_noun.capitalize(), *BASIS_HEADS), rows)


def assessor_table(team: Team) -> str:
    """What the assessor rated beside what the team says, question by question."""
    questionnaire = team.edition.questionnaire
    rows = {row.subject: row for row in team.view.questions}
    lines = []
    for question in questionnaire.questions:
        rating: AssessorRating | None = team.ratings.get(question.id)
        if rating is None:
            continue
        row = rows.get(question.id)
        mean = row.mean if row else None
        own = NONE if mean is None else two_decimals(mean)
        apart = NONE if mean is None else signed(mean - rating.level)
        lines.append((question.name, own, plain(rating.level), apart, rating.reference))
    return opened.table(ASSESSOR_HEADS, lines)


def signed(hundredths: int) -> str:
    """`+1.25` or `-0.50`."""
    return f"+{two_decimals(hundredths)}" if hundredths > 0 else two_decimals(hundredths)


def agreed_table(team: Team) -> str:
    """The scores that what was agreed moves, as they were and as they are agreed."""
    questionnaire = team.edition.questionnaire
    rows = [
        (
            questionnaire.dimension[score.dimension].label,
            two_decimals(score.original),
            two_decimals(score.agreed),
            ", ".join(questionnaire.question[id].name for id in score.questions),
        )
        for score in team.agreed
    ]
    return opened.table((questionnaire.dimension_noun.capitalize(), *AGREED_HEADS), rows)


def method_table(questionnaire: Questionnaire, view: TeamView) -> str:
    """Every measure of every dimension, for whoever checks them."""
    rows = [
        (
            questionnaire.dimension[row.subject].label,
            str(row.n),
            *(NONE if value is None else two_decimals(value) for value in (row.mean, row.deviation, row.distance)),
            NONE if row.answer_distance is None else two_decimals(row.answer_distance),
            NONE if row.rwg is None else f"{float(row.rwg):.2f}",
        )
        for row in view.dimensions
    ]
    heads = (questionnaire.dimension_noun.capitalize(), "n", "Mean", "SD", "AD_M", "AD_M(J)", "r_WG(J)")
    return opened.table(heads, rows)
