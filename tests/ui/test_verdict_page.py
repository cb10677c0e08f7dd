"""The verdict page: everything the verdict says, in its order, for any response, on any screen."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest

from assessment.model import Assessment, Edition, Length, Response
from assessment.progress import answers_needed
from assessment.ui import charts
from assessment.ui.findings import MOST_QUOTED
from assessment.ui.literal import JOINER, PRINTED
from assessment.workflow import assessing, editions
from tests import shapes
from tests.conftest import EXAMPLES
from tests.responses import DAY, alike, assessed, generated, levels
from tests.ui import browser
from tests.ui.apptest import closed, panels

UNIT = "Norrland Pumps"
HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f**"
NAMES = ("strong-operator", "low-throughout", "flat-middle")
BASIS = "What this rests on."


def example(edition: Edition, name: str) -> Assessment:
    """One of the three shipped examples."""
    return assessing.assess_file(EXAMPLES / f"{name}.json", edition, Length.FULL, DAY)


def _script(assessment: "Assessment", unit: str, synthetic: bool) -> None:
    # Streamlit runs the source of this function alone.
    from assessment.ui import verdict_page

    verdict_page.show(assessment, unit, synthetic)


def shown(assessment: Assessment, unit: str = UNIT, synthetic: bool = False) -> AppTest:
    """The page as Streamlit's own test runner renders it."""
    app = AppTest.from_function(_script, args=(assessment, unit, synthetic), default_timeout=30).run()
    assert not app.exception
    return app


def read(markdown: str) -> str:
    """What a reader sees of markdown written by the page, with straight hyphens and apostrophes."""
    plain = re.sub(r"(?<!\\):(?:small|gray|red)\[|(?<!\\)\]|(?<!\\)\*\*", "", markdown.replace("  \n", "\n"))
    plain = re.sub(r"\\(.)", r"\1", plain).replace(JOINER, "")
    return plain.replace("\u2011", "-").replace("\u2019", "'")


def texts(app: AppTest) -> list[str]:
    """All titles and paragraphs from top to bottom, as read."""
    found: list[str] = []
    _collect(app.main, found)
    return found


def _collect(block: Any, found: list[str]) -> None:
    for child in block.children.values():
        if hasattr(child, "children"):
            _collect(child, found)
        elif child.type in {"markdown", "title", "header", "subheader"}:
            found.append(read(child.value))
        elif child.type == "html":
            found.extend(closed(child.proto.body))


