"""Faults in a workbook that Excel repairs or hides, and that a schema validator does not see.

`audit` is the schema validator; `lint` holds what it misses, and the rules of our own workbooks:
portable functions only, no links out of the file, no error values, alternative text on pictures.
"""

import functools
import importlib
import io
import itertools
import posixpath
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from tests.recalculation import MAIN, Cell, row_and_column, worksheets

PORTABLE = frozenset(
    re.findall(
        r"\w+",
        "ABS AND AVERAGE AVERAGEIFS CHOOSE COUNT COUNTA COUNTIF COUNTIFS DAY FIXED HYPERLINK IF IFERROR "
        "INDEX INT ISNUMBER LEFT MATCH MAX MEDIAN MID MIN MOD MONTH NA NOT OR PERCENTILE PERCENTRANK "
        "QUARTILE RANK REPT ROUND ROW SQRT SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT TRIM VALUE YEAR",
    )
)
"""Functions that LibreOffice and both engines of `tests.recalculation` compute alike."""
_LONGEST_NAME, _LONGEST_LITERAL, _LONGEST_FORMULA, _LONGEST_TEXT = 31, 255, 8192, 32767
_QUOTED = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')""")
_CELL_LIKE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}|R[0-9]*(C[0-9]*)?|C[0-9]*", re.IGNORECASE)
_WRITTEN_BY_US = ("expression", "cellIs")  # the formulas of other rules come from the library


