"""What the screens of the journey have in common: the way on, the way back, and what if it is closed."""

import streamlit as st

from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.literal import literal
from assessment.ui.private_link import show_private_link
from assessment.ui.session import Visit
from assessment.workflow import answering

NEXT_LABELS = {to.TARGETS: "To the targets", to.REVIEW: "To the review"}


def foot(visit: Visit, here: str) -> None:
    """Back and next in the order of the journey, and the private link. Next never submits."""
    questionnaire = visit.here.edition.questionnaire
    order = to.journey(questionnaire.asking_order)
    place = order.index(here)
    back = order[place - 1] if place else None
    forward = order[place + 1] if place + 1 < len(order) else None
    onwards = f"Next {literal(questionnaire.dimension_noun)}" if place else "To the questions"
    label = NEXT_LABELS.get(forward or "", onwards)
    chosen = widgets.back_and_next(visit, back, forward, label)
    with st.container(horizontal=True, gap="medium"):
        overview = here != to.REVIEW and st.button(":gray[Overview]", type="tertiary", key=visit.key("overview"))
        if st.button(":gray[Private link]", type="tertiary", icon=":material/link:", key=visit.key("link")):
            show_private_link(visit)
    if visit.here.is_draft:
        widgets.small(widgets.NOTHING_SENT)
    if overview:
        chosen = to.REVIEW
    if chosen:
        to.go(chosen)


def closed(visit: Visit) -> None:
    """Why nothing can be changed here, and how it could be."""
    with st.container(border=True, gap="small"):
        if not visit.here.is_open:
            st.markdown("The time for answering is over. You can read your answers; they can no longer be changed.")
            return
        st.markdown("These answers are submitted. You can read them here, or reopen them and submit again.")
        with st.container(horizontal=True):
            to_verdict = st.button("Back to the verdict", icon=":material/arrow_back:", key=visit.key("to_verdict"))
            reopen = st.button("Reopen the answers", icon=":material/lock_open:", key=visit.key("reopen"))
        if to_verdict:
            to.go(to.VERDICT)
        if reopen:
            session.attempt(lambda: answering.reopen(visit.actor, visit.place))
            st.rerun()
