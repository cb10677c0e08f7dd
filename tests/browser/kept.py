"""What the database holds, read from its file: the truth about what was stored."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a server whose folder that is."""
    connection = sqlite3.connect(f"file:{folder / 'answers.sqlite'}?mode=ro", uri=True)
    try:
        yield connection
    finally:
        connection.close()


def answers(folder: Path, unit: str) -> dict[str, int | str]:
    """The answers about a unit: a level's value or a status for each question."""
    return dict(
        _rows(
            folder, unit, "SELECT question, coalesce(level, status) FROM answer", "coalesce(level, status) IS NOT NULL"
        )
    )


def wait_for_answer(folder: Path, unit: str, question: str) -> None:
    """Wait until a question about a unit is answered; for half a minute at most."""
    last = time.monotonic() + 30
    while question not in answers(folder, unit) and time.monotonic() < last:
        time.sleep(0.05)


def comments(folder: Path, unit: str) -> dict[str, str]:
    """The comments about a unit, by question."""
    return dict(_rows(folder, unit, "SELECT question, comment FROM answer", "comment IS NOT NULL"))


def basis(folder: Path, unit: str) -> dict[str, str]:
    """How the respondent knows, by dimension."""
    return dict(_rows(folder, unit, "SELECT dimension, basis FROM response_dimension", "basis IS NOT NULL"))


def priorities(folder: Path, unit: str) -> dict[str, str]:
    """`picked` or `starred`, by dimension, in the order of picking."""
    chosen = "priority IS NOT NULL ORDER BY pick_order"
    return dict(_rows(folder, unit, "SELECT dimension, priority FROM response_dimension", chosen))


def targets(folder: Path, unit: str) -> dict[str, int]:
    """The targets in hundredths, by dimension."""
    return dict(_rows(folder, unit, "SELECT dimension, target FROM response_dimension", "target IS NOT NULL"))


def _rows(folder: Path, unit: str, select: str, condition: str) -> list[tuple[str, Any]]:
    own = "response_id = (SELECT r.id FROM response r JOIN organisation o ON o.id = r.organisation_id WHERE o.name = ?)"
    with reading(folder) as connection:
        return connection.execute(f"{select} WHERE {own} AND {condition}", [unit]).fetchall()


def times_submitted(folder: Path, unit: str) -> int:
    """How often the response about a unit was submitted, from its history."""
    with reading(folder) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM change c JOIN response r ON r.id = c.response_id "
            "JOIN organisation o ON o.id = r.organisation_id "
            "WHERE o.name = ? AND c.kind = 'state' AND c.value = 'submitted'",
            [unit],
        ).fetchone()
    return int(count)


def units(folder: Path) -> set[str]:
    """The names of all units."""
    with reading(folder) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM organisation")}
