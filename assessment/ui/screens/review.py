"""What was said and what is missing, with a way back to each place; and the one button that submits."""

import streamlit as st

from assessment.progress import unsaid
from assessment.ui import colleagues, session, widgets
from assessment.ui import navigation as to
from assessment.ui.literal import literal
from assessment.ui.screens import frame
from assessment.ui.session import Visit
from assessment.wording import counted, listed
from assessment.workflow import answering


def show(visit: Visit) -> None:
    """The whole response at a glance."""
    questionnaire, progress = visit.here.edition.questionnaire, visit.here.progress
    with widgets.column():
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xxsmall"):
            st.title(_title(progress.open_questions, visit.here.is_draft), anchor=False)
            if visit.here.is_draft:
                widgets.muted("Leaving questions open is allowed: the verdict says what it could not judge.")
        if not visit.here.is_draft:
            frame.closed(visit)
        with st.container(border=True, gap="xsmall"):
            _row(visit, to.PRIORITIES, "Priorities", _priorities(visit), bool(visit.here.stored.response.priorities))
            for id in questionnaire.asking_order:
                label = questionnaire.dimension[id].label
                said = ". ".join(part for part in (_answers(visit, id), colleagues.answered_by(visit, id)) if part)
                _row(visit, to.on(id), label, said, progress.said[id] == progress.asked[id])
            _row(visit, to.TARGETS, "Targets", *_targets(visit))
        st.space("xsmall")
        if st.button("Answer in Excel", type="tertiary", icon=":material/table_view:", key=visit.key("in_excel")):
            to.go(to.IN_EXCEL)
        if st.button("Your customers", type="tertiary", icon=":material/groups:", key=visit.key("customers")):
            to.go(to.SEGMENTS)
        if visit.here.is_draft:
            _submit(visit)
        elif st.button("To the verdict", type="primary", icon=":material/arrow_forward:", icon_position="right"):
            to.go(to.VERDICT)
        frame.foot(visit, to.REVIEW)


def _title(open_questions: int, is_draft: bool) -> str:
    if not is_draft:
        return "Your submitted answers"
    if open_questions:
        return f"{counted(open_questions, 'question is', 'questions are')} still open"
    return "Everything is answered"


def _row(visit: Visit, name: str, label: str, said: str, complete: bool) -> None:
    """One screen of the journey: what was said there, and the way back to it."""
    icon = ":green[:material/check_circle:]" if complete else ":red[:material/radio_button_unchecked:]"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"row_{name}"):
        with st.container(gap=None):
            st.markdown(f"{icon} **{literal(label)}**")
            widgets.small(said)
        word = "Change" if visit.here.is_draft else "Read"
        if st.button(f":green[{word}]", type="tertiary", key=visit.key("go", name)):
            to.go(name)


def _priorities(visit: Visit) -> str:
    response, dimensions = visit.here.stored.response, visit.here.edition.questionnaire.dimension
    if not response.priorities:
        return "None picked: the verdict will rank by scores alone"
    names = [("★ " if id == response.starred else "") + literal(dimensions[id].label) for id in response.priorities]
    return listed(names) + ("" if response.starred else ". None is marked as the first")


def _answers(visit: Visit, id: str) -> str:
    questionnaire, progress = visit.here.edition.questionnaire, visit.here.progress
    missing = unsaid(questionnaire, visit.here.stored.response, id)
    if not missing:
        return f"{progress.said[id]} of {progress.asked[id]} answered"
    return f"Open: {listed(literal(question.name) for question in missing)}"


def _targets(visit: Visit) -> tuple[str, bool]:
    """What is set of the targets, and whether all is."""
    response, dimensions = visit.here.stored.response, visit.here.edition.questionnaire.dimension
    if not response.priorities:
        return "Only priorities have targets", False
    missing = [literal(dimensions[id].label) for id in response.priorities if id not in response.targets]
    without_year = response.targets and response.target_year is None
    lines = [f"Open: {listed(missing)}"] if missing else [f"{len(response.targets)} set"]
    if without_year:
        lines.append("no year chosen")
    return ", ".join(lines), not missing and not without_year


def _submit(visit: Visit) -> None:
    if st.button(
        "Submit and see the verdict",
        type="primary",
        icon=":material/check:",
        key=visit.key("submit"),
        disabled=not visit.here.stored.response.answers,
    ):
        if session.attempt(lambda: answering.submit(visit.actor, visit.place)):
            to.go(to.VERDICT)
        st.rerun()
    if not visit.here.stored.response.answers:
        widgets.small("There is nothing to submit yet: answer a question first.")
    else:
        widgets.small("Submitted answers can be read, and reopened when something has to be put right.")
