"""The sheets of what an organisation wrote: there when something is, live, proven, and literal."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from assessment.model import Assessment, Contact, Edition, KeyAccount, Written
from assessment.workflow.writing import pages
from assessment.written_words import parts_title, roles_title, strategy_title
from reports.book import ROLES, STRATEGY
from reports.scorecard import scorecard
from tests.recalculation import (
    FORMUALIZER,
    IRONCALC,
    LIBREOFFICE,
    Cells,
    Engine,
    assert_recalculates,
    cached,
    formulas,
    require_libreoffice,
)
from tests.responses import assessed, generated
from tests.workbook_lint import lint

DAY = date(2026, 11, 22)
HOSTILE = '=HYPERLINK("http://x","y")'
ROLE_IDS = [role.id for role in pages().roles]
PLAYED = {
    "decision-maker": Contact("Ada", date(2026, 10, 22)),
    "budget-holder": Contact(HOSTILE),
    "influencer": Contact("Bo", date(2025, 9, 30)),
    "end-user": Contact("", date(2026, 1, 31)),
}


def wrote(parts: int = 6, discovery: bool = True, *contacts: dict[str, Contact]) -> Written:
    """So many parts, and an account for each of these contacts."""
    strategy = {part.id: f"Text {n}" for n, part in enumerate(pages().parts[:parts])}
    accounts = tuple(KeyAccount(f"{HOSTILE} {n}", str(n), None, each) for n, each in enumerate(contacts))
    return Written(pages(), strategy, {"whom": HOSTILE} if discovery else {}, accounts, DAY)


CASES = {
    "all": wrote(6, True, PLAYED, {}, {"budget-holder": Contact("Cy", DAY)}),
    "complete": wrote(7, False, dict.fromkeys(ROLE_IDS, Contact("Ada", DAY))),
    "never": wrote(0, False, dict.fromkeys(ROLE_IDS, Contact("Ada"))),
    "long ago": wrote(1, False, dict.fromkeys(ROLE_IDS, Contact("Ada", date(2024, 11, 30)))),
    "unseen signs": Written(
        pages(),
        {"channels": "\x01", "offerings": "_x0041_ " * 30},
        {},
        (KeyAccount("A", "a", None, {"influencer": Contact("\x01", DAY), "end-user": Contact("x\x02", DAY)}),),
        DAY,
    ),
    "discovery only": wrote(0, True),
    "twenty": wrote(3, True, *[PLAYED] * 20),
}


@pytest.fixture(scope="module")
def assessment(edition: Edition) -> Assessment:
    """Any assessment."""
    return assessed(edition, generated(edition, 3))


def made(assessment: Assessment, written: Written | None) -> bytes:
    """Its workbook with what was written."""
    return scorecard(assessment, written=written)


def typed(book: bytes, sheet: str, words: Mapping[str, object]) -> Cells:
    """What formulas say once that is typed into cells of a sheet."""
    workbook, content = openpyxl.load_workbook(BytesIO(book)), BytesIO()
    for cell, value in words.items():
        workbook[sheet][cell] = value
    workbook.save(content)
    (cells,) = FORMUALIZER.recalculate([content.getvalue()])
    return cells


def test_the_sheets_are_there_only_when_there_is_something_on_them(assessment: Assessment) -> None:
    """Without them the workbook is the same as ever."""
    empty = Written(pages(), {}, {}, (), DAY)
    assert made(assessment, empty) == made(assessment, None) == scorecard(assessment)
    names = [
        openpyxl.load_workbook(BytesIO(made(assessment, CASES[case]))).sheetnames for case in ("all", "discovery only")
    ]
    assert STRATEGY in names[0]
    assert ROLES in names[0]
    assert STRATEGY in names[1]
    assert ROLES not in names[1]


@pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)
def test_no_formula_differs(assessment: Assessment, other_edition: Edition, engine: Engine) -> None:
    """In every case, with either questionnaire."""
    books = [made(assessment, written) for written in CASES.values()]
    books.append(made(assessed(other_edition, generated(other_edition, 3)), CASES["all"]))
    assert_recalculates(books, engine)


def test_no_formula_differs_in_libreoffice(assessment: Assessment) -> None:
    """A hard recalculation by a whole office program."""
    require_libreoffice()
    assert_recalculates([made(assessment, CASES["all"])], LIBREOFFICE)


def test_both_sheets_begin_with_a_sentence(assessment: Assessment) -> None:
    """The same as the app's."""
    cells = cached(made(assessment, CASES["all"]))
    assert cells[STRATEGY, "A2"] == strategy_title(CASES["all"])
    assert cells[ROLES, "A2"] == roles_title(CASES["all"]) == "For all 3 accounts nobody can name the end user"
    assert cached(made(assessment, CASES["complete"]))[STRATEGY, "A2"] == "All seven parts of the strategy are written"


