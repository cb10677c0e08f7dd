"""The title of page one's table: the finding that the rows bear out."""

from assessment.rounding import HUNDREDTHS, plain
from reports import profile_words, rules
from reports.book import Book
from reports.cells import quoted
from reports.ordering import WITH_GAP
from reports.profile_words import NO_SCORES
from reports.sheets import scores


def profile_title(book: Book) -> tuple[str, str]:
    """Formula and words: what is furthest from its target, else what is lowest.

    Several that differ by less than a gap that matters are named by their number, not ranked.
    """
    keys, exact = (scores.column(book, place) for place in (scores.SORT_KEY, scores.HUNDREDTHS_COLUMN))
    near = f"ROUND({HUNDREDTHS}*{rules.rule(book, 'gap_from')},0)"
    widest = f"(MAX({keys})-{WITH_GAP})"
    formula = f"IF({widest}>={near},{_by_gap(book, keys, widest, near)},{_by_score(book, exact, near)})"
    return formula, profile_words.profile_title(book.assessment)


def _by_gap(book: Book, keys: str, widest: str, near: str) -> str:
    alike = f'COUNTIF({keys},">"&(MAX({keys})-{near}))'
    label = f"INDEX({scores.column(book, scores.LABEL)},MATCH(MAX({keys}),{keys},0))"
    size = f"FIXED(ROUND({widest}/10,0)/10,1,TRUE)"
    one = f'{label}&" is furthest from its target: "&{size}&" below"'
    nouns = book.questionnaire.dimension_nouns
    several = f'{alike}&{quoted(f" {nouns} are furthest from their targets: up to ")}&{size}&" below"'
    return f"IF({alike}=1,{one},{several})"


def _by_score(book: Book, exact: str, near: str) -> str:
    alike, count = f'COUNTIF({exact},"<"&(MIN({exact})+{near}))', f"COUNT({exact})"
    place = f"MATCH(MIN({exact}),{exact},0)"
    label, shown = (f"INDEX({scores.column(book, c)},{place})" for c in (scores.LABEL, scores.SHOWN))
    nouns = book.questionnaire.dimension_nouns
    within = quoted(f" {nouns} scored lie within {plain(book.questionnaire.verdict.gap_from)} of one another")
    one = f'{label}&IF({count}=1," stands at "," is lowest at ")&{shown}'
    several = (
        f'IF({alike}={count},"All "&{alike}&{within},{alike}&{quoted(f" {nouns} are lowest, from ")}&{shown}&" up")'
    )
    return f"IF({count}=0,{quoted(NO_SCORES)},IF({alike}=1,{one},{several}))"
