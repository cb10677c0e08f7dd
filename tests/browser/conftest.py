"""A browser for all tests of this folder, and for each module a server with a database of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from assessment import access
from assessment.access import COOKIE
from assessment.model import Actor, Edition, Role
from assessment.workflow import answering
from assessment.workflow.opening import Place, open_place
from tests.browser.chromium import launched, require_chromium
from tests.browser.visitor import DESKTOP, KEEPS_SOCKETS, PHONE, Scheme, Visitor
from tests.serving import Server, serving

# A server is slow to draw its first page on a busy machine.
LONGEST_WAIT = 30_000


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for the folder; every visitor has a context of their own in it. Only one may be driven at a time."""
    require_chromium()
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Server]:
    """The app. It forgets a session as soon as its connection is cut, as a restart would.

    So every first run of a new session can be tried without the seconds of a real restart.
    """
    del browser  # without one nothing has to be started
    told = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "0"}
    with serving(tmp_path_factory.mktemp("server"), told) as running:
        yield running


@pytest.fixture(scope="module")
def folder(server: Server) -> Path:
    """Where the server's database and log are."""
    return server.log_file.parent


@dataclass(frozen=True)
class Draft:
    """A response made for a test: what it is about, its owner, and the token of its private link."""

    unit: str
    actor: Actor
    token: str


@pytest.fixture(scope="module")
def place(folder: Path) -> Iterator[Place]:
    """The server's database, opened by the test too."""
    opened = open_place(f"sqlite:///{folder / 'answers.sqlite'}", "customer-strategy")
    yield opened
    opened.store.close()


Begins = Callable[..., Draft]


@pytest.fixture
def begin(place: Place, request: pytest.FixtureRequest) -> Begins:
    """Begins a response about a unit, which by default is called as the test."""

    def begun(unit: str = request.node.name[:100]) -> Draft:
        token = access.new_token()
        return Draft(unit, answering.begin(Actor(Role.RESPONDENT), place, token, unit, {}), token)

    return begun


Arrives = Callable[..., Visitor]


@pytest.fixture
def arrives(browser: Browser, server: Server, edition: Edition) -> Iterator[Arrives]:
    """Lets a visitor arrive in a browser of their own. In the end none of them has anything to complain of."""
    visitors: list[Visitor] = []

    def arrived(
        draft: Draft | None = None,
        *,
        cookies: Mapping[str, str] | None = None,
        size: tuple[int, int] = DESKTOP,
        scheme: Scheme = "light",
        beside: Visitor | None = None,
    ) -> Visitor:
        context = beside.context if beside else browser.new_context(**device(size, scheme))
        if beside is None:
            context.set_default_timeout(LONGEST_WAIT)
            context.add_init_script(KEEPS_SOCKETS)
            held = {COOKIE: draft.token} if draft else cookies or {}
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": server.address, "httpOnly": True, "sameSite": "Lax"}
                    for name, value in held.items()
                ]
            )
        visitor = Visitor(context.new_page(), server.address, edition)
        visitors.append(visitor)
        return visitor

    yield arrived
    for context in {id(visitor.context): visitor.context for visitor in visitors}.values():
        context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


def device(size: tuple[int, int], scheme: Scheme) -> dict[str, Any]:
    """The options of a browser's context. A phone is touched; Berlin is never the server's time zone."""
    return {
        "viewport": {"width": size[0], "height": size[1]},
        "has_touch": size == PHONE,
        "is_mobile": size == PHONE,
        "color_scheme": scheme,
        "timezone_id": "Europe/Berlin",
        "locale": "en-GB",
        "reduced_motion": "reduce",
        "accept_downloads": True,
    }
