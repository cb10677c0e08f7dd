"""What is said in a response: each word replaces the one before, is recorded, and none takes it back.

All functions raise StorageError for a response that does not exist, and all but `put_profile` and
`record` for one that was submitted.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, Text, Update, bindparam, delete, exists, insert, or_, select, update

from assessment.errors import StorageError
from assessment.model import Answer, Basis, CampaignMode, Change, ResponseState, Status
from assessment.storage.responses import missing
from assessment.storage.statements import upsert
from assessment.storage.tables import (
    FieldKind,
    PriorityKind,
    answer,
    campaign,
    change,
    response,
    response_dimension,
    response_field,
)
from assessment.wording import shown

_THIS = response.c.id == bindparam("this")
_STAMP = update(response).where(_THIS).values(saved_at=bindparam("now", type_=response.c.saved_at.type))
_STAMP_DRAFT = _STAMP.where(response.c.state == ResponseState.DRAFT)
_EXISTS = select(response.c.id).where(_THIS)
# Nothing of an anonymous campaign is recorded: the order of its changes would tell who answered when.
_RECORD = insert(change).from_select(
    ["response_id", "kind", "subject", "value", "changed_at"],
    select(
        response.c.id,
        bindparam("kind", type_=Text),
        bindparam("of", type_=Text),
        bindparam("said", type_=Text),
        bindparam("at", type_=change.c.changed_at.type),
    )
    .join_from(response, campaign)
    .where(_THIS, campaign.c.mode != CampaignMode.ANONYMOUS),
)
_CHANGES = (
    select(change.c.kind, change.c.subject, change.c.value, change.c.changed_at)
    .where(change.c.response_id == bindparam("this"))
    .order_by(change.c.id)
)
_OTHERS_SAID = (
    select(response.c.id)
    .join_from(response, campaign)
    .where(
        response.c.organisation_id == bindparam("organisation"),
        campaign.c.wave == bindparam("of_wave"),
        response.c.id != bindparam("this"),
        # What was said in an anonymous campaign is not on record, so anything may have been.
        or_(
            campaign.c.mode == CampaignMode.ANONYMOUS,
            exists().where(
                change.c.response_id == response.c.id, change.c.kind.in_(bindparam("kinds", expanding=True))
            ),
        ),
    )
    .limit(1)
)
_TARGET_YEAR = update(response).where(_THIS).values(target_year=bindparam("year"))

_ANSWER = upsert(answer, "level", "status", "answered_at", "delegation_id")
_COMMENT = upsert(answer, "comment")
_BASIS = upsert(response_dimension, "basis")
_PRIORITY = upsert(response_dimension, "priority", "pick_order", "target")
_DEEPENED = upsert(response_dimension, "deepened")
_FIELD = upsert(response_field, "value")


def _take_back(table: Table, key: str, *columns: str) -> Update:
    """Empties columns of a row, so that what else it holds stays."""
    return (
        update(table)
        .where(table.c.response_id == bindparam("this"), table.c[key] == bindparam("subject"))
        .values(dict.fromkeys(columns))
    )


_NO_ANSWER = _take_back(answer, "question", "level", "status", "answered_at", "delegation_id")
_NO_COMMENT = _take_back(answer, "question", "comment")
_NO_BASIS = _take_back(response_dimension, "dimension", "basis")
_NO_TARGET = _take_back(response_dimension, "dimension", "target")
_NO_FIELD = delete(response_field).where(
    response_field.c.response_id == bindparam("this"),
    response_field.c.kind == bindparam("field_kind"),
    response_field.c.field == bindparam("subject"),
)
_TARGET = (
    update(response_dimension)
    .where(
        response_dimension.c.response_id == bindparam("this"),
        response_dimension.c.dimension == bindparam("subject"),
        response_dimension.c.priority.is_not(None),
    )
    .values(target=bindparam("score"))
)
_TARGETS = select(response_dimension.c.dimension, response_dimension.c.target).where(
    response_dimension.c.response_id == bindparam("this"), response_dimension.c.target.is_not(None)
)
_NO_PRIORITIES = (
    update(response_dimension)
    .where(response_dimension.c.response_id == bindparam("this"), response_dimension.c.priority.is_not(None))
    .values(priority=None, pick_order=None, target=None)
)


def put_answer(
    connection: Connection, id: str, question: str, answer: Answer | None, now: datetime, by: str | None = None
) -> None:
    """Answer a question with a level, in hundredths, or a status; its comment stays.

    `by`: the delegation of the colleague whose word it is, by id; none for the respondent's own.
    """
    _save(connection, id, "answer", question, None if answer is None else str(answer), now)
    if answer is None:
        connection.execute(_NO_ANSWER, {"this": id, "subject": question})
        return
    level, status = (None, answer) if isinstance(answer, Status) else (answer, None)
    row = {"response_id": id, "question": question, "level": level, "status": status, "answered_at": now}
    connection.execute(_ANSWER, {**row, "delegation_id": by})


def put_comment(connection: Connection, id: str, question: str, text: str | None, now: datetime) -> None:
    """Comment on a question, answered or not."""
    _save(connection, id, "comment", question, text, now)
    if text is None:
        connection.execute(_NO_COMMENT, {"this": id, "subject": question})
    else:
        connection.execute(_COMMENT, {"response_id": id, "question": question, "comment": text})


def put_basis(connection: Connection, id: str, dimension: str, basis: Basis | None, now: datetime) -> None:
    """Say how the respondent knows about a dimension."""
    _save(connection, id, "basis", dimension, basis, now)
    if basis is None:
        connection.execute(_NO_BASIS, {"this": id, "subject": dimension})
    else:
        connection.execute(_BASIS, {"response_id": id, "dimension": dimension, "basis": basis})


def put_priorities(
    connection: Connection, id: str, picked: tuple[str, ...], starred: str | None, now: datetime
) -> None:
    """Replace all picks, in their order, and the star, which one of them may have.

    Dimensions that are still picked keep their targets; the others lose them, which is recorded.
    Raises ValueError when a dimension is picked twice or the starred one is not picked.
    """
    if len(set(picked)) < len(picked) or (starred is not None and starred not in picked):
        raise ValueError(f"picked {picked} with {starred} starred: each at most once, and the starred one among them")
    _save(connection, id, "priorities", "", ", ".join(picked) or None, now)
    _record(connection, id, "starred", "", starred, now)
    targets = dict(connection.execute(_TARGETS, {"this": id}).all())
    connection.execute(_NO_PRIORITIES, {"this": id})
    rows = [
        {
            "response_id": id,
            "dimension": dimension,
            "priority": PriorityKind.STARRED if dimension == starred else PriorityKind.PICKED,
            "pick_order": order,
            "target": targets.pop(dimension, None),
        }
        for order, dimension in enumerate(picked, 1)
    ]
    if rows:
        connection.execute(_PRIORITY, rows)
    for dimension in sorted(targets):
        _record(connection, id, "target", dimension, None, now)


def put_target(connection: Connection, id: str, dimension: str, target: int | None, now: datetime) -> None:
    """Say what score, in hundredths, a picked dimension must reach. StorageError when it is not picked."""
    _save(connection, id, "target", dimension, None if target is None else str(target), now)
    if target is None:
        connection.execute(_NO_TARGET, {"this": id, "subject": dimension})
    elif not connection.execute(_TARGET, {"this": id, "subject": dimension, "score": target}).rowcount:
        raise StorageError(f"{shown(dimension)} is not picked; nothing was saved, pick it before you set its target")


def put_target_year(connection: Connection, id: str, year: int | None, now: datetime) -> None:
    """Say by when the targets must be reached, 2000 to 2100."""
    _save(connection, id, "target_year", "", None if year is None else str(year), now)
    connection.execute(_TARGET_YEAR, {"this": id, "year": year})


def put_practice(connection: Connection, id: str, point: str, option: str | None, now: datetime) -> None:
    """Say what is practised at a reference point."""
    _save(connection, id, "practice", point, option, now)
    _put_field(connection, id, FieldKind.PRACTICE, point, option)


def put_deepened(connection: Connection, id: str, dimension: str, now: datetime) -> None:
    """Have the other questions of a dimension asked too; there is no way back."""
    _save(connection, id, "deepened", dimension, "yes", now)
    connection.execute(_DEEPENED, {"response_id": id, "dimension": dimension, "deepened": 1})


def put_profile(connection: Connection, id: str, field: str, value: str | None, now: datetime) -> None:
    """Say something about the respondent, such as the lens; allowed after submission too."""
    record(connection, id, "profile", field, value, now)
    _put_field(connection, id, FieldKind.PROFILE, field, value)


def record(connection: Connection, id: str, kind: str, subject: str, value: str | None, now: datetime) -> None:
    """Record a change that is made elsewhere, such as a submission or a field of the organisation."""
    if not connection.execute(_STAMP, {"this": id, "now": now}).rowcount:
        raise missing()
    _record(connection, id, kind, subject, value, now)


def changes(connection: Connection, id: str) -> list[Change]:
    """All that was said and taken back in a response, oldest first; empty for an unknown one."""
    return [Change(*row) for row in connection.execute(_CHANGES, {"this": id})]


def others_said(connection: Connection, organisation: str, wave: int, id: str, kinds: Sequence[str]) -> bool:
    """Whether another response about an organisation in a wave may have said something of these kinds."""
    where = {"organisation": organisation, "of_wave": wave, "this": id, "kinds": list(kinds)}
    return connection.execute(_OTHERS_SAID, where).first() is not None


def _save(connection: Connection, id: str, kind: str, subject: str, value: str | None, now: datetime) -> None:
    """Stamps and records. First of all, since on PostgreSQL the stamp keeps others from the response."""
    if not connection.execute(_STAMP_DRAFT, {"this": id, "now": now}).rowcount:
        if connection.execute(_EXISTS, {"this": id}).first() is None:
            raise missing()
        raise StorageError("this response was submitted; nothing was saved, reopen it to change it")
    _record(connection, id, kind, subject, value, now)


def _record(connection: Connection, id: str, kind: str, subject: str, value: str | None, now: datetime) -> None:
    connection.execute(_RECORD, {"this": id, "kind": kind, "of": subject, "said": value, "at": now})


def _put_field(connection: Connection, id: str, kind: FieldKind, field: str, value: str | None) -> None:
    if value is None:
        connection.execute(_NO_FIELD, {"this": id, "field_kind": kind, "subject": field})
    else:
        connection.execute(_FIELD, {"response_id": id, "kind": kind, "field": field, "value": value})
