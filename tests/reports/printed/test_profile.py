"""The profile as a picture: its finding, whose it is, what it rests on, every figure in words."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from assessment.model import Assessment, Edition
from reports.printed import chart, profile_png, profile_svg
from reports.printed.plot import plot
from reports.profile_words import profile_title
from tests.reports.printed.reading import cases
from tests.responses import assessed, generated
from tests.shapes import largest

SVG = "{http://www.w3.org/2000/svg}"
START, SIGNATURE = 16, b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def made(edition: Edition, other_edition: Edition) -> dict[str, Assessment]:
    """A response of each kind."""
    return cases(edition, other_edition)


def size(picture: bytes) -> tuple[int, int]:
    """The width and the height of a PNG in pixels, as its head says."""
    width, height = picture[START : START + 4], picture[START + 4 : START + 8]
    return int.from_bytes(width), int.from_bytes(height)


def test_every_kind_of_response_has_its_picture(made: dict[str, Assessment]) -> None:
    """1600 pixels wide; in words the finding and every row."""
    for assessment in made.values():
        picture = profile_png(assessment, unit="Acme")
        assert picture.startswith(SIGNATURE)
        assert size(picture)[0] == 1600
        drawing = ElementTree.fromstring(profile_svg(assessment, unit="Acme"))
        assert (drawing.get("role"), drawing.get("width")) == ("img", "576pt")
        told = str(drawing.findtext(f"{SVG}desc"))
        assert told.startswith(profile_title(assessment).replace("'", "’"))
        assert told.count(" answered") >= len(assessment.questionnaire.dimensions)


def test_it_says_whose_it_is_of_when_and_what_it_rests_on(made: dict[str, Assessment]) -> None:
    """Letters are outlines, so this looks at what is handed to be drawn."""
    content = chart._content(made["weak"], "Acme", True)
    assert content["plot"]["title"] == profile_title(made["weak"])
    assert (content["unit"], content["when"]) == ("Acme", "Your answers, 22 November 2026")
    assert content["synthetic"] == "An invented company, for illustration only."
    rests_on, source = content["notes"]
    assert rests_on == "1 respondent, 40 of 40 questions."
    assert source.startswith("Based on ideas in ‘10 Principles of Customer Strategy’")
    assert " Ten principles of customer strategy, customer-strategy v1, hash " in source
    assert source.endswith(", 22 November 2026.")


def test_priorities_come_first_and_places_are_shares_of_the_scale(made: dict[str, Assessment]) -> None:
    """All answered with the lowest level, targets one below the highest; the other scale begins at 0."""
    picked, others = plot(made["weak"])["groups"]
    assert (picked["words"], len(picked["rows"])) == ("Your five priorities, widest gap first", 5)
    assert (others["words"], len(others["rows"])) == ("Not picked, lowest score first", 5)
    assert {(row["score"], row["target"], row["shown"], row["target_shown"]) for row in picked["rows"]} == {
        (0.0, 0.75, "1.0", "target 4.0")
    }
    assert sum(row["name"].startswith("★ ") for row in picked["rows"]) == 1
    assert {(row["target"], row["target_shown"]) for row in others["rows"]} == {(None, "")}
    stages = plot(made["another questionnaire"])["stages"]
    assert (stages[0]["from"], stages[-1]["to"]) == (0.0, 1.0)
    assert [stage["from"] for stage in stages[1:]] == [stage["to"] for stage in stages[:-1]]


def test_without_scores_rows_say_why(made: dict[str, Assessment]) -> None:
    """And the key holds only what is drawn."""
    drawn = plot(made["empty"])
    (rows,) = [group["rows"] for group in drawn["groups"]]
    assert {(row["score"], row["range"], row["remark"]) for row in rows} == {
        (None, None, "too few answers, 0 of 4 answered")
    }
    assert (drawn["any_range"], drawn["any_thin"], drawn["target_words"]) == (False, False, "")
    assert not plot(made["flat, nothing picked"])["any_range"], "all answers alike"
    assert plot(made["contradictory"])["any_range"]


def test_all_rows_are_drawn_however_many(made: dict[str, Assessment]) -> None:
    """The picture is as high as it needs to be."""
    own = largest()
    most = profile_png(assessed(own, generated(own, 1)))
    assert size(most)[1] > 3 * size(profile_png(made["weak"]))[1]


@pytest.mark.parametrize("unit", ['<script>alert(1)</script> & "x"', "]]> #panic()", "日本語 \x00\ud800", "x" * 5_000])
def test_anybodys_words_stay_words(made: dict[str, Assessment], unit: str) -> None:
    """In the title of the drawing as in the drawing itself."""
    drawing = ElementTree.fromstring(profile_svg(made["weak"], unit=unit))
    shown = unit.replace("\x00\ud800", "").strip()
    title = str(drawing.findtext(f"{SVG}title"))
    assert (shown if len(shown) <= 120 else f"{'x' * 116} […]") in title
    assert not list(drawing.iter(f"{SVG}script"))
    assert profile_png(made["weak"], unit=unit).startswith(SIGNATURE)


def test_the_same_profile_is_the_same_picture(made: dict[str, Assessment]) -> None:
    """Byte for byte; other answers are another."""
    assert profile_svg(made["weak"]) == profile_svg(made["weak"]) != profile_svg(made["strong"])
    assert profile_png(made["weak"]) == profile_png(made["weak"]) != profile_png(made["strong"])
    later = replace(made["weak"], assessed_on=made["weak"].assessed_on.replace(day=23))
    assert profile_png(later) != profile_png(made["weak"])
