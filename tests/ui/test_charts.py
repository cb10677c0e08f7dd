"""The profile chart: its colours, its words, its order and its room, for any questionnaire."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
import pytest

from assessment.model import Assessment, Edition, Length, Response
from assessment.rounding import HUNDREDTHS
from assessment.ui import charts, theme
from assessment.ui.charts.canvas import NARROWEST, lines, plain, text_width
from assessment.ui.charts.profile import DOT, draw
from reports.ordering import page_order
from reports.scorecard import scorecard
from tests import shapes
from tests.responses import alike, assessed, generated, levels
from tests.serving import PROJECT
from tests.ui import browser

CONFIG: dict[str, Any] = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text())["theme"]
SCHEMES = ("light", "dark")
PLACEHOLDER = re.compile("#0000(?:0[1-9]|10)")
ANY_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|rgba?\([^)]*\)")
HOSTILE = 'A <b>bold</b> <a href="http://track.example/a">link</a> #000003 $x$ &lt;i&gt; %{x} <br> <extra>'


def colours(scheme: str) -> dict[str, str]:
    """The colours of a theme by role, and by the names of the theme's own keys."""
    roles = dict(zip(theme.ROLES, CONFIG[scheme]["chartCategoricalColors"], strict=True))
    return {**{key: value for key, value in CONFIG[scheme].items() if isinstance(value, str)}, **roles}


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