def audit(xlsx: bytes) -> list[str]:
    """What openxml-audit, a validator of the file format's schema, complains about."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "workbook.xlsx")
        file.write_bytes(xlsx)
        return [str(error) for error in _validator().validate(file).errors]


@functools.cache
def _validator() -> Any:
    # Imported by name because the package carries no type hints.
    return importlib.import_module("openxml_audit").OpenXmlValidator()


def lint(xlsx: bytes, allowed_errors: Collection[Cell] = ()) -> list[str]:
    """One line for each fault found; `allowed_errors` are the cells that may show an error."""
    book = _Book.read(xlsx)
    return list(
        itertools.chain(
            _sheet_name_faults(book),
            _defined_name_faults(book),
            _format_faults(book),
            _link_faults(book),
            _picture_faults(book),
            *(_sheet_faults(book, sheet, allowed_errors) for sheet in book.sheets),
        )
    )


@dataclass(frozen=True)
class _Book:
    parts: dict[str, Element]
    sheets: dict[str, str]
    texts: list[str]

    @classmethod
    def read(cls, xlsx: bytes) -> "_Book":
        with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
            names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
            parts = {name: fromstring(package.read(name)) for name in names}
            sheets = worksheets(package)
        shared = parts.get("xl/sharedStrings.xml", Element("none"))
        return cls(parts, sheets, [_runs(item) for item in shared])

    def tables(self, sheet: str) -> list[Element]:
        folder, file = posixpath.split(self.sheets[sheet])
        links = self.parts.get(f"{folder}/_rels/{file}.rels", Element("none"))
        targets = [link.attrib["Target"] for link in links if link.attrib["Type"].endswith("/table")]
        return [self.parts[posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")] for target in targets]

    def text(self, cell: Element) -> str:
        if cell.get("t") == "inlineStr":
            return _runs(cell)
        value = cell.findtext(f"{MAIN}v", "")
        return self.texts[int(value)] if cell.get("t") == "s" else value


def _runs(parent: Element) -> str:
    return "".join(run.text or "" for run in parent.iter(f"{MAIN}t"))


def _repeated(names: Iterable[str]) -> list[str]:
    """Those that occur twice; Excel does not tell capitals from small letters."""
    return [name for name, times in Counter(map(str.lower, names)).items() if times > 1]


def _sheet_name_faults(book: _Book) -> Iterator[str]:
    names = [sheet.attrib["name"] for sheet in book.parts["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    for name in names:
        if not 1 <= len(name) <= _LONGEST_NAME:
            yield f"sheet {name!r}: its name has {len(name)} characters, 1 to 31 are possible"
        if re.search(r"[\[\]:*?/\\]|^'|'$", name):
            yield f"sheet {name!r}: its name holds a forbidden character"
        if name.lower() == "history":
            yield f"sheet {name!r}: Excel reserves this name"
    yield from (f"sheet {name!r}: two sheets have this name" for name in _repeated(names))


def _defined_name_faults(book: _Book) -> Iterator[str]:
    # A defined name and a table of the same name exclude each other.
    scoped = [f" {table.get('displayName')}" for sheet in book.sheets for table in book.tables(sheet)]
    for element in book.parts["xl/workbook.xml"].iter(f"{MAIN}definedName"):
        name = element.attrib["name"]
        scoped.append(f"{element.get('localSheetId', '')} {name}")
        plain = name.removeprefix("_xlnm.")
        if not re.fullmatch(r"[^\W\d][\w.\\?]{0,254}", plain) or _CELL_LIKE.fullmatch(plain):
            yield f"defined name {name!r}: not a name, or it looks like a cell"
        yield from _formula_faults(f"defined name {name!r}", element.text or "")
    yield from (f"defined name {name.split()[-1]!r} occurs twice" for name in _repeated(scoped))


def _format_faults(book: _Book) -> Iterator[str]:
    dxfs = book.parts["xl/styles.xml"].find(f"{MAIN}dxfs")
    known = 0 if dxfs is None else len(dxfs)
    for part, tree in book.parts.items():
        for element in tree.iter():
            for key, value in element.items():
                if key.lower().endswith("dxfid") and int(value) >= known:
                    yield f"{part}: format {key}={value}, but only {known} are defined"


def _link_faults(book: _Book) -> Iterator[str]:
    for part, tree in book.parts.items():
        for link in tree if part.endswith(".rels") else ():
            if link.get("Type", "").endswith("/hyperlink") or link.get("TargetMode") == "External":
                yield f"{part}: a link to {link.get('Target')}"


def _picture_faults(book: _Book) -> Iterator[str]:
    for part, tree in book.parts.items():
        for anchor in tree.iter() if part.startswith("xl/drawings/") else ():
            if _local(anchor) not in ("graphicFrame", "pic"):
                continue
            inside = list(anchor.iter())
            label = next(element for element in inside if _local(element) == "cNvPr")
            is_decoration = any(_local(element) == "decorative" for element in inside)
            if not label.get("descr", "").strip() and not is_decoration:
                yield f"{part}: {label.get('name')} has no alternative text"


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _sheet_faults(book: _Book, sheet: str, allowed_errors: Collection[Cell]) -> Iterator[str]:
    tree = book.parts[book.sheets[sheet]]
    yield from (f"{sheet}{fault}" for fault in _order_faults(tree))
    yield from (f"{sheet}: {fault}" for fault in _overlaps(tree, book.tables(sheet)))
    cells = {cell.attrib["r"]: cell for cell in tree.iter(f"{MAIN}c")}
    for ref, cell in cells.items():
        place = f"{sheet}!{ref}"
        yield from _formula_faults(place, cell.findtext(f"{MAIN}f", ""))
        if cell.get("t") == "e" and (sheet, ref) not in allowed_errors:
            yield f"{place}: shows the error {book.text(cell)}"
        # Excel counts the units of UTF-16: two for an emoji.
        if len(book.text(cell).encode("utf-16-le")) // 2 > _LONGEST_TEXT:
            yield f"{place}: a text of more than {_LONGEST_TEXT} characters"
    for rule in tree.iter(f"{MAIN}cfRule"):
        for formula in rule.iter(f"{MAIN}formula"):
            place = f"{sheet}: conditional format"
            yield from _formula_faults(place, formula.text or "", rule.get("type", ""))
    for rule in tree.iter(f"{MAIN}dataValidation"):
        yield from _validation_faults(f"{sheet}!{rule.get('sqref')}: validation", rule)
    for table in book.tables(sheet):
        headers = {row_and_column(ref): book.text(cell) for ref, cell in cells.items()}
        yield from _table_faults(f"{sheet}: table {table.get('displayName')}", table, headers)


def _order_faults(tree: Element) -> Iterator[str]:
    last = 0
    for row in tree.iter(f"{MAIN}row"):
        places = [row_and_column(cell.attrib["r"]) for cell in row]
        number = int(row.attrib["r"])
        if number <= last:
            yield f": row {number} comes after row {last}"
        last = number
        if places != sorted(set(places)) or any(place[0] != number for place in places):
            yield f": the cells of row {number} are out of order"


def _overlaps(tree: Element, tables: Iterable[Element]) -> Iterator[str]:
    ranges = [merge.attrib["ref"] for merge in tree.iter(f"{MAIN}mergeCell")]
    ranges += [table.attrib["ref"] for table in tables]
    for one, other in itertools.combinations(ranges, 2):
        (top, left), (bottom, right) = _corners(one)
        (other_top, other_left), (other_bottom, other_right) = _corners(other)
        apart = other_top > bottom or top > other_bottom or other_left > right or left > other_right
        if not apart:
            yield f"the merged cells or tables {one} and {other} overlap"


def _corners(ref: str) -> tuple[tuple[int, int], tuple[int, int]]:
    first, _, last = ref.partition(":")
    return row_and_column(first), row_and_column(last or first)


def _validation_faults(place: str, rule: Element) -> Iterator[str]:
    for number in ("formula1", "formula2"):
        formula = rule.findtext(f"{MAIN}{number}", "")
        yield from _formula_faults(place, formula)
        if formula.startswith('"') and len(formula.strip('"')) > _LONGEST_LITERAL:
            yield f"{place}: a list of more than {_LONGEST_LITERAL} characters"


def _table_faults(place: str, table: Element, headers: dict[tuple[int, int], str]) -> Iterator[str]:
    names = [column.attrib["name"] for column in table.iter(f"{MAIN}tableColumn")]
    (top, left), (_, right) = _corners(table.attrib["ref"])
    if len(names) != right - left + 1:
        yield f"{place}: {len(names)} columns over {right - left + 1} columns of cells"
    yield from (f"{place}: two columns are called {name!r}" for name in _repeated(names))
    for column, name in enumerate(names, left) if table.get("headerRowCount") != "0" else ():
        if headers.get((top, column)) != re.sub("_x000[aA]_", "\n", name):
            yield f"{place}: column {name!r} has {headers.get((top, column))!r} in its cell"
    for kind in ("calculatedColumnFormula", "totalsRowFormula"):
        for formula in table.iter(f"{MAIN}{kind}"):
            yield from _formula_faults(place, formula.text or "")


def _formula_faults(place: str, formula: str, rule: str = "expression") -> Iterator[str]:
    # Quoted texts and sheet names may hold any sign, so they are left out of the reading.
    bare = _QUOTED.sub("", formula)
    depth = list(itertools.accumulate((sign == "(") - (sign == ")") for sign in bare))
    if depth and (depth[-1] != 0 or min(depth) < 0):
        yield f"{place}: unbalanced parentheses in {formula}"
    if '"' in bare or "'" in bare:
        yield f"{place}: unbalanced quotation marks in {formula}"
    if len(formula) > _LONGEST_FORMULA:
        yield f"{place}: a formula of more than {_LONGEST_FORMULA} characters"
    if any(len(text) > _LONGEST_LITERAL for text in re.findall(r'"((?:[^"]|"")*)"', formula)):
        yield f"{place}: a text of more than {_LONGEST_LITERAL} characters within a formula"
    used = {name.upper() for name in re.findall(r"([A-Za-z_][\w.]*)\(", bare)}
    if rule in _WRITTEN_BY_US:
        yield from (f"{place}: {name} is not portable" for name in sorted(used - PORTABLE))
    if "HYPERLINK" in used and re.search(r'HYPERLINK\((?!"#)', formula, re.IGNORECASE):
        yield f"{place}: a link out of the workbook in {formula}"
