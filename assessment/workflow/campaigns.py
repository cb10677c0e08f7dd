"""Campaigns: decided, changed while nobody has begun, closed and reopened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from assessment.access import Verb
from assessment.errors import CampaignError
from assessment.model import (
    Actor,
    Campaign,
    CampaignMode,
    CampaignOption,
    Edition,
    EditionKey,
    InvitationState,
    Length,
    ScoringRule,
)
from assessment.storage import audits, campaigns, engagements, invitations
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.times import is_zone
from assessment.wording import listed
from assessment.workflow import severing
from assessment.workflow.engagements import EngagementView, allowed, check_ahead, checked_name, view_of
from assessment.workflow.opening import Place, edition_of
from assessment.workflow.sitting import clean

LONGEST_BLOC, LONGEST_REASON, MOST_WAVES = 60, 300, 99
# What a respondent may say of oneself at the start: the fields of lens and seniority, so far as a profile has them.
LENS, SENIORITY = "lens", "level"
# What cannot change once somebody has begun, and what it is called.
FIXED = {
    "edition": "the version",
    "length": "the length",
    "mode": "the mode",
    "wave": "the wave",
    "opens_at": "the opening",
    "scoring_rule": "the scoring rule",
    "options": "functions, seniorities and blocs",
}


@dataclass(frozen=True)
class Terms:
    """All that is decided of a campaign. `time_zone` is the one in which its times are said.

    `options`: what may be said of oneself, by field; all that the profile has, where there are none of a field.
    """

    title: str
    edition: EditionKey
    length: Length
    mode: CampaignMode
    wave: int = 1
    scoring_rule: ScoringRule = ScoringRule.RESPONDENTS
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    time_zone: str = "UTC"
    options: tuple[CampaignOption, ...] = ()
    retain_until: datetime | None = None


@dataclass(frozen=True)
class CampaignView:
    """A campaign as those who run it see it, with the engagement it belongs to and the edition it asks."""

    campaign: Campaign
    engagement: EngagementView
    edition: Edition
    has_begun: bool


def terms_of(campaign: Campaign) -> Terms:
    """What was decided of a stored campaign."""
    return Terms(
        campaign.title,
        campaign.edition,
        campaign.length,
        campaign.mode,
        campaign.wave,
        campaign.scoring_rule,
        campaign.opens_at,
        campaign.closes_at,
        campaign.time_zone or "UTC",
        campaign.options,
        campaign.retain_until,
    )


def editions_offered(actor: Actor, place: Place, engagement: str) -> tuple[tuple[EditionKey, Edition], ...]:
    """The editions that a campaign of an engagement may ask: that of the place first, then those asked before."""
    with place.store.read() as connection:
        allowed(connection, actor, Verb.RUN, engagement)
        stored = campaigns.editions(connection)
    keys = dict.fromkeys((place.key, *stored))
    return tuple((key, edition_of(place, key)) for key in keys)


def create(actor: Actor, place: Place, engagement: str, terms: Terms) -> Campaign:
    """Begin a campaign of an engagement. Raises CampaignError with everything that does not fit."""
    with place.store.read() as connection:
        allowed(connection, actor, Verb.RUN, engagement)
        known = {place.key, *campaigns.editions(connection)}
    if terms.edition not in known:
        raise CampaignError("This version of the questionnaire is not known here; reload the page and choose again.")
    now = place.now()
    checked = _checked(terms, edition_of(place, terms.edition))
    if checked.closes_at is not None and checked.closes_at <= now:
        raise CampaignError("The closing lies in the past; choose a later day.")
    check_ahead(checked.retain_until, None, now)
    campaign = _with(Campaign(new_id(), "", checked.edition, checked.length, checked.mode, 1, implicit=False), checked)
    campaign = replace(campaign, engagement=engagement)
    with place.store.write() as connection:
        allowed(connection, actor, Verb.RUN, engagement)
        campaigns.add(connection, campaign, now)
        audits.note(connection, actor, Verb.RUN, "campaign", campaign.id, now, "created")
    return campaigns_as_stored(place, campaign.id)


def campaigns_as_stored(place: Place, id: str) -> Campaign:
    """The campaign as the store has it, its options in the store's order."""
    with place.store.read() as connection:
        return campaigns.get(connection, id)


