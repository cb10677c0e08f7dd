"""Who is visiting, and what this tab may still hold that was not heard.

Streamlit forgets a server session at every refresh, restart and long interruption, and in the first
run of a new one no `on_change` fires: a click made at that moment would show as chosen and never be
stored. The widgets do return it, though. So on that run what they return is compared with the store
and differences are stored, but only if this tab was the last one to write: otherwise they are older
than what another tab or device has stored since.

For that every server session claims the response under an id of its own, which stands in the address;
its first half stands in every widget's key. A tab that finds the response claimed by another takes a new
id: its widgets are made anew from the store, and the page says so. A tab that was listened to keeps its
widgets, so that nothing clicked meanwhile is lost, and takes a new second half, which no copy of it has.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

import streamlit as st

from assessment import access
from assessment.errors import AccessError, AssessmentError
from assessment.model import Actor
from assessment.ui import faults
from assessment.ui.place import place as opened_place
from assessment.workflow import answering, visiting
from assessment.workflow.opening import Place
from assessment.workflow.sitting import Sitting, opened

TAB = "tab"
UNSAVED = "unsaved"
STAFF = "staff"
SIGNED_OUT = "You are signed out, so this was not done. Sign in again to go on."
ELSEWHERE = "Something was changed in another window or on another device. This page now shows what is newest."


class Turns:
    """Lets no older word on something land after a newer one.

    A further click does not wait for the run of the one before: Streamlit runs both callbacks, each in its own
    thread, and the older one may be the last to reach the database.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0
        self._said: dict[str, int] = {}

    def take(self) -> int:
        """The turn of a word that was just heard."""
        with self._lock:
            self._last += 1
            return self._last

    def say(self, what: str, turn: int, do: Callable[[], object]) -> None:
        """Do what stores a word on something, unless a newer word on it was stored already."""
        with self._lock:
            if self._said.get(what, 0) < turn:
                self._said[what] = turn
                do()


@dataclass
class Tab:
    """What a server session knows of its tab; kept in the session and changed in place.

    Every word to Streamlit, a look into its session state too, may end the run for the sake of a further click;
    so nothing is said to it between a claim and the note of it. `is_heard`: whether a whole run has listened,
    none when there is nothing to listen for.
    """

    id: str | None = None
    is_heard: bool | None = None
    is_in_address: bool = True
    turns: Turns = field(default_factory=Turns)


@dataclass(frozen=True)
class Visit:
    """One run of the script: who is here, with which response, in which tab.

    `listening`: whether this is the run on which widgets may return what was not heard. `staff`: who is signed in as
    consultant or administrator, beside whatever response is open; without a subject when nobody is.
    """

    place: Place
    actor: Actor
    token: str | None
    sitting: Sitting | None
    tab: str
    listening: bool
    turns: Turns = field(default_factory=Turns)
    staff: Actor = visiting.NOBODY_OF_STAFF

    def key(self, *parts: str) -> str:
        """The key of a widget of this tab."""
        return "_".join([*parts, _widgets(self.tab)])

    @property
    def here(self) -> Sitting:
        """The response of a screen that is only shown to those who have one."""
        assert self.sitting is not None, "the screen is not among the pages of a visit without a response"
        return self.sitting


def visit() -> Visit:
    """Find out who is here, and claim their response for this tab."""
    place, token = opened_place(), token_here()
    _acts_as(None)
    staff = staff_here()
    actor = visiting.respondent(place.store, token)
    if actor.subject is None:
        return Visit(place, actor, token, None, "", listening=False, staff=staff)
    sitting = opened(actor, place)
    tab = _tab_here()
    id = _take_tab(tab, actor, place, sitting.stored.writer)
    listening = tab.is_heard is False
    return Visit(place, replace(actor, tab=id, is_late=listening), token, sitting, id, listening, tab.turns, staff)


def token_here() -> str | None:
    """The secret in this browser's cookie, which only the server can read."""
    return access.as_token(st.context.cookies.get(access.COOKIE))


def sign_in_token() -> str | None:
    """The secret of this browser's sign-in, which only the server can read."""
    return access.as_token(st.context.cookies.get(access.COOKIE_SIGN_IN))


