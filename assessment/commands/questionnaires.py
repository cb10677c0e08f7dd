"""Looking at questionnaires and the data files beside them."""

import json
from pathlib import Path

import click

from assessment.errors import AssessmentError
from assessment.wording import counted
from assessment.workflow import editions


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
def check(files: tuple[Path, ...]) -> None:
    """Check questionnaires and the data files beside them; print every problem of every file."""
    faulty = 0
    for file in files:
        try:
            click.echo(f"{file}: {editions.check(file)}: no problems")
        except AssessmentError as fault:
            faulty += 1
            click.echo(f"{file}: {counted(len(fault.problems), 'problem')}")
            for problem in fault.problems:
                click.echo(f"  {problem}")
    if faulty:
        raise AssessmentError(f"{faulty} of {counted(len(files), 'file')} with problems")


@click.command()
def schema() -> None:
    """Print the JSON Schema of questionnaire files, for editors that complete as one types."""
    click.echo(json.dumps(editions.json_schema(), indent=2))
