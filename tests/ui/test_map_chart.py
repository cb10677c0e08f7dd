"""The map of segments and the bars of shares: where things lie, their colours, their words, and hostile names."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import pytest

from assessment.model import Portfolio, Segment, SegmentStatus
from assessment.targeting import target
from assessment.ui import charts, theme
from assessment.ui.charts import label_places, share_bars
from assessment.ui.charts.canvas import NARROWEST
from assessment.ui.charts.win_map import FIELD, TINT, Labelled, draw, label, markers
from assessment.ui.win_words import map_alt, map_title, money_alt, zone_alt, zone_title
from tests.targeting.test_zones import RULES, golden, ratings, segment
from tests.ui import browser
from tests.ui.test_charts import ANY_COLOUR, PLACEHOLDER, colours, contrast

# Short enough to stand on the map by name.
HOSTILE = "<b>b</b> &lt;#000003"
LONG = "Regional process plants with maintenance crews of their own and framework contracts"


def random_map(seed: int, count: int) -> Portfolio:
    """So many segments with ratings and spend by chance, some planned."""
    random = Random(seed)
    weights = [random.randint(1, 20) for _ in range(count)]
    found = []
    for at in range(count):
        planned = at > 0 and random.random() < 0.2
        digits = ["".join(str(random.randint(1, 5)) for _ in range(6)) for _ in range(2)]
        found.append(
            Segment(
                f"{at} {LONG}"[: random.randint(6, 80)],
                Fraction(0 if planned else weights[at], sum(weights)),
                Fraction(weights[at], sum(weights)),
                ratings(*digits),
                status=SegmentStatus.PLANNED if planned else SegmentStatus.SERVED,
            )
        )
    return target(RULES, found)


def labelled(portfolio: Portfolio) -> Labelled:
    """The markers with their labels."""
    return label(RULES, markers(RULES, portfolio))


def drawn(portfolio: Portfolio) -> Any:
    """The map, drawn anew."""
    return draw(RULES, labelled(portfolio))


def test_markers_stand_where_the_engine_puts_them_with_spend_as_area() -> None:
    """Right to win across, attractiveness up; areas are in the proportions of spend; the smallest drawn last."""
    (bubbles,) = drawn(target(RULES, golden())).data
    assert list(zip(bubbles.x, bubbles.y, strict=True)) == [(2.45, 3.8), (4.45, 3.65), (1.7, 3.2), (3.65, 2.45)]
    areas = [size**2 for size in bubbles.marker.size]
    assert [round(area / areas[0], 3) for area in areas] == [1, 0.625, 0.5, 0.375]
    assert list(bubbles.marker.size) == sorted(bubbles.marker.size, reverse=True)


@pytest.mark.parametrize("cuts", [(350, 250, 300), (400, 200, 350)])
def test_borders_are_drawn_exactly_where_the_rules_cut(cuts: tuple[int, int, int]) -> None:
    """Whatever the rules say; every zone's field lies between them, and together they fill the map."""
    held, near, attractive = cuts
    limits = replace(RULES.thresholds, right_to_win=held, near=near, attractive=attractive)
    rules = replace(RULES, thresholds=limits)
    portfolio = target(rules, golden())
    figure = draw(rules, label(rules, markers(rules, portfolio)))
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert [line.x0 for line in lines if line.x0 == line.x1] == [near / 100, held / 100]
    assert [line.y0 for line in lines if line.y0 == line.y1] == [attractive / 100]
    low, high = figure.layout.xaxis.range
    fields = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert sum((f.x1 - f.x0) * (f.y1 - f.y0) for f in fields) == pytest.approx((high - low) ** 2)
    texts = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert {zone.name for zone in rules.zones} <= set(texts)


def test_held_is_solid_not_held_is_pale_and_planned_is_hollow() -> None:
    """Also where a knock-out keeps a segment on the right-hand side from a right to win."""
    held, knocked = segment("444444", "555555"), segment("444444", "525555", name="Knocked")
    planned = segment("444444", "4444--", name="Planned", status=SegmentStatus.PLANNED, revenue_share=Fraction(0))
    third = Fraction(1, 3)
    parts = [replace(each, spend_share=third) for each in (held, knocked, planned)]
    figure = drawn(target(RULES, parts))
    assert list(figure.data[0].marker.color) == [theme.ACCENT, theme.DECIDE_TINT, theme.PAPER]
    assert [line.split("<br>")[-1] for line in figure.data[0].hovertext] == [
        "right to win held",
        "right to win not held",
        "right to win expected",
    ]
    assert any("planned, 33\u00a0%" in note.text for note in figure.layout.annotations)


