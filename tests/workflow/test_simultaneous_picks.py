"""Ticks of several tabs at the same moment: none is lost."""

from concurrent.futures import ThreadPoolExecutor

from assessment.model import Actor
from assessment.workflow import answering
from assessment.workflow.opening import Place
from tests.workflow.sitting import sitting_of


def test_simultaneous_ticks_are_all_kept(place: Place, respondent: Actor) -> None:
    """Each is added to what is stored at that moment; likewise when all are taken back."""
    dimensions = [dimension.id for dimension in place.edition.questionnaire.dimensions][:5]
    for picked, expected in ((True, set(dimensions)), (False, set())):
        with ThreadPoolExecutor(5) as tabs:
            list(tabs.map(lambda id, on=picked: answering.prioritise(respondent, place, id, on), dimensions))
        assert set(sitting_of(respondent, place).stored.response.priorities) == expected


def test_the_star_goes_with_its_tick_and_stays_with_others(place: Place, respondent: Actor) -> None:
    """Taking another away leaves it; taking it away takes the star too."""
    for id in ("delivery", "culture"):
        answering.prioritise(respondent, place, id, True)
    answering.star(respondent, place, "delivery")
    answering.prioritise(respondent, place, "culture", False)
    assert sitting_of(respondent, place).stored.response.starred == "delivery"
    answering.prioritise(respondent, place, "delivery", False)
    assert sitting_of(respondent, place).stored.response.starred is None
