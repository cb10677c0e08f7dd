"""Rivals and nearness are said word by word; whatever cannot be kept changes nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from assessment.errors import AnsweringError, TargetingError
from assessment.model import Actor, Par, Player, Segment, SegmentStatus, SegmentTests
from assessment.storage.tables import segment_test
from assessment.workflow import answering, own_data, segment_tests, segmenting
from assessment.workflow.opening import Place
from tests.workflow.sitting import answer_everything, begun, close_campaigns, kept, record

HOSTILE = "A [b](http://x) **c** <script> =1+1"
HALF = Fraction(1, 2)


@pytest.fixture
def actor(place: Place) -> Actor:
    """Somebody with a served and a planned segment."""
    return with_segments(place)


def with_segments(place: Place, unit: str = "Nordic division") -> Actor:
    """Somebody with a served and a planned segment."""
    actor = begun(place, unit)
    wanted = [
        Segment("Served", Fraction(1), HALF),
        Segment("Planned", Fraction(0), HALF, status=SegmentStatus.PLANNED),
    ]
    segmenting.put_segments(actor, place, wanted, Fraction(0))
    return actor


def ids(actor: Actor, place: Place) -> tuple[str, str]:
    """Of the served and the planned segment."""
    served, planned = segmenting.segmentation_of(actor, place).segments
    return served.id, planned.id


def of(actor: Actor, place: Place, id: str) -> SegmentTests:
    """What was looked into for a segment."""
    return segment_tests.tests_of(actor, place).get(id, SegmentTests())


def elements(actor: Actor, place: Place, id: str) -> list[tuple[str, str, dict[Player, Par]]]:
    """What is compared: kind, name and ratings."""
    rivals = of(actor, place, id).rivals
    return [(each.kind, each.name, dict(each.ratings)) for each in rivals.elements] if rivals else []


def refused(do: Callable[[], object]) -> str:
    """The words of the refusal."""
    with pytest.raises(TargetingError) as refusal:
        do()
    return " ".join(refusal.value.problems)


def test_with_either_questionnaire_rivals_are_named_and_compared(any_place: Place) -> None:
    """Before and after submitting, and when the time for answering is over; each word changes one thing."""
    place = any_place
    actor = with_segments(place)
    id, _ = ids(actor, place)
    assert segment_tests.tests_of(actor, place) == {}
    segment_tests.name_rival(actor, place, id, Player.FIRST, f" {HOSTILE}\0 ")
    segment_tests.add_element(actor, place, id, "capability", "  Field\n service ")
    answer_everything(actor, place)
    answering.submit(actor, place)
    segment_tests.add_element(actor, place, id, "asset", "Brand")
    close_campaigns(place, place.now())
    first, second = of(actor, place, id).rivals.elements  # type: ignore[union-attr]
    segment_tests.rate_element(actor, place, id, first.id, Player.OWN, Par.ABOVE)
    segment_tests.rate_element(actor, place, id, first.id, Player.SECOND, Par.BELOW)
    segment_tests.rate_element(actor, place, id, first.id, Player.OWN, Par.AT)
    segment_tests.rename_element(actor, place, id, second.id, "Our brand")
    assert elements(actor, place, id) == [
        ("capability", "Field service", {Player.SECOND: Par.BELOW, Player.OWN: Par.AT}),
        ("asset", "Our brand", {}),
    ]
    segment_tests.rate_element(actor, place, id, first.id, Player.OWN, None)
    segment_tests.remove_element(actor, place, id, second.id)
    segment_tests.remove_element(actor, place, id, second.id)
    assert elements(actor, place, id) == [("capability", "Field service", {Player.SECOND: Par.BELOW})]
    assert of(actor, place, id).rivals.names == {Player.FIRST: HOSTILE}  # type: ignore[union-attr]
    segment_tests.name_rival(actor, place, id, Player.FIRST, " ")
    assert of(actor, place, id).rivals.names == {}  # type: ignore[union-attr]
    segment_tests.forget_rivals(actor, place, id)
    segment_tests.forget_rivals(actor, place, id)
    assert segment_tests.tests_of(actor, place) == {}


def test_with_either_questionnaire_nearness_is_said_word_by_word(any_place: Place) -> None:
    """Of a planned segment."""
    place = any_place
    actor = with_segments(place)
    _, id = ids(actor, place)
    segment_tests.add_capability(actor, place, id, "Pricing", Fraction(1, 4))
    segment_tests.add_capability(actor, place, id, "Stores")
    first, second = of(actor, place, id).adjacency.capabilities  # type: ignore[union-attr]
    assert (first.weight, second.weight) == (Fraction(1, 4), None)
    segment_tests.weigh_capability(actor, place, id, second.id, Fraction(3, 4))
    segment_tests.rate_have(actor, place, id, second.id, 2)
    segment_tests.rate_need(actor, place, id, second.id, 5)
    segment_tests.rename_capability(actor, place, id, second.id, "Own stores")
    segment_tests.say_new(actor, place, id, "product", True)
    segment_tests.say_new(actor, place, id, "channel", False)
    segment_tests.say_new(actor, place, id, "product", None)
    segment_tests.remove_capability(actor, place, id, first.id)
    found = of(actor, place, id).adjacency
    assert found is not None
    assert found.capabilities == (replace(second, name="Own stores", weight=Fraction(3, 4), have=2, need=5),)
    assert found.changes == {"channel": False}
    segment_tests.rate_have(actor, place, id, second.id, None)
    assert of(actor, place, id).adjacency.capabilities[0].have is None  # type: ignore[union-attr]
    segment_tests.forget_adjacency(actor, place, id)
    assert segment_tests.tests_of(actor, place) == {}


def test_what_cannot_be_kept_is_refused_and_changes_nothing(place: Place, actor: Actor) -> None:
    """Names, kinds, counts, ratings and lines that are not there."""
    served, planned = ids(actor, place)
    for number in range(6):
        segment_tests.add_element(actor, place, served, "capability", str(number))
    segment_tests.name_rival(actor, place, served, Player.FIRST, "Alpha")
    segment_tests.add_capability(actor, place, planned, "Pricing")
    element = of(actor, place, served).rivals.elements[0].id  # type: ignore[union-attr]
    capability = of(actor, place, planned).adjacency.capabilities[0].id  # type: ignore[union-attr]
    before, history = segment_tests.tests_of(actor, place), record(actor, place)
    say = segment_tests
    for do, said in (
        (lambda: say.add_element(actor, place, served, "capability", "6"), "at most 6 are compared"),
        (lambda: say.add_element(actor, place, served, "asset", " "), "0 characters"),
        (lambda: say.add_element(actor, place, served, "asset", "x" * 81), "81 characters"),
        (lambda: say.add_element(actor, place, served, "patent", "x"), "not one of the choices"),
        (lambda: say.rename_element(actor, place, served, element, "5"), "stands there already"),
        (lambda: say.rename_element(actor, place, served, "gone", "x"), "not there any more"),
        (lambda: say.rate_element(actor, place, served, "gone", Player.OWN, Par.AT), "not there any more"),
        (lambda: say.name_rival(actor, place, served, Player.OWN, "x"), "not one of the choices"),
        (lambda: say.name_rival(actor, place, served, Player.SECOND, "ALPHA"), "stands there already"),
        (lambda: say.add_capability(actor, place, planned, "pricing"), "stands there already"),
        (lambda: say.rate_have(actor, place, planned, capability, 6), "not one of the choices"),
        (lambda: say.rate_need(actor, place, planned, capability, 0), "not one of the choices"),
        (lambda: say.weigh_capability(actor, place, planned, capability, Fraction(2)), "between 0 and 100 %"),
        (lambda: say.rate_have(actor, place, planned, "gone", 3), "not there any more"),
        (lambda: say.say_new(actor, place, planned, "colour", True), "not one of the choices"),
        (lambda: say.add_capability(actor, place, served, "x"), "is served today"),
        (lambda: say.add_element(actor, place, "unknown", "asset", "x"), segmenting.NOT_KNOWN),
        (lambda: say.forget_rivals(actor, place, "unknown"), segmenting.NOT_KNOWN),
    ):
        assert said in refused(do), said
    assert segment_tests.tests_of(actor, place) == before
    assert record(actor, place) == history


def test_ten_capabilities_fit_and_the_eleventh_does_not(place: Place, actor: Actor) -> None:
    """And three assets."""
    served, planned = ids(actor, place)
    for number in range(10):
        segment_tests.add_capability(actor, place, planned, str(number))
    assert "At most 10 capabilities" in refused(lambda: segment_tests.add_capability(actor, place, planned, "10"))
    for number in range(3):
        segment_tests.add_element(actor, place, served, "asset", str(number))
    assert "at most 3" in refused(lambda: segment_tests.add_element(actor, place, served, "asset", "3"))


def test_nobody_reaches_another_organisations_segments(place: Place, actor: Actor) -> None:
    """Though its id is known."""
    other = with_segments(place, "Other unit")
    served, planned = ids(other, place)
    segment_tests.add_element(other, place, served, "asset", "Brand")
    assert segment_tests.tests_of(actor, place) == {}
    before = segment_tests.tests_of(other, place)
    for do in (
        lambda: segment_tests.add_element(actor, place, served, "asset", "x"),
        lambda: segment_tests.add_capability(actor, place, planned, "x"),
        lambda: segment_tests.forget_rivals(actor, place, served),
    ):
        assert refused(do) == segmenting.NOT_KNOWN
    assert segment_tests.tests_of(other, place) == before


def test_words_said_at_once_are_all_kept(place: Place, actor: Actor) -> None:
    """Each changes one thing of what stands by then."""
    served, _ = ids(actor, place)
    for number in range(4):
        segment_tests.add_element(actor, place, served, "capability", str(number))
    found = of(actor, place, served).rivals
    assert found is not None
    words = [(each.id, player) for each in found.elements for player in Player]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda word: segment_tests.rate_element(actor, place, served, word[0], word[1], Par.AT), words))
    assert [len(ratings) for _, _, ratings in elements(actor, place, served)] == [3] * 4


def test_comparing_sets_no_rating_by_itself(place: Place, actor: Actor) -> None:
    """It is offered on the page, and given there."""
    served, _ = ids(actor, place)
    segment_tests.add_element(actor, place, served, "capability", "x")
    assert segmenting.segmentation_of(actor, place).segments[0].ratings == {}


def test_every_word_is_in_the_history_and_in_what_is_taken_along(place: Place, actor: Actor) -> None:
    """With the segment's name, without stored ids; a word that changes nothing leaves no trace."""
    served, planned = ids(actor, place)
    segment_tests.name_rival(actor, place, served, Player.FIRST, "Alpha")
    segment_tests.name_rival(actor, place, served, Player.FIRST, "Alpha")
    segment_tests.add_element(actor, place, served, "asset", "Brand")
    element = of(actor, place, served).rivals.elements[0].id  # type: ignore[union-attr]
    segment_tests.rate_element(actor, place, served, element, Player.OWN, Par.ABOVE)
    segment_tests.add_capability(actor, place, planned, "Pricing", Fraction(1, 4))
    segment_tests.say_new(actor, place, planned, "product", True)
    assert [entry[1:] for entry in record(actor, place) if "/" in entry[1] and entry[0] == "segments"][:3] == [
        (f"{served}/rivals/first", "Alpha"),
        (f"{served}/rivals/{element}", "asset, Brand"),
        (f"{served}/rivals/{element}", "own, above"),
    ]
    assert kept(actor, place)["customers"]["tests"] == [
        {
            "segment": "Served",
            "rivals": {
                "names": {"first": "Alpha"},
                "elements": [{"kind": "asset", "name": "Brand", "ratings": {"own": "above"}}],
            },
            "adjacency": None,
        },
        {
            "segment": "Planned",
            "rivals": None,
            "adjacency": {
                "capabilities": [{"name": "Pricing", "weight": "1/4", "have": None, "need": None}],
                "changes": {"product": True},
            },
        },
    ]


def test_it_goes_with_the_segment_and_with_the_organisation(place: Place, actor: Actor) -> None:
    """Nothing is left behind."""

    def rows() -> int:
        with place.store.read() as connection:
            return connection.scalar(select(func.count()).select_from(segment_test)) or 0

    served, planned = ids(actor, place)
    segment_tests.add_element(actor, place, served, "asset", "Brand")
    segment_tests.add_capability(actor, place, planned, "Pricing")
    segmenting.change(actor, place, planned, lambda each: replace(each, name="Renamed"))
    assert rows() == 2
    segmenting.remove(actor, place, planned)
    assert rows() == 1
    own_data.erase(actor, place, "R-1")
    assert rows() == 0


def test_a_late_click_of_another_tab_is_refused(place: Place, actor: Actor) -> None:
    """What a tab held before somebody else wrote must not come back."""
    served, _ = ids(actor, place)
    answering.claim(actor, place, "new.1")
    late = replace(actor, tab="old.1", is_late=True)
    with pytest.raises(AnsweringError, match="answered elsewhere"):
        segment_tests.name_rival(late, place, served, Player.FIRST, "Alpha")
    assert segment_tests.tests_of(actor, place) == {}
