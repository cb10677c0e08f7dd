"""What is said of a segment, as formulas: what it lacks, what is close, what to rate first."""

from assessment.model import RATINGS, Border, SegmentFinding, SegmentStatus, TargetingRules
from assessment.wording import listed
from reports.segments import basis, cheapest
from reports.segments.book import STATUS
from reports.segments.line import STATUS_WORDS, Line, listed_formula

# So many criteria are named before the rest is counted.
NAMED = 3
EXPECTED = "Expected right to win, unproven: there is no revenue yet that would show it."


def lacking_formula(line: Line) -> str:
    """As `lacking_words` says it."""
    blocked = f'"Blocked by "&{_blockers(line)}&"."&{cheapest.words_formula(line)}'
    average = f'"No single blocker: average "&{_average(line)}&", needs "&{line.limit("right_to_win")}&"."'
    short = f"{average}&{cheapest.words_formula(line)}"
    planned = f'{line.at(STATUS)}="{STATUS_WORDS[SegmentStatus.PLANNED]}"'
    judged = f'IF(AND({line.at("qualifies")}=1,{planned}),"{EXPECTED}",IF({line.at("low")}>0,{blocked},{short}))'
    return f'IF(OR({line.at("zone number")}="",{line.at("held")}=1),"",{judged})'


def _blockers(line: Line) -> str:
    parts = []
    for criterion in (each for each in line.book.rules.criteria if each.knock_out):
        name = basis.criterion_cell(line.book, criterion, basis.CRITERION)
        words = f'{name}&" ("&{line.rating(criterion)}&" of {max(RATINGS)})"'
        parts.append((line.at(f"low {criterion.id}"), words))
    return listed_formula(parts)


def _average(line: Line) -> str:
    """One decimal, or two where one would look like the cut."""
    mean, cut = line.at("right to win"), line.limit("right_to_win")
    tenths, cut_tenths = (f"ROUND(ROUND(100*{value},0)/10,0)" for value in (mean, cut))
    return f"IF({tenths}={cut_tenths},FIXED({mean},2,TRUE),FIXED({tenths}/10,1,TRUE))"


def close_formula(line: Line) -> str:
    """As `close_words` says it."""
    mean, attractiveness = (f"FIXED({line.at(key)},2,TRUE)" for key in ("right to win", "attractiveness"))
    words = {
        Border.RIGHT_TO_WIN: f'"right to win "&{mean}&", cut at "&{line.limit("right_to_win")}',
        Border.KNOCK_OUT: f'"one knock-out criterion one below "&{line.limit("knock_out")}',
        Border.NEAR: f'"right to win "&{mean}&", cut at "&{line.limit("near")}',
        Border.ATTRACTIVE: f'"attractiveness "&{attractiveness}&", cut at "&{line.limit("attractive")}',
    }
    marks = {border: line.at(f"close {border}") for border in Border}
    near = listed_formula([(marks[border], words[border]) for border in Border])
    return f'IF({"+".join(marks.values())}=0,"","A close call: "&{near}&".")'


def to_rate_formula(line: Line) -> str:
    """As `to_rate_words` says it."""
    total, pieces, before = line.at("missing"), [], ""
    for criterion in line.book.rules.criteria:
        mark = line.at(f"missing {criterion.id}")
        name = basis.criterion_cell(line.book, criterion, basis.CRITERION)
        if before:
            joint = f'IF({before}=0,"",IF(AND({total}<={NAMED},{before}={total}-1)," and ",", "))&'
            pieces.append(f'IF(AND({mark}=1,{before}<{NAMED}),{joint}{name},"")')
        else:
            pieces.append(f'IF({mark}=1,{name},"")')
        before = f"{before}+{mark}" if before else mark
    more = f'IF({total}>{NAMED}," and "&({total}-{NAMED})&" more","")'
    return f'IF({total}=0,"","Rate "&{"&".join(pieces)}&{more}&".")'


def to_rate_words(rules: TargetingRules, finding: SegmentFinding) -> str:
    """The criteria to rate before a segment can be placed; nothing for a placed one."""
    if not finding.missing:
        return ""
    names = {criterion.id: criterion.name for criterion in rules.criteria}
    first, rest = finding.missing[:NAMED], finding.missing[NAMED:]
    return f"Rate {listed([names[id] for id in first] + ([f'{len(rest)} more'] if rest else []))}."
