"""Facts of a segment: typed with it, shown beside the ratings they inform, and what contradicts them."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.model import Segment, SegmentFacts
from assessment.workflow import segmenting
from tests.targeting.test_zones import golden, segment
from tests.ui.apptest import Browser, labels, press, title, words
from tests.ui.screens.test_portrait import read
from tests.ui.screens.test_segments import put, stored, write
from tests.ui.screens.test_where_to_win import said, store, submitted

HOSTILE = "A [b](http://t.example) :red[c] $d$ <b>e</b> **f**"
QUARTER = Fraction(1, 4)


@pytest.fixture
def two(browser: Browser) -> Sequence[Segment]:
    """Two segments without facts."""
    browser.begin()
    return put(browser, Segment("One", QUARTER, QUARTER), Segment("Two", 3 * QUARTER, 3 * QUARTER))


def test_facts_are_stored_when_their_field_is_left(browser: Browser, two: Sequence[Segment]) -> None:
    """In per cent; what is none is told and changes nothing."""
    id = two[0].id
    tab = browser.open("segments")
    for name, text in (("profit_share", "10"), ("growth", "-3,5"), ("win_rate", "31 %"), ("retention", "100")):
        write(tab, f"{name}_{id}", text)
    write(tab, f"rivals_{id}", HOSTILE)
    wanted = SegmentFacts(Fraction(1, 10), Fraction(-35, 1000), Fraction(31, 100), Fraction(1), HOSTILE)
    assert [each.facts for each in stored(browser)] == [wanted, SegmentFacts()]
    again = browser.open("segments")
    values = {str(field.key).partition(f"_{id}")[0]: field.value for field in again.text_input if id in str(field.key)}
    assert values["line_growth"] == "-3.5"
    assert values["line_win_rate"] == "31"
    write(again, f"win_rate_{id}", "101")
    assert "is no number of per cent from 0 to 100" in words(again)
    write(again, f"growth_{id}", "")
    assert stored(browser)[0].facts == replace(wanted, growth=None)


def test_a_fact_stands_beside_the_criterion_it_informs_and_a_contradiction_below(
    browser: Browser, two: Sequence[Segment]
) -> None:
    """On the page of ratings; rivals can be named there."""
    actor, place = browser.actor, browser.place
    facts = SegmentFacts(profit_share=Fraction(1, 10), growth=Fraction(12, 100))
    segmenting.change(actor, place, two[0].id, lambda each: replace(each, facts=facts))
    text = read(words(browser.open("rate", segment=two[0].id)))
    assert "You said: growth 12 % a year." in text
    assert "You said: 10 % of profit against 25 % of revenue." in text
    assert "Rated" not in text
    segmenting.rate(actor, place, two[0].id, "R5", 5)
    segmenting.rate(actor, place, two[0].id, "A2", 1)
    tab = browser.open("rate", segment=two[0].id)
    text = read(words(tab))
    assert "Rated 5, yet it earns 10 % of profit on 25 % of revenue: less than the company's average." in text
    assert "Rated 1, yet growth is 12 % a year." in text
    write(tab, f"rivals_{two[0].id}", HOSTILE)
    assert stored(browser)[0].facts.named_rivals == HOSTILE
    assert "You said" not in read(words(browser.open("rate", segment=two[1].id)))


def test_where_to_win_says_which_rating_is_contradicted(browser: Browser) -> None:
    """In the segment's card, and nowhere else."""
    submitted(browser)
    first, *others = golden()
    store(browser, [replace(first, facts=SegmentFacts(growth=Fraction(-2, 100))), *others])
    assert "Growth. Rated 3, yet growth is -2 % a year." in said(browser.open("where-to-win"))
    assert said(browser.open("where-to-win")).count("Rated") == 1


def wanted_and_core(name: str = "National accounts") -> list[Segment]:
    """One that is wanted and blocked by the fit of capabilities, and one that is won."""
    return [segment("444444", "424444", name=name), segment("444444", "444444", name="Core")]


def test_a_weak_principle_in_the_way_of_a_wanted_segment_leads_to_its_page(browser: Browser) -> None:
    """There the segment is said to wait for it, and leads back; names show literally."""
    submitted(browser)
    store(browser, wanted_and_core(HOSTILE))
    tab = browser.open("where-to-win")
    text = read(words(tab))
    assert "Three weak principles stand in the way of one segment that you want" in text
    need = f"To win “{HOSTILE}” you need Fit of capabilities; your principle “Strategy that fits who we are” stands at"
    assert need in text
    assert "Start with:" in text
    tab = press(tab, "waits_for", "identity-link")
    assert "identity" in read(title(tab))
    text = read(words(tab))
    assert f"“{HOSTILE}” waits for this" in text
    assert f"To win “{HOSTILE}” you need Fit of capabilities." in text
    assert "a right to win" in read(words(press(tab, "waiting")))


def test_nothing_waits_before_submitting_nor_where_nothing_is_weak(browser: Browser) -> None:
    """Nor on the page of a principle that is not behind it."""
    browser.begin()
    store(browser, wanted_and_core())
    assert "in the way of" not in words(browser.open("where-to-win"))
    submitted(browser)
    store(browser, [wanted_and_core()[1], replace(wanted_and_core()[1], name="Another")])
    tab = browser.open("where-to-win")
    assert "in the way of" not in words(tab)
    assert not [label for label in labels(tab) if label.startswith(":green[To “")]
    assert "waits for this" not in words(browser.open("portrait-identity-link"))


def test_another_questionnaire_says_nothing_of_it(other_browser: Browser) -> None:
    """It has none of these principles."""
    submitted(other_browser)
    store(other_browser, wanted_and_core())
    assert "in the way of" not in words(other_browser.open("where-to-win"))
