"""Right to win, zone and advice, what is close, and how far a segment is from a right to win."""

from collections.abc import Callable, Sequence

from assessment.model import RATINGS, Border, Claim, Criterion, SegmentStatus
from reports.cells import Value
from reports.segments import basis
from reports.segments.basis import zones_column
from reports.segments.book import END, MILESTONE, MUST_SERVE, OWNER, RANKED
from reports.segments.line import YES, Figure, Kind, Line, status_is
from reports.segments.spending import under_funded

LOW = min(RATINGS)


def judgements() -> list[Figure]:
    """What is said of a segment as ones and zeros."""

    def flag(key: str, formula: Callable[[Line], str], value: Callable[[Line], Value]) -> Figure:
        return Figure(key, key.capitalize(), 9, Kind.WHOLE, formula, value)

    def sum_of(line: Line, kind: str, criteria: Sequence[Criterion]) -> str:
        return "+".join(line.at(f"{kind} {criterion.id}") for criterion in criteria)

    return [
        flag("missing", lambda line: sum_of(line, "missing", line.book.rules.criteria),
             lambda line: len(line.finding.missing)),
        flag("low", lambda line: sum_of(line, "low", [c for c in line.book.rules.criteria if c.knock_out]),
             lambda line: len(line.finding.blockers)),
        flag("qualifies", _qualifies, lambda line: int(line.finding.has_right_to_win or line.finding.is_expected)),
        flag("held", lambda line: f"IF(AND({line.at('qualifies')}=1,{status_is(line, SegmentStatus.SERVED)}),1,0)",
             lambda line: int(line.finding.has_right_to_win)),
        flag("attractive", _attractive,
             lambda line: None if line.finding.attractive is None else int(line.finding.attractive)),
        flag("zone number", _zone_number,
             lambda line: line.book.rules.zones.index(line.finding.zone) + 1 if line.finding.zone else None),
        *(_closeness(border) for border in Border),
        flag("changes money", _changes_money, lambda line: int(line.finding.changes_money)),
        flag("bet", _bet, lambda line: int(line.finding.is_bet)),
        flag("under-funded", under_funded, lambda line: int(line.finding.is_under_funded)),
    ]  # fmt: skip


def _closeness(border: Border) -> Figure:
    key = f"close {border}"
    return Figure(
        key,
        key.capitalize(),
        9,
        Kind.WHOLE,
        lambda line: _close(line, border),
        lambda line: int(border in line.finding.close),
    )


def _qualifies(line: Line) -> str:
    mean, least = line.at("right to win"), line.at("minimum")
    known = f"ISNUMBER({mean}),ISNUMBER({least}),{line.at('missing')}=0"
    return f"IF(AND({known},{mean}>={line.limit('right_to_win')},{least}>={line.limit('knock_out')}),1,0)"


def _attractive(line: Line) -> str:
    mean, ranked = line.at("attractiveness"), line.at(RANKED)
    ranking = f'IF({ranked}="","",IF({ranked}="{YES}",1,0))'
    return f"IF(ISNUMBER({mean}),IF({mean}>{line.limit('attractive')},1,0),{ranking})"


def _zone_number(line: Line) -> str:
    zones = line.book.rules.zones

    def by_attractive(claim: Claim) -> str:
        numbers = [zones.index(line.book.rules.zone(claim, is_so)) + 1 for is_so in (True, False)]
        return f"IF({line.at('attractive')}=1,{numbers[0]},{numbers[1]})"

    near = f"IF({line.at('right to win')}>={line.limit('near')},{by_attractive(Claim.NEAR)},{by_attractive(Claim.FAR)})"
    return f'IF({line.at("missing")}>0,"",IF({line.at("held")}=1,{by_attractive(Claim.HELD)},{near}))'


def of_zone(line: Line, column: int) -> str:
    """Something about the zone of a segment, by its column among the rules."""
    number_of = line.at("zone number")
    return f'IF({number_of}="","",INDEX({zones_column(line.book, column)},{number_of}))'


def advice(line: Line) -> str:
    """What it makes sense to do; less where leaving is not allowed."""
    number_of = line.at("zone number")
    spares = f"INDEX({zones_column(line.book, basis.SPARES)},{number_of})=1"
    sense = f"INDEX({zones_column(line.book, basis.SENSE)},{number_of})"
    instead = basis.must_serve_cell(line.book)
    return f'IF({number_of}="","",IF({line.at(MUST_SERVE)}="{YES}",IF({spares},{instead},{sense}),{sense}))'


def _close(line: Line, border: Border) -> str:
    mean, cut, close = line.at("right to win"), line.limit("right_to_win"), line.limit("close")
    if border is Border.KNOCK_OUT:
        single = f"{line.at('low')}=1,{line.at('minimum')}={line.limit('knock_out')}-1"
        near = f"AND({mean}>={cut},{single})"
    elif border is Border.ATTRACTIVE:
        attractiveness = line.at("attractiveness")
        distance = f"ROUND(ABS({attractiveness}-{line.limit('attractive')}),2)<={close}"
        near = f"IF(ISNUMBER({attractiveness}),{distance},1=0)"
    else:
        near = f"ROUND(ABS({mean}-{cut if border is Border.RIGHT_TO_WIN else line.limit('near')}),2)<={close}"
    return f'IF({line.at("zone number")}="",0,IF({near},1,0))'


def _changes_money(line: Line) -> str:
    at_cut = f"AND({line.at(f'close {Border.RIGHT_TO_WIN}')}=1,{line.at('low')}=0)"
    crossing = f"OR({line.at(f'close {Border.KNOCK_OUT}')}=1,{at_cut})"
    return f"IF(AND({status_is(line, SegmentStatus.SERVED)},{crossing}),1,0)"


def _bet(line: Line) -> str:
    number_of = line.at("zone number")
    takes = f"INDEX({zones_column(line.book, basis.BETS)},{number_of})=1"
    declared = f'AND(TRIM({line.at(MILESTONE)})<>"",TRIM({line.at(OWNER)})<>"",ISNUMBER({line.at(END)}))'
    sensible = f"OR({takes},{status_is(line, SegmentStatus.PLANNED)})"
    return f'IF({number_of}="",0,IF(AND({line.at("held")}=0,{sensible},{declared}),1,0))'


def severity(line: Line) -> str:
    """How far a segment is from a right to win."""
    mean, least = line.at("right to win"), line.at("minimum")
    cut, knock_out = line.limit("right_to_win"), line.limit("knock_out")
    of_mean = f"({cut}-{mean})/({cut}-{LOW})"
    of_lowest = f"IF({knock_out}>{LOW},({knock_out}-{least})/({knock_out}-{LOW}),0)"
    judged = f"IF({line.at('held')}=1,0,MAX({of_mean},{of_lowest},0))"
    return f'IF(AND(ISNUMBER({mean}),ISNUMBER({least})),{judged},"")'
