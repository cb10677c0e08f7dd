"""The page that tests whether a planned segment is within reach: stored at once, the verdict, and why."""

from fractions import Fraction

import pytest

from assessment.model import AdjacencyTest, Segment, SegmentStatus
from assessment.workflow import segment_tests, segmenting
from tests.ui.apptest import Browser, key, labels, panels, press, run, tap, title, unheard, words
from tests.ui.screens.test_portrait import read
from tests.ui.screens.test_rivals import HOSTILE, add

NONE = Fraction(0)
KINDS = ("customer", "product", "channel", "geography", "value-chain-step", "capability")


@pytest.fixture
def id(any_browser: Browser) -> str:
    """A planned segment, after a served one."""
    any_browser.begin()
    wanted = [
        Segment("Served", Fraction(1), Fraction(1, 2)),
        Segment(HOSTILE, NONE, Fraction(1, 2), status=SegmentStatus.PLANNED),
    ]
    segmenting.put_segments(any_browser.actor, any_browser.place, wanted, NONE)
    return segmenting.segmentation_of(any_browser.actor, any_browser.place).segments[1].id


def stored(browser: Browser, id: str) -> AdjacencyTest:
    """The test as the store has it."""
    tests = segment_tests.tests_of(browser.actor, browser.place).get(id)
    return (tests.adjacency if tests else None) or AdjacencyTest()


def say(browser: Browser, id: str, *figures: tuple[int, int, int], new: int = 0) -> None:
    """Capabilities with weight in per cent, have and need, and so many kinds of change."""
    actor, place = browser.actor, browser.place
    for number, (weight, have, need) in enumerate(figures):
        segment_tests.add_capability(actor, place, id, f"Capability {number}", Fraction(weight, 100))
        capability = stored(browser, id).capabilities[-1].id
        segment_tests.rate_have(actor, place, id, capability, have)
        segment_tests.rate_need(actor, place, id, capability, need)
    for at, kind in enumerate(KINDS):
        segment_tests.say_new(actor, place, id, kind, at < new)


def test_everything_is_said_on_the_page_and_stored_at_once(any_browser: Browser, id: str) -> None:
    """From nothing to a verdict; what is open is said on the way."""
    tab = any_browser.open("adjacency", segment=id)
    assert title(tab) == "Is it within reach of what you can do today?"
    assert "Name the capabilities that it needs." in read(words(tab))
    assert "About one in four adjacency moves in the literature succeed (source: Chris Zook" in read(words(tab))
    for name in ("Pricing", HOSTILE):
        tab = add(tab, f"capability_{id}", name)
    assert "Rate 12 more." in read(words(tab))
    for number, (capability, weight, have) in enumerate(
        zip(stored(any_browser, id).capabilities, ("75", "25"), (4, 2), strict=True)
    ):
        tab.text_input(key=key(tab, "line", f"weight_{capability.id}")).set_value(weight)
        run(tab)
        tap(tab, f"have_{capability.id}", have)
        tap(tab, f"need_{capability.id}", 4)
        assert f"Rate {9 - 3 * number} more." in read(words(tab))
    for kind in KINDS:
        tap(tab, f"new_{kind}_{id}", kind == "product")
    assert read(title(tab)) == "Stretch: build or partner first"
    said = read(words(tab))
    assert "Counts 25 % · critical gap" in said
    assert "75 % × 1 + 25 % × 2 / 4 = 0.88" in panels(tab, "Coverage 0.88")
    assert "1 critical gap" in panels(tab, "One critical gap")
    assert "1 of 6" in panels(tab, "One kind of change")
    assert "coverage 0.88; 1 critical gap; 1 kind of change: “Stretch”" in panels(tab, "Verdict Stretch")
    assert "from 2 to 3, which makes it “Reachable” with a coverage of 0.94." in said
    assert "<b>e</b>" not in "".join(element.proto.body for element in tab.get("html"))
    tap(tab, f"new_product_{id}", None)
    assert "Rate 1 more." in read(words(tab))


