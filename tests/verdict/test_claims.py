"""What is claimed beyond scores rests on what it says it rests on."""

import re

import pytest

from assessment.model import Assessment, Edition, Length, Priority, Response
from assessment.verdict import claims as claimed
from assessment.workflow import assessing
from tests import shapes
from tests.conftest import EXAMPLES
from tests.responses import DAY, alike, assessed, generated, levels


def example(edition: Edition, name: str) -> Assessment:
    """One of the shipped examples."""
    return assessing.assess_file(EXAMPLES / f"{name}.json", edition, Length.FULL, DAY)


def test_the_claims_of_an_example_by_hand(edition: Edition) -> None:
    """The sentence's proofs, the order of deciding, what matters and what counts as a strength."""
    claims = claimed.claims(example(edition, "strong-operator"))
    headline = claims["headline"]
    assert [(term.name, term.words) for term in headline.terms] == [
        ("Kept promises", "“From warning signs, early enough to tell customers”"),
        ("Money follows choice", "“Spend by segment is known; last year's split is repeated”"),
    ]
    first = claims["decisions"].terms[0]
    assert (first.name, first.words, first.value) == ("Chosen customers", "starred", "gap 2.35")
    assert claims["gaps"].arithmetic == "4 of 5 gaps"
    assert [term.words for term in claims["strengths"].terms].count("strength") == 2
    assert claims["contradictions"].arithmetic == "5 of 19 found"


@pytest.mark.parametrize("seed", range(30))
def test_the_claims_agree_with_the_verdict(seed: int) -> None:
    """Whatever the questionnaire and the answers: the same counts, the same order, the same sums."""
    edition = shapes.edition(seed)
    assessment = assessed(edition, generated(edition, seed))
    claims, verdict, scorecard = claimed.claims(assessment), assessment.verdict, assessment.scorecard
    label = {dimension.id: dimension.label for dimension in edition.questionnaire.dimensions}
    gaps = [label[gap.dimension] for group in verdict.gaps for gap in group]
    assert sorted(term.name for term in claims["gaps"].terms if term.words == "matters") == sorted(gaps)
    strong = [term.name for term in claims["strengths"].terms if term.words == "strength"]
    assert strong == [label[strength.dimension] for strength in verdict.strengths]
    assert [term.name for term in claims["decisions"].terms] == [label[d.dimension] for d in verdict.decisions]
    looked_for, found = (sum(_numbers(claims["contradictions"].terms, part)) for part in ("words", "value"))
    assert (looked_for, found) == (verdict.looked_for, len(verdict.contradictions))
    parts, whole = claims["answered"].arithmetic.split(" = ")
    assert sum(int(part) for part in parts.split(" + ")) == int(whole) == scorecard.answered
    assert len(claims["lowest"].terms) == len(scorecard.scored)
    assert all(claim.title and claim.rule and claim.arithmetic for claim in claims.values())


def _numbers(terms: object, part: str) -> list[int]:
    return [int(re.match(r"\d+", getattr(term, part))[0]) for term in terms]  # type: ignore[index, attr-defined]


def test_a_claim_names_the_rule_that_was_used(edition: Edition) -> None:
    """With priorities, without, with picks but without targets; and without a verdict."""
    answers = alike(edition.questionnaire, 2)
    cases = {
        "Your starred priority first, then the widest gaps": Response(
            answers, priorities=("culture",), starred="culture", targets={"culture": 460}
        ),
        "First the widest gaps": Response(answers, priorities=("culture",), targets={"culture": 460}),
        "First what is furthest from 3.5, as no targets were set": Response(answers, priorities=("culture",)),
        "No priorities were picked, so the lowest scores come first": Response(answers),
    }
    for rule, response in cases.items():
        assert claimed.claims(assessed(edition, response))["decisions"].rule.startswith(rule)
    few = assessed(edition, Response(levels(edition.questionnaire, {"culture": [2, 2, 2, 2]})))
    headline = claimed.claims(few)["headline"]
    assert headline.arithmetic == "1 of 10 principles scored"
    assert headline.rule.startswith("A verdict needs scores for 80 % of the weight")
    assert [term.words for term in headline.terms].count("scored") == 1


def test_a_decision_says_why_it_is_where_it_is(edition: Edition) -> None:
    """Starred before picked, and what blocks it."""
    assessment = example(edition, "strong-operator")
    words = [term.words for term in claimed.claims(assessment)["decisions"].terms]
    for said, decision in zip(words, assessment.verdict.decisions, strict=True):
        assert said.startswith("starred" if decision.priority is Priority.STARRED else "picked")
        assert ("blocked by" in said) == bool(decision.blocked_by)
