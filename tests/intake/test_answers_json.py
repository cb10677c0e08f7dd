"""Answers from JSON: answers, and whatever else a respondent may say; every fault with its key."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import IntakeError
from assessment.intake.answers_json import parse
from assessment.model import Basis, Edition, Length, Response, Status
from assessment.workflow import editions
from tests.conftest import EXAMPLES

SHIPPED = editions.load("customer-strategy")
LEVELS = "1, 2, 3, 4, 5, cannot_judge, does_not_apply or blank"
OBJECT = "must be an object with ids as keys, such as {...}; found"


def read(text: str, edition: Edition = SHIPPED) -> Response:
    """The response in a text for the shipped questionnaire."""
    return parse(text, "answers.json", edition, Length.FULL)


def problems(text: str, edition: Edition = SHIPPED) -> list[str]:
    """Every problem, without the file's name that stands before each."""
    with pytest.raises(IntakeError) as fault:
        read(text, edition)
    assert all(problem.startswith("answers.json") for problem in fault.value.problems)
    assert all(problem.isprintable() for problem in fault.value.problems)
    return [problem.removeprefix("answers.json").lstrip(",: ") for problem in fault.value.problems]


def with_part(key: str, written: str) -> str:
    """A file with sound answers and priorities, and one other part as written."""
    parts = {"answers": '{"carry-over": 3}', "priorities": '["culture", "delivery"]', key: written}
    return f"{{{', '.join(f'{json.dumps(key)}: {part}' for key, part in parts.items())}}}"


def test_everything_a_respondent_may_say_is_read() -> None:
    """Each part in the form in which scoring and verdict need it."""
    response = read(
        json.dumps(
            {
                "answers": {
                    "carry-over": 3,
                    "kept-promises": "4",
                    "one-experience": "cannot_judge",
                    "shared-promise": "",
                },
                "comments": {"carry-over": " seen "},
                "basis": {"culture": "documents", "delivery": "told"},
                "profile": {"unit_assessed": "North", "industry": "Retail", "market": "b2b"},
                "priorities": ["culture", "delivery", "ecosystem"],
                "starred": "delivery",
                "targets": {"culture": "by-design", "delivery": "Self-improving", "ecosystem": 3.25},
                "target_year": 2028,
                "practice": {"PR03": "yes"},
                "deepened": ["culture"],
            }
        )
    )
    assert response == Response(
        answers={"carry-over": 300, "kept-promises": 400, "one-experience": Status.CANNOT_JUDGE},
        comments={"carry-over": "seen"},
        basis={"culture": Basis.DOCUMENTS, "delivery": Basis.TOLD},
        profile={"unit_assessed": "North", "industry": "retail", "market": "b2b"},
        priorities=("culture", "delivery", "ecosystem"),
        starred="delivery",
        targets={"culture": 300, "delivery": 460, "ecosystem": 325},
        target_year=2028,
        practice={"PR03": "yes"},
        deepened=frozenset({"culture"}),
    )


def test_all_but_answers_may_be_missing_or_null() -> None:
    """And there may be no answer yet."""
    parts = ("profile", "priorities", "starred", "targets", "target_year", "basis", "comments", "practice", "deepened")
    assert read('{"answers": {}}') == Response({})
    assert read(json.dumps({"answers": {"carry-over": None}, **dict.fromkeys(parts)})) == Response({})


def test_the_example_is_sound() -> None:
    """The README's first command scores it."""
    response = read((EXAMPLES / "strong-operator.json").read_text("utf-8"))
    assert len(response.answers) == 40


