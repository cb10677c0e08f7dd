"""From the first screen to the receipt of an erasure, on a desktop and on a phone, and by keyboard alone."""

import json
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator

from assessment.access import COOKIE
from assessment.model import Edition, Length
from tests.browser import kept
from tests.browser.conftest import Arrives
from tests.browser.visitor import DESKTOP, PHONE, Visitor

PICKED = ("delivery", "culture", "identity-link", "right-to-win", "omnichannel")


def started(visitor: Visitor, unit: str) -> None:
    """From the first screen to the priorities."""
    visitor.open()
    assert COOKIE not in visitor.page.evaluate("document.cookie"), "scripts cannot read the private link"
    assert any(cookie["name"] == COOKIE for cookie in visitor.context.cookies())
    visitor.press("Start")
    visitor.press("Begin")
    assert "the unit, your function and your seniority" in visitor.notices[0]
    visitor.page.get_by_label("Company, division or brand").fill(unit)
    visitor.select("Your function", "Sales")
    visitor.select("Your seniority", "C-suite")
    visitor.press("Begin")
    assert visitor.path == "/priorities"
    assert unit in visitor.text


def picked(visitor: Visitor, folder: Path, unit: str) -> None:
    """Five priorities; a sixth cannot be ticked; the first is starred."""
    for id in PICKED:
        visitor.tick(visitor.edition.questionnaire.dimension[id].title.replace("'", "’").split('"')[0])
    assert visitor.page.get_by_role("checkbox", disabled=True).count() == 5
    visitor.choose("star", 0)
    assert kept.priorities(folder, unit) == {id: "starred" if id == PICKED[0] else "picked" for id in PICKED}
    visitor.press("To the questions")


def answered(visitor: Visitor, dimension: str, place: int) -> None:
    """One screen: both questions, and how it is known."""
    questions = visitor.edition.questionnaire.scored_questions(dimension, Length.SHORT)
    for number, question in enumerate(questions):
        visitor.choose(question.id, (place + number) % len(question.levels))
    visitor.tap("Documents")


def downloaded(visitor: Visitor, link: str) -> Path:
    """The file behind a link."""
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name=link).click()
    return waiting.value.path()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_whole_journey(arrives: Arrives, folder: Path, edition: Edition, size: tuple[int, int]) -> None:
    """Everything a visitor can do in one go; on the phone with one answer a screen."""
    unit, visitor = f"Nordic division {size[0]}", arrives(size=size)
    questionnaire = edition.questionnaire
    started(visitor, unit)
    picked(visitor, folder, unit)
    for number, dimension in enumerate(questionnaire.asking_order):
        assert visitor.path == f"/on-{dimension}"
        assert f"Principle {number + 1} of 10" in visitor.text
        if size == PHONE:
            visitor.choose(questionnaire.scored_questions(dimension, Length.SHORT)[0].id, number % 5)
        else:
            answered(visitor, dimension, number % 4)
        visitor.press("To the targets" if number == 9 else "Next principle")
    for id in PICKED:
        visitor.choose(f"target_{id}", 3)
    visitor.tap(visitor.page.get_by_test_id("stButtonGroup").get_by_role("radio").nth(1).inner_text())
    assert kept.targets(folder, unit) == dict.fromkeys(PICKED, 380)
    visitor.press("To the review")
    assert visitor.heading == ("10 questions are still open" if size == PHONE else "Everything is answered")
    visitor.press("Submit and see the verdict")
    assert visitor.path == "/verdict"
    assert kept.times_submitted(folder, unit) == 1
    workbook = openpyxl.load_workbook(BytesIO(downloaded(visitor, "Scorecard").read_bytes()))
    assert any(unit in str(cell.value) for row in workbook.worksheets[0]["A1:C14"] for cell in row)
    workbook.close()
    tell_peers(visitor)
    erase(visitor, folder, unit)


def tell_peers(visitor: Visitor) -> None:
    """The profile after the verdict, and consent."""
    visitor.press("Unlock peers")
    visitor.select("Industry", visitor.edition.profile.fields[1].options[0].label)
    visitor.choose("consent", 0)
    assert "may be counted" in visitor.notices[0]
    visitor.press("To the verdict")
    visitor.press("Your data and private link")


