"""Settings from the environment, and those of Streamlit without which the app must not run."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from assessment.errors import SettingsError

PROJECT = Path(__file__).resolve().parents[1]
DEFAULT_DATABASE = f"sqlite:///{(PROJECT / 'data' / 'assessment.sqlite').as_posix()}"
DEFAULT_QUESTIONNAIRE = "customer-strategy"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
POSTGRESQL = ("postgresql", "postgres", "postgresql+pg8000")
SQLITE = ("sqlite", "sqlite+pysqlite")
SQLITE_FILE = "sqlite:///"

# Without them the app is slow under load, tells visitors what only the log may tell, or sends figures away.
REQUIRED_OF_STREAMLIT: Mapping[str, bool | str] = {
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
}


@dataclass(frozen=True)
class Settings:
    """What a deployment decides.

    `base_url`: the public address without a slash at its end, such as `https://assess.example.com`;
    none when nobody said it. `questionnaire`: as for the command line, an id or the path of a file.
    """

    database_url: str = DEFAULT_DATABASE
    base_url: str | None = None
    questionnaire: str = DEFAULT_QUESTIONNAIRE
    log_level: str = "INFO"

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the app only over https, so that cookies may insist on it."""
        return self.base_url is not None and self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from DATABASE_URL, BASE_URL, QUESTIONNAIRE and LOG_LEVEL; an empty one counts as not set.

    Raises SettingsError with every problem. No message shows a password.
    """
    told = {name: value.strip() for name, value in environ.items()}
    database_url = told.get("DATABASE_URL") or DEFAULT_DATABASE
    base_url = (told.get("BASE_URL") or "").rstrip("/")
    level = (told.get("LOG_LEVEL") or "INFO").upper()
    problems = [*_database_problems(database_url), *_address_problems(base_url), *_level_problems(level)]
    if problems:
        raise SettingsError(*problems)
    return Settings(database_url, base_url or None, told.get("QUESTIONNAIRE") or DEFAULT_QUESTIONNAIRE, level)


def _database_problems(url: str) -> list[str]:
    """The scheme only; whether the database answers is found out when it is opened."""
    mend = f"write {SQLITE_FILE}folder/file.sqlite, or postgresql://user:password@host/database"
    scheme, separator, rest = url.partition("://")
    if not separator:
        return [f"DATABASE_URL: is not the address of a database; {mend}"]
    if scheme in POSTGRESQL:
        return []
    if scheme not in SQLITE:
        return [f"DATABASE_URL: databases of the kind '{scheme}' are not supported; {mend}"]
    if rest in ("", "/") or ":memory:" in rest:
        return [f"DATABASE_URL: names no file, so that all answers would be lost; {mend}"]
    if not rest.startswith("/"):
        return [f"DATABASE_URL: a file comes after three slashes; {mend}"]
    return []


def _address_problems(url: str) -> list[str]:
    if not url:
        return []
    mend = "write the public address alone, such as https://assess.example.com"
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named:
        return [f"BASE_URL: is not an address of http or https; {mend}"]
    if not re.fullmatch(r"[\w.:\[\]-]+", parts.netloc):
        return [f"BASE_URL: has more than a host and a port before its path; {mend}"]
    if parts.path or parts.query or parts.fragment:
        return [f"BASE_URL: has something after the host, but the app lives at the root of its address; {mend}"]
    return []


def _level_problems(level: str) -> list[str]:
    return (
        [] if level in LOG_LEVELS else [f"LOG_LEVEL: is none of {', '.join(LOG_LEVELS)}; choose one, or leave it out"]
    )


def check_streamlit(option: Callable[[str], object]) -> None:
    """Raise SettingsError unless Streamlit's own settings are those the app relies on.

    `option` gives the value of a setting of Streamlit by its name.
    """
    wrong = [
        f"Streamlit's {name} is {_toml(option(name))}, but must be {_toml(required)} "
        f"(environment {_environment_name(name)}, flag --{name})"
        for name, required in REQUIRED_OF_STREAMLIT.items()
        if option(name) != required
    ]
    if wrong:
        raise SettingsError(
            *wrong,
            ".streamlit/config.toml beside streamlit_app.py was not read, or something overrides it; start the app "
            "in the folder of streamlit_app.py, and take away the environment variable, the flag or the line of "
            "another config.toml that says otherwise",
        )


def _toml(value: object) -> str:
    """A value as it stands in config.toml."""
    return str(value).lower() if isinstance(value, bool) or value is None else f'"{value}"'


def _environment_name(option: str) -> str:
    """`STREAMLIT_RUNNER_POST_SCRIPT_GC` for `runner.postScriptGC`."""
    return f"STREAMLIT_{re.sub('(?<=[a-z])(?=[A-Z])', '_', option).replace('.', '_').upper()}"
