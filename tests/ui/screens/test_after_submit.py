"""Submitted answers can be read and reopened; after the end they can only be read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from assessment import access
from assessment.ui import place as opened_place
from assessment.workflow import answering
from assessment.workflow.opening import utc_now
from reports.verdict_words import SYNTHETIC
from tests.ui.apptest import Browser, key, labels, press, press_labelled, radio, run, title, words
from tests.workflow.sitting import answer_everything, begun_synthetic, close_campaigns

CLOSED = "The time for answering is over. You can read your answers; they can no longer be changed."
SUBMITTED = "These answers are submitted. You can read them here, or reopen them and submit again."


def fill(browser: Browser) -> None:
    """Answer everything that is asked, and pick and aim at one dimension."""
    actor, place = browser.begin(), browser.place
    questionnaire = place.edition.questionnaire
    answer_everything(actor, place)
    first = questionnaire.dimensions[0].id
    answering.pick(actor, place, (first,), first)
    answering.aim(actor, place, first, questionnaire.stages[-1].id)


@pytest.fixture
def submitted(any_browser: Browser) -> Browser:
    """A browser whose answers are submitted."""
    fill(any_browser)
    answering.submit(any_browser.actor, any_browser.place)
    return any_browser


def pages(browser: Browser) -> list[str]:
    """The pages of the journey."""
    return ["priorities", *(f"on-{id}" for id in browser.place.edition.questionnaire.asking_order), "targets", "review"]


def assert_read_only(tab: AppTest) -> None:
    """Whatever can still be seen of a widget is disabled."""
    widgets = [*tab.radio, *tab.checkbox, *tab.segmented_control, *tab.text_area, *tab.selectbox]
    assert [widget.key for widget in widgets if not widget.disabled] == []
    assert not [label for label in labels(tab) if "Change" in label or "Submit" in label]


def test_every_page_can_be_read_and_says_how_to_reopen(submitted: Browser) -> None:
    """Nothing on them can be changed."""
    for page in pages(submitted):
        tab = submitted.open(page)
        assert SUBMITTED in words(tab), page
        assert_read_only(tab)
        assert "Reopen the answers" in labels(tab)
    questionnaire = submitted.place.edition.questionnaire
    first = questionnaire.asking_order[0]
    assert "“" in words(submitted.open(f"on-{first}"))


def test_after_the_end_every_page_can_still_be_read_but_not_reopened(
    submitted: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from the pages nor from the verdict."""
    close_campaigns(submitted.place, utc_now() + timedelta(days=1))
    later = replace(submitted.place, now=lambda: utc_now() + timedelta(days=2))
    monkeypatch.setattr(opened_place, "_opened", (opened_place.settings(), later))
    for page in pages(submitted):
        tab = submitted.open(page)
        assert CLOSED in words(tab), page
        assert_read_only(tab)
        assert "Reopen the answers" not in labels(tab)
    verdict = submitted.open("verdict")
    assert "What this rests on" in words(verdict)
    assert "Reopen the answers" not in labels(verdict)
    assert "Answer in full" not in labels(verdict)
    assert not [label for label in labels(submitted.open(pages(submitted)[1])) if "Go deeper" in label]


