"""From answer files to scorecards, and the files to answer in."""

import json
from datetime import date
from pathlib import Path

import click

from assessment import printing
from assessment.errors import ReportError
from assessment.model import Length
from assessment.workflow import assessing, editions
from assessment.workflow.sitting import UNIT
from reports.answer_sheet import write_answer_sheet
from reports.branding import Branding, read_logo
from reports.printed import write_verdict_pdf
from reports.scorecard import write_scorecard

QUESTIONNAIRE_HELP = "The id of a questionnaire (its newest version), `id/v2`, or the path of a .toml file."


@click.command()
@click.argument("answers", type=click.Path(path_type=Path))
@click.option(
    "--questionnaire",
    "wanted",
    metavar="ID-OR-PATH",
    help=f"{QUESTIONNAIRE_HELP} An answer sheet names its own.",
)
@click.option(
    "--length",
    type=click.Choice([length.value for length in Length]),
    help="Which questions count; without it those of the answer sheet, else all.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="SCORECARD.xlsx", help="Write the workbook here.")
@click.option("--pdf", type=click.Path(path_type=Path), metavar="VERDICT.pdf", help="Write the one-page verdict here.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of text.")
@click.option(
    "--segments",
    type=click.Path(path_type=Path),
    metavar="SEGMENTS.csv",
    help="Set the answers against these customers, as `target` reads them; without it those of the answer file.",
)
@click.option("--client", default="", metavar="NAME", help="The client's name, for the workbook.")
@click.option("--confidential", default="", metavar="WORDS", help="A line on confidentiality, for the workbook.")
@click.option("--logo", type=click.Path(path_type=Path), metavar="LOGO", help="A PNG or JPEG, for the workbook.")
def score(
    answers: Path,
    wanted: str | None,
    length: str | None,
    out: Path | None,
    pdf: Path | None,
    wants_json: bool,
    segments: Path | None,
    client: str,
    confidential: str,
    logo: Path | None,
) -> None:
    """Score an answer file (.csv, .json, .xlsx), print the verdict; write the workbook with --out, one page with --pdf.

    \b
    CSV:  columns question_id, answer and, if wanted, comment. An answer is a level's value,
          cannot_judge, does_not_apply or blank.
    JSON: {"answers": {id: value}} and, all optional, "profile", "priorities", "starred",
          "targets", "target_year", "basis", "comments", "practice", "deepened", "plan", "customers".
    XLSX: a filled answer sheet or a scorecard; also an answer sheet saved as CSV. What had to be
          mended or left out is printed too.
    """
    edition = editions.load(wanted or assessing.questionnaire_of_file(answers))
    asked = Length(length) if length else None
    assessment, remarks = assessing.assess_handed_in(answers, edition, asked, date.today(), segments)
    plan = assessing.plan_of_file(answers, edition)
    branding = Branding(client, confidential, read_logo(logo) if logo else b"")
    if out is not None:
        # First, so that nothing is printed that looks like success when the file cannot be written.
        write_scorecard(assessment, out, plan, branding)
    if pdf is not None:
        write_verdict_pdf(assessment, pdf, plan, unit=assessment.response.profile.get(UNIT, ""))
    if wants_json:
        click.echo(json.dumps(printing.as_json(assessment), ensure_ascii=False, indent=2))
    else:
        click.echo(printing.as_text(assessment))
    for remark in remarks:
        click.echo(remark, err=True)
    if note := assessing.unasked(assessment):
        click.echo(f"\n{note}", err=True)
    if out is not None:
        click.echo(f"\nScorecard written to {out}", err=True)
    if pdf is not None:
        click.echo(f"\nVerdict written to {pdf}", err=True)


@click.command("answers-template")
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


@click.command("answer-sheet")
@click.argument("questionnaire", metavar="QUESTIONNAIRE")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.xlsx")
@click.option(
    "--length",
    type=click.Choice([length.value for length in Length]),
    help="Which questions are asked; without it those of the file to begin with, else all.",
)
@click.option("--prefill", type=click.Path(path_type=Path), metavar="RESPONSE", help="Begin with this answer file.")
def answer_sheet(questionnaire: str, out: Path, length: str | None, prefill: Path | None) -> None:
    """Write a workbook in which somebody answers without the app, and that is read when it comes back.

    QUESTIONNAIRE is an id or the path of a .toml file.
    """
    edition = editions.load(questionnaire)
    asked = Length(length) if length else None
    response, segments, remarks = assessing.response_to_fill_in(prefill, edition, asked)
    write_answer_sheet(edition, response, out, date.today(), segments)
    for remark in remarks:
        click.echo(remark, err=True)
    click.echo(f"Answer sheet written to {out}")
