"""Who may see a team and change what stands beside it; what is kept of that."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from assessment import access
from assessment.errors import AccessError, TeamError
from assessment.model import Actor, CampaignMode, Role
from assessment.storage import audits
from assessment.workflow import campaigns as workflow_of_campaigns
from assessment.workflow import invented_team, sponsoring, teaming
from assessment.workflow.demonstration import demonstrate_team, remove_demonstration
from assessment.workflow.opening import Place
from tests.workflow.campaigning import run_of
from tests.workflow.sitting import OPERATOR, Clock, begun
from tests.workflow.teams import Held, answered, closed, held

NOBODY = (
    Actor(Role.CONSULTANT),
    Actor(Role.RESPONDENT),
    Actor(Role.SPONSOR),
    Actor(Role.SPONSOR, "unknown"),
    Actor(Role.RATER, "unknown"),
    Actor(Role.READER, "unknown"),
)


def first(place: Place) -> str:
    """The first question."""
    return place.edition.questionnaire.questions[0].id


def linked(place: Place, team: Held) -> tuple[Actor, str]:
    """A sponsor with a link to a team, and its token."""
    token = access.new_token()
    sponsoring.link_sponsor(team.consultant, place, team.where, "The chair", token, 90)
    return sponsoring.sponsor(place, token), token


def test_those_who_work_on_it_its_sponsor_and_the_operator_see_a_team(place: Place) -> None:
    """Submitted answers alone count, by name where names were announced."""
    team = held(place)
    answered(place, team, "Ana", [0, 4])
    answered(place, team, "Bo", [4, 4])
    answered(place, team, "Cy", [2], submits=False)
    for actor in (team.consultant, OPERATOR, linked(place, team)[0]):
        found = teaming.team_of(actor, place, *team.where)
        assert found.view.n == 2
        assert {dot.name for dot in found.view.of(first(place)).dots} == {"Ana", "Bo"}
        assert found.participation.words == "2 of 3 answered"
        assert teaming.missing_words(found) == ("Not answered yet: Cy.",)


def test_nobody_else_sees_it_or_changes_anything(place: Place) -> None:
    """A consultant of another engagement, respondents, sponsors without a link: all in the same words."""
    team = held(place)
    respondent = answered(place, team, "Ana", [0])
    verbs: list[Callable[[Actor], object]] = [
        lambda actor: teaming.team_of(actor, place, *team.where),
        lambda actor: teaming.settle(actor, place, team.where, first(place), None, "why"),
        lambda actor: teaming.reopen_dispute(actor, place, team.where, first(place)),
        lambda actor: teaming.rate(actor, place, team.where, first(place), None, ""),
        lambda actor: sponsoring.link_sponsor(actor, place, team.where, "x", access.new_token(), 90),
        lambda actor: sponsoring.sponsors_of(actor, place, team.where),
        lambda actor: sponsoring.revoke_sponsor(actor, place, team.where, "x"),
    ]
    for actor in (team.foreigner, respondent, begun(place), *NOBODY):
        for verb in verbs:
            with pytest.raises(AccessError, match="does not exist, or it is not yours"):
                verb(actor)


def test_a_sponsor_only_reads_and_only_the_own_organisation(place: Place) -> None:
    """Neither another organisation, nor another campaign, nor any change."""
    team, other = held(place), held(place)
    sponsor, _ = linked(place, team)
    for where in (other.where, (team.campaign, other.organisation), (other.campaign, team.organisation)):
        with pytest.raises(AccessError):
            teaming.team_of(sponsor, place, *where)
    with pytest.raises(AccessError):
        teaming.settle(sponsor, place, team.where, first(place), None, "why")
    with pytest.raises(AccessError):
        teaming.rate(sponsor, place, team.where, first(place), 100, "Minutes")
    with pytest.raises(AccessError):
        sponsoring.sponsors_of(sponsor, place, team.where)


def test_a_consultant_cannot_join_the_own_campaign_with_a_foreign_organisation(place: Place) -> None:
    """Both must belong to the engagement."""
    team, other = held(place), held(place)
    with pytest.raises(AccessError):
        teaming.team_of(team.consultant, place, team.campaign, other.organisation)
    with pytest.raises(AccessError):
        teaming.team_of(team.consultant, place, other.campaign, team.organisation)


def test_a_link_opens_nothing_once_revoked_or_expired(place: Place, clock: Clock) -> None:
    """Even for a sponsor who had opened it before; a second revocation keeps the first time."""
    team, other = held(place), held(place)
    sponsor, token = linked(place, team)
    (link,) = sponsoring.sponsors_of(team.consultant, place, team.where)
    with pytest.raises(AccessError):
        sponsoring.revoke_sponsor(other.consultant, place, other.where, link.id)
    assert sponsoring.sponsor(place, token) == sponsor
    sponsoring.revoke_sponsor(team.consultant, place, team.where, link.id)
    assert sponsoring.sponsor(place, token).subject is None
    with pytest.raises(AccessError):
        teaming.team_of(sponsor, place, *team.where)
    later, again = linked(place, team)
    clock.moment += timedelta(days=91)
    assert sponsoring.sponsor(place, again).subject is None
    with pytest.raises(AccessError):
        teaming.team_of(later, place, *team.where)


def test_what_was_agreed_stands_beside_the_answers_and_can_be_opened_again(place: Place) -> None:
    """The answers stay; the score moves; who settled it is noted without a word of it."""
    team = held(place)
    question = place.edition.questionnaire.questions[0]
    count = sum(1 for each in place.edition.questionnaire.questions if each.dimension == question.dimension)
    answered(place, team, "Ana", [0] * count)
    answered(place, team, "Bo", [4] * count)
    top = question.levels[-1].value
    teaming.settle(team.consultant, place, team.where, question.id, top, " The minutes say so. ")
    found = teaming.team_of(team.consultant, place, *team.where)
    assert found.settlements[question.id].reason == "The minutes say so."
    assert found.settlements[question.id].account == team.consultant.subject
    assert [dot.value for dot in found.view.of(question.id).dots] == [question.levels[0].value, top]
    (score,) = found.agreed
    assert score.original == found.view.of(question.dimension).mean
    assert score.agreed > score.original
    teaming.settle(team.consultant, place, team.where, question.id, None, "We differ.")
    assert teaming.team_of(team.consultant, place, *team.where).agreed == ()
    teaming.reopen_dispute(team.consultant, place, team.where, question.id)
    assert teaming.team_of(team.consultant, place, *team.where).settlements == {}
    with place.store.read() as connection:
        notes = [entry.note for entry in audits.about(connection, team.campaign)]
    assert notes == ["settled", "settled", "reopened"]


def test_what_cannot_be_kept_is_refused_with_what_to_mend(place: Place) -> None:
    """No reason, no document, no level of the question, no question, no name, other days."""
    team, question = held(place), first(place)
    settle, rate = teaming.settle, teaming.rate
    with pytest.raises(TeamError, match="Say in a few words why"):
        settle(team.consultant, place, team.where, question, 100, " \n ")
    with pytest.raises(TeamError, match="not one of the levels"):
        settle(team.consultant, place, team.where, question, 150, "why")
    with pytest.raises(TeamError, match="not one of the questions"):
        settle(team.consultant, place, team.where, "none", 100, "why")
    with pytest.raises(TeamError, match="too long"):
        settle(team.consultant, place, team.where, question, 100, "x" * (teaming.LONGEST_REASON + 1))
    with pytest.raises(TeamError, match="Name the document"):
        rate(team.consultant, place, team.where, question, 100, "")
    with pytest.raises(TeamError, match="for whom"):
        sponsoring.link_sponsor(team.consultant, place, team.where, "", access.new_token(), 90)
    with pytest.raises(TeamError, match="30, 90 or 180"):
        sponsoring.link_sponsor(team.consultant, place, team.where, "Ana", access.new_token(), 7)


def test_a_rating_from_outside_is_kept_changed_and_taken_back(place: Place) -> None:
    """With the document that it rests on."""
    team, question = held(place), first(place)
    teaming.rate(team.consultant, place, team.where, question, 200, "Minutes of March, page 4")
    teaming.rate(team.consultant, place, team.where, question, 300, "Minutes of April")
    (rating,) = teaming.team_of(OPERATOR, place, *team.where).ratings.values()
    assert (rating.level, rating.reference) == (300, "Minutes of April")
    teaming.rate(team.consultant, place, team.where, question, None, "")
    assert teaming.team_of(OPERATOR, place, *team.where).ratings == {}


@pytest.mark.parametrize(
    ("mode", "lenses", "said"),
    [
        (CampaignMode.CONFIDENTIAL, ["finance", "it"], ()),
        (CampaignMode.CONFIDENTIAL, ["finance"] * 5 + ["it"], ()),
        (
            CampaignMode.CONFIDENTIAL,
            ["finance"] * 5 + ["it"] * 5,
            ("Not answered yet, by function: Finance 5 and IT and data 5.",),
        ),
        (
            CampaignMode.CONFIDENTIAL,
            ["finance"] * 5 + ["it"] * 3 + ["service"] * 2,
            ("Not answered yet, by function: Finance 5 and all others 5.",),
        ),
        (CampaignMode.ANONYMOUS, ["finance"] * 5 + ["it"] * 5, ()),
    ],
)
def test_who_is_missing_is_told_by_function_only_of_five_and_more(
    place: Place, mode: CampaignMode, lenses: list[str], said: tuple[str, ...]
) -> None:
    """Where names were not promised to be shown; in an anonymous campaign the total alone is told."""
    run = run_of(place, mode, options=())
    for number, lens in enumerate(lenses):
        run.invite(place, f"P{number}", lens=lens)
    found = teaming.team_of(run.actor, place, run.campaign.id, run.organisation)
    assert teaming.missing_words(found) == said
    assert found.participation.words == f"0 of {len(lenses)} answered"


@pytest.mark.parametrize("mode", [CampaignMode.CONFIDENTIAL, CampaignMode.ANONYMOUS])
def test_no_name_leaves_the_workflow_where_none_was_promised(place: Place, mode: CampaignMode) -> None:
    """Not even of those who are missing."""
    team = held(place, mode)
    for at in range(5):
        answered(place, team, f"Person {at}", [at, 4 - at])
    closed(place, team)
    found = teaming.team_of(team.consultant, place, *team.where)
    assert found.view.n == 5
    assert "Person" not in repr(found)


@pytest.mark.parametrize("mode", CampaignMode)
def test_without_names_figures_wait_until_no_more_answers_come(place: Place, mode: CampaignMode) -> None:
    """Two looks, before and after one more answer, would give it away; with a reopening they wait again."""
    team = held(place, mode)
    for at in range(6):
        answered(place, team, f"Person {at}", [at % 5, 4 - at % 5])
    waits = mode is not CampaignMode.NAMED

    def look() -> teaming.Team:
        return teaming.team_of(team.consultant, place, *team.where)

    before = look()
    assert before.participation.answered == 6
    assert (before.verdict.headline == "Figures are shown once the campaign is closed.") is waits
    assert all(row.mean is None and not row.dots and not row.n for row in before.view.questions) is waits
    closed(place, team)
    assert look().view.n == 6
    assert look().verdict.headline != before.verdict.headline or not waits
    workflow_of_campaigns.reopen(team.consultant, place, team.campaign, "Two more people", None)
    assert (look().view.n == 0) is waits


def test_nothing_is_asked_of_the_database_for_each_person(place: Place) -> None:
    """A team is read by as many statements, however large it is."""
    from sqlalchemy import event

    def statements(count: int) -> int:
        team, asked = held(place), 0
        for at in range(count):
            answered(place, team, f"Person {at}", [at])

        def ask(*_: object) -> None:
            nonlocal asked
            asked += 1

        event.listen(place.store.engine, "before_cursor_execute", ask)
        teaming.team_of(team.consultant, place, *team.where)
        event.remove(place.store.engine, "before_cursor_execute", ask)
        return asked

    assert statements(1) == statements(4)


def test_the_demonstration_adds_a_team_in_dispute_and_takes_it_out_again(place: Place) -> None:
    """Nine people in three functions, called invented; nothing of it stays."""
    made = demonstrate_team(OPERATOR, place)
    sponsor = sponsoring.sponsor(place, made.sponsor)
    found = teaming.team_of(sponsor, place, made.campaign, made.organisation)
    assert found.view.n == len(invented_team.NAMES)
    assert found.view.disputes
    assert "(invented)" in found.organisation.name
    assert len({gap.label for gap in found.view.gaps if gap.partition == "lens"}) == 3
    assert remove_demonstration(OPERATOR, place) == len(invented_team.NAMES)
    with pytest.raises(AccessError):
        teaming.team_of(OPERATOR, place, made.campaign, made.organisation)
    assert sponsoring.sponsor(place, made.sponsor).subject is None
