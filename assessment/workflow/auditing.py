"""Reading the append-only record of who did what; for administrators."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from assessment import access
from assessment.access import Verb
from assessment.intake.answers_csv import guarded
from assessment.model import Actor, AuditEntry, Role
from assessment.storage import accounts, audits
from assessment.storage.store import Connection
from assessment.workflow.opening import Place

PAGE = 50
# More than a spreadsheet takes.
MOST = 1_000_000
COLUMNS = ("at", "role", "actor", "name", "act", "kind", "subject", "note")


@dataclass(frozen=True)
class Log:
    """A page of the record, newest first. `names`: of accounts, by id. `has_older`: whether more follow."""

    entries: tuple[AuditEntry, ...]
    names: dict[str, str]
    has_older: bool


def read(actor: Actor, place: Place, about: str | None, by: str | None, page: int) -> Log:
    """One page of the record, the newest being 0: all, or what is about a kind of subject, or by an account or role."""
    access.allow(actor, Verb.ADMINISTER, None)
    with place.store.read() as connection:
        found = audits.page(connection, about, by, page * PAGE, PAGE + 1)
        return Log(tuple(found[:PAGE]), _names(connection), len(found) > PAGE)


def choices(actor: Actor, place: Place) -> tuple[list[str], dict[str, str]]:
    """What the record can be filtered by: kinds of subjects, and accounts and roles by what they are called."""
    access.allow(actor, Verb.ADMINISTER, None)
    with place.store.read() as connection:
        roles = {role.value: f"any {role.value}" for role in Role}
        return audits.subject_kinds(connection), _names(connection) | roles


def as_csv(actor: Actor, place: Place, about: str | None, by: str | None) -> str:
    """The record as a table of text, newest first."""
    access.allow(actor, Verb.ADMINISTER, None)
    with place.store.read() as connection:
        found = audits.page(connection, about, by, 0, MOST)
        return _written(found, _names(connection))


def _names(connection: Connection) -> dict[str, str]:
    return {account.id: account.name for account in accounts.everybody(connection)}


def _written(entries: Iterable[AuditEntry], names: dict[str, str]) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for entry in entries:
        id = entry.actor.subject
        said = (entry.actor.role.value, id, names.get(id or ""), entry.verb, entry.subject_kind, entry.subject)
        rows.writerow([entry.at.isoformat(timespec="seconds"), *(guarded(text or "") for text in (*said, entry.note))])
    return out.getvalue()
