"""The command line as the shell sees it: a process, its pipes, its encoding, its folder."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, THREE_DIMENSIONS

ROOT = Path(__file__).parents[1]
EXAMPLE = str(EXAMPLES / "strong-operator.json")
COMMAND = [sys.executable, "-m", "assessment"]


def shell(*arguments: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A finished run."""
    run = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env={**os.environ, **environment}, capture_output=True, check=False
    )
    assert run.returncode in (0, 1)
    assert b"Traceback" not in run.stdout + run.stderr
    return run


def test_exit_codes_reach_the_shell() -> None:
    """0 when all went well, 1 for a fault of the file, 1 for a wrong call."""
    assert shell("check", str(THREE_DIMENSIONS)).returncode == 0
    assert shell("check", "README.md").returncode == 1
    assert shell("nonsense").returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_output_is_utf8_whatever_the_terminal_claims(encoding: str) -> None:
    """A redirect on Windows chooses an old code page, in which the quotation marks cannot be written."""
    score = ("score", EXAMPLE, "--questionnaire", "customer-strategy")
    text = shell(*score, PYTHONIOENCODING=encoding)
    assert (text.returncode, text.stderr) == (0, b"")
    assert "“Chosen customers”" in text.stdout.decode()
    assert json.loads(shell(*score, "--json", PYTHONIOENCODING=encoding).stdout.decode())["version"] == 1


def test_a_reader_who_leaves_early_ends_it_quietly() -> None:
    """As `| head` does."""
    with subprocess.Popen([*COMMAND, "schema"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 1


@pytest.mark.skipif(not Path("/proc").exists(), reason="names of files that are no text exist on Linux")
def test_a_name_that_is_no_text_is_printed_as_far_as_it_goes(tmp_path: Path) -> None:
    """Bytes that no encoding knows are legal in names of files."""
    name = os.fsdecode(bytes(tmp_path) + b"/\xff.toml")
    run = shell("check", name)
    assert run.returncode == 1
    assert b"there is no such file; check the name and the folder" in run.stdout


def test_a_questionnaire_is_added_by_adding_its_folder(tmp_path: Path) -> None:
    """In a copy of the product, from another folder, with nothing else changed."""
    for part in ("assessment", "reports", "questionnaires"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    own = tmp_path / "questionnaires" / "workshop-safety"
    own.mkdir()
    shutil.copy(THREE_DIMENSIONS, own)
    (tmp_path / "answers.csv").write_text("question_id;answer\nguards;1,5\ntraining;3\nfilters;0,75\n", "utf-8")
    chosen = ("--questionnaire", "workshop-safety", "--out", "card.xlsx")
    run = shell("score", "answers.csv", *chosen, "--json", folder=tmp_path)
    assert run.returncode == 0
    assert json.loads(run.stdout)["questionnaire"] == "workshop-safety"
    assert (tmp_path / "card.xlsx").stat().st_size > 0
    assert b"workshop-safety" in shell("score", "a.csv", "--questionnaire", "x", folder=tmp_path).stderr
