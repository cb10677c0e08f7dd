"""From a file of segments to where a company can win and where its money goes."""

import json
from datetime import date
from pathlib import Path

import click

from assessment import printing_segments
from assessment.workflow import targeting
from reports.segments.workbook import write_segments


@click.command("target")
@click.argument("segments", type=click.Path(path_type=Path), metavar="SEGMENTS.csv")
@click.option("--rules", "path", type=click.Path(path_type=Path), metavar="RULES.toml", help="Other criteria.")
@click.option("--normalise", is_flag=True, help="Bring shares that do not sum to 100 % to it, in proportion.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="Also write the workbook here.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of text.")
def target(segments: Path, path: Path | None, normalise: bool, out: Path | None, wants_json: bool) -> None:
    """Place segments on the map of right to win, and set it against where the money goes.

    \b
    Columns: name, revenue_share, spend_share, A1 to A6 and R1 to R6 (1 to 5 or blank); if wanted accessible_size,
    status (served, planned), must_serve (yes, no), evidence (opinion, internal, market), and milestone, owner and
    end of a declared bet. Shares are fractions or per cent. A row “Not attributable” holds spend of no segment.
    """
    basis = targeting.rules(path or targeting.RULES)
    portfolio = targeting.target_file(segments, basis, normalise=normalise)
    if out is not None:
        # First, so that nothing is printed that looks like success when the file cannot be written.
        write_segments(basis, portfolio, out, date.today())
    if wants_json:
        click.echo(json.dumps(printing_segments.as_json(basis, portfolio), ensure_ascii=False, indent=2))
    else:
        click.echo(printing_segments.as_text(basis, portfolio))
    if out is not None:
        click.echo(f"\nWorkbook written to {out}", err=True)