def assert_in_order(said: list[str], wanted: list[str]) -> None:
    """Each wanted text is there, one after another."""
    whole, reached = "\n".join(said), 0
    for text in wanted:
        place = whole.find(text, reached)
        assert place >= 0, f"not there, or too early: {text}"
        reached = place + len(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_say_everything_in_the_order_of_the_design(edition: Edition, name: str) -> None:
    """Headline, contradiction, decisions, profile, gaps, strengths, and on what it all rests."""
    assessment = example(edition, name)
    verdict, label = assessment.verdict, edition.questionnaire.dimension
    contradictions = [quote.words for found in verdict.contradictions[:1] for quote in found.quotes]
    none_found = (
        [] if verdict.contradictions else [f"We looked for {verdict.looked_for} contradictions and found none."]
    )
    decisions = [text for decision in verdict.decisions for text in (label[decision.dimension].label, decision.action)]
    gaps = [f"{label[gap.dimension].label}, " for group in verdict.gaps for gap in group]
    strengths = [f"{label[strength.dimension].label}, " for strength in verdict.strengths]
    order = [verdict.headline, *none_found, *contradictions, "Decide these three first", *decisions]
    order += [charts.profile_title(assessment), *gaps, *strengths, verdict.strengths_note, BASIS, verdict.basis.text]
    assert_in_order(texts(shown(assessment)), order)


def test_the_strongest_contradiction_stands_with_both_answers_and_the_count_of_all(edition: Edition) -> None:
    """What was asked, what was answered, and every finding in full one tap away."""
    assessment = example(edition, "strong-operator")
    app, verdict = shown(assessment), assessment.verdict
    strongest, questions = verdict.contradictions[0], edition.questionnaire.question
    asked = [f"{questions[quote.question].text}\n“{quote.words}”" for quote in strongest.quotes]
    assert_in_order(texts(app), ["What does not go together", strongest.finding, *asked])
    count = len(verdict.contradictions)
    full = panels(app, f"{count} contradictions found, {verdict.looked_for} looked for: read each in full")
    assert_in_order([full], [f"{count} of {verdict.looked_for} found", *(f.finding for f in verdict.contradictions)])


def test_a_single_contradiction_is_told_in_full_with_both_answers(other_edition: Edition) -> None:
    """The sentence says why they clash; the answers stand side by side below it."""
    assessment = assessed(other_edition, generated(other_edition, 3))
    (found,) = assessment.verdict.contradictions
    app = shown(assessment)
    assert_in_order(texts(app), ["What does not go together", found.finding, *(f"“{q.words}”" for q in found.quotes)])
    assert found.finding in panels(app, "1 contradiction found, 2 looked for: read it in full")


def test_a_decision_says_where_one_stands_what_comes_next_and_what_blocks_it(edition: Edition) -> None:
    """Each in a card of its own, numbered, with the blocker's score."""
    said = texts(shown(example(edition, "strong-operator")))
    place = said.index("2 Customers as growing assets")
    assert said[place + 2] == (
        "Now “New business only”\nNext step “New business first, with a smaller weight on keeping customers”"
    )
    assert said[place + 3] == "Blocked by “Chosen customers” at 2.3"
    app = shown(example(edition, "strong-operator"))
    assert "(4 + 2 + 2 + 1) / 4 = 2.25" in panels(app, "Blocked by “Chosen customers”")


def test_the_table_holds_every_number_of_the_chart(edition: Edition) -> None:
    """Dimension, score, stage, target, gap and answered, in the order of the chart."""
    app = shown(example(edition, "strong-operator"))
    (table,) = [element.proto.body for element in app.get("html") if '<table class="profile">' in element.proto.body]
    lines = closed(table)
    assert lines[0] == "Principle | Score | Stage | Target 2028 | Gap | Answered"
    rows = [line for line in lines[1:] if " | " in line]
    assert len(rows) == 10
    assert rows[0] == "★ Chosen customers | 2.3 | In pockets | 4.6 | 2.4 | 4 of 4"
    assert rows[8] == "Well-judged technology bets | 2.7 | By design |  |  | 3 of 4"


def test_an_empty_response_is_asked_for_answers_instead_of_shown_empty_headings(edition: Edition) -> None:
    """What is still needed, and on what the page rests; no chart and no list."""
    app = shown(assessed(edition, answers={}))
    assert [header.value for header in app.header] == ["What is still needed"]
    assert not app.get("plotly_chart")
    assert not app.subheader
    (needed,) = app.table
    assert set(needed.value["Still needed"]) == {"2 more"}
    assert len(needed.value) == 10
    assert any(text.startswith(BASIS) for text in texts(app))


def test_a_single_scored_dimension_shows_what_there_is_and_asks_for_the_rest(edition: Edition) -> None:
    """The profile and its decision are there; gaps and strengths that cannot be known yet are not mentioned."""
    response = Response(levels(edition.questionnaire, {"culture": [2, 2, 2, 2], "delivery": [3]}))
    app = shown(assessed(edition, response))
    assert [read(header.value) for header in app.header] == [
        "What is still needed",
        "Decide this first",
        "Culture that carries the strategy stands at 2.0",
    ]
    needed = app.table[0].value
    rows = {read(name): row for name, row in zip(needed["Principle"], needed["Still needed"], strict=True)}
    assert rows["Delivery that delights and pays"] == "1 more"
    assert "Culture that carries the strategy" not in rows


def test_answers_needed_follow_the_weights() -> None:
    """That many more answers give a score, and one fewer does not, for any weights."""
    tried = 0
    for seed in range(40):
        edition = shapes.edition(seed)
        response = generated(edition, seed)
        assessment = assessed(edition, response)
        for score in assessment.scorecard.dimensions:
            if score.score is not None or not score.applicable:
                continue
            count, tried = answers_needed(assessment, score), tried + 1
            asked = response.asked(edition.questionnaire, score.dimension)
            left = [q for q in asked if response.answers.get(q.id) != "does_not_apply"]
            left = sorted((q for q in left if not isinstance(response.answers.get(q.id), int)), key=lambda q: -q.weight)
            for more, has_score in ((count, True), (count - 1, False)):
                added = {q.id: q.levels[0].value for q in left[:more]}
                again = assessed(edition, Response({**response.answers, **added}, response.length))
                assert (again.scorecard.of[score.dimension].score is not None) is has_score, (seed, score)
    assert tried > 20


def test_all_at_the_top_are_strengths_of_which_a_few_are_quoted(edition: Edition) -> None:
    """The others are named with their scores; nothing calls for a decision, and the page says so."""
    app = shown(assessed(edition, answers=alike(edition.questionnaire, 5)))
    said = texts(app)
    assert "Ten strengths to protect" in said
    assert "All principles scored are strengths: the first decision is how to protect them." in said
    assert sum(1 for text in said if text.endswith(", 5.0")) == 10
    assert sum(1 for text in said if text.startswith("“")) == MOST_QUOTED
    assert not app.subheader


def test_all_at_the_bottom_have_no_strength(edition: Edition) -> None:
    """The page says which bar was missed, and decides three first."""
    app = shown(assessed(edition, answers=alike(edition.questionnaire, 1)))
    assert "No strength to protect yet" in texts(app)
    assert "No gap to name" in texts(app)
    assert len(app.subheader) == 3


@pytest.mark.parametrize("seed", range(12))
def test_any_questionnaire_has_a_page(seed: int) -> None:
    """Whatever its shape: headline, profile where there are scores, and on what it rests."""
    edition = shapes.edition(seed)
    assessment = assessed(edition, generated(edition, seed))
    said = texts(shown(assessment))
    assert assessment.verdict.headline in said[0]
    assert assessment.verdict.basis.text in "\n".join(said)


def test_the_basis_names_unit_and_day(other_edition: Edition) -> None:
    """The unit as typed, the day in words."""
    said = texts(shown(assessed(other_edition, generated(other_edition, 1))))
    assert basis_of(said).startswith("What this rests on. Norrland Pumps, 22 November 2026. One respondent.")


@pytest.mark.parametrize("unit", [HOSTILE, "", "  ", "\n# x"])
def test_any_name_of_a_unit_is_shown_as_typed(edition: Edition, unit: str) -> None:
    """Nothing of it is interpreted; without a name there is no gap in the sentence."""
    app = shown(assessed(edition, answers={}), unit)
    named = f"{' '.join(unit.split())}, " if unit.strip() else ""
    assert basis_of(texts(app)).startswith(f"What this rests on. {named}22 November 2026. ")
    assert "<script" not in app.get("html")[-1].proto.body


def basis_of(said: list[str]) -> str:
    """The sentences on which the page rests."""
    return next(text for text in said if text.startswith(BASIS))


def test_an_invented_unit_is_marked_as_such(edition: Edition) -> None:
    """Above the headline; nothing of the kind for a real one."""
    assessment = assessed(edition, answers={})
    assert texts(shown(assessment, synthetic=True))[0] == "An invented company, for illustration only."
    assert not any("nvented" in text for text in texts(shown(assessment)))


def test_rendering_leaves_the_cached_chart_as_it_was(edition: Edition) -> None:
    """It is shared by all who gave the same answers."""
    assessment = example(edition, "flat-middle")
    before = charts.profile(assessment).to_json()
    shown(assessment)
    assert charts.profile(assessment).to_json() == before


SCRIPT = """
import streamlit as st
from assessment.ui import theme, verdict_page
from tests.ui.test_verdict_page import HOSTILE, of

st.set_page_config(layout="wide")
theme.apply()
with st.container(horizontal_alignment="center").container(width=1040):
    verdict_page.show(of(st.query_params["name"]), HOSTILE, synthetic=True)
"""


def of(name: str) -> Assessment:
    """The assessment that a page in the browser shows."""
    if name == "empty":
        return assessed(editions.load("customer-strategy"), answers={})
    if name == "any":
        return assessed(shapes.edition(7), generated(shapes.edition(7), 7))
    return example(editions.load("customer-strategy"), name)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that shows verdicts."""
    script = tmp_path_factory.mktemp("verdict") / "script.py"
    script.write_text(SCRIPT)
    with browser.served(script) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_scrolls_sideways_and_no_barrier_is_found(address: str, width: int, scheme: Any) -> None:
    """On a phone and on a wide screen, in light and dark, with everything opened."""
    with browser.browser() as chromium:
        for name in ("strong-operator", "any", "empty")[: 3 if width == 390 else 2]:
            page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.goto(f"{address}/?name={name}")
            page.get_by_text(BASIS).wait_for()
            for summary in page.locator("summary").all():
                summary.click()
            # Charts and opened parts take a moment to reach their size.
            page.wait_for_timeout(1000)
            assert _wider_than_it_may_be(page) == []
            found = Axe().run(page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
            page.close()


def test_every_number_opens_to_arithmetic_that_is_true(address: str) -> None:
    """Each line that opens is opened by keyboard; what its sums say is worked out again from the raw answers."""
    assessment = of("strong-operator")
    expected = _worked_out(assessment)
    with browser.browser() as chromium:
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/?name=strong-operator")
        page.get_by_text(BASIS).wait_for()
        page.locator("[data-testid=stExpander] summary", has_text="The profile as a table").click()
        lines = page.locator("details.opened > summary")
        shown: dict[str, set[str]] = {}
        for line in lines.all():
            line.focus()
            page.keyboard.press("Enter")
            for part in line.locator("xpath=..").locator("section").all():
                title, sums = part.locator("p").first.inner_text().rpartition("\n")[::2]
                shown.setdefault(title or line.inner_text(), set()).add(sums)
        page.close()
    for title, value in expected.items():
        (sums,) = shown[title.translate(PRINTED)]
        assert sums.endswith(f"= {value}"), title
        assert _evaluated(sums.rpartition(" = ")[0]) == value


def _worked_out(assessment: Assessment) -> dict[str, str]:
    """Scores, gaps and the overall score from the raw answers, by the title of their explanation."""
    questionnaire, response = assessment.questionnaire, assessment.response
    scores, found = [], {}
    for dimension in questionnaire.dimensions:
        values = [
            answer
            for q in questionnaire.questions_of(dimension.id)
            if not q.optional and isinstance(answer := response.answers.get(q.id), int)
        ]
        score = _half_up(Fraction(sum(values), len(values)))
        scores.append(score)
        found[f"{dimension.label}: score"] = f"{score / 100:.2f}"
        if dimension.id in response.targets:
            found[f"{dimension.label}: gap"] = f"{(response.targets[dimension.id] - score) / 100:.2f}"
    return {**found, "Overall score": f"{_half_up(Fraction(sum(scores), len(scores))) / 100:.2f}"}


def _half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def _evaluated(sums: str) -> str:
    """What `(4 + 2) / 2` or `4.60 - 2.25` comes to, with two decimals."""
    left, _, divisor = sums.partition(" / ")
    if divisor:
        whole = sum((Fraction(part) for part in left.strip("()").split(" + ")), Fraction(0)) / Fraction(divisor)
    else:
        first, second = left.split(" - ")
        whole = Fraction(first) - Fraction(second)
    return f"{_half_up(whole * 100) / 100:.2f}"


def _wider_than_it_may_be(page: Page) -> list[str]:
    """The parts of the page that scroll sideways or reach beyond its edge."""
    script = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
      .filter(part => !part.closest("svg, .unseen") && part.checkVisibility())
      .filter(part => (getComputedStyle(part).overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1
        && getComputedStyle(part).display !== "inline")
        || part.getBoundingClientRect().right > innerWidth + 1)
      .map(part => part.outerHTML.slice(0, 200))"""
    found: list[str] = page.evaluate(script)
    return found
