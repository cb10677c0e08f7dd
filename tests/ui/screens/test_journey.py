"""From the first screen to the verdict, with either questionnaire: everything is stored at each click."""

import pytest
from streamlit.testing.v1 import AppTest

from assessment.model import Basis
from assessment.ui.literal import literal, titled
from tests.ui.apptest import Browser, choose, key, labels, press, press_labelled, run, tab_of, tap, title, words


def begin(browser: Browser, unit: str = "Nordic division") -> AppTest:
    """From the first screen to the priorities."""
    tab = press_labelled(browser.open(), "Start")
    tab.text_input(key="unit").set_value(unit)
    for box in tab.selectbox:
        box.select_index(0)
    return press_labelled(tab, "Begin")


def test_the_whole_journey_stores_everything_that_is_said(any_browser: Browser) -> None:
    """Priorities, each dimension in asking order, targets, review, verdict; next never submits."""
    browser = any_browser
    questionnaire = browser.place.edition.questionnaire
    tab = begin(browser)
    assert browser.stored.unit == "Nordic division"
    picked = _pick(browser, tab)
    for id in questionnaire.asking_order:
        press(tab, "next")
        assert title(tab) == titled(questionnaire.dimension[id].title)
        _answer_page(browser, tab, id)
    press(tab, "next")
    _aim(browser, tab, picked)
    press(tab, "next")
    assert title(tab) == "Everything is answered"
    assert browser.stored.is_draft
    press(tab, "submit")
    assert browser.stored.stored.submitted_at is not None
    assert browser.stored.stored.response.priorities == picked
    assert "What you can do next" in words(tab)
    assert "What this rests on" in words(tab)


def _pick(browser: Browser, tab: AppTest) -> tuple[str, ...]:
    """The last dimensions shown, from the bottom up, the second of them starred."""
    questionnaire = browser.place.edition.questionnaire
    most = questionnaire.verdict.priorities
    picked = tuple(dimension.id for dimension in reversed(questionnaire.dimensions))[:most]
    for place, id in enumerate(picked, 1):
        tab.checkbox(key=key(tab, "tick", id)).check()
        run(tab)
        assert browser.stored.stored.response.priorities == picked[:place]
    assert {box.key for box in tab.checkbox if box.disabled} == {
        key(tab, "tick", dimension.id) for dimension in questionnaire.dimensions if dimension.id not in picked
    }
    choose(tab, "star", picked[1])
    assert browser.stored.stored.response.starred == picked[1]
    return picked


def _answer_page(browser: Browser, tab: AppTest, id: str) -> None:
    questionnaire = browser.place.edition.questionnaire
    for question in browser.stored.stored.response.asked(questionnaire, id):
        level = question.levels[2].value
        assert question.id not in browser.stored.stored.response.answers
        choose(tab, question.id, level)
        assert browser.stored.stored.response.answers[question.id] == level
    tap(tab, f"basis_{id}", Basis.TOLD)
    assert browser.stored.stored.response.basis[id] is Basis.TOLD


def _aim(browser: Browser, tab: AppTest, picked: tuple[str, ...]) -> None:
    stage = browser.place.edition.questionnaire.stages[-1]
    year = browser.place.now().year + 2
    for id in picked:
        choose(tab, f"target_{id}", stage.id)
        assert browser.stored.stored.response.targets[id] == stage.target
    tap(tab, "year", year)
    assert browser.stored.stored.response.target_year == year


def test_every_address_shows_its_own_screen(any_browser: Browser) -> None:
    """A reload or the browser's back button leads where it should."""
    any_browser.begin()
    questionnaire = any_browser.place.edition.questionnaire
    titles = {
        "": "Where do you hold the right to win",
        "about-you": "You have begun already",
        "priorities": "matter most in the next years?",
        "targets": "Where must your priorities be, and by when?",
        "review": "still open",
        "verdict": "still open",  # a draft has no verdict
        "peers": "Who are your peers?",
        "your-data": "Your data and your private link",
        **{f"on-{id}": titled(questionnaire.dimension[id].title) for id in questionnaire.asking_order},
    }
    for page, expected in titles.items():
        assert expected in title(any_browser.open(page)), page


