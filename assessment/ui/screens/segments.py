"""The customers of whoever is assessed: segments with their shares of revenue and of spend."""

from fractions import Fraction
from functools import partial

import streamlit as st

from assessment.model import Segment
from assessment.rounding import percent
from assessment.targeting import MOST, NOTHING, TOLERANCE
from assessment.ui import navigation as to
from assessment.ui import segment_rows, segments_handed_in, session, widgets
from assessment.ui.literal import literal
from assessment.ui.screens import weights
from assessment.ui.session import Visit
from assessment.wording import number_word, sentence_start
from assessment.workflow import segmenting, segments_elsewhere, workshops
from assessment.workflow.segmenting import Segmentation

SPEND = (
    "Spend is what you put into winning and keeping customers: marketing, sales, service, discounts and development "
    "for them; not production. People’s time is a fair proxy."
)
# The fields of a segment to add: name, revenue, spend.
NEW = ("new_segment_name", "new_segment_revenue", "new_segment_spend")


def show(visit: Visit) -> None:
    """Any time once somebody has begun, before and after submitting."""
    standing = segmenting.segmentation_of(visit.actor, visit.place)
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xxsmall"):
            st.title(title(standing), anchor=False)
            _lead(standing)
        with st.container(gap="small"):
            # One element for all cards: what follows stays in its place and keeps the keyboard when there is one more.
            with st.container(gap="small", key="cards"):
                for number, segment in enumerate(standing.segments, 1):
                    segment_rows.card(visit, standing.rules, number, segment)
            _add(visit, len(standing.segments))
            if standing.segments:
                _rest(visit, standing.not_attributable)
        if standing.segments:
            _sums(visit, standing)
            _workshop(visit)
        if st.button(f":green[{weights.TITLE}]", icon=":material/balance:", type="tertiary", key=visit.key("weights")):
            to.go(to.WEIGHTS)
        segments_handed_in.show(visit, len(standing.segments))
        _onwards(visit, standing)


def title(standing: Segmentation) -> str:
    """How far it is, in a sentence."""
    if not standing.segments:
        return "Which groups of customers do you serve?"
    count = sentence_start(f"{number_word(len(standing.segments))} segment{'s' * (len(standing.segments) > 1)}")
    if _misses_whole(standing):
        return f"{count}; the shares do not sum to 100\N{NO-BREAK SPACE}% yet"
    if standing.problems:
        return f"{count}, with something to mend below"
    ids = [(id, each) for each in standing.segments for id in segment_rows.applicable(standing.rules, each)]
    rated = sum(1 for id, each in ids if id in each.ratings)
    if rated == len(ids):
        return f"{count}, all rated"
    return f"{count}, {rated} of {len(ids)} ratings given"


def _lead(standing: Segmentation) -> None:
    if standing.segments:
        widgets.muted(literal(SPEND))
        return
    widgets.muted(
        "With what each brings in and what you spend on it, you see whether the money goes where you can win."
    )
    st.markdown(
        "For example: **Regional plants** bring 45&nbsp;% of revenue and take 25&nbsp;% of the spend; "
        "**Consumer web** brings 10&nbsp;% and takes 20&nbsp;%."
    )
    widgets.small(literal(SPEND))


def _rest(visit: Visit, share: Fraction) -> None:
    """The spend that belongs to no segment."""

    def save(written: str) -> None:
        segmenting.put_not_attributable(visit.actor, visit.place, segments_elsewhere.share_in(written))

    with (
        st.container(border=True, key="not_attributable"),
        st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False),
    ):
        with st.container(width="stretch", gap=None):
            st.markdown("Not attributable")
            widgets.small("Spend that cannot be split between segments. Its size is itself a finding.")
        segment_rows.share(visit, "not_attributable", "Spend, %", share, save)


