"""Answering: from the first word about a unit to the verdict, each thing said stored at once.

Every verb takes the actor first and checks anew, at the write, that what is said may be said:
the screen is not trusted. Nothing is kept in memory between two verbs.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from assessment import access
from assessment.access import Verb
from assessment.errors import AnsweringError, StorageError
from assessment.model import (
    Actor,
    Answer,
    Assessment,
    Basis,
    Campaign,
    CampaignMode,
    Edition,
    EditionKey,
    InvitationState,
    Length,
    Organisation,
    OrganisationSource,
    ResponseState,
    Role,
)
from assessment.progress import Duration, duration, thinking_times
from assessment.storage import answers, audits, campaigns, consents, invitations, organisations, responses
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.times import local
from assessment.workflow.opening import Place, edition_of
from assessment.workflow.segmenting import segmentation_of
from assessment.workflow.sitting import (
    ASIDE,
    Sitting,
    assessed,
    changing,
    check_answer,
    check_dimension,
    check_draft,
    check_field,
    check_practice,
    check_year,
    checked_comment,
    drafting,
    opened,
    put_description,
    put_picks,
    question_of,
    sitting_of,
    unit_name,
)

# What stores more than the first words of a response, in the transaction that begins it.
Fill = Callable[[Connection, Sitting, datetime], None]
# The profile fields asked before the questions, so far as a questionnaire has them.
ASKED_FIRST = ("lens", "level")


def announced(place: Place, length: Length, key: EditionKey | None = None) -> Duration:
    """How long answering takes, as told before it begins: by those who answered every question.

    `key`: that of another edition than the one that new responses answer.
    """
    asked = key or place.key
    questionnaire = (edition_of(place, key) if key else place.edition).questionnaire
    questions = questionnaire.question_count(length)
    with place.store.read() as connection:
        seconds = responses.seconds_of_submitted(connection, asked.questionnaire, length, questions)
    return duration(questionnaire.minutes[length], seconds)


def own_length(edition: Edition) -> Length:
    """The length of a response that somebody starts on their own: short where there is one."""
    return Length.SHORT if edition.questionnaire.has_short_length else Length.FULL


def begin(
    actor: Actor, place: Place, token: str, unit: str, profile: Mapping[str, str], fill: Fill | None = None
) -> Actor:
    """Start a response of one's own about a unit; the private link with that token leads to it.

    `profile` holds what is known of the respondent, by field; `fill` says more in the same transaction. Returns the
    respondent as actor.
    Raises AnsweringError for an empty unit, for what the profile does not know, and for a link whose
    answers were erased.
    """
    return _begin(actor, place, token, Organisation(new_id(), unit_name(unit)), profile, fill)


def begin_synthetic(actor: Actor, place: Place, token: str, unit: str, profile: Mapping[str, str], group: str) -> Actor:
    """As `begin`, for an invented unit in a stored group; it is marked as synthetic wherever it shows."""
    access.allow(actor, Verb.DEMONSTRATE, None)
    organisation = Organisation(new_id(), unit_name(unit), OrganisationSource.SYNTHETIC, group)
    return _begin(Actor(Role.RESPONDENT), place, token, organisation, profile)


def is_spent(place: Place, token: str | None) -> bool:
    """Whether a private link led to answers that were erased, so that none may be given behind it any more."""
    if token is None:
        return False
    with place.store.read() as connection:
        return responses.is_spent(connection, access.token_hash(token))


def _begin(
    actor: Actor,
    place: Place,
    token: str,
    organisation: Organisation,
    profile: Mapping[str, str],
    fill: Fill | None = None,
) -> Actor:
    for field, value in profile.items():
        if check_field(place.edition, field, value).about != "respondent":
            raise AnsweringError("At the start only what is about you is asked; reload the page and choose again.")
    id, now = new_id(), place.now()
    campaign = _implicit_campaign(actor, place)
    with place.store.write() as connection:
        if responses.is_spent(connection, access.token_hash(token)):
            raise AnsweringError("What this browser's private link led to was erased; begin anew for a new link.")
        organisations.add(connection, organisation, now)
        responses.add(connection, id, campaign.id, organisation.id, campaign.length, access.token_hash(token), now)
        for field, value in profile.items():
            answers.put_profile(connection, id, field, value, now)
        audits.note(connection, Actor(Role.RESPONDENT, id), Verb.START, "response", id, now)
        if fill is not None:
            fill(connection, sitting_of(place, responses.get(connection, id)), now)
    return Actor(Role.RESPONDENT, id)


def _implicit_campaign(actor: Actor, place: Place) -> Campaign:
    """The open campaign that gathers what people start on their own; made at its first use.

    In a transaction of its own: of several who are first, one makes it, and the others find it.
    """
    found = _stored_campaign(place)
    campaign = found or Campaign(
        id=new_id(),
        title=place.edition.questionnaire.title,
        edition=place.key,
        length=own_length(place.edition),
        mode=CampaignMode.CONFIDENTIAL,
        wave=1,
        implicit=True,
    )
    access.allow(actor, Verb.START, campaign)
    if found is None:
        try:
            with place.store.write() as connection:
                campaigns.add(connection, campaign, place.now())
        except StorageError:
            found = _stored_campaign(place)
            if found is None:
                raise
    return found or campaign


def _stored_campaign(place: Place) -> Campaign | None:
    with place.store.read() as connection:
        return campaigns.implicit(connection, place.key)


def claim(actor: Actor, place: Place, tab: str) -> None:
    """Make a browser tab the one whose unheard clicks count after an interruption."""
    with changing(actor, place, Verb.ANSWER) as (connection, sitting, _):
        responses.claim(connection, sitting.stored.id, tab)


def answer(actor: Actor, place: Place, question: str, given: Answer | None) -> None:
    """Store an answer: the value of one of the question's levels, a status, or None to take it back."""
    with drafting(actor, place) as (connection, sitting, now):
        check_answer(question_of(sitting, question), given)
        answers.put_answer(connection, sitting.stored.id, question, given, now)


