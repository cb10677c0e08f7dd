"""A campaign from the first start to an erasure: twelve executives of two minds, to be played in any mode."""

from io import BytesIO

import openpyxl
from playwright.sync_api import expect

from assessment.model import CampaignMode
from assessment.workflow.opening import Place
from tests.browser import team_at_work as work
from tests.browser.conftest import Arrives
from tests.browser.team_at_work import DISPUTED, FINANCE, HIGH, LOW, MIDDLE, SALES
from tests.browser.visitor import PHONE, Visitor
from tests.serving import Server

ORGANISATION, TITLE = "Nordkap <b>Nordic</b>", "Where we *stand*"
FIRST_NAMES = ("Ana", "Bo", "Carla", "Dario", "Elin", "Frank", "Greta", "Hugo", "Ines", "Jonas", "Karen", "Liv")
SURNAME = "Quist"
PEOPLE = tuple((f"{name} {SURNAME}", SALES if at % 2 else FINANCE) for at, name in enumerate(FIRST_NAMES))
LENSES = [lens for _, lens in PEOPLE]
# So many answer everything by clicks, one of each function; the others only what is in dispute. Answering is the same
# in every mode.
ALL_BY_CLICKS = {CampaignMode.NAMED: 2, CampaignMode.CONFIDENTIAL: 0, CampaignMode.ANONYMOUS: 0}
# Milliseconds: twelve verdicts are drawn at the same moment.
LONGEST_WAIT = 90_000
REASON = "The *board* paper of March says so"
# What the browser knows of the first chart's dots: how many, and every word that goes with them.
DOTS = """() => document.querySelector('.js-plotly-plot').data.map(
  trace => [(trace.x ?? []).length, JSON.stringify([trace.text, trace.hovertext, trace.customdata])])"""


def play(arrives: Arrives, server: Server, place: Place, mode: CampaignMode) -> None:
    """The whole story. Nothing is prepared in the database: all that is seen was done in browsers."""
    consultant = consultant_at_work(arrives, server)
    work.begin_campaign(consultant, ORGANISATION, TITLE, mode)
    links = work.invite(consultant, PEOPLE)
    executives = [arrives(size=PHONE if at == 0 else (1280, 800)) for at in range(len(PEOPLE))]
    answer_together(executives, [links[name] for name, _ in PEOPLE], place, mode)
    consultant.page.reload()
    consultant.settle()
    assert all_have_answered(mode) in consultant.text.replace("\n", " ")
    consultant.press(ORGANISATION)
    if mode is not CampaignMode.NAMED:
        assert consultant.heading == "Figures are shown once the campaign is closed."
    consultant.press(TITLE)
    consultant.press("Close the campaign")
    consultant.press(ORGANISATION)
    headline = team_is_split(consultant, mode)
    settle_first_dispute(consultant)
    sponsor_reads(consultant, arrives(), headline)
    workbook_says(consultant, headline)
    erase_own(executives[-1])
    consultant.page.reload()
    consultant.settle()
    # An anonymous invitation cannot be told to be theirs; any other is erased with the answers.
    assert f"11 of {12 if mode is CampaignMode.ANONYMOUS else 11} answered" in consultant.text


def consultant_at_work(arrives: Arrives, server: Server) -> Visitor:
    """The first administrator follows the setup link and adds a consultant, who then signs in."""
    administrator, consultant = arrives(), arrives()
    link = work.setup_link(server.log)
    work.set_password(administrator, link, name="Ada Root", email="ada@example.com")
    assert administrator.heading == "Begin with an engagement"
    door = work.add_consultant(administrator, "Cleo Ruiz", "cleo@example.com")
    work.set_password(consultant, door)
    work.sign_in(consultant, "cleo@example.com")
    return consultant


def answer_together(executives: list[Visitor], links: list[str], place: Place, mode: CampaignMode) -> None:
    """All twelve at the same time, each by an own invitation in an own browser."""
    for executive in executives:
        executive.context.set_default_timeout(LONGEST_WAIT)
    work.arrive_at_once(executives, links)
    work.begin_at_once(executives, LENSES, mode)
    work.answer_at_once(executives, [HIGH if lens == SALES else LOW for lens in LENSES])
    clicking = ALL_BY_CLICKS[mode]
    if clicking:
        work.answer_the_rest_by_clicks(executives[:clicking])
    for executive in executives[clicking:]:
        work.answer_the_rest(place, executive)
    work.submit_at_once(executives)


