"""From the verdict to somebody else's screen: freeze, share, read, print, revoke."""

from playwright.sync_api import Page

from assessment.workflow import answering
from assessment.workflow.opening import Place
from assessment.workflow.sitting import UNIT
from tests.browser.conftest import Arrives, Begins
from tests.workflow.sitting import answer_everything

GONE = "There is nothing to read here"


def reads(page: Page, link: str) -> str:
    """The title of what somebody sees who follows the link."""
    page.goto(link)
    page.locator("h1").first.wait_for()
    return page.locator("h1").first.inner_text()


def test_a_presentation_is_shared_read_and_taken_back(arrives: Arrives, begin: Begins, place: Place) -> None:
    """The link is shown once; whoever follows it reads the verdict as it was and nothing else, until it is revoked."""
    draft = begin("Nordic division")
    answer_everything(draft.actor, place)
    answering.submit(draft.actor, place)
    owner, colleague = arrives(draft), arrives()
    owner.open("/verdict")
    headline = owner.heading
    owner.press("Present and share")
    owner.page.get_by_label("For whom, or what for").fill("Board")
    owner.press("Freeze as it stands")
    owner.press("Share for reading")
    owner.press("Make the link")
    link = owner.page.get_by_role("dialog").locator("code").inner_text()
    owner.page.keyboard.press("Escape")
    owner.page.get_by_role("dialog").wait_for(state="detached")
    owner.settle()
    assert link not in owner.page.content(), "it is shown only once"
    answering.describe(draft.actor, place, UNIT, "Renamed")
    assert reads(colleague.page, link) == headline
    assert "Nordic division" in colleague.text
    assert "Renamed" not in colleague.text
    assert "Board" not in colleague.text, "the name of the presentation is the owner's own"
    assert colleague.page.get_by_role("button").count() == 0
    with colleague.page.expect_download() as waiting:
        colleague.page.get_by_role("link", name="The verdict on one page").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
    colleague.open("/verdict")
    assert colleague.heading == "There are no answers in this browser"
    owner.press("Revoke")
    assert "revoked" in owner.text
    assert reads(colleague.page, link) == GONE
