"""The scorecard workbook: six sheets over one sheet of inputs."""

import os
import tempfile
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from assessment.errors import ReportError
from assessment.model import Assessment
from reports.book import ANSWERS, METHOD, PLAN, PRINCIPLES, REFERENCES, SCORECARD, Book, places
from reports.cells import Sheet, literal
from reports.sheets import answers, method, page_one, plan, principles, references
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
    PRINCIPLES: principles.write,
    PLAN: plan.write,
    REFERENCES: references.write,
    ANSWERS: answers.write,
    METHOD: method.write,
}


def scorecard(assessment: Assessment) -> bytes:
    """The workbook as bytes: the same for the same assessment on the same day."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as workbook:
        names = [name for name in WRITERS if name != REFERENCES or assessment.readings]
        sheets = {name: Sheet(workbook.add_worksheet(name)) for name in names}
        book = Book(assessment, workbook, Styles(workbook), sheets, places(assessment))
        _set_properties(book)
        for name in names:
            _set_page(book, name)
            WRITERS[name](book)
    return content.getvalue()


def write_scorecard(assessment: Assessment, path: Path) -> None:
    """Write the workbook to a file; a half-written one never takes its place.

    Raises ReportError when the name or the folder will not do.
    """
    if path.suffix.lower() != ".xlsx":
        raise ReportError(f"{path}: the name of a workbook ends in .xlsx; add the ending")
    content = scorecard(assessment)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(content)
        os.replace(part.name, path)
    except OSError as fault:
        raise ReportError(f"{path}: cannot be written ({fault.strerror}); choose another folder or name") from None


def _set_properties(book: Book) -> None:
    questionnaire, assessment = book.questionnaire, book.assessment
    book.workbook.set_properties(
        {
            "title": "Customer strategy scorecard",
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
    sheet.set_footer("&L&8Customer strategy scorecard&C&8&A&R&8Page &P of &N")
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
