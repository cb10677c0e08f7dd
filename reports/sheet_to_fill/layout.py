"""Where things stand on an answer sheet, and what all of its parts need."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from assessment.model import Edition, ProfileField, Question, Questionnaire, Response
from reports.cells import Sheet
from reports.sheet_to_fill.lists import Lists
from reports.sheet_to_fill.looks import Looks

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

ANSWERS, LISTS, META = "Answers", "Lists", "_meta"
# The columns: what is asked, what there is to choose, then what to fill in and what is said of it.
ID, ASKED, CHOICES, ANSWER, CHECK, COMMENT, BASIS = range(7)
# Beside a priority stands its target, in the column that holds comments below.
PRIORITY, TARGET, COUNT = ANSWER, COMMENT, BASIS
WIDTHS = {ASKED: 30, CHOICES: 60, ANSWER: 36, CHECK: 11, COMMENT: 21, BASIS: 12}
LAST = BASIS

# The height of a row of heads.
HEADER_POINTS = 18

TITLE, FIRST_INSTRUCTION, STAMP = 0, 1, 4
PROFILE_HEADER = 6
UNIT = "unit_assessed"
# What the screens ask before the first question, so far as a questionnaire has it.
ASKED_FIRST = (UNIT, "lens", "level")


@dataclass(frozen=True)
class Rows:
    """Row numbers, counted from 0.

    `profile`: field id to its row; `picks`: dimension id to its row of priorities;
    `bands`: dimension id to the row above its questions; `questions`: question id to its row.
    """

    profile: dict[str, int]
    year: int
    picks_header: int
    picks: dict[str, int]
    questions_header: int
    bands: dict[str, int]
    questions: dict[str, int]
    closing: int


@dataclass(frozen=True)
class AnswerBook:
    """One answer sheet in the making. `on`: the day on which it is made; `heights`: of rows, in points."""

    edition: Edition
    response: Response
    on: date
    workbook: "Workbook"
    looks: Looks
    sheet: Sheet
    lists: Lists
    rows: Rows
    heights: dict[int, float] = field(default_factory=dict)

    def set_height(self, row: int, points: float) -> None:
        """Set the height of a row, and keep it in mind for the pages."""
        self.heights[row] = points
        self.sheet.worksheet.set_row(row, points)

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire to answer."""
        return self.edition.questionnaire

    @property
    def scored_count(self) -> int:
        """How many questions are asked for a score."""
        return sum(len(self.response.asked(self.questionnaire, id)) for id in self.rows.bands)


def fields_asked(edition: Edition) -> list[ProfileField]:
    """The unit and who answers, so far as this questionnaire has fields for them."""
    return [field for id in ASKED_FIRST if (field := edition.profile.field(id)) is not None]


def questions_asked(questionnaire: Questionnaire, response: Response, dimension: str) -> list[Question]:
    """The scored questions of a dimension at its length, then optional ones where all are asked or one is answered."""
    asked = response.asked(questionnaire, dimension)
    is_full = len(asked) == sum(not question.optional for question in questionnaire.questions_of(dimension))
    optional = [question for question in questionnaire.questions_of(dimension) if question.optional]
    return asked + [question for question in optional if is_full or question.id in response.answers]


def rows_of(edition: Edition, response: Response) -> Rows:
    """Where everything stands on the sheet for this response."""
    questionnaire = edition.questionnaire
    fields = fields_asked(edition)
    profile = {field.id: PROFILE_HEADER + 1 + place for place, field in enumerate(fields)}
    year = PROFILE_HEADER + 1 + len(fields)
    # Above each further header stands a line that says what to do.
    picks_header = year + 3
    picks = {dimension.id: picks_header + 1 + place for place, dimension in enumerate(questionnaire.dimensions)}
    questions_header = max(picks.values()) + 3
    bands: dict[str, int] = {}
    questions: dict[str, int] = {}
    row = questions_header + 1
    for dimension in questionnaire.asking_order:
        asked = questions_asked(questionnaire, response, dimension)
        if not asked:
            continue
        bands[dimension] = row
        questions |= {question.id: row + 1 + place for place, question in enumerate(asked)}
        row += 1 + len(asked)
    return Rows(profile, year, picks_header, picks, questions_header, bands, questions, closing=row + 1)
