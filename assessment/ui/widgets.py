"""The pieces that screens are made of, so that one meaning has one look.

Whatever a respondent or a questionnaire wrote passes through `literal` or `quoted`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from html import escape
from typing import Any, Literal, TypeVar

import streamlit as st

from assessment import times
from assessment.ui import downloads, session
from assessment.ui.literal import literal, titled
from assessment.ui.session import Turns, Visit

Choice = TypeVar("Choice")
Gap = Literal["xxsmall", "xsmall", "small", "medium", "large"]

# What begins nothing in markdown; a full stop does after digits, a hyphen between spaces or at the beginning.
# A stroke stands within the names of icons.
HARMLESS = re.compile(r"""\\([,?'";()%!]|(?<!\d\\)\.|(?<=\w\\)-(?=\w))""")

READING_WIDTH, WIDE = 720, 1120
# How far ahead a date may be chosen.
YEARS_AHEAD = 20
NO_COOKIE = (
    "This browser does not keep cookies, so your answers could not be found again. "
    "Allow cookies for this site and reload the page."
)
NOTHING_SENT = "Nothing is sent until you submit at the end. You may leave and come back with your private link."


@contextmanager
def column(width: int = READING_WIDTH, gap: Gap = "small") -> Iterator[None]:
    """The column of a page, in the middle of a wide screen and as wide as a narrow one."""
    with st.container(width=width, gap=gap, key="column"):
        yield


def small(text: str) -> None:
    """A side remark; nothing for no words. The text is markdown: pass anybody's words through `literal` first."""
    if text:
        st.markdown(f":small[:gray[{text}]]")


def muted(text: str) -> None:
    """A line of lesser weight; markdown, as in `small`."""
    st.markdown(f":gray[{text}]")


def top_line(visit: Visit) -> None:
    """The unit that is assessed, and since when everything said is stored."""
    sitting = visit.here
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False, key="top_line"
    ):
        st.markdown(f"**{literal(sitting.unit)}**", width="stretch")
        # Of an anonymous response only the day is kept.
        saved = "" if sitting.stored.campaign.is_anonymous else f" {clock(sitting.stored.saved_at)}"
        st.markdown(f":gray[:material/check: Saved{saved}]", width="content")


def report_line(unit: str, said: str) -> None:
    """Whose report it is, and of when."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="top_line"):
        st.markdown(f"**{literal(unit)}**", width="content")
        st.markdown(f":gray[{literal(said)}]", width="content")


def clock(moment: datetime) -> str:
    """The time of day in the visitor's own time zone, with the date when it is not today's."""
    here = local(moment)
    today = local(datetime.now(moment.tzinfo))
    return f"{here:%H:%M}" if here.date() == today.date() else f"{day(moment)}, {here:%H:%M}"


def day(moment: datetime) -> str:
    """A date as `22 Nov 2026`, in the visitor's own time zone."""
    here = local(moment)
    return f"{here.day} {here:%b %Y}"


def date_text(day: date) -> str:
    """A day of the calendar as `22 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def local(moment: datetime) -> datetime:
    """The moment in the visitor's time zone; in UTC when the browser names none that is known."""
    return times.local(moment, st.context.timezone)


def notices() -> None:
    """What is to be said about the last thing done."""
    if (told := session.told()) is not None:
        kind, text = told
        icon = ":material/error:" if kind == "error" else ":material/info:"
        (st.error if kind == "error" else st.info)(literal(text), icon=icon)


def _label(text: str) -> str:
    """A label, literally. Without backslashes where markdown needs none: it is also read aloud as it is."""
    return HARMLESS.sub(r"\1", literal(text))


def options(
    visit: Visit,
    name: str,
    label: str,
    choices: Mapping[Choice, str],
    stored: Choice | None,
    save: Callable[[Choice], None],
    disabled: bool = False,
) -> None:
    """Options one below the other, none preselected; the choice is stored the moment it is made.

    `choices`: what each option stands for, and its words. A card with a key `card_...` must hold it.
    """
    keys, key = list(choices), visit.key("radio", name)
    chosen = st.radio(
        _label(label),
        keys,
        index=keys.index(stored) if stored is not None and stored in choices else None,
        format_func=lambda choice: titled(choices[choice]),
        key=key,
        label_visibility="collapsed",
        width="stretch",
        disabled=disabled,
        on_change=_save_choice,
        args=(visit.turns, key, save),
    )
    if visit.listening and chosen is not None and chosen != stored:
        session.attempt(lambda: save(chosen))


def one_of(
    visit: Visit,
    name: str,
    label: str,
    choices: Mapping[Choice, str],
    stored: Choice | None,
    save: Callable[[Choice | None], None],
    disabled: bool = False,
) -> None:
    """A few short options side by side; a second tap takes the choice back."""
    _segments(visit, name, label, choices, stored, save, disabled=disabled)


def always_one_of(
    visit: Visit,
    name: str,
    label: str,
    choices: Mapping[Choice, str],
    stored: Choice,
    save: Callable[[Choice], None],
) -> None:
    """As `one_of`, for what always has a value: a second tap changes nothing."""
    _segments(visit, name, label, choices, stored, save, required=True)


def _segments(
    visit: Visit,
    name: str,
    label: str,
    choices: Mapping[Choice, str],
    stored: Choice | None,
    save: Callable[[Any], None],
    *,
    disabled: bool = False,
    required: bool = False,
) -> None:
    key = visit.key("one_of", name)
    chosen = st.segmented_control(
        _label(label),
        list(choices),
        default=stored if stored in choices else None,
        # Selected text has too little contrast in the theme's own colour.
        format_func=lambda choice: f":blue[{literal(choices[choice])}]",
        key=key,
        required=required,
        disabled=disabled,
        on_change=_save_choice,
        args=(visit.turns, key, save),
    )
    if visit.listening and chosen != stored:
        session.attempt(lambda: save(chosen))


def select(
    visit: Visit,
    name: str,
    label: str,
    choices: Mapping[Choice, str],
    stored: Choice | None,
    save: Callable[[Choice | None], None],
) -> None:
    """One of many options, in a list that opens; the choice is stored at once."""
    keys, key = list(choices), visit.key("select", name)
    chosen = st.selectbox(
        _label(label),
        keys,
        index=keys.index(stored) if stored is not None and stored in choices else None,
        format_func=lambda choice: choices[choice],
        key=key,
        placeholder="Choose",
        on_change=_save_choice,
        args=(visit.turns, key, save),
    )
    if visit.listening and chosen != stored:
        session.attempt(lambda: save(chosen))


def tick(visit: Visit, name: str, label: str, stored: bool, save: Callable[[bool], None], disabled: bool) -> None:
    """A box to tick; `label` is markdown."""
    key = visit.key("tick", name)
    ticked = st.checkbox(
        label,
        value=stored,
        key=key,
        disabled=disabled,
        on_change=_save_choice,
        args=(visit.turns, key, save),
        width="stretch",
    )
    if visit.listening and ticked != stored:
        session.attempt(lambda: save(ticked))


def note(
    visit: Visit, name: str, label: str, hint: str, longest: int, stored: str, save: Callable[[str], None]
) -> None:
    """A field for a few lines of text, stored when it is left. What could not be stored stays to be tried again."""
    key, unsaved = visit.key("note", name), session.unsaved(name)
    written = st.text_area(
        _label(label),
        value=stored if unsaved is None else unsaved,
        key=key,
        placeholder=hint,
        max_chars=longest,
        on_change=_save_note,
        args=(visit.turns, key, name, save),
    )
    if unsaved is not None and st.button("Not saved yet: try again", key=visit.key("again", name)):
        session.attempt_note(name, written, save)
        st.rerun()
    if visit.listening and written != stored:
        session.attempt_note(name, written, save)


def line(
    visit: Visit, name: str, label: str, longest: int, stored: str, save: Callable[[str], None], hint: str = ""
) -> None:
    """A field for a name, stored when it is left. With a `hint` in it the label is only read aloud."""
    key = visit.key("line", name)
    written = st.text_input(
        _label(label),
        value=stored,
        key=key,
        placeholder=hint or None,
        label_visibility="collapsed" if hint else "visible",
        max_chars=longest,
        on_change=_save_choice,
        args=(visit.turns, key, save),
    )
    if visit.listening and written != stored:
        session.attempt(lambda: save(written))


def date_field(
    visit: Visit,
    name: str,
    label: str,
    stored: date | None,
    save: Callable[[date | None], None],
    is_labelled: bool = False,
    latest: date | None = None,
) -> None:
    """A field for a date, stored once it is chosen or taken back. Its label is read aloud, seen only `is_labelled`.

    `latest`: the last day to choose from, else one some years ahead.
    """
    key, today = visit.key("date", name), datetime.now(UTC).date()
    last = latest or today.replace(month=12, day=31, year=today.year + YEARS_AHEAD)
    chosen = st.date_input(
        _label(label),
        value=stored,
        # A stored date outside of these would be refused by the field itself.
        min_value=min(today.replace(month=1, day=1, year=today.year - 5), stored or today),
        max_value=max(last, stored or last),
        key=key,
        format="YYYY-MM-DD",
        label_visibility="visible" if is_labelled else "collapsed",
        on_change=_save_choice,
        args=(visit.turns, key, save),
    )
    if visit.listening and chosen != stored:
        session.attempt(lambda: save(chosen))


def _save_note(turns: Turns, key: str, name: str, save: Callable[[str], None]) -> None:
    turn = turns.take()
    session.attempt_note(name, st.session_state[key], lambda text: turns.say(key, turn, lambda: save(text)))


def _save_choice(turns: Turns, key: str, save: Callable[[Choice], None]) -> None:
    """Store what a widget now says; what is refused is told."""
    turn = turns.take()
    session.attempt(lambda: turns.say(key, turn, lambda: save(st.session_state[key])))


def back_and_next(visit: Visit, back: str | None, forward: str | None, forward_label: str) -> str | None:
    """The buttons at a page's end; the name of the screen to go to, when one of them was pressed."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute" if back else "right", wrap=False, key="onwards"
    ):
        backwards = back is not None and st.button("Back", icon=":material/arrow_back:", key=visit.key("back"))
        forwards = forward is not None and st.button(
            forward_label,
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            key=visit.key("next"),
        )
    if backwards:
        return back
    return forward if forwards else None


def link(label: str, address: str, primary: bool = False) -> None:
    """A link that looks like a button and stays in this tab, to a route of this app."""
    look = "primary" if primary else "secondary"
    st.html(
        f'<a class="link_button {look}" href="{escape(address)}" target="_self">{escape(label)}</a>', width="content"
    )


def download(visit: Visit, label: str, path: str, primary: bool = False) -> None:
    """A link to a file that a route makes of this response for whoever holds its cookie."""
    link(label, downloads.address(path, visit.here.stored.id, st.context.timezone), primary)
