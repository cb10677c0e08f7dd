"""What the two pages that look into one segment have in common: which segment, its head, and the way on."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from assessment.model import Criterion, Segment, SegmentStatus, TargetingRules
from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.literal import literal
from assessment.ui.segment_rows import SEGMENT
from assessment.ui.session import Visit
from assessment.ui.tested_words import COMPARE, TEST


def named(segments: Sequence[Segment]) -> Segment:
    """The segment in the address, else the first one, which is put there, so that the page stays with it."""
    asked = st.query_params.get(SEGMENT)
    found = next((each for each in segments if each.id == asked), None)
    if found is None:
        found = segments[0]
        st.query_params[SEGMENT] = found.id
    return found


def choose(visit: Visit, page: str, label: str, segments: Sequence[Segment], segment: Segment) -> None:
    """A list of the segments to choose another one from; nothing where there is one only."""
    by_id = {each.id: each for each in segments}
    if len(by_id) == 1:
        return
    chosen = st.selectbox(
        label,
        list(by_id),
        index=list(by_id).index(segment.id),
        format_func=lambda id: by_id[id].name,
        # Another key for each, so that the field follows the address.
        key=visit.key(page, segment.id),
    )
    if chosen != segment.id:
        to.go(page, {SEGMENT: chosen})


def add_line(name: str, label: str, button: str, longest: int, save: Callable[[str], None]) -> None:
    """A field for one more line; it is empty again once that is stored, and keeps the keyboard."""
    key = f"new_line_{name}"
    # No keys of the tab: after a refusal, which gives it a new id, the words must still be there.
    with st.form(f"add_{name}"), st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        with st.container(width="stretch", key=f"name_of_{key}"):
            st.text_input(label, key=key, max_chars=longest)
        st.form_submit_button(button, icon=":material/add:", on_click=_store_line, args=(key, save))


def _store_line(key: str, save: Callable[[str], None]) -> None:
    written = st.session_state[key]
    if written.strip() and session.attempt(partial(save, written)):
        st.session_state[key] = ""


def change_line(
    visit: Visit,
    number: int,
    id: str,
    name: str,
    longest: int,
    rename: Callable[[str], None],
    remove: Callable[[], None],
) -> None:
    """Behind a tap: another name for a line, and its end."""
    with st.popover(f":gray[Change {number}]", type="tertiary"), st.container(gap="small"):
        widgets.line(visit, f"line_{id}", f"Name of {number}", longest, name, rename)
        if st.button(f"Remove {number}", icon=":material/delete:", key=visit.key("remove", id)):
            session.attempt(remove)
            st.rerun()


def onwards(visit: Visit, segment: Segment, forget_label: str, forget: Callable[[], None] | None) -> None:
    """Back to the ratings of the segment, on to where to win, and the end of all that was said, once it was."""
    chosen = widgets.back_and_next(visit, to.RATE, to.WHERE_TO_WIN, "Where to win")
    if chosen == to.RATE:
        to.go(to.RATE, {SEGMENT: segment.id})
    if chosen:
        to.go(chosen)
    if forget is not None and st.button(f":gray[{forget_label}]", type="tertiary", key=visit.key("forget")):
        _confirm(visit, segment, forget)


@st.dialog("Remove all that was said here?")
def _confirm(visit: Visit, segment: Segment, forget: Callable[[], None]) -> None:
    st.markdown(f"**{literal(segment.name)}** stays with its ratings. It cannot be undone.")
    if st.button("Remove it", type="primary", key=visit.key("forget_now")):
        session.attempt(forget)
        st.rerun()


def second_views(visit: Visit, rules: TargetingRules, segment: Segment, criterion: Criterion) -> None:
    """The ways to look into one segment further, beside the criterion that they bear on; nothing beside others."""
    if rules.rivals is None or criterion.id != rules.rivals.criterion:
        return
    with st.container(horizontal=True, gap="medium", key="second_views"):
        compare = f":green[{COMPARE}]"
        if st.button(compare, type="tertiary", icon=":material/balance:", key=visit.key("compare", segment.id)):
            to.go(to.RIVALS, {SEGMENT: segment.id})
        if rules.adjacency is None or segment.status is not SegmentStatus.PLANNED:
            return
        if st.button(f":green[{TEST}]", type="tertiary", icon=":material/near_me:", key=visit.key("test", segment.id)):
            to.go(to.ADJACENCY, {SEGMENT: segment.id})
