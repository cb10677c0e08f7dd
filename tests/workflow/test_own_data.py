"""What a respondent takes along can be scored again; what a respondent erases is gone."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from assessment import access
from assessment.errors import AccessError, AnsweringError, StorageError
from assessment.model import Actor, Answer, Length, Response, Role
from assessment.storage import audits, organisations, responses
from assessment.storage.store import open_store
from assessment.storage.tables import metadata
from assessment.workflow import answering, assessing, own_data, visiting
from assessment.workflow.opening import Place
from assessment.workflow.sitting import opened
from tests.responses import generated
from tests.workflow.at_once import at_once
from tests.workflow.sitting import NOW, OPERATOR, Clock, answer_everything, assessed, begun, kept, say_all, sitting_of

MARKER = "Marker-7f3a91c2-that-nobody-else-writes"


def scored_again(actor: Actor, place: Place, folder: Path) -> Any:
    """What the command line makes of the exported file."""
    file = folder / "answers.json"
    file.write_text(json.dumps(own_data.exported(actor, place), ensure_ascii=False), "utf-8")
    length = sitting_of(actor, place).stored.response.length
    return assessing.assess_file(file, place.edition, length, NOW.date())


def rows(place: Place) -> dict[str, int]:
    """How many rows each table has, but for those without."""
    with place.store.read() as connection:
        counts = {t.name: connection.scalar(select(func.count()).select_from(t)) for t in metadata.sorted_tables}
    return {name: count for name, count in counts.items() if count}


@pytest.fixture
def say_much(place: Place) -> Callable[[Actor], None]:
    """Says something of every kind, with the marker wherever text may be written."""

    def say(actor: Actor) -> None:
        answer_everything(actor, place)
        answering.answer(actor, place, "proof-of-advantage", 200)
        answering.comment(actor, place, "proof-of-advantage", MARKER)
        answering.comment(actor, place, "proof-of-advantage", f"{MARKER} {'x' * 1900}")
        answering.pick(actor, place, ("right-to-win", "culture"), "culture")
        answering.aim(actor, place, "culture", place.edition.questionnaire.stages[-1].id)
        answering.aim_by(actor, place, NOW.year + 2)
        answering.practise(actor, place, "PR01", "yes")
        answering.deepen(actor, place, "culture")
        answering.describe(actor, place, "industry", "energy")
        answering.describe(actor, place, "unit_assessed", MARKER)
        answering.consent(actor, place, True)
        answering.claim(actor, place, "tab")
        answering.submit(actor, place)

    return say


def test_what_is_taken_along_scores_the_same(any_place: Place, tmp_path: Path) -> None:
    """Through the reader of answer files; the whole assessment, not only the numbers."""
    place = any_place
    for seed in range(6):
        actor = begun(place, f"Unit {seed} “=1+1” <b>")
        say_all(actor, place, generated(place.edition, seed, answering.own_length(place.edition)))
        again = scored_again(actor, place, tmp_path)
        own = assessed(actor, place)
        assert again.scorecard == own.scorecard, seed
        assert again.verdict == own.verdict, seed
        assert again.response.answers == own.response.answers, seed
        assert again.response.comments == own.response.comments, seed


def test_an_empty_response_can_be_taken_along_too(place: Place, other_place: Place, tmp_path: Path) -> None:
    """There is nothing to mend in it."""
    for where in (place, other_place):
        assert scored_again(begun(where), where, tmp_path).scorecard.overall.score is None


def test_everything_that_is_kept_is_taken_along(
    place: Place, clock: Clock, respondent: Actor, say_much: Callable[[Actor], None]
) -> None:
    """With every change and its time, in the words and ids of the questionnaire."""
    clock.forward(minutes=5)
    say_much(respondent)
    exported = json.loads(json.dumps(kept(respondent, place)))
    assert exported["answers"]["proof-of-advantage"] == 2
    assert exported["comments"] == {"proof-of-advantage": f"{MARKER} {'x' * 1900}"}
    assert exported["basis"] == dict.fromkeys(place.edition.questionnaire.asking_order, "told")
    assert exported["profile"] == {"lens": "crm", "level": "c-suite", "industry": "energy", "unit_assessed": MARKER}
    assert (exported["priorities"], exported["starred"]) == (["right-to-win", "culture"], "culture")
    assert (exported["targets"], exported["target_year"]) == ({"culture": 4.6}, NOW.year + 2)
    assert (exported["practice"], exported["deepened"]) == ({"PR01": "yes"}, ["culture"])
    about = exported["about"]
    assert about["questionnaire"] == "customer-strategy v1"
    assert about["unit"] == MARKER
    assert about["hash"] == place.edition.questionnaire.content_hash
    assert (about["length"], about["source"], about["state"]) == ("short", "own", "submitted")
    assert (about["started_at"], about["submitted_at"]) == (NOW.isoformat(), clock().isoformat())
    assert about["peers_consent"] is True
    comments = [change for change in about["changes"] if change["kind"] == "comment"]
    assert comments[0] == {
        "at": clock().isoformat(),
        "kind": "comment",
        "subject": "proof-of-advantage",
        "value": MARKER,
    }
    assert {change["kind"] for change in about["changes"]} == {
        *("profile", "answer", "basis", "comment", "priorities", "starred", "target", "target_year", "practice"),
        *("deepened", "consent", "state"),
    }


def test_neither_ids_nor_the_private_link_are_taken_along(place: Place, say_much: Callable[[Actor], None]) -> None:
    """A file that is passed on opens nothing."""
    token = access.new_token()
    actor = begun(place, token=token)
    say_much(actor)
    stored, text = sitting_of(actor, place).stored, json.dumps(kept(actor, place))
    for secret in (token, access.token_hash(token), stored.id, stored.organisation.id, stored.campaign.id):
        assert secret not in text


def test_erasing_leaves_nothing_but_the_receipt(place: Place, clock: Clock, say_much: Callable[[Actor], None]) -> None:
    """No history, no consent, no organisation; the old link opens nothing, the old id neither."""
    token = access.new_token()
    actor = begun(place, token=token)
    say_much(actor)
    clock.forward(days=1)
    receipt = own_data.erase(actor, place, "A1B2")
    assert (receipt.number, receipt.erased_at, receipt.traces_removed) == ("A1B2", clock(), True)
    assert set(rows(place)) == {"document", "campaign", "audit", "spent_link"}
    assert visiting.respondent(place.store, token) == visiting.NOBODY
    with pytest.raises(AccessError):
        opened(actor, place)
    with place.store.read() as connection:
        (entry,) = [entry for entry in audits.entries(connection) if entry.verb == "erase"]
    assert (entry.at, entry.actor, entry.note) == (clock(), Actor(Role.RESPONDENT), "receipt A1B2")
    assert (entry.subject_kind, entry.subject) == ("response", None)


def test_no_id_of_what_was_erased_stays_in_the_log(
    place: Place, respondent: Actor, say_much: Callable[[Actor], None]
) -> None:
    """That something happened stays, as the receipt promises no more than that; others' entries stay as they are."""
    other = begun(place)
    say_much(respondent)
    stored = sitting_of(respondent, place).stored
    with place.store.write() as connection:
        audits.note(connection, OPERATOR, "maintain", "organisation", stored.organisation.id, NOW)
        before = audits.entries(connection)
    own_data.erase(respondent, place, "1")
    with place.store.read() as connection:
        erasure, *after = audits.entries(connection)
    assert erasure.verb == "erase"
    assert [(entry.at, entry.verb) for entry in after] == [(entry.at, entry.verb) for entry in before]
    named = {name for entry in after for name in (entry.actor.subject, entry.subject)}
    assert named == {None, other.subject}
    assert {stored.id, stored.organisation.id} & named == set()