def _with(campaign: Campaign, terms: Terms) -> Campaign:
    return replace(
        campaign,
        title=terms.title,
        edition=terms.edition,
        length=terms.length,
        mode=terms.mode,
        wave=terms.wave,
        scoring_rule=terms.scoring_rule,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        time_zone=terms.time_zone,
        options=terms.options,
        retain_until=terms.retain_until,
    )


@contextmanager
def running(actor: Actor, place: Place, id: str) -> Iterator[tuple[Connection, Campaign, datetime]]:
    """A transaction on a campaign that the actor runs, as it stands at this moment."""
    with place.store.write() as connection:
        campaigns.hold(connection, id)
        yield connection, _allowed(connection, actor, id), place.now()


def _allowed(connection: Connection, actor: Actor, id: str) -> Campaign:
    found = campaigns.find(connection, id)
    allowed(connection, actor, Verb.RUN, found.engagement if found else None)
    assert found is not None, "access was allowed to what exists"
    return found


def campaign_of(actor: Actor, place: Place, id: str) -> CampaignView:
    """A campaign as the actor runs it. Raises AccessError where it is not the actor's."""
    with place.store.read() as connection:
        campaign = _allowed(connection, actor, id)
        engagement = engagements.get(connection, campaign.engagement or "")
        assert engagement is not None, "access was allowed to what exists"
        view, has_begun = view_of(connection, engagement), campaigns.has_responses(connection, id)
    return CampaignView(campaign, view, edition_of(place, campaign.edition), has_begun)


def campaigns_of(actor: Actor, place: Place, engagement: str) -> tuple[Campaign, ...]:
    """The campaigns of an engagement, newest first."""
    with place.store.read() as connection:
        allowed(connection, actor, Verb.RUN, engagement)
        return tuple(campaigns.of_engagement(connection, engagement))


def change(actor: Actor, place: Place, id: str, terms: Terms) -> None:
    """Decide a campaign anew. Once somebody has begun, only title, closing, time zone and retention can change.

    Raises CampaignError with everything that does not fit, and for a mode that people were told otherwise.
    """
    with running(actor, place, id) as (connection, campaign, now):
        edition = edition_of(place, campaign.edition)
        if terms.edition != campaign.edition:
            raise CampaignError("A campaign keeps its version of the questionnaire; begin another campaign.")
        checked = _checked(terms, edition)
        check_ahead(checked.retain_until, campaign.retain_until, now)
        _check_fixed(connection, campaign, checked)
        _check_closing(campaign, checked, now)
        campaigns.change(connection, _with(campaign, checked))
        audits.note(connection, actor, Verb.RUN, "campaign", id, now, "changed")


def _check_fixed(connection: Connection, campaign: Campaign, terms: Terms) -> None:
    before, new = terms_of(campaign), replace(terms, options=_in_order(terms.options))
    before = replace(before, options=_in_order(before.options))
    changed = [words for name, words in FIXED.items() if getattr(before, name) != getattr(new, name)]
    if changed and campaigns.has_responses(connection, campaign.id):
        raise CampaignError(f"Somebody has begun, so {listed(changed)} cannot change any more; nothing was changed.")
    if terms.mode is campaign.mode:
        return
    # Whoever has a link may have read the mode by it, even where nobody marked it as sent.
    people = invitations.of_campaign(connection, campaign.id)
    if any(each.state is not InvitationState.REVOKED for each in people):
        raise CampaignError(
            "Invitations that say the mode were made already, so it cannot change; nothing was changed. "
            "Take them back first, or begin another campaign."
        )
    if any(link.revoked_at is None for link in invitations.links_of(connection, campaign.id)):
        raise CampaignError(
            "An open link says the mode, so it cannot change; nothing was changed. Take the link back first."
        )


def _check_closing(campaign: Campaign, terms: Terms, now: datetime) -> None:
    if terms.closes_at == campaign.closes_at:
        return
    if campaign.is_over(now):
        raise CampaignError("This campaign is over; reopen it, with the reason, to give it another closing.")
    if terms.closes_at is not None and terms.closes_at <= now:
        raise CampaignError("The closing lies in the past; choose a later day, or close the campaign now.")


