"""From text to questionnaire: what a sound text becomes, and what no text can do."""

import copy
import tomllib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.catalog import Kind, building, checks, kind_of, parse
from assessment.catalog.documents import QuestionnaireDocument
from assessment.catalog.reading import LARGEST, read_toml
from assessment.catalog.validation import validated
from assessment.errors import CatalogError, Problems
from assessment.model import CheckRule, Length, Questionnaire
from assessment.workflow.editions import SHIPPED
from tests.catalog.edits import SOUND, edited, problems

SHIPPED_FOLDER = SHIPPED / "customer-strategy"
SHIPPED_TABLE = read_toml((SHIPPED_FOLDER / "v1.toml").read_text("utf-8"))


def test_a_sound_text_becomes_the_questionnaire_it_describes() -> None:
    """Another shape than the shipped one, every number exact."""
    questionnaire = parse(SOUND)
    assert questionnaire.name == "workshop-safety v1"
    assert questionnaire.scale == (0, 75, 150, 300)
    assert questionnaire.asking_order == ("machines", "people", "air")
    assert [dimension.weight for dimension in questionnaire.dimensions] == [2, 1, Fraction(3, 2)]
    assert [question.weight for question in questionnaire.questions_of("machines")] == [2, 1, Fraction(3, 2)]
    assert [level.value for level in questionnaire.question["filters"].levels] == [0, 75, 150, 300]
    assert [(stage.id, stage.starts_at, stage.target) for stage in questionnaire.stages] == [
        ("bare", 0, 40),
        ("kept", 80, 140),
        ("safe", 205, 250),
    ]
    assert questionnaire.scoring.thin_from == Fraction(2, 5)
    assert questionnaire.verdict.blocked_below == 100
    assert questionnaire.minutes == {Length.FULL: 5}
    assert not questionnaire.has_short_length
    assert questionnaire.question["music"].optional
    assert questionnaire.dimension["air"].depends_on == ("people",)
    assert questionnaire.dimension["air"].when_strong is None
    between = {check.id: check for check in questionnaire.checks}["machines-not-people"]
    assert (between.rule, between.high, between.low) == (CheckRule.DIMENSIONS, ("machines", "air"), "people")
    assert not between.needs_all


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (edited(("version = 1\n", "version = \n")), "line 5, column 11"),
        (edited(("version = 1\n", "version 1\n")), "line 5, column 9"),
        (edited(("version = 1\n", "version = 1\nversion = 2\n")), "line 6, column 12"),
        (edited(("[scale]", "[scale")), "line 14, column 7"),
        ("a = 1\nb = [1, 2", "line 2, the last"),
        ('a = "open', "line 1, the last"),
        ("a = 1\rb = 2", "line 1, column 6"),
        ("a = 1\r" + "# Many sentences.\r" * 300, "line 1, column 6"),
        ("a = 1\nb = '\x00'", "line 2, column 6"),
        ("<html>\n<body></body>", "line 1, column 1"),
        ("PK\x03\x04", "line 1, column 3"),
        ("a = 2016-13-01", "line 1, column 9"),
    ],
)
def test_unreadable_toml_is_reported_with_its_line(text: str, where: str) -> None:
    """The place in front, the reader's own words, the mending behind."""
    (problem,) = problems(text)
    assert problem.startswith(f"{where}: not readable as TOML: ")
    assert problem.endswith("; mend that line and check again")
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#" * (LARGEST + 1), "the file is larger than 512 KiB; split or shorten it"),
        ("#" + "ü" * (LARGEST // 2), "the file is larger than 512 KiB; split or shorten it"),
        (f"a = {'[' * 5000}", "values are nested too deeply to be read; flatten them"),
        (f"b = 1\n{'a.' * 100_000}a = 1", "line 2: more than 200 dots, nested too deeply to be read; flatten it"),
        (f"a = [{{ {'b.' * 20_000}b = 1 }}]", "line 1: more than 200 dots, nested too deeply to be read; flatten it"),
        (f"a = 1\nversion = {'9' * 5000}", "line 2: a number is too long to be read; shorten it"),
        ("a = 1\nb = 1e99999999999999999999", "line 2: a number is too long to be read; shorten it"),
        ("a = 1\nb = '\ud800'", "line 2: half of a character without its other half; write it anew"),
    ],
)
def test_texts_beyond_all_bounds_are_refused(text: str, expected: str) -> None:
    """In one sentence, and at once."""
    assert problems(text) == [expected]


