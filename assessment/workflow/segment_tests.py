"""What the actor looks into for one segment beside its ratings: two rivals, and whether it is within reach.

Every word changes one thing of what stands at that moment, so that the last word on each thing holds. It belongs to
the segment, and goes with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from assessment import access
from assessment.access import Verb
from assessment.errors import TargetingError
from assessment.model import (
    RATINGS,
    RIVALS,
    Actor,
    AdjacencyRules,
    AdjacencyTest,
    NeededCapability,
    Par,
    Player,
    RivalElement,
    RivalRules,
    RivalScorecard,
    SegmentStatus,
    SegmentTests,
)
from assessment.storage import answers, responses, segment_tests
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.storage.tables import SegmentTest
from assessment.wording import counted, repeated
from assessment.workflow.opening import Place
from assessment.workflow.segmenting import LONGEST_SEGMENT, NOT_KNOWN, Segmentation, on_segments, segmentation_in
from assessment.workflow.sitting import TARGETED, Sitting, clean

LONGEST_TESTED = LONGEST_SEGMENT
GONE = "This line is not there any more; reload the page."
NOT_OFFERED = "This is not one of the choices; reload the page and choose again."
NO_RULES = "The rules that these segments rest on do not have this test."


def tests_of(actor: Actor, place: Place) -> dict[str, SegmentTests]:
    """What was looked into for the segments of the actor's organisation, by segment id; none where nothing was.

    Raises StorageError where something of it cannot be understood.
    """
    with place.store.read() as connection:
        stored = responses.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, Verb.TARGET, stored)
        assert stored is not None, "access was allowed to what exists"
        return segment_tests.of(connection, stored.organisation.id, stored.campaign.wave)


def forget_rivals(actor: Actor, place: Place, segment: str) -> None:
    """Take away the comparison with rivals of a segment; what is gone already stays gone."""
    _forget(actor, place, segment, SegmentTest.RIVALS)


def forget_adjacency(actor: Actor, place: Place, segment: str) -> None:
    """Take away all that was said of how near a segment is; what is gone already stays gone."""
    _forget(actor, place, segment, SegmentTest.ADJACENCY)


def _forget(actor: Actor, place: Place, segment: str, kind: SegmentTest) -> None:
    with on_segments(actor, place) as (connection, sitting, now):
        _check_there(segmentation_in(connection, sitting.stored), segment)
        segment_tests.remove(connection, segment, kind)
        answers.record(connection, sitting.stored.id, TARGETED, f"{segment}/{kind.value}", None, now)


def name_rival(actor: Actor, place: Place, segment: str, player: Player, name: str) -> None:
    """Name one of the two rivals; no name takes it back."""

    def changed(before: RivalScorecard, _: RivalRules) -> RivalScorecard:
        if player not in RIVALS:
            raise TargetingError(NOT_OFFERED)
        rest = {rival: known for rival, known in before.names.items() if rival is not player}
        return replace(before, names={**rest, player: _line(name)} if _line(name) else rest)

    _compare(actor, place, segment, changed, player.value, _line(name) or None)


def add_element(actor: Actor, place: Place, segment: str, kind: str, name: str) -> None:
    """One more thing to compare, after the others of its kind."""
    added = RivalElement(kind, _line(name), id=new_id())

    def changed(before: RivalScorecard, _: RivalRules) -> RivalScorecard:
        return replace(before, elements=(*before.elements, added))

    _compare(actor, place, segment, changed, added.id, f"{kind}, {added.name}")


def rename_element(actor: Actor, place: Place, segment: str, id: str, name: str) -> None:
    """Name one of the things compared anew; it keeps its ratings."""
    _change_element(actor, place, segment, id, lambda each: replace(each, name=_line(name)), _line(name))


def rate_element(actor: Actor, place: Place, segment: str, id: str, player: Player, par: Par | None) -> None:
    """Say how a player stands on one of the things compared; none takes it back."""

    def changed(before: RivalElement) -> RivalElement:
        rest = {rated: known for rated, known in before.ratings.items() if rated is not player}
        return replace(before, ratings={**rest, player: par} if par else rest)

    _change_element(actor, place, segment, id, changed, f"{player.value}, {par.value if par else 'not rated'}")


def remove_element(actor: Actor, place: Place, segment: str, id: str) -> None:
    """Compare this no more; what is gone already stays gone."""

    def changed(before: RivalScorecard, _: RivalRules) -> RivalScorecard:
        return replace(before, elements=tuple(each for each in before.elements if each.id != id))

    _compare(actor, place, segment, changed, id, None)


def _change_element(
    actor: Actor, place: Place, segment: str, id: str, change: Callable[[RivalElement], RivalElement], said: str
) -> None:
    def changed(before: RivalScorecard, _: RivalRules) -> RivalScorecard:
        if not any(each.id == id for each in before.elements):
            raise TargetingError(GONE)
        return replace(before, elements=tuple(change(each) if each.id == id else each for each in before.elements))

    _compare(actor, place, segment, changed, id, said)


def _compare(
    actor: Actor,
    place: Place,
    segment: str,
    change: Callable[[RivalScorecard, RivalRules], RivalScorecard],
    subject: str,
    said: str | None,
) -> None:
    """Change the comparison with rivals as it stands at this moment. Raises TargetingError for what cannot be kept."""
    with on_segments(actor, place) as (connection, sitting, now):
        standing = segmentation_in(connection, sitting.stored)
        _check_there(standing, segment)
        rules = standing.rules.rivals
        if rules is None:
            raise TargetingError(NO_RULES)
        before = _tests(connection, sitting, segment).rivals or RivalScorecard()
        wanted = change(before, rules)
        if problems := _unfit_rivals(rules, wanted):
            raise TargetingError(*problems)
        if wanted != before:
            segment_tests.put_rivals(connection, segment, wanted, now)
            answers.record(
                connection, sitting.stored.id, TARGETED, f"{segment}/{SegmentTest.RIVALS.value}/{subject}", said, now
            )


def _unfit_rivals(rules: RivalRules, wanted: RivalScorecard) -> list[str]:
    """What cannot be stored at all; whether it is enough is judged later."""
    found = _unfit_names([*wanted.names.values()], "rival")
    for kind in rules.kinds:
        names = [each.name for each in wanted.elements if each.kind == kind.id]
        found += _unfit_names(names, kind.noun)
        if len(names) > kind.most:
            found.append(f"{kind.name}: at most {kind.most} are compared; take one away to add another.")
    if any(rules.kind(each.kind) is None for each in wanted.elements):
        found.append(NOT_OFFERED)
    return found


def add_capability(actor: Actor, place: Place, segment: str, name: str, weight: Fraction | None = None) -> None:
    """One more capability that a segment needs, after the others."""
    added = NeededCapability(_line(name), weight, id=new_id())

    def changed(before: AdjacencyTest, _: AdjacencyRules) -> AdjacencyTest:
        return replace(before, capabilities=(*before.capabilities, added))

    _look(actor, place, segment, changed, added.id, added.name)


def rename_capability(actor: Actor, place: Place, segment: str, id: str, name: str) -> None:
    """Name a capability anew; its figures stay."""
    _change_capability(actor, place, segment, id, lambda each: replace(each, name=_line(name)), _line(name))


def weigh_capability(actor: Actor, place: Place, segment: str, id: str, weight: Fraction) -> None:
    """Say what a capability weighs against the others, 0 to 1; they need not sum to 1."""
    said = f"weight {float(weight):g}"
    _change_capability(actor, place, segment, id, lambda each: replace(each, weight=weight), said)


def rate_have(actor: Actor, place: Place, segment: str, id: str, rating: int | None) -> None:
    """Say how good the company is at it, 1 to 5; none takes it back."""
    _change_capability(actor, place, segment, id, lambda each: replace(each, have=rating), f"have {rating}")


def rate_need(actor: Actor, place: Place, segment: str, id: str, rating: int | None) -> None:
    """Say how good one must be at it in the segment, 1 to 5; none takes it back."""
    _change_capability(actor, place, segment, id, lambda each: replace(each, need=rating), f"need {rating}")


def remove_capability(actor: Actor, place: Place, segment: str, id: str) -> None:
    """Need this no more; what is gone already stays gone."""

    def changed(before: AdjacencyTest, _: AdjacencyRules) -> AdjacencyTest:
        return replace(before, capabilities=tuple(each for each in before.capabilities if each.id != id))

    _look(actor, place, segment, changed, id, None)


def say_new(actor: Actor, place: Place, segment: str, kind: str, is_new: bool | None) -> None:
    """Say whether that kind of change comes with the segment; none takes it back."""

    def changed(before: AdjacencyTest, rules: AdjacencyRules) -> AdjacencyTest:
        if kind not in {each.id for each in rules.changes}:
            raise TargetingError(NOT_OFFERED)
        rest = {id: known for id, known in before.changes.items() if id != kind}
        return replace(before, changes=rest if is_new is None else {**rest, kind: is_new})

    said = None if is_new is None else "new" if is_new else "as today"
    _look(actor, place, segment, changed, kind, said)


def _change_capability(
    actor: Actor,
    place: Place,
    segment: str,
    id: str,
    change: Callable[[NeededCapability], NeededCapability],
    said: str,
) -> None:
    def changed(before: AdjacencyTest, _: AdjacencyRules) -> AdjacencyTest:
        if not any(each.id == id for each in before.capabilities):
            raise TargetingError(GONE)
        kept = tuple(change(each) if each.id == id else each for each in before.capabilities)
        return replace(before, capabilities=kept)

    _look(actor, place, segment, changed, id, said)


def _look(
    actor: Actor,
    place: Place,
    segment: str,
    change: Callable[[AdjacencyTest, AdjacencyRules], AdjacencyTest],
    subject: str,
    said: str | None,
) -> None:
    """Change what is said of how near a segment is, as it stands at this moment. Raises TargetingError."""
    with on_segments(actor, place) as (connection, sitting, now):
        standing = segmentation_in(connection, sitting.stored)
        _check_there(standing, segment, without_revenue=True)
        rules = standing.rules.adjacency
        if rules is None:
            raise TargetingError(NO_RULES)
        before = _tests(connection, sitting, segment).adjacency or AdjacencyTest()
        wanted = change(before, rules)
        if problems := _unfit_adjacency(rules, wanted):
            raise TargetingError(*problems)
        if wanted != before:
            segment_tests.put_adjacency(connection, segment, wanted, now)
            answers.record(
                connection, sitting.stored.id, TARGETED, f"{segment}/{SegmentTest.ADJACENCY.value}/{subject}", said, now
            )


def _unfit_adjacency(rules: AdjacencyRules, wanted: AdjacencyTest) -> list[str]:
    found = _unfit_names([each.name for each in wanted.capabilities], "capability")
    if len(wanted.capabilities) > rules.most:
        found.append(f"At most {counted(rules.most, 'capability', 'capabilities')}; take one away to add another.")
    if any(each.weight is not None and not 0 <= each.weight <= 1 for each in wanted.capabilities):
        found.append("Every weight lies between 0 and 100 %.")
    ratings = [rating for each in wanted.capabilities for rating in (each.have, each.need) if rating is not None]
    if any(rating not in RATINGS for rating in ratings):
        found.append(NOT_OFFERED)
    return found


def _unfit_names(names: Sequence[str], noun: str) -> list[str]:
    found = [
        f"The name of a {noun} has {len(name)} characters; write 1 to {LONGEST_TESTED}."
        for name in names
        if not 0 < len(name) <= LONGEST_TESTED
    ]
    twice = repeated(name.casefold() for name in names)
    return found + [f"“{name}” stands there already; give this {noun} another name." for name in twice]


def _check_there(standing: Segmentation, id: str, *, without_revenue: bool = False) -> None:
    found = next((each for each in standing.segments if each.id == id), None)
    if found is None:
        raise TargetingError(NOT_KNOWN)
    if without_revenue and found.status is not SegmentStatus.PLANNED:
        raise TargetingError(f"“{found.name}” is served today; whether it is within reach is tested before that.")


def _tests(connection: Connection, sitting: Sitting, segment: str) -> SegmentTests:
    stored = sitting.stored
    found = segment_tests.of(connection, stored.organisation.id, stored.campaign.wave)
    return found.get(segment, SegmentTests())


def _line(text: str) -> str:
    return " ".join(clean(text).split())
