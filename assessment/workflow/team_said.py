"""A leadership team as values of JSON: what may be shown, and nothing else."""

from typing import Any

from assessment.alignment.agreed import agenda
from assessment.model import TeamRow
from assessment.rounding import as_number
from assessment.workflow.teaming import Team


def said(team: Team) -> dict[str, Any]:
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
