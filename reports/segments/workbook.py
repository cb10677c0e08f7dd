"""The workbook of segments as a file of its own, and its sheets for any other."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from assessment.model import Portfolio, TargetingRules
from reports.cells import Sheet, brief
from reports.files import write_file
from reports.scorecard import A4, LONGEST_PROPERTY, OPTIONS
from reports.segments import basis, inputs, page
from reports.segments.book import RIGHT_TO_WIN, RULES, SEGMENTS, SegmentBook
from reports.style import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook


def workbook(rules: TargetingRules, portfolio: Portfolio, on: date) -> bytes:
    """The workbook as bytes: the same for the same rules and segments on the same day.

    The segments of the portfolio must be free of problems.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        add_sheets(book, Styles(book), rules, portfolio, on).page.worksheet.activate()
        _set_properties(book, rules, on)
    return content.getvalue()


def write_segments(rules: TargetingRules, portfolio: Portfolio, path: Path, on: date) -> None:
    """Write the workbook to a file; a half-written one never takes its place.

    Raises ReportError when the name or the folder will not do.
    """
    write_file(path, ".xlsx", "a workbook", lambda: workbook(rules, portfolio, on))


def add_sheets(book: "Workbook", styles: Styles, rules: TargetingRules, portfolio: Portfolio, on: date) -> SegmentBook:
    """Add the three sheets to a workbook, behind those it has."""
    sheets = [Sheet(book.add_worksheet(name)) for name in (RIGHT_TO_WIN, SEGMENTS, RULES)]
    made = SegmentBook(book, styles, rules, portfolio, on, *sheets)
    for sheet in sheets:
        _set_page(made, sheet)
    for part in (page, inputs, basis):
        part.write(made)
    return made


def _set_properties(book: "Workbook", rules: TargetingRules, on: date) -> None:
    book.set_properties(
        {
            "title": brief(f"{rules.title}: segments", LONGEST_PROPERTY),
            "created": datetime.combine(on, time()),
        }
    )
    book.set_custom_property("Rules", rules.name, "text")
    book.set_custom_property("Content hash", rules.content_hash, "text")
    book.set_calc_mode("auto")


def _set_page(book: SegmentBook, sheet: Sheet) -> None:
    """One sheet of paper wide, with the day, the name of the sheet and the page below."""
    sheet.worksheet.set_paper(A4)
    sheet.worksheet.set_landscape()
    sheet.worksheet.fit_to_pages(1, 0)
    sheet.worksheet.hide_gridlines(2)
    sheet.worksheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.worksheet.set_footer(f"&L&9 {book.day}&C&9&A&R&9Page &P of &N")
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})
