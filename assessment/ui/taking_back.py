"""Bringing a filled scorecard back: what its plan says otherwise, shown before anything is stored."""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from assessment.model import PHASE_WORDS, STATUS_WORDS, PlanPhase, PlanStatus
from assessment.ui import session, uploads, widgets
from assessment.ui.literal import literal
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import taking_back
from assessment.workflow.taking_back import Comparison

WORKBOOK = "workbook"


def show(visit: Visit) -> None:
    """A field for the file, and what it says once there is one."""
    with st.expander("Bring a filled scorecard back", icon=":material/upload_file:"):
        widgets.small(
            "Fill in the cream cells of the sheet “Plan”, save the workbook and choose it here. You see what differs "
            "before anything is saved; empty cells take nothing back."
        )
        filled = uploads.handed_in(
            WORKBOOK, "The filled workbook", ["xlsx"], partial(taking_back.read, visit.actor, visit.place)
        )
        if filled is not None:
            _report(visit, taking_back.compared(visit.actor, visit.place, filled))


def _report(visit: Visit, found: Comparison) -> None:
    questionnaire, count = visit.here.edition.questionnaire, len(found.changes)
    if found.remarks:
        st.markdown("\n".join(f"- {literal(remark)}" for remark in found.remarks))
    if not count:
        st.markdown(f"{counted(found.rows, 'row')} read. The workbook says nothing else than the plan.")
        return
    st.markdown(
        f"**{counted(count, 'difference')}** in {counted(found.rows, 'row')} read. Which of the two is newer cannot be "
        "known from the file: look before you take it over."
    )
    rows = [
        {
            "Action for": literal(questionnaire.dimension[one.dimension].label) + ("" if one.entry else " (new)"),
            "What": literal(one.column.value),
            "In the plan": literal(_words(one.ours)),
            "In the workbook": literal(_words(one.theirs)),
        }
        for one in found.changes
    ]
    st.table(rows, border="horizontal", hide_index=True, alt="What the workbook says otherwise")
    if st.button("Take over what the workbook says", type="primary", key=visit.key("take_over")):
        if session.attempt(partial(taking_back.take_over, visit.actor, visit.place, found.changes)):
            uploads.taken_over(WORKBOOK)
            session.tell(f"{counted(count, 'change')} taken over from the workbook.")
        st.rerun()


def _words(value: Any) -> str:
    match value:
        case PlanPhase():
            return PHASE_WORDS[value]
        case PlanStatus():
            return STATUS_WORDS[value]
        case date():
            return widgets.date_text(value)
        case _:
            return str(value or "")
