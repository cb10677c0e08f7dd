"""How long from starting the app to its first painted screen, beside `streamlit hello` in the same run.

Run `python tests/benchmarks/start.py`; it needs Chromium. Ratios hold on any machine; seconds do not.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launched
from tests.serving import Server, by_streamlit, environment, free_port

RUNS = 5
# The difference is nearly all in importing SQLAlchemy and pydantic.
RATIO_TO_HELLO = 1.5


def seconds_to_heading(browser: Browser, server: Server) -> float:
    """From the start of the process to a heading on the screen of a browser that was open already."""
    page = browser.new_page()
    began = time.perf_counter()
    server.start()
    try:
        page.goto(server.address)
        page.locator("h1").first.wait_for()
        return time.perf_counter() - began
    finally:
        page.close()
        server.stop()


def our_app(folder: Path) -> Server:
    """The app with a database in the folder; the first of its starts makes the tables."""
    port = free_port()
    return Server(by_streamlit(port), environment(folder), folder / "app.log", f"http://127.0.0.1:{port}")


def hello(folder: Path) -> Server:
    """Streamlit's own demonstration with the same settings."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "hello", f"--server.port={port}", "--server.headless=true"]
    return Server(
        command, environment(folder), folder / "hello.log", f"http://127.0.0.1:{port}", health="/_stcore/health"
    )


def main() -> int:
    """Print the ratio; answer with 1 when it is beyond its limit."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser, folder = launched(playwright), Path(name)
        ours, theirs = [], []
        for _ in range(RUNS):  # in turn, so that both meet the same machine
            ours.append(seconds_to_heading(browser, our_app(folder)))
            theirs.append(seconds_to_heading(browser, hello(folder)))
        browser.close()
    ratio = median(ours) / median(theirs)
    print(
        f"first painted screen: ours {median(ours):.1f} s, streamlit hello {median(theirs):.1f} s; "
        f"ratio {ratio:.2f} (limit {RATIO_TO_HELLO})"
    )
    return int(ratio > RATIO_TO_HELLO)


if __name__ == "__main__":
    sys.exit(main())
