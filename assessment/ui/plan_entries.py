"""The entries of a plan as cards, each thing said stored when it is left."""

from functools import partial

import streamlit as st

from assessment.model import PHASE_WORDS, STATUS_WORDS, Assessment, PlanEntry
from assessment.ui import session, widgets
from assessment.ui.literal import literal, quoted
from assessment.ui.session import Visit
from assessment.wording import sentence_start
from assessment.workflow import planning

# Counts the own actions added, so that each begins with empty fields.
ADDED = "own_actions_added"


def card(visit: Visit, assessment: Assessment, number: int, entry: PlanEntry) -> None:
    """One entry: what, from where to where, who, by when, what first, and how far it is."""
    label = assessment.questionnaire.dimension[entry.dimension].label
    with st.container(border=True, gap="small", key=f"entry_{number}"):
        with st.container(gap="xxsmall"):
            st.header(f":red[{number}] {literal(label)}", anchor=False)
            st.markdown(literal(entry.action))
            widgets.small(way(assessment, entry))
        _agreed(visit, entry)
        save_step = partial(planning.put_step, visit.actor, visit.place, entry.id)
        widgets.note(
            visit, f"step_{entry.id}", "First step", "What comes first?", planning.LONGEST_STEP, entry.step, save_step
        )
        with st.container(horizontal=True, gap="medium"):
            with st.container(width="content", key=f"phase_of_{entry.id}"):
                save_phase = partial(planning.put_phase, visit.actor, visit.place, entry.id)
                widgets.one_of(visit, f"phase_{entry.id}", "When", PHASE_WORDS, entry.phase, save_phase)
            with st.container(width="content", key=f"status_of_{entry.id}"):
                save_status = partial(planning.put_status, visit.actor, visit.place, entry.id)
                widgets.always_one_of(visit, f"status_{entry.id}", "Status", STATUS_WORDS, entry.status, save_status)
        _change(visit, number, entry)


def _agreed(visit: Visit, entry: PlanEntry) -> None:
    """Who and by when."""
    with st.container(horizontal=True, gap="small"):
        with st.container(width="stretch", key=f"owner_of_{entry.id}"):
            save_owner = partial(planning.put_owner, visit.actor, visit.place, entry.id)
            widgets.line(visit, f"owner_{entry.id}", "Owner", planning.LONGEST_OWNER, entry.owner, save_owner)
        with st.container(width="stretch", key=f"due_of_{entry.id}"):
            save_due = partial(planning.put_due, visit.actor, visit.place, entry.id)
            widgets.date_field(visit, f"due_{entry.id}", "Date", entry.due, save_due, is_labelled=True)


def way(assessment: Assessment, entry: PlanEntry) -> str:
    """From which answer to which, as markdown; nothing for an action that moves no answer."""
    question = assessment.questionnaire.question.get(entry.question or "")
    if question is None or entry.level is None:
        return ""
    now = assessment.response.answers.get(question.id)
    there = quoted(question.descriptor(entry.level))
    if not isinstance(now, int):
        return f"{literal(question.name)}: to {there}"
    if now >= entry.level:
        return f"{literal(question.name)}: reached, your answer is {quoted(question.descriptor(now))}"
    return f"{literal(question.name)}: from {quoted(question.descriptor(now))} to {there}"


def _change(visit: Visit, number: int, entry: PlanEntry) -> None:
    """What is needed seldom: other words for the action, another place, removal."""
    with st.popover(f":gray[Change action {number}]", type="tertiary"):
        save = partial(planning.put_action, visit.actor, visit.place, entry.id)
        widgets.note(
            visit, f"action_{entry.id}", "Action", "What is to be done?", planning.LONGEST_ACTION, entry.action, save
        )
        with st.container(horizontal=True):
            up = number > 1 and st.button("Move up", icon=":material/arrow_upward:", key=visit.key("up", entry.id))
            if up:
                session.attempt(partial(planning.move_up, visit.actor, visit.place, entry.id))
                st.rerun()
            if st.button("Remove", icon=":material/delete:", key=visit.key("remove", entry.id)):
                _confirm(visit, entry)


@st.dialog("Remove this action?")
def _confirm(visit: Visit, entry: PlanEntry) -> None:
    st.markdown(f"**{literal(entry.action)}** goes with its owner, date and first step. It cannot be undone.")
    widgets.small("An action that is only given up can be marked as dropped instead; then it stays to be seen.")
    if st.button("Remove it", type="primary", key=visit.key("remove_now", entry.id)):
        session.attempt(partial(planning.remove, visit.actor, visit.place, entry.id))
        st.rerun()


def own_action(visit: Visit, assessment: Assessment) -> None:
    """Add an action of one's own, for any dimension."""
    # No keys of the tab: after a refusal, which gives it a new id, the words must still be there.
    added = st.session_state.get(ADDED, 0)
    questionnaire = assessment.questionnaire
    ids = [dimension.id for dimension in questionnaire.dimensions]
    with (
        st.expander("Add an action of your own", icon=":material/add:"),
        st.form(visit.key("own_action"), border=False),
    ):
        chosen = st.selectbox(
            literal(sentence_start(questionnaire.dimension_noun)),
            ids,
            index=None,
            placeholder="Choose",
            format_func=lambda id: questionnaire.dimension[id].label,
            key=f"own_dimension_{added}",
        )
        action = st.text_area("Action", max_chars=planning.LONGEST_ACTION, key=f"own_words_{added}")
        if not st.form_submit_button("Add to the plan"):
            return
        if chosen is None or not action.strip():
            # Said here: at the top of a long page nobody would see it.
            st.error(f"Choose a {literal(questionnaire.dimension_noun)} and write what is to be done.")
        else:
            if session.attempt(lambda: planning.add(visit.actor, visit.place, chosen, action)):
                st.session_state[ADDED] = added + 1
            st.rerun()
