"""Invitations to a campaign, and the open links by which anybody of an organisation may begin.

Of their secrets only hashes are kept.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from assessment.model import CampaignLink, Invitation, InvitationState
from assessment.storage.tables import campaign_link, invitation

_THIS = invitation.c.id == bindparam("this")
_ADD = insert(invitation)
_GET = select(invitation).where(_THIS)
_HOLD = select(invitation.c.id).where(_THIS).with_for_update(key_share=True)
_OF_TOKEN = select(invitation).where(invitation.c.token_hash == bindparam("token_hash"))
# Not by time: an anonymous campaign keeps no order in which its people came.
_OF_CAMPAIGN = (
    select(invitation)
    .where(invitation.c.campaign_id == bindparam("campaign"))
    .order_by(invitation.c.name, invitation.c.email, invitation.c.id)
)
_PUT_STATE = update(invitation).where(_THIS).values(state=bindparam("to"))
_OPEN = _PUT_STATE.where(invitation.c.state.in_([InvitationState.CREATED, InvitationState.SENT]))
# When it was sent and reminded of would tell before or after which moment it was used; function and seniority are said
# in a response too.
_USE = (
    update(invitation)
    .where(_THIS)
    .values(state=InvitationState.USED, sent_at=None, reminded_at=None, reminders=0, lens=None, seniority=None)
)
_SEND = update(invitation).where(_THIS).values(sent_at=bindparam("at", type_=invitation.c.sent_at.type))
_MARK_SENT = _PUT_STATE.where(invitation.c.state == InvitationState.CREATED)
_REMIND = (
    update(invitation)
    .where(_THIS)
    .values(
        reminded_at=bindparam("at", type_=invitation.c.reminded_at.type),
        reminders=invitation.c.reminders + 1,
    )
)
_REISSUE = (
    update(invitation)
    .where(_THIS)
    .values(
        token_hash=bindparam("to"),
        state=bindparam("new_state"),
        expires_at=bindparam("until", type_=invitation.c.expires_at.type),
        sent_at=None,
        reminded_at=None,
        reminders=0,
    )
)
_REMOVE = delete(invitation).where(_THIS)

_ADD_LINK = insert(campaign_link)
_LINK_OF_TOKEN = select(campaign_link).where(campaign_link.c.token_hash == bindparam("token_hash"))
_LINK = select(campaign_link).where(campaign_link.c.id == bindparam("this"))
_HOLD_LINK = select(campaign_link.c.id).where(campaign_link.c.id == bindparam("this")).with_for_update()
_LINKS = (
    select(campaign_link)
    .where(campaign_link.c.campaign_id == bindparam("campaign"))
    .order_by(campaign_link.c.created_at, campaign_link.c.id)
)
_REVOKE_LINK = (
    update(campaign_link)
    .where(campaign_link.c.id == bindparam("this"), campaign_link.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("at", type_=campaign_link.c.revoked_at.type))
)


def add(connection: Connection, added: Invitation, token_hash: str) -> None:
    """Store a new invitation; the secret whose hash this is leads to it."""
    row = {
        "id": added.id,
        "campaign_id": added.campaign,
        "organisation_id": added.organisation,
        "token_hash": token_hash,
        "state": added.state,
        "name": added.name or None,
        "email": added.email or None,
        "lens": added.lens,
        "seniority": added.seniority,
        "sent_at": added.sent_at,
        "expires_at": added.expires_at,
        "created_at": added.created_at,
        "reminded_at": added.reminded_at,
        "reminders": added.reminders,
    }
    connection.execute(_ADD, row)


def get(connection: Connection, id: str) -> Invitation | None:
    """The invitation with this id."""
    return _one(connection.execute(_GET, {"this": id}).one_or_none())


def hold(connection: Connection, id: str) -> Invitation | None:
    """Let nobody else change an invitation until this transaction ends; the invitation as it stands then."""
    connection.execute(_HOLD, {"this": id})
    return get(connection, id)


def of_token(connection: Connection, token_hash: str) -> Invitation | None:
    """The invitation whose secret has this hash."""
    return _one(connection.execute(_OF_TOKEN, {"token_hash": token_hash}).one_or_none())


def of_campaign(connection: Connection, campaign: str) -> list[Invitation]:
    """The invitations to a campaign, by name."""
    return [_invitation(row) for row in connection.execute(_OF_CAMPAIGN, {"campaign": campaign})]


def put_state(connection: Connection, id: str, state: InvitationState) -> None:
    """Note how far an invitation is."""
    connection.execute(_PUT_STATE, {"this": id, "to": state})


def open_(connection: Connection, id: str) -> None:
    """Note that an invitation was looked at; one that is further stays as it is."""
    connection.execute(_OPEN, {"this": id, "to": InvitationState.OPENED})


def use(connection: Connection, id: str) -> None:
    """Note that an invitation was used, and forget all that tells when, or in which response."""
    connection.execute(_USE, {"this": id})


def send(connection: Connection, id: str, now: datetime) -> None:
    """Note that an invitation was sent; one that is further stays as far as it is."""
    connection.execute(_SEND, {"this": id, "at": now})
    connection.execute(_MARK_SENT, {"this": id, "to": InvitationState.SENT})


def remind(connection: Connection, id: str, now: datetime) -> None:
    """Count a reminder."""
    connection.execute(_REMIND, {"this": id, "at": now})


def reissue(
    connection: Connection, id: str, token_hash: str, state: InvitationState, expires_at: datetime | None
) -> None:
    """Let another secret lead to an invitation, which is not sent yet, and the one before nowhere."""
    connection.execute(_REISSUE, {"this": id, "to": token_hash, "new_state": state, "until": expires_at})


def remove(connection: Connection, id: str) -> None:
    """Remove an invitation; a response that answered it stays."""
    connection.execute(_REMOVE, {"this": id})


def add_link(connection: Connection, link: CampaignLink, token_hash: str) -> None:
    """Store a new open link."""
    row = {
        "id": link.id,
        "campaign_id": link.campaign,
        "organisation_id": link.organisation,
        "token_hash": token_hash,
        "created_at": link.created_at,
        "revoked_at": link.revoked_at,
    }
    connection.execute(_ADD_LINK, row)


def link(connection: Connection, id: str) -> CampaignLink | None:
    """The open link with this id, revoked or not."""
    row = connection.execute(_LINK, {"this": id}).one_or_none()
    return _link(row) if row else None


def hold_link(connection: Connection, id: str) -> None:
    """Let nobody else who holds it begin by an open link until this transaction ends."""
    connection.execute(_HOLD_LINK, {"this": id})


def link_of_token(connection: Connection, token_hash: str) -> CampaignLink | None:
    """The open link whose secret has this hash, revoked or not."""
    row = connection.execute(_LINK_OF_TOKEN, {"token_hash": token_hash}).one_or_none()
    return _link(row) if row else None


def links_of(connection: Connection, campaign: str) -> list[CampaignLink]:
    """The open links to a campaign, oldest first."""
    return [_link(row) for row in connection.execute(_LINKS, {"campaign": campaign})]


def revoke_link(connection: Connection, id: str, now: datetime) -> None:
    """Take an open link back for good; doing it again changes nothing."""
    connection.execute(_REVOKE_LINK, {"this": id, "at": now})


def _one(row: Row[*tuple[Any, ...]] | None) -> Invitation | None:
    return _invitation(row) if row else None


def _invitation(row: Row[*tuple[Any, ...]]) -> Invitation:
    return Invitation(
        id=row.id,
        campaign=row.campaign_id,
        organisation=row.organisation_id,
        state=InvitationState(row.state),
        created_at=row.created_at,
        name=row.name or "",
        email=row.email or "",
        lens=row.lens,
        seniority=row.seniority,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        reminded_at=row.reminded_at,
        reminders=row.reminders,
    )


def _link(row: Row[*tuple[Any, ...]]) -> CampaignLink:
    return CampaignLink(row.id, row.campaign_id, row.organisation_id, row.created_at, row.revoked_at)
