"""Looks at a workbook that somebody handed in, before anything else opens it: no bomb, no macro, no foreign entity.

No more is inflated than a scorecard can have, since what a ZIP file says of its sizes may be a lie. Elements are
counted too: reading takes time for each, and a small file can hold millions of empty ones.
"""

import io
import re
import zipfile
import zlib

from assessment.errors import IntakeError
from assessment.intake.files import LARGEST

MOST_PARTS = 200
# A scorecard takes less than half a MiB; with the longest plan and all comments that can be said two MiB more.
LARGEST_PART, LARGEST_WHOLE = 3 * 1024**2, 8 * 1024**2
# Some ten thousand elements make a scorecard, twice as many one with the longest plan; it has six sheets.
MOST_ELEMENTS, MOST_SHEETS = 50_000, 20
# Signs that say to which cells a rule applies: a few thousand in a scorecard.
MOST_OF_RANGES = 64 * 1024
# Markup that only an attack has in a workbook.
DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
RANGES = re.compile(rb"\s*=\s*(\"[^\"]*|'[^']*)")
NO_WORKBOOK = "this is no Excel workbook; choose the scorecard that you filled in, a file that ends in .xlsx"


def checked(content: bytes, name: str) -> io.BytesIO:
    """The workbook as a file to read. Raises IntakeError, in one sentence, for what is none or not safe to read."""
    if len(content) > LARGEST:
        raise IntakeError(f"{name}: the file is larger than {LARGEST // 1024**2} MiB; choose a smaller one")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(package, name)
    # What `zipfile` raises for what is no ZIP file, is encrypted, or is packed in a way it does not know.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise IntakeError(f"{name}: {NO_WORKBOOK}") from None
    except zlib.error:
        raise IntakeError(f"{name}: the file is damaged; save it anew in Excel and try again") from None
    return io.BytesIO(content)


def _check(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise IntakeError(f"{name}: {NO_WORKBOOK}")
    if len(parts) > MOST_PARTS or len(set(names)) < len(names) or any(".." in part for part in names):
        raise IntakeError(f"{name}: the file is not made like a workbook; save it anew in Excel and try again")
    if any("vbaproject" in part.lower() for part in names):
        raise IntakeError(f"{name}: the workbook has macros; save it without them, as .xlsx, and try again")
    _check_costs(package, name)


def _check_costs(package: zipfile.ZipFile, name: str) -> None:
    """Whatever a part is called: which one is a sheet is known only to the program that reads it."""
    whole = elements = sheets = ranges = 0
    for part in package.infolist():
        with package.open(part) as stream:
            content = stream.read(LARGEST_PART + 1)
        whole += len(content)
        if len(content) > LARGEST_PART or whole > LARGEST_WHOLE:
            raise IntakeError(f"{name}: the workbook is far larger than a scorecard; choose the one you took along")
        # Without the zeros that UTF-16 has between its signs.
        markup = content.replace(b"\0", b"")
        if DECLARED.search(markup):
            raise IntakeError(f"{part.filename}: the workbook declares entities, which no scorecard does")
        elements += markup.count(b"<") - markup.count(b"</")
        sheets += markup.count(b"sheetId")
        ranges += sum(len(found[0]) for after in markup.split(b"sqref")[1:] if (found := RANGES.match(after)))
        if elements > MOST_ELEMENTS or sheets > MOST_SHEETS or ranges > MOST_OF_RANGES:
            raise IntakeError(
                f"{name}: the workbook holds far more cells, texts, sheets or rules than a scorecard; "
                "take the scorecard along again and copy your words into it"
            )
