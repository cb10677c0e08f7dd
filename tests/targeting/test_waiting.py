"""A dimension too weak for a wanted segment is named, with what to do first about it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assessment.model import Answer, Assessment, Bet, Customers, Edition, Response, Segment, SegmentStatus
from assessment.targeting import finding_of, target
from assessment.targeting.waiting import blocking, is_wanted, of_dimension, waiting, waiting_words
from assessment.workflow.assessing import assess
from tests.responses import DAY, alike
from tests.targeting.test_zones import RULES, segment

BET = Bet("Ten orders", "Ana", date(2027, 6, 30))


def near(**parts: object) -> Segment:
    """Attractive and within reach: blocked by the fit of capabilities and by its profitability."""
    return segment("444444", "424424", name="National accounts", **parts)


def core(**parts: object) -> Segment:
    """One with a right to win."""
    return segment("444444", "444444", name="Core", **parts)


def found(
    edition: Edition, segments: list[Segment], level: int = 2, other: Mapping[str, Answer] | None = None
) -> Assessment:
    """The assessment of one who answers everything alike but for some questions."""
    answers: Mapping[str, Answer] = {**alike(edition.questionnaire, level), **(other or {})}
    return assess(edition, Response(answers), DAY, Customers(RULES, target(RULES, segments)))


def test_each_weak_dimension_behind_a_blocker_is_named_with_its_action(edition: Edition) -> None:
    """By the criteria it stands behind, with the score as shown."""
    assessment = found(edition, [core(), near()])
    said = waiting(assessment)
    assert [(one.segment, one.dimension, one.criteria) for one in said] == [
        ("National accounts", "identity-link", ("Fit of capabilities",)),
        ("National accounts", "organisation", ("Fit of capabilities",)),
        ("National accounts", "culture", ("Fit of capabilities",)),
        ("National accounts", "customers-as-assets", ("Own profitability",)),
        ("National accounts", "delivery", ("Own profitability",)),
    ]
    questionnaire = edition.questionnaire
    weakest = assessment.response.weakest(questionnaire, "identity-link")
    assert weakest is not None
    assert said[0].action == questionnaire.action(*weakest)
    assert waiting_words(assessment, said[0]) == (
        "To win “National accounts” you need Fit of capabilities; your principle “Strategy that fits who we are” "
        "stands at 2.0."
    )
    assert of_dimension(said, "delivery") == [said[4]]


def test_what_is_strong_enough_is_not_named(edition: Edition) -> None:
    """From the threshold on, exactly; the weakest of the others comes first."""
    questions = edition.questionnaire.scored_questions("culture", Response({}).length)
    raised: dict[str, Answer] = {question.id: question.levels[2].value for question in questions}
    said = waiting(found(edition, [core(), near()], other=raised))
    assert "culture" not in [one.dimension for one in said]
    assert waiting(found(edition, [core(), near()], 3)) == ()
    lower: dict[str, Answer] = {question.id: question.levels[0].value for question in questions}
    assert waiting(found(edition, [core(), near()], other=lower))[0].dimension == "culture"


def test_without_answers_or_segments_nothing_waits(edition: Edition) -> None:
    """A dimension without a score is not weak."""
    customers = Customers(RULES, target(RULES, [core(), near()]))
    assert waiting(assess(edition, Response({}), DAY, customers)) == ()
    assert waiting(assess(edition, Response(alike(edition.questionnaire, 2)), DAY)) == ()


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (near(), True),
        (core(), False),
        (replace(near(), ratings={}), False),
        (segment("222222", "424424"), False),
        (segment("444444", "222222"), False),
        (segment("222222", "2222--", status=SegmentStatus.PLANNED), True),
        (segment("222222", "2222--", status=SegmentStatus.PLANNED, bet=BET), True),
        (segment("222222", "4444--", status=SegmentStatus.PLANNED), False),
    ],
)
def test_a_segment_is_wanted_where_closing_what_is_lacking_pays(one: Segment, wanted: bool) -> None:
    """Attractive and within reach, or planned; not where a right to win is held or expected, nor to resist or leave."""
    assert is_wanted(finding_of(RULES, one)) is wanted


def test_without_a_blocker_the_cheapest_step_counts() -> None:
    """Where there is one."""
    assert blocking(finding_of(RULES, near())) == ("R2", "R5")
    assert blocking(finding_of(RULES, segment("444444", "333444"))) == ("R1",)
    assert blocking(finding_of(RULES, segment("444444", "333333"))) == ()
    assert blocking(finding_of(RULES, core())) == ()


def test_most_spend_comes_first(edition: Edition) -> None:
    """Each segment with its own."""
    segments = [
        replace(near(), name="Small", spend_share=Fraction(1, 4)),
        replace(near(), name="Large", spend_share=Fraction(3, 4)),
    ]
    names = [one.segment for one in waiting(found(edition, segments))]
    assert names == ["Large"] * 5 + ["Small"] * 5


def test_another_questionnaire_has_none_of_these_dimensions(other_edition: Edition) -> None:
    """Nothing is said then."""
    assert waiting(found(other_edition, [core(), near()], 1)) == ()
