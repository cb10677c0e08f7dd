"""Imports point one way: from the screens and the command line down to the model, never back or sideways."""

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_imports_point_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    """The contracts stand in pyproject.toml."""
    outcome = lint_imports(config_filename="pyproject.toml", no_cache=True)
    printed = capsys.readouterr().out
    assert outcome == EXIT_STATUS_SUCCESS, printed
    assert "Contracts: 5 kept, 0 broken" in printed
