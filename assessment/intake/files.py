"""Reads a file that somebody handed in: its size, its encoding, nothing of its meaning."""

import re
from pathlib import Path

from assessment.errors import IntakeError

LARGEST = 5 * 1024 * 1024
SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or another ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Excel or a password-protected file",
    b"%PDF": "a PDF",
}
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LINE_END = re.compile(rb"\r\n|\r|\n")


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without byte order mark.

    Raises IntakeError, in one sentence, for a file that is missing, too large, empty, binary
    or in another encoding.
    """
    return text_of(read_content(path), path.name)


def text_of(content: bytes, name: str) -> str:
    """The text that a file of that name holds. Raises IntakeError as `read_text` does."""
    check_size(content, name)
    content = content.removeprefix(UTF8_MARK)
    if not content.strip():
        raise IntakeError(f"{name}: the file is empty; fill it in and try again")
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            raise IntakeError(f"{name}: this is {kind}, not text; save it as {_wanted(name)} and try again")
    if content.startswith(UTF16_MARKS):
        raise IntakeError(f"{name}: the file is in UTF-16; save it as {_wanted(name)} and try again")
    if b"\x00" in content:
        raise IntakeError(
            f"{name}: the file is binary or in UTF-16, not UTF-8 text; save it as {_wanted(name)} and try again"
        )
    try:
        return content.decode()
    except UnicodeDecodeError as fault:
        line = len(LINE_END.findall(content[: fault.start])) + 1
        raise IntakeError(
            f"{name}, line {line}: a character is not in UTF-8 "
            f"(byte {content[fault.start]:#04x}); save the file as {_wanted(name)} and try again"
        ) from None


def check_size(content: bytes, name: str) -> None:
    """Raises IntakeError for a file that is larger than any that is read."""
    if len(content) > LARGEST:
        raise IntakeError(f"{name}: the file is larger than {LARGEST // 1024**2} MiB; choose a smaller one")


def _wanted(name: str) -> str:
    """What to save a file as: the name of the choice in Excel, where it is one."""
    return "CSV UTF-8" if name.lower().endswith(".csv") else "UTF-8 text"


def read_content(path: Path) -> bytes:
    """What a file holds. Raises IntakeError, in one sentence, for one that is missing or too large."""
    try:
        if path.is_dir():
            raise IntakeError(f"{path}: this is a folder; name a file in it")
        with path.open("rb") as file:
            # Read, not asked for: devices have no size.
            content = file.read(LARGEST + 1)
        check_size(content, path.name)
        return content
    except FileNotFoundError:
        raise IntakeError(f"{path}: there is no such file; check the name and the folder") from None
    except OSError as fault:
        raise IntakeError(f"{path}: cannot be read ({fault.strerror}); check its permissions") from None
