"""Whose workbook it is said to be: a client's name, a line on confidentiality, a logo."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from assessment.errors import ReportError

LARGEST_LOGO = 200 * 1024
# Pixels of a side.
LEAST_SIDE, LONGEST_SIDE = 8, 4_000
PNG_BEGINS, JPEG_BEGINS, JPEG_ENDS = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd9"
# Markers of a JPEG whose segment tells the size: all kinds of frames.
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
MEND = "choose a whole PNG or JPEG file of at most 200 KiB"


@dataclass(frozen=True)
class Branding:
    """What stands on page one and in the footers beside the content; what is empty takes no space.

    `logo`: the bytes of a PNG or JPEG. Raises ReportError for any other.
    """

    client: str = ""
    confidentiality: str = ""
    logo: bytes = b""

    def __post_init__(self) -> None:
        """Refuse a logo that a workbook could not show."""
        if self.logo:
            logo_size(self.logo)

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.client.strip() or self.confidentiality.strip() or self.logo)


PLAIN = Branding()


def read_logo(path: Path) -> bytes:
    """A logo's file. Raises ReportError where it cannot be read, or is none."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_LOGO + 1)
    except OSError as fault:
        raise ReportError(f"{path}: cannot be read ({fault.strerror}); choose another file") from None
    try:
        logo_size(content)
    except ReportError as fault:
        raise ReportError(f"{path}: {fault}") from None
    return content


def logo_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG in pixels. Raises ReportError unless the file is whole and of a fit size."""
    if len(content) > LARGEST_LOGO:
        raise ReportError(f"the logo is larger than 200 KiB; {MEND}")
    try:
        size = _png_size(content) if content.startswith(PNG_BEGINS) else _jpeg_size(content)
    except (struct.error, IndexError):
        size = None
    if size is None:
        raise ReportError(f"the logo is no PNG or JPEG, or not a whole one; {MEND}")
    if not all(LEAST_SIDE <= side <= LONGEST_SIDE for side in size):
        raise ReportError(
            f"the logo has {size[0]} x {size[1]} pixels; each side must have {LEAST_SIDE} to {LONGEST_SIDE}"
        )
    return size


def _png_size(content: bytes) -> tuple[int, int] | None:
    """Every chunk must be whole, as its checksum says, and nothing may follow the last."""
    at, size = len(PNG_BEGINS), None
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(kind + body) != checksum or (kind == b"IHDR") != (size is None):
            return None
        if kind == b"IHDR":
            size = struct.unpack_from(">II", body)
        at += 12 + length
        if kind == b"IEND":
            return size if at == len(content) else None
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """The size stands in the first frame; the file must end as one does."""
    if not content.startswith(JPEG_BEGINS) or not content.endswith(JPEG_ENDS):
        return None
    at = 2
    while content[at] == 0xFF:
        marker, (length,) = content[at + 1], struct.unpack_from(">H", content, at + 2)
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
    return None
