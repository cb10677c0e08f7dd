"""How far a leadership team agrees, from the database that the app has too."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from assessment import printing_teams
from assessment.commands.database import OPERATOR, settings
from assessment.workflow import team_said, teaming
from assessment.workflow.opening import open_place
from reports.team.workbook import write_team


# Ids may begin with a hyphen; so `-h` is none of its options.
@click.command("team", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("organisation")
@click.option("--campaign", required=True, metavar="ID", help="The campaign that was answered.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="Also write the workbook here.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of text.")
def team(organisation: str, campaign: str, out: Path | None, wants_json: bool) -> None:
    """Show how far the leaders of an organisation agree, and what they dispute.

    ORGANISATION and the campaign are ids, as they stand in the address of the team's page. Only what the campaign's
    mode lets be shown is printed or written.
    """
    kept = settings()
    place = open_place(kept.database_url, kept.questionnaire)
    with closing(place.store):
        found = teaming.team_of(OPERATOR, place, campaign, organisation)
    if out is not None:
        # First, so that nothing is printed that looks like success when the file cannot be written.
        write_team(teaming.reported(found, date.today()), out)
    if wants_json:
        click.echo(json.dumps(team_said.said(found), ensure_ascii=False, indent=2))
    else:
        click.echo(printing_teams.as_text(found))
    if out is not None:
        click.echo(f"\nWorkbook written to {out}", err=True)
