"""Reads answers from CSV: columns `question_id`, `answer` and, if wanted, `comment`.

The template's reading aids may stay in the file; they are skipped.
"""

import csv
import io

from assessment.errors import IntakeError, Problems
from assessment.intake.answer_values import find_question, read_answer
from assessment.model import Answer, Length, Questionnaire, Response
from assessment.rounding import plain
from assessment.wording import counted, listed, nearest, repeated, shown

NEEDED = ("question_id", "answer")
COMMENT = "comment"
# Written by the template for the reader's eyes.
READING_AIDS = ("dimension", "question", "levels")
KNOWN = (*NEEDED, COMMENT, *READING_AIDS)
LONGEST_COMMENT = 2000
# Beyond this a table is something else, and naming every column helps nobody.
MOST_COLUMNS = 50


def parse(text: str, name: str, questionnaire: Questionnaire, length: Length) -> Response:
    """The response in a CSV text. Raises IntakeError with every problem, each with its line."""
    problems = Problems(name)
    answers: dict[str, Answer] = {}
    comments: dict[str, str] = {}
    seen: dict[str, int] = {}
    for line, row in _rows(text, problems):
        id = row.get("question_id", "").strip()
        if not any(value.strip() for value in row.values()):
            continue
        where = f"line {line}"
        if not id:
            problems.add(where, "the question_id is blank; fill it in or remove the line")
            continue
        if id in seen:
            problems.add(where, f"question {shown(id)} stands in line {seen[id]} too; keep one of them")
        seen.setdefault(id, line)
        question = find_question(id, questionnaire, where, problems)
        if question is None:
            continue
        answer = read_answer(row.get("answer", ""), question, where, problems)
        if answer is not None:
            answers[id] = answer
        if comment := row.get(COMMENT, "").strip():
            if len(comment) > LONGEST_COMMENT:
                problems.add(
                    where,
                    f"the comment has {len(comment)} characters, at most {LONGEST_COMMENT} are kept; shorten it",
                )
            comments[id] = comment
    if not seen and not problems.found:
        problems.add("", "no line below the header names a question; fill in the file that answers-template writes")
    problems.raise_if_any(IntakeError)
    return Response(answers=answers, comments=comments, length=length)


def _rows(text: str, problems: Problems) -> list[tuple[int, dict[str, str]]]:
    """The rows as (line, value by column). Notes a problem for every fault of the table itself."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    line = 1
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        _check_header(header, problems)
        if problems.found:
            return []
        line = reader.line_num + 1
        for values in reader:
            _check_places(header, values, f"line {line}", problems)
            rows.append((line, dict(zip(header, values, strict=False))))
            line = reader.line_num + 1
    except csv.Error as fault:
        # The line where the row begins: the reader notices an open quotation mark at the end of the file only.
        problems.add(f"line {line}", f"not readable as CSV ({fault}); check the quotation marks")
    return rows


def _check_places(header: list[str], values: list[str], where: str, problems: Problems) -> None:
    """Note values that belong to no column."""
    if any(value.strip() for value in values[len(header) :]):
        problems.add(
            where,
            f"{len(values)} values for {counted(len(header), 'column')}; "
            "put text that holds a comma in quotation marks",
        )
    for name, value in zip(header, values, strict=False):
        if not name and value.strip():
            problems.add(where, f"{shown(value)} stands in a column without a name; name the column or empty it")


def _delimiter(text: str) -> str:
    """The sign between columns: the one that stands most often in the header line."""
    header = next(iter(text.splitlines()), "")
    return max(",;\t", key=header.count)


def _check_header(header: list[str], problems: Problems) -> None:
    if len(header) > MOST_COLUMNS:
        problems.add("line 1", f"{len(header)} columns; an answer file has {listed(KNOWN)}; choose the right file")
        return
    for name in NEEDED:
        if name not in header:
            hint = nearest(name, header).replace("did you mean", "is it")
            problems.add(
                "line 1",
                f"column '{name}' is missing{hint or '; the first line names the columns'}",
            )
    for name in header:
        if name and name not in KNOWN:
            problems.add(
                "line 1",
                f"unknown column {shown(name)}{nearest(name, KNOWN)}; known are {listed(KNOWN)}",
            )
    for name in repeated(name for name in header if name):
        problems.add("line 1", f"column {shown(name)} stands twice; keep one")


def template(questionnaire: Questionnaire) -> str:
    """An empty answer file to fill in: one line a question, with the question beside it.

    Fields are quoted where CSV needs it; texts come from the questionnaire, not from users.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(KNOWN)
    for dimension in questionnaire.asking_order:
        for question in questionnaire.questions_of(dimension):
            levels = " | ".join(f"{plain(level.value)} = {level.text}" for level in question.levels)
            label = questionnaire.dimension[dimension].label
            writer.writerow([question.id, "", "", label, question.text, levels])
    return lines.getvalue()
