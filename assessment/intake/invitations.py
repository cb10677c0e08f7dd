"""Reads who is to be invited from CSV, from pasted rows or from an Excel workbook, all problems at once.

Columns: `name` or `email` (one of them at least), and if wanted `lens`, `seniority` and `organisation`.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address

from assessment.errors import IntakeError, Problems
from assessment.intake.files import text_of
from assessment.intake.sheets import CellError, Grid, read_book
from assessment.intake.tables import table_rows
from assessment.model import Organisation, ProfileField
from assessment.wording import listed, nearest, shown

COLUMNS = ("name", "email", "lens", "seniority", "organisation")
# What such columns are also called.
ALSO = {
    "e-mail": "email",
    "mail": "email",
    "function": "lens",
    "rank": "seniority",
    "level": "seniority",
    "organization": "organisation",
    "company": "organisation",
    "unit": "organisation",
}
LONGEST_NAME, LONGEST_EMAIL, MOST_ROWS = 120, 254, 500
# One at sign, no white space, nothing that could begin another header or address.
EMAIL = re.compile(r"[^\s@,;:<>\"'()\[\]\\]+@[^\s@,;:<>\"'()\[\]\\]+\.[^\s@,;:<>\"'()\[\]\\.]+")
KIND = "a file of invitations"


@dataclass(frozen=True)
class Invitee:
    """Somebody to be invited, for an organisation by id. `lens`, `seniority`: option ids of the profile, if known.

    `where`: the line of the file.
    """

    name: str
    email: str
    organisation: str
    lens: str | None = None
    seniority: str | None = None
    where: str = ""


@dataclass(frozen=True)
class Choices:
    """What a row may say: the organisations, and the profile's fields of lens and seniority with what is offered."""

    organisations: tuple[Organisation, ...]
    lens: ProfileField | None = None
    seniority: ProfileField | None = None
    offered: Mapping[str, frozenset[str]] | None = None


def parse(content: bytes, name: str, choices: Choices) -> tuple[Invitee, ...]:
    """Those whom a `.csv` or `.xlsx` file names. Raises IntakeError with every problem, each with its line."""
    if name.lower().endswith(".xlsx"):
        return _read(_as_csv(read_book(content, name).grids, name), name, choices, "row")
    return _read(text_of(content, name), name, choices, "line")


def parse_pasted(text: str, choices: Choices) -> tuple[Invitee, ...]:
    """Those whom pasted rows name; without a line of headings the columns are those of `COLUMNS`, in their order."""
    rows = text.strip("\r\n")
    if not rows.strip():
        raise IntakeError("There is nothing to read yet; paste a row for each person.")
    first = rows.splitlines()[0]
    between = next((sign for sign in "\t;" if sign in rows), ",")
    heads = {head.strip().strip('"').casefold() for head in first.split(between)}
    has_heads = bool(heads & {"name", "email", *ALSO})
    if not has_heads:
        width = max(len(row.split(between)) for row in rows.splitlines())
        rows = f"{between.join(COLUMNS[: max(2, min(width, len(COLUMNS)))])}\n{rows}"
    return _read(rows, "Pasted rows" if has_heads else "Pasted rows (headings are line 1)", choices, "line")


def template() -> str:
    """A file to fill in, with an example."""
    return "name,email,lens,seniority,organisation\r\n"


def _as_csv(grids: tuple[Grid, ...], name: str) -> str:
    """The first sheet with anything in it, as text: what a formula shows, never what it would compute."""
    grid = next((grid for grid in grids if any(any(cell is not None for cell in row) for row in grid.rows)), None)
    if grid is None:
        raise IntakeError(f"{name}: there is nobody in it; write one row a person")
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    for row in grid.rows[: MOST_ROWS + 2]:
        # On one line each, so that lines are the sheet's rows.
        writer.writerow([" ".join(_text(cell).split()) for cell in row] or [""])
    return lines.getvalue()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return cell.code if isinstance(cell, CellError) else str(cell)


