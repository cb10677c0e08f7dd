"""Several people of one organisation work on what they share: no word of a colleague is lost or silently replaced."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest

from assessment.errors import AnsweringError, PlanningError
from assessment.intake.plan import said as planning_said
from assessment.model import Actor, CampaignMode, KeyAccount, Segment
from assessment.workflow import (
    answering,
    campaigns,
    inviting,
    own_data,
    planning,
    segment_tests,
    segmenting,
    weighting,
    writing,
)
from assessment.workflow.opening import Place
from assessment.workflow.sitting import LATE
from tests.workflow.at_once import at_once
from tests.workflow.campaigning import Run, begun_by, run_of
from tests.workflow.sitting import Clock, answer_everything, begun, sitting_of

PART = "channels"
Do = Callable[[Actor, Place], object]


def name_segments(actor: Actor, place: Place, *names: str) -> None:
    """Make these the segments, none of them rated."""
    segmenting.put_segments(actor, place, [Segment(name, Fraction(0), Fraction(0)) for name in names], Fraction(0))


def two(place: Place, mode: CampaignMode = CampaignMode.NAMED) -> tuple[Run, Actor, Actor, str]:
    """Two who answer for one organisation, and the second one's invitation."""
    run = run_of(place, mode)
    one, other = run.invite(place, "Bo", "Cy")
    return run, begun_by(place, one.token), begun_by(place, other.token), other.invitation.id


def late(actor: Actor, place: Place) -> Actor:
    """The actor in a tab that may still hold an older click, and that is the last writer."""
    answering.claim(actor, place, "laptop.1")
    return replace(actor, tab="laptop.1", is_late=True)


def text(actor: Actor, place: Place) -> str | None:
    """What stands in one part of the strategy."""
    return writing.written_of(actor, place).strategy.get(PART)


@pytest.mark.parametrize("mode", CampaignMode)
def test_a_late_click_does_not_put_back_what_a_colleague_changed(place: Place, mode: CampaignMode) -> None:
    """Also where nothing tells who said what; a new click of the same tab counts."""
    _, one, other, _ = two(place, mode)
    tab = late(one, place)
    writing.write_part(other, place, PART, "Newer")
    name_segments(other, place, "North")
    with pytest.raises(AnsweringError) as refusal:
        writing.write_part(tab, place, PART, "Older")
    assert refusal.value.problems == (LATE,)
    with pytest.raises(AnsweringError, match="colleague"):
        name_segments(tab, place, "South")
    assert text(one, place) == "Newer"
    assert [each.name for each in segmenting.segmentation_of(one, place).segments] == ["North"]
    writing.write_part(replace(tab, is_late=False), place, PART, "Newest")
    assert text(other, place) == "Newest"


@pytest.mark.parametrize("mode", [CampaignMode.NAMED, CampaignMode.CONFIDENTIAL])
def test_a_late_click_counts_while_no_colleague_has_said_anything(place: Place, mode: CampaignMode) -> None:
    """Answers of colleagues are their own; another organisation's words are none of this one's."""
    _, one, other, _ = two(place, mode)
    answer_everything(other, place)
    writing.write_part(begun(place), place, PART, "Elsewhere")
    writing.write_part(late(one, place), place, PART, "Late")
    assert text(one, place) == "Late"


SHARED: dict[str, Do] = {
    "segments": lambda actor, place: name_segments(actor, place, "South"),
    "a text": lambda actor, place: writing.write_part(actor, place, PART, "Other"),
    "an account": lambda actor, place: writing.add_account(actor, place, "South"),
    "weights": weighting.take_shipped,
    "rivals": lambda actor, place: segment_tests.forget_rivals(
        actor, place, segmenting.segmentation_of(actor, place).segments[0].id
    ),
    "the plan": lambda actor, place: planning.add(actor, place, place.edition.questionnaire.dimensions[0].id, "More"),
}


def finished(place: Place) -> tuple[Run, Actor, Actor, str]:
    """As `two`, when both have submitted and something is shared."""
    run, one, other, invitation = two(place)
    for actor in (one, other):
        answer_everything(actor, place)
        answering.submit(actor, place)
    name_segments(one, place, "North")
    return run, one, other, invitation


