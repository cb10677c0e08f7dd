"""The answer sheet as a file: sound, the same every time, and nobody's words as formulas."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import ReportError
from assessment.intake.answers import read_handed_in
from assessment.model import (
    Edition,
    Length,
    Response,
    SheetHead,
)
from assessment.workflow.sitting import UNIT
from reports.answer_sheet import answer_sheet, write_answer_sheet
from reports.cells import literal
from tests import shapes
from tests.conftest import TESTS
from tests.recalculation import (
    FORMUALIZER,
    IRONCALC,
    LIBREOFFICE,
    Engine,
    assert_recalculates,
    cached,
    corrupt_one,
    differences,
    formulas,
    require_libreoffice,
)
from tests.reports.filling import (
    ENGINES,
    made,
    sheet_of,
    values,
)
from tests.responses import DAY, alike, generated
from tests.workbook_lint import audit, lint

HOSTILE = (
    '=HYPERLINK("http://evil.test","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "http://evil.test",
    "mailto:a@b.c",
    "\x00=1\x0b",
)


@pytest.mark.parametrize("length", Length)
@pytest.mark.parametrize("seed", range(4))
def test_it_is_read_back_as_it_was_filled_in(
    edition: Edition, other_edition: Edition, tmp_path: Path, seed: int, length: Length
) -> None:
    """By whoever reads answer sheets, without anything mended or left out."""
    for own in (edition, other_edition):
        size = length if own.questionnaire.has_short_length else Length.FULL
        said = generated(own, seed, size)
        path = tmp_path / f"{own.questionnaire.id}.xlsx"
        path.write_bytes(made(own, said))
        read, remarks = read_handed_in(path, own)
        asked = {q.id for d in own.questionnaire.dimensions for q in said.asked(own.questionnaire, d.id)}
        asked |= {q.id for q in own.questionnaire.questions if q.optional}
        assert remarks == ()
        assert read.answers == {id: answer for id, answer in said.answers.items() if id in asked}
        assert read.comments == {id: comment for id, comment in said.comments.items() if id in asked}
        assert (set(read.priorities), read.starred) == (set(said.priorities), said.starred)
        assert (read.targets, read.target_year, read.profile) == (said.targets, said.target_year, said.profile)
        assert (read.length, read.deepened) == (said.length, said.deepened)


def workbooks(edition: Edition, other: Edition) -> list[bytes]:
    """Empty, full and generated ones of two questionnaires, and of any shape."""
    books = [
        made(own, response)
        for own in (edition, other)
        for response in (Response({}), Response(alike(own.questionnaire, 1)))
    ]
    books += [made(edition, generated(edition, seed, length)) for seed in range(4) for length in Length]
    books += [made(other, generated(other, seed)) for seed in range(4)]
    for seed in range(24):
        own = shapes.edition(seed)
        length = Length.SHORT if own.questionnaire.has_short_length and seed % 2 else Length.FULL
        books.append(made(own, generated(own, seed, length)))
    return [*books, made(shapes.largest(), generated(shapes.largest(), 1))]


@pytest.fixture(scope="module")
def many(edition: Edition, other_edition: Edition) -> list[bytes]:
    """The same for every engine."""
    return workbooks(edition, other_edition)


@ENGINES
def test_no_formula_differs(many: list[bytes], engine: Engine) -> None:
    """Cached values are poisoned first, so only a recalculation can bring them back."""
    assert sum(len(formulas(book)) for book in many) > 2_000
    assert_recalculates(many, engine)


@ENGINES
def test_one_false_value_is_found(edition: Edition, engine: Engine) -> None:
    """Negative control: the comparison sees a single cell that is wrong."""
    book = made(edition, generated(edition, 1))
    (recalculated,) = engine.recalculate([book])
    assert differences(cached(book), recalculated) == []
    assert len(differences(cached(corrupt_one(book)), recalculated)) == 1


def test_no_formula_differs_in_libreoffice(edition: Edition, other_edition: Edition) -> None:
    """A hard recalculation by a whole office program, as second proof."""
    require_libreoffice()
    assert_recalculates(
        [made(edition, generated(edition, 5)), made(other_edition, generated(other_edition, 5))], LIBREOFFICE
    )


def test_it_is_sound(many: list[bytes]) -> None:
    """Nothing that Excel would repair, no function that others lack, no link."""
    assert [fault for book in many for fault in lint(book)] == []
    assert [fault for book in many[:2] for fault in audit(book)] == []


def with_words(edition: Edition, words: str) -> Response:
    """A response with those words wherever somebody may write."""
    questions = edition.questionnaire.questions
    return replace(
        generated(edition, 2), comments={question.id: words for question in questions}, profile={UNIT: words}
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_never_a_formula_or_a_link(edition: Edition, words: str) -> None:
    """Whatever they begin with."""
    book = made(edition, with_words(edition, words))
    assert set(formulas(book)) == set(formulas(made(edition, with_words(edition, "plain"))))
    assert lint(book) == []
    told = {value for (_, head), value in values(book).items() if head == SheetHead.COMMENT}
    assert told == {literal(words)}


def test_hostile_texts_of_a_questionnaire_stay_text(edition: Edition) -> None:
    """Also as ids, from a questionnaire that no file check has seen."""
    own = edition.questionnaire
    hostile = [
        replace(
            question,
            id=f"{words}{number}",
            text=words,
            levels=tuple(replace(lv, text=f"{words}{lv.value}") for lv in question.levels),
        )
        for number, (question, words) in enumerate(zip(own.questions, HOSTILE * 9, strict=False))
    ]
    changed = replace(edition, questionnaire=replace(own, questions=tuple(hostile), title="=1+1 & more"))
    book = made(changed, Response({question.id: 300 for question in hostile}))
    assert lint(book) == []
    assert_recalculates(book, IRONCALC)
    assert cached(book)["Answers", "D1"] == "40 of 40 answered"
    assert sheet_of(book).oddFooter.left.text.strip().startswith("=1+1 && more")


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 500), words=st.text(max_size=80))
def test_any_shape_and_any_words_make_a_sound_sheet(seed: int, words: str) -> None:
    """What stands in the cells is what was said, and formulas mean what their values say."""
    own = shapes.edition(seed)
    response = replace(generated(own, seed), comments={q.id: words for q in own.questionnaire.questions})
    book = made(own, response)
    assert lint(book) == []
    assert_recalculates(book, FORMUALIZER)
    total = sum(len(response.asked(own.questionnaire, d.id)) for d in own.questionnaire.dimensions)
    said = sum(not q.optional and q.id in response.answers for q in own.questionnaire.questions)
    assert cached(book)["Answers", "D1"] == f"{said} of {total} answered"


def test_the_same_answers_on_the_same_day_give_the_same_bytes(edition: Edition) -> None:
    """Also in another process with another hash seed; another day gives others."""
    book = made(edition, generated(edition, 3))
    assert made(edition, generated(edition, 3)) == book
    assert answer_sheet(edition, generated(edition, 3), date(2027, 1, 1)) != book
    code = (
        "import sys; from assessment.workflow import editions; from tests.reports.filling import made;"
        "from tests.responses import generated; e = editions.load('customer-strategy');"
        "sys.stdout.buffer.write(made(e, generated(e, 3)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert run.stdout == book


def test_it_is_light_enough_for_any_mailbox(edition: Edition) -> None:
    """And says what it is."""
    book = made(edition, with_words(edition, "A comment of usual length, which says where it can be seen."))
    assert len(book) < 60_000
    with ZipFile(BytesIO(book)) as parts:
        assert "Ten principles of customer strategy: answer sheet" in parts.read("docProps/core.xml").decode()


def test_a_sheet_never_takes_the_place_of_another(edition: Edition, tmp_path: Path) -> None:
    """It may hold answers already."""
    path = tmp_path / "answers.xlsx"
    write_answer_sheet(edition, Response({}), path, DAY)
    assert path.read_bytes() == made(edition)
    path.write_bytes(b"filled in")
    with pytest.raises(ReportError, match="there is such a file already"):
        write_answer_sheet(edition, Response({}), path, DAY)
    assert path.read_bytes() == b"filled in"


@pytest.mark.parametrize("name", ["answers.xls", "no-such-folder/answers.xlsx"])
def test_a_place_that_will_not_do_is_named(edition: Edition, tmp_path: Path, name: str) -> None:
    """And nothing half-written is left behind."""
    with pytest.raises(ReportError, match="answers"):
        write_answer_sheet(edition, Response({}), tmp_path / name, DAY)
    assert list(tmp_path.iterdir()) == []
