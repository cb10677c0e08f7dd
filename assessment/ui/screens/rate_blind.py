"""What somebody in a workshop rates on a phone: one segment at a time, seen by nobody else before all are revealed."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import streamlit as st

from assessment import access
from assessment.access import COOKIE_RATING
from assessment.errors import AssessmentError
from assessment.model import Criterion, Evidence, WorkshopSeat
from assessment.targeting.explaining import rating_words
from assessment.ui import navigation as to
from assessment.ui import opened, session, widgets
from assessment.ui.literal import literal
from assessment.ui.screens.rating import EVIDENCE_WORDS, anchored
from assessment.ui.segment_rows import SEGMENT
from assessment.ui.session import Turns, Visit
from assessment.workflow import workshop_seats
from assessment.workflow.workshop_seats import Ballot

Said = TypeVar("Said")
# What the session knows of its page, and the query of its address under which the page is known.
STATE, SEAT = "rating_seat", "seat"
MARK = re.compile(r"[0-9a-f]{8}")
NOT_HEARD = "What you chose last did not arrive, or was changed in another window. This page now shows what is stored."
HOW = "Decide on your own. Leave blank what you cannot judge. Everything is stored at once."


@dataclass
class Seat:
    """What a server session knows of the page: its mark in the widgets' keys, and whether it was listened to.

    After a lost session the page still shows what was chosen last, of which nobody was told. Such a choice fills a
    blank; where something else is stored, the page shows that and says so, as it may come from another window.
    """

    mark: str
    is_heard: bool
    turns: Turns = field(default_factory=Turns)

    def renew(self) -> None:
        """Make all widgets anew, from what is stored."""
        self.mark = st.query_params[SEAT] = secrets.token_hex(4)


def show(visit: Visit) -> None:
    """The segment named in the address, the one to rate next, or what was rated once one has finished."""
    rater = workshop_seats.rater(visit.place, access.as_token(st.context.cookies.get(COOKIE_RATING)))
    with widgets.column(gap="medium"):
        if rater.subject is None:
            _no_place()
            return
        seat, here = workshop_seats.seat_of(rater, visit.place), _seat_here()
        own = replace(visit, actor=rater, tab=here.mark, turns=here.turns, listening=not here.is_heard)
        _top_line(seat)
        widgets.notices()
        ballots = workshop_seats.ballots_of(rater, visit.place)
        if not seat.workshop.takes_ratings or seat.rater.done_at is not None or not ballots:
            _finished(own, seat, ballots)
        else:
            _rate(own, here, ballots)
    if own.listening:
        here.is_heard = True
        st.rerun()


def _seat_here() -> Seat:
    """What this session knows; in its first run the mark in the address is that of widgets which may hold more."""
    if STATE not in st.session_state:
        known = st.query_params.get(SEAT, "")
        is_known = MARK.fullmatch(known) is not None
        st.session_state[STATE] = Seat(known if is_known else "", is_heard=not is_known)
        if not is_known:
            st.session_state[STATE].renew()
    seat: Seat = st.session_state[STATE]
    return seat


def _no_place() -> None:
    st.title("This phone has no place in a workshop", anchor=False)
    st.markdown("Scan the code on the screen in the room. If it was erased or ended meanwhile, there is nothing to do.")


def _top_line(seat: WorkshopSeat) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False, key="top_line"):
        st.markdown(f"**{literal(seat.rater.name)}**", width="stretch")
        st.markdown(":gray[Workshop, rating blind]", width="content")


def _rate(visit: Visit, here: Seat, ballots: tuple[Ballot, ...]) -> None:
    ballot = _named(ballots)
    number = ballots.index(ballot) + 1
    st.progress(number / len(ballots), text=f":gray[Segment {number} of {len(ballots)}]")
    with st.container(gap="xsmall"):
        st.title(literal(ballot.name), anchor=False)
        widgets.muted(HOW)
    stale = [_card(visit, here, ballot, criterion) for criterion in ballot.criteria]
    stale.append(_evidence(visit, here, ballot))
    if any(stale):
        session.tell(NOT_HEARD)
        here.renew()
    _onwards(visit, here, ballots, number)


def _named(ballots: tuple[Ballot, ...]) -> Ballot:
    """The segment in the address, else the first one of which nothing is said."""
    named = st.query_params.get(SEGMENT)
    found = next((ballot for ballot in ballots if ballot.id == named), None)
    if found is None:
        found = next((ballot for ballot in ballots if not ballot.ratings), ballots[0])
        st.query_params[SEGMENT] = found.id
    return found


def _card(visit: Visit, here: Seat, ballot: Ballot, criterion: Criterion) -> bool:
    """The levels of one criterion with their anchors; whether the page showed another one than is stored."""
    stored = ballot.ratings.get(criterion.id)
    # Another name for each rating taken back, so that the options begin anew.
    counts: dict[str, int] = st.session_state.setdefault("left_blank", {})
    name = f"{ballot.id}_{criterion.id}_{counts.get(criterion.id + ballot.id, 0)}"
    rate = partial(workshop_seats.rate, visit.actor, visit.place, ballot.id, criterion.id)
    with st.container(border=True, gap="xsmall", key=f"card_{criterion.id}"):
        st.header(literal(criterion.name), anchor=False)
        listens = replace(visit, listening=visit.listening and stored is None)
        widgets.options(listens, name, criterion.name, anchored(criterion), stored, _saving(here, rate))
        if stored is not None:
            # Criteria by name: whoever hears the buttons one after another must tell them apart.
            label = f":gray[I cannot judge {literal(criterion.name)}]"
            if st.button(label, key=visit.key("blank", name), type="tertiary"):
                if session.attempt(lambda: _saving(here, rate)(None)):
                    counts[criterion.id + ballot.id] = counts.get(criterion.id + ballot.id, 0) + 1
                st.rerun()
    return _differs(visit, visit.key("radio", name), stored)


def _evidence(visit: Visit, here: Seat, ballot: Ballot) -> bool:
    """What all ratings of a segment rest on, asked once the first is given."""
    if ballot.evidence is None:
        return False
    name = f"rests_{ballot.id}"
    rest = partial(workshop_seats.rest_on, visit.actor, visit.place, ballot.id)
    with st.container(border=True, gap="xsmall"):
        widgets.always_one_of(
            replace(visit, listening=False),
            name,
            f"What do your ratings of {ballot.name} rest on?",
            EVIDENCE_WORDS,
            ballot.evidence,
            _saving(here, rest),
        )
    return _differs(visit, visit.key("one_of", name), ballot.evidence)


def _differs(visit: Visit, key: str, stored: int | Evidence | None) -> bool:
    return visit.listening and stored is not None and st.session_state.get(key) not in (None, stored)


def _saving(here: Seat, save: Callable[[Said], None]) -> Callable[[Said], None]:
    """What stores a choice. Once one is refused, the page shows again what is stored."""

    def saved(said: Said) -> None:
        try:
            save(said)
        except AssessmentError:
            here.renew()
            raise

    return saved


def _onwards(visit: Visit, here: Seat, ballots: tuple[Ballot, ...], number: int) -> None:
    """To the segment before and after; after the last one, done."""
    is_last = number == len(ballots)
    chosen = widgets.back_and_next(visit, "back" if number > 1 else None, "on", "Done" if is_last else "Next segment")
    if chosen == "on" and is_last:
        session.attempt(lambda: workshop_seats.finish(visit.actor, visit.place))
        st.rerun()
    if chosen:
        onto = ballots[number - 2] if chosen == "back" else ballots[number]
        to.go(to.RATE_BLIND, {SEGMENT: onto.id, SEAT: here.mark})
    if not is_last and all(len(ballot.ratings) == len(ballot.criteria) for ballot in ballots):
        widgets.small("All segments are rated. Go on to the last one to say that you have finished.")


def _finished(visit: Visit, seat: WorkshopSeat, ballots: tuple[Ballot, ...]) -> None:
    """What one rated oneself, and whether it can still change."""
    if seat.workshop.takes_ratings:
        with st.container(gap="xxsmall"):
            st.title("Thank you. Wait for the room", anchor=False)
            widgets.muted("Nobody sees your ratings yet. Until they are revealed you can still change them.")
        if st.button("Change something", icon=":material/edit:", key=visit.key("change")):
            session.attempt(lambda: workshop_seats.go_on(visit.actor, visit.place))
            st.rerun()
    else:
        with st.container(gap="xxsmall"):
            st.title("The ratings are revealed: look at the screen", anchor=False)
            widgets.muted("Nothing changes any more. These were yours.")
    with st.container(gap="small"):
        st.header("What you rated", anchor=False)
        if ballots:
            opened.block(*(_own(ballot) for ballot in ballots))
        else:
            st.markdown("Nothing that is still there.")


def _own(ballot: Ballot) -> str:
    rows = [(each.name, _in_words(each, ballot.ratings.get(each.id))) for each in ballot.criteria]
    grade = f" ({EVIDENCE_WORDS[ballot.evidence].lower()})" if ballot.evidence and ballot.ratings else ""
    return f"<p><b>{opened.plain(ballot.name)}</b>{grade}</p>{opened.table(('Asked', 'Your rating'), rows)}"


def _in_words(criterion: Criterion, rating: int | None) -> str:
    return "left blank" if rating is None else f"{rating}: {rating_words(criterion, rating)}"
