"""The cheapest step to a right to win, in formulas: the one rating that would give it with the fewest steps up."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.model import RATINGS, Criterion, Side
from reports.cells import Value
from reports.segments import basis
from reports.segments.line import Figure, Kind, Line

# A step counts for more than any mean in hundredths.
STEP = 1000
HIGH = max(RATINGS)


@dataclass(frozen=True)
class Way:
    """One criterion's way to a right to win: the rating it needs, and the mean it leads to, in hundredths."""

    to: int
    mean: int
    leads: bool
    steps: int

    @property
    def key(self) -> int | None:
        """By which ways are compared: fewest steps, then the highest mean."""
        return self.steps * STEP - self.mean if self.leads else None


def way(line: Line, criterion: Criterion) -> Way | None:
    """A criterion's way; none where it is not rated."""
    rating, limits = line.used.get(criterion), line.book.rules.thresholds
    if rating is None:
        return None
    total, rated = line.sums(Side.RIGHT_TO_WIN)
    weight = line.book.weight(criterion)
    # The least sum that rounds up to the cut.
    lacking = (2 * limits.right_to_win - 1) * rated - 200 * total
    blocks = criterion.id in line.finding.blockers
    to = max(rating + _steps(lacking, weight), rating, limits.knock_out if blocks else 0)
    mean = (200 * (total + weight * (to - rating)) + rated) // (2 * rated)
    leads = rating < to <= HIGH and len(line.finding.blockers) == int(blocks)
    return Way(to, mean, leads, to - rating)


def _steps(lacking: int, weight: int) -> int:
    """The steps up by which a criterion makes up for what is lacking; too many where it weighs nothing."""
    if weight == 0:
        return HIGH if lacking > 0 else 0
    return -(-lacking // (200 * weight))


def figures(criteria: Sequence[Criterion]) -> list[Figure]:
    """The rating that each criterion would need, its key, and which of all is the cheapest."""
    found = [_to(criterion) for criterion in criteria]
    found += [_key(criterion) for criterion in criteria]
    return [*found, Figure("step", "Cheapest step", 9, Kind.WHOLE, _step, _step_now)]


def _to(criterion: Criterion) -> Figure:
    def formula(line: Line) -> str:
        rating, weight = line.rating(criterion), line.weight(criterion)
        lacking = f"ROUND(200*{line.limit('right_to_win')}-1,0)*{line.at('R weight')}-200*{line.at('R sum')}"
        steps = f"IF({weight}=0,IF({lacking}>0,{HIGH},0),-INT(-({lacking})/(200*{weight})))"
        needed = f"{rating}+{steps}"
        floor = f"IF({line.at(f'low {criterion.id}')}=1,{line.limit('knock_out')},0)" if criterion.knock_out else "0"
        return f'IF(ISNUMBER({rating}),MAX({needed},{rating},{floor}),"")'

    def value(line: Line) -> Value:
        found = way(line, criterion)
        return found.to if found else None

    return Figure(f"to {criterion.id}", f"{criterion.id} needed", 9, Kind.WHOLE, formula, value)


def _key(criterion: Criterion) -> Figure:
    def formula(line: Line) -> str:
        rating, to = line.rating(criterion), line.at(f"to {criterion.id}")
        own = line.at(f"low {criterion.id}") if criterion.knock_out else "0"
        leads = f"AND({to}>{rating},{to}<={HIGH},{line.at('low')}={own})"
        steps = f"({to}-{rating})"
        total, rated = line.at("R sum"), line.at("R weight")
        mean = f"ROUND(100*({total}+{line.weight(criterion)}*{steps})/{rated},0)"
        return f'IF({to}="","",IF({leads},{steps}*{STEP}-{mean},""))'

    def value(line: Line) -> Value:
        found = way(line, criterion)
        return found.key if found else None

    return Figure(f"key {criterion.id}", f"{criterion.id} key", 9, Kind.WHOLE, formula, value)


def _criteria(line: Line) -> tuple[Criterion, ...]:
    return line.book.rules.of(Side.RIGHT_TO_WIN)


def _over(line: Line, kind: str) -> str:
    """The cells of all criteria, which stand side by side."""
    ends = _criteria(line)
    return f"{line.at(f'{kind} {ends[0].id}')}:{line.at(f'{kind} {ends[-1].id}')}"


def _step(line: Line) -> str:
    keys = _over(line, "key")
    return f'IF(COUNT({keys})=0,"",MATCH(MIN({keys}),{keys},0))'


def _step_now(line: Line) -> Value:
    keys = [found.key if (found := way(line, criterion)) else None for criterion in _criteria(line)]
    known = [key for key in keys if key is not None]
    return keys.index(min(known)) + 1 if known else None


def words_formula(line: Line) -> str:
    """The sentence on the cheapest step, with a space before it."""
    step, key = line.at("step"), f"MIN({_over(line, 'key')})"
    name = f"INDEX({basis.names_of(line.book, Side.RIGHT_TO_WIN)},{step})"
    rating = f"INDEX({line.ratings(Side.RIGHT_TO_WIN)},{step})"
    to = f"INDEX({_over(line, 'to')},{step})"
    # The mean is what the key lacks to whole steps.
    mean = f"(({to}-{rating})*{STEP}-{key})"
    shown = f"FIXED(ROUND({mean}/10,0)/10,1,TRUE)"
    said = f'" Cheapest step: "&{name}&" from "&{rating}&" to "&{to}&", which makes the average "&{shown}&"."'
    return f'IF({step}=""," No single rating would give it one.",{said})'
