"""One dimension: its questions, how the respondent knows, and what else belongs to it."""

import secrets
from functools import partial

import streamlit as st

from assessment.glossary import words_in
from assessment.model import BASIS_WORDS, Answer, Dimension, Length, Question, ReferencePoint, Status
from assessment.ui import colleagues, session, widgets
from assessment.ui import navigation as to
from assessment.ui.literal import literal, quoted, titled
from assessment.ui.screens import frame
from assessment.ui.session import Visit
from assessment.wording import counted, sentence_start
from assessment.workflow import answering
from assessment.workflow.sitting import LONGEST_COMMENT

# The question that stays open although it is answered: the last one answered, until another is.
# Collapsing it at once would take the keyboard's focus away at the first arrow key.
OPEN = "open_question"
RADIO_NAMES = "radio_names"
MOMENTS = "moments"


def show(visit: Visit, id: str) -> None:
    """The questions of a dimension that are asked at this response's length."""
    questionnaire, response = visit.here.edition.questionnaire, visit.here.stored.response
    dimension = questionnaire.dimension[id]
    with widgets.column():
        _head(visit, dimension)
        if not visit.here.is_draft:
            frame.closed(visit)
        for question in response.asked(questionnaire, id):
            _question(visit, question)
        _beyond(visit, dimension)
        for point in _practice_points(visit, id):
            _practice(visit, point)
        _basis(visit, id)
        colleagues.asked_for(visit, id)
        frame.foot(visit, to.on(id))


def _basis(visit: Visit, id: str) -> None:
    """How the respondent knows what was said on this page."""
    known = visit.here.stored.response.basis.get(id)
    if not visit.here.is_draft:
        widgets.muted(f"How you know: {BASIS_WORDS[known].lower()}" if known else "How you know was not said.")
        return
    widgets.one_of(
        visit,
        f"basis_{id}",
        "How do you know? One tap for this page.",
        BASIS_WORDS,
        known,
        partial(answering.know, visit.actor, visit.place, id),
    )


def _head(visit: Visit, dimension: Dimension) -> None:
    questionnaire, progress = visit.here.edition.questionnaire, visit.here.progress
    number = questionnaire.asking_order.index(dimension.id) + 1
    noun = literal(sentence_start(questionnaire.dimension_noun))
    pace = " at your pace" if progress.at_own_pace else ""
    left = f", about {counted(progress.minutes_left, 'minute')} left{pace}" if progress.minutes_left else ""
    widgets.top_line(visit)
    st.progress(progress.share, text=f":gray[{noun} {number} of {len(questionnaire.asking_order)}{left}]")
    widgets.notices()
    with st.container(gap="xxsmall", key="head"):
        st.title(titled(dimension.title), anchor=False)
        widgets.muted(literal(questionnaire.recall))


def _question(visit: Visit, question: Question) -> None:
    """An open question as a card to answer, an answered one as the sentence chosen.

    While the tab is listened to, any card may hold a click that was not heard.
    """
    given = visit.here.stored.response.answers.get(question.id)
    is_open = given is None or visit.listening or st.session_state.get(OPEN) == question.id
    if visit.here.is_draft and is_open:
        _open(visit, question, given)
    else:
        _answered(visit, question, given)


def _answered(visit: Visit, question: Question, given: Answer | None) -> None:
    note = visit.here.stored.response.comments.get(question.id)
    with st.container(border=True, horizontal=True, vertical_alignment="center", wrap=False, key=f"done_{question.id}"):
        with st.container(gap=None):
            widgets.small(literal(question.name))
            st.markdown(_in_words(visit, question, given))
            if note:
                widgets.small(f":material/notes: {literal(note)}")
        if visit.here.is_draft and st.button(":green[Change]", key=visit.key("change", question.id), type="tertiary"):
            st.session_state[OPEN] = question.id
            st.rerun()


def _in_words(visit: Visit, question: Question, given: Answer | None) -> str:
    if given is None:
        return ":gray[Not answered]"
    if isinstance(given, Status):
        return f":gray[:material/remove_circle_outline:] {literal(_status_label(visit, question, given))}"
    return f":green[:material/check_circle:] **{quoted(question.descriptor(given))}**"


def _status_label(visit: Visit, question: Question, status: Status) -> str:
    if status is Status.DOES_NOT_APPLY and question.does_not_apply:
        return question.does_not_apply
    return visit.here.edition.questionnaire.statuses[status].label


def _open(visit: Visit, question: Question, given: Answer | None) -> None:
    with st.container(border=True, key=f"card_{question.id}", gap="xsmall"):
        st.header(literal(question.text), anchor=False)
        widgets.options(
            visit,
            _radio_name(visit, question, given),
            question.text,
            {level.value: level.text for level in question.levels},
            given if isinstance(given, int) else None,
            partial(_answer, visit, question.id),
        )
        with st.container(horizontal=True, gap="small"):
            for status in Status:
                _status_button(visit, question, status, given)
            _words_and_comment(visit, question)


