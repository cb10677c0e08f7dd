"""A leadership team as the command line prints it: what may be shown, and nothing else."""

from typing import Any

from assessment.alignment.agreed import agenda
from assessment.alignment.verdict import runs_from
from assessment.model import AGREEMENT_WORDS, TeamRow
from assessment.rounding import as_number, two_decimals
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


def as_json(team: Team) -> dict[str, Any]:
    """All that may be shown, numbers on the scale."""
    view = team.view
    return {
        "organisation": team.organisation.name,
        "campaign": team.campaign.title,
        "mode": team.campaign.mode,
        "scoring_rule": team.campaign.scoring_rule,
        "answered": team.participation.answered,
        "invited": team.participation.invited,
        "missing": list(team.participation.missing),
        "headline": team.verdict.headline,
        "findings": [words for words in (team.verdict.lead, *team.verdict.findings) if words],
        "overall": as_number(view.overall.mean),
        "dimensions": [_row(row) for row in view.dimensions],
        "questions": [_row(row) for row in view.questions],
        "gaps": [
            {
                "by": gap.partition,
                "group": gap.label,
                "dimension": gap.dimension,
                "n": gap.n,
                "mean": as_number(gap.mean),
                "others_n": gap.others_n,
                "others": as_number(gap.others),
                "gap": as_number(gap.gap),
            }
            for gap in view.gaps
        ],
        "withheld": [
            {"by": group.partition, "group": group.label, "why": group.why, "dimensions": list(group.dimensions)}
            for group in view.withheld
        ],
        "disputes": [
            {
                "question": point.dispute.question,
                "starts_at_minute": point.starts_at,
                "minutes": point.dispute.minutes,
                "from": as_number(point.dispute.low),
                "to": as_number(point.dispute.high),
            }
            for point in agenda(view)
        ],
        "agreed": [
            {"dimension": score.dimension, "original": as_number(score.original), "agreed": as_number(score.agreed)}
            for score in team.agreed
        ],
        "notes": list(view.notes),
    }


def _row(row: TeamRow) -> dict[str, Any]:
    return {
        "id": row.subject,
        "n": row.n,
        "asked": row.asked,
        "mean": as_number(row.mean),
        "sd": as_number(row.deviation),
        "ad_m": as_number(row.distance),
        "ad_m_of_answers": as_number(row.answer_distance),
        "lowest": as_number(row.low),
        "highest": as_number(row.high),
        "agreement": row.agreement,
        "r_wg": None if row.rwg is None else round(float(row.rwg), 4),
        "answers": [{"value": as_number(dot.value), **({"name": dot.name} if dot.name else {})} for dot in row.dots],
        "counts": [{"level": as_number(level), "people": count} for level, count in row.counts],
        "cannot_judge": row.cannot_judge,
        "could_judge_of": row.could_judge_of,
        "basis": dict(row.basis),
        "withheld": row.withheld,
    }
