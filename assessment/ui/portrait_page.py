"""One dimension in a report: where it stands, what good looks like, the smallest way up, what to do first.

All markdown is put together here and in `portrait_answers`, so everybody's words pass through `printed` or `quoted`.
"""

import streamlit as st

from assessment.model import Assessment, Contradiction, DimensionScore, Reading
from assessment.moves import moved, to_next_stage
from assessment.progress import answers_needed
from assessment.ui import charts, opened, widgets
from assessment.ui import portrait_words as words
from assessment.ui.decisions import blocker
from assessment.ui.literal import printed, quoted
from assessment.verdict.case import Case
from assessment.wording import number_word, sentence_start
from assessment.workflow.assessing import assess


def stands(assessment: Assessment, dimension: str) -> None:
    """The finding in words, the one row of the profile, and how its figures came about."""
    score = assessment.scorecard.of[dimension]
    said = words.lead(assessment, score, _needed(assessment, score))
    # In the serif of the headings, as quotations are.
    st.container(key="quote_lead").markdown(printed(said))
    if score.score is not None:
        st.plotly_chart(
            charts.standing(assessment, dimension),
            config=charts.CONFIG,
            key=f"standing_{dimension}",
            alt=charts.standing_alt(assessment, dimension),
        )
    figures = (
        ["score"] if score.score is None else ["score", "stage"] if score.gap is None else ["score", "stage", "gap"]
    )
    explained = [assessment.explained[f"{figure}/{dimension}"] for figure in figures]
    opened.block(opened.figure(opened.plain(words.how(assessment, score)), explained))


def _needed(assessment: Assessment, score: DimensionScore) -> int:
    """How many more answers it takes for a score; none where there is one or no question applies."""
    return answers_needed(assessment, score) if score.score is None and score.applicable else 0


def practice(assessment: Assessment, id: str) -> None:
    """What mature and immature practice look like, side by side, with an example."""
    dimension = assessment.questionnaire.dimension[id]
    with st.container(gap="small"):
        st.header("What mature and immature practice look like", anchor=False)
        for column, title, text in zip(
            st.columns(2, gap="medium"), ("Mature", "Immature"), (dimension.mature, dimension.immature), strict=True
        ):
            with column.container(border=True, height="stretch", gap="xsmall"):
                st.subheader(title, anchor=False)
                st.markdown(printed(text))
        remarks = [f"**{name}** {printed(text)}" for name, text in _remarks(dimension.example, dimension.note) if text]
        widgets.small("  \n".join(remarks))


def _remarks(example: str, note: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("Example.", example), ("To note.", note)


def way_up(assessment: Assessment, dimension: str) -> None:
    """The fewest steps to the next stage, from sentence to sentence, and the score that they lead to."""
    questionnaire, score = assessment.questionnaire, assessment.scorecard.of[dimension]
    way = to_next_stage(questionnaire, assessment.response, score)
    with st.container(gap="small"):
        st.header("The smallest way to the next stage", anchor=False)
        st.markdown(printed(words.way_words(assessment, score, way, _needed(assessment, score))))
        if way is None:
            return
        for move in way.moves:
            question = questionnaire.question[move.question]
            pair = f":gray[from] {quoted(question.descriptor(move.start))}"
            pair += f"  \n:gray[to] **{quoted(question.descriptor(move.to))}**"
            with st.container(border=True, gap="xxsmall"):
                st.subheader(printed(question.name), anchor=False)
                st.markdown(pair)
        after = assess(assessment.edition, moved(assessment.response, way.moves), assessment.assessed_on)
        explained = [after.explained[f"{figure}/{dimension}"] for figure in ("score", "stage")]
        opened.block(opened.figure(opened.plain(f"How {questionnaire.shown(way.score)} would come about"), explained))


def first(assessment: Assessment, dimension: str) -> None:
    """The action for the weakest answer, what would show it, and what it must wait for."""
    questionnaire = assessment.questionnaire
    weakest = assessment.response.weakest(questionnaire, dimension)
    blocked = Case(questionnaire, assessment.response, assessment.scorecard).blockers(dimension)
    if weakest is None and not blocked:
        return
    with st.container(gap="small"):
        st.header("What to do first", anchor=False)
        with st.container(border=True, gap="xsmall"):
            if weakest is not None:
                question, value = weakest
                if questionnaire.next_level(question, value) is None:
                    _keep(assessment, dimension)
                else:
                    st.markdown(printed(questionnaire.action(question, value)))
                    st.markdown(f":small[:gray[To collect as evidence] {printed(question.evidence)}]")
            if blocked:
                opened.block(*(blocker(assessment, id) for id in blocked))
                widgets.small(printed(words.too_weak(questionnaire)))


def _keep(assessment: Assessment, dimension: str) -> None:
    """Nothing is left to raise: what shows it is to be kept at hand."""
    st.markdown("Every answer given is at the highest level. Keep what shows it at hand:")
    answered = assessment.response.levels(assessment.questionnaire, dimension)
    st.markdown("\n".join(f"- {printed(question.evidence)}" for question, _ in answered))


def contradictions(assessment: Assessment, dimension: str) -> None:
    """What does not go together, where one side of it was answered here."""
    found = [one for one in assessment.verdict.contradictions if _touches(assessment, one, dimension)]
    if not found:
        return
    with st.container(gap="small"):
        st.header("What does not go together", anchor=False)
        with st.container(border=True, gap="xsmall"):
            for contradiction in found:
                st.markdown(printed(contradiction.finding))


def _touches(assessment: Assessment, contradiction: Contradiction, dimension: str) -> bool:
    own = {question.id for question in assessment.questionnaire.questions_of(dimension)}
    own |= {reading.point.id for reading in _readings(assessment, dimension)}
    return any(quote.question in own for quote in contradiction.quotes)


def _readings(assessment: Assessment, dimension: str) -> list[Reading]:
    return [reading for reading in assessment.readings if dimension in reading.point.dimensions]


def published(assessment: Assessment, dimension: str) -> None:
    """The published figures that belong here, each with base, year, interval and badge, and without colour."""
    found, references = _readings(assessment, dimension), assessment.edition.references
    if not found or references is None:
        return
    shared = words.reasons_shared(found)
    with st.container(gap="small"):
        number = sentence_start(number_word(len(found)))
        st.header(f"{number} published finding{'' if len(found) == 1 else 's'} to read beside it", anchor=False)
        unit = printed(references.comparability.unit)
        widgets.muted(f"Published figures are no benchmark: no score rests on them. {unit}")
        if shared:
            widgets.muted(f"What stands against comparing: {printed('; '.join(shared))}.")
        for reading in found:
            with st.container(border=True, gap="xsmall"):
                _show_reading(assessment, reading, shared)


def _show_reading(assessment: Assessment, reading: Reading, shared: list[str]) -> None:
    """One figure in words; its id stands beside it, as notes refer to it."""
    point = reading.point
    st.subheader(printed(f"{point.practice} ({point.id})"), anchor=False)
    st.markdown(printed(point.sentence))
    told = [words.published(reading), words.origin(reading, assessment.assessed_on), words.comparable(reading, shared)]
    own = f"Your own answer: “{reading.own}”." if reading.own else ""
    widgets.small("  \n".join(printed(text) for text in (*told, point.note, own) if text))
