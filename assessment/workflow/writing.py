"""What the actor's organisation writes: its strategy on a page, who its customers are now, and who decides there.

All of it belongs to an organisation and a wave. What the pages ask for is read from a file; texts whose ids it no
longer has are kept, taken along and erased, but not shown.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from assessment import access, catalog
from assessment.access import Verb
from assessment.errors import WritingError
from assessment.intake.files import read_text
from assessment.intake.segments_csv import LONGEST_NAME
from assessment.model import Actor, Contact, KeyAccount, Segment, SegmentStatus, StoredResponse, Written, WrittenPages
from assessment.storage import answers, audits, key_accounts, responses, segments, written
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.storage.tables import WrittenPage
from assessment.times import local
from assessment.wording import counted, listed
from assessment.workflow.editions import SHIPPED
from assessment.workflow.opening import Place
from assessment.workflow.sitting import TARGETED, Sitting, clean, sharing

PAGES = SHIPPED / "customer-strategy" / "written-pages.toml"
# Characters of a text, of a person's name or function; accounts in all.
LONGEST_PART, LONGEST_PERSON, LONGEST_ACCOUNT = 300, 120, LONGEST_NAME
MOST_ACCOUNTS = 20
EARLIEST = date(1970, 1, 1)
NOT_KNOWN = "This account is not there any more; reload the page."
NOT_ASKED = "This is not one of the things asked for; reload the page."


@lru_cache(maxsize=1)
def pages() -> WrittenPages:
    """What the pages ask for. Raises CatalogError."""
    return catalog.parse_written_pages(read_text(PAGES))


def written_of(actor: Actor, place: Place, zone: str | None = None) -> Written:
    """What the actor's organisation wrote, as it stands on this day in a time zone; nothing at first."""
    with place.store.read() as connection:
        stored = responses.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, Verb.TARGET, stored)
        assert stored is not None, "access was allowed to what exists"
        return _written(connection, stored, local(place.now(), zone).date())


def _written(connection: Connection, stored: StoredResponse, as_of: date) -> Written:
    organisation, wave = stored.organisation.id, stored.campaign.wave
    return Written(
        pages(),
        written.of(connection, organisation, wave, WrittenPage.STRATEGY),
        written.of(connection, organisation, wave, WrittenPage.DISCOVERY),
        key_accounts.of(connection, organisation, wave),
        as_of,
    )


def _writing(actor: Actor, place: Place) -> AbstractContextManager[tuple[Connection, Sitting, datetime]]:
    """A transaction on what the actor's organisation writes, which nobody else changes meanwhile."""
    return sharing(actor, place, Verb.TARGET)


def write_part(actor: Actor, place: Place, part: str, text: str) -> None:
    """Store the text of a part of the strategy; an empty one takes it back. Raises WritingError."""
    _check_asked(part, (each.id for each in pages().parts))
    with _writing(actor, place) as (connection, sitting, now):
        _put(connection, actor, sitting, WrittenPage.STRATEGY, part, text, now)


def write_prompt(actor: Actor, place: Place, prompt: str, text: str) -> None:
    """Store what is said to a question about customers; an empty text takes it back. Raises WritingError."""
    _check_asked(prompt, (each.id for each in pages().prompts))
    with _writing(actor, place) as (connection, sitting, now):
        _put(connection, actor, sitting, WrittenPage.DISCOVERY, prompt, text, now)


def begin_with_segments(actor: Actor, place: Place, part: str) -> None:
    """Write the names of the segments into a part that is still blank; what is written already stays as it is."""
    _check_asked(part, (each.id for each in pages().parts if each.from_segments))
    with _writing(actor, place) as (connection, sitting, now):
        text = starting_text(_segments(connection, sitting))
        organisation, wave = sitting.stored.organisation.id, sitting.stored.campaign.wave
        if text and part not in written.of(connection, organisation, wave, WrittenPage.STRATEGY):
            _put(connection, actor, sitting, WrittenPage.STRATEGY, part, text, now)


def starting_text(named: Iterable[Segment]) -> str:
    """The names of segments as a text to start from, as many as fit; empty without segments."""
    wanted = list(named)
    for most in range(len(wanted), 0, -1):
        text = _names(wanted[:most], len(wanted) - most)
        if len(text) <= LONGEST_PART:
            return text
    return ""


def _names(named: list[Segment], left_out: int) -> str:
    served = [each.name for each in named if each.status is SegmentStatus.SERVED]
    planned = [each.name for each in named if each.status is SegmentStatus.PLANNED]
    more = f" and {left_out} more" if left_out else ""
    later = f"planned: {listed(planned)}" if planned else ""
    return "; ".join(part for part in (listed(served), later) if part) + more


def _segments(connection: Connection, sitting: Sitting) -> tuple[Segment, ...]:
    stored = sitting.stored
    return segments.of(connection, stored.organisation.id, stored.campaign.wave, stored.id)


def _put(
    connection: Connection, actor: Actor, sitting: Sitting, page: WrittenPage, part: str, text: str, now: datetime
) -> None:
    if len(text) > LONGEST_PART:
        raise WritingError(f"A text has at most {LONGEST_PART} characters; shorten it. It was not saved.")
    kept = clean(text)
    organisation, wave = sitting.stored.organisation.id, sitting.stored.campaign.wave
    written.put(connection, organisation, wave, page, part, kept, now)
    _note(connection, actor, sitting, f"{page}/{part}", kept or None, now)


def _note(
    connection: Connection, actor: Actor, sitting: Sitting, subject: str, value: str | None, now: datetime
) -> None:
    answers.record(connection, sitting.stored.id, TARGETED, subject, value, now)
    audits.note(connection, actor, Verb.TARGET, "response", sitting.stored.id, now)


