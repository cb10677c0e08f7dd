"""Segments from CSV: shares in either form, the spend that belongs to none, every fault with its line."""

from datetime import date
from fractions import Fraction

import pytest

from assessment.errors import IntakeError
from assessment.intake.segments_csv import Segments, parse
from assessment.model import Bet, Evidence, SegmentStatus
from assessment.workflow import targeting

RULES = targeting.rules()
HEAD = "name,revenue_share,spend_share"
ALL = f"{HEAD},accessible_size,status,must_serve,A1,A2,A3,A4,A5,A6,R1,R2,R3,R4,R5,R6"


def read(text: str) -> Segments:
    """The segments of a text."""
    return parse(text, "s.csv", RULES)


def refused(text: str) -> tuple[str, ...]:
    """The problems of a text."""
    with pytest.raises(IntakeError) as fault:
        read(text)
    return fault.value.problems


def test_a_row_holds_shares_ratings_and_what_else_is_known() -> None:
    """By the names of the columns, in any order and case."""
    text = (
        "NAME,R1,revenue_share,spend_share,status,must_serve,accessible_size,A1,milestone,owner,end,evidence\n"
        " Core   plants ,4,0.6,0.5,Served,yes,12.5,5,Ten customers,Ana,2027-06-30,market\n"
        "Web,,0.4,0.5,planned,,,,,,,\n"
    )
    core, web = read(text).segments
    assert (core.name, core.revenue_share, core.spend_share) == ("Core plants", Fraction(3, 5), Fraction(1, 2))
    assert (core.ratings, core.evidence) == ({"A1": 5, "R1": 4}, {"A1": Evidence.MARKET, "R1": Evidence.MARKET})
    assert (core.status, core.must_serve, core.accessible_size) == (SegmentStatus.SERVED, True, Fraction(25, 2))
    assert core.bet == Bet("Ten customers", "Ana", date(2027, 6, 30))
    assert (web.status, web.ratings, web.accessible_size, web.bet) == (SegmentStatus.PLANNED, {}, None, Bet())


@pytest.mark.parametrize(
    "rows",
    [
        "A,0.25,0.5\nB,0.75,0.5",
        "A,25,50\nB,75,50",
        "A,25 %,50%\nB,75%,50 %",
        "A,.25,0.50\nB,0.75,.5",
    ],
)
def test_shares_may_be_fractions_or_per_cent(rows: str) -> None:
    """Column by column; all the same in the end."""
    first, second = read(f"{HEAD}\n{rows}\n").segments
    assert (first.revenue_share, second.revenue_share) == (Fraction(1, 4), Fraction(3, 4))
    assert first.spend_share == second.spend_share == Fraction(1, 2)


def test_a_semicolon_table_with_decimal_commas_is_read_too() -> None:
    """As German spreadsheets write it, with the mark of the encoding cut off before."""
    (only,) = read(f"{HEAD.replace(',', ';')};R1\nA;1,0;100,00 %;4\n").segments
    assert [only.revenue_share, only.spend_share] == [1, 1]
    assert only.ratings == {"R1": 4}


def test_spend_that_belongs_to_no_segment_has_a_row_of_its_own() -> None:
    """With a spend share only."""
    found = read(f"{HEAD},R1\nA,100,70,3\nNot attributable,,30,\n")
    assert (len(found.segments), found.not_attributable) == (1, Fraction(3, 10))
    assert refused(f"{HEAD},R1\nA,100,70,3\nnot Attributable,,30,2\n") == (
        "s.csv, line 3: the row “Not attributable” has a spend share only; empty its other cells",
    )


def test_a_status_is_a_word_and_a_grade_may_be_a_number() -> None:
    """A 1 may stand for served as well as for planned."""
    (only,) = read(f"{HEAD},evidence,R1\nA,1,1,2,4\n").segments
    assert only.evidence == {"R1": Evidence.MARKET}
    assert refused(f"{HEAD},status\nA,1,1,1\n") == ("s.csv, line 2: status is '1'; write served or planned",)


def test_all_problems_come_at_once_each_with_its_line() -> None:
    """And how to mend it."""
    text = (
        f"{HEAD},status,must_serve,accessible_size,evidence,end,A1,R1\n"
        ",x,0.5,gone,perhaps,-3,hearsay,June,6,2.5\n"
        f"{'N' * 81},0.5,0.5,,,,,,,\n"
    )
    found = refused(text)
    assert [problem.partition(": ")[0] for problem in found] == ["s.csv, line 2"] * 9 + ["s.csv, line 3"]
    for what in (
        "revenue_share 'x' is no share; write one such as 0.25 or 25 %",
        "the name has 0 characters; write 1 to 80",
        "A1 is '6'; a rating is 1, 2, 3, 4, 5 or blank",
        "R1 is '2.5'",
        "evidence is 'hearsay'; write opinion, internal or market",
        "status is 'gone'; write served or planned",
        "must_serve is 'perhaps'; write yes or no",
        "accessible_size is '-3'; write a number of 0 or more, or leave it blank",
        "end is 'june'; write a date such as 2027-06-30".replace("june", "June"),
        "the name has 81 characters",
    ):
        assert any(what in problem for problem in found), what


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column 'name' is missing"),
        (f"{HEAD}\n", "there is no segment in it"),
        (f"{HEAD},R9\nA,1,1,3\n", "unknown column 'r9'"),
        ("name,revenue_share\nA,1\n", "column 'spend_share' is missing"),
        (f"{HEAD}\n" + "A,1,1\n" * 101, "101 rows"),
        (f'{HEAD}\n"A,1,1\n', "not readable as CSV"),
    ],
)
def test_what_is_no_table_of_segments_is_refused(text: str, said: str) -> None:
    """In a sentence."""
    assert any(said in problem for problem in refused(text))
