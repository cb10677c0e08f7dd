"""The page that compares with two rivals: each word stored at once, the outcome, and the rating that it suggests."""

from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from assessment.model import Evidence, Par, Player, RivalScorecard, Segment, SegmentStatus
from assessment.workflow import segment_tests, segmenting
from tests.ui.apptest import Browser, key, labels, panels, press, run, tap, title, unheard, words
from tests.ui.screens.test_portrait import read

HOSTILE = "A [b](http://t.example) :red[c] $d$ <b>e</b> **f** :smile:"
NONE = Fraction(0)


@pytest.fixture
def ids(any_browser: Browser) -> list[str]:
    """A served segment with a hostile name, and a planned one."""
    any_browser.begin()
    wanted = [
        Segment(HOSTILE, Fraction(1), Fraction(1, 2)),
        Segment("Planned", NONE, Fraction(1, 2), status=SegmentStatus.PLANNED),
    ]
    segmenting.put_segments(any_browser.actor, any_browser.place, wanted, NONE)
    return [each.id for each in segmenting.segmentation_of(any_browser.actor, any_browser.place).segments]


def stored(browser: Browser, id: str) -> RivalScorecard:
    """The comparison as the store has it."""
    tests = segment_tests.tests_of(browser.actor, browser.place).get(id)
    return (tests.rivals if tests else None) or RivalScorecard()


def compare(browser: Browser, id: str, *own: Par) -> None:
    """Capabilities on which the company stands like this, and both rivals at par."""
    for player, name in ((Player.FIRST, "Alpha"), (Player.SECOND, HOSTILE)):
        segment_tests.name_rival(browser.actor, browser.place, id, player, name)
    for number, par in enumerate(own):
        segment_tests.add_element(browser.actor, browser.place, id, "capability", f"{HOSTILE} {number}")
        element = stored(browser, id).elements[-1].id
        for player in Player:
            standing = par if player is Player.OWN else Par.AT
            segment_tests.rate_element(browser.actor, browser.place, id, element, player, standing)


def add(tab: AppTest, name: str, written: str) -> AppTest:
    """Write one more line and send it."""
    tab.text_input(key=f"new_line_{name}").set_value(written)
    (button,) = [each for each in tab.button if f"add_{name}" in str(each.key)]
    button.click()
    return run(tab)


def test_everything_is_said_on_the_page_and_stored_at_once(any_browser: Browser, ids: list[str]) -> None:
    """From nothing to an outcome; what is open is said on the way."""
    id = ids[0]
    tab = any_browser.open("rivals", segment=id)
    assert title(tab) == "How do you stand against two rivals?"
    assert "Name 2 rivals and add 3 to “Differentiating capabilities”." in read(words(tab))
    for player, name in (("first", "Alpha"), ("second", "Beta")):
        tab.text_input(key=key(tab, "line", f"{player}_{id}")).set_value(name)
        run(tab)
    for name in ("Repair", HOSTILE, "Prices"):
        tab = add(tab, f"capability_{id}", name)
        assert tab.text_input(key=f"new_line_capability_{id}").value == ""
    tab = add(tab, f"table-stake_{id}", "Certificates")
    assert "Rate 12 more." in read(words(tab))
    scorecard = stored(any_browser, id)
    assert [each.name for each in scorecard.elements] == ["Repair", HOSTILE, "Prices", "Certificates"]
    for element in scorecard.elements:
        for player in Player:
            par = Par.ABOVE if player is Player.OWN and element.kind == "capability" else Par.AT
            tap(tab, f"{player.value}_{element.id}", par)
    assert read(title(tab)) == "Against Alpha and Beta: 7 to 1"
    assert [read(str(each.value)) for each in tab.header][-1] == "Your company leads"
    assert HOSTILE not in words(tab)
    assert panels(tab, "Your company 7").startswith("Points of Your company\n2 + 2 + 2 + 1 = 7")
    assert "7 - 1 = 6" in panels(tab, "Margin to the best rival 6")
    assert "margin 6, 5 or more: 5" in panels(tab, "Advantage over named rivals: 5 suggested")
    tap(tab, f"own_{scorecard.elements[0].id}", None)
    assert "Rate 1 more." in read(words(tab))


def test_the_suggestion_becomes_the_rating_by_one_click_and_its_grade_stays(
    any_browser: Browser, ids: list[str]
) -> None:
    """It is never set by itself; a difference is said."""
    id = ids[0]
    actor, place = any_browser.actor, any_browser.place
    segmenting.rate(actor, place, id, "R3", 3, Evidence.MARKET)
    compare(any_browser, id, Par.ABOVE, Par.ABOVE, Par.AT)
    tab = any_browser.open("rivals", segment=id)
    assert "The exercise suggests 4, you rated 3." in read(words(tab))
    assert segmenting.segmentation_of(actor, place).segments[0].ratings == {"R3": 3}
    press(tab, "take_suggestion")
    rated = segmenting.segmentation_of(actor, place).segments[0]
    assert (rated.ratings, rated.evidence) == ({"R3": 4}, {"R3": Evidence.MARKET})
    assert "The exercise suggests 4, as you rated." in read(words(tab))
    assert not [label for label in labels(tab) if label.startswith("Rate it")]


