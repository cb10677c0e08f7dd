"""Files that are handed in to do harm, made here so that none has to be kept; and honest ones to compare with."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

import openpyxl

from assessment.intake import markup
from assessment.intake.files import LARGEST

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>'
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MANY = markup.MOST_ELEMENTS + 1
Change = Callable[[bytes], bytes]


@cache
def honest() -> bytes:
    """A small workbook as any program writes it."""
    book = openpyxl.Workbook()
    book.active.append(["cs_id", "Answer"])
    book.active.append(["question/guards", 3])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def package(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def parts_of(book: bytes) -> dict[str, bytes]:
    """What is in a workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as given:
        return {name: given.read(name) for name in given.namelist()}


def changed(name: str, change: Change) -> bytes:
    """The honest workbook with one part changed."""
    parts = parts_of(honest())
    before = parts[name]
    parts[name] = change(before)
    assert parts[name] != before
    return package(parts)


def with_more(name: str, before: bytes, more: bytes) -> bytes:
    """The honest workbook with something more before the first of these signs in one part."""
    return changed(name, lambda content: content.replace(before, more + before, 1))


def with_parts(**added: bytes) -> bytes:
    """The honest workbook with further parts; two underscores stand for a stroke, one for a dot."""
    return package(
        {**parts_of(honest()), **{name.replace("__", "/").replace("_", "."): c for name, c in added.items()}}
    )


def with_names(*names: str) -> bytes:
    """The honest workbook with parts of just these names, as no program would write them."""
    out = io.BytesIO(honest())
    with zipfile.ZipFile(out, "a") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename = name
            made.writestr(info, b"x")
    return out.getvalue()


def in_sheet(more: bytes) -> bytes:
    """The honest workbook with further rows."""
    return with_more(SHEET, b"</sheetData>", more)


def before_margins(more: bytes) -> bytes:
    """The honest workbook with something more below its cells."""
    return with_more(SHEET, b"<pageMargins", more)


def encoded(encoding: str, declared: str = "") -> bytes:
    """A sheet with entities in another encoding."""
    text = f'<?xml version="1.0" encoding="{declared or encoding}"?>{ENTITY.decode()}<worksheet/>'
    return changed(SHEET, lambda _: text.encode(encoding))


def locked() -> bytes:
    """The mark of a password on every part."""
    content = bytearray(honest())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def sheets(count: int) -> bytes:
    """A workbook that lists so many sheets, all in one part."""
    listed = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(2, count + 2))
    relation = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    return changed(
        BOOK,
        lambda c: c.replace(b"<workbook ", b"<workbook " + relation, 1).replace(b"</sheets>", listed + b"</sheets>"),
    )


def directory(count: int) -> bytes:
    """A file whose list of parts is long, though none of them is there."""
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"x"
    listed = entry * count
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(listed), 4, 0)
    return b"PK\x03\x04" + listed + end


def old(stream: str) -> bytes:
    """The kind of file that Excel wrote until 2003, and wraps protected ones in."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def linked(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    """A relation of the sheet."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="x" Type="{base}/{kind}" Target="{target}"{mode}/>'
    content = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}'
    return with_parts(xl__worksheets___rels__sheet1_xml_rels=f"{content}</Relationships>".encode())


def with_bzip() -> bytes:
    """A part of a few hundred bytes that unpacks to 400 MB in one go."""
    out = io.BytesIO(honest())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_BZIP2) as made, made.open("xl/x.xml", "w") as part:
        block = bytes(8 * 1024**2)
        for _ in range(50):
            part.write(block)
    return out.getvalue()


