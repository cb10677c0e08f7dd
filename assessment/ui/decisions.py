"""What to decide first, as cards: each decision with who sees to it and by when.

Whoever answered says both in place; whoever only reads sees what was said, or a line to fill in by hand.
"""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.model import Assessment, Decision, PlanEntry, agreed_on
from assessment.ui import opened, widgets
from assessment.ui.literal import literal, printed, quoted
from assessment.ui.opened import plain
from assessment.ui.session import Visit
from assessment.workflow import planning
from reports.verdict_words import decisions_title

CARD_WIDTH = 500
TO_FILL_IN = "\\_" * 12


def show(assessment: Assessment, visit: Visit | None = None, plan: Iterable[PlanEntry] = ()) -> None:
    """The cards, or why there are none. With a `visit` owner and date are fields that write into its plan.

    Without one they are text, from the `plan` where it says something.
    """
    verdict = assessment.verdict
    if not verdict.decisions and not verdict.decisions_note:
        return
    entries = planning.plan_of(visit.actor, visit.place) if visit and verdict.decisions else tuple(plan)
    with st.container(gap="small"):
        st.header(decisions_title(verdict) or "What to decide first", anchor=False)
        if verdict.decisions:
            places = zip(_places(len(verdict.decisions)), verdict.decisions, strict=True)
            for number, (place, decision) in enumerate(places, 1):
                with place.container(border=True, height="stretch", gap="small", vertical_alignment="distribute"):
                    with st.container(gap="xsmall"):
                        _show_decision(assessment, number, decision)
                    _show_agreed(assessment, decision, visit, _agreed(assessment, decision, entries))
        widgets.small(printed(verdict.decisions_note))


def _places(count: int) -> Sequence[DeltaGenerator]:
    """Side by side, on a phone one below the other; a single one is no wider than a card."""
    return st.columns(count, gap="medium") if count > 1 else [st.container(width=CARD_WIDTH)]


def _show_decision(assessment: Assessment, number: int, decision: Decision) -> None:
    st.subheader(f":red[{number}] {printed(_label(assessment, decision.dimension))}", anchor=False)
    st.markdown(printed(decision.action))
    lines = [f":small[:gray[Now] {quoted(decision.now.words)}]"]
    if decision.next_step:
        lines.append(f":small[:gray[Next step] **{quoted(decision.next_step)}**]")
    st.markdown("  \n".join(lines))
    if decision.blocked_by:
        opened.block(*(blocker(assessment, id) for id in decision.blocked_by))


def blocker(assessment: Assessment, id: str) -> str:
    """The line on what is too weak to build on, which opens to how its score came about."""
    stands = assessment.questionnaire.shown(assessment.scorecard.of[id].score or 0)
    blocked = f'<span class="decide">Blocked by</span> “{plain(_label(assessment, id))}” at {plain(stands)}'
    return opened.figure(f"<small>{blocked}</small>", [assessment.explained[f"score/{id}"]])


def _show_agreed(assessment: Assessment, decision: Decision, visit: Visit | None, entry: PlanEntry | None) -> None:
    """Who sees to it and by when."""
    owner, due = (entry.owner, entry.due) if entry else ("", None)
    if visit is None:
        day = widgets.date_text(due) if due else TO_FILL_IN
        st.markdown(f":small[:gray[Owner] {literal(owner) or TO_FILL_IN}  \n:gray[By] {day}]")
        return
    if planning.waits(visit.here.stored.campaign, visit.place.now()):
        st.markdown(f":small[:gray[{planning.WAITS}]]")
        return
    id, label = decision.dimension, _label(assessment, decision.dimension)
    with st.container(gap="xsmall", key=f"agreed_{id}"):
        save_owner = partial(planning.put_owner_for, visit.actor, visit.place, id)
        widgets.line(visit, f"owner_{id}", f"Owner of {label}", planning.LONGEST_OWNER, owner, save_owner, "Owner")
        save_due = partial(planning.put_due_for, visit.actor, visit.place, id)
        widgets.date_field(visit, f"due_{id}", f"Date for {label}", due, save_due)


def _agreed(assessment: Assessment, decision: Decision, entries: Iterable[PlanEntry]) -> PlanEntry | None:
    return agreed_on(entries, assessment.questionnaire, assessment.response, decision.dimension)


def _label(assessment: Assessment, dimension: str) -> str:
    return assessment.questionnaire.dimension[dimension].label
