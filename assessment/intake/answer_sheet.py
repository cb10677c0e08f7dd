"""Reads a filled answer sheet, `.xlsx` or the same table as `.csv`, by the ids of its rows.

Nothing is guessed and nothing is dropped without a word: what had to be mended and what cannot be read are both
listed, each with its cell. An empty cell says nothing.
"""

from assessment.errors import IntakeError
from assessment.intake.answer_cells import Reading
from assessment.intake.answer_tables import Found, find
from assessment.intake.segment_cells import read_segments
from assessment.intake.segment_columns import without_pages
from assessment.intake.sheets import Book, read_book
from assessment.model import (
    Edition,
    FilledAnswers,
    Length,
    Questionnaire,
    Remark,
    RowKind,
    SaidSegments,
    SheetHead,
    Stamp,
    TargetingRules,
    stamp_in,
)
from assessment.wording import counted, listed

# Heads without which something could not be said at all, and what that is.
NEEDED = {
    SheetHead.COMMENT: (RowKind.QUESTION, "comments"),
    SheetHead.PRIORITY: (RowKind.DIMENSION, "priorities"),
    SheetHead.TARGET: (RowKind.DIMENSION, "targets"),
}
MOST_NAMED = 10


def stamp_of(content: bytes, name: str) -> Stamp | None:
    """Which questions a sheet says it asks. Raises IntakeError for what cannot be read safely."""
    return next(iter(_stamps(read_book(content, name))), None)


def read_sheet(content: bytes, name: str, edition: Edition, rules: TargetingRules | None = None) -> FilledAnswers:
    """What a filled sheet says, to any version; with `rules` what its page of customers says, too.

    Raises IntakeError for what is none or cannot be read safely.
    """
    book = read_book(content, name)
    stamps, found = _stamps(book), find(without_pages(book), edition)
    stamp = stamps[0] if stamps else None
    _check_asks(found, stamp, name, edition)
    length = _length(stamp, found, edition.questionnaire)
    _remark_on_stamps(stamps, length, found, name)
    reading = Reading(edition, found)
    response = reading.response(length)
    asked = [q.id for d in edition.questionnaire.dimensions for q in response.asked(edition.questionnaire, d.id)]
    missing = [id for id in asked if (RowKind.QUESTION, id) not in found.rows]
    _remark_on_missing(missing, len(asked), found, name, edition.questionnaire)
    segments = read_segments(book, rules, found) if rules else SaidSegments()
    return FilledAnswers(
        response,
        tuple(found.repairs),
        tuple(found.refusals),
        stamp,
        stamp is not None and not _is_of(stamp, edition.questionnaire),
        len(asked) - len(missing),
        len(asked),
        segments,
    )


def _stamps(book: Book) -> list[Stamp]:
    """Every stamp in a file, each once, in the order of the sheets."""
    return list(dict.fromkeys(stamp for text in book.texts() if (stamp := stamp_in(text))))


def _is_of(stamp: Stamp, questionnaire: Questionnaire) -> bool:
    same = (stamp.questionnaire, stamp.version) == (questionnaire.id, questionnaire.version)
    return same and questionnaire.content_hash.startswith(stamp.hash)


def _check_asks(found: Found, stamp: Stamp | None, name: str, edition: Edition) -> None:
    """Without a single question that can be read, it is no sheet of this questionnaire."""
    if any(kind is RowKind.QUESTION and SheetHead.ANSWER in cells for (kind, _), cells in found.cells.items()):
        return
    asked = edition.questionnaire
    if stamp is not None and stamp.questionnaire != asked.id:
        raise IntakeError(
            f"{name}: this sheet asks {stamp.questionnaire} v{stamp.version}, not {asked.name}; choose the other one"
        )
    raise IntakeError(
        f"{name}: there is no table of answers to {asked.name} in it, with the heads {SheetHead.ID} and "
        f"{SheetHead.ANSWER}; take an answer sheet along again and copy your answers into it"
    )


def _length(stamp: Stamp | None, found: Found, questionnaire: Questionnaire) -> Length:
    """The length that the sheet says, else the one to which its questions belong."""
    if not questionnaire.has_short_length:
        return Length.FULL
    if stamp is not None:
        return stamp.length
    held = [question for question in questionnaire.questions if (RowKind.QUESTION, question.id) in found.rows]
    return Length.SHORT if all(question.short or question.optional for question in held) else Length.FULL


def _remark_on_stamps(stamps: list[Stamp], length: Length, found: Found, name: str) -> None:
    if not stamps:
        found.repairs.append(
            Remark(name, f"the line that says which questions it asks is gone; it was read as the {length} length.")
        )
    if len(stamps) > 1:
        said = listed(f"{s.questionnaire} v{s.version} in {s.length} length, hash {s.hash}" for s in stamps[:3])
        found.repairs.append(Remark(name, f"it says that it asks {said}; the first was taken."))


def _remark_on_missing(missing: list[str], asked: int, found: Found, name: str, questionnaire: Questionnaire) -> None:
    """Name the questions without a row, and the columns that are gone for all rows."""
    if missing:
        named = [f"“{questionnaire.question[id].name}”" for id in missing[:MOST_NAMED]]
        more = [f"{len(missing) - MOST_NAMED} more"] if len(missing) > MOST_NAMED else []
        found.refusals.append(
            Remark(
                name, f"{counted(len(missing), 'question')} of {asked} can be read in no row: {listed(named + more)}."
            )
        )
    kinds = {kind for kind, _ in found.rows}
    for head, (kind, what) in NEEDED.items():
        if kind in kinds and head not in found.heads:
            found.refusals.append(Remark(name, f"the column “{head}” is gone, so no {what} could be read."))
