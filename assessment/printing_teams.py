"""A leadership team as the command line prints it: what may be shown, and nothing else."""

from assessment.alignment.agreed import agenda
from assessment.alignment.verdict import runs_from
from assessment.model import AGREEMENT_WORDS, TeamRow
from assessment.rounding import two_decimals
from assessment.workflow.teaming import Team, missing_words


def as_text(team: Team) -> str:
    """The verdict, every dimension, the disputes in order, and what is withheld."""
    questionnaire, view = team.edition.questionnaire, team.view
    lines = [f"{team.organisation.name}, {team.campaign.title}: {team.participation.words}", "", team.verdict.headline]
    lines += [words for words in (team.verdict.lead, *team.verdict.findings, *missing_words(team)) if words]
    lines.append("")
    for row in view.dimensions:
        lines.append(f"{questionnaire.dimension[row.subject].label}: {_figures(row)}")
    for point in agenda(view):
        question = questionnaire.question[point.dispute.question]
        runs = runs_from(questionnaire, point.dispute)
        lines += ["", f"{point.number}. {question.name} ({point.dispute.minutes} min)", f"   {runs}"]
    lines += ["", *view.notes]
    lines += [f"{group.label}: {group.why}" for group in view.withheld]
    return "\n".join(lines)


def _figures(row: TeamRow) -> str:
    if row.mean is None:
        return row.withheld or "no score"
    word = f", {AGREEMENT_WORDS[row.agreement].lower()}" if row.agreement else ""
    return f"{two_decimals(row.mean)} (n = {row.n}){word}"