def all_have_answered(mode: CampaignMode) -> str:
    """What the campaign's screen says in the end."""
    if mode is CampaignMode.ANONYMOUS:
        return "12 of 12 invitations were used; 12 responses submitted."
    return "12 of 12 invited have answered."


def team_is_split(consultant: Visitor, mode: CampaignMode) -> str:
    """The verdict names a disputed question, and the dots tell no more than the mode allows; the headline."""
    names = [consultant.edition.questionnaire.question[id].name for id in DISPUTED]
    headline = consultant.heading
    assert plain(headline) in [f"The team splits in two over “{name}”." for name in names]
    assert "12 of 12 answered" in consultant.text
    assert "(6 people)" in consultant.text
    consultant.page.locator(".js-plotly-plot").first.wait_for()
    dots = consultant.page.evaluate(DOTS)
    told = " ".join(words for _, words in dots)
    assert {count for count, _ in dots} == ({0} if mode is CampaignMode.ANONYMOUS else {len(PEOPLE)})
    has_names = mode is CampaignMode.NAMED
    assert (SURNAME in told) is has_names
    assert has_names or SURNAME not in consultant.page.content()
    return headline


def settle_first_dispute(consultant: Visitor) -> None:
    """In workshop mode: agreed, with the reason, and the original kept beside it."""
    consultant.press("Open the workshop")
    assert consultant.path == "/disputes"
    consultant.press("Begin")
    id = consultant.page.evaluate("new URLSearchParams(location.search).get('at')")
    assert id in DISPUTED
    question = consultant.edition.questionnaire.question[id]
    consultant.option(f"decision_{id}", MIDDLE).click()
    consultant.page.get_by_label("Why", exact=True).fill(REASON)
    consultant.press("Keep it")
    assert consultant.notices == []
    assert REASON in consultant.text
    assert "Agreed beside original" in consultant.text
    consultant.press("Agenda")
    assert plain(question.levels[MIDDLE].text) in plain(consultant.text)
    consultant.press("To the team")
    assert consultant.page.get_by_role("heading", name="What the team agreed on").is_visible()


def sponsor_reads(consultant: Visitor, sponsor: Visitor, headline: str) -> None:
    """By a link, in another browser: the same page and its workbook, and nothing to change."""
    consultant.press("Let a sponsor read it")
    consultant.page.get_by_label("For whom").fill("The chair")
    consultant.press("Make the link")
    link = consultant.page.get_by_role("dialog").locator("code").inner_text().strip()
    consultant.page.keyboard.press("Escape")
    consultant.page.get_by_role("dialog").wait_for(state="detached")
    consultant.settle()
    assert "The chair" in consultant.text
    sponsor.open(work.local(link))
    assert (sponsor.path, sponsor.heading) == ("/team", headline)
    assert REASON in sponsor.text
    for forbidden in ("Let a sponsor read it", "Keep the rating", TITLE):
        expect(sponsor.page.get_by_role("button", name=forbidden)).to_have_count(0)
    assert first_sheet(sponsor)[1] == plain(headline)


def workbook_says(consultant: Visitor, headline: str) -> None:
    """The first sheet's headline is the page's."""
    about, said = first_sheet(consultant)
    assert about.startswith(ORGANISATION)
    assert said == plain(headline)


def first_sheet(visitor: Visitor) -> tuple[str, str]:
    """What the downloaded workbook is about, and its headline."""
    book = openpyxl.load_workbook(BytesIO(work.downloaded(visitor, "The team’s workbook").read_bytes()))
    sheet = book["Team"]
    assert "Disputes" in book.sheetnames
    about, headline = str(sheet["A1"].value), str(sheet["A2"].value)
    book.close()
    return about, plain(headline)


def erase_own(executive: Visitor) -> None:
    """On the own data's screen, with a receipt."""
    executive.open("/your-data")
    executive.press("Erase")
    executive.page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    executive.settle()
    assert executive.heading == "Everything is erased"
    assert "Receipt" in executive.text


def plain(words: str) -> str:
    """Words without the hyphens and apostrophes of print."""
    return words.replace("\u2011", "-").replace("\u2019", "'")
