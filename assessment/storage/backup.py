"""Backups: one SQLite file with all rows, from either database and into either."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, exists, insert, literal, select

from assessment.errors import StorageError
from assessment.storage.engines import engine_for
from assessment.storage.migrating import migrate, revision_of
from assessment.storage.store import Store
from assessment.storage.tables import metadata
from assessment.wording import shown

ROWS_AT_ONCE = 1000


def back_up(store: Store, target: Path) -> None:
    """Write all rows, as they are at one moment, to a new file; others may write meanwhile.

    The file has the newest revision and only its owner may read it. Raises StorageError when there is
    a file of this name, or when it cannot be written; then there is none.
    """
    if target.exists():
        raise StorageError(f"{target}: there is a file already; name another, or move it away")
    try:
        handle, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.parent)
    except OSError as fault:
        raise _unwritable(target, fault) from None
    os.close(handle)
    part = Path(name)
    try:
        with _engine(part) as engine:
            migrate(engine)
            with store.read() as source, engine.connect() as copy:
                copy.exec_driver_sql("BEGIN")
                _copy_rows(source, copy)
                copy.commit()
        part.rename(target)
    except OSError as fault:
        raise _unwritable(target, fault) from None
    finally:
        part.unlink(missing_ok=True)


def restore(source: Path, store: Store) -> None:
    """Fill an empty database from a backup of this or an older revision; the backup stays as it is.

    All or nothing. Raises StorageError when the database holds rows, or when the file is missing,
    damaged, no backup, or one of a newer program.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, source.name)
        _copy_file(source, copy)
        with _engine(copy) as engine:
            _check_rows(source, engine)
            migrate(engine)
            with engine.connect() as rows, store.write() as target:
                _check_is_empty(store, target)
                _copy_rows(rows, target)
                _continue_numbers(target)


@contextmanager
def _engine(file: Path) -> Iterator[Engine]:
    engine = engine_for(URL.create("sqlite", database=str(file.absolute())))
    try:
        yield engine
    finally:
        engine.dispose()


def _copy_rows(source: Connection, target: Connection) -> None:
    """Every row, those that others refer to first."""
    for table in metadata.sorted_tables:
        statement = select(table).order_by(*table.primary_key.columns)
        rows = source.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE}).mappings()
        for some in rows.partitions():
            target.execute(insert(table), [dict(row) for row in some])


def _copy_file(source: Path, copy: Path) -> None:
    """SQLite's own copy, so that a file in use is copied whole."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as original,
            closing(sqlite3.connect(copy)) as target,
        ):
            original.backup(target)
    except sqlite3.Error as fault:
        raise StorageError(f"{source}: cannot be read as a backup ({fault}); name a file that `backup` made") from None


def _check_rows(source: Path, engine: Engine) -> None:
    with engine.connect() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        if not sound or connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StorageError(f"{source}: the backup is damaged; take an older one")
        if revision_of(connection) is None:
            raise StorageError(f"{source}: this is no backup of this program; name a file that `backup` made")


def _check_is_empty(store: Store, target: Connection) -> None:
    for table in metadata.sorted_tables:
        if target.execute(select(exists(select(literal(1)).select_from(table)))).scalar_one():
            raise StorageError(
                f"{store.place}: it holds rows already (in {shown(table.name)}); restore into a new, empty database"
            )


def _continue_numbers(target: Connection) -> None:
    """Lets PostgreSQL count on from the numbers that were restored; SQLite does so by itself."""
    if target.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        if table.autoincrement_column is not None:
            target.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"
            )


def _unwritable(target: Path, fault: OSError) -> StorageError:
    return StorageError(
        f"{target}: cannot be written ({fault.strerror}); name a file in a folder that exists and has room"
    )