def test_a_text_typed_in_counts_at_once(assessment: Assessment) -> None:
    """With the question it answers; one that is emptied no longer does."""
    book = made(assessment, CASES["all"])
    before, after = cached(book), typed(book, STRATEGY, {"B11": "What we can do"})
    assert [before[STRATEGY, cell] for cell in ("C11", "C17")] == ["blank", "open"]
    assert [after[STRATEGY, cell] for cell in ("C11", "C17")] == ["written", "answered"]
    assert after[STRATEGY, "A2"] == "All seven parts of the strategy are written"
    assert typed(book, STRATEGY, {"B5": "  "})[STRATEGY, "A2"] == "Five of seven parts of the strategy are written"


def test_the_sentence_reads_as_in_the_app_however_many_parts_are_typed(assessment: Assessment) -> None:
    """One by one, from none on."""
    book, total = made(assessment, CASES["discovery only"]), len(pages().parts)
    for done in range(total + 1):
        after = typed(book, STRATEGY, {f"B{5 + place}": "A text" for place in range(done)})
        assert after[STRATEGY, "A2"] == parts_title(done, total)


def test_a_person_and_a_day_typed_in_count_at_once(assessment: Assessment) -> None:
    """In the map, in the counts and in the sentence; the day it counts up to is to fill in too."""
    book = made(assessment, CASES["all"])
    before = cached(book)
    assert [before[ROLES, f"E{row}"] for row in range(5, 9)] == [
        "last spoken to 1 month ago",
        "never spoken to",
        "last spoken to 13 months ago",
        "nobody named",
    ]
    assert [before[ROLES, f"{column}5"] for column in "IJK"] == [2, 0, 0]
    assert [before[ROLES, f"{column}7"] for column in "IJK"] == [2, 0, 1]
    after = typed(book, ROLES, {"C9": "Dee", "D9": date(2025, 11, 22), "C13": "Eve"})
    assert [after[ROLES, f"E{row}"] for row in (9, 13)] == ["last spoken to 12 months ago", "never spoken to"]
    assert [after[ROLES, f"{column}5"] for column in "IJK"] == [0, 1, 1]
    assert after[ROLES, "A2"] == "For all 3 accounts nobody can name the end user"
    named = {"C8": "Fay", "C12": "Fay", "C16": "Fay"}
    assert typed(book, ROLES, named)[ROLES, "A2"] == "For 2 of 3 accounts nobody can name the decision-maker"
    later = typed(book, ROLES, {"D3": date(2027, 11, 22)})
    assert later[ROLES, "E5"] == "last spoken to 13 months ago"


def test_words_stay_words_and_excel_has_nothing_to_mend(assessment: Assessment) -> None:
    """What somebody wrote is no formula and no link."""
    book = made(assessment, CASES["all"])
    assert lint(book) == []
    sheets = openpyxl.load_workbook(BytesIO(book))
    assert sheets[ROLES]["C6"].data_type == sheets[ROLES]["A5"].data_type == "s"
    assert not [formula for formula in formulas(book).values() if "HYPERLINK" in formula]


def test_heads_stay_and_inputs_can_be_changed(assessment: Assessment) -> None:
    """Frozen on screen, repeated on paper; only what is cream is unlocked."""
    sheets = openpyxl.load_workbook(BytesIO(made(assessment, CASES["all"])))
    assert (sheets[STRATEGY].freeze_panes, sheets[ROLES].freeze_panes) == ("B5", "C5")
    assert sheets[STRATEGY].print_title_rows == sheets[ROLES].print_title_rows == "$4:$4"
    unlocked = [cell.coordinate for row in sheets[ROLES].iter_rows() for cell in row if not cell.protection.locked]
    assert unlocked == ["D3", *(f"{column}{row}" for row in range(5, 17) for column in "CD")]
