"""One place for the whole process."""

from pathlib import Path

import pytest

from assessment.errors import SettingsError
from assessment.settings import Settings
from assessment.ui import place as module
from assessment.ui.place import open_once, place, settings


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just begun."""
    monkeypatch.setattr(module, "_opened", None)


def test_screens_and_routes_get_the_place_that_was_opened(tmp_path: Path) -> None:
    """Asking again opens nothing anew."""
    told = Settings(f"sqlite:///{tmp_path / 'a.sqlite'}", base_url="https://assess.example.com")
    opened = open_once(told)
    assert open_once(Settings(told.database_url, told.base_url)) is opened
    assert place() is opened
    assert settings() == told
    opened.store.close()


def test_other_settings_open_another_place(tmp_path: Path) -> None:
    """As tests do that run one after another in a process."""
    first, second = (open_once(Settings(f"sqlite:///{tmp_path / name}")) for name in ("a.sqlite", "b.sqlite"))
    assert place() is second is not first
    first.store.close()
    second.store.close()


def test_a_screen_without_the_app_says_how_to_start_it() -> None:
    """As when somebody starts the script itself."""
    with pytest.raises(SettingsError, match=r"streamlit run streamlit_app\.py"):
        place()