TEXT = [
    *((text, ground) for text in ("ink", "muted") for ground in ("paper", "pale")),
    *(
        (text, ground)
        for text in ("textColor", "linkColor")
        for ground in ("backgroundColor", "secondaryBackgroundColor")
    ),
    *((f"{name}TextColor", "backgroundColor") for name in ("gray", "red", "green", "blue", "yellow")),
    *((f"{name}TextColor", f"{name}BackgroundColor") for name in ("gray", "red", "green", "blue", "yellow")),
]
MARKS = [(mark, ground) for mark in ("accent", "target", "decide") for ground in ("paper", "pale")]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out(scheme: str, text: str, ground: str) -> None:
    """Every colour of text on every ground it stands on has a contrast of at least 4.5."""
    assert contrast(colours(scheme)[text], colours(scheme)[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_stand_out(scheme: str, mark: str, ground: str) -> None:
    """Dots, diamonds and outlines have a contrast of at least 3."""
    assert contrast(colours(scheme)[mark], colours(scheme)[ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_white_text_of_buttons_stands_out(scheme: str) -> None:
    """Streamlit writes white on the primary colour in both themes."""
    assert contrast("#FFFFFF", CONFIG[scheme]["primaryColor"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_paper_is_the_ground_of_the_page(scheme: str) -> None:
    """Hollow marks are filled with it."""
    found = colours(scheme)
    assert (found["paper"], found["pale"]) == (found["backgroundColor"], found["secondaryBackgroundColor"])


def test_a_chart_knows_roles_only(edition: Edition) -> None:
    """No colour in its figure is anything but a placeholder, and text is in the two colours for text."""
    figure = draw(assessed(edition, generated(edition, 3))).to_plotly_json()
    figure["layout"].pop("template")
    drawn = json.dumps(figure, default=list)
    found = set(ANY_COLOUR.findall(drawn))
    assert found
    assert all(PLACEHOLDER.fullmatch(colour) or colour == "rgba(0,0,0,0)" for colour in found)
    texts = {note["font"]["color"] for note in figure["layout"]["annotations"]}
    assert texts <= {theme.INK, theme.MUTED}


def any_case() -> Iterator[tuple[str, Assessment]]:
    """Questionnaires of many shapes with answers of many kinds."""
    for seed in range(25):
        edition = shapes.edition(seed)
        yield f"shape {seed}", assessed(edition, generated(edition, seed))
    fifty = shapes.largest()
    yield "fifty", assessed(fifty, generated(fifty, 2))
    yield "nothing answered", assessed(fifty, Response(answers={}))


CASES = dict(any_case())


@pytest.mark.parametrize("name", CASES)
def test_the_chart_holds_every_dimension_of_any_questionnaire_in_its_place(name: str) -> None:
    """Tracks do not overlap, nothing lies outside, all scores and targets are drawn where they belong."""
    assessment = CASES[name]
    figure = draw(assessment)
    height, (bottom, top) = figure.layout.height, figure.layout.yaxis.range
    assert (bottom, top) == (height, 0)
    tracks = [shape.y0 for shape in figure.layout.shapes if shape.type == "line"]
    assert len(tracks) == len(assessment.questionnaire.dimensions)
    assert all(later - earlier >= 40 for earlier, later in pairwise(tracks))
    assert max(tracks) + DOT / 2 <= height
    left, right = figure.layout.xaxis.range
    *_, targets, dots = figure.data
    ordered = page_order(assessment)
    at = dict(zip(tracks, ordered, strict=True))
    assert {y: x for x, y in zip(dots.x, dots.y, strict=True)} == {
        y: score.score / HUNDREDTHS for y, score in at.items() if score.score is not None
    }
    assert {y: x for x, y in zip(targets.x, targets.y, strict=True)} == {
        y: score.target / HUNDREDTHS for y, score in at.items() if score.target is not None
    }
    assert all(left < x < right for x in (*dots.x, *targets.x))


@pytest.mark.parametrize("name", CASES)
def test_names_stand_above_their_tracks_and_touch_nothing(name: str) -> None:
    """Every note ends above its own track and begins below the one before."""
    figure = draw(CASES[name])
    tracks = sorted(shape.y0 for shape in figure.layout.shapes if shape.type == "line")
    for note in figure.layout.annotations:
        if note.yanchor != "bottom" or note.y < tracks[0] - 60:
            continue
        size = 19 if note.font.size == 15 else 17
        begins = note.y - size * (note.text.count("<br>") + 1)
        assert not any(begins < track + DOT / 2 - 1 and track < note.y for track in tracks)


@pytest.mark.parametrize("name", CASES)
def test_text_fits_the_narrowest_phone(name: str) -> None:
    """No line of any name, stage or key is wider than the chart there."""
    for note in draw(CASES[name]).layout.annotations:
        for line in re.sub("<(?!br)[^>]*>", "", note.text).split("<br>"):
            assert (note.xshift or 0) + text_width(line, note.font.size) <= NARROWEST * 1.05


def test_priorities_come_first_by_gap_and_the_rest_lowest_first(edition: Edition) -> None:
    """The same order as on page one of the workbook, with a head above each group and the starred one marked."""
    picked = ("culture", "delivery", "ecosystem")
    response = Response(
        alike(edition.questionnaire, 3),
        priorities=picked,
        starred="delivery",
        targets={"ecosystem": 450, "delivery": 350},
    )
    notes = [note.text for note in draw(assessed(edition, response)).layout.annotations]
    heads = ["<b>Your three priorities, widest gap first</b>", "<b>Not picked, lowest score first</b>"]
    names = [text for text in notes if any(d.label in text for d in edition.questionnaire.dimensions)]
    assert [text for text in notes if "first</b>" in text] == heads
    assert names[:3] == [
        "<b>Partners and ambassadors</b>",
        "<b>★ Delivery that delights and pays</b>",
        "<b>Culture that carries the strategy</b>",
    ]


def test_without_priorities_there_is_one_group_and_no_target_in_the_key(edition: Edition) -> None:
    """Nothing is said of picks and targets that were not made."""
    notes = [note.text for note in draw(assessed(edition, answers=alike(edition.questionnaire, 3))).layout.annotations]
    assert "<b>Lowest score first</b>" in notes
    assert not any("target" in text or "priorit" in text or "★" in text for text in notes)


def test_the_key_names_the_year_of_the_targets(edition: Edition) -> None:
    """As given by the respondent."""
    response = Response(
        alike(edition.questionnaire, 3), priorities=("culture",), targets={"culture": 400}, target_year=2031
    )
    assert "target for 2031" in [note.text for note in draw(assessed(edition, response)).layout.annotations]


def test_a_thin_score_is_hollow_and_says_so(edition: Edition) -> None:
    """Two of four questions answered give a thin score; with one there is no dot, and the row says why."""
    response = Response(levels(edition.questionnaire, {"culture": [3, 3], "delivery": [4], "ecosystem": [5, 5, 5, 5]}))
    figure = draw(assessed(edition, response))
    dots = figure.data[-1]
    assert dict(zip(dots.x, dots.marker.color, strict=True)) == {3.0: theme.PAPER, 5.0: theme.ACCENT}
    texts = " ".join(note.text for note in figure.layout.annotations)
    assert "thin, 2 of 4 answered" in texts
    assert "too few answers, 1 of 4 answered" in texts


def test_a_target_that_is_reached_stands_around_its_dot(edition: Edition) -> None:
    """A diamond of the usual size would be hidden behind it."""
    targets = {"culture": 300, "delivery": 400}
    response = Response(alike(edition.questionnaire, 3), priorities=("culture", "delivery"), targets=targets)
    diamonds = draw(assessed(edition, response)).data[-2].marker
    far, reached = diamonds.size
    assert reached > DOT > far
    assert diamonds.color[1] == "rgba(0,0,0,0)"


def test_stages_too_narrow_for_their_names_are_listed_instead(edition: Edition) -> None:
    """All of them in one sentence above the bands."""
    questionnaire = edition.questionnaire
    stages = tuple(replace(stage, name=f"Unpronounceable{n}") for n, stage in enumerate(questionnaire.stages))
    narrow = Edition(replace(questionnaire, stages=stages))
    texts = [note.text.replace("<br>", " ") for note in draw(assessed(narrow, generated(narrow, 1))).layout.annotations]
    assert any(text.startswith("Stages from left to right: Unpronounceable0; Unpronounceable1") for text in texts)


def test_plotly_does_not_read_anybodys_text_as_html() -> None:
    """Tags and entities are escaped, placeholders for colours are broken up."""
    assert plain("<b>&lt;</b>") == "&lt;b&gt;&amp;lt;&lt;/b&gt;"
    assert not PLACEHOLDER.search(plain("#000003"))


def test_lines_count_wide_letters() -> None:
    """Capitals and wide signs need more room, long words are broken, no text has no lines."""
    assert lines("one two", 4) == ["one", "two"]
    assert max(len(line) for line in lines("ABCDEFGH " * 8, 44)) < 35
    assert max(len(line) for line in lines("戦略" * 40, 44)) <= 21
    assert lines("x" * 100, 44) == ["x" * 44, "x" * 44, "x" * 12]
    assert lines("", 44) == []


@pytest.mark.parametrize("seed", range(24))
def test_the_title_is_the_one_in_the_workbook(seed: int) -> None:
    """One finding, one wording, whatever the questionnaire."""
    edition = shapes.edition(seed)
    assessment = assessed(edition, generated(edition, seed))
    sheet = openpyxl.load_workbook(BytesIO(scorecard(assessment)), data_only=True)["Scorecard"]
    assert charts.profile_title(assessment) in [row[0].value for row in sheet.iter_rows(max_col=1)]


FIVE = ("culture", "delivery", "ecosystem", "omnichannel", "organisation")


@pytest.mark.parametrize(
    ("targets", "title"),
    [
        ((400, 350, 300, 300, 300), "Culture that carries the strategy is furthest from its target: 1.0 below"),
        ((400, 351, 300, 300, 300), "2 principles are furthest from their targets: up to 1.0 below"),
        ((350, 300, 300, 300, 300), "Culture that carries the strategy is furthest from its target: 0.5 below"),
        ((349, 349, 349, 349, 349), "All 10 principles scored lie within 0.5 of one another"),
    ],
)
def test_the_title_ranks_gaps_half_a_point_apart_and_no_closer_ones(
    edition: Edition, targets: tuple[int, ...], title: str
) -> None:
    """All scores 3.0; a gap counts from half a point on."""
    response = Response(alike(edition.questionnaire, 3), priorities=FIVE, targets=dict(zip(FIVE, targets, strict=True)))
    assert charts.profile_title(assessed(edition, response)) == title


def test_the_title_says_when_there_are_no_scores(edition: Edition) -> None:
    """Nothing is claimed."""
    assert charts.profile_title(assessed(edition, answers={})) == "Too few answers for scores"


def test_the_alternative_text_holds_every_figure(edition: Edition) -> None:
    """The finding, then row by row name, score, stage, range, target, and how many answers."""
    response = Response(
        {**levels(edition.questionnaire, {"culture": [1, 3, 3, 3], "delivery": [4, 4]})},
        priorities=("culture",),
        starred="culture",
        targets={"culture": 400},
    )
    assert charts.profile_alt(assessed(edition, response)).split(". ")[:4] == [
        "Culture that carries the strategy is furthest from its target: 1.5 below",
        "Culture that carries the strategy (starred priority): score 2.5, In pockets, answers from 1 to 3, target 4.0, "
        "4 of 4 answered",
        "Delivery that delights and pays: score 4.0, thin, Steered by facts, answers from 4 to 4, 2 of 4 answered",
        "Well-judged technology bets: too few answers, 0 of 4 answered",
    ]


@pytest.mark.parametrize("name", CASES)
def test_no_figure_of_the_chart_is_missing_from_the_alternative_text(name: str) -> None:
    """For any questionnaire."""
    assessment = CASES[name]
    rows = charts.profile_alt(assessment)
    for score in assessment.scorecard.dimensions:
        assert assessment.questionnaire.dimension[score.dimension].label in rows
        if score.score is not None:
            assert f"score {assessment.questionnaire.shown(score.score)}" in rows


def test_equal_answers_share_a_figure_and_others_do_not(edition: Edition) -> None:
    """It is cached by all that it shows, and by nothing else."""
    one = Response(alike(edition.questionnaire, 3), priorities=("culture",), targets={"culture": 400})
    figure = charts.profile(assessed(edition, one))
    named = replace(one, profile={"unit_assessed": "Somebody else"}, comments={"critical-behaviours": "x"})
    assert charts.profile(assessed(edition, named)) is figure
    others = [
        replace(one, answers=alike(edition.questionnaire, 4)),
        replace(one, priorities=()),
        replace(one, starred="culture"),
        replace(one, targets={"culture": 450}),
        replace(one, target_year=2030),
        replace(one, length=Length.SHORT),
        replace(one, length=Length.SHORT, deepened=frozenset({"culture"})),
    ]
    figures = [charts.profile(assessed(edition, other)) for other in others]
    assert len({id(each) for each in [figure, *figures]}) == len(others) + 1


def test_another_version_has_a_figure_of_its_own(edition: Edition) -> None:
    """Also where the answers are the same."""
    other = Edition(replace(edition.questionnaire, content_hash="another"))
    response = Response(alike(edition.questionnaire, 2))
    assert charts.profile(assessed(edition, response)) is not charts.profile(assessed(other, response))


def hostile() -> Assessment:
    """A profile whose names try to be everything but text."""
    edition = shapes.edition(12)
    questionnaire = edition.questionnaire
    dimensions = tuple(replace(d, label=f"{n} {HOSTILE}") for n, d in enumerate(questionnaire.dimensions))
    changed = Edition(replace(questionnaire, dimensions=dimensions))
    return assessed(changed, generated(changed, 3))


SCRIPT = """
import streamlit as st
from assessment.ui import charts
from tests.ui.test_charts import hostile
st.plotly_chart(charts.profile(hostile()), config=charts.CONFIG, key="profile", alt=charts.profile_alt(hostile()))
st.markdown("The end")
"""

# The texts and colours of the chart, and how far its text reaches.
READ = """() => {
  const svgs = [...document.querySelectorAll(".js-plotly-plot .main-svg")];
  const frame = svgs[0].getBoundingClientRect();
  const texts = [...document.querySelectorAll(".js-plotly-plot .annotation-text")];
  return {
    texts: texts.map(text => [...text.querySelectorAll("tspan.line")].map(line => line.textContent).join(" ")
      || text.textContent),
    links: document.querySelectorAll(".js-plotly-plot a").length,
    outside: texts.filter(text => text.getBoundingClientRect().right > frame.right + 1).map(text => text.textContent),
    dots: [...document.querySelectorAll(".js-plotly-plot .points path")].map(dot => getComputedStyle(dot).fill),
    inks: [...new Set(texts.map(text => getComputedStyle(text).fill))],
    alternative: document.querySelector(".stPlotlyChart [aria-label], .stPlotlyChart[aria-label]")
      ?.getAttribute("aria-label"),
  };
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the hostile profile."""
    script = tmp_path_factory.mktemp("charts") / "script.py"
    script.write_text(SCRIPT)
    with browser.served(script) as address:
        yield address


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_browser_shows_the_themes_colours_and_everybodys_text_as_it_is(address: str, scheme: Any) -> None:
    """Placeholders become the roles' colours; no tag, link, entity or placeholder in a name is read as such."""
    requests: list[str] = []
    with browser.browser() as chromium:
        page = chromium.new_page(viewport={"width": 390, "height": 900}, color_scheme=scheme)
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        page.get_by_text("The end").wait_for()
        page.locator(".js-plotly-plot .points path").first.wait_for()
        shown: dict[str, Any] = page.evaluate(READ)
    found = colours(scheme)
    assert set(shown["dots"]) & {rgb(found["accent"]), rgb(found["paper"])} == set(shown["dots"])
    assert rgb(found["accent"]) in shown["dots"]
    assert set(shown["inks"]) == {rgb(found["ink"]), rgb(found["muted"])}
    wanted = " ".join(HOSTILE.split())
    names = [" ".join(text.replace("\u2060", "").split()) for text in shown["texts"]]
    assert sum(wanted in name for name in names) == len(hostile().questionnaire.dimensions)
    assert shown["links"] == 0
    assert shown["outside"] == []
    assert shown["alternative"] == charts.profile_alt(hostile())
    assert all(url.startswith((address, "data:", "blob:", "ws:")) for url in requests)


def rgb(colour: str) -> str:
    """A colour as browsers name it."""
    return f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:], 16)})"