def test_a_segment_ranked_but_not_rated_stands_in_the_middle_of_its_half_and_says_so() -> None:
    """Nothing more is known of its place."""
    upper = segment("------", "444444", is_attractive=True)
    lower = segment("------", "444444", name="Lower", is_attractive=False)
    portfolio = target(RULES, [upper, lower])
    assert [marker.y for marker in markers(RULES, portfolio)] == [4.0, 2.0]
    assert "attractiveness ranked, not rated" in map_alt(RULES, portfolio)


@pytest.mark.parametrize("count", [2, 4, 6, 8, 12])
def test_labels_touch_nothing_or_are_numbers(count: int) -> None:
    """On the narrowest phone: names that stand touch no other name, no other bubble, no zone's name and no edge."""
    by_name = 0
    for seed in range(20):
        found = labelled(random_map(seed, count))
        by_name += found.by_name
        boxes = [place.box for place in found.places]
        if found.by_name:
            assert all(label_places.overlap(one, other) <= 9 for one, other in combinations(boxes, 2))
            assert all(box[0] >= 0 and box[2] <= NARROWEST and box[1] >= 0 and box[3] <= FIELD for box in boxes)
        else:
            assert found.lines == [[f"<b>{marker.number}</b>"] for marker in found.markers]
    assert by_name >= {2: 15, 4: 8}.get(count, 0)


def test_the_golden_example_is_labelled_by_name() -> None:
    """Name and share of each."""
    texts = [note.text for note in drawn(target(RULES, golden())).layout.annotations]
    assert "<b>Small workshops</b><br>15\u00a0%" in texts
    assert "<b>Core regional</b><br><b>plants</b><br>25\u00a0%" in texts


def test_charts_know_roles_only() -> None:
    """No colour of map or bars is anything but a placeholder."""
    portfolio = target(
        RULES, [replace(each, spend_share=each.spend_share * 9 / 10) for each in golden()], Fraction(1, 10)
    )
    for figure in (drawn(portfolio), charts.money_bar(portfolio), charts.zone_bars(RULES, portfolio)):
        shown = figure.to_plotly_json()
        shown["layout"].pop("template")
        found = set(ANY_COLOUR.findall(json.dumps(shown, default=list)))
        assert found
        assert all(PLACEHOLDER.fullmatch(colour) or colour == "rgba(0,0,0,0)" for colour in found)


ROLE_PLACEHOLDERS = [f"#{place:06d}" for place in range(1, len(theme.ROLES) + 1)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_on_bars_and_tinted_fields_stands_out(scheme: str) -> None:
    """At least 4.5 to 1, on tints through which the ground shows too."""
    found = colours(scheme)
    role = {placeholder: found[name] for name, placeholder in zip(theme.ROLES, ROLE_PLACEHOLDERS, strict=True)}
    for look in (*share_bars.MONEY.values(), *share_bars.ZONES.values()):
        if not look.hatch:
            assert contrast(role[look.text], role[look.fill]) >= 4.5
    for tint in (theme.ACCENT_TINT, theme.DECIDE_TINT):
        ground = mixed(role[tint], role[theme.PAPER], TINT)
        assert contrast(role[theme.MUTED], ground) >= 4.5
        assert contrast(role[theme.INK], ground) >= 4.5


def mixed(one: str, other: str, share: float) -> str:
    """A colour with so much of the one and the rest of the other."""
    parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)


def test_titles_and_alternative_texts_say_the_finding_and_every_figure() -> None:
    """Of the golden example, word by word."""
    portfolio = target(RULES, golden())
    assert map_title(RULES, portfolio) == "Two of four segments hold a right to win, mostly by opinion"
    assert map_alt(RULES, portfolio).endswith(
        "Small workshops: Harvest, right to win 3.7, attractiveness 2.5, 15 % of spend, right to win held."
    )
    # With one decimal it would stand on the other side of the border.
    assert "National accounts: Resist, right to win 2.45, attractiveness 3.8, 40 % of spend" in map_alt(
        RULES, portfolio
    )
    assert money_alt(portfolio) == (
        "Customer-facing spend from left to right: 40 % backed by a right to win and 60 % unbacked; "
        "of all this 15 % are close calls."
    )
    assert zone_title(RULES, portfolio) == "60 % of the spend is in “Resist”, against 35 % of revenue"
    assert "Harvest 15 % of spend, 20 % of revenue" in zone_alt(RULES, portfolio)


