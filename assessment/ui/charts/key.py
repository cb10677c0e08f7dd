"""The key of a profile, drawn in pixels from the left edge, so that it is the same at every width."""

from collections.abc import Sequence

from assessment.model import DimensionScore
from assessment.ui.charts.canvas import Part, font, note, text_width
from assessment.ui.theme import ACCENT, ACCENT_TINT, MUTED, PAPER, TARGET

HEIGHT, MIDDLE = 32, 14
TEXT_SIZE, BESIDE, BETWEEN = 14, 5, 16
DOT, DIAMOND, BAR, HALF_BAR = 13, 14, 24, 3.5


def marks(scores: Sequence[DimensionScore], year: int | None, left: float) -> tuple[list[Part], list[Part]]:
    """Shapes and notes for every kind of mark that a chart of these scores holds, with targets for a year.

    `left`: the left edge of its axis.
    """
    words = {"dot": "score", "diamond": f"target for {year}" if year else "target", "bar": "range of answers"}
    if all(score.target is None for score in scores):
        del words["diamond"]
    shapes, notes, x = [], [], 1.0
    for mark, meaning in words.items():
        shape, width = _shape(mark, x)
        shapes.append({**shape, "xsizemode": "pixel", "xanchor": left})
        x += width + BESIDE
        notes.append(note(left, MIDDLE, meaning, xshift=x, xanchor="left", font=font(MUTED, TEXT_SIZE)))
        x += text_width(meaning, TEXT_SIZE) + BETWEEN
    return shapes, notes


def _shape(mark: str, x: float) -> tuple[Part, int]:
    """A mark beginning at `x`, and how wide it is."""
    if mark == "dot":
        place = {"x0": x, "x1": x + DOT, "y0": MIDDLE - DOT / 2, "y1": MIDDLE + DOT / 2}
        return {"type": "circle", "fillcolor": ACCENT, "line": {"width": 0}, **place}, DOT
    if mark == "diamond":
        half = DIAMOND / 2
        path = f"M {x},{MIDDLE} L {x + half},{MIDDLE - half} L {x + DIAMOND},{MIDDLE} L {x + half},{MIDDLE + half} Z"
        return {"type": "path", "path": path, "fillcolor": PAPER, "line": {"color": TARGET, "width": 2}}, DIAMOND
    place = {"x0": x, "x1": x + BAR, "y0": MIDDLE - HALF_BAR, "y1": MIDDLE + HALF_BAR}
    return {"type": "rect", "fillcolor": ACCENT_TINT, "line": {"color": ACCENT, "width": 1}, **place}, BAR
