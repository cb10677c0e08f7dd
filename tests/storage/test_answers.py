"""What is said: replaced, taken back, and recorded for good."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from assessment.errors import StorageError
from assessment.model import Basis, Change, Response, Status
from assessment.storage import answers, responses
from assessment.storage.store import Store
from tests.storage.samples import NOW, begin, later


@pytest.fixture
def id(store: Store) -> str:
    """A stored draft."""
    with store.write() as connection:
        return begin(connection).response


def said(store: Store, id: str) -> Response:
    """What the response says now."""
    with store.read() as connection:
        found = responses.get(connection, id)
    assert found is not None
    return found.response


def recorded(store: Store, id: str) -> list[Change]:
    """The record of changes."""
    with store.read() as connection:
        return answers.changes(connection, id)


def put(store: Store, change: Callable[..., None], *arguments: Any) -> None:
    """Make one change in a transaction of its own, a minute after `NOW`."""
    with store.write() as connection:
        change(connection, *arguments, later())


# Each kind: how it is said, where it shows, and two words with what shows and what is recorded.
KINDS: list[tuple[Callable[..., None], str, tuple[Any, ...], str, list[tuple[Any, Any, str]]]] = [
    (answers.put_answer, "answers", ("q",), "answer", [(450, {"q": 450}, "450"), (0, {"q": 0}, "0")]),
    (
        answers.put_answer,
        "answers",
        ("q",),
        "answer",
        [(Status.CANNOT_JUDGE, {"q": Status.CANNOT_JUDGE}, "cannot_judge"), (100, {"q": 100}, "100")],
    ),
    (answers.put_comment, "comments", ("q",), "comment", [("a", {"q": "a"}, "a"), ("b", {"q": "b"}, "b")]),
    (
        answers.put_basis,
        "basis",
        ("d",),
        "basis",
        [(Basis.TOLD, {"d": Basis.TOLD}, "told"), (Basis.DOCUMENTS, {"d": Basis.DOCUMENTS}, "documents")],
    ),
    (answers.put_practice, "practice", ("p",), "practice", [("yes", {"p": "yes"}, "yes"), ("no", {"p": "no"}, "no")]),
    (answers.put_target_year, "target_year", (), "target_year", [(2027, 2027, "2027"), (2100, 2100, "2100")]),
]


@pytest.mark.parametrize(("change", "part", "where", "kind", "words"), KINDS)
def test_each_word_replaces_the_one_before_and_none_takes_it_back(
    store: Store,
    id: str,
    change: Callable[..., None],
    part: str,
    where: tuple[Any, ...],
    kind: str,
    words: list[tuple[Any, Any, str]],
) -> None:
    """What shows is the last word; the record holds them all."""
    empty = getattr(said(store, id), part)
    for word, shown, _ in words:
        put(store, change, id, *where, word)
        assert getattr(said(store, id), part) == shown
    put(store, change, id, *where, None)
    assert getattr(said(store, id), part) == empty
    put(store, change, id, *where, None)
    subject = where[0] if where else ""
    values = [written for _, _, written in words] + [None, None]
    assert recorded(store, id) == [Change(kind, subject, value, later()) for value in values]


def test_a_profile_field_is_replaced_and_taken_back(store: Store, id: str) -> None:
    """What is known of the organisation stays beside it."""
    before = said(store, id).profile
    for value in ("sales", "marketing"):
        put(store, answers.put_profile, id, "lens", value)
        assert said(store, id).profile == {**before, "lens": value}
    put(store, answers.put_profile, id, "lens", None)
    assert said(store, id).profile == before
    assert [change.value for change in recorded(store, id)] == ["sales", "marketing", None]


def test_answer_and_comment_stand_side_by_side(store: Store, id: str) -> None:
    """Either can be changed and taken back without the other."""
    put(store, answers.put_comment, id, "q", "why")
    put(store, answers.put_answer, id, "q", 300)
    put(store, answers.put_answer, id, "q", 400)
    assert (said(store, id).answers, said(store, id).comments) == ({"q": 400}, {"q": "why"})
    put(store, answers.put_answer, id, "q", None)
    assert (said(store, id).answers, said(store, id).comments) == ({}, {"q": "why"})
    put(store, answers.put_answer, id, "q", 400)
    put(store, answers.put_comment, id, "q", None)
    assert (said(store, id).answers, said(store, id).comments) == ({"q": 400}, {})


def test_an_answer_keeps_the_time_of_its_last_word(store: Store, id: str) -> None:
    """A comment does not make it younger; an answer taken back has no time."""
    with store.write() as connection:
        answers.put_answer(connection, id, "q", 300, later(1))
        answers.put_answer(connection, id, "q", 400, later(2))
        answers.put_comment(connection, id, "q", "why", later(3))
        answers.put_answer(connection, id, "r", 400, later(4))
        answers.put_answer(connection, id, "r", None, later(5))
        found = responses.get(connection, id)
    assert found is not None
    assert found.answered_at == {"q": later(2)}
    assert found.saved_at == later(5)


def test_every_change_is_the_last_save(store: Store, id: str) -> None:
    """Of whatever kind; the screen shows that time."""
    changes: list[Callable[[Connection, Any], None]] = [
        lambda c, now: answers.put_answer(c, id, "q", 100, now),
        lambda c, now: answers.put_comment(c, id, "q", "why", now),
        lambda c, now: answers.put_basis(c, id, "d", Basis.TOLD, now),
        lambda c, now: answers.put_priorities(c, id, ("d",), None, now),
        lambda c, now: answers.put_target(c, id, "d", 400, now),
        lambda c, now: answers.put_target_year(c, id, 2030, now),
        lambda c, now: answers.put_practice(c, id, "p", "yes", now),
        lambda c, now: answers.put_deepened(c, id, "d", now),
        lambda c, now: answers.put_profile(c, id, "lens", "sales", now),
        lambda c, now: answers.record(c, id, "organisation", "industry", "energy", now),
    ]
    for minute, change in enumerate(changes, 1):
        with store.write() as connection:
            change(connection, later(minute))
            found = responses.get(connection, id)
            newest = answers.changes(connection, id)[-1]
        assert found is not None
        assert found.saved_at == newest.changed_at == later(minute)


def test_picks_keep_their_order_and_one_star(store: Store, id: str) -> None:
    """Picking again replaces everything, in whatever order."""
    for picked, starred in (
        (("c", "a", "b"), "a"),
        (("b", "a", "c"), "b"),
        (("d", "b"), None),
        ((), None),
        (("a", "b", "c", "d", "e"), "e"),
    ):
        put(store, answers.put_priorities, id, picked, starred)
        assert (said(store, id).priorities, said(store, id).starred) == (picked, starred)
    assert recorded(store, id)[:4] == [
        Change("priorities", "", "c, a, b", later()),
        Change("starred", "", "a", later()),
        Change("priorities", "", "b, a, c", later()),
        Change("starred", "", "b", later()),
    ]
    assert Change("priorities", "", None, later()) in recorded(store, id)


def test_a_target_goes_with_its_pick_and_that_is_recorded(store: Store, id: str) -> None:
    """Those still picked keep theirs; picking again does not bring one back."""
    put(store, answers.put_priorities, id, ("a", "b", "c"), "a")
    for dimension, target in (("a", 400), ("b", 350)):
        put(store, answers.put_target, id, dimension, target)
    before = len(recorded(store, id))
    put(store, answers.put_priorities, id, ("c", "a"), None)
    assert said(store, id).targets == {"a": 400}
    assert recorded(store, id)[before:] == [
        Change("priorities", "", "c, a", later()),
        Change("starred", "", None, later()),
        Change("target", "b", None, later()),
    ]
    put(store, answers.put_priorities, id, ("c", "a", "b"), None)
    assert said(store, id).targets == {"a": 400}
    put(store, answers.put_target, id, "a", None)
    assert said(store, id).targets == {}


def test_only_a_picked_dimension_has_a_target(store: Store, id: str) -> None:
    """Nothing is saved, nothing recorded."""
    put(store, answers.put_basis, id, "b", Basis.TOLD)
    for dimension in ("b", "unheard-of"):
        with pytest.raises(StorageError, match=f"'{dimension}' is not picked; nothing was saved, pick it"):
            put(store, answers.put_target, id, dimension, 400)
    assert said(store, id).targets == {}
    assert [change.kind for change in recorded(store, id)] == ["basis"]


@pytest.mark.parametrize(("picked", "starred"), [(("a", "a"), None), (("a",), "b"), ((), "a")])
def test_picks_that_make_no_sense_are_a_fault_of_the_caller(
    store: Store, id: str, picked: tuple[str, ...], starred: str | None
) -> None:
    """One place each, and the star on one of them."""
    with pytest.raises(ValueError, match="each at most once"):
        put(store, answers.put_priorities, id, picked, starred)
    assert recorded(store, id) == []


def test_basis_picks_and_depth_of_a_dimension_do_not_disturb_each_other(store: Store, id: str) -> None:
    """They share a row."""
    put(store, answers.put_deepened, id, "a")
    put(store, answers.put_basis, id, "a", Basis.TOLD)
    put(store, answers.put_priorities, id, ("a",), "a")
    put(store, answers.put_target, id, "a", 400)
    put(store, answers.put_basis, id, "a", None)
    put(store, answers.put_deepened, id, "a")
    response = said(store, id)
    assert (set(response.deepened), dict(response.basis), response.starred) == ({"a"}, {}, "a")
    assert response.targets == {"a": 400}
    put(store, answers.put_priorities, id, (), None)
    assert said(store, id).deepened == {"a"}


def test_a_submitted_response_takes_no_more_answers(store: Store, id: str) -> None:
    """Whatever a screen that is out of date sends; profile and record go on; reopening lets them in again."""
    put(store, answers.put_answer, id, "q", 100)
    with store.write() as connection:
        responses.submit(connection, id, 10, NOW)
    for change, arguments in (
        (answers.put_answer, ("q", 500)),
        (answers.put_comment, ("q", "why")),
        (answers.put_basis, ("d", Basis.TOLD)),
        (answers.put_priorities, (("d",), None)),
        (answers.put_target, ("d", None)),
        (answers.put_target_year, (2030,)),
        (answers.put_practice, ("p", "yes")),
        (answers.put_deepened, ("d",)),
    ):
        with pytest.raises(StorageError, match="was submitted; nothing was saved, reopen it"):
            put(store, change, id, *arguments)
    assert len(recorded(store, id)) == 1
    put(store, answers.put_profile, id, "region", "north")
    put(store, answers.record, id, "organisation", "industry", "energy")
    with store.write() as connection:
        responses.reopen(connection, id, NOW)
    put(store, answers.put_answer, id, "q", 500)
    assert said(store, id).answers == {"q": 500}


def test_nothing_can_be_said_in_a_response_that_is_not_there(store: Store) -> None:
    """It may have been erased from another device a moment ago."""
    for change, arguments in (
        (answers.put_answer, ("q", 500)),
        (answers.put_answer, ("q", None)),
        (answers.put_profile, ("lens", "sales")),
        (answers.record, ("state", "", "submitted")),
    ):
        with pytest.raises(StorageError, match="does not exist"):
            put(store, change, "unknown", *arguments)


def test_a_year_out_of_range_saves_nothing(store: Store, id: str) -> None:
    """Neither the year nor the record of it."""
    with pytest.raises(DBAPIError, match="ck_response_target_year"):
        put(store, answers.put_target_year, id, 1999)
    assert recorded(store, id) == []


IDS = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
STEPS = st.one_of(
    st.tuples(
        st.just("answers"), IDS, st.one_of(st.none(), st.integers(0, 500), st.sampled_from(Status)), st.just(None)
    ),
    st.tuples(st.just("comments"), IDS, st.one_of(st.none(), TEXTS), st.just(None)),
    st.tuples(st.just("basis"), IDS, st.one_of(st.none(), st.sampled_from(Basis)), st.just(None)),
    st.tuples(st.just("practice"), IDS, st.one_of(st.none(), TEXTS), st.just(None)),
    st.tuples(st.just("priorities"), st.just(""), st.lists(IDS, unique=True).map(tuple), st.integers(0, 4)),
    st.tuples(st.just("targets"), IDS, st.one_of(st.none(), st.integers(0, 500)), st.just(None)),
)


PUT: dict[str, Callable[..., None]] = {
    "answers": answers.put_answer,
    "comments": answers.put_comment,
    "basis": answers.put_basis,
    "practice": answers.put_practice,
    "targets": answers.put_target,
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=25))
def test_any_order_of_words_leaves_what_was_said_last(store: Store, steps: list[tuple[str, str, Any, Any]]) -> None:
    """The database against dictionaries in memory."""
    with store.write() as connection:
        connection.exec_driver_sql("DELETE FROM response")
        connection.exec_driver_sql("DELETE FROM campaign")
        id = begin(connection).response
        model: dict[str, dict[str, Any]] = {
            part: {} for part in ("answers", "comments", "basis", "practice", "targets")
        }
        picked: tuple[str, ...] = ()
        starred: str | None = None
        for part, subject, word, extra in steps:
            if part == "priorities":
                picked, starred = word, (word[extra] if extra < len(word) else None)
                answers.put_priorities(connection, id, picked, starred, NOW)
                model["targets"] = {
                    dimension: model["targets"][dimension] for dimension in picked if dimension in model["targets"]
                }
                continue
            if part == "targets" and subject not in picked:
                continue
            PUT[part](connection, id, subject, word, NOW)
            model[part].pop(subject, None)
            if word is not None:
                model[part][subject] = word
        found = responses.get(connection, id)
    assert found is not None
    response = found.response
    assert {part: dict(getattr(response, part)) for part in model} == model
    assert (response.priorities, response.starred) == (picked, starred)
    assert set(found.answered_at) == set(model["answers"])
