"""Perception gaps: how a lens, a bloc, a rank or management sees a dimension against all others.

A gap is the mean of a group minus the mean of all others who have a score. Which groups may be shown is decided
dimension by dimension, as not everybody has a score for each: one partition after the other, the largest group first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.alignment.agreement import LENS, SENIORITY, Circle, scored
from assessment.alignment.disclosure import TOGETHER, Ledger, of_set, too_few
from assessment.alignment.measures import average
from assessment.model import Partition, PerceptionGap, ProfileOption, ScoringRule, TeamRow, Voice, WithheldGroup
from assessment.rounding import HUNDREDTHS, to_hundredths

# Management: the two highest ranks of the profile, whose order is that of rank (C-suite; presidents to directors).
MANAGEMENT_RANKS = 2
# A tenth, in hundredths.
TENTH = 10
LENSES_WITHHELD = (
    "the mean of all is shown instead of the mean of the lenses' means, "
    "from both of which a single answer could be computed"
)


@dataclass(frozen=True)
class Group:
    """Some of the voices, by what they have in common."""

    partition: Partition
    id: str
    label: str
    voices: frozenset[str]


def groups_of(circle: Circle) -> tuple[Group, ...]:
    """All groups that have somebody in them and somebody outside, in the order in which they are admitted."""
    found = [*_blocs(circle), *_management(circle), *_lenses(circle), *_ranks(circle)]
    order = list(Partition)
    some = [group for group in found if 0 < len(group.voices) < len(circle.voices)]
    return tuple(sorted(some, key=lambda group: (order.index(group.partition), -len(group.voices))))


def _blocs(circle: Circle) -> Iterator[Group]:
    for bloc in circle.blocs:
        inside = frozenset(voice.id for voice in circle.voices if circle.bloc_of(voice) == bloc)
        yield Group(Partition.BLOC, bloc, bloc, inside)


def _management(circle: Circle) -> Iterator[Group]:
    """The highest ranks against the front; where nobody is below them, the highest that occurs against the others."""
    ranks = [option.id for option in _options(circle, SENIORITY)]
    present = [rank for rank in ranks if any(voice.seniority == rank for voice in circle.voices)]
    top = [rank for rank in ranks[:MANAGEMENT_RANKS] if rank in present]
    if not top or len(present) == len(top):
        top = present[:1]
    if top and len(present) > 1:
        inside = frozenset(voice.id for voice in circle.voices if voice.seniority in top)
        yield Group(Partition.MANAGEMENT, "management", "Management", inside)


def _lenses(circle: Circle) -> Iterator[Group]:
    for option in _options(circle, LENS):
        inside = frozenset(voice.id for voice in circle.voices if voice.lens == option.id)
        yield Group(Partition.LENS, option.id, option.label, inside)


def _ranks(circle: Circle) -> Iterator[Group]:
    for option in _options(circle, SENIORITY):
        inside = frozenset(voice.id for voice in circle.voices if voice.seniority == option.id)
        yield Group(Partition.SENIORITY, option.id, option.label, inside)


def _options(circle: Circle, field: str) -> tuple[ProfileOption, ...]:
    known = circle.edition.profile.field(field)
    return known.options if known else ()


@dataclass(frozen=True)
class Compared:
    """What may be shown of the groups: their gaps, what is withheld, and the dimensions' rows with their means."""

    gaps: tuple[PerceptionGap, ...]
    withheld: tuple[WithheldGroup, ...]
    rows: tuple[TeamRow, ...]