def comment(actor: Actor, place: Place, question: str, text: str) -> None:
    """Store what the respondent notes beside a question; an empty text takes the note away."""
    kept = checked_comment(text)
    with drafting(actor, place) as (connection, sitting, now):
        question_of(sitting, question)
        answers.put_comment(connection, sitting.stored.id, question, kept, now)


def know(actor: Actor, place: Place, dimension: str, basis: Basis | None) -> None:
    """Store how the respondent knows what was said about a dimension."""
    with drafting(actor, place) as (connection, sitting, now):
        check_dimension(sitting, dimension)
        answers.put_basis(connection, sitting.stored.id, dimension, basis, now)


def pick(actor: Actor, place: Place, picked: tuple[str, ...], starred: str | None) -> None:
    """Store which dimensions are priorities, and which one matters most.

    Raises AnsweringError for more than the questionnaire allows, or a star on what is not picked.
    """
    with drafting(actor, place) as (connection, sitting, now):
        put_picks(connection, sitting, picked, starred, now)


def prioritise(actor: Actor, place: Place, dimension: str, picked: bool) -> None:
    """Add a dimension to the priorities as they are stored at this moment, or take it out of them."""
    with drafting(actor, place) as (connection, sitting, now):
        response = sitting.stored.response
        others = tuple(id for id in response.priorities if id != dimension)
        starred = None if response.starred == dimension and not picked else response.starred
        put_picks(connection, sitting, (*others, dimension) if picked else others, starred, now)


def star(actor: Actor, place: Place, dimension: str) -> None:
    """Mark one of the priorities as the first."""
    with drafting(actor, place) as (connection, sitting, now):
        put_picks(connection, sitting, sitting.stored.response.priorities, dimension, now)


def aim(actor: Actor, place: Place, dimension: str, stage: str | None) -> None:
    """Store the stage that a picked dimension must reach; its score is the stage's target."""
    with drafting(actor, place) as (connection, sitting, now):
        questionnaire, response = sitting.edition.questionnaire, sitting.stored.response
        if dimension not in response.priorities:
            raise AnsweringError(f"Only a {questionnaire.dimension_noun} you picked has a target; pick it first.")
        if stage is not None and stage not in questionnaire.stage:
            raise AnsweringError("This stage does not exist in the questionnaire; reload the page.")
        target = questionnaire.stage[stage].target if stage else None
        answers.put_target(connection, sitting.stored.id, dimension, target, now)


def aim_by(actor: Actor, place: Place, year: int | None) -> None:
    """Store the year by which the targets must be reached."""
    with drafting(actor, place) as (connection, sitting, now):
        check_year(year, now)
        answers.put_target_year(connection, sitting.stored.id, year, now)


