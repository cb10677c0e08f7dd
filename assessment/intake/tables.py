"""Reads tables from CSV: a header with names of columns that are known, then rows, each fault with its line."""

import csv
import io
from collections.abc import Sequence

from assessment.errors import Problems
from assessment.wording import counted, listed, nearest, repeated, shown

# Beyond this a table is something else, and naming every column helps nobody.
MOST_COLUMNS = 50


def table_rows(
    text: str, needed: Sequence[str], known: Sequence[str], kind: str, problems: Problems
) -> list[tuple[int, dict[str, str]]]:
    """The rows as (line, value by column), columns in small letters; delimited by comma, semicolon or tab.

    Notes a problem for every fault of the table itself. `kind`: what such a file is called.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    line = 1
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        _check_header(header, needed, known, kind, problems)
        if problems.found:
            return []
        line = reader.line_num + 1
        for values in reader:
            _check_places(header, values, f"line {line}", problems)
            rows.append((line, dict(zip(header, values, strict=False))))
            line = reader.line_num + 1
    except csv.Error as fault:
        # The line where the row begins: the reader notices an open quotation mark at the end of the file only.
        problems.add(f"line {line}", f"not readable as CSV ({fault}); check the quotation marks")
    return rows


def _check_places(header: list[str], values: list[str], where: str, problems: Problems) -> None:
    """Note values that belong to no column."""
    if any(value.strip() for value in values[len(header) :]):
        problems.add(
            where,
            f"{len(values)} values for {counted(len(header), 'column')}; "
            "put text that holds a comma in quotation marks",
        )
    for name, value in zip(header, values, strict=False):
        if not name and value.strip():
            problems.add(where, f"{shown(value)} stands in a column without a name; name the column or empty it")


def _delimiter(text: str) -> str:
    """The sign between columns: the one that stands most often in the header line."""
    header = next(iter(text.splitlines()), "")
    return max(",;\t", key=header.count)


def _check_header(
    header: list[str], needed: Sequence[str], known: Sequence[str], kind: str, problems: Problems
) -> None:
    if len(header) > MOST_COLUMNS:
        problems.add("line 1", f"{len(header)} columns; {kind} has {listed(known)}; choose the right file")
        return
    for name in needed:
        if name not in header:
            hint = nearest(name, header).replace("did you mean", "is it")
            problems.add("line 1", f"column '{name}' is missing{hint or '; the first line names the columns'}")
    for name in header:
        if name and name not in known:
            problems.add("line 1", f"unknown column {shown(name)}{nearest(name, known)}; known are {listed(known)}")
    for name in repeated(name for name in header if name):
        problems.add("line 1", f"column {shown(name)} stands twice; keep one")
