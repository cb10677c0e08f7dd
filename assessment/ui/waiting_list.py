"""What wanted segments wait for: the weak dimensions of the questionnaire behind what blocks them."""

import streamlit as st

from assessment.model import Assessment, Customers
from assessment.targeting.waiting import Waiting, blocking, is_wanted, of_dimension, waiting, waiting_words
from assessment.ui import navigation as to
from assessment.ui import widgets
from assessment.ui.judged import Judged
from assessment.ui.literal import literal, printed
from assessment.ui.session import Visit
from assessment.wording import listed, number_word, sentence_start
from assessment.workflow.sitting import assessed


def show(visit: Visit, judged: Judged) -> None:
    """Each segment with the dimension it waits for, what to do first, and the way there; after submitting only."""
    submitted, findings = visit.here.stored.submitted_at, judged.portfolio.findings
    if visit.here.is_draft or submitted is None:
        return
    if not any(is_wanted(finding) and blocking(finding) for finding in findings):
        return
    customers = Customers(judged.rules, judged.portfolio)
    assessment = assessed(visit.here, widgets.local(submitted).date(), customers)
    found = waiting(assessment)
    if found:
        with st.container(gap="small", key="waiting"):
            st.header(_title(assessment, found), anchor=False)
            for dimension in dict.fromkeys(one.dimension for one in found):
                _dimension(visit, assessment, of_dimension(found, dimension))


def _title(assessment: Assessment, found: tuple[Waiting, ...]) -> str:
    """How many weak dimensions stand in the way of how many segments."""
    count, segments = len({one.dimension for one in found}), len({one.segment for one in found})
    noun = assessment.questionnaire.dimension_noun
    said = f"{number_word(count)} weak {noun}{'' if count == 1 else 's'} {'stands' if count == 1 else 'stand'}"
    noun = "segment" if segments == 1 else "segments"
    return printed(f"{sentence_start(said)} in the way of {number_word(segments)} {noun} that you want")


def _dimension(visit: Visit, assessment: Assessment, found: list[Waiting]) -> None:
    """One dimension: who waits for it, and its next action once."""
    with st.container(border=True, gap="xsmall", key=f"waits_for_{found[0].dimension}"):
        st.subheader(literal(assessment.questionnaire.dimension[found[0].dimension].label), anchor=False)
        for one in found:
            st.markdown(printed(waiting_words(assessment, one)))
        if found[0].action:
            st.markdown(f"**Start with:** {printed(found[0].action)}")
        # Named after the dimension: whoever hears the buttons must tell them apart.
        label = literal(assessment.questionnaire.dimension[found[0].dimension].label)
        if st.button(f":green[To “{label}”]", type="tertiary", key=visit.key("waits_for", found[0].dimension)):
            to.go(to.portrait(found[0].dimension))


def of_portrait(visit: Visit, assessment: Assessment, dimension: str) -> None:
    """The segments that wait for one dimension, on its own page."""
    found = of_dimension(waiting(assessment), dimension)
    if not found:
        return
    names = listed(f"“{one.segment}”" for one in found)
    with st.container(gap="small"):
        verb = "waits" if len(found) == 1 else "wait"
        st.header(printed(f"{names} {verb} for this"), anchor=False)
        with st.container(border=True, gap="xsmall"):
            for one in found:
                st.markdown(printed(f"To win “{one.segment}” you need {listed(one.criteria)}."))
            if st.button(":green[Where to win]", type="tertiary", icon=":material/map:", key=visit.key("waiting")):
                to.go(to.WHERE_TO_WIN)