def staff_here() -> Actor:
    """Who is signed in in this browser at this moment; without a subject when nobody is (any more)."""
    return visiting.staff(opened_place(), sign_in_token())


def act_as_staff(visit: Visit) -> None:
    """Note that this run draws a screen for staff: what is clicked on it counts only while they are signed in."""
    _acts_as(visit.staff)


def _acts_as(actor: Actor | None) -> None:
    st.session_state[STAFF] = actor


def _check_still_signed_in() -> None:
    """What is clicked runs before anything is drawn anew, on behalf of who was signed in when it was drawn."""
    acting: Actor | None = st.session_state.get(STAFF)
    if acting is not None and staff_here() != acting:
        raise AccessError(SIGNED_OUT)


def held_before(visit: Visit) -> bool:
    """Whether this browser still knows the link of other answers than those of this visit."""
    before = access.as_token(st.context.cookies.get(access.COOKIE_BEFORE))
    found = visiting.respondent(visit.place.store, before).subject
    return found is not None and found != visit.actor.subject


def tab_id() -> str | None:
    """The id of this tab, as it stands in the address of every screen; none without a response."""
    return _tab_here().id


def _tab_here() -> Tab:
    tab: Tab = st.session_state.setdefault(TAB, Tab())
    return tab


def _take_tab(tab: Tab, actor: Actor, place: Place, writer: str | None) -> str:
    """Make sure that this run has a tab id with the claim, and answer it."""
    before = tab.id or st.query_params.get(TAB)
    if before is None or before != writer:
        _claim(tab, actor, place, secrets.token_hex(4))
        if before is not None:
            tell(ELSEWHERE)
    elif tab.id is None:
        tab.id, tab.is_heard = before, False
    elif tab.is_heard:
        _claim(tab, actor, place, _widgets(before))
    assert tab.id is not None, "every way above gives it one"
    if not tab.is_in_address:
        st.query_params[TAB] = tab.id
        tab.is_in_address = True
    return tab.id


def _claim(tab: Tab, actor: Actor, place: Place, widgets: str) -> None:
    id = f"{widgets}.{secrets.token_hex(4)}"
    answering.claim(actor, place, id)
    tab.id, tab.is_in_address, tab.is_heard = id, False, None


def _widgets(tab: str) -> str:
    """The half of a tab's id that stands in its widgets' keys."""
    return tab.partition(".")[0]


def heard(visit: Visit) -> None:
    """End the run on which this tab was listened to. One that a further click broke off is no end of listening."""
    if visit.listening:
        _tab_here().is_heard = True
        st.rerun()


def attempt(do: Callable[[], object]) -> bool:
    """Do something that may be refused. A refusal is told on the page, which then shows what is stored."""
    try:
        _check_still_signed_in()
        do()
    except AssessmentError as refusal:
        tell(" ".join(faults.told(refusal)), kind="error")
    except Exception as fault:  # Streamlit's own ways to end a run are no Exceptions
        tell(faults.unexpected("storing what was said", fault), kind="error")
    else:
        return True
    # A new id makes every widget show the store again, not what was refused.
    _tab_here().id = None
    st.query_params.pop(TAB, None)
    return False


def attempt_note(name: str, text: str, save: Callable[[str], None]) -> None:
    """As `attempt`, for somebody's own words: when they could not be stored they stay on the page."""
    notes: dict[str, str] = st.session_state.setdefault(UNSAVED, {})
    notes[name] = text
    if attempt(lambda: save(text)):
        notes.pop(name, None)


def unsaved(name: str) -> str | None:
    """The words of a note that could not be stored; none when there are none."""
    notes: dict[str, str] = st.session_state.get(UNSAVED, {})
    return notes.get(name)


def tell(text: str, kind: str = "info") -> None:
    """Keep something to be said at the top of the next page drawn."""
    st.session_state["notice"] = (kind, text)


def told() -> tuple[str, str] | None:
    """What is to be said, once: its kind, `info` or `error`, and the text."""
    notice: tuple[str, str] | None = st.session_state.pop("notice", None)
    return notice
