"""A real browser on a real server, for what only they can show."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import serving

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def require_chromium() -> None:
    """Skip where there is no browser; fail where the tests must be complete."""
    if CHROMIUM.exists():
        return
    missing = f"{CHROMIUM} is missing"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    require_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def served(script: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a script under Streamlit, with the project's own settings, on a free port of this machine."""
    require_chromium()
    port, folder = serving.free_port(), script.parent
    told = serving.environment(folder, {"PYTHONPATH": str(serving.PROJECT), **(environment or {})})
    address, log = f"http://127.0.0.1:{port}", folder / "server.log"
    server = serving.Server(serving.by_streamlit(port, script), told, log, address, health="/_stcore/health")
    try:
        server.start()
        yield address
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()
