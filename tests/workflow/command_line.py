"""The command line as tests run it: in this process, on the database at an address."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assessment.__main__ import main


@dataclass(frozen=True)
class Outcome:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process, on the database at an address."""
    for name in ("BASE_URL", "QUESTIONNAIRE", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)

    def run_it(url: str, *arguments: str | Path, **environ: str) -> Outcome:
        for name, value in {"DATABASE_URL": url, **environ}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["assessment", *map(str, arguments)])
        capfd.readouterr()
        code = main()
        printed = capfd.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Outcome(code, printed.out, printed.err)

    return run_it
