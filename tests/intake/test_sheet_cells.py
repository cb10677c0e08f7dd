"""What stands in the cells of an answer sheet: understood in one way, or left out and named."""

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from assessment.intake.answers_csv import LONGEST_COMMENT
from assessment.model import (
    BASIS_WORDS,
    Basis,
    Edition,
    Response,
    RowKind,
    SheetHead,
    Status,
    row_id,
)
from tests.intake import hostile
from tests.intake.filled_sheets import (
    WRITERS,
    Sheet,
    Writer,
    as_csv,
    cell_of,
    cells,
    changed,
    column_of,
    full,
    plain_sheet,
    put,
    read,
    row_of,
    saved,
    words,
)
from tests.responses import alike

ANY = ["technology-review", "timing-economics", "first-trials", "learning-from-launches", "joined-evidence"]
QUESTION = "timing-economics"
WORDS = "By describing the risks of being early or late"
UNDERSTOOD: dict[str, Any] = {
    "3": (3, 300, False),
    "the text 3": ("3", 300, False),
    "3.0": ("3.0", 300, True),
    "3,0": ("3,0", 300, True),
    "words": (WORDS, 300, False),
    "words in capitals": (WORDS.upper(), 300, True),
    "words with two blanks": (WORDS.replace(" ", "  "), 300, True),
    "words with no-break spaces": (f"\u00a0{WORDS.replace(' ', chr(0xA0))} ", 300, True),
    "number and words": (f"3 - {WORDS}", 300, True),
    "number, en dash and words": (f"3 – {WORDS}", 300, True),
    "number, colon and words": (f"3: {WORDS.lower()}", 300, True),
    "does not apply": ("Does not apply", Status.DOES_NOT_APPLY, False),
    "n/a": ("n/a", Status.DOES_NOT_APPLY, True),
    "N.A.": ("N.A.", Status.DOES_NOT_APPLY, True),
    "not applicable": ("not applicable", Status.DOES_NOT_APPLY, True),
    "cannot judge": ("I cannot judge this", Status.CANNOT_JUDGE, False),
    "cannot_judge": ("cannot_judge", Status.CANNOT_JUDGE, True),
    "blank": ("  ", None, False),
}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_is_clear_is_understood_and_each_repair_is_told(edition: Edition, name: str) -> None:
    """With the cell, and with what it was taken for."""
    value, answer, is_repaired = UNDERSTOOD[name]
    named: list[str] = []
    content = changed(plain_sheet(edition, Response({})), lambda sheet: named.append(put(sheet, QUESTION, value)))
    filled = read(edition, content)
    assert filled.response.answers == ({} if answer is None else {QUESTION: answer})
    assert filled.refusals == ()
    assert [remark.cell for remark in filled.repairs] == (named if is_repaired else [])
    if is_repaired:
        said = words(edition.questionnaire, edition.questionnaire.question[QUESTION], answer)
        assert f"is read as “{said}”" in filled.repairs[0].text
    table = read(edition, as_csv(content), "mine.csv")
    assert (table.response.answers, len(table.repairs)) == (filled.response.answers, len(filled.repairs))


REFUSED: dict[str, Any] = {
    "a word": "six",
    "off the scale": 7,
    "between levels": 3.5,
    "a span": "3-4",
    "a span with words": f"3 - 4 {WORDS}",
    "true": True,
    "ten": "10",
    "a date": datetime(2026, 4, 3),
    "number and words of different levels": f"4 - {WORDS}",
    "number and words of nothing": "3 - more or less",
    "words of another question": "As a full launch, or never",
    "words of another question's own": "Agile methods are not used",
    "a formula without a value": "=3",
    "an error": "#N/A",
    "two": "3 4",
    "a full-width number": "３",
    "a minus": "-3",
    "long": "x" * 30_000,
    "half of the words": WORDS[:20],
}


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_clear_is_left_out_and_named_by_cell(edition: Edition, write: Writer, name: str) -> None:
    """The rest is taken."""
    response, named = Response(alike(edition.questionnaire, 2)), []

    def change(sheet: Sheet) -> None:
        named.append(put(sheet, QUESTION, REFUSED[name]))
        if REFUSED[name] == "#N/A":
            cell_of(sheet, QUESTION).data_type = "e"

    filled = read(edition, changed(write(edition, response), change))
    assert filled.response.answers == {id: a for id, a in response.answers.items() if id != QUESTION}
    assert [remark.cell for remark in filled.refusals] == named
    assert filled.repairs == ()


