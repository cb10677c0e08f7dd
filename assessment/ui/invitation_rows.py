"""Who is invited, row by row: how far each is, a new link, and taking it back."""

from functools import partial

import streamlit as st

from assessment.invitation_words import EXPIRED, STATE_WORDS
from assessment.mails import mailto
from assessment.model import Invitation, InvitationState
from assessment.ui import erasures, letters, session, widgets
from assessment.ui.literal import literal
from assessment.ui.private_link import origin
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import inviting
from assessment.workflow.campaigns import LENS, SENIORITY, CampaignView
from assessment.workflow.inviting import address

FINAL = (InvitationState.REVOKED, InvitationState.USED)
MARKS = {
    InvitationState.SUBMITTED: ":green[:material/check_circle:]",
    InvitationState.USED: ":green[:material/check_circle:]",
    InvitationState.REVOKED: ":gray[:material/block:]",
}


def show(visit: Visit, view: CampaignView) -> None:
    """All invitations of the campaign, by name."""
    found = inviting.invitations_of(visit.staff, visit.place, view.campaign.id)
    if not found:
        return
    with st.container(border=True, gap="small"):
        st.header(f"{counted(len(found), 'invitation')}", anchor=False)
        for invitation in found:
            _row(visit, view, invitation)


def _row(visit: Visit, view: CampaignView, invitation: Invitation) -> None:
    issued = letters.at_hand(view.campaign.id).get(invitation.id)
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=visit.key("invitation", invitation.id),
    ):
        name = literal(invitation.name or invitation.email)
        st.markdown(f"**{name}**  \n:gray[{literal(_about(view, invitation))}]", width="stretch")
        st.markdown(f"{_mark(invitation)} {literal(_standing(visit, invitation))}", width="content")
        with st.popover("Link", key=visit.key("link", invitation.id), disabled=invitation.state in FINAL):
            is_replaceable = inviting.is_replaceable(view.campaign, invitation)
            if not is_replaceable:
                st.markdown(literal(inviting.BEGUN))
            elif issued is not None:
                st.code(address(origin(), issued.token), language=None, wrap_lines=True)
                if invitation.email:
                    letter = letters.letter_of(visit, view, issued)
                    st.markdown(f"[Write the letter]({mailto(invitation.email, letter)})")
            else:
                st.markdown("The link is not kept. A new one can be made; the old one then opens nothing.")
            if is_replaceable:
                _button(
                    visit, f"New link for {name}", "reissue", invitation, partial(_reissue, visit, view, invitation)
                )
            if invitation.state is not InvitationState.SUBMITTED:
                _button(
                    visit, f"Take back from {name}", "revoke", invitation, partial(_revoke, visit, view, invitation)
                )
        with st.popover("Erase", key=visit.key("erasing", invitation.id)):
            erasures.invited(visit, invitation)


def _button(visit: Visit, label: str, kind: str, invitation: Invitation, do: partial[None]) -> None:
    if st.button(label, key=visit.key(kind, invitation.id)):
        session.attempt(do)
        st.rerun()


def _reissue(visit: Visit, view: CampaignView, invitation: Invitation) -> None:
    letters.keep(view.campaign.id, [inviting.reissue(visit.staff, visit.place, view.campaign.id, invitation.id)])


def _revoke(visit: Visit, view: CampaignView, invitation: Invitation) -> None:
    inviting.revoke(visit.staff, visit.place, view.campaign.id, invitation.id)


def _about(view: CampaignView, invitation: Invitation) -> str:
    """Address, organisation, function and rank, so far as known."""
    organisation = view.engagement.organisation(invitation.organisation)
    said = [invitation.email if invitation.name else "", organisation.name if organisation else ""]
    for id, option in ((LENS, invitation.lens), (SENIORITY, invitation.seniority)):
        field = view.edition.profile.field(id)
        said += [each.label for each in (field.options if field else ()) if each.id == option]
    return " · ".join(text for text in said if text)


def _mark(invitation: Invitation) -> str:
    return MARKS.get(invitation.state, ":gray[:material/radio_button_unchecked:]")


def _standing(visit: Visit, invitation: Invitation) -> str:
    """How far it is, in words; when it was sent, and how often somebody was reminded."""
    if invitation.is_expired(visit.place.now()) and invitation.state is not InvitationState.REVOKED:
        return EXPIRED
    words = STATE_WORDS[invitation.state]
    if invitation.state is InvitationState.SENT and invitation.sent_at:
        words += f" {widgets.day(invitation.sent_at)}"
    if invitation.reminders and invitation.reminded_at:
        words += f", reminded {counted(invitation.reminders, 'time')}, last {widgets.day(invitation.reminded_at)}"
    return words