def _add(visit: Visit, count: int) -> None:
    """Fields for one more segment; they are empty again once it is stored, and keep the keyboard."""
    if count >= MOST:
        widgets.small(f"{sentence_start(number_word(MOST))} segments are the most; join the smallest ones.")
        return
    # No keys of the tab: after a refusal, which gives it a new id, the words must still be there.
    with st.form("new_segment"):
        with st.container(horizontal=True, gap="small", key="new_segment_row"):
            with st.container(width="stretch", key="name_of_new"):
                st.text_input(
                    "Another segment" if count else "First segment", key=NEW[0], max_chars=segmenting.LONGEST_SEGMENT
                )
            for key, label in zip(NEW[1:], ("Revenue, %", "Spend, %"), strict=True):
                with st.container(width=110):
                    st.text_input(label, key=key, max_chars=segment_rows.LONGEST_NUMBER)
        pressed = st.form_submit_button("Add the segment", icon=":material/add:", on_click=_store_new, args=(visit,))
        name, *shares = (st.session_state[key] for key in NEW)
        if pressed and not name.strip() and any(shares):
            # Said here: at the top of a long page nobody would see it.
            st.error("Write the segment’s name too.")


def _store_new(visit: Visit) -> None:
    name, revenue, spend = (st.session_state[key] for key in NEW)
    if name.strip() and session.attempt(partial(_add_new, visit, name, revenue, spend)):
        for key in NEW:
            st.session_state[key] = ""


def _add_new(visit: Visit, name: str, revenue: str, spend: str) -> None:
    shares = segments_elsewhere.share_in(revenue), segments_elsewhere.share_in(spend)
    segmenting.add(visit.actor, visit.place, Segment(name, *shares))


def _sums(visit: Visit, standing: Segmentation) -> None:
    """What the shares come to, what is wrong with them, and the one button that mends it."""
    revenue, spend = _totals(standing)
    with st.container(border=True, gap="small", key="sums"):
        if not standing.problems:
            said = f"Revenue sums to {percent(revenue)}, spend to {percent(spend)}."
            st.markdown(f":green[:material/check_circle:] {literal(said)}")
            return
        for problem in standing.problems:
            st.markdown(f":red[:material/error:] {literal(problem)}")
        # What sums to nothing cannot be brought to the whole.
        if any(total and abs(total - 1) > TOLERANCE for total in (revenue, spend)) and st.button(
            "Bring to 100 %", key=visit.key("bring")
        ):
            if session.attempt(partial(segmenting.bring_to_whole, visit.actor, visit.place)):
                st.session_state[segment_rows.BROUGHT] = st.session_state.get(segment_rows.BROUGHT, 0) + 1
            st.rerun()


def _totals(standing: Segmentation) -> tuple[Fraction, Fraction]:
    """What the shares of revenue and of spend sum to."""
    revenue = sum((each.revenue_share for each in standing.segments), NOTHING)
    return revenue, sum((each.spend_share for each in standing.segments), standing.not_attributable)


def _misses_whole(standing: Segmentation) -> bool:
    return any(abs(total - 1) > TOLERANCE for total in _totals(standing))


def _workshop(visit: Visit) -> None:
    """Several people can rate them at once, each on a phone."""
    found = workshops.attendance_of(visit.actor, visit.place)
    if found is not None and found.workshop.is_open:
        if st.button("Back to the workshop", icon=":material/groups:", key=visit.key("workshop")):
            to.go(to.WORKSHOP)
    elif st.button("Rate them in a workshop", icon=":material/groups:", key=visit.key("workshop")):
        assert visit.token is not None, "who has a response came by its token"
        if session.attempt(partial(workshops.open_workshop, visit.actor, visit.place, visit.token)):
            to.go(to.WORKSHOP)
        st.rerun()


def _onwards(visit: Visit, standing: Segmentation) -> None:
    back = to.REVIEW if visit.here.is_draft else to.VERDICT
    if st.button(
        ":green[Who is your customer now]", icon=":material/person_search:", type="tertiary", key=visit.key("who")
    ):
        to.go(to.CUSTOMER_NOW)
    chosen = widgets.back_and_next(visit, back, to.RATE if standing.segments else None, "Rate them")
    if chosen:
        to.go(chosen)
