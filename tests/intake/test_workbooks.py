"""Workbooks from strangers: what could harm is refused in one sentence, at once and in little memory."""

import time
import tracemalloc
from contextlib import suppress
from random import Random

import openpyxl
import pytest

from assessment.errors import IntakeError
from assessment.intake.markup import LAST_ROW
from assessment.intake.sheets import read_book
from assessment.intake.workbooks import checked
from tests.intake.hostile import (
    ATTACKS,
    NAMESPACE,
    SHEET,
    TYPES,
    attack,
    changed,
    honest,
    in_sheet,
    linked,
    package,
    parts_of,
    with_more,
    with_parts,
)

# Generous: each takes some hundredths of a second on a quiet machine.
SECONDS, MEMORY = 1.0, 16 * 1024**2


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_in_one_sentence_at_once_and_in_little_memory(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Before any other program opens it."""
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    content, words = attack(name), ATTACKS[name][1]
    began = time.process_time()
    with pytest.raises(IntakeError, match=words) as refused:
        checked(content, "mine.xlsx")
    took = time.process_time() - began
    # By itself, since counting memory takes time.
    tracemalloc.start()
    with suppress(IntakeError):
        checked(content, "mine.xlsx")
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (problem,) = refused.value.problems
    assert problem.startswith("mine.xlsx: ")
    assert problem.isprintable()
    assert (took < SECONDS, memory < MEMORY) == (True, True)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_called_a_table_is_refused_too(name: str) -> None:
    """Whatever is no text, or no table."""
    content = attack(name)
    with suppress(IntakeError):
        assert all(isinstance(value, str) for row in read_book(content, "mine.csv").grids[0].rows for value in row)


def test_honest_workbooks_pass() -> None:
    """Also with a link to click on, rows that are empty to the end, a size that is a lie, and notes."""
    for content in (
        honest(),
        linked("hyperlink", "https://example.com/?a=b"),
        in_sheet(b'<row r="1048576" ht="12.8"/>'),
        in_sheet(b'<row r="9"><c r="XFD9" s="0"/></row>'),
        changed(SHEET, lambda c: c.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')),
        with_parts(xl__drawings__vmlDrawing1_vml=b"<xml><br></xml>"),
        with_parts(xl__printerSettings__printerSettings1_bin="HP".encode("utf-16-le") + bytes(200)),
        with_parts(customXml__item1_xml='<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16")),
    ):
        assert read_book(content, "mine.xlsx").grids[0].rows[:2] == (("cs_id", "Answer"), ("question/guards", 3))


def test_a_size_that_is_a_lie_hides_nothing() -> None:
    """Readers that believe it would see one cell only."""
    small = changed(SHEET, lambda c: c.replace(b'ref="A1:B2"', b'ref="A1"'))
    assert read_book(small, "mine.xlsx").grids[0].rows[1] == ("question/guards", 3)


def test_the_last_row_that_counts_is_read() -> None:
    """What passes the guard is read: nothing in between is dropped without a word."""
    rows = read_book(in_sheet(b'<row r="%d"><c r="B%d"><v>7</v></c></row>' % (LAST_ROW, LAST_ROW)), "mine.xlsx").grids[
        0
    ]
    assert rows.value(LAST_ROW, 2) == 7


def test_the_dearest_workbook_that_passes_is_read_soon() -> None:
    """Close to every limit at once."""
    rules = b'<dataValidation sqref="A1"/>' * 3_900
    rows = b"".join(b'<row r="%d"><c r="GR%d"><v>1</v></c></row>' % (n, n) for n in range(3, LAST_ROW + 1))
    content = with_more(SHEET, b"</sheetData>", rows)
    parts = parts_of(content)
    parts[SHEET] = parts[SHEET].replace(
        b"<pageMargins", b"<dataValidations>" + rules + b"</dataValidations><pageMargins"
    )
    texts = b"<sst %s>%s</sst>" % (NAMESPACE, b"<si/>" * 35_000)
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", kind + b'spreadsheetml.sharedStrings+xml"/></Types>')
    parts["xl/sharedStrings.xml"] = texts
    began = time.process_time()
    assert len(read_book(package(parts), "mine.xlsx").grids[0].rows) == LAST_ROW
    assert time.process_time() - began < 3 * SECONDS


def test_a_file_damaged_anywhere_is_read_or_refused() -> None:
    """Never a fault of another kind."""
    random, book = Random(1), honest()
    for _ in range(400):
        damaged = bytearray(book)
        for _ in range(random.choice([1, 3, 30])):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        with suppress(IntakeError):
            read_book(bytes(damaged[: random.choice([len(book), random.randrange(len(book))])]), "mine.xlsx")


def test_markup_damaged_anywhere_is_read_or_refused() -> None:
    """The same within the parts, packed soundly again."""
    random, parts = Random(2), parts_of(honest())
    for _ in range(300):
        name = random.choice(sorted(parts))
        damaged = bytearray(parts[name])
        for _ in range(random.choice([1, 2, 5])):
            damaged[random.randrange(len(damaged))] = random.choice(b"<>\"'=/&;x0! \0")
        with suppress(IntakeError):
            read_book(package({**parts, name: bytes(damaged)}), "mine.xlsx")
