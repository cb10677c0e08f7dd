"""The profile as dots and ranges: score, target as a hollow diamond, range of the answers.

Heights are pixels from the top. Names stand above their tracks, so that one figure fits every width.
"""

from dataclasses import dataclass
from hashlib import sha256

import plotly.graph_objects as go
import streamlit as st

from assessment.model import Assessment, DimensionScore, Priority
from assessment.rounding import HUNDREDTHS
from assessment.ui.charts import canvas, key, stages
from assessment.ui.charts.canvas import NO_FILL, SMALL_SIZE, Part, font, note, plain
from assessment.ui.theme import ACCENT, ACCENT_TINT, INK, LINE, MUTED, PAPER, TARGET
from reports.ordering import page_order
from reports.profile_words import answer_range, group_heads, remark_on

NAME_LETTERS = 44
ROW, NAME_LINE, NOTE_LINE = 30, 19, 17
FIRST_HEAD, NEXT_HEAD, FOOT = 34, 46, 8
# What stands above its height: names above their track, heads above the names.
TRACK_BELOW, HEAD_BELOW, NAME_ABOVE = 12, 4, 9
DOT, DIAMOND, AROUND_DOT, HALF_BAR = 15, 13, 19, 3.5
# A target this near its score, as a share of the scale, would lie behind the dot.
HIDDEN_WITHIN = 0.03
# Free space left and right of the scale, as a share of it, for half a dot.
EDGE = 0.024
KEPT = 256


@dataclass(frozen=True)
class Track:
    """One dimension's row, and the height of its line."""

    score: DimensionScore
    name: tuple[str, ...]
    remark: str
    y: float


@dataclass(frozen=True)
class Head:
    """The words above a group of rows."""

    words: str
    y: float


@dataclass(frozen=True)
class Plan:
    """Where everything goes."""

    tracks: tuple[Track, ...]
    heads: tuple[Head, ...]
    top: int
    height: int


def profile(assessment: Assessment) -> go.Figure:
    """The chart of all dimensions in the order of the workbook's page one. Cached: never change it."""
    return _cached(content(assessment), assessment)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _cached(content: str, _assessment: Assessment) -> go.Figure:  # noqa: ARG001 - what it is known by
    return draw(_assessment)


def content(assessment: Assessment) -> str:
    """A hash of all that charts of a response show. It holds no name of anybody, so whose it is does not matter."""
    response = assessment.response
    shown = (
        assessment.questionnaire.content_hash,
        response.length,
        sorted(response.answers.items()),
        response.priorities,
        response.starred,
        sorted(response.targets.items()),
        response.target_year,
        sorted(response.deepened),
    )
    return sha256(repr(shown).encode()).hexdigest()


def draw(assessment: Assessment) -> go.Figure:
    """The chart, drawn anew."""
    return compose(assessment, plan_of(assessment))


def compose(assessment: Assessment, plan: Plan) -> go.Figure:
    """The rows of a plan over the bands of the stages, with their key."""
    scale = [value / HUNDREDTHS for value in assessment.questionnaire.scale]
    low, high = min(scale), max(scale)
    edge = (high - low) * EDGE
    left, right = low - edge, high + edge
    scores, year = [track.score for track in plan.tracks], assessment.response.target_year
    shapes, notes = stages.bands(assessment.questionnaire, (left, right), plan.top, plan.height)
    for part in (key.marks(scores, year, left), _rows(assessment, plan, (left, low, high))):
        shapes, notes = shapes + part[0], notes + part[1]
    figure = go.Figure([*_ways(plan), _targets(assessment, plan), _dots(assessment, plan)])
    axes = {"xaxis": canvas.bare_axis(left, right), "yaxis": canvas.bare_axis(plan.height, 0)}
    figure.update_layout(canvas.ground(plan.height, shapes=shapes, annotations=notes, **axes))
    return figure


def row_height(name: tuple[str, ...], remark: str) -> int:
    """How many pixels a row takes, its track at the bottom."""
    return ROW + NAME_LINE * len(name) + (NOTE_LINE if remark else 0)


def plan_of(assessment: Assessment) -> Plan:
    """Where the rows of all dimensions go."""
    ordered = page_order(assessment)
    groups = [[s for s in ordered if s.priority], [s for s in ordered if not s.priority]]
    top = y = key.HEIGHT + stages.label_height(assessment.questionnaire)
    tracks: list[Track] = []
    heads: list[Head] = []
    for words, group in zip(group_heads(groups[0]), groups, strict=True):
        if not group:
            continue
        y += NEXT_HEAD if tracks else FIRST_HEAD
        heads.append(Head(words, y - HEAD_BELOW))
        for score in group:
            name, remark = _name(assessment, score), remark_on(score)
            y += row_height(name, remark)
            tracks.append(Track(score, name, remark, y - TRACK_BELOW))
    return Plan(tuple(tracks), tuple(heads), top, y + FOOT)


