"""The scorecard workbook: six sheets over one sheet of inputs."""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from assessment.model import Assessment, PlanEntry
from reports.book import ANSWERS, METHOD, PLAN, REFERENCES, SCORECARD, SCORES, Book, places, sheet_name, whose_and_when
from reports.cells import Sheet, literal
from reports.files import write_file
from reports.sheets import answers, method, page_one, references, scores
from reports.sheets import plan as plan_sheet
from reports.style import Styles

# A second guard beside `Sheet.text`: nothing a user wrote becomes a formula or a link.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A4 = 9

WRITERS = {
    SCORECARD: page_one.write,
    SCORES: scores.write,
    PLAN: plan_sheet.write,
    REFERENCES: references.write,
    ANSWERS: answers.write,
    METHOD: method.write,
}


def scorecard(assessment: Assessment, plan: tuple[PlanEntry, ...] = ()) -> bytes:
    """The workbook as bytes: the same for the same assessment and plan on the same day."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as workbook:
        names = [name for name in WRITERS if name != REFERENCES or assessment.readings]
        sheets = {name: Sheet(workbook.add_worksheet(sheet_name(assessment.questionnaire, name))) for name in names}
        book = Book(assessment, workbook, Styles(workbook), sheets, places(assessment), plan)
        _set_properties(book)
        for name in names:
            _set_page(book, name)
            WRITERS[name](book)
    return content.getvalue()


def write_scorecard(assessment: Assessment, path: Path, plan: tuple[PlanEntry, ...] = ()) -> None:
    """Write the workbook to a file; a half-written one never takes its place.

    Raises ReportError when the name or the folder will not do.
    """
    write_file(path, ".xlsx", "a workbook", lambda: scorecard(assessment, plan))


def _set_properties(book: Book) -> None:
    questionnaire, assessment = book.questionnaire, book.assessment
    book.workbook.set_properties(
        {
            "title": f"{questionnaire.title}: scorecard",
            "subject": literal(assessment.response.profile.get("unit_assessed", ""))[:255],
            "comments": questionnaire.attribution,
            "created": datetime.combine(assessment.assessed_on, time()),
        }
    )
    book.workbook.set_custom_property("Questionnaire", questionnaire.name)
    book.workbook.set_custom_property("Content hash", questionnaire.content_hash)
    book.workbook.set_calc_mode("auto")


def _set_page(book: Book, name: str) -> None:
    """One sheet of paper wide, with the name of the sheet and the page below."""
    sheet = book.sheet(name).worksheet
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    # An ampersand begins a code in a footer, two are one; footers hold at most 255 characters.
    # The space keeps a title that begins with a digit from being read as part of the size.
    whose = literal(whose_and_when(book)).replace("\n", " ")[:100].replace("&", "&&")
    sheet.set_footer(f"&L&8 {whose}&C&8&A&R&8Page &P of &N")
    sheet.protect("", {"format_columns": True, "format_rows": True})
