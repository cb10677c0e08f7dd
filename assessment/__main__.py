"""The command line: `python -m assessment`. Ends with 0 when all went well, else with 1."""

import io
import secrets
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

import click

from assessment.commands import (
    campaigns,
    data_rights,
    database,
    importing,
    questionnaires,
    scoring,
    targeting,
    teams,
    users,
)
from assessment.errors import AssessmentError

COMMANDS = (
    questionnaires.check,
    scoring.score,
    scoring.answers_template,
    scoring.answer_sheet,
    importing.import_answers,
    targeting.target,
    teams.team,
    users.user,
    campaigns.campaign,
    campaigns.invite,
    data_rights.export,
    data_rights.erase,
    data_rights.retain,
    database.demo,
    database.migrate,
    database.backup,
    database.restore,
    questionnaires.schema,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Score customer-strategy answers and write the Excel scorecard.

    \b
    A first try:
      python -m assessment answers-template customer-strategy answers.csv
      (fill in the answer column)
      python -m assessment score answers.csv --questionnaire customer-strategy --out scorecard.xlsx
    """


for command in COMMANDS:
    cli.add_command(command)


def main() -> int:
    """Run the command line and answer with its exit code; bad input never shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Redirected output on Windows has an old code page, in which “ or ★ cannot be written.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli.main(prog_name="python -m assessment", standalone_mode=False)
    except AssessmentError as fault:
        for problem in fault.problems:
            click.echo(problem, err=True)
    except click.ClickException as fault:
        fault.show()
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped; nothing more was written.", err=True)
    except Exception:
        click.echo(_log_fault(), err=True)
    else:
        return 0
    return 1


def _log_fault() -> str:
    """Log an unexpected fault and say where, with a number to refer to."""
    reference = secrets.token_hex(4)
    log = Path(tempfile.gettempdir()) / f"assessment-fault-{reference}.log"
    try:
        log.write_text(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, {reference}\n{traceback.format_exc()}", "utf-8")
    except OSError as fault:
        return f"Something went wrong that should not have; its details could not be kept ({fault.strerror})."
    return f"Something went wrong that should not have, reference {reference}. Details are in {log}."


if __name__ == "__main__":
    sys.exit(main())
