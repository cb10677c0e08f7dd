"""Three worked verdicts, whole: a strong operator without choice, a flat middle, low throughout."""

from pathlib import Path

import pytest

from assessment import printing
from assessment.model import Edition, Length
from assessment.workflow.assessing import assess_file
from tests.conftest import EXAMPLES
from tests.responses import DAY

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("example", ["strong-operator", "flat-middle", "low-throughout"])
def test_a_worked_verdict(edition: Edition, example: str) -> None:
    """The text was read against the answers by hand; a change of words is a change to be read again."""
    assessment = assess_file(EXAMPLES / f"{example}.json", edition, Length.FULL, DAY)
    assert printing.as_text(assessment) + "\n" == (GOLDEN / f"{example}.txt").read_text(encoding="utf-8")
