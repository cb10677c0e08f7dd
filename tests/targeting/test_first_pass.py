"""What blind ratings come to: medians, spread, and which two segments are argued about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.model import RATINGS, Evidence, Segment, SegmentStatus, Side, WorkshopRating
from assessment.targeting import finding_of, first_pass, weighing
from assessment.targeting.first_pass import GRADES, asked, close_calls, lower_median, placed, rated
from assessment.targeting.weighing import weighted
from assessment.workflow import targeting

RULES = targeting.rules()
ASKED = [criterion.id for criterion in RULES.criteria if criterion.knock_out]


def segment(id: str, status: SegmentStatus = SegmentStatus.SERVED) -> Segment:
    """A segment that a ranking puts into the upper half."""
    return Segment(id.upper(), Fraction(1, 2), Fraction(1, 2), status=status, is_attractive=True, id=id)


def given_by(
    rated: Mapping[str, Sequence[Sequence[int]]], evidence: Evidence = Evidence.OPINION
) -> list[WorkshopRating]:
    """Ratings by segment: for each criterion asked, those of all raters."""
    return [
        WorkshopRating(f"r{place}", id, criterion, rating, evidence)
        for id, by_criterion in rated.items()
        for criterion, ratings in zip(ASKED, by_criterion, strict=False)
        for place, rating in enumerate(ratings)
    ]


def names(rated: Mapping[str, Sequence[Sequence[int]]]) -> list[str]:
    """The segments to argue about, in order."""
    found = placed(RULES, [segment(id) for id in rated], given_by(rated))
    return [call.placed.segment.id for call in close_calls(RULES, found)]


def test_asked_is_what_can_rule_a_right_to_win_out() -> None:
    """Without revenue not the profitability."""
    assert [each.id for each in asked(RULES, segment("a"))] == ["R1", "R2", "R3", "R5"]
    assert [each.id for each in asked(RULES, segment("a", SegmentStatus.PLANNED))] == ["R1", "R2", "R3"]


def test_where_what_rules_out_weighs_too_little_the_heaviest_others_are_asked_too() -> None:
    """In the order of the rules; without revenue those that can be rated."""
    own = {"R1": 1500, "R2": 1500, "R3": 1500, "R4": 2000, "R5": 500, "R6": 3000}
    rules = weighted(RULES, own, None)
    assert [each.id for each in asked(rules, segment("a"))] == ["R1", "R2", "R3", "R5", "R6"]
    rules = weighted(RULES, {**own, "R3": 0, "R4": 3500}, None)
    assert [each.id for each in asked(rules, segment("a", SegmentStatus.PLANNED))] == ["R1", "R2", "R3", "R4"]


@given(
    st.lists(st.integers(0, 10_000), min_size=5, max_size=5).map(sorted),
    st.sampled_from(SegmentStatus),
    st.sampled_from(RATINGS),
)
def test_whatever_the_weights_what_is_asked_places_a_segment(
    cuts: list[int], status: SegmentStatus, rating: int
) -> None:
    """And nothing is asked that is not needed for it."""
    ends = [0, *cuts, 10_000]
    own = {f"R{place}": high - low for place, (low, high) in enumerate(pairwise(ends), 1)}
    assume(not weighing.problems(RULES, Side.RIGHT_TO_WIN, own))
    rules = weighted(RULES, own, None)
    wanted = asked(rules, segment("a", status))
    others = [each for each in wanted if not each.knock_out]
    for left_out in (None, *others):
        ratings = {each.id: rating for each in wanted if each is not left_out}
        finding = finding_of(rules, replace(segment("a", status), ratings=ratings))
        assert (finding.zone is None) == (left_out is not None)


@given(st.lists(st.sampled_from(RATINGS), min_size=1, max_size=30))
def test_the_median_is_a_rating_that_somebody_gave_and_never_above_half_the_room(ratings: list[int]) -> None:
    """At least half say it or more, and at least half say it or less; of two middle ones it is the lower."""
    (one,) = placed(RULES, [segment("a")], given_by({"a": [ratings]}))
    (tally,) = one.tallies
    assert tally.median in ratings
    assert sum(rating >= tally.median for rating in ratings) > len(ratings) / 2
    assert sum(rating <= tally.median for rating in ratings) >= len(ratings) / 2
    assert tally.spread == max(ratings) - min(ratings)


@given(st.lists(st.sampled_from(GRADES), min_size=1, max_size=9))
def test_the_median_grade_is_the_lower_of_two_in_whatever_order(grades: list[Evidence]) -> None:
    """From opinion to market evidence."""
    places = sorted(GRADES.index(grade) for grade in grades)
    assert lower_median(grades) == lower_median(reversed(grades)) == GRADES[places[(len(places) - 1) // 2]]


def test_what_nobody_rated_is_left_as_it_was_and_agreed_ratings_win_over_medians() -> None:
    """With the median grade; other ratings stay."""
    before = Segment("A", Fraction(1), Fraction(1), {"R4": 5, "R1": 1, "R5": 2}, {"R4": Evidence.MARKET}, id="a")
    given = given_by({"a": [[2, 4], [3, 5]]}, Evidence.INTERNAL)
    (one,) = placed(RULES, [before], given)
    after = rated(before, one.tallies, {"R2": 4})
    assert after.ratings == {"R4": 5, "R1": 2, "R2": 4, "R5": 2}
    assert after.evidence == {"R4": Evidence.MARKET, "R1": Evidence.INTERNAL, "R2": Evidence.INTERNAL}
    assert one.finding.segment.ratings == {"R4": 5, "R1": 2, "R2": 3, "R5": 2}


def test_what_a_planned_segment_is_not_rated_by_is_not_counted() -> None:
    """Even where it was served when people rated it."""
    (one,) = placed(RULES, [segment("a", SegmentStatus.PLANNED)], given_by({"a": [[3], [3], [3], [5]]}))
    assert [tally.criterion.id for tally in one.tallies] == ["R1", "R2", "R3"]


def test_a_border_that_decides_what_is_backed_comes_before_others_and_these_before_a_wide_spread() -> None:
    """Here 3.5, a single knock-out, 2.5, and five levels apart on a segment far from any border."""
    at_35, knock_out, at_25 = [[3], [4], [4], [3]], [[5], [5], [2], [5]], [[2], [3], [3], [2]]
    apart, calm = [[1, 5, 5], [5, 5, 5], [5, 5, 5], [5, 5, 5]], [[5], [5], [5], [5]]
    assert names({"calm": calm, "apart": apart, "near": at_25, "held": at_35}) == ["held", "near"]
    assert names({"calm": calm, "apart": apart, "near": at_25, "held": knock_out}) == ["held", "near"]
    assert names({"calm": calm, "apart": apart, "near": at_25}) == ["near", "apart"]
    assert names({"calm": calm, "apart": apart}) == ["apart"]
    assert names({"calm": calm}) == []
    assert names({"unrated": []}) == []


def test_it_is_said_why_a_segment_was_chosen_and_what_to_agree_on() -> None:
    """The border, what it decides, and how far people lie apart, with the criteria two or more levels apart."""
    rated_so = {"a": [[2, 4, 4], [4, 4, 4], [3, 3, 4], [3, 3, 3]], "b": [[3], [4], [4], [3]]}
    found = placed(RULES, [segment(id) for id in rated_so], given_by(rated_so))
    first, second = close_calls(RULES, found)
    assert "cut at 3.5" in first.why
    assert "It decides whether the spend here is backed." in first.why
    assert "The room lies 2 levels apart on “Fit of the promise”." in first.why
    assert [tally.criterion.id for tally in first.disputed] == ["R1"]
    assert second.why.endswith("All ratings agree.")
    (tally,) = second.disputed
    assert tally.criterion.id in {flip.criterion for flip in second.placed.finding.flips}


def test_where_nobody_lies_two_levels_apart_the_widest_is_argued_about() -> None:
    """One of them."""
    found = placed(RULES, [segment("a")], given_by({"a": [[5, 5], [4, 5], [4, 5], [5, 5]]}))
    (call,) = close_calls(RULES, found)
    assert [tally.criterion.id for tally in call.disputed] == ["R2"]


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.lists(st.lists(st.sampled_from(RATINGS), min_size=1, max_size=5), min_size=4, max_size=4),
        min_size=1,
    )
)
def test_there_are_at_most_two_calls_each_with_something_to_agree_on(
    rated_so: dict[str, list[list[int]]],
) -> None:
    """And no segment that money hangs on is passed over for one that it does not."""
    found = placed(RULES, [segment(id) for id in rated_so], given_by(rated_so))
    calls = close_calls(RULES, found)
    assert len(calls) <= first_pass.CALLS
    assert all(call.disputed and call.why for call in calls)
    chosen = {call.placed.segment.id for call in calls}
    passed_over = [one for one in found if one.segment.id not in chosen]
    if any(one.finding.changes_money for one in passed_over):
        assert all(call.placed.finding.changes_money for call in calls)
    for one in found:
        assert one.finding == finding_of(RULES, rated(one.segment, one.tallies, {}))


@pytest.mark.parametrize("ratings", [[3], [3, 3], [1, 3, 5]])
def test_a_tally_keeps_its_ratings_lowest_first(ratings: list[int]) -> None:
    """However they came."""
    (one,) = placed(RULES, [segment("a")], given_by({"a": [list(reversed(ratings))]}))
    assert list(one.tallies[0].ratings) == ratings
