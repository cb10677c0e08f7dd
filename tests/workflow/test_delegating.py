"""A dimension passed on to a colleague: every rule, broken once, on both databases."""

import json
from collections.abc import Callable

import pytest

from assessment import access
from assessment.errors import AccessError, AnsweringError, AssessmentError
from assessment.model import Actor, Basis, CampaignMode, Delegation, Role, Status
from assessment.storage import audits, responses
from assessment.storage.tables import delegation
from assessment.workflow import answering, delegated, delegating, own_data, presenting
from assessment.workflow.delegated import NOBODY_ASKED
from assessment.workflow.opening import Place
from tests.workflow.campaigning import begun_by, run_of
from tests.workflow.sitting import NOW, Clock, answer_everything, assessed, begun, close_campaigns, record, sitting_of

SECRET = "s" * 32
FOREIGN = "This does not exist, or it is not yours"
HOSTILE = '[b](http://t.ex) :red[c] $d$ <script> "'
DIMENSION, OTHER = "right-to-win", "culture"


def ids(actor: Actor, place: Place, dimension: str = DIMENSION) -> list[str]:
    """The questions asked of a dimension."""
    sitting = sitting_of(actor, place)
    return [each.id for each in sitting.stored.response.asked(sitting.edition.questionnaire, dimension)]


def asked(actor: Actor, place: Place, name: str = "Kim", dimension: str = DIMENSION) -> tuple[Delegation, Actor, str]:
    """Somebody who was asked, as actor, with the token of the link."""
    made = delegating.delegate(actor, place, dimension, name, SECRET)
    token = delegating.link_token(SECRET, made)
    return made, delegated.colleague(place, token), token


def refusal(say: Callable[[], object]) -> str:
    """The words of a refusal."""
    with pytest.raises(AssessmentError) as refused:
        say()
    return " ".join(refused.value.problems)


def sayings(kim: Actor, place: Place, question: str) -> dict[str, Callable[[], object]]:
    """All that a colleague can store."""
    return {
        "seeing": lambda: delegated.see(kim, place),
        "answering": lambda: delegated.answer(kim, place, question, 100),
        "a note": lambda: delegated.comment(kim, place, question, "Theirs"),
        "a basis": lambda: delegated.know(kim, place, Basis.TOLD),
        "finishing": lambda: delegated.finish(kim, place),
        "going on": lambda: delegated.go_on(kim, place),
    }


def test_a_colleague_answers_one_dimension_and_it_is_known_whose_word_it_is(place: Place, respondent: Actor) -> None:
    """In the response, in the record, in the basis line and in what the respondent takes along."""
    made, kim, token = asked(respondent, place, f"  {HOSTILE}  ")
    questions = ids(respondent, place)
    delegated.see(kim, place)
    for question in questions:
        delegated.answer(kim, place, question, 200)
    delegated.comment(kim, place, questions[0], "Seen it")
    delegated.know(kim, place, Basis.DOCUMENTS)
    delegated.finish(kim, place)
    response = sitting_of(respondent, place).stored.response
    assert response.answers == dict.fromkeys(questions, 200)
    assert response.answered_by == dict.fromkeys(questions, HOSTILE)
    assert response.comments == {questions[0]: "Seen it"}
    assert response.basis == {DIMENSION: Basis.DOCUMENTS}
    label = place.edition.questionnaire.dimension[DIMENSION].label
    assert f"“{label}” was answered by {HOSTILE} (asked)." in assessed(respondent, place).verdict.basis.text
    said = record(respondent, place)
    assert said[-6:] == [
        ("answer", questions[-1], "200"),
        ("answered_by", questions[-1], HOSTILE),
        ("comment", questions[0], "Seen it"),
        ("noted_by", questions[0], HOSTILE),
        ("basis", DIMENSION, "documents"),
        ("known_by", DIMENSION, HOSTILE),
    ]
    (kept,) = own_data.exported(respondent, place)["about"]["colleagues"]
    assert (kept["name"], kept["dimension"], kept["answered"]) == (HOSTILE, DIMENSION, sorted(questions))
    assert kept["opened_at"] == kept["done_at"] == NOW.isoformat()
    assert token not in json.dumps(own_data.exported(respondent, place))
    assert delegating.shown_again(respondent, place, made.id, SECRET) == token
    assert delegating.shown_again(respondent, place, made.id, "t" * 32) is None
    assert delegating.shown_again(respondent, place, "id", SECRET) is None


