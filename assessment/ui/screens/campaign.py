"""One campaign as those who run it see it: how it goes, who is invited, letters, settings, closing."""

from datetime import timedelta
from html import escape

import streamlit as st

from assessment import times
from assessment.errors import AccessError
from assessment.invitation_words import until
from assessment.model import CampaignMode, ProfileField
from assessment.participation import Share
from assessment.times import with_zone
from assessment.ui import campaign_form, erasures, invitation_rows, invite_people, letters, session, staff_line, widgets
from assessment.ui import navigation as to
from assessment.ui.downloads import CAMPAIGN, ORGANISATION
from assessment.ui.literal import literal
from assessment.ui.screens.engagement import nothing_here
from assessment.ui.screens.workspace import ID
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import campaigns, progressing
from assessment.workflow.campaigns import LENS, LONGEST_REASON, SENIORITY, CampaignView
from assessment.workflow.progressing import Running

TWO_WEEKS = timedelta(days=14)
REOPENING_TELLS = (
    "**Before you reopen.** Whoever has seen the figures can set the new ones against them: if one person alone "
    "answers or changes something in between, the difference tells what that person said. Reopen only for several "
    "people."
)


def show(visit: Visit) -> None:
    """All about a campaign, what is due first."""
    with widgets.column(960, gap="medium"):
        staff_line.show(visit, to.WORKSPACE)
        try:
            view = campaigns.campaign_of(visit.staff, visit.place, st.query_params.get(ID, ""))
        except AccessError:
            nothing_here(visit)
            return
        running = progressing.progress_of(visit.staff, visit.place, view.campaign.id)
        widgets.notices()
        _head(visit, view, running)
        erasures.receipt()
        letters.to_send(visit, view)
        _progress(view, running)
        letters.reminders(visit, view, running)
        _teams(visit, view)
        invite_people.show(visit, view, running.is_open)
        invitation_rows.show(visit, view)
        _settings(visit, view)
        erasures.retention(visit, view.campaign)
        _closing(visit, view, running)


def _head(visit: Visit, view: CampaignView, running: Running) -> None:
    campaign = view.campaign
    if st.button(
        literal(view.engagement.engagement.name), icon=":material/arrow_back:", type="tertiary", key=visit.key("up")
    ):
        to.go(to.ENGAGEMENT, {ID: view.engagement.engagement.id})
    with st.container(gap="xxsmall"):
        st.title(literal(campaign.title), anchor=False)
        questions = view.edition.questionnaire.question_count(campaign.length)
        widgets.muted(
            literal(
                f"{view.edition.questionnaire.title}, version {view.edition.questionnaire.version}, "
                f"{counted(questions, 'question')}, wave {campaign.wave}"
            )
        )
        st.markdown(
            f"**{'Open' if running.is_open else 'Not open'}.** {literal(f'{_opening(visit, view)}{until(campaign)}.')}"
        )
        campaign_form.mode_line(campaign)


def _opening(visit: Visit, view: CampaignView) -> str:
    opens_at = view.campaign.opens_at
    is_ahead = opens_at is not None and opens_at > visit.place.now()
    return f"Opens {with_zone(opens_at, view.campaign.time_zone)}. " if opens_at and is_ahead else ""


def _progress(view: CampaignView, running: Running) -> None:
    found = running.participation
    with st.container(border=True, gap="small"):
        st.header("Who has answered", anchor=False)
        if not found.whole.invited:
            widgets.muted("Nobody is invited yet.")
            if running.submitted:
                st.markdown(f"{counted(running.submitted, 'response')} submitted by the open link.")
            return
        st.markdown(_in_words(view, running))
        profile, done = view.edition.profile, "Used" if view.campaign.is_anonymous else "Answered"
        tables = (
            _table("Function", done, found.by_lens, _labels(profile.field(LENS))),
            _table("Seniority", done, found.by_seniority, _labels(profile.field(SENIORITY))),
            _table("Announced bloc", done, found.by_bloc, {}),
        )
        st.html(f'<div class="report">{"".join(tables)}</div>')
        if view.campaign.is_anonymous:
            widgets.small(
                "Once an invitation is used, it is not kept of which function it was: only the whole is counted."
            )
        elif view.campaign.mode is not CampaignMode.NAMED:
            widgets.small(
                "Functions, seniorities and announced blocs are told apart from five people on; smaller ones stand "
                "together, or are left out."
            )


