"""Segments: the only sheet to fill in, with every computed figure beside its inputs."""

from datetime import date
from typing import TYPE_CHECKING

from assessment.model import RATINGS, Criterion, Part, Side
from reports.cells import Value, brief, here, literal
from reports.height import cell_lines, row_height
from reports.segments import basis, map_data, totals
from reports.segments.book import (
    END,
    EPOCH,
    EVIDENCED,
    FIRST_RATING,
    HEADER,
    MILESTONE,
    MUST_SERVE,
    NAME,
    OWNER,
    PROOF_ROW,
    RANKED,
    REASONS_ROW,
    REVENUE,
    RULES,
    SIZE,
    SPEND,
    STATUS,
    WEIGHT_ROW,
    SegmentBook,
)
from reports.segments.figures import hidden_figures, shown_figures
from reports.segments.line import NO, STATUS_WORDS, YES, Figure, Kind, Line, evidenced
from reports.segments.means import part_weight
from reports.style import RUST

if TYPE_CHECKING:
    from xlsxwriter.format import Format

HEADS = {
    NAME: ("Segment", 26),
    STATUS: ("Status", 9),
    MUST_SERVE: ("Must be served", 9),
    REVENUE: ("Revenue share", 9),
    SPEND: ("Spend share", 9),
    SIZE: ("Accessible size", 11),
    RANKED: ("Attractive by ranking", 11),
    MILESTONE: ("Bet: milestone", 24),
    OWNER: ("Bet: owner", 14),
    END: ("Bet: end", 12),
    EVIDENCED: ("Ratings with evidence", 10),
}
RATING_WIDTH, PAGES_WIDE = 10.5, 3
# Excel's limits of a message beside a cell.
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
REST = "Not attributable"
MESSAGES = {
    REVENUE: "Share of the whole company's revenue. All together make 100 %; planned segments have none.",
    SPEND: "Share of customer-facing spend: marketing, sales, service, discounts for accounts, development. "
    "With what cannot be attributed it makes 100 %.",
    SIZE: "Demand that could be reached, in any unit that all segments share. Needed by every segment for the "
    "reference split.",
    RANKED: "Only where attractiveness is not rated: whether a forced ranking puts the segment into the upper half.",
    EVIDENCED: "How many of the ratings rest on internal figures, customers or the market, not on opinion.",
    END: "The day by which the milestone is reached or the bet ends.",
}


def lines(book: SegmentBook) -> list[Line]:
    """Every segment's row."""
    columns = {figure.key: column for column, figure in _columns(book).items()}
    return [Line(book, finding, book.first_row + place, columns) for place, finding in enumerate(book.findings)]


def _columns(book: SegmentBook) -> dict[int, Figure]:
    """The computed columns: first those to read, then those they are made of."""
    return dict(enumerate([*shown_figures(), *hidden_figures(book)], book.first_figure))


def write(book: SegmentBook) -> None:
    """Write inputs and figures, then what follows for all segments together and the data of the map."""
    rows = lines(book)
    _set_up(book)
    _write_heads(book)
    for line in rows:
        _write_inputs(book, line)
        for column, figure in _columns(book).items():
            style = _style(book, figure.kind)
            book.inputs.formula(line.row, column, figure.formula(line), figure.value(line), style)
    _write_shares(book)
    totals.write(book, rows)
    map_data.write(book, rows)


