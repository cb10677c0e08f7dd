"""Questionnaires are found by id, version or path; adding one is adding a file."""

import shutil
from pathlib import Path

import pytest

from assessment.errors import CatalogError
from assessment.workflow import editions
from tests.conftest import THREE_DIMENSIONS

SOUND = THREE_DIMENSIONS.read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of questionnaires: one with the versions 1, 2 and 10, beside things that are none."""
    own = tmp_path / "workshop-safety"
    own.mkdir()
    for version in (1, 2, 10):
        (own / f"v{version}.toml").write_text(SOUND.replace("version = 1\n", f"version = {version}\n"), "utf-8")
    (own / "v3.de.toml").write_text("a translation", "utf-8")
    for name in ("v0.toml", "v01.toml", "V4.toml.bak"):
        (own / name).write_text("no such version", "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "README.md").write_text("x", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("wanted", "version"),
    [
        ("workshop-safety", 10),
        ("workshop-safety/", 10),
        ("workshop-safety/v10", 10),
        ("workshop-safety/v2", 2),
        ("workshop-safety/2", 2),
        ("workshop-safety/v1", 1),
    ],
)
def test_a_questionnaire_is_found_by_id_and_version(folder: Path, wanted: str, version: int) -> None:
    """Without a version the newest, by number and not by spelling."""
    assert editions.load(wanted, folder).questionnaire.version == version


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (
            "workshop-saftey",
            "unknown questionnaire 'workshop-saftey'; did you mean 'workshop-safety'? Or give the path",
        ),
        ("empty", "unknown questionnaire 'empty'; known are workshop-safety. Or give the path of a .toml file"),
        ("", "unknown questionnaire ''; known are workshop-safety. Or give the path of a .toml file"),
        ("../x", "unknown questionnaire '../x'; known are workshop-safety. Or give the path of a .toml file"),
        ("workshop-safety/v3", "questionnaire 'workshop-safety' has no version 'v3'; choose from v1, v2 and v10"),
        ("workshop-safety/v01", "questionnaire 'workshop-safety' has no version 'v01'; choose from v1, v2 and v10"),
        ("workshop-safety/v" + "9" * 5000, "questionnaire 'workshop-safety' has no version 'v999"),
        ("workshop-safety/../x", "questionnaire 'workshop-safety' has no version '../x'; choose from v1, v2 and v10"),
    ],
)
def test_what_is_not_found_is_answered_with_what_there_is(folder: Path, wanted: str, expected: str) -> None:
    """The nearest id, or all of them."""
    with pytest.raises(CatalogError) as fault:
        editions.load(wanted, folder)
    assert str(fault.value).startswith(expected)


def test_the_name_of_a_file_must_say_what_is_in_it(folder: Path) -> None:
    """A copy whose version was forgotten would pass for the published one."""
    copy = folder / "workshop-safety" / "v11.toml"
    copy.write_text(SOUND, "utf-8")
    with pytest.raises(CatalogError) as fault:
        editions.load("workshop-safety", folder)
    assert fault.value.problems == (
        f"{copy}: holds workshop-safety v1; mend its 'id' and 'version', or name the file workshop-safety/v1.toml",
    )
    assert editions.load(str(copy)).questionnaire.version == 1


def test_problems_name_the_file_among_those_beside_it(folder: Path) -> None:
    """Three files are read for one questionnaire."""
    own = folder / "workshop-safety"
    (own / "profile.toml").write_text("field = []\n", "utf-8")
    with pytest.raises(CatalogError, match=r"^profile\.toml, profile, 'field': has 0 entries"):
        editions.load("workshop-safety", folder)
    (own / "profile.toml").write_text("field = \n", "utf-8")
    with pytest.raises(CatalogError, match=r"^profile\.toml, line 1, column 9: not readable as TOML"):
        editions.load("workshop-safety", folder)
    (own / "v10.toml").write_text(SOUND.replace("weight = 2\n", "weight = -2\n"), "utf-8")
    with pytest.raises(CatalogError) as fault:
        editions.load("workshop-safety", folder)
    assert {problem.partition(", ")[0] for problem in fault.value.problems} == {"v10.toml"}


def test_data_files_beside_a_questionnaire_are_loaded_with_it(folder: Path) -> None:
    """Without them both are empty."""
    assert editions.load("workshop-safety", folder).profile.fields == ()
    shipped = editions.SHIPPED / "customer-strategy"
    shutil.copy(shipped / "profile.toml", folder / "workshop-safety")
    loaded = editions.load("workshop-safety", folder)
    assert loaded.profile.field("industry")
    assert loaded.references is None


def test_reference_points_are_checked_against_the_newest_version(folder: Path) -> None:
    """They belong to a questionnaire and its profile, or to nothing."""
    shipped = editions.SHIPPED / "customer-strategy"
    assert editions.check(shipped / "reference-points.toml").endswith("figures for customer-strategy v1")
    lonely = folder / "empty" / "reference-points.toml"
    shutil.copy(shipped / "reference-points.toml", lonely)
    with pytest.raises(CatalogError, match="reference points belong to a questionnaire"):
        editions.check(lonely)
    shutil.copy(lonely, folder / "workshop-safety")
    with pytest.raises(CatalogError, match="point 'PR01': names the unknown dimension 'art-of-the-possible'"):
        editions.check(folder / "workshop-safety" / "reference-points.toml")


def test_adding_a_folder_is_enough(folder: Path) -> None:
    """No line of code knows which questionnaires there are."""
    assert editions.shipped(folder) == ["workshop-safety"]
    shutil.copytree(editions.SHIPPED / "customer-strategy", folder / "customer-strategy")
    assert editions.shipped(folder) == ["customer-strategy", "workshop-safety"]
    assert editions.load("customer-strategy", folder).references is not None


def test_all_shipped_files_are_sound() -> None:
    """Questionnaires, profiles and reference points, of every version."""
    checked = [editions.check(path) for path in sorted(editions.SHIPPED.glob("*/*.toml"))]
    assert len(checked) >= 3
    assert any(line.startswith("customer-strategy v1, 10 principles, 40 scored and 1 optional") for line in checked)