def test_the_parts_of_a_bar_stand_one_after_another_and_are_the_whole() -> None:
    """In the order of their words; what is nothing is left out, but for backed and unbacked."""
    portfolio = target(RULES, golden())
    (bar,) = charts.money_bar(portfolio).data
    assert (list(bar.base), list(bar.x)) == ([0, 40], [40, 60])
    revenue, spend = charts.zone_bars(RULES, portfolio).data
    assert (list(spend.base), list(spend.x)) == ([0, 25, 40], [25, 15, 60])
    assert sum(revenue.x) == 100
    names = [note.text.replace("<br>", " ") for note in charts.zone_bars(RULES, portfolio).layout.annotations]
    assert {"Invest and defend", "Harvest", "Resist"} <= set(names)


def test_names_below_a_bar_are_whole_words_that_fit() -> None:
    """On a phone; else they only stand in the words beside it."""
    for seed in range(20):
        figure = charts.zone_bars(RULES, random_map(seed, 8))
        words = {word for zone in RULES.zones for word in zone.name.split()}
        for note in figure.layout.annotations:
            if note.yanchor == "top" and note.y > 60:
                assert set(re.split(r" |<br>", note.text)) <= words


def test_equal_maps_share_a_figure_and_others_do_not() -> None:
    """It is cached by all that it shows."""
    figure = charts.win_map(RULES, target(RULES, golden()))
    assert charts.win_map(RULES, target(RULES, golden())) is figure
    first, *others = golden()
    for changed in (
        replace(first, name="Another"),
        replace(first, spend_share=first.spend_share + Fraction(1, 200)),
        replace(first, ratings={**first.ratings, "R1": 1}),
        replace(first, ratings={**first.ratings, "A1": 1}),
    ):
        assert charts.win_map(RULES, target(RULES, [changed, *others])) is not figure


def hostile() -> Portfolio:
    """A map whose names try to be everything but text."""
    return target(RULES, [replace(each, name=f"{at} {HOSTILE}") for at, each in enumerate(golden())])


SCRIPT = """
import streamlit as st
from assessment.ui import charts
from assessment.ui.win_words import map_alt
from tests.targeting.test_zones import RULES
from tests.ui.test_map_chart import hostile
st.plotly_chart(charts.win_map(RULES, hostile()), config=charts.CONFIG, key="map", alt=map_alt(RULES, hostile()))
st.markdown("The end")
"""

READ = """() => ({
  texts: [...document.querySelectorAll(".js-plotly-plot .annotation-text")].map(text =>
    [...text.querySelectorAll("tspan.line")].map(line => line.textContent).join(" ") || text.textContent),
  links: document.querySelectorAll(".js-plotly-plot a").length,
  dots: [...document.querySelectorAll(".js-plotly-plot .points path")].map(dot => getComputedStyle(dot).fill),
  alternative: document.querySelector(".stPlotlyChart [aria-label], .stPlotlyChart[aria-label]")
    ?.getAttribute("aria-label"),
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the hostile map."""
    script = tmp_path_factory.mktemp("map") / "script.py"
    script.write_text(SCRIPT)
    with browser.served(script) as address:
        yield address


def test_a_browser_shows_hostile_names_as_they_are(address: str) -> None:
    """In labels, in what a marker tells when pointed at, and in the alternative text."""
    with browser.browser() as chromium:
        page = chromium.new_page(viewport={"width": 390, "height": 900})
        page.goto(address)
        page.get_by_text("The end").wait_for()
        page.locator(".js-plotly-plot .points path").first.wait_for()
        shown: dict[str, Any] = page.evaluate(READ)
        marker = page.locator(".js-plotly-plot .points path").first.bounding_box()
        assert marker is not None
        page.mouse.move(marker["x"] + marker["width"] / 2, marker["y"] + marker["height"] / 2)
        page.locator(".hoverlayer .hovertext").wait_for()
        pointed_at = page.locator(".hoverlayer .hovertext").text_content() or ""
        links = page.locator(".hoverlayer a").count()
    assert (shown["links"], links) == (0, 0)
    assert len(set(shown["dots"])) == 2
    assert shown["alternative"] == map_alt(RULES, hostile())
    bare = " ".join(pointed_at.replace("\u2060", "").split())
    assert HOSTILE in bare
    names = [" ".join(text.replace("\u2060", "").split()) for text in shown["texts"]]
    assert sum(HOSTILE in name for name in names) == 4
