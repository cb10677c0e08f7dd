"""The strategy on one page as it is read, shown and printed; and which questions it answers."""

import streamlit as st

from assessment.model import Questionnaire, StrategyPart, Written
from assessment.ui import opened
from assessment.ui.literal import printed
from assessment.ui.opened import plain
from assessment.wording import listed, number_word, sentence_start

NOT_WRITTEN = "Not written yet"


def show(written: Written, questionnaire: Questionnaire) -> None:
    """All parts in their order, as one element; a blank one says what it belongs to."""
    parts = "".join(_part(written, questionnaire, part) for part in written.pages.parts)
    opened.block(f'<div class="one_page">{parts}</div>')


def _part(written: Written, questionnaire: Questionnaire, part: StrategyPart) -> str:
    text = written.strategy.get(part.id, "")
    said = "<br>".join(plain(line) for line in text.splitlines())
    words = f'<p class="said">{said}</p>' if text else f'<p class="blank">{plain(blank(part, questionnaire))}</p>'
    return f"<section><h2>{plain(part.name)}</h2>{words}</section>"


def blank(part: StrategyPart, questionnaire: Questionnaire) -> str:
    """What stands for a part that is not written, with what it belongs to so far as the questionnaire knows it."""
    labels = [questionnaire.dimension[id].label for id in known(part, questionnaire)]
    if not labels:
        return f"{NOT_WRITTEN}."
    noun = questionnaire.dimension_noun if len(labels) == 1 else questionnaire.dimension_nouns
    return f"{NOT_WRITTEN}; it rests on the {noun} {listed(f'“{label}”' for label in labels)}."


def known(part: StrategyPart, questionnaire: Questionnaire) -> list[str]:
    """The dimensions of this questionnaire that a part rests on."""
    return [id for id in part.dimensions if id in questionnaire.dimension]


def questions_title(written: Written) -> str:
    """How many of the guiding questions it answers."""
    total = len(written.pages.questions)
    answered = sum(map(written.answers, written.pages.questions))
    if answered == total:
        return f"It answers all {number_word(total)} questions that a strategy must answer"
    if not answered:
        return f"{sentence_start(number_word(total))} questions that the page will answer"
    return f"It answers {number_word(answered)} of the {number_word(total)} questions that a strategy must answer"


def questions(written: Written) -> None:
    """The guiding questions, each with the parts that answer it or that are missing."""
    if not written.pages.questions:
        return
    names = {part.id: part.name for part in written.pages.parts}
    rows = []
    for question in written.pages.questions:
        missing = [id for id in question.parts if id not in written.strategy]
        told = listed(f"“{names[id]}”" for id in missing or question.parts)
        verb = "is" if len(missing) == 1 else "are"
        state = f"Open until {told} {verb} written" if missing else f"Answered by {told}"
        mark = ' class="decide"' if missing else ""
        rows.append(f"<li><b>{plain(question.text)}</b><span{mark}>{plain(state)}</span></li>")
    with st.container(gap="xsmall", key="guiding_questions"):
        st.header(printed(questions_title(written)), anchor=False)
        opened.block(f'<ul class="questions">{"".join(rows)}</ul>')
