"""The demonstration fills every screen, says that it is synthetic, and goes without a trace."""

from sqlalchemy import func, select

from assessment.model import OrganisationSource, ResponseState
from assessment.storage import audits
from assessment.storage.tables import metadata
from assessment.workflow import answering, visiting
from assessment.workflow.demonstration import SCENARIOS, demonstrate, remove_demonstration
from assessment.workflow.opening import Place
from assessment.workflow.sitting import assessed
from tests.workflow.sitting import OPERATOR, Clock, answer_everything, begun, begun_synthetic, kept, sitting_of

FULL, SHORT, TOO_FEW, COMPLETE, HALF, BEGUN = range(6)


def rows(place: Place) -> dict[str, int]:
    """How many rows each table has, but for the log and for the demonstration's group, which is only a name."""
    with place.store.read() as connection:
        return {
            t.name: connection.scalar(select(func.count()).select_from(t)) or 0
            for t in metadata.sorted_tables
            if t.name not in ("audit", "organisation_group")
        }


def test_every_scenario_is_shown_as_it_says(any_place: Place) -> None:
    """Whatever the questionnaire: two verdicts, one on too little, a review, a half, a beginning."""
    place = any_place
    shown = demonstrate(OPERATOR, place)
    assert [entry.unit for entry in shown] == [scenario.unit for scenario in SCENARIOS]
    sittings = [sitting_of(visiting.respondent(place.store, entry.token), place) for entry in shown]
    assert [sitting.unit for sitting in sittings] == [entry.unit for entry in shown]
    states = [sitting.stored.state is ResponseState.SUBMITTED for sitting in sittings]
    assert states == [True, True, True, False, False, False]
    done = [sitting.progress.share for sitting in sittings]
    assert (done[FULL], done[SHORT], done[COMPLETE], done[BEGUN]) == (1, 1, 1, 0)
    assert 0 < done[TOO_FEW] < done[HALF] < 1
    scored = [assessed(s, s.stored.saved_at.date()).scorecard.overall.score for s in sittings]
    assert scored[FULL] is not None
    assert scored[SHORT] is not None
    assert scored[TOO_FEW] is None
    most = place.edition.questionnaire.verdict.priorities
    for sitting in (sittings[FULL], sittings[COMPLETE]):
        response = sitting.stored.response
        assert len(response.priorities) == len(response.targets) == most
        assert response.starred in response.priorities
        assert response.target_year is not None
    assert sittings[BEGUN].stored.response.priorities == ()


def test_every_synthetic_response_says_so(any_place: Place) -> None:
    """In what is stored and in what is taken along."""
    place = any_place
    for entry in demonstrate(OPERATOR, place):
        actor = visiting.respondent(place.store, entry.token)
        assert sitting_of(actor, place).stored.organisation.source is OrganisationSource.SYNTHETIC
        assert kept(actor, place)["about"]["source"] == "synthetic"


def test_synthetic_answers_took_time_and_lie_in_the_past(any_place: Place, clock: Clock) -> None:
    """So that times on screen make sense; nobody answers in the future."""
    place = any_place
    for entry in demonstrate(OPERATOR, place):
        stored = sitting_of(visiting.respondent(place.store, entry.token), place).stored
        assert stored.started_at <= stored.saved_at <= clock(), entry.unit
        assert stored.seconds is None or stored.seconds > 60
    assert answering.announced(place, answering.own_length(place.edition)).measured == 0


def test_the_same_is_shown_every_time(any_place: Place) -> None:
    """From a fixed seed; only the links are new."""
    place = any_place
    first, second = demonstrate(OPERATOR, place), demonstrate(OPERATOR, place)
    assert not {entry.token for entry in first} & {entry.token for entry in second}
    for one, other in zip(first, second, strict=True):
        said = [
            sitting_of(visiting.respondent(place.store, entry.token), place).stored.response for entry in (one, other)
        ]
        assert said[0] == said[1]


def test_removing_takes_out_exactly_what_was_added(any_place: Place) -> None:
    """Own responses, drafts and submitted ones, stay to the letter; so do other synthetic ones.

    The rules that segments rest on stay too, as others may rest on them.
    """
    place = any_place
    own = [begun(place, f"Own unit {number}") for number in range(2)]
    own.append(begun_synthetic(place, "Invented by somebody else"))
    answer_everything(own[0], place)
    answering.consent(own[0], place, True)
    answering.submit(own[0], place)
    before, tables = [kept(actor, place) for actor in own], rows(place)
    tokens = [entry.token for _ in range(2) for entry in demonstrate(OPERATOR, place)]
    assert rows(place)["response"] == 3 + 2 * len(SCENARIOS)
    assert remove_demonstration(OPERATOR, place) == 2 * len(SCENARIOS)
    assert rows(place) == {**tables, "document": tables["document"] + 1}
    assert [kept(actor, place) for actor in own] == before
    assert {visiting.respondent(place.store, token) for token in tokens} == {visiting.NOBODY}
    assert remove_demonstration(OPERATOR, place) == 0


def test_the_log_keeps_who_added_and_removed_them(any_place: Place) -> None:
    """With how many."""
    demonstrate(OPERATOR, any_place)
    remove_demonstration(OPERATOR, any_place)
    with any_place.store.read() as connection:
        entries = [entry for entry in audits.entries(connection) if entry.verb == "demonstrate"]
    assert [(entry.actor, entry.note) for entry in entries] == [(OPERATOR, "6 removed"), (OPERATOR, "6 added")]
