"""What one handed-in value means: a level, a status, or nothing."""

from decimal import Decimal, InvalidOperation

from assessment.model import Answer, Question, Questionnaire, Status
from assessment.rounding import plain, to_hundredths
from assessment.wording import nearest


class Problems:
    """Collects the problems of one handed-in file, each as `file, where: what; how to mend`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Note a problem; `where` may be empty for the file as a whole."""
        self.found.append(f"{self.file}{', ' if where else ''}{where}: {what}")


def find_question(id: str, questionnaire: Questionnaire, where: str, problems: Problems) -> Question | None:
    """The question with that id; notes a problem when there is none."""
    question = questionnaire.question.get(id)
    if question is None:
        hint = nearest(id, questionnaire.question)
        problems.add(
            where,
            f"unknown question '{id}'{hint or f'; {questionnaire.name} has no such question'}",
        )
    return question


def read_answer(written: str, question: Question, where: str, problems: Problems) -> Answer | None:
    """The answer that a text stands for: a level's value, a status, or None for a blank."""
    text = written.strip()
    if not text:
        return None
    if text.casefold() in {status.value for status in Status}:
        return Status(text.casefold())
    value = _hundredths(text)
    if value is not None and value in {level.value for level in question.levels}:
        return value
    problems.add(
        where,
        f"question '{question.id}': the answer '{_short(text)}' is not one of {_allowed(question)}",
    )
    return None


def _hundredths(text: str) -> int | None:
    """A number as hundredths, with a decimal point or comma; None when it is no level's value."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > 1000 or number != round(number, 2):
        return None
    return to_hundredths(number)


def _allowed(question: Question) -> str:
    values = [plain(level.value) for level in question.levels]
    return f"{', '.join(values)}, {', '.join(status.value for status in Status)} or blank"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
