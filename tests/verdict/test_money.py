"""Self-ratings against the company's own money: the first contradiction to be named, and only when it fires."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.model import Answer, Customers, Edition, Evidence, Response, Segment
from assessment.targeting import target
from assessment.verdict import judge
from assessment.verdict.claims import CONTRADICTIONS, claims
from assessment.workflow.assessing import assess
from tests.responses import DAY, alike, assessed
from tests.targeting.test_zones import RULES, golden

MONEY, CHOICE, PROOF = "money-does-not-follow", "choice-is-not-kept", "advantage-is-not-shown"


def customers(segments: list[Segment]) -> Customers:
    """What follows from these segments."""
    return Customers(RULES, target(RULES, segments))


def found(edition: Edition, answers: dict[str, Answer], segments: list[Segment]) -> list[str]:
    """The contradictions about money, in their order."""
    assessment = assess(edition, Response(answers), DAY, customers(segments))
    ids = {check.id for check in RULES.checks}
    return [one.check for one in assessment.verdict.contradictions if one.check in ids]


def shown(share: Fraction) -> list[Segment]:
    """The golden example with evidence behind every rating, and so much spend without a right to win."""
    parts = [(1 - share) / 2, (1 - share) / 2, share / 2, share / 2]
    return [
        replace(each, spend_share=part, evidence=dict.fromkeys(each.ratings, Evidence.MARKET))
        for each, part in zip(golden(), parts, strict=True)
    ]


def test_the_golden_example_contradicts_high_answers_on_every_count(edition: Edition) -> None:
    """In the order of the rules, and before every other contradiction."""
    answers = alike(edition.questionnaire, 4)
    assert found(edition, answers, golden()) == [MONEY, CHOICE, PROOF]
    verdict = assess(edition, Response(answers), DAY, customers(golden())).verdict
    assert verdict.contradictions[0].check == MONEY
    money = next(one for one in verdict.contradictions if one.check == MONEY)
    assert "yet 60 % of customer-facing spend goes to segments for which no right to win is shown" in money.finding
    answer, figure = money.quotes
    assert answer.words == edition.questionnaire.question["money-follows-choice"].descriptor(400)
    assert (figure.name, figure.words) == ("Your own figures", "60 % of spend goes where no right to win is shown")


def test_low_answers_and_small_shares_contradict_nothing(edition: Edition) -> None:
    """Each check was made all the same."""
    assert found(edition, alike(edition.questionnaire, 3), golden()) == []
    assert found(edition, alike(edition.questionnaire, 4), shown(Fraction(1, 10))) == []
    verdict = assess(edition, Response(alike(edition.questionnaire, 3)), DAY, customers(golden())).verdict
    without = assessed(edition, Response(alike(edition.questionnaire, 3))).verdict
    assert verdict.looked_for == without.looked_for + 3


@pytest.mark.parametrize(
    ("share", "checks"), [("0.40", [CHOICE]), ("0.41", [MONEY, CHOICE]), ("0.15", []), ("0.16", [CHOICE])]
)
def test_it_fires_beyond_its_limit_and_not_at_it(edition: Edition, share: str, checks: list[str]) -> None:
    """As the file says: above 40 % unbacked, above 15 % where one would resist or leave."""
    assert found(edition, alike(edition.questionnaire, 4), shown(Fraction(share))) == checks


def test_what_was_not_answered_or_cannot_be_placed_is_not_looked_for(edition: Edition) -> None:
    """Nor is a question that another questionnaire does not have."""
    questionnaire = edition.questionnaire
    none = {
        id: answer
        for id, answer in alike(questionnaire, 4).items()
        if questionnaire.question[id].dimension == "culture"
    }
    assert found(edition, none, golden()) == []
    unrated = [replace(each, ratings={}) for each in golden()]
    assert found(edition, alike(questionnaire, 4), unrated) == []
    assert found(edition, alike(questionnaire, 4), golden()[:1]) == []


def test_another_questionnaire_is_left_alone(other_edition: Edition) -> None:
    """It has none of the questions."""
    answers = alike(other_edition.questionnaire, 3)
    with_money = assess(other_edition, Response(answers), DAY, customers(golden())).verdict
    assert with_money == assessed(other_edition, Response(answers)).verdict


def test_the_claim_says_what_was_looked_for(edition: Edition) -> None:
    """The kind is named first."""
    assessment = assess(edition, Response(alike(edition.questionnaire, 4)), DAY, customers(golden()))
    kinds = claims(assessment)[CONTRADICTIONS].terms
    assert (kinds[0].name, kinds[0].words, kinds[0].value) == (
        "Your answers against your own money", "3 looked for", "3 found",
    )  # fmt: skip


def test_without_segments_the_verdict_is_as_before(edition: Edition) -> None:
    """To the last word."""
    response = Response(alike(edition.questionnaire, 4))
    before = assessed(edition, response)
    again = judge(edition.questionnaire, response, before.scorecard, edition.profile, edition.references)
    assert again == before.verdict
