"""Imports point one way: from the screens and the command line down to the model, never back or sideways."""

import subprocess
import sys
from pathlib import Path

LINTER = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_imports_point_one_way() -> None:
    """The contracts stand in pyproject.toml. In a process of its own: the linter silences every other logger."""
    checked = subprocess.run(
        [sys.executable, "-c", LINTER], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Contracts: 5 kept, 0 broken" in checked.stdout
