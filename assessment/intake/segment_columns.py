"""Finds the page of customers in a filled sheet: which column is about which segment, which row about what.

Columns are known by their keys and rows by their ids, never by their position; a row that has lost its id is known
by its words. A column that stands twice is read once, if both say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.intake.answer_tables import Cell, Found
from assessment.intake.answer_words import folded
from assessment.intake.sheets import Book, Grid
from assessment.model import (
    KNOWN_SEGMENT,
    NEW_SEGMENT,
    REST_KEY,
    SEGMENT_ROW_WORDS,
    SEGMENTS_ID,
    Remark,
    Side,
    TargetingRules,
    evidence_row,
    rating_row,
)
from assessment.wording import shown

# What a column says, by the id of the row; empty cells are left out.
Said = dict[str, Cell]


@dataclass(frozen=True)
class _Head:
    """Where the page begins: the row of the keys, the column of the ids, the column of each key; all from 1."""

    row: int
    ids: int
    keys: dict[int, str]


def pages(book: Book) -> tuple[Grid, ...]:
    """The sheets that are pages of customers."""
    return tuple(grid for grid in book.grids if _head(grid) is not None)


def without_pages(book: Book) -> Book:
    """All other sheets, for whoever looks for answers."""
    return Book(tuple(grid for grid in book.grids if _head(grid) is None), book.properties)


def columns(book: Book, rules: TargetingRules, found: Found) -> dict[str, Said]:
    """What each column says, by its key. What cannot be placed is left out and named."""
    kept: dict[str, Said] = {}
    twice: set[str] = set()
    for grid in pages(book):
        for key, said in _columns(grid, rules, found):
            if key in kept and _values(kept[key]) != _values(said):
                twice.add(key)
                places = " and ".join(next(iter(each.values())).place for each in (kept[key], said) if each)
                found.refusals.append(
                    Remark(places, "two columns have the same hidden key and differ, so neither is taken; keep one.")
                )
            kept.setdefault(key, said)
    return {key: said for key, said in kept.items() if key not in twice}


def _values(said: Said) -> dict[str, object]:
    return {id: cell.value for id, cell in said.items()}


def _head(grid: Grid) -> _Head | None:
    for at, cells in enumerate(grid.rows, 1):
        texts = {place: value.strip() for place, value in enumerate(cells, 1) if isinstance(value, str)}
        ids = [place for place, text in texts.items() if text == SEGMENTS_ID]
        keys = {place: text for place, text in texts.items() if _is_key(text)}
        # A segment may bear any name, but then no keys stand beside it.
        if ids and keys:
            return _Head(at, ids[0], keys)
    return None


def _is_key(text: str) -> bool:
    return text == REST_KEY or text.startswith((KNOWN_SEGMENT, NEW_SEGMENT))


def _columns(grid: Grid, rules: TargetingRules, found: Found) -> Iterator[tuple[str, Said]]:
    head = _head(grid)
    assert head is not None, "only pages of customers are read"
    rows = dict(_rows(grid, head, rules, found))
    for column, key in head.keys.items():
        said: Said = {}
        for at, id in rows.items():
            if cell := _cell(grid, at, column, found):
                said[id] = cell
        yield key, said


def _rows(grid: Grid, head: _Head, rules: TargetingRules, found: Found) -> Iterator[tuple[int, str]]:
    """The rows that say something, each with its id; one that stands twice is read where it stands first."""
    words = _words(rules)
    seen: set[str] = set()
    for at in range(head.row + 1, len(grid.rows) + 1):
        own = grid.value(at, head.ids)
        id = own.strip() if isinstance(own, str) else ""
        is_filled = any(_is_said(grid.value(at, column)) for column in head.keys)
        if not id and is_filled:
            id = _restored(grid, at, head, words, found)
        if not id:
            continue
        if id not in words.values():
            if is_filled:
                found.refusals.append(Remark(grid.row(at), f"its id {shown(id)} is not known here; it is left out."))
        elif id in seen:
            found.refusals.append(Remark(grid.row(at), f"{shown(id)} stands twice; the first row was taken."))
        else:
            seen.add(id)
            yield at, id


def _restored(grid: Grid, at: int, head: _Head, words: dict[str, str], found: Found) -> str:
    """The id of a row by its words; nothing for rows of heads and checks, which say nothing of their own."""
    inputs = set(head.keys)
    cells = enumerate(grid.rows[at - 1], 1)
    texts = [value for place, value in cells if place not in inputs and isinstance(value, str)]
    ids = {words[folded(text)] for text in texts if folded(text) in words}
    if len(ids) != 1:
        return ""
    id = ids.pop()
    found.repairs.append(Remark(grid.row(at), f"its hidden id is gone; it is known by its words as {id}."))
    return id


def _words(rules: TargetingRules) -> dict[str, str]:
    """The words by which a row is known, and its id; rows that share their words are known by id only."""
    words = {folded(text): str(kind) for kind, text in SEGMENT_ROW_WORDS.items()}
    words |= {folded(criterion.name): rating_row(criterion.id) for criterion in rules.criteria}
    return words | {evidence_row(side): evidence_row(side) for side in Side}


def _cell(grid: Grid, at: int, column: int, found: Found) -> Cell | None:
    """A cell that says something. What a merged range hides, and a formula without a value, is refused."""
    value, place = grid.value(at, column), grid.cell(at, column, "")
    is_formula = (at, column) in grid.formulas
    if value is None and (shower := grid.shown_by(at, column)):
        other = grid.cell(*shower, "")
        found.refusals.append(Remark(place, f"it is merged with {other}, so its own words are gone; split the cells."))
    elif not _is_said(value) and is_formula:
        found.refusals.append(Remark(place, "it holds a formula without a value; write the words themselves."))
    return Cell(place, value, is_formula) if _is_said(value) else None


def _is_said(value: object) -> bool:
    return value is not None and bool(str(value).strip())
