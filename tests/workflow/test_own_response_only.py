"""A respondent reaches one response only: nobody else's by its id, and nothing without the private link."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from assessment import access
from assessment.errors import AccessError, TargetingError, WritingError
from assessment.model import Actor, Evidence, Player, Response, Role, Segment, Side
from assessment.moves import Move
from assessment.storage import audits
from assessment.workflow import (
    answering,
    delegating,
    demonstration,
    importing,
    maintaining,
    own_data,
    planning,
    presenting,
    segment_tests,
    segmenting,
    segments_elsewhere,
    taking_back,
    visiting,
    weighting,
    workshops,
    writing,
)
from assessment.workflow.opening import Place
from assessment.workflow.sitting import opened
from tests.workflow.sitting import Say, answer_everything, begun, kept

QUESTION, DIMENSION = "proof-of-advantage", "right-to-win"


def of_a_segment(say: Say) -> Say:
    """A verb about a segment that nobody has: refused to the owner of a response in words of its own."""

    def said(actor: Actor, place: Place) -> None:
        with suppress(TargetingError, WritingError):
            say(actor, place)

    return said


def unless_locked(say: Callable[[], object]) -> None:
    """Weights may be locked by what went before."""
    with suppress(TargetingError):
        say()


MINE = Segment("Mine", Fraction(1), Fraction(1))
EQUAL = {"A1": 2000, "A2": 2000, "A3": 2000, "A4": 2000, "A5": 1000, "A6": 1000}

VERBS: dict[str, Say] = {
    "reading": opened,
    "exporting": own_data.exported,
    "claiming": lambda a, p: answering.claim(a, p, "tab"),
    "answering": lambda a, p: answering.answer(a, p, QUESTION, 100),
    "a note": lambda a, p: answering.comment(a, p, QUESTION, "mine"),
    "a basis": lambda a, p: answering.know(a, p, DIMENSION, None),
    "picking": lambda a, p: answering.pick(a, p, (DIMENSION,), DIMENSION),
    "a target": lambda a, p: answering.aim(a, p, DIMENSION, None),
    "one priority": lambda a, p: answering.prioritise(a, p, "culture", True),
    "a star": lambda a, p: answering.star(a, p, "culture"),
    "a year": lambda a, p: answering.aim_by(a, p, None),
    "practice": lambda a, p: answering.practise(a, p, "PR01", "yes"),
    "deepening": lambda a, p: answering.deepen(a, p, DIMENSION),
    "a field": lambda a, p: answering.describe(a, p, "lens", "it"),
    "a name": lambda a, p: answering.describe(a, p, "unit_assessed", "Mine"),
    "consent": lambda a, p: answering.consent(a, p, True),
    "taking a sheet over": lambda a, p: importing.take_over(a, p, Response({}), ()),
    "asking a colleague": lambda a, p: delegating.delegate(a, p, DIMENSION, "Kim", "s" * 32),
    "who was asked": delegating.delegations_of,
    "a colleague's link": lambda a, p: delegating.shown_again(a, p, "id", "s" * 32),
    "submitting": answering.submit,
    "the verdict": answering.assessment_of,
    "presenting": lambda a, p: presenting.present(a, p, "Mine", p.now().date()),
    "presentations": presenting.kept,
    "a plan": planning.begin_plan,
    "reading a plan": planning.plan_of,
    "an owner": lambda a, p: planning.put_owner_for(a, p, DIMENSION, "Mine"),
    "a date": lambda a, p: planning.put_due_for(a, p, DIMENSION, None),
    "an action": lambda a, p: planning.add(a, p, DIMENSION, "Mine"),
    "moves": lambda a, p: planning.add_moves(a, p, [Move(QUESTION, 100, 300)]),
    "a removal": lambda a, p: planning.remove(a, p, "id"),
    "taking over": lambda a, p: taking_back.take_over(a, p, ()),
    "comparing a sheet": lambda a, p: importing.compared(a, p, Response({})),
    "reading segments": segmenting.segmentation_of,
    "segments": lambda a, p: segmenting.put_segments(a, p, [MINE], Fraction(0)),
    "a segment": lambda a, p: segmenting.add(a, p, replace(MINE, name="Other")),
    "no segment": lambda a, p: segmenting.remove(a, p, "id"),
    "another segment": of_a_segment(lambda a, p: segmenting.change(a, p, "id", lambda _: MINE)),
    "the rest of the spend": lambda a, p: segmenting.put_not_attributable(a, p, Fraction(0)),
    "the whole": segmenting.bring_to_whole,
    "a rating": of_a_segment(lambda a, p: segmenting.rate(a, p, "id", "R1", 3)),
    "what it rests on": of_a_segment(lambda a, p: segmenting.rest_on(a, p, "id", "R1", Evidence.MARKET)),
    "a template": segments_elsewhere.template,
    "rows": lambda a, p: segments_elsewhere.read_pasted(a, p, "Mine\t1\t1"),
    "taking segments over": lambda a, p: segmenting.take_over(a, p, segments_elsewhere.Segments((MINE,), Fraction(0))),
    "what was tested": segment_tests.tests_of,
    "a rival": of_a_segment(lambda a, p: segment_tests.name_rival(a, p, "id", Player.FIRST, "Mine")),
    "an element": of_a_segment(lambda a, p: segment_tests.add_element(a, p, "id", "asset", "Mine")),
    "an element's name": of_a_segment(lambda a, p: segment_tests.rename_element(a, p, "id", "x", "Mine")),
    "an element's rating": of_a_segment(lambda a, p: segment_tests.rate_element(a, p, "id", "x", Player.OWN, None)),
    "no element": of_a_segment(lambda a, p: segment_tests.remove_element(a, p, "id", "x")),
    "no rivals": of_a_segment(lambda a, p: segment_tests.forget_rivals(a, p, "id")),
    "a capability": of_a_segment(lambda a, p: segment_tests.add_capability(a, p, "id", "Mine")),
    "a capability's name": of_a_segment(lambda a, p: segment_tests.rename_capability(a, p, "id", "x", "Mine")),
    "a capability's weight": of_a_segment(lambda a, p: segment_tests.weigh_capability(a, p, "id", "x", Fraction(1))),
    "what we have": of_a_segment(lambda a, p: segment_tests.rate_have(a, p, "id", "x", 1)),
    "what it needs": of_a_segment(lambda a, p: segment_tests.rate_need(a, p, "id", "x", 1)),
    "no capability": of_a_segment(lambda a, p: segment_tests.remove_capability(a, p, "id", "x")),
    "a kind of change": of_a_segment(lambda a, p: segment_tests.say_new(a, p, "id", "product", True)),
    "no test": of_a_segment(lambda a, p: segment_tests.forget_adjacency(a, p, "id")),
    "reading what is written": writing.written_of,
    "a part": lambda a, p: writing.write_part(a, p, "channels", "mine"),
    "a prompt": lambda a, p: writing.write_prompt(a, p, "whom", "mine"),
    "a part from segments": lambda a, p: writing.begin_with_segments(a, p, "chosen-customers"),
    "an account": lambda a, p: writing.add_account(a, p, "Mine"),
    "accounts from segments": writing.take_from_segments,
    "no account": lambda a, p: writing.remove_account(a, p, "id"),
    "another account": of_a_segment(lambda a, p: writing.rename_account(a, p, "id", "Ours")),
    "a person": of_a_segment(lambda a, p: writing.name_person(a, p, "id", "influencer", "Mine")),
    "a contact": of_a_segment(lambda a, p: writing.put_last_contact(a, p, "id", "influencer", None)),
    "weights": lambda a, p: unless_locked(lambda: weighting.take_shipped(a, p)),
    "weights of a side": lambda a, p: unless_locked(lambda: weighting.put(a, p, Side.ATTRACTIVENESS, EQUAL)),
    "a workshop": of_a_segment(lambda a, p: workshops.open_workshop(a, p, "s" * 32)),
    "who sits in it": workshops.attendance_of,
    "a rank": of_a_segment(lambda a, p: workshops.rank(a, p, "id", 1)),
    "revealing": of_a_segment(workshops.reveal),
    "what was rated": of_a_segment(workshops.outcome_of),
    "agreeing": of_a_segment(lambda a, p: workshops.agree(a, p, "id", "R1", 3)),
    "taking a workshop over": of_a_segment(workshops.take_over),
    "ending a workshop": of_a_segment(workshops.discard),
    "reopening": answering.reopen,
    "erasing": lambda a, p: own_data.erase(a, p, "R-1"),
}


def refusal(say: Callable[[], object]) -> tuple[str, ...]:
    """The words of the refusal."""
    with pytest.raises(AccessError) as refused:
        say()
    return refused.value.problems


@pytest.fixture
def theirs(place: Place) -> Actor:
    """Somebody else's response, answered and submitted."""
    actor = begun(place, "Their unit")
    answer_everything(actor, place)
    answering.submit(actor, place)
    return actor


