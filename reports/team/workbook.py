"""The workbook of an organisation's leadership team: the verdict, disputes, gaps, answers and the method."""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from assessment.model import TeamReport
from reports.cells import Sheet, brief
from reports.files import write_file
from reports.scorecard import A4, LONGEST_PROPERTY, OPTIONS
from reports.style import Styles
from reports.team import answers, disputes, gaps, method, page
from reports.team.book import SHEETS, TEAM, TeamBook


def workbook(report: TeamReport) -> bytes:
    """The workbook as bytes: the same for the same report."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as made:
        sheets = {name: Sheet(made.add_worksheet(name)) for name in SHEETS}
        book = TeamBook(made, Styles(made), report, sheets)
        for sheet in sheets.values():
            _set_page(book, sheet)
        for part in (answers, method, page, disputes, gaps):
            part.write(book)
        sheets[TEAM].worksheet.activate()
        title = brief(f"{report.unit}: leadership team", LONGEST_PROPERTY)
        made.set_properties({"title": title, "created": datetime.combine(report.on, time())})
        made.set_custom_property("Questionnaire", report.questionnaire.name, "text")
        made.set_custom_property("Content hash", report.questionnaire.content_hash, "text")
        made.set_calc_mode("auto")
    return content.getvalue()


def write_team(report: TeamReport, path: Path) -> None:
    """Write the workbook to a file; a half-written one never takes its place.

    Raises ReportError when the name or the folder will not do.
    """
    write_file(path, ".xlsx", "a workbook", lambda: workbook(report))


def _set_page(book: TeamBook, sheet: Sheet) -> None:
    """One sheet of paper wide, with the day, the name of the sheet and the page below."""
    sheet.worksheet.set_paper(A4)
    sheet.worksheet.set_landscape()
    sheet.worksheet.fit_to_pages(1, 0)
    sheet.worksheet.hide_gridlines(2)
    sheet.worksheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.worksheet.set_footer(f"&L&9 {book.day}&C&9&A&R&9Page &P of &N")
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})
