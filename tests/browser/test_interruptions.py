"""Refreshing, going back, losing the connection, a server that dies: every answer shown stays stored and shown."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assessment.access import COOKIE
from assessment.workflow import answering
from assessment.workflow.opening import Place
from tests.browser import kept
from tests.browser.conftest import Arrives, Begins
from tests.serving import Server, serving

DIMENSION, FIRST, SECOND = "identity-link", "shared-promise", "one-experience"
SCREEN, NEXT_SCREEN = f"/on-{DIMENSION}", "/on-right-to-win"
CLICK = f"place => document.querySelectorAll('.st-key-card_{FIRST} [role=radiogroup] label')[place].click()"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Server]:
    """The app as it is deployed; a session outlives a short interruption."""
    del browser
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


def test_a_refresh_shows_what_was_said(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """And says nothing of other windows."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    visitor.choose(FIRST, 2)
    visitor.choose(SECOND, 4)
    visitor.tap("Documents")
    visitor.page.reload()
    visitor.settle()
    assert visitor.path == SCREEN
    assert visitor.shown() == {FIRST: 300, SECOND: 500} == kept.answers(folder, draft.unit)
    assert visitor.tapped() == ["Documents"]
    assert visitor.notices == []


def test_an_answer_clicked_before_an_instant_refresh_is_stored(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """The page is gone before the server has answered; a busy one may store it after the new page is drawn."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    visitor.page.evaluate(CLICK, 3)
    visitor.page.reload()
    visitor.settle()
    kept.wait_for_answer(folder, draft.unit, FIRST)
    visitor.page.reload()
    visitor.settle()
    assert visitor.shown()[FIRST] == 400 == kept.answers(folder, draft.unit)[FIRST]


def test_of_six_rapid_clicks_the_last_counts(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """On one question, without waiting for anything."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    for place in (0, 1, 2, 3, 4, 1):
        visitor.page.evaluate(CLICK, place)
    visitor.settle()
    assert visitor.shown()[FIRST] == 200 == kept.answers(folder, draft.unit)[FIRST]


def test_back_and_forward_lead_through_the_screens(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """With the answers on them, and changes made there are stored."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    visitor.choose(FIRST, 2)
    visitor.press("Next principle")
    visitor.choose("explicit-choice", 1)
    visitor.page.go_back()
    visitor.settle()
    assert visitor.path == SCREEN
    assert visitor.shown() == {FIRST: 300, SECOND: None}
    visitor.choose(SECOND, 0)
    visitor.page.go_forward()
    visitor.settle()
    assert visitor.path == NEXT_SCREEN
    assert visitor.shown()["explicit-choice"] == 200
    assert kept.answers(folder, draft.unit) == {FIRST: 300, SECOND: 100, "explicit-choice": 200}
    assert visitor.notices == []


def test_going_back_leads_out_of_the_app_at_last(arrives: Arrives, begin: Begins) -> None:
    """No screen holds a visitor who goes back."""
    draft = begin()
    visitor = arrives(draft)
    visitor.page.goto("about:blank#before")
    visitor.open(SCREEN)
    visitor.press("Next principle")
    for _ in range(4):
        if visitor.page.url.startswith("about:"):
            break
        visitor.page.go_back()
        visitor.page.wait_for_load_state()
        if not visitor.page.url.startswith("about:"):
            visitor.settle()
    assert visitor.page.url == "about:blank#before"


def test_a_cut_connection_loses_nothing(arrives: Arrives, begin: Begins, folder: Path) -> None:
    """Nothing can be clicked until the server is found again."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    visitor.choose(FIRST, 1)
    visitor.context.set_offline(True)
    visitor.cut()
    expect(visitor.page.locator(f".st-key-card_{SECOND} input").first).to_be_disabled()
    visitor.context.set_offline(False)
    visitor.reconnected()
    visitor.choose(SECOND, 2)
    assert visitor.shown() == {FIRST: 200, SECOND: 300} == kept.answers(folder, draft.unit)
    assert visitor.notices == []


def test_a_killed_server_loses_nothing(arrives: Arrives, begin: Begins, server: Server, folder: Path) -> None:
    """The next answer is clicked at the first moment possible; then, while it is still open, it is changed."""
    draft = begin()
    visitor = arrives(draft)
    visitor.open(SCREEN)
    visitor.choose(FIRST, 1)
    for place in (2, 4):
        visitor.expect_cut()
        server.restart(signal.SIGKILL)
        visitor.reconnected()
        visitor.choose(SECOND, place)
        assert visitor.shown() == {FIRST: 200, SECOND: 100 * (place + 1)} == kept.answers(folder, draft.unit)
        assert visitor.notices == []


def test_a_newer_answer_from_the_phone_survives_a_killed_server(
    arrives: Arrives, begin: Begins, server: Server, folder: Path
) -> None:
    """The laptop still shows the older one, and is clicked at the first moment."""
    draft = begin()
    laptop, phone = arrives(draft), arrives()
    laptop.open(SCREEN)
    laptop.choose(FIRST, 1)
    phone.open(f"/r/{draft.token}")
    phone.open(SCREEN)
    phone.change(FIRST)
    phone.choose(FIRST, 4)
    laptop.expect_cut()
    phone.expect_cut()
    server.restart(signal.SIGKILL)
    laptop.reconnected()
    laptop.option(SECOND, 0).click()
    laptop.settle()
    assert kept.answers(folder, draft.unit)[FIRST] == 500
    assert laptop.shown()[FIRST] == 500
    assert {id: said for id, said in laptop.shown().items() if said} == kept.answers(folder, draft.unit)
    assert "what is newest" in laptop.notices[0]


def test_a_verdict_survives_a_restart(
    arrives: Arrives, begin: Begins, place: Place, server: Server, folder: Path
) -> None:
    """It is drawn anew at the next click; without its cookie the page says how to come back."""
    draft = begin()
    answering.answer(draft.actor, place, FIRST, 300)
    answering.submit(draft.actor, place)
    visitor = arrives(draft)
    visitor.open("/verdict")
    visitor.expect_cut()
    server.restart()
    visitor.reconnected()
    visitor.press("Read the answers")
    assert visitor.path == "/review"
    visitor.context.clear_cookies(name=COOKIE)
    visitor.open("/verdict")
    assert visitor.heading == "There are no answers in this browser"
    visitor.press("To the first page")
    assert visitor.path == "/"
    assert kept.times_submitted(folder, draft.unit) == 1
