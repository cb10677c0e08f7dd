"""An anonymous campaign, read from the database itself: nothing in it joins an answer to an invitation."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select, update

from assessment import access
from assessment.errors import AssessmentError
from assessment.model import Actor, CampaignMode, InvitationState
from assessment.storage import audits
from assessment.storage.tables import metadata
from assessment.workflow import (
    answering,
    campaigns,
    invited,
    inviting,
    maintaining,
    own_data,
    presenting,
    progressing,
    segmenting,
    severing,
    workshop_seats,
    workshops,
)
from assessment.workflow.opening import Place
from assessment.workflow.sitting import opened
from tests.workflow.campaigning import ABOUT_ME, Run, holder, run_of
from tests.workflow.sitting import OPERATOR, Clock, answer_everything
from tests.workflow.test_own_response_only import VERBS
from tests.workflow.test_workshops import joined, put
from tests.workflow.test_workshops import opened as workshop_of

PEOPLE = ("Ann-Sofie", "Bo", "Cleo", "Dag", "Ebba", "Finn")


@pytest.fixture
def run(place: Place) -> Run:
    """An anonymous campaign."""
    return run_of(place, CampaignMode.ANONYMOUS)


def answered(place: Place, run: Run, clock: Clock) -> dict[str, Actor]:
    """Everybody's response by the invitation it came from, which only this test knows; begun in another order."""
    issued = run.invite(place, *PEOPLE, lens="it", seniority="manager")
    ids = [each.invitation.id for each in issued]
    inviting.mark_sent(run.actor, place, run.campaign.id, ids)
    clock.forward(days=6)
    inviting.mark_reminded(run.actor, place, run.campaign.id, ids[:3])
    found = {}
    for each in (issued[number] for number in (3, 0, 5, 1, 4)):
        clock.forward(hours=1, seconds=17)
        found[each.invitation.id] = answering_by(place, each.token)
        answer_everything(found[each.invitation.id], place)
        clock.forward(minutes=9)
        answering.submit(found[each.invitation.id], place)
    return found


def answering_by(place: Place, token: str) -> Actor:
    """Somebody who begins by a link in a browser of their own."""
    return invited.begin(holder(place, token), place, token, access.new_token(), ABOUT_ME)


def rows(place: Place) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with place.store.read() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def test_no_row_names_an_invitation_and_a_response(place: Place, run: Run, clock: Clock) -> None:
    """Nor the response's id beside anything but what was said in it; used invitations keep no time but their making."""
    found = answered(place, run, clock)
    responses = {actor.subject for actor in found.values()}
    for table, held in rows(place).items():
        for row in held:
            texts = {value for value in row.values() if isinstance(value, str)}
            assert not (texts & set(found) and texts & responses), table
            if table in ("audit", "change", "invitation", "consent"):
                assert not texts & responses, table
    for row in rows(place)["invitation"]:
        if row["state"] == InvitationState.USED:
            assert (row["sent_at"], row["reminded_at"], row["reminders"]) == (None, None, 0)
            assert (row["lens"], row["seniority"]) == (None, None), "a function said in one response names a person"
    assert all(row["invitation_id"] is None and row["seconds"] is None for row in rows(place)["response"])


def test_nothing_of_a_person_is_taken_over_from_the_invitation(place: Place, run: Run, clock: Clock) -> None:
    """They say it themselves."""
    for actor in answered(place, run, clock).values():
        assert ABOUT_ME.items() <= opened(actor, place).stored.response.profile.items()


def test_whatever_is_done_in_a_response_only_days_are_kept(place: Place, run: Run, clock: Clock) -> None:
    """Every verb there is, at an odd time of day; every row that belongs to the response."""
    (issued,) = run.invite(place, "Ida")
    clock.forward(hours=3, seconds=41)
    actor = answering_by(place, issued.token)
    answer_everything(actor, place)
    for name, say in VERBS.items():
        if name not in ("erasing", "consent"):
            with suppress(AssessmentError):
                say(actor, place)
    with suppress(AssessmentError):
        answering.submit(actor, place)
    presented = presenting.present(actor, place, "Mine", clock().date())
    presenting.revoke(actor, place, presenting.share(actor, place, presented.id, access.new_token(), 7).id)
    seen = 0
    for table, held in rows(place).items():
        for row in held:
            if table in ("response", "answer", "presentation", "share_link") or actor.subject in row.values():
                for name, value in row.items():
                    if isinstance(value, datetime):
                        seen += 1
                        assert (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0), (
                            table,
                            name,
                        )
    assert seen > 10
    assert rows(place)["change"] == []
    assert own_data.exported(actor, place)["about"]["log"] == []


def test_a_workshop_keeps_what_was_agreed_and_only_days(place: Place, run: Run, clock: Clock) -> None:
    """Though no record of changes is kept; the phones' clicks are no exception."""
    (issued,) = run.invite(place, "Ida")
    clock.forward(hours=3, seconds=41)
    leader = answering_by(place, issued.token)
    put(leader, place, ("X", "Y"))
    _, link = workshop_of(leader, place)
    for rater, rating in zip(joined(place, link, "J", "K", "L"), (1, 3, 5), strict=True):
        for ballot in workshop_seats.ballots_of(rater, place):
            for each in ballot.criteria:
                workshop_seats.rate(rater, place, ballot.id, each.id, rating)
        workshop_seats.finish(rater, place)
    workshops.reveal(leader, place)
    (segment, criterion), *_ = workshops.outcome_of(leader, place).disputed
    workshops.agree(leader, place, segment, criterion, 5)
    assert workshops.outcome_of(leader, place).agreed == {(segment, criterion): 5}
    workshops.take_over(leader, place)
    taken = {one.id: one.ratings for one in segmenting.segmentation_of(leader, place).segments}
    assert taken[segment][criterion] == 5
    kept = rows(place)
    assert kept["change"] == []
    for table in ("workshop", "workshop_rater", "segmentation", "segment", "segment_rating"):
        times = [value for row in kept[table] for value in row.values() if isinstance(value, datetime)]
        assert times, table
        assert all((time.hour, time.minute, time.second) == (0, 0, 0) for time in times), table
    assert all(row["done_at"] for row in kept["workshop_rater"])
    assert all(row["locked_at"] for row in kept["segmentation"])


