"""Reads answers that somebody hands in: answer files (CSV and JSON), and answer sheets (XLSX, or saved as CSV).

Answers are found by question id, never by position. A blank is no answer; nothing is guessed. An answer file with a
problem is refused as a whole; of a sheet, which people fill in by hand, what is clear is read and the rest is named.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from assessment.errors import IntakeError
from assessment.intake import answers_csv, answers_json, customers_json
from assessment.intake.files import read_content, read_text, text_of
from assessment.model import (
    Edition,
    Length,
    PlanEntry,
    Questionnaire,
    Response,
    SaidSegments,
    SheetHead,
    Stamp,
    TargetingRules,
    stamp_in,
)

OTHER_VERSION = "the sheet is of another version of the questionnaire; it was read by its ids."


def read_answers(path: Path, edition: Edition, length: Length | None = None) -> Response:
    """The response in a file, as `read_handed_in` reads it. Raises IntakeError with every problem."""
    return read_handed_in(path, edition, length)[0]


@dataclass(frozen=True)
class HandedIn:
    """What a file says: the response, what its owner should know, and the customers, where it says anything of them.

    `segments`: of a filled sheet; `customers`: of a JSON file.
    """

    response: Response
    remarks: tuple[str, ...] = ()
    segments: SaidSegments = field(default_factory=SaidSegments)
    customers: customers_json.Customers | None = None


def read_handed_in(path: Path, edition: Edition, length: Length | None = None) -> tuple[Response, tuple[str, ...]]:
    """The response in a `.csv`, `.json` or `.xlsx` file, and what its owner should know of it, one sentence each.

    Without a length, the one that a sheet names counts, else the full one. Raises IntakeError with every problem.
    """
    handed_in = read_all(path, edition, length, None)
    return handed_in.response, handed_in.remarks


def read_all(path: Path, edition: Edition, length: Length | None, rules: TargetingRules | None) -> HandedIn:
    """As `read_handed_in`; with `rules` what the file says of customers, too."""
    match path.suffix.lower():
        case ".json":
            text = read_text(path)
            response = answers_json.parse(text, path.name, edition, length or Length.FULL)
            written = answers_json.part(text, path.name, "customers") if rules else None
            customers = None if written is None or rules is None else customers_json.read(written, path.name, rules)
            return HandedIn(response, customers=customers)
        case ".csv":
            content = read_content(path)
            text = text_of(content, path.name)
            if not _is_sheet(text):
                return HandedIn(answers_csv.parse(text, path.name, edition.questionnaire, length or Length.FULL))
            return _of_sheet(content, path, edition, length, rules)
        case ".xlsx":
            return _of_sheet(read_content(path), path, edition, length, rules)
        case _:
            raise IntakeError(f"{path.name}: the ending must be .csv, .json or .xlsx; rename or convert the file")


def stamp_in_file(path: Path) -> Stamp | None:
    """Which questions a file says it asks; none for files that do not say. Raises IntakeError for unreadable ones."""
    match path.suffix.lower():
        case ".csv":
            return stamp_in(read_text(path))
        case ".xlsx":
            from assessment.intake.answer_sheet import stamp_of

            return stamp_of(read_content(path), path.name)
        case _:
            return None


def _is_sheet(text: str) -> bool:
    """Whether a CSV text is a saved answer sheet rather than a filled template, which has no ids of rows."""
    return SheetHead.ID in text or stamp_in(text) is not None


def _of_sheet(
    content: bytes, path: Path, edition: Edition, length: Length | None, rules: TargetingRules | None
) -> HandedIn:
    # Only whoever hands in a sheet waits for the program that reads it.
    from assessment.intake.answer_sheet import read_sheet

    filled = read_sheet(content, path.name, edition, rules)
    remarks = [str(remark) for remark in (*filled.refusals, *filled.repairs)]
    if filled.is_other_version:
        remarks.insert(0, f"{path.name}: {OTHER_VERSION}")
    response = replace(filled.response, length=length or filled.response.length)
    return HandedIn(response, tuple(remarks), filled.segments)


def plan_in(path: Path, questionnaire: Questionnaire) -> tuple[PlanEntry, ...]:
    """The plan in an answer file, which only a `.json` file can hold. Raises IntakeError with every problem."""
    if path.suffix.lower() != ".json":
        return ()
    return answers_json.parse_plan(read_text(path), path.name, questionnaire)
