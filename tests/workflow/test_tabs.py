"""Clicks of tabs that are not the last writer: new ones count, late ones do not, and no older one comes back."""

from dataclasses import replace

import pytest

from assessment.errors import AnsweringError
from assessment.model import Actor
from assessment.workflow import answering
from assessment.workflow.opening import Place
from tests.workflow.sitting import sitting_of

QUESTION = "explicit-choice"


def test_the_last_writer_stays_it(place: Place, respondent: Actor) -> None:
    """Its clicks and its late clicks count alike."""
    answering.claim(respondent, place, "laptop")
    for late, level in ((False, 300), (True, 400)):
        answering.answer(replace(respondent, tab="laptop", is_late=late), place, QUESTION, level)
        stored = sitting_of(respondent, place).stored
        assert (stored.writer, stored.response.answers[QUESTION]) == ("laptop", level)


def test_a_later_claim_of_the_same_tab_is_its_own(place: Place, respondent: Actor) -> None:
    """A click made while a tab claims anew carries the number of the claim before."""
    answering.claim(respondent, place, "laptop.2")
    answering.answer(replace(respondent, tab="laptop.1", is_late=True), place, QUESTION, 300)
    stored = sitting_of(respondent, place).stored
    assert (stored.writer, stored.response.answers[QUESTION]) == ("laptop.2", 300)


def test_a_click_elsewhere_ends_the_claim_with_the_answer(place: Place, respondent: Actor) -> None:
    """In the same transaction: if all ends here, the older tab is not listened to any more."""
    answering.claim(respondent, place, "laptop")
    answering.answer(replace(respondent, tab="phone"), place, QUESTION, 500)
    stored = sitting_of(respondent, place).stored
    assert (stored.writer, stored.response.answers[QUESTION]) == (None, 500)


@pytest.mark.parametrize("writer", ["phone", None])
def test_a_late_click_does_not_count_after_another_tab(place: Place, respondent: Actor, writer: str | None) -> None:
    """Whoever has written since, the newer answer stays, and the claim too."""
    answering.claim(respondent, place, "laptop")
    answering.answer(replace(respondent, tab="phone"), place, QUESTION, 500)
    if writer:
        answering.claim(respondent, place, writer)
    with pytest.raises(AnsweringError, match="answered elsewhere in the meantime"):
        answering.answer(replace(respondent, tab="laptop", is_late=True), place, QUESTION, 100)
    stored = sitting_of(respondent, place).stored
    assert (stored.writer, stored.response.answers[QUESTION]) == (writer, 500)


def test_who_acts_without_a_tab_leaves_the_claim_alone(place: Place, respondent: Actor) -> None:
    """Such as the demonstration."""
    answering.claim(respondent, place, "laptop")
    answering.answer(respondent, place, QUESTION, 200)
    assert sitting_of(respondent, place).stored.writer == "laptop"