@pytest.mark.parametrize("do", SHARED.values(), ids=SHARED.keys())
def test_who_was_taken_out_changes_nothing_that_is_shared(place: Place, do: Do) -> None:
    """With words that say why; the others go on. Who has submitted can be taken out only after reopening."""
    run, one, other, invitation = finished(place)
    answering.reopen(other, place)
    inviting.revoke(run.actor, place, run.campaign.id, invitation)
    with pytest.raises(AnsweringError, match="Your invitation was taken back"):
        do(other, place)
    do(one, place)


@pytest.mark.parametrize("do", SHARED.values(), ids=SHARED.keys())
def test_after_closing_a_team_works_on(place: Place, clock: Clock, do: Do) -> None:
    """A plan, segments and a strategy are made of what was answered."""
    _, one, _, _ = finished(place)
    clock.forward(days=60)
    assert not sitting_of(one, place).is_open
    do(one, place)


def test_accounts_that_two_name_at_the_same_moment_are_all_kept(place: Place) -> None:
    """With who is named there; ten rounds, as it needs luck to meet."""
    _, one, other, _ = two(place)
    names = [(f"A{n}", f"B{n}") for n in range(writing.MOST_ACCOUNTS // 2)]
    for mine, theirs in names:
        at_once(
            place,
            partial(writing.add_account, one, place, mine),
            partial(writing.add_account, other, place, theirs),
        )
    found: tuple[KeyAccount, ...] = writing.written_of(one, place).accounts
    assert {each.name for each in found} == {name for pair in names for name in pair}


def test_the_plan_is_suggested_once_when_two_ask_at_the_same_moment(place: Place) -> None:
    """One entry a dimension."""
    _, one, other, _ = finished(place)
    at_once(place, lambda: planning.begin_plan(one, place), lambda: planning.begin_plan(other, place))
    dimensions = [entry.dimension for entry in planning.plan_of(one, place)]
    assert len(dimensions) == len(set(dimensions)) > 0


@pytest.mark.parametrize("mode", CampaignMode)
def test_who_rated_first_is_named_only_where_answers_have_names(place: Place, mode: CampaignMode) -> None:
    """Lens and seniority together are one person in a small team."""
    _, one, other, _ = two(place, mode)
    name_segments(one, place, "North")
    (segment,) = segmenting.segmentation_of(other, place).segments
    segmenting.rate(other, place, segment.id, "A1", 3)
    lock = segmenting.segmentation_of(one, place).lock
    assert lock is not None
    is_named = weighting.locked_by(one, place, lock) != weighting.SOMEBODY
    assert is_named == (mode is CampaignMode.NAMED)
    assert weighting.locked_by(other, place, lock) == weighting.YOU


@pytest.mark.parametrize("mode", CampaignMode)
def test_without_names_no_respondent_writes_or_sees_the_shared_plan_before_the_closing(
    place: Place, mode: CampaignMode
) -> None:
    """Else what is suggested would tell colleagues where somebody's answers are weakest."""
    run, one, other, _ = two(place, mode)
    for actor in (one, other):
        answer_everything(actor, place)
        answering.submit(actor, place)
    dimension = place.edition.questionnaire.dimensions[0].id
    writes: list[Do] = [
        planning.begin_plan,
        lambda actor, place: planning.add(actor, place, dimension, "Own words"),
        lambda actor, place: planning.put_owner_for(actor, place, dimension, "Ana"),
    ]
    if mode is CampaignMode.NAMED:
        for write in writes:
            write(one, place)
        assert planning.plan_of(other, place)
        return
    for write in writes:
        with pytest.raises(PlanningError, match="made together once the campaign is closed"):
            write(one, place)
    assert not planning.is_allowed(one, place)
    campaigns.close(run.actor, place, run.campaign.id)
    assert planning.is_allowed(one, place)
    planning.add(one, place, dimension, "Decided together")
    assert [entry.action for entry in planning.plan_of(other, place)] == ["Decided together"]
    campaigns.reopen(run.actor, place, run.campaign.id, "Two more people", None)
    assert planning.plan_of(other, place) == ()
    assert own_data.exported(other, place)["plan"] == planning_said(())