def test_no_new_response_begins_behind_the_link_of_an_erased_one(place: Place) -> None:
    """Whoever still holds the old link must not come upon somebody's new answers."""
    token = access.new_token()
    own_data.erase(begun(place, token=token), place, "1")
    assert answering.is_spent(place, token)
    assert not answering.is_spent(place, access.new_token())
    assert not answering.is_spent(place, None)
    before = rows(place)
    with pytest.raises(AnsweringError, match="was erased"):
        begun(place, token=token)
    assert rows(place) == before


def test_erasing_twice_is_refused_and_logged_once(place: Place, respondent: Actor) -> None:
    """There is nothing left to erase."""
    own_data.erase(respondent, place, "1")
    with pytest.raises(AccessError):
        own_data.erase(respondent, place, "2")
    with place.store.read() as connection:
        assert [entry.note for entry in audits.entries(connection) if entry.verb == "erase"] == ["receipt 1"]


def test_erasing_at_once_in_two_windows_erases_once(place: Place, respondent: Actor) -> None:
    """One receipt; the others are told that there is nothing."""

    def erase(number: str) -> bool:
        try:
            own_data.erase(respondent, place, number)
        except AccessError:
            return False
        return True

    erased = at_once(place, *[lambda n=n: erase(str(n)) for n in range(5)])
    assert erased.count(True) == 1
    with place.store.read() as connection:
        assert sum(entry.verb == "erase" for entry in audits.entries(connection)) == 1