def _in_order(options: tuple[CampaignOption, ...]) -> tuple[CampaignOption, ...]:
    return tuple(sorted(options, key=lambda each: (each.field, each.option)))


def _checked(terms: Terms, edition: Edition) -> Terms:
    """The terms as they are kept. Raises CampaignError with every problem."""
    problems: list[str] = []
    title = terms.title
    try:
        title = checked_name(terms.title, "campaign")
    except CampaignError as fault:
        problems += fault.problems
    if terms.length is Length.SHORT and not edition.questionnaire.has_short_length:
        problems.append(f"{edition.questionnaire.title} has no short length; choose the full one.")
    if not 1 <= terms.wave <= MOST_WAVES:
        problems.append(f"The wave is {terms.wave}; write a number from 1 to {MOST_WAVES}.")
    if not is_zone(terms.time_zone):
        problems.append("This time zone is not known; write one such as Europe/Berlin.")
    if terms.opens_at and terms.closes_at and terms.closes_at <= terms.opens_at:
        problems.append("The closing lies before the opening; choose a later day.")
    if terms.retain_until and terms.closes_at and terms.retain_until < terms.closes_at:
        problems.append("Answers would be erased before the closing; choose a later day for it.")
    options = tuple(replace(each, bloc=" ".join(clean(each.bloc or "").split()) or None) for each in terms.options)
    problems += _option_problems(options, edition)
    if problems:
        raise CampaignError(*problems)
    return replace(terms, title=title, options=_in_order(options))


def _option_problems(options: tuple[CampaignOption, ...], edition: Edition) -> list[str]:
    problems, seen = [], set()
    for each in options:
        field = edition.profile.field(each.field) if each.field in (LENS, SENIORITY) else None
        if field is None or each.option not in {option.id for option in field.options}:
            problems.append(f"“{each.option[:LONGEST_BLOC]}” is none of the choices that the profile has.")
        if (each.field, each.option) in seen:
            problems.append(f"“{each.option[:LONGEST_BLOC]}” is offered twice; once is enough.")
        seen.add((each.field, each.option))
        if each.bloc and each.field != LENS:
            problems.append("A bloc is made of functions, not of seniorities.")
        if each.bloc and len(each.bloc) > LONGEST_BLOC:
            problems.append(f"The name of a bloc has at most {LONGEST_BLOC} characters.")
    blocs = {each.bloc for each in options if each.bloc}
    lenses = {each.bloc for each in options if each.field == LENS}
    if blocs and len(lenses) < 2:
        problems.append("One bloc of everybody says nothing; announce two, or leave some functions without one.")
    return problems


def close(actor: Actor, place: Place, id: str) -> None:
    """End the time for answering now; closing again changes nothing. What could join people and answers goes."""
    with running(actor, place, id) as (connection, campaign, now):
        if campaign.closed_at is not None:
            return
        campaigns.close(connection, id, now, campaign.closes_at)
        audits.note(connection, actor, Verb.RUN, "campaign", id, now, "closed")
        severing.sever(connection, actor, campaign, now)
    severing.leave_no_trace(place, campaign)


def reopen(actor: Actor, place: Place, id: str, reason: str, closes_at: datetime | None) -> None:
    """Let answers be given again until another closing, or until it is closed by hand; why is logged.

    Raises CampaignError without a reason, for a closing that is past, and for a campaign that is open.
    """
    said = " ".join(clean(reason).split())
    if not said or len(said) > LONGEST_REASON:
        raise CampaignError(f"Say in at most {LONGEST_REASON} characters why it is reopened; it is kept in the log.")
    with running(actor, place, id) as (connection, campaign, now):
        if campaign.is_open(now):
            raise CampaignError("This campaign is open already.")
        if closes_at is not None and (closes_at <= now or (campaign.opens_at and closes_at <= campaign.opens_at)):
            raise CampaignError("The new closing lies in the past; choose a later day.")
        if campaign.retain_until is not None and campaign.retain_until <= now:
            raise CampaignError("What was said in it is to be erased by now; put the retention date later first.")
        campaigns.close(connection, id, None, closes_at)
        audits.note(connection, actor, Verb.RUN, "campaign", id, now, f"reopened: {said}")
