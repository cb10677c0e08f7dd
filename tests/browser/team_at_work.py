"""What consultants and those they invite do in their browsers, step by step."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from assessment.access import COOKIE
from assessment.mode_words import MODE_NAMES
from assessment.model import CampaignMode, Length
from assessment.workflow import answering, visiting
from assessment.workflow.opening import Place
from tests.browser.visitor import Visitor
from tests.staff import PASSWORD

# The first dimension in asking order, and its questions at the short length: what the two functions disagree on.
FIRST_DIMENSION, DISPUTED = "identity-link", ("shared-promise", "one-experience")
# How high each function answers there, and everybody elsewhere, counted from the lowest level.
HIGH, LOW, MIDDLE = 4, 0, 2
SALES, FINANCE = "Sales", "Finance"


def local(link: str) -> str:
    """What an address of the app says beyond the host."""
    return urlsplit(link).path


def setup_link(log: str) -> str:
    """The way to the first account, from the log of a first start."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return next(local(line["address"]) for line in lines if "first administrator" in line["event"])


def set_password(visitor: Visitor, path: str, **known: str) -> None:
    """Follow a one-time link, say what else it asks for, and choose a password; then one is signed in."""
    visitor.page.goto(f"{visitor.address}{path}")
    for label, value in known.items():
        visitor.page.locator(f"#{label}").fill(value)
    visitor.page.locator("#new").fill(PASSWORD)
    visitor.page.locator("#again").fill(PASSWORD)
    visitor.page.get_by_role("button").click()
    visitor.page.wait_for_url("**/workspace*")
    visitor.settle()


def sign_in(visitor: Visitor, email: str) -> None:
    """Sign out, and in again by the password."""
    visitor.page.get_by_role("button", name="Sign out", exact=True).click()
    visitor.page.get_by_label("E-mail address").fill(email)
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Sign in", exact=True).click()
    visitor.page.wait_for_url("**/workspace*")
    visitor.settle()


def add_consultant(administrator: Visitor, name: str, email: str) -> str:
    """Add an account; the way to its password."""
    administrator.open("/accounts")
    administrator.page.get_by_label("Their name").fill(name)
    administrator.page.get_by_label("Their e-mail address").fill(email)
    administrator.press("Add and make a link")
    link = local(administrator.page.locator("code").first.inner_text().strip())
    administrator.press("I have handed it over")
    return link


def begin_campaign(visitor: Visitor, organisation: str, title: str, mode: CampaignMode) -> None:
    """An engagement, its organisation, and a short campaign in a mode; the campaign's screen is then open."""
    visitor.page.get_by_label("New engagement").fill("Nordkap, 2026")
    visitor.press("Begin it")
    visitor.press("Organisations, members, new campaign")
    visitor.page.get_by_label("Company, division or brand").fill(organisation)
    visitor.press("Add")
    visitor.page.get_by_label("Title, as those invited read it").fill(title)
    visitor.page.locator(".st-key-card_mode label").filter(has_text=f"{MODE_NAMES[mode]}.").click()
    visitor.select("Length", f"Short, {visitor.edition.questionnaire.question_count(Length.SHORT)} questions")
    visitor.press("Begin the campaign")
    assert (visitor.path, visitor.heading) == ("/campaign", title)


