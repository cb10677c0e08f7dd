"""What many tests share: the shipped questionnaire, a second one of another shape, the examples."""

from pathlib import Path

import pytest

from assessment.model import Edition
from assessment.workflow import editions

TESTS = Path(__file__).parent
EXAMPLES = TESTS / "examples"
THREE_DIMENSIONS = TESTS / "fixtures" / "three-dimensions" / "v1.toml"


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The shipped questionnaire with its profile and reference points."""
    return editions.load("customer-strategy")


@pytest.fixture(scope="session")
def other_edition() -> Edition:
    """A questionnaire of another shape: three dimensions, uneven weights, four levels."""
    return editions.load_file(THREE_DIMENSIONS)
