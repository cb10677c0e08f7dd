"""Answers from CSV: found by id and column name, every fault with its line, nothing guessed."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import IntakeError
from assessment.intake.answers_csv import parse, template
from assessment.model import Answer, Edition, Length, Response, Status
from assessment.workflow import editions
from tests.conftest import THREE_DIMENSIONS

HEADER = "question_id,answer\n"
WORKSHOP = editions.load_file(THREE_DIMENSIONS).questionnaire
LEVELS = "0, 0.75, 1.5, 3, cannot_judge, does_not_apply or blank"


def read(text: str) -> Response:
    """The response in a text for the questionnaire with levels 0, 0.75, 1.5 and 3."""
    return parse(text, "answers.csv", WORKSHOP, Length.FULL)


def problems(text: str) -> list[str]:
    """Every problem, without the file's name that stands before each."""
    with pytest.raises(IntakeError) as fault:
        read(text)
    assert all(problem.startswith("answers.csv") for problem in fault.value.problems)
    return [problem.removeprefix("answers.csv").lstrip(",: ") for problem in fault.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "question_id,answer\nguards,1.5\nfilters,3\n",
        "question_id;answer\nguards;1.5\nfilters;3\n",
        "question_id;answer\nguards;1,5\nfilters;3,00\n",
        "question_id\tanswer\nguards\t1.5\nfilters\t3\n",
        "question_id,answer\r\nguards,1.5\r\nfilters,3\r\n",
        "question_id,answer\rguards,1.5\rfilters,3\r",
        "question_id,answer\nguards,1.5\nfilters,3",
        'question_id,answer\n"guards","1.5"\n"filters","3"\n',
        'question_id,answer\nguards,"1,5"\nfilters,3\n',
        "answer,question_id\n1.5,guards\n3,filters\n",
        " Question_ID , ANSWER \n guards , 1.5 \n filters , 3 \n",
        "question_id,answer,comment\nguards,1.5,\nfilters,3\n",
        "question_id,answer,,\nguards,1.5,,\nfilters,3,,\n,,,\n\n",
        "levels,question_id,question,answer,dimension\nx,guards,y,1.5,z\nx,filters,y,3,z\n",
        "question_id,answer\nfilters,3\nservicing,\nguards,1.5\n",
    ],
)
def test_the_way_of_writing_a_table_does_not_matter(text: str) -> None:
    """Signs between columns, line ends, quotation marks, order, padding, reading aids, blank lines."""
    assert read(text).answers == {"guards": 150, "filters": 300}


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("3", 300),
        ("3.0", 300),
        ("3.00", 300),
        ("3,0", 300),
        (" 3 ", 300),
        ("03", 300),
        ("3.", 300),
        ("3e0", 300),
        ("3.00E+00", 300),
        ("0.75", 75),
        (".75", 75),
        ("0,75", 75),
        ("7.5e-1", 75),
        ("0", 0),
        ("cannot_judge", Status.CANNOT_JUDGE),
        (" Cannot_Judge ", Status.CANNOT_JUDGE),
        ("DOES_NOT_APPLY", Status.DOES_NOT_APPLY),
    ],
)
def test_an_answer_is_the_value_of_a_level_or_a_status(written: str, answer: Answer) -> None:
    """In any spelling that can mean nothing else."""
    assert read(f'{HEADER}guards,"{written}"\n').answers == {"guards": answer}


@pytest.mark.parametrize("blank", ["", " ", '""', '"  "', "\t"])
def test_a_blank_is_no_answer(blank: str) -> None:
    """It is neither zero nor a status."""
    assert read(f"{HEADER}guards,{blank}\nfilters,0\n").answers == {"filters": 0}