def test_several_steps_stand_in_a_table(any_browser: Browser, id: str) -> None:
    """The cheapest first."""
    say(any_browser, id, (19, 2, 5), (19, 2, 5), (62, 5, 5))
    tab = any_browser.open("adjacency", segment=id)
    assert read(title(tab)) == "Stretch: build or partner first"
    assert "Two capabilities, each alone, would change this" in read(words(tab))
    assert "Capability 0 | 2 to 3 | Reachable, 0.81" in panels(tab, "Two capabilities, each alone")


def test_what_is_no_weight_is_refused_and_told(any_browser: Browser, id: str) -> None:
    """The field shows what is stored."""
    say(any_browser, id, (30, 2, 5))
    capability = stored(any_browser, id).capabilities[0]
    tab = any_browser.open("adjacency", segment=id)
    tab.text_input(key=key(tab, "line", f"weight_{capability.id}")).set_value("much")
    run(tab)
    assert "is no share" in words(tab)
    assert stored(any_browser, id).capabilities == (capability,)
    assert tab.text_input(key=key(tab, "line", f"weight_{capability.id}")).value == "30"


def test_it_is_reached_from_the_rating_of_planned_segments_only(any_browser: Browser, id: str) -> None:
    """And leads back there."""
    served = segmenting.segmentation_of(any_browser.actor, any_browser.place).segments[0].id
    shown = [label for label in labels(any_browser.open("rate", segment=served)) if "within reach" in label]
    assert shown == []
    tab = press(any_browser.open("rate", segment=id), "test", id)
    assert title(tab) == "Is it within reach of what you can do today?"
    assert r"\<b\>" in title(press(tab, "back"))
    assert any_browser.open("adjacency", segment=served).query_params["segment"] == id


def test_where_no_segment_is_planned_it_says_what_to_do(any_browser: Browser, id: str) -> None:
    """And prints how such moves went elsewhere."""
    segmenting.remove(any_browser.actor, any_browser.place, id)
    tab = any_browser.open("adjacency", segment=id)
    assert title(tab) == "No segment is planned"
    assert "About one in four" in read(words(tab))
    assert title(press(tab, "to_segments")).startswith("One segment")


def test_the_card_on_where_to_win_says_the_outcome(any_browser: Browser, id: str) -> None:
    """Of planned segments; others have none."""
    html = "".join(e.proto.body for e in any_browser.open("where-to-win").get("html"))
    assert html.count("/adjacency?") == 1
    assert f"/adjacency?segment={id}" in html
    say(any_browser, id, (75, 4, 4), (25, 2, 4), new=1)
    said = read(words(any_browser.open("where-to-win")))
    assert "Within reach? Stretch: coverage 0.88, one critical gap, one kind of change." in said


def test_a_capability_and_the_whole_test_can_be_removed(any_browser: Browser, id: str) -> None:
    """The whole after a question."""
    say(any_browser, id, (50, 4, 4), (50, 2, 4))
    first, second = stored(any_browser, id).capabilities
    tab = press(any_browser.open("adjacency", segment=id), "remove", first.id)
    assert stored(any_browser, id).capabilities == (second,)
    tab = press(tab, "forget")
    assert stored(any_browser, id).capabilities
    # The dialog and its button go into one run here.
    tab.button(key=key(tab, "forget")).click()
    tab.button(key=key(tab, "forget_now")).click()
    run(tab)
    assert stored(any_browser, id) == AdjacencyTest()


def test_clicks_that_a_lost_session_did_not_hear_are_stored(any_browser: Browser, id: str) -> None:
    """A rating and a kind of change."""
    say(any_browser, id, (50, 4, 4))
    capability = stored(any_browser, id).capabilities[0]
    tab = any_browser.open("adjacency", segment=id)
    tap(tab, f"need_{capability.id}", 5)
    tab.segmented_control(key=key(tab, "one_of", f"have_{capability.id}")).set_value(1)
    tab.segmented_control(key=key(tab, "one_of", f"new_channel_{id}")).set_value(True)
    any_browser.come_back(tab, unheard(tab))
    found = stored(any_browser, id)
    assert (found.capabilities[0].have, found.capabilities[0].need) == (1, 5)
    assert found.changes["channel"] is True
