"""Unit, function and rank: all that is asked before the questions."""

import streamlit as st

from assessment.model import Edition, ProfileField
from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.downloads import NEW
from assessment.ui.session import Visit
from assessment.wording import listed
from assessment.workflow import answering
from assessment.workflow.sitting import LONGEST_UNIT


def show(visit: Visit) -> None:
    """Ask who is assessed and who answers; then begin."""
    if visit.sitting:
        _has_begun(visit)
        return
    if answering.is_spent(visit.place, visit.token):
        _link_is_spent()
        return
    with widgets.column(gap="medium"):
        st.markdown("**Customer strategy assessment**")
        widgets.notices()
        st.title("Which unit will you assess?", anchor=False)
        st.markdown(
            "Choose the part of the company whose customers you know: the company, a division or a brand. "
            "Every question is about it. It stays at the top of each page."
        )
        with st.form("about_you", border=False):
            unit = st.text_input(
                "Company, division or brand",
                max_chars=LONGEST_UNIT,
                placeholder="Such as: Nordic division",
                key="unit",
            )
            chosen = {field.id: _ask(field) for field in _asked(visit.place.edition)}
            begun = st.form_submit_button("Begin", type="primary", icon=":material/arrow_forward:")
        if begun:
            _begin(visit, unit, chosen)
        widgets.small("From here on everything you say is saved at once, and only you can see it.")


def _has_begun(visit: Visit) -> None:
    """Not a redirection, which would catch the browser's way back."""
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        st.title("You have begun already", anchor=False)
        st.markdown("To assess another unit too, choose “Assess another unit” under your data.")
        with st.container(horizontal=True):
            if st.button("Go on", type="primary", icon=":material/arrow_forward:", icon_position="right"):
                to.go(to.WELCOME)
            if st.button("Your data", icon=":material/lock:"):
                to.go(to.YOUR_DATA)


def _link_is_spent() -> None:
    with widgets.column(gap="medium"):
        st.title("Begin with a new private link", anchor=False)
        st.markdown("What the private link of this browser led to was erased, so nothing new is put behind it.")
        widgets.link("Begin anew", NEW, primary=True)


def _asked(edition: Edition) -> list[ProfileField]:
    """The fields asked before the questions, so far as this questionnaire has them."""
    return [field for id in answering.ASKED_FIRST if (field := edition.profile.field(id)) is not None]


def _ask(field: ProfileField) -> str | None:
    labels = {option.id: option.label for option in field.options}
    return st.selectbox(
        f"Your {field.label[:1].lower()}{field.label[1:]}",
        list(labels),
        index=None,
        format_func=lambda id: labels[id],
        placeholder="Choose",
        key=f"first_{field.id}",
    )


def _begin(visit: Visit, unit: str, chosen: dict[str, str | None]) -> None:
    labels = {field.id: field.label.lower() for field in _asked(visit.place.edition)}
    missing = ["the unit"] * (not unit.strip()) + [f"your {labels[id]}" for id, value in chosen.items() if not value]
    if missing:
        st.error(f"Still missing: {listed(missing)}.", icon=":material/error:")
        return
    token = visit.token
    if token is None:
        st.error(widgets.NO_COOKIE, icon=":material/error:")
        return
    profile = {id: value for id, value in chosen.items() if value}
    if session.attempt(lambda: answering.begin(visit.actor, visit.place, token, unit, profile)):
        to.go(to.PRIORITIES)
    st.rerun()
