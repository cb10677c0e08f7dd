"""Looks at a workbook that somebody handed in, before anything else opens it: no bomb, no macro, no foreign entity.

No more is inflated than a scorecard can have, since what a ZIP file says of its sizes may be a lie. Elements are
counted too: reading takes time for each, and a small file can hold millions of empty ones.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.errors import IntakeError
from assessment.intake.files import check_size
from assessment.intake.markup import AGAIN, MACROS, WITH_MACROS, Marks, Tally, go_through, is_markup

MOST_PARTS = 200
# A scorecard takes less than half a MiB; with the longest plan and all comments that can be said two MiB more.
LARGEST_PART, LARGEST_WHOLE = 3 * 1024**2, 8 * 1024**2
CHOOSE = "choose the file that you filled in, one that ends in .xlsx"
NO_WORKBOOK = f"this is no Excel workbook; {CHOOSE}"
TYPES, WORKBOOK_TYPE = "[Content_Types].xml", "spreadsheetml.sheet.main+xml"

ZIP, PART_LISTED, OLE = b"PK\x03\x04", b"PK\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
KINDS = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"<": "a web page or other markup"}
# Other ways of packing are not inflated bit by bit, so that a small part could fill the memory.
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True)
class Checked:
    """A workbook that is safe to read: the file, and what its sheets say beside their values, by name."""

    file: io.BytesIO
    sheets: Mapping[str, Marks]


def checked(content: bytes, name: str) -> io.BytesIO:
    """The workbook as a file to read. Raises IntakeError, in one sentence, for what is none or not safe to read."""
    return examined(content, name).file


def examined(content: bytes, name: str) -> Checked:
    """The workbook with what its sheets say beside their values. Raises IntakeError as `checked` does."""
    check_size(content, name)
    _check_kind(content, name)
    tally = Tally(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_directory(package, name)
            _check_parts(package, tally)
    # What `zipfile` raises for what is no ZIP file, or is damaged where it says what is in it.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise IntakeError(f"{name}: the file is damaged or cut off; {CHOOSE}") from None
    except zlib.error:
        raise IntakeError(f"{name}: the file is damaged; {AGAIN}") from None
    return Checked(io.BytesIO(content), _marks(tally))


def _check_kind(content: bytes, name: str) -> None:
    """By what the file begins with, whatever it is called."""
    if content.startswith(OLE):
        if PROTECTED in content:
            raise IntakeError(f"{name}: the file is protected by a password; save it without one and try again")
        raise IntakeError(f"{name}: this is an old Excel file (.xls); save it as .xlsx and try again")
    if content.startswith(ZIP):
        # Listed before anything is: a file may say that it has a hundred thousand parts.
        if content.count(PART_LISTED) > MOST_PARTS:
            raise _not_made_so(name)
        return
    for start, kind in KINDS.items():
        if content.lstrip().startswith(start):
            raise IntakeError(f"{name}: this is {kind}, no Excel workbook; {CHOOSE}")
    if content.strip() and b"\0" not in content:
        raise IntakeError(f"{name}: this is text, no Excel workbook; give a table saved as CSV the ending .csv")
    raise IntakeError(f"{name}: {NO_WORKBOOK}")


def _not_made_so(name: str) -> IntakeError:
    return IntakeError(f"{name}: the file is not made like a workbook; {AGAIN}")


def _check_directory(package: zipfile.ZipFile, name: str) -> None:
    """What the file says is in it."""
    parts = package.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise IntakeError(f"{name}: the file is protected by a password; save it without one and try again")
    if TYPES not in names:
        kind = (
            "an OpenDocument file, no Excel workbook; save it as .xlsx and try again" if "content.xml" in names else ""
        )
        raise IntakeError(f"{name}: {f'this is {kind}' if kind else NO_WORKBOOK}")
    if (
        len(parts) > MOST_PARTS
        or len({part.casefold() for part in names}) < len(names)
        or any(_leads_out(part) for part in parts)
        or any(part.compress_type not in PACKINGS for part in parts)
    ):
        raise _not_made_so(name)
    if any(word in part.casefold() for word in MACROS for part in names):
        raise IntakeError(f"{name}: {WITH_MACROS}")


def _leads_out(part: zipfile.ZipInfo) -> bool:
    """Whether a part would land elsewhere if somebody unpacked the file."""
    name = part.orig_filename
    return ".." in name or name.startswith("/") or any(sign in name for sign in "\\\0") or bool(DRIVE.match(name))


def _check_parts(package: zipfile.ZipFile, tally: Tally) -> None:
    """Whatever a part is called: which one is a sheet is known only to the program that reads it."""
    whole = 0
    for part in sorted(package.infolist(), key=lambda part: part.filename != TYPES):
        with package.open(part) as stream:
            content = stream.read(LARGEST_PART + 1)
        whole += len(content)
        if len(content) > LARGEST_PART or whole > LARGEST_WHOLE:
            raise tally.refuse(
                "the workbook is far larger than a scorecard or an answer sheet; choose the one you took along"
            )
        if content.startswith(OLE):
            raise tally.refuse("the workbook has macros or another file in it; save it without them and try again")
        if is_markup(content):
            go_through(content, part.filename, tally)
        if part.filename == TYPES and not any(WORKBOOK_TYPE in kind for kind in tally.types):
            raise tally.refuse(NO_WORKBOOK)


def _marks(tally: Tally) -> dict[str, Marks]:
    """What was found beside the values of each sheet, by the sheet's name."""
    folder, _, file = tally.workbook.rpartition("/")
    targets = tally.targets.get(posixpath.join(folder, "_rels", f"{file}.rels"), {})
    parts = {
        sheet: posixpath.normpath(posixpath.join("/", folder, targets.get(relation, ""))).lstrip("/")
        for relation, sheet in tally.sheets
    }
    return {sheet: tally.marks.get(part, Marks()) for sheet, part in parts.items()}