def test_an_organisation_stays_while_somebody_else_answered_for_it(
    place: Place, respondent: Actor, say_much: Callable[[Actor], None]
) -> None:
    """Its profile too; the last to go takes it along."""
    say_much(respondent)
    stored = sitting_of(respondent, place).stored
    colleague = Actor(Role.RESPONDENT, "colleague")
    with place.store.write() as connection:
        responses.add(
            connection, "colleague", stored.campaign.id, stored.organisation.id, Length.SHORT, "their-hash", NOW
        )
    own_data.erase(respondent, place, "1")
    assert sitting_of(colleague, place).stored.organisation.profile == {"industry": "energy"}
    own_data.erase(colleague, place, "2")
    with place.store.read() as connection, pytest.raises(StorageError):
        organisations.get(connection, stored.organisation.id)


def test_erasing_leaves_the_responses_of_others_alone(place: Place, say_much: Callable[[Actor], None]) -> None:
    """To the letter."""
    mine, theirs = begun(place), begun(place)
    say_much(mine)
    say_much(theirs)
    before = kept(theirs, place)
    own_data.erase(mine, place, "1")
    assert kept(theirs, place) == before


def bytes_on_disk(folder: Path) -> bytes:
    """All files of a database together."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file())


@pytest.mark.parametrize("kind", ["sqlite"])
def test_no_byte_of_what_was_erased_stays_in_the_files(
    place: Place, tmp_path: Path, say_much: Callable[[Actor], None]
) -> None:
    """Neither in the database nor in its log, while the program goes on running."""
    actor, other = begun(place), begun(place, "Another unit")
    say_much(actor)
    assert MARKER.encode() in bytes_on_disk(tmp_path)
    assert str(actor.subject).encode() in bytes_on_disk(tmp_path)
    own_data.erase(actor, place, "1")
    assert MARKER.encode() not in bytes_on_disk(tmp_path)
    assert b"Another unit" in bytes_on_disk(tmp_path)
    assert sitting_of(other, place).unit == "Another unit"


@pytest.mark.parametrize("kind", ["sqlite"])
def test_who_erases_is_told_when_traces_may_be_left(
    place: Place, respondent: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The response is gone all the same; the receipt claims no more than is true."""

    def refuse() -> None:
        raise StorageError("others kept reading")

    monkeypatch.setattr(place.store, "erase_traces", refuse)
    assert not own_data.erase(respondent, place, "1").traces_removed
    with pytest.raises(AccessError):
        opened(respondent, place)


def test_a_response_in_progress_elsewhere_ends_with_its_erasure(place: Place, url: str, respondent: Actor) -> None:
    """Another process writes nothing into it afterwards."""
    elsewhere = replace(place, store=open_store(url))
    answer: Answer = 300
    answering.answer(respondent, elsewhere, "proof-of-advantage", answer)
    own_data.erase(respondent, place, "1")
    with pytest.raises(AccessError):
        answering.answer(respondent, elsewhere, "proof-of-advantage", answer)
    elsewhere.store.close()


def test_an_export_reads_as_an_answer_file_of_any_length(place: Place, respondent: Actor, tmp_path: Path) -> None:
    """Deepened dimensions are counted in full."""
    questionnaire = place.edition.questionnaire
    everything = {question.id: question.levels[-1].value for question in questionnaire.questions}
    say_all(respondent, place, Response(everything, deepened=frozenset({"culture"})))
    scores = {
        score.dimension: score.answered for score in scored_again(respondent, place, tmp_path).scorecard.dimensions
    }
    assert scores["culture"] == len(questionnaire.scored_questions("culture", Length.FULL)) > scores["delivery"] == 2
