"""The shipped questionnaire keeps its promises: ten principles, forty questions, descriptors that stand alone."""

import re
from itertools import pairwise

import pytest

from assessment import catalog
from assessment.model import CheckRule, Edition, Length, Questionnaire
from assessment.workflow.editions import SHIPPED

TITLES = (
    "Master the art of the possible",
    "Know your customers at a granular level",
    "Link your company's customer strategy to its overall identity",
    'Target customers with whom you have the "right to win"',
    "Treat your customers as assets that will grow in value",
    "Leverage your ecosystem",
    "Ensure a seamless omnichannel experience",
    "Excel at delivery",
    "Reorganize around the customer",
    "Match your culture with your customer strategy",
)
LONGEST_DESCRIPTOR = 75
# Words that send the reader to another level: a descriptor is quoted alone.
LEANING = re.compile(
    r"\b(above|before that|previous\w*|preceding|ditto|likewise|also|too|moreover|furthermore|in addition|"
    r"additionally|as well|the same as|as before|in the same way|more so|even more|all of (this|that|these))\b|"
    r"^(and|but|plus|or|this|that|these|those|it|they|same)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def questionnaire(edition: Edition) -> Questionnaire:
    """The newest version."""
    return edition.questionnaire


@pytest.fixture(scope="module")
def descriptors(questionnaire: Questionnaire) -> list[str]:
    """Every answer level in words, the optional question's too."""
    return [level.text for question in questionnaire.questions for level in question.levels]


def test_every_shipped_file_is_sound() -> None:
    """Also older versions, profiles and reference points."""
    for path in SHIPPED.glob("*/v*.toml"):
        assert catalog.parse(path.read_text("utf-8")).id == path.parent.name


def test_the_ten_principles_keep_the_article_s_titles_and_numbers(questionnaire: Questionnaire) -> None:
    """In the article's order; only the order of asking differs."""
    assert tuple(dimension.title for dimension in questionnaire.dimensions) == TITLES
    assert [dimension.number for dimension in questionnaire.dimensions] == [*range(1, 11)]
    assert sorted(questionnaire.asking_order) == sorted(questionnaire.dimension)
    assert questionnaire.asking_order != tuple(questionnaire.dimension)


def test_forty_questions_are_scored_and_one_is_optional(questionnaire: Questionnaire) -> None:
    """Four a principle."""
    for dimension in questionnaire.dimensions:
        assert len(questionnaire.scored_questions(dimension.id, Length.FULL)) == 4
    assert [question.id for question in questionnaire.questions if question.optional] == ["purpose-of-agile"]
    assert len(questionnaire.questions) == 41


def test_the_short_length_asks_two_questions_a_principle(questionnaire: Questionnaire) -> None:
    """Twenty in all, in half the time."""
    for dimension in questionnaire.dimensions:
        assert len(questionnaire.scored_questions(dimension.id, Length.SHORT)) == 2
    assert questionnaire.minutes == {Length.FULL: 20, Length.SHORT: 10}


def test_levels_run_from_one_to_five(questionnaire: Questionnaire) -> None:
    """Stages are equal fifths of that scale."""
    assert questionnaire.scale == (100, 200, 300, 400, 500)
    starts = [stage.starts_at for stage in questionnaire.stages]
    assert starts == [100, 180, 260, 340, 420]
    assert [stage.target for stage in questionnaire.stages] == [start + 40 for start in starts]


def test_descriptors_are_short_and_distinct(descriptors: list[str]) -> None:
    """They must fit a phone, and no sentence may stand for two answers."""
    assert len(descriptors) == 205
    assert [text for text in descriptors if len(text) > LONGEST_DESCRIPTOR] == []
    folded = sorted(text.casefold() for text in descriptors)
    assert [one for one, next_one in pairwise(folded) if one == next_one] == []


def test_descriptors_stand_alone(descriptors: list[str]) -> None:
    """None leans on the level below or above it."""
    assert [text for text in descriptors if LEANING.search(text)] == []


@pytest.mark.parametrize(
    "text", ["As above, and measured", "Also in writing", "The same as others, but faster", "It is"]
)
def test_a_leaning_descriptor_would_be_found(text: str) -> None:
    """The list of words is not empty talk."""
    assert LEANING.search(text)


def test_clauses_rest_on_a_scored_question_of_their_principle(questionnaire: Questionnaire) -> None:
    """Each principle has one for a strong and one for a weak state."""
    for dimension in questionnaire.dimensions:
        for clause in (dimension.when_strong, dimension.when_weak):
            assert clause is not None
            question = questionnaire.question[clause.question]
            assert (question.dimension, question.optional) == (dimension.id, False)


def test_findings_quote_both_sides(questionnaire: Questionnaire) -> None:
    """Eleven pairs of answers and seven checks across; a contradiction is the reader's own words."""
    rules = [check.rule for check in questionnaire.checks]
    assert len(rules) == 18
    assert rules.count(CheckRule.LEVELS_APART) == 11
    for check in questionnaire.checks:
        assert "{high}" in check.finding
        assert "{low}" in check.finding


def test_pairs_of_answers_belong_to_one_principle_and_are_not_repeated(questionnaire: Questionnaire) -> None:
    """Two questions of one dimension, two or more levels apart."""
    pairs = [(check.high[0], check.low) for check in questionnaire.checks if check.rule is CheckRule.LEVELS_APART]
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
    for high, low in pairs:
        assert questionnaire.question[high].dimension == questionnaire.question[low].dimension


def test_the_source_is_credited_and_disclaimed(questionnaire: Questionnaire) -> None:
    """Titles are quoted, the rest is our own, nobody endorses it."""
    for words in (
        "10 Principles of Customer Strategy",
        "strategy+business, 2016",
        "Not affiliated with or endorsed by",
    ):
        assert words in questionnaire.attribution


def test_published_figures_belong_to_three_principles(edition: Edition) -> None:
    """Practices of 2016 were published for no others; the rest is by other sources or without a base."""
    assert edition.references is not None
    named = {id for point in edition.references.points if point.needs_priority for id in point.dimensions}
    assert named == {"art-of-the-possible", "know-customers", "culture"}


def test_the_example_in_the_readme_is_sound() -> None:
    """Whoever copies it starts without a problem."""
    readme = (SHIPPED / "README.md").read_text("utf-8")
    example = readme.split("```toml\n")[1].split("```")[0]
    assert catalog.parse(example).name == "service-check v1"
