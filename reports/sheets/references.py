"""Reference points: published figures with base, year and interval, and what may be compared."""

from assessment.model import Badge, Reading, ReferencePoint
from reports.book import REFERENCES, Book
from reports.cells import here
from reports.height import cell_lines, lines_of, row_height

PRACTICE, OWN, PERCENT, LOW, HIGH, BASE, SIZE, SIZE_IS, YEAR, BADGE, SAID, WHY, LEAST, GREATEST = range(14)
HEADER = 4
WIDTHS = (30, 10, 8, 7, 7, 34, 8, 13, 7, 7, 36, 38)
# The 97.5th percentile of the standard normal distribution.
Z95 = "1.959963984540054"


def write(book: Book) -> None:
    """Write a row a published figure, the survey's sample, the rules and the sources."""
    _set_up(book)
    for place, reading in enumerate(book.assessment.readings):
        _write_reading(book, HEADER + 1 + place, reading)
    _write_notes(book, _write_sample(book, HEADER + 3 + len(book.assessment.readings)))


def _set_up(book: Book) -> None:
    sheet, styles = book.sheet(REFERENCES), book.styles
    for place, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.set_column(LEAST, GREATEST, 8, None, {"hidden": True})
    sheet.worksheet.freeze_panes(HEADER + 1, 1)
    sheet.worksheet.repeat_rows(HEADER)
    sheet.text(0, 0, "Reference points", styles.title)
    age = book.assessment.assessed_on.year - min(r.source.year for r in book.assessment.readings)
    sheet.text(
        1,
        0,
        f"Published figures, up to {age} years old. They are no benchmark: no score rests on them.",
        styles.kicker,
    )
    assert book.assessment.edition.references is not None, "there are readings"
    sheet.text(2, 0, book.assessment.edition.references.comparability.unit, styles.kicker)
    heads = ["Practice", "Your answer", "Said so", "from", "to", "Base", "Base size", "The size is", "Year"]
    heads += ["Badge", "What the source says", "Why not A", "Least count", "Greatest count"]
    for place, head in enumerate(heads):
        right = place in {PERCENT, LOW, HIGH, SIZE}
        sheet.text(HEADER, place, head, styles.header_right if right else styles.header)
    sheet.text(HEADER - 1, LOW, "95 % interval", styles.kicker)


def _write_reading(book: Book, row: int, reading: Reading) -> None:
    """A figure under badge C is given as text only."""
    sheet, styles, point = book.sheet(REFERENCES), book.styles, reading.point
    why = "; ".join(reading.failed)
    cells = ((why, WHY), (point.sentence, SAID), (point.base, BASE), (point.practice, PRACTICE))
    lines = max(cell_lines(text, WIDTHS[column]) for text, column in cells)
    sheet.worksheet.set_row(row, row_height(max(2, lines)))
    sheet.text(row, PRACTICE, f"{point.practice} ({point.id})", styles.cell_bold)
    sheet.text(row, OWN, reading.own, styles.cell)
    sheet.text(row, BASE, point.base, styles.cell_muted)
    sheet.number(row, YEAR, reading.source.year, styles.number)
    sheet.text(row, BADGE, reading.badge, styles.row(bold=True, align="center"))
    sheet.text(row, SAID, point.sentence, styles.cell)
    sheet.text(row, WHY, why, styles.cell_muted)
    if reading.badge is Badge.C or point.percent is None:
        for place in (PERCENT, LOW, HIGH, SIZE, SIZE_IS):
            sheet.text(row, place, "", styles.cell)
        return
    sheet.number(row, PERCENT, point.percent / 100, styles.share_bold)
    sheet.number(row, SIZE, point.base_size, styles.count)
    sheet.text(row, SIZE_IS, point.base_size_is, styles.cell_muted)
    _write_interval(book, row, reading)


def _write_interval(book: Book, row: int, reading: Reading) -> None:
    """Wilson's limits as formulas where the base is known; else the stated ones.

    The counts are the least and the greatest that round to the percentage, in whole numbers.
    """
    sheet, style = book.sheet(REFERENCES), book.styles.share
    assert reading.interval is not None, "a percentage has an interval"
    if reading.counts is None:
        for place, limit in zip((LOW, HIGH), reading.interval, strict=True):
            sheet.number(row, place, limit / 100, style)
        return
    size, twice = here(row, SIZE), f"2*ROUND(100*{here(row, PERCENT)},0)"
    least, greatest = reading.counts
    sheet.formula(row, LEAST, f"MAX(0,-INT((1-{twice})*{size}/200))", least, book.styles.count)
    sheet.formula(row, GREATEST, f"MIN({size},INT(({twice}+1)*{size}/200))", greatest, book.styles.count)
    square = f"{Z95}^2"
    for place, count, limit, sign in (
        (LOW, LEAST, reading.interval[0], "-"),
        (HIGH, GREATEST, reading.interval[1], "+"),
    ):
        share = f"{here(row, count)}/{size}"
        spread = f"{Z95}*SQRT({share}*(1-{share})/{size}+{square}/(4*{size}^2))"
        limits = f"({share}+{square}/(2*{size}){sign}{spread})/(1+{square}/{size})"
        sheet.formula(row, place, f"ROUND({limits},2)", limit / 100, style)


def _write_sample(book: Book, row: int) -> int:
    """The survey's sample, to see how far one's own cohort differs; answers with the next free row."""
    sheet, styles = book.sheet(REFERENCES), book.styles
    references = book.assessment.edition.references
    assert references is not None, "there are readings"
    if not references.sample:
        return row
    sheet.text(row, 0, "Who answered the survey, of about 161", styles.heading)
    for place, share in enumerate(references.sample, row + 1):
        words = f"{share.field}: {share.value}"
        sheet.text(place, PRACTICE, words, styles.cell)
        sheet.worksheet.set_row(place, row_height(cell_lines(words, WIDTHS[PRACTICE])))
        sheet.text(place, OWN, "", styles.cell)
        sheet.number(place, PERCENT, share.percent / 100, styles.share_bold)
        sheet.number(place, LOW, share.interval[0] / 100, styles.share)
        sheet.number(place, HIGH, share.interval[1] / 100, styles.share)
    return row + len(references.sample) + 2


def _write_notes(book: Book, row: int) -> None:
    sheet, styles = book.sheet(REFERENCES), book.styles
    references = book.assessment.edition.references
    assert references is not None, "there are readings"
    sheet.text(row, 0, "Rules and sources", styles.heading)
    notes = [*references.comparability.rules]
    notes += [point_note for reading in book.assessment.readings if (point_note := _note(reading.point))]
    for source in references.sources:
        notes.append(f"{source.id}: {source.title}, {source.publisher}, {source.year}. {source.survey}. {source.note}")
    for place, note in enumerate(notes, row + 1):
        sheet.tile((place, 0, place, SAID), note, styles.prose)
        sheet.worksheet.set_row(place, row_height(lines_of(note, sum(WIDTHS[: SAID + 1]), 10)))


def _note(point: ReferencePoint) -> str:
    return f"{point.id}: {point.note}" if point.note else ""
