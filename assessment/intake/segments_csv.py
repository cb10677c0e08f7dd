"""Reads segments with their shares and ratings from CSV, all problems at once.

Columns: `name`, `revenue_share`, `spend_share`, a column for each criterion, and if wanted `accessible_size`,
`status`, `must_serve`, `evidence` (what all ratings of the row rest on), `milestone`, `owner` and `end` of a declared
bet, and facts: `profit_share`, `growth` (per cent a year), `win_rate`, `retention` and `named_rivals`. A row of the
name “Not attributable” holds the spend that belongs to no segment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from assessment.errors import IntakeError, Problems
from assessment.intake.answer_values import NUMBER
from assessment.intake.segment_facts import FACTS, facts_of_rows
from assessment.intake.tables import table_rows
from assessment.model import RATINGS, Bet, Evidence, Segment, SegmentStatus, TargetingRules
from assessment.wording import listed, shown

NEEDED = ("name", "revenue_share", "spend_share")
OPTIONAL = ("accessible_size", "status", "must_serve", "evidence", "milestone", "owner", "end", *FACTS)
NOT_ATTRIBUTABLE = "not attributable"
LONGEST_NAME, LONGEST_WORDS = 80, 300
MOST_ROWS = 100
# Shares that sum to more were written in per cent.
FRACTIONS_UP_TO = 2
YES, NO = {"yes", "true", "1", "x", "y"}, {"", "no", "false", "0", "n"}

Row = Mapping[str, str]
Word = TypeVar("Word", Evidence, SegmentStatus)


@dataclass(frozen=True)
class Segments:
    """The segments of a file, and the spend that belongs to none of them."""

    segments: tuple[Segment, ...]
    not_attributable: Fraction


@dataclass(frozen=True)
class _Reader:
    rules: TargetingRules
    problems: Problems


def parse(text: str, name: str, rules: TargetingRules) -> Segments:
    """The segments in a CSV text. Raises IntakeError with every problem, each with its line.

    Whether shares sum to the whole is not looked at here.
    """
    problems = Problems(name)
    criteria = [criterion.id.casefold() for criterion in rules.criteria]
    rows = table_rows(text, NEEDED, (*NEEDED, *OPTIONAL, *criteria), "a file of segments", problems)
    rows = [(line, row) for line, row in rows if any(value.strip() for value in row.values())]
    if len(rows) > MOST_ROWS:
        problems.add("", f"{len(rows)} rows; name the segments that matter, at most {MOST_ROWS}")
    problems.raise_if_any(IntakeError)
    if not rows:
        raise IntakeError(f"{name}: there is no segment in it; write one line a segment")
    reader = _Reader(rules, problems)
    revenue, spend = (_shares(column, rows, problems) for column in ("revenue_share", "spend_share"))
    facts = facts_of_rows(rows, problems)
    segments, rest = [], Fraction(0)
    for at, (line, row) in enumerate(rows):
        if row["name"].strip().casefold() == NOT_ATTRIBUTABLE:
            _check_rest(row, line, reader)
            rest += spend[at]
        else:
            segments.append(replace(_segment(row, line, revenue[at], spend[at], reader), facts=facts[at]))
    problems.raise_if_any(IntakeError)
    return Segments(tuple(segments), rest)


def template(rules: TargetingRules) -> str:
    """A file to fill in: every column, and an example of a segment served, one planned, and the rest."""
    columns = [*NEEDED, *OPTIONAL, *(criterion.id for criterion in rules.criteria)]
    examples = (
        {"name": "Example: regional plants", "revenue_share": "100 %", "spend_share": "70 %", "status": "served"},
        {"name": "Example: hospitals", "revenue_share": "0 %", "spend_share": "20 %", "status": "planned"},
        {"name": NOT_ATTRIBUTABLE.capitalize(), "spend_share": "10 %"},
    )
    rows = [columns, *([example.get(column, "") for column in columns] for example in examples)]
    return "".join(f"{','.join(row)}\r\n" for row in rows)


def with_header(pasted: str) -> str:
    """Rows copied from a spreadsheet, with a line of headings for the columns needed where they have none."""
    text = pasted.strip("\r\n")
    first = next(iter(text.splitlines()), "")
    between = next((sign for sign in "\t;" if sign in text), ",")
    if NEEDED[0] in [value.strip().casefold() for value in first.split(between)]:
        return text
    return f"{between.join(NEEDED)}\n{text}"


def _check_rest(row: Row, line: int, reader: _Reader) -> None:
    said = [column for column, value in row.items() if value.strip() and column not in ("name", "spend_share")]
    if [column for column in said if (number := _number(row[column])) is None or number]:
        reader.problems.add(f"line {line}", "the row “Not attributable” has a spend share only; empty its other cells")


def _shares(column: str, rows: Sequence[tuple[int, Row]], problems: Problems) -> list[Fraction]:
    """The shares of a column as fractions of the whole; written as fractions or in per cent, all alike."""
    found, in_percent = [], False
    for line, row in rows:
        written = row.get(column, "").strip()
        in_percent |= written.endswith("%")
        number = _number(written.removesuffix("%").strip()) if written else Decimal(0)
        if number is None:
            problems.add(f"line {line}", f"{column} {shown(written)} is no share; write one such as 0.25 or 25 %")
        found.append(Fraction(number or 0))
    whole = 100 if in_percent or sum(found) > FRACTIONS_UP_TO else 1
    return [share / whole for share in found]


def _number(written: str) -> Decimal | None:
    """A number without a sign, with a decimal point or comma."""
    text = written.strip()
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def _segment(row: Row, line: int, revenue: Fraction, spend: Fraction, reader: _Reader) -> Segment:
    where, problems = f"line {line}", reader.problems
    name = " ".join(row["name"].split())
    if not 0 < len(name) <= LONGEST_NAME:
        problems.add(where, f"the name has {len(name)} characters; write 1 to {LONGEST_NAME}")
    ratings = _ratings(row, where, reader)
    grade = _one_of(row, "evidence", Evidence, Evidence.OPINION, where, problems)
    return Segment(
        name=name,
        revenue_share=revenue,
        spend_share=spend,
        ratings=ratings,
        evidence=dict.fromkeys(ratings, grade) if grade is not Evidence.OPINION else {},
        status=_one_of(row, "status", SegmentStatus, SegmentStatus.SERVED, where, problems),
        must_serve=_yes(row, where, problems),
        accessible_size=_size(row, where, problems),
        bet=_bet(row, where, problems),
    )


def _ratings(row: Row, where: str, reader: _Reader) -> dict[str, int]:
    found = {}
    for criterion in reader.rules.criteria:
        written = row.get(criterion.id.casefold(), "").strip()
        number = _number(written) if written else None
        if number is not None and number in RATINGS:
            found[criterion.id] = int(number)
        elif written:
            allowed = listed([*map(str, RATINGS), "blank"], "or")
            reader.problems.add(where, f"{criterion.id} is {shown(written)}; a rating is {allowed}")
    return found


def _one_of(row: Row, column: str, words: type[Word], default: Word, where: str, problems: Problems) -> Word:
    """The word of a cell; what ratings rest on may be written as a grade from 0 too."""
    written, known = row.get(column, "").strip().casefold(), list(words)
    for grade, word in enumerate(known):
        if written == word.value or (isinstance(word, Evidence) and written == str(grade)):
            return word
    if written:
        problems.add(where, f"{column} is {shown(written)}; write {listed([word.value for word in known], 'or')}")
    return default


def _yes(row: Row, where: str, problems: Problems) -> bool:
    written = row.get("must_serve", "").strip().casefold()
    if written not in YES | NO:
        problems.add(where, f"must_serve is {shown(written)}; write yes or no")
    return written in YES


def _size(row: Row, where: str, problems: Problems) -> Fraction | None:
    written = row.get("accessible_size", "").strip()
    number = _number(written) if written else None
    if written and number is None:
        problems.add(where, f"accessible_size is {shown(written)}; write a number of 0 or more, or leave it blank")
    return None if number is None else Fraction(number)


def _bet(row: Row, where: str, problems: Problems) -> Bet:
    texts = {column: " ".join(row.get(column, "").split()) for column in ("milestone", "owner")}
    for column, text in texts.items():
        if len(text) > LONGEST_WORDS:
            problems.add(
                where, f"the {column} has {len(text)} characters, at most {LONGEST_WORDS} are kept; shorten it"
            )
    written = row.get("end", "").strip()
    try:
        end = date.fromisoformat(written) if written else None
    except ValueError:
        problems.add(where, f"end is {shown(written)}; write a date such as 2027-06-30")
        end = None
    return Bet(texts["milestone"], texts["owner"], end)
