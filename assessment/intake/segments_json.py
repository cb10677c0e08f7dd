"""Segments in the form in which they are taken along and frozen: plain values, shares as exact fractions."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from assessment.model import Bet, Evidence, Segment, SegmentFacts, SegmentStatus

# The facts that are numbers.
FACTS = ("profit_share", "growth", "win_rate", "retention")


def said(segments: Sequence[Segment], not_attributable: Fraction) -> dict[str, Any]:
    """Everything that is known of segments, in their order, without the ids under which they are stored."""
    return {"not_attributable": str(not_attributable), "segments": [_said(segment) for segment in segments]}


def _said(segment: Segment) -> dict[str, Any]:
    bet, rank = segment.bet, segment.attractive_rank
    return {
        "name": segment.name,
        "status": segment.status.value,
        "must_serve": segment.must_serve,
        "revenue_share": str(segment.revenue_share),
        "spend_share": str(segment.spend_share),
        "accessible_size": None if segment.accessible_size is None else str(segment.accessible_size),
        "bet": {"milestone": bet.milestone, "owner": bet.owner, "end": bet.end.isoformat() if bet.end else None},
        "ratings": dict(segment.ratings),
        "evidence": {id: grade.value for id, grade in segment.evidence.items()},
        # Only where it was ranked, so that what was frozen before there were ranks is still the same.
        **({} if rank is None else {"attractive_rank": rank, "is_attractive": segment.is_attractive}),
        **_facts_said(segment.facts),
    }


def _facts_said(facts: SegmentFacts) -> dict[str, Any]:
    """What is known; nothing of what is not, so that segments without facts are said as they were before."""
    numbers = {name: getattr(facts, name) for name in FACTS}
    known: dict[str, str] = {name: str(number) for name, number in numbers.items() if number is not None}
    if facts.named_rivals:
        known["named_rivals"] = facts.named_rivals
    return {"facts": known} if known else {}


def read(content: Mapping[str, Any]) -> tuple[tuple[Segment, ...], Fraction]:
    """The segments and the not attributable share that `said` wrote."""
    return tuple(_segment(entry) for entry in content["segments"]), Fraction(content["not_attributable"])


def _segment(entry: Mapping[str, Any]) -> Segment:
    bet, size = entry["bet"], entry["accessible_size"]
    return Segment(
        name=entry["name"],
        revenue_share=Fraction(entry["revenue_share"]),
        spend_share=Fraction(entry["spend_share"]),
        ratings=dict(entry["ratings"]),
        evidence={id: Evidence(grade) for id, grade in entry["evidence"].items()},
        status=SegmentStatus(entry["status"]),
        must_serve=entry["must_serve"],
        accessible_size=None if size is None else Fraction(size),
        is_attractive=entry.get("is_attractive"),
        attractive_rank=entry.get("attractive_rank"),
        bet=Bet(bet["milestone"], bet["owner"], date.fromisoformat(bet["end"]) if bet["end"] else None),
        facts=_facts(entry.get("facts", {})),
    )


def _facts(known: Mapping[str, str]) -> SegmentFacts:
    numbers = {name: Fraction(known[name]) for name in FACTS if name in known}
    return SegmentFacts(**numbers, named_rivals=known.get("named_rivals", ""))
