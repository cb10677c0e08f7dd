"""Beginning by an invitation or by an open link, as those invited do.

Unknown, expired, revoked and closed are answered alike: nobody learns which links there were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessment import access
from assessment.access import Verb
from assessment.errors import AnsweringError
from assessment.model import (
    Actor,
    Campaign,
    CampaignLink,
    CampaignMode,
    Edition,
    Invitation,
    InvitationState,
    Organisation,
    ProfileField,
    ProfileOption,
    Role,
)
from assessment.storage import accounts, answers, audits, campaigns, engagements, invitations, organisations, responses
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.workflow.answering import ASKED_FIRST
from assessment.workflow.opening import Place, edition_of
from assessment.workflow.sitting import check_field, check_offered

USED = (
    "This invitation was used. Go on with the private link that you got then; as answers are anonymous, nobody can "
    "give it to you again."
)
BEGUN = (
    "Answers were begun by this invitation. Go on in the browser in which you began, or with the private link that you "
    "got then; as answers are confidential, nobody can give it to you again."
)
OTHER_MODE = "Who sees what you say was decided anew in the meantime. Nothing was begun; read it again first."
NOT_YET = "This campaign is not open yet; come back with the same link."


@dataclass(frozen=True)
class Way:
    """What a link opens. `has_begun`: whether there are answers behind it already, so far as anything tells."""

    subject: Invitation | CampaignLink
    campaign: Campaign
    organisation: Organisation
    edition: Edition
    engagement: str
    inviters: tuple[str, ...]
    is_open: bool
    has_begun: bool

    @property
    def actor(self) -> Actor:
        """Whoever holds the link."""
        return Actor(Role.RESPONDENT, self.subject.id)

    @property
    def is_personal(self) -> bool:
        """Whether the invitation's link leads back to the answers, whoever keeps it: only where they carry names."""
        return isinstance(self.subject, Invitation) and self.campaign.mode is CampaignMode.NAMED

    @property
    def own(self) -> Invitation | None:
        """The invitation with which answers stay, so that it is known who has answered; none anonymously."""
        return self.subject if isinstance(self.subject, Invitation) and not self.campaign.is_anonymous else None

    @property
    def is_used(self) -> bool:
        """Whether it is an invitation that was spent: it began answers that it does not lead back to."""
        if not isinstance(self.subject, Invitation):
            return False
        return self.subject.state is InvitationState.USED or (self.has_begun and not self.is_personal)

    @property
    def spent_words(self) -> str:
        """What to do with an invitation that was spent."""
        return USED if self.campaign.is_anonymous else BEGUN

    @property
    def suggested(self) -> dict[str, str]:
        """What is known of the person by profile field; nothing of it is taken over anonymously."""
        if not isinstance(self.subject, Invitation) or self.campaign.is_anonymous:
            return {}
        told = dict(zip(ASKED_FIRST, (self.subject.lens, self.subject.seniority), strict=True))
        return {field: option for field, option in told.items() if option is not None}

    @property
    def fields(self) -> tuple[ProfileField, ...]:
        """What is asked before the questions, with the choices of the campaign."""
        found = (self.edition.profile.field(id) for id in ASKED_FIRST)
        return tuple(_offered(self.campaign, field) for field in found if field is not None)


def _offered(campaign: Campaign, field: ProfileField) -> ProfileField:
    offered = {each.option for each in campaign.options if each.field == field.id}
    options: tuple[ProfileOption, ...] = tuple(
        option for option in field.options if not offered or option.id in offered
    )
    return replace(field, options=options)


def private_token(token: str) -> str:
    """The secret of the private link that the secret of a named invitation leads to; it does not lead back."""
    return access.derived_token(token, "response")


def found(place: Place, token: str | None) -> Way | None:
    """What a link opens; none for one that is unknown, expired, revoked or closed, alike."""
    if access.as_token(token) is None or token is None:
        return None
    with place.store.read() as connection:
        return _way(connection, place, access.token_hash(token))


def _way(connection: Connection, place: Place, token_hash: str) -> Way | None:
    now = place.now()
    invitation, link = invitations.of_token(connection, token_hash), invitations.link_of_token(connection, token_hash)
    subject = invitation or link
    if subject is None or (link is not None and link.revoked_at is not None):
        return None
    if invitation is not None and (invitation.state is InvitationState.REVOKED or invitation.is_expired(now)):
        return None
    campaign = campaigns.get(connection, subject.campaign)
    has_begun = invitation is not None and responses.of_invitation(connection, invitation.id) is not None
    is_over = not campaign.is_open(now) and (campaign.opens_at is None or campaign.opens_at <= now)
    if is_over and not has_begun:
        return None
    engagement = engagements.get(connection, campaign.engagement or "")
    members = [accounts.get(connection, id) for id in engagement.members] if engagement else []
    return Way(
        subject,
        campaign,
        organisations.get(connection, subject.organisation),
        edition_of(place, campaign.edition),
        engagement.name if engagement else "",
        tuple(sorted(member.name for member in members if member)),
        campaign.is_open(now),
        has_begun,
    )