def _check_asked(id: str, known: Iterable[str]) -> None:
    if id not in known:
        raise WritingError(NOT_ASKED)


def add_account(actor: Actor, place: Place, name: str) -> str:
    """One more account, after the others; answers with its id. Raises WritingError for what cannot be kept."""
    with _writing(actor, place) as (connection, sitting, now):
        standing = _accounts(connection, sitting)
        added = KeyAccount(_name(name, standing), new_id())
        _put_accounts(connection, actor, sitting, [*standing, added], now)
        return added.id


def take_from_segments(actor: Actor, place: Place) -> None:
    """Add the segments that are no accounts yet, in their order, as many as there is room for."""
    with _writing(actor, place) as (connection, sitting, now):
        standing = _accounts(connection, sitting)
        added = [
            KeyAccount(each.name, new_id(), each.id) for each in not_taken(standing, _segments(connection, sitting))
        ]
        if added:
            _put_accounts(connection, actor, sitting, [*standing, *added][:MOST_ACCOUNTS], now)


def not_taken(standing: Iterable[KeyAccount], named: Iterable[Segment]) -> list[Segment]:
    """The segments that are no accounts yet, neither by where accounts come from nor by name."""
    known = list(standing)
    taken, names = {each.segment for each in known}, {each.name.casefold() for each in known}
    return [each for each in named if each.id not in taken and each.name.casefold() not in names]


def rename_account(actor: Actor, place: Place, id: str, name: str) -> None:
    """Give an account another name. Raises WritingError for what cannot be kept."""
    with _writing(actor, place) as (connection, sitting, now):
        standing = _accounts(connection, sitting)
        _check_there(standing, id)
        renamed = _name(name, [each for each in standing if each.id != id])
        wanted = [replace(each, name=renamed) if each.id == id else each for each in standing]
        _put_accounts(connection, actor, sitting, wanted, now)


def remove_account(actor: Actor, place: Place, id: str) -> None:
    """Take an account away, with whoever is named there; one that is gone already stays gone."""
    with _writing(actor, place) as (connection, sitting, now):
        standing = _accounts(connection, sitting)
        wanted = [each for each in standing if each.id != id]
        if len(wanted) < len(standing):
            _put_accounts(connection, actor, sitting, wanted, now)


def name_person(actor: Actor, place: Place, id: str, role: str, person: str) -> None:
    """Say who plays a role at an account, by name or function; an empty one takes it back. Raises WritingError."""
    kept = _line(person)
    if len(kept) > LONGEST_PERSON:
        raise WritingError(f"A name or function has at most {LONGEST_PERSON} characters; shorten it.")
    _put_contact(actor, place, id, role, lambda contact: replace(contact, person=kept))


def put_last_contact(actor: Actor, place: Place, id: str, role: str, last: date | None) -> None:
    """Say when somebody last spoke with whoever plays a role; none takes it back. Raises WritingError."""
    # Where the visitor is, tomorrow may have begun.
    if last is not None and not EARLIEST <= last <= place.now().date() + timedelta(days=1):
        raise WritingError("The last contact lies in the past; choose its day.")
    _put_contact(actor, place, id, role, lambda contact: replace(contact, last_contact=last))


def _put_contact(actor: Actor, place: Place, id: str, role: str, changed: Callable[[Contact], Contact]) -> None:
    _check_asked(role, (each.id for each in pages().roles))
    with _writing(actor, place) as (connection, sitting, now):
        contact = changed(_check_there(_accounts(connection, sitting), id).contact(role))
        key_accounts.put_contact(connection, id, role, contact)
        said = ", ".join(str(part) for part in (contact.person, contact.last_contact) if part)
        _note(connection, actor, sitting, f"accounts/{id}/{role}", said or None, now)


def _accounts(connection: Connection, sitting: Sitting) -> tuple[KeyAccount, ...]:
    return key_accounts.of(connection, sitting.stored.organisation.id, sitting.stored.campaign.wave)


def _check_there(standing: Iterable[KeyAccount], id: str) -> KeyAccount:
    found = next((each for each in standing if each.id == id), None)
    if found is None:
        raise WritingError(NOT_KNOWN)
    return found


def _put_accounts(
    connection: Connection, actor: Actor, sitting: Sitting, wanted: list[KeyAccount], now: datetime
) -> None:
    if len(wanted) > MOST_ACCOUNTS:
        raise WritingError(f"At most {MOST_ACCOUNTS} accounts fit; remove one to add another.")
    organisation, wave = sitting.stored.organisation.id, sitting.stored.campaign.wave
    key_accounts.put_all(connection, organisation, wave, wanted, now)
    _note(connection, actor, sitting, "accounts", counted(len(wanted), "account"), now)


def _name(written_name: str, others: Iterable[KeyAccount]) -> str:
    """The name of an account as it is kept. Raises WritingError for none, a long one, and one that is taken."""
    name = _line(written_name)
    if not 0 < len(name) <= LONGEST_ACCOUNT:
        raise WritingError(f"An account's name has {len(name)} characters; write 1 to {LONGEST_ACCOUNT}.")
    if any(each.name.casefold() == name.casefold() for each in others):
        raise WritingError(f"“{name}” is named already; give this account another name.")
    return name


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def said(standing: Written) -> dict[str, Any]:
    """All that was written, in the form that files to take along have."""
    return {
        "strategy": dict(standing.strategy),
        "discovery": dict(standing.discovery),
        "accounts": [
            {
                "name": account.name,
                "roles": {
                    role: {"person": c.person, "last_contact": c.last_contact.isoformat() if c.last_contact else None}
                    for role, c in account.contacts.items()
                },
            }
            for account in standing.accounts
        ],
    }
