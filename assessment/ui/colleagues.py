"""Asking a colleague to answer a dimension: the quiet way to do so, how far they are, and the link over the page."""

import streamlit as st

from assessment.model import Delegation
from assessment.ui import session, widgets
from assessment.ui.literal import literal
from assessment.ui.private_link import origin, ways_to_pass_on
from assessment.ui.session import Visit
from assessment.wording import listed, sentence_start
from assessment.workflow import delegating


def asked_for(visit: Visit, dimension: str) -> None:
    """Who was asked to answer this dimension, how far they are, and whose answers stand here."""
    found = [each for each in delegating.delegations_of(visit.actor, visit.place) if each.dimension == dimension]
    valid = next((each for each in found if each.is_valid), None)
    widgets.small(answered_by(visit, dimension))
    if valid is not None:
        _asked(visit, valid)
    elif visit.here.is_draft and st.button(
        ":gray[Ask a colleague to answer this one]",
        type="tertiary",
        icon=":material/person_add:",
        key=visit.key("ask_colleague"),
    ):
        _ask(visit, dimension)


def answered_by(visit: Visit, dimension: str) -> str:
    """Whose answers to a dimension are not the respondent's own; nothing when all are."""
    response, questionnaire = visit.here.stored.response, visit.here.edition.questionnaire
    asked = [each.id for each in response.asked(questionnaire, dimension)]
    given = [id for id in asked if id in response.answers]
    others = [response.answered_by[id] for id in given if id in response.answered_by]
    if not others:
        return ""
    partly = "" if len(others) == len(given) else "in part "
    return f"Answered {partly}by {literal(listed(dict.fromkeys(others)))} (asked)"


def _asked(visit: Visit, asked: Delegation) -> None:
    """One colleague: how far they are, and what can be done about the link."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="asked_colleague"):
        st.markdown(f":small[:gray[:material/person: {_how_far(asked)}]]", width="content")
        if not visit.here.is_draft:
            return
        if st.button(":green[Show the link]", type="tertiary", key=visit.key("show_asked")):
            show_link(visit, asked)
        if asked.done_at is not None and st.button(":green[Open again]", type="tertiary", key=visit.key("open_asked")):
            session.attempt(lambda: delegating.reopen(visit.actor, visit.place, asked.id))
            st.rerun()
        if st.button(":red[Take the link back]", type="tertiary", key=visit.key("revoke_asked")):
            session.attempt(lambda: delegating.revoke(visit.actor, visit.place, asked.id))
            st.rerun()


def _how_far(asked: Delegation) -> str:
    who = literal(sentence_start(asked.who) if not asked.name else asked.name)
    if asked.done_at is not None:
        return f"{who} has finished, {widgets.day(asked.done_at)}"
    if asked.opened_at is not None:
        return f"{who} was asked and has opened the link, {widgets.day(asked.opened_at)}"
    return f"{who} was asked and has not opened the link yet"


@st.dialog("Ask a colleague", on_dismiss="rerun")
def _ask(visit: Visit, dimension: str) -> None:
    """For whom it is, and then, in its place, the link."""
    room = st.empty()
    with room.container():
        name = _for_whom(visit)
        is_wanted = st.button("Make the link", type="primary", key=visit.key("make_asked"))
        if not is_wanted or not session.attempt(
            lambda: delegating.delegate(visit.actor, visit.place, dimension, name, visit.token or "")
        ):
            widgets.notices()
            return
    with room.container():
        found = delegating.delegations_of(visit.actor, visit.place)
        _link(visit, next(each for each in found if each.dimension == dimension and each.is_valid))


def _for_whom(visit: Visit) -> str:
    """The name, where one is asked, below what a colleague will see and what will be known of them."""
    noun = literal(visit.here.edition.questionnaire.dimension_noun)
    st.markdown(
        f"A link by which a colleague answers this one {noun} for you. They see its questions, with what is answered "
        "and noted on this page, and nothing else. Both of you can change the answers; the last word counts. "
        "It is kept and shown that a colleague answered."
    )
    if visit.here.stored.campaign.is_anonymous:
        widgets.muted("Nobody may learn who answers, so no name is asked.")
        return ""
    return st.text_input("Name of the colleague", max_chars=delegating.LONGEST_NAME, key=visit.key("colleague"))


@st.dialog("The link for a colleague")
def show_link(visit: Visit, asked: Delegation) -> None:
    """The link over the page, once more."""
    _link(visit, asked)


def _link(visit: Visit, asked: Delegation) -> None:
    token = delegating.shown_again(visit.actor, visit.place, asked.id, visit.token or "")
    if token is None:
        st.markdown(
            "This link was made with another private link and cannot be shown again. Take it back and ask anew."
        )
        return
    label = visit.here.edition.questionnaire.dimension[asked.dimension].label
    st.markdown(f"For **{literal(asked.who)}**: “{literal(label)}”. Whoever has this link can answer it.")
    ways_to_pass_on(
        f"{origin()}/k/{token}",
        "Mail it",
        "Questions of a customer strategy assessment",
        "Please answer these questions for me. Everything is stored at once; you may leave and come back.",
    )
