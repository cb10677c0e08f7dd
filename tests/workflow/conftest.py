"""Every verb that stores is tested on both databases, each time in a place of its own."""

from collections.abc import Iterator

import pytest

from assessment.model import Actor
from assessment.workflow.opening import Place, open_place
from tests.conftest import THREE_DIMENSIONS
from tests.storage.conftest import (
    Make,
    kind,
    make_blank,
    make_migrated,
    postgresql_template,
    server,
    sqlite_template,
    url,
)
from tests.workflow.command_line import run
from tests.workflow.sitting import Clock, begun, moved

__all__ = [
    "kind",
    "make_blank",
    "make_migrated",
    "postgresql_template",
    "run",
    "server",
    "sqlite_template",
    "url",
]


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A place with the shipped questionnaire, opened once: reading it takes longer than most tests."""
    place = open_place(f"sqlite:///{tmp_path_factory.mktemp('shipped')}/a.db", "customer-strategy")
    yield place
    place.store.close()


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A place with the questionnaire of another shape, opened once."""
    place = open_place(f"sqlite:///{tmp_path_factory.mktemp('workshop')}/a.db", str(THREE_DIMENSIONS))
    yield place
    place.store.close()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until the test moves it."""
    return Clock()


@pytest.fixture
def place(url: str, shipped: Place, clock: Clock) -> Iterator[Place]:
    """An empty place with the shipped questionnaire."""
    yield from moved(shipped, url, clock)


@pytest.fixture
def other_place(make_migrated: Make, workshop: Place, clock: Clock) -> Iterator[Place]:
    """An empty place with the questionnaire of another shape: no profile, no short length, a level 0."""
    yield from moved(workshop, make_migrated(), clock)


@pytest.fixture(params=["shipped", "workshop"])
def any_place(
    request: pytest.FixtureRequest, url: str, shipped: Place, workshop: Place, clock: Clock
) -> Iterator[Place]:
    """An empty place with one questionnaire, and then with the other."""
    yield from moved({"shipped": shipped, "workshop": workshop}[request.param], url, clock)


@pytest.fixture
def respondent(place: Place) -> Actor:
    """Somebody who has just begun with the shipped questionnaire."""
    return begun(place)
