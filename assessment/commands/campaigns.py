"""Campaigns and invitations by command, for the operator: the links come out as a file."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from assessment import times
from assessment.commands.database import LOCAL_ADDRESS, OPERATOR, settings
from assessment.errors import AssessmentError, CampaignError, ReportError
from assessment.intake.files import read_content
from assessment.invitation_words import STATE_WORDS, until
from assessment.mode_words import FOR_STAFF, MODE_NAMES
from assessment.model import CampaignMode, CampaignOption, Length, ScoringRule
from assessment.participation import Share
from assessment.wording import counted, listed, shown
from assessment.workflow import campaigns, engagements, inviting, progressing
from assessment.workflow.campaigns import Terms
from assessment.workflow.opening import Place, open_place
from assessment.workflow.progressing import Running

MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


@click.group("campaign")
def campaign() -> None:
    """Begin a campaign, see how it goes, close it."""


@contextmanager
def _opened() -> Iterator[Place]:
    kept = settings()
    place = open_place(kept.database_url, kept.questionnaire)
    with closing(place.store):
        yield place


@campaign.command("create")
@click.argument("title")
@click.option("--engagement", required=True, metavar="NAME-OR-ID", help="Begun where there is none of that name.")
@click.option("--organisation", "names", multiple=True, metavar="NAME", help="Added where it is not there; repeatable.")
@click.option("--mode", type=click.Choice([mode.value for mode in CampaignMode]), required=True)
@click.option("--length", type=click.Choice([length.value for length in Length]), default=Length.FULL.value)
@click.option("--wave", type=int, default=1)
@click.option("--opens", type=click.DateTime(MOMENTS), help="Such as '2026-11-01 08:00', in the time zone given.")
@click.option("--closes", type=click.DateTime(MOMENTS), help="Such as '2026-11-30 23:59', in the time zone given.")
@click.option("--zone", default="UTC", metavar="ZONE", help="A time zone such as Europe/Berlin, said with all times.")
@click.option("--scoring-rule", type=click.Choice([rule.value for rule in ScoringRule]), default="respondents")
@click.option("--retain-until", type=click.DateTime(MOMENTS), help="When everything said in it is erased.")
@click.option("--offer", multiple=True, metavar="FIELD=OPTION[:BLOC]", help="Such as lens=sales:Front; repeatable.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of text.")
def create(
    title: str,
    engagement: str,
    names: tuple[str, ...],
    mode: str,
    length: str,
    wave: int,
    opens: datetime | None,
    closes: datetime | None,
    zone: str,
    scoring_rule: str,
    retain_until: datetime | None,
    offer: tuple[str, ...],
    wants_json: bool,
) -> None:
    """Begin a campaign with the questionnaire of the app, and print its id."""
    if not times.is_zone(zone):
        raise CampaignError(f"--zone {shown(zone)}: this time zone is not known; write one such as Europe/Berlin")
    opens_at, closes_at, retained = (
        times.at(given.date(), given.time(), zone) if given else None for given in (opens, closes, retain_until)
    )
    options = tuple(_option(written) for written in offer)
    with _opened() as place:
        terms = Terms(
            title,
            place.key,
            Length(length),
            CampaignMode(mode),
            wave,
            ScoringRule(scoring_rule),
            opens_at,
            closes_at,
            zone,
            options,
            retained,
        )
        id = _engagement(place, engagement)
        known = {each.name.casefold() for each in engagements.engagement_of(OPERATOR, place, id).organisations}
        for name in names:
            if name.casefold() not in known:
                engagements.add_organisation(OPERATOR, place, id, name)
        made = campaigns.create(OPERATOR, place, id, terms)
    if wants_json:
        click.echo(json.dumps({"campaign": made.id, "engagement": id}, indent=2))
    else:
        click.echo(f"Campaign {made.id} in engagement {id}\n{MODE_NAMES[made.mode]}: {FOR_STAFF[made.mode]}")
        click.echo(f"{until(made)}")


def _option(written: str) -> CampaignOption:
    field, separator, rest = written.partition("=")
    option, _, bloc = rest.partition(":")
    if not separator or not option:
        raise CampaignError(
            f"--offer {shown(written)}: write a field and an option, such as lens=sales or lens=it:Back"
        )
    return CampaignOption(field, option, bloc or None)


def _engagement(place: Place, wanted: str) -> str:
    """The engagement of that id or name; a new one where there is none."""
    found = [
        each.id
        for each in engagements.engagements_of(OPERATOR, place)
        if wanted == each.id or wanted.casefold() == each.name.casefold()
    ]
    if len(found) > 1:
        raise CampaignError(f"{len(found)} engagements are called {shown(wanted)}; name one by its id: {listed(found)}")
    return found[0] if found else engagements.engage(OPERATOR, place, wanted).id


@campaign.command("status")
@click.argument("id", metavar="CAMPAIGN")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of text.")
def status(id: str, wants_json: bool) -> None:
    """Say how many have answered, by function and seniority, who is missing, and what is due."""
    with _opened() as place:
        running = progressing.progress_of(OPERATOR, place, id)
    click.echo(json.dumps(_as_json(running), ensure_ascii=False, indent=2) if wants_json else _as_text(running))


def _as_json(running: Running) -> dict[str, Any]:
    found, campaign = running.participation, running.campaign
    return {
        "campaign": campaign.id,
        "title": campaign.title,
        "mode": campaign.mode.value,
        "wave": campaign.wave,
        "open": running.is_open,
        "closes_at": campaign.closes_at.isoformat() if campaign.closes_at else None,
        "time_zone": campaign.time_zone,
        "submitted": running.submitted,
        "invited": found.whole.invited,
        "begun": found.whole.begun,
        "answered": found.whole.answered,
        "by_function": [_share(share) for share in found.by_lens],
        "by_seniority": [_share(share) for share in found.by_seniority],
        "by_bloc": [_share(share) for share in found.by_bloc],
        "missing": [
            {"name": each.name, "email": each.email, "state": each.state.value, "reminders": each.reminders}
            for each in found.missing
        ],
        "reminders_due": [each.name or each.email for each in found.due],
    }


def _share(share: Share) -> dict[str, Any]:
    return {"group": share.group, "invited": share.invited, "answered": share.answered}


def _as_text(running: Running) -> str:
    found, campaign = running.participation, running.campaign
    done = "invitations used" if campaign.is_anonymous else "invited have answered"
    lines = [
        f"{campaign.title}, wave {campaign.wave}, {'open' if running.is_open else 'not open'}. {until(campaign)}",
        f"{MODE_NAMES[campaign.mode]}: {FOR_STAFF[campaign.mode]}",
        f"{found.whole.answered} of {found.whole.invited} {done}, {counted(running.submitted, 'response')} submitted",
    ]
    for head, shares in (("Function", found.by_lens), ("Seniority", found.by_seniority), ("Bloc", found.by_bloc)):
        lines += [f"  {head} {share.group or 'all others'}: {share.answered} of {share.invited}" for share in shares]
    due = {each.id for each in found.due}
    lines += [
        f"Missing: {each.name or each.email}, {STATE_WORDS[each.state].lower()}"
        f"{', reminder due' if each.id in due else ''}"
        for each in found.missing
    ]
    return "\n".join(lines)


@campaign.command("close")
@click.argument("id", metavar="CAMPAIGN")
def close(id: str) -> None:
    """End the time for answering now."""
    with _opened() as place:
        campaigns.close(OPERATOR, place, id)
    click.echo("The campaign is closed")


@contextmanager
def _new_file(out: Path) -> Iterator[TextIO]:
    """A file that only its owner may read, made before any link is; gone again where none is made."""
    try:
        with out.open("x", encoding="utf-8-sig", newline="") as file:
            out.chmod(0o600)
            yield file
    except FileExistsError:
        raise ReportError(
            f"{out}: there is such a file already; choose another name, so that no links are lost"
        ) from None
    except OSError as fault:
        raise ReportError(f"{out}: cannot be written ({fault.strerror}); choose another folder or name") from None
    except AssessmentError:
        out.unlink()
        raise


@click.command("invite")
@click.argument("people", type=click.Path(path_type=Path), metavar="FILE.csv|.xlsx")
@click.option("--campaign", "id", required=True, metavar="CAMPAIGN", help="The id that `campaign create` printed.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="LINKS.csv", help="Write the links here."
)
@click.option("--sent", is_flag=True, help="Mark the invitations as sent.")
def invite(people: Path, id: str, out: Path, sent: bool) -> None:
    """Invite everybody in a file, and write a personal link for each into another one.

    \b
    Columns: name, email; if wanted lens, seniority and organisation. Who was invited before is left as it is.
    The links are kept nowhere else: whoever has one answers as that person.
    """
    kept = settings()
    with _opened() as place:
        found = inviting.read(OPERATOR, place, id, read_content(people), people.name)
        with _new_file(out) as file:
            came = inviting.invite(OPERATOR, place, id, found)
            view = campaigns.campaign_of(OPERATOR, place, id)
            file.write(inviting.links_csv(view, came.issued, kept.base_url or LOCAL_ADDRESS))
        if sent:
            inviting.mark_sent(OPERATOR, place, id, [each.invitation.id for each in came.issued])
    click.echo(f"{counted(len(came.issued), 'invitation')} made; the links are in {out}")
    if came.known:
        click.echo(f"Invited before: {listed(came.known)}", err=True)
