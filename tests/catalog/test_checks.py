"""Checks for contradictions: what they compare, when they fire, what they say."""

import pytest

from assessment.catalog import parse
from tests.catalog.edits import NAME, SOUND, edited, problems

BETWEEN_QUESTIONS = f"{NAME}, check 'trained-not-reported'"
BETWEEN_DIMENSIONS = f"{NAME}, check 'machines-not-people'"
HIGH = 'high = ["training"]'
LOW = 'low = "near-misses"'


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (LOW, 'low = "near-mises"', "names the unknown question 'near-mises'; did you mean 'near-misses'?"),
        (LOW, 'low = "machines"', "names the unknown question 'machines'; use the id of one in this file"),
        (LOW, 'low = "music"', "names the optional question 'music', which is never scored; name another"),
        (LOW, 'low = "training"', "names 'training' twice; compare different ones"),
        (HIGH, 'high = ["training", "guards"]', "2 in 'high'; two answers are compared, name one"),
    ],
)
def test_checks_between_questions_compare_two_that_are_scored(old: str, new: str, what: str) -> None:
    """Any other would never fire, or not as meant."""
    assert problems(edited((old, new))) == [f"{BETWEEN_QUESTIONS}: {what}"]


@pytest.mark.parametrize(
    ("new", "what"),
    [
        ('["machines", "airs"]', "names the unknown dimension 'airs'; did you mean 'air'?"),
        ('["machines", "guards"]', "names the unknown dimension 'guards'; use the id of one in this file"),
        ('["machines", "people"]', "names 'people' twice; compare different ones"),
        ('["machines", "machines"]', "names 'machines' twice; compare different ones"),
    ],
)
def test_checks_between_dimensions_compare_dimensions(new: str, what: str) -> None:
    """Several may stand high, each named once."""
    assert problems(edited(('["machines", "air"]\n', f"{new}\n"))) == [f"{BETWEEN_DIMENSIONS}: {what}"]


def test_checks_need_thresholds() -> None:
    """Without checks none are needed."""
    head, rest = SOUND.split("[check_thresholds]")
    checks = rest[rest.index("[[check]]") :]
    definition = rest[rest.index("[[definition]]") :]
    assert problems(head + checks) == [f"{NAME}: there are checks but no [check_thresholds]; add the table"]
    assert parse(head + definition).checks == ()


@pytest.mark.parametrize(
    ("placeholder", "what"),
    [
        ("{highest}", "unknown placeholder {highest}; known are {high_score}, {high}, {low_score} and {low}"),
        ("{}", "unknown placeholder {}; known are {high_score}, {high}, {low_score} and {low}"),
        ("{0}", "unknown placeholder {0}; known are {high_score}, {high}, {low_score} and {low}"),
        ("{high.x}", "unknown placeholder {high.x}; known are {high_score}, {high}, {low_score} and {low}"),
        ("{low[0]}", "unknown placeholder {low[0]}; known are {high_score}, {high}, {low_score} and {low}"),
        ("{high_score:.1f}", "placeholder {high_score} has signs after its name; write it as {high_score}"),
        ("{high:{low}}", "placeholder {high} has signs after its name; write it as {high}"),
        ("{high!r}", "placeholder {high} has signs after its name; write it as {high}"),
        ("{", "unexpected '{' in field name; write placeholders as {high} and other braces twice"),
        ("}", "Single '}' encountered in format string; write placeholders as {high} and other braces twice"),
    ],
)
def test_findings_fill_in_what_is_known(placeholder: str, what: str) -> None:
    """Nothing that would fail, or print Python, when the verdict is written."""
    assert problems(edited(("{high_score}", placeholder))) == [f"{BETWEEN_DIMENSIONS}, 'finding': {what}"]


def test_findings_about_answers_have_no_scores() -> None:
    """A check between questions knows two descriptors."""
    assert problems(edited(("“{high}”", "“{high_score}”"))) == [
        f"{BETWEEN_QUESTIONS}, 'finding': unknown placeholder {{high_score}}; known are {{high}} and {{low}}"
    ]
