"""Settings are read from the environment, checked all at once, and never show a password."""

import pytest

from assessment.errors import SettingsError
from assessment.settings import PROJECT, REQUIRED_OF_STREAMLIT, OidcSettings, Settings, check_streamlit, read_settings


def problems_of(**environ: str) -> tuple[str, ...]:
    """The problems of an environment that must have some."""
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    return caught.value.problems


def test_an_empty_environment_gives_a_file_beside_the_app() -> None:
    """Nothing has to be set for a first try; an empty variable is one that is not set."""
    expected = Settings(f"sqlite:///{PROJECT.as_posix()}/data/assessment.sqlite", None, "customer-strategy", "INFO")
    assert read_settings({}) == expected
    assert read_settings({"DATABASE_URL": "", "BASE_URL": " ", "QUESTIONNAIRE": "", "LOG_LEVEL": ""}) == expected
    assert (PROJECT / "streamlit_app.py").is_file()


def test_what_is_set_is_taken() -> None:
    """Blanks around it do not count, nor a slash at the end of the address."""
    told = {
        "DATABASE_URL": " postgresql://u:p@db/answers ",
        "BASE_URL": "https://assess.example.com/",
        "QUESTIONNAIRE": "customer-strategy/v1",
        "LOG_LEVEL": "debug",
    }
    expected = Settings("postgresql://u:p@db/answers", "https://assess.example.com", "customer-strategy/v1", "DEBUG")
    assert read_settings(told) == expected


@pytest.mark.parametrize(
    ("address", "is_https"),
    [("https://a.example", True), ("http://a.example:8080", False), ("http://[::1]:8501", False), (None, False)],
)
def test_cookies_insist_on_https_where_the_address_says_so(address: str | None, is_https: bool) -> None:
    """Without an address nothing is known, and a Secure cookie would be lost over http."""
    assert read_settings({"BASE_URL": address or ""}).is_https is is_https


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///answers.sqlite",
        "sqlite:////srv/answers.sqlite",
        "postgres://u@db/answers",
        "postgresql+pg8000://u@db/answers",
    ],
)
def test_addresses_of_supported_databases_are_taken(url: str) -> None:
    """SQLite by a file, PostgreSQL under each of its names."""
    assert read_settings({"DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("answers.sqlite", "is not the address of a database"),
        ("mysql://me:hush@db/answers", "of the kind 'mysql' are not supported"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://answers.sqlite", "after three slashes"),
    ],
)
def test_other_addresses_of_databases_are_refused(url: str, said: str) -> None:
    """The message says what is wrong and how to write it, without the password."""
    (problem,) = problems_of(DATABASE_URL=url)
    assert problem.startswith("DATABASE_URL: ")
    assert said in problem
    assert "write sqlite:///folder/file.sqlite, or postgresql://" in problem
    assert "hush" not in problem


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("assess.example.com", "is not an address of http or https"),
        ("ftp://assess.example.com", "is not an address of http or https"),
        ("https://", "is not an address of http or https"),
        ("https://host:99999", "is not an address of http or https"),
        ("https://[::1", "is not an address of http or https"),
        ("https://me:hush@host", "has more than a host and a port"),
        ("https://host\\evil", "has more than a host and a port"),
        ("https://host/app", "has something after the host"),
        ("https://host?x=1", "has something after the host"),
        ("https://host#x", "has something after the host"),
    ],
)
def test_an_address_that_cannot_stand_in_a_private_link_is_refused(address: str, said: str) -> None:
    """It is put before `/r/...`, and the app lives at the root."""
    (problem,) = problems_of(BASE_URL=address)
    assert said in problem
    assert "such as https://assess.example.com" in problem
    assert "hush" not in problem


def test_all_problems_are_told_at_once() -> None:
    """Nobody starts the app three times to learn three things."""
    problems = problems_of(DATABASE_URL="x", BASE_URL="x", LOG_LEVEL="loud")
    assert [problem.partition(":")[0] for problem in problems] == ["DATABASE_URL", "BASE_URL", "LOG_LEVEL"]
    assert "DEBUG, INFO, WARNING, ERROR" in problems[2]