def test_the_last_word_counts_whoever_says_it(place: Place, respondent: Actor) -> None:
    """Each sees the newest; the basis line says what is the colleague's in part only."""
    _, kim, _ = asked(respondent, place)
    first, second = ids(respondent, place)[:2]
    answering.answer(respondent, place, first, 100)
    assert delegated.asked_of(kim, place).answers == {first: 100}
    delegated.answer(kim, place, first, 200)
    delegated.answer(kim, place, second, Status.CANNOT_JUDGE)
    assert sitting_of(respondent, place).stored.response.answers == {first: 200, second: Status.CANNOT_JUDGE}
    answering.answer(respondent, place, first, 300)
    assert delegated.asked_of(kim, place).answers[first] == 300
    assert sitting_of(respondent, place).stored.response.answered_by == {second: "Kim"}
    assert "was answered in part by Kim (asked)." in assessed(respondent, place).verdict.basis.text
    delegated.answer(kim, place, second, None)
    assert "asked" not in assessed(respondent, place).verdict.basis.text


def test_a_tab_of_the_respondent_brings_nothing_back_from_before(place: Place, respondent: Actor) -> None:
    """What that tab may still hold is older than the colleague's answer."""
    _, kim, _ = asked(respondent, place)
    first = ids(respondent, place)[0]
    answering.claim(respondent, place, "tab.1")
    delegated.answer(kim, place, first, 200)
    assert sitting_of(respondent, place).stored.writer is None
    late = Actor(Role.RESPONDENT, respondent.subject, "tab.1", is_late=True)
    assert "answered elsewhere" in refusal(lambda: answering.answer(late, place, first, 100))


def test_a_colleague_reaches_nothing_beyond_what_was_asked(place: Place, respondent: Actor) -> None:
    """Neither to read nor to change, by any verb, with the ids of what was asked or of the response."""
    answer_everything(respondent, place)
    answering.comment(respondent, place, ids(respondent, place, OTHER)[0], "Secret")
    made, kim, _ = asked(respondent, place)
    shown = delegated.asked_of(kim, place)
    assert {each.id for each in shown.questions} == set(shown.answers) == set(ids(respondent, place))
    assert (dict(shown.comments), shown.dimension.id) == ({}, DIMENSION)
    before = sitting_of(respondent, place).stored.response
    other = ids(respondent, place, OTHER)[0]
    for say in (
        lambda: delegated.answer(kim, place, other, 100),
        lambda: delegated.answer(kim, place, "no-question", 100),
        lambda: delegated.comment(kim, place, other, "Mine"),
    ):
        assert refusal(say) == "This question is none of those you were asked; reload the page."
    assert "not one of its answers" in refusal(lambda: delegated.answer(kim, place, ids(respondent, place)[0], 123))
    assert "at most" in refusal(lambda: delegated.comment(kim, place, ids(respondent, place)[0], "x" * 100_000))
    for actor in (kim, Actor(Role.RATER, made.response), Actor(Role.RESPONDENT, made.id)):
        for verb in (
            lambda a: answering.answer(a, place, other, 100),
            lambda a: answering.submit(a, place),
            lambda a: answering.assessment_of(a, place),
            lambda a: own_data.exported(a, place),
            lambda a: own_data.erase(a, place, "R-1"),
            lambda a: presenting.kept(a, place),
            lambda a: delegating.delegate(a, place, OTHER, "Kim", SECRET),
            lambda a: delegating.delegations_of(a, place),
            lambda a: delegating.revoke(a, place, made.id),
            lambda a: delegating.reopen(a, place, made.id),
            lambda a: delegating.shown_again(a, place, made.id, SECRET),
        ):
            assert FOREIGN in refusal(lambda v=verb, a=actor: v(a))  # type: ignore[misc]
    assert sitting_of(respondent, place).stored.response == before


