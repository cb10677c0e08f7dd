"""What a campaign holds about one organisation as a team: its submitted responses, what was agreed, how somebody from
outside rates it, and the links by which a sponsor reads it. A team is read by a handful of statements, however large.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, bindparam, delete, insert, select, update

from assessment.model import AssessorRating, Response, ResponseState, Settlement, SponsorLink
from assessment.storage.responses import response_from
from assessment.storage.statements import upsert
from assessment.storage.tables import (
    answer,
    assessor_rating,
    invitation,
    organisation,
    organisation_field,
    response,
    response_dimension,
    response_field,
    settlement,
    sponsor_link,
)

_SUBMITTED = (
    response.c.campaign_id == bindparam("campaign"),
    response.c.organisation_id == bindparam("organisation"),
    response.c.state == ResponseState.SUBMITTED,
)
_RESPONSES = (
    select(
        response.c.id,
        response.c.length,
        response.c.target_year,
        organisation.c.name.label("organisation_name"),
        invitation.c.name.label("invited_name"),
        invitation.c.lens,
        invitation.c.seniority,
    )
    .join_from(response, organisation, organisation.c.id == response.c.organisation_id)
    .outerjoin(invitation, invitation.c.id == response.c.invitation_id)
    .where(*_SUBMITTED)
    .order_by(response.c.id)
)
_ANSWERS = select(answer).join(response, response.c.id == answer.c.response_id).where(*_SUBMITTED)
_DIMENSIONS = (
    select(response_dimension)
    .join(response, response.c.id == response_dimension.c.response_id)
    .where(*_SUBMITTED)
    .order_by(response_dimension.c.pick_order.nulls_last(), response_dimension.c.dimension)
)
_FIELDS = select(response_field).join(response, response.c.id == response_field.c.response_id).where(*_SUBMITTED)
_ORGANISATION_FIELDS = select(organisation_field.c.field, organisation_field.c.value).where(
    organisation_field.c.organisation_id == bindparam("organisation")
)


@dataclass(frozen=True)
class Member:
    """A submitted response with what its invitation says of the person, where there is one that may be looked at."""

    id: str
    response: Response
    name: str | None
    lens: str | None
    seniority: str | None


def members(connection: Connection, campaign: str, organisation_id: str) -> list[Member]:
    """The submitted responses of an organisation in a campaign, both by id, in the order of their random ids."""
    at = {"campaign": campaign, "organisation": organisation_id}
    answers, dimensions, fields = (
        _by_response(connection.execute(statement, at).all()) for statement in (_ANSWERS, _DIMENSIONS, _FIELDS)
    )
    known: Mapping[str, str] = dict(connection.execute(_ORGANISATION_FIELDS, {"organisation": organisation_id}).all())
    return [
        Member(
            row.id,
            response_from(row, answers[row.id], dimensions[row.id], fields[row.id], known),
            row.invited_name,
            row.lens,
            row.seniority,
        )
        for row in connection.execute(_RESPONSES, at)
    ]


def _by_response(rows: Sequence[Row[*tuple[Any, ...]]]) -> defaultdict[str, list[Row[*tuple[Any, ...]]]]:
    found: defaultdict[str, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        found[row.response_id].append(row)
    return found


_SETTLED = select(settlement).where(
    settlement.c.campaign_id == bindparam("campaign"), settlement.c.organisation_id == bindparam("organisation")
)
_SETTLE = upsert(settlement, "level", "reason", "account_id", "settled_at")
_UNSETTLE = delete(settlement).where(
    settlement.c.campaign_id == bindparam("campaign"),
    settlement.c.organisation_id == bindparam("organisation"),
    settlement.c.question == bindparam("asked"),
)


def settlements(connection: Connection, campaign: str, organisation_id: str) -> dict[str, Settlement]:
    """What was agreed, by question."""
    rows = connection.execute(_SETTLED, {"campaign": campaign, "organisation": organisation_id})
    return {
        row.question: Settlement(row.question, row.level, row.reason, row.settled_at, row.account_id) for row in rows
    }


def settle(connection: Connection, campaign: str, organisation_id: str, settled: Settlement) -> None:
    """Keep what was agreed on a question, instead of what was agreed before."""
    row = {
        "campaign_id": campaign,
        "organisation_id": organisation_id,
        "question": settled.question,
        "level": settled.level,
        "reason": settled.reason,
        "account_id": settled.account,
        "settled_at": settled.settled_at,
    }
    connection.execute(_SETTLE, row)


def unsettle(connection: Connection, campaign: str, organisation_id: str, question: str) -> None:
    """Forget what was agreed on a question; nothing where nothing was."""
    connection.execute(_UNSETTLE, {"campaign": campaign, "organisation": organisation_id, "asked": question})


_RATED = select(assessor_rating).where(
    assessor_rating.c.campaign_id == bindparam("campaign"),
    assessor_rating.c.organisation_id == bindparam("organisation"),
)
_RATE = upsert(assessor_rating, "level", "reference", "account_id", "rated_at")
_UNRATE = delete(assessor_rating).where(
    assessor_rating.c.campaign_id == bindparam("campaign"),
    assessor_rating.c.organisation_id == bindparam("organisation"),
    assessor_rating.c.question == bindparam("asked"),
)


def ratings(connection: Connection, campaign: str, organisation_id: str) -> dict[str, AssessorRating]:
    """How somebody from outside rates the organisation, by question."""
    rows = connection.execute(_RATED, {"campaign": campaign, "organisation": organisation_id})
    return {
        row.question: AssessorRating(row.question, row.level, row.reference, row.rated_at, row.account_id)
        for row in rows
    }


def rate(connection: Connection, campaign: str, organisation_id: str, rating: AssessorRating) -> None:
    """Keep a rating from outside, instead of the one before."""
    row = {
        "campaign_id": campaign,
        "organisation_id": organisation_id,
        "question": rating.question,
        "level": rating.level,
        "reference": rating.reference,
        "account_id": rating.account,
        "rated_at": rating.rated_at,
    }
    connection.execute(_RATE, row)


def unrate(connection: Connection, campaign: str, organisation_id: str, question: str) -> None:
    """Forget a rating from outside; nothing where there is none."""
    connection.execute(_UNRATE, {"campaign": campaign, "organisation": organisation_id, "asked": question})


_ADD_LINK = insert(sponsor_link)
_LINKS = (
    select(sponsor_link)
    .where(
        sponsor_link.c.campaign_id == bindparam("campaign"),
        sponsor_link.c.organisation_id == bindparam("organisation"),
    )
    .order_by(sponsor_link.c.created_at.desc(), sponsor_link.c.id)
)
_LINK = select(sponsor_link).where(sponsor_link.c.id == bindparam("this"))
_BY_HASH = select(sponsor_link).where(sponsor_link.c.token_hash == bindparam("hash"))
_REVOKE = (
    update(sponsor_link)
    .where(sponsor_link.c.id == bindparam("this"), sponsor_link.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now", type_=sponsor_link.c.revoked_at.type))
)


def add_link(connection: Connection, link: SponsorLink, token_hash: str) -> None:
    """Store a sponsor's link; only the hash of its token is kept."""
    row = {
        "id": link.id,
        "campaign_id": link.campaign,
        "organisation_id": link.organisation,
        "name": link.name,
        "token_hash": token_hash,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "revoked_at": link.revoked_at,
    }
    connection.execute(_ADD_LINK, row)


