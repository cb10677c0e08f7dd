"""Links by which a sponsor reads what a campaign says of one organisation: made, revoked, followed."""

from datetime import timedelta

from assessment import access
from assessment.access import Verb
from assessment.errors import TeamError
from assessment.model import Actor, Role, SponsorLink
from assessment.storage import audits, teams
from assessment.storage.ids import new_id
from assessment.workflow.opening import Place
from assessment.workflow.teaming import allowed, changing, checked_words, valid_link

LONGEST_NAME = 120
# For how many days a sponsor's link can be made.
DAYS_LINKED = (30, 90, 180)


def sponsor(place: Place, token: str | None) -> Actor:
    """The sponsor whose link holds that token, while it is valid; one without a link otherwise."""
    if access.as_token(token) is None or token is None:
        return Actor(Role.SPONSOR)
    with place.store.read() as connection:
        link = teams.link_of(connection, access.token_hash(token))
    return Actor(Role.SPONSOR, link.id if link and link.is_valid(place.now()) else None)


def link_behind(actor: Actor, place: Place) -> SponsorLink:
    """The link by which a sponsor reads. Raises AccessError for anybody else, and when it is not valid any more."""
    with place.store.read() as connection:
        link = valid_link(connection, actor, place.now())
    access.allow(actor, Verb.ALIGN, link)
    assert link is not None, "access was allowed to what exists"
    return link


def link_sponsor(actor: Actor, place: Place, team: tuple[str, str], name: str, token: str, days: int) -> SponsorLink:
    """Make a link by which a sponsor, known by a name, reads a team for so many days; only its hash is kept.

    Raises TeamError for no name or another number of days.
    """
    said = checked_words(name, LONGEST_NAME, "Say for whom the link is.")
    if days not in DAYS_LINKED:
        raise TeamError("A link can be made for 30, 90 or 180 days; choose one of them.")
    with changing(actor, place, Verb.RUN, team) as (connection, known, now):
        link = SponsorLink(new_id(), *team, said, now, now + timedelta(days=days))
        teams.add_link(connection, link, access.token_hash(token))
        audits.note(connection, actor, Verb.RUN, "campaign", known.id, now, note="sponsor linked")
    return link


def revoke_sponsor(actor: Actor, place: Place, team: tuple[str, str], link: str) -> None:
    """Let a sponsor's link open nothing any more. Raises AccessError for a link to another team."""
    with changing(actor, place, Verb.RUN, team) as (connection, known, now):
        found = teams.link(connection, link)
        if found is None or (found.campaign, found.organisation) != team:
            access.allow(actor, Verb.RUN, None)
        teams.revoke(connection, link, now)
        audits.note(connection, actor, Verb.RUN, "campaign", known.id, now, note="sponsor's link revoked")


def sponsors_of(actor: Actor, place: Place, team: tuple[str, str]) -> list[SponsorLink]:
    """All sponsors' links to a team, newest first."""
    with place.store.read() as connection:
        allowed(connection, actor, Verb.RUN, team, place.now())
        return teams.links(connection, *team)
