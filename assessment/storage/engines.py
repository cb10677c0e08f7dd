"""Connections to either database, with their settings."""

import os
import ssl
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from assessment.errors import StorageError
from assessment.wording import listed, shown

if TYPE_CHECKING:
    import pg8000  # takes long to import, and SQLite needs none of it

EXAMPLES = "write it as sqlite:///path/to/file.db or postgresql://user:password@host/database"
SERVER_NAMES = ("postgres", "postgresql", "postgresql+pg8000")
SSL_MODES = ("disable", "prefer", "require", "verify-ca", "verify-full")
SERVER_PARAMETERS = ("sslmode", "sslrootcert", "host", "application_name")
TIMESTAMPTZ = 1184  # the type's number in PostgreSQL
HARMLESS = frozenset("SVCMstn")  # of an error's fields: severity, code, message, and the names of what is concerned
LONGEST_WAIT = 10  # seconds for a lock, or for a connection when all are in use
SERVER_SILENCE = 60  # seconds without an answer after which a server counts as lost


def parsed(url: str) -> URL:
    """The address of a database; SQLite's path made absolute. Raises StorageError, without the password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # What was written is not repeated: it may hold a password.
        raise StorageError(f"database address: this is none; {EXAMPLES}") from None
    if address.drivername in SERVER_NAMES:
        return address.set(drivername="postgresql+pg8000")
    if address.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StorageError(f"database address: {shown(address.drivername)} is not supported; {EXAMPLES}")
    if address.database in (None, "", ":memory:"):
        raise StorageError(f"database address: it names no file; {EXAMPLES}")
    return address.set(database=str(Path(str(address.database)).expanduser().absolute()))


def place_of(address: URL) -> str:
    """How messages call a database: its file, or its name and server, never with the password."""
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    server = address.query.get("host") or f"{address.host or 'localhost'}:{address.port or 5432}"
    return f"database {shown(address.database or '')} on {server}"


def engine_for(address: URL) -> Engine:
    """An engine that connects when first used. Raises StorageError for unknown parameters."""
    return _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)


def _sqlite(address: URL) -> Engine:
    engine = create_engine(
        address,
        connect_args={"timeout": LONGEST_WAIT, "check_same_thread": False},
        pool_size=10,
        max_overflow=20,
        pool_timeout=LONGEST_WAIT,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _settle_sqlite)
    return engine


def _settle_sqlite(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # BEGIN and COMMIT are ours alone
    for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")


def _postgresql(address: URL) -> Engine:
    engine = create_engine(
        address.set(query={}),
        connect_args={"timeout": SERVER_SILENCE, **_server_arguments(address)},
        pool_size=5,
        max_overflow=5,
        pool_timeout=LONGEST_WAIT,
        hide_parameters=True,
    )
    engine.dialect.use_insertmanyvalues_wo_returning = True  # else the driver sends every row by itself
    event.listen(engine, "connect", _settle_postgresql)
    event.listen(engine, "handle_error", _notice_end)
    event.listen(engine, "handle_error", _drop_values)
    return engine


def _settle_postgresql(connection: "pg8000.Connection", _entry: ConnectionPoolEntry) -> None:
    # The driver's own reading of times takes longer than the whole query that gives them.
    connection.register_in_adapter(TIMESTAMPTZ, datetime.fromisoformat)
    connection.run(f"SET lock_timeout = '{LONGEST_WAIT}s'")
    connection.run("SET TIME ZONE 'UTC'")
    connection.commit()


def _notice_end(context: ExceptionContext) -> BaseException | None:
    """Makes a lost connection known as such: the driver hands some errors of the network on as they are."""
    cause = context.original_exception
    if not isinstance(cause, OSError):
        return None
    context.is_disconnect = True
    return OperationalError(context.statement, None, cause, hide_parameters=True, connection_invalidated=True)


def _drop_values(context: ExceptionContext) -> None:
    """Takes the row out of the server's errors, which would show in logs what somebody said."""
    cause, wrapped = context.original_exception, context.sqlalchemy_exception
    told = cause.args[0] if cause.args else None
    if isinstance(told, dict) and wrapped is not None:
        for sign in set(told) - HARMLESS:
            del told[sign]
        wrapped.args = (f"({type(cause).__name__}) {told}",)


def _server_arguments(address: URL) -> dict[str, Any]:
    """What the driver takes instead of the address's parameters, which are those of libpq."""
    told = {name: str(value) for name, value in address.query.items()}
    if unknown := sorted(set(told) - set(SERVER_PARAMETERS)):
        raise StorageError(
            f"{place_of(address)}: the address's parameter {shown(unknown[0])} is not supported; "
            f"leave it out (supported are {listed(SERVER_PARAMETERS)})"
        )
    arguments: dict[str, Any] = {"ssl_context": _tls(address, told.get("sslmode", "prefer"), told.get("sslrootcert"))}
    if socket_folder := told.get("host"):
        arguments["unix_sock"] = os.path.join(socket_folder, f".s.PGSQL.{address.port or 5432}")
    if name := told.get("application_name"):
        arguments["application_name"] = name
    return arguments


def _tls(address: URL, mode: str, authorities: str | None) -> ssl.SSLContext | bool | None:
    """The driver's value for libpq's `sslmode`: none means encrypted where the server can."""
    if mode not in SSL_MODES:
        raise StorageError(f"{place_of(address)}: sslmode {shown(mode)} is unknown; choose from {listed(SSL_MODES)}")
    if mode in ("disable", "prefer"):
        return False if mode == "disable" else None
    try:
        context = ssl.create_default_context(cafile=authorities)
    except OSError as fault:
        raise StorageError(
            f"{place_of(address)}: sslrootcert {shown(authorities)} cannot be read ({fault.strerror}); "
            "give the path of a PEM file"
        ) from None
    context.check_hostname = mode == "verify-full"
    if mode == "require":
        context.verify_mode = ssl.CERT_NONE
    return context
