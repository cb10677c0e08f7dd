"""Goes through the markup of one part of a workbook without building anything of it, and counts what it holds.

The parser is the one that reads the sheets later, so both see the same: entities, encodings and nesting cannot hide.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from assessment.errors import IntakeError

# Some ten thousand elements make a scorecard, twice as many one with the longest plan; it has six sheets.
MOST_ELEMENTS, MOST_SHEETS = 50_000, 20
# What each takes longer to read than a cell: rules for cells, styles, names, links. A scorecard has some five hundred.
MOST_RULES = 4_000
RULES = {
    *("dataValidation", "conditionalFormatting", "cfRule", "mergeCell", "hyperlink", "definedName"),
    *("Relationship", "Override", "xf", "font", "fill", "border", "dxf", "numFmt"),
}
# Charts nest some twenty elements.
MOST_NESTED = 100
# Signs that say to which cells a rule applies: a few thousand in a scorecard.
MOST_OF_RANGES = 64 * 1024
# Excel keeps to 255 signs for a number format. The program that reads takes time by the square of its signs, and of
# those by which a name says what it stands for.
LONGEST_FORMAT, LONGEST_NAMED = 255, 1_000
# Where cells that say something may stand. No scorecard and no answer sheet reaches so far.
LAST_ROW, LAST_COLUMN = 2_000, 200

ENCODINGS = {"utf-8", "utf-16", "us-ascii", "ascii"}
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# How XML begins in EBCDIC, which one parser knows and another does not.
EBCDIC = b"\x4c\x6f\xa7\x94"
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
MACROS = ("vbaproject", "macroenabled", "macrosheet")
AGAIN = "save it anew in Excel and try again"
WITH_MACROS = "the workbook has macros, or is of a kind that may; save it without them, as .xlsx, and try again"


@dataclass
class Marks:
    """What one sheet says beside its values: cells with a formula, and merged ranges such as `D5:D7`."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)


@dataclass
class Tally:
    """What all parts of a workbook hold so far. `sheets`: the id of each one's relation, and its name."""

    name: str
    elements: int = 0
    rules: int = 0
    ranges: int = 0
    types: set[str] = field(default_factory=set)
    sheets: list[tuple[str, str]] = field(default_factory=list)
    workbook: str = ""
    targets: dict[str, dict[str, str]] = field(default_factory=dict)
    marks: dict[str, Marks] = field(default_factory=dict)

    def refuse(self, what: str) -> IntakeError:
        """The error that says what is wrong with the file."""
        return IntakeError(f"{self.name}: {what}")

    def check(self) -> None:
        """Raises IntakeError where there is too much of what takes time to read."""
        if (
            self.elements > MOST_ELEMENTS
            or self.rules > MOST_RULES
            or len(self.sheets) > MOST_SHEETS
            or self.ranges > MOST_OF_RANGES
        ):
            raise self.refuse(
                "the workbook holds far more cells, texts, sheets or rules than a scorecard or an answer sheet; "
                "take the file along again and copy your words into it"
            )


def is_markup(content: bytes) -> bool:
    """Whether a parser could take this for XML, in whatever encoding, whatever the part is called."""
    start = content.replace(b"\0", b"")
    for mark in MARKS:
        start = start.removeprefix(mark)
    return start.lstrip().startswith(b"<") or content.startswith(EBCDIC)


def go_through(content: bytes, part: str, tally: Tally) -> None:
    """Count what a part holds. Raises IntakeError, in one sentence, for what no honest workbook has."""
    parser = expat.ParserCreate()
    # A text comes in one piece, not line by line.
    parser.buffer_text, parser.buffer_size = True, 2 * LONGEST_NAMED
    reader = _Reader(part, tally)
    parser.XmlDeclHandler = reader.declared
    parser.StartDoctypeDeclHandler = reader.refuse_entities
    parser.StartElementHandler = reader.begun
    parser.EndElementHandler = reader.ended
    parser.CharacterDataHandler = reader.said
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError):
        # Excel draws notes in a kind of markup that is none by the rules; nothing here reads it.
        if not part.lower().endswith(".vml"):
            raise tally.refuse(f"the file is damaged in its part {part}; {AGAIN}") from None


