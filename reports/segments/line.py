"""One segment's row: where its inputs and figures stand, and what the formulas of it need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessment.model import Criterion, Segment, SegmentFinding, SegmentStatus, Side
from reports.cells import Value, here
from reports.segments import basis
from reports.segments.book import EVIDENCED, SPEND, STATUS, WEIGHT_ROW, SegmentBook, nearest_whole

# Spend in billionths, so that two programs sort alike; behind it room for the place of the row.
BILLION, PLACES = 10**9, 100
STATUS_WORDS = {SegmentStatus.SERVED: "Served", SegmentStatus.PLANNED: "Planned"}
YES, NO = "Yes", "No"


class Kind(StrEnum):
    """How a figure is shown."""

    WORDS = "words"
    NAME = "name"
    MEAN = "mean"
    WHOLE = "whole"
    SHARE = "share"
    RATIO = "ratio"


@dataclass(frozen=True)
class Figure:
    """A computed column: its key, head and width, its formula, and the value it has now."""

    key: str
    head: str
    width: float
    kind: Kind
    formula: Callable[["Line"], str]
    value: Callable[["Line"], Value]


@dataclass(frozen=True)
class Line:
    """A segment in the making. `columns`: figure key to its column."""

    book: SegmentBook
    finding: SegmentFinding
    row: int
    columns: Mapping[str, int]

    @property
    def segment(self) -> Segment:
        """The segment itself."""
        return self.finding.segment

    def at(self, place: int | str) -> str:
        """The address of an input, by its column, or of a figure, by its key."""
        return here(self.row, self.columns[place] if isinstance(place, str) else place)

    def all(self, key: str) -> str:
        """A figure over all segments."""
        return self.book.column(self.columns[key]).rpartition("!")[2]

    def limit(self, name: str) -> str:
        """The address of a threshold."""
        return basis.limit(self.book, name)

    def rating(self, criterion: Criterion) -> str:
        """The address of a rating as it counts: without what a planned segment is not rated by."""
        if criterion.side is Side.RIGHT_TO_WIN:
            return self.at(used_key(criterion))
        return self.at(self.book.rating_column(criterion))

    def ratings(self, side: Side) -> str:
        """The same of a whole side."""
        if side is Side.ATTRACTIVENESS:
            first, last = (here(self.row, column) for column in self.book.side_columns(side))
        else:
            ends = self.book.rules.of(side)
            first, last = self.rating(ends[0]), self.rating(ends[-1])
        return f"{first}:{last}"

    def given(self) -> str:
        """All ratings as they were given."""
        first, last = self.book.first_figure - len(self.book.criteria), self.book.first_figure - 1
        return f"{here(self.row, first)}:{here(self.row, last)}"

    def rated(self) -> str:
        """The formula for how many ratings count: of planned segments not those that need revenue."""
        columns = [self.book.rating_column(criterion) for criterion in self.book.criteria if criterion.needs_revenue]
        needing = [here(self.row, column) for column in columns]
        less = f"-IF({status_is(self, SegmentStatus.PLANNED)},COUNT({','.join(needing)}),0)" if needing else ""
        return f"COUNT({self.given()}){less}"

    def weights(self, side: Side, row: int = WEIGHT_ROW) -> str:
        """The whole weights above the ratings of a side; in other rows those of a part of it."""
        first, last = self.book.side_columns(side)
        return self.book.inputs.own_span(row, first, row, last)

    def weight(self, criterion: Criterion) -> str:
        """The whole weight above one criterion's ratings."""
        column = self.book.rating_column(criterion)
        return self.book.inputs.own_span(WEIGHT_ROW, column, WEIGHT_ROW, column).partition(":")[0]

    @property
    def used(self) -> dict[Criterion, int]:
        """The ratings that count, by criterion."""
        ratings = self.segment.ratings
        planned = self.segment.status is SegmentStatus.PLANNED
        criteria = [c for c in self.book.criteria if c.id in ratings and not (c.needs_revenue and planned)]
        return {criterion: ratings[criterion.id] for criterion in criteria}

    @property
    def applicable_knock_outs(self) -> list[Criterion]:
        """The knock-out criteria that this segment is rated by."""
        planned = self.segment.status is SegmentStatus.PLANNED
        return [c for c in self.book.criteria if c.knock_out and not (c.needs_revenue and planned)]

    def sums(self, side: Side) -> tuple[int, int]:
        """Weight times rating, and the weight of what is rated, in whole numbers."""
        rated = [(self.book.weight(c), rating) for c, rating in self.used.items() if c.side is side]
        return sum(weight * rating for weight, rating in rated), sum(weight for weight, _ in rated)

    @property
    def sort_key(self) -> int:
        """By which segments are sorted: spend, then the order of the rows."""
        place = PLACES - 1 - (self.row - self.book.first_row)
        return nearest_whole(self.segment.spend_share * BILLION) * PLACES + place

    @property
    def rank(self) -> int:
        """Its place when the largest spend comes first; of equals the first row."""
        spends = [nearest_whole(finding.segment.spend_share * BILLION) for finding in self.book.findings]
        own = self.row - self.book.first_row
        return 1 + sum((-spend, place) < (-spends[own], own) for place, spend in enumerate(spends))

    @property
    def evidenced(self) -> int:
        """How many of the ratings rest on more than opinion."""
        return evidenced(self.segment)


def used_key(criterion: Criterion) -> str:
    """The key of a rating as it counts."""
    return f"used {criterion.id}"


def evidenced(segment: Segment) -> int:
    """How many of a segment's ratings rest on more than opinion."""
    grades = [segment.evidence.get(id) for id in segment.ratings]
    return sum(1 for grade in grades if grade is not None and grade.value != "opinion")


def number(value: Fraction | int | None) -> float | None:
    """A figure as a cell holds it."""
    return None if value is None else float(value)


def listed_formula(parts: Sequence[tuple[str, str]]) -> str:
    """The formula for `a, b and c` of those words whose mark is 1; `parts`: marks with their words."""
    pieces = []
    for place, (mark, words) in enumerate(parts):
        before = "+".join(each for each, _ in parts[:place])
        after = "+".join(each for each, _ in parts[place + 1 :])
        joint = f'IF({after}=0," and ",", ")' if after else '" and "'
        lead = f'IF({before}=0,"",{joint})&' if before else ""
        pieces.append(f'IF({mark}=1,{lead}{words},"")')
    return "&".join(pieces)


def rank_formula(line: Line) -> tuple[str, str]:
    """The formulas for the sort key and for the place among all by it."""
    place = PLACES - 1 - (line.row - line.book.first_row)
    key = f"ROUND({BILLION}*{line.at(SPEND)},0)*{PLACES}+{place}"
    return key, f"RANK({line.at('sort key')},{line.all('sort key')})"


def evidenced_formula(line: Line) -> str:
    """The formula for how many ratings rest on evidence: at most those that are there."""
    return f"MIN({line.at(EVIDENCED)},{line.rated()})"


def status_is(line: Line, status: SegmentStatus) -> str:
    """The condition that the segment is served or planned; whatever is not planned is served."""
    sign = "=" if status is SegmentStatus.PLANNED else "<>"
    return f'{line.at(STATUS)}{sign}"{STATUS_WORDS[SegmentStatus.PLANNED]}"'
