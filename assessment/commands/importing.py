"""Bringing answers that were given elsewhere into the database."""

from contextlib import closing
from pathlib import Path

import click

from assessment import access
from assessment.commands.database import LOCAL_ADDRESS, settings
from assessment.errors import AccessError, IntakeError
from assessment.model import Actor, Response, SaidSegments
from assessment.wording import counted
from assessment.workflow import answering, importing, visiting
from assessment.workflow.opening import Place, open_place
from assessment.workflow.saying import Saying
from assessment.workflow.sitting import UNIT


@click.command("import")
@click.argument("answers", type=click.Path(path_type=Path), metavar="ANSWERS.xlsx|.csv|.json")
@click.option("--unit", metavar="NAME", help="Which unit is assessed, where the file does not say, or says otherwise.")
@click.option("--into", "link", metavar="LINK", help="The private link of a response to change.")
@click.option("--submit", is_flag=True, help="Submit the answers too.")
@click.option("--yes", "confirmed", is_flag=True, help="Store without asking.")
def import_answers(answers: Path, unit: str | None, link: str | None, submit: bool, confirmed: bool) -> None:
    """Show what a filled answer sheet says, then store it and print its private link.

    Without --into it becomes a new response. With it, whatever the sheet says otherwise is taken over; empty cells
    take nothing back.
    """
    kept = settings()
    place = open_place(kept.database_url, kept.questionnaire)
    with closing(place.store):
        token, actor = _whose(place, link)
        response, segments, remarks = importing.read_file(actor, place, answers)
        for remark in remarks:
            click.echo(remark, err=True)
        if actor.subject:
            sayings = importing.compared(actor, place, response, segments)
        else:
            sayings = importing.all_said(place, response, segments)
        _preview(sayings)
        if actor.subject is None and not (unit or response.profile.get(UNIT)):
            raise IntakeError(f"{answers.name}: it does not say which unit is assessed; name it with --unit")
        if not confirmed:
            click.confirm("Store this?", abort=True, err=True)
        actor = _store(place, actor, token, unit, (response, segments), sayings)
        if submit:
            answering.submit(actor, place)
    click.echo(f"{counted(len(sayings), 'thing')} stored. The private link: {kept.base_url or LOCAL_ADDRESS}/r/{token}")


def _whose(place: Place, link: str | None) -> tuple[str, Actor]:
    """The token and the actor behind a link; without one a new token, for somebody who has not begun."""
    if link is None:
        return access.new_token(), visiting.NOBODY
    token = access.as_token(link.rstrip("/").rpartition("/")[2])
    actor = visiting.respondent(place.store, token)
    if token is None or actor.subject is None:
        raise AccessError("This private link opens nothing; copy the whole link from where it was kept.")
    return token, actor


def _preview(sayings: tuple[Saying, ...]) -> None:
    for saying in sayings:
        before = f" (was {saying.ours})" if saying.ours else ""
        click.echo(f"{saying.what}: {saying.theirs}{before}")
    if not sayings:
        click.echo("The file says nothing that is not stored already.")


def _store(
    place: Place,
    actor: Actor,
    token: str,
    unit: str | None,
    said: tuple[Response, SaidSegments],
    sayings: tuple[Saying, ...],
) -> Actor:
    response, segments = said
    if actor.subject is None:
        return importing.begin_with(actor, place, token, unit or response.profile[UNIT], response, segments)
    importing.take_over(actor, place, response, sayings, segments)
    if unit is not None:
        answering.describe(actor, place, UNIT, unit)
    return actor
