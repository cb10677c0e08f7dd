"""Which dimensions are priorities, and where each must be."""

from assessment.model import PICKED, STARRED, Dimension, RowKind, SheetHead, row_id
from assessment.rounding import as_number
from assessment.wording import number_word
from reports.cells import here, joined, quoted
from reports.choices import from_list, from_stages, target_stage
from reports.height import BOLD_LETTERS, lines_of, row_height
from reports.sheet_to_fill import checks
from reports.sheet_to_fill.cells_to_fill import write_check
from reports.sheet_to_fill.layout import (
    ASKED,
    CHECK,
    CHOICES,
    COUNT,
    HEADER_POINTS,
    ID,
    PRIORITY,
    TARGET,
    WIDTHS,
    AnswerBook,
)
from reports.sheet_to_fill.lists import ListName
from reports.sheet_to_fill.looks import HINT_POINTS
from reports.sheet_to_fill.questions import count_now


def write(book: AnswerBook) -> None:
    """Write one row a dimension, in the order of results."""
    sheet, looks, header = book.sheet, book.looks, book.rows.picks_header
    nouns, most = book.questionnaire.dimension_nouns, book.questionnaire.verdict.priorities
    lead = (
        f"Which {nouns} matter most in the next years? Pick up to {number_word(most)} and star the one that comes "
        "first. For each, choose the stage it must reach: not everything has to be at the top."
    )
    sheet.text(header - 1, ASKED, lead, looks.small)
    sheet.text(header, ID, SheetHead.ID, looks.head)
    book.set_height(header, HEADER_POINTS)
    sheet.text(header, ASKED, "Your priorities", looks.section)
    sheet.texts(header, PRIORITY, [SheetHead.PRIORITY, "Check", SheetHead.TARGET, "Answered"], looks.head)
    _write_count(book)
    for dimension in book.questionnaire.dimensions:
        _write_dimension(book, dimension)


def _write_count(book: AnswerBook) -> None:
    """How many are picked and starred, or that it is too many."""
    rows, most = book.rows, book.questionnaire.verdict.priorities
    span = book.sheet.own_span(min(rows.picks.values()), PRIORITY, max(rows.picks.values()), PRIORITY)
    starred = f"COUNTIF({span},{quoted(STARRED)})"
    picked = f"(COUNTIF({span},{quoted(PICKED)})+{starred})"
    star = f"IF({starred}=1,{quoted(', one starred')},{quoted(', none starred')})"
    fair = joined([picked, quoted(f" of {most} picked"), star])
    none = quoted(_count_words(0, 0, most))
    formula = (
        f"IF({picked}>{most},{picked}&{quoted(f' picked: choose at most {most}')},"
        f"IF({starred}>1,{starred}&{quoted(' starred: star only one')},IF({picked}=0,{none},{fair})))"
    )
    response = book.response
    value = _count_words(len(response.priorities), 1 if response.starred in response.priorities else 0, most)
    header = rows.picks_header
    book.sheet.formula(header, CHOICES, formula, value, book.looks.head)
    excess = {
        "type": "formula",
        "criteria": f"=OR({picked}>{most},{starred}>1)",
        "format": book.looks.signal,
    }
    book.sheet.worksheet.conditional_format(header, CHOICES, header, CHOICES, excess)


def _count_words(picked: int, starred: int, most: int) -> str:
    if picked > most:
        return f"{picked} picked: choose at most {most}"
    if not picked:
        return f"None of {most} picked yet"
    return f"{picked} of {most} picked, {'one' if starred else 'none'} starred"


def _write_dimension(book: AnswerBook, dimension: Dimension) -> None:
    sheet, looks, response, row = book.sheet, book.looks, book.response, book.rows.picks[dimension.id]
    sheet.text(row, ID, row_id(RowKind.DIMENSION, dimension.id), looks.small)
    sheet.text(row, ASKED, dimension.title, looks.cell_bold)
    hint = f"At its best: {dimension.mature}" if dimension.mature else ""
    sheet.text(row, CHOICES, hint, looks.hint)
    picked = PICKED if dimension.id in response.priorities else ""
    priority = STARRED if picked and dimension.id == response.starred else picked
    sheet.text(row, PRIORITY, priority, looks.words)
    sheet.worksheet.data_validation(row, PRIORITY, row, PRIORITY, from_list(book.lists.span(ListName.PRIORITIES)))
    target = _write_target(book, row, response.targets.get(dimension.id))
    _write_check(book, row, priority, target)
    if dimension.id in book.rows.bands:
        value = count_now(book, dimension.id)
        sheet.formula(row, COUNT, here(book.rows.bands[dimension.id], CHECK), value, looks.cell_muted)
    else:
        sheet.text(row, COUNT, "", looks.cell_muted)
    lines = max(
        lines_of(hint, WIDTHS[CHOICES] - 2, HINT_POINTS),
        lines_of(dimension.title, WIDTHS[ASKED] - 2, 10, BOLD_LETTERS),
    )
    book.set_height(row, row_height(max(2, lines)))


def _write_target(book: AnswerBook, row: int, target: int | None) -> str | float | None:
    """Write a target by its stage where it stands for one, else as a number; answers with what stands there."""
    stage, questionnaire = target_stage(book.questionnaire, target), book.questionnaire
    stages = from_stages(questionnaire, book.lists.span(ListName.STAGES))
    book.sheet.worksheet.data_validation(row, TARGET, row, TARGET, stages)
    if stage is None and target is not None:
        book.sheet.number(row, TARGET, as_number(target), book.looks.value)
        return as_number(target)
    book.sheet.text(row, TARGET, stage.name if stage else "", book.looks.value)
    return stage.name if stage else None


def _write_check(book: AnswerBook, row: int, priority: str, target: str | float | None) -> None:
    lists, scale = book.lists, book.questionnaire.scale
    write_check(
        book,
        row,
        checks.pick(
            (here(row, PRIORITY), priority, lists.cells(ListName.PRIORITIES)),
            (here(row, TARGET), target, lists.cells(ListName.STAGES)),
            lists[ListName.STAGES],
            (as_number(min(scale)) or 0, as_number(max(scale)) or 0),
        ),
    )
