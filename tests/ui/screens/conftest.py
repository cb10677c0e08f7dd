"""A browser before an empty place, with either questionnaire."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy

from assessment import access
from assessment.settings import Settings
from assessment.ui import place as opened_place
from assessment.workflow.opening import Place, utc_now
from tests.storage.conftest import sqlite_template
from tests.ui.apptest import Browser
from tests.workflow.conftest import shipped, workshop
from tests.workflow.sitting import moved

__all__ = ["shipped", "sqlite_template", "workshop"]


@pytest.fixture
def url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of an empty database."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'assessment.db')}"


@pytest.fixture
def browser(url: str, shipped: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A browser with a new cookie, at the shipped questionnaire."""
    yield from _before(shipped, url, monkeypatch)


@pytest.fixture
def other_browser(url: str, workshop: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A browser with a new cookie, at the questionnaire of another shape."""
    yield from _before(workshop, url, monkeypatch)


@pytest.fixture(params=["shipped", "workshop"])
def any_browser(
    request: pytest.FixtureRequest, url: str, shipped: Place, workshop: Place, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    """A browser at the one questionnaire, and then at the other."""
    yield from _before({"shipped": shipped, "workshop": workshop}[request.param], url, monkeypatch)


def _before(opened: Place, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    for place in moved(opened, url, utc_now):
        browser = Browser(place, access.new_token())
        settings = Settings(url, base_url="https://assess.example.com")
        monkeypatch.setattr(opened_place, "_opened", (settings, place))
        monkeypatch.setattr(ContextProxy, "cookies", property(browser.cookies))
        yield browser
