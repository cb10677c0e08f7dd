"""What follows for all segments together: the money line, the indices, the sentence, and what does not fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.model import SegmentStatus
from assessment.rounding import percent
from assessment.targeting.words import NO_SPEND
from reports.cells import Value, here
from reports.segments import basis
from reports.segments.book import NAME, REVENUE, SPEND, STATUS, SegmentBook, percent_of
from reports.segments.line import STATUS_WORDS, Line, number

TOLERANCE = "0.01"
VALUE = REVENUE
NOTHING_SAID = "Nothing can be said of all segments together yet."


@dataclass(frozen=True)
class Total:
    """A figure over all segments: its key and name, its formula, the value it has now, and how it comes about."""

    key: str
    name: str
    formula: Callable[[SegmentBook, Line], str]
    value: Callable[[SegmentBook], Value]
    words: str


def revenue(book: SegmentBook) -> Fraction:
    """The sum of the revenue shares."""
    return sum((finding.segment.revenue_share for finding in book.findings), Fraction(0))


def spend(book: SegmentBook) -> Fraction:
    """The sum of the spend shares, with what cannot be attributed."""
    return sum((finding.segment.spend_share for finding in book.findings), book.portfolio.not_attributable)


def header(book: SegmentBook) -> int:
    """The row above the figures."""
    return book.sum_row + 3


def row_of(book: SegmentBook, key: str) -> int:
    """The row of a figure."""
    return header(book) + 1 + [total.key for total in TOTALS].index(key)


def last_row(book: SegmentBook) -> int:
    """The last row of the figures."""
    return header(book) + len(TOTALS)


def cell(book: SegmentBook, key: str) -> str:
    """The address of a figure, as any sheet writes it."""
    return book.inputs.cell(row_of(book, key), VALUE)


def _own(book: SegmentBook, key: str) -> str:
    return here(row_of(book, key), VALUE)


def value_of(book: SegmentBook, key: str) -> Value:
    """The value that a figure has now."""
    return next(total for total in TOTALS if total.key == key).value(book)


def _if_ready(formula: Callable[[SegmentBook, Line], str]) -> Callable[[SegmentBook, Line], str]:
    return lambda book, line: f'IF({_own(book, "ready")}=1,{formula(book, line)},"")'


def _over(flag: str, column: int) -> Callable[[SegmentBook, Line], str]:
    def formula(book: SegmentBook, line: Line) -> str:
        return f"SUMIF({line.all(flag)},1,{_shares(book, column)})"

    return _if_ready(formula)


def _shares(book: SegmentBook, column: int) -> str:
    return book.column(column).rpartition("!")[2]


def _ready(book: SegmentBook, line: Line) -> str:
    placed = f"COUNT({line.all('zone number')})={book.count}"
    return f"IF(AND({book.count}>1,{placed}),1,0)"


def _ready_now(book: SegmentBook) -> int:
    return int(book.count > 1 and all(finding.zone for finding in book.findings))


def _severity(book: SegmentBook, line: Line) -> str:
    return f"SUMPRODUCT({_shares(book, SPEND)},{line.all('severity')},{line.all('without')})"


def _distance(book: SegmentBook, line: Line) -> str:
    known = f"COUNT({line.all('apart')})={book.count}"
    return f'IF({known},SUM({line.all("apart")})/2,"")'


def _coverage(_: SegmentBook, line: Line) -> str:
    rated = line.all("rated")
    return f'IF(SUM({rated})=0,"",SUM({line.all("evidenced")})/SUM({rated}))'


def _thin(book: SegmentBook, line: Line) -> str:
    evidenced, rated = line.all("evidenced"), line.all("rated")
    return f"IF(ROUND(SUM({evidenced})-{basis.limit(book, 'evidence')}*MAX(SUM({rated}),1),9)<0,1,0)"


def _thin_now(book: SegmentBook) -> int:
    return int((book.portfolio.coverage or 0) < book.rules.thresholds.evidence)


def _headline(book: SegmentBook, _: Line) -> str:
    """As `headline` of the engine says it."""
    thin, coverage, close = (_own(book, key) for key in ("thin", "coverage", "close"))
    unbacked, brought = _own(book, "unbacked"), _own(book, "unbacked revenue")
    lacking = f'IF({thin}=1,"could not show a right to win","hold no right to win")'
    covered = f'IF({coverage}="",0,{coverage})'
    basis_words = f'IF({thin}=1," (evidence behind "&{percent_of(covered)}&" of the ratings)","")'
    calls = f'IF({close}>0,"; "&{percent_of(close)}&" of the spend is a close call","")'
    backed, declared = _own(book, "backed"), _own(book, "bets")
    bets = f'IF({declared}>0," or a declared bet","")'
    backed_words = "All attributable customer-facing spend is backed by a right to win"
    all_backed = f'"{backed_words}"&{bets}&{basis_words}&{calls}&"."'
    none = f'IF({backed}+{declared}=0,"{NO_SPEND}",{all_backed})'
    brings = f'IF({brought}>0,"they bring "&{percent_of(brought)}&" of revenue","they bring no revenue")'
    some = (
        f'{percent_of(unbacked)}&" of customer-facing spend goes to segments where we "&{lacking}&{basis_words}'
        f'&"; "&{brings}&{calls}&"."'
    )
    return f"IF({unbacked}=0,{none},{some})"


def _problem(book: SegmentBook, _: Line) -> str:
    """What does not fit together: segments planned with revenue, then shares that miss the whole."""
    planned = f'COUNTIFS({_shares(book, STATUS)},"{_planned()}",{_shares(book, REVENUE)},">0")>0'
    parts = [f'IF({planned},"{PLANNED_PROBLEM}","")']
    for words, column in (("Revenue", REVENUE), ("Spend", SPEND)):
        total = here(book.sum_row, column)
        said = f'"{words} shares sum to "&ROUND(100*{total},2)&" %; they must sum to 100 %. "'
        parts.append(f'IF(ROUND(ABS({total}-1)-{TOLERANCE},9)>0,{said},"")')
    return f"TRIM({'&'.join(parts)})"


PLANNED_PROBLEM = "A planned segment has revenue; make it served, or leave its revenue out. "


def _planned() -> str:
    return STATUS_WORDS[SegmentStatus.PLANNED]


def _problem_now(book: SegmentBook) -> str:
    planned = [finding.segment for finding in book.findings if finding.segment.status is SegmentStatus.PLANNED]
    parts = [PLANNED_PROBLEM] if any(segment.revenue_share for segment in planned) else []
    for words, total in (("Revenue", revenue(book)), ("Spend", spend(book))):
        if abs(total - 1) > Fraction(TOLERANCE):
            parts.append(f"{words} shares sum to {percent(total)}; they must sum to 100 %. ")
    return "".join(parts).strip()


def _note(book: SegmentBook, line: Line) -> str:
    """Why nothing can be said of all together."""
    if book.count == 1:
        return f'"{ONE}"'
    left = f"({book.count}-COUNT({line.all('zone number')}))"
    said = f'{left}&" of {book.count} segments cannot be placed yet: {RATE_FIRST}"'
    return f'IF({left}=0,"",{said})'


ONE = "One segment is no portfolio: how spend is divided cannot be judged."
RATE_FIRST = "the table says what to rate first. Until then nothing is said of all together."


def _note_now(book: SegmentBook) -> str:
    if book.count == 1:
        return ONE
    left = sum(1 for finding in book.findings if finding.zone is None)
    return f"{left} of {book.count} segments cannot be placed yet: {RATE_FIRST}" if left else ""


TOTALS = (
    Total("ready", "All placed", _ready, _ready_now, "1 when every segment has a zone and there are at least two."),
    Total("thin", "Thin evidence", _thin, _thin_now, "1 when too few ratings rest on evidence."),
    Total("coverage", "Evidence behind ratings", _coverage, lambda book: number(book.portfolio.coverage),
          "Ratings with evidence over all ratings."),
    Total("backed", "Backed by a right to win", _over("held", SPEND), lambda book: number(book.portfolio.backed),
          "Spend of segments with a right to win."),
    Total("bets", "Declared bets", _over("bet", SPEND), lambda book: number(book.portfolio.declared_bets),
          "Spend with milestone, owner and end, where a bet makes sense."),
    Total("unbacked", "Unbacked", _over("unbacked", SPEND), lambda book: number(book.portfolio.unbacked),
          "The other spend of segments."),
    Total("rest", "Not attributable", lambda book, _: f"{here(book.rest_row, SPEND)}",
          lambda book: float(book.portfolio.not_attributable), "Spend that belongs to no segment."),
    Total("close", "Close calls", _over("changes money", SPEND), lambda book: number(book.portfolio.close),
          "Spend whose side of the line is a close call."),
    Total("unbacked revenue", "Revenue of the unbacked", _over("unbacked", REVENUE),
          lambda book: number(book.portfolio.unbacked_revenue), "Revenue that the unbacked spend brings."),
    Total("index", "Misallocation index", _over("without", SPEND),
          lambda book: number(book.portfolio.misallocation_index),
          "Spend of served segments without a right to win, declared bets included."),
    Total("severity", "its severity", _if_ready(_severity),
          lambda book: number(book.portfolio.misallocation_severity), "The sum of spend share × severity of those."),
    Total("revenue without", "Revenue without a right to win", _over("without", REVENUE),
          lambda book: number(book.portfolio.revenue_without_right_to_win), "Revenue of the same segments."),
    Total("distance", "Distance from reference split", _if_ready(_distance),
          lambda book: number(book.portfolio.distance), "Half the sum of the differences; blank without all sizes."),
    Total("headline", "In a sentence", _if_ready(_headline), lambda book: book.portfolio.headline or None, ""),
    Total("problem", "What does not fit", _problem, _problem_now, ""),
    Total("note", "What cannot be said", _note, _note_now, ""),
)  # fmt: skip
FLAGS, SENTENCES = ("ready", "thin"), ("headline", "problem", "note")


def write(book: SegmentBook, lines: Sequence[Line]) -> None:
    """Write every figure with what it means."""
    sheet, styles = book.inputs, book.styles
    sheet.text(header(book), NAME, "All segments together", styles.heading)
    for total in TOTALS:
        row = row_of(book, total.key)
        sheet.text(row, NAME, total.name, styles.cell_bold)
        sheet.texts(row, STATUS, ["", ""], styles.cell)
        if total.key in SENTENCES:
            style = book.looks.sentence
        else:
            style = styles.count if total.key in FLAGS else styles.share_bold
        sheet.formula(row, VALUE, total.formula(book, lines[0]), total.value(book), style)
        if total.words:
            sheet.text(row, VALUE + 1, total.words, styles.kicker)