def compare(circle: Circle, rows: tuple[TeamRow, ...]) -> Compared:
    """The perception gaps of all dimensions, and the rows with the mean that the campaign declared."""
    groups, gaps = groups_of(circle), []
    refused: dict[tuple[Partition, str], dict[str, list[str]]] = {}
    admitted: dict[tuple[str, ...], dict[Group | None, str]] = {}
    told: list[TeamRow] = []
    for row in rows:
        given = scored(circle, row.subject)
        ids = tuple(voice.id for voice, _ in given)
        if ids not in admitted:
            admitted[ids] = admit(circle, [voice for voice, _ in given], groups)
        verdicts = admitted[ids]
        told.append(_declared(circle, row, given, verdicts.get(None, "")))
        for group in groups:
            if why := verdicts[group]:
                refused.setdefault((group.partition, group.label), {}).setdefault(why, []).append(row.subject)
            elif any(id in group.voices for id in ids) and any(id not in group.voices for id in ids):
                gaps.append(_gap(circle, group, row.subject, given))
    withheld = tuple(
        WithheldGroup(partition, label, why, tuple(dimensions))
        for (partition, label), reasons in refused.items()
        for why, dimensions in reasons.items()
    )
    return Compared(tuple(gaps), withheld, tuple(told))


def admit(circle: Circle, voices: list[Voice], groups: tuple[Group, ...]) -> dict[Group | None, str]:
    """Why the mean of each group of these voices is withheld; nothing where it is shown. None: the lenses' mean."""
    limits, count = circle.limits, len(voices)
    place = {voice.id: at for at, voice in enumerate(voices)}
    inside = {group: frozenset(place[id] for id in group.voices if id in place) for group in groups}
    everybody = frozenset(range(count))
    ledger = Ledger(count, limits.group, beside_dots=limits.shows_single_answers)
    verdicts: dict[Group | None, str] = dict.fromkeys(groups, too_few(count, limits.mean))
    if count < limits.mean:
        return verdicts
    ledger.admit(of_set(everybody, count))
    if circle.campaign.scoring_rule is ScoringRule.LENSES and not ledger.admit(_lens_weights(voices)):
        verdicts[None] = LENSES_WITHHELD
    for group in groups:
        size = len(inside[group])
        if size < limits.group:
            verdicts[group] = too_few(size, limits.group)
        else:
            verdicts[group] = "" if ledger.admit(of_set(inside[group], count)) else TOGETHER
    return verdicts


def with_declared_mean(circle: Circle, row: TeamRow, given: list[tuple[Voice, int]]) -> TeamRow:
    """A row without groups, with the mean that the campaign declared."""
    return _declared(circle, row, given, admit(circle, [voice for voice, _ in given], ()).get(None, ""))


def _lens_weights(voices: list[Voice]) -> tuple[Fraction, ...]:
    """What each voice weighs in the mean of the lenses' means; those without a lens are one of their own."""
    lenses = [voice.lens for voice in voices]
    return tuple(Fraction(1, len(set(lenses)) * lenses.count(lens)) for lens in lenses)


def _declared(circle: Circle, row: TeamRow, given: list[tuple[Voice, int]], refused: str) -> TeamRow:
    """The row with the mean of the lenses' means where the campaign declared it and it may be shown."""
    if circle.campaign.scoring_rule is not ScoringRule.LENSES or row.mean is None:
        return row
    if refused:
        return replace(row, withheld="; ".join(part for part in (row.withheld, refused) if part))
    weights = _lens_weights([voice for voice, _ in given])
    mean = sum((weight * value for weight, (_, value) in zip(weights, given, strict=True)), Fraction(0))
    return replace(row, mean=to_hundredths(mean / HUNDREDTHS), is_mean_of_lenses=True)


def _gap(circle: Circle, group: Group, dimension: str, given: list[tuple[Voice, int]]) -> PerceptionGap:
    own = [value for voice, value in given if voice.id in group.voices]
    others = [value for voice, value in given if voice.id not in group.voices]
    # Beside dots without names a second decimal would mostly serve to find out whose they are.
    step = TENTH if circle.limits.shows_single_answers and not circle.is_named else 1
    return PerceptionGap(
        group.partition,
        group.id,
        group.label,
        dimension,
        len(own),
        step * to_hundredths(average(own) / step / HUNDREDTHS),
        len(others),
        step * to_hundredths(average(others) / step / HUNDREDTHS),
    )
