"""What is said of the page of customers while it is filled in, as formulas; their values now stand elsewhere."""

from assessment.model import RATINGS, STATUS_CHOICES, SegmentRow, SegmentStatus, Side
from assessment.targeting import MOST, TOLERANCE
from reports.cells import here
from reports.sheet_to_fill.checks import UNDERSTOOD
from reports.sheet_to_fill.customers_layout import FIRST, LAST, REST, CustomersPage

NO_NAME, TO_RATE, OFF_SCALE = "Name?", " to rate", "1 to 5 only"
NO_REVENUE, NOT_RATED = "Planned: no revenue", "Planned: do not rate "


def segment(page: CustomersPage, column: int) -> str:
    """What is amiss or still to be rated in one column."""
    name, status = (here(page.row(kind), column) for kind in (SegmentRow.NAME, SegmentRow.STATUS))
    sides = [page.ratings(side, column) for side in Side]
    first, last = page.row(SegmentRow.STATUS), page.row(SegmentRow.END)
    said = f"COUNTA({here(first, column)}:{here(last, column)},{','.join(sides)})"
    planned = f'TRIM({status})="{STATUS_CHOICES[SegmentStatus.PLANNED]}"'
    needing = [c for c in page.asked.rules.criteria if c.needs_revenue]
    cells = ",".join(here(page.rating(criterion), column) for criterion in needing)
    total = len(page.asked.rules.criteria)
    whole = f"({total}-IF({planned},{len(needing)},0))" if needing else str(total)
    left = f"({whole}-COUNT({','.join(sides)}))"
    off = "+".join(f'COUNTIF({side},"<{min(RATINGS)}")+COUNTIF({side},">{max(RATINGS)}")' for side in sides)
    rated = f'IF({left}<=0,"{UNDERSTOOD}",{left}&"{TO_RATE}")'
    checked = f'IF({off}>0,"{OFF_SCALE}",{rated})'
    if needing:
        ids = needing[0].name if len(needing) == 1 else "these"
        checked = f'IF(AND({planned},COUNT({cells})>0),"{NOT_RATED}{ids}",{checked})'
    revenue = here(page.row(SegmentRow.REVENUE), column)
    checked = f'IF(AND({planned},IF(ISNUMBER({revenue}),{revenue},0)>0),"{NO_REVENUE}",{checked})'
    return f'IF(TRIM({name})="",IF({said}=0,"","{NO_NAME}"),{checked})'


def named(page: CustomersPage) -> str:
    """How many segments have a name."""
    row = page.row(SegmentRow.NAME)
    return f'COUNTIF({here(row, FIRST)}:{here(row, LAST)},"?*")&" of {MOST} named"'


def shares(page: CustomersPage, kind: SegmentRow) -> str:
    """What the shares of a row sum to."""
    row, last = page.row(kind), REST if kind is SegmentRow.SPEND else LAST
    cells = f"{here(row, FIRST)}:{here(row, last)}"
    shown = f'ROUND(100*SUM({cells}),2)&" %"'
    fits = f"ROUND(ABS(SUM({cells})-1)-{float(TOLERANCE)},9)<=0"
    return f'IF(COUNT({cells})=0,"",IF({fits},"{UNDERSTOOD} "&{shown},{shown}&": make it 100 %"))'


def rated(page: CustomersPage, side: Side) -> str:
    """How many ratings of a side there are."""
    first, last = page.band(side) + 1, page.evidence(side) - 1
    return f'COUNT({here(first, FIRST)}:{here(last, LAST)})&" rated"'
