"""The segments one below the other, each thing said stored when it is left.

Rows of fields and not a grid: a grid keeps what is typed until it is saved, shows a phone two of its columns, and is
a picture to a screen reader.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache, partial

import streamlit as st

from assessment.model import Bet, Segment, SegmentStatus, TargetingRules
from assessment.rounding import plain, to_hundredths
from assessment.targeting import finding_of
from assessment.ui import fact_rows, session, widgets
from assessment.ui import navigation as to
from assessment.ui.literal import literal
from assessment.ui.session import Visit
from assessment.workflow import segmenting, segments_elsewhere

STATUS_WORDS = {SegmentStatus.SERVED: "Served today", SegmentStatus.PLANNED: "Planned, no revenue yet"}
# The query of an address that names a segment.
SEGMENT = "segment"
# Counts how often all shares were changed at once, so that their fields begin anew.
BROUGHT = "shares_brought"
LONGEST_NUMBER = 20


def card(visit: Visit, rules: TargetingRules, number: int, segment: Segment) -> None:
    """One segment: its name and shares, and behind a tap what is said more seldom."""
    with st.container(border=True, gap="xsmall", key=f"segment_{number}"):
        with st.container(horizontal=True, gap="small"):
            with st.container(width="stretch", key=f"name_of_{number}"):
                save_name = _saving(visit, segment, _name)
                longest = segmenting.LONGEST_SEGMENT
                widgets.line(visit, f"name_{segment.id}", f"Segment {number}", longest, segment.name, save_name)
            share(
                visit, f"revenue_{segment.id}", "Revenue, %", segment.revenue_share, _saving(visit, segment, _revenue)
            )
            share(visit, f"spend_{segment.id}", "Spend, %", segment.spend_share, _saving(visit, segment, _spend))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            with st.container(width="stretch", key=f"said_of_{number}"):
                widgets.small(_in_words(rules, segment))
            if st.button(":green[Rate]", key=visit.key("rate", segment.id), type="tertiary"):
                to.go(to.RATE, {SEGMENT: segment.id})
            _more(visit, number, segment)
        if takes_bet(rules, segment):
            _bet(visit, number, segment)


def share(visit: Visit, name: str, label: str, stored: Fraction, save: Callable[[str], None]) -> None:
    """A field for a share in per cent."""
    with st.container(width=110):
        brought = st.session_state.get(BROUGHT, 0)
        widgets.line(visit, f"{name}_{brought}", label, LONGEST_NUMBER, share_text(stored), save)


def share_text(share: Fraction) -> str:
    """A share in per cent as it is typed: `12.5`."""
    return plain(to_hundredths(share * 100))


def applicable(rules: TargetingRules, segment: Segment) -> list[str]:
    """The ids of the criteria that this segment is rated by."""
    return [criterion.id for criterion in rules.applicable(segment.status)]


def rated_words(rules: TargetingRules, segment: Segment) -> str:
    """`7 of 12 rated`."""
    ids = applicable(rules, segment)
    return f"{sum(1 for id in ids if id in segment.ratings)} of {len(ids)} rated"


def takes_bet(rules: TargetingRules, segment: Segment) -> bool:
    """Whether spending on it could be a declared bet: no revenue yet, or rated and without a right to win."""
    if segment.status is SegmentStatus.PLANNED or segment.bet != Bet():
        return True
    return _lacks_right_to_win(rules, segment.status, frozenset(segment.ratings.items()))


@lru_cache(maxsize=1024)
def _lacks_right_to_win(rules: TargetingRules, status: SegmentStatus, ratings: frozenset[tuple[str, int]]) -> bool:
    """Whether ratings place a segment where there is none. Remembered: a finding takes longer than drawing a card."""
    finding = finding_of(rules, Segment("", Fraction(0), Fraction(0), dict(ratings), status=status))
    return finding.zone is not None and not finding.has_right_to_win


def _in_words(rules: TargetingRules, segment: Segment) -> str:
    said = [rated_words(rules, segment), STATUS_WORDS[segment.status]]
    if segment.must_serve:
        said.append("Must be served")
    if segment.accessible_size is not None:
        said.append(f"Accessible size {size_text(segment.accessible_size)}")
    return literal(" · ".join(said))


def size_text(size: Fraction | None) -> str:
    """An accessible size as it is typed; nothing for none."""
    return "" if size is None else f"{float(size):.12g}"


def _saving(visit: Visit, segment: Segment, changed: Callable[[str, Segment], Segment]) -> Callable[[str], None]:
    """What stores a change of a segment, as it stands then, by the words in a field."""

    def save(written: str) -> None:
        segmenting.change(visit.actor, visit.place, segment.id, partial(changed, written))

    return save


def _name(written: str, segment: Segment) -> Segment:
    return replace(segment, name=written)


def _revenue(written: str, segment: Segment) -> Segment:
    return replace(segment, revenue_share=segments_elsewhere.share_in(written))


def _spend(written: str, segment: Segment) -> Segment:
    return replace(segment, spend_share=segments_elsewhere.share_in(written))


def _size(written: str, segment: Segment) -> Segment:
    return replace(segment, accessible_size=segments_elsewhere.size_in(written))


def _milestone(written: str, segment: Segment) -> Segment:
    return replace(segment, bet=replace(segment.bet, milestone=written))


def _owner(written: str, segment: Segment) -> Segment:
    return replace(segment, bet=replace(segment.bet, owner=written))


def _more(visit: Visit, number: int, segment: Segment) -> None:
    """What is needed seldom: whether it is served, whether it must be, its size, its end."""

    def save_status(status: SegmentStatus) -> None:
        change(lambda segment: replace(segment, status=status))

    def save_must_serve(must_serve: bool) -> None:
        change(lambda segment: replace(segment, must_serve=must_serve))

    change = partial(segmenting.change, visit.actor, visit.place, segment.id)
    with (
        st.popover(f":gray[More on segment {number}]", type="tertiary"),
        st.container(key=f"card_more_{number}", gap="small"),
    ):
        widgets.always_one_of(visit, f"status_{segment.id}", "Is it served?", STATUS_WORDS, segment.status, save_status)
        label = "Must be served: regulated, public or under contract"
        widgets.tick(visit, f"must_{segment.id}", label, segment.must_serve, save_must_serve, disabled=False)
        widgets.line(
            visit,
            f"size_{segment.id}",
            "Accessible size, in a unit that all segments share",
            LONGEST_NUMBER,
            size_text(segment.accessible_size),
            _saving(visit, segment, _size),
        )
        fact_rows.fields(visit, segment)
        if st.button("Remove", icon=":material/delete:", key=visit.key("remove", segment.id)):
            _confirm(visit, segment)


@st.dialog("Remove this segment?")
def _confirm(visit: Visit, segment: Segment) -> None:
    st.markdown(f"**{literal(segment.name)}** goes with its ratings. It cannot be undone.")
    if st.button("Remove it", type="primary", key=visit.key("remove_now", segment.id)):
        session.attempt(partial(segmenting.remove, visit.actor, visit.place, segment.id))
        st.rerun()


def _bet(visit: Visit, number: int, segment: Segment) -> None:
    """A milestone, an owner and an end make the spending here a bet that somebody answers for."""

    def save_end(end: date | None) -> None:
        def changed(segment: Segment) -> Segment:
            return replace(segment, bet=replace(segment.bet, end=end))

        segmenting.change(visit.actor, visit.place, segment.id, changed)

    bet, longest = segment.bet, segmenting.LONGEST_OF_BET
    label = f"The bet on segment {number}" if bet.is_declared else f"Declare segment {number} as a bet"
    with st.expander(label, icon=":material/flag:"):
        widgets.small(
            "Without a right to win, spending counts as a declared bet once a milestone, an owner and an end are "
            "recorded: in segments to build or partner, and in planned ones."
        )
        save = _saving(visit, segment, _milestone)
        widgets.line(
            visit, f"milestone_{segment.id}", "Milestone (what must be true by then)", longest, bet.milestone, save
        )
        with st.container(horizontal=True, gap="small"):
            with st.container(width="stretch", key=f"owner_of_bet_{number}"):
                save = _saving(visit, segment, _owner)
                widgets.line(visit, f"owner_{segment.id}", "Owner", longest, bet.owner, save)
            with st.container(width="stretch"):
                widgets.date_field(visit, f"end_{segment.id}", "End", bet.end, save_end, is_labelled=True)
