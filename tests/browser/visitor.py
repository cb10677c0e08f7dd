"""Somebody in front of a browser: what they do on the pages of the app, and what these show them.

Nothing here sleeps for a fixed time; every step waits until Streamlit has nothing left to do.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from assessment.model import Edition, Status

# Milliseconds. Frames would not do: a tab behind another one draws none.
POLLING = 16
TRIES, MILLISECONDS_OF_PATIENCE = 5, 3000
# Idle at six looks running and for a tenth of a second: a rerun that follows at once begins within that. What was
# sent to the server has been answered; three seconds are waited for that, as a few messages never are.
IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const is_unanswered = performance.now() - window.unansweredSince < 3000;
  const is_idle = app !== null && app.dataset.testScriptState === 'notRunning' && !is_unanswered
    && app.dataset.testConnectionState === 'CONNECTED' && !document.querySelector('[data-testid=stSkeleton]');
  const seen = window.seenIdle ?? {looks: 0, since: 0};
  window.seenIdle = is_idle ? {looks: seen.looks + 1, since: seen.since || performance.now()} : undefined;
  return is_idle && seen.looks >= 6 && performance.now() - seen.since > 100;
}"""
CUT = """() => new Promise(resolve => {
  const socket = window.sockets.at(-1);
  socket.addEventListener('close', resolve);
  socket.close();
})"""
# The first moment after a cut at which the page lets itself be used again.
RECONNECTED = """() => window.sockets.length > window.socketsCut
  && document.querySelector('[data-testid=stApp]')?.dataset.testConnectionState === 'CONNECTED'"""
# Remembers every websocket, so that the connection can be cut as a network would, and since when the server has
# not said anything to what it was sent.
KEEPS_SOCKETS = """
window.sockets = [];
window.WebSocket = class extends window.WebSocket {
  constructor(...all) {
    super(...all);
    window.sockets.push(this);
    this.addEventListener('message', () => { window.unansweredSince = undefined; });
  }
  send(message) {
    window.unansweredSince = performance.now();
    super.send(message);
  }
};
"""
# What a question's card shows: while it is open the place of the checked option, or the button of a status that
# bears a tick; else the line that it collapsed to.
SHOWN = """() => Object.fromEntries([...document.querySelectorAll('[class*="st-key-card_"], [class*="st-key-done_"]')]
  .map(card => {
    const [, look, id] = [...card.classList].map(name => name.match(/^st-key-(card|done)_(.*)$/)).find(Boolean);
    const options = [...card.querySelectorAll('input[type=radio]')];
    const checked = options.findIndex(option => option.checked);
    const status = [...card.querySelectorAll('button')].find(button => button.innerText.includes('check_circle'));
    return [id, look === 'done' ? card.innerText : checked < 0 && status ? status.innerText : checked];
  }))"""
# Streamlit asks beside a deep address first whether the server is there.
PROBES = re.compile(r"/_stcore/(health|host-config)$")

Scheme = Literal["light", "dark"]
DESKTOP, PHONE = (1440, 900), (390, 844)
Shown = dict[str, int | str | None]