@pytest.mark.parametrize("written", ["4", "4.0", "4.00", "4e0", "0.4e1", '"4"', '" 4 "', '"4.0"'])
def test_a_number_is_a_number_however_written(written: str) -> None:
    """As long as it is exactly the value of a level."""
    assert read(f'{{"answers": {{"carry-over": {written}}}}}').answers == {"carry-over": 400}


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("4.001", "'4.001'"),
        ("4.5", "'4.5'"),
        ("0", "'0'"),
        ("6", "'6'"),
        ("-4", "'-4'"),
        ("1e400", "'1E+400'"),
        ("1e1000000", "'1E+1000000'"),
        ("1e99999999999999999999", "inf"),
        ("9" * 5000, "inf"),
        ("NaN", "nan"),
        ("Infinity", "inf"),
        ("-Infinity", "-inf"),
        ("true", "true"),
        ("[4]", "[...]"),
        ('{"value": 4}', "{...}"),
        ("[" * 300 + "]" * 300, "[...]"),
        ('"four"', "'four'"),
        ('"4_0"', "'4_0'"),
        ('"TRUE"', "'TRUE'"),
        (r'"4\u0000"', r"'4\x00'"),
        (r'"\ud800"', r"'\ud800'"),
        (json.dumps("x" * 5000), f"'{'x' * 60}...'"),
    ],
)
def test_any_other_answer_is_refused_and_not_guessed(written: str, seen: str) -> None:
    """The message names the question, what was written and what may be."""
    assert problems(f'{{"answers": {{"carry-over": {written}}}}}') == [
        f"'answers': question 'carry-over': the answer {seen} is not one of {LEVELS}"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "line 1, column 1: not readable as JSON (Expecting value); mend that line"),
        ('{"answers": {}\n', "line 2, column 1: not readable as JSON (Expecting ',' delimiter); mend that line"),
        ('{"answers": {"carry-over": 04}}', "line 1, column 29: not readable as JSON (Expecting ',' delimiter); mend"),
        (
            "{'answers': {}}",
            "line 1, column 2: not readable as JSON (Expecting property name enclosed in double quotes",
        ),
        ('{"answers": {}} {}', "line 1, column 17: not readable as JSON (Extra data); mend that line"),
        ("question_id,answer\n", "line 1, column 1: not readable as JSON (Expecting value); mend that line"),
        ("[" * 100_000, "nested too deeply; an answer is a single value"),
        ('{"a":' * 100_000, "nested too deeply; an answer is a single value"),
        ("[]", 'must be an object such as {"answers": {"question-id": 3}}'),
        ("3", 'must be an object such as {"answers": {"question-id": 3}}'),
        ("null", 'must be an object such as {"answers": {"question-id": 3}}'),
        ("{}", "'answers' is missing; add it as {\"question-id\": value}"),
        ('{"answers": null}', "'answers' is missing; add it as {\"question-id\": value}"),
    ],
)
def test_texts_that_hold_no_answers_are_refused(text: str, expected: str) -> None:
    """With line and column where the text cannot be read."""
    (problem,) = problems(text)
    assert problem.startswith(expected)


@pytest.mark.parametrize(
    ("key", "written", "expected"),
    [
        ("answers", "[3]", f"'answers': {OBJECT} [...]"),
        ("answers", '{"carry-ovr": 3}', "'answers': unknown question 'carry-ovr'; did you mean 'carry-over'?"),
        ("answers", '{"zzz": 3}', "'answers': unknown question 'zzz'; use an id of customer-strategy v1, or remove it"),
        ("answers", '{"carry-over": 3, "carry-over": 4}', "'carry-over' stands twice; keep one of them"),
        ("anwsers", "{}", "unknown key 'anwsers'; did you mean 'answers'?"),
        ("name", "1", "unknown key 'name'; known are answers, profile, priorities, starred, targets, target_year, bas"),
        ("priorities", '"culture"', "'priorities': must be a list of ids in square brackets, found 'culture'"),
        ("priorities", '["cultur"]', "'priorities': unknown principle 'cultur'; did you mean 'culture'?"),
        ("priorities", "[1]", "'priorities': unknown principle 1; known are art-of-the-possible, know-customers, iden"),
        ("priorities", '["culture", "culture"]', "'priorities': 'culture' stands twice; keep one"),
        ("starred", '"cultur"', "'starred': unknown principle 'cultur'; did you mean 'culture'?"),
        ("starred", '["culture"]', "'starred': unknown principle [...]; known are art-of-the-possible, know-customers"),
        ("starred", '"ecosystem"', "'starred': 'ecosystem' is not among the priorities; pick it or star another"),
        ("targets", "[]", f"'targets': {OBJECT} [...]"),
        ("targets", '{"culture": 6}', "'targets', 'culture': 6 is not between 1 and 5; choose a number on the scale"),
        ("targets", '{"culture": 1e999999}', "'targets', 'culture': 1E+999999 is not between 1 and 5; choose a number"),
        ("targets", '{"culture": 3.125}', "'targets', 'culture': 3.125 has more than two decimals; round it"),
        ("targets", '{"culture": "by-desgin"}', "'targets', 'culture': unknown stage 'by-desgin'; did you mean 'by-de"),
        ("targets", '{"culture": true}', "'targets', 'culture': unknown stage true; known are left-to-chance, in-pock"),
        (
            "targets",
            '{"culture": NaN}',
            "'targets', 'culture': unknown stage nan; known are left-to-chance, in-pockets",
        ),
        ("targets", '{"cultur": 3}', "'targets': unknown principle 'cultur'; did you mean 'culture'?"),
        ("targets", '{"ecosystem": 3}', "'targets': 'ecosystem' is not among the priorities; only these have targets"),
        ("target_year", '"2028"', "'target_year': '2028' is no year such as 2028"),
        ("target_year", "28", "'target_year': 28 is no year such as 2028"),
        ("target_year", "true", "'target_year': true is no year such as 2028"),
        ("profile", '{"industri": "retail"}', "'profile': unknown field 'industri'; did you mean 'industry'?"),
        ("profile", '{"industry": "retial"}', "'profile', 'industry': unknown value 'retial'; did you mean 'retail'?"),
        ("profile", '{"industry": ["retail"]}', "'profile', 'industry': unknown value [...]; known are construction-r"),
        ("profile", '{"unit_assessed": 4}', "'profile', 'unit_assessed': 4 must be text in quotation marks"),
        ("basis", '{"culture": "document"}', "'basis', 'culture': unknown value 'document'; did you mean 'documents'?"),
        ("basis", '{"cultur": "told"}', "'basis': unknown principle 'cultur'; did you mean 'culture'?"),
        ("comments", '{"carry-over": ["x"]}', "'comments', 'carry-over': [...] must be text in quotation marks"),
        ("comments", '{"zzz": "x"}', "'comments': unknown question 'zzz'; use an id of customer-strategy v1, or remov"),
        ("comments", json.dumps({"carry-over": "x" * 2001}), "'comments', 'carry-over': has 2001 characters, at most "),
        ("comments", r'{"carry-over": "\ud800"}', r"'comments', 'carry-over': '\ud800' holds half of a character; wri"),
        ("practice", '{"PR3": "yes"}', "'practice': unknown practice question 'PR3'; did you mean 'PR03'?"),
        (
            "practice",
            '{"PR03": "perhaps"}',
            "'practice', 'PR03': unknown value 'perhaps'; known are yes, no and cannot",
        ),
        ("deepened", '"culture"', "'deepened': must be a list of ids in square brackets, found 'culture'"),
    ],
)
def test_every_part_is_checked(key: str, written: str, expected: str) -> None:
    """Types, ids and values, each under its key."""
    found = problems(with_part(key, written))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_more_priorities_than_may_be_picked_are_refused() -> None:
    """How many may be picked stands in the questionnaire."""
    picked = [dimension.id for dimension in SHIPPED.questionnaire.dimensions][:6]
    assert problems(json.dumps({"answers": {}, "priorities": picked})) == [
        "'priorities': 6 are picked, at most 5 may be; leave some out"
    ]


