"""Responses: begun, found, submitted, reopened, removed. What is said in them is in `answers`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, select, update

from assessment.errors import StorageError
from assessment.model import (
    Answer,
    Basis,
    InvitationState,
    Length,
    Organisation,
    OrganisationSource,
    Response,
    ResponseState,
    Status,
    StoredResponse,
)
from assessment.storage import delegations
from assessment.storage.campaigns import COLUMNS, campaign_from, options_of
from assessment.storage.tables import (
    FieldKind,
    PriorityKind,
    answer,
    campaign,
    consent,
    invitation,
    organisation,
    organisation_field,
    response,
    response_dimension,
    response_field,
    spent_link,
)

UNIT_ASSESSED = "unit_assessed"
# So many of the newest submissions tell how long answering takes.
NEWEST = 500

_THIS = response.c.id == bindparam("this")
_ADD = insert(response)
_NEWEST_CONSENT = (
    select(consent.c.given)
    .where(consent.c.organisation_id == response.c.organisation_id)
    .order_by(consent.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_INVITATION_STATE = select(invitation.c.state).where(invitation.c.id == response.c.invitation_id).scalar_subquery()
_GET = (
    select(
        *(column for column in response.c if column.name != "campaign_id"),
        *COLUMNS,
        organisation.c.name.label("organisation_name"),
        organisation.c.source,
        organisation.c.group_id,
        _NEWEST_CONSENT.label("peers_consent"),
        _INVITATION_STATE.label("invitation_state"),
    )
    .join_from(response, campaign)
    .join(organisation, organisation.c.id == response.c.organisation_id)
    .where(_THIS)
)
_ANSWERS = (
    select(answer.c.question, answer.c.level, answer.c.status, answer.c.comment, answer.c.answered_at)
    .where(answer.c.response_id == bindparam("this"))
    .order_by(answer.c.question)
)
_DIMENSIONS = (
    select(response_dimension)
    .where(response_dimension.c.response_id == bindparam("this"))
    .order_by(response_dimension.c.pick_order.nulls_last(), response_dimension.c.dimension)
)
_FIELDS = (
    select(response_field.c.kind, response_field.c.field, response_field.c.value)
    .where(response_field.c.response_id == bindparam("this"))
    .order_by(response_field.c.kind, response_field.c.field)
)
_ORGANISATION_FIELDS = (
    select(organisation_field.c.field, organisation_field.c.value)
    .where(organisation_field.c.organisation_id == bindparam("this"))
    .order_by(organisation_field.c.field)
)
_ID_OF = select(response.c.id).where(response.c.resume_hash == bindparam("resume_hash"))
_OF_INVITATION = select(response.c.id).where(response.c.invitation_id == bindparam("invitation"))
_PUT_LINK = update(response).where(_THIS).values(resume_hash=bindparam("to"))
_HOLD = select(response.c.id).where(_THIS).with_for_update()
_EXISTS = select(response.c.id).where(_THIS)
_CLAIM = update(response).where(_THIS).values(writer=bindparam("tab"))
_SUBMIT = (
    update(response)
    .where(_THIS, response.c.state == ResponseState.DRAFT)
    .values(
        state=ResponseState.SUBMITTED,
        seconds=bindparam("spent"),
        submitted_at=bindparam("now", type_=response.c.submitted_at.type),
        saved_at=bindparam("now", type_=response.c.saved_at.type),
    )
)
_REOPEN = (
    update(response)
    .where(_THIS, response.c.state == ResponseState.SUBMITTED)
    .values(
        state=ResponseState.DRAFT,
        seconds=None,
        submitted_at=None,
        saved_at=bindparam("now", type_=response.c.saved_at.type),
    )
)
_REMOVE = delete(response).where(_THIS)
_SPEND = insert(spent_link).from_select(["resume_hash"], select(response.c.resume_hash).where(_THIS))
_IS_SPENT = select(spent_link.c.resume_hash).where(spent_link.c.resume_hash == bindparam("resume_hash"))
_COUNT = select(func.count()).where(response.c.organisation_id == bindparam("organisation_id"))
_COUNT_SUBMITTED = select(func.count()).where(
    response.c.campaign_id == bindparam("of"), response.c.state == ResponseState.SUBMITTED
)
_OF_ORGANISATION = (
    select(response.c.id)
    .where(response.c.organisation_id == bindparam("organisation_id"))
    .order_by(response.c.started_at, response.c.id)
)
_SECONDS = (
    select(response.c.seconds)
    .join_from(response, campaign)
    .join(organisation, organisation.c.id == response.c.organisation_id)
    .where(
        campaign.c.questionnaire_hash == bindparam("questionnaire_hash"),
        response.c.length == bindparam("asked_length"),
        response.c.state == ResponseState.SUBMITTED,
        response.c.seconds.is_not(None),
        organisation.c.source != OrganisationSource.SYNTHETIC,
        select(func.count())
        .where(answer.c.response_id == response.c.id, answer.c.answered_at.is_not(None))
        .scalar_subquery()
        >= bindparam("questions"),
        ~exists().where(response_dimension.c.response_id == response.c.id, response_dimension.c.deepened == 1),
    )
    .order_by(response.c.submitted_at.desc())
    .limit(NEWEST)
)


def add(
    connection: Connection,
    id: str,
    campaign_id: str,
    organisation_id: str,
    length: Length,
    resume_hash: str,
    now: datetime,
    invitation: str | None = None,
) -> None:
    """Begin an empty draft. `resume_hash`: the hash of its private link, which finds it again.

    `invitation`: the one that it answers; in an anonymous campaign nothing may tell.
    """
    row = {
        "id": id,
        "campaign_id": campaign_id,
        "organisation_id": organisation_id,
        "invitation_id": invitation,
        "length": length,
        "state": ResponseState.DRAFT,
        "resume_hash": resume_hash,
        "started_at": now,
        "saved_at": now,
    }
    connection.execute(_ADD, row)


def get(connection: Connection, id: str) -> StoredResponse | None:
    """A response with all that was said in it; none when there is no such response."""
    row = connection.execute(_GET, {"this": id}).one_or_none()
    if row is None:
        return None
    answers = connection.execute(_ANSWERS, {"this": id}).all()
    dimensions = connection.execute(_DIMENSIONS, {"this": id}).all()
    fields = connection.execute(_FIELDS, {"this": id}).all()
    known = dict(connection.execute(_ORGANISATION_FIELDS, {"this": row.organisation_id}).all())
    others = {question: asked.who for question, asked in delegations.answered(connection, id).items()}
    return StoredResponse(
        id=row.id,
        campaign=campaign_from(row, options_of(connection, row)),
        organisation=Organisation(
            row.organisation_id, row.organisation_name, OrganisationSource(row.source), row.group_id, known
        ),
        state=ResponseState(row.state),
        response=replace(response_from(row, answers, dimensions, fields, known), answered_by=others),
        answered_at={line.question: line.answered_at for line in answers if line.answered_at is not None},
        started_at=row.started_at,
        saved_at=row.saved_at,
        submitted_at=row.submitted_at,
        writer=row.writer,
        seconds=row.seconds,
        peers_consent=None if row.peers_consent is None else bool(row.peers_consent),
        invitation=row.invitation_id,
        is_revoked=row.invitation_state == InvitationState.REVOKED,
    )


def hold(connection: Connection, id: str) -> bool:
    """Let nobody else change a response until this transaction ends; whether there is one.

    Needed before a change that depends on what was read. On SQLite `write()` has seen to it.
    """
    return connection.execute(_HOLD, {"this": id}).first() is not None


def id_of(connection: Connection, resume_hash: str) -> str | None:
    """The response behind a private link; none when there is none (any more)."""
    return connection.execute(_ID_OF, {"resume_hash": resume_hash}).scalar_one_or_none()


def of_invitation(connection: Connection, invitation: str) -> str | None:
    """The response that answers an invitation; none when there is none (any more), or nothing may tell."""
    return connection.execute(_OF_INVITATION, {"invitation": invitation}).scalars().first()


def put_link(connection: Connection, id: str, resume_hash: str) -> None:
    """Let another private link lead to a response, and the one before nowhere."""
    connection.execute(_PUT_LINK, {"this": id, "to": resume_hash})


def claim(connection: Connection, id: str, tab: str | None) -> None:
    """Note the browser tab that writes from now on, or that none does. StorageError for an unknown response."""
    if connection.execute(_CLAIM, {"this": id, "tab": tab}).rowcount == 0:
        raise missing()


def submit(connection: Connection, id: str, seconds: int | None, now: datetime) -> bool:
    """Close a draft to changes; false, and nothing changes, when it was submitted before.

    Raises StorageError for an unknown response.
    """
    return _switched(connection, id, connection.execute(_SUBMIT, {"this": id, "spent": seconds, "now": now}).rowcount)


def reopen(connection: Connection, id: str, now: datetime) -> bool:
    """Make a submitted response a draft again, its time not yet measured; false when it is one.

    Raises StorageError for an unknown response.
    """
    return _switched(connection, id, connection.execute(_REOPEN, {"this": id, "now": now}).rowcount)


def remove(connection: Connection, id: str) -> None:
    """Remove a response with all that was said in it, its record of changes and its consents."""
    connection.execute(_REMOVE, {"this": id})


def spend_link(connection: Connection, id: str) -> None:
    """Let no new response ever lie behind the private link of this one; to be done before it is removed."""
    connection.execute(_SPEND, {"this": id})


def is_spent(connection: Connection, resume_hash: str) -> bool:
    """Whether a private link led to a response that was erased."""
    return connection.execute(_IS_SPENT, {"resume_hash": resume_hash}).first() is not None


def count_of(connection: Connection, organisation_id: str) -> int:
    """How many responses an organisation has, drafts included."""
    return connection.execute(_COUNT, {"organisation_id": organisation_id}).scalar_one()


def count_submitted(connection: Connection, campaign_id: str) -> int:
    """How many responses of a campaign are submitted."""
    return connection.execute(_COUNT_SUBMITTED, {"of": campaign_id}).scalar_one()


def of_organisation(connection: Connection, organisation_id: str) -> list[str]:
    """The ids of an organisation's responses, drafts included, oldest first."""
    return list(connection.execute(_OF_ORGANISATION, {"organisation_id": organisation_id}).scalars())


