"""What every sheet of a scorecard needs: the assessment, the looks, and where things stand."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.model import Assessment, PlanEntry, Question, Questionnaire, Written
from reports.branding import PLAIN, Branding
from reports.cells import Sheet, first_units, literal
from reports.segments.book import RIGHT_TO_WIN, RULES, SEGMENTS, SegmentBook
from reports.style import Styles

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook

# The sheets, in the order of the tabs. The one of the scores is named after the dimensions.
SCORECARD, SCORES, PLAN, REFERENCES, ANSWERS, METHOD = (
    "Scorecard",
    "Scores",
    "Plan",
    "Reference points",
    "Answers",
    "Method",
)
STRATEGY, ROLES = "Strategy on a page", "Customer roles"
# What is known of the customers; they stand behind the plan.
SEGMENT_SHEETS = (RIGHT_TO_WIN, SEGMENTS, RULES)


@dataclass(frozen=True)
class Places:
    """Row numbers that several sheets refer to, all counted from 0.

    `answers`: question id to its row; `picks`: dimension id to its row of priorities;
    `dimensions`: dimension id to its row on the sheet of scores.
    """

    answers: dict[str, int]
    picks: dict[str, int]
    dimensions: dict[str, int]

    @property
    def first_dimension(self) -> int:
        """The first row of scores."""
        return min(self.dimensions.values())

    @property
    def last_dimension(self) -> int:
        """The last row of scores."""
        return max(self.dimensions.values())


@dataclass(frozen=True)
class Book:
    """One workbook in the making. `plan`: what was agreed already; `branding`: whose it is said to be.

    `written`: what the organisation wrote itself, as cells hold it; none when it wrote nothing.

    `segments`: where the organisation's customers are known, the sheets about them.
    """

    assessment: Assessment
    workbook: "Workbook"
    styles: Styles
    sheets: dict[str, Sheet]
    places: Places
    plan: tuple[PlanEntry, ...] = ()
    branding: Branding = PLAIN
    segments: SegmentBook | None = None
    written: Written | None = None

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire that was answered."""
        return self.assessment.questionnaire

    def chart(self) -> "Chart":
        """A new scatter chart whose points are not joined by lines."""
        return self.workbook.add_chart({"type": "scatter"})

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name."""
        return self.sheets[name]


def sheet_name(questionnaire: Questionnaire, sheet: str) -> str:
    """The name on a sheet's tab. Excel allows 31 characters and none of `[]:*?/\\`."""
    if sheet != SCORES:
        return sheet
    allowed = re.sub(r"[\[\]:*?/\\'\"]", "", literal(questionnaire.dimension_nouns.capitalize()))
    plain = first_units(" ".join(allowed.split()), LONGEST_NAME).strip()
    taken = {SCORECARD, PLAN, *SEGMENT_SHEETS, STRATEGY, ROLES, REFERENCES, ANSWERS, METHOD, "History", ""}
    return SCORES if plain.casefold() in {name.casefold() for name in taken} else plain


def long_date(book: Book) -> str:
    """The day of the assessment in words: `22 November 2026`."""
    return f"{book.assessment.assessed_on:%d %B %Y}".lstrip("0")


def whose_and_when(book: Book) -> str:
    """Which questionnaire, whose answers, of which day: the line that every printed page carries."""
    unit = book.assessment.response.profile.get("unit_assessed", "")
    return " · ".join(part for part in (book.questionnaire.title, unit, long_date(book)) if part)


# Excel's limit for the name of a sheet, in UTF-16 units.
LONGEST_NAME = 31
ANSWERS_HEADER = 5
SCORES_HEADER = 3
# Rows between the last question and the first priority: a gap, a heading, the column heads.
BEFORE_PICKS = 4


def asked_questions(assessment: Assessment, dimension: str) -> list[Question]:
    """The questions of a dimension that stand on the Answers sheet: those asked, then optional ones."""
    asked = assessment.response.asked(assessment.questionnaire, dimension)
    optional = [q for q in assessment.questionnaire.questions_of(dimension) if q.optional]
    return asked + optional


def places(assessment: Assessment) -> Places:
    """Where things stand in the workbook of this assessment."""
    dimensions = assessment.questionnaire.dimensions
    rows = [q.id for dimension in dimensions for q in asked_questions(assessment, dimension.id)]
    answers = {id: ANSWERS_HEADER + 1 + n for n, id in enumerate(rows)}
    first_pick = max(answers.values()) + BEFORE_PICKS
    return Places(
        answers=answers,
        picks={dimension.id: first_pick + n for n, dimension in enumerate(dimensions)},
        dimensions={dimension.id: SCORES_HEADER + 1 + n for n, dimension in enumerate(dimensions)},
    )