def _read(text: str, name: str, choices: Choices, word: str) -> tuple[Invitee, ...]:
    problems = Problems(name)
    head, _, rest = text.partition("\n")
    rows = table_rows(f"{_heads(head)}\n{rest}", (), COLUMNS, KIND, problems)
    problems.raise_if_any(IntakeError)
    rows = [(line, row) for line, row in rows if any(value.strip() for value in row.values())]
    if not rows:
        raise IntakeError(f"{name}: there is nobody in it; write one {word} a person")
    if not {"name", "email"} & set(rows[0][1]):
        problems.add(f"{word} 1", "there is neither a column 'name' nor one 'email'; the first line names the columns")
    if len(rows) > MOST_ROWS:
        problems.add("", f"more than {MOST_ROWS} people; hand them in in several files")
    problems.raise_if_any(IntakeError)
    found = [_invitee(row, f"{word} {line}", choices, problems) for line, row in rows]
    _check_repeated(found, problems)
    problems.raise_if_any(IntakeError)
    return tuple(found)


def _heads(line: str) -> str:
    """The line of headings with the names that columns have here."""
    between = max(",;\t", key=line.count)
    heads = [head.strip().strip('"').strip().casefold() for head in line.split(between)]
    return between.join(ALSO.get(head, head) for head in heads)


def _invitee(row: Mapping[str, str], where: str, choices: Choices, problems: Problems) -> Invitee:
    name, email = (" ".join(row.get(column, "").split()) for column in ("name", "email"))
    if not name and not email:
        problems.add(where, "neither a name nor an e-mail address; write one of them")
    if len(name) > LONGEST_NAME:
        problems.add(where, f"the name has {len(name)} characters; at most {LONGEST_NAME} are kept")
    if not name.isprintable():
        problems.add(where, f"the name {shown(name)} has signs that cannot be shown; write it anew")
    if email and not is_email(email):
        problems.add(where, f"{shown(email)} is no e-mail address; write one such as ann@example.com")
    return Invitee(
        name,
        email.lower(),
        _organisation(row.get("organisation", ""), where, choices, problems),
        _option(row.get("lens", ""), choices.lens, choices, where, problems),
        _option(row.get("seniority", ""), choices.seniority, choices, where, problems),
        where,
    )


def is_email(written: str) -> bool:
    """Whether this can be an e-mail address; whether somebody reads it is another matter."""
    if len(written) > LONGEST_EMAIL or not written.isprintable() or EMAIL.fullmatch(written) is None:
        return False
    local, _, domain = written.rpartition("@")
    try:
        # As letters have it: the domain is encoded, whereas not every server takes other letters before the at sign.
        Address(addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, IndexError, MessageError):
        return False
    return local.isascii()


def _organisation(written: str, where: str, choices: Choices, problems: Problems) -> str:
    wanted, known = " ".join(written.split()), choices.organisations
    if not wanted and len(known) == 1:
        return known[0].id
    found = next((each.id for each in known if each.name.casefold() == wanted.casefold()), None)
    if found is None:
        names = listed([shown(each.name) for each in known[:8]], "or") or "none yet; add one first"
        what = f"organisation {shown(wanted)} is not known" if wanted else "it does not say for which organisation"
        problems.add(where, f"{what}; write {names}" if known else f"{what}; {names}")
    return found or ""


def _option(written: str, field: ProfileField | None, choices: Choices, where: str, problems: Problems) -> str | None:
    """The option that a cell names, by its label or its id."""
    wanted = " ".join(written.split()).casefold()
    if not wanted:
        return None
    offered = (choices.offered or {}).get(field.id) if field else None
    options = [each for each in (field.options if field else ()) if not offered or each.id in offered]
    for option in options:
        if wanted in (option.id.casefold(), option.label.casefold()):
            return option.id
    if field is None:
        problems.add(where, f"{shown(written)}: this questionnaire does not ask for it; empty the cell")
    else:
        labels = [option.label for option in options]
        problems.add(
            where,
            f"{field.label.lower()} {shown(written)} is not offered{nearest(written, labels)}; "
            f"write {listed([shown(label) for label in labels], 'or')}",
        )
    return None


def _check_repeated(found: list[Invitee], problems: Problems) -> None:
    """One address is invited once for an organisation; without addresses names tell people apart."""
    seen: dict[tuple[str, str], str] = {}
    for each in found:
        key = (each.organisation, person(each.name, each.email))
        if key[1] and key in seen:
            problems.add(each.where, f"{shown(each.email or each.name)} stands in {seen[key]} too; keep one of them")
        seen.setdefault(key, each.where)


def person(name: str, email: str) -> str:
    """What tells one person from another: the address, else the name."""
    return email.casefold() or name.casefold()
