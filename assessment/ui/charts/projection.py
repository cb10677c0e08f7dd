"""The profile with what the scores would be if some answers moved: a hollow dot beside each that would differ."""

import plotly.graph_objects as go
import streamlit as st

from assessment.model import Assessment, DimensionScore
from assessment.rounding import HUNDREDTHS
from assessment.ui.charts import canvas, key
from assessment.ui.charts.canvas import font, note, plain
from assessment.ui.charts.profile import DOT, KEPT, Plan, content, draw, plan_of
from assessment.ui.theme import ACCENT, MUTED, PAPER
from assessment.wording import sentence_start
from reports.ordering import page_order
from reports.profile_words import profile_alt

PROJECTED = "score if these answers moved"
# The line below the rows that explains the hollow dot, and where in it the words stand.
KEY_HEIGHT, KEY_MIDDLE = 30, 16


def projection(assessment: Assessment, projected: Assessment) -> go.Figure:
    """The profile of a response beside that of the same response after some moves. Cached: never change it."""
    return _cached((content(assessment), content(projected)), assessment, projected)


def projection_alt(assessment: Assessment, projected: Assessment) -> str:
    """All that the profile tells, then every score that would differ, with its stage."""
    questionnaire, after = assessment.questionnaire, projected.scorecard.of
    scores = [(score, _differing(score, after[score.dimension])) for score in page_order(assessment)]
    label = questionnaire.dimension
    told = [
        f"{label[score.dimension].label} {questionnaire.shown(now)}, {questionnaire.stage_of(now).name}"
        for score, now in scores
        if now is not None
    ]
    return f"{profile_alt(assessment)} {sentence_start(PROJECTED)}: {'; '.join(told) or 'the same'}."


def _differing(score: DimensionScore, after: DimensionScore) -> int | None:
    """The score after some moves, where it differs from before."""
    return None if after.score == score.score else after.score


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _cached(known_by: tuple[str, str], _assessment: Assessment, _projected: Assessment) -> go.Figure:  # noqa: ARG001 - see profile
    return _drawn(_assessment, _projected)


def _drawn(assessment: Assessment, projected: Assessment) -> go.Figure:
    """The profile, drawn anew, with hollow dots, and their key below the rows."""
    figure, plan = draw(assessment), plan_of(assessment)
    figure.add_trace(_rings(projected, plan))
    left, height = figure.layout.xaxis.range[0], plan.height + KEY_HEIGHT
    y = plan.height + KEY_MIDDLE
    place = {"x0": 1.0, "x1": 1.0 + key.DOT, "y0": y - key.DOT / 2, "y1": y + key.DOT / 2}
    line = {"color": ACCENT, "width": 2}
    figure.add_shape(type="circle", fillcolor=PAPER, line=line, xsizemode="pixel", xanchor=left, **place)
    beside = 1.0 + key.DOT + key.BESIDE
    figure.add_annotation(note(left, y, PROJECTED, xshift=beside, xanchor="left", font=font(MUTED, key.TEXT_SIZE)))
    figure.update_layout(height=height, yaxis=canvas.bare_axis(height, 0))
    return figure


def _rings(projected: Assessment, plan: Plan) -> go.Scatter:
    after, shown = projected.scorecard.of, projected.questionnaire.shown
    scores = [(track, _differing(track.score, after[track.score.dimension])) for track in plan.tracks]
    rising = [(track, score) for track, score in scores if score is not None]
    return go.Scatter(
        x=[score / HUNDREDTHS for _, score in rising],
        y=[track.y for track, _ in rising],
        mode="markers",
        marker={"symbol": "circle", "size": DOT, "color": PAPER, "line": {"color": ACCENT, "width": 2}},
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            "<br>".join(
                [*track.name, f"{PROJECTED} {shown(score)}, {plain(projected.questionnaire.stage_of(score).name)}"]
            )
            for track, score in rising
        ],
    )
