"""The map of segments: right to win across, attractiveness up, spend as area, borders where zones are cut.

Labels are placed in pixels for the narrowest phone; wider charts only leave them more room. Where names cannot
stand without touching, numbers do, in the order of spend.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from math import sqrt

import plotly.graph_objects as go
import streamlit as st

from assessment.model import RATINGS, Claim, Portfolio, SegmentFinding, SegmentStatus, TargetingRules, Zone
from assessment.rounding import HUNDREDTHS
from assessment.rounding import plain as number_text
from assessment.targeting.words import whole_percent
from assessment.ui.charts import canvas
from assessment.ui.charts.canvas import NARROWEST, SMALL_SIZE, Part, font, note, plain, text_width
from assessment.ui.charts.label_places import Box, Bubble, Ground, Place, is_clean, places
from assessment.ui.theme import ACCENT, ACCENT_TINT, DECIDE, DECIDE_TINT, INK, MUTED, PALE, PAPER, TARGET
from assessment.ui.win_words import by_spend, hard, on_map

TOP, FIELD, FOOT = 24, 360, 44
HEIGHT = TOP + FIELD + FOOT
LOW, HIGH = min(RATINGS), max(RATINGS)
# Free space around the scale, for half a bubble.
EDGE = 0.25
# The radius of all the spend, and the least one.
WHOLE, LEAST = 38, 6
LINE_HEIGHT, WRAPPED_AT, MOST_LINES = 17, (16, 11), 3
ZONE_LETTERS, INDENT, SPACE_ABOVE = 11, 6, 4
# Half of the ground shows through a tint, so that text on it keeps its contrast.
TINT = 0.5
KEPT, SECONDS_KEPT = 64, 600


@dataclass(frozen=True)
class Field:
    """One zone of the map and its edges on the scale."""

    zone: Zone
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True)
class Marker:
    """One segment on the map, with its number by spend."""

    number: int
    finding: SegmentFinding
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Labelled:
    """Markers with the lines of their labels and their places. `by_name`: whether names and not numbers stand."""

    markers: list[Marker]
    lines: list[list[str]]
    places: list[Place]
    by_name: bool


def win_map(rules: TargetingRules, portfolio: Portfolio) -> go.Figure:
    """The map of all segments that have a zone. Cached: never change it."""
    return _cached(_content(rules, portfolio), rules, portfolio).figure


def is_by_name(rules: TargetingRules, portfolio: Portfolio) -> bool:
    """Whether the map names its markers; else it numbers them by spend."""
    return _cached(_content(rules, portfolio), rules, portfolio).by_name


@dataclass(frozen=True)
class _Drawn:
    figure: go.Figure
    by_name: bool


# Names of customers are in these figures, so they are not kept for long.
@st.cache_resource(max_entries=KEPT, ttl=SECONDS_KEPT, show_spinner=False)
def _cached(content: str, _rules: TargetingRules, _portfolio: Portfolio) -> _Drawn:  # noqa: ARG001 - what it is known by
    labelled = label(_rules, markers(_rules, _portfolio))
    return _Drawn(draw(_rules, labelled), labelled.by_name)


def _content(rules: TargetingRules, portfolio: Portfolio) -> str:
    """A hash of all that the map shows."""
    shown = [
        (
            (one.segment.name, one.segment.spend_share, one.segment.status, one.zone and one.zone.id),
            (one.right_to_win, one.attractiveness, one.attractive, one.has_right_to_win, one.is_expected),
        )
        for one in portfolio.findings
    ]
    return sha256(repr((rules.content_hash, shown)).encode()).hexdigest()


def markers(rules: TargetingRules, portfolio: Portfolio) -> list[Marker]:
    """Every segment that has a zone, most spend first; one ranked but not rated stands in the middle of its half."""
    cut, found = rules.thresholds.attractive / HUNDREDTHS, []
    for number, (_, one) in enumerate(by_spend(portfolio), 1):
        if one.zone is None or one.right_to_win is None:
            continue
        y = ((HIGH if one.attractive else LOW) + cut) / 2
        if one.attractiveness is not None:
            y = one.attractiveness / HUNDREDTHS
        radius = max(LEAST, WHOLE * sqrt(one.segment.spend_share))
        found.append(Marker(number, one, one.right_to_win / HUNDREDTHS, y, radius))
    return found


def fields(rules: TargetingRules) -> list[Field]:
    """The zones with their edges: exactly where the rules cut, at the outside the ends of the map."""
    limits = rules.thresholds
    near, held, cut = (value / HUNDREDTHS for value in (limits.near, limits.right_to_win, limits.attractive))
    across = {Claim.FAR: (LOW - EDGE, near), Claim.NEAR: (near, held), Claim.HELD: (held, HIGH + EDGE)}
    up = {False: (LOW - EDGE, cut), True: (cut, HIGH + EDGE)}
    return [Field(zone, *across[zone.claim], *up[zone.attractive]) for zone in rules.zones]


def label(rules: TargetingRules, found: Sequence[Marker]) -> Labelled:
    """Names where they can stand without touching anything, else numbers."""
    ground = _ground(rules)
    named = [[_name_lines(marker, letters) for letters in WRAPPED_AT] for marker in found]
    for by_name, texts in ((True, named), (False, [[[f"<b>{marker.number}</b>"]] for marker in found])):
        bubbles = [
            Bubble(_across(marker.x), _down(marker.y), marker.radius, tuple(_size(lines) for lines in variants))
            for marker, variants in zip(found, texts, strict=True)
        ]
        spots = places(bubbles, ground)
        if not by_name or is_clean(spots, bubbles, ground):
            break
    lines = [variants[spot.size] for variants, spot in zip(texts, spots, strict=True)]
    return Labelled(list(found), lines, spots, by_name)


def _name_lines(marker: Marker, letters: int) -> list[str]:
    """A name in a few lines, cut where it has more, and its share of spend."""
    segment = marker.finding.segment
    name = canvas.lines(segment.name, letters)
    kept = name if len(name) <= MOST_LINES else [*name[: MOST_LINES - 1], f"{name[MOST_LINES - 1]} …"]
    planned = "planned, " if segment.status is SegmentStatus.PLANNED else ""
    return [*(f"<b>{line}</b>" for line in kept), hard(f"{planned}{whole_percent(segment.spend_share)}")]


def _size(lines: Sequence[str]) -> tuple[float, float]:
    # As the eye sees them: the tags are ours, everybody's own stand as entities.
    seen = (unescape(line.replace("<b>", "").replace("</b>", "")) for line in lines)
    widest = max(text_width(line, SMALL_SIZE) for line in seen)
    return widest * 1.08, len(lines) * LINE_HEIGHT


def _across(x: float) -> float:
    return (x - LOW + EDGE) / (HIGH - LOW + 2 * EDGE) * NARROWEST


def _down(y: float) -> float:
    return (HIGH + EDGE - y) / (HIGH - LOW + 2 * EDGE) * FIELD


def _ground(rules: TargetingRules) -> Ground:
    found = fields(rules)
    limits = rules.thresholds
    near, held = _across(limits.near / HUNDREDTHS), _across(limits.right_to_win / HUNDREDTHS)
    cut = _down(limits.attractive / HUNDREDTHS)
    lines: list[Box] = [(x - 3, 0, x + 3, FIELD) for x in (near, held)]
    lines.append((0, cut - 3, NARROWEST, cut + 3))
    words = [_words_box(field) for field in found]
    return Ground(NARROWEST, FIELD, words, lines, lambda x, y: ((x > near) + (x > held), y > cut))


def _words_box(field: Field) -> Box:
    """Where the name of a zone stands."""
    width, height = _size(_zone_lines(field.zone))
    left = _across(field.left) + INDENT
    top = _down(field.top) + SPACE_ABOVE if field.zone.attractive else _down(field.bottom) - SPACE_ABOVE - height
    return left, top, left + width, top + height


def _zone_lines(zone: Zone) -> list[str]:
    return canvas.lines(zone.name, ZONE_LETTERS)


def draw(rules: TargetingRules, labelled: Labelled) -> go.Figure:
    """The map, drawn anew."""
    found = fields(rules)
    shapes = [*(_rect(field) for field in found), *_borders(rules)]
    notes = [*(_zone_note(field) for field in found), *_axes(rules)]
    notes += [_label_note(*each) for each in zip(labelled.markers, labelled.lines, labelled.places, strict=True)]
    figure = go.Figure(_bubbles(rules, labelled.markers))
    axes = {axis: canvas.bare_axis(LOW - EDGE, HIGH + EDGE) for axis in ("xaxis", "yaxis")}
    ground = canvas.ground(HEIGHT, shapes=shapes, annotations=notes, **axes)
    figure.update_layout({**ground, "margin": {"l": 0, "r": 0, "t": TOP, "b": FOOT, "pad": 0}})
    return figure


def _rect(field: Field) -> Part:
    tints = {(Claim.HELD, True): ACCENT_TINT, (Claim.FAR, True): DECIDE_TINT}
    tint = tints.get((field.zone.claim, field.zone.attractive))
    edges = {"x0": field.left, "x1": field.right, "y0": field.bottom, "y1": field.top}
    look = {"fillcolor": tint or PALE, "opacity": TINT if tint else 1, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", **edges, **look}


def _borders(rules: TargetingRules) -> list[Part]:
    limits, low, high = rules.thresholds, LOW - EDGE, HIGH + EDGE
    look = {"type": "line", "line": {"color": MUTED, "width": 1}, "layer": "below"}
    upright = [
        {"x0": at / HUNDREDTHS, "x1": at / HUNDREDTHS, "y0": low, "y1": high, **look}
        for at in (limits.near, limits.right_to_win)
    ]
    cut = limits.attractive / HUNDREDTHS
    return [*upright, {"x0": low, "x1": high, "y0": cut, "y1": cut, **look}]


def _zone_note(field: Field) -> Part:
    side = "top" if field.zone.attractive else "bottom"
    y, shift = (field.top, -SPACE_ABOVE) if field.zone.attractive else (field.bottom, SPACE_ABOVE)
    text, look = "<br>".join(_zone_lines(field.zone)), font(MUTED, SMALL_SIZE)
    return note(field.left, y, text, xshift=INDENT, yshift=shift, xanchor="left", yanchor=side, font=look)


def _axes(rules: TargetingRules) -> list[Part]:
    """The cuts and the ends of the scale across, and what both scales are."""
    limits, look = rules.thresholds, font(MUTED, SMALL_SIZE)
    below = {"yref": "paper", "yanchor": "top", "font": look}
    marks = (LOW * HUNDREDTHS, limits.near, limits.right_to_win, HIGH * HUNDREDTHS)
    notes = [note(mark / HUNDREDTHS, 0, number_text(mark), xanchor="center", yshift=-3, **below) for mark in marks]
    notes.append(note(1, 0, "Right to win →", xref="paper", xanchor="right", yshift=-22, **below))
    up = f"↑ Attractiveness, cut at {number_text(limits.attractive)}"
    notes.append(note(0, 1, up, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=3, font=look))
    return notes


def _bubbles(rules: TargetingRules, found: Sequence[Marker]) -> go.Scatter:
    """Solid with a right to win, pale without one, hollow where planned; the smallest drawn last."""
    looks = [_look(marker.finding) for marker in found]
    return go.Scatter(
        x=[marker.x for marker in found],
        y=[marker.y for marker in found],
        mode="markers",
        marker={
            "symbol": "circle",
            "size": [2 * marker.radius for marker in found],
            # Plotly fades markers of several sizes.
            "opacity": 1,
            "color": [fill for fill, _ in looks],
            "line": {"color": [line for _, line in looks], "width": 2},
        },
        cliponaxis=False,
        hoverinfo="text",
        hovertext=["<br>".join([*canvas.lines(m.finding.segment.name, 40), *_told(rules, m.finding)]) for m in found],
    )


def _look(finding: SegmentFinding) -> tuple[str, str]:
    if finding.segment.status is SegmentStatus.PLANNED:
        return PAPER, TARGET
    return (ACCENT, ACCENT) if finding.has_right_to_win else (DECIDE_TINT, DECIDE)


def _told(rules: TargetingRules, finding: SegmentFinding) -> list[str]:
    return [plain(hard(part)) for part in on_map(rules, finding).split(", ")]


def _label_note(marker: Marker, lines: Sequence[str], place: Place) -> Part:
    sides = {"x": ("right", "center", "left"), "y": ("bottom", "middle", "top")}
    across, down = ((side > 0) - (side < 0) + 1 for side in place.side)
    anchors = {"xanchor": sides["x"][across], "yanchor": sides["y"][down], "align": sides["x"][across]}
    shift = {"xshift": place.across, "yshift": -place.down}
    return note(marker.x, marker.y, "<br>".join(lines), font=font(INK, SMALL_SIZE), **{**anchors, **shift})
