"""What is held about an organisation or a person can be taken along and is erased whole, within what was promised."""

import json
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from assessment import access
from assessment.errors import AccessError, CampaignError
from assessment.model import Actor, CampaignMode, InvitationState, PlanEntry, Role, Segment
from assessment.storage import audits, consents, holdings, invitations, teams
from assessment.storage import plans as stored_plans
from assessment.storage.tables import metadata
from assessment.workflow import (
    answering,
    campaigns,
    data_rights,
    engagements,
    holding_said,
    inviting,
    own_data,
    presenting,
    segmenting,
    sponsoring,
    teaming,
    visiting,
    writing,
)
from assessment.workflow.opening import Place
from tests.workflow.campaigning import Run, begun_by, consultant, run_of, terms
from tests.workflow.sitting import NOW, OPERATOR, Clock

MARKER = "Marker-51c0ffee-that-nobody-else-writes"
SEGMENT = Segment(MARKER, Fraction(1), Fraction(1))
PEOPLE = ("Ida", "Ole", "Per", "Una", "Eva", "Jon")


def rows(place: Place) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but documents."""
    with place.store.read() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
            if table.name != "document"
        }


def filled(place: Place, mode: CampaignMode, people: int = 6, name: str = "Ann") -> tuple[Run, list[Actor]]:
    """A campaign in which so many people said something of every kind; the marker wherever text may be written."""
    run = run_of(place, mode, name)
    engagements.rename_organisation(run.actor, place, run.engagement, run.organisation, MARKER)
    issued = run.invite(place, *(f"{each} {MARKER}" for each in PEOPLE[:people]), email="")
    actors = [begun_by(place, each.token) for each in issued]
    for at, actor in enumerate(actors):
        for question in reversed(place.edition.questionnaire.questions[:6]):
            answering.answer(actor, place, question.id, question.levels[at % 3].value)
        answering.comment(actor, place, question.id, f"{MARKER} note {at}")
        answering.submit(actor, place)
    segmenting.put_segments(actors[0], place, [SEGMENT], Fraction(0))
    writing.write_part(actors[0], place, writing.pages().parts[0].id, MARKER)
    presenting.present(actors[0], place, f"{MARKER} deck", NOW.date())
    where = (run.campaign.id, run.organisation)
    with place.store.write() as connection:
        dimension = place.edition.questionnaire.dimensions[0].id
        stored_plans.put(connection, run.organisation, 1, PlanEntry(f"plan-{name}", dimension, MARKER), NOW)
        consents.give(connection, run.organisation, actors[0].subject, True, NOW)
    sponsoring.link_sponsor(run.actor, place, where, MARKER, access.new_token(), 30)
    if mode is not CampaignMode.NAMED:
        inviting.open_link(run.actor, place, run.campaign.id, run.organisation)
    teaming.settle(run.actor, place, where, question.id, question.levels[0].value, MARKER)
    teaming.rate(run.actor, place, where, question.id, question.levels[0].value, MARKER)
    return run, actors


@pytest.mark.parametrize("mode", CampaignMode)
def test_erasing_an_organisation_leaves_no_id_and_no_word_of_it(place: Place, mode: CampaignMode) -> None:
    """In no table; another engagement stays to the letter."""
    run, _ = filled(place, mode)
    _, others = filled(place, CampaignMode.NAMED, 2, "Zoe")
    with place.store.read() as connection:
        gone = {*holdings.ids(connection, run.organisation), run.campaign.id}
    kept = own_data.exported(others[0], place)
    before = rows(place)
    receipt = data_rights.erase_organisation(run.actor, place, run.engagement, run.organisation, MARKER, "A1")
    assert (receipt.number, receipt.traces_removed) == ("A1", True)
    after = rows(place)
    left = [(t, r) for t, found in after.items() for r in found if gone & {v for v in r.values() if isinstance(v, str)}]
    assert left == []
    assert own_data.exported(others[0], place) == kept
    assert str(after).count(MARKER) < str(before).count(MARKER)
    assert {t: len(r) for t, r in after.items() if t != "audit" and r} == {
        **{t: len(r) for t, r in rows_of_other(before, gone).items() if r},
        "spent_link": 6,
    }
    with place.store.read() as connection:
        entry, *earlier = audits.entries(connection)
    assert (entry.verb, entry.subject_kind, entry.subject, entry.note) == ("erase", "organisation", None, "receipt A1")
    assert len(earlier) == len(before["audit"])


def rows_of_other(before: dict[str, list[dict[str, Any]]], gone: set[str]) -> dict[str, Any]:
    """The rows that name nothing of what was erased."""
    return {
        table: [r for r in found if not gone & {v for v in r.values() if isinstance(v, str)}]
        for table, found in before.items()
        if table != "audit"
    }


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("mode", CampaignMode)
def test_no_byte_of_an_organisation_stays_in_the_files(place: Place, tmp_path: Path, mode: CampaignMode) -> None:
    """Neither in the database nor in its journal, while the program runs on."""
    run, _ = filled(place, mode)
    with place.store.read() as connection:
        gone = [*holdings.ids(connection, run.organisation), run.campaign.id, MARKER]

    def found() -> list[str]:
        content = b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()) if file.is_file())
        return [each for each in gone if each.encode() in content]

    assert found() == gone
    data_rights.erase_organisation(run.actor, place, run.engagement, run.organisation, MARKER, "A1")
    assert found() == []


def test_another_organisation_of_the_engagement_keeps_the_campaign(place: Place) -> None:
    """With its title, which is about both."""
    run, _ = filled(place, CampaignMode.NAMED, 1)
    second = engagements.add_organisation(run.actor, place, run.engagement, "Second")
    data_rights.erase_organisation(run.actor, place, run.engagement, run.organisation, MARKER, "1")
    assert [each.id for each in campaigns.campaigns_of(run.actor, place, run.engagement)] == [run.campaign.id]
    left = engagements.engagement_of(run.actor, place, run.engagement).organisations
    assert [each.id for each in left] == [second.id]


def test_every_table_belongs_to_an_organisation_or_to_nobody_s_data() -> None:
    """A new table is either found by its keys, or must be named here with a reason."""
    apart = {
        *("document", "spent_link", "audit"),  # content of the product, hashes, ids that an erasure takes out
        *("account", "account_link", "sign_in", "sign_in_attempt"),  # those who work here
        *("engagement", "engagement_member", "organisation_group", "campaign", "campaign_option"),  # their work
    }
    assert {table.name for table in metadata.sorted_tables} == apart | {t.name for t in holdings._OWNED}


def test_erasing_needs_the_name_and_the_right(place: Place) -> None:
    """No other name, no foreign consultant, no respondent, no organisation of another engagement."""
    run, actors = filled(place, CampaignMode.NAMED, 1)
    other = run_of(place, name="Zoe")
    before = rows(place)

    def erase(actor: Actor, engagement: str, organisation: str, name: str = MARKER) -> None:
        data_rights.erase_organisation(actor, place, engagement, organisation, name, "1")

    for wrong in ("", MARKER.lower(), f"{MARKER} x"):
        with pytest.raises(CampaignError, match="Type the name"):
            erase(run.actor, run.engagement, run.organisation, wrong)
    nobodies = (actors[0], Actor(Role.CONSULTANT), Actor(Role.SPONSOR, "x"), Actor(Role.READER), Actor(Role.RATER))
    for actor in (other.actor, *nobodies):
        for refused in (
            lambda a=actor: erase(a, run.engagement, run.organisation),
            lambda a=actor: erase(a, other.engagement, run.organisation) if a == other.actor else erase(a, "x", "y"),
            lambda a=actor: holding_said.exported(a, place, run.engagement, run.organisation),
            lambda a=actor: data_rights.held(a, place, run.engagement, run.organisation),
        ):
            with pytest.raises(AccessError):
                refused()
    assert rows(place) == before
    administrator = consultant(place, "Adm", Role.ADMINISTRATOR)
    erase(administrator, run.engagement, run.organisation)


@pytest.mark.parametrize("mode", CampaignMode)
@pytest.mark.parametrize("people", [4, 6])
def test_an_export_for_staff_tells_no_more_than_the_team_s_page(place: Place, mode: CampaignMode, people: int) -> None:
    """No notes, no times and no ids of anybody's answers; names at answers in a named campaign only."""
    run, actors = filled(place, mode, people)
    campaigns.close(run.actor, place, run.campaign.id)
    said = holding_said.exported(run.actor, place, run.engagement, run.organisation)
    (campaign,) = said["campaigns"]
    text = json.dumps(said)
    assert "responses" not in campaign
    assert "note 0" not in text
    assert not [actor for actor in actors if str(actor.subject) in text]
    named = [a for row in campaign["team"]["questions"] for a in row["answers"] if "name" in a]
    single = [a for row in campaign["team"]["questions"] for a in row["answers"]]
    assert bool(named) is (mode is CampaignMode.NAMED)
    assert bool(single) is (mode is CampaignMode.NAMED or (mode is CampaignMode.CONFIDENTIAL and people >= 5))
    assert ("withheld" in said["pages"][0]) is (mode is not CampaignMode.NAMED and people < 5)
    assert (MARKER in json.dumps(said["pages"])) is (mode is CampaignMode.NAMED or people >= 5)
    (entry,) = said["pages"][0].get("plan", [{}])
    assert ("level" in entry) is (mode is CampaignMode.NAMED)
    assert len(campaign["invitations"]) == people
    assert len(campaign["settlements"]) == len(campaign["assessor_ratings"]) == len(campaign["sponsors"]) == 1


