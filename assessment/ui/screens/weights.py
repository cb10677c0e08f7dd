"""How much each criterion weighs: chosen before the first rating, shown with who locked it afterwards."""

from functools import partial

import streamlit as st

from assessment.errors import TargetingError
from assessment.model import RATINGS, Criterion, Side, TargetingRules
from assessment.rounding import percent, plain
from assessment.targeting import weighing
from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.judged import judged
from assessment.ui.literal import literal, printed
from assessment.ui.segment_rows import LONGEST_NUMBER
from assessment.ui.session import Visit
from assessment.workflow import segmenting, weighting
from assessment.workflow.segmenting import Segmentation

TITLE = "How the criteria are weighed"
WHY = (
    "A weight says how much a criterion counts in the mean of its side. Weights chosen after rating can be chosen for "
    "what comes out, so the first rating that anybody stores locks them."
)
SIDES = {
    Side.ATTRACTIVENESS: "How attractive a segment is",
    Side.RIGHT_TO_WIN: "Whether you win there",
}
FIELD_WIDTH = 110


def show(visit: Visit) -> None:
    """Both sides, each with its own sum; to change until the first rating, then to read."""
    standing = segmenting.segmentation_of(visit.actor, visit.place)
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xsmall"):
            st.title(TITLE, anchor=False)
            if standing.lock is None:
                widgets.muted(WHY)
            else:
                _locked(visit, standing)
        _said(standing)
        for side, question in SIDES.items():
            with st.container(gap="small"):
                st.header(question, anchor=False)
                if standing.lock is None:
                    _to_change(visit, standing.rules, side)
                else:
                    for criterion in standing.rules.of(side):
                        _to_read(standing.rules, criterion)
        if standing.lock is None and standing.rules.own_weights is not None:
            _back_to_shipped(visit)
        if chosen := widgets.back_and_next(visit, to.SEGMENTS, to.RATE if standing.segments else None, "Rate them"):
            to.go(chosen)


def _locked(visit: Visit, standing: Segmentation) -> None:
    """Since when and by whose first rating."""
    assert standing.lock is not None, "the weights are locked"
    who = weighting.locked_by(visit.actor, visit.place, standing.lock)
    said = weighting.locked_words(who, widgets.local(standing.lock.at))
    with st.container(border=True, gap="xxsmall", key="locked"):
        st.markdown(f":material/lock: **{literal(said)}.**")
        widgets.small(
            "Weights stay as they were agreed before anything was rated. They can be changed again only once all "
            "segments are removed."
        )


def _said(standing: Segmentation) -> None:
    """Whose weights these are, and what the shipped ones would change."""
    found = judged(standing)
    own = standing.rules.own_weights
    if own is None:
        widgets.small("These are the weights that the questionnaire ships with.")
    elif found is not None and any(finding.zone for finding in found.portfolio.findings):
        st.markdown(printed(weighing.own_weights_words(standing.rules, found.portfolio)))
    else:
        widgets.small("These are your own weights.")


def _to_change(visit: Visit, rules: TargetingRules, side: Side) -> None:
    """A field for each criterion, their sum, and the button that uses them."""
    criteria = rules.of(side)
    weights: dict[str, int] = {}
    faults: list[str] = []
    for criterion in criteria:
        try:
            weights[criterion.id] = _field(rules, criterion)
        except TargetingError as fault:
            faults += fault.problems
    stored = {criterion.id: criterion.parts for criterion in criteria}
    with st.container(border=True, gap="small", key=f"sum_of_{side.value}"):
        if faults:
            st.markdown("\n".join(f"- :red[:material/error:] {literal(fault)}" for fault in faults))
        else:
            _sum(sum(weights.values()))
        is_whole = not faults and sum(weights.values()) == weighing.WHOLE
        # Named after their sides: whoever hears the buttons must tell them apart.
        label = f"Use these weights for {weighing.SIDE_WORDS[side]}"
        pressed = st.button(label, disabled=not is_whole or weights == stored, key=visit.key("use_weights", side.value))
        if pressed:
            if session.attempt(partial(weighting.put, visit.actor, visit.place, side, weights)):
                session.tell(f"The weights of {weighing.SIDE_WORDS[side]} are stored.")
            st.rerun()


def _sum(total: int) -> None:
    whole = weighing.WHOLE
    if total == whole:
        st.markdown(":green[:material/check_circle:] Sums to 100&nbsp;%.")
        return
    points = plain(abs(whole - total))
    lacking = f"{points} {'points are missing' if total < whole else 'points too many'}"
    st.markdown(f":red[:material/error:] Sums to {literal(plain(total))}&nbsp;%: {literal(lacking)}.")


def _field(rules: TargetingRules, criterion: Criterion) -> int:
    """One criterion with the field for its weight; answers what is written there. Raises TargetingError."""
    with st.container(border=True, gap="xsmall", key=f"weight_of_{criterion.id}"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
            with st.container(width="stretch", gap=None):
                st.subheader(literal(criterion.name), anchor=False)
            with st.container(width=FIELD_WIDTH):
                written = st.text_input(
                    f"Weight of {literal(criterion.name)}, %",
                    value=plain(criterion.parts),
                    # Another key for each stored weight: the field follows the store, and no tab's id stands in it,
                    # so that after a refusal what was typed is still there.
                    key=f"weight_{criterion.id}_{criterion.parts}",
                    max_chars=LONGEST_NUMBER,
                    label_visibility="collapsed",
                )
            st.markdown("%", width="content")
        _anchors(criterion)
        weight = weighting.weight_in(written)
        _knock_out(rules, criterion, weight)
    return weight


def _to_read(rules: TargetingRules, criterion: Criterion) -> None:
    """One criterion with its weight, and the shipped one where that is another."""
    own = rules.own_weights
    with st.container(border=True, gap="xsmall", key=f"weight_of_{criterion.id}"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
            with st.container(width="stretch", gap=None):
                st.subheader(literal(criterion.name), anchor=False)
            st.markdown(f"**{literal(percent(criterion.weight))}**", width="content")
        if own is not None and (shipped := own.shipped[rules.criteria.index(criterion)]) != criterion.weight:
            widgets.small(f"Shipped: {literal(percent(shipped))}")
        _anchors(criterion)
        _knock_out(rules, criterion, criterion.parts)


def _anchors(criterion: Criterion) -> None:
    """What its ratings mean."""
    low, middle, high = min(RATINGS), RATINGS[len(RATINGS) // 2], max(RATINGS)
    anchors = ((low, criterion.low), (middle, criterion.middle), (high, criterion.high))
    widgets.small("  \n".join(f"**{rating}** {literal(words)}" for rating, words in anchors))


def _knock_out(rules: TargetingRules, criterion: Criterion, weight: int) -> None:
    """That too low a rating rules a right to win out, whatever the weight."""
    if not criterion.knock_out:
        if not weight:
            widgets.small("Weighs nothing: it is not counted.")
        return
    least = rules.thresholds.knock_out
    words = f"knocks out: below {least} it alone rules a right to win out"
    lead = "Weighs nothing in the mean, and still" if not weight else "It also"
    widgets.small(f":material/block: {lead} {words}.")


def _back_to_shipped(visit: Visit) -> None:
    if st.button("Back to the shipped weights", icon=":material/undo:", key=visit.key("shipped_weights")):
        if session.attempt(partial(weighting.take_shipped, visit.actor, visit.place)):
            session.tell("The shipped weights hold again.")
        st.rerun()
