"""Opens the place where responses are kept, with the questionnaire that new ones answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assessment.model import Edition, EditionKey
from assessment.storage import documents
from assessment.storage.store import Store, open_store
from assessment.workflow import editions
from assessment.workflow.editions import SHIPPED


def utc_now() -> datetime:
    """The time of day that everything is stored with."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Place:
    """A store, the edition that new responses answer, and the clock.

    `read_editions` remembers editions by the hashes of their documents, which never change.
    """

    store: Store
    key: EditionKey
    edition: Edition
    now: Callable[[], datetime] = utc_now
    read_editions: dict[EditionKey, Edition] = field(default_factory=dict)


def open_place(
    database_url: str, questionnaire: str, folder: Path = SHIPPED, now: Callable[[], datetime] = utc_now
) -> Place:
    """Open the database, brought up to date, and keep the documents of the questionnaire in it.

    Raises StorageError or CatalogError, with what to mend.
    """
    edition = editions.load(questionnaire, folder)
    written = editions.read_documents(questionnaire, folder)
    key = editions.key_of(written, edition)
    store = open_store(database_url)
    texts = {
        "questionnaire": (key.questionnaire, written.questionnaire),
        "profile": (key.profile, written.profile),
        "reference_points": (key.references, written.references),
    }
    with store.write() as connection:
        for kind, (hash, text) in texts.items():
            if hash is not None and text is not None:
                documents.keep(connection, hash, kind, text, now())
    return Place(store, key, edition, now, {key: edition})


def edition_of(place: Place, key: EditionKey) -> Edition:
    """The edition that was asked, as it was stored at its first use."""
    if key not in place.read_editions:
        with place.store.read() as connection:
            written = editions.Documents(
                documents.text_of(connection, key.questionnaire),
                documents.text_of(connection, key.profile) if key.profile else None,
                documents.text_of(connection, key.references) if key.references else None,
            )
        place.read_editions[key] = editions.parsed(written)
    return place.read_editions[key]
