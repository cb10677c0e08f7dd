"""Weights are chosen before the first rating, locked by it, and kept wherever findings rest on them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from assessment import access
from assessment.errors import AnsweringError, TargetingError
from assessment.model import Actor, Side
from assessment.storage import audits, segments, weights
from assessment.storage.weights import Lock
from assessment.targeting.weighing import weights_of
from assessment.workflow import answering, own_data, presenting, segmenting, segments_elsewhere, weighting
from assessment.workflow.opening import Place
from tests.targeting.test_zones import golden
from tests.workflow.sitting import Clock, answer_everything, begun, record, sitting_of

GROWTH = {"A1": 0, "A2": 10_000, "A3": 0, "A4": 0, "A5": 0, "A6": 0}


def own(actor: Actor, place: Place) -> Mapping[str, int]:
    """The weights of attractiveness that hold."""
    rules = segmenting.segmentation_of(actor, place).rules
    return {id: weight for id, weight in weights_of(rules).items() if id in GROWTH}


def refused(do: Callable[[], object]) -> str:
    """The words of the refusal."""
    with pytest.raises(TargetingError) as refusal:
        do()
    return " ".join(refusal.value.problems)


def named(actor: Actor, place: Place) -> list[str]:
    """Name the segments of the golden example; answers with their ids."""
    bare = [replace(each, ratings={}, evidence={}) for each in golden()]
    segmenting.put_segments(actor, place, bare, Fraction(0))
    return [each.id for each in segmenting.segmentation_of(actor, place).segments]


def test_weights_of_a_side_are_chosen_and_given_back_before_anything_is_rated(any_place: Place) -> None:
    """Before the first segment too, without touching the other side; the shipped ones are no own ones."""
    actor = begun(any_place)
    shipped = segmenting.segmentation_of(actor, any_place).rules
    weighting.put(actor, any_place, Side.ATTRACTIVENESS, GROWTH)
    named(actor, any_place)
    standing = segmenting.segmentation_of(actor, any_place)
    assert own(actor, any_place) == GROWTH
    assert standing.rules.of(Side.RIGHT_TO_WIN) == shipped.of(Side.RIGHT_TO_WIN)
    assert standing.rules.own_weights is not None
    weighting.put(actor, any_place, Side.ATTRACTIVENESS, {id: weights_of(shipped)[id] for id in GROWTH})
    assert segmenting.segmentation_of(actor, any_place).rules == shipped
    weighting.put(actor, any_place, Side.ATTRACTIVENESS, GROWTH)
    weighting.take_shipped(actor, any_place)
    assert segmenting.segmentation_of(actor, any_place).rules == shipped
    assert ("segments", "weight/A2", "10000") in record(actor, any_place)
    assert record(actor, any_place)[-1] == ("segments", "weight/R6", None)


def test_what_does_not_sum_to_the_whole_is_refused_and_changes_nothing(place: Place) -> None:
    """Nor does a weight below nothing, or of another side's criteria."""
    actor = begun(place)
    history = record(actor, place)
    for wanted in ({**GROWTH, "A1": 1}, {**GROWTH, "A1": -1, "A2": 10_001}, {"R1": 10_000}, {}):
        assert refused(lambda w=wanted: weighting.put(actor, place, Side.ATTRACTIVENESS, w))  # type: ignore[misc]
    assert segmenting.segmentation_of(actor, place).rules.own_weights is None
    assert record(actor, place) == history


def test_the_first_rating_locks_and_says_who_and_when(place: Place, clock: Clock) -> None:
    """Once and for good: taking it back lifts nothing, nor does a later rating move the time."""
    actor = begun(place)
    weighting.put(actor, place, Side.ATTRACTIVENESS, GROWTH)
    ids = named(actor, place)
    assert segmenting.segmentation_of(actor, place).lock is None
    segmenting.rate(actor, place, ids[0], "R1", None)
    assert segmenting.segmentation_of(actor, place).lock is None
    first = clock.moment
    segmenting.rate(actor, place, ids[0], "R1", 4)
    clock.forward(days=2)
    segmenting.rate(actor, place, ids[1], "R1", 4)
    segmenting.rate(actor, place, ids[0], "R1", None)
    standing = segmenting.segmentation_of(actor, place)
    assert standing.lock == Lock(first, actor.subject)
    assert standing.rules.own_weights is not None
    assert standing.rules.own_weights.locked_at == first
    for change in (
        lambda: weighting.take_shipped(actor, place),
        lambda: weighting.put(actor, place, Side.ATTRACTIVENESS, {**GROWTH, "A1": 5000, "A2": 5000}),
    ):
        said = refused(change)
        assert said == "Locked at the first rating on 2 March 2026, 09:30, by you (time in UTC). Nothing was changed."
    assert own(actor, place) == GROWTH


