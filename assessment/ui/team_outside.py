"""What stands beside a team's own answers: what it agreed on, an assessor's ratings, and the links of sponsors."""

from functools import partial

import streamlit as st

from assessment import access
from assessment.model import Actor, Role
from assessment.rounding import plain
from assessment.ui import opened, session, team_rows, widgets
from assessment.ui.literal import literal
from assessment.ui.private_link import origin, ways_to_pass_on
from assessment.ui.session import Visit
from assessment.workflow import sponsoring, teaming
from assessment.workflow.teaming import Team

NEW_LINK = "new_sponsor_link"


def agreed(team: Team) -> None:
    """Scores as they were and as they are agreed, side by side; nothing while nothing was agreed."""
    if not team.settlements:
        return
    questionnaire = team.edition.questionnaire
    with st.container(gap="small"):
        st.header("What the team agreed on", anchor=False)
        lines = []
        for settled in team.settlements.values():
            question = questionnaire.question.get(settled.question)
            if question is None:
                continue
            said = "agreed to differ" if settled.level is None else f"“{question.descriptor(settled.level)}”"
            lines.append((question.name, said, settled.reason))
        opened.block(opened.table(("Question", "Agreed", "Why"), lines))
        if team.agreed:
            opened.block(team_rows.agreed_table(team))
            widgets.small("The answers stay as they were given. An agreed score counts the agreed level of a question.")


def assessor(visit: Visit, actor: Actor, team: Team) -> None:
    """The assessor's ratings beside the team's, and for staff the way to give one."""
    may_rate = actor.role is not Role.SPONSOR
    if not team.ratings and not may_rate:
        return
    with st.container(gap="small"):
        st.header("Seen from outside", anchor=False)
        if team.ratings:
            opened.block(team_rows.assessor_table(team))
        else:
            widgets.muted("Nobody from outside has rated a question by a document yet.")
        if may_rate:
            with st.expander("Rate a question by a document"):
                _rate(visit, actor, team)


def _rate(visit: Visit, actor: Actor, team: Team) -> None:
    questionnaire = team.edition.questionnaire
    asked = {row.subject: questionnaire.question[row.subject].name for row in team.view.questions} or {
        question.id: question.name for question in questionnaire.questions if not question.optional
    }
    id = st.selectbox("Question", list(asked), format_func=lambda one: asked[one], key=visit.key("rated_question"))
    question, before = questionnaire.question[id], team.ratings.get(id)
    levels = {level.value: f"{plain(level.value)} {level.text}" for level in question.levels}
    level = st.selectbox(
        "Level that the document shows",
        list(levels),
        index=list(levels).index(before.level) if before and before.level in levels else None,
        format_func=lambda one: levels[one],
        placeholder="Choose",
        key=visit.key("rated_level", id),
    )
    reference = st.text_input(
        "Document",
        value=before.reference if before else "",
        max_chars=teaming.LONGEST_REFERENCE,
        placeholder="Title, date, page",
        key=visit.key("rated_by", id),
    )
    where = (team.campaign.id, team.organisation.id)
    with st.container(horizontal=True):
        if st.button("Keep the rating", key=visit.key("keep_rating"), disabled=level is None):
            session.attempt(partial(teaming.rate, actor, visit.place, where, id, level, reference))
            st.rerun()
        if before and st.button(":red[Take it back]", type="tertiary", key=visit.key("drop_rating")):
            session.attempt(partial(teaming.rate, actor, visit.place, where, id, None, ""))
            st.rerun()


def sponsors(visit: Visit, actor: Actor, team: Team) -> None:
    """Links by which somebody reads this page, without an account."""
    where = (team.campaign.id, team.organisation.id)
    with st.container(gap="small"):
        st.header("Who else may read this", anchor=False)
        for link in sponsoring.sponsors_of(actor, visit.place, where):
            made = f"{literal(link.name)}, since {widgets.day(link.created_at)}"
            if not link.is_valid(visit.place.now()):
                widgets.small(f"{made}, {'revoked' if link.revoked_at else 'expired'}.")
                continue
            until = f", until {widgets.day(link.expires_at)}" if link.expires_at else ""
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f":small[{made}{until}]", width="content")
                if st.button(":red[Revoke]", type="tertiary", key=visit.key("revoke", link.id)):
                    session.attempt(partial(sponsoring.revoke_sponsor, actor, visit.place, where, link.id))
                    st.rerun()
        if st.button("Let a sponsor read it", icon=":material/share:", key=visit.key("sponsor")):
            st.session_state.pop(NEW_LINK, None)
            _link(visit, actor, team)


@st.dialog("Let a sponsor read it", on_dismiss="rerun")
def _link(visit: Visit, actor: Actor, team: Team) -> None:
    """A link that is shown once; only its hash is kept."""
    token: str | None = st.session_state.get(NEW_LINK)
    if token is not None:
        st.markdown("Whoever has this link reads this page and its workbook, and nothing else. Copy it now.")
        ways_to_pass_on(
            f"{origin()}/t/{token}", "Mail it", "How our leadership team sees it", "With this link you can read it."
        )
        return
    name = st.text_input("For whom", max_chars=sponsoring.LONGEST_NAME, key=visit.key("sponsor_name"))
    days = st.segmented_control(
        "Valid for",
        sponsoring.DAYS_LINKED,
        default=sponsoring.DAYS_LINKED[1],
        format_func=lambda count: f":blue[{count} days]",
        key=visit.key("sponsor_days"),
    )
    if st.button("Make the link", type="primary", disabled=days is None, key=visit.key("make_sponsor")) and days:
        made, where = access.new_token(), (team.campaign.id, team.organisation.id)
        if session.attempt(partial(sponsoring.link_sponsor, actor, visit.place, where, name, made, days)):
            st.session_state[NEW_LINK] = made
            st.rerun(scope="fragment")
        widgets.notices()