def test_nobody_else_takes_what_was_asked(place: Place, respondent: Actor) -> None:
    """No respondent, no colleague of another, nobody without a link; refused in the same words."""
    made, _, token = asked(respondent, place)
    _, other, _ = asked(begun(place, "Theirs"), place)
    question = ids(respondent, place)[0]
    strangers = (NOBODY_ASKED, respondent, Actor(Role.READER, made.id), Actor(Role.RATER, made.response))
    for stranger in strangers:
        assert FOREIGN in refusal(lambda s=stranger: delegated.asked_of(s, place))  # type: ignore[misc]
        for say in sayings(stranger, place, question).values():
            assert FOREIGN in refusal(say)
    assert delegated.asked_of(other, place).unit == "Theirs"
    assert not sitting_of(respondent, place).stored.response.answers
    for wrong in (None, "", token[:-1], made.id, access.token_hash(token), access.new_token()):
        assert delegated.colleague(place, wrong) == NOBODY_ASKED


def test_a_link_that_is_taken_back_opens_nothing_and_what_was_answered_stays(place: Place, respondent: Actor) -> None:
    """At once and for good; somebody else can be asked then."""
    made, kim, token = asked(respondent, place)
    question = ids(respondent, place)[0]
    delegated.answer(kim, place, question, 200)
    delegating.revoke(respondent, place, made.id)
    delegating.revoke(respondent, place, made.id)
    assert delegated.colleague(place, token) == NOBODY_ASKED
    for say in (lambda: delegated.asked_of(kim, place), *sayings(kim, place, question).values()):
        with pytest.raises(AccessError):
            say()
    assert sitting_of(respondent, place).stored.response.answered_by == {question: "Kim"}
    assert "taken back" in refusal(lambda: delegating.reopen(respondent, place, made.id))
    assert delegating.shown_again(respondent, place, made.id, SECRET) is None
    _, bo, _ = asked(respondent, place, "Bo")
    delegated.answer(bo, place, ids(respondent, place)[1], 200)
    assert "by Kim and Bo (asked)" in assessed(respondent, place).verdict.basis.text


def test_after_submission_and_after_closing_nothing_is_taken_and_the_link_says_so(
    place: Place, respondent: Actor, clock: Clock
) -> None:
    """What was said is not shown any more either; a reopened response takes answers again."""
    made, kim, _ = asked(respondent, place)
    question = ids(respondent, place)[0]
    delegated.answer(kim, place, question, 200)
    answering.submit(respondent, place)
    for sentence in (delegated.IS_SUBMITTED, delegated.IS_CLOSED):
        if sentence == delegated.IS_CLOSED:
            close(place, clock)
        shown = delegated.asked_of(kim, place)
        assert (shown.over, shown.questions, dict(shown.answers), shown.basis) == (sentence, (), {}, None)
        for name, say in sayings(kim, place, question).items():
            assert refusal(say) == sentence, name
        assert refusal(lambda: delegating.delegate(respondent, place, OTHER, "Bo", SECRET))
        assert refusal(lambda: delegating.reopen(respondent, place, made.id))


def close(place: Place, clock: Clock) -> None:
    """The time for answering ends."""
    close_campaigns(place, clock())
    clock.forward(seconds=1)


def test_answers_are_taken_again_once_the_response_is_reopened(place: Place, respondent: Actor) -> None:
    """By the same link."""
    _, kim, _ = asked(respondent, place)
    question = ids(respondent, place)[0]
    delegated.answer(kim, place, question, 200)
    answering.submit(respondent, place)
    answering.reopen(respondent, place)
    delegated.answer(kim, place, question, 300)
    assert sitting_of(respondent, place).stored.response.answers == {question: 300}


def test_who_has_finished_goes_on_only_after_saying_so(place: Place, respondent: Actor) -> None:
    """The respondent can open it again too."""
    made, kim, _ = asked(respondent, place)
    question = ids(respondent, place)[0]
    ways: tuple[Callable[[], object], ...] = (
        lambda: delegated.go_on(kim, place),
        lambda: delegating.reopen(respondent, place, made.id),
    )
    for again in ways:
        delegated.finish(kim, place)
        delegated.finish(kim, place)
        assert "You have finished" in refusal(lambda: delegated.answer(kim, place, question, 200))
        again()
        delegated.answer(kim, place, question, 200)
    with place.store.read() as connection:
        assert [each.note for each in audits.about(connection, made.response)][-2:] == ["colleague done"] * 2


