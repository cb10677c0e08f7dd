"""What if spend moved: what follows is what the engine says of such segments, and nothing is lost on the way."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.model import Bet, Segment
from assessment.targeting import respent, target
from assessment.targeting.spend_moves import SpendMove, action, first_move, most_points, shares_after
from tests.targeting.test_zones import RULES, golden, segment, segments


def known(found: list[Segment]) -> list[Segment]:
    """The segments with ids, as they are stored."""
    return [replace(each, id=f"s{at}") for at, each in enumerate(found)]


@settings(deadline=None)
@given(segments(), st.integers(0, 100), st.randoms(use_true_random=False))
def test_what_follows_is_what_the_engine_says_of_the_moved_segments(
    found: list[Segment], points: int, random: object
) -> None:
    """Whatever moves from anywhere to anywhere."""
    own = known(found)
    start, to = random.sample(own, 2)  # type: ignore[attr-defined]
    move = SpendMove(start.id, to.id, min(points, most_points(start)))
    shares = shares_after(own, move)
    moved = [replace(each, spend_share=shares.get(each.id, each.spend_share)) for each in own]
    assert respent(RULES, target(RULES, own), shares) == target(RULES, moved)
    assert sum(each.spend_share for each in moved) == sum(each.spend_share for each in own)
    assert all(each.spend_share >= 0 for each in moved)


@settings(deadline=None)
@given(segments())
def test_the_first_move_takes_what_is_there_to_another_segment(found: list[Segment]) -> None:
    """From unbacked spend, where there is any that can be moved."""
    portfolio = target(RULES, known(found))
    move = first_move(portfolio)
    assert move is not None
    by_id = {one.segment.id: one for one in portfolio.findings}
    assert move.start != move.to
    assert 0 < move.points <= most_points(by_id[move.start].segment)
    unbacked = [
        one for one in portfolio.findings if not one.has_right_to_win and not one.is_bet and most_points(one.segment)
    ]
    if unbacked:
        assert by_id[move.start] in unbacked


def test_the_golden_example_would_move_ten_points_to_where_too_little_is_spent() -> None:
    """From the largest unbacked segment; in words for the plan."""
    own = known(golden())
    move = first_move(target(RULES, own))
    assert move == SpendMove("s2", "s0", 10)
    assert action(own, move) == (
        "Move 10 points of customer-facing spend from National accounts to Core regional plants"
    )
    assert action(own, replace(move, points=1)).startswith("Move 1 point of ")
    after = respent(RULES, target(RULES, own), shares_after(own, move))
    assert (after.backed, after.unbacked) == (Fraction(1, 2), Fraction(1, 2))
    assert after.headline.startswith("50 % of customer-facing spend")


def test_a_bet_is_not_what_one_takes_from_first() -> None:
    """It is declared."""
    bet = segment("444444", "333333", bet=Bet("One", "Ana", date(2027, 1, 1)), spend_share=Fraction(6, 10))
    rest = segment("222222", "222222", name="Rest", spend_share=Fraction(4, 10))
    move = first_move(target(RULES, known([bet, rest])))
    assert move is not None
    assert (move.start, move.to) == ("s1", "s0")


def test_one_segment_or_none_with_a_whole_point_has_no_move() -> None:
    """There is nothing to move, or nowhere to move it."""
    alone = segment(revenue_share=Fraction(1), spend_share=Fraction(1))
    assert first_move(target(RULES, known([alone]))) is None
    tiny = [segment(name=name, spend_share=Fraction(1, 200)) for name in ("One", "Two")]
    assert first_move(target(RULES, known(tiny), Fraction(99, 100))) is None
