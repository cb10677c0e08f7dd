"""The JSON Schema that editors complete and check questionnaires by."""

import json
import tomllib
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assessment.catalog import json_schema
from assessment.workflow.editions import SHIPPED
from tests.catalog.edits import SOUND, edited

VALIDATOR = Draft202012Validator(json_schema())


def faults(text: str) -> list[str]:
    """What an editor would underline: the path and the rule."""
    table: dict[str, Any] = tomllib.loads(text)
    return [f"{fault.json_path} {fault.validator}" for fault in VALIDATOR.iter_errors(table)]


def test_the_file_is_the_schema_of_this_version() -> None:
    """Mend it with `python -m assessment schema > questionnaires/questionnaire.schema.json`."""
    assert json.loads((SHIPPED / "questionnaire.schema.json").read_text("utf-8")) == json_schema()


def test_the_schema_is_a_schema() -> None:
    """By the standard's own rules."""
    Draft202012Validator.check_schema(json_schema())


def test_sound_questionnaires_pass() -> None:
    """Every version of every shipped questionnaire, and the fixture."""
    shipped = [path.read_text("utf-8") for path in SHIPPED.glob("*/v*.toml")]
    assert shipped
    assert [faults(text) for text in [*shipped, SOUND]] == [[] for _ in [*shipped, SOUND]]


def test_shipped_questionnaires_name_the_schema() -> None:
    """Editors find it by the first line; the path leads to the file."""
    for path in SHIPPED.glob("*/v*.toml"):
        first = path.read_text("utf-8").partition("\n")[0]
        assert first.startswith("#:schema ")
        assert (path.parent / first.removeprefix("#:schema ")).resolve() == SHIPPED / "questionnaire.schema.json"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("version = 1\n", "version = 1\nvresion = 2\n", "$ additionalProperties"),
        ("version = 1\n", 'version = "1"\n', "$.version type"),
        ('id = "workshop-safety"', 'id = "Workshop Safety"', "$.id pattern"),
        ('title = "Workshop safety"\n', "", "$ required"),
        ('title = "Workshop safety"', 'title = " "', "$.title pattern"),
        ("scored_from = 0.75", "scored_from = 1.5", "$.scoring.scored_from maximum"),
        ("scored_from = 0.75", "scored_from = 0", "$.scoring.scored_from exclusiveMinimum"),
        ("gap_from = 0.30", "gap_from = -0.3", "$.verdict.gap_from minimum"),
        ("weight = 2\n", 'weight = "heavy"\n', "$.dimension[0].weight type"),
        ("weight = 2\n", "weight = 2000\n", "$.dimension[0].weight maximum"),
        ("{ value = 0, ", "{ valeu = 0, value = 0, ", "$.question[0].levels[0] additionalProperties"),
        ("from = 0, ", "", "$.stages.list[0] required"),
        ('rule = "levels_apart"', 'rule = "levels"', "$.check[0].rule enum"),
    ],
)
def test_an_editor_sees_faults_of_shape(old: str, new: str, fault: str) -> None:
    """What must hold between the parts only `check` sees."""
    assert fault in faults(edited((old, new)))
