"""What several tables write beside their inputs."""

from reports.cells import quoted
from reports.sheet_to_fill import checks
from reports.sheet_to_fill.layout import CHECK, AnswerBook


def write_check(book: AnswerBook, row: int, checked: checks.Checked) -> None:
    """Write what is said of the inputs of a row: a tick, or what is amiss."""
    formula, value = checked
    book.sheet.formula(row, CHECK, formula, value, book.looks.check)
    tick = {"type": "cell", "criteria": "==", "value": quoted(checks.UNDERSTOOD), "format": book.looks.understood}
    book.sheet.worksheet.conditional_format(row, CHECK, row, CHECK, tick)
