"""Every storage test runs on both databases, each time on a database of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from assessment.storage.store import Store, open_store
from tests.databases import Server, postgresql_server

Make = Callable[[], str]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for the session; tests that need it are skipped where there is none."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(server: Server) -> Iterator[str]:
    """A migrated database without rows, to copy."""
    name = f"template-{uuid4().hex}"
    open_store(server.make(name)).close()
    yield name
    server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file without rows, to copy."""
    file = tmp_path_factory.mktemp("template") / "assessment.db"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return str(request.param)


@pytest.fixture
def make_blank(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes databases without tables and gives their addresses."""
    yield from _made(kind, tmp_path, request, migrated=False)


@pytest.fixture
def make_migrated(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes databases with tables, without rows, and gives their addresses."""
    yield from _made(kind, tmp_path, request, migrated=True)


@pytest.fixture
def url(make_migrated: Make) -> str:
    """The address of a database with tables, without rows."""
    return make_migrated()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open database with tables, without rows."""
    store = open_store(url)
    yield store
    store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of a SQLite file that is not there yet."""
    return tmp_path / "assessment.db"


@pytest.fixture
def file_store(file: Path) -> Iterator[Store]:
    """An open SQLite database, for what only concerns SQLite."""
    store = open_store(f"sqlite:///{file}")
    yield store
    store.close()


def _made(kind: str, folder: Path, request: pytest.FixtureRequest, *, migrated: bool) -> Iterator[Make]:
    names: list[str] = []

    def name() -> str:
        names.append(f"test-{uuid4().hex}")
        return names[-1]

    if kind == "sqlite":
        template = request.getfixturevalue("sqlite_template")

        def make_file() -> str:
            file = folder / f"{name()}.db"
            if migrated:
                shutil.copy(template, file)
            return f"sqlite:///{file}"

        yield make_file
        return
    server: Server = request.getfixturevalue("server")
    origin = request.getfixturevalue("postgresql_template") if migrated else "template0"
    yield lambda: server.make(name(), origin)
    for made in names:
        server.drop(made)
