"""One dimension of a submitted response: where it stands, what was said, and the smallest way up."""

from datetime import datetime

import streamlit as st

from assessment.model import OrganisationSource
from assessment.ui import navigation as to
from assessment.ui import portrait_answers, portrait_page, waiting_list, widgets
from assessment.ui.literal import literal, titled
from assessment.ui.session import Visit
from assessment.workflow.segmenting import segmentation_of
from assessment.workflow.sitting import assessed
from reports.verdict_words import SYNTHETIC

WIDTH = 900


def show(visit: Visit, id: str) -> None:
    """The page of a dimension; a draft has none yet."""
    sitting = visit.here
    if sitting.is_draft:
        to.go(to.REVIEW)
    submitted = sitting.stored.submitted_at or sitting.stored.saved_at
    customers = segmentation_of(visit.actor, visit.place).customers
    assessment = assessed(sitting, widgets.local(submitted).date(), customers)
    with widgets.column(WIDTH, gap="medium"):
        _head(visit, id, submitted)
        portrait_page.stands(assessment, id)
        portrait_page.practice(assessment, id)
        portrait_answers.show(assessment, id, lambda question: _to_question(visit, id, question))
        _deepen(visit, portrait_answers.left_out(assessment, id))
        portrait_page.way_up(assessment, id)
        portrait_page.first(assessment, id)
        waiting_list.of_portrait(visit, assessment, id)
        portrait_page.contradictions(assessment, id)
        portrait_page.published(assessment, id)
        _foot(visit, id)


def _head(visit: Visit, id: str, submitted: datetime) -> None:
    sitting = visit.here
    widgets.report_line(sitting.unit, f"Your answers, {widgets.day(submitted)}")
    widgets.notices()
    with st.container(gap="xsmall"):
        if st.button(":green[The verdict]", type="tertiary", icon=":material/arrow_back:", key=visit.key("up")):
            to.go(to.VERDICT)
        if sitting.stored.organisation.source is OrganisationSource.SYNTHETIC:
            widgets.small(SYNTHETIC)
        st.title(titled(sitting.edition.questionnaire.dimension[id].title), anchor=False)


def _to_question(visit: Visit, id: str, question: str) -> None:
    if st.button(":green[Read the question]", type="tertiary", key=visit.key("question", question)):
        to.go(to.on(id))


def _deepen(visit: Visit, left_out: str) -> None:
    """What the short length left out; asking it is offered on the verdict, where it says what that means."""
    if not left_out:
        return
    with st.container(border=True, gap="small"):
        st.markdown(f"**Go deeper.** {left_out}")
        if visit.here.is_open and st.button("Answer in full, from the verdict", key=visit.key("deeper")):
            to.go(to.VERDICT)


def _foot(visit: Visit, id: str) -> None:
    """The dimensions before and after this one in the order of the results; the last leads to the first."""
    dimensions = visit.here.edition.questionnaire.dimensions
    if len(dimensions) == 1:
        return
    place = next(place for place, dimension in enumerate(dimensions) if dimension.id == id)
    before, after = dimensions[place - 1], dimensions[(place + 1) % len(dimensions)]
    with st.container(horizontal=True, horizontal_alignment="distribute", key="onwards"):
        back = st.button(literal(before.label), icon=":material/arrow_back:", key=visit.key("before"))
        forward = st.button(
            literal(after.label), icon=":material/arrow_forward:", icon_position="right", key=visit.key("after")
        )
    if back or forward:
        to.go(to.portrait(before.id if back else after.id))
