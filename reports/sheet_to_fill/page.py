"""How the sheet is printed, and which of its cells can be changed."""

from reports.cells import column_name, literal
from reports.scorecard import A4
from reports.sheet_to_fill.layout import ANSWER, BASIS, HEADER_POINTS, ID, LAST, PROFILE_HEADER, TITLE, UNIT, AnswerBook

# Points of a page that rows may fill once the columns are fitted to its width; a little less than there are.
PAGE_POINTS = 605
ROW_POINTS = 15


def set_up(book: AnswerBook) -> None:
    """One sheet of paper wide, no dimension torn apart; only inputs can be changed; the counter stays in sight."""
    sheet, rows = book.sheet.worksheet, book.rows
    sheet.set_column(ID, ID, 20, None, {"hidden": True})
    sheet.freeze_panes(TITLE + 1, 0)
    sheet.repeat_rows(rows.questions_header)
    sheet.print_area(0, 0, rows.closing + 1, LAST)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks(page_breaks(book))
    sheet.hide_gridlines(2)
    sheet.set_margins(0.4, 0.4, 0.4, 0.55)
    sheet.set_footer(f"&L&8 {_whose(book)}&C&8&A&R&8Page &P of &N")
    first = min([*rows.profile.values(), rows.year])
    sheet.set_selection(first, ANSWER, first, ANSWER)
    sheet.activate()
    inputs = f"{column_name(ANSWER)}{PROFILE_HEADER}:{column_name(BASIS)}{rows.closing}"
    sheet.ignore_errors({"number_stored_as_text": inputs})
    for page in (sheet, book.lists.worksheet):
        page.protect("", {"format_columns": True, "format_rows": True})


def page_breaks(book: AnswerBook) -> list[int]:
    """The rows, counted from 0, that begin a new page, so that questions stay with the title above them."""
    rows = book.rows
    # The line that leads to the questions and their heads belong to the first dimension.
    starts = [0, rows.questions_header - 1, *list(rows.bands.values())[1:]]
    ends = [*starts[1:], rows.closing + 2]
    breaks, filled = [], 0.0
    for start, end in zip(starts, ends, strict=True):
        height = sum(book.heights.get(row, ROW_POINTS) for row in range(start, end))
        if filled and filled + height > PAGE_POINTS:
            breaks.append(start)
            # The heads are repeated on every page but the one on which they stand.
            filled = HEADER_POINTS if start > rows.questions_header else 0.0
        filled = (filled + height) % PAGE_POINTS
    return breaks


def _whose(book: AnswerBook) -> str:
    """What is asked and of whom, for the foot of each page."""
    whose = " · ".join(part for part in (book.questionnaire.title, book.response.profile.get(UNIT, "")) if part)
    # An ampersand begins a code in a footer, two are one; footers hold at most 255 characters.
    # The space keeps a title that begins with a digit from being read as part of the size.
    return literal(whose).replace("\n", " ")[:100].replace("&", "&&")
