"""Backwards from the target year: what must be reached by when, and what that asks for now."""

from datetime import date

import streamlit as st

from assessment.model import Assessment, Explanation, Term
from assessment.planning import Backcast, first_step, milestones
from assessment.rounding import two_decimals
from assessment.ui import opened, widgets
from assessment.ui.literal import literal, printed, quoted
from assessment.wording import counted, sentence_start

# Columns of years that fit beside the names on a phone; of more years the first ones and the last are shown.
MOST_YEARS = 3
RULE = (
    "The way from today's score to the target is cut into equal parts, one for each year; the last one is the target "
    "itself. What the first year asks for are the fewest steps of answers that reach its score."
)


def show(assessment: Assessment, today: date) -> None:
    """The milestones of every dimension below its target, or why there are none."""
    ways = sorted(milestones(assessment, today), key=lambda way: way.start - way.milestones[-1].score)
    with st.container(gap="small", key="backwards"):
        st.header(printed(title(assessment, ways, today)), anchor=False)
        if not ways:
            widgets.muted(literal(reason(assessment, today)))
            return
        st.table(_rows(assessment, ways), border="horizontal", hide_index=True, alt="What must be reached by when")
        widgets.small(RULE)
        with st.expander(asked_title(ways[0])):
            for way in ways:
                _asked(assessment, way)


def title(assessment: Assessment, ways: list[Backcast], today: date) -> str:
    """What the widest gap, the first of the ways, asks for first, in a sentence."""
    year = assessment.response.target_year
    if not ways or year is None:
        return f"Nothing to count back from {year}" if year and year >= today.year else "No way back to count yet"
    first, label = ways[0].milestones[0], _label(assessment, ways[0].dimension)
    reach = assessment.questionnaire.shown(first.score)
    return f"Backwards from {year}: {label} must reach {reach} by the end of {first.year}"


def asked_title(way: Backcast) -> str:
    """By when the steps are asked for; the first year's end may be almost two years away."""
    return f"What that asks for by the end of {way.milestones[0].year}, this quarter and this month"


def reason(assessment: Assessment, today: date) -> str:
    """Why there are no milestones, and what would give some."""
    response = assessment.response
    if not response.targets:
        return "No targets are set. Reopen the answers and say where your priorities must be, and by when."
    if response.target_year is None:
        return "Your targets have no year. Reopen the answers and choose one on the page of the targets."
    if response.target_year < today.year:
        return (
            f"Your targets were for {response.target_year}, which has passed. Reopen the answers and choose a new year."
        )
    if all(score.score is None for score in assessment.scorecard.dimensions if score.target is not None):
        return "Too few questions are answered for a score of any priority with a target."
    return "Every priority with a target and a score has reached it."


def _rows(assessment: Assessment, ways: list[Backcast]) -> list[dict[str, str]]:
    shown = assessment.questionnaire.shown
    rows = []
    for way in ways:
        stops = way.milestones
        if len(stops) > MOST_YEARS:
            stops = (*stops[: MOST_YEARS - 1], stops[-1])
        rows.append(
            {
                literal(sentence_start(assessment.questionnaire.dimension_noun)): printed(
                    _label(assessment, way.dimension)
                ),
                "Today": shown(way.start),
                **{f"End of {stop.year}": f"{shown(stop.score)} {literal(stop.stage.name)}" for stop in stops},
            }
        )
    return rows


def _asked(assessment: Assessment, way: Backcast) -> None:
    questionnaire = assessment.questionnaire
    first = way.milestones[0]
    steps = "; ".join(
        f"{literal(questionnaire.question[move.question].name)} to "
        f"{quoted(questionnaire.question[move.question].descriptor(move.to))}"
        for move in way.moves
    )
    question, begun = way.begins_with(questionnaire)
    by = f"By the end of {first.year}, for {questionnaire.shown(first.score)}:"
    st.markdown(
        f"**{printed(_label(assessment, way.dimension))}**  \n"
        f":gray[{by}] {counted(len(way.moves), 'answer')}: {steps}  \n"
        f":gray[This quarter:] {literal(question.name)} to {quoted(question.descriptor(begun.to))}  \n"
        f":gray[This month:] {literal(first_step(question))}"
    )
    explanation = explained(assessment, way)
    opened.block(opened.figure(opened.plain(explanation.title), [explanation]))


def explained(assessment: Assessment, way: Backcast) -> Explanation:
    """How the scores to reach by the end of each year come about."""
    target, parts = way.milestones[-1].score, len(way.milestones)
    start, distance = two_decimals(way.start), two_decimals(target - way.start)
    terms = tuple(
        Term(f"End of {stop.year}", f"{start} + {distance} × {part}/{parts}", two_decimals(stop.score), "")
        for part, stop in enumerate(way.milestones, 1)
    )
    label = _label(assessment, way.dimension)
    arithmetic = f"{two_decimals(target)} - {start} = {distance}, in {counted(parts, 'part')}"
    rule = "One equal part a year, rounded to hundredths; the last year's is the target."
    return Explanation(
        f"milestones/{way.dimension}", f"How the milestones of {label} come about", terms, arithmetic, rule
    )


def _label(assessment: Assessment, dimension: str) -> str:
    return assessment.questionnaire.dimension[dimension].label
