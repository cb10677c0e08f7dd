"""What the spend says: intensity, bets, the money line's parts, the reference split, the order of the table."""

from fractions import Fraction

from assessment.model import RATINGS, SegmentStatus
from assessment.rounding import HUNDREDTHS
from reports.segments.book import REVENUE, SIZE, SPEND
from reports.segments.line import Figure, Kind, Line, evidenced_formula, number, rank_formula, status_is

LOW, HIGH = min(RATINGS), max(RATINGS)
NEW = "new"


def under_funded(line: Line) -> str:
    """Whether too little may be spent where a segment could be funded."""
    revenue, spend = line.at(REVENUE), line.at(SPEND)
    below = f"ROUND({line.limit('under_funded_below')}*{revenue}-{spend},9)>0"
    by = f"ROUND({revenue}-{spend}-{line.limit('under_funded_by')},9)>=0"
    return f"IF(AND({line.at('held')}=1,{line.at('attractive')}=1,{below},{by}),1,0)"


def intensity(line: Line) -> str:
    """Spend over revenue."""
    revenue = line.at(REVENUE)
    return f'IF(AND({status_is(line, SegmentStatus.SERVED)},{revenue}>0),{line.at(SPEND)}/{revenue},"{NEW}")'


BET_NOTE, FUNDING_NOTE = "Declared bet", "Possibly under-funded"


def note(line: Line) -> str:
    """As `note_words` says it."""
    return f'IF({line.at("bet")}=1,"{BET_NOTE}",IF({line.at("under-funded")}=1,"{FUNDING_NOTE}",""))'


def note_words(line: Line) -> str:
    """Whether a segment is a declared bet, or possibly under-funded."""
    return BET_NOTE if line.finding.is_bet else FUNDING_NOTE if line.finding.is_under_funded else ""


def money_parts() -> list[Figure]:
    """What the money line and the indices are made of."""

    def served(line: Line) -> bool:
        return line.segment.status is SegmentStatus.SERVED

    return [
        Figure("unbacked", "Unbacked", 9, Kind.WHOLE,
               lambda line: f"IF(AND({line.at('held')}=0,{line.at('bet')}=0),1,0)",
               lambda line: int(not line.finding.has_right_to_win and not line.finding.is_bet)),
        Figure("without", "Served without", 9, Kind.WHOLE,
               lambda line: f"IF(AND({line.at('held')}=0,{status_is(line, SegmentStatus.SERVED)}),1,0)",
               lambda line: int(served(line) and not line.finding.has_right_to_win)),
        Figure("evidenced", "With evidence", 9, Kind.WHOLE, evidenced_formula, lambda line: line.evidenced),
        Figure("rated", "Rated", 9, Kind.WHOLE, lambda line: line.rated(),
               lambda line: len(line.segment.ratings)),
        Figure("pull", "Pull", 9, Kind.RATIO, _pull, lambda line: number(pull(line))),
        Figure("apart", "Apart", 9, Kind.RATIO, _apart, lambda line: number(apart(line))),
    ]  # fmt: skip


def pull(line: Line) -> Fraction | None:
    """What a segment weighs in the reference split."""
    size, finding = line.segment.accessible_size, line.finding
    if size is None or finding.attractiveness is None or finding.right_to_win is None:
        return None
    low, span = LOW * HUNDREDTHS, (HIGH - LOW) * HUNDREDTHS
    return size * Fraction(finding.attractiveness - low, span) * Fraction(finding.right_to_win - low, span)


def _pull(line: Line) -> str:
    size, attractiveness, mean = line.at(SIZE), line.at("attractiveness"), line.at("right to win")
    known = ",".join(f"ISNUMBER({each})" for each in (size, attractiveness, mean))
    product = f"{size}*({attractiveness}-{LOW})/{HIGH - LOW}*({mean}-{LOW})/{HIGH - LOW}"
    return f'IF(AND({known}),{product},"")'


def split(line: Line) -> str:
    """The part of a segment in the reference split."""
    pulls = line.all("pull")
    return f'IF(AND(COUNT({pulls})={line.book.count},SUM({pulls})>0),{line.at("pull")}/SUM({pulls}),"")'


def apart(line: Line) -> Fraction | None:
    """How far a segment's part of the attributable spend is from the reference split."""
    attributable = sum((finding.segment.spend_share for finding in line.book.findings), Fraction(0))
    split = line.finding.reference_split
    return None if split is None or not attributable else abs(line.segment.spend_share / attributable - split)


def _apart(line: Line) -> str:
    spend = line.book.column(SPEND).rpartition("!")[2]
    split = line.at("split")
    return f'IF(AND(ISNUMBER({split}),SUM({spend})>0),ABS({line.at(SPEND)}/SUM({spend})-{split}),"")'


def order() -> list[Figure]:
    """What the table is sorted by."""
    return [
        Figure("sort key", "Sort key", 9, Kind.WHOLE, lambda line: rank_formula(line)[0], lambda line: line.sort_key),
        Figure("rank", "Rank by spend", 9, Kind.WHOLE, lambda line: rank_formula(line)[1], lambda line: line.rank),
    ]
