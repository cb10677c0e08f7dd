"""The database that the app has too: synthetic responses in it, its form, its backups."""

import os
from contextlib import closing
from pathlib import Path

import click

from assessment.model import Actor, Role
from assessment.settings import Settings, read_settings
from assessment.wording import counted
from assessment.workflow import demonstration, invented_team, maintaining
from assessment.workflow.opening import open_place

OPERATOR = Actor(Role.OPERATOR)
LOCAL_ADDRESS = "http://localhost:8501"


def settings() -> Settings:
    """The settings that the app has too, so that both work on the same database."""
    return read_settings(os.environ)


@click.command()
@click.option("--remove", is_flag=True, help="Take the synthetic responses out again, and nothing else.")
def demo(remove: bool) -> None:
    """Add synthetic responses that fill every screen, and print the private link of each."""
    kept = settings()
    place = open_place(kept.database_url, kept.questionnaire)
    with closing(place.store):
        if remove:
            count = demonstration.remove_demonstration(OPERATOR, place)
            click.echo(f"{counted(count, 'synthetic response')} removed")
            return
        for shown in demonstration.demonstrate(OPERATOR, place):
            address = kept.base_url or LOCAL_ADDRESS
            click.echo(f"{shown.unit}: {shown.purpose}\n  {address}/r/{shown.token}")
            if shown.shared:
                click.echo(f"  as it was presented, only to read: {address}/s/{shown.shared}")
        team = demonstration.demonstrate_team(OPERATOR, place)
        address = kept.base_url or LOCAL_ADDRESS
        click.echo(f"{invented_team.UNIT}: a leadership team of nine in dispute, as its sponsor reads it")
        click.echo(f"  {address}/t/{team.sponsor}")
        click.echo(f"  campaign {team.campaign}, organisation {team.organisation}")
    click.echo("\nAll of it is synthetic. Take it out again with: python -m assessment demo --remove", err=True)


@click.command()
def migrate() -> None:
    """Bring the database to the form that this program uses; the app does so at its start too."""
    maintaining.migrate(OPERATOR, settings().database_url)
    click.echo("The database is up to date")


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.sqlite")
def backup(out: Path) -> None:
    """Write everything in the database, SQLite or PostgreSQL, into one new file."""
    maintaining.back_up(OPERATOR, settings().database_url, out)
    click.echo(f"Backup written to {out}")


@click.command()
@click.argument("backup_file", type=click.Path(path_type=Path), metavar="BACKUP.sqlite")
def restore(backup_file: Path) -> None:
    """Fill an empty database, SQLite or PostgreSQL, from a backup."""
    maintaining.restore(OPERATOR, settings().database_url, backup_file)
    click.echo(f"Restored from {backup_file}")
