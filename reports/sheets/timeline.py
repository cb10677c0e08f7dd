"""The plan's months: beside each row a bar that follows “When” and “By”, with marks that say how far it is.

Every cell is a formula over its row's start and end, which stand in hidden columns as dates.
"""

from datetime import date

from assessment.model import PHASE_WORDS, STATUS_WORDS, PlanEntry, PlanPhase, PlanStatus
from reports.book import PLAN, Book
from reports.cells import column_name, here, quoted
from reports.style import INK, LINE, MUTED, PAPER, TEAL, TEAL_TINT

# Columns of the sheet that the bars follow from, and the hidden ones between.
PHASE, BY, STATUS = 8, 10, 11
START, END, MARK, FIRST_MONTH = 17, 18, 19, 20
LEAST_MONTHS, MOST_MONTHS = 12, 24
WIDTH = 2.9
# The first day of Excel's calendar as it counts days after February 1900.
EPOCH = date(1899, 12, 30)

MARKS = {PlanStatus.OPEN: "□", PlanStatus.DOING: "■", PlanStatus.DONE: "✓", PlanStatus.DROPPED: "×"}
BEYOND, BEFORE = "▸", "◂"
# In which month a time begins, and in which the next one does, counted from that of the assessment.
SPANS = {PlanPhase.MONTH: (0, 1), PlanPhase.QUARTER: (1, 3), PlanPhase.YEAR: (3, 12)}
KEY = (
    "The bar of a row runs from when it begins (“This quarter” from the second month, “This year” from the fourth) to "
    "“By”, else to the end of that time:  "
    + "  ".join(f"{mark} {STATUS_WORDS[status].lower()}" for status, mark in MARKS.items())
    + f"  {BEYOND} goes on  {BEFORE} was due before"
)


def day_number(day: date) -> int:
    """A date as Excel holds it."""
    return (day - EPOCH).days


def last_month(book: Book) -> int:
    """The column of the last month."""
    return FIRST_MONTH + len(months(book)) - 1


def after_months(book: Book) -> int:
    """The hidden column after the last month, whose head is the month after it."""
    return last_month(book) + 1


def months(book: Book) -> list[date]:
    """The first days of the months shown: a year from the assessment on, or up to the latest date, two at most."""
    first = book.assessment.assessed_on.replace(day=1)
    needed = max((_months_between(first, entry.due) + 1 for entry in book.plan if entry.due), default=0)
    return [_later(first, place) for place in range(max(LEAST_MONTHS, min(needed, MOST_MONTHS)))]


def write_heads(book: Book, header: int) -> None:
    """The months as heads, and those of the hidden columns."""
    sheet, styles, shown = book.sheet(PLAN), book.styles, months(book)
    sheet.texts(header, START, ["Begins", "Ends", "Mark"], styles.header)
    for place, month in enumerate([*shown, _later(shown[-1], 1)]):
        sheet.number(header, FIRST_MONTH + place, day_number(month), styles.header_month)
    sheet.worksheet.set_column(FIRST_MONTH, last_month(book), WIDTH)
    sheet.worksheet.set_column(after_months(book), after_months(book), WIDTH, None, {"hidden": True})


def write_bar(book: Book, header: int, row: int, entry: PlanEntry | None) -> None:
    """One row's bar; without “When” and “By” there is none."""
    sheet, styles, shown = book.sheet(PLAN), book.styles, months(book)
    start, end = span(shown, entry)
    mark = MARKS[entry.status if entry else PlanStatus.OPEN]
    sheet.formula(row, START, _start(header, row), start, styles.day)
    sheet.formula(row, END, _end(header, row), end, styles.day)
    sheet.formula(row, MARK, _mark(row), mark, styles.month)
    for place in range(len(shown)):
        column = FIRST_MONTH + place
        value = bar_mark(shown, place, (start, end), mark)
        sheet.formula(row, column, _cell(book, header, row, column), value, styles.month)


