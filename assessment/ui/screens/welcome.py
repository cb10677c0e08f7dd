"""The first screen: what you get, how long it takes, who sees it, and one button."""

from pathlib import Path

import streamlit as st

from assessment.model import ResponseState
from assessment.progress import RESPONSES_FOR_MEASURE, Duration
from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.downloads import BACK, SIGN_IN
from assessment.ui.literal import literal
from assessment.ui.screens import invited_welcome
from assessment.ui.session import Visit
from assessment.wording import counted, number_word
from assessment.workflow import answering

PICTURES = Path(__file__).parents[1]
UNKNOWN_LINK = (
    "This private link opens nothing. It may have been cut when it was copied, or what it led to was erased. "
    "Copy the whole link from where you kept it, or begin anew below."
)
NO_INVITATION = (
    "This invitation opens nothing. It may have been cut when it was copied, its time may be over, or a newer one was "
    "sent. Ask whoever invited you for a new link."
)
OPENS_NOTHING = {"unknown": UNKNOWN_LINK, "no-invitation": NO_INVITATION}
PICTURED = "A verdict page: one sentence that says what is true, a contradiction in quotations, three decisions"
SWITCHED = "This browser now answers for “{unit}”. What was open here before is kept."


def show(visit: Visit) -> None:
    """The promise and the way in; for those who have begun, the way back."""
    with widgets.column(widgets.WIDE, gap="large"):
        st.markdown("**Customer strategy assessment**")
        _about_the_link(visit)
        way = None if visit.sitting else invited_welcome.way_here(visit)
        words, picture = st.columns([6, 7], gap="large", vertical_alignment="center")
        with words, st.container(gap="medium"):
            if way is not None:
                invited_welcome.show(visit, way)
            else:
                _open_to_all(visit)
        with picture:
            _picture()
        widgets.small(literal(visit.place.edition.questionnaire.attribution))
        st.html(f'<p class="for_staff">For consultants: <a href="{SIGN_IN}" target="_self">sign in</a></p>')


def _open_to_all(visit: Visit) -> None:
    st.title("Where do you hold the right to win, and does your money follow?", anchor=False)
    if visit.sitting:
        _welcome_back(visit)
    else:
        _promise(visit)


def _about_the_link(visit: Visit) -> None:
    """What came of the private link that led here."""
    with st.container(gap="small"):
        if (words := OPENS_NOTHING.get(st.query_params.get("link", ""))) is not None:
            st.warning(words, icon=":material/link_off:")
        elif "switched" in st.query_params and visit.sitting:
            st.info(literal(SWITCHED.format(unit=visit.sitting.unit)), icon=":material/swap_horiz:")
        if session.held_before(visit):
            widgets.link("Back to the answers that were open in this browser before", BACK)
        widgets.notices()


def _promise(visit: Visit) -> None:
    questionnaire = visit.place.edition.questionnaire
    st.markdown(
        "Answer in plain sentences. Get a verdict in your own words, what to decide first, "
        "and a scorecard in Excel with every formula open."
    )
    length = answering.own_length(visit.place.edition)
    announced = answering.announced(visit.place, length)
    questions = questionnaire.question_count(length)
    with st.container(gap="small"):
        _point("schedule", f"About {announced.minutes} minutes", _time_in_words(announced, questions))
        _point(
            "visibility",
            "Only you see your answers",
            "No account. A private link brings you back; you can erase everything.",
        )
        _point("description", "Yours to keep", "The page in the picture, and a workbook for the board.")
    if st.button("Start", type="primary", icon=":material/arrow_forward:", icon_position="right", width=220):
        to.go(to.ABOUT_YOU)
    if st.button("Rather answer in Excel?", type="tertiary", icon=":material/table_view:"):
        to.go(to.IN_EXCEL)


def _time_in_words(announced: Duration, questions: int) -> str:
    known = (
        f"the median of {announced.measured} people who answered"
        if announced.measured
        else f"an estimate until {number_word(RESPONSES_FOR_MEASURE)} people have answered"
    )
    return f"{counted(questions, 'question')}, {known}. Stop and come back whenever you like."


def _point(icon: str, lead: str, text: str) -> None:
    st.markdown(f":green[:material/{icon}:] **{lead}**  \n:gray[{text}]")


def _welcome_back(visit: Visit) -> None:
    sitting = visit.here
    submitted = sitting.stored.state is ResponseState.SUBMITTED
    with st.container(border=True, gap="small"):
        st.markdown(f"Welcome back. This is about **{literal(sitting.unit)}**.")
        if submitted:
            widgets.muted(f"Submitted {widgets.day(sitting.stored.submitted_at or sitting.stored.saved_at)}.")
        else:
            progress = sitting.progress
            done = sum(progress.said.values())
            st.progress(
                progress.share,
                text=f":gray[{done} of {counted(sum(progress.asked.values()), 'question')} answered, "
                f"about {counted(progress.minutes_left, 'minute')} left]",
            )
        label = "To the verdict" if submitted else "Go on"
        if st.button(label, type="primary", icon=":material/arrow_forward:", icon_position="right", width=220):
            to.go(to.VERDICT if submitted else _where_to_go_on(visit))
    if st.button("Your data and your private link", type="tertiary", icon=":material/lock:"):
        to.go(to.YOUR_DATA)


def _where_to_go_on(visit: Visit) -> str:
    """The first screen with something left to say."""
    response = visit.here.stored.response
    if not response.priorities and not response.answers:
        return to.PRIORITIES
    unfinished = visit.here.progress.first_unfinished
    if unfinished:
        return to.on(unfinished)
    needs_targets = any(id not in response.targets for id in response.priorities)
    return to.TARGETS if needs_targets else to.REVIEW


def _picture() -> None:
    """A real page as it looks on this kind of screen; the style shows one of the two."""
    theme = st.context.theme.type or "light"
    for width, file in (("wide", f"landing-{theme}.png"), ("narrow", f"landing-phone-{theme}.png")):
        with st.container(border=True, key=f"picture_{width}"):
            st.image(str(PICTURES / file), width="stretch", alt=PICTURED)
            st.markdown(":small[:gray[A real page, with an invented company]]", text_alignment="center")
