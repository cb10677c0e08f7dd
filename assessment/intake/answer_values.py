"""What one handed-in value means: a level, a status, or nothing."""

import re
from decimal import Decimal

from assessment.errors import Problems
from assessment.model import Answer, Question, Questionnaire, Status
from assessment.rounding import HUNDREDTHS, plain
from assessment.wording import nearest, shown

# Decimal point or comma; a comma before three digits may stand for thousands and is not guessed at.
NUMBER = re.compile(r"(?=[.,]?[0-9])[0-9]{0,20}([.][0-9]{0,20}|,[0-9]{1,2})?(e[+-]?[0-9]{1,2})?", re.IGNORECASE)


def find_question(id: str, questionnaire: Questionnaire, where: str, problems: Problems) -> Question | None:
    """The question with that id; notes a problem when there is none."""
    question = questionnaire.question.get(id)
    if question is None:
        hint = nearest(id, questionnaire.question)
        problems.add(
            where,
            f"unknown question {shown(id)}{hint or f'; use an id of {questionnaire.name}, or remove it'}",
        )
    return question


def read_answer(written: str, question: Question, where: str, problems: Problems) -> Answer | None:
    """The answer that a text stands for: a level's value, a status, or None for a blank."""
    text = written.strip()
    if not text:
        return None
    if text.casefold() in {status.value for status in Status}:
        return Status(text.casefold())
    value = level_named(text, question)
    if value is None:
        refuse_answer(text, question, where, problems)
    return value


def refuse_answer(written: object, question: Question, where: str, problems: Problems) -> None:
    """Note that this is no answer to the question, and what would be one."""
    problems.add(
        where,
        f"question '{question.id}': the answer {shown(written)} is not one of {_allowed(question)}",
    )


def level_named(text: str, question: Question) -> int | None:
    """The value of the level that a number names exactly, in hundredths; None when there is none."""
    if not NUMBER.fullmatch(text):
        return None
    number = Decimal(text.replace(",", "."))
    return next((level.value for level in question.levels if Decimal(level.value) / HUNDREDTHS == number), None)


def _allowed(question: Question) -> str:
    values = [plain(level.value) for level in question.levels]
    return f"{', '.join(values)}, {', '.join(status.value for status in Status)} or blank"
