"""What all charts share: an empty ground, axes without furniture, and text that stays text."""

from collections.abc import Mapping
from html import escape
from textwrap import wrap
from typing import Any
from unicodedata import east_asian_width

from assessment.ui.literal import JOINER, on_one_line
from assessment.ui.theme import CHART_FONT, INK

# No toolbar, and nothing that keeps a finger from scrolling the page.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}

NO_FILL = "rgba(0,0,0,0)"
TEXT_SIZE, SMALL_SIZE = 15, 13
# How wide a chart is on the narrowest phone, in pixels.
NARROWEST = 340
# The average width of a letter as a share of the size of its text, and of capitals and wide signs in letters.
LETTER, CAPITAL, WIDE = 0.47, 1.3, 2.1

Part = dict[str, Any]


def ground(height: int, **parts: Any) -> Part:
    """The layout of a chart without background, margins and legend."""
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "showlegend": False,
        "paper_bgcolor": NO_FILL,
        "plot_bgcolor": NO_FILL,
        "font": {"family": CHART_FONT, "size": TEXT_SIZE, "color": INK},
        "hoverlabel": {"font": {"family": CHART_FONT, "size": 14}, "align": "left"},
        "hovermode": "closest",
        "dragmode": False,
        **parts,
    }


def bare_axis(first: float, last: float) -> Part:
    """An axis that only places things: no line, ticks, grid, title or zoom."""
    return {
        "range": [first, last],
        "visible": False,
        "fixedrange": True,
    }


def note(x: float, y: float, text: str, **parts: Any) -> Part:
    """Text at a place, without an arrow. The text is Plotly's HTML: see `plain`."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "align": "left", "borderpad": 0, **parts}


def font(color: str, size: int = TEXT_SIZE) -> Mapping[str, Any]:
    """The font of a note."""
    return {"size": size, "color": color}


def plain(text: str) -> str:
    """Anybody's text for a chart, shown as typed: neither HTML nor one of the placeholders for colours."""
    return escape(on_one_line(text), quote=False).replace("#", f"#{JOINER}")


def lines(text: str, letters: int) -> list[str]:
    """The text as plain lines of at most that many average letters, fewer where its letters are wide."""
    clean = on_one_line(text)
    if not clean:
        return []
    fitting = int(letters * len(clean) / sum(_width(sign) for sign in clean))
    return [plain(line) for line in wrap(clean, max(4, min(letters, fitting)))]


def text_width(text: str, size: int) -> float:
    """About how many pixels a text takes."""
    return sum(_width(sign) for sign in text) * LETTER * size


def _width(sign: str) -> float:
    if east_asian_width(sign) in "WF":
        return WIDE
    return CAPITAL if sign.isupper() else 1