def test_the_file_holds_no_order_in_which_people_came(place: Place, run: Run, clock: Clock, tmp_path: Path) -> None:
    """Neither the file itself nor a backup: responses have no row numbers, invitations keep those of their making."""
    found = answered(place, run, clock)
    by_coming = [actor.subject for actor in found.values()]
    backup = tmp_path / "backup.sqlite"
    url = place.store.engine.url.render_as_string(hide_password=False)
    maintaining.back_up(OPERATOR, url, backup)
    files = [backup]
    if place.store.engine.dialect.name == "sqlite":
        files.append(Path(str(make_url(url).database)))
    for file in files:
        with closing(sqlite3.connect(file)) as database:
            for table in ("response", "answer", "response_dimension", "response_field"):
                with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
                    database.execute(f"SELECT rowid FROM {table}")
            kept = [row[0] for row in database.execute("SELECT id FROM response")]
            assert kept == sorted(by_coming, key=str)
            assert database.execute("SELECT count(*) FROM change").fetchone() == (0,)
            marks = ",".join("?" * len(by_coming))
            logged = f"SELECT count(*) FROM audit WHERE actor IN ({marks}) OR subject IN ({marks})"
            assert database.execute(logged, [*by_coming, *by_coming]).fetchone() == (0,)
            made = [row[0] for row in database.execute("SELECT name FROM invitation ORDER BY rowid")]
            # As they were made, or, in a backup, by their random ids: nothing of when they were used.
            assert made == list(PEOPLE) if file != backup else sorted(made) == sorted(PEOPLE)


@pytest.mark.parametrize("by_itself", [False, True])
def test_after_the_closing_no_order_and_no_mark_joins_people_and_answers(
    place: Place, run: Run, clock: Clock, by_itself: bool
) -> None:
    """Whether it was closed by hand, or its day came; the rows are the same as before."""
    found = answered(place, run, clock)
    first, *_ = found.values()
    put(first, place, ("X", "Y"))
    with place.store.write() as connection:
        connection.execute(update(metadata.tables["segmentation"]).values(locked_by=first.subject))
    presenting.present(first, place, "Mine", clock().date())
    before = rows(place)
    if by_itself:
        clock.forward(days=31)
        progressing.progress_of(run.actor, place, run.campaign.id)
        progressing.progress_of(run.actor, place, run.campaign.id)
        assert severing.sever_all(OPERATOR, place) == 0
    else:
        campaigns.close(run.actor, place, run.campaign.id)
    after = rows(place)
    with place.store.read() as connection:
        noted = [entry.note for entry in audits.about(connection, run.campaign.id)]
    assert noted.count(severing.SEVERED) == 1
    for table in set(before) - {"audit", "campaign"}:
        assert sorted(map(str, after[table])) == sorted(map(str, before[table])), table
    if place.store.engine.dialect.name == "sqlite":
        _check_file(Path(str(place.store.engine.url.database)), found)
    else:
        _check_marks(place)


WRITTEN_ANEW = ("invitation", "response", "answer", "response_dimension", "response_field", "presentation")


def _check_marks(place: Place) -> None:
    """Of each row the transaction that wrote it, and where it lies."""
    marks = set()
    with place.store.read() as connection:
        for name in WRITTEN_ANEW:
            keys = ", ".join(column.name for column in metadata.tables[name].primary_key)
            lies = connection.exec_driver_sql(f"SELECT xmin::text, {keys} FROM {name} ORDER BY ctid").all()
            marks |= {row[0] for row in lies}
            assert lies, name
            assert [tuple(row[1:]) for row in lies] == sorted(tuple(row[1:]) for row in lies), name
    assert len(marks) == 1


def _check_file(file: Path, found: dict[str, Actor]) -> None:
    """Where ids lie in the file's pages, and that the journal holds nothing."""
    journal = file.with_name(f"{file.name}-wal")
    assert not journal.exists() or journal.stat().st_size == 0
    raw = file.read_bytes()
    with closing(sqlite3.connect(file)) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        made = [row[0] for row in database.execute("SELECT id FROM invitation ORDER BY rowid")]
        assert made == sorted(made)
        by_hash = [row[0] for row in database.execute("SELECT id FROM response ORDER BY resume_hash")]
    for ids in (list(found), [str(actor.subject) for actor in found.values()]):
        for start in range(0, len(raw), size):
            page = raw[start : start + size]
            first = {id: page.find(id.encode()) for id in ids if id.encode() in page}
            if len(first) == len(ids):
                lies = sorted(first, key=lambda id: first[id])
                assert lies in (sorted(ids), sorted(ids, reverse=True), by_hash, by_hash[::-1]), start


def test_a_confidential_campaign_does_keep_what_an_anonymous_one_must_not(place: Place, clock: Clock) -> None:
    """So the tests above would notice."""
    run = run_of(place, CampaignMode.CONFIDENTIAL)
    found = answered(place, run, clock)
    kept = rows(place)
    assert {row["invitation_id"] for row in kept["response"]} == set(found)
    assert kept["change"]
    assert any(row["started_at"].minute for row in kept["response"])
    assert any(row["actor"] in {actor.subject for actor in found.values()} for row in kept["audit"])
