"""A writing process is killed a thousand times, and after each time every acknowledged answer must be there.

Run `python tests/benchmarks/kills.py [NUMBER OF KILLS]`.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.storage.killing import kill_writers

KILLS = 1000


def main() -> int:
    """Print what was survived; answer with 1 when an answer was lost or the database damaged."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        killed = kill_writers(Path(folder), kills)
    minutes = (time.perf_counter() - began) / 60
    print(f"{killed.kills} kills in {minutes:.1f} minutes, {killed.acknowledged} acknowledged answers: ", end="")
    print(f"{len(killed.problems)} problems", *killed.problems, sep="\n  ")
    return int(bool(killed.problems))


if __name__ == "__main__":
    sys.exit(main())
