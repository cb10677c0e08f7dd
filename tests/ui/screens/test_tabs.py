"""Several tabs, and server sessions that are lost: no click is lost, and no newer answer overwritten."""

import pytest
from streamlit.testing.v1 import AppTest

from assessment.model import Basis, Status
from assessment.ui.session import ELSEWHERE
from assessment.workflow import answering
from tests.ui.apptest import Browser, choose, key, radio, run, tab_of, tap, unheard, words

PAGE, FIRST, SECOND = "on-right-to-win", "explicit-choice", "money-follows-choice"


@pytest.fixture
def tab(browser: Browser) -> AppTest:
    """A tab in which one question is answered."""
    browser.begin()
    return choose(browser.open(PAGE), FIRST, 300)


def notices(tab: AppTest) -> list[str]:
    """What the page says about what happened elsewhere."""
    return [str(info.value).replace("\\", "") for info in tab.info]


def answers(browser: Browser) -> dict[str, object]:
    """What is stored."""
    return dict(browser.stored.stored.response.answers)


def test_one_tab_keeps_its_id_and_its_claim(browser: Browser, tab: AppTest) -> None:
    """And says nothing."""
    before = tab_of(tab)
    choose(choose(tab, FIRST, 100), SECOND, 200)
    assert tab_of(tab) == before == browser.stored.stored.writer
    assert notices(tab) == []


def test_a_tab_that_lost_the_claim_shows_the_store_and_says_so(browser: Browser, tab: AppTest) -> None:
    """Laptop against phone: the phone's answer stays, though the laptop showed another one."""
    before = tab_of(tab)
    choose(browser.open(PAGE), SECOND, 500)
    run(tab)
    assert notices(tab) == [ELSEWHERE]
    assert tab_of(tab) != before
    assert browser.stored.stored.writer == tab_of(tab)
    assert answers(browser) == {FIRST: 300, SECOND: 500}
    assert notices(run(tab)) == []


def test_a_click_of_a_tab_that_lost_the_claim_still_counts(browser: Browser, tab: AppTest) -> None:
    """It was made now, with full knowledge of its own question."""
    choose(browser.open(PAGE), SECOND, 500)
    choose(tab, FIRST, 100)
    assert notices(tab) == [ELSEWHERE]
    assert answers(browser) == {FIRST: 100, SECOND: 500}


def test_a_click_that_a_lost_session_did_not_hear_is_stored(browser: Browser, tab: AppTest) -> None:
    """The browser shows it as chosen; it must not be a lie."""
    radio(tab, SECOND).set_value(400)
    back = browser.come_back(tab, unheard(tab))
    assert answers(browser) == {FIRST: 300, SECOND: 400}
    assert notices(back) == []
    assert radio(back, SECOND).value == 400
    assert choose(back, SECOND, 100)
    assert answers(browser) == {FIRST: 300, SECOND: 100}


def test_a_level_never_comes_back_over_a_later_status(browser: Browser, tab: AppTest) -> None:
    """The status was stored, and the session lost before the page was drawn: the browser still holds the level."""
    answering.answer(browser.actor, browser.place, FIRST, Status.CANNOT_JUDGE)
    browser.come_back(tab, unheard(tab))
    assert answers(browser) == {FIRST: Status.CANNOT_JUDGE}


def test_every_kind_of_widget_is_listened_to(browser: Browser) -> None:
    """A tick, options side by side, a note, a change of an answer."""
    actor = browser.begin()
    tab = browser.open("priorities")
    tab.checkbox(key=key(tab, "tick", "delivery")).check()
    browser.come_back(tab, unheard(tab))
    assert browser.stored.stored.response.priorities == ("delivery",)
    answering.answer(actor, browser.place, FIRST, 300)
    tab = tap(browser.open(PAGE), "basis_right-to-win", Basis.TOLD)
    tab.segmented_control(key=key(tab, "one_of", "basis_right-to-win")).set_value(Basis.DOCUMENTS)
    tab.text_area(key=key(tab, "note", SECOND)).set_value("Unheard")
    browser.come_back(tab, unheard(tab))
    response = browser.stored.stored.response
    assert response.basis == {"right-to-win": Basis.DOCUMENTS}
    assert response.comments == {SECOND: "Unheard"}
    assert response.answers == {FIRST: 300}


def test_what_a_tab_without_the_claim_shows_is_not_stored(browser: Browser, tab: AppTest) -> None:
    """It is older than what was said elsewhere."""
    radio(tab, FIRST).set_value(100)
    states = unheard(tab)
    choose(browser.open(PAGE), SECOND, 500)
    back = browser.come_back(tab, states)
    assert answers(browser) == {FIRST: 300, SECOND: 500}
    assert notices(back) == [ELSEWHERE]


def test_what_a_tab_with_a_made_up_id_shows_is_not_stored(browser: Browser, tab: AppTest) -> None:
    """Nor that of an address without one."""
    radio(tab, FIRST).set_value(100)
    states = unheard(tab)
    for made_up in ("", "x", "." * 9, tab_of(tab)[:8]):
        browser.come_back(tab, states, made_up)
        assert answers(browser) == {FIRST: 300}


def test_of_two_copies_of_an_address_only_one_is_listened_to(browser: Browser, tab: AppTest) -> None:
    """A duplicated tab has the same id, until the first of them is heard."""
    radio(tab, SECOND).set_value(400)
    copy = unheard(tab)
    radio(tab, SECOND).set_value(100)
    original = unheard(tab)
    browser.come_back(tab, original)
    second = browser.come_back(tab, copy)
    assert answers(browser) == {FIRST: 300, SECOND: 100}
    assert notices(second) == [ELSEWHERE]


def test_a_reload_shows_what_is_stored_and_says_nothing(browser: Browser, tab: AppTest) -> None:
    """The browser sends no widgets then; the claim is taken over quietly."""
    reloaded = browser.open(PAGE, tab=tab_of(tab))
    assert notices(reloaded) == []
    assert answers(browser) == {FIRST: 300}
    assert tab_of(reloaded) == browser.stored.stored.writer
    choose(reloaded, SECOND, 200)
    assert answers(browser) == {FIRST: 300, SECOND: 200}


def test_listening_to_submitted_answers_changes_nothing(browser: Browser, tab: AppTest) -> None:
    """They are read only, whatever the browser still shows."""
    radio(tab, SECOND).set_value(400)
    states = unheard(tab)
    answering.submit(browser.actor, browser.place)
    back = browser.come_back(tab, states)
    assert answers(browser) == {FIRST: 300}
    assert not back.radio
    assert "These answers are submitted." in words(back)


def test_two_tabs_of_one_browser_take_turns(browser: Browser, tab: AppTest) -> None:
    """Every click of either is stored; whoever comes back is told."""
    other = browser.open(PAGE)
    for level in (100, 200, 300, 400, 500):
        choose(tab, SECOND, level)
        assert answers(browser)[SECOND] == level
        assert notices(tab) == [ELSEWHERE]
        run(other)
        assert notices(other) == [ELSEWHERE]
