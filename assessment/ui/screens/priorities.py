"""Which dimensions are priorities, and which one matters most."""

from functools import partial

import streamlit as st

from assessment.ui import navigation as to
from assessment.ui import private_link, widgets
from assessment.ui.literal import literal, titled
from assessment.ui.screens import frame
from assessment.ui.session import Visit
from assessment.wording import number_word, sentence_start
from assessment.workflow import answering


def show(visit: Visit) -> None:
    """Pick up to the allowed number, and star one."""
    questionnaire, response = visit.here.edition.questionnaire, visit.here.stored.response
    most = questionnaire.verdict.priorities
    noun, nouns = literal(questionnaire.dimension_noun), literal(questionnaire.dimension_nouns)
    with widgets.column():
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xxsmall"):
            st.title(f"Which {number_word(most)} {nouns} matter most in the next years?", anchor=False)
            widgets.muted(f"Pick up to {number_word(most)}. The verdict measures you by them first.")
        if not visit.here.is_draft:
            frame.closed(visit)
        with st.container(border=True, gap="small", key="card_picks"):
            for dimension in questionnaire.dimensions:
                widgets.tick(
                    visit,
                    dimension.id,
                    titled(dimension.title),
                    dimension.id in response.priorities,
                    partial(answering.prioritise, visit.actor, visit.place, dimension.id),
                    disabled=not visit.here.is_draft
                    or (len(response.priorities) >= most and dimension.id not in response.priorities),
                )
        widgets.muted(_count_in_words(len(response.priorities), most, noun))
        if response.priorities:
            _star(visit)
        frame.foot(visit, to.PRIORITIES)
    private_link.show_if_new(visit)


def _count_in_words(picked: int, most: int, noun: str) -> str:
    if picked >= most:
        return f"{sentence_start(number_word(most))} picked. Untick one to pick another {noun}."
    count = sentence_start(number_word(picked)) if picked else "None"
    return f"{count} of {number_word(most)} picked."


def _star(visit: Visit) -> None:
    questionnaire, response = visit.here.edition.questionnaire, visit.here.stored.response
    with st.container(border=True, gap="xsmall", key="card_star"):
        st.header("Which one comes first?", anchor=False)
        widgets.options(
            visit,
            "star",
            "Which one comes first?",
            {id: questionnaire.dimension[id].title for id in response.priorities},
            response.starred,
            partial(answering.star, visit.actor, visit.place),
            disabled=not visit.here.is_draft,
        )
