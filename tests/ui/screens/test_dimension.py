"""One dimension's page: which cards are open, what a click stores, and what else belongs to it."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from assessment.model import Basis, Length, Status
from assessment.ui.literal import literal, quoted
from assessment.workflow import answering
from tests.ui.apptest import Browser, choose, key, labels, press, press_labelled, radio, run, tap, unheard, words

PAGE, FIRST, SECOND = "on-right-to-win", "explicit-choice", "money-follows-choice"


@pytest.fixture
def tab(browser: Browser) -> AppTest:
    """The page of a dimension of which a short response asks two questions."""
    browser.begin()
    return browser.open(PAGE)


def open_cards(tab: AppTest) -> set[str]:
    """The questions whose options can be chosen."""
    name = re.compile(rf"radio_(.+?)(?:_[\d.]+)?{re.escape(key(tab, ''))}")
    return {found[1] for radio in tab.radio if (found := name.fullmatch(str(radio.key)))}


def descriptor(browser: Browser, question: str, level: int) -> str:
    """The words of a level, as a page quotes them."""
    return quoted(browser.place.edition.questionnaire.question[question].descriptor(level))


def test_nothing_is_chosen_beforehand_and_no_number_is_shown(browser: Browser, tab: AppTest) -> None:
    """Each level stands there in its own words."""
    assert [radio.value for radio in tab.radio] == [None, None]
    question = browser.place.edition.questionnaire.question[FIRST]
    assert tab.radio[0].options == [literal(level.text) for level in question.levels]


def test_the_question_answered_last_stays_open_until_another_is(browser: Browser, tab: AppTest) -> None:
    """Collapsing it at once would take the keyboard's place away."""
    assert open_cards(tab) == {FIRST, SECOND}
    choose(tab, FIRST, 300)
    assert open_cards(tab) == {FIRST, SECOND}
    choose(tab, FIRST, 400)
    assert open_cards(tab) == {FIRST, SECOND}
    choose(tab, SECOND, 200)
    assert open_cards(tab) == {SECOND}
    assert descriptor(browser, FIRST, 400) in words(tab)
    assert browser.stored.stored.response.answers == {FIRST: 400, SECOND: 200}


def test_an_answer_can_be_changed(browser: Browser, tab: AppTest) -> None:
    """Its card opens with what was chosen; the other one closes."""
    choose(choose(tab, FIRST, 300), SECOND, 200)
    press(tab, "change", FIRST)
    assert open_cards(tab) == {FIRST}
    assert radio(tab, FIRST).value == 300
    choose(tab, FIRST, 100)
    assert browser.stored.stored.response.answers == {FIRST: 100, SECOND: 200}


def test_answered_questions_are_closed_on_coming_back(browser: Browser, tab: AppTest) -> None:
    """In a new tab nothing is open that was answered."""
    choose(tab, FIRST, 300)
    assert open_cards(browser.open(PAGE)) == {SECOND}


@pytest.mark.parametrize("status", Status)
def test_a_status_replaces_a_level_and_a_level_replaces_it(browser: Browser, tab: AppTest, status: Status) -> None:
    """It shows as chosen, no level does; like any answer it closes when another question is answered."""
    choose(tab, FIRST, 300)
    press(tab, status.value, FIRST)
    assert browser.stored.stored.response.answers == {FIRST: status}
    label = literal(browser.place.edition.questionnaire.statuses[status].label)
    assert labels(tab).count(f":green[:material/check_circle: {label}]") == 1
    assert radio(tab, FIRST).value is None
    choose(tab, SECOND, 200)
    assert open_cards(tab) == {SECOND}
    assert label in words(tab)
    press(tab, "change", FIRST)
    assert radio(tab, FIRST).value is None
    choose(tab, FIRST, 500)
    assert browser.stored.stored.response.answers == {FIRST: 500, SECOND: 200}


def test_a_level_that_the_browser_still_holds_does_not_come_back(browser: Browser, tab: AppTest) -> None:
    """After a status the options are new ones, in a lost session too."""
    choose(tab, FIRST, 300)
    held = unheard(tab)
    press(tab, "cannot_judge", FIRST)
    browser.come_back(tab, held)
    assert browser.stored.stored.response.answers == {FIRST: Status.CANNOT_JUDGE}


def test_a_note_is_stored_when_it_is_left_and_taken_away_when_it_is_emptied(browser: Browser, tab: AppTest) -> None:
    """It shows literally beside the answer."""
    tab.text_area(key=key(tab, "note", FIRST)).set_value("See *the* minutes <b>")
    run(tab)
    assert browser.stored.stored.response.comments == {FIRST: "See *the* minutes <b>"}
    choose(choose(tab, FIRST, 300), SECOND, 200)
    assert literal("See *the* minutes <b>") in words(tab)
    press(tab, "change", FIRST)
    tab.text_area(key=key(tab, "note", FIRST)).set_value("")
    run(tab)
    assert browser.stored.stored.response.comments == {}


