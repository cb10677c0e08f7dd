"""Reads answers from CSV: columns `question_id`, `answer` and, if wanted, `comment`.

The template's reading aids may stay in the file; they are skipped.
"""

import csv
import io

from assessment.errors import IntakeError, Problems
from assessment.intake.answer_values import find_question, read_answer
from assessment.intake.tables import table_rows
from assessment.model import Answer, Length, Questionnaire, Response
from assessment.rounding import plain
from assessment.wording import shown

NEEDED = ("question_id", "answer")
COMMENT = "comment"
# Written by the template for the reader's eyes.
READING_AIDS = ("dimension", "question", "levels")
KNOWN = (*NEEDED, COMMENT, *READING_AIDS)
LONGEST_COMMENT = 2000
# With these a spreadsheet begins to calculate; the last four are full-width.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def parse(text: str, name: str, questionnaire: Questionnaire, length: Length) -> Response:
    """The response in a CSV text. Raises IntakeError with every problem, each with its line."""
    problems = Problems(name)
    answers: dict[str, Answer] = {}
    comments: dict[str, str] = {}
    seen: dict[str, int] = {}
    for line, row in table_rows(text, NEEDED, KNOWN, "an answer file", problems):
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


def guarded(text: str) -> str:
    """A text for CSV that no spreadsheet takes for a formula. For texts only: a negative number stays as it is."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def template(questionnaire: Questionnaire) -> str:
    """An empty answer file to fill in: one line a question, with the question beside it.

    Fields are quoted where CSV needs it. A text that a spreadsheet would calculate begins with an apostrophe.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(KNOWN)
    for dimension in questionnaire.asking_order:
        for question in questionnaire.questions_of(dimension):
            levels = " | ".join(f"{plain(level.value)} = {level.text}" for level in question.levels)
            label = questionnaire.dimension[dimension].label
            writer.writerow([question.id, "", "", *map(guarded, (label, question.text, levels))])
    return lines.getvalue()