def _name(assessment: Assessment, score: DimensionScore) -> tuple[str, ...]:
    label = assessment.questionnaire.dimension[score.dimension].label
    star = "★ " if score.priority is Priority.STARRED else ""
    return tuple(canvas.lines(f"{star}{label}", NAME_LETTERS))


def _rows(assessment: Assessment, plan: Plan, across: tuple[float, float, float]) -> tuple[list[Part], list[Part]]:
    """The lines of the tracks with their names, and the heads of the groups."""
    left, low, high = across
    small = {"xanchor": "left", "yanchor": "bottom", "xshift": 4}
    notes = [note(left, head.y, f"<b>{head.words}</b>", font=font(MUTED, SMALL_SIZE), **small) for head in plan.heads]
    shapes = []
    for track in plan.tracks:
        line = {"color": LINE, "width": 1}
        shapes.append(
            {"type": "line", "x0": low, "x1": high, "y0": track.y, "y1": track.y, "line": line, "layer": "below"}
        )
        if track.score.score is not None:
            shapes.append(_range(assessment, track))
        if label := _label(track):
            notes.append(note(left, track.y - NAME_ABOVE, label, font=font(INK), **small))
    return shapes, notes


def _label(track: Track) -> str:
    name = [f"<b>{line}</b>" if track.score.priority else line for line in track.name]
    remark = [f'<span style="color:{MUTED};font-size:{SMALL_SIZE}px">{track.remark}</span>'] if track.remark else []
    return "<br>".join([*name, *remark])


def _range(assessment: Assessment, track: Track) -> Part:
    low, high = answer_range(assessment, track.score)
    return {
        "type": "rect",
        "x0": low / HUNDREDTHS,
        "x1": high / HUNDREDTHS,
        "y0": track.y - HALF_BAR,
        "y1": track.y + HALF_BAR,
        "fillcolor": ACCENT_TINT,
        "line": {"color": ACCENT, "width": 1},
        "layer": "below",
    }


def _ways(plan: Plan) -> list[go.Scatter]:
    """A dotted line from each score to its target."""
    return [
        go.Scatter(
            x=[(track.score.score or 0) / HUNDREDTHS, track.score.target / HUNDREDTHS],
            y=[track.y, track.y],
            mode="lines",
            line={"color": TARGET, "width": 1.5, "dash": "dot"},
            hoverinfo="skip",
        )
        for track in plan.tracks
        if track.score.score is not None and track.score.target is not None
    ]


def _targets(assessment: Assessment, plan: Plan) -> go.Scatter:
    """Hollow diamonds; where the dot would hide one, it stands around the dot."""
    aimed = [(track, track.score.target) for track in plan.tracks if track.score.target is not None]
    shown, scale = assessment.questionnaire.shown, assessment.questionnaire.scale
    near = (max(scale) - min(scale)) * HIDDEN_WITHIN
    reached = [t.score.score is not None and abs(target - t.score.score) < near for t, target in aimed]
    return go.Scatter(
        x=[target / HUNDREDTHS for _, target in aimed],
        y=[track.y for track, _ in aimed],
        mode="markers",
        marker={
            "symbol": "diamond",
            # Plotly fades markers of several sizes.
            "opacity": 1,
            "size": [AROUND_DOT if held else DIAMOND for held in reached],
            "color": [NO_FILL if held else PAPER for held in reached],
            "line": {"color": TARGET, "width": 2},
        },
        cliponaxis=False,
        hoverinfo="text",
        hovertext=["<br>".join([*track.name, f"target {shown(target)}"]) for track, target in aimed],
    )


def _dots(assessment: Assessment, plan: Plan) -> go.Scatter:
    """Solid dots; a thin score is hollow, and its row says so."""
    scored = [(track, track.score.score) for track in plan.tracks if track.score.score is not None]
    thin = [track.score.thin for track, _ in scored]
    return go.Scatter(
        x=[score / HUNDREDTHS for _, score in scored],
        y=[track.y for track, _ in scored],
        mode="markers",
        marker={
            "symbol": "circle",
            "size": DOT,
            "color": [PAPER if pale else ACCENT for pale in thin],
            "line": {"color": [ACCENT if pale else PAPER for pale in thin], "width": 1.5},
        },
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[_told(assessment, track) for track, _ in scored],
    )


def _told(assessment: Assessment, track: Track) -> str:
    score, (low, high) = track.score, answer_range(assessment, track.score)
    assert score.score is not None, "only scored rows have a dot"
    assert score.stage is not None, "a score falls in a stage"
    value = f"score {assessment.questionnaire.shown(score.score)}, {plain(score.stage.name)}"
    answers = f"answers from {low / HUNDREDTHS:g} to {high / HUNDREDTHS:g}"
    return "<br>".join([*track.name, value, answers])