@pytest.mark.parametrize("mode", [CampaignMode.CONFIDENTIAL, CampaignMode.ANONYMOUS])
def test_nothing_of_a_campaign_that_is_open_leaves_before_its_closing(place: Place, mode: CampaignMode) -> None:
    """What comes in between two exports would be told by them."""
    run, _ = filled(place, mode)
    said = holding_said.exported(run.actor, place, run.engagement, run.organisation)
    assert not any(row["n"] for row in said["campaigns"][0]["team"]["questions"])
    assert "withheld" in said["pages"][0]


@pytest.mark.parametrize("mode", CampaignMode)
def test_only_the_operator_takes_answers_along_in_full_and_only_named_ones(place: Place, mode: CampaignMode) -> None:
    """With notes; of a draft nothing, as nobody was told that drafts are seen."""
    run, _ = filled(place, mode)
    (issued,) = run.invite(place, "Late")
    begun_by(place, issued.token)
    (campaign,) = holding_said.exported(OPERATOR, place, run.engagement, run.organisation)["campaigns"]
    assert ("responses" in campaign) is (mode is CampaignMode.NAMED)
    found = campaign.get("responses", [])
    assert len(found) == (6 if found else 0)
    assert all(MARKER in each["about"]["invitation"]["name"] and each["comments"] for each in found)


