"""The page on where the company can win: figures, empty states, hostile names, what if, and the card on the verdict."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from streamlit.testing.v1 import AppTest

from assessment.model import Bet, Evidence, Segment, SegmentStatus
from assessment.ui import money_card
from assessment.ui.screens import where_to_win
from assessment.workflow import answering, planning, segmenting
from tests.targeting.test_zones import golden, segment
from tests.ui.apptest import Browser, key, labels, panels, press, run, title, words
from tests.ui.screens.test_portrait import read
from tests.workflow.sitting import answer_everything

PAGE = "where-to-win"
HOSTILE = "A [b](http://t.example) :red[c] $d$ <b>e</b> **f** :smile: #000003"


def store(browser: Browser, found: Sequence[Segment], rest: Fraction = Fraction(0)) -> None:
    """Store segments with their ratings, as somebody who said them one by one."""
    place, actor = browser.place, browser.actor
    segmenting.put_segments(actor, place, [replace(each, ratings={}, evidence={}) for each in found], rest)
    ids = {each.name: each.id for each in segmenting.segmentation_of(actor, place).segments}
    for each in found:
        for criterion, rating in each.ratings.items():
            segmenting.rate(actor, place, ids[each.name], criterion, rating, each.evidence.get(criterion))


def submitted(browser: Browser) -> None:
    """Begin, answer everything, and submit."""
    actor = browser.begin()
    answer_everything(actor, browser.place)
    answering.submit(browser.actor, browser.place)


def said(tab: AppTest) -> str:
    """All that the page says while nothing is opened, as read."""
    return read(words(tab)).replace("&amp;", "&")


def test_the_golden_example_stands_in_exact_figures(browser: Browser) -> None:
    """Headline, money line, map, zones, each segment, the reference split with its distance."""
    submitted(browser)
    store(browser, golden())
    tab = browser.open(PAGE)
    text = said(tab)
    assert read(title(tab)) == (
        "60 % of customer-facing spend goes to segments where we could not show a right to win "
        "(evidence behind 0 % of the ratings); they bring 35 % of revenue; 15 % of the spend is a close call."
    )
    for line in (
        "40 % backed by a right to win",
        "60 % unbacked",
        "Of all this 15 % are close calls",
        "Misallocation index 60 %, severity 40 %",
        "35 % of revenue comes from unbacked spend",
        "Resist: 60 % of spend, 35 % of revenue",
        "Harvest: 15 % of spend, 20 % of revenue",
        "National accounts. A close call: right to win 2.45, cut at 2.5.",
        "Core regional plants. Possibly under-funded: it brings 45 % of revenue on 25 % of the spend.",
        "40 % of spend, 25 % of revenue: 1.6 times its share of revenue",
        "Right to win 2.45, lowest knock-out 2",
        "Reasons 4.0, proof 3.3: a belief, as reasons lack proof",
        "Reasons 4.6, proof 4.3: the proof bears the reasons out",
        "Reference split 68 %: a what-if, not an optimum",
        "43 % of the attributable spend would have to move",
    ):
        assert line in text.split("\n"), line
    assert [read(str(header.value)) for header in tab.subheader][1:] == [
        "1 National accounts",
        "2 Core regional plants",
        "3 Consumer web",
        "4 Small workshops",
    ]
    assert len(tab.get("plotly_chart")) == 3
    assert "not attributable" not in text


def test_every_figure_opens_to_ratings_weights_and_rule(browser: Browser) -> None:
    """The money line to its segments, a composite to its ratings with what they rest on."""
    submitted(browser)
    store(browser, [replace(each, evidence={"R1": Evidence.MARKET}) for each in golden()])
    tab = browser.open(PAGE)
    assert "40 % + 20 % = 60 %" in panels(tab, "60\u00a0% unbacked")
    assert "(0.2 × 3 + 0.2 × 2 + 0.2 × 2 + 0.1 × 3 + 0.15 × 3 + 0.15 × 2) / 1 = 2.45" in panels(
        tab, "Right to win 2.45"
    )
    assert "They value part of the promise (customer or market evidence) | 3 | 0.2" in panels(tab, "Right to win 2.45")
    assert "most of (3.5 - 2.45) / 2.5, (3 - 2) / 2, 0 = 0.50" in panels(tab, "Right to win 2.45")
    assert "Fit of capabilities | 2 to 3 | Build or partner" in panels(tab, "Six single steps")
    assert "4 / 48 = 8.33 %" in panels(tab, "8\u00a0% of the ratings")


def test_planned_segments_bets_and_what_cannot_be_attributed_have_their_words(browser: Browser) -> None:
    """In money line and card."""
    submitted(browser)
    bet = Bet("Three paying customers", "Ana", date(2027, 6, 30))
    quarter = Fraction(1, 4)
    parts = [
        replace(segment("444444", "444444"), name="Core", spend_share=quarter, revenue_share=Fraction(3, 4)),
        replace(segment("444444", "333333"), name="Near", spend_share=quarter, revenue_share=quarter, bet=bet),
        replace(
            segment("444444", "4444--", status=SegmentStatus.PLANNED),
            name="New",
            spend_share=quarter,
            revenue_share=Fraction(0),
            bet=Bet(owner="Bo"),
        ),
    ]
    store(browser, parts, quarter)
    text = said(browser.open(PAGE))
    assert "25 % declared bets" in text
    assert "25 % not attributable to any segment" in text
    assert "A declared bet: Three paying customers; owner Ana; ends 30 Jun 2027." in text
    assert "25 % of spend: new, no revenue yet" in text
    assert "No declared bet: a milestone and an end to be recorded." in text
    assert "Expected right to win, unproven" in text


def test_names_show_literally_everywhere(browser: Browser) -> None:
    """In titles of cards, lists, charts, explanations, the what-if, the plan and the notice after it."""
    submitted(browser)
    first, second, *others = golden()
    store(browser, [replace(first, name=HOSTILE), replace(second, name=f"{HOSTILE} 2"), *others])
    tab = browser.open(PAGE)
    # In HTML: the list beside the map, both tables, the row that opens to both segments; in markdown: titles, the move.
    assert words(tab).count(HOSTILE) >= 4
    assert [read(str(header.value)) for header in tab.subheader][2] == f"2 {HOSTILE}"
    assert f"from National accounts to {HOSTILE}. Then:" in said(tab)
    html = "".join(element.proto.body for element in tab.get("html"))
    assert "<b>e</b>" not in html
    for chart in tab.get("plotly_chart"):
        drawn = json.dumps(json.loads(chart.proto.spec))
        assert "<b>e</b>" not in drawn
        assert "** :smile: #000003" not in drawn
    (to_hostile,) = [o for o in tab.selectbox(key=key(tab, "what_if_to")).options if o == HOSTILE]
    assert to_hostile == HOSTILE
    tab = press(tab, "take_spend_move")
    (entry,) = planning.plan_of(browser.actor, browser.place)
    assert entry.action == f"Move 10 points of customer-facing spend from National accounts to {HOSTILE}"
    (notice,) = tab.info
    assert HOSTILE in read(str(notice.value))


def test_what_if_shows_before_and_after_and_stores_nothing(browser: Browser) -> None:
    """The slider begins with ten points from the largest unbacked segment to the under-funded one."""
    submitted(browser)
    store(browser, golden())
    before = segmenting.segmentation_of(browser.actor, browser.place)
    tab = browser.open(PAGE)
    assert "Unbacked | 60 % | 50 %" in said(tab)
    slider = tab.slider[0]
    assert (slider.min, slider.max, slider.value) == (0, 40, 10)
    slider.set_value(40)
    text = said(run(tab))
    assert "Backed by a right to win | 40 % | 80 %" in text
    assert "Misallocation index | 60 % | 20 %" in text
    assert "Distance to the reference split | 43 % | 20 %" in text
    assert "National accounts: spend, against revenue | 40 %, 1.6 times | 0 %, 0.0 times" in text
    assert "20 % of customer-facing spend goes to segments" in text
    assert segmenting.segmentation_of(browser.actor, browser.place) == before
    tab.slider[0].set_value(0)
    assert "After the move" not in said(run(tab))


def test_another_segment_to_take_from_is_never_the_one_that_gets(browser: Browser) -> None:
    """And its slider holds what it has."""
    submitted(browser)
    store(browser, golden())
    tab = browser.open(PAGE)
    start = tab.selectbox(key=key(tab, "what_if_from"))
    start.select("Core regional plants")
    tab = run(tab)
    assert "Core regional plants" not in tab.selectbox(key=key(tab, "what_if_to")).options
    assert tab.slider[0].max == 25


def test_a_move_is_only_offered_where_the_questionnaire_has_its_principle(other_browser: Browser) -> None:
    """The page itself works with any questionnaire."""
    submitted(other_browser)
    store(other_browser, golden())
    tab = other_browser.open(PAGE)
    assert "Put this move into the plan" not in labels(tab)
    assert "Unbacked | 60 % | 50 %" in said(tab)


def test_before_the_first_submission_there_is_the_page_and_no_plan(browser: Browser) -> None:
    """Segments do not wait for answers."""
    browser.begin()
    store(browser, golden())
    tab = browser.open(PAGE)
    assert "Put this move into the plan" not in labels(tab)
    assert "To the review" in labels(tab)


def test_without_segments_it_says_why_to_name_them(any_browser: Browser) -> None:
    """With a button, and no figure."""
    any_browser.begin()
    tab = any_browser.open(PAGE)
    assert title(tab) == where_to_win.INVITATION
    assert "Name your customers" in labels(tab)
    assert not tab.get("plotly_chart")
    assert not [label for label in labels(tab) if label.startswith("Change")]


def test_problems_are_told_each_in_a_sentence(browser: Browser) -> None:
    """With the way to mend them."""
    browser.begin()
    first, *others = golden()
    store(browser, [replace(first, spend_share=Fraction(9, 10)), replace(others[0], name=f"{HOSTILE}"), *others[1:]])
    tab = browser.open(PAGE)
    assert title(tab) == where_to_win.DO_NOT_FIT
    assert "Spend shares sum to 165 %; they must sum to 100 %." in said(tab)
    assert "Put this right" in labels(tab)
    assert not tab.get("plotly_chart")


def test_what_is_unrated_is_named_and_the_rest_is_shown(browser: Browser) -> None:
    """What to rate first, the placed ones on the map, and nothing of all together."""
    browser.begin()
    first, second, *others = golden()
    store(browser, [first, replace(second, name=HOSTILE, ratings={}), *others])
    tab = browser.open(PAGE)
    assert title(tab) == "One of 4 segments cannot be placed yet"
    assert f"“{HOSTILE}” cannot be placed yet: rate" in words(tab)
    assert "Rate the segments" in labels(tab)
    assert len(tab.get("plotly_chart")) == 1
    assert "backed by a right to win" not in said(tab)
    assert "not placed yet" in said(tab)
    nothing_rated = [replace(each, ratings={}) for each in golden()]
    store(browser, nothing_rated)
    tab = browser.open(PAGE)
    assert title(tab) == "Rate your segments to see where you can win"
    assert not tab.get("plotly_chart")


def test_one_segment_is_placed_and_no_portfolio(browser: Browser) -> None:
    """With a way to name more."""
    browser.begin()
    store(browser, [replace(golden()[0], revenue_share=Fraction(1), spend_share=Fraction(1))])
    tab = browser.open(PAGE)
    assert read(title(tab)) == "“Core regional plants” lies in “Invest and defend”"
    assert "One segment is no portfolio" in said(tab)
    assert "Name more segments" in labels(tab)
    assert len(tab.get("plotly_chart")) == 1
    assert not tab.slider


def test_without_sizes_there_is_no_reference_split(browser: Browser) -> None:
    """Nor a distance."""
    submitted(browser)
    store(browser, [replace(each, accessible_size=None) for each in golden()])
    text = said(browser.open(PAGE))
    assert "eference split" not in text
    assert "would have to move" not in text


def test_the_page_leads_back_to_the_verdict(browser: Browser) -> None:
    """Where its card leads here again."""
    submitted(browser)
    store(browser, golden())
    tab = press(browser.open(PAGE), "back")
    assert "Where to win" in labels(tab)


def test_the_verdict_has_the_money_in_two_lines(browser: Browser) -> None:
    """Or an invitation; the review has a link."""
    submitted(browser)
    tab = browser.open("verdict")
    assert money_card.INVITED in said(tab)
    assert "Name your customers" in labels(tab)
    store(browser, golden())
    tab = browser.open("verdict")
    assert "60 % of customer-facing spend goes to segments where" in said(tab)
    assert "40 % backed by a right to win and 60 % unbacked." in said(tab)
    assert read(title(press(tab, "where_to_win"))).startswith("60 % of customer-facing spend goes to")
    assert "Your customers" in labels(browser.open("review"))


def test_nobody_sees_the_segments_of_somebody_else(browser: Browser) -> None:
    """Another response has none."""
    submitted(browser)
    store(browser, golden())
    browser.begin("Another unit")
    tab = browser.open(PAGE)
    assert title(tab) == where_to_win.INVITATION
    browser.token = None
    assert title(browser.open(PAGE)) == "There are no answers in this browser"
