"""The screen that rates one segment at a time: each rating stored at once, and where it places the segment."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from assessment.errors import StorageError
from assessment.model import Evidence, Segment, SegmentStatus
from assessment.ui.screens.rating import anchored
from assessment.ui.session import ELSEWHERE
from assessment.workflow import answering, segmenting, targeting
from tests.ui.apptest import Browser, choose, key, labels, press, radio, run, tap, title, unheard, words
from tests.workflow.sitting import answer_everything

HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f**"


def stored(browser: Browser) -> tuple[Segment, ...]:
    """The segments as the store has them."""
    return segmenting.segmentation_of(browser.actor, browser.place).segments


def rate_all(browser: Browser, segment: Segment, rating: int) -> None:
    """The same rating on everything that applies."""
    for criterion in segmenting.segmentation_of(browser.actor, browser.place).rules.criteria:
        if not (criterion.needs_revenue and segment.status is SegmentStatus.PLANNED):
            segmenting.rate(browser.actor, browser.place, segment.id, criterion.id, rating)


@pytest.fixture
def three(any_browser: Browser) -> Sequence[Segment]:
    """Three segments, one of them with a hostile name, one planned."""
    any_browser.begin()
    wanted = [
        Segment(HOSTILE, Fraction(1, 2), Fraction(1, 4)),
        Segment("Two", Fraction(1, 2), Fraction(1, 2)),
        Segment("Planned", Fraction(0), Fraction(1, 4), status=SegmentStatus.PLANNED),
    ]
    segmenting.put_segments(any_browser.actor, any_browser.place, wanted, Fraction(0))
    return stored(any_browser)


def test_a_rating_is_stored_at_once_and_what_it_rests_on_with_a_tap(
    any_browser: Browser, three: Sequence[Segment]
) -> None:
    """The anchors stand in the options; a rating that is changed keeps what it rests on."""
    name = f"{three[0].id}_R1"
    tab = any_browser.open("rate")
    assert "0 of 12 rated" in str(tab.get("progress")[0].proto.text)
    assert radio(tab, name).options[0] == "1\xa0\xa0These customers value other things"
    assert radio(tab, name).options[1] == "2\xa0\xa0between"
    assert not [box for box in tab.button_group if "rests_" in str(box.key)]
    choose(tab, name, 4)
    assert "1 of 12 rated" in str(tab.get("progress")[0].proto.text)
    tap(tab, f"rests_{name}", Evidence.MARKET)
    choose(tab, name, 5)
    one = stored(any_browser)[0]
    assert (one.ratings, one.evidence) == ({"R1": 5}, {"R1": Evidence.MARKET})
    again = any_browser.open("rate")
    assert radio(again, name).value == 5
    assert HOSTILE not in words(again)
    assert r"\<script\>" in title(again)


def test_a_rating_can_be_taken_back_and_given_anew(any_browser: Browser, three: Sequence[Segment]) -> None:
    """The options begin empty then."""
    name = f"{three[0].id}_R1"
    tab = choose(any_browser.open("rate"), name, 4)
    press(tab, "take_back", name)
    assert stored(any_browser)[0].ratings == {}
    assert radio(tab, f"{name}_1").value is None
    choose(tab, f"{name}_1", 2)
    assert stored(any_browser)[0].ratings == {"R1": 2}


def test_the_page_stays_with_its_segment_when_that_is_done(any_browser: Browser, three: Sequence[Segment]) -> None:
    """Opened without a name it begins with the first that lacks a rating, and the address names it from then on."""
    rate_all(any_browser, three[0], 4)
    tab = any_browser.open("rate")
    assert (title(tab), tab.query_params["segment"]) == ("Two", three[1].id)
    rate_all(any_browser, three[1], 4)
    assert title(run(tab)) == "Two"
    assert title(any_browser.open("rate")) == "Planned"
    assert title(any_browser.open("rate", segment=three[1].id)) == "Two"
    assert title(any_browser.open("rate", segment="unknown")) == "Planned"


def test_what_a_planned_segment_cannot_be_rated_by_is_left_out_with_a_word(
    any_browser: Browser, three: Sequence[Segment]
) -> None:
    """It needs revenue."""
    tab = any_browser.open("rate", segment=three[2].id)
    asked = [one.label for one in tab.radio]
    assert len(asked) == 10
    assert not {"Own profitability", "Share trend"} & set(asked)
    assert "Left out: Own profitability and Share trend." in words(tab).replace("\\", "")
    assert "Left out" not in words(any_browser.open("rate", segment=three[1].id))
    assert "0 of 10 rated" in str(tab.get("progress")[0].proto.text)


def test_once_enough_is_rated_the_foot_says_the_zone_and_what_it_lacks(
    any_browser: Browser, three: Sequence[Segment]
) -> None:
    """Until then it says what to rate."""
    tab = any_browser.open("rate")
    assert "Still to rate: Accessible demand, Growth, Profit pool and 9 more." in words(tab).replace("\\", "")
    rate_all(any_browser, three[0], 4)
    segmenting.rate(any_browser.actor, any_browser.place, three[0].id, "R3", 2)
    tab = any_browser.open("rate", segment=three[0].id)
    assert [str(header.value) for header in tab.header][-1] == "Build or partner"
    said = words(tab).replace("\\", "")
    assert "Blocked by Advantage over named rivals (2 of 5)" in said
    assert "A close call: right to win 3.60, cut at 3.5 and one knock\u2011out criterion one below 3." in said
    assert "Where to win, all segments" in labels(tab)


def test_one_goes_from_segment_to_segment_by_buttons_and_by_the_list(
    any_browser: Browser, three: Sequence[Segment]
) -> None:
    """The first leads back to the segments."""
    tab = press(any_browser.open("rate"), "next")
    assert title(tab) == "Two"
    assert title(press(tab, "next")) == "Planned"
    assert "Next segment" not in labels(tab)
    assert title(press(tab, "back")) == "Two"
    tab.selectbox(key=key(tab, "segment_to_rate", three[1].id)).set_value(three[2].id)
    assert title(run(tab)) == "Planned"
    press(tab, "back")
    press(tab, "back")
    assert r"\<script\>" in title(tab)
    assert title(press(tab, "back")).startswith("Three segments")
    tab = press(any_browser.open("segments"), "rate", three[2].id)
    assert title(tab) == "Planned"


def test_without_segments_it_leads_to_their_screen(any_browser: Browser) -> None:
    """Where the first one is named."""
    any_browser.begin()
    assert title(any_browser.open("rate")) == "Which groups of customers do you serve?"


def test_submitted_answers_leave_the_ratings_open(any_browser: Browser, three: Sequence[Segment]) -> None:
    """They are no answers of the questionnaire."""
    answer_everything(any_browser.actor, any_browser.place)
    answering.submit(any_browser.actor, any_browser.place)
    choose(any_browser.open("rate"), f"{three[0].id}_A1", 3)
    assert stored(any_browser)[0].ratings == {"A1": 3}


def test_a_rating_that_is_not_stored_is_not_shown_as_chosen(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card shows what is stored; the next click works again."""
    browser.begin()
    segmenting.put_segments(browser.actor, browser.place, [Segment("One", Fraction(1), Fraction(1))], Fraction(0))
    name, verb = f"{stored(browser)[0].id}_R1", segmenting.rate
    tab = choose(browser.open("rate"), name, 4)

    def failing(*_: object) -> None:
        raise StorageError("sqlite:////srv/secret: database is locked; nothing was saved, try again in a moment")

    monkeypatch.setattr(segmenting, "rate", failing)
    run(tab)
    choose(tab, name, 2)
    assert radio(tab, name).value == 4
    assert len(tab.error) == 1
    assert "secret" not in words(tab)
    monkeypatch.setattr(segmenting, "rate", verb)
    run(tab)
    choose(tab, name, 3)
    assert stored(browser)[0].ratings == {"R1": 3}


