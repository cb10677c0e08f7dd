"""What is looked into for one segment beside its ratings: a comparison with rivals, and how near it is.

Kept as JSON, one row a segment and kind. What is read is checked first: a row that was damaged is named, and never
half understood.
"""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection, bindparam, delete, select

from assessment.errors import StorageError
from assessment.model import (
    RATINGS,
    AdjacencyTest,
    NeededCapability,
    Par,
    Player,
    RivalElement,
    RivalScorecard,
    SegmentTests,
)
from assessment.storage.statements import upsert
from assessment.storage.tables import SegmentTest, segment, segment_test
from assessment.wording import shown

# What a weight is counted in: hundredths of a per cent.
WHOLE = 10_000

_OF = (
    select(segment_test)
    .join(segment, segment.c.id == segment_test.c.segment_id)
    .where(segment.c.organisation_id == bindparam("organisation"), segment.c.wave == bindparam("of_wave"))
)
_PUT = upsert(segment_test, "content", "changed_at")
_REMOVE = delete(segment_test).where(
    segment_test.c.segment_id == bindparam("this"), segment_test.c.kind == bindparam("of_kind")
)

Rating = Annotated[int, Field(strict=True, ge=min(RATINGS), le=max(RATINGS))]
Weight = Annotated[int, Field(strict=True, ge=0, le=WHOLE)]


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Element(_Content):
    id: str
    kind: str
    name: str
    ratings: dict[Player, Par]


class _Rivals(_Content):
    names: dict[Player, str]
    elements: list[_Element]


class _Capability(_Content):
    id: str
    name: str
    weight: Weight | None
    have: Rating | None
    need: Rating | None


class _Adjacency(_Content):
    capabilities: list[_Capability]
    changes: dict[str, bool]


def of(connection: Connection, organisation: str, wave: int) -> dict[str, SegmentTests]:
    """What was looked into for the segments of a wave, by segment id; those of which nothing was are left out.

    Raises StorageError for a content that cannot be understood.
    """
    found: dict[str, SegmentTests] = {}
    for row in connection.execute(_OF, {"organisation": organisation, "of_wave": wave}):
        found[row.segment_id] = _with(found.get(row.segment_id, SegmentTests()), row.segment_id, row.kind, row.content)
    return found


def put_rivals(connection: Connection, id: str, scorecard: RivalScorecard, now: datetime) -> None:
    """Store the comparison with rivals of a segment, which must be there; the one before goes."""
    elements = [
        _Element(id=each.id, kind=each.kind, name=each.name, ratings=dict(each.ratings)) for each in scorecard.elements
    ]
    _put(connection, id, SegmentTest.RIVALS, _Rivals(names=dict(scorecard.names), elements=elements), now)


def put_adjacency(connection: Connection, id: str, test: AdjacencyTest, now: datetime) -> None:
    """Store how near a segment is, which must be there; what was said before goes.

    Weights are kept in hundredths of a per cent, half up.
    """
    capabilities = [
        _Capability(id=each.id, name=each.name, weight=_counted(each.weight), have=each.have, need=each.need)
        for each in test.capabilities
    ]
    _put(connection, id, SegmentTest.ADJACENCY, _Adjacency(capabilities=capabilities, changes=dict(test.changes)), now)


def remove(connection: Connection, id: str, kind: SegmentTest) -> None:
    """Forget what was looked into for a segment, also where it cannot be understood."""
    connection.execute(_REMOVE, {"this": id, "of_kind": kind})


def _put(connection: Connection, id: str, kind: SegmentTest, content: _Content, now: datetime) -> None:
    row = {"segment_id": id, "kind": kind, "content": content.model_dump_json(), "changed_at": now}
    connection.execute(_PUT, row)


def _counted(weight: Fraction | None) -> int | None:
    return None if weight is None else int(weight * WHOLE + Fraction(1, 2))


def _with(tests: SegmentTests, id: str, kind: str, content: str) -> SegmentTests:
    try:
        if kind == SegmentTest.RIVALS:
            return replace(tests, rivals=_scorecard(_Rivals.model_validate_json(content)))
        return replace(tests, adjacency=_test(_Adjacency.model_validate_json(content)))
    except ValidationError as fault:
        where = ", ".join(map(str, fault.errors()[0]["loc"])) or "the whole"
        raise StorageError(
            f"segment {shown(id)}, test of kind {shown(kind)}: {where} cannot be understood; "
            "restore a backup in which it is whole"
        ) from None


def _scorecard(content: _Rivals) -> RivalScorecard:
    elements = (RivalElement(each.kind, each.name, each.ratings, each.id) for each in content.elements)
    return RivalScorecard(content.names, tuple(elements))


def _test(content: _Adjacency) -> AdjacencyTest:
    return AdjacencyTest(tuple(map(_capability, content.capabilities)), content.changes)


def _capability(content: _Capability) -> NeededCapability:
    weight = None if content.weight is None else Fraction(content.weight, WHOLE)
    return NeededCapability(content.name, weight, content.have, content.need, content.id)
