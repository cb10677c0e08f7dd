"""The first screen: the promise for those who come, the way back for those who have begun."""

from dataclasses import replace

import pytest

from assessment import access
from assessment.model import Status
from assessment.ui.literal import literal, titled
from assessment.ui.opened import plain
from assessment.ui.screens import welcome
from assessment.workflow import answering, own_data
from tests.ui.apptest import Browser, labels, press_labelled, run, title, words
from tests.workflow.sitting import Clock, answer_everything
from tests.workflow.test_submitting import submitted_after

HOSTILE = (
    "# **b** <script>alert(1)</script> [l](https://evil.example) $x^2$ :smile: :red[x] `c` | a | ![](//e.example/x.png)"
)


def test_the_promise_says_what_how_long_and_who_sees_it(any_browser: Browser) -> None:
    """The length is that of a response of one's own; the time is an estimate, and says so."""
    questionnaire = any_browser.place.edition.questionnaire
    length = answering.own_length(any_browser.place.edition)
    questions = sum(len(questionnaire.scored_questions(d.id, length)) for d in questionnaire.dimensions)
    said = words(any_browser.open())
    assert f"About {questionnaire.minutes[length]} minutes" in said
    assert f"{questions} questions, an estimate until ten people have answered" in said
    assert "Only you see your answers" in said
    assert literal(questionnaire.attribution) in said


def test_the_time_is_measured_once_ten_have_answered(browser: Browser) -> None:
    """With how many."""
    clock = Clock(browser.place.now())
    timed = replace(browser.place, now=clock)
    for _ in range(10):
        submitted_after(timed, clock, *[60] * 7)
    said = words(browser.open())
    assert "About 7 minutes" in said
    assert "the median of 10 people who answered" in said


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_is_there_in_both_looks(browser: Browser, theme: str) -> None:
    """A visitor's own."""
    assert (welcome.PICTURES / f"landing-{theme}.png").is_file()
    tab = browser.open()
    tab.context["theme"] = theme
    run(tab)


def test_an_unknown_link_is_told_and_anew_is_possible(browser: Browser) -> None:
    """In the same words for cut, erased and never known."""
    tab = browser.open(link="unknown")
    assert [warning.value for warning in tab.warning] == [welcome.UNKNOWN_LINK]
    assert "Start" in labels(tab)


def test_a_link_to_another_response_says_that_it_switched(browser: Browser) -> None:
    """With the unit, literally; without a response there is nothing to switch to."""
    assert not browser.open(switched="1").info
    browser.begin(HOSTILE)
    (info,) = browser.open(switched="1").info
    assert literal(f"This browser now answers for “{HOSTILE}”") in info.value


def test_the_answers_that_were_open_before_can_be_found_again(browser: Browser) -> None:
    """In the browser that held them, unless they are open or were erased."""
    link = "Back to the answers that were open in this browser before"

    def is_offered() -> bool:
        return any(link in element.proto.body for element in browser.open().get("html"))

    before = browser.begin()
    assert not is_offered()
    browser.token_before = browser.token
    assert not is_offered()
    browser.begin("Another unit")
    assert is_offered()
    own_data.erase(before, browser.place, "1")
    assert not is_offered()
    for made_up in ("", "x", access.new_token()):
        browser.token_before = made_up
        assert not is_offered()


@pytest.mark.parametrize("page", ["", "priorities", "on-right-to-win", "targets", "review", "peers", "your-data"])
def test_a_hostile_name_of_a_unit_is_shown_literally(browser: Browser, page: str) -> None:
    """On every screen; nothing in it is a link, a picture, a formula or a heading."""
    browser.begin(HOSTILE)
    said = words(browser.open(page))
    assert literal(HOSTILE) in said
    assert HOSTILE not in said


def test_the_verdict_shows_a_hostile_name_literally_too(browser: Browser) -> None:
    """At its top and in its basis."""
    actor = browser.begin(HOSTILE)
    answer_everything(actor, browser.place)
    answering.submit(actor, browser.place)
    tab = browser.open("verdict")
    html = "".join(element.proto.body for element in tab.get("html"))
    assert literal(HOSTILE) in "".join(str(element.value) for element in tab.markdown)
    assert plain(HOSTILE) in html
    assert HOSTILE not in html


def test_who_comes_back_goes_on_where_something_is_left(any_browser: Browser) -> None:
    """Priorities, then the first page with a question left, then the targets, then the review."""
    browser, place = any_browser, any_browser.place
    questionnaire = place.edition.questionnaire
    first, second = questionnaire.asking_order[:2]
    actor = browser.begin()

    def goes_on() -> str:
        tab = browser.open()
        assert "Welcome back. This is about **Nordic division**." in words(tab)
        return title(press_labelled(tab, "Go on"))

    assert "matter most" in goes_on()
    answering.pick(actor, place, (first,), None)
    assert goes_on() == titled(questionnaire.dimension[first].title)
    for question in browser.stored.stored.response.asked(questionnaire, first):
        answering.answer(actor, place, question.id, Status.CANNOT_JUDGE)
    assert goes_on() == titled(questionnaire.dimension[second].title)
    answer_everything(actor, place)
    assert goes_on() == "Where must your priorities be, and by when?"
    answering.aim(actor, place, first, questionnaire.stages[-1].id)
    assert goes_on() == "Everything is answered"


def test_who_has_submitted_comes_back_to_the_verdict(any_browser: Browser) -> None:
    """With the day of submission."""
    actor = any_browser.begin()
    answer_everything(actor, any_browser.place)
    answering.submit(actor, any_browser.place)
    tab = any_browser.open()
    assert ":gray[Submitted " in words(tab)
    assert "Go on" not in labels(tab)
    assert "What you can do next" in words(press_labelled(tab, "To the verdict"))


def test_who_comes_back_sees_how_far_it_is(browser: Browser) -> None:
    """Answered out of asked, and the minutes left."""
    actor = browser.begin()
    answering.answer(actor, browser.place, "explicit-choice", 300)
    assert "1 of 20 questions answered, about" in browser.open().get("progress")[0].proto.text


def test_the_first_screen_leads_to_ones_own_data(browser: Browser) -> None:
    """For those who have begun."""
    assert "Your data and your private link" not in labels(browser.open())
    browser.begin()
    assert title(press_labelled(browser.open(), "Your data and your private link")) == "Your data and your private link"
