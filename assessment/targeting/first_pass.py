"""What a room's blind ratings come to: medians, how far people lie apart, and the two close calls to argue about.

The median is the lower of two middle values, so that nothing is claimed that only half the room would say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.model import Criterion, Evidence, Segment, SegmentFinding, Side, TargetingRules, WorkshopRating
from assessment.targeting.words import close_words
from assessment.targeting.zones import finding_of
from assessment.wording import counted, listed

# How many segments are argued about, and how many levels apart ratings are disputed.
CALLS, DISPUTED = 2, 2
GRADES = (Evidence.OPINION, Evidence.INTERNAL, Evidence.MARKET)


@dataclass(frozen=True)
class Tally:
    """How a room rated one segment on one criterion. `ratings`: lowest first; `evidence`: the median grade."""

    criterion: Criterion
    ratings: tuple[int, ...]
    evidence: Evidence

    @property
    def median(self) -> int:
        """The middle rating, the lower one of two."""
        return self.ratings[(len(self.ratings) - 1) // 2]

    @property
    def spread(self) -> int:
        """How many levels lie between the lowest and the highest rating."""
        return self.ratings[-1] - self.ratings[0]


@dataclass(frozen=True)
class Placed:
    """A segment with its tallies in the order of the criteria, and what follows from the medians."""

    segment: Segment
    tallies: tuple[Tally, ...]
    finding: SegmentFinding

    @property
    def widest(self) -> int:
        """The widest spread of its tallies."""
        return max((tally.spread for tally in self.tallies), default=0)


@dataclass(frozen=True)
class CloseCall:
    """A segment to argue about: why it was chosen, and the criteria on which to agree."""

    placed: Placed
    why: str
    disputed: tuple[Tally, ...]


def asked(rules: TargetingRules, segment: Segment) -> tuple[Criterion, ...]:
    """What a segment is rated by in a workshop: the criteria that can rule a right to win out.

    Where these weigh too little to place it, the heaviest others of the right to win are asked too, until they do.
    """
    right_to_win = [each for each in rules.applicable(segment.status) if each.side is Side.RIGHT_TO_WIN]
    needed = rules.thresholds.rated * sum(each.parts for each in right_to_win)
    chosen = [each for each in right_to_win if each.knock_out]
    others = sorted((each for each in right_to_win if not each.knock_out), key=lambda each: -each.parts)
    for each in others:
        if sum(one.parts for one in chosen) >= needed:
            break
        chosen.append(each)
    return tuple(each for each in right_to_win if each in chosen)


def lower_median(grades: Iterable[Evidence]) -> Evidence:
    """The middle grade, the lower one of two."""
    ordered = sorted(grades, key=GRADES.index)
    return ordered[(len(ordered) - 1) // 2]


def placed(rules: TargetingRules, segments: Sequence[Segment], given: Sequence[WorkshopRating]) -> tuple[Placed, ...]:
    """Every segment with what the room said of it; what cannot be rated without revenue is left out."""
    return tuple(_placed(rules, segment, [one for one in given if one.segment == segment.id]) for segment in segments)


def _placed(rules: TargetingRules, segment: Segment, given: Sequence[WorkshopRating]) -> Placed:
    tallies = tuple(
        Tally(
            criterion,
            tuple(sorted(one.rating for one in on)),
            lower_median(one.evidence for one in on),
        )
        for criterion in asked(rules, segment)
        if (on := [one for one in given if one.criterion == criterion.id])
    )
    return Placed(segment, tallies, finding_of(rules, rated(segment, tallies, {})))


def rated(segment: Segment, tallies: Iterable[Tally], agreed: Mapping[str, int]) -> Segment:
    """The segment rated as the room agreed, by criterion id, else by the medians; other ratings stay."""
    found = list(tallies)
    ratings = {tally.criterion.id: agreed.get(tally.criterion.id, tally.median) for tally in found}
    evidence = {tally.criterion.id: tally.evidence for tally in found}
    return replace(segment, ratings={**segment.ratings, **ratings}, evidence={**segment.evidence, **evidence})


def close_calls(rules: TargetingRules, found: Sequence[Placed]) -> tuple[CloseCall, ...]:
    """The segments most worth an argument, at most two; none where all agree and nothing lies close to a border.

    First those where a border decides what is backed, then those close to any border, then those on which people lie
    furthest apart.
    """
    worth = [one for one in found if one.tallies and (one.widest or one.finding.close)]
    ordered = sorted(worth, key=lambda one: (not one.finding.changes_money, not one.finding.close, -one.widest))
    return tuple(CloseCall(one, _why(rules, one), _disputed(one)) for one in ordered[:CALLS])


def _disputed(one: Placed) -> tuple[Tally, ...]:
    """Ratings two or more levels apart, else the widest; where all agree, the one that could move the segment."""
    apart = tuple(tally for tally in one.tallies if tally.spread >= DISPUTED)
    if apart or one.widest:
        return apart or (max(one.tallies, key=lambda tally: tally.spread),)
    flipping = {flip.criterion for flip in one.finding.flips}
    return tuple(tally for tally in one.tallies if tally.criterion.id in flipping)[:1] or one.tallies[:1]


def _why(rules: TargetingRules, one: Placed) -> str:
    """Why a segment was chosen, in sentences."""
    said = [close_words(rules, one.finding)] if one.finding.close else []
    if one.finding.changes_money:
        said.append("It decides whether the spend here is backed.")
    if one.widest:
        widest = listed(f"“{tally.criterion.name}”" for tally in one.tallies if tally.spread == one.widest)
        said.append(f"The room lies {counted(one.widest, 'level')} apart on {widest}.")
    else:
        said.append("All ratings agree.")
    return " ".join(said)
