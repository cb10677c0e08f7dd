"""Filled answer sheets as a whole: every version, length and kind of file they come in."""

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from assessment.errors import IntakeError
from assessment.intake.answer_sheet import stamp_of
from assessment.intake.answers import read_handed_in
from assessment.intake.answers_csv import LONGEST_COMMENT
from assessment.model import Edition, Length, Response, Stamp
from reports.scorecard import scorecard
from tests.intake.filled_sheets import (
    WRITERS,
    Writer,
    as_csv,
    changed,
    full,
    plain_sheet,
    put,
    read,
    real_sheet,
    saved,
)
from tests.recalculation import require_libreoffice
from tests.responses import alike, assessed, generated
from tests.shapes import edition as shaped

QUESTION = "timing-economics"


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("shape", ["shipped", "workshop"])
def test_a_sheet_says_exactly_what_was_written(
    edition: Edition, other_edition: Edition, write: Writer, shape: str
) -> None:
    """Everything, without a remark; also saved as CSV by programs of all countries."""
    each = edition if shape == "shipped" else other_edition
    content, response = write(each, full(each)), full(each)
    files = [(content, "a.xlsx")]
    files += [(as_csv(content, sign, code), "a.csv") for sign in ",;\t" for code in ("utf-8", "utf-8-sig")]
    for file, name in files:
        filled = read(each, file, name)
        assert filled.response == response
        assert (filled.repairs, filled.refusals, filled.is_other_version) == ((), (), False)
        assert filled.rows_found == filled.rows_asked == sum(not q.optional for q in each.questionnaire.questions)
        questionnaire = each.questionnaire
        stamp = Stamp(questionnaire.id, questionnaire.version, Length.FULL, questionnaire.content_hash[:12])
        assert filled.stamp == stamp == stamp_of(file, name)


@pytest.mark.parametrize("seed", range(12))
def test_sheets_of_any_shape_and_scorecards_are_read(seed: int) -> None:
    """Of questionnaires with other scales, labels that look like formulas, and all questions worded alike."""
    edition = shaped(seed)
    response = generated(edition, seed)
    for content in (plain_sheet(edition, response), real_sheet(edition, response)):
        filled = read(edition, content)
        assert replace(filled.response, priorities=()) == replace(response, priorities=())
        assert set(filled.response.priorities) == set(response.priorities)
        assert filled.refusals == ()
    card = read(edition, scorecard(assessed(edition, response)))
    same = ("answers", "comments", "starred", "targets")
    assert [getattr(card.response, name) for name in same] == [getattr(response, name) for name in same]
    assert card.refusals == ()


@pytest.mark.parametrize("write", WRITERS)
def test_a_short_sheet_is_short_and_deepened_where_it_asks_more(edition: Edition, write: Writer) -> None:
    """As its stamp says, and as its rows show."""
    deepened = edition.questionnaire.dimensions[3].id
    asked = Response({}, Length.SHORT, deepened=frozenset([deepened]))
    filled = read(edition, write(edition, asked))
    assert (filled.response.length, filled.response.deepened) == (Length.SHORT, frozenset([deepened]))
    assert (filled.rows_found, filled.rows_asked) == (22, 22)
    assert filled.response.answers == {}


def test_another_version_is_read_by_ids_and_told(edition: Edition) -> None:
    """Also one that was written long ago, and one of which the stamp is gone."""
    content, response = plain_sheet(edition, full(edition)), full(edition)
    newer = replace(edition, questionnaire=replace(edition.questionnaire, version=2, content_hash="f" * 64))
    filled = read(newer, content)
    assert (filled.response.answers, filled.is_other_version) == (response.answers, True)
    without = changed(content, lambda sheet: setattr(sheet["B2"], "value", "hello"))
    filled = read(edition, without)
    assert (filled.response, filled.stamp, filled.is_other_version) == (response, None, False)
    assert "the line that says which questions it asks is gone; it was read as the full length" in str(
        filled.repairs[0]
    )


@pytest.mark.parametrize("write", WRITERS)
def test_a_sheet_of_another_questionnaire_is_refused(edition: Edition, other_edition: Edition, write: Writer) -> None:
    """With its name."""
    with pytest.raises(IntakeError, match="this sheet asks workshop-safety v1, not customer-strategy v1"):
        read(edition, write(other_edition, Response({})))
    for content in (saved(openpyxl.Workbook()), b"a,b\n1,2\n"):
        with pytest.raises(IntakeError, match="there is no table of answers to customer-strategy v1 in it"):
            read(edition, content, "mine.xlsx" if content.startswith(b"PK") else "mine.csv")


@pytest.mark.parametrize("write", WRITERS)
def test_sheets_full_of_the_longest_comments_are_read(edition: Edition, write: Writer) -> None:
    """In letters of three bytes."""
    comments = {question.id: "客" * LONGEST_COMMENT for question in edition.questionnaire.questions}
    response = Response(alike(edition.questionnaire, 3), comments=comments)
    assert read(edition, write(edition, response)).response.comments == comments


def test_old_encodings_are_refused_with_their_line(edition: Edition) -> None:
    """As Excel saves plain CSV in Europe."""
    content = as_csv(plain_sheet(edition, replace(full(edition), comments={QUESTION: "größer"})), ";")
    with pytest.raises(IntakeError, match=r"mine.csv, line [0-9]+: a character is not in UTF-8 .* as CSV UTF-8"):
        read(edition, content.decode().replace("“", "").replace("”", "").encode("cp1252"), "mine.csv")


@pytest.mark.parametrize("write", WRITERS)
def test_libreoffice_loses_nothing(edition: Edition, write: Writer) -> None:
    """Saved as an OpenDocument file and back."""
    program = require_libreoffice()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(write(edition, full(edition)))
        options = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()} --headless --norestore"
        for before, after in (("a.xlsx", "ods"), ("b/a.ods", "xlsx")):
            command = [
                program,
                *options.split(),
                "--convert-to",
                after,
                "--outdir",
                f"{folder}/b",
                f"{folder}/{before}",
            ]
            subprocess.run(command, check=True, timeout=180, capture_output=True)
        filled = read(edition, (Path(folder) / "b" / "a.xlsx").read_bytes())
    assert (filled.response, filled.refusals) == (full(edition), ())


def test_answers_handed_in_as_a_file_are_read_with_remarks(tmp_path: Path, edition: Edition) -> None:
    """The sheet's own length counts unless another is asked for; a filled template stays what it was."""
    short = Response(alike(edition.questionnaire, 2), Length.SHORT)
    path = tmp_path / "Mine.XLSX"
    path.write_bytes(changed(plain_sheet(edition, short), lambda sheet: put(sheet, QUESTION, "six")))
    response, remarks = read_handed_in(path, edition)
    assert (response.length, QUESTION in response.answers) == (Length.SHORT, False)
    assert [remark.endswith("choose one from its list.") for remark in remarks] == [True]
    assert read_handed_in(path, edition, Length.FULL)[0].length is Length.FULL
    table = tmp_path / "mine.csv"
    table.write_bytes(as_csv(plain_sheet(edition, short), ";", "utf-8-sig"))
    assert read_handed_in(table, edition)[0].length is Length.SHORT
    table.write_text("question_id,answer\ncarry-over,4\n")
    assert read_handed_in(table, edition) == (Response({"carry-over": 400}), ())
