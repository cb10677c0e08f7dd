"""Kills a writing process again and again: what it acknowledged must be there.

`python -m tests.storage.killing DATABASE.db` is the process that is killed.
"""

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assessment.storage import answers, responses
from assessment.storage.store import Store, open_store
from tests.storage.samples import begin

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = 40
LONGEST_LIFE = 0.25  # seconds from the first acknowledged answer to the kill


@dataclass(frozen=True)
class Killed:
    """What many kills showed: answers acknowledged before them, and what was wrong afterwards."""

    kills: int
    acknowledged: int
    problems: tuple[str, ...]


def kill_writers(folder: Path, kills: int, seed: int = 2016) -> Killed:
    """Let a process write answers to a database in the folder and kill it at a random moment, `kills` times."""
    file, moments = folder / "killed.db", random.Random(seed)
    acknowledged, problems = 0, list[str]()
    for kill in range(kills):
        told = _acknowledged_until_killed(file, moments.uniform(0, LONGEST_LIFE))
        acknowledged += len(told) - 1
        problems += [f"kill {kill}: {problem}" for problem in _problems(file, told)]
    return Killed(kills, acknowledged, tuple(problems))


def write_answers(url: str) -> None:
    """Write one answer after the other and say each number once it is saved. Never ends by itself."""
    store = open_store(url)
    with store.write() as connection:
        id = begin(connection, f"questionnaire-{time.time_ns()}").response
    _say(id)
    number = 0
    while True:
        with store.write() as connection:
            answers.put_answer(connection, id, f"q{number % QUESTIONS}", number, datetime.now(UTC))
        _say(str(number))
        number += 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _acknowledged_until_killed(file: Path, seconds: float) -> list[str]:
    """The response's id, and the number of each answer that was said to be saved before the kill."""
    command = [sys.executable, "-m", "tests.storage.killing", f"sqlite:///{file}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = [process.stdout.readline(), process.stdout.readline()]
        time.sleep(seconds)
        process.kill()
        lines = (first[0] + first[1] + process.stdout.read()).split("\n")
    # The last line may have been cut off by the kill.
    return lines[:-1]


def _problems(file: Path, told: list[str]) -> list[str]:
    store = open_store(f"sqlite:///{file}")
    try:
        return _damage(store) + _losses(store, told[0], len(told) - 1)
    finally:
        store.close()


def _damage(store: Store) -> list[str]:
    with store.read() as connection:
        found = list(connection.exec_driver_sql("PRAGMA integrity_check").scalars())
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"integrity: {line}" for line in found if line != "ok"] + [f"orphan: {row}" for row in orphans]


def _losses(store: Store, id: str, acknowledged: int) -> list[str]:
    """Answers that are missing or wrong; one more than was acknowledged may be there."""
    with store.read() as connection:
        stored, changes = responses.get(connection, id), answers.changes(connection, id)
    if stored is None:
        return [f"response {id} is missing"]
    problems = []
    if len(changes) not in (acknowledged, acknowledged + 1):
        problems.append(f"{acknowledged} acknowledged, {len(changes)} recorded")
    expected = {f"q{number % QUESTIONS}": number for number in range(len(changes))}
    if stored.response.answers != expected:
        problems.append(f"answers {stored.response.answers} instead of {expected}")
    return problems


if __name__ == "__main__":
    write_answers(sys.argv[1])
