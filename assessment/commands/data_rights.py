"""Taking along and erasing what is held about an organisation or a person, and keeping to the days promised."""

import json
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from assessment.commands.database import OPERATOR, settings
from assessment.errors import CampaignError
from assessment.wording import counted, listed, shown
from assessment.workflow import data_rights, engagements, holding_said, retaining
from assessment.workflow.erasing import Receipt
from assessment.workflow.opening import Place, open_place
from reports import holding
from reports.files import write_new_file

# Ids may begin with a hyphen; so `-h` is no option here.
BY_ID = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
JSON, WORKBOOK = ".json", ".xlsx"


@contextmanager
def _opened() -> Iterator[Place]:
    kept = settings()
    place = open_place(kept.database_url, kept.questionnaire)
    with closing(place.store):
        yield place


def _found(place: Place, wanted: str) -> tuple[str, str, str]:
    """The engagement and the organisation, by id, and its name, where one has that id or name."""
    found = [
        (engagement.id, each.id, each.name)
        for engagement in engagements.engagements_of(OPERATOR, place)
        for each in engagements.engagement_of(OPERATOR, place, engagement.id).organisations
        if wanted == each.id or wanted.casefold() == each.name.casefold()
    ]
    if not found:
        raise CampaignError(
            f"{shown(wanted)}: no engagement is about such an organisation; name one by its id or name. What somebody "
            "answered on their own is taken along and erased by its private link"
        )
    if len(found) > 1:
        ids = listed([id for _, id, _ in found])
        raise CampaignError(f"{len(found)} organisations are called {shown(wanted)}; name one by its id: {ids}")
    return found[0]


@click.command(context_settings=BY_ID)
@click.argument("organisation")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.json|.xlsx", help="A new file.")
def export(organisation: str, out: Path) -> None:
    """Write all that is held about an organisation into a new file.

    ORGANISATION is its id or name. What each person said in full is in it for named campaigns only; of others, what
    the team's page may show.
    """
    with _opened() as place:
        engagement, id, name = _found(place, organisation)
        said = holding_said.exported(OPERATOR, place, engagement, id)
        now = place.now()
    if out.suffix.lower() == WORKBOOK:
        write_new_file(out, WORKBOOK, "a workbook", lambda: holding.workbook(said, name, now))
    else:
        content = json.dumps(said, ensure_ascii=False, indent=1).encode()
        write_new_file(out, JSON, "an export", lambda: content)
    out.chmod(0o600)
    click.echo(f"All that is held about {name} is in {out}")
    for sentence in said["left_out"]:
        click.echo(sentence, err=True)


@click.command(context_settings=BY_ID)
@click.argument("organisation", required=False)
@click.option("--invitation", metavar="ID", help="Erase one person instead, by the id of their invitation.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(organisation: str | None, invitation: str | None, yes: bool) -> None:
    """Erase all that is held about an organisation, or about one person, and print a receipt.

    ORGANISATION is its id or name. The export lists the ids of invitations.
    """
    if (organisation is None) == (invitation is None):
        raise click.UsageError("Name either an organisation or an invitation.")
    with _opened() as place:
        number = secrets.token_hex(4).upper()
        if invitation is not None:
            _ask("The invitation and everything that the person said", yes)
            _print(data_rights.erase_invited(OPERATOR, place, invitation, number))
            return
        engagement, id, name = _found(place, organisation or "")
        held = data_rights.held(OPERATOR, place, engagement, id)
        _ask(f"{name} with {listed(held) if held else 'nothing but its name'}", yes)
        _print(data_rights.erase_organisation(OPERATOR, place, engagement, id, name, number))


def _ask(what: str, yes: bool) -> None:
    click.echo(f"{what} will be erased for good; only backups that were made before still hold it.")
    if not yes:
        click.confirm("Erase?", abort=True)


def _print(receipt: Receipt) -> None:
    click.echo(f"Erased. Receipt {receipt.number}, {receipt.erased_at:%Y-%m-%d %H:%M} UTC")
    if not receipt.traces_removed:
        click.echo("What was erased is still in the database's files; the next erasure overwrites it", err=True)


@click.command()
@click.option("--yes", is_flag=True, help="Erase it; without, only say what would be erased.")
def retain(yes: bool) -> None:
    """Say what was to be kept only until a day that is over, and with --yes erase it.

    The app does so by itself at its start and once a day.
    """
    with _opened() as place:
        found = (
            retaining.retain(OPERATOR, place, secrets.token_hex(4).upper()) if yes else retaining.due(OPERATOR, place)
        )
    for each in found:
        click.echo(each.words)
    if not found:
        click.echo("Nothing is due")
    elif yes:
        click.echo(f"{counted(len(found), 'retention')} executed and logged")
    else:
        click.echo("Nothing was erased; run it again with --yes to erase it", err=True)
