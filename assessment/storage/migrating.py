"""Brings a database to the newest revision of the tables."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from assessment.errors import StorageError
from assessment.storage.engines import place_of
from assessment.storage.tables import metadata
from assessment.wording import shown

SCRIPTS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"
LOCK = 7_305_271_834  # any number, the same for all who migrate this schema
LONGEST_MIGRATION = 600  # seconds for which others wait


def migrate(engine: Engine) -> str:
    """Bring the tables to the newest revision and give its id; does nothing when they are.

    All or nothing, and one at a time: who starts meanwhile waits. A SQLite file that holds an older
    revision is first copied beside itself, as `<file>.before-<revision>`. Raises StorageError for a
    database that a newer program made or that belongs to something else.
    """
    newest = newest_revision()
    with engine.connect() as connection:
        if revision_of(connection) == newest:
            return newest
    with _alone(engine) as connection:
        # Asked again: another process may have been faster.
        found = revision_of(connection)
        _check(connection, found)
        if found != newest:
            if found is not None and connection.dialect.name == "sqlite":
                _copy_beside(Path(str(engine.url.database)), newest)
            _upgrade(connection)
    return newest


def newest_revision() -> str:
    """The revision that this program works with."""
    return _revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """The revision of a database's tables; none for a database without them."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar_one_or_none()
    return found


def _revisions() -> list[str]:
    """All revisions, oldest first: the number that their files' names begin with."""
    return sorted(file.name.partition("_")[0] for file in (SCRIPTS / "versions").glob("[0-9]*.py"))


def _upgrade(connection: Connection) -> None:
    # Imported only here: nearly every start finds the newest revision, and Alembic takes long to import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _check(connection: Connection, found: str | None) -> None:
    place = place_of(connection.engine.url)
    known = _revisions()
    if found is not None and found not in known:
        raise StorageError(
            f"{place}: a newer version of this program made it (revision {shown(found)}, "
            f"this version knows up to {shown(known[-1])}); start the newer version, or restore a backup of before"
        )
    taken = sorted(set(inspect(connection).get_table_names()) & set(metadata.tables))
    if found is None and taken:
        raise StorageError(
            f"{place}: it belongs to something else (there is a table {shown(taken[0])} already); "
            "name an empty or a new database"
        )


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One transaction that no other migration runs beside; nothing of it stays after an error."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A table that is made anew must take neither the rows that refer to it (they are checked below)
            # nor the triggers that name it.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
            connection.detach()  # so that these settings end with this connection
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            _wait_for_lock(connection)
        yield connection
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StorageError(
                f"{place_of(engine.url)}: rows refer to rows that are missing, so it was left at its old revision; "
                "restore a backup"
            )
        connection.commit()


def _wait_for_lock(connection: Connection) -> None:
    """Asks again and again: a wait within the server would end by its lock timeout."""
    end = time.monotonic() + LONGEST_MIGRATION
    while not connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({LOCK})").scalar():
        if time.monotonic() > end:
            raise StorageError(
                f"{place_of(connection.engine.url)}: another process has been changing the tables for "
                f"{LONGEST_MIGRATION // 60} minutes; wait for it to end, then start again"
            )
        time.sleep(0.05)


def _copy_beside(file: Path, revision: str) -> None:
    """A complete copy, written beside and renamed, so that none is ever half there."""
    copy = file.with_name(f"{file.name}.before-{revision}")
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        shutil.copymode(file, part)
        os.replace(part, copy)
    except (OSError, sqlite3.Error) as fault:
        raise StorageError(
            f"{copy}: the copy that is made before changing the tables cannot be written ({fault}); "
            "make room in its folder, then start again"
        ) from None
    finally:
        part.unlink(missing_ok=True)