def test_what_is_foreign_and_what_is_missing_are_refused_in_the_same_words(
    place: Place, theirs: Actor, subtests: pytest.Subtests
) -> None:
    """For every verb, whoever asks and however well the id is known; nothing is changed or logged."""
    strangers = [
        Actor(Role.RESPONDENT),
        Actor(Role.RESPONDENT, ""),
        Actor(Role.RESPONDENT, "A" * 22),
        Actor(Role.RESPONDENT, f"{theirs.subject} "),
        *(Actor(role, theirs.subject) for role in Role if role is not Role.RESPONDENT),
    ]
    before = kept(theirs, place)
    with place.store.read() as connection:
        logged = audits.entries(connection)
    for name, say in VERBS.items():
        with subtests.test(name):
            said = {refusal(lambda say=say, stranger=stranger: say(stranger, place)) for stranger in strangers}  # type: ignore[misc]
            assert said == {("This does not exist, or it is not yours; open your own private link to go on.",)}
    assert kept(theirs, place) == before
    with place.store.read() as connection:
        assert audits.entries(connection) == logged


def test_whatever_one_does_another_response_stays_as_it_is(place: Place, theirs: Actor) -> None:
    """Though both belong to one campaign."""
    before = kept(theirs, place)
    mine = begun(place, "My unit")
    for say in VERBS.values():
        say(mine, place)
    assert kept(theirs, place) == before


