"""Segments are named, changed one by one, rated and brought in from rows; whatever cannot be kept changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from assessment.errors import AnsweringError, IntakeError, TargetingError
from assessment.model import Actor, Bet, Evidence, Segment, SegmentStatus
from assessment.storage import audits
from assessment.storage.tables import segment, segment_rating, segmentation
from assessment.targeting import MOST
from assessment.workflow import answering, own_data, segmenting, segments_elsewhere
from assessment.workflow.opening import Place
from tests.workflow.sitting import answer_everything, begun, close_campaigns, record

HALF, NONE = Fraction(1, 2), Fraction(0)
HOSTILE = "A [b](http://x) **c** <script> =1+1"


def named(*names: str, **parts: object) -> list[Segment]:
    """Segments of these names that share revenue and spend alike."""
    share = Fraction(1, len(names))
    return [replace(Segment(name, share, share), **parts) for name in names]  # type: ignore[arg-type]


def standing(actor: Actor, place: Place) -> tuple[Segment, ...]:
    """The segments as they are stored."""
    return segmenting.segmentation_of(actor, place).segments


def names(actor: Actor, place: Place) -> list[str]:
    """What they are called."""
    return [each.name for each in standing(actor, place)]


def refused(do: Callable[[], object]) -> str:
    """The words of the refusal."""
    with pytest.raises(TargetingError) as refusal:
        do()
    return " ".join(refusal.value.problems)


@pytest.fixture
def actor(place: Place) -> Actor:
    """Somebody with two segments."""
    actor = begun(place)
    segmenting.put_segments(actor, place, named("One", "Two"), NONE)
    return actor


def test_with_either_questionnaire_segments_are_named_rated_and_judged(any_place: Place) -> None:
    """Drafts and submitted answers alike, and when the time for answering is over."""
    actor = begun(any_place)
    assert standing(actor, any_place) == ()
    assert segmenting.segmentation_of(actor, any_place).problems == ()
    segmenting.add(actor, any_place, Segment(f"  {HOSTILE}\n x\0 ", Fraction(9, 10), HALF))
    assert segmenting.segmentation_of(actor, any_place).portfolio is None
    answer_everything(actor, any_place)
    answering.submit(actor, any_place)
    segmenting.add(actor, any_place, Segment("Two", Fraction(1, 10), HALF))
    close_campaigns(any_place, any_place.now())
    assert names(actor, any_place) == [f"{HOSTILE} x", "Two"]
    for each in standing(actor, any_place):
        for criterion in segmenting.segmentation_of(actor, any_place).rules.criteria:
            segmenting.rate(actor, any_place, each.id, criterion.id, 4)
    portfolio = segmenting.segmentation_of(actor, any_place).portfolio
    assert portfolio is not None
    assert portfolio.backed == 1


def test_known_ids_keep_their_ratings_and_their_place(place: Place, actor: Actor) -> None:
    """New ones get an id; those left out go."""
    one, two = standing(actor, place)
    segmenting.rate(actor, place, one.id, "R1", 2, Evidence.MARKET)
    segmenting.put_segments(actor, place, [*named("New"), replace(two, name="2"), replace(one, ratings={})], NONE)
    new, second, first = standing(actor, place)
    assert (second.id, first.id) == (two.id, one.id)
    assert (first.ratings, first.evidence) == ({"R1": 2}, {"R1": Evidence.MARKET})
    assert new.id not in ("", one.id, two.id)
    segmenting.remove(actor, place, one.id)
    segmenting.remove(actor, place, one.id)
    assert names(actor, place) == ["New", "2"]


def test_a_change_of_one_segment_leaves_everything_else_as_it_is_by_then(place: Place, actor: Actor) -> None:
    """Its id cannot be changed."""
    one, two = standing(actor, place)
    bet = Bet(" A\0 milestone ", "Ada", date(2028, 2, 29))
    segmenting.change(actor, place, one.id, lambda each: replace(each, revenue_share=NONE, bet=bet))
    segmenting.change(actor, place, one.id, lambda each: replace(each, status=SegmentStatus.PLANNED, id="x"))
    planned = replace(one, revenue_share=NONE, status=SegmentStatus.PLANNED, bet=replace(bet, milestone="A milestone"))
    assert standing(actor, place) == (planned, two)
    segmenting.put_not_attributable(actor, place, Fraction(1, 8))
    assert segmenting.segmentation_of(actor, place).not_attributable == Fraction(1, 8)
    assert standing(actor, place) == (planned, two)


def test_what_cannot_be_kept_is_refused_and_changes_nothing(place: Place, actor: Actor) -> None:
    """Names, shares, words and counts that do not fit; ids that are not there."""
    theirs = begun(place, "Other unit")
    segmenting.put_segments(theirs, place, named("Theirs"), NONE)
    before, (foreign,) = standing(actor, place), standing(theirs, place)
    history = record(actor, place)
    one = before[0]

    def with_(**parts: object) -> str:
        changed = replace(one, **parts)  # type: ignore[arg-type]
        return refused(lambda: segmenting.change(actor, place, one.id, lambda _: changed))

    assert "0 characters" in with_(name=" \0 ")
    assert "81 characters" in with_(name="x" * 81)
    assert "between 0 and 100 %" in with_(spend_share=Fraction(101, 100))
    assert "at most 300" in with_(bet=Bet("x" * 301))
    assert "between 0 and 100 %" in refused(lambda: segmenting.put_not_attributable(actor, place, Fraction(-1)))
    many = named(*(str(number) for number in range(MOST + 1)))
    assert "at most 12 fit" in refused(lambda: segmenting.put_segments(actor, place, many, NONE))
    for id in (foreign.id, "unknown"):
        for do in (
            lambda id=id: segmenting.put_segments(actor, place, [replace(one, id=id)], NONE),
            lambda id=id: segmenting.change(actor, place, id, lambda each: each),
            lambda id=id: segmenting.rate(actor, place, id, "R1", 3),
            lambda id=id: segmenting.rest_on(actor, place, id, "R1", Evidence.MARKET),
        ):
            assert refused(do) == segmenting.NOT_KNOWN
        segmenting.remove(actor, place, id)
    assert standing(actor, place) == before
    assert standing(theirs, place) == (foreign,)
    assert record(actor, place) == history


def test_twelve_fit_and_the_thirteenth_does_not(place: Place) -> None:
    """Added one by one."""
    actor = begun(place)
    for number in range(MOST):
        segmenting.add(actor, place, Segment(str(number), NONE, NONE))
    assert "at most 12 fit" in refused(lambda: segmenting.add(actor, place, Segment("12", NONE, NONE)))
    assert len(standing(actor, place)) == MOST


def test_ratings_and_what_they_rest_on_are_said_apart(place: Place, actor: Actor) -> None:
    """So that neither brings back an older word on the other."""
    id = standing(actor, place)[0].id

    def rated() -> tuple[object, object]:
        one = standing(actor, place)[0]
        return one.ratings.get("R1"), one.evidence.get("R1")

    assert "Choose a rating first" in refused(lambda: segmenting.rest_on(actor, place, id, "R1", Evidence.MARKET))
    segmenting.rate(actor, place, id, "R1", 2)
    segmenting.rest_on(actor, place, id, "R1", Evidence.MARKET)
    segmenting.rate(actor, place, id, "R1", 5)
    assert rated() == (5, Evidence.MARKET)
    segmenting.rate(actor, place, id, "R1", None)
    assert rated() == (None, None)
    for criterion, rating in (("R9", 3), ("R1", 0), ("R1", 6)):
        assert "not one of the ratings" in refused(
            lambda c=criterion, r=rating: segmenting.rate(actor, place, id, c, r)  # type: ignore[misc]
        )
    segmenting.change(actor, place, id, lambda each: replace(each, status=SegmentStatus.PLANNED))
    assert "without revenue" in refused(lambda: segmenting.rate(actor, place, id, "R5", 3))
    assert standing(actor, place)[0].ratings == {}


def test_shares_are_brought_to_the_whole_in_their_proportions(place: Place, actor: Actor) -> None:
    """With the rest of the spend; what sums to nothing stays."""
    one, two = standing(actor, place)
    changed = [
        replace(one, revenue_share=NONE, spend_share=HALF),
        replace(two, revenue_share=NONE, spend_share=Fraction(1)),
    ]
    segmenting.put_segments(actor, place, changed, HALF)
    segmenting.bring_to_whole(actor, place)
    found = segmenting.segmentation_of(actor, place)
    assert [each.spend_share for each in found.segments] == [Fraction(1, 4), HALF]
    assert found.not_attributable == Fraction(1, 4)
    assert [each.revenue_share for each in found.segments] == [0, 0]
    assert found.problems == ("Revenue shares sum to 0 %; they must sum to 100 %.",)


ROWS = b"""name,revenue_share,spend_share,R1,R5,status,evidence
One,60,40,4,5,served,market
One,40,30,2,,served,
Plan,0,20,3,,planned,internal
Not attributable,,10,,,,
"""


def test_a_file_replaces_everything_with_its_ratings(place: Place, actor: Actor) -> None:
    """Each segment with its own, though two have one name."""
    before = {each.id for each in standing(actor, place)}
    found = segments_elsewhere.read(actor, place, ROWS, "a.csv")
    assert names(actor, place) == ["One", "Two"]
    segmenting.take_over(actor, place, found)
    taken = standing(actor, place)
    assert [each.ratings for each in taken] == [{"R1": 4, "R5": 5}, {"R1": 2}, {"R1": 3}]
    assert [set(each.evidence.values()) for each in taken] == [
        {Evidence.MARKET},
        {Evidence.OPINION},
        {Evidence.INTERNAL},
    ]
    assert segmenting.segmentation_of(actor, place).not_attributable == Fraction(1, 10)
    assert not before & {each.id for each in taken}


def test_a_file_that_cannot_be_kept_as_a_whole_changes_nothing(place: Place, actor: Actor) -> None:
    """A planned segment has no profitability of its own; the segments before stay, and so does the history."""
    segmenting.rate(actor, place, standing(actor, place)[0].id, "R1", 2)
    before, history = standing(actor, place), record(actor, place)
    found = segments_elsewhere.read(actor, place, ROWS.replace(b",3,,planned", b",3,3,planned"), "a.csv")
    assert "without revenue" in refused(lambda: segmenting.take_over(actor, place, found))
    assert (standing(actor, place), record(actor, place)) == (before, history)


@pytest.mark.parametrize(
    "pasted",
    [
        "A\t60\t40\nB\t40\t60",
        "\nName\tRevenue_share\tspend_share\nA\t60 %\t40 %\nB\t40 %\t60 %\n",
        "name;revenue_share;spend_share\nA;60;40\nB;40;60",
        "A;60,0;40,0\nB;40,0;60,0",
        "A,0.6,0.4\nB,0.4,0.6",
    ],
)
def test_rows_are_read_with_and_without_headings(place: Place, actor: Actor, pasted: str) -> None:
    """Whatever stands between their columns."""
    found = segments_elsewhere.read_pasted(actor, place, pasted)
    assert [(each.name, each.revenue_share, each.spend_share) for each in found.segments] == [
        ("A", Fraction(3, 5), Fraction(2, 5)),
        ("B", Fraction(2, 5), Fraction(3, 5)),
    ]
    with pytest.raises(IntakeError, match=r"Pasted rows \(headings are line 1\), line 2"):
        segments_elsewhere.read_pasted(actor, place, "A\tx\t1")


def test_the_template_can_be_handed_in_as_it_is(place: Place, actor: Actor) -> None:
    """Its examples come out sound."""
    found = segments_elsewhere.read(actor, place, segments_elsewhere.template(actor, place).encode(), "segments.csv")
    segmenting.take_over(actor, place, found)
    assert segmenting.segmentation_of(actor, place).problems == ()
    assert [each.status for each in found.segments] == [SegmentStatus.SERVED, SegmentStatus.PLANNED]


@given(st.integers(0, 10_000))
def test_shares_are_read_as_they_are_typed(hundredths: int) -> None:
    """With a point or a comma, with a sign or without."""
    share, text = Fraction(hundredths, 10_000), f"{hundredths / 100:.2f}"
    for written in (text, text.replace(".", ","), f" {text} % ", f"{text}%"):
        assert segments_elsewhere.share_in(written) == share


@pytest.mark.parametrize("written", ["x", "-1", "100.01", "1,234", "1 2", "25 %%", "nan", "1e3"])
def test_what_is_no_share_is_refused_in_words(written: str) -> None:
    """None is guessed at."""
    assert "is no share" in refused(lambda: segments_elsewhere.share_in(written))


def test_nothing_typed_is_no_share_and_no_size() -> None:
    """A size has no upper end."""
    assert segments_elsewhere.share_in(" ") == 0
    assert segments_elsewhere.size_in(" ") is None
    assert [segments_elsewhere.size_in(written) for written in ("1250,5", "0")] == [Fraction(2501, 2), 0]
    assert "is no size" in refused(lambda: segments_elsewhere.size_in("-2"))


def test_every_change_is_in_the_history_and_the_log(place: Place, actor: Actor) -> None:
    """With what was rated, and what it rests on."""
    id = standing(actor, place)[0].id
    segmenting.rate(actor, place, id, "R1", 2)
    segmenting.rest_on(actor, place, id, "R1", Evidence.INTERNAL)
    segmenting.rate(actor, place, id, "R1", None)
    segmenting.remove(actor, place, id)
    assert [entry for entry in record(actor, place) if entry[0] == "segments"] == [
        ("segments", "", "2 segments"),
        ("segments", f"{id}/R1", "2, opinion"),
        ("segments", f"{id}/R1", "2, internal"),
        ("segments", f"{id}/R1", None),
        ("segments", "", "1 segment"),
    ]
    with place.store.read() as connection:
        assert sum(entry.verb == "target" for entry in audits.entries(connection)) == 2


def test_erasing_a_response_leaves_no_segment_behind(place: Place, actor: Actor) -> None:
    """Nor a rating, nor what they rested on; another organisation's stay."""
    other = begun(place, "Other unit")
    for who in (actor, other):
        segmenting.put_segments(who, place, named("One"), NONE)
        segmenting.rate(who, place, standing(who, place)[0].id, "R1", 2)
    kept = standing(other, place)
    own_data.erase(actor, place, "R-1")
    with place.store.read() as connection:
        for table in (segment, segment_rating, segmentation):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 1
    assert standing(other, place) == kept


def test_a_late_click_of_another_tab_is_refused(place: Place, actor: Actor) -> None:
    """What a tab held before somebody else wrote must not come back."""
    id = standing(actor, place)[0].id
    answering.claim(actor, place, "new.1")
    late = replace(actor, tab="old.1", is_late=True)
    with pytest.raises(AnsweringError, match="answered elsewhere"):
        segmenting.rate(late, place, id, "R1", 3)
    segmenting.rate(replace(actor, tab="new.2", is_late=True), place, id, "R1", 4)
    assert standing(actor, place)[0].ratings == {"R1": 4}
