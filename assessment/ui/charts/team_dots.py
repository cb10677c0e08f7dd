"""Who answers what: a row of cells a question, a cell a level, a dot a person.

Named campaigns show initials, filled for the first announced bloc and hollow for the others; confidential ones dots
that carry nothing; where single answers are not shown, numbers. Heights are pixels from the top.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

import plotly.graph_objects as go
import streamlit as st

from assessment.model import AGREEMENT_WORDS, Dot, Question, Questionnaire, TeamRow, TeamView
from assessment.ui.charts import canvas
from assessment.ui.charts.canvas import SMALL_SIZE, Part, font, note, plain
from assessment.ui.theme import ACCENT, DECIDE, INK, MUTED, PALE, PAPER, TARGET
from assessment.wording import counted

KEPT = 256
NAME_HEIGHT, CELL_PAD, LINE_HEIGHT, ROW_GAP, WORDS_LINE = 27, 12, 23, 16, 17
NAMED_DOT, PLAIN_DOT, COUNT_SIZE = 20, 14, 16
# Dots side by side in a cell where there are five cells; a phone's cell is 65 pixels wide then.
ABREAST, OF_CELLS = 3, 5
HALF_CELL = 0.48
DESCRIPTOR_LETTERS, NAME_LETTERS = 24, 40
MOST_INITIALS = 2
# What two descriptors side by side take of a phone's width.
TEXTS = 0.92


def team_dots(questionnaire: Questionnaire, view: TeamView, rows: Sequence[TeamRow]) -> go.Figure:
    """The chart of some questions. Cached: never change it."""
    known = repr((questionnaire.content_hash, view.blocs, view.mode, rows))
    return _cached(sha256(known.encode()).hexdigest(), questionnaire, view, tuple(rows))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _cached(
    content: str,  # noqa: ARG001 - what it is known by
    _questionnaire: Questionnaire,
    _view: TeamView,
    _rows: tuple[TeamRow, ...],
) -> go.Figure:
    return draw(_questionnaire, _view, _rows)


def draw(questionnaire: Questionnaire, view: TeamView, rows: Sequence[TeamRow]) -> go.Figure:
    """The chart, drawn anew."""
    disputed = {dispute.question: (dispute.low, dispute.high) for dispute in view.disputes}
    shapes: list[Part] = []
    notes: list[Part] = []
    traces: list[go.Scatter] = []
    y = 0
    cells = max((len(questionnaire.question[row.subject].levels) for row in rows), default=1)
    for row in rows:
        question = questionnaire.question[row.subject]
        notes.append(_name(question, row, y))
        y += NAME_HEIGHT
        height = _cell_height(row, cells)
        shapes += _cells(question, y, height)
        if row.dots:
            traces.append(_dots(question, view, row, y + height / 2, cells))
        elif row.counts:
            notes += _counts(row, y + height / 2)
        else:
            words = canvas.lines(row.withheld or "nobody answered with a level", 2 * NAME_LETTERS)
            middle = (len(question.levels) + 1) / 2
            notes.append(note(middle, y + height / 2, "<br>".join(words), align="center", font=font(MUTED, SMALL_SIZE)))
        y += height + ROW_GAP
        if row.subject in disputed:
            ends = [canvas.lines(question.descriptor(level), DESCRIPTOR_LETTERS) for level in disputed[row.subject]]
            notes += _ends(ends, y - ROW_GAP + 5, _edges(question, disputed[row.subject], cells))
            y += max(len(end) for end in ends) * WORDS_LINE + 4
    axes = {"xaxis": canvas.bare_axis(0.5, cells + 0.5), "yaxis": canvas.bare_axis(y, 0)}
    figure = go.Figure(traces or [go.Scatter(x=[], y=[], mode="markers")])
    figure.update_layout(canvas.ground(int(y), shapes=shapes, annotations=notes, **axes))
    return figure


def _name(question: Question, row: TeamRow, y: float) -> Part:
    """The question's name with the word for how far answers agree."""
    color = DECIDE if row.agreement is not None and row.agreement.is_unsettled else MUTED
    word = f'   <span style="color:{color}">{AGREEMENT_WORDS[row.agreement]}</span>' if row.agreement else ""
    name = canvas.lines(question.name, NAME_LETTERS)
    shown = f"{name[0]}…" if len(name) > 1 else "".join(name)
    return note(0.5, y + NAME_HEIGHT / 2 - 2, f"<b>{shown}</b>{word}", xanchor="left", xshift=3, font=font(INK))


