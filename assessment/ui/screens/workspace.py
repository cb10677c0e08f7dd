"""Every engagement of whoever is signed in: its open campaigns, how they go, and what is due."""

import streamlit as st

from assessment.invitation_words import until
from assessment.mode_words import MODE_NAMES
from assessment.ui import navigation as to
from assessment.ui import session, staff_line, widgets
from assessment.ui.literal import literal
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import engagements, progressing
from assessment.workflow.engagements import LONGEST_NAME
from assessment.workflow.progressing import Overview, Running

ID = "id"


def show(visit: Visit) -> None:
    """What runs and what is due, by engagement; the way to begin another one."""
    with widgets.column(960, gap="medium"):
        staff_line.show(visit, to.WORKSPACE)
        widgets.notices()
        found = progressing.overview(visit.staff, visit.place)
        st.title("Your engagements" if found else "Begin with an engagement", anchor=False)
        if not found:
            _explain()
        for each in found:
            _engagement(visit, each)
        _add(visit)


def _explain() -> None:
    st.markdown(
        "An engagement is a piece of work with one or several organisations. In it you run campaigns: you choose the "
        "questions and who sees what, invite people, see who is missing, and read where a leadership team agrees."
    )
    widgets.muted("Give it a name that your colleagues understand, such as the client and the year.")


def _engagement(visit: Visit, each: Overview) -> None:
    with st.container(border=True, gap="small", key=visit.key("engagement", each.engagement.id)):
        st.header(literal(each.engagement.name), anchor=False)
        organisations = counted(len(each.engagement.organisations), "organisation")
        running = sum(one.is_open for one in each.campaigns)
        widgets.muted(f"{organisations} · {counted(running, 'open campaign')} of {len(each.campaigns)}")
        for one in each.campaigns:
            _campaign(visit, one)
        label = "Organisations, members, new campaign"
        if st.button(label, key=visit.key("open", each.engagement.id), type="tertiary", icon=":material/folder_open:"):
            to.go(to.ENGAGEMENT, {ID: each.engagement.id})


def _campaign(visit: Visit, one: Running) -> None:
    """One line of a campaign, with the way to it."""
    due = len(one.participation.due)
    reminders = f"  \n:red[:material/schedule: {counted(due, 'reminder')} due]" if due else ""
    title, said = literal(one.campaign.title), literal(in_words(one))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.markdown(f"**{title}**  \n:gray[{said}]{reminders}", width="stretch")
        if st.button("To the campaign", key=visit.key("to_campaign", one.campaign.id)):
            to.go(to.CAMPAIGN, {ID: one.campaign.id})


def in_words(one: Running) -> str:
    """How a campaign goes, in one line."""
    whole = one.participation.whole
    done = "invitations used" if one.campaign.is_anonymous else "invited answered"
    rate = f"{whole.answered} of {whole.invited} {done}" if whole.invited else "nobody invited yet"
    return f"{MODE_NAMES[one.campaign.mode]}, wave {one.campaign.wave} · {rate} · {until(one.campaign)}"


def _add(visit: Visit) -> None:
    with st.form("add_engagement", clear_on_submit=True):
        name = st.text_input("New engagement", max_chars=LONGEST_NAME, placeholder="Such as Nordkap, 2026")
        begun = st.form_submit_button("Begin it", icon=":material/add:")
    if begun:
        session.attempt(lambda: engagements.engage(visit.staff, visit.place, name))
        st.rerun()
