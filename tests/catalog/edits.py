"""Faulty questionnaires, made from the sound fixture by small edits."""

import pytest

from assessment.catalog import parse
from assessment.errors import CatalogError
from tests.conftest import THREE_DIMENSIONS

SOUND = THREE_DIMENSIONS.read_text("utf-8")
NAME = "workshop-safety v1"


def edited(*changes: tuple[str, str], text: str = SOUND) -> str:
    """The text with each old part, which must occur, replaced once."""
    for old, new in changes:
        assert old in text, f"nothing to replace: {old}"
        text = text.replace(old, new, 1)
    return text


def problems(text: str) -> list[str]:
    """Every problem of a faulty text."""
    with pytest.raises(CatalogError) as fault:
        parse(text)
    return list(fault.value.problems)
