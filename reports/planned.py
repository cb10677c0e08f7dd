"""Which rows the Plan sheet has, in which order: what was agreed, what is suggested, then the rest."""

from dataclasses import dataclass

from assessment.model import Level, PlanEntry, agreed_on
from assessment.planning import suggested
from reports.book import Book
from reports.ordering import page_order


@dataclass(frozen=True)
class PlanRow:
    """One row. `number`, from 1, as on the plan's page; none where nothing is planned and nothing suggested.

    `is_live`: it is about the weakest answer of its dimension, whichever that becomes.
    """

    number: int | None
    dimension: str
    entry: PlanEntry | None
    is_live: bool


def plan_rows(book: Book) -> list[PlanRow]:
    """The plan in its own order, then what the verdict suggests beyond it, then the other dimensions.

    Suggestions have the numbers that they get when they are added. Of the other dimensions those with nothing
    to do yet come last.
    """
    rows = [
        PlanRow(number, entry.dimension, entry, entry is agreed(book, entry.dimension))
        for number, entry in enumerate(book.plan, 1)
    ]
    planned = {entry.dimension for entry in book.plan}
    wanted = [entry.dimension for entry in suggested(book.assessment) if entry.dimension not in planned]
    rows += [PlanRow(number, dimension, None, True) for number, dimension in enumerate(wanted, len(rows) + 1)]
    live = {row.dimension for row in rows if row.is_live}
    others = [score for score in page_order(book.assessment) if score.dimension not in live]
    others.sort(key=lambda score: score.score is None)
    return rows + [PlanRow(None, score.dimension, None, True) for score in others]


def agreed(book: Book, dimension: str) -> PlanEntry | None:
    """What was agreed on the weakest answer of a dimension, which its live row is about."""
    return agreed_on(book.plan, book.questionnaire, book.assessment.response, dimension)


def wanted_level(book: Book, dimension: str) -> Level | None:
    """The level that the entry on a dimension's weakest answer is to reach, as long as it lies above that answer."""
    entry, weakest = agreed(book, dimension), book.assessment.response.weakest(book.questionnaire, dimension)
    if entry is None or weakest is None or entry.level is None or entry.level <= weakest[1]:
        return None
    return next(level for level in weakest[0].levels if level.value == entry.level)
