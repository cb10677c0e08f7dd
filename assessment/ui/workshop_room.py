"""A workshop while people join, rank and rate: the way in, who has finished, the ranking, and nothing of any rating."""

from functools import partial

import segno
import streamlit as st

from assessment.model import Segment, Workshop
from assessment.ui import session, widgets
from assessment.ui.literal import literal
from assessment.ui.private_link import origin
from assessment.ui.session import Visit
from assessment.wording import counted, listed, number_word
from assessment.workflow import workshops
from assessment.workflow.segmenting import Segmentation
from assessment.workflow.workshops import Attendance

# Minutes, and what they are for; twenty together.
AGENDA = (
    (3, "Names and shares", "Does everybody mean the same by each segment?"),
    (1, "Join", "Scan the code with your phone."),
    (4, "Rank", "Agree which segment is most attractive, whoever serves it."),
    (5, "Rate blind", "Each on a phone; nobody sees what others rate."),
    (6, "Argue", "Reveal, and talk about two close calls only."),
    (1, "Take over", "The rest is rated later, in the full pass."),
)
SECONDS_BETWEEN_LOOKS = 4
FEW = (
    f"Fewer than {number_word(workshops.HIDING)} have finished. Names are not shown, but with so few the room can tell "
    "who rated what."
)
# Counts how often a rank changed because another segment took it, so that its options begin anew.
MOVED = "ranks_moved"


def show(visit: Visit, workshop: Workshop, standing: Segmentation) -> None:
    """What the room sees until the ratings are revealed."""
    with st.container(gap="xxsmall"):
        st.title(f"A first pass over {counted(len(standing.segments), 'segment')} in 20 minutes", anchor=False)
        widgets.muted("Rank together, rate alone, reveal, argue about two close calls, take over.")
    left, right = st.columns(2, gap="large")
    with left:
        _way_in(visit, workshop)
    with right:
        _agenda()
        ranking(visit, standing)
    st.header("When all have finished", anchor=False)
    if st.button("Reveal the ratings", type="primary", icon=":material/visibility:", key=visit.key("reveal")):
        _confirm_reveal(visit)


def _way_in(visit: Visit, workshop: Workshop) -> None:
    assert visit.token is not None, "who has a response came by its token"
    link = f"{origin()}/w/{workshops.link_token(visit.token, workshop)}"
    st.header("Scan, type your name, rate", anchor=False)
    with st.container(width=270):
        code = segno.make(link, error="m").svg_data_uri(scale=6, border=2, dark="#14213D", light="#FFFFFF")
        st.image(code, width=260, alt="The link into the workshop as a QR code")
    st.code(link, language=None, wrap_lines=True)
    _attendance(visit)


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _attendance(visit: Visit) -> None:
    """How many have joined and finished, looked up again every few seconds."""
    found = workshops.attendance_of(visit.actor, visit.place)
    with st.container(border=True, gap="xsmall", key="attendance"):
        if found is None or not found.raters:
            st.markdown("**No phone has joined yet.**")
            return
        st.markdown(f"**{literal(joined_words(found))}**")
        finished = [rater.name for rater in found.raters if rater.done_at is not None]
        rating = [rater.name for rater in found.raters if rater.done_at is None]
        for label, names in (("Finished", finished), ("Still rating", rating)):
            if names:
                widgets.small(f"{label}: {literal(listed(names))}")


def joined_words(found: Attendance) -> str:
    """`4 phones joined, 3 finished`."""
    return f"{counted(len(found.raters), 'phone')} joined, {found.done or 'none'} finished"


def _agenda() -> None:
    st.header(f"Agenda: {sum(minutes for minutes, _, _ in AGENDA)} minutes", anchor=False)
    st.markdown("\n".join(f"1. **{name}, {minutes} min.** {what}" for minutes, name, what in AGENDA))


def ranking(visit: Visit, standing: Segmentation) -> None:
    """The forced ranking of attractiveness, one rank a segment; two segments never share one."""
    count = len(standing.segments)
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            st.header("Rank: which segment is most attractive, whoever serves it?", anchor=False)
            widgets.muted(literal(ranking_words(standing)))
        for segment in standing.segments:
            _rank(visit, segment, count)


def ranking_words(standing: Segmentation) -> str:
    """What the ranking comes to, or what it still lacks."""
    count = len(standing.segments)
    unranked = sum(1 for each in standing.segments if each.attractive_rank is None)
    upper = [each.name for each in standing.segments if each.is_attractive]
    if count == 1:
        return "One segment alone cannot be ranked against others: it counts as not attractive."
    if unranked:
        return (
            f"1 is the most attractive; the upper {number_word(count // 2)} will count as attractive. "
            f"{counted(unranked, 'segment')} without a rank yet."
        )
    return f"The upper half counts as attractive: {listed(upper)}."


def _rank(visit: Visit, segment: Segment, count: int) -> None:
    moved: dict[str, int] = st.session_state.setdefault(MOVED, {})

    def save(place: int | None) -> None:
        for id in workshops.rank(visit.actor, visit.place, segment.id, place):
            moved[id] = moved.get(id, 0) + 1

    widgets.one_of(
        visit,
        f"rank_{segment.id}_{moved.get(segment.id, 0)}",
        f"Rank of {segment.name}",
        {place: str(place) for place in range(1, count + 1)},
        segment.attractive_rank,
        save,
    )


@st.dialog("Reveal the ratings?")
def _confirm_reveal(visit: Visit) -> None:
    found = workshops.attendance_of(visit.actor, visit.place)
    if found is not None and found.raters:
        st.markdown(f"{literal(joined_words(found))}. Once revealed, nobody can join and no rating changes.")
        if found.done < workshops.HIDING:
            st.markdown(f":material/warning: {FEW}")
    else:
        st.markdown("No phone has joined yet, so there is nothing to reveal.")
    if st.button("Reveal now", type="primary", key=visit.key("reveal_now")):
        session.attempt(partial(workshops.reveal, visit.actor, visit.place))
        st.rerun()
