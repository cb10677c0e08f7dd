"""Freezing a presentation, seeing what changed, sharing it for reading, and reading it."""

import pytest
from streamlit.testing.v1 import AppTest

from assessment import access
from assessment.model import Length, Presentation
from assessment.ui.screens.presentations import NEW_LINK
from assessment.workflow import answering, presenting
from tests.ui.apptest import Browser, closed, key, labels, panels, press, press_labelled, run, title, words
from tests.workflow.sitting import answer_everything

HOSTILE = "Board [b](http://x.example) **c** <script>d</script> $e$"


@pytest.fixture
def submitted(any_browser: Browser) -> Browser:
    """A browser whose answers are submitted."""
    actor = any_browser.begin()
    answer_everything(actor, any_browser.place)
    answering.submit(actor, any_browser.place)
    return any_browser


def frozen(browser: Browser, name: str = "Board") -> Presentation:
    """A presentation of the browser's response."""
    return presenting.present(browser.actor, browser.place, name, browser.place.now().date())


def change_an_answer(browser: Browser) -> str:
    """Answer the first question otherwise and submit again; the question's name."""
    questionnaire, length = browser.place.edition.questionnaire, browser.stored.stored.response.length
    question = questionnaire.scored_questions(questionnaire.dimensions[0].id, Length(length))[0]
    answering.reopen(browser.actor, browser.place)
    answering.answer(browser.actor, browser.place, question.id, question.levels[-1].value)
    answering.submit(browser.actor, browser.place)
    return question.name


def html(tab: AppTest) -> list[str]:
    """The lines of all HTML of the page, as read while nothing is opened."""
    return [line for element in tab.get("html") for line in closed(element.proto.body)]


def test_a_presentation_is_frozen_and_shown_with_its_name_as_typed(submitted: Browser) -> None:
    """From the verdict by one button; the same content a second time is told, not kept."""
    tab = press_labelled(submitted.open("verdict"), "Present and share")
    assert title(tab) == "As presented"
    tab.text_input(key=key(tab, "title")).set_value(HOSTILE)
    tab = press(tab, "freeze")
    (kept,) = presenting.kept(submitted.actor, submitted.place)
    assert kept.shown.presentation.title == HOSTILE
    assert "<script>d" not in words(tab).replace("\\<", "")
    assert "Nothing changed since." in words(tab)
    tab = press(tab, "freeze")
    assert "that presentation shows it already" in words(tab)
    assert len(presenting.kept(submitted.actor, submitted.place)) == 1


def test_what_changed_since_opens_thing_by_thing(submitted: Browser) -> None:
    """With then and now."""
    frozen(submitted)
    name = change_an_answer(submitted)
    tab = submitted.open("presentations")
    (line,) = [line for line in html(tab) if line.startswith("Since then")]
    assert line.startswith("Since then 1 thing was changed, and ")
    assert name.replace("’", "'") in panels(tab, "Since then")


def test_a_presentation_shows_the_verdict_as_it_was_presented(submitted: Browser) -> None:
    """Read only: no way to the answers, no field."""
    presentation = frozen(submitted)
    before = title(submitted.open("verdict"))
    change_an_answer(submitted)
    tab = submitted.open("presented", presentation=presentation.id)
    assert title(tab) == before
    assert "As presented on" in words(tab)
    assert labels(tab) == ["To all presentations"]
    assert not [*tab.text_input, *tab.radio]
    assert 'href="/on-' not in "".join(element.proto.body for element in tab.get("html"))


@pytest.mark.parametrize("presentation", ["", "unknown", "x" * 22])
def test_an_address_of_no_presentation_of_ones_own_says_so(submitted: Browser, presentation: str) -> None:
    """Unknown or somebody else's: the same words."""
    assert title(submitted.open("presented", presentation=presentation)) == "There is nothing to read here"


def test_a_link_is_made_shown_once_and_revoked(submitted: Browser) -> None:
    """It reads the presentation in another browser until it is revoked."""
    presentation = frozen(submitted)
    tab = submitted.open("presentations")
    tab.button(key=key(tab, "share", presentation.id)).click()
    tab = run(tab)
    assert "without an account" in words(tab)
    token = access.new_token()
    link = presenting.share(submitted.actor, submitted.place, presentation.id, token, 30)
    tab.session_state[NEW_LINK] = token
    assert "valid until" in words(run(tab))
    reader = Browser(submitted.place, access.new_token(), reading=token)
    assert presenting.reader(reader.place, reader.reading).subject == presentation.id
    press(submitted.open("presentations"), "revoke", link.id)
    assert presenting.reader(reader.place, reader.reading).subject is None
    assert f"Link of {presentation.presented_at.day}" in words(submitted.open("presentations"))
    assert "revoked" in words(submitted.open("presentations"))


def test_a_reader_reads_the_presentation_and_nothing_else(submitted: Browser) -> None:
    """Without answers of their own in this browser, and with some."""
    presentation = frozen(submitted)
    token = access.new_token()
    presenting.share(submitted.actor, submitted.place, presentation.id, token, 30)
    verdict = title(submitted.open("verdict"))
    submitted.token, submitted.reading = access.new_token(), token
    tab = submitted.open("shared")
    assert title(tab) == verdict
    assert labels(tab) == []
    assert title(submitted.open("verdict")) == "There are no answers in this browser"
    submitted.begin("Own unit")
    assert title(submitted.open("shared")) == verdict
    submitted.reading = access.new_token()
    assert title(submitted.open("shared")) == "There is nothing to read here"


def test_reopened_answers_freeze_no_new_version(submitted: Browser) -> None:
    """Those that are there stay."""
    frozen(submitted)
    answering.reopen(submitted.actor, submitted.place)
    tab = submitted.open("presentations")
    assert "submit them again" in words(tab)
    assert "Freeze as it stands" not in labels(tab)
    assert any(label == "Show it" for label in labels(tab))
