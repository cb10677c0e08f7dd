"""An acknowledged answer survives the death of the process."""

from pathlib import Path

from tests.storage.killing import kill_writers


def test_acknowledged_answers_survive_kill_minus_nine(tmp_path: Path) -> None:
    """At random moments, in one database that is opened again after each."""
    killed = kill_writers(tmp_path, 15)
    assert not killed.problems
    assert killed.acknowledged > 100