def practise(actor: Actor, place: Place, point: str, option: str | None) -> None:
    """Store the answer to a practice question, to which a published figure belongs."""
    with drafting(actor, place) as (connection, sitting, now):
        check_practice(sitting, point, option)
        answers.put_practice(connection, sitting.stored.id, point, option, now)


def deepen(actor: Actor, place: Place, dimension: str) -> None:
    """Ask all questions of a dimension in a short response. Submitted answers are reopened for it.

    Where all are asked already, nothing changes.
    """
    with changing(actor, place, Verb.REOPEN) as (connection, sitting, now):
        check_dimension(sitting, dimension)
        if sitting.stored.response.length_of(dimension) is Length.FULL:
            return
        _reopen(connection, actor, sitting, now)
        answers.put_deepened(connection, sitting.stored.id, dimension, now)


def describe(actor: Actor, place: Place, field: str, value: str | None) -> None:
    """Store a profile field, about the respondent or the organisation; it may be told after submission too.

    Not so by somebody invited: groups are formed by what is said, so it is settled with the answers.
    """
    with changing(actor, place, Verb.DESCRIBE) as (connection, sitting, now):
        put_description(connection, sitting, field, value, now)


def consent(actor: Actor, place: Place, given: bool) -> None:
    """Store whether the organisation's scores may enter peer figures; the newest word holds.

    Raises AnsweringError for somebody invited, who does not speak for the organisation.
    """
    with changing(actor, place, Verb.CONSENT) as (connection, sitting, now):
        stored = sitting.stored
        if not stored.campaign.implicit:
            raise AnsweringError("Whoever invited you decides with the organisation whether its scores may be counted.")
        consents.give(connection, stored.organisation.id, stored.id, given, now)
        answers.record(connection, stored.id, "consent", "peers", "given" if given else "withdrawn", now)
        audits.note(connection, actor, Verb.CONSENT, "organisation", stored.organisation.id, now)


def submit(actor: Actor, place: Place) -> None:
    """Close the draft; a second submission changes nothing."""
    with changing(actor, place, Verb.SUBMIT) as (connection, sitting, now):
        if sitting.stored.state is ResponseState.SUBMITTED:
            return
        check_draft(sitting)
        if not sitting.stored.response.answers:
            raise AnsweringError("There is nothing to submit yet: answer a question first.")
        id = sitting.stored.id
        said = [change.changed_at for change in answers.changes(connection, id) if change.kind not in ASIDE]
        # Of an anonymous response nothing is known that time could be measured by.
        seconds = None if sitting.stored.campaign.is_anonymous else round(sum(thinking_times(said)))
        responses.submit(connection, id, seconds, now)
        if sitting.stored.invitation is not None:
            invitations.put_state(connection, sitting.stored.invitation, InvitationState.SUBMITTED)
        answers.record(connection, id, "state", "", ResponseState.SUBMITTED, now)
        audits.note(connection, actor, Verb.SUBMIT, "response", id, now)


def reopen(actor: Actor, place: Place) -> None:
    """Make submitted answers a draft again, while the campaign is open; who did it is logged."""
    with changing(actor, place, Verb.REOPEN) as (connection, sitting, now):
        _reopen(connection, actor, sitting, now)


def _reopen(connection: Connection, actor: Actor, sitting: Sitting, now: datetime) -> None:
    if not sitting.is_open:
        raise AnsweringError("Answers are closed: the time for answering is over. Nothing was changed.")
    if sitting.stored.state is ResponseState.DRAFT:
        return
    id = sitting.stored.id
    responses.reopen(connection, id, now)
    if sitting.stored.invitation is not None:
        invitations.put_state(connection, sitting.stored.invitation, InvitationState.STARTED)
    answers.record(connection, id, "state", "", ResponseState.DRAFT, now)
    audits.note(connection, actor, Verb.REOPEN, "response", id, now)


def assessment_of(actor: Actor, place: Place, zone: str | None = None) -> Assessment:
    """Everything computed from the actor's own submitted response, on the visitor's day of submission.

    Raises AnsweringError for a draft: scores are shown once answers are settled.
    """
    sitting = opened(actor, place)
    if sitting.stored.submitted_at is None:
        raise AnsweringError("There is no scorecard yet: submit your answers on the review page first.")
    customers = segmentation_of(actor, place).customers
    return assessed(sitting, local(sitting.stored.submitted_at, zone).date(), customers)