def seconds_of_submitted(connection: Connection, questionnaire_hash: str, length: Length, questions: int) -> list[int]:
    """How long the newest submitted responses took, in which at least so many questions were answered.

    Those with deepened dimensions, and synthetic organisations, are left out.
    """
    parameters = {"questionnaire_hash": questionnaire_hash, "asked_length": length, "questions": questions}
    return [int(seconds) for seconds in connection.execute(_SECONDS, parameters).scalars()]


def missing() -> StorageError:
    """The error for a response that is not there; its id is left out, as messages travel."""
    return StorageError("this response does not exist (any more); nothing was saved, begin a new one")


def _switched(connection: Connection, id: str, changed: int) -> bool:
    if not changed and connection.execute(_EXISTS, {"this": id}).first() is None:
        raise missing()
    return bool(changed)


def response_from(
    row: Row[*tuple[Any, ...]],
    answers: Sequence[Row[*tuple[Any, ...]]],
    dimensions: Sequence[Row[*tuple[Any, ...]]],
    fields: Sequence[Row[*tuple[Any, ...]]],
    organisation_profile: Mapping[str, str],
) -> Response:
    """What was said in a response, from its own row and its rows of answers, dimensions and fields."""
    own = {line.field: line.value for line in fields if line.kind == FieldKind.PROFILE}
    picked = [line for line in dimensions if line.priority]
    return Response(
        answers={line.question: _answer(line) for line in answers if line.answered_at is not None},
        length=Length(row.length),
        comments={line.question: line.comment for line in answers if line.comment is not None},
        basis={line.dimension: Basis(line.basis) for line in dimensions if line.basis},
        profile={**own, **organisation_profile, UNIT_ASSESSED: row.organisation_name},
        priorities=tuple(line.dimension for line in picked),
        starred=next((line.dimension for line in picked if line.priority == PriorityKind.STARRED), None),
        targets={line.dimension: line.target for line in picked if line.target is not None},
        target_year=row.target_year,
        practice={line.field: line.value for line in fields if line.kind == FieldKind.PRACTICE},
        deepened=frozenset(line.dimension for line in dimensions if line.deepened),
    )


def _answer(line: Row[*tuple[Any, ...]]) -> Answer:
    return Status(line.status) if line.level is None else int(line.level)
