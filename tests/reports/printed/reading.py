"""Reading printed pages back."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from assessment.model import Assessment, Edition, Length, Response
from tests.responses import alike, assessed, generated, levels

# A4, and a little less than the margins of the page, in points.
WIDTH, HEIGHT, MARGIN = 595, 842, 28


def reader(page: bytes) -> PdfReader:
    """The PDF, opened by a program that did not make it."""
    return PdfReader(BytesIO(page))


def text_of(page: bytes) -> str:
    """All words of a PDF on one line, without the signs that only allow a break."""
    words = " ".join(each.extract_text() for each in reader(page).pages)
    return " ".join(words.replace("\u200b", "").split())


def title_of(page: bytes) -> str:
    """The title that programs show for a PDF."""
    metadata = reader(page).metadata
    return str(metadata.title) if metadata else ""


def is_inside(page: bytes) -> bool:
    """Whether all words lie within the margins of the paper; nothing runs out at the foot or at a side."""
    places: list[tuple[float, float]] = []

    def look(words: str, turned: Sequence[float], moved: Sequence[float], *_: object) -> None:
        if words.strip("\u200b \n"):
            x, y = moved[4:]
            places.append((turned[0] * x + turned[2] * y + turned[4], turned[1] * x + turned[3] * y + turned[5]))

    reader(page).pages[0].extract_text(visitor_text=look)
    return all(MARGIN <= x <= WIDTH - MARGIN and MARGIN <= y <= HEIGHT - MARGIN for x, y in places)


def in_print(words: str) -> str:
    """Words of ours as they are printed."""
    return " ".join(words.replace("'", "’").split())


def cases(edition: Edition, other: Edition) -> dict[str, Assessment]:
    """Responses of every kind: what each is good for stands in its name."""
    questionnaire = edition.questionnaire
    five = tuple(dimension.id for dimension in questionnaire.dimensions)[:5]
    low, high = alike(questionnaire, 1), alike(questionnaire, 5)
    picks: dict[str, Any] = {"priorities": five, "starred": five[1], "target_year": 2028}
    contradictory = {**high, **levels(questionnaire, {five[1]: [1, 5, 1, 1], five[3]: [1, 5, 5, 1]})}
    few = dict(list(alike(questionnaire, 2).items())[:9])
    return {
        "weak": assessed(edition, answers=low, targets=dict.fromkeys(five, 400), **picks),
        "strong": assessed(edition, answers=high, targets=dict.fromkeys(five, 500), **picks),
        "flat, nothing picked": assessed(edition, answers=alike(questionnaire, 3)),
        "contradictory": assessed(edition, answers=contradictory, targets=dict.fromkeys(five, 500), **picks),
        "sparse": assessed(edition, answers=few, **picks),
        "empty": assessed(edition, Response({})),
        "short": assessed(edition, generated(edition, 5, Length.SHORT)),
        "mixed": assessed(edition, generated(edition, 3)),
        "another questionnaire": assessed(other, generated(other, 1)),
    }
