"""From text to a parsed TOML table, with the line of a fault."""

import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assessment.errors import CatalogError

LARGEST = 512 * 1024
# Python's TOML reader takes time by the square of the depth of dotted keys.
MOST_DOTS = 200
LINE_END = re.compile(r"\r\n|\r|\n")
LONG_NUMBER = re.compile(r"[0-9_]{1000}|[eE][+-]?[0-9]{9}")


class Kind(StrEnum):
    """What a data file holds."""

    QUESTIONNAIRE = "questionnaire"
    PROFILE = "profile"
    REFERENCE_POINTS = "reference points"
    TARGETING = "targeting"
    WRITTEN_PAGES = "written pages"


def read_toml(text: str) -> dict[str, Any]:
    """The table in a TOML text. Raises CatalogError for oversize or unreadable text."""
    _check_text(text)
    try:
        # Decimals keep 0.1 a tenth: weights and cut-offs are compared exactly.
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise CatalogError(_located(str(fault), text.count("\n") + 1)) from None
    except RecursionError:
        raise CatalogError("values are nested too deeply to be read; flatten them") from None
    except (ValueError, ArithmeticError):
        line = _first_line(text, lambda line: LONG_NUMBER.search(line) is not None)
        raise CatalogError(f"line {line}: a number is too long to be read; shorten it") from None


def _check_text(text: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as fault:
        line = text.count("\n", 0, fault.start) + 1
        raise CatalogError(f"line {line}: half of a character without its other half; write it anew") from None
    if size > LARGEST:
        raise CatalogError(f"the file is larger than {LARGEST // 1024} KiB; split or shorten it")
    if line := _first_line(text, lambda line: line.count(".") > MOST_DOTS):
        raise CatalogError(f"line {line}: more than {MOST_DOTS} dots, nested too deeply to be read; flatten it")


def _first_line(text: str, fits: Callable[[str], bool]) -> int:
    """The number of the first line that fits; 0 when none does."""
    return next((number for number, line in enumerate(LINE_END.split(text), 1) if fits(line)), 0)


def _located(fault: str, lines: int) -> str:
    place = re.search(r"\(at (line \d+, column \d+|end of document)\)$", fault)
    what = fault[: place.start()].strip() if place else fault
    where = place.group(1) if place and place.group(1).startswith("line") else f"line {lines}, the last"
    return f"{where}: not readable as TOML: {what}; mend that line and check again"


def kind_of(text: str) -> Kind:
    """What a text holds, judged by its tables. Raises CatalogError if unreadable."""
    table = read_toml(text)
    if "dimension" in table or "question" in table:
        return Kind.QUESTIONNAIRE
    if "criterion" in table or "zone" in table:
        return Kind.TARGETING
    if "part" in table or "audience" in table:
        return Kind.WRITTEN_PAGES
    if "field" in table:
        return Kind.PROFILE
    return Kind.REFERENCE_POINTS if "point" in table else Kind.QUESTIONNAIRE