@pytest.mark.parametrize(
    "written",
    [
        *("four", "3-4", "3/4", "TRUE", "x", "-", "n/a", "?", "none", "null", "cannot judge", "does-not-apply"),
        *("1", "4", "-3", "+3", "3.001", "0.7", "2.9999999999999999999999", "3 3", "3;", "'3", "=3", "3%", "#REF!"),
        *("3_0", "_3", "３", "٣", "Ⅲ", "³", "\u200b3", "3\x00", "0x3", "3.0.0", "3,000", "0,750", "3.000,0"),
        *(
            "nan",
            "NaN",
            "sNaN",
            "inf",
            "-Infinity",
            "1e400",
            "1e1000000",
            "9" * 5000,
            "e",
            "e5",
            ".",
            ",",
            "3e",
            "1e-400",
        ),
    ],
)
def test_anything_else_is_refused_and_not_guessed(written: str) -> None:
    """The message shows what was written and what may be."""
    (problem,) = problems(f'{HEADER}guards,"{written}"\n')
    assert problem.startswith("line 2: question 'guards': the answer '")
    assert problem.endswith(f"' is not one of {LEVELS}")
    assert problem.isprintable()
    assert len(problem) < 200


def test_every_problem_of_a_file_is_reported_with_its_line() -> None:
    """Line numbers count the lines of comments that span several."""
    text = (
        "question_id,answer,comment\n"
        'guards,2,"first line\nsecond line"\n'
        "gaurds,3,\n"
        "guards,3,\n"
        ",3,\n"
        "filters,3,one,two\n"
        f"alarms,3,{'x' * 2001}\n"
        "guards,nine,\n"
        "unheard-of,1,\n"
    )
    assert problems(text) == [
        "line 7: 4 values for 3 columns; put text that holds a comma in quotation marks",
        f"line 2: question 'guards': the answer '2' is not one of {LEVELS}",
        "line 4: unknown question 'gaurds'; did you mean 'guards'?",
        "line 5: question 'guards' stands in line 2 too; keep one of them",
        "line 6: the question_id is blank; fill it in or remove the line",
        "line 8: the comment has 2001 characters, at most 2000 are kept; shorten it",
        "line 9: question 'guards' stands in line 2 too; keep one of them",
        f"line 9: question 'guards': the answer 'nine' is not one of {LEVELS}",
        "line 10: unknown question 'unheard-of'; use an id of workshop-safety v1, or remove it",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["line 1: column 'question_id' is missing; the first line names the columns"]),
        (HEADER, ["no line below the header names a question; fill in the file that answers-template writes"]),
        (
            f"{HEADER},\n\n",
            ["no line below the header names a question; fill in the file that answers-template writes"],
        ),
        ("guards,3\n", ["line 1: column 'question_id' is missing; the first line names the columns"]),
        ("question,answer\nguards,3\n", ["line 1: column 'question_id' is missing; is it 'question'?"]),
        ("question_id,answers\nguards,3\n", ["line 1: column 'answer' is missing; is it 'answers'?"]),
        ("question_id\nguards\n", ["line 1: column 'answer' is missing; the first line names the columns"]),
        ("question_id,answer,coment\n", ["line 1: unknown column 'coment'; did you mean 'comment'?"]),
        ("question_id,answer,answer\n", ["line 1: column 'answer' stands twice; keep one"]),
        (f"{HEADER}guards,3,4\n", ["line 2: 3 values for 2 columns; put text that holds a comma in quotation marks"]),
        (
            "question_id,answer,\nguards,,3\n",
            ["line 2: '3' stands in a column without a name; name the column or empt"],
        ),
        (f"{HEADER}guards;3\n", ["line 2: unknown question 'guards;3'; did you mean 'guards'?"]),
        (f'{HEADER}guards,3\nfilters,"3\n', ["line 3: not readable as CSV (unexpected end of data); check the quot"]),
        (
            f'{HEADER}guards,"3"x\n',
            ["line 2: not readable as CSV (',' expected after '\"'); check the quotation marks"],
        ),
        (
            "a," * 2000 + "a",
            ["line 1: 2001 columns; an answer file has question_id, answer, comment, dimension, quest"],
        ),
        ("<html><body>\n", ["line 1: column 'question_id' is missing; the first line names the columns"]),
    ],
)
def test_tables_of_another_form_are_refused(text: str, expected: list[str]) -> None:
    """The first problem says what is wrong with the table."""
    found = problems(text)
    assert [problem[: len(words)] for problem, words in zip(found, expected, strict=False)] == expected