def test_a_questionnaire_without_profile_has_no_fields_to_fill(other_edition: Edition) -> None:
    """Nor practice questions; the word for a dimension is its own."""
    text = '{"answers": {}, "profile": {"industry": "retail"}, "practice": {"PR03": "yes"}, "priorities": ["arr"]}'
    assert problems(text, other_edition) == [
        "'profile': unknown field 'industry'; there are none here, remove it",
        "'priorities': unknown area 'arr'; did you mean 'air'?",
        "'practice': unknown practice question 'PR03'; there are none here, remove it",
    ]


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    """One of every part, in the order in which the parts are explained."""
    wrong: dict[str, Any] = {"answers": 1, "profile": 2, "priorities": 3, "starred": 4, "targets": 5, "target_year": 6}
    found = problems(json.dumps({**wrong, "basis": 7, "comments": 8, "practice": 9, "deepened": 10, "else": 11}))
    assert len(found) == 11
    keys = [*wrong, "basis", "comments", "practice", "deepened"]
    assert [problem.split("'")[1] for problem in found] == ["else", *keys]


WORDS = ["carry-over", "culture", "delivery", "PR03", "industry", "retail", "yes", "by-design", "told", "\ud800"]
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from([*WORDS, 3]),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inside, max_size=4),
    max_leaves=8,
)
PARTS = st.sampled_from(
    [
        *("answers", "profile", "priorities", "starred", "targets", "target_year"),
        *("basis", "comments", "practice", "x"),
    ]
)


@settings(derandomize=True, max_examples=300, deadline=None, database=None)
@given(st.dictionaries(PARTS, VALUES, max_size=6).map(json.dumps) | st.text(max_size=40))
def test_any_text_is_refused_or_read(text: str) -> None:
    """Nothing else can happen, and what is read is in the questionnaire."""
    response = Response({})
    found: tuple[str, ...] = ()
    try:
        response = read(text)
    except IntakeError as fault:
        found = fault.problems
    assert all(problem.startswith("answers.json") and problem.isprintable() for problem in found)
    assert set(response.answers) <= set(SHIPPED.questionnaire.question)
    assert {*response.priorities, *response.targets, *response.basis} <= set(SHIPPED.questionnaire.dimension)
