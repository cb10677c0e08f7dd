"""The customers of organisations, wave by wave: their segments in the order chosen, and how each rater rates them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select

from assessment.errors import StorageError
from assessment.model import Bet, Evidence, Segment, SegmentFacts, SegmentStatus
from assessment.storage.statements import upsert
from assessment.storage.tables import segment, segment_rating, segmentation
from assessment.wording import shown

# What a share is counted in: hundredths of a per cent.
WHOLE = 10_000

_WAVE = (segment.c.organisation_id == bindparam("organisation"), segment.c.wave == bindparam("of_wave"))
_OF = select(segment).where(*_WAVE).order_by(segment.c.position, segment.c.id)
_BASIS = select(segmentation).where(
    segmentation.c.organisation_id == bindparam("organisation"), segmentation.c.wave == bindparam("of_wave")
)
_RATINGS = (
    select(segment_rating)
    .join(segment, segment.c.id == segment_rating.c.segment_id)
    .where(*_WAVE, segment_rating.c.response_id == bindparam("rater"))
    .order_by(segment_rating.c.criterion)
)
_WHOSE = select(segment.c.organisation_id, segment.c.wave).where(segment.c.id == bindparam("this"))
_PUT = upsert(segment, *(column.name for column in segment.columns if not column.primary_key))
_REMOVE = delete(segment).where(segment.c.id == bindparam("this"), *_WAVE)
_PUT_BASIS = upsert(segmentation, "rules_hash", "not_attributable", "changed_at")
_RATE = upsert(segment_rating, "rating", "evidence", "rated_at")
_UNRATE = delete(segment_rating).where(
    segment_rating.c.segment_id == bindparam("this"),
    segment_rating.c.response_id == bindparam("rater"),
    segment_rating.c.criterion == bindparam("of"),
)


@dataclass(frozen=True)
class Basis:
    """What the segments of a wave rest on: the hash of the rules, and the spend that belongs to none of them."""

    rules: str
    not_attributable: Fraction


def basis_of(connection: Connection, organisation: str, wave: int) -> Basis | None:
    """What the segments of a wave rest on; none before the first segment."""
    row = connection.execute(_BASIS, {"organisation": organisation, "of_wave": wave}).one_or_none()
    return Basis(row.rules_hash, Fraction(row.not_attributable, WHOLE)) if row else None


def put_basis(connection: Connection, organisation: str, wave: int, basis: Basis, now: datetime) -> None:
    """Store what the segments of a wave rest on; the document of the rules must be stored already."""
    connection.execute(
        _PUT_BASIS,
        {
            "organisation_id": organisation,
            "wave": wave,
            "rules_hash": basis.rules,
            "not_attributable": _counted(basis.not_attributable),
            "changed_at": now,
        },
    )


def of(connection: Connection, organisation: str, wave: int, rater: str) -> tuple[Segment, ...]:
    """The segments of a wave in their order, with the ratings of one rater, by the id of their response."""
    where = {"organisation": organisation, "of_wave": wave}
    ratings: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(_RATINGS, {**where, "rater": rater}):
        ratings.setdefault(row.segment_id, []).append(row)
    rows = connection.execute(_OF, where).all()
    upper = _upper_half([row.attractive_rank for row in rows])
    return tuple(
        replace(_segment(row, ratings.get(row.id, [])), is_attractive=is_upper)
        for row, is_upper in zip(rows, upper, strict=True)
    )


def _upper_half(ranks: Sequence[int | None]) -> list[bool] | list[None]:
    """Which ranks lie in the upper half of a forced ranking; none while any segment has no rank."""
    known = sorted(rank for rank in ranks if rank is not None)
    if len(known) < len(ranks):
        return [None] * len(ranks)
    return [rank is not None and known.index(rank) < len(known) // 2 for rank in ranks]


def put_all(connection: Connection, organisation: str, wave: int, wanted: Sequence[Segment], now: datetime) -> None:
    """Make these the segments of a wave, in this order; those that are gone lose their ratings, others keep them.

    Once any is gone, those that are left are ranked from 1 on without gaps: no rank is above their number. Ratings in
    `wanted` are not looked at. Raises StorageError for an id that belongs elsewhere, ValueError for one that is named
    twice.
    """
    ids = [each.id for each in wanted]
    if len(set(ids)) < len(ids):
        raise ValueError(f"the segments {ids} are not each named once")
    where = {"organisation": organisation, "of_wave": wave}
    gone = [row.id for row in connection.execute(_OF, where).all() if row.id not in ids]
    for id in gone:
        connection.execute(_REMOVE, {"this": id, **where})
    for position, each in enumerate(_ranked_densely(wanted) if gone else wanted):
        _check_whose(connection, each.id, organisation, wave)
        connection.execute(_PUT, _row(each, organisation, wave, position, now))


def _ranked_densely(wanted: Sequence[Segment]) -> list[Segment]:
    ranks = sorted({each.attractive_rank for each in wanted if each.attractive_rank is not None})
    dense = {rank: place for place, rank in enumerate(ranks, 1)}
    return [
        each if each.attractive_rank is None else replace(each, attractive_rank=dense[each.attractive_rank])
        for each in wanted
    ]


def rate(
    connection: Connection, id: str, rater: str, criterion: str, rated: tuple[int, Evidence] | None, now: datetime
) -> None:
    """Store a rating and what it rests on, or take it back."""
    if rated is None:
        connection.execute(_UNRATE, {"this": id, "rater": rater, "of": criterion})
        return
    rating, evidence = rated
    row = {"segment_id": id, "response_id": rater, "criterion": criterion, "rating": rating, "evidence": evidence}
    connection.execute(_RATE, {**row, "rated_at": now})


def _check_whose(connection: Connection, id: str, organisation: str, wave: int) -> None:
    known = connection.execute(_WHOSE, {"this": id}).one_or_none()
    if known is not None and (known.organisation_id, known.wave) != (organisation, wave):
        raise StorageError(f"segment {shown(id)}: it belongs elsewhere; nothing was saved")


def _counted(share: Fraction) -> int:
    """A share in what is stored, half away from zero."""
    half = Fraction(1, 2) if share >= 0 else Fraction(-1, 2)
    return int(share * WHOLE + half)


def _known(share: Fraction | None) -> int | None:
    return None if share is None else _counted(share)


def _share(stored: int | None) -> Fraction | None:
    return None if stored is None else Fraction(stored, WHOLE)


def _row(each: Segment, organisation: str, wave: int, position: int, now: datetime) -> Mapping[str, Any]:
    return {
        "id": each.id,
        "organisation_id": organisation,
        "wave": wave,
        "position": position,
        "name": each.name,
        "status": each.status,
        "must_serve": int(each.must_serve),
        "revenue_share": _counted(each.revenue_share),
        "spend_share": _counted(each.spend_share),
        "accessible_size": None if each.accessible_size is None else str(each.accessible_size),
        "milestone": each.bet.milestone or None,
        "owner": each.bet.owner or None,
        "end_date": each.bet.end.isoformat() if each.bet.end else None,
        "attractive_rank": each.attractive_rank,
        "profit_share": _known(each.facts.profit_share),
        "growth": _known(each.facts.growth),
        "win_rate": _known(each.facts.win_rate),
        "retention": _known(each.facts.retention),
        "named_rivals": each.facts.named_rivals or None,
        "changed_at": now,
    }


def _facts(row: Row[Any]) -> SegmentFacts:
    return SegmentFacts(
        profit_share=_share(row.profit_share),
        growth=_share(row.growth),
        win_rate=_share(row.win_rate),
        retention=_share(row.retention),
        named_rivals=row.named_rivals or "",
    )


def _segment(row: Row[Any], ratings: Sequence[Row[Any]]) -> Segment:
    return Segment(
        id=row.id,
        name=row.name,
        revenue_share=Fraction(row.revenue_share, WHOLE),
        spend_share=Fraction(row.spend_share, WHOLE),
        ratings={rated.criterion: rated.rating for rated in ratings},
        evidence={rated.criterion: Evidence(rated.evidence) for rated in ratings},
        status=SegmentStatus(row.status),
        must_serve=bool(row.must_serve),
        accessible_size=None if row.accessible_size is None else Fraction(row.accessible_size),
        attractive_rank=row.attractive_rank,
        bet=Bet(row.milestone or "", row.owner or "", date.fromisoformat(row.end_date) if row.end_date else None),
        facts=_facts(row),
    )