def test_a_segment_that_is_gone_by_then_is_told(any_browser: Browser, three: Sequence[Segment]) -> None:
    """Removed in another window after this page was drawn."""
    tab = any_browser.open("rate")
    segmenting.remove(any_browser.actor, any_browser.place, three[0].id)
    choose(tab, f"{three[0].id}_R1", 4)
    assert "not there any more" in words(tab)
    assert title(tab) == "Two"


def test_clicks_that_a_lost_session_did_not_hear_are_stored(any_browser: Browser, three: Sequence[Segment]) -> None:
    """A rating, and what one rests on; not where another tab has written since."""
    first, second = f"{three[0].id}_R1", f"{three[0].id}_R2"
    tab = choose(any_browser.open("rate"), first, 4)
    radio(tab, second).set_value(2)
    tab.segmented_control(key=key(tab, "one_of", f"rests_{first}")).set_value(Evidence.INTERNAL)
    any_browser.come_back(tab, unheard(tab))
    one = stored(any_browser)[0]
    assert (one.ratings, one.evidence["R1"]) == ({"R1": 4, "R2": 2}, Evidence.INTERNAL)


def test_an_overtaken_tab_brings_nothing_back(any_browser: Browser, three: Sequence[Segment]) -> None:
    """It shows what is newest, and says so."""
    name = f"{three[0].id}_R1"
    tab: AppTest = choose(any_browser.open("rate"), name, 4)
    radio(tab, name).set_value(1)
    states = unheard(tab)
    choose(any_browser.open("rate"), name, 5)
    back = any_browser.come_back(tab, states)
    assert stored(any_browser)[0].ratings == {"R1": 5}
    assert ELSEWHERE in words(back).replace("\\", "")


def test_the_anchors_are_the_criterions_own() -> None:
    """At the ends and in the middle."""
    for criterion in targeting.rules().criteria:
        said = list(anchored(criterion).values())
        assert [said[at].partition("\xa0\xa0")[2] for at in (0, 2, 4)] == [
            *(criterion.low, criterion.middle, criterion.high)
        ]
        assert len(set(said)) == 5
