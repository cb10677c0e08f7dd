"""Accounts of consultants and administrators: adding, listing, disabling, enabling, and new links."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from assessment import access
from assessment.commands.database import LOCAL_ADDRESS, OPERATOR, settings
from assessment.model import Role
from assessment.workflow import accounts
from assessment.workflow.accounts import LINK_HOURS, SIGNED_IN_STAFF
from assessment.workflow.opening import Place, open_place


@click.group("user")
def user() -> None:
    """Who signs in: consultants and administrators. Respondents need no account."""


@contextmanager
def opened() -> Iterator[Place]:
    """The place that the app has too."""
    kept = settings()
    place = open_place(kept.database_url, kept.questionnaire)
    try:
        yield place
    finally:
        place.store.close()


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="What they are called; it stands beside what they do.")
@click.option("--role", type=click.Choice([role.value for role in SIGNED_IN_STAFF]), default=Role.CONSULTANT.value)
def add(email: str, name: str, role: str) -> None:
    """Add an account, and print the one-time link that sets its password."""
    token = access.new_token()
    with opened() as place:
        made = accounts.add(OPERATOR, place, email, name, Role(role), token)
    click.echo(f"{made.email} is added as {made.role}")
    _echo_link(token)


@user.command()
@click.argument("email")
def link(email: str) -> None:
    """Print a new one-time link that sets an account's password; earlier ones open nothing any more."""
    token = access.new_token()
    with opened() as place:
        accounts.make_link(OPERATOR, place, accounts.by_email(OPERATOR, place, email).id, token)
    _echo_link(token)


@user.command("list")
def list_all() -> None:
    """Print all accounts: e-mail address, role, state and name, separated by tabs."""
    with opened() as place:
        for account in accounts.everybody(OPERATOR, place):
            state = "enabled" if account.is_enabled else "disabled"
            click.echo(f"{account.email}\t{account.role}\t{state}\t{account.name}")


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Let an account in no more; whoever is signed in with it is signed out."""
    with opened() as place:
        account = accounts.by_email(OPERATOR, place, email)
        accounts.disable(OPERATOR, place, account.id)
    click.echo(f"{account.email} is disabled")


@user.command()
@click.argument("email")
def enable(email: str) -> None:
    """Let an account in again, with the password it had."""
    with opened() as place:
        account = accounts.by_email(OPERATOR, place, email)
        accounts.enable(OPERATOR, place, account.id)
    click.echo(f"{account.email} is enabled")


def _echo_link(token: str) -> None:
    click.echo(f"{settings().base_url or LOCAL_ADDRESS}/setup/{token}")
    click.echo(f"Hand it over by a way that only they read; it works once, within {LINK_HOURS} hours.", err=True)
