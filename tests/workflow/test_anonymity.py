"""An anonymous campaign, read from the database itself: nothing in it joins an answer to an invitation."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select

from assessment import access
from assessment.errors import AssessmentError
from assessment.model import Actor, CampaignMode, InvitationState
from assessment.storage.tables import metadata
from assessment.workflow import answering, invited, inviting, maintaining, own_data, presenting
from assessment.workflow.opening import Place
from assessment.workflow.sitting import opened
from tests.workflow.campaigning import ABOUT_ME, Run, holder, run_of
from tests.workflow.sitting import OPERATOR, Clock, answer_everything
from tests.workflow.test_own_response_only import VERBS

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


def test_a_confidential_campaign_does_keep_what_an_anonymous_one_must_not(place: Place, clock: Clock) -> None:
    """So the tests above would notice."""
    run = run_of(place, CampaignMode.CONFIDENTIAL)
    found = answered(place, run, clock)
    kept = rows(place)
    assert {row["invitation_id"] for row in kept["response"]} == set(found)
    assert kept["change"]
    assert any(row["started_at"].minute for row in kept["response"])
    assert any(row["actor"] in {actor.subject for actor in found.values()} for row in kept["audit"])
