"""The words to choose from, on a hidden sheet: lists within a validation hold too few characters."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from assessment.model import BASIS_WORDS, PICKED, STARRED, Edition, Question, Response, RowKind, row_id
from assessment.rounding import as_number
from reports.cells import Sheet
from reports.choices import answer_choices
from reports.sheet_to_fill.looks import Looks

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

YEARS_AHEAD = 5


class ListName(StrEnum):
    """Lists that belong to no single row."""

    LEVELS = "levels"
    PRIORITIES = "priorities"
    STAGES = "stages"
    BASIS = "basis"
    YEARS = "years"


class Lists:
    """What each list holds, and where it stands: one row a list, its name first."""

    def __init__(self, sheet: Sheet, choices: dict[str, Sequence[str | float]]) -> None:
        self._sheet = sheet
        self._choices = choices
        self._row = {name: row for row, name in enumerate(choices, 1)}

    def __getitem__(self, name: str) -> Sequence[str | float]:
        """The entries of a list."""
        return self._choices[name]

    def __contains__(self, name: str) -> bool:
        return name in self._choices

    @property
    def worksheet(self) -> "Worksheet":
        """The hidden sheet."""
        return self._sheet.worksheet

    def span(self, name: str) -> str:
        """The formula of where a list stands, as validations write it."""
        row = self._row[name]
        return f"={self._sheet.span(row, 1, row, len(self._choices[name]))}"

    def cells(self, name: str) -> list[str]:
        """The address of each entry."""
        return [self._sheet.cell(self._row[name], 1 + place) for place in range(len(self._choices[name]))]

    def write(self, looks: Looks) -> None:
        """Write every list onto the hidden sheet."""
        self._sheet.texts(0, 0, ["List", "Choices"], looks.head)
        self._sheet.worksheet.set_column(0, 0, 34)
        self._sheet.worksheet.set_column(1, max(map(len, self._choices.values())), 40)
        for name, entries in self._choices.items():
            self._sheet.text(self._row[name], 0, name, looks.small)
            for column, entry in enumerate(entries, 1):
                if isinstance(entry, str):
                    self._sheet.text(self._row[name], column, entry, looks.plain)
                else:
                    self._sheet.number(self._row[name], column, entry, looks.plain)


def choices_of(
    edition: Edition, response: Response, questions: list[Question], on: date
) -> dict[str, Sequence[str | float]]:
    """Every list of an answer sheet, by name; a question's and a field's by the id of its row."""
    questionnaire = edition.questionnaire
    coming = {*range(on.year + 1, on.year + YEARS_AHEAD + 1), *([response.target_year] if response.target_year else [])}
    choices: dict[str, Sequence[str | float]] = {
        ListName.LEVELS: [as_number(value) or 0 for value in questionnaire.scale],
        ListName.PRIORITIES: [STARRED, PICKED],
        ListName.STAGES: [stage.name for stage in questionnaire.stages],
        ListName.BASIS: list(BASIS_WORDS.values()),
        ListName.YEARS: sorted(coming),
    }
    for field in edition.profile.fields:
        if field.options:
            choices[row_id(RowKind.PROFILE, field.id)] = [option.label for option in field.options]
    for question in questions:
        choices[row_id(RowKind.QUESTION, question.id)] = answer_choices(questionnaire, question)
    return choices