@dataclass
class Visitor:
    """One tab of a browser. `complaints` gathers what no page of ours may cause."""

    page: Page
    address: str
    edition: Edition
    is_disturbed: bool = False
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.complaints.append(f"fault in the page: {fault}"))
        self.page.on("request", self._request)
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or PROBES.search(message.location.get("url", "")):
            return
        # A browser also complains of a connection that a test has cut.
        if not self.is_disturbed:
            self.complaints.append(f"console: {message.text} {message.location.get('url')}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.complaints.append(f"request to elsewhere: {request.url}")

    @property
    def context(self) -> BrowserContext:
        """The browser that the tab belongs to."""
        return self.page.context

    def open(self, path: str = "/") -> None:
        """Open an address of the app and wait until the page stands."""
        self.page.goto(f"{self.address}{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until everything asked of the server is answered and drawn."""
        self.page.evaluate("window.seenIdle = undefined")
        self.page.wait_for_function(IDLE, polling=POLLING)

    def button(self, name: str) -> Locator:
        """The button with that name, without the name of its icon."""
        # The browser reads the pattern between slashes.
        escaped = re.escape(name).replace("/", r"\/")
        return self.page.get_by_role("button", name=re.compile(rf"(^|\s){escaped}(\s|$)")).first

    def press(self, name: str) -> None:
        """Press a button and wait for what comes of it."""
        self.button(name).click()
        self.settle()

    def option(self, question: str, place: int) -> Locator:
        """An option of an open question, counted from 0."""
        return self.page.locator(f".st-key-card_{question} [role=radiogroup] label").nth(place)

    def choose(self, question: str, place: int) -> None:
        """Choose an option and wait until it is stored."""
        self.option(question, place).click()
        self.settle()

    def change(self, question: str) -> None:
        """Open an answered question again."""
        self.page.locator(f".st-key-done_{question} button").click()
        self.settle()

    def status(self, question: str, status: Status) -> Locator:
        """The button beside an open question that says why there is no answer."""
        label = self.edition.questionnaire.statuses[status].label
        return self.page.locator(f".st-key-card_{question}").get_by_role("button", name=label)

    def tap(self, words: str) -> None:
        """Tap one of a few options side by side, such as how somebody knows."""
        self.page.get_by_test_id("stButtonGroup").get_by_text(words, exact=True).click()
        self.settle()

    def tapped(self) -> list[str]:
        """The words of all options side by side that are chosen."""
        return self.page.locator("[data-testid=stButtonGroup] [aria-checked=true]").all_inner_texts()

    def comment_field(self, question: str) -> Locator:
        """The field for a comment on an open question, behind a button."""
        self.page.locator(f".st-key-card_{question}").get_by_role("button", name="Words and comment").click()
        field = self.page.get_by_role("textbox", name="Evidence or comment")
        field.wait_for()
        return field

    def leave_field(self) -> None:
        """Leave the field for a comment, which stores it."""
        self.page.get_by_role("textbox", name="Evidence or comment").press("Control+Enter")
        self.settle()

    def tick(self, words: str) -> None:
        """Tick or untick a box."""
        self.page.locator("label").filter(has=self.page.get_by_role("checkbox")).filter(has_text=words).click()
        self.settle()

    def select(self, label: str, option: str) -> None:
        """Choose from a list that opens."""
        wanted = self.page.get_by_role("option", name=option, exact=True)
        # A page that still scrolls or draws closes the list again, and then anybody opens it once more.
        for _ in range(TRIES):
            self.page.get_by_label(label).press("ArrowDown")
            try:
                wanted.click(timeout=MILLISECONDS_OF_PATIENCE)
            except PlaywrightTimeout:
                continue
            self.settle()
            return
        raise AssertionError(f"the list {label!r} does not offer {option!r}")

    @property
    def heading(self) -> str:
        """The title of the screen."""
        return self.page.locator("h1").first.inner_text()

    @property
    def path(self) -> str:
        """The path of the address, without what follows it."""
        return self.page.evaluate("location.pathname") or ""

    @property
    def notices(self) -> list[str]:
        """What is said at the top of the page."""
        return self.page.get_by_test_id("stAlert").all_inner_texts()

    @property
    def text(self) -> str:
        """All text of the page."""
        return self.page.locator("[data-testid=stMain]").inner_text()

    def shown(self) -> Shown:
        """The answer shown for each question on the page: a level's value, a status, or none."""
        cards: dict[str, Any] = self.page.evaluate(SHOWN)
        questions = self.edition.questionnaire.question
        return {id: self._said(id, card) for id, card in cards.items() if id in questions}

    def _said(self, id: str, card: int | str) -> int | str | None:
        question = self.edition.questionnaire.question[id]
        if isinstance(card, int):
            return question.levels[card].value if card >= 0 else None
        printed = card.replace("\u2011", "-").replace("\u2019", "'")
        by_words: dict[str, int | str] = {f"“{level.text}”": level.value for level in question.levels}
        by_words |= {words.label: status.value for status, words in self.edition.questionnaire.statuses.items()}
        if question.does_not_apply:
            by_words[question.does_not_apply] = Status.DOES_NOT_APPLY.value
        return next((answer for words, answer in by_words.items() if words in printed), None)

    def expect_cut(self) -> None:
        """Note that the connection will be lost next, such as by a restart of the server."""
        self.is_disturbed = True
        self.page.evaluate("window.socketsCut = window.sockets.length")

    def cut(self) -> None:
        """Cut the connection; the page tries to find the server again."""
        self.expect_cut()
        self.page.evaluate(CUT)

    def reconnected(self) -> None:
        """Wait for the very first moment at which the page can be used again."""
        self.page.wait_for_function(RECONNECTED, polling=POLLING, timeout=60_000)

    def whole_page(self) -> None:
        """Make the window as high as the page, so that a picture shows all of it."""
        height = self.page.evaluate(
            "document.querySelector('[data-testid=stMain]').scrollHeight + "
            "document.querySelector('[data-testid=stMain]').offsetTop"
        )
        width = self.page.viewport_size["width"] if self.page.viewport_size else DESKTOP[0]
        self.page.set_viewport_size({"width": width, "height": max(height, 400)})
        self.settle()

    def overflow(self) -> int:
        """By how many pixels the page can be scrolled sideways."""
        return int(
            self.page.evaluate(
                "Math.max(...[document.scrollingElement, document.querySelector('[data-testid=stMain]')]"
                ".filter(Boolean).map(part => part.scrollWidth - part.clientWidth))"
            )
        )
