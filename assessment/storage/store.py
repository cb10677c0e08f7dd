"""Opens the database and gives transactions on it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assessment.errors import StorageError
from assessment.storage.engines import LONGEST_WAIT, engine_for, parsed, place_of
from assessment.storage.faults import passing_error, sentence, storage_error
from assessment.storage.migrating import migrate

# A connection is what the aggregates are handed; who calls them need not know where it comes from.
__all__ = ["Connection", "Store", "open_store"]

READ = {"sqlite": "BEGIN", "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"}
WRITE = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SET TRANSACTION READ WRITE"}
PAUSE = 0.02  # seconds between tries


class Store:
    """A database of the newest revision. Usable from several threads, not across a fork."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.place = place_of(engine.url)
        self._read, self._write = READ[engine.dialect.name], WRITE[engine.dialect.name]

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent state to read from. Raises StorageError when the database cannot be reached."""
        with self._begun(self._read) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: saved as a whole at the end, or not at all when anything is raised.

        On SQLite there is one at a time; others wait for up to ten seconds. Raises StorageError
        when the database is locked or lost, or when another transaction was faster.
        """
        with self._begun(self._write) as connection:
            yield connection
            try:
                connection.commit()
            except SQLAlchemyError as fault:
                raise storage_error(self.place, fault, committing=True) or fault from fault

    @contextmanager
    def _begun(self, statement: str) -> Iterator[Connection]:
        try:
            connection = self._connection(statement)
            # Closing rolls back what was not committed.
            with connection:
                yield connection
        except SQLAlchemyError as fault:
            raise storage_error(self.place, fault) or fault from fault

    def _connection(self, statement: str) -> Connection:
        connection = self._connect()
        try:
            connection.exec_driver_sql(statement)
        except DBAPIError as fault:
            connection.close()
            if not fault.connection_invalidated:
                raise
            # A connection that was lost while nobody used it is no reason to fail.
            connection = self._connect()
            connection.exec_driver_sql(statement)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self) -> Connection:
        try:
            return self.engine.connect()
        except OSError as fault:  # from the driver, which does not wrap them all
            raise passing_error(self.place, fault) from fault

    def erase_traces(self) -> None:
        """Let nothing of what was deleted stay in the files of a SQLite database.

        Writes the whole file anew, during which others cannot write. Raises StorageError when others
        kept reading or writing for ten seconds. On PostgreSQL the server does this in its own time.
        """
        if self.engine.dialect.name != "sqlite":
            return
        end = time.monotonic() + LONGEST_WAIT
        # Zeroing what is deleted is not enough: pages that were split or merged before keep old copies.
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            while reason := self._refusal(statement):
                if time.monotonic() > end:
                    raise StorageError(
                        f"{self.place}: what was deleted is gone from the database, but traces may be left in its "
                        f"files ({reason}); the next erasure removes them, or `VACUUM` in the sqlite3 program"
                    )
                time.sleep(PAUSE)

    def _refusal(self, statement: str) -> str:
        """Runs a statement that needs the file for itself; why it could not, or nothing when it could."""
        try:
            with self.engine.connect() as connection:
                told = connection.exec_driver_sql(statement)
                return "others kept reading" if told.returns_rows and told.scalar_one() else ""
        except SQLAlchemyError as fault:
            return sentence(fault)

    def close(self) -> None:
        """Close all connections that are not in use."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """The store at an address: `sqlite:///path` or `postgresql://user:password@host/database`.

    A SQLite file and its folder are made when missing; tables are made or brought to the newest
    revision. Raises StorageError, never with the password, when the address is none, the file or the
    server cannot be reached, or the database belongs to something else or to a newer program.
    """
    address = parsed(url)
    is_file = address.get_backend_name() == "sqlite"
    if is_file:
        _make_file(Path(str(address.database)))
    engine = engine_for(address)
    try:
        migrate(engine)
        if is_file:
            _keep_log_ahead(engine)
        else:
            _check_encoding(engine)
    except (SQLAlchemyError, OSError) as fault:
        engine.dispose()
        raise _unusable(address, fault) from fault
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def _make_file(file: Path) -> None:
    """An empty file that only its owner may read, unless there is one."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as fault:
        raise StorageError(
            f"{file}: cannot be opened or made ({fault.strerror}); "
            "name a file in a folder in which this program may write"
        ) from None


def _keep_log_ahead(engine: Engine) -> None:
    """Write-ahead logging, so that readers and the writer do not wait for each other.

    Switching needs the file for itself for a moment, and SQLite does not wait for that by itself.
    """
    end = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            with engine.connect() as connection:
                if connection.exec_driver_sql("PRAGMA journal_mode = WAL").scalar_one() == "wal":
                    return
        except DBAPIError:
            if time.monotonic() > end:
                raise
        if time.monotonic() > end:
            raise StorageError(
                f"{place_of(engine.url)}: its file system does not allow write-ahead logging; "
                "keep the file on a local disk"
            )
        time.sleep(PAUSE)


def _check_encoding(engine: Engine) -> None:
    with engine.connect() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise StorageError(
            f"{place_of(engine.url)}: its encoding is {encoding}, which cannot hold every text; "
            "make a database with ENCODING 'UTF8'"
        )


def _unusable(address: URL, fault: Exception) -> StorageError:
    mend = (
        "name a SQLite file of this program, or a new one"
        if address.get_backend_name() == "sqlite"
        else "check that the server runs and that the address has the right host, database, user and password"
    )
    return StorageError(f"{place_of(address)}: cannot be used ({sentence(fault)}); {mend}")
