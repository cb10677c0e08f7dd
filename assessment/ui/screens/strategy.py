"""The strategy on a page: seven short texts, each stored when it is left, and the page that they make."""

from functools import partial

import streamlit as st

from assessment.model import OrganisationSource, StrategyPart, Written
from assessment.ui import navigation as to
from assessment.ui import session, strategy_page, widgets
from assessment.ui.literal import literal, printed, titled
from assessment.ui.session import Visit
from assessment.workflow import segmenting, writing
from assessment.written_words import strategy_title
from reports.verdict_words import SYNTHETIC

READING_ROOM = 900
# What the address says of how the page is looked at.
VIEW, READ, WRITE = "view", "read", "write"
WHY = (
    "A customer strategy chooses customers, says what they will get from you over three to five years, and what that "
    "takes. Two sentences for each part are enough. Each text is saved when you leave its field."
)
TO_PRINT = "To take it along, print this page from your browser; the buttons are left out."
# Counts how often a text was begun with the segments, so that its field begins anew.
BEGUN = "parts_begun"


def show(visit: Visit) -> None:
    """Any time once somebody has begun, before and after submitting; as one page to read once all of it is written."""
    written = writing.written_of(visit.actor, visit.place)
    complete = written.parts_written == len(written.pages.parts)
    if st.query_params.get(VIEW, READ if complete else WRITE) == READ:
        _read(visit, written)
    else:
        _write(visit, written)


def _write(visit: Visit, written: Written) -> None:
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xsmall"):
            st.title(printed(strategy_title(written)), anchor=False)
            widgets.muted(literal(WHY))
            if st.button("Read it as one page", icon=":material/article:", key=visit.key("read_top")):
                to.go(to.STRATEGY, {VIEW: READ})
        for part in written.pages.parts:
            _part(visit, written, part)
        strategy_page.questions(written)
        _onwards(visit, READ, "Read it as one page", ":material/article:")


def _part(visit: Visit, written: Written, part: StrategyPart) -> None:
    stored = written.strategy.get(part.id, "")
    begun = st.session_state.get(BEGUN, 0) if part.from_segments else 0
    with st.container(border=True, gap="xsmall", key=f"part_{part.id}"):
        st.header(titled(part.name), anchor=False)
        save = partial(writing.write_part, visit.actor, visit.place, part.id)
        widgets.note(
            visit, f"part_{part.id}_{begun}", part.ask, f"Such as: {part.example}", writing.LONGEST_PART, stored, save
        )
        widgets.small(titled(part.hint))
        if not stored:
            _begin(visit, part)
            _rests_on(visit, part)


def _begin(visit: Visit, part: StrategyPart) -> None:
    """The segments, where there are any, as a text to start from."""
    if not part.from_segments:
        return
    standing = segmenting.segmentation_of(visit.actor, visit.place)
    if standing.segments and st.button(
        "Begin with your segments", icon=":material/groups:", key=visit.key("begin", part.id)
    ):
        if session.attempt(partial(writing.begin_with_segments, visit.actor, visit.place, part.id)):
            st.session_state[BEGUN] = st.session_state.get(BEGUN, 0) + 1
        st.rerun()


def _rests_on(visit: Visit, part: StrategyPart) -> None:
    """What a blank part belongs to, and the way there."""
    questionnaire = visit.here.edition.questionnaire
    ids = strategy_page.known(part, questionnaire)
    if not ids:
        return
    noun = questionnaire.dimension_noun if len(ids) == 1 else questionnaire.dimension_nouns
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(width="content"):
            widgets.small(literal(f"{strategy_page.NOT_WRITTEN}; it rests on the {noun}"))
        for id in ids:
            label = f":green[{literal(questionnaire.dimension[id].label)}]"
            if st.button(label, type="tertiary", key=visit.key("rests", part.id, id)):
                to.go(to.on(id) if visit.here.is_draft else to.portrait(id))


def _read(visit: Visit, written: Written) -> None:
    sitting = visit.here
    with widgets.column(READING_ROOM, gap="medium"):
        widgets.report_line(sitting.unit, f"Customer strategy, {widgets.day(visit.place.now())}")
        widgets.notices()
        with st.container(gap="xsmall"):
            if sitting.stored.organisation.source is OrganisationSource.SYNTHETIC:
                widgets.small(SYNTHETIC)
            st.title(printed(strategy_title(written)), anchor=False)
        strategy_page.show(written, sitting.edition.questionnaire)
        strategy_page.questions(written)
        with st.container(key="unprinted_hint"):
            widgets.small(literal(TO_PRINT))
        _onwards(visit, WRITE, "Change the texts", ":material/edit:")


def _onwards(visit: Visit, view: str, label: str, icon: str) -> None:
    """Back, the other way to look at it, and who the customers are."""
    with st.container(horizontal=True, key="onwards"):
        name, back = (to.REVIEW, "To the review") if visit.here.is_draft else (to.VERDICT, "To the verdict")
        if st.button(back, icon=":material/arrow_back:", key=visit.key("back")):
            to.go(name)
        if st.button(label, icon=icon, key=visit.key("look")):
            to.go(to.STRATEGY, {VIEW: view})
        if st.button("Who is your customer now", icon=":material/person_search:", key=visit.key("customer_now")):
            to.go(to.CUSTOMER_NOW)