def test_an_answer_of_a_formula_is_its_value_and_told(edition: Edition) -> None:
    """What was seen on the screen; it may be old."""
    cell = b'<c r="C%d" t="str"><f>B1</f><v>n/a</v></c>'
    book = openpyxl.load_workbook(io.BytesIO(plain_sheet(edition, Response({}))))
    row = row_of(book["Answers"], QUESTION)
    put(book["Answers"], QUESTION, 12345)
    parts = hostile.parts_of(saved(book))
    parts[hostile.SHEET] = parts[hostile.SHEET].replace(b'<c r="C%d" t="n"><v>12345</v></c>' % row, cell % row)
    filled = read(edition, hostile.package(parts))
    assert filled.response.answers == {QUESTION: Status.DOES_NOT_APPLY}
    assert [str(remark) for remark in filled.repairs] == [
        f"Answers!C{row}: it holds a formula; its value 'n/a' is read as “Does not apply”."
    ]


def dimension_cell(sheet: Sheet, place: int, head: str) -> Any:
    """A cell of the row of priorities of a dimension."""
    header = next(c.row for c in sheet["A"] if c.value == "cs_id" and head in [x.value for x in sheet[c.row]])
    return sheet.cell(header + 1 + place, column_of(sheet, head, header + 1))


def test_priorities_targets_and_the_year_are_checked(edition: Edition) -> None:
    """Too many, two stars, off the scale, without a priority, no year: by cell, and only that part is left out."""
    response = full(edition)
    many = response.priorities + tuple(d.id for d in edition.questionnaire.dimensions[2:6])
    filled = read(edition, plain_sheet(edition, replace(response, priorities=many)))
    assert (filled.response.priorities, filled.response.starred, filled.response.targets) == ((), None, {})
    assert len([r for r in filled.refusals if "6 priorities are picked, at most 5 may be" in r.text]) == 6
    assert len([r for r in filled.refusals if "only priorities have targets" in r.text]) == 2

    def two_stars(sheet: Sheet) -> None:
        dimension_cell(sheet, 0, SheetHead.PRIORITY).value = "starred"
        dimension_cell(sheet, 0, SheetHead.TARGET).value = 6
        dimension_cell(sheet, 1, SheetHead.TARGET).value = "3,25"
        dimension_cell(sheet, 2, SheetHead.TARGET).value = "By design"
        for row in sheet.iter_rows():
            if row[0].value == row_id(RowKind.YEAR):
                row[2].value = "next year"

    filled = read(edition, changed(plain_sheet(edition, response), two_stars))
    assert (filled.response.priorities, filled.response.starred) == (response.priorities, None)
    assert filled.response.targets == {response.priorities[1]: 325}
    assert filled.response.target_year is None
    texts = " ".join(remark.text for remark in filled.refusals)
    for words_ in ("2 priorities are starred", "nor a number from 1 to 5", "only priorities have", "no year"):
        assert words_ in texts
    assert "'3,25' is read as “3.25”" in " ".join(map(str, filled.repairs))

    def unclear(sheet: Sheet) -> None:
        dimension_cell(sheet, 3, SheetHead.PRIORITY).value = "yes"

    filled = read(edition, changed(plain_sheet(edition, response), unclear))
    assert (filled.response.priorities, filled.response.starred) == ((), None)
    texts = " ".join(remark.text for remark in filled.refusals)
    assert "'yes'" in texts
    assert "another priority could not be read, so none of them is taken" in texts


