"""Own weights: what may be chosen, what they change, and that the shipped ones can always be told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.model import RATINGS, Segment, SegmentStatus, Side
from assessment.targeting import finding_of, respent, target
from assessment.targeting.explaining import explain_segment
from assessment.targeting.weighing import WHOLE, as_shipped, own_weights_words, problems, weighted, weights_of
from assessment.workflow.targeting import rules
from tests.targeting.test_zones import golden

RULES = rules()
LOCKED = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)


def shares(count: int) -> st.SearchStrategy[list[int]]:
    """So many weights that come to the whole, nothing among them often."""
    cuts = st.lists(st.integers(0, WHOLE), min_size=count - 1, max_size=count - 1).map(sorted)
    return cuts.map(lambda at: [b - a for a, b in zip([0, *at], [*at, WHOLE], strict=True)])


@st.composite
def own_weights(draw: st.DrawFn) -> dict[str, int]:
    """Weights of both sides that may be used."""
    found: dict[str, int] = {}
    for side in Side:
        ids = [criterion.id for criterion in RULES.of(side)]
        weights = dict(zip(ids, draw(shares(len(ids))), strict=True))
        assume(not problems(RULES, side, weights))
        found |= weights
    return found


ratings = st.dictionaries(st.sampled_from([c.id for c in RULES.criteria]), st.sampled_from(RATINGS))
statuses = st.sampled_from(SegmentStatus)


@given(own_weights(), ratings, statuses)
def test_with_any_weights_that_may_be_used_every_segment_is_judged(
    own: Mapping[str, int], given: Mapping[str, int], status: SegmentStatus
) -> None:
    """A fully rated one is placed; what is asked for first weighs something or knocks out; figures open."""
    basis = weighted(RULES, own, None)
    segment = Segment("S", Fraction(1), Fraction(1), given, status=status)
    finding = finding_of(basis, segment)
    by_id = {criterion.id: criterion for criterion in basis.criteria}
    assert all(by_id[id].parts or by_id[id].knock_out for id in finding.missing)
    explain_segment(basis, finding, 0)
    full = replace(segment, ratings={c.id: given.get(c.id, 3) for c in basis.applicable(status)})
    assert finding_of(basis, full).zone is not None


@given(own_weights())
def test_shipped_weights_are_found_again(own: Mapping[str, int]) -> None:
    """Whatever was chosen since; weights that come to the shipped ones are no own ones."""
    changed = weighted(RULES, own, LOCKED)
    assert as_shipped(changed) == RULES
    assert weights_of(changed) == dict(own)
    assert weighted(changed, weights_of(RULES), LOCKED) == RULES


@given(own_weights())
def test_a_knock_out_without_weight_still_knocks_out(own: Mapping[str, int]) -> None:
    """Whatever the mean."""
    reach = {"R1": 0, "R2": 0, "R3": 0, "R4": WHOLE, "R5": 0, "R6": 0}
    basis = weighted(RULES, {**own, **reach}, None)
    best = Segment("S", Fraction(1), Fraction(1), {c.id: 5 for c in basis.criteria})
    assert finding_of(basis, best).has_right_to_win
    for knock_out in ("R1", "R2", "R3", "R5"):
        low = replace(best, ratings={**best.ratings, knock_out: 2})
        finding = finding_of(basis, low)
        assert (finding.right_to_win, finding.has_right_to_win, finding.blockers) == (500, False, (knock_out,))
        assert finding.step is not None
        assert (finding.step.criterion, finding.step.to) == (knock_out, 3)


def test_what_the_shipped_weights_would_change_is_said() -> None:
    """By segment; nothing with the shipped ones, whatever the golden example says."""
    portfolio = target(RULES, golden())
    assert (portfolio.otherwise, own_weights_words(RULES, portfolio)) == ((), "")
    # All weight of attractiveness on growth, where "Core regional plants" are rated 3: no longer attractive.
    growth = {"A1": 0, "A2": WHOLE, "A3": 0, "A4": 0, "A5": 0, "A6": 0}
    basis = weighted(RULES, growth, LOCKED)
    portfolio = target(basis, golden())
    assert [(one.segment, one.zone, one.shipped) for one in portfolio.otherwise] == [
        ("Core regional plants", "Harvest", "Invest and defend")
    ]
    assert own_weights_words(basis, portfolio) == (
        "Own weights, locked on 22 November 2026; the shipped ones would give one segment another zone: "
        "“Core regional plants” in “Invest and defend”, not “Harvest”."
    )
    assert respent(basis, portfolio, {}).otherwise == portfolio.otherwise
    near = weighted(RULES, {**weights_of(RULES), "A4": 1000, "A5": 1500}, None)
    assert own_weights_words(near, target(near, golden())) == (
        "Own weights, not locked yet; the shipped ones would give no segment another zone."
    )


def test_weights_that_cannot_be_used_are_refused_in_words() -> None:
    """Other criteria, other sums, nothing that a planned segment could be judged by."""
    right = {c.id: c.parts for c in RULES.of(Side.RIGHT_TO_WIN)}
    assert problems(RULES, Side.RIGHT_TO_WIN, right) == []
    assert "reload the page" in problems(RULES, Side.ATTRACTIVENESS, right)[0]
    assert "sum to 105 %" in problems(RULES, Side.RIGHT_TO_WIN, {**right, "R1": 2500})[0]
    assert "between 0 and 100 %" in problems(RULES, Side.RIGHT_TO_WIN, {**right, "R1": -1, "R2": 4001})[0]
    only = dict.fromkeys(right, 0) | {"R5": 4000, "R6": 6000}
    (said,) = problems(RULES, Side.RIGHT_TO_WIN, only)
    assert "Planned segments could not be judged" in said
    assert problems(RULES, Side.RIGHT_TO_WIN, only | {"R5": 3999, "R4": 1}) == []


def test_arithmetic_shows_weights_to_their_last_digit() -> None:
    """12.5 % is 0.125, and nothing is 0."""
    basis = weighted(RULES, {**weights_of(RULES), "R1": 1250, "R2": 2750, "R4": 0, "R3": 3000}, None)
    explained = {one.figure: one for one in explain_segment(basis, finding_of(basis, golden()[0]), 0)}
    assert "0.125 × 5 + 0.275 × 4 + 0.3 × 4 + 0 × 5 + 0.15 × 4 + 0.15 × 5" in explained["right-to-win/0"].arithmetic
