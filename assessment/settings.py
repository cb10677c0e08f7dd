"""Settings from the environment, and those of Streamlit without which the app must not run."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from assessment import mails
from assessment.errors import SettingsError
from assessment.mails import MailServer

PROJECT = Path(__file__).resolve().parents[1]
DEFAULT_DATABASE = f"sqlite:///{(PROJECT / 'data' / 'assessment.sqlite').as_posix()}"
DEFAULT_QUESTIONNAIRE = "customer-strategy"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
POSTGRESQL = ("postgresql", "postgres", "postgresql+pg8000")
SQLITE = ("sqlite", "sqlite+pysqlite")
SQLITE_FILE = "sqlite:///"
OIDC = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")

# Without them the app is slow under load, tells visitors what only the log may tell, or sends figures away.
REQUIRED_OF_STREAMLIT: Mapping[str, bool | str] = {
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
}


# Where a provider may answer without TLS: on this machine.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class OidcSettings:
    """An identity provider (OpenID Connect) by which consultants and administrators may sign in.

    `issuer`: its address, exactly as it names itself. The secret shows nowhere.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


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
    oidc: OidcSettings | None = None
    mail: MailServer | None = None

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the app only over https, so that cookies may insist on it."""
        return self.base_url is not None and self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from DATABASE_URL, BASE_URL, QUESTIONNAIRE, LOG_LEVEL, OIDC_ISSUER, OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET and those of `mails.SETTINGS`; an empty one counts as not set.

    Raises SettingsError with every problem. No message shows a password or a secret.
    """
    told = {name: value.strip() for name, value in environ.items()}
    database_url = told.get("DATABASE_URL") or DEFAULT_DATABASE
    base_url = (told.get("BASE_URL") or "").rstrip("/")
    level = (told.get("LOG_LEVEL") or "INFO").upper()
    oidc = OidcSettings(*(told.get(name, "") for name in OIDC))
    mail, mail_problems = mails.server_from(told)
    problems = [
        *_database_problems(database_url),
        *_address_problems(base_url),
        *_level_problems(level),
        *_oidc_problems(oidc, base_url),
        *mail_problems,
    ]
    if problems:
        raise SettingsError(*problems)
    return Settings(
        database_url,
        base_url or None,
        told.get("QUESTIONNAIRE") or DEFAULT_QUESTIONNAIRE,
        level,
        oidc if oidc.issuer else None,
        mail,
    )


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


def _oidc_problems(oidc: OidcSettings, base_url: str) -> list[str]:
    values = dict(zip(OIDC, (oidc.issuer, oidc.client_id, oidc.client_secret), strict=True))
    if not any(values.values()):
        return []
    problems = [
        f"{name}: is not set, but others of {', '.join(OIDC)} are; set all three, or none"
        for name, value in values.items()
        if not value
    ]
    if oidc.issuer and not _is_issuer(oidc.issuer):
        problems.append(
            "OIDC_ISSUER: is not the address of an identity provider; write it as the provider names itself, "
            "such as https://login.example.com"
        )
    if not base_url:
        problems.append("BASE_URL: is not set, but the identity provider must know where to lead back to; set it")
    return problems


def _is_issuer(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if parts.query or parts.fragment or "@" in parts.netloc or not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


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
