"""Proof that the stored values of a workbook's formulas are what other engines compute.

Excel's Protected View, previewers and phones show the value stored beside a formula, so a wrong
stored value is a wrong figure. Each proof first poisons the stored values: an engine that merely
hands them back, instead of calculating, cannot pass.
"""

import datetime as dt
import io
import math
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import formualizer
import ironcalc
import pytest

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
ET.register_namespace("", MAIN[1:-1])
ET.register_namespace("x14ac", "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac")


@dataclass(frozen=True)
class CellError:
    """An error value such as `#N/A`; a class of its own, so that the text "#N/A" differs."""

    code: str

    def __repr__(self) -> str:
        return self.code


Cell = tuple[str, str]  # sheet name and reference without dollar signs: ("Scorecard", "B7")
Value = float | str | bool | CellError | None  # an empty string and an empty cell are both None
Cells = dict[Cell, Value]
_NO_FORMULA = CellError("no such formula")


def worksheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to part name, in the order of the tabs; chart sheets hold no cells: left out."""
    targets = {
        link.attrib["Id"]: str(PurePosixPath("/xl", link.attrib["Target"])).lstrip("/")
        for link in ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        if link.attrib["Type"].endswith("/worksheet")
    }
    sheets = ET.fromstring(package.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    parts = {sheet.attrib["name"]: targets.get(sheet.attrib[RELATION], "") for sheet in sheets}
    return {sheet: part for sheet, part in parts.items() if part}


def rewritten(xlsx: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A copy of the package in which each part is what `change(part name, content)` returns."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package, zipfile.ZipFile(copy, "w") as target:
        for part in package.infolist():
            target.writestr(part, change(part.filename, package.read(part)))
    return copy.getvalue()


def row_and_column(ref: str) -> tuple[int, int]:
    """Row and column, counted from 1, of a reference such as "B7"."""
    letters = ref.rstrip("0123456789")
    return int(ref[len(letters) :]), ironcalc.column_number_from_name(letters)


def _formula_cells(xlsx: bytes) -> Iterator[tuple[Cell, ET.Element]]:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        for sheet, part in worksheets(package).items():
            for cell in ET.fromstring(package.read(part)).iter(f"{MAIN}c"):
                if cell.find(f"{MAIN}f") is not None:
                    yield (sheet, cell.attrib["r"]), cell


def formulas(xlsx: bytes) -> dict[Cell, str]:
    """Every formula, with its equals sign; one shared from another cell shows as a bare "="."""
    return {cell: f"={element.findtext(f'{MAIN}f')}" for cell, element in _formula_cells(xlsx)}


def cached(xlsx: bytes) -> Cells:
    """The value stored beside each formula: what a reader that does not calculate shows."""
    return {cell: stored_value(element) for cell, element in _formula_cells(xlsx)}


def stored_value(cell: ET.Element) -> Value:
    """The value in the `<v>` of a cell element that has a formula."""
    text, kind = cell.findtext(f"{MAIN}v", ""), cell.get("t", "n")
    if text == "":
        return None
    if kind in ("n", "b"):
        return float(text) if kind == "n" else text == "1"
    if kind == "e":
        return CellError(text)
    # The file format spells a character it cannot hold as _xHHHH_, and readers undo that.
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def poison(xlsx: bytes, only: Cell | None = None) -> bytes:
    """The workbook with a wrong stored value beside every formula, or only that of one cell."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        sheets = {part: sheet for sheet, part in worksheets(package).items()}

    def change(part: str, content: bytes) -> bytes:
        if part not in sheets:
            return content
        [data] = ET.fromstring(content).iter(f"{MAIN}sheetData")
        wrong = [
            cell
            for cell in data.iter(f"{MAIN}c")
            if only in (None, (sheets[part], cell.attrib["r"])) and cell.find(f"{MAIN}f") is not None
        ]
        if not wrong:
            return content
        for cell in wrong:
            _make_wrong(cell)
        # Only the cells are written anew: the root element declares namespace prefixes that
        # its attributes name as text, and ElementTree would rename or drop those.
        before, after = re.split(rb"<sheetData[ >].*</sheetData>", content, flags=re.DOTALL)
        return before + ET.tostring(data) + after

    return rewritten(xlsx, change)


def corrupt_one(xlsx: bytes) -> bytes:
    """The workbook with one wrong stored value; raises ValueError when it has no formula."""
    return poison(xlsx, min(formulas(xlsx)))


def _make_wrong(cell: ET.Element) -> None:
    """Stores a value of the cell's own type that differs from the present one."""
    choices = {"b": ("0", "1"), "e": ("#NULL!", "#REF!"), "n": ("7777", "8888")}
    first, second = choices.get(cell.get("t", "n"), ("poisoned", "poisoned again"))
    value = cell.find(f"{MAIN}v")
    if value is None:
        value = ET.SubElement(cell, f"{MAIN}v")
    value.text = first if value.text != first else second


def recalculated_by_formualizer(xlsx: bytes) -> Cells:
    """What formualizer computes for every formula cell; it reads the workbook from memory."""
    workbook = formualizer.Workbook.from_bytes(xlsx)
    workbook.evaluate_all()
    return {
        (sheet, ref): _from_formualizer(workbook.evaluate_cell(sheet, *row_and_column(ref)))
        for sheet, ref in formulas(xlsx)
    }


