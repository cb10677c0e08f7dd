"""The command line: `python -m assessment`. Ends with 0 when all went well, else with 1."""

import io
import json
import os
import secrets
import sys
import tempfile
import traceback
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import click

from assessment import printing
from assessment.errors import AssessmentError, ReportError
from assessment.model import Actor, Length, Role
from assessment.settings import Settings, read_settings
from assessment.wording import counted
from assessment.workflow import assessing, demonstration, editions, maintaining
from assessment.workflow.answering import UNIT
from assessment.workflow.opening import open_place
from reports.printed import write_verdict_pdf
from reports.scorecard import write_scorecard

OPERATOR = Actor(Role.OPERATOR)
LOCAL_ADDRESS = "http://localhost:8501"
QUESTIONNAIRE_HELP = "The id of a questionnaire (its newest version), `id/v2`, or the path of a .toml file."


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Score customer-strategy answers and write the Excel scorecard.

    \b
    A first try:
      python -m assessment answers-template customer-strategy answers.csv
      (fill in the answer column)
      python -m assessment score answers.csv --questionnaire customer-strategy --out scorecard.xlsx
    """


@cli.command()
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


@cli.command()
@click.argument("answers", type=click.Path(path_type=Path))
@click.option("--questionnaire", "wanted", required=True, metavar="ID-OR-PATH", help=QUESTIONNAIRE_HELP)
@click.option(
    "--length",
    type=click.Choice([length.value for length in Length]),
    default=Length.FULL.value,
    show_default=True,
    help="Which questions count.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="SCORECARD.xlsx", help="Write the workbook here.")
@click.option("--pdf", type=click.Path(path_type=Path), metavar="VERDICT.pdf", help="Write the one-page verdict here.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of text.")
def score(answers: Path, wanted: str, length: str, out: Path | None, pdf: Path | None, wants_json: bool) -> None:
    """Score an answer file (.csv or .json), print the verdict; write the workbook with --out, one page with --pdf.

    \b
    CSV:  columns question_id, answer and, if wanted, comment. An answer is a level's value,
          cannot_judge, does_not_apply or blank.
    JSON: {"answers": {id: value}} and, all optional, "profile", "priorities", "starred",
          "targets", "target_year", "basis", "comments", "practice", "deepened", "plan".
    """
    edition = editions.load(wanted)
    assessment = assessing.assess_file(answers, edition, Length(length), date.today())
    plan = assessing.plan_of_file(answers, edition)
    if out is not None:
        # First, so that nothing is printed that looks like success when the file cannot be written.
        write_scorecard(assessment, out, plan)
    if pdf is not None:
        write_verdict_pdf(assessment, pdf, plan, unit=assessment.response.profile.get(UNIT, ""))
    if wants_json:
        click.echo(json.dumps(printing.as_json(assessment), ensure_ascii=False, indent=2))
    else:
        click.echo(printing.as_text(assessment))
    if note := assessing.unasked(assessment):
        click.echo(f"\n{note}", err=True)
    if out is not None:
        click.echo(f"\nScorecard written to {out}", err=True)
    if pdf is not None:
        click.echo(f"\nVerdict written to {pdf}", err=True)


@cli.command("answers-template")
@click.argument("questionnaire", metavar="QUESTIONNAIRE")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.csv")
def answers_template(questionnaire: str, out: Path) -> None:
    """Write an empty answer file to fill in, with every question and its levels beside it.

    QUESTIONNAIRE is an id or the path of a .toml file.
    """
    if out.suffix.lower() != ".csv":
        raise ReportError(f"{out}: the name of an answer file ends in .csv; add the ending")
    text = assessing.answer_template(editions.load(questionnaire))
    try:
        # The byte order mark makes Excel read the file as UTF-8.
        with out.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise ReportError(
            f"{out}: there is such a file already; choose another name, so that no answers are lost"
        ) from None
    except OSError as fault:
        raise ReportError(f"{out}: cannot be written ({fault.strerror}); choose another folder or name") from None
    click.echo(f"Answer file written to {out}")


def _settings() -> Settings:
    """The settings that the app has too, so that both work on the same database."""
    return read_settings(os.environ)


@cli.command()
@click.option("--remove", is_flag=True, help="Take the synthetic responses out again, and nothing else.")
def demo(remove: bool) -> None:
    """Add synthetic responses that fill every screen, and print the private link of each."""
    settings = _settings()
    place = open_place(settings.database_url, settings.questionnaire)
    with closing(place.store):
        if remove:
            count = demonstration.remove_demonstration(OPERATOR, place)
            click.echo(f"{counted(count, 'synthetic response')} removed")
            return
        for shown in demonstration.demonstrate(OPERATOR, place):
            address = settings.base_url or LOCAL_ADDRESS
            click.echo(f"{shown.unit}: {shown.purpose}\n  {address}/r/{shown.token}")
            if shown.shared:
                click.echo(f"  as it was presented, only to read: {address}/s/{shown.shared}")
    click.echo("\nAll of it is synthetic. Take it out again with: python -m assessment demo --remove", err=True)


@cli.command()
def migrate() -> None:
    """Bring the database to the form that this program uses; the app does so at its start too."""
    maintaining.migrate(OPERATOR, _settings().database_url)
    click.echo("The database is up to date")


@cli.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.sqlite")
def backup(out: Path) -> None:
    """Write everything in the database, SQLite or PostgreSQL, into one new file."""
    maintaining.back_up(OPERATOR, _settings().database_url, out)
    click.echo(f"Backup written to {out}")


@cli.command()
@click.argument("backup_file", type=click.Path(path_type=Path), metavar="BACKUP.sqlite")
def restore(backup_file: Path) -> None:
    """Fill an empty database, SQLite or PostgreSQL, from a backup."""
    maintaining.restore(OPERATOR, _settings().database_url, backup_file)
    click.echo(f"Restored from {backup_file}")


@cli.command()
def schema() -> None:
    """Print the JSON Schema of questionnaire files, for editors that complete as one types."""
    click.echo(json.dumps(editions.json_schema(), indent=2))


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
