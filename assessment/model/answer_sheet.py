"""How an answer sheet says what its cells are, so that answers are read by ids and never by position.

A table begins with a row that holds `SheetHead.ID`; below it, every row with an id says something in the columns
whose heads are known. Several tables may stand on one sheet, each with heads of its own.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from assessment.model.questionnaire import Length, Questionnaire
from assessment.model.response import Response
from assessment.model.segment_sheet import SaidSegments


class SheetHead(StrEnum):
    """The heads of the columns that are read. What `ANSWER` means follows from the id of its row."""

    ID = "cs_id"
    ANSWER = "Answer"
    COMMENT = "Comment"
    PRIORITY = "Priority"
    TARGET = "Target"
    BASIS = "How you know"


class RowKind(StrEnum):
    """What the row of an id is about; ids read `question/Q01`."""

    QUESTION = "question"
    DIMENSION = "dimension"
    PROFILE = "profile"
    YEAR = "target-year"


# What stands in the column of priorities.
STARRED, PICKED = "Starred", "Picked"

STAMP = re.compile(
    r"Questionnaire (?P<id>[A-Za-z0-9_-]{1,80}) v(?P<version>[0-9]{1,6}), "
    r"(?P<length>short|full) length, hash (?P<hash>[0-9a-f]{12,64})"
)


@dataclass(frozen=True)
class Stamp:
    """Which questions a sheet asked: questionnaire, version, length and the first signs of the content's hash."""

    questionnaire: str
    version: int
    length: Length
    hash: str


def row_id(kind: RowKind, id: str = "") -> str:
    """The hidden id of a row: `question/Q01`; the only row of its kind has none after the stroke."""
    return f"{kind}/{id}"


def stamp_text(questionnaire: Questionnaire, length: Length) -> str:
    """The line by which a sheet says, for everybody to see, which questions it asks."""
    return f"Questionnaire {questionnaire.name}, {length} length, hash {questionnaire.content_hash[:12]}"


def stamp_in(text: str) -> Stamp | None:
    """The stamp in a text, if it holds one."""
    found = STAMP.search(text)
    if found is None:
        return None
    return Stamp(found["id"], int(found["version"]), Length(found["length"]), found["hash"])


@dataclass(frozen=True)
class Remark:
    """Something about a sheet that its owner should know: the cell, such as `Answers!D14`, and one sentence."""

    cell: str
    text: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.text}"


@dataclass(frozen=True)
class FilledAnswers:
    """What a filled sheet says: all that could be read, what was mended for it, and what was left out.

    `rows_found` of the `rows_asked` scored questions that such a sheet asks have a row in it.
    `segments`: what its page of customers says.
    """

    response: Response
    repairs: tuple[Remark, ...]
    refusals: tuple[Remark, ...]
    stamp: Stamp | None
    is_other_version: bool
    rows_found: int
    rows_asked: int
    segments: SaidSegments = field(default_factory=SaidSegments)