def _from_formualizer(value: object) -> Value:
    match value:
        case {"type": "Error", "kind": str(kind)}:
            code = {"Div": "#DIV/0!", "Na": "#N/A", "Name": "#NAME?"}.get(kind)
            return CellError(code or f"#{kind.upper()}!")
        case dt.date():
            moment = dt.datetime.fromisoformat(value.isoformat())
            return (moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
        case bool() | str() | float() | int() | None:
            return None if value == "" else value
    raise TypeError(f"formualizer gave a value of an unknown kind: {value!r}")


def recalculated_by_ironcalc(xlsx: bytes) -> Cells:
    """What IronCalc computes for every formula cell; it reads a file, so one is written."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "workbook.xlsx").write_bytes(xlsx)
        model = ironcalc.load_from_xlsx(f"{folder}/workbook.xlsx")
    model.evaluate()
    number = {sheet["name"]: i for i, sheet in enumerate(model.get_worksheets_properties())}
    values: Cells = {}
    for sheet, ref in formulas(xlsx):
        place = (number[sheet], *row_and_column(ref))
        value = model.get_cell_value(*place)
        is_error = model.get_cell_type(*place) == ironcalc.CellType.ErrorValue
        values[sheet, ref] = CellError(str(value)) if is_error else None if value == "" else value
    return values


def require_libreoffice() -> str:
    """The path of `soffice`; without one the test is skipped, but fails where CI is "true"."""
    program = shutil.which("soffice")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("LibreOffice (soffice) is not on the PATH")
    return program or pytest.skip("LibreOffice (soffice) is not on the PATH")


def recalculated_by_libreoffice(workbooks: Sequence[bytes]) -> list[Cells]:
    """What LibreOffice computes for every formula cell of each workbook, in one start of it.

    Numbers come back with 15 digits, a boolean in a cell with a number format as 0 or 1. Raises
    RuntimeError when a file does not come back, subprocess.TimeoutExpired after three minutes.
    """
    program = require_libreoffice()
    with tempfile.TemporaryDirectory() as folder:
        profile, results = Path(folder, "profile"), Path(folder, "results")
        (profile / "user").mkdir(parents=True)
        # Without this setting LibreOffice trusts the stored values of files said to be Excel's.
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        files = [Path(folder, f"{number}.xlsx") for number in range(len(workbooks))]
        for file, xlsx in zip(files, workbooks, strict=True):
            file.write_bytes(xlsx)
        options = f"-env:UserInstallation={profile.as_uri()} --headless --norestore --convert-to xlsx"
        said = _run([program, *options.split(), "--outdir", str(results), *map(str, files)])
        missing = [file.name for file in files if not (results / file.name).exists()]
        if missing:
            raise RuntimeError(f"LibreOffice did not return {', '.join(missing)}: {said}")
        return [cached((results / file.name).read_bytes()) for file in files]


def _run(command: Sequence[str]) -> str:
    # `soffice` starts further processes: a session of its own lets a timeout end them all.
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=180)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise


@dataclass(frozen=True)
class Engine:
    """A program that computes workbooks: `recalculate` gives, for each, its formula cells."""

    name: str
    recalculate: Callable[[Sequence[bytes]], list[Cells]]


FORMUALIZER = Engine("formualizer", lambda all_: [recalculated_by_formualizer(x) for x in all_])
IRONCALC = Engine("IronCalc", lambda all_: [recalculated_by_ironcalc(x) for x in all_])
LIBREOFFICE = Engine("LibreOffice", recalculated_by_libreoffice)


def differences(
    expected: Mapping[Cell, Value],
    actual: Mapping[Cell, Value],
    tolerance: float = 1e-9,
    *,
    texts: Mapping[Cell, str] | None = None,
    engine: str = "the engine",
) -> list[str]:
    """One line for each cell of either side on which the two disagree.

    Two numbers agree within `tolerance`, as a difference or as a share of the larger one.
    `texts` holds the formulas to show, `engine` the name of what computed `actual`.
    """
    return [
        f"{cell[0]}!{cell[1]}: formula {(texts or {}).get(cell, '?')}: workbook says {one!r}, {engine} says {other!r}"
        for cell in dict.fromkeys([*expected, *actual])
        for one, other in [(expected.get(cell, _NO_FORMULA), actual.get(cell, _NO_FORMULA))]
        if not _agree(one, other, tolerance)
    ]


def _agree(one: Value, other: Value, tolerance: float) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)
    return one == other


def assert_recalculates(xlsx: bytes | Sequence[bytes], engine: Engine) -> None:
    """Fails unless the engine computes the stored value of every formula of the workbook.

    Several workbooks may be given at once, to share one start of a slow engine.
    """
    workbooks = [xlsx] if isinstance(xlsx, bytes) else xlsx
    assert workbooks, "without a workbook nothing is proven"
    recalculated = engine.recalculate([poison(workbook) for workbook in workbooks])
    for workbook, actual in zip(workbooks, recalculated, strict=True):
        texts = formulas(workbook)
        assert texts, "without a formula nothing is proven"
        found = differences(cached(workbook), actual, texts=texts, engine=engine.name)
        assert not found, "\n".join([f"{len(found)} of {len(texts)} formulas differ", *found])
