"""Answering in Excel: take the answer sheet along, bring it back, see what is in it before anything is stored."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from assessment.model import FilledAnswers, Length, Remark
from assessment.ui import downloads, opened, session, uploads, widgets
from assessment.ui import navigation as to
from assessment.ui.literal import literal, titled
from assessment.ui.opened import plain
from assessment.ui.screens import frame
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import answering, importing
from assessment.workflow.saying import Saying
from assessment.workflow.sitting import LONGEST_UNIT, UNIT

SHEET = "answer_sheet"
# What a choice between two words stands for.
THEIRS, OURS = "theirs", "ours"


def show(visit: Visit) -> None:
    """Both ways: out as a sheet to fill in, and back."""
    with widgets.column(gap="medium"):
        if visit.sitting:
            widgets.top_line(visit)
        else:
            st.markdown("**Customer strategy assessment**")
        widgets.notices()
        st.title("Answer in Excel", anchor=False)
        st.markdown(
            "Take the answer sheet along, fill it in where you like, and bring it back here. You see what is in it "
            "before anything is stored."
        )
        _take_along(visit)
        _bring_back(visit)
        if st.button("Back", icon=":material/arrow_back:", key=visit.key("back")):
            to.go(to.REVIEW if visit.sitting else to.WELCOME)


def _take_along(visit: Visit) -> None:
    with st.container(border=True, gap="small"):
        st.header("Take the sheet along", anchor=False)
        if visit.sitting:
            st.markdown("What you have answered so far is filled in already.")
            widgets.download(visit, "Answer sheet (Excel)", downloads.ANSWER_SHEET, primary=True)
            return
        questionnaire = visit.place.edition.questionnaire
        lengths = [Length.SHORT, Length.FULL] if questionnaire.has_short_length else [Length.FULL]
        st.markdown("Every question with its levels beside it; you choose from lists.")
        with st.container(horizontal=True):
            for at, length in enumerate(lengths):
                count = counted(questionnaire.question_count(length), "question")
                label = f"Answer sheet, {count} (Excel)"
                widgets.link(label, downloads.empty_sheet(length, st.context.timezone), primary=at == 0)


def _bring_back(visit: Visit) -> None:
    with st.container(border=True, gap="small"):
        st.header("Bring it back", anchor=False)
        if visit.sitting and not visit.here.is_draft:
            frame.closed(visit)
            return
        if visit.sitting is None and answering.is_spent(visit.place, visit.token):
            st.markdown("What the private link of this browser led to was erased; begin anew to bring a sheet in.")
            widgets.link("Begin anew", downloads.NEW)
            return
        read = partial(importing.read, visit.actor, visit.place)
        filled = uploads.handed_in(SHEET, "The filled sheet", ["xlsx", "csv"], read)
        if filled is not None:
            _preview(visit, filled)


def _preview(visit: Visit, filled: FilledAnswers) -> None:
    """What was read and what was not, what is new, what differs; then the one button that stores."""
    response = filled.response
    if visit.sitting:
        said = importing.compared(visit.actor, visit.place, response, filled.segments)
    else:
        said = importing.all_said(visit.place, response, filled.segments)
    st.subheader(_answered(visit, filled), anchor=False)
    if filled.is_other_version:
        st.warning(
            "The sheet asks another version of the questionnaire than this one. It was read by the ids of its "
            "questions; look closely at what differs.",
            icon=":material/info:",
        )
    _remarks("could not be read and stays as it is here", filled.refusals, is_open=True)
    _remarks("was read with a repair", filled.repairs, is_open=False)
    if not said:
        st.markdown("The sheet says nothing that is not stored here already.")
        return
    chosen, open_choices = _choose(visit, said)
    if visit.sitting:
        _store(visit, filled, chosen, open_choices)
    else:
        _begin(visit, filled)


def _answered(visit: Visit, filled: FilledAnswers) -> str:
    """How many of the scored questions that the sheet asks are answered in it."""
    edition = visit.sitting.edition if visit.sitting else visit.place.edition
    answered = sum(1 for id in filled.response.answers if not edition.questionnaire.question[id].optional)
    return f"{answered} of {counted(filled.rows_asked, 'question is', 'questions are')} answered in the sheet"


def _remarks(what: str, remarks: Iterable[Remark], *, is_open: bool) -> None:
    """Each cell with what is said of it."""
    rows = [(remark.cell, remark.text) for remark in remarks]
    if not rows:
        return
    table = opened.table(("Cell", "What and how"), rows)
    title = f"{counted(len(rows), 'cell')} {what if len(rows) == 1 else _plural(what)}"
    if is_open:
        st.markdown(f":red[:material/error:] **{literal(title)}**")
        opened.block(table)
    else:
        opened.block(opened.disclosure(plain(title), table))


def _plural(what: str) -> str:
    return what.replace("was ", "were ", 1).replace(" stays as it is ", " stay as they are ")


def _choose(visit: Visit, said: tuple[Saying, ...]) -> tuple[list[Saying], int]:
    """What is new as a list to look into; what differs side by side, to choose, one by one or all alike.

    Answers with what to take over, and how many choices are still open: nothing is chosen for anybody.
    """
    new = [one for one in said if not one.ours]
    differing = [one for one in said if one.ours]
    if new:
        rows = [(one.what, one.theirs) for one in new]
        title = f"{counted(len(new), 'thing is', 'things are')} new here"
        opened.block(opened.disclosure(plain(title), opened.table(("", "In the sheet"), rows)))
    if not differing:
        return new, 0
    st.markdown(
        f"**{counted(len(differing), 'thing differs', 'things differ')}** from what is stored here. Which of the two "
        "is newer cannot be known from the file: choose."
    )
    keys = [visit.key("differs", one.kind, one.id) for one in differing]
    with st.container(horizontal=True):
        for choice, label in ((THEIRS, "Take all from the sheet"), (OURS, "Keep all as here")):
            st.button(label, key=visit.key("all", choice), on_click=_choose_all, args=(keys, choice))
    choices = [_choice(visit, one) for one in differing]
    taken = [one for one, choice in zip(differing, choices, strict=True) if choice == THEIRS]
    return new + taken, choices.count(None)


def _choose_all(keys: list[str], choice: str) -> None:
    for key in keys:
        st.session_state[key] = choice


def _choice(visit: Visit, one: Saying) -> str | None:
    words = {THEIRS: f"Sheet: {one.theirs}", OURS: f"Here: {one.ours}"}
    with st.container(key=f"card_differs_{one.kind}_{one.id}"):
        st.markdown(f"**{literal(one.what)}**")
        return st.radio(
            literal(one.what),
            [THEIRS, OURS],
            index=None,
            format_func=lambda key: titled(words[key]),
            key=visit.key("differs", one.kind, one.id),
            label_visibility="collapsed",
            width="stretch",
        )


def _store(visit: Visit, filled: FilledAnswers, chosen: list[Saying], open_choices: int) -> None:
    if open_choices:
        widgets.small(f"{counted(open_choices, 'choice is', 'choices are')} still open.")
    pressed = st.button(
        f"Take over {counted(len(chosen), 'thing')}",
        type="primary",
        icon=":material/check:",
        disabled=not chosen or open_choices > 0,
        key=visit.key("take_sheet_over"),
    )
    if not pressed:
        return
    response, segments = filled.response, filled.segments
    if session.attempt(lambda: importing.take_over(visit.actor, visit.place, response, chosen, segments)):
        uploads.taken_over(SHEET)
        session.tell(f"{counted(len(chosen), 'thing')} taken over from the sheet.")
        to.go(to.REVIEW)
    st.rerun()


def _begin(visit: Visit, filled: FilledAnswers) -> None:
    """Begin with what the sheet says; the unit may be named here where the sheet does not."""
    response, segments = filled.response, filled.segments
    unit = st.text_input(
        "Company, division or brand that you assess",
        value=response.profile.get(UNIT, ""),
        max_chars=LONGEST_UNIT,
        key="unit_of_sheet",
    )
    if not st.button("Begin with these answers", type="primary", icon=":material/arrow_forward:", key="begin_sheet"):
        widgets.small("From then on everything you say is saved at once, and only you can see it.")
        return
    token = visit.token
    if token is None:
        st.error(widgets.NO_COOKIE, icon=":material/error:")
        return
    if session.attempt(lambda: importing.begin_with(visit.actor, visit.place, token, unit, response, segments)):
        uploads.taken_over(SHEET)
        session.tell("Your answers are taken over from the sheet. Look them through, then submit.")
        to.go(to.REVIEW)
    st.rerun()
