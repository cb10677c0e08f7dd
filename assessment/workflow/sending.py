"""Sending invitations and reminders by a mail server: each person on their own, and what fails is said by name."""

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError

from assessment.errors import CampaignError
from assessment.invitation_words import Letter, invitation, reminder
from assessment.mails import MailServer, message
from assessment.model import Actor, Invitation
from assessment.workflow.campaigns import campaign_of
from assessment.workflow.inviting import WAITING, Issued, address, invitations_of, mark_reminded, mark_sent, occasion_of
from assessment.workflow.opening import Place

LONGEST_WAIT = 20  # seconds for an answer of the server
NO_ADDRESS = "has no e-mail address"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivery:
    """How many letters the server took, and for each that it did not take: to whom, and why."""

    sent: int
    failed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Addressed:
    invitation: Invitation
    letter: Letter


def send(
    actor: Actor, place: Place, campaign: str, issued: Sequence[Issued], server: MailServer, origin: str
) -> Delivery:
    """Send invitations; each one is marked as sent once the server took it. `origin`: the app's public address."""
    view = campaign_of(actor, place, campaign)
    letters = [
        _Addressed(
            each.invitation,
            invitation(
                occasion_of(place, view, each.invitation.organisation),
                each.invitation.name,
                address(origin, each.token),
            ),
        )
        for each in issued
    ]
    return _deliver(letters, server, lambda id: mark_sent(actor, place, campaign, [id]))


def remind(actor: Actor, place: Place, campaign: str, ids: Sequence[str], server: MailServer) -> Delivery:
    """Send reminders; each one is counted once the server took it."""
    view = campaign_of(actor, place, campaign)
    wanted = [each for each in invitations_of(actor, place, campaign) if each.id in set(ids) and each.state in WAITING]
    letters = [_Addressed(each, reminder(occasion_of(place, view, each.organisation), each.name)) for each in wanted]
    return _deliver(letters, server, lambda id: mark_reminded(actor, place, campaign, [id]))


def _deliver(letters: Sequence[_Addressed], server: MailServer, taken: Callable[[str], None]) -> Delivery:
    failed: list[tuple[str, str]] = []
    sent = 0
    with _connected(server) as connection:
        for each in letters:
            reason = _post(connection, each, server)
            if reason:
                failed.append((each.invitation.name or each.invitation.email, reason))
            else:
                taken(each.invitation.id)
                sent += 1
    return Delivery(sent, tuple(failed))


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection to the server. Raises CampaignError where there is none to be had; then nothing was sent."""
    connection = smtplib.SMTP(timeout=LONGEST_WAIT)
    try:
        _connect(connection, server)
    except (smtplib.SMTPException, OSError) as fault:
        connection.close()
        log.warning("mail server: %s", fault)
        raise CampaignError(
            f"The mail server {server.host} does not take letters ({_reason(fault)}); nothing was sent. "
            "Download the letters instead, or ask whoever runs this site."
        ) from None
    try:
        yield connection
    finally:
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()


def _connect(connection: smtplib.SMTP, server: MailServer) -> None:
    connection.connect(server.host, server.port)
    if server.is_encrypted:
        # Needed for the server's name to be checked; a first connection by `connect` does not note it.
        connection._host = server.host  # type: ignore[attr-defined]
        connection.starttls(context=ssl.create_default_context())
    if server.user is not None:
        connection.login(server.user, server.password or "")


def _post(connection: smtplib.SMTP, each: _Addressed, server: MailServer) -> str:
    """Hand one letter to the server; why it did not take it, or nothing."""
    if not each.invitation.email:
        return NO_ADDRESS
    try:
        made = message(each.letter, each.invitation.name, each.invitation.email, server.sender)
        if connection.sock is None:
            # Some servers hang up after a refusal. Whoever connects anew introduces itself anew, too.
            connection.ehlo_resp = connection.helo_resp = None
            _connect(connection, server)
        connection.send_message(made)
    except (smtplib.SMTPException, OSError, ValueError, MessageError) as fault:
        return _reason(fault)
    return ""


def _reason(fault: Exception) -> str:
    """What a server or the way to it said, in one line."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, refusal = next(iter(fault.recipients.values()))
        return f"{code} {refusal.decode('utf-8', 'replace')}"
    if isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        return f"{fault.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    if isinstance(fault, UnicodeError):
        return "the server does not take such an address"
    return " ".join(str(fault.strerror if isinstance(fault, OSError) and fault.strerror else fault).split())[:200]
