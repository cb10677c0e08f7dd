"""Asking a colleague, and the page on which the colleague answers."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio

from assessment import access
from assessment.model import Delegation, Status
from assessment.ui.literal import literal
from assessment.ui.screens.asked import NEWER
from assessment.workflow import answering, delegated, delegating
from tests.ui.apptest import Browser, key, labels, press, run, title, unheard, words

HOSTILE = "[b](http://t.ex) :red[c] $d$ <script>"
LITERAL = literal(HOSTILE)
DIMENSION = "right-to-win"
PAGE = f"on-{DIMENSION}"


@pytest.fixture
def kim(browser: Browser) -> Browser:
    """The browser of a colleague who was asked, beside that of the respondent."""
    browser.begin(HOSTILE)
    made = delegating.delegate(browser.actor, browser.place, DIMENSION, HOSTILE, browser.token or "")
    browser.asked = delegating.link_token(browser.token or "", made)
    return browser


def questions(browser: Browser) -> list[str]:
    """The questions that are asked, by id."""
    actor = delegated.colleague(browser.place, browser.asked)
    return [each.id for each in delegated.asked_of(actor, browser.place).questions]


def options(tab: AppTest, question: str) -> Radio[object]:
    """The options of one question."""
    (found,) = [one for one in tab.radio if f"radio_{question}_" in str(one.key)]
    return found


def mark(tab: AppTest, *parts: str) -> str:
    """The key of a widget of the colleague's page."""
    return "_".join([*parts, str(tab.query_params["asked"])])


def click(tab: AppTest, *parts: str) -> AppTest:
    """Press a button of the colleague's page."""
    tab.button(key=mark(tab, *parts)).click()
    return run(tab)


def asked(browser: Browser) -> Delegation:
    """The newest that was asked."""
    return delegating.delegations_of(browser.actor, browser.place)[-1]


def test_a_respondent_asks_by_name_and_gets_a_link(browser: Browser) -> None:
    """In a dialog, in which a missing name is told; the page then says who was asked."""
    browser.begin()
    for name, is_made in (("", False), (HOSTILE, True)):
        tab = browser.open(PAGE)
        tab.button(key=key(tab, "ask_colleague")).click()
        run(tab)
        tab.text_input(key=key(tab, "colleague")).set_value(name)
        tab.button(key=key(tab, "ask_colleague")).click()
        tab.button(key=key(tab, "make_asked")).click()
        run(tab)
        assert bool(tab.code) == is_made
        assert any("Type the name" in each.value for each in tab.error) != is_made
    token = delegating.link_token(browser.token or "", asked(browser))
    assert tab.code[0].value == f"https://assess.example.com/k/{token}"
    tab = browser.open(PAGE)
    assert f"{LITERAL} was asked and has not opened the link yet" in words(tab)
    assert "Ask a colleague" not in " ".join(labels(tab))
    tab = press(tab, "show_asked")
    assert tab.code[0].value.endswith(token)
    tab = press(browser.open(PAGE), "revoke_asked")
    assert not asked(browser).is_valid
    assert any("Ask a colleague" in label for label in labels(tab))


def test_a_colleague_answers_and_everything_is_stored_at_once(kim: Browser) -> None:
    """The first look notes that the link was opened; a reload shows what is stored; done and changed again."""
    tab = kim.open("asked")
    assert asked(kim).opened_at is not None
    assert LITERAL in words(tab)
    first, second = questions(kim)[:2]
    options(tab, first).set_value(200)
    run(tab)
    click(tab, Status.CANNOT_JUDGE, second)
    assert kim.stored.stored.response.answers == {first: 200, second: Status.CANNOT_JUDGE}
    assert options(kim.open("asked"), first).value == 200
    options(tab, second).set_value(300)
    run(tab)
    tab.segmented_control(key=mark(tab, "one_of", "basis")).set_value("told")
    run(tab)
    note = next(area for area in tab.text_area if first in str(area.key))
    note.set_value(HOSTILE)
    run(tab)
    response = kim.stored.stored.response
    assert (response.answers[second], response.basis[DIMENSION], response.comments) == (300, "told", {first: HOSTILE})
    click(tab, "done")
    assert title(tab).startswith("Thank you")
    assert LITERAL in words(tab)
    click(tab, "change")
    assert options(tab, first).value == 200
    for page in (PAGE, "review"):
        assert f"by {LITERAL} (asked)" in words(kim.open(page))


def test_the_page_of_the_other_shows_the_newest(kim: Browser) -> None:
    """What the respondent says meanwhile stands on the colleague's page at the next look, and the page says so."""
    tab, first = kim.open("asked"), questions(kim)[0]
    options(tab, first).set_value(200)
    run(tab)
    answering.answer(kim.actor, kim.place, first, 400)
    run(tab)
    assert options(tab, first).value == 400
    assert literal(NEWER) in words(tab)
    assert kim.stored.stored.response.answers == {first: 400}


def test_a_click_that_was_not_heard_fills_a_blank_and_overwrites_nothing(kim: Browser) -> None:
    """After a lost session."""
    tab, (first, second) = kim.open("asked"), questions(kim)[:2]
    options(tab, first).set_value(200)
    options(tab, second).set_value(200)
    answering.answer(kim.actor, kim.place, second, 400)
    again = AppTest.from_file(str(tab._script_path), default_timeout=60)
    again.query_params.update({"asked": tab.query_params["asked"]})
    again._page_hash = tab._page_hash
    again._finished_page_script_hash = tab._finished_page_script_hash
    again._run(unheard(tab))
    assert kim.stored.stored.response.answers == {first: 200, second: 400}


def test_a_link_that_leads_nowhere_and_one_that_is_over_say_so(kim: Browser) -> None:
    """Unknown and taken back in the same words; handed in with why, and without what was answered."""
    answering.answer(kim.actor, kim.place, questions(kim)[0], 200)
    answering.submit(kim.actor, kim.place)
    tab = kim.open("asked")
    assert title(tab) == "Nothing more is taken here"
    assert not tab.radio
    assert "handed in" in words(tab)
    delegating.revoke(kim.actor, kim.place, asked(kim).id)
    revoked = kim.open("asked")
    kim.asked = access.new_token()
    unknown = kim.open("asked")
    assert words(revoked) == words(unknown)
    assert title(unknown) == "There is nothing to answer behind this link"
