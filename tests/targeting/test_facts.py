"""What is known of a segment stands beside its ratings, and a rating that it contradicts is named."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.model import Fact, Segment, SegmentFacts, SegmentStatus
from assessment.targeting.facts import doubts, fact_of, facts_words
from assessment.workflow.targeting import rules

RULES = rules()
BY_ID = {criterion.id: criterion for criterion in RULES.criteria}
QUARTER = Fraction(1, 4)


def segment(**facts: object) -> Segment:
    """A segment with a quarter of revenue and these facts."""
    return Segment("S", QUARTER, QUARTER, facts=SegmentFacts(**facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("criterion", "facts", "said"),
    [
        ("A2", {"growth": Fraction(12, 100)}, "You said: growth 12 % a year."),
        ("A2", {"growth": Fraction(-35, 1000)}, "You said: growth -3.5 % a year."),
        ("R5", {"profit_share": Fraction(1, 10)}, "You said: 10 % of profit against 25 % of revenue."),
        ("R3", {"win_rate": Fraction(31, 100)}, "You said: a win rate of 31 %."),
        ("R6", {"retention": Fraction(0)}, "You said: 0 % of customers kept a year."),
        ("A2", {"retention": Fraction(1)}, ""),
        ("R3", {"named_rivals": "Acme"}, ""),
    ],
)
def test_each_fact_stands_beside_the_criterion_it_informs(criterion: str, facts: dict[str, object], said: str) -> None:
    """And beside no other; the rivals have a field of their own there."""
    assert facts_words(BY_ID[criterion], segment(**facts)) == said


@pytest.mark.parametrize(
    ("criterion", "rating", "facts", "said"),
    [
        ("A2", 1, {"growth": Fraction(1, 100)}, "Rated 1, yet growth is 1 % a year."),
        ("A2", 2, {"growth": Fraction(1, 100)}, ""),
        ("A2", 1, {"growth": Fraction(0)}, ""),
        ("A2", 3, {"growth": Fraction(-1, 100)}, "Rated 3, yet growth is -1 % a year."),
        ("A2", 2, {"growth": Fraction(-1, 100)}, ""),
        ("R5", 5, {"profit_share": Fraction(1, 5)}, "Rated 5, yet it earns 20 % of profit on 25 % of revenue"),
        ("R5", 5, {"profit_share": QUARTER}, ""),
        ("R5", 3, {"profit_share": Fraction(1, 5)}, ""),
        ("R5", 2, {"profit_share": Fraction(1, 2)}, "Rated 2, yet it earns 50 % of profit on 25 % of revenue"),
        ("R5", 4, {"profit_share": Fraction(-1, 5)}, "Rated 4, yet it loses money: its share of profit is -20 %."),
        ("R5", 5, {}, ""),
    ],
)
def test_a_rating_that_a_fact_contradicts_is_named_once(
    criterion: str, rating: int, facts: dict[str, object], said: str
) -> None:
    """Exactly beyond the limits of the file."""
    found = doubts(RULES, replace(segment(**facts), ratings={criterion: rating}))
    assert len(found) == bool(said)
    assert not found or (found[0].criterion == criterion and found[0].finding.startswith(said))


def test_what_is_not_rated_without_revenue_contradicts_nothing() -> None:
    """Nor is a share compared with none."""
    rated = replace(segment(profit_share=Fraction(1, 100)), ratings={"R5": 1})
    assert doubts(RULES, replace(rated, status=SegmentStatus.PLANNED)) == ()
    assert doubts(RULES, replace(rated, revenue_share=Fraction(0))) == ()


def test_every_fact_of_the_file_is_known() -> None:
    """Of what is no number there is none."""
    facts = SegmentFacts(Fraction(1), Fraction(2), Fraction(3), Fraction(4), "Acme")
    assert [fact_of(facts, fact) for fact in Fact] == [1, 2, 3, 4, None]
    assert {fact for criterion in RULES.criteria for fact in criterion.facts} == set(Fact)