def test_basis_and_profile_are_read_by_words(edition: Edition) -> None:
    """Other words are named."""

    def change(sheet: Sheet) -> None:
        for row in sheet.iter_rows():
            values = [cell.value for cell in row]
            if values[0] == "profile/level":
                row[2].value = "c-SUITE"
            if values[0] == "profile/market":
                row[2].value = "Everybody"
            if values[0] == "profile/unit_assessed":
                row[2].value = "x" * 121
            if BASIS_WORDS[Basis.TOLD] in values[4:5]:
                row[4].value = "Heard it"

    filled = read(edition, changed(plain_sheet(edition, full(edition)), change))
    assert filled.response.profile == {"level": "c-suite"}
    assert set(filled.response.basis.values()) == {Basis.DOCUMENTS, Basis.IMPRESSION}
    assert sum("'Heard it' is not Documents, Was told or Impression" in r.text for r in filled.refusals) == 3
    assert any("'Everybody' is not Primarily B2B" in r.text for r in filled.refusals)
    assert any("the text has 121 characters, at most 120 are kept" in r.text for r in filled.refusals)


def test_comments_stay_as_they_were_written(edition: Edition) -> None:
    """Lines, numbers, returns as workbooks spell them; too long ones are left out, not cut."""
    said = {
        ANY[0]: " a_x000D_\nb\nc ",
        ANY[1]: 2026,
        ANY[2]: "x" * LONGEST_COMMENT,
        ANY[3]: "x" * (LONGEST_COMMENT + 1),
    }
    content = changed(
        plain_sheet(edition, Response({})),
        lambda sheet: [put(sheet, id, text, SheetHead.COMMENT) for id, text in said.items()],
    )
    filled = read(edition, content)
    assert filled.response.comments == {ANY[0]: "a\nb\nc", ANY[1]: "2026", ANY[2]: "x" * LONGEST_COMMENT}
    (refused,) = filled.refusals
    assert f"the text has {LONGEST_COMMENT + 1} characters, at most {LONGEST_COMMENT} are kept" in refused.text


def test_a_questions_own_words_for_does_not_apply_are_understood(other_edition: Edition) -> None:
    """Beside the words that all questions share, which are a repair there."""
    for value, repairs in (("No music", 0), ("Does not apply", 1), ("does_not_apply", 1)):
        content = plain_sheet(other_edition, Response({}))
        filled = read(other_edition, changed(content, lambda sheet, v=value: put(sheet, "music", v)))  # type: ignore[misc]
        assert filled.response.answers == {"music": Status.DOES_NOT_APPLY}
        assert len(filled.repairs) == repairs


def test_two_readings_are_never_chosen_between(edition: Edition) -> None:
    """Levels worded alike but for capitals, or with a number that is another level's: only the exact words will do."""
    question = edition.questionnaire.question[QUESTION]
    texts = ["Some", "SOME", "4", "More", "Most"]
    levels = tuple(replace(level, text=text) for level, text in zip(question.levels, texts, strict=True))
    questions = tuple(replace(q, levels=levels) if q.id == QUESTION else q for q in edition.questionnaire.questions)
    each = replace(edition, questionnaire=replace(edition.questionnaire, questions=questions))
    for value, answer in (("Some", 100), ("SOME", 200), ("some", None), ("4", None), (4, None), ("4 - More", 400)):
        named: list[str] = []
        content = changed(plain_sheet(each, Response({})), lambda s, v=value, n=named: n.append(put(s, QUESTION, v)))  # type: ignore[misc]
        filled = read(each, content)
        assert filled.response.answers == ({} if answer is None else {QUESTION: answer})
        assert cells(filled) == (set(named) if answer is None else set())
