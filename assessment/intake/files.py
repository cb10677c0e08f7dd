"""Reads a file that somebody handed in: its size, its encoding, nothing of its meaning."""

from pathlib import Path

from assessment.errors import IntakeError

LARGEST = 5 * 1024 * 1024
SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or another ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Excel or a password-protected file",
    b"%PDF": "a PDF",
}


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without byte order mark.

    Raises IntakeError, in one sentence, for a file that is missing, too large, empty, binary
    or in another encoding.
    """
    content = _read(path)
    if not content.strip():
        raise IntakeError(f"{path.name}: the file is empty; fill it in and try again")
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            raise IntakeError(f"{path.name}: this is {kind}, not text; save it as CSV (UTF-8) and try again")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise IntakeError(f"{path.name}: the file is in UTF-16; save it as UTF-8 and try again")
    if b"\x00" in content:
        raise IntakeError(f"{path.name}: the file is binary, not text; hand in a text file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise IntakeError(
            f"{path.name}, line {line}: a character is not in UTF-8 (byte {content[fault.start]:#04x}); "
            "save the file as UTF-8 (in Excel: CSV UTF-8) and try again"
        ) from None


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise IntakeError(f"{path}: this is a folder; name a file in it")
        if path.stat().st_size > LARGEST:
            raise IntakeError(f"{path.name}: the file is larger than {LARGEST // 1024**2} MiB; is it the right one?")
        return path.read_bytes()
    except FileNotFoundError:
        raise IntakeError(f"{path}: there is no such file; check the name and the folder") from None
    except OSError as fault:
        raise IntakeError(f"{path}: cannot be read ({fault.strerror}); check its permissions") from None
