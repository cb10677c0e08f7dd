"""What cannot be stored is told, and every widget shows the store again."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from assessment.errors import StorageError
from assessment.model import Basis
from assessment.workflow import answering
from tests.ui.apptest import Browser, choose, key, labels, press, radio, run, tab_of, tap, title, words

SECRET = "sqlite:////srv/secret/place.db"


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets verbs fail as a locked database would."""

    def failing(*_: object, **__: object) -> None:
        raise StorageError(f"{SECRET}: database is locked; nothing was saved, try again in a moment")

    def refuse_them(*verbs: str) -> None:
        for verb in verbs:
            monkeypatch.setattr(answering, verb, failing)

    return refuse_them


def assert_told(tab: AppTest) -> None:
    """The page says that it was not saved, and not where the database is."""
    (error,) = tab.error
    assert "saved" in error.value
    assert "secret" not in words(tab)


def test_an_answer_that_is_not_stored_is_not_shown_as_chosen(browser: Browser, refuse: Callable[..., None]) -> None:
    """The card shows what is stored, under another tab id; the next click works again."""
    browser.begin()
    tab = choose(browser.open("on-right-to-win"), "explicit-choice", 300)
    before, verb = tab_of(tab), answering.answer
    refuse("answer")
    choose(tab, "explicit-choice", 500)
    assert_told(tab)
    assert radio(tab, "explicit-choice").value == 300
    assert tab_of(tab) != before
    answering.answer = verb
    choose(tab, "explicit-choice", 400)
    assert not tab.error
    assert browser.stored.stored.response.answers == {"explicit-choice": 400}


def test_a_first_answer_that_is_not_stored_leaves_the_question_open(
    browser: Browser, refuse: Callable[..., None]
) -> None:
    """Nothing is chosen."""
    browser.begin()
    tab = browser.open("on-right-to-win")
    refuse("answer")
    choose(tab, "explicit-choice", 300)
    assert_told(tab)
    assert radio(tab, "explicit-choice").value is None
    press(tab, "cannot_judge", "explicit-choice")
    assert_told(tab)
    assert browser.stored.stored.response.answers == {}


def test_no_other_choice_is_shown_either(browser: Browser, refuse: Callable[..., None]) -> None:
    """A pick, a star, a target, a year, a basis, a note."""
    actor, place = browser.begin(), browser.place
    answering.pick(actor, place, ("delivery", "culture"), None)
    refuse("pick", "prioritise", "star", "aim", "aim_by", "know", "comment")
    tab = browser.open("priorities")
    tab.checkbox(key=key(tab, "tick", "delivery")).uncheck()
    assert_told(run(tab))
    assert tab.checkbox(key=key(tab, "tick", "delivery")).value
    assert_told(choose(tab, "star", "culture"))
    assert radio(tab, "star").value is None
    tab = browser.open("targets")
    assert_told(choose(tab, "target_culture", "by-design"))
    assert radio(tab, "target_culture").value is None
    assert_told(tap(tab, "year", place.now().year + 1))
    assert not tab.segmented_control(key=key(tab, "one_of", "year")).value
    tab = browser.open("on-culture")
    assert_told(tap(tab, "basis_culture", Basis.TOLD))
    assert not tab.segmented_control(key=key(tab, "one_of", "basis_culture")).value
    question = browser.stored.stored.response.asked(place.edition.questionnaire, "culture")[0].id
    tab.text_area(key=key(tab, "note", question)).set_value("lost?")
    assert_told(run(tab))


def test_a_note_that_is_not_stored_stays_to_be_tried_again(browser: Browser, refuse: Callable[..., None]) -> None:
    """Nobody types it twice."""
    browser.begin()
    verb = answering.comment
    refuse("comment")  # before the page is drawn, which holds on to the verb
    tab = browser.open("on-right-to-win")
    tab.text_area(key=key(tab, "note", "explicit-choice")).set_value("A long thought")
    assert_told(run(tab))
    assert tab.text_area(key=key(tab, "note", "explicit-choice")).value == "A long thought"
    assert_told(press(tab, "again", "explicit-choice"))
    answering.comment = verb
    press(tab, "again", "explicit-choice")
    assert not tab.error
    assert browser.stored.stored.response.comments == {"explicit-choice": "A long thought"}
    assert "Not saved yet: try again" not in labels(tab)


def test_a_submission_that_is_not_stored_stays_a_draft(browser: Browser, refuse: Callable[..., None]) -> None:
    """On the review, which says so."""
    actor = browser.begin()
    answering.answer(actor, browser.place, "explicit-choice", 300)
    tab = browser.open("review")
    refuse("submit")
    press(tab, "submit")
    assert_told(tab)
    assert "still open" in title(tab)
    assert browser.stored.is_draft


def test_what_is_refused_in_words_is_told_in_these_words(browser: Browser) -> None:
    """Answers submitted in another window take no further click."""
    actor = browser.begin()
    answering.answer(actor, browser.place, "money-follows-choice", 200)
    tab = browser.open("on-right-to-win")
    answering.submit(actor, browser.place)
    choose(tab, "explicit-choice", 300)
    assert tab.error[0].value == "These answers are submitted\\. Reopen them on the verdict page to change them\\."
    assert browser.stored.stored.response.answers == {"money-follows-choice": 200}
    assert not tab.radio


def test_a_notice_is_told_once(browser: Browser, refuse: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run is quiet."""
    browser.begin()
    tab = browser.open("on-right-to-win")
    with monkeypatch.context() as for_a_moment:
        for_a_moment.setattr(answering, "answer", answering.answer)
        refuse("answer")
        assert choose(tab, "explicit-choice", 300).error
    assert not run(tab).error