def _set_up(book: SegmentBook) -> None:
    sheet, styles = book.inputs, book.styles
    shown = len(shown_figures())
    for column, (_, width) in HEADS.items():
        sheet.worksheet.set_column(column, column, width)
    sheet.worksheet.set_column(FIRST_RATING, book.first_figure - 1, RATING_WIDTH)
    for column, figure in _columns(book).items():
        hidden = {} if column < book.first_figure + shown else {"hidden": True}
        sheet.worksheet.set_column(column, column, figure.width, None, hidden)
    sheet.worksheet.freeze_panes(HEADER + 1, NAME + 1)
    sheet.worksheet.repeat_rows(HEADER)
    sheet.worksheet.repeat_columns(NAME)
    sheet.worksheet.print_area(0, 0, book.sum_row, book.first_figure + shown - 1)
    # The sheet is wide; on one page nobody could read it.
    sheet.worksheet.fit_to_pages(PAGES_WIDE, 0)
    sheet.worksheet.set_zoom(85)
    sheet.text(0, 0, "Segments", styles.title)
    problem = totals.cell(book, "problem")
    sheet.formula(2, 0, problem, totals.value_of(book, "problem"), styles.make(bold=True, font_color=RUST))
    top, middle, bottom = RATINGS[0], RATINGS[len(RATINGS) // 2], RATINGS[-1]
    sheet.text(
        1,
        0,
        "Cream cells are to fill in: a row a segment. Every figure, table and chart follows. What a rating of "
        f"{top}, {middle} and {bottom} means shows when its cell is chosen, and stands on {RULES}; "
        "leave blank what cannot be rated.",
        styles.kicker,
    )


def _write_heads(book: SegmentBook) -> None:
    sheet, styles = book.inputs, book.styles
    numbers = {REVENUE, SPEND, SIZE, EVIDENCED}
    for column, (head, _) in HEADS.items():
        sheet.text(HEADER, column, head, styles.header_right if column in numbers else styles.header)
    for row, words, part in (
        (WEIGHT_ROW, "Weight of each rating, as a whole number", None),
        (REASONS_ROW, "of those, for the reasons of a right to win", Part.REASONS),
        (PROOF_ROW, "and for its proof", Part.PROOF),
    ):
        sheet.text(row, MILESTONE, words, styles.kicker)
        for criterion in book.criteria:
            _write_weight(book, row, criterion, part)
    for criterion in book.criteria:
        sheet.text(HEADER, book.rating_column(criterion), f"{criterion.id} {criterion.name}", book.looks.rating_head)
    for column, figure in _columns(book).items():
        is_text = figure.kind in (Kind.WORDS, Kind.NAME)
        sheet.text(HEADER, column, figure.head, styles.header if is_text else styles.header_right)
    heads = [f"{criterion.id} {criterion.name}" for criterion in book.criteria]
    sheet.worksheet.set_row(HEADER, row_height(max(cell_lines(head, RATING_WIDTH * 0.85) for head in heads)))


def _write_weight(book: SegmentBook, row: int, criterion: Criterion, part: Part | None) -> None:
    if part is not None and criterion.side is Side.ATTRACTIVENESS:
        return
    column, weight = book.rating_column(criterion), part_weight(book, criterion, part)
    if part in (None, criterion.part):
        source = basis.criterion_cell(book, criterion, basis.WHOLE)
        book.inputs.formula(row, column, source, weight, book.looks.weight)
    else:
        book.inputs.number(row, column, 0, book.looks.weight)


def _write_inputs(book: SegmentBook, line: Line) -> None:
    looks, styles = book.looks, book.styles
    formats = {REVENUE: looks.share, SPEND: looks.share, SIZE: looks.number, END: styles.agreed_day}
    formats |= {EVIDENCED: looks.number}
    formats |= {book.rating_column(criterion): looks.rating for criterion in book.criteria}
    for column, given in _inputs(book, line).items():
        if isinstance(given, str):
            book.inputs.text(line.row, column, given, styles.agreed)
        else:
            book.inputs.number(line.row, column, given, formats[column])
    _write_rules(book, line.row)
    book.inputs.worksheet.set_row(line.row, _height(line))


def write_exported(book: SegmentBook, line: Line, row: int) -> None:
    """Write the inputs of a segment once more, into another row, where nobody changes them."""
    shares = {REVENUE: book.styles.share, SPEND: book.styles.share}
    for column, given in _inputs(book, line).items():
        if isinstance(given, str):
            book.inputs.text(row, column, given, book.styles.cell_muted)
        else:
            book.inputs.number(row, column, given, shares.get(column, book.styles.count))


def _inputs(book: SegmentBook, line: Line) -> dict[int, str | float | None]:
    """What stands in the cells to fill in, by column."""
    segment = line.segment
    ranked = "" if segment.is_attractive is None else YES if segment.is_attractive else NO
    size, end = segment.accessible_size, segment.bet.end
    return {
        NAME: segment.name,
        STATUS: STATUS_WORDS[segment.status],
        MUST_SERVE: YES if segment.must_serve else NO,
        RANKED: ranked,
        # White space alone says nothing; formulas would not see all of it.
        MILESTONE: segment.bet.milestone.strip(),
        OWNER: segment.bet.owner.strip(),
        REVENUE: float(segment.revenue_share),
        SPEND: float(segment.spend_share),
        SIZE: None if size is None else float(size),
        END: None if end is None else (end - EPOCH).days,
        EVIDENCED: evidenced(segment),
        **{book.rating_column(criterion): segment.ratings.get(criterion.id) for criterion in book.criteria},
    }


def _height(line: Line) -> float:
    """Room for the longest of its texts."""
    texts: list[tuple[Value, float]] = [
        (literal(line.segment.name), HEADS[NAME][1]),
        (literal(line.segment.bet.milestone), HEADS[MILESTONE][1]),
        (literal(line.segment.bet.owner), HEADS[OWNER][1]),
    ]
    texts += [(figure.value(line), figure.width) for figure in shown_figures() if figure.kind is Kind.WORDS]
    return row_height(max(2, *(cell_lines(str(text or ""), width) for text, width in texts)))


def _write_rules(book: SegmentBook, row: int) -> None:
    """What may be typed where, and what it means."""
    lists = {STATUS: list(STATUS_WORDS.values()), MUST_SERVE: [YES, NO], RANKED: [YES, NO]}
    rules: dict[int, dict[str, object]] = {
        column: {"validate": "list", "source": source} for column, source in lists.items()
    }
    for column, most in ((REVENUE, 1), (SPEND, 1)):
        rules[column] = _between(0, most, "a share from 0 % to 100 %")
    rules[SIZE] = {"validate": "decimal", "criteria": ">=", "value": 0, **_stop("a number of 0 or more")}
    rules[END] = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), **_stop("a date")}
    whole = _between(0, len(book.criteria), f"a whole number from 0 to {len(book.criteria)}")
    rules[EVIDENCED] = {**whole, "validate": "integer"}
    for column, message in MESSAGES.items():
        rules[column] |= _message(HEADS[column][0], message)
    for criterion in book.criteria:
        rules[book.rating_column(criterion)] = {
            "validate": "list",
            "source": [str(rating) for rating in RATINGS],
            **_stop(f"a whole number from {min(RATINGS)} to {max(RATINGS)}, or leave it blank"),
            **_message(f"{criterion.id} {criterion.name}", _anchors(criterion)),
        }
    for column, rule in rules.items():
        book.inputs.worksheet.data_validation(row, column, row, column, rule)


