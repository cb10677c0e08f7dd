"""One response in several places at once: laptop and phone, two tabs, a copied tab, another's private link."""

from pathlib import Path

from assessment.workflow import answering
from assessment.workflow.opening import Place
from tests.browser import kept
from tests.browser.conftest import Arrives, Begins
from tests.browser.visitor import PHONE, Visitor

DIMENSION, FIRST, SECOND = "identity-link", "shared-promise", "one-experience"
SCREEN = f"/on-{DIMENSION}"


def agrees(visitor: Visitor, folder: Path, unit: str) -> bool:
    """Whether the page shows what is stored."""
    return {id: said for id, said in visitor.shown().items() if said} == kept.answers(folder, unit)


def test_laptop_and_phone_do_not_overwrite_each_other(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """The laptop keeps an old page; acting on it shows the newest and says so."""
    draft = begin()
    laptop, phone = arrives(draft), arrives(size=PHONE)
    laptop.open(SCREEN)
    laptop.choose(FIRST, 1)
    phone.open(f"/r/{draft.token}")
    assert phone.path == "/"
    assert draft.unit in phone.text
    phone.open(SCREEN)
    phone.change(FIRST)
    phone.choose(FIRST, 4)
    assert laptop.shown()[FIRST] == 200, "the laptop's page is old"
    laptop.choose(SECOND, 0)
    assert kept.answers(folder, draft.unit) == {FIRST: 500, SECOND: 100}
    assert agrees(laptop, folder, draft.unit)
    assert "what is newest" in laptop.notices[0]


def test_an_old_page_whose_session_is_forgotten_overwrites_nothing(
    arrives: Arrives, begin: Begins, folder: Path
) -> None:
    """Neither at its first click, nor by a control nobody touched, nor by a refresh."""
    draft = begin()
    laptop, phone = arrives(draft), arrives(draft, size=PHONE)
    laptop.open(SCREEN)
    laptop.choose(FIRST, 1)
    laptop.tap("Documents")
    phone.open(SCREEN)
    phone.change(FIRST)
    phone.choose(FIRST, 4)
    phone.tap("Impression")
    laptop.cut()
    laptop.reconnected()
    laptop.option(SECOND, 0).click()
    laptop.settle()
    laptop.page.reload()
    laptop.settle()
    assert kept.answers(folder, draft.unit)[FIRST] == 500
    assert kept.basis(folder, draft.unit) == {DIMENSION: "impression"}
    assert agrees(laptop, folder, draft.unit)
    assert laptop.tapped() == ["Impression"]


def test_two_tabs_of_one_browser(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """In turn, each on its own question; both are stored, and the later one shows both."""
    draft = begin()
    one = arrives(draft)
    one.open(SCREEN)
    other = arrives(beside=one)
    other.open(SCREEN)
    one.choose(FIRST, 2)
    other.choose(SECOND, 3)
    assert kept.answers(folder, draft.unit) == {FIRST: 300, SECOND: 400}
    assert agrees(other, folder, draft.unit)
    assert "what is newest" in other.notices[0]


def test_a_copied_tab_overwrites_nothing(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """It has the same address, with the same tab in it; then the server forgets both."""
    draft = begin()
    original = arrives(draft)
    original.open(SCREEN)
    original.choose(FIRST, 1)
    copy = arrives(beside=original)
    copy.open(original.page.url.removeprefix(original.address))
    copy.change(FIRST)
    copy.choose(FIRST, 4)
    assert original.shown()[FIRST] == 200, "its page is old"
    for visitor in (original, copy):
        visitor.cut()
        visitor.reconnected()
    original.option(SECOND, 2).click()
    original.settle()
    assert kept.answers(folder, draft.unit)[FIRST] == 500
    assert agrees(original, folder, draft.unit)
    copy.settle()
    copy.tap("Documents")
    assert kept.answers(folder, draft.unit)[FIRST] == 500
    assert agrees(copy, folder, draft.unit)


def test_submitting_twice_is_one_submission(arrives: Arrives, begin: Begins, place: Place, folder: Path) -> None:
    """By a double click, and from a second tab that still shows the review."""
    draft = begin()
    answering.answer(draft.actor, place, FIRST, 300)
    other = arrives(draft)
    other.open("/review")
    one = arrives(beside=other)
    one.open("/review")
    one.button("Submit and see the verdict").dblclick()
    one.page.wait_for_url("**/verdict*")
    one.settle()
    other.press("Submit and see the verdict")
    assert "what is newest" in other.notices[0]
    assert "These answers are submitted" in other.text
    other.press("To the verdict")
    assert other.path == "/verdict"
    assert kept.times_submitted(folder, draft.unit) == 1


def test_an_unknown_private_link_is_told(arrives: Arrives, begin: Begins) -> None:
    """And takes away nothing from a browser that has answers."""
    stranger = arrives()
    stranger.open("/r/nobody-has-this-link-nobody-has-this")
    assert "opens nothing" in stranger.notices[0]
    assert stranger.button("Start").is_visible()
    draft = begin()
    owner = arrives(draft)
    owner.open("/r/nobody-has-this-link-nobody-has-this")
    assert "opens nothing" in owner.notices[0]
    assert draft.unit in owner.text


def test_a_second_private_link_switches_visibly(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """A tab of the first response that is still open goes on with it, or says that it no longer does."""
    first, second = begin("First of two units"), begin("Second of two units")
    tab = arrives(first)
    tab.open(SCREEN)
    tab.choose(FIRST, 1)
    newer = arrives(beside=tab)
    newer.open(f"/r/{second.token}")
    assert "now answers for “Second of two units”" in newer.notices[0]
    newer.press("Go on")
    assert "Second of two units" in newer.text
    tab.choose(SECOND, 2)
    assert "First of two units" in tab.text
    assert kept.answers(folder, first.unit) == {FIRST: 200, SECOND: 300}
    tab.cut()
    tab.reconnected()
    tab.change(FIRST)
    assert "Second of two units" in tab.text
    assert "what is newest" in tab.notices[0]
    assert kept.answers(folder, second.unit) == {}


def test_a_draft_erased_elsewhere_is_told(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """A page that is still open stores nothing more, and says so."""
    draft = begin("Unit erased elsewhere")
    tab = arrives(draft)
    tab.open(SCREEN)
    other = arrives(beside=tab)
    other.open("/your-data")
    other.press("Erase")
    other.page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    other.settle()
    assert other.heading == "Everything is erased"
    tab.choose(FIRST, 1)
    assert tab.heading == "There are no answers in this browser"
    assert draft.unit not in kept.units(folder)
