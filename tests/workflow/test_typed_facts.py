"""Facts of a segment are typed, brought in from files, taken along and frozen; what cannot be kept is refused."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.errors import IntakeError, TargetingError
from assessment.intake import segments_csv, segments_json
from assessment.model import Actor, Segment, SegmentFacts
from assessment.workflow import own_data, segmenting, segments_elsewhere
from assessment.workflow.opening import Place
from assessment.workflow.targeting import rules
from assessment.workflow.typed_facts import fact_in
from tests.workflow.sitting import begun

ALL = SegmentFacts(Fraction(-1, 10), Fraction(-35, 1000), Fraction(31, 100), Fraction(7, 8), "Acme, *Bolt*")
HEADS = "name,revenue_share,spend_share,profit_share,growth,win_rate,retention,named_rivals\r\n"


def read(*rows: str) -> list[SegmentFacts]:
    """The facts in rows of a file."""
    found = segments_csv.parse(HEADS + "\r\n".join(rows), "a.csv", rules())
    return [each.facts for each in found.segments]


@pytest.fixture
def actor(place: Place) -> Actor:
    """Somebody with one segment."""
    actor = begun(place)
    segmenting.put_segments(actor, place, [Segment("One", Fraction(1), Fraction(1))], Fraction(0))
    return actor


@pytest.mark.parametrize(
    ("name", "written", "fact"),
    [
        ("growth", "12", Fraction(12, 100)),
        ("growth", "-3,5 %", Fraction(-35, 1000)),
        ("growth", "−3", Fraction(-3, 100)),
        ("growth", " ", None),
        ("win_rate", "0", Fraction(0)),
        ("retention", "100", Fraction(1)),
        ("profit_share", "-250", Fraction(-5, 2)),
    ],
)
def test_facts_are_read_in_per_cent(name: str, written: str, fact: Fraction | None) -> None:
    """With a sign where they may be negative; nothing is not known."""
    assert fact_in(name, written) == fact


@pytest.mark.parametrize(
    ("name", "written"), [("win_rate", "101"), ("retention", "-1"), ("growth", "-101"), ("growth", "x")]
)
def test_what_is_no_fact_is_refused_in_words(name: str, written: str) -> None:
    """With what it may be."""
    with pytest.raises(TargetingError, match="is no number of per cent from"):
        fact_in(name, written)


def test_facts_are_kept_and_taken_along_and_nothing_is_said_of_none(place: Place, actor: Actor) -> None:
    """Cleaned of what no database takes."""
    assert "facts" not in own_data.exported(actor, place)["customers"]["segments"][0]
    (one,) = segmenting.segmentation_of(actor, place).segments
    rivals = "  Acme, \0*Bolt*\n"
    segmenting.change(actor, place, one.id, lambda each: replace(each, facts=replace(ALL, named_rivals=rivals)))
    standing = segmenting.segmentation_of(actor, place)
    assert standing.segments[0].facts == ALL
    said = segments_elsewhere.said(standing)
    assert said is not None
    (back,), _ = segments_json.read(said)
    assert back.facts == ALL


@pytest.mark.parametrize(
    "facts",
    [
        SegmentFacts(named_rivals="x" * 201),
        SegmentFacts(win_rate=Fraction(101, 100)),
        SegmentFacts(growth=Fraction(-101, 100)),
        SegmentFacts(profit_share=Fraction(101)),
    ],
)
def test_facts_that_cannot_be_kept_change_nothing(place: Place, actor: Actor, facts: SegmentFacts) -> None:
    """Refused before the database would."""
    before = segmenting.segmentation_of(actor, place).segments
    with pytest.raises(TargetingError, match="“One”"):
        segmenting.change(actor, place, before[0].id, lambda each: replace(each, facts=facts))
    assert segmenting.segmentation_of(actor, place).segments == before


def test_shares_of_a_column_are_fractions_or_per_cent_alike() -> None:
    """Growth is always per cent; blank is not known; one segment may earn more than the whole."""
    assert read("A,50,50,0.4,12,0.31,1,Acme", "B,50,50,-0.1,,,0,") == [
        SegmentFacts(Fraction(2, 5), Fraction(12, 100), Fraction(31, 100), Fraction(1), "Acme"),
        SegmentFacts(Fraction(-1, 10), retention=Fraction(0)),
    ]
    assert read("A,50,50,1.6,0.5 %,31,1 %,", "B,50,50,-0.6,-3,40,87.5,") == [
        SegmentFacts(Fraction(8, 5), Fraction(5, 1000), Fraction(31, 100), Fraction(1, 100)),
        SegmentFacts(Fraction(-3, 5), Fraction(-3, 100), Fraction(2, 5), Fraction(7, 8)),
    ]
    assert read('A,50,50,40,"1,5",,,', "B,50,50,-10,,,,")[0].profit_share == Fraction(2, 5)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A,100,100,much,,,,", "line 2: profit_share is 'much'"),
        ("A,100,100,,fast,,,", "line 2: growth is 'fast'"),
        ("A,100,100,,-101,,,", "line 2: growth is '-101'"),
        ("A,100,100,,,101,,", "line 2: win_rate is '101'"),
        ("A,100,100,,,,-5,", "line 2: retention is '-5'"),
        (f"A,100,100,,,,,{'x' * 201}", "line 2: named_rivals has 201 characters"),
        ("Not attributable,,100,,5,,,", "has a spend share only"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_with_its_line(row: str, said: str) -> None:
    """All at once with other problems."""
    with pytest.raises(IntakeError, match=said):
        read(row)


def test_the_template_has_a_column_for_every_fact() -> None:
    """After the bet, before the ratings."""
    head = segments_csv.template(rules()).splitlines()[0].split(",")
    assert head[10:15] == ["profit_share", "growth", "win_rate", "retention", "named_rivals"]