def token_to_hold(place: Place, way: Way, token: str, held: str | None) -> str:
    """The private link's secret that a browser shall hold which follows a link and holds another secret, or none.

    A new one where the answers behind the one held are others, so that these stay as they are.
    """
    if way.is_personal:
        return private_token(token)
    if held is None:
        return access.new_token()
    with place.store.read() as connection:
        id = responses.id_of(connection, access.token_hash(held))
        stored = responses.get(connection, id) if id else None
        is_spent = responses.is_spent(connection, access.token_hash(held))
    if stored is None:
        return access.new_token() if is_spent else held
    is_unused = isinstance(way.subject, Invitation) and not way.is_used
    is_same = (stored.campaign.id, stored.organisation.id) == (way.campaign.id, way.organisation.id)
    is_own = way.own is None or stored.invitation == way.own.id
    return held if is_same and is_own and not is_unused else access.new_token()


def look(actor: Actor, place: Place, token: str) -> None:
    """Note that somebody looks at an invitation; of an anonymous one nothing is noted."""
    with place.store.write() as connection:
        way = _allowed(connection, actor, place, token)
        if isinstance(way.subject, Invitation) and not way.campaign.is_anonymous:
            invitations.open_(connection, way.subject.id)


def _allowed(connection: Connection, actor: Actor, place: Place, token: str) -> Way:
    """What a link opens for an actor, held until the transaction ends. Raises AccessError where it opens nothing."""
    if actor.subject:
        subject = invitations.get(connection, actor.subject) or invitations.link(connection, actor.subject)
        if subject is not None:
            campaigns.stand(connection, subject.campaign)
        # Held first, so that of several windows only one begins.
        invitations.hold(connection, actor.subject)
        invitations.hold_link(connection, actor.subject)
    way = _way(connection, place, access.token_hash(token))
    access.allow(actor, Verb.START, way.subject if way else None)
    assert way is not None, "access was allowed to what exists"
    return way


def begin(
    actor: Actor,
    place: Place,
    token: str,
    held: str,
    profile: Mapping[str, str],
    told: CampaignMode | None = None,
) -> Actor:
    """Start the response that a link leads to, or find the one that was started; the respondent as actor.

    `token`: the link's secret; `held`: that of the private link which leads to the answers from now on, see
    `token_to_hold`; `told`: the mode that was read before, if any was. Raises AccessError where the link opens
    nothing, and AnsweringError for what the campaign does not offer, before its opening, for another mode than was
    told, and for an invitation that was spent.
    """
    with place.store.write() as connection:
        way = _allowed(connection, actor, place, token)
        resume_hash = access.token_hash(private_token(token) if way.is_personal else held)
        before = _begun_before(connection, way, resume_hash)
        if before is not None:
            return Actor(Role.RESPONDENT, before)
        if way.is_used:
            raise AnsweringError(way.spent_words)
        if told not in (None, way.campaign.mode):
            raise AnsweringError(OTHER_MODE)
        if not way.is_open:
            raise AnsweringError(NOT_YET)
        _check_profile(way, profile)
        return _add(connection, place, way, resume_hash, profile)


def _begun_before(connection: Connection, way: Way, resume_hash: str) -> str | None:
    """The response that was begun by this link already, so far as anything tells."""
    if way.own is not None and way.is_personal:
        return responses.of_invitation(connection, way.own.id)
    id = responses.id_of(connection, resume_hash)
    stored = responses.get(connection, id) if id else None
    if stored is None:
        return None
    is_same = (stored.campaign.id, stored.organisation.id) == (way.campaign.id, way.organisation.id)
    if not is_same or (way.own is not None and stored.invitation != way.own.id):
        raise AnsweringError("This browser holds other answers; open your invitation's link again.")
    return stored.id


def _check_profile(way: Way, profile: Mapping[str, str]) -> None:
    for field, value in profile.items():
        if check_field(way.edition, field, value).about != "respondent":
            raise AnsweringError("At the start only what is about you is asked; reload the page and choose again.")
        check_offered(way.campaign, field, value)
    missing = [field.label.lower() for field in way.fields if field.id not in profile]
    if missing:
        raise AnsweringError(f"Still missing: your {' and your '.join(missing)}.")


def _add(connection: Connection, place: Place, way: Way, resume_hash: str, profile: Mapping[str, str]) -> Actor:
    if responses.is_spent(connection, resume_hash):
        raise AnsweringError("What this invitation led to was erased; ask whoever invited you for a new link.")
    campaign, now = way.campaign, way.campaign.kept_time(place.now())
    respondent = Actor(Role.RESPONDENT, new_id())
    id = respondent.subject or ""
    own = way.own.id if way.own else None
    responses.add(connection, id, campaign.id, way.organisation.id, campaign.length, resume_hash, now, own)
    for field, value in profile.items():
        answers.put_profile(connection, id, field, value, now)
    if isinstance(way.subject, Invitation):
        if campaign.is_anonymous:
            invitations.use(connection, way.subject.id)
        else:
            invitations.put_state(connection, way.subject.id, InvitationState.STARTED)
    audits.note(connection, respondent, Verb.START, "response", id, now)
    return respondent
