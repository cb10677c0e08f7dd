"""The first screen of somebody invited: for whom, by whom, until when, how long, and who will see what."""

import streamlit as st

from assessment import access
from assessment.access import COOKIE_INVITED
from assessment.invitation_words import invited_by, until
from assessment.mode_words import FOR_RESPONDENTS, MODE_NAMES
from assessment.model import CampaignMode, ProfileField
from assessment.times import with_zone
from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.downloads import INVITED
from assessment.ui.literal import literal
from assessment.ui.private_link import KEEP
from assessment.ui.session import Visit
from assessment.wording import counted, listed
from assessment.workflow import answering, invited
from assessment.workflow.invited import Way

OTHERS_KEPT = "This browser now follows an invitation. What was open here before is kept."
# In the session: the mode that was shown, by the invitation.
TOLD = "told_mode"
ICONS = {
    CampaignMode.NAMED: "badge",
    CampaignMode.CONFIDENTIAL: "visibility",
    CampaignMode.ANONYMOUS: "visibility_off",
}


def token_here() -> str | None:
    """The secret of the invitation that this browser follows."""
    return access.as_token(st.context.cookies.get(COOKIE_INVITED))


def way_here(visit: Visit) -> Way | None:
    """What the invitation in this browser opens; none without one, or where it opens nothing (any more)."""
    return invited.found(visit.place, token_here())


def show(visit: Visit, way: Way) -> None:
    """What somebody must know before the first question, and the way in."""
    token = token_here() or ""
    if not way.has_begun and not way.is_used:
        session.attempt(lambda: invited.look(way.actor, visit.place, token))
    with st.container(gap="medium"):
        if session.held_before(visit):
            st.info(OTHERS_KEPT, icon=":material/swap_horiz:")
        st.title(literal(way.campaign.title), anchor=False)
        st.markdown(
            f"You are asked where **{literal(way.organisation.name)}** stands. "
            f":gray[Invited by {literal(invited_by(way.engagement, way.inviters))}.]"
        )
        _facts(visit, way)
        _who_sees_it(way)
        _way_in(visit, way, token)


def _facts(visit: Visit, way: Way) -> None:
    announced = answering.announced(visit.place, way.campaign.length, way.campaign.edition)
    questions = way.edition.questionnaire.question_count(way.campaign.length)
    with st.container(gap="small"):
        _point(
            "schedule",
            f"About {announced.minutes} minutes",
            f"{counted(questions, 'question')}. Stop and come back whenever you like.",
        )
        _point("event", until(way.campaign), "Until then you can change what you said.")


def _who_sees_it(way: Way) -> None:
    with st.container(border=True, gap="xsmall"):
        st.header(f":material/{ICONS[way.campaign.mode]}: Who sees what you say", anchor=False)
        st.markdown(f"**{MODE_NAMES[way.campaign.mode]}.** {' '.join(FOR_RESPONDENTS[way.campaign.mode])}")


def _point(icon: str, lead: str, text: str) -> None:
    st.markdown(f":green[:material/{icon}:] **{literal(lead)}**  \n:gray[{text}]")


def _way_in(visit: Visit, way: Way, token: str) -> None:
    if way.is_used:
        st.warning(literal(way.spent_words), icon=":material/link_off:")
    elif way.has_begun or (way.is_personal and visit.token != invited.private_token(token)):
        # Only the server may write the cookie that leads to the answers.
        widgets.link("Go on", INVITED, primary=True)
    elif not way.is_open:
        opens = with_zone(way.campaign.opens_at, way.campaign.time_zone) if way.campaign.opens_at else ""
        st.info(literal(f"You can begin from {opens}."), icon=":material/event:")
    else:
        _form(visit, way, token)


def _form(visit: Visit, way: Way, token: str) -> None:
    suggested = way.suggested
    # What was read before the press counts, not what a change meanwhile makes of it.
    told = st.session_state.get(TOLD, {}).get(way.subject.id, way.campaign.mode)
    st.session_state[TOLD] = {way.subject.id: way.campaign.mode}
    with st.form("invited", border=False):
        chosen = {field.id: _ask(field, suggested.get(field.id)) for field in way.fields}
        begun = st.form_submit_button("Begin", type="primary", icon=":material/arrow_forward:")
    widgets.small("From here on everything you say is saved at once.")
    if begun:
        _begin(visit, way, token, chosen, told)


def _ask(field: ProfileField, suggested: str | None) -> str | None:
    labels = {option.id: option.label for option in field.options}
    options = list(labels)
    return st.selectbox(
        f"Your {field.label[:1].lower()}{field.label[1:]}",
        options,
        index=options.index(suggested) if suggested in labels else None,
        format_func=lambda id: labels[id],
        placeholder="Choose",
        key=f"invited_{field.id}",
    )


def _begin(visit: Visit, way: Way, token: str, chosen: dict[str, str | None], told: CampaignMode) -> None:
    missing = [f"your {field.label.lower()}" for field in way.fields if not chosen[field.id]]
    if missing:
        st.error(literal(f"Still missing: {listed(missing)}."), icon=":material/error:")
        return
    held = visit.token
    if held is None:
        st.error(widgets.NO_COOKIE, icon=":material/error:")
        return
    profile = {id: value for id, value in chosen.items() if value}
    if session.attempt(lambda: invited.begin(way.actor, visit.place, token, held, profile, told)):
        # The only way back there is, so it is shown at once.
        st.session_state[KEEP] = not way.is_personal
        to.go(to.PRIORITIES)
    st.rerun()
