"""Looking after the database: bring it up to date, back it up, restore it."""

from contextlib import closing
from pathlib import Path

from assessment import access
from assessment.access import Verb
from assessment.model import Actor
from assessment.storage import backup
from assessment.storage.store import open_store


def migrate(actor: Actor, database_url: str) -> None:
    """Bring the database to the form that this program uses. Raises StorageError with what to mend."""
    access.allow(actor, Verb.MAINTAIN, None)
    open_store(database_url).close()


def back_up(actor: Actor, database_url: str, target: Path) -> None:
    """Write all that the database holds into one new file. Raises StorageError."""
    access.allow(actor, Verb.MAINTAIN, None)
    with closing(open_store(database_url)) as store:
        backup.back_up(store, target)


def restore(actor: Actor, database_url: str, source: Path) -> None:
    """Fill an empty database from a backup. Raises StorageError."""
    access.allow(actor, Verb.MAINTAIN, None)
    with closing(open_store(database_url)) as store:
        backup.restore(source, store)