def test_a_private_link_leads_to_its_own_response(place: Place, theirs: Actor) -> None:
    """Neither an id nor a stored hash opens anything."""
    tokens = [access.new_token() for _ in range(3)]
    actors = [begun(place, f"Unit {number}", token) for number, token in enumerate(tokens)]
    assert [visiting.respondent(place.store, token) for token in tokens] == actors
    assert visiting.respondent(place.store, theirs.subject) == visiting.NOBODY
    assert visiting.respondent(place.store, access.token_hash(tokens[0])) == visiting.NOBODY


def test_who_has_a_response_begins_no_second_one_and_others_begin_none(place: Place, theirs: Actor) -> None:
    """Starting is for those who come without a private link."""
    for actor in (theirs, *(Actor(role) for role in Role if role is not Role.RESPONDENT)):
        assert refusal(lambda a=actor: answering.begin(a, place, access.new_token(), "Unit", {}))  # type: ignore[misc]
    with place.store.read() as connection:
        assert sum(entry.verb == "start" for entry in audits.entries(connection)) == 1


def test_only_the_operator_maintains_and_demonstrates(place: Place, url: str, theirs: Actor, tmp_path: Path) -> None:
    """Refused before anything is opened or written."""
    target = tmp_path / "backup.sqlite"
    for actor in (theirs, *(Actor(role) for role in Role if role is not Role.OPERATOR)):
        for operation in (
            lambda a: maintaining.migrate(a, url),
            lambda a: maintaining.back_up(a, url, target),
            lambda a: maintaining.restore(a, url, target),
            lambda a: demonstration.demonstrate(a, place),
            lambda a: answering.begin_synthetic(a, place, access.new_token(), "Invented", {}, "group"),
            lambda a: demonstration.remove_demonstration(a, place),
        ):
            assert refusal(lambda o=operation, a=actor: o(a))  # type: ignore[misc]
    assert not target.exists()