def test_no_secret_is_in_an_export(place: Place) -> None:
    """Neither a token nor the hash of one."""
    run, _ = filled(place, CampaignMode.NAMED)
    text = json.dumps(holding_said.exported(OPERATOR, place, run.engagement, run.organisation))
    every = [row for found in rows(place).values() for row in found]
    hashes = [v for row in every for name, v in row.items() if name in ("token_hash", "resume_hash")]
    assert len(hashes) > 8
    assert not [each for each in hashes if each in text]


@pytest.mark.parametrize("mode", [CampaignMode.NAMED, CampaignMode.CONFIDENTIAL])
def test_staff_erase_one_person_by_the_invitation(place: Place, mode: CampaignMode) -> None:
    """The others stay; no id is left in the log, the links lead nowhere."""
    run, actors = filled(place, mode)
    invited = inviting.invitations_of(run.actor, place, run.campaign.id)
    ids = [str(each.subject) for each in actors]
    first = invited[0].id
    receipt = data_rights.erase_invited(run.actor, place, first, "B2")
    assert receipt.number == "B2"
    left = str(rows(place))
    assert first not in left
    assert sum(id in left for id in ids) == 5
    assert len(inviting.invitations_of(run.actor, place, run.campaign.id)) == 5
    with pytest.raises(AccessError):
        data_rights.erase_invited(run.actor, place, first, "B3")


def test_an_invitation_that_nobody_used_is_erased_in_every_mode(place: Place) -> None:
    """It holds nothing but whom was invited."""
    for mode in CampaignMode:
        run = run_of(place, mode, mode.value)
        (issued,) = run.invite(place, "Ida")
        data_rights.erase_invited(run.actor, place, issued.invitation.id, "1")
        assert inviting.invitations_of(run.actor, place, run.campaign.id) == ()


