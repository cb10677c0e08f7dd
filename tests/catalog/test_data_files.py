"""Profiles and reference points: every problem of the files beside a questionnaire."""

import pytest

from assessment.catalog import parse_profile, parse_reference_points
from assessment.errors import CatalogError
from assessment.model import Edition
from assessment.workflow.editions import PROFILE, REFERENCE_POINTS, SHIPPED
from tests.catalog.edits import edited

FOLDER = SHIPPED / "customer-strategy"
PROFILE_TEXT = (FOLDER / PROFILE).read_text("utf-8")
POINTS_TEXT = (FOLDER / REFERENCE_POINTS).read_text("utf-8")
INDUSTRY = 'id = "industry"\n'
FIRST_POINT = '[[point]]\nid = "PR01"\ndimensions = ["art-of-the-possible"]\nsource = "SB2016"\n'


def profile_problems(*changes: tuple[str, str]) -> list[str]:
    """The problems of the shipped profile after small edits."""
    with pytest.raises(CatalogError) as fault:
        parse_profile(edited(*changes, text=PROFILE_TEXT))
    return list(fault.value.problems)


def point_problems(edition: Edition, *changes: tuple[str, str]) -> list[str]:
    """The problems of the shipped reference points after small edits."""
    with pytest.raises(CatalogError) as fault:
        parse_reference_points(edited(*changes, text=POINTS_TEXT), edition.questionnaire, edition.profile)
    return list(fault.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            INDUSTRY,
            'id = "Industry"\n',
            ", field 'Industry', 'id': 'Industry' is no id here; it has small letters and ",
        ),
        (INDUSTRY, 'id = "unit_assessed"\n', ", field 'unit_assessed': the id is used twice; every id is used once"),
        (INDUSTRY, f"{INDUSTRY}abuot = 1\n", ", field 'industry': unknown key 'abuot'; did you mean 'about'?"),
        ('label = "Industry"\n', "", ", field 'industry', 'label': is missing; add it"),
        (
            'about = "organisation"',
            'about = "organization"',
            ", field 'unit_assessed', 'about': is 'organization'; did",
        ),
        (
            'id = "energy"',
            'id = "retail"',
            ", field 'industry', option 'retail': the id is used twice; every id is used",
        ),
        (
            '"Energy" }',
            '"Energy", published = 101 }',
            ", field 'industry', option 'energy', 'published': 101 is out of ",
        ),
        (
            '"Energy" }',
            '"Energy", publishd = 1 }',
            ", field 'industry', option 'energy': unknown key 'publishd'; did y",
        ),
    ],
)
def test_faults_of_a_profile_are_named(old: str, new: str, expected: str) -> None:
    """By field and option."""
    (problem,) = profile_problems((old, new))
    assert problem.startswith(f"profile{expected}")


def test_a_profile_without_fields_is_refused() -> None:
    """Leave the file out instead."""
    with pytest.raises(CatalogError, match="profile, 'field': has 0 entries, at least 1 are needed; add some"):
        parse_profile("field = []")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'id = "PR08"',
            'id = "pr08"',
            ", point 'pr08', 'id': 'pr08' is no id here; it has capitals and digits, such as ",
        ),
        ('id = "PR09"', 'id = "PR08"', ", point 'PR08': the id is used twice; every id is used once"),
        (
            FIRST_POINT,
            FIRST_POINT.replace("SB2016", "SB2061"),
            ", point 'PR01': names the unknown source 'SB2061'; did ",
        ),
        (
            FIRST_POINT,
            FIRST_POINT.replace("of-the", "of"),
            ", point 'PR01': names the unknown dimension 'art-of-possib",
        ),
        (
            'compared = ["yes"]',
            'compared = ["yess"]',
            ", point 'PR01': compares the unknown answer 'yess'; did you mea",
        ),
        (
            "percent = 67\n",
            "percent = 167\n",
            ", point 'PR01', 'percent': 167 is out of range; write a number of at mo",
        ),
        ("percent = 67\n", "percent = 66.5\n", ", point 'PR01', 'percent': must be a whole number, found 66.5"),
        (
            "base_size = 64\n",
            "",
            ", point 'PR01': a percentage needs a 'base_size' or, where that is unknown, an 'inter",
        ),
        (
            "base_size = 64\n",
            "base_size = 64\ninterval = [55, 77]\n",
            ", point 'PR01': with a 'base_size' the interval ",
        ),
        (
            "interval = [61, 83]",
            "interval = [74, 83]",
            ", point 'PR03': the interval does not enclose the percentage; ",
        ),
        (
            "interval = [61, 83]",
            "interval = [61]",
            ", point 'PR03', 'interval': has 1 entry, at least 2 are needed; add",
        ),
        ('say = "PR01"', 'say = "PR10"', ", pair 'assessed-not-calculated': names the unknown point 'PR10'; did you "),
        (
            'done = "no"',
            'done = "not"',
            ", pair 'assessed-not-calculated': names the unknown answer 'not' of 'PR02'; di",
        ),
        (
            'field = "level"',
            'field = "levels"',
            ", comparability, condition on 'levels': there is no such profile field; ",
        ),
        (
            '["c-suite",',
            '["c-suit",',
            ", comparability, condition on 'level': accepts the unknown option 'c-suit'; did yo",
        ),
        (
            "[comparability]\n",
            "[comparability]\nrule = 1\n",
            ", 'comparability': unknown key 'rule'; did you mean 'rules'?",
        ),
    ],
)
def test_faults_of_reference_points_are_named(edition: Edition, old: str, new: str, expected: str) -> None:
    """By point, pair and condition, with the nearest id."""
    (problem,) = point_problems(edition, (old, new))
    assert problem.startswith(f"reference points{expected}")


def test_all_faults_of_reference_points_stand_in_one_report(edition: Edition) -> None:
    """Against the shape, the questionnaire and the profile alike."""
    found = point_problems(
        edition,
        ("percent = 67\n", "percent = 167\n"),
        (FIRST_POINT.replace("PR01", "PR02"), FIRST_POINT.replace("PR01", "PR02").replace("of-the", "of")),
        ('field = "level"', 'field = "levels"'),
        ('id = "SR2016"', 'id = "SB2016"'),
    )
    assert len(found) >= 4
    for words in ("'percent'", "'art-of-possible'", "'levels'", "source 'SB2016'"):
        assert any(words in problem for problem in found)