def links(connection: Connection, campaign: str, organisation_id: str) -> list[SponsorLink]:
    """All sponsors' links to an organisation in a campaign, newest first, revoked and expired ones too."""
    at = {"campaign": campaign, "organisation": organisation_id}
    return [_link_from(row) for row in connection.execute(_LINKS, at).mappings()]


def link(connection: Connection, id: str) -> SponsorLink | None:
    """The sponsor's link with this id; none when there is none."""
    row = connection.execute(_LINK, {"this": id}).mappings().one_or_none()
    return _link_from(row) if row else None


def link_of(connection: Connection, token_hash: str) -> SponsorLink | None:
    """The sponsor's link whose token has this hash; none when it was never handed out."""
    row = connection.execute(_BY_HASH, {"hash": token_hash}).mappings().one_or_none()
    return _link_from(row) if row else None


def revoke(connection: Connection, id: str, now: datetime) -> None:
    """Let a link open nothing any more; one that was revoked before keeps its time."""
    connection.execute(_REVOKE, {"this": id, "now": now})


def _link_from(row: RowMapping) -> SponsorLink:
    return SponsorLink(
        row["id"],
        row["campaign_id"],
        row["organisation_id"],
        row["name"],
        row["created_at"],
        row["expires_at"],
        row["revoked_at"],
    )


_INVITED = (
    select(invitation.c.id, invitation.c.name, invitation.c.lens, invitation.c.state)
    .where(
        invitation.c.campaign_id == bindparam("campaign"),
        invitation.c.organisation_id == bindparam("organisation"),
        invitation.c.state != "revoked",
    )
    .order_by(invitation.c.name, invitation.c.id)
)


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited, and whether they have answered: for an anonymous invitation, whether it was used."""

    name: str | None
    lens: str | None
    has_answered: bool


def invited(connection: Connection, campaign: str, organisation_id: str) -> list[Invited]:
    """Everybody invited to a campaign for an organisation, but for revoked invitations, by name."""
    rows = connection.execute(_INVITED, {"campaign": campaign, "organisation": organisation_id})
    return [Invited(row.name, row.lens, row.state in ("submitted", "used")) for row in rows]