class _Reader:
    """Where the parser is within one part."""

    def __init__(self, part: str, tally: Tally) -> None:
        self.part, self.tally = part, tally
        self.marks = tally.marks.setdefault(part, Marks())
        self.depth = self.row = self.column = 0
        self.in_cell = self.in_name = False
        self.reactions: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._row,
            "c": self._cell,
            "v": self._value,
            "is": self._value,
            "f": self._formula,
            "mergeCell": self._merged,
            "definedName": self._named,
            "sheetData": self._sheet_begun,
            "sheet": self._sheet,
            "Relationship": self._relation,
            "Default": self._type,
            "Override": self._type,
        }

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """The line with which XML says how it is written."""
        if encoding is not None and encoding.casefold() not in ENCODINGS:
            raise self.tally.refuse(f"its part {self.part} is not written in UTF-8, as workbooks are; {AGAIN}")

    def refuse_entities(self, *_: object) -> None:
        """A declared document type, with which entities come."""
        raise self.tally.refuse(f"its part {self.part} declares entities, which no workbook does; {AGAIN}")

    def begun(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        self.tally.elements += 1
        if self.depth > MOST_NESTED:
            raise self.tally.refuse(f"its part {self.part} is nested more deeply than any workbook; {AGAIN}")
        for key, value in attributes.items():
            if key == "sqref":
                self.tally.ranges += len(value)
            elif key == "formatCode" and len(value) > LONGEST_FORMAT:
                raise self.tally.refuse(f"a number format is longer than {LONGEST_FORMAT} signs; {AGAIN}")
        name = tag.rpartition(":")[2]
        self.tally.rules += name in RULES
        self.tally.check()
        reaction = self.reactions.get(name)
        if reaction is not None:
            reaction(attributes)

    def ended(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        if tag.rpartition(":")[2] == "c":
            self.in_cell = False
        self.in_name = False

    def said(self, text: str) -> None:
        """Text within an element."""
        if self.in_name and len(text) > LONGEST_NAMED:
            raise self.tally.refuse(f"a name stands for more than {LONGEST_NAMED} signs; {AGAIN}")

    def _sheet_begun(self, _: dict[str, str]) -> None:
        self.row = self.column = 0

    def _row(self, attributes: dict[str, str]) -> None:
        self._move_row(int(attributes.get("r", self.row + 1)))

    def _move_row(self, row: int) -> None:
        # Whoever reads skips a row that comes too late, without a word.
        if row <= self.row:
            raise self.tally.refuse(f"the rows of its part {self.part} are out of order; {AGAIN}")
        self.row, self.column = row, 0

    def _cell(self, attributes: dict[str, str]) -> None:
        row, column = self.row, self.column + 1
        if reference := attributes.get("r"):
            found = REFERENCE.fullmatch(reference)
            if found is None:
                raise self.tally.refuse(f"its part {self.part} has a cell {reference[:20]!r}; {AGAIN}")
            row, column = int(found[2]), column_number(found[1])
        self.in_cell = True
        self.row, self.column = row, column

    def _value(self, _: dict[str, str]) -> None:
        if self.in_cell and (self.row > LAST_ROW or self.column > LAST_COLUMN):
            raise self.tally.refuse(
                f"something stands far outside, in row {self.row}, column {self.column} of its part {self.part}; "
                "delete it and try again"
            )

    def _formula(self, attributes: dict[str, str]) -> None:
        self._value(attributes)
        if self.in_cell:
            self.marks.formulas.add((self.row, self.column))

    def _merged(self, attributes: dict[str, str]) -> None:
        self.marks.merged.append(attributes.get("ref", ""))

    def _named(self, _: dict[str, str]) -> None:
        self.in_name = True

    def _sheet(self, attributes: dict[str, str]) -> None:
        if "sheetId" in attributes:
            self.tally.workbook = self.part
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.tally.sheets.append((relation, attributes.get("name", "")))
            self.tally.check()

    def _relation(self, attributes: dict[str, str]) -> None:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        self._check_macros(kind)
        if attributes.get("TargetMode") == "External" or "externalLink" in kind:
            # A link to click on is never followed by whoever reads; anything else would be fetched.
            if not kind.endswith("/hyperlink"):
                raise self.tally.refuse(
                    "the workbook takes something from another file; in Excel, break its links (Data, Edit Links), "
                    "save and try again"
                )
            return
        folders = self.part.count("/") - 1
        if ":" in target or "\\" in target or target.count("..") > folders:
            raise self.tally.refuse(f"its part {self.part} points out of the file; {AGAIN}")
        self.tally.targets.setdefault(self.part, {})[attributes.get("Id", "")] = target

    def _type(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        self._check_macros(kind)
        self.tally.types.add(kind)

    def _check_macros(self, kind: str) -> None:
        if any(word in kind.casefold() for word in MACROS):
            raise self.tally.refuse(WITH_MACROS)


def column_number(letters: str) -> int:
    """The number of a column, from 1: `AA` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
