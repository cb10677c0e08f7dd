"""Letters of invitation and reminders: to send by the mail server, to download, or from one's own mail program.

The links' secrets are not stored. They stay in the session of the page that made them until it is left.
"""

from collections.abc import Iterable, Sequence
from email.errors import MessageError

import streamlit as st

from assessment import invitation_words
from assessment.invitation_words import Letter
from assessment.mails import eml, mailto, zipped
from assessment.model import Invitation
from assessment.ui import session, widgets
from assessment.ui.literal import literal
from assessment.ui.place import settings
from assessment.ui.private_link import origin
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import inviting, sending
from assessment.workflow.campaigns import CampaignView
from assessment.workflow.inviting import Issued, address
from assessment.workflow.progressing import Running
from assessment.workflow.sending import Delivery

ISSUED = "issued_links"


def keep(campaign: str, issued: Iterable[Issued]) -> None:
    """Keep new links at hand; one issued anew takes the place of the one before."""
    known: dict[str, dict[str, Issued]] = st.session_state.setdefault(ISSUED, {})
    known.setdefault(campaign, {}).update({each.invitation.id: each for each in issued})


def at_hand(campaign: str) -> dict[str, Issued]:
    """The links of a campaign that were made on this page, by invitation."""
    known: dict[str, dict[str, Issued]] = st.session_state.get(ISSUED, {})
    return known.get(campaign, {})


def letter_of(visit: Visit, view: CampaignView, issued: Issued) -> Letter:
    """The letter that brings somebody a link."""
    occasion = inviting.occasion_of(visit.place, view, issued.invitation.organisation)
    return invitation_words.invitation(occasion, issued.invitation.name, address(origin(), issued.token))


def to_send(visit: Visit, view: CampaignView) -> None:
    """The links that were just made, with every way to pass them on."""
    issued = tuple(at_hand(view.campaign.id).values())
    if not issued:
        return
    with st.container(border=True, gap="small"):
        st.header(f"{counted(len(issued), 'new link')}, to be passed on now", anchor=False)
        st.markdown(
            "The secret of a link is not kept: these show until you leave this page. "
            "Afterwards a new link can be made for anybody."
        )
        with st.container(horizontal=True, gap="small"):
            if settings().mail is not None and st.button(
                "Send by e-mail", type="primary", icon=":material/send:", key=visit.key("send")
            ):
                _send(visit, view, issued)
            letters = [(each, letter_of(visit, view, each)) for each in issued]
            _download("Letters (.eml)", _packed(letters), "invitations.zip", "application/zip", visit)
            links = inviting.links_csv(view, issued, origin())
            _download("Links (CSV)", links.encode("utf-8-sig"), "links.csv", "text/csv", visit)
            if st.button("Mark as sent", icon=":material/done_all:", key=visit.key("mark_sent")):
                session.attempt(
                    lambda: inviting.mark_sent(
                        visit.staff, visit.place, view.campaign.id, [each.invitation.id for each in issued]
                    )
                )
                st.rerun()
        with st.expander("What the letter says"):
            st.code(f"{letters[0][1].subject}\n\n{letters[0][1].body}", language=None, wrap_lines=True)


def _packed(letters: Sequence[tuple[Issued, Letter]]) -> bytes:
    return zipped(
        (each.invitation.name or each.invitation.email, _file(each.invitation, letter)) for each, letter in letters
    )


def _file(invitation: Invitation, letter: Letter) -> bytes:
    """One letter; where its address is none that a letter can have, it is left to be filled in."""
    try:
        return eml(letter, invitation.name, invitation.email)
    except (ValueError, MessageError):
        return eml(letter, invitation.name, "")


def _download(label: str, content: bytes, name: str, kind: str, visit: Visit) -> None:
    st.download_button(label, content, name, kind, key=visit.key("download", name), icon=":material/download:")


def _send(visit: Visit, view: CampaignView, issued: Sequence[Issued]) -> None:
    server = settings().mail
    assert server is not None, "the button shows only with a mail server"
    session.attempt(
        lambda: _tell(sending.send(visit.staff, visit.place, view.campaign.id, issued, server, origin()), "invitation")
    )
    st.rerun()


def _tell(delivery: Delivery, noun: str) -> None:
    """How many went out, and each one that did not."""
    failed = "; ".join(f"{name}: {reason}" for name, reason in delivery.failed)
    said = f"{counted(delivery.sent, noun)} sent."
    session.tell(f"{said} Not sent: {failed}." if failed else said, kind="error" if failed else "info")


def reminders(visit: Visit, view: CampaignView, running: Running) -> None:
    """Who is due a reminder, and the ways to send it."""
    due = running.participation.due
    if not due:
        return
    ids = [each.id for each in due]
    with st.container(border=True, gap="small"):
        st.header(f"{counted(len(due), 'reminder')} due", anchor=False)
        widgets.muted("Five days without an answer, or two days before the closing.")
        for each in due:
            st.markdown(f"{literal(each.name or each.email)}{_by_mail(visit, view, each)}")
        with st.container(horizontal=True, gap="small"):
            server = settings().mail
            if server is not None and st.button(
                "Send reminders", type="primary", icon=":material/send:", key=visit.key("remind")
            ):
                session.attempt(
                    lambda: _tell(sending.remind(visit.staff, visit.place, view.campaign.id, ids, server), "reminder")
                )
                st.rerun()
            if st.button("Mark as reminded", icon=":material/done_all:", key=visit.key("mark_reminded")):
                session.attempt(lambda: inviting.mark_reminded(visit.staff, visit.place, view.campaign.id, ids))
                st.rerun()


def _by_mail(visit: Visit, view: CampaignView, invitation: Invitation) -> str:
    """A link that opens the reminder in one's own mail program, for those with an address."""
    if not invitation.email:
        return ""
    occasion = inviting.occasion_of(visit.place, view, invitation.organisation)
    letter = invitation_words.reminder(occasion, invitation.name)
    return f" · [Write to them]({mailto(invitation.email, letter)})"
