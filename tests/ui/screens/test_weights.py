"""The screen of weights: both sides with live sums, stored as a whole, and locked with who and when."""

from dataclasses import replace
from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from assessment.errors import StorageError
from assessment.model import Segment, Side
from assessment.targeting.weighing import weights_of
from assessment.workflow import segmenting, weighting
from tests.targeting.test_zones import golden
from tests.ui.apptest import Browser, key, labels, press, run, title, words
from tests.ui.screens.test_portrait import read
from tests.ui.screens.test_where_to_win import store

PAGE = "weights"
GROWTH = {"A1": 0, "A2": 10_000, "A3": 0, "A4": 0, "A5": 0, "A6": 0}
HOSTILE = "A [b](http://t.example) :red[c] $d$ <b>e</b> **f**"


def weights(browser: Browser) -> dict[str, int]:
    """The weights as they are stored."""
    return weights_of(segmenting.segmentation_of(browser.actor, browser.place).rules)


def write(tab: AppTest, criterion: str, stored: int, text: str) -> AppTest:
    """Write a weight; `stored`: the one that was there."""
    tab.text_input(key=f"weight_{criterion}_{stored}").set_value(text)
    return run(tab)


def disabled(tab: AppTest, side: Side) -> bool:
    """Whether the weights of a side cannot be stored as they stand."""
    return tab.button(key=key(tab, "use_weights", side.value)).disabled


def test_a_side_is_stored_once_it_sums_to_the_whole(any_browser: Browser) -> None:
    """The sum follows each field; the other side stays; the fields show what is stored."""
    any_browser.begin()
    tab = any_browser.open(PAGE)
    assert title(tab) == "How the criteria are weighed"
    assert "These are the weights that the questionnaire ships with." in words(tab)
    assert disabled(tab, Side.ATTRACTIVENESS)
    write(tab, "A1", 2000, "32,5")
    assert "Sums to 112.5&nbsp;%: 12.5 points too many." in words(tab).replace("\\", "")
    assert disabled(tab, Side.ATTRACTIVENESS)
    write(tab, "A2", 2000, "5.5 %")
    assert "Sums to 98&nbsp;%: 2 points are missing." in words(tab).replace("\\", "")
    write(tab, "A5", 1000, "12")
    assert not disabled(tab, Side.ATTRACTIVENESS)
    assert disabled(tab, Side.RIGHT_TO_WIN)
    press(tab, "use_weights", "attractiveness")
    stored = weights(any_browser)
    assert [stored[id] for id in ("A1", "A2", "A3", "A5", "R1")] == [3250, 550, 2000, 1200, 2000]
    again = any_browser.open(PAGE)
    assert again.text_input(key="weight_A1_3250").value == "32.5"
    assert "These are your own weights." in words(again)
    assert "Back to the shipped weights" in labels(again)
    press(again, "shipped_weights")
    assert weights(any_browser)["A1"] == 2000
    assert "Back to the shipped weights" not in labels(again)


def test_a_knock_out_may_weigh_nothing_and_what_cannot_be_read_is_told(browser: Browser) -> None:
    """With what that means; nothing is stored meanwhile."""
    browser.begin()
    tab = browser.open(PAGE)
    assert "Weighs nothing" not in words(tab)
    write(tab, "R1", 2000, "")
    assert "Weighs nothing in the mean, and still knocks out: below 3" in words(tab)
    write(tab, "R2", 2000, "much")
    assert "'much' is no weight" in words(tab).replace("\\", "")
    assert disabled(tab, Side.RIGHT_TO_WIN)
    write(tab, "R2", 2000, "40")
    press(tab, "use_weights", "right-to-win")
    assert (weights(browser)["R1"], weights(browser)["R2"]) == (0, 4000)


def test_locked_weights_are_shown_with_who_and_when_and_what_others_would_change(browser: Browser) -> None:
    """No field is left; names show literally."""
    browser.begin()
    weighting.put(browser.actor, browser.place, Side.ATTRACTIVENESS, GROWTH)
    first, *others = golden()
    store(browser, [replace(first, name=HOSTILE), *others])
    tab = browser.open(PAGE)
    said = read(words(tab))
    assert "Locked at the first rating on " in said
    assert ", by you." in said
    assert "Shipped: 20 %" in said
    assert f"would give one segment another zone: “{HOSTILE}” in “Invest and defend”, not “Harvest”." in said
    assert not tab.text_input
    assert not [label for label in labels(tab) if label.startswith("Use these")]
    where = read(words(browser.open("where-to-win")))
    assert "Own weights, locked on " in where
    assert f"“{HOSTILE}” in “Invest and defend”" in where


def test_with_shipped_weights_nothing_is_said_of_weights_where_to_win(browser: Browser) -> None:
    """There is a way to them."""
    browser.begin()
    store(browser, golden())
    tab = browser.open("where-to-win")
    assert "own weights" not in words(tab).lower()
    assert title(press(tab, "weights")) == "How the criteria are weighed"
    assert "Locked at the first rating" in words(tab)


def test_what_was_computed_by_other_weights_is_not_shown_again(browser: Browser) -> None:
    """Though segments and file are the same."""
    browser.begin()
    segmenting.put_segments(browser.actor, browser.place, [replace(each, ratings={}) for each in golden()], Fraction(0))
    weighting.put(browser.actor, browser.place, Side.ATTRACTIVENESS, GROWTH)
    assert "Own weights, not locked yet" in read(words(browser.open("where-to-win")))
    weighting.take_shipped(browser.actor, browser.place)
    assert "Own weights" not in words(browser.open("where-to-win"))


def test_a_first_rating_elsewhere_refuses_what_was_typed_here(browser: Browser) -> None:
    """With who locked it; the page then shows the locked state."""
    browser.begin()
    segmenting.put_segments(browser.actor, browser.place, [Segment("One", Fraction(1), Fraction(1))], Fraction(0))
    tab = browser.open(PAGE)
    write(tab, "A1", 2000, "30")
    write(tab, "A2", 2000, "10")
    (one,) = segmenting.segmentation_of(browser.actor, browser.place).segments
    segmenting.rate(browser.actor, browser.place, one.id, "R1", 3)
    press(tab, "use_weights", "attractiveness")
    assert "Locked at the first rating" in words(tab)
    assert weights(browser)["A1"] == 2000


def test_weights_that_cannot_be_stored_stay_to_be_tried_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed is still there."""
    browser.begin()
    tab = browser.open(PAGE)
    write(tab, "A1", 2000, "30")
    write(tab, "A2", 2000, "10")
    verb = weighting.put

    def failing(*_: object) -> None:
        raise StorageError("sqlite:////srv/secret: database is locked; nothing was saved, try again in a moment")

    monkeypatch.setattr(weighting, "put", failing)
    press(tab, "use_weights", "attractiveness")
    assert "secret" not in words(tab)
    assert tab.text_input(key="weight_A1_2000").value == "30"
    monkeypatch.setattr(weighting, "put", verb)
    run(tab)
    press(tab, "use_weights", "attractiveness")
    assert weights(browser)["A1"] == 3000


def test_the_segments_lead_there_and_back(any_browser: Browser) -> None:
    """Before there are any, too."""
    any_browser.begin()
    tab = press(any_browser.open("segments"), "weights")
    assert title(tab) == "How the criteria are weighed"
    assert title(press(tab, "back")) == "Which groups of customers do you serve?"
