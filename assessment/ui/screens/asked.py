"""One dimension as a colleague sees it who was asked to answer it: its questions, and nothing else of the response."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import streamlit as st

from assessment import access
from assessment.access import COOKIE_ASKED
from assessment.errors import AssessmentError
from assessment.glossary import words_in
from assessment.model import BASIS_WORDS, Answer, Basis, Question, Status
from assessment.ui import session, widgets
from assessment.ui.literal import literal, quoted, titled
from assessment.ui.session import Turns, Visit
from assessment.wording import counted, sentence_start
from assessment.workflow import delegated
from assessment.workflow.delegated import Asked
from assessment.workflow.sitting import LONGEST_COMMENT

Said = TypeVar("Said")
# What the session knows of its page, and the query of its address under which the page is known.
STATE, MARKED = "asked_page", "asked"
COUNTS = "asked_counts"
MARK = re.compile(r"[0-9a-f]{8}")
NEWER = "Something was changed elsewhere, or did not arrive. This page now shows what is stored."


@dataclass
class Page:
    """What a server session knows of its page: its mark in the widgets' keys, and whether it was listened to.

    After a lost session the page still shows what was chosen last, of which nobody was told. Such a choice fills a
    blank; where something else is stored, whoever asked may have said it since, so the page shows that and says so.
    """

    mark: str
    is_heard: bool
    turns: Turns = field(default_factory=Turns)

    def renew(self) -> None:
        """Make all widgets anew, from what is stored."""
        self.mark = st.query_params[MARKED] = secrets.token_hex(4)


def show(visit: Visit) -> None:
    """The questions asked; what was answered once one has finished; or why there is nothing to answer."""
    colleague = delegated.colleague(visit.place, access.as_token(st.context.cookies.get(COOKIE_ASKED)))
    with widgets.column():
        if colleague.subject is None:
            _nothing()
            return
        here = _page_here()
        own = replace(visit, actor=colleague, tab=here.mark, turns=here.turns, listening=not here.is_heard)
        asked = delegated.asked_of(colleague, visit.place)
        _top_line(asked)
        widgets.notices()
        if asked.over:
            _over(asked)
            return
        if asked.delegation.opened_at is None:
            session.attempt(lambda: delegated.see(colleague, visit.place))
        if asked.delegation.done_at is not None:
            _finished(own, asked)
        else:
            _ask(own, here, asked)
    if own.listening:
        here.is_heard = True
        st.rerun()


def _page_here() -> Page:
    """What this session knows; in its first run the mark in the address is that of widgets which may hold more."""
    if STATE not in st.session_state:
        known = st.query_params.get(MARKED, "")
        is_known = MARK.fullmatch(known) is not None
        st.session_state[STATE] = Page(known if is_known else "", is_heard=not is_known)
        if not is_known:
            st.session_state[STATE].renew()
    page: Page = st.session_state[STATE]
    return page


def _nothing() -> None:
    st.title("There is nothing to answer behind this link", anchor=False)
    st.markdown(
        "It was taken back, or what it led to is not there any more, or the link is not whole. Ask whoever gave it to "
        "you for a new one."
    )


def _top_line(asked: Asked) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False, key="top_line"):
        st.markdown(f"**{literal(asked.unit)}**", width="stretch")
        st.markdown(":gray[Everything is stored at once]", width="content")


def _over(asked: Asked) -> None:
    st.title("Nothing more is taken here", anchor=False)
    st.markdown(literal(asked.over))


def _ask(visit: Visit, here: Page, asked: Asked) -> None:
    with st.container(gap="xxsmall", key="head"):
        st.title(titled(asked.dimension.title), anchor=False)
        widgets.muted(literal(asked.questionnaire.recall))
    _told(asked)
    stale = [_card(visit, here, asked, question) for question in asked.questions]
    stale.append(_basis(visit, here, asked))
    if any(stale):
        session.tell(NEWER)
        here.renew()
        st.rerun()
    open_ = sum(1 for question in asked.questions if question.id not in asked.answers)
    if st.button("Done", type="primary", icon=":material/check:", key=visit.key("done")):
        session.attempt(lambda: delegated.finish(visit.actor, visit.place))
        st.rerun()
    left = f"{counted(open_, 'question is', 'questions are')} still open. " if open_ else ""
    widgets.small(f"{left}You may leave and come back by the same link.")


def _told(asked: Asked) -> None:
    """For whom the questions are, and what becomes of the answers, before the first of them."""
    noun, name = literal(asked.questionnaire.dimension_noun), asked.delegation.name
    whom = f"**{literal(name)}**, you were asked" if name and not asked.is_anonymous else "You were asked"
    marked = f"marked “answered by {literal(asked.delegation.who)}”"
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"{whom} to answer this one {noun} for **{literal(asked.unit)}**: "
            f"{counted(len(asked.questions), 'question')}."
        )
        st.markdown(
            f"Whoever asked you sees your answers and notes. They become part of that response, {marked}; both of you "
            "can change them, and the last word counts. Of the rest you see nothing."
        )
        if asked.is_anonymous:
            widgets.small(
                "Your name is not asked and not kept, and of times only the day. Write nothing that tells it."
            )


def _card(visit: Visit, here: Page, asked: Asked, question: Question) -> bool:
    """One question to answer; whether the page showed another answer than is stored."""
    given = asked.answers.get(question.id)
    level = given if isinstance(given, int) else None
    answer = _saving(here, partial(delegated.answer, visit.actor, visit.place, question.id))
    # Another name after each answer without a level, so that the options begin anew.
    counts: dict[str, int] = st.session_state.setdefault(COUNTS, {})
    name = f"{question.id}_{counts.get(question.id, 0)}"
    listens = visit.listening and given is None
    with st.container(border=True, key=f"card_{question.id}", gap="xsmall"):
        st.header(literal(question.text), anchor=False)
        choices = {each.value: each.text for each in question.levels}
        widgets.options(replace(visit, listening=listens), name, question.text, choices, level, answer)
        with st.container(horizontal=True, gap="small"):
            for status in Status:
                if _is_pressed(visit, asked, question, status) and session.attempt(partial(answer, status)):
                    counts[question.id] = counts.get(question.id, 0) + 1
                    st.rerun()
            _words_and_note(visit, here, asked, question)
    return not listens and st.session_state.get(visit.key("radio", name)) != level


def _is_pressed(visit: Visit, asked: Asked, question: Question, status: Status) -> bool:
    words = literal(_status_label(asked, question, status))
    is_given = asked.answers.get(question.id) is status
    label = f":green[:material/check_circle: {words}]" if is_given else f":gray[{words}]"
    return st.button(label, key=visit.key(status.value, question.id), type="tertiary")


def _status_label(asked: Asked, question: Question, status: Status) -> str:
    if status is Status.DOES_NOT_APPLY and question.does_not_apply:
        return question.does_not_apply
    return asked.questionnaire.statuses[status].label


def _words_and_note(visit: Visit, here: Page, asked: Asked, question: Question) -> None:
    note = asked.comments.get(question.id, "")
    label = ":gray[Words and comment]" if not note else ":green[Words and comment]"
    with st.popover(label, type="tertiary", key=visit.key("words", question.id)):
        explained = [(each.term.capitalize(), each.text) for each in words_in(asked.questionnaire, question)]
        explained += [("Why it is asked", question.why), ("What would show it", question.evidence)]
        st.markdown("\n\n".join(f"**{literal(term)}**  \n{literal(text)}" for term, text in explained if text))
        widgets.note(
            replace(visit, listening=visit.listening and not note),
            # A note that was changed elsewhere shows as it is stored.
            f"asked_{question.id}_{access.token_hash(note)[:8]}",
            "Evidence or comment, optional",
            "Where it can be seen, or what should be known about it",
            LONGEST_COMMENT,
            note,
            _saving(here, partial(delegated.comment, visit.actor, visit.place, question.id)),
        )


def _basis(visit: Visit, here: Page, asked: Asked) -> bool:
    """How the colleague knows; whether the page showed another choice than is stored."""
    listens = visit.listening and asked.basis is None
    know: Callable[[Basis | None], None] = partial(delegated.know, visit.actor, visit.place)
    widgets.one_of(
        replace(visit, listening=listens),
        "basis",
        "How do you know? One tap for this page.",
        BASIS_WORDS,
        asked.basis,
        _saving(here, know),
    )
    return not listens and st.session_state.get(visit.key("one_of", "basis")) != asked.basis


def _saving(here: Page, save: Callable[[Said], None]) -> Callable[[Said], None]:
    """What stores a choice. Once one is refused, the page shows again what is stored."""

    def saved(said: Said) -> None:
        try:
            save(said)
        except AssessmentError:
            here.renew()
            raise

    return saved


def _finished(visit: Visit, asked: Asked) -> None:
    """What was answered, and that it can still change."""
    with st.container(gap="xxsmall"):
        st.title("Thank you. Your answers are stored", anchor=False)
        widgets.muted("Whoever asked you sees them now. Until everything is handed in you can still change them.")
    if st.button("Change something", icon=":material/edit:", key=visit.key("change")):
        session.attempt(lambda: delegated.go_on(visit.actor, visit.place))
        st.rerun()
    st.header(f"{sentence_start(literal(asked.dimension.label))}: what is stored", anchor=False)
    for question in asked.questions:
        with st.container(border=True, gap=None, key=f"done_{question.id}"):
            widgets.small(literal(question.name))
            st.markdown(_in_words(asked, question, asked.answers.get(question.id)))
            if note := asked.comments.get(question.id):
                widgets.small(f":material/notes: {literal(note)}")
    known = BASIS_WORDS[asked.basis].lower() if asked.basis else ""
    widgets.muted(f"How you know: {known}" if known else "How you know was not said.")


def _in_words(asked: Asked, question: Question, given: Answer | None) -> str:
    if given is None:
        return ":gray[Not answered]"
    if isinstance(given, Status):
        return f":gray[:material/remove_circle_outline:] {literal(_status_label(asked, question, given))}"
    return f":green[:material/check_circle:] **{quoted(question.descriptor(given))}**"
