"""The stages behind a profile: every second one as a pale band, their names above."""

import re

from assessment.model import Questionnaire, Stage
from assessment.rounding import HUNDREDTHS
from assessment.ui.charts import canvas, key
from assessment.ui.charts.canvas import LETTER, NARROWEST, SMALL_SIZE, Part, font, note
from assessment.ui.theme import MUTED, PALE

LINE_HEIGHT, BELOW_NAMES, MOST_LINES = 17, 8, 3
LIST_LETTERS = 48


def bands(
    questionnaire: Questionnaire, across: tuple[float, float], top: int, bottom: int
) -> tuple[list[Part], list[Part]]:
    """The bands from edge to edge as shapes, and the names as notes."""
    spans = _spans(questionnaire, across)
    shapes = [
        {"type": "rect", "x0": x0, "x1": x1, "y0": top, "y1": bottom, "fillcolor": PALE, "line": {"width": 0}}
        | {"layer": "below"}
        for x0, x1 in spans[::2]
    ]
    small = font(MUTED, SMALL_SIZE)
    names = _names(questionnaire)
    if names is None:
        words = "<br>".join(_listed(questionnaire))
        return shapes, [note(across[0], key.HEIGHT, words, xanchor="left", yanchor="top", font=small)]
    notes = [
        note((x0 + x1) / 2, top - BELOW_NAMES, "<br>".join(name), yanchor="bottom", align="center", font=small)
        for (x0, x1), name in zip(spans, names, strict=True)
    ]
    return shapes, notes


def label_height(questionnaire: Questionnaire) -> int:
    """How many pixels the names of the stages need."""
    names = _names(questionnaire)
    count = len(_listed(questionnaire)) if names is None else max(len(name) for name in names)
    return count * LINE_HEIGHT + BELOW_NAMES


def _ascending(questionnaire: Questionnaire) -> list[Stage]:
    return sorted(questionnaire.stages, key=lambda stage: stage.starts_at)


def _spans(questionnaire: Questionnaire, across: tuple[float, float]) -> list[tuple[float, float]]:
    """Where each stage begins and ends; the first and the last reach the edges."""
    begins = [stage.starts_at / HUNDREDTHS for stage in _ascending(questionnaire)[1:]]
    return list(zip([across[0], *begins], [*begins, across[1]], strict=True))


def _names(questionnaire: Questionnaire) -> list[list[str]] | None:
    """The name of each stage in lines as wide as its band on a phone; none where one does not fit."""
    low, high = min(questionnaire.scale) / HUNDREDTHS, max(questionnaire.scale) / HUNDREDTHS
    names = []
    for stage, (x0, x1) in zip(_ascending(questionnaire), _spans(questionnaire, (low, high)), strict=True):
        pixels = (x1 - x0) / (high - low) * NARROWEST
        name = canvas.lines(stage.name, int(pixels / (LETTER * SMALL_SIZE)))
        words = re.split(r"[\s-]", stage.name)
        if len(name) > MOST_LINES or any(canvas.text_width(word, SMALL_SIZE) > pixels for word in words):
            return None
        names.append(name)
    return names


def _listed(questionnaire: Questionnaire) -> list[str]:
    """All names in a sentence, for stages too narrow for their names."""
    names = "; ".join(stage.name for stage in _ascending(questionnaire))
    return canvas.lines(f"Stages from left to right: {names}", LIST_LETTERS)
