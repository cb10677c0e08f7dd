"""One engagement: its organisations, its members, its campaigns, and the way to another campaign."""

from functools import partial

import streamlit as st

from assessment.errors import AccessError
from assessment.model import Organisation
from assessment.ui import campaign_form, erasures, session, staff_line, widgets
from assessment.ui import navigation as to
from assessment.ui.literal import literal
from assessment.ui.screens.workspace import ID, in_words
from assessment.ui.session import Visit
from assessment.workflow import campaigns, engagements, progressing
from assessment.workflow.engagements import LONGEST_NAME, EngagementView
from assessment.workflow.sitting import UNIT


def show(visit: Visit) -> None:
    """All that belongs to an engagement."""
    with widgets.column(960, gap="medium"):
        staff_line.show(visit, to.WORKSPACE)
        try:
            view = engagements.engagement_of(visit.staff, visit.place, st.query_params.get(ID, ""))
        except AccessError:
            nothing_here(visit)
            return
        widgets.notices()
        st.title(literal(view.engagement.name), anchor=False)
        erasures.receipt()
        _campaigns(visit, view)
        _organisations(visit, view)
        _members(visit, view)
        _name(visit, view)
        erasures.engagement_retention(visit, view)


def nothing_here(visit: Visit) -> None:
    """What does not exist and what is foreign look alike."""
    st.title("There is nothing to see here", anchor=False)
    st.markdown("This does not exist, or it is not yours. Ask a member of the engagement to add you.")
    if st.button("To your engagements", key=visit.key("to_workspace")):
        to.go(to.WORKSPACE)


def _campaigns(visit: Visit, view: EngagementView) -> None:
    with st.container(border=True, gap="small"):
        st.header("Campaigns", anchor=False)
        found = campaigns.campaigns_of(visit.staff, visit.place, view.engagement.id)
        if not found:
            widgets.muted("None yet. A campaign asks people of one or several organisations the same questions.")
        for campaign in found:
            running = progressing.progress_of(visit.staff, visit.place, campaign.id)
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(f"**{literal(campaign.title)}**  \n:gray[{literal(in_words(running))}]", width="stretch")
                if st.button("Open", key=visit.key("campaign", campaign.id)):
                    to.go(to.CAMPAIGN, {ID: campaign.id})
        if not view.organisations:
            widgets.muted("Add an organisation first.")
            return
        with st.expander("New campaign", icon=":material/add:", expanded=not found):
            _new_campaign(visit, view)


def _new_campaign(visit: Visit, view: EngagementView) -> None:
    terms = campaign_form.new(visit, campaigns.editions_offered(visit.staff, visit.place, view.engagement.id))
    if terms is None:
        return
    made: list[str] = []

    def create() -> None:
        made.append(campaigns.create(visit.staff, visit.place, view.engagement.id, terms).id)

    if session.attempt(create):
        to.go(to.CAMPAIGN, {ID: made[0]})
    st.rerun()


def _organisations(visit: Visit, view: EngagementView) -> None:
    with st.container(border=True, gap="small"):
        st.header("Organisations", anchor=False)
        if not view.organisations:
            widgets.muted("None yet. Add the company, division or brand that people shall assess.")
        for organisation in view.organisations:
            with st.expander(literal(organisation.name)):
                _organisation(visit, view, organisation)
        with st.form("add_organisation", clear_on_submit=True, border=False):
            name = st.text_input("Company, division or brand", max_chars=LONGEST_NAME)
            added = st.form_submit_button("Add", icon=":material/add:")
        if added:
            session.attempt(lambda: engagements.add_organisation(visit.staff, visit.place, view.engagement.id, name))
            st.rerun()


def _organisation(visit: Visit, view: EngagementView, organisation: Organisation) -> None:
    """Name and profile; what is said here, those invited are not asked."""
    id = view.engagement.id
    widgets.line(
        visit,
        f"name_{organisation.id}",
        f"Name of {organisation.name}",
        LONGEST_NAME,
        organisation.name,
        partial(engagements.rename_organisation, visit.staff, visit.place, id, organisation.id),
    )
    for field in visit.place.edition.profile.fields:
        if field.about == "organisation" and field.id != UNIT and field.options:
            widgets.select(
                visit,
                f"{field.id}_{organisation.id}",
                field.label,
                {option.id: option.label for option in field.options},
                organisation.profile.get(field.id),
                partial(engagements.describe_organisation, visit.staff, visit.place, id, organisation.id, field.id),
            )
    widgets.small("Those who are invited see the name and are not asked for the rest.")
    erasures.organisation(visit, view, organisation)


def _members(visit: Visit, view: EngagementView) -> None:
    with st.container(border=True, gap="small"):
        st.header("Who works on it", anchor=False)
        for member in view.members:
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(f"{literal(member.name)}  \n:gray[{literal(member.email)}]", width="stretch")
                if len(view.members) > 1 and st.button(
                    f"Remove {literal(member.name)}", key=visit.key("remove", member.id), type="tertiary"
                ):
                    session.attempt(
                        partial(engagements.remove_member, visit.staff, visit.place, view.engagement.id, member.id)
                    )
                    st.rerun()
        with st.form("add_member", clear_on_submit=True, border=False):
            email = st.text_input("E-mail address of a colleague with an account")
            added = st.form_submit_button("Add", icon=":material/person_add:")
        if added:
            session.attempt(lambda: engagements.add_member(visit.staff, visit.place, view.engagement.id, email))
            st.rerun()


def _name(visit: Visit, view: EngagementView) -> None:
    with st.container(border=True, gap="small"):
        st.header("Name of the engagement", anchor=False)
        widgets.line(
            visit,
            "engagement_name",
            "Name, as those invited read it",
            LONGEST_NAME,
            view.engagement.name,
            partial(engagements.rename, visit.staff, visit.place, view.engagement.id),
        )