def add_colours(book: Book, first: int, last: int) -> None:
    """A fill for each mark, so that bars read from afar; the marks say the same without colour."""
    styles = book.styles
    looks = {
        PlanStatus.OPEN: styles.mark(INK, TEAL_TINT),
        PlanStatus.DOING: styles.mark(PAPER, TEAL),
        PlanStatus.DONE: styles.mark(INK, LINE),
        PlanStatus.DROPPED: styles.mark(MUTED, PAPER),
    }
    for status, look in looks.items():
        rule = {"type": "cell", "criteria": "==", "value": quoted(MARKS[status]), "format": look}
        book.sheet(PLAN).worksheet.conditional_format(first, FIRST_MONTH, last, last_month(book), rule)


def span(shown: list[date], entry: PlanEntry | None) -> tuple[int, int]:
    """The first and the last day of an entry's bar, as Excel holds them; the last is 0 where nothing is said."""
    heads = [*map(day_number, shown), day_number(_later(shown[-1], 1))]
    begins, ends = SPANS[entry.phase] if entry and entry.phase else (0, None)
    last = day_number(entry.due) if entry and entry.due else heads[ends] - 1 if ends else 0
    return (min(heads[begins], last) if last else heads[begins]), last


def bar_mark(shown: list[date], place: int, own: tuple[int, int], mark: str) -> str | None:
    """What stands in one month of a row."""
    start, end = own
    month, after = day_number(shown[place]), day_number(_later(shown[place], 1))
    if place == 0 and 0 < end < month:
        return BEFORE
    if not (start < after and end >= month):
        return None
    return BEYOND if place == len(shown) - 1 and end >= after else mark


def _start(header: int, row: int) -> str:
    phase, end = here(row, PHASE), here(row, END)
    begins = _of_phase(phase, [_head(header, FIRST_MONTH + first) for first, _ in SPANS.values()])
    begins = begins.format(otherwise=_head(header, FIRST_MONTH))
    return f"IF({end}=0,{begins},MIN({begins},{end}))"


def _end(header: int, row: int) -> str:
    phase, by = here(row, PHASE), here(row, BY)
    ends = [f"{_head(header, FIRST_MONTH + after)}-1" for _, after in SPANS.values()]
    return f"IF(ISNUMBER({by}),{by},{_of_phase(phase, ends).format(otherwise=0)})"


def _of_phase(phase: str, values: list[str]) -> str:
    """A choice by the words of a time; nothing said is `{otherwise}`."""
    words = [quoted(word) for word in (PHASE_WORDS[key] for key in SPANS)]
    choices = "".join(f"IF({phase}={word},{value}," for word, value in zip(words, values, strict=True))
    return f"{choices}{{otherwise}}{')' * len(values)}"


def _head(header: int, column: int) -> str:
    return f"${column_name(column)}${header + 1}"


def _mark(row: int) -> str:
    status = here(row, STATUS)
    others = [key for key in MARKS if key is not PlanStatus.OPEN]
    choices = "".join(f"IF({status}={quoted(STATUS_WORDS[key])},{quoted(MARKS[key])}," for key in others)
    return f"{choices}{quoted(MARKS[PlanStatus.OPEN])}{')' * len(others)}"


def _cell(book: Book, header: int, row: int, column: int) -> str:
    start, end, mark = (f"${column_name(place)}{row + 1}" for place in (START, END, MARK))
    month, after = (_head(header, place) for place in (column, column + 1))
    if column == last_month(book):
        mark = f"IF({end}>={after},{quoted(BEYOND)},{mark})"
    inside = f'IF(AND({start}<{after},{end}>={month}),{mark},"")'
    return f"IF(AND({end}>0,{end}<{month}),{quoted(BEFORE)},{inside})" if column == FIRST_MONTH else inside


def _months_between(first: date, day: date) -> int:
    return (day.year - first.year) * 12 + day.month - first.month


def _later(first: date, count: int) -> date:
    """The first day so many months after another."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)