def test_nobody_but_the_person_erases_what_was_said_anonymously(place: Place) -> None:
    """The operator neither; the person does, and the invitation goes on knowing only that it was used."""
    run, actors = filled(place, CampaignMode.ANONYMOUS)
    used = inviting.invitations_of(run.actor, place, run.campaign.id)
    before = rows(place)
    for actor in (run.actor, OPERATOR):
        with pytest.raises(CampaignError, match="only they can erase"):
            data_rights.erase_invited(actor, place, used[0].id, "1")
    assert rows(place) == before
    own_data.erase(actors[0], place, "1")
    assert [e.state for e in inviting.invitations_of(run.actor, place, run.campaign.id)] == [InvitationState.USED] * 6


def test_staff_cannot_subtract_one_person_from_confidential_figures(place: Place) -> None:
    """Once they are shown; the operator, who answers to the person, can."""
    run, _ = filled(place, CampaignMode.CONFIDENTIAL)
    campaigns.close(run.actor, place, run.campaign.id)
    one = inviting.invitations_of(run.actor, place, run.campaign.id)[0].id
    before = rows(place)
    with pytest.raises(CampaignError, match="before and after"):
        data_rights.erase_invited(run.actor, place, one, "1")
    assert rows(place) == before
    data_rights.erase_invited(OPERATOR, place, one, "1")
    assert len(inviting.invitations_of(run.actor, place, run.campaign.id)) == 5


def test_nobody_erases_a_person_of_another_engagement(place: Place) -> None:
    """Foreign and unknown invitations are refused alike."""
    run, actors = filled(place, CampaignMode.NAMED, 1)
    other = run_of(place, name="Zoe")
    one = inviting.invitations_of(run.actor, place, run.campaign.id)[0].id
    for actor, id in ((other.actor, one), (actors[0], one), (Actor(Role.CONSULTANT), one), (run.actor, "unknown")):
        with pytest.raises(AccessError, match="does not exist"):
            data_rights.erase_invited(actor, place, id, "1")
    with place.store.read() as connection:
        assert invitations.get(connection, one) is not None


def test_a_person_s_own_erasure_takes_the_invitation_along(place: Place) -> None:
    """Name and address too, where it is known whose it was; what the team settled stays."""
    run, actors = filled(place, CampaignMode.NAMED, 2)
    own_data.erase(actors[0], place, "1")
    assert len(inviting.invitations_of(run.actor, place, run.campaign.id)) == 1
    with place.store.read() as connection:
        assert teams.settlements(connection, run.campaign.id, run.organisation)


@pytest.mark.parametrize("mode", CampaignMode)
def test_a_person_takes_along_campaign_and_invitation(place: Place, mode: CampaignMode) -> None:
    """In an anonymous campaign nothing tells which invitation it was."""
    _, actors = filled(place, mode, 1)
    about = own_data.exported(actors[0], place)["about"]
    assert (about["campaign"]["title"], about["campaign"]["mode"]) == ("First wave", mode.value)
    assert (about["invitation"] is None) is (mode is CampaignMode.ANONYMOUS)
    if about["invitation"]:
        assert about["invitation"]["name"] == f"Ida {MARKER}"


def test_a_day_of_erasure_that_is_past_is_refused(place: Place, clock: Clock) -> None:
    """A slip would erase everything at once; a day that came meanwhile does not keep one from saving."""
    run = run_of(place, closes_at=None, retain_until=NOW + timedelta(days=3))
    for past in (NOW, NOW - timedelta(days=400)):
        with pytest.raises(CampaignError, match="is past"):
            campaigns.change(run.actor, place, run.campaign.id, terms(place, closes_at=None, retain_until=past))
        with pytest.raises(CampaignError, match="is past"):
            campaigns.create(run.actor, place, run.engagement, terms(place, closes_at=None, retain_until=past))
        with pytest.raises(CampaignError, match="is past"):
            engagements.keep_until(run.actor, place, run.engagement, past)
    clock.forward(days=4)
    campaigns.change(
        run.actor, place, run.campaign.id, terms(place, closes_at=None, retain_until=NOW + timedelta(days=3))
    )


def test_what_is_counted_before_an_erasure_is_what_goes(place: Place) -> None:
    """In words."""
    run, _ = filled(place, CampaignMode.CONFIDENTIAL)
    held = data_rights.held(run.actor, place, run.engagement, run.organisation)
    assert {"6 responses", "6 invitations", "1 segment", "1 settled dispute", "1 sponsor's link", "1 consent"} <= set(
        held
    )
    assert visiting.NOBODY.subject is None
