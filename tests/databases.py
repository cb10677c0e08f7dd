"""Databases for tests: a SQLite file, or a database on a PostgreSQL server of the tests' own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pg8000.exceptions
import pg8000.native
import pytest
from sqlalchemy import make_url

PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")
# A test's data may be lost with the machine; waiting for the disk only costs time.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


def postgresql_programs() -> Path:
    """The folder with `initdb` and `postgres`; without one: skip, but fail where CI is set."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).resolve().parent
    folders = sorted(folder for place in PLACES for folder in Path(place).glob("*/bin") if (folder / "initdb").exists())
    if folders:
        return folders[-1]
    lack = "PostgreSQL's programs initdb and postgres are not installed"
    if os.environ.get("CI"):
        pytest.fail(lack)
    pytest.skip(lack)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server on which databases can be made; `url` is that of its `postgres` database."""

    url: str

    def url_of(self, database: str) -> str:
        """The address of one of its databases."""
        return make_url(self.url).set(database=database).render_as_string(hide_password=False)

    def make(self, database: str, template: str = "template0") -> str:
        """Make a database, a copy of the template, and give its address."""
        self.run(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url_of(database)

    def drop(self, database: str) -> None:
        """Drop a database with whoever is connected to it."""
        self.run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def run(self, statement: str) -> None:
        """Run one statement outside of any transaction."""
        connection = connected(self.url)
        try:
            connection.run(statement)
        finally:
            connection.close()


def connected(url: str) -> pg8000.native.Connection:
    """A connection without a transaction."""
    address = make_url(url)
    return pg8000.native.Connection(
        address.username or "postgres",
        host=address.host or "127.0.0.1",
        port=address.port or 5432,
        database=address.database,
        password=address.password,
    )


@contextmanager
def postgresql_server() -> Iterator[Server]:
    """The server at TEST_POSTGRES_URL, else one that is started here and stopped at the end."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield Server(given)
        return
    programs = postgresql_programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has a limit
    as_owner = _owner(folder)
    process = None
    try:
        initialise = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
        command = [*as_owner, str(programs / "initdb"), "-D", str(folder / "data"), *initialise]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        port = _free_port()
        settings = [f"listen_addresses=127.0.0.1,port={port},unix_socket_directories={folder}".split(","), SETTINGS]
        options = [part for group in settings for setting in group for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            command = [*as_owner, str(programs / "postgres"), "-D", str(folder / "data"), *options]
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        _wait_until_ready(url, process, folder / "log")
        yield Server(url)
    finally:
        if process is not None:
            process.terminate()
            process.wait(timeout=30)
        shutil.rmtree(folder)


def _owner(folder: Path) -> list[str]:
    """What a command begins with so that it does not run as root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            connected(url).close()
        except (pg8000.exceptions.InterfaceError, pg8000.exceptions.DatabaseError):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from None
            time.sleep(0.05)
        else:
            return