@pytest.mark.parametrize(
    ("dimension", "name", "said"),
    [
        (DIMENSION, " \0 ", "Type the name"),
        (DIMENSION, "x" * 41, "at most 40 characters"),
        ("nothing", "Kim", "does not belong to the questionnaire"),
    ],
)
def test_asking_without_a_name_or_for_what_there_is_not_is_refused(
    place: Place, respondent: Actor, dimension: str, name: str, said: str
) -> None:
    """In a sentence that says what to mend; nothing is kept."""
    assert said in refusal(lambda: delegating.delegate(respondent, place, dimension, name, SECRET))
    assert delegating.delegations_of(respondent, place) == ()


def test_one_colleague_at_a_time_is_asked_for_a_dimension(
    place: Place, respondent: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not without end."""
    made, *_ = asked(respondent, place)
    assert "Kim is asked already" in refusal(lambda: asked(respondent, place, "Bo"))
    asked(respondent, place, "Bo", OTHER)
    delegating.revoke(respondent, place, made.id)
    monkeypatch.setattr(delegating, "MOST_ASKED", 1)
    with pytest.raises(AnsweringError, match="1 colleagues were asked"):
        asked(respondent, place, "Bo")


def test_what_is_anothers_is_not_taken_back_or_opened(place: Place, respondent: Actor) -> None:
    """By its id, however well it is known."""
    made, kim, _ = asked(begun(place, "Theirs"), place)
    delegated.finish(kim, place)
    for say in (delegating.revoke, delegating.reopen):
        assert FOREIGN in refusal(lambda s=say: s(respondent, place, made.id))  # type: ignore[misc]
    assert delegated.asked_of(kim, place).delegation.done_at == NOW


def test_a_presentation_says_who_was_asked(place: Place, respondent: Actor) -> None:
    """As it was presented; one without colleagues holds no word of them."""
    answer_everything(respondent, place)
    _, kim, _ = asked(respondent, place)
    for again in (False, True):
        if again:
            answering.reopen(respondent, place)
            delegated.answer(kim, place, ids(respondent, place)[0], 300)
        answering.submit(respondent, place)
        made = presenting.present(respondent, place, "Board", NOW.date())
        shown = presenting.presented(respondent, place, made.id).assessment.verdict.basis.text
        assert ("Kim" in shown, "answered_by" in made.content) == (again, again)


def test_an_anonymous_response_keeps_no_name_no_hour_and_no_record(place: Place) -> None:
    """Nor what was typed as a name, nor an entry in the log."""
    run = run_of(place, CampaignMode.ANONYMOUS)
    (issued,) = run.invite(place, "Ana")
    actor = begun_by(place, issued.token)
    with place.store.read() as connection:
        logged = audits.entries(connection)
    made, kim, _ = asked(actor, place, "Kim")
    delegated.see(kim, place)
    question = ids(actor, place)[0]
    delegated.answer(kim, place, question, 200)
    delegated.finish(kim, place)
    with place.store.read() as connection:
        (row,) = connection.execute(delegation.select())
        stored = responses.get(connection, made.response)
        assert audits.entries(connection) == logged
    day = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    assert (row.name, row.created_at, row.opened_at, row.done_at) == (None, day, day, day)
    assert stored is not None
    assert stored.response.answered_by == {question: "a colleague"}
    assert record(actor, place) == []
    assert "was answered by a colleague (asked)." in assessed(actor, place).verdict.basis.text


def test_a_questionnaire_of_another_shape_is_passed_on_alike(other_place: Place) -> None:
    """With a level 0 and no profile."""
    actor = begun(other_place)
    dimension = other_place.edition.questionnaire.asking_order[0]
    _, kim, _ = asked(actor, other_place, dimension=dimension)
    question = delegated.asked_of(kim, other_place).questions[0]
    delegated.answer(kim, other_place, question.id, question.levels[0].value)
    assert sitting_of(actor, other_place).stored.response.answers == {question.id: 0}
