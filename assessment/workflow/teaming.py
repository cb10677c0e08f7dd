"""A leadership team as those see it who may: how far it agrees, what it settled, how somebody from outside rates it.

Consultants come by their engagement, a sponsor by a link to one organisation of one campaign. Both see the same, and
only what the campaign's mode lets be shown; what the sponsor may not do is to change anything.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from assessment import access
from assessment.access import Verb
from assessment.alignment import align
from assessment.alignment.agreed import agreed_scores
from assessment.alignment.agreement import LENS, SENIORITY
from assessment.alignment.verdict import team_verdict, waiting_verdict
from assessment.errors import TeamError
from assessment.intake.answers_json import LONGEST_TEXT
from assessment.mode_words import SMALLEST_GROUP
from assessment.model import (
    Actor,
    AgreedScore,
    AssessorRating,
    Campaign,
    CampaignMode,
    Edition,
    Organisation,
    OrganisationSource,
    Question,
    Role,
    Settlement,
    SponsorLink,
    TeamReport,
    TeamVerdict,
    TeamView,
    Voice,
)
from assessment.participation import told_apart
from assessment.scoring import score
from assessment.storage import audits, campaigns, engagements, organisations, teams
from assessment.storage.store import Connection
from assessment.wording import listed
from assessment.workflow.opening import Place, edition_of
from assessment.workflow.sitting import clean

LONGEST_REASON = LONGEST_TEXT
LONGEST_REFERENCE = 300


@dataclass(frozen=True)
class Participation:
    """How many were invited, and who has not answered: by name in a named campaign, in a confidential one how many of
    each lens that may be told apart, in an anonymous one nobody in particular.

    `invited` is 0 where nobody was invited one by one.
    """

    invited: int
    answered: int
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """`12 of 14 answered`."""
        return (
            f"{self.answered} of {max(self.invited, self.answered)} answered"
            if self.invited
            else (f"{self.answered} answered")
        )


@dataclass(frozen=True)
class Team:
    """Everything about one organisation in one campaign that may be shown to whoever asked."""

    edition: Edition
    campaign: Campaign
    organisation: Organisation
    view: TeamView
    verdict: TeamVerdict
    ratings: Mapping[str, AssessorRating]
    settlements: Mapping[str, Settlement]
    agreed: tuple[AgreedScore, ...]
    participation: Participation
    seen_at: datetime


def team_of(actor: Actor, place: Place, campaign: str, organisation: str) -> Team:
    """What may be shown of an organisation in a campaign, both by id. Raises AccessError for whoever may not see it.

    Where names were not promised to be shown, figures wait until the campaign is closed: two looks, before and after
    one more answer, would give that answer away.
    """
    with place.store.read() as connection:
        known = allowed(connection, actor, Verb.ALIGN, (campaign, organisation), place.now())
        about = organisations.get(connection, organisation)
        members = teams.members(connection, campaign, organisation)
        ratings = teams.ratings(connection, campaign, organisation)
        settled = teams.settlements(connection, campaign, organisation)
        invited = teams.invited(connection, campaign, organisation)
    edition, now = edition_of(place, known.edition), place.now()
    waits = known.mode is not CampaignMode.NAMED and known.is_open(now)
    view = align(edition, known, () if waits else [_voice(edition, known, member) for member in members])
    return Team(
        edition,
        known,
        about,
        view,
        waiting_verdict(len(members)) if waits else team_verdict(edition.questionnaire, view),
        ratings,
        settled,
        agreed_scores(edition.questionnaire, view, settled),
        _participation(edition, known, invited, len(members)),
        now,
    )


def reported(team: Team, on: date) -> TeamReport:
    """What the workbook of a team is made of, on a day."""
    return TeamReport(
        team.edition.questionnaire,
        team.view,
        team.verdict,
        team.organisation.name,
        team.organisation.source is OrganisationSource.SYNTHETIC,
        team.campaign.title,
        team.participation.words,
        missing_words(team),
        team.settlements,
        team.ratings,
        team.agreed,
        on,
    )


def missing_words(team: Team) -> tuple[str, ...]:
    """Who has not answered yet, in a sentence; nothing when all have."""
    missing = team.participation.missing
    if not missing:
        return ()
    what = "Not answered yet" if team.campaign.mode is CampaignMode.NAMED else "Not answered yet, by function"
    return (f"{what}: {listed(missing)}.",)


def _voice(edition: Edition, campaign: Campaign, member: teams.Member) -> Voice:
    """A member as a part of the team; without a name where none was promised to be shown."""
    said = member.response.profile
    return Voice(
        member.id,
        member.response,
        score(edition.questionnaire, member.response),
        (member.name or "Without a name") if campaign.mode is CampaignMode.NAMED else None,
        member.lens or said.get(LENS),
        member.seniority or said.get(SENIORITY),
    )


def _participation(edition: Edition, campaign: Campaign, invited: list[teams.Invited], answered: int) -> Participation:
    missing: tuple[str, ...] = ()
    if campaign.mode is CampaignMode.NAMED:
        missing = tuple(one.name or "somebody without a name" for one in invited if not one.has_answered)
    elif campaign.mode is CampaignMode.CONFIDENTIAL:
        missing = tuple(_absent_by_lens(edition, invited))
    return Participation(len(invited), answered, missing)


def _absent_by_lens(edition: Edition, invited: list[teams.Invited]) -> Iterator[str]:
    """How many of each lens have not answered; of lenses too small to be told apart, all together."""
    lenses: dict[str | None, list[teams.Invited]] = {}
    for one in invited:
        lenses.setdefault(one.lens, []).append(one)
    told, rest = told_apart(lenses, SMALLEST_GROUP)
    field = edition.profile.field(LENS)
    named = [(field.label_of(lens) if field else lens, of_lens) for lens, of_lens in told.items()]
    for label, some in [*named, ("all others", rest)] if told else []:
        if absent := sum(1 for one in some if not one.has_answered):
            yield f"{label} {absent}"


def settle(actor: Actor, place: Place, team: tuple[str, str], question: str, level: int | None, reason: str) -> None:
    """Keep what a team, a campaign and an organisation by id, agreed on: a level in hundredths, or to differ.

    The answers stay as they are. Raises TeamError for no reason, or a level that the question does not have.
    """
    said = checked_words(reason, LONGEST_REASON, "Say in a few words why; it stands beside what was agreed.")
    with changing(actor, place, Verb.SETTLE, team) as (connection, known, now):
        _check_level(_question(edition_of(place, known.edition), question), level)
        teams.settle(connection, *team, Settlement(question, level, said, now, _account(actor)))
        audits.note(connection, actor, Verb.SETTLE, "campaign", known.id, now, note="settled")


def reopen_dispute(actor: Actor, place: Place, team: tuple[str, str], question: str) -> None:
    """Forget what was agreed on a question."""
    with changing(actor, place, Verb.SETTLE, team) as (connection, known, now):
        teams.unsettle(connection, *team, question)
        audits.note(connection, actor, Verb.SETTLE, "campaign", known.id, now, note="reopened")


def rate(actor: Actor, place: Place, team: tuple[str, str], question: str, level: int | None, reference: str) -> None:
    """Keep how the assessor rates a question by a document that the reference names; without a level take it back.

    Raises TeamError for no document, or a level that the question does not have.
    """
    with changing(actor, place, Verb.SETTLE, team) as (connection, known, now):
        _check_level(_question(edition_of(place, known.edition), question), level)
        if level is None:
            teams.unrate(connection, *team, question)
        else:
            said = checked_words(reference, LONGEST_REFERENCE, "Name the document that the rating rests on.")
            teams.rate(connection, *team, AssessorRating(question, level, said, now, _account(actor)))
        audits.note(connection, actor, Verb.SETTLE, "campaign", known.id, now, note="rated from outside")


@contextmanager
def changing(
    actor: Actor, place: Place, verb: Verb, team: tuple[str, str]
) -> Iterator[tuple[Connection, Campaign, datetime]]:
    """A transaction on a team by somebody who may."""
    with place.store.write() as connection:
        now = place.now()
        yield connection, allowed(connection, actor, verb, team, now), now


def allowed(connection: Connection, actor: Actor, verb: Verb, team: tuple[str, str], now: datetime) -> Campaign:
    """The campaign, for whoever may do this with the team; anybody else is refused in the words for all refusals."""
    campaign, organisation = team
    known = campaigns.find(connection, campaign)
    if actor.role is Role.SPONSOR:
        link = valid_link(connection, actor, now)
        access.allow(actor, verb, link if link and (link.campaign, link.organisation) == team else None)
    else:
        engagement = engagements.get(connection, known.engagement) if known and known.engagement else None
        access.allow(actor, verb, engagement if engagement and organisation in engagement.organisations else None)
    assert known is not None, "access was allowed to what exists"
    return known


def valid_link(connection: Connection, actor: Actor, now: datetime) -> SponsorLink | None:
    """The link that a sponsor holds, while it is valid."""
    link = teams.link(connection, actor.subject) if actor.subject else None
    return link if link and link.is_valid(now) else None


def _question(edition: Edition, id: str) -> Question:
    question = edition.questionnaire.question.get(id)
    if question is None or question.optional:
        raise TeamError("This is not one of the questions; reload the page and choose again.")
    return question


def _check_level(question: Question, level: int | None) -> None:
    if level is not None and all(known.value != level for known in question.levels):
        raise TeamError("This is not one of the levels; reload the page and choose again.")


def checked_words(text: str, longest: int, missing: str) -> str:
    """Words as they are kept. Raises TeamError with `missing` for none, and for too many."""
    said = clean(text).strip()
    if not said:
        raise TeamError(missing)
    if len(said) > longest:
        raise TeamError(f"This is too long: {len(said)} characters of {longest} at most.")
    return said


def _account(actor: Actor) -> str | None:
    """The account that somebody signed in with; the operator has none."""
    return actor.subject if actor.role in (Role.CONSULTANT, Role.ADMINISTRATOR) else None
