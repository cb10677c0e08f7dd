"""The app as Streamlit's AppTest runs it: a script, a store and browsers without a server.

AppTest 1.67 follows `st.navigation` with functions as pages and `st.switch_page`, and stays on the page
that a run ended on. It cannot open such a page by its address, so `Browser.open` sets what its own
`switch_page` would set for a file. It gives scripts no cookies, so the token is put in where the app
reads its cookies. Dialogs are drawn, but AppTest never runs a fragment alone: what opens a dialog and
what is pressed in it go into one run.
"""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio
from streamlit.util import calc_hash

import assessment.ui
from assessment import access
from assessment.model import Actor
from assessment.workflow import visiting
from assessment.workflow.opening import Place
from assessment.workflow.sitting import Sitting, opened
from tests.workflow.sitting import begun

MAIN = Path(assessment.ui.__file__).with_name("main.py")
LONGEST_RUN = 60  # seconds, on a busy machine


@dataclass
class Browser:
    """A browser with its cookie, and the place that the app keeps responses in."""

    place: Place
    token: str | None = None
    token_before: str | None = None
    reading: str | None = None
    sign_in: str | None = None
    rating: str | None = None
    invited: str | None = None
    sponsor: str | None = None
    asked: str | None = None

    def begin(self, unit: str = "Nordic division") -> Actor:
        """Begin a response in this browser, without its first screens."""
        self.token = access.new_token()
        return begun(self.place, unit, self.token)

    def cookies(self, _context: object = None) -> dict[str, str]:
        """What the app finds of its cookies."""
        held = {
            access.COOKIE: self.token,
            access.COOKIE_BEFORE: self.token_before,
            access.COOKIE_READING: self.reading,
            access.COOKIE_SIGN_IN: self.sign_in,
            access.COOKIE_RATING: self.rating,
            access.COOKIE_INVITED: self.invited,
            access.COOKIE_SPONSOR: self.sponsor,
            access.COOKIE_ASKED: self.asked,
        }
        return {name: token for name, token in held.items() if token is not None}

    @property
    def actor(self) -> Actor:
        """Whom the cookie belongs to."""
        return visiting.respondent(self.place.store, self.token)

    @property
    def stored(self) -> Sitting:
        """The response of this browser as the store has it."""
        return opened(self.actor, self.place)

    def open(self, page: str = "", **query: str) -> AppTest:
        """A new tab at the address of a page: a server session of its own, after its first run."""
        tab = AppTest.from_file(MAIN, default_timeout=LONGEST_RUN)
        tab.query_params.update(query)
        tab._page_hash = calc_hash(page)
        run(tab)
        tab._page_hash = ""
        return tab

    def come_back(self, before: AppTest, states: WidgetStates, tab_id: str | None = None) -> AppTest:
        """A tab whose server session was lost: the browser sends the states of its widgets to a new one."""
        tab = AppTest.from_file(MAIN, default_timeout=LONGEST_RUN)
        tab.query_params.update({"tab": tab_of(before) if tab_id is None else tab_id})
        tab._finished_page_script_hash = before._finished_page_script_hash
        tab._run(states)
        assert not tab.exception
        return tab


def unheard(tab: AppTest) -> WidgetStates:
    """What the browser shows now, with the changes made since the last run, of which the server knows nothing."""
    return tab._tree.get_widget_states()


def run(tab: AppTest) -> AppTest:
    """Run the script; it must not fail."""
    tab.run()
    assert not tab.exception, tab.exception
    return tab


def tab_of(tab: AppTest) -> str:
    """The id of the tab in its address."""
    return str(tab.query_params["tab"])


def key(tab: AppTest, *parts: str) -> str:
    """The key of a widget of this tab; the second half of its id stands in no key. Without a response it has no id."""
    id = tab_of(tab) if "tab" in tab.query_params else ""
    return "_".join([*parts, id.partition(".")[0]])


def press(tab: AppTest, *parts: str) -> AppTest:
    """Press the button with this key, and look at what follows."""
    tab.button(key=key(tab, *parts)).click()
    return run(tab)


def press_labelled(tab: AppTest, label: str) -> AppTest:
    """Press the one button that is labelled so."""
    (button,) = [button for button in tab.button if button.label == label]
    button.click()
    return run(tab)


def radio(tab: AppTest, name: str) -> Radio[object]:
    """The options with this name. After an answer without a level the time of it is part of their key."""
    own = re.compile(rf"radio_{re.escape(name)}(_[\d.]+)?{re.escape(key(tab, ''))}")
    (found,) = [radio for radio in tab.radio if own.fullmatch(str(radio.key))]
    return found


def choose(tab: AppTest, name: str, choice: object) -> AppTest:
    """Choose one of the options that stand one below the other, by what it stands for."""
    radio(tab, name).set_value(choice)
    return run(tab)


def tap(tab: AppTest, name: str, choice: object) -> AppTest:
    """Tap one of the options that stand side by side, by what it stands for; none takes it back."""
    tab.segmented_control(key=key(tab, "one_of", name)).set_value(choice)
    return run(tab)


def title(tab: AppTest) -> str:
    """The title of the page."""
    (found,) = tab.title
    return str(found.value)


def words(tab: AppTest) -> str:
    """All that the page says."""
    elements = (*tab.title, *tab.header, *tab.subheader, *tab.markdown, *tab.info, *tab.warning, *tab.error)
    html = [line for element in tab.get("html") for line in closed(element.proto.body)]
    return "\n".join([*(str(element.value) for element in elements), *html])


def labels(tab: AppTest) -> list[str]:
    """What stands on the buttons."""
    return [button.label for button in tab.button]


def closed(html: str) -> list[str]:
    """The lines of some HTML as read while nothing in it is opened."""
    seen = re.sub(r"</summary><div>.*?</div></details>|<style>.*?</style>", "</summary>", html, flags=re.DOTALL)
    return lines_of(seen)


def lines_of(html: str) -> list[str]:
    """All lines of some HTML as read, with straight hyphens and apostrophes."""
    broken = re.sub(r"</?(p|summary|li|tr|section|div|br)\b[^>]*>", "\n", html)
    bare = unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(td|th)>", " | ", broken)))
    plain = bare.replace("\u2011", "-").replace("\u2019", "'").replace("\u00ad", "")
    return [line.strip(" |") for line in plain.split("\n") if line.strip(" |")]


def panels(app: AppTest, summary: str) -> str:
    """What opens behind the line with that beginning."""
    for element in app.get("html"):
        for shown, panel in re.findall(r"<summary>(.*?)</summary><div>(.*?)</div></details>", element.proto.body):
            if lines_of(shown)[0].startswith(summary):
                return "\n".join(lines_of(panel))
    raise AssertionError(f"nothing opens behind {summary}")
