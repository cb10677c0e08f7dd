"""A synthetic engagement: one campaign and a leadership team of nine in three functions, with a real dispute.

The answers are made from a fixed seed, whatever the questionnaire, and go in by the same verbs as anybody's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assessment import access
from assessment.model import (
    Actor,
    AssessorRating,
    Basis,
    Campaign,
    CampaignMode,
    CampaignOption,
    Engagement,
    Invitation,
    InvitationState,
    Length,
    Organisation,
    OrganisationSource,
    ProfileOption,
    Question,
    Role,
    Status,
)
from assessment.storage import campaigns, engagements, invitations, organisations, responses, teams
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.workflow import answering, sponsoring
from assessment.workflow.answering import describe
from assessment.workflow.opening import Place

TITLE, ENGAGEMENT, UNIT = "Leadership team (synthetic)", "Synthetic demonstration", "Halden Marine (invented)"
NAMES = (
    ("Astrid Krog", 0), ("Bo Lindqvist", 0), ("Carla Weiss", 0), ("Dario Neri", 0),
    ("Elin Juhl", 1), ("Frank Sommer", 1), ("Greta Holm", 1),
    ("Hugo Tamm", 2), ("Ines Vidal", 2),
)  # fmt: skip
ABSENT = (("Jonas Moberg", 2),)
FACING, OTHERS = "Customer-facing", "Others"
# How high each function answers on the dimensions in dispute, as a share of the ladder.
CAMPS = (0.85, 0.1, 0.1)
# The functions of the profile, by their place in it: sales, operations, finance in the shipped one.
PLACES = (1, 4, 7)
# So many of the dimensions are in dispute, and on so many the team is of one mind.
DISPUTED, OF_ONE_MIND = 1, 3
SEED, UNSURE = 1603, 0.04


@dataclass(frozen=True)
class Invented:
    """The synthetic team: its campaign and organisation, by id, and the token of a sponsor's link."""

    campaign: str
    organisation: str
    sponsor: str


def invent_team(operator: Actor, place: Place, group: str, mode: CampaignMode = CampaignMode.NAMED) -> Invented:
    """Add the engagement, the campaign and the answers; a sponsor's link to look at them."""
    random = Random(SEED)
    campaign, organisation = _set_up(place, group, mode)
    for name, function in NAMES:
        actor = _begun(place, campaign, organisation, (name, function))
        _answer(actor, place, function, random)
        answering.submit(actor, place)
        _note_answered(place, campaign, name)
    token = access.new_token()
    where = (campaign.id, organisation)
    sponsoring.link_sponsor(operator, place, where, "The chair (invented)", token, sponsoring.DAYS_LINKED[-1])
    first = place.edition.questionnaire.questions[0]
    rating = AssessorRating(first.id, first.levels[1].value, "Board minutes of March (synthetic), page 4", place.now())
    with place.store.write() as connection:
        teams.rate(connection, *where, rating)
    return Invented(campaign.id, organisation, token)


def _note_answered(place: Place, campaign: Campaign, name: str) -> None:
    with place.store.write() as connection:
        for invitation in invitations.of_campaign(connection, campaign.id):
            if invitation.name == name:
                if campaign.is_anonymous:
                    invitations.use(connection, invitation.id)
                else:
                    invitations.put_state(connection, invitation.id, InvitationState.SUBMITTED)


def _set_up(place: Place, group: str, mode: CampaignMode) -> tuple[Campaign, str]:
    now = place.now()
    options = tuple(
        CampaignOption("lens", option.id, OTHERS if at else FACING) for at, option in enumerate(functions(place))
    )
    organisation = Organisation(new_id(), UNIT, OrganisationSource.SYNTHETIC, group)
    campaign = Campaign(
        new_id(), TITLE, place.key, Length.FULL, mode, 1, False, new_id(), time_zone="UTC", options=options
    )
    with place.store.write() as connection:
        organisations.add(connection, organisation, now)
        engagements.add(
            connection, Engagement(campaign.engagement or "", ENGAGEMENT, now, organisations=(organisation.id,))
        )
        campaigns.add(connection, campaign, now)
        own_lens = functions(place)
        for name, function in (*NAMES, *ABSENT):
            own = own_lens[function].id if own_lens else None
            invited = Invitation(
                new_id(), campaign.id, organisation.id, InvitationState.SENT, now, name, lens=own, sent_at=now
            )
            invitations.add(connection, invited, access.token_hash(access.new_token()))
    return campaign, organisation.id


def functions(place: Place) -> tuple[ProfileOption, ...]:
    """The three functions of the team; none where the profile knows none, or too few."""
    field = place.edition.profile.field("lens")
    if field is None or len(field.options) <= max(PLACES):
        return ()
    return tuple(field.options[at] for at in PLACES)


def _begun(place: Place, campaign: Campaign, organisation: str, who: tuple[str, int]) -> Actor:
    (name, function), lenses = who, functions(place)
    id, now = new_id(), campaign.kept_time(place.now())
    with place.store.write() as connection:
        invited = [one for one in invitations.of_campaign(connection, campaign.id) if one.name == name]
        own = None if campaign.is_anonymous or not invited else invited[0].id
        hash = access.token_hash(access.new_token())
        responses.add(connection, id, campaign.id, organisation, campaign.length, hash, now, own)
    actor = Actor(Role.RESPONDENT, id)
    if lenses:
        describe(actor, place, "lens", lenses[function].id)
    level = place.edition.profile.field("level")
    if level:
        describe(actor, place, "level", level.options[0 if name[0] in "ABE" else 1].id)
    return actor


def _answer(actor: Actor, place: Place, function: int, random: Random) -> None:
    questionnaire = place.edition.questionnaire
    for at, id in enumerate(questionnaire.asking_order):
        asked = [question for question in questionnaire.questions_of(id) if not question.optional]
        for question in asked:
            answering.answer(actor, place, question.id, _chosen(question, at, function, random))
        answering.know(actor, place, id, random.choice(list(Basis)))


def _chosen(question: Question, place_asked: int, function: int, random: Random) -> int | Status:
    """Two camps on the first dimensions, one mind on the next, and on the others what chance makes of it."""
    if random.random() < UNSURE:
        return Status.CANNOT_JUDGE
    top = len(question.levels) - 1
    if place_asked < DISPUTED:
        leaning, spread = CAMPS[function], 0.12
    elif place_asked < DISPUTED + OF_ONE_MIND:
        leaning, spread = 0.5, 0.05
    else:
        leaning, spread = 0.45, 0.14
    rank = round(random.gauss(leaning * top, spread * top))
    return question.levels[max(0, min(top, rank))].value


def engagements_of(connection: Connection, ids: Sequence[str]) -> list[str]:
    """The engagements that are about these organisations, by id, and no others."""
    return [
        engagement.id
        for engagement in engagements.everything(connection)
        if engagement.organisations and set(engagement.organisations) <= set(ids)
    ]


def remove_engagements(connection: Connection, ids: Sequence[str]) -> None:
    """Remove these engagements with their campaigns, where no response is left in them."""
    for id in ids:
        for campaign in campaigns.of_engagement(connection, id):
            campaigns.remove_if_empty(connection, campaign.id)
        engagements.remove_if_empty(connection, id)
