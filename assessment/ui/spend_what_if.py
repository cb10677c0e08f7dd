"""What if some spend went elsewhere: nothing is stored before the move is put into the plan."""

from functools import partial

import streamlit as st

from assessment import targeting
from assessment.model import Portfolio, Segment, SegmentFinding
from assessment.targeting.spend_moves import SpendMove, action, first_move, most_points, shares_after
from assessment.targeting.words import whole_percent
from assessment.ui import navigation as to
from assessment.ui import opened, session
from assessment.ui.judged import Judged
from assessment.ui.literal import literal, printed
from assessment.ui.session import Visit
from assessment.ui.win_words import hard, times
from assessment.workflow import planning

# The principle that the rules are about.
DIMENSION = "right-to-win"
TITLE = "What if some of the spend moved?"
BEFORE_AND_AFTER = ("Figure", "Today", "After the move")


def show(visit: Visit, judged: Judged) -> None:
    """From where, to where, how much; headline, money line and index before and after."""
    first = first_move(judged.portfolio)
    if first is None or judged.portfolio.backed is None:
        return
    with st.container(gap="small", key="what_if"):
        st.header(TITLE, anchor=False)
        st.markdown("Choose where spend would come from and go to. Nothing is stored, and ratings stay as they are.")
        move = _choose(visit, judged.portfolio, first)
        if move is None or not move.points:
            return
        segments = [one.segment for one in judged.portfolio.findings]
        after = targeting.respent(judged.rules, judged.portfolio, shares_after(segments, move))
        st.markdown(f"{literal(action(segments, move))}. Then: **{printed(hard(after.headline))}**")
        opened.block(opened.table(BEFORE_AND_AFTER, rows(judged.portfolio, after, move)))
        _take_over(visit, action(segments, move))


def _choose(visit: Visit, portfolio: Portfolio, first: SpendMove) -> SpendMove | None:
    """The move that is chosen; none where there is nothing to take away."""
    segments = {one.segment.id: one.segment for one in portfolio.findings}
    givers = [id for id, segment in segments.items() if most_points(segment)]
    left, right = st.columns(2, gap="medium")
    with left:
        start = _segment(visit, "what_if_from", "Spend comes from", segments, givers, first.start)
    takers = [id for id in segments if id != start]
    with right:
        goes_to = _segment(visit, "what_if_to", "And goes to", segments, takers, first.to)
    most = most_points(segments[start])
    points = st.slider(
        "Points of all customer-facing spend",
        min_value=0,
        max_value=most,
        value=min(first.points, most),
        # A field for another segment is another field: it may hold more or less.
        key=visit.key("what_if_points", start),
    )
    return SpendMove(start, goes_to, points)


def _segment(
    visit: Visit, name: str, label: str, segments: dict[str, Segment], choices: list[str], begin_with: str
) -> str:
    return st.selectbox(
        label,
        choices,
        index=choices.index(begin_with) if begin_with in choices else 0,
        format_func=lambda id: segments[id].name,
        key=visit.key(name),
    )


def rows(before: Portfolio, after: Portfolio, move: SpendMove) -> list[tuple[str, str, str]]:
    """Each figure before and after, then the two segments."""
    found = [
        (words, hard(whole_percent(one)), hard(whole_percent(other)))
        for words, one, other in (
            ("Backed by a right to win", before.backed, after.backed),
            ("Declared bets", before.declared_bets, after.declared_bets),
            ("Unbacked", before.unbacked, after.unbacked),
            ("Misallocation index", before.misallocation_index, after.misallocation_index),
            ("Distance to the reference split", before.distance, after.distance),
        )
        if one or other
    ]
    for one, other in zip(before.findings, after.findings, strict=True):
        if one.segment.id in (move.start, move.to):
            found.append((f"{one.segment.name}: spend, against revenue", _spend(one), _spend(other)))
    return found


def _spend(finding: SegmentFinding) -> str:
    return hard(f"{whole_percent(finding.segment.spend_share)}, {times(finding)}")


def _take_over(visit: Visit, words: str) -> None:
    """The move as an action of the plan, where the questionnaire has its principle and there may be a plan."""
    dimension = visit.here.edition.questionnaire.dimension.get(DIMENSION)
    if dimension is None or not planning.is_allowed(visit.actor, visit.place):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Put this move into the plan", icon=":material/playlist_add:", key=visit.key("take_spend_move")):
            if session.attempt(partial(planning.add, visit.actor, visit.place, DIMENSION, words)):
                session.tell(f"In the plan: {words}.")
            st.rerun()
        if st.button(":green[See the plan]", type="tertiary", key=visit.key("to_plan")):
            to.go(to.PLAN)