def erase(visitor: Visitor, folder: Path, unit: str) -> None:
    """Take everything along, then erase it."""
    said = json.loads(downloaded(visitor, "Everything").read_text("utf-8"))
    assert said["profile"]["unit_assessed"] == unit
    assert said["about"]["peers_consent"] is True
    assert said["profile"]["industry"]
    visitor.press("Erase")
    visitor.page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    visitor.settle()
    assert visitor.heading == "Everything is erased"
    assert "Receipt" in visitor.text
    assert unit not in kept.units(folder)
    visitor.page.get_by_role("link", name="Begin anew").click()
    visitor.settle()
    assert visitor.button("Start").is_visible()


def focused(visitor: Visitor) -> Locator:
    """What has the keyboard's focus."""
    return visitor.page.locator(":focus")


def tab_to(visitor: Visitor, target: Locator, most: int = 40) -> int:
    """Press Tab until the target has the focus; answers how often. Every stop on the way is visible."""
    for presses in range(1, most + 1):
        visitor.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement || element.contains(document.activeElement)"):
            return presses
    raise AssertionError(f"{most} presses of Tab do not lead to {target}")


def test_by_keyboard_alone(arrives: Arrives, folder: Path) -> None:
    """Tab, Space, arrow keys and Enter lead from the start to the verdict; the focus stays at what was used."""
    unit, visitor = "Keyboard division", arrives()
    page, keyboard = visitor.page, visitor.page.keyboard
    visitor.open()
    tab_to(visitor, visitor.button("Start"))
    keyboard.press("Enter")
    visitor.settle()
    tab_to(visitor, page.get_by_label("Company, division or brand"))
    keyboard.type(unit)
    for label in ("Your function", "Your seniority"):
        tab_to(visitor, page.get_by_label(label))
        keyboard.press("ArrowDown")
        page.get_by_role("option").first.wait_for()
        keyboard.press("Enter")
    tab_to(visitor, visitor.button("Begin"))
    keyboard.press("Enter")
    visitor.settle()
    assert visitor.path == "/priorities"
    tab_to(visitor, page.get_by_role("checkbox").nth(1))
    keyboard.press("Space")
    visitor.settle()
    assert len(kept.priorities(folder, unit)) == 1
    assert focused(visitor).get_attribute("type") == "checkbox", "the focus stays at the box"
    tab_to(visitor, visitor.button("To the questions"))
    keyboard.press("Enter")
    visitor.settle()
    presses = answer_by_keyboard(visitor, folder, unit)
    assert presses <= 12, f"{presses} presses of Tab for one screen"
    tab_to(visitor, visitor.button("Overview"))
    keyboard.press("Enter")
    visitor.settle()
    assert visitor.path == "/review"
    tab_to(visitor, visitor.button("Submit and see the verdict"))
    keyboard.press("Enter")
    visitor.settle()
    assert visitor.path == "/verdict"
    assert kept.times_submitted(folder, unit) == 1


def answer_by_keyboard(visitor: Visitor, folder: Path, unit: str) -> int:
    """Both questions of a screen, the first answer corrected with the arrow keys; how often Tab was pressed."""
    keyboard = visitor.page.keyboard
    first, second = visitor.edition.questionnaire.scored_questions("identity-link", Length.SHORT)
    presses = tab_to(visitor, visitor.page.locator(f".st-key-card_{first.id} [role=radiogroup]"))
    keyboard.press("Space")
    visitor.settle()
    assert kept.answers(folder, unit) == {first.id: 100}
    for _ in range(2):
        keyboard.press("ArrowDown")
        visitor.settle()
        assert focused(visitor).get_attribute("type") == "radio", "the focus stays among the options"
    assert kept.answers(folder, unit) == {first.id: 300}
    presses += tab_to(visitor, visitor.page.locator(f".st-key-card_{second.id} [role=radiogroup]"))
    keyboard.press("Space")
    visitor.settle()
    assert kept.answers(folder, unit) == {first.id: 300, second.id: 100}
    assert focused(visitor).get_attribute("type") == "radio", "the focus stays although the first question collapses"
    presses += tab_to(visitor, visitor.page.get_by_test_id("stButtonGroup"))
    keyboard.press("Space")
    visitor.settle()
    assert set(kept.basis(folder, unit)) == {"identity-link"}
    assert presses > 0
    return presses
