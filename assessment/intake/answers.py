"""Reads answer files (CSV and JSON) into a response, all problems at once.

Answers are found by question id, never by position. A blank is no answer; nothing is guessed.
"""

from pathlib import Path

from assessment.errors import IntakeError
from assessment.intake import answers_csv, answers_json
from assessment.intake.files import read_text
from assessment.model import Edition, Length, PlanEntry, Questionnaire, Response


def read_answers(path: Path, edition: Edition, length: Length) -> Response:
    """The response in a `.csv` or `.json` file. Raises IntakeError with every problem."""
    match path.suffix.lower():
        case ".csv":
            return answers_csv.parse(read_text(path), path.name, edition.questionnaire, length)
        case ".json":
            return answers_json.parse(read_text(path), path.name, edition, length)
        case _:
            raise IntakeError(f"{path.name}: the ending must be .csv or .json; rename or convert the file")


def plan_in(path: Path, questionnaire: Questionnaire) -> tuple[PlanEntry, ...]:
    """The plan in an answer file, which only a `.json` file can hold. Raises IntakeError with every problem."""
    if path.suffix.lower() != ".json":
        return ()
    return answers_json.parse_plan(read_text(path), path.name, questionnaire)