def test_an_open_quotation_mark_is_found_where_it_opens() -> None:
    """The faults before it are reported as well."""
    text = f'{HEADER}guards,9\nfilters,"3\nalarms,3\nreadings,3\n'
    assert problems(text) == [
        "line 3: not readable as CSV (unexpected end of data); check the quotation marks",
        f"line 2: question 'guards': the answer '9' is not one of {LEVELS}",
    ]


def test_comments_are_kept_as_written() -> None:
    """Whatever a spreadsheet would make of them; only the ends are trimmed."""
    text = 'question_id,answer,comment\nguards,3," =1+1, ""quoted""\nand more "\nfilters,,seen\n'
    response = read(text)
    assert response.comments == {"guards": '=1+1, "quoted"\nand more', "filters": "seen"}
    assert response.answers == {"guards": 300}


def test_the_length_asked_for_is_kept(edition: Edition) -> None:
    """Answers outside a short length are kept too; scoring leaves them out."""
    response = parse(f"{HEADER}proof-of-advantage,3\n", "a.csv", edition.questionnaire, Length.SHORT)
    assert (response.length, response.answers) == (Length.SHORT, {"proof-of-advantage": 300})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_filled_in_template_gives_exactly_the_answers_filled_in(
    edition: Edition, other_edition: Edition, delimiter: str
) -> None:
    """Also after a program of another country has saved it with other signs between the columns."""
    for questionnaire in (edition.questionnaire, other_edition.questionnaire):
        rows = list(csv.DictReader(io.StringIO(template(questionnaire), newline="")))
        assert [row["question_id"] for row in rows if not row["answer"]] == [
            question.id
            for dimension in questionnaire.asking_order
            for question in questionnaire.questions_of(dimension)
        ]
        given: dict[str, Answer] = {}
        for place, row in enumerate(rows):
            levels = questionnaire.question[row["question_id"]].levels
            answer = [*(level.value for level in levels), *Status, None][place % (len(levels) + 3)]
            if answer is not None:
                given[row["question_id"]] = answer
            row["answer"] = answer if isinstance(answer, Status) else "" if answer is None else f"{answer / 100:g}"
            row["comment"] = f"“{place}”; a, b\tand\n=c"
        filled = io.StringIO(newline="")
        writer = csv.DictWriter(filled, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        response = parse(filled.getvalue(), "a.csv", questionnaire, Length.FULL)
        assert response.answers == given
        assert len(response.comments) == len(rows)


def test_the_template_shows_every_level_in_words(other_edition: Edition) -> None:
    """So that it can be filled in without the questionnaire at hand."""
    text = template(other_edition.questionnaire)
    for question in other_edition.questionnaire.questions:
        assert question.text in text
        assert all(level.text in text for level in question.levels)


PIECES = st.sampled_from(
    [
        *'",;\t\r\n =',
        "question_id",
        "answer",
        "comment",
        "guards",
        "filters",
        "3",
        "0.75",
        "cannot_judge",
        "nan",
        "\x00",
    ]
)


@settings(derandomize=True, max_examples=300, deadline=None, database=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join), st.booleans())
def test_any_text_is_refused_or_read(text: str, with_header: bool) -> None:
    """Nothing else can happen, and what is read is in the questionnaire."""
    answers: set[str] = set()
    found: tuple[str, ...] = ()
    try:
        answers = set(read(HEADER + text if with_header else text).answers)
    except IntakeError as fault:
        found = fault.problems
    assert all(problem.startswith("answers.csv") and problem.isprintable() for problem in found)
    assert answers <= set(WORKSHOP.question)