def test_only_where_all_segments_are_removed_weights_can_be_changed_again(place: Place) -> None:
    """They stay as they were until then; other segments from a file lift nothing."""
    actor = begun(place)
    weighting.put(actor, place, Side.ATTRACTIVENESS, GROWTH)
    segmenting.take_over(actor, place, segments_elsewhere.Segments(tuple(golden()), Fraction(0)))
    bare = tuple(replace(each, ratings={}, evidence={}) for each in golden())
    segmenting.take_over(actor, place, segments_elsewhere.Segments(bare, Fraction(0)))
    assert "Locked" in refused(lambda: weighting.take_shipped(actor, place))
    for each in segmenting.segmentation_of(actor, place).segments:
        segmenting.remove(actor, place, each.id)
    assert segmenting.segmentation_of(actor, place).lock is None
    assert own(actor, place) == GROWTH
    weighting.take_shipped(actor, place)
    assert segmenting.segmentation_of(actor, place).rules.own_weights is None


def locked_by_another(place: Place, actor: Actor, other: Actor, now_minus: timedelta = timedelta(0)) -> Lock:
    """The lock of the actor's organisation, as if another respondent of it had rated first."""
    with place.store.write() as connection:
        stored, at = sitting_of(actor, place).stored, place.now() - now_minus
        weights.lock(connection, stored.organisation.id, stored.campaign.wave, str(other.subject), at)
        found = weights.lock_of(connection, stored.organisation.id, stored.campaign.wave)
    assert found is not None
    return found


def test_somebody_else_is_named_by_lens_and_seniority(place: Place) -> None:
    """By nothing once their response is erased; the lock stays."""
    actor, other = begun(place), begun(place, "Other unit")
    named(actor, place)
    profile = place.edition.profile
    labels = {}
    for id in ("lens", "level"):
        field = profile.field(id)
        assert field is not None
        labels[id] = field.options[1].label
        answering.describe(other, place, id, field.options[1].id)
    lock = locked_by_another(place, actor, other)
    assert weighting.locked_by(actor, place, lock) == f"{labels['lens']}, {labels['level']}"
    assert f"by {labels['lens']}, {labels['level']} (time" in refused(lambda: weighting.take_shipped(actor, place))
    own_data.erase(other, place, "R-1")
    standing = segmenting.segmentation_of(actor, place)
    assert standing.lock == Lock(lock.at, None)
    assert "09:30 (time in UTC)" in refused(lambda: weighting.take_shipped(actor, place))


def test_without_lens_and_seniority_somebody_is_named_so(other_place: Place) -> None:
    """As the questionnaire has no profile."""
    actor, other = begun(other_place), begun(other_place, "Other unit")
    named(actor, other_place)
    assert weighting.locked_by(actor, other_place, locked_by_another(other_place, actor, other)) == weighting.SOMEBODY


def test_a_presentation_and_what_is_taken_along_keep_the_weights(place: Place) -> None:
    """Exactly, with the lock; with the shipped ones nothing of them is said."""
    actor = begun(place)
    answer_everything(actor, place)
    answering.submit(actor, place)
    plain = begun(place, "Other unit")
    segmenting.take_over(plain, place, segments_elsewhere.Segments(tuple(golden()), Fraction(0)))
    assert "own_weights" not in own_data.exported(plain, place)["customers"]
    weighting.put(actor, place, Side.ATTRACTIVENESS, GROWTH)
    assert own_data.exported(actor, place)["customers"]["own_weights"]["locked_at"] is None
    segmenting.take_over(actor, place, segments_elsewhere.Segments(tuple(golden()), Fraction(0)))
    said = own_data.exported(actor, place)["customers"]
    assert said["own_weights"]["weights"]["A2"] == 10_000
    frozen = segments_elsewhere.frozen(place, said)
    standing = segmenting.segmentation_of(actor, place).customers
    assert frozen is not None
    assert standing is not None
    assert frozen.rules == standing.rules
    assert frozen.portfolio.otherwise == standing.portfolio.otherwise != ()
    kept = presenting.present(actor, place, "Board", place.now().date())
    shown = presenting.presented(actor, place, kept.id)
    assert shown.differing == ()
    assert "judged by own weights, locked on 2 March 2026" in shown.assessment.verdict.basis.text


def test_a_change_of_weights_is_logged_and_a_late_click_is_refused(place: Place) -> None:
    """As with every other word on segments."""
    actor = begun(place)
    weighting.put(actor, place, Side.ATTRACTIVENESS, GROWTH)
    with place.store.read() as connection:
        assert sum(entry.verb == access.Verb.TARGET.value for entry in audits.entries(connection)) == 1
        stored = sitting_of(actor, place).stored
        assert segments.basis_of(connection, stored.organisation.id, stored.campaign.wave) is not None
    answering.claim(actor, place, "new.1")
    with pytest.raises(AnsweringError, match="answered elsewhere"):
        weighting.take_shipped(replace(actor, tab="old.1", is_late=True), place)


@pytest.mark.parametrize(
    ("written", "weight"), [("20", 2000), ("12,5 %", 1250), (" ", 0), ("100", 10_000), ("0.01", 1)]
)
def test_weights_are_read_as_they_are_typed(written: str, weight: int) -> None:
    """With a point or a comma, with a sign or without."""
    assert weighting.weight_in(written) == weight


@pytest.mark.parametrize("written", ["-1", "100.01", "x", "1.234", "1e1"])
def test_what_is_no_weight_is_refused(written: str) -> None:
    """In words."""
    assert "is no weight" in refused(lambda: weighting.weight_in(written))
