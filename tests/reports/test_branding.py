"""A client's name, a line on confidentiality and a logo: on page one and in the footers, or nowhere at all."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import ReportError
from assessment.model import Assessment, Edition, Length
from assessment.workflow.assessing import assess_file
from reports.branding import LARGEST_LOGO, PLAIN, Branding, logo_size, read_logo
from reports.scorecard import scorecard
from tests.conftest import EXAMPLES
from tests.recalculation import FORMUALIZER, assert_recalculates
from tests.responses import DAY, assessed
from tests.workbook_lint import audit, lint

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x20\x00\x40\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"
)


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 64, height: int = 32, dots: int = 0) -> bytes:
    """A grey PNG, which says its dots a metre if wanted."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    resolution = chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)) if dots else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + resolution + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


FULL = Branding("Nordic & Sons =1+1", "Confidential &D", png())


@pytest.fixture(scope="module")
def example(edition: Edition) -> Assessment:
    """The strong operator without choice."""
    return assess_file(EXAMPLES / "strong-operator.json", edition, Length.FULL, DAY)


def test_what_is_absent_takes_no_space(example: Assessment) -> None:
    """Without any the workbook is the same as ever, to the byte."""
    assert scorecard(example, (), Branding(" ", "")) == scorecard(example) == scorecard(example, (), PLAIN)


def test_it_stands_on_page_one_and_in_every_footer_as_words(example: Assessment) -> None:
    """An ampersand is one, and nothing is a code or a formula."""
    book = openpyxl.load_workbook(BytesIO(scorecard(example, (), FULL)))
    page = [cell.value for cell in book["Scorecard"][1]]
    assert str(page[0]).startswith("Nordic & Sons =1+1\nTen principles")
    assert "Confidential &D" in page
    for sheet in book:
        assert sheet.oddFooter.left.text.strip().startswith("Nordic && Sons =1+1 · Ten principles")
        assert sheet.oddFooter.right.text == "&A · Confidential &&D · Page &P of &N"


def test_the_verdict_stays_at_the_top_left(example: Assessment) -> None:
    """What a phone shows first holds the verdict beside the client's name."""
    sheet = openpyxl.load_workbook(BytesIO(scorecard(example, (), FULL)))["Scorecard"]
    words = "\n".join(str(cell.value) for row in sheet["A1:C14"] for cell in row if cell.value)
    assert example.verdict.headline in words
    assert all(f"“{quote.words}”" in words for quote in example.verdict.contradictions[0].quotes)


@pytest.mark.parametrize("logo", [png(), png(4000, 8), png(8, 400), png(64, 32, 11_811), JPEG])
def test_the_form_is_sound_and_the_logo_in_its_place(example: Assessment, logo: bytes) -> None:
    """With alternative text, within its row and columns whatever resolution it claims."""
    book = scorecard(example, (), replace(FULL, logo=logo))
    assert lint(book) == []
    assert audit(book) == []
    assert_recalculates(book, FORMUALIZER)
    with ZipFile(BytesIO(book)) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert 'descr="Logo of Nordic &amp; Sons =1+1"' in drawing
    picture = drawing.partition("<xdr:pic>")[0].rpartition("<xdr:twoCellAnchor")[2]
    rows = [int(part.partition("<")[0]) for part in picture.split("<xdr:row>")[1:]]
    columns = [int(part.partition("<")[0]) for part in picture.split("<xdr:col>")[1:]]
    assert rows == [0, 0]
    assert 14 <= columns[0] <= columns[1] <= 16
    assert scorecard(example, (), replace(FULL, logo=logo)) == book


@pytest.mark.parametrize(
    "content",
    [
        b"no",
        b"GIF89a" + b"\x00" * 30,
        png()[:-1],
        png() + b"<script>",
        png()[:60] + b"\x00" + png()[61:],
        png()[:40],
        JPEG[:-2],
        JPEG[:12],
        b"\xff\xd8\xff\xd9",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png(4001, 8),
        png(64, 7),
        png() + b"\x00" * LARGEST_LOGO,
    ],
)
def test_what_is_no_fit_picture_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    """Not a PNG or JPEG, not whole, with something behind it, too large or too small."""
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(ReportError, match="logo"):
        Branding(logo=content)
    with pytest.raises(ReportError, match=r"logo\.png: the logo"):
        read_logo(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Not a fault of the program."""
    with pytest.raises(ReportError, match="cannot be read"):
        read_logo(tmp_path / "no.png")
    path = tmp_path / "logo.png"
    path.write_bytes(png())
    assert read_logo(path) == png()


@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(content: bytes) -> None:
    """Whatever follows a right beginning: a size or a refusal."""
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        try:
            assert len(logo_size(start + content)) == 2
        except ReportError:
            continue


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_footers_are_never_too_long(other_edition: Edition, client: str, words: str) -> None:
    """Else XlsxWriter would leave them out."""
    book = scorecard(assessed(other_edition, answers={}), (), Branding(client, words))
    with ZipFile(BytesIO(book)) as parts:
        assert b"Page &amp;P of &amp;N" in parts.read("xl/worksheets/sheet1.xml")
