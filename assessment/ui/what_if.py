"""What if these answers moved: choose moves, see the profile they would give, and take them into the plan.

The moves tried are kept for this tab alone; nothing of them is stored until they go into the plan.
"""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from assessment.model import Assessment, PlanEntry, Question
from assessment.moves import Move, moved, rungs
from assessment.planning import Gains, gains, moves_of
from assessment.ui import charts, opened, session, widgets
from assessment.ui.literal import literal, printed
from assessment.ui.session import Visit
from assessment.wording import listed, number_word, sentence_start
from assessment.workflow import planning
from assessment.workflow.assessing import assess
from reports.ordering import page_order

# What was tried, by question, and how often it was given up: then all fields begin anew.
TRIED, ROUND = "tried_moves", "tried_round"
LOST = "A strength would no longer stand out from the rest"
LOST_SEVERAL = "These strengths would no longer stand out from the rest"


def show(visit: Visit, assessment: Assessment, entries: tuple[PlanEntry, ...]) -> None:
    """Begins with the moves of the plan; only scored dimensions can be tried."""
    scored = [score.dimension for score in page_order(assessment) if score.score is not None]
    if not scored:
        return
    planned = {move.question: move.to for move in moves_of(assessment.response, entries)}
    moves = moves_tried(assessment, planned)
    projected = assess(assessment.edition, moved(assessment.response, moves), assessment.assessed_on)
    found = gains(assessment, projected)
    with st.container(gap="small", key="what_if"):
        st.header(printed(title(found, moves)), anchor=False)
        st.markdown("Choose what an answer would become. The moves of your plan are chosen already.")
        _choose(visit, assessment, scored, planned)
        st.plotly_chart(
            charts.projection(assessment, projected) if moves else charts.profile(assessment),
            config=charts.CONFIG,
            key="projection",
            alt=charts.projection_alt(assessment, projected) if moves else charts.profile_alt(assessment),
        )
        if risen := rises(assessment, projected):
            opened.block(*(_rise(projected, id, sentence) for id, sentence in risen.items()))
            for sentence in in_the_verdict(assessment, found):
                st.markdown(printed(sentence))
        _take_over(visit, [move for move in moves if planned.get(move.question) != move.to])


def moves_tried(assessment: Assessment, planned: Mapping[str, int]) -> list[Move]:
    """The moves of the plan with what was tried instead or beside them, in the order of the questionnaire."""
    tried: dict[str, int | None] = st.session_state.get(TRIED, {})
    wanted = {**planned, **tried}
    found = []
    for question in assessment.questionnaire.questions:
        now, to = assessment.response.answers.get(question.id), wanted.get(question.id)
        if isinstance(now, int) and to is not None and now < to:
            found.append(Move(question.id, now, to))
    return found


def title(found: Gains, moves: list[Move]) -> str:
    """What the moves come to, in a sentence."""
    if not moves:
        return "What if some answers moved?"
    count = f"{sentence_start(number_word(len(moves)))} {'answer' if len(moves) == 1 else 'answers'} moved"
    closed, strong = found.gaps_closed, found.strengths
    if closed:
        return f"{count} would close {'one gap' if len(closed) == 1 else f'{number_word(len(closed))} gaps'}"
    if strong:
        return f"{count} would make {'one strength' if len(strong) == 1 else f'{number_word(len(strong))} strengths'}"
    return f"{count} would close no gap yet"


def _choose(visit: Visit, assessment: Assessment, scored: list[str], planned: Mapping[str, int]) -> None:
    """A dimension, at first that of the plan's first move, and each of its answers with the rungs above it."""
    questionnaire = assessment.questionnaire
    begin_with = next((questionnaire.question[id].dimension for id in planned), scored[0])
    chosen = st.selectbox(
        sentence_start(literal(questionnaire.dimension_noun)),
        scored,
        index=scored.index(begin_with) if begin_with in scored else 0,
        format_func=lambda id: questionnaire.dimension[id].label,
        key=visit.key("what_if_dimension"),
    )
    tried: dict[str, int | None] = st.session_state.setdefault(TRIED, {})
    for question, value in assessment.response.levels(questionnaire, chosen):
        in_plan = planned.get(question.id)
        key = visit.key("move", question.id, str(value), str(in_plan), str(st.session_state.get(ROUND, 0)))
        _select(key, assessment, question, value, tried.get(question.id, in_plan))
    if tried and st.button("Back to the moves of the plan", type="tertiary", key=visit.key("what_if_reset")):
        _give_up()
        st.rerun()


def _give_up() -> None:
    st.session_state[TRIED] = {}
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _select(key: str, assessment: Assessment, question: Question, value: int, to: int | None) -> None:
    """One answer: as it is, or one of the rungs above it."""
    levels = rungs(assessment.questionnaire, question, value)
    if not levels:
        widgets.small(f"{literal(question.name)}: at the top already")
        return
    choices: list[int | None] = [None, *(level.value for level in levels)]
    st.selectbox(
        literal(question.name),
        choices,
        index=choices.index(to) if to in choices else 0,
        format_func=lambda to: f"Stays: {question.descriptor(value)}" if to is None else question.descriptor(to),
        key=key,
        on_change=_try,
        args=(key, question.id),
    )


def _try(key: str, question: str) -> None:
    st.session_state.setdefault(TRIED, {})[question] = st.session_state[key]


def rises(assessment: Assessment, projected: Assessment) -> dict[str, str]:
    """Each score that would rise, with its stage, in words, by dimension."""
    shown, after = assessment.questionnaire.shown, projected.scorecard.of
    lines = {}
    for score in assessment.scorecard.scored:
        now = after[score.dimension]
        if now.score is None or score.score is None or now.score == score.score or not (score.stage and now.stage):
            continue
        stage = (
            f"stays “{now.stage.name}”" if score.stage == now.stage else f"“{score.stage.name}” to “{now.stage.name}”"
        )
        said = f"{_label(assessment, score.dimension)}: {shown(score.score)} to {shown(now.score)}, {stage}."
        lines[score.dimension] = said
    return lines


def _rise(projected: Assessment, dimension: str, sentence: str) -> str:
    """The sentence, which opens to how the projected score would come about."""
    explained = [projected.explained[f"{figure}/{dimension}"] for figure in ("score", "stage")]
    return opened.figure(opened.plain(sentence), explained)


def in_the_verdict(assessment: Assessment, found: Gains) -> list[str]:
    """What would differ in strengths and gaps, in words."""
    parts = []
    for ids, one, many in (
        (found.gaps_closed, "The gap would no longer matter", "These gaps would no longer matter"),
        (found.strengths, "A strength would be gained", "These strengths would be gained"),
        (found.strengths_lost, LOST, LOST_SEVERAL),
    ):
        if ids:
            parts.append(f"{one if len(ids) == 1 else many}: {listed(_label(assessment, id) for id in ids)}.")
    return parts or ["In the verdict no gap would close and no strength would be gained."]


def _take_over(visit: Visit, fresh: list[Move]) -> None:
    if fresh and st.button(
        "Put these moves into the plan", icon=":material/playlist_add:", key=visit.key("take_moves")
    ):
        if session.attempt(partial(planning.add_moves, visit.actor, visit.place, fresh)):
            _give_up()
        st.rerun()


def _label(assessment: Assessment, dimension: str) -> str:
    return assessment.questionnaire.dimension[dimension].label
