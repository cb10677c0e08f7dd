"""From text to a parsed TOML table, with the line of a fault."""

import re
import tomllib
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assessment.errors import CatalogError

LARGEST = 512 * 1024


class Kind(StrEnum):
    """What a data file holds."""

    QUESTIONNAIRE = "questionnaire"
    PROFILE = "profile"
    REFERENCE_POINTS = "reference points"


def read_toml(text: str) -> dict[str, Any]:
    """The table in a TOML text. Raises CatalogError for oversize or unreadable text."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise CatalogError(f"the file is larger than {LARGEST // 1024} KiB; split or shorten it")
    try:
        # Decimals keep 0.1 a tenth: weights and cut-offs are compared exactly.
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise CatalogError(_located(str(fault), text.count("\n") + 1)) from None
    except RecursionError:
        raise CatalogError("values are nested too deeply to be read; flatten them") from None


def _located(fault: str, lines: int) -> str:
    place = re.search(r"\(at (line \d+, column \d+|end of document)\)$", fault)
    what = fault[: place.start()].strip() if place else fault
    where = place.group(1) if place and place.group(1).startswith("line") else f"line {lines}, the last"
    return f"{where}: not readable as TOML: {what}; mend that line and check again"


def kind_of(text: str) -> Kind:
    """What a text holds, judged by its tables. Raises CatalogError if unreadable."""
    table = read_toml(text)
    if "field" in table:
        return Kind.PROFILE
    return Kind.REFERENCE_POINTS if "point" in table else Kind.QUESTIONNAIRE
