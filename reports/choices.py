"""What cells to fill in offer: the words of answers and targets, and lists that warn instead of forbid."""

from assessment.model import Answer, Question, Questionnaire, Stage, Status
from assessment.rounding import plain

NOT_IN_LIST = "Please choose from the list."


def answer_words(questionnaire: Questionnaire, question: Question, answer: Answer | None) -> str:
    """The words of an answer as they stand in its list; nothing for none."""
    if answer is None:
        return ""
    if isinstance(answer, Status):
        own = question.does_not_apply if answer is Status.DOES_NOT_APPLY else None
        return own or questionnaire.statuses[answer].label
    return question.descriptor(answer)


def answer_choices(questionnaire: Questionnaire, question: Question) -> list[str]:
    """All that can be answered, low to high, then what is no level."""
    levels = [level.text for level in question.levels]
    return levels + [answer_words(questionnaire, question, status) for status in Status]


def target_stage(questionnaire: Questionnaire, target: int | None) -> Stage | None:
    """The stage that a target stands for, if it is the middle of one."""
    return next((stage for stage in questionnaire.stages if stage.target == target), None)


def from_stages(questionnaire: Questionnaire, source: str) -> dict[str, object]:
    """The validation of a target: the formula of where the stages' names stand; numbers will do too."""
    low, high = (plain(value) for value in (min(questionnaire.scale), max(questionnaire.scale)))
    return from_list(source, f"Please choose a stage; a number from {low} to {high} will do too.")


def from_list(source: object, message: str = NOT_IN_LIST) -> dict[str, object]:
    """The validation of a cell with a list: the words themselves, or the formula of where they stand."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Not in the list",
        "error_message": message,
    }
