"""The scorecard workbook: its sheets follow from what stands on Answers, and on Segments where customers are known."""

from dataclasses import replace
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from assessment.model import Assessment, PlanEntry, Written
from reports.as_cells import as_cells
from reports.book import (
    ANSWERS,
    METHOD,
    PLAN,
    REFERENCES,
    ROLES,
    SCORECARD,
    SCORES,
    SEGMENT_SHEETS,
    STRATEGY,
    Book,
    places,
    sheet_name,
    whose_and_when,
)
from reports.branding import PLAIN, Branding
from reports.cells import Sheet, brief, literal, units
from reports.files import write_file
from reports.segments.book import RIGHT_TO_WIN, RULES, SEGMENTS
from reports.sheets import answers, method, page_one, references, role_map, scores, segments, strategy
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
LONGEST_FOOTER = LONGEST_PROPERTY = 255

WRITERS = {
    SCORECARD: page_one.write,
    SCORES: scores.write,
    PLAN: plan_sheet.write,
    RIGHT_TO_WIN: segments.write_page,
    SEGMENTS: segments.write_inputs,
    RULES: segments.write_rules,
    STRATEGY: strategy.write,
    ROLES: role_map.write,
    REFERENCES: references.write,
    ANSWERS: answers.write,
    METHOD: method.write,
}


def scorecard(
    assessment: Assessment,
    plan: tuple[PlanEntry, ...] = (),
    branding: Branding = PLAIN,
    written: Written | None = None,
) -> bytes:
    """The workbook as bytes: the same for the same assessment, plan, branding and writings on the same day."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as workbook:
        names = [name for name in WRITERS if _is_there(assessment, written, name)]
        sheets = {name: Sheet(workbook.add_worksheet(sheet_name(assessment.questionnaire, name))) for name in names}
        book = Book(assessment, workbook, Styles(workbook), sheets, places(assessment), plan, branding)
        if written is not None:
            book = replace(book, written=as_cells(written))
        if assessment.customers is not None:
            book = replace(book, segments=segments.begun(book, assessment.customers))
        _set_properties(book)
        for name in names:
            _set_page(book, name)
            WRITERS[name](book)
    return content.getvalue()


def _is_there(assessment: Assessment, written: Written | None, name: str) -> bool:
    """Whether there is anything to write on a sheet."""
    if name == STRATEGY:
        return written is not None and not written.is_empty
    if name == ROLES:
        return written is not None and bool(written.accounts)
    if name in SEGMENT_SHEETS:
        return assessment.customers is not None
    return name != REFERENCES or bool(assessment.readings)


def write_scorecard(
    assessment: Assessment, path: Path, plan: tuple[PlanEntry, ...] = (), branding: Branding = PLAIN
) -> None:
    """Write the workbook to a file; a half-written one never takes its place.

    Raises ReportError when the name or the folder will not do.
    """
    write_file(path, ".xlsx", "a workbook", lambda: scorecard(assessment, plan, branding))


def _set_properties(book: Book) -> None:
    questionnaire, assessment = book.questionnaire, book.assessment
    book.workbook.set_properties(
        {
            "title": brief(f"{questionnaire.title}: scorecard", LONGEST_PROPERTY),
            "subject": brief(assessment.response.profile.get("unit_assessed", ""), LONGEST_PROPERTY),
            "company": brief(book.branding.client.strip(), LONGEST_PROPERTY),
            "comments": literal(questionnaire.attribution),
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
    # Of one size on every sheet, however much its page is shrunk: else both halves meet.
    sheet.set_footer(_footer(book), {"scale_with_doc": False})
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _footer(book: Book) -> str:
    """Whose and when, the sheet, the page; the longest that a footer can hold."""
    branding = book.branding
    left = " · ".join(part for part in (branding.client.strip(), whose_and_when(book)) if part)
    footers = (
        f"&L&9 {_in_footer(left, most)}&R&9&A{_after_dot(_in_footer(branding.confidentiality, most))} · Page &P of &N"
        for most in (150, 100, 50, 25)
    )
    return next(footer for footer in footers if units(footer) <= LONGEST_FOOTER)


def _after_dot(words: str) -> str:
    return f" · {words}" if words else ""


def _in_footer(words: str, most: int) -> str:
    """Words as a footer shows them. An ampersand begins a code there, two are one.

    A space before them keeps what begins with a digit from being read as part of the size.
    """
    return " ".join(brief(words, most).split()).replace("&", "&&") if words.strip() else ""
