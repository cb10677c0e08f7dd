"""The title of page one's table, by hand; that the formula says the same is proven elsewhere."""

from io import BytesIO

import openpyxl
import pytest

from assessment.model import Edition, Response
from reports.scorecard import scorecard
from tests.recalculation import FORMUALIZER, assert_recalculates
from tests.responses import alike, assessed, levels

FIVE = ("culture", "delivery", "ecosystem", "omnichannel", "organisation")


def _title(edition: Edition, response: Response) -> str:
    book = scorecard(assessed(edition, response))
    assert_recalculates(book, FORMUALIZER)
    sheet = openpyxl.load_workbook(BytesIO(book), data_only=True)["Scorecard"]
    words = [str(row[0].value) for row in sheet.iter_rows(max_col=1) if row[0].value]
    return next(
        text for text in words if "target" in text or "lowest at" in text or " are lowest" in text or "within" in text
    )


@pytest.mark.parametrize(
    ("targets", "title"),
    [
        ((400, 350, 300, 300, 300), "Culture that carries the strategy is furthest from its target: 1.0 below"),
        ((400, 351, 300, 300, 300), "2 principles are furthest from their targets: up to 1.0 below"),
        ((400, 400, 400, 400, 400), "5 principles are furthest from their targets: up to 1.0 below"),
        ((349, 349, 349, 349, 349), "All 10 principles scored lie within 0.5 of one another"),
    ],
)
def test_gaps_half_a_point_apart_are_ranked_and_closer_ones_are_not(
    edition: Edition, targets: tuple[int, ...], title: str
) -> None:
    """All scores 3.0: gaps of 1.0 and 0.5 are half a point apart, 1.0 and 0.51 are not."""
    response = Response(alike(edition.questionnaire, 3), priorities=FIVE, targets=dict(zip(FIVE, targets, strict=True)))
    assert _title(edition, response) == title


@pytest.mark.parametrize(
    ("low", "title"),
    [
        ({"culture": [2, 3, 2, 3]}, "Culture that carries the strategy is lowest at 2.5"),
        ({"culture": [2, 3, 2, 3], "delivery": [3, 3, 3, 2]}, "2 principles are lowest, from 2.5 up"),
    ],
)
def test_without_targets_the_lowest_are_named(edition: Edition, low: dict[str, list[int]], title: str) -> None:
    """The rest stand at 3.0, half a point above 2.5."""
    answers = {**alike(edition.questionnaire, 3), **levels(edition.questionnaire, low)}
    assert _title(edition, Response(answers)) == title