def invite(visitor: Visitor, people: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Paste rows of names and functions; the ways in, by name, from the file of links."""
    rows = [("name", "email", "lens", "seniority")]
    rows += [(name, f"{name.split()[0].lower()}@example.com", lens, "C-suite") for name, lens in people]
    visitor.page.get_by_role("tab", name="Paste rows").click()
    visitor.page.get_by_label("Rows copied from a spreadsheet").fill("\n".join("\t".join(row) for row in rows))
    visitor.press("Read the rows")
    assert f"{len(people)} invitations made." in visitor.notices[0]
    with visitor.page.expect_download() as waiting:
        visitor.button("Links (CSV)").click()
    visitor.settle()
    text = waiting.value.path().read_text("utf-8-sig")
    visitor.press("Mark as sent")
    return {row["name"]: local(row["link"]) for row in csv.DictReader(io.StringIO(text))}


def at_once(visitors: Sequence[Visitor], act: Callable[[Visitor], None]) -> None:
    """Let everybody do something before anybody waits for what comes of it."""
    for visitor in visitors:
        act(visitor)
    for visitor in visitors:
        visitor.settle()


def arrive_at_once(visitors: Sequence[Visitor], paths: Sequence[str]) -> None:
    """Let everybody open an address of their own before any page stands."""
    for visitor, path in zip(visitors, paths, strict=True):
        visitor.page.goto(f"{visitor.address}{path}", wait_until="commit")
    for visitor in visitors:
        visitor.page.wait_for_load_state()
        visitor.settle()


def begin_at_once(visitors: Sequence[Visitor], lenses: Sequence[str], mode: CampaignMode) -> None:
    """From the invitation's page to the first questions. What is known of somebody is chosen, unless anonymous."""
    for visitor, lens in zip(visitors, lenses, strict=True):
        assert f"{MODE_NAMES[mode]}." in visitor.text, "the mode is told before anything is asked"
        if mode is CampaignMode.ANONYMOUS:
            visitor.select("Your function", lens)
            visitor.select("Your seniority", "C-suite")
    at_once(visitors, lambda visitor: visitor.button("Begin").click())
    for visitor in visitors:
        assert visitor.path == "/priorities"
        if mode is not CampaignMode.NAMED:
            assert "/r/" in visitor.page.get_by_role("dialog").inner_text(), "there is no other way back"
            visitor.page.keyboard.press("Escape")
            visitor.page.get_by_role("dialog").wait_for(state="detached")
    at_once(visitors, lambda visitor: visitor.button("To the questions").click())


def answer_at_once(visitors: Sequence[Visitor], levels: Sequence[int]) -> None:
    """Click both questions of the first dimension, each person at their own level."""
    for question in DISPUTED:
        _choose_at_once(visitors, question, levels)


def _choose_at_once(visitors: Sequence[Visitor], question: str, levels: Sequence[int]) -> None:
    for visitor, level in zip(visitors, levels, strict=True):
        visitor.option(question, level).click()
    for visitor in visitors:
        visitor.settle()


def answer_the_rest_by_clicks(visitors: Sequence[Visitor]) -> None:
    """All other dimensions, screen by screen."""
    questionnaire = visitors[0].edition.questionnaire
    for dimension in questionnaire.asking_order[1:]:
        at_once(visitors, lambda visitor: visitor.button("Next principle").click())
        assert {visitor.path for visitor in visitors} == {f"/on-{dimension}"}
        for question in questionnaire.scored_questions(dimension, Length.SHORT):
            _choose_at_once(visitors, question.id, [MIDDLE] * len(visitors))


def answer_the_rest(place: Place, visitor: Visitor) -> None:
    """All other dimensions in one go, as the browser's respondent."""
    (token,) = [cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == COOKIE]
    actor, questionnaire = visiting.respondent(place.store, token), place.edition.questionnaire
    for dimension in questionnaire.asking_order[1:]:
        for question in questionnaire.scored_questions(dimension, Length.SHORT):
            answering.answer(actor, place, question.id, question.levels[MIDDLE].value)


def submit_at_once(visitors: Sequence[Visitor]) -> None:
    """By way of the review."""
    at_once(visitors, lambda visitor: visitor.button("Overview").click())
    at_once(visitors, lambda visitor: visitor.button("Submit and see the verdict").click())
    assert {visitor.path for visitor in visitors} == {"/verdict"}


def downloaded(visitor: Visitor, link: str) -> Path:
    """The file behind a link."""
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name=link).click()
    return waiting.value.path()
