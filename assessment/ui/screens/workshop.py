"""The facilitator's page of a workshop, made for a projector: before ratings are revealed, and after."""

import streamlit as st

from assessment.ui import navigation as to
from assessment.ui import session, widgets, workshop_revealed, workshop_room
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import workshops
from assessment.workflow.segmenting import segmentation_of


def show(visit: Visit) -> None:
    """The workshop that is open. One that is over leads to what came of it; without any, to the segments."""
    attendance = workshops.attendance_of(visit.actor, visit.place)
    if attendance is None:
        to.go(to.SEGMENTS)
    workshop = attendance.workshop
    standing = segmentation_of(visit.actor, visit.place)
    with widgets.column(widgets.WIDE, gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        if not workshop.is_open:
            _over(visit)
            return
        if workshop.revealed_at is None:
            workshop_room.show(visit, workshop, standing)
        else:
            workshop_revealed.show(visit, standing)
        _end(visit)


def _over(visit: Visit) -> None:
    st.title("This workshop is over", anchor=False)
    st.markdown("Its ratings are yours now. See what follows, rate the rest, or open another workshop.")
    with st.container(horizontal=True):
        onwards = st.button("Where to win", type="primary", icon=":material/map:", key=visit.key("to_map"))
        back = st.button("All segments", icon=":material/groups:", key=visit.key("to_segments"))
    if onwards or back:
        to.go(to.WHERE_TO_WIN if onwards else to.SEGMENTS)


def _end(visit: Visit) -> None:
    with st.container(horizontal=True, gap="medium", key="onwards"):
        if st.button(
            "Segments and shares", icon=":material/arrow_back:", type="tertiary", key=visit.key("segments_and_shares")
        ):
            to.go(to.SEGMENTS)
        if st.button(":red[End it without its ratings]", type="tertiary", key=visit.key("discard")):
            _confirm_end(visit)


@st.dialog("End the workshop without its ratings?")
def _confirm_end(visit: Visit) -> None:
    attendance = workshops.attendance_of(visit.actor, visit.place)
    people = len(attendance.raters) if attendance else 0
    st.markdown(f"What {counted(people, 'person', 'people')} rated on phones goes. It cannot be undone.")
    if st.button("End it", type="primary", key=visit.key("discard_now")):
        session.attempt(lambda: workshops.discard(visit.actor, visit.place))
        st.rerun()