def test_back_leads_the_same_way_back(browser: Browser) -> None:
    """And there is none before the first step."""
    tab = begin(browser)
    assert "Back" not in labels(tab)
    first = title(press(tab, "next"))
    press(tab, "next")
    assert title(press(tab, "back")) == first
    assert "matter most" in title(press(tab, "back"))


def test_the_overview_leads_to_every_screen(any_browser: Browser) -> None:
    """One row for each, with what is missing there."""
    any_browser.begin()
    questionnaire = any_browser.place.edition.questionnaire
    tab = press(any_browser.open("priorities"), "overview")
    assert "None picked: the verdict will rank by scores alone" in words(tab)
    assert "Only priorities have targets" in words(tab)
    for id in questionnaire.asking_order:
        asked = any_browser.stored.stored.response.asked(questionnaire, id)
        assert all(literal(question.name) in words(tab) for question in asked)
    for name in ("priorities", *(f"on-{id}" for id in questionnaire.asking_order), "targets"):
        there = press(any_browser.open("review"), "go", name)
        assert title(there) == title(any_browser.open(name))


def test_nothing_can_be_submitted_before_anything_is_answered(browser: Browser) -> None:
    """One answer is enough."""
    browser.begin()
    tab = browser.open("review")
    assert tab.button(key=key(tab, "submit")).disabled
    tab = choose(browser.open("on-right-to-win"), "explicit-choice", 300)
    tab = press(tab, "overview")
    assert not tab.button(key=key(tab, "submit")).disabled
    press(tab, "submit")
    assert "What is still needed" in words(tab)


def test_what_is_missing_at_the_start_is_named(browser: Browser) -> None:
    """All of it at once; nothing has begun."""
    tab = press_labelled(browser.open("about-you"), "Begin")
    assert [error.value for error in tab.error] == ["Still missing: the unit, your function and your seniority."]
    tab.text_input(key="unit").set_value("  ")
    tab.selectbox(key="first_lens").set_value("sales")
    press_labelled(tab, "Begin")
    assert [error.value for error in tab.error] == ["Still missing: the unit and your seniority."]
    assert browser.actor.subject is None


def test_a_questionnaire_without_a_profile_asks_for_the_unit_alone(other_browser: Browser) -> None:
    """And then begins."""
    tab = press_labelled(other_browser.open("about-you"), "Begin")
    assert [error.value for error in tab.error] == ["Still missing: the unit."]
    tab.text_input(key="unit").set_value("Hall 2")
    assert "matter most" in title(press_labelled(tab, "Begin"))
    assert other_browser.stored.unit == "Hall 2"


def test_a_browser_without_cookies_is_told_so(browser: Browser) -> None:
    """Before anything is said that could not be found again."""
    browser.token = None
    tab = begin(browser)
    assert "does not keep cookies" in tab.error[0].value
    assert "tab" not in tab.query_params


def test_a_unit_that_is_refused_stays_to_be_mended(browser: Browser) -> None:
    """Signs that are not kept are no name."""
    tab = begin(browser, "\0")
    assert "has no name yet" in tab.error[0].value
    assert browser.actor.subject is None
    assert [box.value for box in tab.selectbox] == ["crm", "c-suite"]
    tab.text_input(key="unit").set_value("Nordic")
    assert "matter most" in title(press_labelled(tab, "Begin"))
    assert not tab.error


def test_the_profile_that_was_given_is_stored(browser: Browser) -> None:
    """With the first answers already on their way."""
    begin(browser)
    assert browser.stored.stored.response.profile == {
        "lens": "crm",
        "level": "c-suite",
        "unit_assessed": "Nordic division",
    }


@pytest.mark.parametrize("page", ["priorities", "targets", "review", "verdict", "peers", "on-right-to-win"])
def test_a_page_without_a_response_says_how_to_come_back_or_begin(browser: Browser, page: str) -> None:
    """And leads to the first screen."""
    tab = browser.open(page)
    assert title(tab) == "There are no answers in this browser"
    assert "tab" not in tab.query_params
    assert "right to win" in title(press_labelled(tab, "To the first page"))


def test_the_tab_stands_in_the_address_of_every_screen(browser: Browser) -> None:
    """So that a reload finds it."""
    tab = begin(browser)
    first = tab_of(tab)
    for _ in range(3):
        press(tab, "next")
        assert tab_of(tab) == first
        assert browser.stored.stored.writer == first
