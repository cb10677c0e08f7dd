"""Anything that is taken along as a file, as a workbook too: a table for every list in it, and nothing a formula.

Which tables there are follows from the values alone, so that nothing new is ever left out.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.cells import Sheet, brief
from reports.scorecard import A4, LONGEST_PROPERTY, OPTIONS
from reports.style import Styles

# What a presentation showed is a file of its own within a cell; its tables would hide all others.
WHOLE = frozenset({"content"})
LONGEST_NAME, WIDTH, FIRST_WIDTH = 31, 22, 34
UNFIT = re.compile(r"[\[\]:*?/\\']")
PATH, VALUE, ROW = "What", "Value", "Row"
TITLE_ROW, HEAD_ROW = 0, 2

Table = list[dict[str, Any]]


def workbook(kept: Mapping[str, Any], title: str, at: datetime) -> bytes:
    """What is kept as a workbook, made at a time: the same for the same values."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as made:
        styles, used = Styles(made), set[str]()
        for path, rows in tables(kept).items():
            _write(Sheet(made.add_worksheet(_sheet_name(path, used))), styles, path, rows)
        made.set_properties({"title": brief(title, LONGEST_PROPERTY), "created": at.replace(tzinfo=None)})
    return content.getvalue()


def tables(kept: Mapping[str, Any]) -> dict[str, Table]:
    """The values as tables by path, that of single values first; rows of a list within a row say of which row."""
    found: dict[str, Table] = {}
    _single("", kept, found.setdefault("Overview", []), found)
    return {path: rows for path, rows in found.items() if rows}


def _single(path: str, value: Any, into: Table, found: dict[str, Table]) -> None:
    """A value that stands once: itself, or each part of it."""
    if _is_list_of_rows(value):
        _rows(path, value, "", found)
    elif isinstance(value, Mapping) and value:
        for name, part in value.items():
            _single(f"{path}/{name}".strip("/"), part, into, found)
    else:
        into.append({PATH: path, VALUE: _cell(value)})


def _rows(path: str, rows: Sequence[Mapping[str, Any]], of: str, found: dict[str, Table]) -> None:
    table = found.setdefault(path, [])
    for number, row in enumerate(rows, 1):
        own = f"{of}.{number}".strip(".")
        cells: dict[str, Any] = {ROW: own}
        table.append(cells)
        for name, part in _parts("", row):
            if _is_list_of_rows(part):
                _rows(f"{path}/{name}", part, own, found)
            else:
                cells[name] = _cell(part)


def _parts(path: str, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a row holds, parts of parts by path."""
    for name, part in value.items():
        here = f"{path}/{name}".strip("/")
        if isinstance(part, Mapping) and part and name not in WHOLE:
            yield from _parts(here, part)
        else:
            yield here, part


def _is_list_of_rows(value: Any) -> bool:
    is_list = isinstance(value, Sequence) and not isinstance(value, str) and bool(value)
    return is_list and all(isinstance(row, Mapping) for row in value)


def _cell(value: Any) -> str | float | None:
    """A number or a text; what has parts still, as the file has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int | float | str):
        return value
    if isinstance(value, Sequence):
        return "; ".join(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in value)
    return json.dumps(value, ensure_ascii=False) if value else None


def _sheet_name(path: str, used: set[str]) -> str:
    """A name that Excel takes and that no other sheet has, in whatever case: the end of the path, then numbered."""
    plain = brief(UNFIT.sub(" ", path.replace("/", " ")), 4 * LONGEST_NAME).replace("_", " ").strip()
    name = plain if len(plain) <= LONGEST_NAME else plain[-LONGEST_NAME:].strip()
    wanted, number = name or "Table", 1
    while wanted.casefold() in used or wanted.casefold() == "history":
        number += 1
        wanted = f"{(name or 'Table')[: LONGEST_NAME - 3]} {number}"
    used.add(wanted.casefold())
    return wanted


def _write(sheet: Sheet, styles: Styles, path: str, rows: Table) -> None:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    sheet.text(TITLE_ROW, 0, path.replace("/", ", ").replace("_", " "), styles.title)
    sheet.texts(HEAD_ROW, 0, [head.replace("/", ", ").replace("_", " ") for head in heads], styles.header)
    for at, row in enumerate(rows, HEAD_ROW + 1):
        for column, head in enumerate(heads):
            value = row.get(head)
            if isinstance(value, int | float):
                sheet.number(at, column, value, styles.count)
            else:
                sheet.text(at, column, value or "", styles.cell)
    sheet.worksheet.set_column(0, 0, FIRST_WIDTH if PATH in heads else WIDTH)
    sheet.worksheet.set_column(1, len(heads), 2 * WIDTH if PATH in heads else WIDTH)
    sheet.worksheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.worksheet.set_paper(A4)
    sheet.worksheet.set_landscape()
    sheet.worksheet.fit_to_pages(1, 0)
    sheet.worksheet.repeat_rows(HEAD_ROW)