def _radio_name(visit: Visit, question: Question, given: Answer | None) -> str:
    """The name of a question's options: another one from each moment at which it got an answer without a level.

    So a level that a browser still holds from before can never be taken for something new.
    """
    names: dict[str, str] = st.session_state.setdefault(RADIO_NAMES, {})
    if isinstance(given, Status):
        names[question.id] = f"{question.id}_{_moment_of(visit, question)}"
    return names.get(question.id, question.id)


def _moment_of(visit: Visit, question: Question) -> float:
    """What tells one answer to a question from a later one. Of an anonymous one the time is not kept, only the turn."""
    if visit.here.stored.campaign.is_anonymous:
        moments: dict[str, int] = st.session_state.setdefault(MOMENTS, {})
        return moments.setdefault(question.id, secrets.randbelow(10**9))
    return visit.here.stored.answered_at[question.id].timestamp()


def _answer(visit: Visit, question: str, given: Answer) -> None:
    answering.answer(visit.actor, visit.place, question, given)
    st.session_state.setdefault(MOMENTS, {}).pop(question, None)
    st.session_state[OPEN] = question


def _status_button(visit: Visit, question: Question, status: Status, given: Answer | None) -> None:
    words = literal(_status_label(visit, question, status))
    label = f":green[:material/check_circle: {words}]" if given is status else f":gray[{words}]"
    if st.button(label, key=visit.key(status.value, question.id), type="tertiary"):
        session.attempt(lambda: _answer(visit, question.id, status))
        st.rerun()


def _words_and_comment(visit: Visit, question: Question) -> None:
    """What is behind a tap: definitions, why it is asked, what would show it, and room for a note."""
    comment = visit.here.stored.response.comments.get(question.id, "")
    label = ":gray[Words and comment]" if not comment else ":green[Words and comment]"
    with st.popover(label, type="tertiary", key=visit.key("words", question.id)):
        explained = [(d.term.capitalize(), d.text) for d in words_in(visit.here.edition.questionnaire, question)]
        explained += [("Why it is asked", question.why), ("What would show it", question.evidence)]
        # One element for all of it: every element costs time at every click of everybody.
        st.markdown("\n\n".join(f"**{literal(term)}**  \n{literal(text)}" for term, text in explained if text))
        widgets.note(
            visit,
            question.id,
            "Evidence or comment, optional",
            "Where it can be seen, or what should be known about it",
            LONGEST_COMMENT,
            comment,
            partial(answering.comment, visit.actor, visit.place, question.id),
        )


def _beyond(visit: Visit, dimension: Dimension) -> None:
    """What the length leaves out: offered in a short response, and optional questions once all is asked."""
    questionnaire, response = visit.here.edition.questionnaire, visit.here.stored.response
    if response.length_of(dimension.id) is Length.FULL:
        for question in questionnaire.questions_of(dimension.id):
            if question.optional:
                widgets.small("One more question, as information: it enters no score.")
                _question(visit, question)
        return
    more = len(questionnaire.scored_questions(dimension.id, Length.FULL)) - len(
        response.asked(questionnaire, dimension.id)
    )
    label = f"Go deeper: {counted(more, 'more question')} on this {literal(questionnaire.dimension_noun)}"
    if (
        more
        and visit.here.is_draft
        and st.button(f":green[{label}]", type="tertiary", icon=":material/add:", key=visit.key("deepen", dimension.id))
    ):
        session.attempt(lambda: answering.deepen(visit.actor, visit.place, dimension.id))
        st.rerun()


def _practice_points(visit: Visit, dimension: str) -> list[ReferencePoint]:
    """The practice questions of a dimension, for those who picked it."""
    references = visit.here.edition.references
    if references is None or dimension not in visit.here.stored.response.priorities:
        return []
    return [point for point in references.points if dimension in point.dimensions and point.answers]


def _practice(visit: Visit, point: ReferencePoint) -> None:
    """A question that a published figure belongs to; it enters no score."""
    chosen = visit.here.stored.response.practice.get(point.id)
    if not visit.here.is_draft:
        with st.container(border=True, gap=None, key=f"done_practice_{point.id}"):
            widgets.small(literal(point.question))
            st.markdown(f"**{quoted(point.answer_label(chosen))}**" if chosen else ":gray[Not answered]")
        return
    sources = visit.here.edition.references.sources if visit.here.edition.references else ()
    year = next((source.year for source in sources if source.id == point.source), None)
    with st.container(border=True, gap="xsmall", key=f"card_practice_{point.id}"):
        widgets.small(f"Because you picked this one. It enters no score; beside your answer stands a figure of {year}.")
        st.header(literal(point.question), anchor=False)
        widgets.options(
            visit,
            f"practice_{point.id}",
            point.question,
            {answer.id: answer.label for answer in point.answers},
            chosen,
            partial(answering.practise, visit.actor, visit.place, point.id),
        )
