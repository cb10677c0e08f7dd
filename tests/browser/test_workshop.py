"""A workshop as it is played: a facilitator and four phones that rate at the same moment."""

from fractions import Fraction

from playwright.sync_api import expect

from assessment.model import Segment
from assessment.workflow import segmenting, workshops
from assessment.workflow.opening import Place
from tests.browser.conftest import Arrives, Begins
from tests.browser.visitor import PHONE, Visitor

NAMES = ("Ana", "Ben", "Cléo <b>", "Dan")
# Each person's ratings of the first segment; the second lies lower for all.
RATINGS = ((4, 4, 3, 4), (4, 2, 3, 4), (5, 4, 4, 5), (3, 4, 4, 3))
ASKED = ("R1", "R2", "R3", "R5")


def rank(leader: Visitor, segment: str, place: int) -> None:
    """Give a segment a rank."""
    leader.page.get_by_role("radiogroup", name=f"Rank of {segment}").get_by_text(str(place), exact=True).click()
    leader.settle()


def joins(phone: Visitor, link: str, name: str) -> None:
    """Follow the link and type a name."""
    phone.page.goto(link)
    phone.page.get_by_label("First name or initials").fill(name)
    phone.page.get_by_role("button", name="Join").click()
    phone.page.locator("h1", has_text="Plants").wait_for()
    phone.settle()


def test_four_phones_rate_blind_and_the_room_takes_over_what_it_agreed(
    arrives: Arrives, begin: Begins, place: Place
) -> None:
    """All clicks are made before any is waited for; nothing shows before it is revealed, and nothing is lost."""
    draft = begin("Nordic division")
    wanted = [Segment("Plants", Fraction(3, 5), Fraction(2, 5)), Segment("Accounts", Fraction(2, 5), Fraction(3, 5))]
    segmenting.put_segments(draft.actor, place, wanted, Fraction(0))
    leader = arrives(draft)
    leader.open("/segments")
    leader.press("Rate them in a workshop")
    assert leader.path == "/workshop"
    link = leader.page.locator("code").first.inner_text().strip()
    rank(leader, "Plants", 1)
    rank(leader, "Accounts", 2)
    phones = [arrives(size=PHONE) for _ in NAMES]
    for phone, name in zip(phones, NAMES, strict=True):
        joins(phone, link, name)
    for lower in (0, 1):
        for at, criterion in enumerate(ASKED):
            for phone, given in zip(phones, RATINGS, strict=True):
                phone.option(criterion, given[at] - 1 - lower).click()
        for phone in phones:
            phone.settle()
            phone.page.get_by_test_id("stButtonGroup").get_by_text("Internal figures").click()
        for phone in phones:
            phone.settle()
            assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
            phone.press("Done" if lower else "Next segment")
    phones[0].page.reload()
    expect(phones[0].page.locator("h1")).to_have_text("Thank you. Wait for the room")
    expect(leader.page.get_by_text("4 phones joined, 4 finished")).to_be_visible()
    assert "Cléo <b>" in leader.text
    assert "Median" not in leader.page.content()
    leader.press("Reveal the ratings")
    leader.press("Reveal now")
    expect(leader.page.locator("h1")).to_contain_text("Argue about two close calls")
    for one in workshops.outcome_of(draft.actor, place).placed:
        less = int(one.segment.name == "Accounts")
        expected = [tuple(sorted(each[at] - less for each in RATINGS)) for at in range(len(ASKED))]
        assert [tally.ratings for tally in one.tallies] == expected
    phones[1].page.reload()
    expect(phones[1].page.locator("h1")).to_contain_text("The ratings are revealed")
    agreed = leader.page.get_by_role("radiogroup", name="Agreed rating of Fit of capabilities for Plants")
    agreed.get_by_text("3", exact=True).click()
    leader.settle()
    leader.press("Take over")
    assert leader.path == "/where-to-win"
    assert "First pass: rated on 4 of 12 criteria in a workshop with 4 people" in leader.text
    zones = [finding.zone for finding in segmenting.segmentation_of(draft.actor, place).portfolio.findings]  # type: ignore[union-attr]
    for zone in zones:
        assert zone is not None
        assert zone.name in leader.text
    ratings = [each.ratings["R2"] for each in segmenting.segmentation_of(draft.actor, place).segments]
    assert 3 in ratings