def _in_words(view: CampaignView, running: Running) -> str:
    """How many answered; of anonymous invitations it is only known that they were used."""
    whole = running.participation.whole
    if view.campaign.is_anonymous:
        return (
            f"**{whole.answered} of {whole.invited}** invitations were used; "
            f"{counted(running.submitted, 'response')} submitted."
        )
    on_the_way = whole.begun - whole.answered
    more = f"; {counted(on_the_way, 'person', 'people')} more began" if on_the_way else ""
    return f"**{whole.answered} of {whole.invited}** invited have answered{more}."


def _labels(field: ProfileField | None) -> dict[str, str]:
    return {option.id: option.label for option in field.options} if field else {}


def _table(head: str, done: str, shares: tuple[Share, ...], labels: dict[str, str]) -> str:
    if not shares:
        return ""
    rows = "".join(
        f"<tr><th scope='row'>{escape(labels.get(share.group, share.group) if share.group else 'All others')}</th>"
        f"<td>{share.answered} of {share.invited}</td><td>{round(100 * share.answered / share.invited)} %</td></tr>"
        for share in shares
    )
    return (
        f"<table><thead><tr><th scope='col'>{head}</th><th scope='col'>{done}</th><th scope='col'>Rate</th></tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )


def _teams(visit: Visit, view: CampaignView) -> None:
    """The way to what an organisation's team says."""
    with st.container(border=True, gap="small"):
        st.header("What the teams say", anchor=False)
        for organisation in view.engagement.organisations:
            if st.button(literal(organisation.name), icon=":material/groups:", key=visit.key("team", organisation.id)):
                to.go(to.TEAM, {CAMPAIGN: view.campaign.id, ORGANISATION: organisation.id})


def _settings(visit: Visit, view: CampaignView) -> None:
    with st.expander("Settings", icon=":material/tune:"):
        if view.has_begun:
            widgets.muted("Somebody has begun, so only title, closing, time zone and retention can change.")
        terms = campaign_form.changed(visit, view.campaign, view.edition, view.has_begun)
        if terms is not None:
            if session.attempt(lambda: campaigns.change(visit.staff, visit.place, view.campaign.id, terms)):
                session.tell("The settings are kept.")
            st.rerun()


def _closing(visit: Visit, view: CampaignView, running: Running) -> None:
    with st.container(border=True, gap="small"):
        if running.is_open:
            st.header("Close now", anchor=False)
            st.markdown("From then on nobody can answer or change anything. It can be reopened, with a reason.")
            if st.button("Close the campaign", icon=":material/lock:", key=visit.key("close")):
                session.attempt(lambda: campaigns.close(visit.staff, visit.place, view.campaign.id))
                st.rerun()
            return
        if view.campaign.closed_at is None and view.campaign.closes_at is None:
            return
        st.header("Reopen", anchor=False)
        zone = view.campaign.time_zone or "UTC"
        if view.campaign.mode is not CampaignMode.NAMED:
            st.markdown(REOPENING_TELLS)
        with st.form("reopen", border=False):
            reason = st.text_input("Why, for the log", max_chars=LONGEST_REASON)
            day = st.date_input(
                f"Until the end of this day, {zone}",
                value=times.local(visit.place.now() + TWO_WEEKS, zone).date(),
                format="YYYY-MM-DD",
            )
            handed_in = st.form_submit_button("Reopen the campaign", icon=":material/lock_open:")
        if handed_in:
            closes_at = times.at(day, campaign_form.LAST_MINUTE, zone) if day else None
            session.attempt(lambda: campaigns.reopen(visit.staff, visit.place, view.campaign.id, reason, closes_at))
            st.rerun()