def test_the_settings_of_streamlit_that_the_app_relies_on_are_let_through() -> None:
    """As config.toml sets them."""
    check_streamlit(REQUIRED_OF_STREAMLIT.__getitem__)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        (
            "runner.postScriptGC",
            True,
            "Streamlit's runner.postScriptGC is true, but must be false "
            "(environment STREAMLIT_RUNNER_POST_SCRIPT_GC, flag --runner.postScriptGC)",
        ),
        (
            "client.showErrorDetails",
            "full",
            'Streamlit\'s client.showErrorDetails is "full", but must be "none" '
            "(environment STREAMLIT_CLIENT_SHOW_ERROR_DETAILS, flag --client.showErrorDetails)",
        ),
        (
            "server.enableXsrfProtection",
            False,
            "Streamlit's server.enableXsrfProtection is false, but must be true "
            "(environment STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION, flag --server.enableXsrfProtection)",
        ),
    ],
)
def test_another_setting_of_streamlit_is_refused(option: str, value: object, said: str) -> None:
    """The message names the option, its value, the value it must have, and where else it may be set."""
    with pytest.raises(SettingsError) as caught:
        check_streamlit({**REQUIRED_OF_STREAMLIT, option: value}.__getitem__)
    assert caught.value.problems[0] == said
    assert ".streamlit/config.toml beside streamlit_app.py was not read" in caught.value.problems[1]
    assert len(caught.value.problems) == 2


def test_the_defaults_of_streamlit_are_refused_option_by_option() -> None:
    """This is what a missing config.toml looks like."""
    defaults = {
        "runner.postScriptGC": True,
        "runner.magicEnabled": True,
        "client.showErrorDetails": "full",
        "browser.gatherUsageStats": True,
        "server.enableXsrfProtection": True,
        "server.fileWatcherType": "auto",
    }
    with pytest.raises(SettingsError) as caught:
        check_streamlit(defaults.__getitem__)
    named = [problem.split()[1] for problem in caught.value.problems[:-1]]
    assert set(named) == set(defaults) - {"server.enableXsrfProtection"}


PROVIDER = {
    "OIDC_ISSUER": "https://login.example.com/realm",
    "OIDC_CLIENT_ID": "assessment",
    "OIDC_CLIENT_SECRET": "hush",
    "BASE_URL": "https://assess.example.com",
}


def test_an_identity_provider_is_read_and_its_secret_shows_nowhere() -> None:
    """As it names itself; without it there is none."""
    settings = read_settings(PROVIDER)
    assert settings.oidc == OidcSettings("https://login.example.com/realm", "assessment", "hush")
    assert "hush" not in repr(settings)
    assert read_settings({}).oidc is None
    assert read_settings(PROVIDER | {"OIDC_ISSUER": "http://127.0.0.1:9/"}).oidc is not None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"OIDC_ISSUER": ""}, "OIDC_ISSUER: is not set, but others"),
        ({"OIDC_CLIENT_ID": " "}, "OIDC_CLIENT_ID: is not set, but others"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET: is not set, but others"),
        ({"OIDC_ISSUER": "http://login.example.com"}, "OIDC_ISSUER: is not the address"),
        ({"OIDC_ISSUER": "login.example.com"}, "OIDC_ISSUER: is not the address"),
        ({"OIDC_ISSUER": "https://"}, "OIDC_ISSUER: is not the address"),
        ({"OIDC_ISSUER": "https://me:hush@login.example.com"}, "OIDC_ISSUER: is not the address"),
        ({"OIDC_ISSUER": "https://login.example.com?a=b"}, "OIDC_ISSUER: is not the address"),
        ({"OIDC_ISSUER": "https://[::1"}, "OIDC_ISSUER: is not the address"),
        ({"BASE_URL": ""}, "BASE_URL: is not set, but the identity provider"),
    ],
)
def test_an_identity_provider_that_cannot_be_is_refused(told: dict[str, str], said: str) -> None:
    """One problem each, without the secret."""
    (problem,) = problems_of(**(PROVIDER | told))
    assert problem.startswith(said)
    assert "hush" not in problem
