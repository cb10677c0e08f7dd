"""What somebody types is shown as it was typed, everywhere, and does nothing."""

from pathlib import Path

import pytest

from assessment.workflow import answering
from assessment.workflow.opening import Place
from tests.browser import kept
from tests.browser.conftest import Arrives, Begins
from tests.browser.visitor import PHONE

# The name of a unit has 120 characters at most.
UNITS = {
    "script and formula": '<script>PWN=1</script><img src=x onerror=PWN=1> =HYPERLINK("http://x.example";1)',
    "links and pictures": "[a](javascript:PWN=1) ![b](http://x.example/x.png) http://x.example www.x.example",
    "markdown and directives": "# **b** `c` ~~d~~ $x^2$, $5 to $6 :red[x] :material/home: :streamlit: :smile: -> --",
    "scripts of the world and a long word": f"\u05d0\u05d1\u05d2 👩‍🚀🏳️‍🌈 Ünïtß 部門 {'Donaudampfschiff' * 5}",
}
SCREENS = (
    "/",
    "/priorities",
    "/on-identity-link",
    "/targets",
    "/review",
    "/verdict",
    "/peers",
    "/your-data",
    "/presentations",
)
QUESTION = "shared-promise"


def typed(text: str) -> str:
    """The text without what nobody sees: joiners inside, and how white space is laid out."""
    return " ".join(text.replace("\u2060", "").split())


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_text_is_shown_as_typed(arrives: Arrives, begin: Begins, place: Place, folder: Path, unit: str) -> None:
    """As name of the unit and as comment, on every screen, on a phone; nothing is asked from anywhere."""
    draft = begin(unit)
    comment = f"{unit} {unit} and so on"
    answering.answer(draft.actor, place, QUESTION, 100)
    answering.comment(draft.actor, place, QUESTION, comment)
    answering.pick(draft.actor, place, ("identity-link",), "identity-link")
    answering.submit(draft.actor, place)
    visitor = arrives(draft, size=PHONE)
    for path in SCREENS:
        visitor.open(path)
        assert unit in typed(visitor.text), path
        assert visitor.overflow() <= 0, path
        if path == "/on-identity-link":
            assert comment in typed(visitor.text)
    assert visitor.page.evaluate("window.PWN") is None
    assert kept.comments(folder, unit) == {QUESTION: comment}


def test_signs_that_turn_text_around_are_left_out(arrives: Arrives) -> None:
    """Typed into the field by hand, with white space and a control character."""
    visitor = arrives(size=PHONE)
    visitor.open("/about-you")
    visitor.page.get_by_label("Company, division or brand").fill("  abc \u202egnp.exe\u0007  x ")
    visitor.select("Your function", "Sales")
    visitor.select("Your seniority", "C-suite")
    visitor.press("Begin")
    assert visitor.path == "/priorities"
    assert "abc gnp.exe x" in typed(visitor.text)
    assert "\u202e" not in visitor.text


def test_a_comment_typed_by_hand_stays_as_it_is(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """Shown when its question has collapsed, and again when it is opened."""
    draft, comment = begin(), "![x](http://tracker.example/y.png) <b>bold</b> :red[z] $1 and $2"
    visitor = arrives(draft)
    visitor.open("/on-identity-link")
    visitor.comment_field(QUESTION).fill(comment)
    visitor.leave_field()
    assert kept.comments(folder, draft.unit) == {QUESTION: comment}
    visitor.page.keyboard.press("Escape")
    visitor.choose(QUESTION, 0)
    visitor.choose("one-experience", 0)
    assert comment in typed(visitor.text)
    visitor.change(QUESTION)
    assert visitor.comment_field(QUESTION).input_value() == comment
