"""The verdict, what to take along, and what may follow it."""

import streamlit as st

from assessment.model import Length, OrganisationSource
from assessment.ui import money_card, session, verdict_page, widgets, written_links
from assessment.ui import navigation as to
from assessment.ui.downloads import ANSWERS, PROFILE_PNG, PROFILE_SVG, SCORECARD, VERDICT
from assessment.ui.literal import literal
from assessment.ui.session import Visit
from assessment.wording import sentence_start
from assessment.workflow import answering, planning
from assessment.workflow.segmenting import segmentation_of
from assessment.workflow.sitting import assessed

WIDTH = 1040


def show(visit: Visit) -> None:
    """The verdict on submitted answers; a draft has none yet."""
    if visit.here.is_draft:
        to.go(to.REVIEW)
    sitting = visit.here
    submitted_at = sitting.stored.submitted_at or visit.place.now()
    synthetic = sitting.stored.organisation.source is OrganisationSource.SYNTHETIC
    with widgets.column(WIDTH, gap="medium"):
        widgets.report_line(sitting.unit, f"Your answers, {widgets.day(submitted_at)}")
        widgets.notices()
        segmentation = segmentation_of(visit.actor, visit.place)
        assessment = assessed(sitting, widgets.local(submitted_at).date(), segmentation.customers)
        verdict_page.show(assessment, sitting.unit, synthetic, visit)
        money_card.show(visit, segmentation)
        written_links.show(visit)
        _principles(visit)
        _take_along(visit)
        _what_next(visit)


def _principles(visit: Visit) -> None:
    """The way to each dimension's own page."""
    questionnaire = visit.here.edition.questionnaire
    with st.container(gap="small"):
        st.header(
            f"{sentence_start(literal(questionnaire.dimension_noun))} by {literal(questionnaire.dimension_noun)}",
            anchor=False,
        )
        widgets.muted("What mature practice looks like, where you stand, and the smallest way to the next stage.")
        with st.container(horizontal=True, gap="small"):
            for dimension in questionnaire.dimensions:
                if st.button(literal(dimension.label), key=visit.key("portrait", dimension.id), type="tertiary"):
                    to.go(to.portrait(dimension.id))


def _take_along(visit: Visit) -> None:
    with st.container(horizontal=True, key="take_along"):
        widgets.download(visit, "Scorecard (Excel)", SCORECARD, primary=True)
        widgets.download(visit, "Verdict on one page (PDF)", VERDICT)
        widgets.download(visit, "Profile (PNG)", PROFILE_PNG)
        widgets.download(visit, "Profile (SVG)", PROFILE_SVG)
        widgets.download(visit, "Answers (JSON)", ANSWERS)


def _what_next(visit: Visit) -> None:
    st.header("What you can do next", anchor=False)
    waits = planning.waits(visit.here.stored.campaign, visit.place.now())
    with st.container(gap="small"):
        _deepen(visit)
        if waits:
            widgets.muted(planning.WAITS)
        with st.container(horizontal=True):
            if not waits and st.button("Make the plan", icon=":material/checklist:", key=visit.key("plan")):
                to.go(to.PLAN)
            if st.button("Present and share", icon=":material/share:", key=visit.key("presentations")):
                to.go(to.PRESENTATIONS)
            if st.button("Unlock peers", icon=":material/groups:", key=visit.key("peers")):
                to.go(to.PEERS)
            if st.button("Read the answers", icon=":material/list:", key=visit.key("read")):
                to.go(to.REVIEW)
            if st.button("Your data and private link", icon=":material/lock:", key=visit.key("data")):
                to.go(to.YOUR_DATA)
            if visit.here.is_open and st.button("Reopen the answers", icon=":material/lock_open:", key=visit.key("re")):
                session.attempt(lambda: answering.reopen(visit.actor, visit.place))
                to.go(to.REVIEW)


def _deepen(visit: Visit) -> None:
    """Ask the rest of a dimension; this reopens the answers, and says so."""
    questionnaire, response = visit.here.edition.questionnaire, visit.here.stored.response
    shallow = [id for id in questionnaire.asking_order if response.length_of(id) is Length.SHORT]
    if not shallow or not visit.here.is_open:
        return
    noun = literal(questionnaire.dimension_noun)
    with st.container(border=True, gap="small"):
        st.markdown(
            f"**Go deeper.** You answered the short length. Choose a {noun} to answer it in "
            "full; your answers are reopened for it, and you submit them again."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                f"{sentence_start(noun)} to deepen",
                shallow,
                index=None,
                format_func=lambda id: questionnaire.dimension[id].label,
                placeholder="Choose",
                key=visit.key("deepen"),
            )
            if st.button("Answer in full", disabled=chosen is None, key=visit.key("go_deeper")) and chosen:
                session.attempt(lambda: answering.deepen(visit.actor, visit.place, chosen))
                to.go(to.on(chosen))
