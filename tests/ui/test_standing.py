"""The chart of one dimension: the same marks as its row of the profile, for any questionnaire."""

import json
import re

import pytest

from assessment.model import Assessment, Edition, Response
from assessment.rounding import HUNDREDTHS
from assessment.ui import charts
from assessment.ui.charts.profile import DOT
from assessment.ui.charts.profile import draw as draw_profile
from assessment.ui.charts.standing import draw
from tests import shapes
from tests.responses import assessed, generated, levels

RIGHT = "right-to-win"
CASES = [assessed(edition, generated(edition, seed)) for seed in range(12) for edition in [shapes.edition(seed)]]


@pytest.mark.parametrize("assessment", CASES, ids=range(len(CASES)))
def test_the_row_shows_what_the_profile_shows_of_it(assessment: Assessment) -> None:
    """Score and target where they belong, on the same axis, inside the ground."""
    whole = draw_profile(assessment)
    for score in assessment.scorecard.dimensions:
        figure = draw(assessment, score.dimension)
        *_, targets, dots = figure.data
        assert list(dots.x) == ([] if score.score is None else [score.score / HUNDREDTHS])
        assert list(targets.x) == ([] if score.target is None else [score.target / HUNDREDTHS])
        assert figure.layout.xaxis.range == whole.layout.xaxis.range
        (track,) = [shape for shape in figure.layout.shapes if shape.type == "line"]
        assert track.y0 + DOT / 2 < figure.layout.height < whole.layout.height


def test_the_key_names_the_marks_of_this_row_only(edition: Edition) -> None:
    """No diamond where another dimension has a target."""
    response = Response(
        levels(edition.questionnaire, {RIGHT: (4, 2, 2, 2), "culture": (2, 2, 2, 2)}),
        priorities=(RIGHT,),
        targets={RIGHT: 380},
        target_year=2028,
    )
    assessment = assessed(edition, response)
    for dimension, has_target in ((RIGHT, True), ("culture", False)):
        notes = [note.text for note in draw(assessment, dimension).layout.annotations]
        assert ("target for 2028" in notes) == has_target


def test_a_thin_score_says_so_above_its_track(edition: Edition) -> None:
    """As in the profile; a sound one says nothing."""
    for places, remarks in (((4, 2, None, None), 1), ((4, 2, 2, 2), 0)):
        assessment = assessed(edition, answers=levels(edition.questionnaire, {RIGHT: places}))
        figure = json.dumps(draw(assessment, RIGHT).to_plotly_json()["layout"]["annotations"], default=str)
        assert len(re.findall("thin, 2 of 4 answered", figure)) == remarks


def test_its_words_name_every_figure_and_the_stages(edition: Edition) -> None:
    """For those who cannot see it."""
    assessment = assessed(edition, answers=levels(edition.questionnaire, {RIGHT: (4, 2, 2, 2)}))
    alt = charts.standing_alt(assessment, RIGHT)
    assert alt.startswith("Chosen customers: score 2.5, In pockets, answers from 2 to 4, 4 of 4 answered. Stages: ")
    assert "In pockets from 1.80 to below 2.60" in alt


def test_charts_of_two_dimensions_are_kept_apart_and_each_is_drawn_once(edition: Edition) -> None:
    """For the same answers; others have charts of their own."""
    answers = [levels(edition.questionnaire, {RIGHT: (at,) * 4, "culture": (at,) * 4}) for at in (2, 3)]
    one, other = (assessed(edition, answers=said) for said in answers)
    assert charts.standing(one, RIGHT) is charts.standing(one, RIGHT)
    assert charts.standing(one, RIGHT) is not charts.standing(one, "culture")
    assert charts.standing(one, RIGHT) is not charts.standing(other, RIGHT)
