"""The plan: what is done, by whom and by when; backwards from the target year; and what if answers moved."""

from functools import partial

import streamlit as st

from assessment.model import Assessment, PlanEntry, PlanStatus
from assessment.planning import suggested
from assessment.ui import backwards, plan_entries, session, taking_back, what_if, widgets
from assessment.ui import navigation as to
from assessment.ui.downloads import SCORECARD
from assessment.ui.literal import literal
from assessment.ui.session import Visit
from assessment.wording import counted, number_word, sentence_start
from assessment.workflow import planning
from assessment.workflow.sitting import assessed

WITHOUT_SCORES = (
    "Too few questions are answered for scores, so nothing can be suggested yet. Answer more of them, "
    "or add actions of your own."
)


def show(visit: Visit) -> None:
    """The plan after the first submission; before it there is none."""
    if planning.waits(visit.here.stored.campaign, visit.place.now()):
        _waiting(visit)
        return
    if not planning.is_allowed(visit.actor, visit.place):
        to.go(to.REVIEW)
    entries = planning.plan_of(visit.actor, visit.place)
    today = widgets.local(visit.place.now()).date()
    assessment = assessed(visit.here, today)
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xxsmall"):
            st.title(title(entries), anchor=False)
            _lead(visit, assessment, entries)
        _suggest(visit, assessment, entries)
        for number, entry in enumerate(entries, 1):
            plan_entries.card(visit, assessment, number, entry)
        plan_entries.own_action(visit, assessment)
        taking_back.show(visit)
        backwards.show(assessment, today)
        what_if.show(visit, assessment, entries)
        _onwards(visit)


def _waiting(visit: Visit) -> None:
    """Why there is no plan to see or to change yet."""
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        st.title(planning.WAITS.removesuffix("."), anchor=False)
        st.markdown(
            "Several people answer for your organisation without their names. What your answers suggest as actions "
            "would tell colleagues where these are weakest, so nothing is put into the shared plan before then."
        )
        _onwards(visit)


def title(entries: tuple[PlanEntry, ...]) -> str:
    """How far the plan is, in a sentence."""
    live = [entry for entry in entries if entry.status is not PlanStatus.DROPPED]
    if not live:
        return "From what to decide to who does what by when" if not entries else "Every action was dropped"
    actions = counted_in_words(len(live), "action")
    if all(entry.status is PlanStatus.DONE for entry in live):
        return f"{sentence_start(actions)}, all done" if len(live) > 1 else "The one action is done"
    agreed = sum(1 for entry in live if entry.owner and entry.due)
    if agreed == len(live):
        return f"{sentence_start(actions)}, {'each' if len(live) > 1 else 'it'} with an owner and a date"
    if len(live) == 1:
        return "One action, without an owner and a date yet"
    return f"{sentence_start(actions)}, {number_word(agreed) if agreed else 'none'} with an owner and a date so far"


def counted_in_words(number: int, noun: str) -> str:
    """`three actions`."""
    return f"{number_word(number)} {noun if number == 1 else noun + 's'}"


def _lead(visit: Visit, assessment: Assessment, entries: tuple[PlanEntry, ...]) -> None:
    if visit.here.is_draft:
        widgets.muted("Your answers are reopened: what is suggested and computed here follows them as they stand now.")
    elif entries:
        widgets.muted("Each field is saved when you leave it. The scorecard's sheet “Plan” holds the same.")
    elif not assessment.scorecard.scored:
        widgets.muted(WITHOUT_SCORES)


def _suggest(visit: Visit, assessment: Assessment, entries: tuple[PlanEntry, ...]) -> None:
    """One button that takes over what the verdict suggests, so far as its dimensions have no entry yet."""
    taken = {entry.dimension for entry in entries}
    open_ones = [entry.dimension for entry in suggested(assessment) if entry.dimension not in taken]
    if not open_ones:
        if not entries and assessment.scorecard.scored:
            st.markdown("The verdict names no gap to close and nothing to decide first. Add actions of your own below.")
        return
    labels = [literal(assessment.questionnaire.dimension[id].label) for id in open_ones]
    with st.container(border=True, gap="small"):
        if entries:
            st.markdown(f"The verdict also suggests an action for: {'; '.join(labels)}.")
        else:
            st.markdown(
                f"The verdict suggests {counted(len(labels), 'action')}: the first decisions, then the other gaps that "
                "matter. Each comes with a first step and a time; owner and date are yours to say."
            )
            st.markdown("\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1)))
        begun = st.button(
            "Add these to the plan" if entries else "Begin the plan with these",
            type="secondary" if entries else "primary",
            icon=":material/playlist_add:",
            key=visit.key("begin_plan"),
        )
        if begun:
            session.attempt(partial(planning.begin_plan, visit.actor, visit.place))
            st.rerun()


def _onwards(visit: Visit) -> None:
    with st.container(horizontal=True, key="onwards"):
        name, label = (to.REVIEW, "To the review") if visit.here.is_draft else (to.VERDICT, "To the verdict")
        if st.button(label, icon=":material/arrow_back:", key=visit.key("back")):
            to.go(name)
        if not visit.here.is_draft and not planning.waits(visit.here.stored.campaign, visit.place.now()):
            widgets.download(visit, "Scorecard with the plan (Excel)", SCORECARD)
