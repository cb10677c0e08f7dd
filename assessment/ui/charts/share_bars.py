"""Bars of shares: the money line, and spend by zone over its revenue.

No part is told by its colour alone: parts stand in the order of their words, with names below where they fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

import plotly.graph_objects as go
import streamlit as st

from assessment.model import Claim, Portfolio, TargetingRules, Zone
from assessment.targeting.words import whole_percent
from assessment.ui.charts import canvas
from assessment.ui.charts.canvas import LETTER, NARROWEST, SMALL_SIZE, Part, font, note, plain, text_width
from assessment.ui.theme import ACCENT, ACCENT_TINT, DECIDE, DECIDE_TINT, INK, LINE, MUTED, PALE, PAPER, TARGET
from assessment.ui.win_words import hard, money_parts, zone_shares

THICK, THIN, NAMES, HEAD, BETWEEN = 38, 22, 40, 22, 8
# From this share on a bar holds its figure.
FIGURE_FROM = Fraction(8, 100)
KEPT = 256


@dataclass(frozen=True)
class Look:
    """How a part is drawn: fill, outline, the colour of text on it, and what it is hatched with."""

    fill: str
    outline: str
    text: str
    hatch: str = ""


SOLID, TINTED = Look(ACCENT, PAPER, PAPER), Look(ACCENT_TINT, PAPER, INK)
ALARM, PALE_ALARM = Look(DECIDE, PAPER, PAPER), Look(DECIDE_TINT, PAPER, INK)
MONEY = {
    "backed": SOLID,
    "declared-bets": Look(PAPER, ACCENT, INK, "/"),
    "unbacked": ALARM,
    "not-attributable": Look(PALE, MUTED, INK, "."),
}
ZONES = {
    (Claim.HELD, True): SOLID,
    (Claim.HELD, False): TINTED,
    (Claim.NEAR, True): Look(PALE, TARGET, INK),
    (Claim.NEAR, False): Look(LINE, PAPER, INK),
    (Claim.FAR, True): ALARM,
    (Claim.FAR, False): PALE_ALARM,
}


@dataclass(frozen=True)
class Piece:
    """One part of a bar."""

    words: str
    share: Fraction
    look: Look


@dataclass(frozen=True)
class Bar:
    """A bar with its height in pixels, the words above it, and whether its parts are named below it."""

    pieces: tuple[Piece, ...]
    height: int
    head: str = ""
    is_named: bool = True


def money_bar(portfolio: Portfolio) -> go.Figure:
    """The money line as one bar. Cached: never change it."""
    pieces = tuple(Piece(words, share, MONEY[figure]) for figure, words, share in money_parts(portfolio))
    return _cached((Bar(pieces, THICK),))


def zone_bars(rules: TargetingRules, portfolio: Portfolio) -> go.Figure:
    """Revenue and spend by zone, one bar above the other. Cached: never change it."""
    shares = zone_shares(rules, portfolio)
    revenue = tuple(Piece(zone.name, earned, _look(zone)) for zone, _, earned in shares)
    spend = tuple(Piece(zone.name, spent, _look(zone)) for zone, spent, _ in shares)
    return _cached((Bar(revenue, THIN, "Revenue", is_named=False), Bar(spend, THICK, "Customer-facing spend")))


def _look(zone: Zone) -> Look:
    return ZONES[zone.claim, zone.attractive]


def _cached(bars: tuple[Bar, ...]) -> go.Figure:
    return _kept(sha256(repr(bars).encode()).hexdigest(), bars)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _kept(content: str, _bars: tuple[Bar, ...]) -> go.Figure:  # noqa: ARG001 - what it is known by
    return draw(_bars)


def draw(bars: Sequence[Bar]) -> go.Figure:
    """The bars, drawn anew, heights in pixels from the top."""
    traces: list[go.Bar] = []
    notes: list[Part] = []
    y = 0.0
    for bar in bars:
        if bar.head:
            notes.append(note(0, y, bar.head, xanchor="left", yanchor="top", font=font(MUTED, SMALL_SIZE)))
            y += HEAD
        traces.append(_trace(bar, y))
        notes += _notes(bar, y)
        y += bar.height + (NAMES if bar.is_named else BETWEEN)
    figure = go.Figure(traces)
    axes = {"xaxis": canvas.bare_axis(0, 100), "yaxis": canvas.bare_axis(y, 0)}
    figure.update_layout(canvas.ground(round(y), annotations=notes, barmode="overlay", **axes))
    return figure


def _bases(bar: Bar) -> list[float]:
    """Where each part begins, in per cent."""
    return [float(sum((piece.share for piece in bar.pieces[:at]), Fraction(0)) * 100) for at in range(len(bar.pieces))]


def _trace(bar: Bar, top: float) -> go.Bar:
    """All parts, those with an outline last, so that no neighbour covers it."""
    placed = sorted(zip(bar.pieces, _bases(bar), strict=True), key=lambda each: each[0].look.outline != PAPER)
    looks = [piece.look for piece, _ in placed]
    return go.Bar(
        x=[float(piece.share * 100) for piece, _ in placed],
        y=[top + bar.height / 2] * len(placed),
        base=[base for _, base in placed],
        width=bar.height,
        orientation="h",
        marker={
            "color": [look.fill for look in looks],
            "line": {"color": [look.outline for look in looks], "width": 1.5},
            "pattern": {
                "shape": [look.hatch for look in looks],
                "fgcolor": [look.outline for look in looks],
                "fillmode": "overlay",
                "fgopacity": 1,
                "size": 8,
                "solidity": 0.25,
            },
        },
        hoverinfo="text",
        hovertext=[plain(hard(f"{whole_percent(piece.share)} {piece.words}")) for piece, _ in placed],
    )


def _notes(bar: Bar, top: float) -> list[Part]:
    """Figures within the parts, where they are wide enough and not hatched, and names below."""
    notes = []
    for piece, left in zip(bar.pieces, _bases(bar), strict=True):
        look, figure = piece.look, hard(whole_percent(piece.share))
        middle = left + float(piece.share * 50)
        if piece.share >= FIGURE_FROM and not look.hatch:
            size = SMALL_SIZE if bar.height < THICK else 16
            text = figure if bar.height < THICK else f"<b>{figure}</b>"
            notes.append(note(middle, top + bar.height / 2, text, font=font(look.text, size)))
        if bar.is_named and (words := _fitting(f"{figure} {piece.words}" if look.hatch else piece.words, piece.share)):
            below = {"xanchor": "left", "yanchor": "top", "xshift": 1}
            notes.append(note(left, top + bar.height + 3, words, font=font(INK, SMALL_SIZE), **below))
    return notes


def _fitting(words: str, share: Fraction) -> str:
    """The words in at most two lines no wider than their part on a phone; nothing where they do not fit."""
    room = float(share) * NARROWEST
    lines = canvas.lines(words, int(room / (LETTER * SMALL_SIZE)))
    is_whole = " ".join(lines) == plain(words)
    fits = is_whole and len(lines) <= 2 and max(text_width(line, SMALL_SIZE) for line in lines) <= room
    return "<br>".join(lines) if fits else ""