def test_a_line_is_renamed_and_removed_behind_a_tap(any_browser: Browser, ids: list[str]) -> None:
    """And all of it goes after a question."""
    id = ids[0]
    compare(any_browser, id, Par.AT, Par.AT)
    first, second = stored(any_browser, id).elements
    tab = any_browser.open("rivals", segment=id)
    tab.text_input(key=key(tab, "line", f"line_{first.id}")).set_value("Named anew")
    run(tab)
    press(tab, "remove", second.id)
    assert [each.name for each in stored(any_browser, id).elements] == ["Named anew"]
    tab = press(tab, "forget")
    assert stored(any_browser, id).elements
    # The dialog and its button go into one run here.
    tab.button(key=key(tab, "forget")).click()
    tab.button(key=key(tab, "forget_now")).click()
    run(tab)
    assert stored(any_browser, id) == RivalScorecard()


def test_a_full_kind_offers_no_further_line(any_browser: Browser, ids: list[str]) -> None:
    """Six capabilities are the most."""
    compare(any_browser, ids[0], *[Par.AT] * 6)
    tab = any_browser.open("rivals", segment=ids[0])
    fields = [str(field.key) for field in tab.text_input]
    assert f"new_line_capability_{ids[0]}" not in fields
    assert f"new_line_asset_{ids[0]}" in fields


def test_it_is_reached_from_the_rating_and_leads_back_there(any_browser: Browser, ids: list[str]) -> None:
    """From the card of the criterion that it bears on; another segment is chosen from the list."""
    tab = press(any_browser.open("rate", segment=ids[1]), "compare", ids[1])
    assert title(tab) == "How do you stand against two rivals?"
    assert tab.query_params["segment"] == ids[1]
    tab.selectbox(key=key(tab, "rivals", ids[1])).set_value(ids[0])
    run(tab)
    assert tab.query_params["segment"] == ids[0]
    tab = press(tab, "back")
    assert r"\<b\>" in title(tab)
    assert any_browser.open("rivals", segment="unknown").query_params["segment"] == ids[0]


def test_without_segments_it_leads_to_their_screen(any_browser: Browser) -> None:
    """Where the first one is named."""
    any_browser.begin()
    assert title(any_browser.open("rivals")) == "Which groups of customers do you serve?"


def test_the_card_on_where_to_win_says_the_outcome(any_browser: Browser, ids: list[str]) -> None:
    """In one sentence with the way to it; before that it invites."""
    id = ids[0]
    segmenting.rate(any_browser.actor, any_browser.place, id, "R3", 3)
    tab = any_browser.open("where-to-win")
    assert "Compare with two rivals" in read(words(tab))
    html = "".join(element.proto.body for element in tab.get("html"))
    assert f'href="/rivals?segment={id}"' in html
    compare(any_browser, id, Par.ABOVE, Par.ABOVE, Par.AT)
    tab = any_browser.open("where-to-win")
    said = words(tab)
    assert f"Against Alpha and {HOSTILE}: 4 to 0; the exercise suggests 4, you rated 3." in said
    assert "<b>e</b>" not in "".join(element.proto.body for element in tab.get("html"))


def test_a_refusal_is_told_and_what_was_written_stays(any_browser: Browser, ids: list[str]) -> None:
    """The same name twice."""
    compare(any_browser, ids[0], Par.AT)
    tab = add(any_browser.open("rivals", segment=ids[0]), f"capability_{ids[0]}", f"{HOSTILE} 0")
    assert "stands there already" in words(tab)
    assert tab.text_input(key=f"new_line_capability_{ids[0]}").value == f"{HOSTILE} 0"


def test_clicks_that_a_lost_session_did_not_hear_are_stored(any_browser: Browser, ids: list[str]) -> None:
    """A rating of a player and the name of a rival."""
    id = ids[0]
    compare(any_browser, id, Par.AT)
    element = stored(any_browser, id).elements[0].id
    tab = any_browser.open("rivals", segment=id)
    tap(tab, f"own_{element}", Par.BELOW)
    tab.segmented_control(key=key(tab, "one_of", f"first_{element}")).set_value(Par.ABOVE)
    tab.text_input(key=key(tab, "line", f"first_{id}")).set_value("Gamma")
    any_browser.come_back(tab, unheard(tab))
    scorecard = stored(any_browser, id)
    assert scorecard.elements[0].ratings[Player.FIRST] is Par.ABOVE
    assert scorecard.names[Player.FIRST] == "Gamma"