def _abreast(cells: int) -> int:
    return max(1, ABREAST * OF_CELLS // cells)


def _cell_height(row: TeamRow, cells: int) -> int:
    most = max(Counter(dot.value for dot in row.dots).values(), default=1)
    return -(-most // _abreast(cells)) * LINE_HEIGHT + CELL_PAD


def _cells(question: Question, y: float, height: float) -> list[Part]:
    return [
        {
            "type": "rect",
            "x0": place - HALF_CELL,
            "x1": place + HALF_CELL,
            "y0": y,
            "y1": y + height,
            "fillcolor": PALE,
            "line": {"width": 0},
            "layer": "below",
        }
        for place in range(1, len(question.levels) + 1)
    ]


def _dots(question: Question, view: TeamView, row: TeamRow, middle: float, cells: int) -> go.Scatter:
    abreast, has_names = _abreast(cells), any(dot.name for dot in row.dots)
    per_level = Counter(dot.value for dot in row.dots)
    placed: Counter[int] = Counter()
    xs, ys, kept = [], [], []
    for dot in sorted(row.dots, key=lambda dot: _bloc_order(view, dot)) if has_names else row.dots:
        at, count = placed[dot.value], per_level[dot.value]
        placed[dot.value] += 1
        line, lines = at // abreast, -(-count // abreast)
        in_line = min(abreast, count - line * abreast)
        xs.append(question.rank(dot.value) + 1 + (at % abreast - (in_line - 1) / 2) * 0.9 / abreast)
        ys.append(middle + (line - (lines - 1) / 2) * LINE_HEIGHT)
        kept.append(dot)
    filled = [not has_names or is_filled(view, dot) for dot in kept]
    return go.Scatter(
        x=xs,
        y=ys,
        mode="markers+text" if has_names else "markers",
        text=[plain(initials(dot.name)) for dot in kept] if has_names else None,
        textfont={"size": 11, "color": [PAPER if full else TARGET for full in filled]},
        marker={
            "symbol": "circle",
            "size": NAMED_DOT if has_names else PLAIN_DOT,
            "color": [ACCENT if full else PAPER for full in filled],
            "line": {"color": [ACCENT if full else TARGET for full in filled], "width": 1.5},
        },
        cliponaxis=False,
        hoverinfo="text" if has_names else "skip",
        hovertext=[plain(f"{dot.name}, {dot.bloc}" if dot.bloc else dot.name) for dot in kept] if has_names else None,
    )


def _bloc_order(view: TeamView, dot: Dot) -> tuple[int, str]:
    return (view.blocs.index(dot.bloc) if dot.bloc in view.blocs else len(view.blocs), dot.name)


def is_filled(view: TeamView, dot: Dot) -> bool:
    """Whether a named dot is drawn full: it is of the first announced bloc, or there are none."""
    return not view.blocs or dot.bloc == view.blocs[0]


def initials(name: str) -> str:
    """`AK` for Anna Kowalska, `A` for Anna."""
    letters = [word[0] for word in name.split() if word[0].isalnum()]
    chosen = letters if len(letters) <= MOST_INITIALS else [letters[0], letters[-1]]
    return "".join(chosen).upper() or "·"


def _counts(row: TeamRow, middle: float) -> list[Part]:
    """How many chose each level, as numbers."""
    return [
        note(place, middle, f"<b>{count}</b>" if count else "–", font=font(INK if count else MUTED, COUNT_SIZE))
        for place, (_, count) in enumerate(row.counts, 1)
    ]


def _edges(question: Question, ends: tuple[int, int], cells: int) -> tuple[float, float]:
    """Where the descriptors of both ends stand: below their cells, or further apart where these are too near."""
    left, right = question.rank(ends[0]) + 0.5, question.rank(ends[1]) + 1.5
    left = min(left, max(0.5, right - TEXTS * cells))
    return left, max(right, min(cells + 0.5, left + TEXTS * cells))


def _ends(ends: Sequence[Sequence[str]], y: float, edges: tuple[float, float]) -> list[Part]:
    """The descriptors of the lowest and the highest answer, below the dots."""
    shared = {"yanchor": "top", "font": font(MUTED, SMALL_SIZE)}
    low, high = ("<br>".join(end) for end in ends)
    return [
        note(edges[0], y, low, xanchor="left", xshift=3, **shared),
        {**note(edges[1], y, high, xanchor="right", xshift=-3, **shared), "align": "right"},
    ]


def team_alt(questionnaire: Questionnaire, rows: Sequence[TeamRow]) -> str:
    """What the chart shows, in words."""
    told = []
    for row in rows:
        question = questionnaire.question[row.subject]
        if row.counts:
            counts = ", ".join(str(count) for _, count in row.counts)
            told.append(f"{question.name}: {counts} from the lowest level to the highest")
        else:
            told.append(f"{question.name}: {row.withheld or 'no answers'}")
    return f"How many people chose each level, for {counted(len(rows), 'question')}. {'; '.join(told)}."
