"""Workshop mode, made for a projector: one dispute at a time, what it is between, and what the team agrees on."""

from functools import partial

import streamlit as st

from assessment.alignment.agreed import AgendaPoint, agenda
from assessment.alignment.verdict import counted_people
from assessment.model import Actor, Question, Role, Settlement, TeamRow
from assessment.rounding import two_decimals
from assessment.ui import navigation as to
from assessment.ui import opened, session, team_rows, widgets
from assessment.ui.literal import literal, printed
from assessment.ui.opened import plain
from assessment.ui.screens.team import agenda_title, bloc_key, draw, here, top_line
from assessment.ui.session import Visit
from assessment.wording import sentence_start
from assessment.workflow import teaming
from assessment.workflow.teaming import Team

AT, WIDTH = "at", 1120
DIFFER = -1
HOW = "First those at either end say why, then the others. Agree on a level, or agree to differ; the answers stay."
AGENDA_HEADS = ("After", "Question", "Minutes", "Settled")


def show(visit: Visit, actor: Actor, team: Team) -> None:
    """The dispute that the address names, else the agenda."""
    points = agenda(team.view)
    with widgets.column(WIDTH, gap="medium"):
        top_line(team)
        widgets.notices()
        named = st.query_params.get(AT)
        point = next((one for one in points if one.dispute.question == named), None)
        if point is None:
            _agenda(visit, team, points)
        else:
            _dispute(visit, actor, team, points, point)


def _agenda(visit: Visit, team: Team, points: tuple[AgendaPoint, ...]) -> None:
    if not points:
        st.title("There is nothing to settle", anchor=False)
        st.markdown(literal(" ".join([team.verdict.headline, *team.view.notes])))
    else:
        st.title(agenda_title(points), anchor=False)
        st.markdown(HOW)
        rows = [
            (
                f"{point.starts_at} min" if point.is_in_time else "if time is left",
                f"{point.number}. {_question(team, point).name}",
                str(point.dispute.minutes),
                _settled_words(_question(team, point), team.settlements.get(point.dispute.question)),
            )
            for point in points
        ]
        opened.block(opened.table(AGENDA_HEADS, rows))
        _result(team)
    with st.container(horizontal=True, key="onwards"):
        if st.button("To the team", icon=":material/arrow_back:", key=visit.key("to_team")):
            to.go(to.TEAM, here(team))
        open_ones = [point for point in points if point.dispute.question not in team.settlements]
        first = (open_ones or list(points))[:1]
        if first and st.button("Begin", type="primary", icon=":material/play_arrow:", key=visit.key("begin")):
            _go(team, first[0])


def _go(team: Team, point: AgendaPoint | None) -> None:
    to.go(to.DISPUTES, {**here(team), **({AT: point.dispute.question} if point else {})})


def _question(team: Team, point: AgendaPoint) -> Question:
    return team.edition.questionnaire.question[point.dispute.question]


def _settled_words(question: Question, settled: Settlement | None) -> str:
    if settled is None:
        return "open"
    return "agreed to differ" if settled.level is None else f"“{question.descriptor(settled.level)}”"


def _dispute(visit: Visit, actor: Actor, team: Team, points: tuple[AgendaPoint, ...], point: AgendaPoint) -> None:
    question, row = _question(team, point), point.dispute.row
    label = team.edition.questionnaire.dimension[question.dimension].label
    with st.container(gap="small", key="projector"):
        widgets.muted(literal(f"{point.number} of {len(points)}, {point.dispute.minutes} minutes. {label}"))
        st.title(printed(question.name), anchor=False)
        st.markdown(printed(question.text))
        opened.block(_opposing(question, row, (point.dispute.low, point.dispute.high)))
        if key := bloc_key(team):
            st.markdown(key)
        draw(team, [row], f"dispute_{question.id}", WIDTH)
        opened.block(_by_level(question, row))
    _decision(visit, actor, team, question)
    position = points.index(point)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="onwards"):
        if st.button("Agenda", icon=":material/list:", key=visit.key("agenda")):
            _go(team, None)
        if position and st.button("Back", icon=":material/arrow_back:", key=visit.key("back")):
            _go(team, points[position - 1])
        if position + 1 < len(points) and st.button(
            "Next", type="primary", icon=":material/arrow_forward:", icon_position="right", key=visit.key("next")
        ):
            _go(team, points[position + 1])


def _opposing(question: Question, row: TeamRow, ends: tuple[int, int]) -> str:
    """The two ends, quoted, with how many hold each; HTML."""
    counts = dict(row.counts)
    halves = "".join(
        f'<div><p class="said">{plain(f"“{question.descriptor(level)}”")}</p>'
        f"<p><b>{plain(sentence_start(counted_people(counts[level])))}</b></p></div>"
        for level in ends
    )
    return f'<div class="opposing">{halves}</div>'


def _by_level(question: Question, row: TeamRow) -> str:
    """How many chose each level, opening from a line."""
    rows = [(question.descriptor(level), str(count)) for level, count in row.counts]
    mean = "" if row.mean is None else f"Mean {two_decimals(row.mean)} of {row.n}. "
    return opened.disclosure(plain(f"{mean}All levels with their answers"), opened.table(("Level", "People"), rows))


def _decision(visit: Visit, actor: Actor, team: Team, question: Question) -> None:
    """What the team agrees on; for a sponsor what it agreed on."""
    settled = team.settlements.get(question.id)
    with st.container(border=True, gap="small", key=f"card_decision_{question.id}"):
        st.header("What the team agrees on", anchor=False)
        if settled is not None:
            words = _settled_words(question, settled)
            st.markdown(f"**{printed(sentence_start(words))}** {literal(settled.reason)}")
        if actor.role is Role.SPONSOR:
            if settled is None:
                widgets.muted("Nothing yet.")
            return
        choices = {**{level.value: level.text for level in question.levels}, DIFFER: "We agree to differ"}
        level = st.radio(
            "What the team agrees on",
            list(choices),
            index=list(choices).index(DIFFER if settled.level is None else settled.level) if settled else None,
            format_func=lambda one: literal(choices[one]),
            key=visit.key("agreed", question.id),
            label_visibility="collapsed",
            width="stretch",
        )
        reason = st.text_area(
            "Why",
            value=settled.reason if settled else "",
            max_chars=teaming.LONGEST_REASON,
            placeholder="What was heard in the room that settles it",
            key=visit.key("reason", question.id),
        )
        where = (team.campaign.id, team.organisation.id)
        with st.container(horizontal=True):
            if st.button("Keep it", type="primary", key=visit.key("settle"), disabled=level is None):
                chosen = None if level == DIFFER else level
                session.attempt(partial(teaming.settle, actor, visit.place, where, question.id, chosen, reason))
                st.rerun()
            if settled and st.button(":red[Open it again]", type="tertiary", key=visit.key("reopen_dispute")):
                session.attempt(partial(teaming.reopen_dispute, actor, visit.place, where, question.id))
                st.rerun()
    if settled is not None:
        _result(team)


def _result(team: Team) -> None:
    """Agreed and original scores, side by side."""
    if not team.agreed:
        return
    with st.container(gap="xsmall"):
        st.header("Agreed beside original", anchor=False)
        opened.block(team_rows.agreed_table(team))
