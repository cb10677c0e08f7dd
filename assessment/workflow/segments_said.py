"""What a filled sheet says of the customers otherwise than what is stored, and taking that over.

Segments are known by the ids that they had when the sheet was written, then by their names. What the sheet leaves out
stays as it is: nothing is deleted by it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from assessment import access
from assessment.access import Verb
from assessment.model import (
    EVIDENCE_CHOICES,
    SEGMENT_ROW_WORDS,
    STATUS_CHOICES,
    YES_OR_NO,
    Actor,
    Bet,
    Evidence,
    SaidSegment,
    SaidSegments,
    Segment,
    SegmentRow,
    SegmentStatus,
    Side,
    TargetingRules,
)
from assessment.rounding import percent
from assessment.storage import organisations
from assessment.storage.store import Connection
from assessment.wording import counted
from assessment.workflow import segmenting
from assessment.workflow.saying import Saying
from assessment.workflow.segmenting import Segmentation
from assessment.workflow.sitting import Sitting

# The kinds of what is said: a segment as a whole, one thing of it, the spend of no segment.
SEGMENT, OF_SEGMENT, REST = KINDS = ("segment", "of-segment", "not-attributable")
SIDES = {Side.ATTRACTIVENESS: "attractiveness rests on", Side.RIGHT_TO_WIN: "right to win rests on"}


Put = Callable[[Segment], Segment]


def fitting(standing: Segmentation, said: SaidSegments) -> tuple[SaidSegments, tuple[str, ...]]:
    """What a sheet says without ratings that need revenue of segments that have none here, and a sentence for each.

    Where the sheet itself says the status, whoever read it has seen to that.
    """
    kept, sentences = [], []
    needing = {criterion.id: criterion.name for criterion in standing.rules.criteria if criterion.needs_revenue}
    for one in said.segments:
        ours = _ours(standing, one)
        is_planned = ours is not None and one.status is None and ours.status is SegmentStatus.PLANNED
        unfit = needing.keys() & one.ratings.keys() if is_planned else set()
        sentences += [
            f"“{ours.name}”: “{needing[id]}” is not rated for a planned segment; it is left out."
            for id in sorted(unfit)
            if ours is not None and ours.ratings.get(id) != one.ratings[id]
        ]
        kept.append(replace(one, ratings={id: rating for id, rating in one.ratings.items() if id not in unfit}))
    return replace(said, segments=tuple(kept)), tuple(sentences)


def sayings(standing: Segmentation, said: SaidSegments) -> list[Saying]:
    """All that the sheet says otherwise, segment by segment."""
    found = [_new(standing.rules, one, place) for place, one in enumerate(said.segments) if not _ours(standing, one)]
    found += [saying for saying, _ in _differing(standing, said)]
    rest = said.not_attributable
    if rest is not None and rest != standing.not_attributable:
        before = percent(standing.not_attributable) if standing.segments else ""
        found.append(Saying(REST, "", "Spend that belongs to no segment", before, percent(rest)))
    return found


def _differing(standing: Segmentation, said: SaidSegments) -> Iterator[tuple[Saying, Put]]:
    """All that is said otherwise of stored segments, each with how it is put into its segment."""
    for one in said.segments:
        if ours := _ours(standing, one):
            for saying, put_in in _of(standing.rules, ours, one):
                if saying.theirs and saying.ours != saying.theirs:
                    yield saying, put_in


def _ours(standing: Segmentation, one: SaidSegment) -> Segment | None:
    by_id = next((each for each in standing.segments if one.id and each.id == one.id), None)
    if by_id is not None or not one.name:
        return by_id
    return next((each for each in standing.segments if each.name.casefold() == one.name.casefold()), None)


def _new(rules: TargetingRules, one: SaidSegment, place: int) -> Saying:
    """A segment that is not stored, as one thing."""
    whole = one.alone(rules)
    words = [one.name or "a segment that is not there any more", STATUS_CHOICES[whole.status].lower()]
    words += [f"{percent(whole.revenue_share)} of revenue, {percent(whole.spend_share)} of spend"]
    words += [counted(len(whole.ratings), "rating")]
    return Saying(SEGMENT, str(place), "Segment", "", ", ".join(words))


def _of(rules: TargetingRules, ours: Segment, one: SaidSegment) -> Iterator[tuple[Saying, Put]]:
    """Every single thing that is said of a stored segment."""

    def told(row: str, what: str, words: tuple[str, str], put_in: Put) -> tuple[Saying, Put]:
        about = f"{ours.name}: {what[:1].lower()}{what[1:]}"
        return Saying(OF_SEGMENT, f"{ours.id}/{row}", about, *words), put_in

    for row, (words, put_in) in _parts(ours, one).items():
        yield told(row, SEGMENT_ROW_WORDS[row], words, put_in)
    names = {criterion.id: criterion.name for criterion in rules.criteria}
    for id, rating in one.ratings.items():
        before = ours.ratings.get(id)
        words = ("" if before is None else str(before), str(rating))
        yield told(f"rating/{id}", names[id], words, _rated(id, rating))
    for side, grade in one.evidence.items():
        ids = [criterion.id for criterion in rules.of(side)]
        rated = {*(id for id in ids if id in ours.ratings)}
        grades = {ours.evidence.get(id, Evidence.OPINION) for id in rated}
        before_said = ", ".join(words for each, words in EVIDENCE_CHOICES.items() if each in grades)
        # Without any rating of its side it would say nothing.
        if rated or set(ids) & set(one.ratings):
            yield told(f"evidence/{side}", SIDES[side], (before_said, EVIDENCE_CHOICES[grade]), _graded(ids, grade))


Part = tuple[tuple[str, str], Put]


def _parts(ours: Segment, one: SaidSegment) -> dict[SegmentRow, Part]:
    """What is said of a segment apart from ratings: ours and theirs in words, and how it is put into the segment."""
    bet = ours.bet
    size, our_size = one.accessible_size, ours.accessible_size
    return {
        SegmentRow.NAME: ((ours.name, one.name), lambda each: replace(each, name=one.name)),
        SegmentRow.STATUS: (
            (STATUS_CHOICES[ours.status], STATUS_CHOICES[one.status] if one.status else ""),
            lambda each: replace(each, status=one.status or each.status),
        ),
        SegmentRow.MUST_SERVE: (
            (YES_OR_NO[ours.must_serve], "" if one.must_serve is None else YES_OR_NO[one.must_serve]),
            lambda each: replace(each, must_serve=bool(one.must_serve)),
        ),
        SegmentRow.REVENUE: (
            (percent(ours.revenue_share), _share(one.revenue_share)),
            lambda each: replace(each, revenue_share=one.revenue_share or Fraction(0)),
        ),
        SegmentRow.SPEND: (
            (percent(ours.spend_share), _share(one.spend_share)),
            lambda each: replace(each, spend_share=one.spend_share or Fraction(0)),
        ),
        SegmentRow.SIZE: (
            (_size(our_size), _size(size)),
            lambda each: replace(each, accessible_size=size),
        ),
        SegmentRow.MILESTONE: (
            (bet.milestone, one.milestone),
            lambda each: replace(each, bet=replace(each.bet, milestone=one.milestone)),
        ),
        SegmentRow.OWNER: (
            (bet.owner, one.owner),
            lambda each: replace(each, bet=replace(each.bet, owner=one.owner)),
        ),
        SegmentRow.END: (
            (_day(bet), one.end.isoformat() if one.end else ""),
            lambda each: replace(each, bet=replace(each.bet, end=one.end)),
        ),
    }


def _rated(id: str, rating: int) -> Put:
    return lambda each: replace(each, ratings={**each.ratings, id: rating})


def _graded(ids: Sequence[str], grade: Evidence) -> Put:
    """What all ratings of a side rest on; where one is not rated, nothing is said of it."""
    return lambda each: replace(each, evidence={**each.evidence, **dict.fromkeys(ids, grade)})


def _share(share: Fraction | None) -> str:
    return "" if share is None else percent(share)


def _size(size: Fraction | None) -> str:
    return "" if size is None else f"{float(size):.10g}"


def _day(bet: Bet) -> str:
    return bet.end.isoformat() if bet.end else ""


def put(
    connection: Connection,
    actor: Actor,
    sitting: Sitting,
    said: SaidSegments,
    chosen: Iterable[Saying],
    now: datetime,
) -> None:
    """Store what was chosen of a sheet, within a transaction. Raises TargetingError for what cannot be kept."""
    wished = [one for one in chosen if one.kind in KINDS]
    if not wished:
        return
    access.allow(actor, Verb.TARGET, sitting.stored)
    organisations.hold(connection, sitting.stored.organisation.id)
    standing = segmenting.segmentation_in(connection, sitting.stored)
    wanted = {each.id: each for each in standing.segments}
    for saying, put_in in _differing(standing, said):
        if saying in wished:
            id = saying.id.partition("/")[0]
            wanted[id] = put_in(wanted[id])
    new = [said.segments[int(one.id)].alone(standing.rules) for one in wished if one.kind == SEGMENT]
    rest = standing.not_attributable
    if said.not_attributable is not None and any(one.kind == REST for one in wished):
        rest = said.not_attributable
    segmenting.put_rated(connection, actor, sitting, [*wanted.values(), *new], rest, now)
