"""What a scorecard costs, as ratios to a plain workbook of as many cells, measured in one run.

Run `python tests/benchmarks/scorecard.py`. Ratios hold on any machine; seconds do not.
"""

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import xlsxwriter

from assessment import catalog
from assessment.model import Length
from assessment.workflow import assessing, editions
from reports.scorecard import scorecard
from tests.responses import DAY, generated

RUNS = 9
CELLS = 6_000
# Beyond these something has become slower that should not have; typical values stand in brackets.
LIMITS = {"write the workbook": 8.0, "score and judge": 1.0, "parse the questionnaire": 4.0}


def timed(work: Callable[[], object]) -> float:
    """The median time of several runs, in seconds, after one that does not count."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def plain_workbook() -> bytes:
    """The yardstick: as many numbers, without formats, formulas or charts."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for place in range(CELLS):
            sheet.write_number(place // 20, place % 20, place)
    return content.getvalue()


def main() -> int:
    """Print the ratios; answer with 1 when one is beyond its limit."""
    edition = editions.load("customer-strategy")
    response = generated(edition, 1, Length.FULL)
    assessment = assessing.assess(edition, response, DAY)
    text = (editions.SHIPPED / "customer-strategy" / "v1.toml").read_text(encoding="utf-8")
    yardstick = timed(plain_workbook)
    works: dict[str, Callable[[], object]] = {
        "write the workbook": lambda: scorecard(assessment),
        "score and judge": lambda: assessing.assess(edition, response, DAY),
        "parse the questionnaire": lambda: catalog.parse(text),
    }
    slow = 0
    for name, work in works.items():
        ratio = timed(work) / yardstick
        slow += ratio > LIMITS[name]
        print(f"{name}: {ratio:.2f} times a plain workbook of {CELLS} numbers (limit {LIMITS[name]:g})")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
