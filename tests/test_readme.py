"""README is true: its commands, paths and picture exist."""

import re

import pytest

from assessment.__main__ import cli
from tests.conftest import TESTS

ROOT = TESTS.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", [".venv/bin/streamlit run", "-m pytest"])
def test_each_one_line_command_stands_there_once(part: str) -> None:
    """The checks take the commands from README by these words."""
    lines = [line for line in README.splitlines() if part in line]
    assert len(lines) == 1
    assert lines[0].startswith("python3 -m venv .venv && ")


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_named(command: str) -> None:
    """Nobody has to find a command by chance."""
    assert command in README


def test_every_path_exists() -> None:
    """Whatever README calls by a path with a slash or a Python file is there."""
    named = re.findall(r"`((?:assessment|reports|questionnaires|tests)/[\w./-]*)`", README)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_picture_is_there() -> None:
    """And small enough for a first screen."""
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert 10_000 < (ROOT / picture).stat().st_size < 400_000