def test_an_empty_text_misses_everything() -> None:
    """Every key that is needed is named, and nothing else."""
    found = problems("")
    assert len(found) == 18
    assert all(problem.startswith("questionnaire: '") and problem.endswith("is missing; add it") for problem in found)


def test_faults_say_short_and_visibly_what_stands_there() -> None:
    """A page of text, a line break or a terminal's command in a value does not flood the report."""
    long = "x" * 400
    for written in (f'"{long}"', rf'"\u001b[2J{long}"', f'["{long}"]', f"{{ a = '{long}' }}", "9" * 400):
        (problem,) = problems(edited(('id = "guards"\n', 'id = "guards"\nshort = ' + written + "\n")))
        assert len(problem) < 200
        assert problem.isprintable()


def test_kinds_of_data_files_are_told_apart_by_their_tables() -> None:
    """A slip such as a stray `field` does not turn a questionnaire into something else."""
    assert kind_of(SOUND) is Kind.QUESTIONNAIRE
    assert kind_of(f"field = 1\npoint = 2\n{SOUND}") is Kind.QUESTIONNAIRE
    assert kind_of((SHIPPED_FOLDER / "profile.toml").read_text("utf-8")) is Kind.PROFILE
    assert kind_of((SHIPPED_FOLDER / "reference-points.toml").read_text("utf-8")) is Kind.REFERENCE_POINTS


ODD: list[Any] = [
    *(3, 0, -1, 10**30, True, "", "x", " x", "a\nb", "\x00", "{", "{high!r}", "*", "y" * 2000),
    *(Decimal("1.234"), Decimal("NaN"), Decimal("-Infinity"), Decimal("1e400"), Decimal("1e-400"), Decimal("-0.0")),
    *([], {}, [[]], [{}], {"a": 1}, [1, "x"], [3, 2, 1], ["culture", "culture"], {"id": "x" * 500}, {"id": 3}),
]


def damaged(random: Random) -> dict[str, Any]:
    """The shipped table with one to six values at random paths deleted, doubled or replaced."""
    table = copy.deepcopy(SHIPPED_TABLE)
    for _ in range(random.randint(1, 6)):
        inside: Any = table
        while True:
            keys = list(inside) if isinstance(inside, dict) else range(len(inside))
            if not keys:
                break
            key = random.choice(keys)
            if isinstance(inside[key], dict | list) and random.random() < 0.8:
                inside = inside[key]
                continue
            change(inside, key, random)
            break
    return table


def change(inside: Any, key: Any, random: Random) -> None:
    """One small damage at one place."""
    match random.randrange(4):
        case 0:
            del inside[key]
        case 1 if isinstance(inside, list):
            inside.append(copy.deepcopy(inside[key]))
        case 2 if isinstance(inside, dict):
            inside[random.choice(["id", "weight", "levels", "typo", "from"])] = inside.pop(key)
        case _:
            inside[key] = copy.deepcopy(random.choice(ODD))


def judged(table: dict[str, Any]) -> Questionnaire:
    """What `parse` does once the text has been read."""
    found = Problems("damaged")
    checks.check(table, validated(table, QuestionnaireDocument, found), found)
    found.raise_if_any(CatalogError)
    document = QuestionnaireDocument.model_validate(table)
    return building._questionnaire(document, building.content_hash(document))


def refusal(judge: Callable[[Any], Questionnaire], material: Any) -> list[str]:
    """The problems found; none for what is sound. Any other error passes through and fails the test."""
    try:
        judge(material)
    except CatalogError as fault:
        return list(fault.problems)
    return []


@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(st.randoms(use_true_random=False))
def test_damaged_tables_are_refused_or_sound(random: Random) -> None:
    """No damage raises anything but the catalog's own error, with printable words."""
    found = refusal(judged, damaged(random))
    assert all(problem.startswith("damaged") and problem.isprintable() for problem in found)


@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(0, 60), st.text(max_size=20))
def test_damaged_texts_are_refused_or_sound(place: int, removed: int, inserted: str) -> None:
    """Nor does any damage to the text itself."""
    found = refusal(parse, SOUND[:place] + inserted + SOUND[place + removed :])
    assert all(problem.isprintable() for problem in found)


def test_the_fuzz_reaches_deep_and_survives_sometimes() -> None:
    """Otherwise the two tests above would prove little."""
    tables = [damaged(Random(seed)) for seed in range(200)]
    assert sum(table == SHIPPED_TABLE for table in tables) < 20
    assert any(table["question"] != SHIPPED_TABLE["question"] for table in tables if "question" in table)
    assert tomllib.loads(SOUND)["id"] == "workshop-safety"
