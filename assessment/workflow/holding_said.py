"""All that is held about an organisation, as those who work on its engagement may take it along.

Single answers leave only as the team's page shows them; in full, with names, only for the operator, and only from a
named campaign, where everybody was told that their name stands beside their answers.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from assessment.access import Verb
from assessment.alignment.disclosure import LEAST
from assessment.intake import segment_tests_json, segments_json
from assessment.intake.plan import said as plan_said
from assessment.model import Actor, Campaign, CampaignMode, Organisation, Role, Written
from assessment.rounding import as_number
from assessment.storage import (
    audits,
    campaigns,
    consents,
    holdings,
    invitations,
    key_accounts,
    plans,
    responses,
    segment_tests,
    segments,
    teams,
    weights,
    workshops,
    written,
)
from assessment.storage.store import Connection
from assessment.storage.tables import WrittenPage
from assessment.workflow import team_said, teaming, writing
from assessment.workflow.engagements import allowed_on
from assessment.workflow.opening import Place, edition_of
from assessment.workflow.own_data import all_of, invitation_said, moment
from assessment.workflow.teaming import Team

# What is not in it, said on the page, in the file and by the command.
LEFT_OUT = (
    "Single answers leave as the team's page shows them: with names from named campaigns only, without names from "
    f"{LEAST} people on from confidential ones, never from anonymous ones.",
    f"Plan, segments and written pages of a confidential or anonymous campaign are in it once it is closed and {LEAST} "
    "people have submitted.",
    "What each person said in full, with notes, is only for that person, and for the operator on the command line "
    "where the campaign is named. Secrets of links are in no export.",
)
# Of an entry of the plan: what follows from the answers of whoever took it over.
FROM_ANSWERS = ("id", "step", "question", "level")


def exported(actor: Actor, place: Place, engagement: str, organisation: str) -> dict[str, Any]:
    """All that is held about an organisation of an engagement, both by id. Raises AccessError where it is foreign."""
    with place.store.read() as connection:
        found, about = allowed_on(connection, actor, Verb.EXPORT, engagement, organisation)
        run = campaigns.of_engagement(connection, found.id)
        logged = audits.about(connection, about.id)
        consent = consents.given(connection, about.id)
    asked = [teaming.team_of(actor, place, each.id, about.id) for each in run]
    with place.store.read() as connection:
        said = [_campaign(connection, actor, place, team) for team in asked]
        pages = [
            _pages(connection, about.id, wave, asked, place.now().date())
            for wave in sorted({each.wave for each in run})
        ]
    return {
        "organisation": _organisation(about, consent),
        "engagement": {"name": found.name, "retain_until": moment(found.retain_until)},
        "exported_at": moment(place.now()),
        "left_out": list(LEFT_OUT),
        "campaigns": said,
        "pages": pages,
        "log": [{"at": moment(entry.at), "role": entry.actor.role.value, "verb": entry.verb} for entry in logged],
    }


def _organisation(about: Organisation, consent: bool | None) -> dict[str, Any]:
    return {
        "name": about.name,
        "source": about.source.value,
        "profile": dict(about.profile),
        "peers_consent": consent,
    }


def _campaign(connection: Connection, actor: Actor, place: Place, team: Team) -> dict[str, Any]:
    campaign, organisation = team.campaign, team.organisation.id
    invited = [e for e in invitations.of_campaign(connection, campaign.id) if e.organisation == organisation]
    links = [e for e in invitations.links_of(connection, campaign.id) if e.organisation == organisation]
    full = actor.role is Role.OPERATOR and campaign.mode is CampaignMode.NAMED
    return {
        **_decided(campaign, team),
        "invitations": [{"id": each.id, **invitation_said(each)} for each in invited],
        "open_links": [
            {"created_at": moment(each.created_at), "revoked_at": moment(each.revoked_at)} for each in links
        ],
        "sponsors": [
            {
                "name": each.name,
                "created_at": moment(each.created_at),
                "expires_at": moment(each.expires_at),
                "revoked_at": moment(each.revoked_at),
            }
            for each in teams.links(connection, campaign.id, organisation)
        ],
        "settlements": [
            {
                "question": e.question,
                "level": as_number(e.level),
                "reason": e.reason,
                "settled_at": moment(e.settled_at),
            }
            for e in team.settlements.values()
        ],
        "assessor_ratings": [
            {"question": e.question, "level": as_number(e.level), "reference": e.reference, "at": moment(e.rated_at)}
            for e in team.ratings.values()
        ],
        "team": team_said.said(team),
        **({"responses": _in_full(connection, place, campaign, organisation)} if full else {}),
    }


def _decided(campaign: Campaign, team: Team) -> dict[str, Any]:
    return {
        "title": campaign.title,
        "mode": campaign.mode.value,
        "wave": campaign.wave,
        "length": campaign.length.value,
        "scoring_rule": campaign.scoring_rule.value,
        "questionnaire": team.edition.questionnaire.name,
        "opens_at": moment(campaign.opens_at),
        "closes_at": moment(campaign.closes_at),
        "closed_at": moment(campaign.closed_at),
        "retain_until": moment(campaign.retain_until),
    }


def _in_full(connection: Connection, place: Place, campaign: Campaign, organisation: str) -> list[dict[str, Any]]:
    """The submitted responses of a named campaign; nobody was told that drafts are seen."""
    stored = [responses.get(connection, id) for id in holdings.responses_of(connection, campaign.id, organisation)]
    edition = edition_of(place, campaign.edition)
    return [all_of(connection, each, edition) for each in stored if each and each.submitted_at]


def _pages(connection: Connection, organisation: str, wave: int, asked: Sequence[Team], as_of: date) -> dict[str, Any]:
    """What the organisation's people wrote together in a wave, without who did, so far as it may be shown."""
    own = [team for team in asked if team.campaign.wave == wave]
    named = all(team.campaign.mode is CampaignMode.NAMED for team in own)
    # A team that has to wait until its campaign is closed shows nobody yet.
    if any(team.campaign.mode is not CampaignMode.NAMED and team.view.n < LEAST for team in own):
        return {"wave": wave, "withheld": LEFT_OUT[1]}
    entries = plan_said(plans.of(connection, organisation, wave))
    hidden = ("id",) if named else FROM_ANSWERS
    return {
        "wave": wave,
        "plan": [{name: value for name, value in each.items() if name not in hidden} for each in entries],
        "customers": _customers(connection, organisation, wave),
        "written": _written(connection, organisation, wave, as_of),
        "workshop": _workshop(connection, organisation, wave),
    }


