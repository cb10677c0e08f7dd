"""The real app in a process of its own: how it starts, what it answers, what it logs, how it ends."""

import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assessment import access
from assessment.access import COOKIE
from assessment.model import Actor, Role
from assessment.workflow import answering
from assessment.workflow.opening import open_place
from tests.serving import APP, PROJECT, Server, refused_start, serving

DOCUMENT = {"accept": "text/html"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app as README starts it, but from another folder."""
    folder = tmp_path_factory.mktemp("server")
    with serving(folder, working_folder=folder) as running:
        yield running


def begun(folder: Path, submits: bool = False) -> str:
    """The token of a response in the database of a server in that folder; with one answer when submitted."""
    place, token = open_place(f"sqlite:///{folder / 'answers.sqlite'}", "customer-strategy"), access.new_token()
    actor = answering.begin(Actor(Role.RESPONDENT), place, token, "Acme Foods", {})
    if submits:
        answering.answer(actor, place, place.edition.questionnaire.questions[0].id, 300)
        answering.submit(actor, place)
    place.store.close()
    return token


def test_it_starts_from_another_folder_and_is_well(server: Server) -> None:
    """Its config.toml is found beside streamlit_app.py."""
    answer = httpx.get(f"{server.address}/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["questionnaire"].startswith("customer-strategy")


def test_the_page_carries_the_headers_and_a_cookie(server: Server) -> None:
    """Streamlit's own page, at any address."""
    for path in ("/", "/any-screen"):
        answer = httpx.get(f"{server.address}{path}", headers=DOCUMENT)
        assert "<title>Streamlit</title>" in answer.text
        assert answer.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        (cookie,) = answer.headers.get_list("set-cookie")
        assert cookie.startswith(f"{COOKIE}=")
        assert cookie.endswith("; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax")


def test_streamlits_files_carry_the_headers_and_stay_in_caches(server: Server) -> None:
    """No cookie with them."""
    page = httpx.get(f"{server.address}/", headers=DOCUMENT).text
    script = page.partition('src="./static/')[2].partition('"')[0]
    answer = httpx.get(f"{server.address}/static/{script}")
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers


def test_a_private_link_leads_to_the_downloads(server: Server) -> None:
    """From the link to the workbook, in the real app."""
    token = begun(server.log_file.parent, submits=True)
    with httpx.Client(base_url=server.address, follow_redirects=False) as browser:
        assert browser.get("/download/scorecard.xlsx").status_code == 404
        assert browser.get(f"/r/{token}").headers["location"] == "/"
        workbook = browser.get("/download/scorecard.xlsx")
        assert workbook.status_code == 200
        assert workbook.content.startswith(b"PK")
        assert browser.get("/download/answers.json").json()["profile"] == {"unit_assessed": "Acme Foods"}


@pytest.mark.parametrize("uvicorn", [False, True], ids=["streamlit", "uvicorn"])
def test_no_secret_ever_stands_in_the_log(tmp_path: Path, uvicorn: bool) -> None:
    """Not under another server either, which would log every address, nor when everything is logged."""
    told = {"LOG_LEVEL": "DEBUG"} if uvicorn else {"LOG_LEVEL": "DEBUG", "STREAMLIT_LOGGER_LEVEL": "debug"}
    with serving(tmp_path, told, uvicorn=uvicorn) as running:
        tokens = [begun(tmp_path), "u" * 32, "odd"]
        for token in tokens:
            for path in (
                f"/r/{token}",
                f"/r/{token}/more",
                "/download/answers.json",
                "/",
                f"/_stcore/stream?t={token}",
            ):
                httpx.get(f"{running.address}{path}", headers={**DOCUMENT, "cookie": f"{COOKIE}={token}"})
                httpx.head(f"{running.address}{path}")
        handed_out = httpx.get(f"{running.address}/", headers=DOCUMENT).cookies[COOKIE]
        running.stop()
        assert "/r/" not in running.log
        assert not [token for token in (*tokens, handed_out) if token in running.log]
        assert '"event": "stopped"' in running.log


@pytest.mark.parametrize("uvicorn", [False, True], ids=["streamlit", "uvicorn"])
def test_the_log_is_one_json_object_a_line(tmp_path: Path, uvicorn: bool) -> None:
    """Streamlit's greeting goes to stdout; all that it and uvicorn log goes our way, once."""
    with serving(tmp_path, uvicorn=uvicorn) as running:
        httpx.get(f"{running.address}/", headers=DOCUMENT)
        running.stop()
        lines = [line for line in running.log.splitlines() if line and not line.startswith("  ")]
    events = [json.loads(line)["event"] for line in lines]
    assert events.count("started") == events.count("stopped") == 1
    assert len(events) == len(set(events))


def test_behind_https_the_cookie_insists_on_it(tmp_path: Path) -> None:
    """BASE_URL says how browsers reach the app, though a proxy reaches it over http."""
    with serving(tmp_path, {"BASE_URL": "https://assess.example.com"}) as running:
        for path in ("/", "/new"):
            answer = httpx.get(f"{running.address}{path}", headers=DOCUMENT)
            assert "; Secure" in answer.headers["set-cookie"]
            assert "max-age=" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize(("sign", "codes"), [(signal.SIGTERM, {-signal.SIGTERM}), (signal.SIGINT, {0, 1})])
def test_it_ends_when_asked_to(tmp_path: Path, sign: signal.Signals, codes: set[int]) -> None:
    """Having ended its work and said so. After the keyboard's interruption the code depends on who started it."""
    with serving(tmp_path) as running:
        assert running.stop(sign) in codes
        assert '"event": "stopped"' in running.log
        assert "Traceback" not in running.log


def test_it_comes_back_after_a_crash_with_what_was_stored(tmp_path: Path) -> None:
    """On the same port and database."""
    with serving(tmp_path) as running:
        token = begun(tmp_path)
        running.restart(signal.SIGKILL)
        answer = httpx.get(f"{running.address}/r/{token}")
        assert answer.headers["location"] == "/"


def test_it_refuses_to_start_with_a_setting_of_streamlit_that_is_overridden(tmp_path: Path) -> None:
    """The app would become slow under load, and nobody would know why."""
    ended = refused_start(tmp_path, {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"})
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[0].startswith("Streamlit's runner.postScriptGC is true, but must be false")
    assert ".streamlit/config.toml beside streamlit_app.py" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "answers.sqlite").exists()


def test_it_refuses_to_start_without_its_config(tmp_path: Path) -> None:
    """As when only a part of the project was copied to a server."""
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(APP, project)
    for folder in ("assessment", "reports", "questionnaires"):
        (project / folder).symlink_to(PROJECT / folder)
    ended = refused_start(tmp_path, {}, app=project / APP.name)
    assert ended.returncode == 1
    assert "Streamlit's client.showErrorDetails is" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("uvicorn", [False, True], ids=["streamlit", "uvicorn"])
def test_it_refuses_to_start_with_faulty_settings(tmp_path: Path, uvicorn: bool) -> None:
    """All of them are named, no password is, and there is no traceback."""
    ended = refused_start(tmp_path, {"DATABASE_URL": "mysql://me:hush@db/x", "LOG_LEVEL": "loud"}, uvicorn=uvicorn)
    assert ended.returncode == 1
    said = [line for line in ended.stderr.splitlines() if line.startswith(("DATABASE_URL", "LOG_LEVEL"))]
    assert len(said) == 2
    assert "hush" not in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////proc/nowhere/answers.sqlite", "/proc/nowhere/answers.sqlite: cannot be opened or made"),
        ("postgresql://me:hush@127.0.0.1:1/answers", "database 'answers' on 127.0.0.1:1: cannot be used"),
    ],
)
def test_it_refuses_to_start_without_its_database(tmp_path: Path, url: str, said: str) -> None:
    """What is wrong and how to mend it, without the password."""
    ended = refused_start(tmp_path, {"DATABASE_URL": url})
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "hush" not in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr


def test_it_refuses_to_start_with_an_unknown_questionnaire(tmp_path: Path) -> None:
    """And says which ones there are."""
    ended = refused_start(tmp_path, {"QUESTIONNAIRE": "customer-strategie"})
    assert ended.returncode == 1
    assert "did you mean 'customer-strategy'?" in ended.stderr
    assert "Traceback" not in ended.stderr
