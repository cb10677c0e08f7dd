"""Suggestions, projections and milestones: worked by hand, and true of any questionnaire."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.model import Assessment, Edition, PlanEntry, PlanPhase, PlanStatus, Response, Status
from assessment.moves import Move, moved
from assessment.planning import Gains, gains, milestones, moves_of, suggested, suggestion
from assessment.scoring import score
from tests import shapes
from tests.responses import alike, assessed, generated, levels

TODAY = date(2026, 11, 22)
SHAPES = [shapes.edition(seed) for seed in range(12)]


def machines(edition: Edition, year: int | None = 2028, target: int = 250, **parts: Any) -> Response:
    """Machines at 0.75, 0.75 and 1.5 with weights 2, 1 and 1.5: a score of exactly 1.00."""
    answers = levels(edition.questionnaire, {"machines": [2, 2, 3], "people": [4, 4, 4], "air": [4, 4, 4]})
    picked = Response(answers, priorities=("machines",), targets={"machines": target}, target_year=year)
    return replace(picked, **parts)


def test_the_way_to_a_target_is_cut_into_equal_years(other_edition: Edition) -> None:
    """From 1.00 to 2.50 by the end of 2028: 1.75 by the end of 2027, then the target itself."""
    (way,) = milestones(assessed(other_edition, machines(other_edition)), TODAY)
    assert (way.dimension, way.start) == ("machines", 100)
    assert [(stop.year, stop.score, stop.stage.id) for stop in way.milestones] == [
        (2027, 175, "kept"),
        (2028, 250, "safe"),
    ]


def test_thirds_are_rounded_to_hundredths_and_end_at_the_target(other_edition: Edition) -> None:
    """From 1.00 to 2.00 in three years: 1.33, 1.67, 2.00."""
    (way,) = milestones(assessed(other_edition, machines(other_edition, 2029, 200)), TODAY)
    assert [stop.score for stop in way.milestones] == [133, 167, 200]


def test_the_next_year_asks_for_the_fewest_moves_and_begins_with_the_weakest(other_edition: Edition) -> None:
    """1.33 takes one step of servicing (1.5 of weight times 1.5); 2.5 takes more, of which the weakest comes first."""
    (way,) = milestones(assessed(other_edition, machines(other_edition, 2029, 200)), TODAY)
    assert way.moves == (Move("servicing", 150, 300),)
    assert way.begins_with(other_edition.questionnaire)[1] == way.moves[0]
    (way,) = milestones(assessed(other_edition, machines(other_edition, 2026)), TODAY)
    assert way.moves == (Move("guards", 75, 300), Move("servicing", 150, 300))
    question, first = way.begins_with(other_edition.questionnaire)
    assert (question.id, first) == ("guards", Move("guards", 75, 150))


def test_when_the_target_year_is_this_year_it_is_the_only_milestone(other_edition: Edition) -> None:
    """And after it there is none."""
    (way,) = milestones(assessed(other_edition, machines(other_edition, 2026)), TODAY)
    assert [(stop.year, stop.score) for stop in way.milestones] == [(2026, 250)]
    for year in (2025, None):
        assert milestones(assessed(other_edition, machines(other_edition, year)), TODAY) == ()


def test_what_has_reached_its_target_or_has_none_needs_no_milestone(other_edition: Edition) -> None:
    """Nor has what has no score."""
    for response in (
        machines(other_edition, target=100),
        machines(other_edition, targets={}),
        machines(other_edition, answers={}),
    ):
        assert milestones(assessed(other_edition, response), TODAY) == ()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 11), st.integers(0, 500), st.integers(2026, 2060))
def test_milestones_rise_to_the_target_in_its_year_and_never_beyond(shape: int, seed: int, year: int) -> None:
    """Of any questionnaire; and what the next year asks for reaches its milestone."""
    edition = SHAPES[shape]
    response = replace(generated(edition, seed), target_year=year)
    assessment = assessed(edition, response)
    for way in milestones(assessment, TODAY):
        scores = [way.start, *(stop.score for stop in way.milestones)]
        target = response.targets[way.dimension]
        assert scores == sorted(scores)
        assert scores[-1] == target
        assert way.milestones[-1].year == year
        assert all(stop.stage == edition.questionnaire.stage_of(stop.score) for stop in way.milestones)
        steps = [later - earlier for earlier, later in pairwise(scores)]
        assert max(steps) - min(steps) <= 1
        reached = score(edition.questionnaire, moved(response, way.moves)).of[way.dimension].score
        assert reached is not None
        assert reached >= way.milestones[0].score
        question, first = way.begins_with(edition.questionnaire)
        assert question.dimension == way.dimension
        assert first.to > first.start


def test_suggestions_are_the_first_decisions_then_the_other_gaps(edition: Edition) -> None:
    """Five priorities, all at 3.0: the starred one this month, two this quarter, two this year."""
    picked = tuple(dimension.id for dimension in edition.questionnaire.dimensions[:5])
    response = Response(
        alike(edition.questionnaire, 3), priorities=picked, starred=picked[4], targets=dict.fromkeys(picked, 460)
    )
    assessment = assessed(edition, response)
    entries = suggested(assessment)
    decided = [decision.dimension for decision in assessment.verdict.decisions]
    assert [entry.dimension for entry in entries][:3] == decided
    assert {entry.dimension for entry in entries} == set(picked)
    month, quarter, year = PlanPhase.MONTH, PlanPhase.QUARTER, PlanPhase.YEAR
    assert [entry.phase for entry in entries] == [month, quarter, quarter, year, year]
    for entry, decision in zip(entries, assessment.verdict.decisions, strict=False):
        question = edition.questionnaire.question[decision.now.question]
        assert (entry.action, entry.question, entry.level) == (decision.action, question.id, 400)
        assert entry.step == f"Collect the evidence: {question.evidence}"
        assert (entry.owner, entry.due, entry.status) == ("", None, PlanStatus.OPEN)


def test_nothing_answered_suggests_nothing(edition: Edition, other_edition: Edition) -> None:
    """Neither as a whole nor for one dimension."""
    for each in (edition, other_edition):
        assessment = assessed(each, answers={})
        assert suggested(assessment) == ()
        assert suggestion(assessment, each.questionnaire.dimensions[0].id) is None


def entry(id: str, question: str, level: int | None, **parts: Any) -> PlanEntry:
    """An entry that moves an answer."""
    return replace(PlanEntry(id, "machines", "Do it", question=question, level=level), **parts)


def test_a_plan_moves_what_it_names_and_what_was_dropped_stays(other_edition: Edition) -> None:
    """The highest level planned counts; nothing falls, and no open question is answered."""
    response = machines(other_edition)
    answers = {**response.answers, "training": Status.CANNOT_JUDGE}
    del answers["near-misses"]
    response = replace(response, answers=answers)
    entries = [
        entry("a", "guards", 300),
        entry("b", "guards", 150),
        entry("c", "emergency-stops", 150, status=PlanStatus.DROPPED),
        entry("d", "servicing", 75),
        entry("e", "training", 300),
        entry("f", "near-misses", 300),
        entry("g", "servicing", None),
    ]
    assert moves_of(response, entries) == (Move("guards", 75, 300),)
    assert moves_of(response, [entry("i", "unknown", 300)]) == ()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 11), st.integers(0, 500))
def test_carrying_out_what_is_suggested_never_lowers_a_score(shape: int, seed: int) -> None:
    """Of any questionnaire."""
    edition = SHAPES[shape]
    response = generated(edition, seed)
    assessment = assessed(edition, response)
    after = score(edition.questionnaire, moved(response, moves_of(response, suggested(assessment))))
    for was, now in zip(assessment.scorecard.dimensions, after.dimensions, strict=True):
        assert (was.score is None) == (now.score is None)
        assert (now.score or 0) >= (was.score or 0)


def test_what_changes_in_the_verdict_is_named(other_edition: Edition) -> None:
    """Machines at the top: a strength, its gap closed; nothing when nothing moves."""
    response = machines(other_edition)
    before = assessed(other_edition, response)
    after = assessed(other_edition, moved(response, [Move("guards", 75, 300), Move("emergency-stops", 75, 300)]))
    assert gains(before, after) == Gains(strengths=("machines",), strengths_lost=(), gaps_closed=("machines",))
    assert gains(before, before) == Gains((), (), ())


def test_a_strength_that_only_stood_out_is_lost_when_the_others_rise(edition: Edition) -> None:
    """One at 3.0 among ones is far above the own mean, among threes it is not."""
    before, after = standing_out(edition)
    first = edition.questionnaire.dimensions[0].id
    assert gains(before, after) == Gains(strengths=(), strengths_lost=(first,), gaps_closed=())


def standing_out(edition: Edition) -> tuple[Assessment, Assessment]:
    """The first dimension below what makes a strength, the others at the bottom, and then a level below it."""
    first, *others = edition.questionnaire.dimensions
    answers = [
        levels(edition.questionnaire, {first.id: [3] * 9, **{d.id: [level] * 9 for d in others}}) for level in (1, 3)
    ]
    before, after = (assessed(edition, Response(own)) for own in answers)
    return before, after
