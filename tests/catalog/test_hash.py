"""The content hash: the same for the same content however written, another for any other content."""

import copy
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from assessment.catalog import parse
from assessment.catalog.building import content_hash
from assessment.catalog.documents import QuestionnaireDocument
from assessment.catalog.reading import read_toml
from tests.catalog.edits import SOUND, edited

HASH = parse(SOUND).content_hash
Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths to all single values and to all lists whose order or length can change."""
    match value:
        case dict():
            for key, inside in value.items():
                yield from leaves(inside, (*path, key))
        case list():
            if len(value) > 1 or path[-1] in ("depends_on", "high"):
                yield path
            for place, inside in enumerate(value):
                yield from leaves(inside, (*path, place))
        case _:
            yield path


def reordered(value: Any) -> Any:
    """The same content with the keys of every table the other way round."""
    match value:
        case dict():
            return {key: reordered(inside) for key, inside in reversed(value.items())}
        case list():
            return [reordered(inside) for inside in value]
        case _:
            return value


def other(value: Any) -> Any:
    """Another value that is sound in the same place, or nearly everywhere."""
    match value:
        case bool():
            return not value
        case int() | Decimal():
            return value + 1 if value == int(value) else value - Decimal("0.01")
        case str():
            return {"any": "all", "dimensions": "questions", "levels_apart": "questions"}.get(value, f"{value}x")
        case _:
            return [*reversed(value)] if len(value) > 1 else [*value, "another-one"]


def hashed(table: dict[str, Any]) -> str:
    """The hash of a table whose parts need not agree, so that each can be changed alone."""
    return content_hash(QuestionnaireDocument.model_validate(table))


TABLE = read_toml(SOUND)


@pytest.mark.parametrize(
    "text",
    [
        f"# A comment\n\n{SOUND}\n\n# another\n",
        SOUND.replace("\n", "\r\n"),
        SOUND.replace(" = ", "   =   "),
        SOUND.replace('title = "Workshop safety"', "title = 'Workshop safety'"),
        SOUND.replace('title = "Workshop safety"', r'title = "Workshop \u0073afety"'),
        edited(('id = "workshop-safety"\nversion = 1\n', 'version = 1\nid = "workshop-safety"\n')),
        edited(("[lengths]\nfull = { minutes = 5 }", "[lengths.full]\nminutes = 5")),
        SOUND.replace("value = 3,", "value = 3.0,").replace("weight = 2\n", "weight = 2.00\n"),
        SOUND.replace("value = 0,", "value = -0.0,").replace("priorities = 2", "priorities = 0x2"),
        edited(('id = "training"\n', 'id = "training"\noptional = false\nshort = false\n')),
        edited(("asking_order", "retired = []\nasking_order")),
    ],
)
def test_the_way_of_writing_does_not_count(text: str) -> None:
    """Comments, layout, order of keys, 1 or 1.0, and defaults written out."""
    assert text != SOUND
    assert parse(text).content_hash == HASH


def test_the_order_of_keys_does_not_count_anywhere() -> None:
    """At every depth."""
    turned = reordered(TABLE)
    assert json.dumps(turned, default=str) != json.dumps(TABLE, default=str)
    assert hashed(turned) == hashed(TABLE) == HASH


@pytest.mark.parametrize("path", [*leaves(TABLE)], ids=lambda path: ".".join(map(str, path)))
def test_any_change_of_content_counts(path: Path) -> None:
    """Every value of the file, and the order of every list."""
    table = copy.deepcopy(TABLE)
    inside: Any = table
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = other(inside[path[-1]])
    assert hashed(table) != HASH


def test_the_hash_is_the_same_in_every_version_of_the_program() -> None:
    """Stored responses refer to it: mend this line when the fixture changes, never when the code does."""
    assert HASH == "8e2b5ff1d22da5fe23ee0a0dad077ed5c2abe8eea3cc53fadb76ee3b066fffa0"
