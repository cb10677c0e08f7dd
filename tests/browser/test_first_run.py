"""Clicks at the first moment after an interruption, when the server knows the page no longer.

Streamlit calls nothing on the first run of a new session: without care a click would show as chosen
and never be stored. The server of these tests forgets a session as soon as its connection is cut.
"""

from pathlib import Path

from assessment.model import Basis, Status
from assessment.workflow import answering
from assessment.workflow.opening import Place
from tests.browser import kept
from tests.browser.conftest import Arrives, Begins
from tests.browser.visitor import Visitor

# The first dimension in asking order, and its questions at the short length.
DIMENSION, FIRST, SECOND = "identity-link", "shared-promise", "one-experience"
# The last question of the same dimension at the full length.
LAST = "source-of-change"
SCREEN = f"/on-{DIMENSION}"

# Clicks one option, and another so many milliseconds later, whatever the page is doing then.
TWO_CLICKS = """async ([first, second, delay]) => {
  const option = ([id, place]) => document.querySelectorAll(`.st-key-card_${id} [role=radiogroup] label`)[place];
  option(first).click();
  await new Promise(resolve => setTimeout(resolve, delay));
  option(second).click();
}"""


def interrupted(visitor: Visitor) -> None:
    """Cut the connection, and wait for the first moment at which something can be clicked."""
    visitor.cut()
    visitor.reconnected()


def test_an_answer_clicked_at_once_is_stored(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """On a question that was open, and again on the one that is still open after its answer."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    for place in (1, 3, 0):
        interrupted(visitor)
        if visitor.page.locator(f".st-key-done_{FIRST}").count():
            visitor.change(FIRST)
            interrupted(visitor)
        visitor.choose(FIRST, place)
        assert kept.answers(folder, draft.unit) == {FIRST: 100 * (place + 1)}
        assert visitor.shown() == {FIRST: 100 * (place + 1), SECOND: None}
        assert visitor.notices == []


def test_two_quick_answers_are_both_stored(arrives: Arrives, begin: Begins, place: Place, folder: Path) -> None:
    """The second click breaks the first run off before it has come to the second question, or just after."""
    draft = begin()
    answering.deepen(draft.actor, place, DIMENSION)
    visitor = arrives(draft)
    for delay in (10, 25, 45, 70, 110):
        for question in (FIRST, LAST):
            answering.answer(draft.actor, place, question, None)
        visitor.open(SCREEN)
        interrupted(visitor)
        visitor.page.evaluate(TWO_CLICKS, [[FIRST, 2], [LAST, 3], delay])
        visitor.settle()
        expected = {FIRST: 300, LAST: 400}
        assert kept.answers(folder, draft.unit) == expected, f"{delay} ms between the clicks"
        assert {id: said for id, said in visitor.shown().items() if said} == expected, f"{delay} ms"
        assert visitor.notices == []


def test_how_one_knows_is_stored_when_tapped_at_once(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """Given, then changed."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    for words, basis in (("Was told", Basis.TOLD), ("Documents", Basis.DOCUMENTS)):
        interrupted(visitor)
        visitor.tap(words)
        assert kept.basis(folder, draft.unit) == {DIMENSION: basis}
        assert visitor.tapped() == [words]


def test_a_priority_is_stored_when_ticked_at_once(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """Ticked, starred, and unticked again."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open("/priorities")
    interrupted(visitor)
    visitor.tick("Excel at delivery")
    assert kept.priorities(folder, draft.unit) == {"delivery": "picked"}
    interrupted(visitor)
    visitor.choose("star", 0)
    assert kept.priorities(folder, draft.unit) == {"delivery": "starred"}
    interrupted(visitor)
    visitor.tick("Excel at delivery")
    assert kept.priorities(folder, draft.unit) == {}
    assert visitor.page.get_by_role("checkbox", checked=True).count() == 0


def test_a_target_is_stored_when_chosen_at_once(arrives: Arrives, begin: Begins, place: Place, folder: Path) -> None:
    """One of the stages of a picked dimension."""
    draft = begin()
    answering.pick(draft.actor, place, ("delivery", "culture"), None)
    visitor = arrives(draft)
    visitor.open("/targets")
    interrupted(visitor)
    visitor.choose("target_delivery", 3)
    assert kept.targets(folder, draft.unit) == {"delivery": 380}
    assert visitor.page.get_by_role("radio", name="Steered by facts", checked=True).count() == 1


def test_buttons_work_at_once(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """That something cannot be judged, and the way to the next screen."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    interrupted(visitor)
    visitor.status(SECOND, Status.CANNOT_JUDGE).click()
    visitor.settle()
    assert kept.answers(folder, draft.unit) == {SECOND: Status.CANNOT_JUDGE.value}
    assert visitor.shown() == {FIRST: None, SECOND: Status.CANNOT_JUDGE.value}
    interrupted(visitor)
    visitor.press("Next principle")
    assert visitor.path == "/on-right-to-win"


def test_a_comment_under_way_is_stored_with_the_next_click(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """The field was open when the connection went away; Streamlit tells nothing of it until something else is done."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    visitor.comment_field(FIRST).fill("First thought")
    interrupted(visitor)
    visitor.page.keyboard.press("Escape")
    visitor.choose(SECOND, 1)
    assert kept.comments(folder, draft.unit) == {FIRST: "First thought"}
    assert kept.answers(folder, draft.unit) == {SECOND: 200}


def test_submitting_works_at_once(arrives: Arrives, begin: Begins, place: Place, folder: Path) -> None:
    """And only once."""
    draft = begin()
    answering.answer(draft.actor, place, FIRST, 300)
    visitor = arrives(draft)
    visitor.open("/review")
    interrupted(visitor)
    visitor.press("Submit and see the verdict")
    assert visitor.path == "/verdict"
    assert kept.times_submitted(folder, draft.unit) == 1
