"""Inviting people: one by one, by rows that are pasted, by a file, or by an open link."""

from functools import partial

import streamlit as st

from assessment.errors import AssessmentError
from assessment.model import CampaignMode, ProfileField
from assessment.ui import letters, session, uploads, widgets
from assessment.ui.literal import literal
from assessment.ui.private_link import origin, ways_to_pass_on
from assessment.ui.session import Visit
from assessment.wording import counted, listed
from assessment.workflow import inviting
from assessment.workflow.campaigns import CampaignView
from assessment.workflow.inviting import Choices, Invitee

FILE = "invitations_file"
OPEN_LINK = "open_links_made"
LONGEST_PASTED = 60_000
HOW = (
    "A row for each person, with a name or an e-mail address and, if wanted, function, seniority and organisation. "
    "The first line names the columns: name, email, lens, seniority, organisation."
)


def show(visit: Visit, view: CampaignView, is_open: bool) -> None:
    """The ways to invite; none once the campaign is over."""
    over = view.campaign.closed_at is not None or (not is_open and view.campaign.opens_at is None)
    if over:
        return
    choices = inviting.choices_of(view)
    with st.container(border=True, gap="small"):
        st.header("Invite people", anchor=False)
        if not view.engagement.organisations:
            widgets.muted("Add an organisation to the engagement first.")
            return
        single, pasted, handed_in, link = st.tabs(["One person", "Paste rows", "Upload a file", "Open link"])
        with single:
            _single(visit, view, choices)
        with pasted:
            _pasted(visit, view)
        with handed_in:
            _file(visit, view)
        with link:
            _open_link(visit, view)


def _single(visit: Visit, view: CampaignView, choices: Choices) -> None:
    with st.form("invite_one", clear_on_submit=True, border=False):
        left, right = st.columns(2)
        with left:
            name = st.text_input("Name", max_chars=inviting.LONGEST_NAME)
            lens = _known(choices.lens, choices)
        with right:
            email = st.text_input("E-mail address", max_chars=inviting.LONGEST_EMAIL)
            seniority = _known(choices.seniority, choices)
        names = {each.id: each.name for each in choices.organisations}
        organisation = st.selectbox(
            "Organisation", list(names), format_func=lambda id: names[id], disabled=len(names) == 1
        )
        handed_in = st.form_submit_button("Invite", icon=":material/person_add:")
    if handed_in:
        person = Invitee(" ".join(name.split()), email.strip().lower(), organisation, lens, seniority)
        _invite(visit, view, (person,))


def _known(field: ProfileField | None, choices: Choices) -> str | None:
    """What is known of somebody beforehand."""
    if field is None:
        return None
    offered = (choices.offered or {}).get(field.id)
    labels = {option.id: option.label for option in field.options if not offered or option.id in offered}
    return st.selectbox(
        f"{field.label}, if known", list(labels), index=None, format_func=lambda id: labels[id], placeholder="Not known"
    )


def _pasted(visit: Visit, view: CampaignView) -> None:
    widgets.muted(HOW)
    with st.form("invite_pasted", border=False):
        text = st.text_area("Rows copied from a spreadsheet", max_chars=LONGEST_PASTED, height=160)
        handed_in = st.form_submit_button("Read the rows", icon=":material/content_paste:")
    if handed_in:
        try:
            found = inviting.read_pasted(visit.staff, visit.place, view.campaign.id, text)
        except AssessmentError as fault:
            _problems(fault)
            return
        _invite(visit, view, found)


def _problems(fault: AssessmentError) -> None:
    """Every problem on a line of its own."""
    st.error("  \n".join(literal(problem) for problem in fault.problems), icon=":material/error:")


def _file(visit: Visit, view: CampaignView) -> None:
    widgets.muted(HOW)
    found = uploads.handed_in(
        FILE,
        "A file in CSV or Excel",
        ["csv", "xlsx"],
        partial(inviting.read, visit.staff, visit.place, view.campaign.id),
    )
    if found is None:
        return
    st.markdown(f"The file names {counted(len(found), 'person', 'people')}.")
    if st.button(f"Invite {len(found)}", type="primary", key=visit.key("invite_file")):
        uploads.taken_over(FILE)
        _invite(visit, view, found)


def _invite(visit: Visit, view: CampaignView, people: tuple[Invitee, ...]) -> None:
    def invite() -> None:
        came = inviting.invite(visit.staff, visit.place, view.campaign.id, people)
        letters.keep(view.campaign.id, came.issued)
        known = f" {listed(came.known)} had been invited before." if came.known else ""
        session.tell(f"{counted(len(came.issued), 'invitation')} made.{known}")

    session.attempt(invite)
    st.rerun()


def _open_link(visit: Visit, view: CampaignView) -> None:
    if view.campaign.mode is CampaignMode.NAMED:
        widgets.muted("Answers carry names here, so everybody needs an invitation of their own.")
        return
    widgets.muted(
        "Anybody who has the link can answer, more than once from several devices. Use it where nobody knows who "
        "belongs to the team; rates of response are then not known."
    )
    made: dict[str, str] = st.session_state.setdefault(OPEN_LINK, {})
    names = {each.id: each.name for each in view.engagement.organisations}
    for link in inviting.open_links_of(visit.staff, visit.place, view.campaign.id):
        with st.container(border=True, gap="small"):
            st.markdown(f"For **{literal(names.get(link.organisation, ''))}**, since {widgets.day(link.created_at)}")
            if (token := made.get(link.id)) is not None:
                ways_to_pass_on(f"{origin()}/c/{token}", "Mail it", view.campaign.title, "Please answer by this link.")
                widgets.small("Copy it now: it is not kept, and shows only until you leave this page.")
            if st.button("Take it back", key=visit.key("no_link", link.id)):
                session.attempt(partial(inviting.revoke_link, visit.staff, visit.place, view.campaign.id, link.id))
                st.rerun()
    with st.form("open_link", border=False):
        organisation = st.selectbox(
            "For which organisation", list(names), format_func=lambda id: names[id], disabled=len(names) == 1
        )
        wanted = st.form_submit_button("Make a link", icon=":material/add_link:")
    if wanted:

        def make() -> None:
            link, token = inviting.open_link(visit.staff, visit.place, view.campaign.id, organisation)
            made[link.id] = token

        session.attempt(make)
        st.rerun()
