"""A workshop once its ratings are revealed: the close calls to argue about, all dots, and taking them over."""

from functools import partial

import streamlit as st

from assessment.model import RATINGS, Segment
from assessment.targeting.explaining import rating_words
from assessment.targeting.first_pass import CloseCall, Placed, Tally
from assessment.ui import navigation as to
from assessment.ui import opened, session, widgets
from assessment.ui.literal import literal, printed
from assessment.ui.opened import plain
from assessment.ui.session import Visit
from assessment.ui.workshop_room import ranking
from assessment.wording import counted, listed, number_word
from assessment.workflow import workshops
from assessment.workflow.segmenting import Segmentation
from assessment.workflow.workshops import Outcome

MEDIAN = "The median is the middle rating; of two middle ones it is the lower. The range is the lowest and the highest."
# More dots than these are a number.
MOST_DOTS = 6


def show(visit: Visit, standing: Segmentation) -> None:
    """What the room rated, the argument first."""
    outcome = workshops.outcome_of(visit.actor, visit.place)
    with st.container(gap="xxsmall"):
        st.title(literal(title(outcome)), anchor=False)
        widgets.muted(people_words(outcome.people))
    for call in outcome.calls:
        _call(visit, outcome, call)
    _agreed_before(visit, outcome)
    with st.container(gap="small"):
        st.header("What the room rated", anchor=False)
        widgets.muted(MEDIAN)
        opened.block(*(dots(one) for one in outcome.placed))
    ranking(visit, standing)
    _take_over(visit, outcome)


def people_words(people: int) -> str:
    """How many rated, and whether others can tell whose ratings these are."""
    hidden = "Who rated what is not shown." if people >= workshops.HIDING else "So few can tell who rated what."
    return f"{counted(people, 'person', 'people')} rated, each blind. {hidden}"


def title(outcome: Outcome) -> str:
    """What is left to do, in a sentence."""
    if not outcome.calls:
        return "The room agrees, and no segment lies close to a border"
    names = listed(f"“{call.placed.segment.name}”" for call in outcome.calls)
    count = len(outcome.calls)
    return f"Argue about {number_word(count)} close call{'s' * (count > 1)}: {names}"


def _call(visit: Visit, outcome: Outcome, call: CloseCall) -> None:
    segment = call.placed.segment
    with st.container(border=True, gap="small", key=f"call_{segment.id}"):
        st.header(literal(segment.name), anchor=False)
        st.markdown(printed(call.why))
        for tally in call.disputed:
            criterion = tally.criterion
            st.subheader(literal(criterion.name), anchor=False)
            opened.block(*(_said(tally, rating) for rating in dict.fromkeys((tally.ratings[-1], tally.ratings[0]))))
            _agreed(visit, outcome, segment, tally)


def _agreed(visit: Visit, outcome: Outcome, segment: Segment, tally: Tally) -> None:
    criterion = tally.criterion
    widgets.one_of(
        visit,
        f"agreed_{segment.id}_{criterion.id}",
        # With both names: whoever hears the groups one after another must tell them apart.
        f"Agreed rating of {criterion.name} for {segment.name}",
        {rating: str(rating) for rating in RATINGS},
        outcome.agreed.get((segment.id, criterion.id)),
        partial(workshops.agree, visit.actor, visit.place, segment.id, criterion.id),
    )
    widgets.small(f"Without one the median holds: {tally.median}.")


def _agreed_before(visit: Visit, outcome: Outcome) -> None:
    """What was agreed on calls that were among the closest when the room argued about them."""
    rest = outcome.agreed.keys() - outcome.disputed
    tallies = [(one.segment, tally) for one in outcome.placed for tally in one.tallies]
    shown = [(segment, tally) for segment, tally in tallies if (segment.id, tally.criterion.id) in rest]
    if not shown:
        return
    with st.container(border=True, gap="small", key="agreed_before"):
        st.header("Agreed before", anchor=False)
        widgets.muted("Other calls are closer by now. What was agreed counts all the same.")
        for segment, tally in shown:
            st.subheader(literal(f"{segment.name}: {tally.criterion.name}"), anchor=False)
            _agreed(visit, outcome, segment, tally)


def _said(tally: Tally, rating: int) -> str:
    """What those say who rated so, in the words of the anchors."""
    count = tally.ratings.count(rating)
    return (
        f"<p><b>{rating}</b> ({counted(count, 'person', 'people')}): {plain(rating_words(tally.criterion, rating))}</p>"
    )


def dots(one: Placed) -> str:
    """How many rated a segment how on each criterion, as a table whose cells hold dots and their number."""
    heads = ("", *(str(rating) for rating in RATINGS), "Median", "Range")
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    body = "".join(_row(tally) for tally in one.tallies)
    zone = f"By the medians: {one.finding.zone.name}." if one.finding.zone else "Not placed by these ratings yet."
    if not one.tallies:
        return f"<h3>{plain(one.segment.name)}</h3><p>Nobody rated it.</p>"
    return (
        f"<h3>{plain(one.segment.name)}</h3><p>{plain(zone)}</p>"
        f'<table class="dots"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _row(tally: Tally) -> str:
    cells = "".join(_cell(tally.ratings.count(rating), rating == tally.median) for rating in RATINGS)
    low, high = tally.ratings[0], tally.ratings[-1]
    spread = str(low) if low == high else f"{low}–{high}"
    name = plain(tally.criterion.name)
    return f'<tr><th scope="row">{name}</th>{cells}<td><b>{tally.median}</b></td><td>{spread}</td></tr>'


def _cell(count: int, is_median: bool) -> str:
    marked = ' class="median"' if is_median else ""
    if not count:
        return f"<td{marked}></td>"
    drawn = f'<span aria-hidden="true">{"●" * count}</span> ' if count <= MOST_DOTS else ""
    return f"<td{marked}>{drawn}{count}</td>"


def _take_over(visit: Visit, outcome: Outcome) -> None:
    with st.container(border=True, gap="small"):
        st.header("Take over what the room rated", anchor=False)
        agreed = len(outcome.agreed)
        said = f"{counted(agreed, 'agreed rating')} and the other medians" if agreed else "The medians"
        st.markdown(
            f"{said} become your ratings, each with its median evidence, and replace those you gave on the same "
            "criteria. The workshop ends; the rest is rated later."
        )
        if st.button("Take over", type="primary", icon=":material/check:", key=visit.key("take_over")):
            if session.attempt(partial(workshops.take_over, visit.actor, visit.place)):
                session.tell("The workshop’s ratings are taken over.")
                to.go(to.WHERE_TO_WIN)
            st.rerun()
