"""A real browser on a real server, for what only they can show."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import serving
from tests.browser.chromium import launched, require_chromium


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    require_chromium()
    with sync_playwright() as playwright:
        chromium = launched(playwright)
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
