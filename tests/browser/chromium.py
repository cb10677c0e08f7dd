"""Debian's Chromium, driven by Playwright."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def require_chromium() -> str:
    """The path of `chromium`; without one the test is skipped, but fails where CI is "true"."""
    program = shutil.which("chromium")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("Chromium (chromium) is not on the PATH")
    return program or pytest.skip("Chromium (chromium) is not on the PATH")


def launched(playwright: Playwright) -> Browser:
    """The browser, without a window; whoever launches it closes it."""
    return playwright.chromium.launch(executable_path=require_chromium(), args=ARGUMENTS)
