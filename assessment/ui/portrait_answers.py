"""The answers to one dimension in the respondent's own sentences, each with the next step and a way to its question."""

from collections.abc import Callable

import streamlit as st

from assessment.model import Answer, Assessment, Question, Status
from assessment.ui import portrait_words as words
from assessment.ui import widgets
from assessment.ui.literal import literal, printed, quoted
from assessment.wording import counted, listed

# What is drawn beneath an answer, for the question with this id.
Below = Callable[[str], None]


def show(assessment: Assessment, dimension: str, below: Below) -> None:
    """Every question asked with what was said to it, two in a row on a wide screen."""
    questions = asked(assessment, dimension)
    with st.container(gap="small"):
        st.header("Your answers", anchor=False)
        for start in range(0, len(questions), 2):
            for column, question in zip(st.columns(2, gap="medium"), questions[start : start + 2], strict=False):
                with column.container(border=True, height="stretch", gap="xsmall"):
                    _show_answer(assessment, question)
                    below(question.id)
        rests = printed(words.rests_on(assessment, assessment.scorecard.of[dimension]))
        st.markdown(f"**What this rests on.** {rests}")


def asked(assessment: Assessment, dimension: str) -> list[Question]:
    """The questions asked that count, and those asked out of interest that were answered."""
    counting = assessment.response.asked(assessment.questionnaire, dimension)
    optional = [question for question in assessment.questionnaire.questions_of(dimension) if question.optional]
    return [*counting, *(question for question in optional if question.id in assessment.response.answers)]


def _show_answer(assessment: Assessment, question: Question) -> None:
    given = assessment.response.answers.get(question.id)
    st.subheader(printed(question.name), anchor=False)
    widgets.small(printed(question.text))
    if isinstance(given, int):
        st.container(key=f"quote_{question.id}").markdown(quoted(question.descriptor(given)))
    else:
        st.markdown(_unscored(assessment, question, given))
    lines = [_next_step(assessment, question, given) if isinstance(given, int) else ""]
    lines.append(":gray[For information: it enters no score.]" if question.optional else "")
    if comment := assessment.response.comments.get(question.id):
        lines.append(f":gray[:material/notes: {literal(comment)}]")
    if any(lines):
        st.markdown("  \n".join(f":small[{line}]" for line in lines if line))


def _unscored(assessment: Assessment, question: Question, given: Answer | None) -> str:
    """An answer that is no level, in the words of its option, and what became of it."""
    if not isinstance(given, Status):
        return "You did not answer this."
    label = assessment.questionnaire.statuses[given].label
    if given is Status.CANNOT_JUDGE:
        return f"You said {quoted(label)}: it counts as unanswered."
    return f"You said {quoted(question.does_not_apply or label)}: it is left out of the score."


def _next_step(assessment: Assessment, question: Question, value: int) -> str:
    following = assessment.questionnaire.next_level(question, value)
    if following is None:
        return ":gray[This is the highest level.]"
    return f":gray[Next step] **{quoted(following.text)}**"


def left_out(assessment: Assessment, dimension: str) -> str:
    """The questions that the length left out, as markdown; nothing when all were asked."""
    own = assessment.response.asked(assessment.questionnaire, dimension)
    every = [question for question in assessment.questionnaire.questions_of(dimension) if not question.optional]
    missing = [printed(question.name) for question in every if question not in own]
    if not missing:
        return ""
    return f"You answered the short length, which left out {counted(len(missing), 'question')}: {listed(missing)}."