def _customers(connection: Connection, organisation: str, wave: int) -> dict[str, Any] | None:
    """The segments without anybody's ratings, with what was looked into for each; none without any."""
    basis = segments.basis_of(connection, organisation, wave)
    # Ratings are those of a rater; nobody has an empty id.
    found = segments.of(connection, organisation, wave, "")
    if basis is None or not found:
        return None
    tests = segment_tests_json.said(found, segment_tests.of(connection, organisation, wave))
    own = {id: str(weight) for id, weight in weights.of(connection, organisation, wave).items()}
    return {**segments_json.said(found, basis.not_attributable), "tests": tests, "weights": own}


def _written(connection: Connection, organisation: str, wave: int, as_of: date) -> dict[str, Any]:
    strategy, discovery = (written.of(connection, organisation, wave, page) for page in WrittenPage)
    accounts = key_accounts.of(connection, organisation, wave)
    return writing.said(Written(writing.pages(), strategy, discovery, accounts, as_of))


def _workshop(connection: Connection, organisation: str, wave: int) -> dict[str, Any] | None:
    """The newest workshop: how many rated in it, not who nor how."""
    found = workshops.latest(connection, organisation, wave)
    if found is None:
        return None
    return {
        "opened_at": moment(found.opened_at),
        "revealed_at": moment(found.revealed_at),
        "closed_at": moment(found.closed_at),
        "raters": len(workshops.raters(connection, found.id)),
    }