def test_how_it_is_known_takes_one_tap_and_another_takes_it_back(browser: Browser, tab: AppTest) -> None:
    """For the whole page."""
    for basis in (Basis.IMPRESSION, Basis.DOCUMENTS):
        tap(tab, "basis_right-to-win", basis)
        assert browser.stored.stored.response.basis == {"right-to-win": basis}
    tap(tab, "basis_right-to-win", None)
    assert browser.stored.stored.response.basis == {}


def test_going_deeper_asks_the_other_questions(browser: Browser, tab: AppTest) -> None:
    """And offers it no more."""
    (offer,) = [label for label in labels(tab) if "Go deeper" in label]
    assert offer == ":green[Go deeper: 2 more questions on this principle]"
    press(tab, "deepen", "right-to-win")
    asked = browser.place.edition.questionnaire.scored_questions("right-to-win", Length.FULL)
    assert open_cards(tab) == {question.id for question in asked}
    assert browser.stored.stored.response.deepened == {"right-to-win"}
    assert not [label for label in labels(tab) if "Go deeper" in label]


def test_optional_questions_come_once_all_others_are_asked(any_browser: Browser) -> None:
    """And say that they enter no score."""
    any_browser.begin()
    (optional,) = [question for question in any_browser.place.edition.questionnaire.questions if question.optional]
    tab = any_browser.open(f"on-{optional.dimension}")
    remark = "One more question, as information: it enters no score."
    if any_browser.place.edition.questionnaire.has_short_length:
        assert remark not in words(tab)
        press(tab, "deepen", optional.dimension)
    assert remark in words(tab)
    choose(tab, optional.id, optional.levels[0].value)
    assert any_browser.stored.stored.response.answers == {optional.id: optional.levels[0].value}


def test_a_question_has_its_own_words_for_what_does_not_apply(other_browser: Browser) -> None:
    """Where the questionnaire has them."""
    other_browser.begin()
    tab = other_browser.open("on-people")
    assert labels(tab).count(":gray[Not here]") == 2
    assert labels(tab).count(":gray[No music]") == 1
    press(tab, "does_not_apply", "music")
    assert ":green[:material/check_circle: No music]" in labels(tab)


def test_a_level_of_zero_counts_as_chosen(other_browser: Browser) -> None:
    """The card shows it, closes and opens with it."""
    other_browser.begin()
    tab = choose(other_browser.open("on-machines"), "guards", 0)
    assert radio(tab, "guards").value == 0
    choose(tab, "servicing", 0)
    assert open_cards(tab) == {"emergency-stops", "servicing"}
    press(tab, "change", "guards")
    assert radio(tab, "guards").value == 0


def test_practice_is_asked_of_those_who_picked_the_dimension(browser: Browser) -> None:
    """It is stored apart from the answers."""
    actor = browser.begin()
    assert not [name for name in open_cards(browser.open("on-art-of-the-possible")) if name.startswith("practice_")]
    answering.pick(actor, browser.place, ("art-of-the-possible",), None)
    tab = choose(browser.open("on-art-of-the-possible"), "practice_PR01", "yes")
    assert "It enters no score" in words(tab)
    assert browser.stored.stored.response.practice == {"PR01": "yes"}
    assert browser.stored.stored.response.answers == {}


def test_words_of_the_questionnaire_are_explained_one_tap_away(browser: Browser, tab: AppTest) -> None:
    """Beside each question, with why it is asked and what would show it."""
    questionnaire = browser.place.edition.questionnaire
    for id in (FIRST, SECOND):
        assert literal(questionnaire.question[id].why) in words(tab)
        assert literal(questionnaire.question[id].evidence) in words(tab)
    (customer,) = [definition for definition in questionnaire.definitions if definition.term == "customer"]
    assert literal(customer.text) in words(tab)


def test_the_top_of_the_page_says_how_far_it_is_and_when_it_was_saved(browser: Browser, tab: AppTest) -> None:
    """From the store."""
    number = browser.place.edition.questionnaire.asking_order.index("right-to-win") + 1
    assert f"Principle {number} of 10, about" in tab.get("progress")[0].proto.text
    share = tab.get("progress")[0].proto.value
    press(tab, "cannot_judge", FIRST)
    assert tab.get("progress")[0].proto.value > share
    assert f"Saved {browser.stored.stored.saved_at:%H:%M}" in words(tab)


def test_the_time_of_saving_is_that_of_the_visitors_own_clock(browser: Browser) -> None:
    """In UTC where the browser names no time zone that is known."""
    browser.begin()
    saved = browser.stored.stored.saved_at
    tab = browser.open(PAGE)
    tab.context["timezone"] = "Asia/Tokyo"
    run(tab)
    assert f"Saved {(saved.hour + 9) % 24:02}:{saved:%M}" in words(tab) or f", {(saved.hour + 9) % 24:02}:" in words(
        tab
    )
    tab.context["timezone"] = "Nowhere/Land"
    assert f"Saved {saved:%H:%M}" in words(run(tab))


def test_the_private_link_is_shown_over_the_page(browser: Browser, tab: AppTest) -> None:
    """At the public address, with a QR code and a way to mail it."""
    press_labelled(tab, ":gray[Private link]")
    assert [code.value for code in tab.code] == [f"https://assess.example.com/r/{browser.token}"]
    assert "mailto:?subject=" in words(tab)