def test_a_draft_is_read_only_after_the_end_too(any_browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half answered as it is."""
    any_browser.begin()
    close_campaigns(any_browser.place, utc_now() + timedelta(days=1))
    later = replace(any_browser.place, now=lambda: utc_now() + timedelta(days=2))
    monkeypatch.setattr(opened_place, "_opened", (opened_place.settings(), later))
    for page in pages(any_browser):
        tab = any_browser.open(page)
        assert CLOSED in words(tab), page
        assert_read_only(tab)


def test_answers_can_be_reopened_from_every_page(submitted: Browser) -> None:
    """And are changed there at once."""
    for page in pages(submitted):
        tab = press(submitted.open(page), "reopen")
        assert submitted.stored.is_draft, page
        assert SUBMITTED not in words(tab)
        answering.submit(submitted.actor, submitted.place)


def test_the_verdict_shows_everything_and_what_can_be_done_next(submitted: Browser) -> None:
    """With both downloads; an own response says nothing of being invented."""
    tab = submitted.open("verdict")
    assert "Nordic division" in words(tab)
    assert "What this rests on" in words(tab)
    bodies = "".join(element.proto.body for element in tab.get("html"))
    assert "/download/scorecard.xlsx" in bodies
    assert "/download/answers.json" in bodies
    assert SYNTHETIC not in words(tab)


def test_a_synthetic_response_says_so_on_its_verdict(any_browser: Browser) -> None:
    """On the page itself."""
    any_browser.token = access.new_token()
    actor = begun_synthetic(any_browser.place, token=any_browser.token)
    answer_everything(actor, any_browser.place)
    answering.submit(actor, any_browser.place)
    assert SYNTHETIC in words(any_browser.open("verdict"))


def test_the_verdict_reopens_and_leads_to_the_review(submitted: Browser) -> None:
    """Where it can be submitted again; this leads to the verdict again."""
    tab = press(submitted.open("verdict"), "re")
    assert submitted.stored.is_draft
    assert title(tab) == "Everything is answered"
    press(tab, "submit")
    assert "What you can do next" in words(tab)


def test_going_deeper_from_the_verdict_reopens_and_leads_to_the_page(browser: Browser) -> None:
    """Only in a short response; the button waits for a choice."""
    fill(browser)
    answering.submit(browser.actor, browser.place)
    tab = browser.open("verdict")
    assert tab.button(key=key(tab, "go_deeper")).disabled
    tab.selectbox(key=key(tab, "deepen")).set_value("culture")
    run(tab)
    press(tab, "go_deeper")
    assert browser.stored.is_draft
    assert browser.stored.stored.response.deepened == {"culture"}
    assert len(tab.radio) > 0


def test_a_full_response_is_not_offered_to_go_deeper(other_browser: Browser) -> None:
    """There is nothing deeper."""
    fill(other_browser)
    answering.submit(other_browser.actor, other_browser.place)
    assert "Answer in full" not in labels(other_browser.open("verdict"))


def test_the_way_on_from_the_verdict(submitted: Browser) -> None:
    """Peers, the answers, one's own data."""
    for name, expected in (("peers", "Who are your peers?"), ("data", "Your data and your private link")):
        assert title(press(submitted.open("verdict"), name)) == expected
    review = press(submitted.open("verdict"), "read")
    assert title(review) == "Your submitted answers"
    assert "What you can do next" in words(press_labelled(review, "To the verdict"))


def test_reading_a_page_changes_no_answer(submitted: Browser) -> None:
    """However many tabs are opened; only the claim moves on."""
    before = submitted.stored.stored
    for page in (*pages(submitted), "verdict", "peers", "your-data", ""):
        submitted.open(page)
    assert replace(submitted.stored.stored, writer=before.writer) == before


def test_choices_in_a_submitted_response_are_shown(submitted: Browser) -> None:
    """Disabled, with what was chosen."""
    first = submitted.place.edition.questionnaire.dimensions[0].id
    tab = submitted.open("priorities")
    assert tab.checkbox(key=key(tab, "tick", first)).value
    assert radio(tab, "star").value == first
    tab = submitted.open("targets")
    assert radio(tab, f"target_{first}").value == (submitted.place.edition.questionnaire.stages[-1].id)


def test_a_click_after_submission_elsewhere_is_refused(browser: Browser) -> None:
    """The page shows what is stored."""
    fill(browser)
    tab = browser.open("priorities")
    answering.submit(browser.actor, browser.place)
    tab.checkbox[3].check()
    assert "These answers are submitted" in run(tab).error[0].value
    assert not tab.checkbox[3].value
    assert len(browser.stored.stored.response.priorities) == 1
