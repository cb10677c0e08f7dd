"""Finds the tables of an answer sheet and which row is about what: by the ids of rows, never by their position.

A row that has lost its id is known by the text of its question, if no other question has that text. A row whose id
and text belong to different questions was mixed up in sorting, so it is not read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessment.intake.answer_words import folded
from assessment.intake.sheets import Book, Grid
from assessment.model import Edition, Remark, RowKind, SheetHead, row_id
from assessment.wording import nearest, shown

# What the rows of a kind say, each under its head.
HEADS = {
    RowKind.QUESTION: (SheetHead.ANSWER, SheetHead.COMMENT),
    RowKind.DIMENSION: (SheetHead.PRIORITY, SheetHead.TARGET, SheetHead.BASIS),
    RowKind.PROFILE: (SheetHead.ANSWER,),
    RowKind.YEAR: (SheetHead.ANSWER,),
}
INPUTS = tuple(head for head in SheetHead if head is not SheetHead.ID)
# Who is assessed has a name even where a questionnaire does not ask for it.
UNIT = "unit_assessed"


@dataclass(frozen=True)
class Cell:
    """One cell that says something: where it stands, and its value, not yet understood."""

    place: str
    value: Any
    is_formula: bool = False


@dataclass
class Found:
    """What stands in a sheet: by row id and head the cells, and what had to be mended or refused on the way."""

    cells: dict[tuple[RowKind, str], dict[SheetHead, list[Cell]]] = field(default_factory=dict)
    rows: dict[tuple[RowKind, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    heads: set[SheetHead] = field(default_factory=set)
    repairs: list[Remark] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)


Columns = Mapping[SheetHead, tuple[int, ...]]


def find(book: Book, edition: Edition) -> Found:
    """Everything in all tables of a file. A row that cannot be placed is left out and named."""
    reader = _Reader(edition)
    for grid in book.grids:
        reader.read(grid)
    return reader.found


def _columns(cells: Iterable[Any]) -> Columns:
    """The columns of a row of heads, from 1; a head may stand twice."""
    columns: dict[SheetHead, tuple[int, ...]] = {}
    known = {folded(head): head for head in SheetHead}
    for at, value in enumerate(cells, 1):
        head = known.get(folded(value)) if isinstance(value, str) else None
        if head is not None:
            columns[head] = (*columns.get(head, ()), at)
    return columns


class _Reader:
    def __init__(self, edition: Edition) -> None:
        questionnaire = edition.questionnaire
        self.edition, self.found = edition, Found()
        self.known = {
            **{row_id(RowKind.QUESTION, id): (RowKind.QUESTION, id) for id in questionnaire.question},
            **{row_id(RowKind.DIMENSION, id): (RowKind.DIMENSION, id) for id in questionnaire.dimension},
            **{row_id(RowKind.PROFILE, f.id): (RowKind.PROFILE, f.id) for f in edition.profile.fields},
            row_id(RowKind.PROFILE, UNIT): (RowKind.PROFILE, UNIT),
            row_id(RowKind.YEAR): (RowKind.YEAR, ""),
        }
        self.owners: dict[RowKind, dict[str, set[str]]] = {kind: defaultdict(set) for kind in RowKind}
        for question in questionnaire.questions:
            self.owners[RowKind.QUESTION][folded(question.text)].add(question.id)
        for dimension in questionnaire.dimensions:
            for text in (dimension.label, dimension.title):
                self.owners[RowKind.DIMENSION][folded(text)].add(dimension.id)
        for asked in edition.profile.fields:
            self.owners[RowKind.PROFILE][folded(asked.label)].add(asked.id)

    def read(self, grid: Grid) -> None:
        """Read every table of one sheet."""
        headed = {at: _columns(cells) for at, cells in enumerate(grid.rows, 1) if not self._is_about_something(cells)}
        with_ids = {at: columns for at, columns in headed.items() if SheetHead.ID in columns}
        if with_ids:
            self._tables(grid, with_ids)
        elif any(SheetHead.ANSWER in columns for columns in headed.values()) and self._asks(grid):
            self._tables(grid, {at: columns for at, columns in headed.items() if columns})

    def _is_about_something(self, cells: Iterable[Any]) -> bool:
        """Whether a row has an id or the text of something asked, so that words in it that read like heads are none."""
        cells = list(cells)
        has_id = any(isinstance(value, str) and value.strip() in self.known for value in cells)
        return has_id or any(self._by_text(kind, cells) for kind in (RowKind.QUESTION, RowKind.DIMENSION))

    def _asks(self, grid: Grid) -> bool:
        """Whether a sheet without ids holds a question that can be known by its text."""
        return any(len(self._by_text(RowKind.QUESTION, cells)) == 1 for cells in grid.rows)

    def _tables(self, grid: Grid, headed: Mapping[int, Columns]) -> None:
        starts = sorted(headed)
        self._without_heads(grid, range(1, starts[0]))
        for start, end in zip(starts, [*starts[1:], len(grid.rows) + 1], strict=True):
            self.found.heads |= set(headed[start])
            for at in range(start + 1, end):
                self._row(grid, at, headed[start])

    def _without_heads(self, grid: Grid, rows: range) -> None:
        """Name the rows that have an id but stand below no heads, so that nobody knows what their cells are."""
        for at in rows:
            if any(isinstance(value, str) and value.strip() in self.known for value in grid.rows[at - 1]):
                self._refuse(grid.row(at), "the heads above this row are gone, so it cannot be read; put them back.")

    def _row(self, grid: Grid, at: int, columns: Columns) -> None:
        ids = {str(value).strip() for value in self._values(grid, at, columns, SheetHead.ID)}
        texts = [value for place, value in enumerate(grid.rows[at - 1], 1) if not self._is_input(place, columns)]
        if len(ids) > 1:
            self._refuse(grid.row(at), f"the row has two ids, {shown(min(ids))} and {shown(max(ids))}; keep one.")
        elif not ids:
            self._restore(grid, at, columns, texts)
        else:
            self._known_row(grid, at, columns, ids.pop(), texts)

    def _known_row(self, grid: Grid, at: int, columns: Columns, id: str, texts: list[Any]) -> None:
        """Take a row by its id, unless its text says that it belongs to another one."""
        found = self.known.get(id)
        if found is None:
            hint = nearest(id, self.known) or f"; this is {self.edition.questionnaire.name}"
            self._refuse(grid.row(at), f"its id {shown(id)} is not known here{hint}. The row is left out.")
        elif other := self._mixed_up(*found, texts):
            self._refuse(
                grid.row(at),
                f"its hidden id is {shown(id)}, but it reads {shown(other)}, as if only some columns had "
                "been sorted; the row is left out. Answer it in a new sheet.",
            )
        else:
            self._take(grid, at, columns, found)

    def _values(self, grid: Grid, at: int, columns: Columns, head: SheetHead) -> Iterator[Any]:
        for column in columns.get(head, ()):
            value = grid.value(at, column)
            if value is not None and str(value).strip():
                yield value

    def _is_input(self, place: int, columns: Columns) -> bool:
        return any(place in places for places in columns.values())

    def _by_text(self, kind: RowKind, texts: Iterable[Any]) -> set[str]:
        """The ids of everything of a kind whose text stands in one of these cells."""
        owners = self.owners[kind]
        found: set[str] = set()
        for text in texts:
            if isinstance(text, str) and text.strip():
                # A remark may stand below a question, on a line of its own.
                found |= owners.get(folded(text), set()) | owners.get(folded(text.strip().splitlines()[0]), set())
        return found

    def _mixed_up(self, kind: RowKind, id: str, texts: list[Any]) -> str:
        """The text of another question in a row with the id of this one; nothing where all is well."""
        others = self._by_text(kind, texts)
        if not others or id in others:
            return ""
        return next(t for t in texts if isinstance(t, str) and self._by_text(kind, [t]))

    def _restore(self, grid: Grid, at: int, columns: Columns, texts: list[Any]) -> None:
        """Know a row without an id by its text, if no two could be meant. A row that says nothing may be a heading."""
        filled = {head for head in INPUTS if any(self._values(grid, at, columns, head))}
        for kind in (RowKind.QUESTION, RowKind.PROFILE, RowKind.DIMENSION):
            fitting = filled if kind is not RowKind.QUESTION and SheetHead.ID in columns else set(columns)
            found = self._by_text(kind, texts) if fitting & set(HEADS[kind]) else set()
            if len(found) == 1:
                id = found.pop()
                self.found.repairs.append(
                    Remark(grid.row(at), f"its hidden id is gone; it is known by its text as {row_id(kind, id)}.")
                )
                self._take(grid, at, columns, (kind, id))
                return
            if found:
                break
        for head in INPUTS:
            for column in columns.get(head, ()):
                if str(grid.value(at, column) or "").strip():
                    self._refuse(grid.cell(at, column, head), "the row has no id that is known; it is left out.")

    def _take(self, grid: Grid, at: int, columns: Columns, key: tuple[RowKind, str]) -> None:
        heads = [head for head in HEADS[key[0]] if head in columns]
        if not heads:
            self._refuse(grid.row(at), "the heads of this row's columns are gone, so it cannot be read; put them back.")
            return
        self.found.rows[key].append(grid.row(at))
        kept = self.found.cells.setdefault(key, {})
        for head in heads:
            kept.setdefault(head, []).extend(self._cell(grid, at, column, head) for column in columns[head])

    def _cell(self, grid: Grid, at: int, column: int, head: SheetHead) -> Cell:
        place, shower = grid.cell(at, column, head), grid.shown_by(at, column)
        if shower and grid.value(at, column) is None:
            other = grid.cell(*shower, head)
            self._refuse(
                place, f"it is merged with {other}, so its own answer is gone; split the cells and fill it in."
            )
        return Cell(place, grid.value(at, column), (at, column) in grid.formulas)

    def _refuse(self, place: str, text: str) -> None:
        self.found.refusals.append(Remark(place, text))
