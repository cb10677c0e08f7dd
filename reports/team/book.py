"""What every sheet of a team's workbook needs: the report, the looks, and where things stand."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from assessment.alignment.measures import distance_cut
from assessment.model import Question, TeamReport, TeamRow
from assessment.rounding import HUNDREDTHS
from reports.cells import Sheet
from reports.style import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

TEAM, DISPUTES, GAPS, ANSWERS, METHOD = SHEETS = ("Team", "Disputes", "Gaps", "Answers", "Method")
# The sheet of answers: the figures of a row, then one column for each answer.
NAME, COUNT, MEAN, DEVIATION, DISTANCE, LOW, HIGH, NOTE, FIRST_DOT = range(9)
ANSWERS_HEADER = 3
# Rows of the Method sheet with the numbers that formulas read.
CUT_ROW, LOWER_ROW, UPPER_ROW = 3, 4, 5


@dataclass(frozen=True)
class TeamBook:
    """One workbook in the making."""

    workbook: "Workbook"
    styles: Styles
    report: TeamReport
    sheets: dict[str, Sheet]

    @cached_property
    def rows(self) -> list[TeamRow]:
        """The rows of the sheet of answers: each dimension, and its questions below it."""
        questionnaire, view = self.report.questionnaire, self.report.view
        found: list[TeamRow] = []
        for row in view.dimensions:
            found.append(row)
            found += [each for each in view.questions if questionnaire.question[each.subject].dimension == row.subject]
        return found

    @cached_property
    def places(self) -> dict[str, int]:
        """The row of each subject on the sheet of answers; no question is called as a dimension is, or it is last."""
        return {self.key(row): ANSWERS_HEADER + 1 + at for at, row in enumerate(self.rows)}

    def key(self, row: TeamRow) -> str:
        """What tells a question's row from that of a dimension of the same id."""
        return f"{'dimension' if row in self.report.view.dimensions else 'question'}/{row.subject}"

    def row_of(self, question: str) -> int:
        """The row of a question on the sheet of answers."""
        return self.places[f"question/{question}"]

    def row_of_dimension(self, dimension: str) -> int:
        """The row of a dimension on the sheet of answers."""
        return self.places[f"dimension/{dimension}"]

    @cached_property
    def last_dot(self) -> int:
        """The last column of answers."""
        return FIRST_DOT + max(1, self.report.view.n) - 1

    def answers_at(self, row: int, column: int) -> str:
        """The address of a figure on the sheet of answers."""
        return self.sheets[ANSWERS].cell(row, column)

    def dots_at(self, row: int) -> str:
        """The address of a row's answers."""
        return self.sheets[ANSWERS].span(row, FIRST_DOT, row, self.last_dot)

    def rule(self, row: int) -> str:
        """The address of a number on the sheet of the method."""
        return self.sheets[METHOD].cell(row, 1)

    @cached_property
    def cut(self) -> Fraction:
        """From where AD_M is no agreement, on the scale."""
        return distance_cut(self.report.questionnaire.scale) / HUNDREDTHS

    @cached_property
    def thirds(self) -> tuple[Fraction, Fraction]:
        """Where the lowest third of the scale ends, and where the highest begins."""
        low, high = min(self.report.questionnaire.scale), max(self.report.questionnaire.scale)
        third = Fraction(high - low, 3)
        return (low + third) / HUNDREDTHS, (high - third) / HUNDREDTHS

    def question(self, id: str) -> Question:
        """A question by its id."""
        return self.report.questionnaire.question[id]

    @property
    def day(self) -> str:
        """The day in words: `22 November 2026`."""
        return f"{self.report.on:%d %B %Y}".lstrip("0")
