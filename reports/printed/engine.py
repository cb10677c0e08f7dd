"""The only place that knows the typesetter. Words reach it as data, never as part of what it interprets.

A page is a file beside this one. It cannot reach the network, and of the files only those beside it.
"""

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Literal

import typst

from reports.style import INK, LINE, MUTED, NAVY, PAPER, RUST, TEAL

HERE = Path(__file__).parent
# The fonts' packages hold each font twice, in two formats, and every weight. One file of each that is used
# makes the choice, and so the bytes, the same on every machine.
FONTS = {
    "font_source_sans_pro": ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"),
    "font_source_serif_pro": ("SourceSerifPro-Regular.ttf", "SourceSerifPro-Semibold.ttf"),
}
COLOURS = {
    "accent": TEAL,
    "target": NAVY,
    "decide": RUST,
    "ink": INK,
    "muted": MUTED,
    "line": LINE,
    "pale": "#F4F6F8",
    "paper": PAPER,
    "tint": "#BFDADD",
}
ACCESSIBLE = "ua-1"
# How the typesetter begins to say that a page is not accessible to machines that read it aloud.
NOT_ACCESSIBLE = "PDF/UA-1 error"
# The typesetter keeps what it computed until so many others were set; a page leaves 25 MB behind.
KEPT_FOR = 10
_first = Lock()

Content = Mapping[str, Any]


def pdf(page: str, content: Content, day: date) -> bytes:
    """The page as PDF/UA-1, dated `day`; the same bytes for the same content.

    Letters that no font has are boxes, which that standard forbids: then the page is only tagged, and its
    content is given `boxes`, so that it can say so.
    """
    dated = datetime.combine(day, time(), UTC)
    try:
        return _compiled(page, content, "pdf", pdf_standards=[ACCESSIBLE], timestamp=dated)
    except typst.TypstError as fault:
        if not str(fault).startswith(NOT_ACCESSIBLE):
            raise
    return _compiled(page, {**content, "boxes": True}, "pdf", timestamp=dated)


def svg(page: str, content: Content) -> bytes:
    """The page as SVG, its letters as outlines, so that it looks alike without the fonts."""
    return _compiled(page, content, "svg")


def png(page: str, content: Content, dots_per_inch: int) -> bytes:
    """The page as PNG."""
    return _compiled(page, content, "png", ppi=dots_per_inch)


def _compiled(page: str, content: Content, kind: Literal["pdf", "svg", "png"], **how: Any) -> bytes:
    words = json.dumps({"boxes": False, **content, "colours": COLOURS})
    made: bytes = typst.compile(
        HERE / page, root=HERE, font_paths=_fonts(), format=kind, sys_inputs={"content": words}, **how
    )
    _forget()
    return made


def _forget() -> None:
    """Set empty pages, which takes a few milliseconds, so that memory does not grow by ten pages."""
    for _ in range(KEPT_FOR):
        typst.compile(b"", font_paths=_fonts(), format="svg")


def _fonts() -> typst.Fonts:
    with _first:
        return _loaded()


@cache
def _loaded() -> typst.Fonts:
    """Our fonts, then those of the typesetter for letters that ours lack; none of the machine's own."""
    with TemporaryDirectory() as folder:
        for package, files in FONTS.items():
            found = find_spec(package)
            assert found is not None, f"{package} is installed"
            assert found.origin is not None, f"{package} lies in a folder"
            for file in files:
                shutil.copyfile(Path(found.origin).parent / "files" / file, Path(folder) / file)
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        # Files are read at first use: on a page that uses each, before the folder goes.
        typst.compile(HERE / "fonts.typ", root=HERE, font_paths=fonts, format="svg")
    return fonts
