"""The one place that this process keeps responses in, for routes and screens alike."""

from threading import Lock

from assessment.errors import SettingsError
from assessment.settings import Settings
from assessment.workflow.opening import Place, open_place

_opened: tuple[Settings, Place] | None = None
_opening = Lock()


def open_once(settings: Settings) -> Place:
    """Open the place with these settings; it stays open, and asking again gives the same one.

    Raises StorageError or CatalogError, with what to mend.
    """
    global _opened
    with _opening:
        if _opened is None or _opened[0] != settings:
            _opened = settings, open_place(settings.database_url, settings.questionnaire)
        return _opened[1]


def place() -> Place:
    """The place that is open. Raises SettingsError when a screen runs without the app around it."""
    return _current()[1]


def settings() -> Settings:
    """The settings with which the place was opened, such as the public address for private links."""
    return _current()[0]


def _current() -> tuple[Settings, Place]:
    if _opened is None:
        raise SettingsError(
            "The app was not started by streamlit_app.py; start it with: streamlit run streamlit_app.py"
        )
    return _opened
