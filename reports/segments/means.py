"""The means of the ratings, and which ratings they are made of."""

from assessment.model import Criterion, Part, SegmentStatus, Side
from reports.segments.book import RANKED, SegmentBook
from reports.segments.line import Figure, Kind, Line, status_is, used_key


def used(criterion: Criterion) -> Figure:
    """The rating as it counts."""

    def formula(line: Line) -> str:
        given = line.at(line.book.rating_column(criterion))
        planned = f",{status_is(line, SegmentStatus.SERVED)}" if criterion.needs_revenue else ""
        return f'IF(AND(ISNUMBER({given}){planned}),{given},"")'

    return Figure(
        used_key(criterion), f"{criterion.id} as used", 9, Kind.WHOLE, formula, lambda line: line.used.get(criterion)
    )


def sums() -> list[Figure]:
    """For each side weight times rating, and the weight of what is rated."""
    return [*_sums_of(Side.ATTRACTIVENESS, "A"), *_sums_of(Side.RIGHT_TO_WIN, "R")]


def _sums_of(side: Side, name: str) -> list[Figure]:
    return [
        Figure(f"{name} sum", f"{name}: weight × rating", 10, Kind.WHOLE,
               lambda line: f"SUMPRODUCT({line.ratings(side)},{line.weights(side)})", lambda line: line.sums(side)[0]),
        Figure(f"{name} weight", f"{name}: weight rated", 10, Kind.WHOLE,
               lambda line: f'SUMIF({line.ratings(side)},">0",{line.weights(side)})', lambda line: line.sums(side)[1]),
    ]  # fmt: skip


def composite(line: Line, side: Side) -> str:
    """The mean of a side, if enough of its weight is rated."""
    name = "A" if side is Side.ATTRACTIVENESS else "R"
    total, weight = line.at(f"{name} sum"), line.at(f"{name} weight")
    left_out = [line.weight(criterion) for criterion in line.book.rules.of(side) if criterion.needs_revenue]
    planned = f"-IF({status_is(line, SegmentStatus.PLANNED)},{'+'.join(left_out)},0)" if left_out else ""
    applicable = f"(SUM({line.weights(side)}){planned})"
    enough = f"ROUND({weight}-{line.limit('rated')}*{applicable},9)>=0"
    return f'IF(AND({weight}>0,{enough}),ROUND(100*{total}/{weight},0)/100,"")'


def part_mean(line: Line, row: int) -> str:
    """The mean of a part of the right to win, whose weights stand in a row."""
    side = Side.RIGHT_TO_WIN
    ratings, weights = line.ratings(side), line.weights(side, row)
    weight = f'SUMIF({ratings},">0",{weights})'
    return f'IF({weight}=0,"",ROUND(100*SUMPRODUCT({ratings},{weights})/{weight},0)/100)'


def minimum(line: Line) -> str:
    """The lowest knock-out rating, once all are rated."""
    knock_outs = [criterion for criterion in line.book.criteria if criterion.knock_out]
    cells = ",".join(line.rating(criterion) for criterion in knock_outs)
    without = sum(1 for criterion in knock_outs if criterion.needs_revenue)
    needed = f"{len(knock_outs)}-IF({status_is(line, SegmentStatus.PLANNED)},{without},0)"
    return f'IF(COUNT({cells})={needed},MIN({cells}),"")'


def missing(criterion: Criterion) -> Figure:
    """Whether a criterion must be rated before anything can be said."""

    def formula(line: Line) -> str:
        unrated = [f"NOT(ISNUMBER({line.rating(criterion)}))"]
        if criterion.needs_revenue:
            unrated.append(status_is(line, SegmentStatus.SERVED))
        if not criterion.knock_out:
            key = "attractiveness" if criterion.side is Side.ATTRACTIVENESS else "right to win"
            unrated += [f"NOT(ISNUMBER({line.at(key)}))", f"{line.weight(criterion)}>0"]
        if criterion.side is Side.ATTRACTIVENESS and not criterion.knock_out:
            unrated.append(f'{line.at(RANKED)}=""')
        return f"IF(AND({','.join(unrated)}),1,0)"

    return Figure(
        f"missing {criterion.id}",
        f"{criterion.id} missing",
        9,
        Kind.WHOLE,
        formula,
        lambda line: int(criterion.id in line.finding.missing),
    )


def low(criterion: Criterion) -> Figure:
    """Whether a knock-out criterion is rated too low."""

    def formula(line: Line) -> str:
        rating = line.rating(criterion)
        return f"IF(AND(ISNUMBER({rating}),{rating}<{line.limit('knock_out')}),1,0)"

    return Figure(
        f"low {criterion.id}",
        f"{criterion.id} too low",
        9,
        Kind.WHOLE,
        formula,
        lambda line: int(criterion.id in line.finding.blockers),
    )


def part_weight(book: SegmentBook, criterion: Criterion, part: Part | None) -> int:
    """A criterion's weight in a part of its side; in the whole side without one."""
    return book.weight(criterion) if part in (None, criterion.part) else 0