FAR = "far (larger|more)"
NOT_SO = "not made like a workbook; save it anew"
OUT = "points out of the file"
ENTITIES = "declares entities"
DAMAGED, CUT = "the file is damaged", "the file is damaged or cut off"
OUTSIDE = "something stands far outside"
MACROS = "has macros"
LOCKED = "protected by a password"
NONE = "no Excel workbook"
ATTACKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", NONE),
    "larger than any": (lambda: b"x" * (LARGEST + 1), "larger than 5 MiB"),
    "400 MB of blanks": (lambda: with_parts(xl__x_xml=bytes(400 * 1024**2)), FAR),
    "many parts of 2 MB": (lambda: with_parts(**{f"xl__x{n}_xml": bytes(2 * 1024**2) for n in range(40)}), FAR),
    "packed so that it cannot be unpacked bit by bit": (
        with_bzip,
        NOT_SO,
    ),
    "a thousand parts": (lambda: with_parts(**{f"p{n}_xml": b"" for n in range(1000)}), NOT_SO),
    "a list of a hundred thousand parts": (lambda: directory(100_000), NOT_SO),
    "a cell in the last corner": (lambda: in_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), OUTSIDE),
    "a cell in the last row without a reference": (
        lambda: in_sheet(b'<row r="1048576"><c><v>1</v></c></row>'),
        OUTSIDE,
    ),
    "a text in the last column": (
        lambda: in_sheet(b'<row r="9"><c r="XFD9" t="inlineStr"><is><t>x</t></is></c></row>'),
        OUTSIDE,
    ),
    "a formula far below": (lambda: in_sheet(b'<row r="99999"><c r="A99999"><f>1+1</f></c></row>'), OUTSIDE),
    "rows backwards": (lambda: in_sheet(b'<row r="1"><c r="A1"><v>5</v></c></row>'), "rows .* are out of order"),
    "a cell nowhere": (lambda: in_sheet(b'<row r="9"><c r="AAAAA9"><v>5</v></c></row>'), "has a cell"),
    "a row nowhere": (lambda: in_sheet(b'<row r="nine"><c><v>5</v></c></row>'), DAMAGED),
    "rows without end": (lambda: in_sheet(b"<row/>" * MANY), FAR),
    "cells without end": (lambda: in_sheet(b'<row r="9">' + b"<c/>" * MANY + b"</row>"), FAR),
    "ten thousand sheets": (lambda: sheets(10_000), FAR),
    "texts without end": (
        lambda: with_parts(xl__sharedStrings_xml=b"<sst %s>%s</sst>" % (NAMESPACE, b"<si/>" * MANY)),
        FAR,
    ),
    "one text of 400 MB": (
        lambda: with_parts(xl__sharedStrings_xml=b"<sst><si><t>%s</t></si></sst>" % (b"x" * 400 * 1024**2)),
        FAR,
    ),
    "styles without end": (lambda: with_more(STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>' * 40_000), FAR),
    "number formats that take the square of their length": (
        lambda: with_more(STYLES, b"<fonts", b'<numFmt numFmtId="200" formatCode="%s"/>' % (b"[" * 100_000)),
        "a number format is longer than 255 signs",
    ),
    "a print area that takes the square of its length": (
        lambda: with_more(
            BOOK,
            b"<calcPr",
            b'<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">'
            + b"$A$1:$B$2," * 20_000
            + b"</definedName></definedNames>",
        ),
        "a name stands for more than 1000 signs",
    ),
    "a print area in pieces": (
        lambda: with_more(
            BOOK,
            b"<calcPr",
            b'<definedName name="_xlnm.Print_Area">' + b"$A$1:&#36;B$2,<!-- -->\n" * 2_000 + b"</definedName>",
        ),
        "a name stands for more than 1000 signs",
    ),
    "validations": (lambda: before_margins(b'<dataValidation sqref="A1"/>' * 40_000), FAR),
    "conditional formats": (
        lambda: before_margins(b"<conditionalFormatting><cfRule/></conditionalFormatting>" * 20_000),
        FAR,
    ),
    "merges": (lambda: before_margins(b'<mergeCell ref="A1:XFD1048576"/>' * 40_000), FAR),
    "one rule for many ranges": (lambda: before_margins(b'<x sqref="%s"/>' % (b"A1 " * 30_000)), FAR),
    "deep nesting": (lambda: before_margins(b"<a>" * 40_000 + b"</a>" * 40_000), "nested more deeply"),
    "entities": (lambda: changed(SHEET, lambda c: ENTITY + c[c.find(b"<worksheet") :]), ENTITIES),
    "entities after 64 KiB of remarks": (
        lambda: changed(SHEET, lambda c: b"<!--%s-->" % (b"x" * 65_530) + ENTITY + c[c.find(b"<worksheet") :]),
        ENTITIES,
    ),
    "a document type with an address": (
        lambda: changed(SHEET, lambda _: b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'),
        ENTITIES,
    ),
    "entities in a part with another name": (
        lambda: with_parts(xl__image_png=b"\xef\xbb\xbf \n" + ENTITY + b"<x/>"),
        ENTITIES,
    ),
    "entities in UTF-16": (lambda: encoded("utf-16"), ENTITIES),
    "entities in UTF-16 without a mark": (lambda: encoded("utf-16-be", "utf-16"), f"{ENTITIES}|{DAMAGED}"),
    "entities in UTF-32": (lambda: encoded("utf-32"), f"not written in UTF-8|{DAMAGED}"),
    "entities in UTF-7": (lambda: encoded("ascii", "utf-7"), f"not written in UTF-8|{DAMAGED}"),
    "entities in Latin-1": (lambda: encoded("latin-1"), "not written in UTF-8"),
    "entities in EBCDIC": (lambda: encoded("cp037"), DAMAGED),
    "macros": (lambda: with_parts(xl__vbaProject_bin=b"x"), MACROS),
    "macros under another name": (lambda: with_parts(xl__x_bin=old("VBA")), "has macros or another file in it"),
    "macros by their type": (
        lambda: with_more(
            TYPES, b"</Types>", b'<Override PartName="/x" ContentType="application/vnd.ms-office.vba&#80;roject"/>'
        ),
        MACROS,
    ),
    "macros by their relation": (
        lambda: linked("vbaProject", "x.bin", ""),
        MACROS,
    ),
    "an .xlsm called .xlsx": (
        lambda: changed(
            TYPES,
            lambda c: c.replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
        ),
        MACROS,
    ),
    "macros of Excel 4": (lambda: with_parts(xl__macrosheets__sheet1_xml=b"<x/>"), MACROS),
    "a password": (lambda: old("EncryptedPackage"), LOCKED),
    "a password on the parts": (locked, LOCKED),
    "an old .xls": (lambda: old("Workbook"), r"old Excel file \(.xls\); save it as .xlsx"),
    "a way up": (lambda: with_names("../../../tmp/evil"), NOT_SO),
    "a way from the root": (lambda: with_names("/etc/evil"), NOT_SO),
    "a way with backslashes": (lambda: with_names("xl\\evil.xml"), NOT_SO),
    "a drive": (lambda: with_names("C:evil.xml"), NOT_SO),
    "two parts of one name": (lambda: with_names("xl/x.xml", "xl/x.xml"), NOT_SO),
    "two parts but for capitals": (lambda: with_names("xl/Workbook.XML"), NOT_SO),
    "a link to another workbook": (
        lambda: linked("externalLink", "externalLinks/externalLink1.xml", ""),
        "takes something from another file",
    ),
    "a picture from elsewhere": (
        lambda: linked("image", "http://192.0.2.1/x.png"),
        "takes something from another file",
    ),
    "a relation to a file": (lambda: linked("image", "file:///etc/passwd", ""), OUT),
    "a relation out of the file": (lambda: linked("image", "../../../etc/passwd", ""), OUT),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(100), f"this is a PDF, {NONE}"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), f"this is a picture, {NONE}"),
    "a table": (
        lambda: b"question_id,answer\nguards,3\n",
        f"this is text, {NONE}; give a table saved as CSV the ending",
    ),
    "a web page": (lambda: b"\r\n<html><table><tr><td>3</td></tr></table></html>", f"this is a web page .*{NONE}"),
    "a web page that is a ZIP file too": (lambda: b"<html></html>" + honest(), NONE),
    "an OpenDocument file": (
        lambda: package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        f"an OpenDocument file, {NONE}",
    ),
    "another ZIP file": (lambda: package({"a.txt": b"x"}), NONE),
    "a text document": (
        lambda: changed(TYPES, lambda c: c.replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")),
        NONE,
    ),
    "cut off": (lambda: honest()[: len(honest()) // 2], CUT),
    "cut off at the end": (lambda: honest()[:-10], CUT),
    "one part damaged": (lambda: changed(SHEET, lambda c: c[:-20]), DAMAGED),
}


@cache
def attack(name: str) -> bytes:
    """The file of one attack, made once."""
    return ATTACKS[name][0]()
