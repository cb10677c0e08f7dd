"""What the page of a dimension says of figures: agreeing with one another, and no more precise than they are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import Assessment, Badge, Basis, Edition, Reading, Response, Status
from assessment.moves import to_next_stage
from assessment.progress import answers_needed
from assessment.ui import portrait_words as words
from tests.responses import alike, assessed, levels

RIGHT = "right-to-win"
DAY = date(2026, 11, 22)
UNABLE, OUT = Status.CANNOT_JUDGE, Status.DOES_NOT_APPLY


def said(edition: Edition, *places: int | None, **parts: object) -> str:
    """The lead of a principle answered at these places."""
    answers = levels(edition.questionnaire, {RIGHT: places})
    assessment = assessed(edition, replace(Response(answers), **parts))  # type: ignore[arg-type]
    score = assessment.scorecard.of[RIGHT]
    needed = answers_needed(assessment, score) if score.score is None and score.applicable else 0
    return words.lead(assessment, score, needed).removeprefix("“Chosen customers”")


@pytest.mark.parametrize(
    ("places", "parts", "wanted"),
    [
        ((4, 2, 2, 2), {}, " stands at 2.5, in the stage “In pockets”."),
        ((4, 2, None, None), {}, " stands at 3.0, in the stage “By design”. The score is thin: it rests on 2 of 4"),
        (
            (4, 2, 2, 2),
            {"priorities": (RIGHT,), "starred": RIGHT, "targets": {RIGHT: 380}, "target_year": 2028},
            ", your starred priority, stands at 2.5, in the stage “In pockets”, 1.3 below its target of 3.8 for 2028.",
        ),
        (
            (3, 3, 3, 3),
            {"priorities": (RIGHT,), "targets": {RIGHT: 300}},
            ", one of your priorities, stands at 3.0, in the stage “By design”, on its target of 3.0.",
        ),
        (
            (4, 4, 4, 4),
            {"priorities": (RIGHT,), "targets": {RIGHT: 300}},
            ", one of your priorities, stands at 4.0, in the stage “Steered by facts”, 1.0 above its target of 3.0.",
        ),
        # 3.8 - 2.8 would seem to be 1.0, but 3.80 - 2.75 is 1.05: shown as 1.1 it would not agree.
        (
            (4, 3, 2, 2),
            {"priorities": (RIGHT,), "targets": {RIGHT: 380}},
            ", one of your priorities, stands at 2.75, in the stage “By design”, 1.05 below its target of 3.80.",
        ),
        ((4, None, None, None), {}, " has no score yet: 1 of 4 questions answered, one more needed."),
        (
            (None,) * 4,
            {"priorities": (RIGHT,), "targets": {RIGHT: 380}},
            ", one of your priorities, has no score yet: 0 of 4 questions answered, two more needed."
            " Its target is 3.8.",
        ),
    ],
)
def test_the_lead_says_where_it_stands(
    edition: Edition, places: tuple[int | None, ...], parts: dict[str, object], wanted: str
) -> None:
    """With the target where there is one; thin and missing scores are named so."""
    assert said(edition, *places, **parts).startswith(wanted)


def test_what_does_not_apply_has_no_score_and_no_way(edition: Edition) -> None:
    """And nothing is asked for."""
    asked = edition.questionnaire.questions_of(RIGHT)
    assessment = assessed(edition, answers={question.id: OUT for question in asked})
    score = assessment.scorecard.of[RIGHT]
    assert words.lead(assessment, score, 0).endswith(" has no score, as no question applies.")
    assert words.way_words(assessment, score, None, 0) == "No question applies, so there is no stage to reach."


@given(st.integers(100, 500), st.one_of(st.integers(-9, 9), st.integers(-400, 400)))
def test_figures_shown_agree_with_one_another(edition: Edition, score: int, above: int) -> None:
    """Target minus score is the distance, to the last digit; every text stays in its stage; no distance seems none."""
    target = min(500, max(100, score + above))
    shown, aim, distance = words.measured(edition.questionnaire, score, target)
    assert abs(Decimal(aim) - Decimal(shown)) == Decimal(distance)
    assert (Decimal(distance) == 0) == (score == target)
    for text, value in ((shown, score), (aim, target)):
        assert abs(Decimal(text) * 100 - value) <= 5
        stage_of = edition.questionnaire.stage_of
        assert stage_of(int(Decimal(text) * 100)) == stage_of(value)


def test_the_basis_counts_what_was_said_of_every_question(edition: Edition) -> None:
    """Answered, not judged, not applicable, and how it is known."""
    first, second, third, _ = [question.id for question in edition.questionnaire.questions_of(RIGHT)]
    answers = {first: 300, second: UNABLE, third: OUT}
    bare = assessed(edition, answers=answers)
    counts = "1 of 3 questions answered, 1 could not be judged, 1 more does not apply."
    assert words.rests_on(bare, bare.scorecard.of[RIGHT]) == f"{counts} How you know was not said."
    known = assessed(edition, answers=answers, basis={RIGHT: Basis.TOLD})
    assert words.rests_on(known, known.scorecard.of[RIGHT]) == f"{counts} You know this from what you were told."


def test_the_way_says_how_many_answers_are_missing(edition: Edition) -> None:
    """In words, in the singular and the plural."""
    assessment = assessed(edition, answers={})
    score = assessment.scorecard.of[RIGHT]
    assert words.way_words(assessment, score, None, 2) == "Too few answers for a stage: two more are needed."
    assert words.way_words(assessment, score, None, 1) == "Too few answers for a stage: one more is needed."
    top = assessed(edition, answers=alike(edition.questionnaire, 5))
    assert words.way_words(top, top.scorecard.of[RIGHT], None, 0) == "You are at the highest stage."


def test_the_way_from_a_thin_score_leads_to_a_thin_one(edition: Edition) -> None:
    """It says so: moving answers adds none."""
    for places, wanted in (((4, 2, None, None), "3.5, as thin as now."), ((4, 2, 3, 3), "3.5.")):
        assessment = assessed(edition, answers=levels(edition.questionnaire, {RIGHT: places}))
        way = to_next_stage(edition.questionnaire, assessment.response, assessment.scorecard.of[RIGHT])
        assert words.way_words(assessment, assessment.scorecard.of[RIGHT], way, 0).endswith(f"would be {wanted}")


def reading(assessment: Assessment, id: str) -> Reading:
    """One published figure as the response may read it."""
    return next(reading for reading in assessment.readings if reading.point.id == id)


@pytest.mark.parametrize(
    ("year", "wanted"),
    [(2026, "ten years old"), (2027, "11 years old"), (2017, "one year old"), (2016, "of this year")],
)
def test_the_age_of_a_figure_is_computed_from_the_day(edition: Edition, year: int, wanted: str) -> None:
    """In words."""
    source = reading(assessed(edition, answers={}), "PR01").source
    assert words.age(source, date(year, 11, 22)) == wanted


def test_a_figure_is_given_with_its_interval_only_where_it_may_be_compared(edition: Edition) -> None:
    """Badges A and B; a base that is not known goes without its size; ranks have no figure."""
    profile = {"level": "c-suite", "involvement": "high", "revenue_usd": "from-1b"}
    open_minded = assessed(edition, answers={}, profile=profile, priorities=("know-customers",))
    unknown_base = words.published(reading(open_minded, "PR03"))
    assert unknown_base.startswith("73\u00a0%; 95\u00a0% interval from 61 to 83\u00a0%. Base: companies naming")
    assert "(" not in unknown_base
    assert "(3500, approximate)" in words.published(reading(open_minded, "PR08"))
    assert words.published(reading(open_minded, "PRI2")) == "Base: all respondents."
    stranger = assessed(edition, answers={})
    assert "%" not in words.published(reading(stranger, "PR03"))


def test_a_badge_says_what_stands_against_comparing_unless_it_was_said(edition: Edition) -> None:
    """What holds for all figures is said once above them."""
    own = reading(assessed(edition, answers={}, profile={"level": "c-suite", "involvement": "high"}), "PR08")
    assert own.badge is Badge.B
    assert words.comparable(own, []).endswith(
        "does not hold (not stated: the company's revenue is US$100 million or more)."
    )
    assert words.comparable(own, own.failed) == "Badge B: one condition of comparison does not hold."
    wanted = reading(assessed(edition, answers={}), "PR01"), reading(assessed(edition, answers={}), "PRI1")
    shared = words.reasons_shared(wanted)
    assert len(shared) == 3
    assert words.comparable(wanted[0], shared).endswith("(not so: the principle was picked as a priority).")
    assert words.comparable(wanted[1], shared).endswith("given as text only.")