def _between(least: int, most: int, words: str) -> dict[str, object]:
    return {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": most, **_stop(words)}


def _stop(words: str) -> dict[str, object]:
    return {"error_title": "Cannot be used here", "error_message": f"Please write {words}."}


def _message(title: str, words: str) -> dict[str, object]:
    return {"input_title": brief(title, LONGEST_TITLE), "input_message": brief(words, LONGEST_MESSAGE)}


def _anchors(criterion: Criterion) -> str:
    anchors = zip((1, 3, 5), (criterion.low, criterion.middle, criterion.high), strict=True)
    return "\n".join(f"{rating}: {words}" for rating, words in anchors)


def _style(book: SegmentBook, kind: Kind) -> "Format":
    styles = book.styles
    return {
        Kind.WORDS: styles.cell,
        Kind.NAME: styles.cell_bold,
        Kind.MEAN: styles.figure_exact,
        Kind.WHOLE: styles.count,
        Kind.SHARE: styles.share,
        Kind.RATIO: book.looks.ratio,
    }[kind]


def _write_shares(book: SegmentBook) -> None:
    """The spend that belongs to no segment, and the sums."""
    sheet, styles, row = book.inputs, book.styles, book.rest_row
    sheet.text(row, NAME, REST, styles.cell_bold)
    sheet.texts(row, STATUS, ["", "", ""], styles.cell)
    sheet.number(row, SPEND, float(book.portfolio.not_attributable), book.looks.share)
    sheet.worksheet.data_validation(row, SPEND, row, SPEND, _between(0, 1, "a share from 0 % to 100 %"))
    sheet.text(book.sum_row, NAME, "All", styles.cell_bold)
    sheet.texts(book.sum_row, STATUS, ["", ""], styles.cell)
    for column, last, value in (
        (REVENUE, book.last_row, totals.revenue(book)),
        (SPEND, book.rest_row, totals.spend(book)),
    ):
        area = f"{here(book.first_row, column)}:{here(last, column)}"
        sheet.formula(book.sum_row, column, f"SUM({area})", float(value), book.looks.sum)
