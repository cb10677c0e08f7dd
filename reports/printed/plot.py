"""The profile as data for a drawing: places as shares of the scale, everything else in words."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from assessment.model import Assessment, DimensionScore, Priority, Questionnaire
from assessment.wording import counted
from reports.ordering import page_order
from reports.printed.words import name, printed
from reports.profile_words import answer_range, group_heads, profile_alt, profile_title, remark_on


def plot(assessment: Assessment, most: int | None = None) -> dict[str, Any]:
    """The drawing of all dimensions in the order of page one, or of the first `most`, saying how many are left out."""
    ordered = page_order(assessment)
    drawn, year = ordered[:most], assessment.response.target_year
    groups, has_targets = _groups(assessment, drawn), any(score.target is not None for score in drawn)
    return {
        "title": printed(profile_title(assessment)),
        "told": printed(profile_alt(assessment), 10_000),
        "stages": _stages(assessment.questionnaire),
        "groups": groups,
        "any_thin": any(score.thin for score in drawn),
        "any_range": any(row["range"] for group in groups for row in group["rows"]),
        "target_words": (f"target for {year}" if year else "target") if has_targets else "",
        "left_out": _left_out(assessment.questionnaire, len(ordered) - len(drawn)),
    }


def _left_out(questionnaire: Questionnaire, count: int) -> str:
    if not count:
        return ""
    one, many = f"more {questionnaire.dimension_noun} is", f"more {questionnaire.dimension_nouns} are"
    return printed(f"{counted(count, one, many)} in the scorecard.")


def _stages(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    ascending = sorted(questionnaire.stages, key=lambda stage: stage.starts_at)
    begins = [0.0, *(_share(questionnaire, stage.starts_at) for stage in ascending[1:]), 1.0]
    spans = zip(ascending, pairwise(begins), strict=True)
    return [{"name": name(stage.name), "from": start, "to": end} for stage, (start, end) in spans]


def _groups(assessment: Assessment, drawn: Sequence[DimensionScore]) -> list[dict[str, Any]]:
    picked, others = [s for s in drawn if s.priority], [s for s in drawn if not s.priority]
    groups = zip(group_heads(picked), (picked, others), strict=True)
    return [{"words": words, "rows": [_row(assessment, s) for s in group]} for words, group in groups if group]


def _row(assessment: Assessment, score: DimensionScore) -> dict[str, Any]:
    questionnaire = assessment.questionnaire
    label = printed(questionnaire.dimension[score.dimension].label)
    return {
        "name": f"★ {label}" if score.priority is Priority.STARRED else label,
        "picked": score.priority is not None,
        "remark": remark_on(score),
        "thin": score.thin,
        "score": _optional_share(questionnaire, score.score),
        "shown": "" if score.score is None else questionnaire.shown(score.score),
        "target": _optional_share(questionnaire, score.target),
        "target_shown": "" if score.target is None else f"target {questionnaire.shown(score.target)}",
        "range": _range(assessment, score),
    }


def _range(assessment: Assessment, score: DimensionScore) -> list[float] | None:
    """From the lowest to the highest answer; none where all are alike."""
    if score.score is None:
        return None
    low, high = (_share(assessment.questionnaire, level) for level in answer_range(assessment, score))
    return [low, high] if low < high else None


def _optional_share(questionnaire: Questionnaire, value: int | None) -> float | None:
    return None if value is None else _share(questionnaire, value)


def _share(questionnaire: Questionnaire, value: int) -> float:
    """Where a value lies on the scale: 0 at its low end, 1 at its high end."""
    low, high = min(questionnaire.scale), max(questionnaire.scale)
    return (value - low) / (high - low)
