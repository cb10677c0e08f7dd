"""The proof of stored values itself: it must pass when they are true and fail when they are not."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import canonicalize

import pytest
import xlsxwriter

from tests import recalculation
from tests.recalculation import (
    FORMUALIZER,
    IRONCALC,
    LIBREOFFICE,
    CellError,
    Engine,
    assert_recalculates,
    cached,
    corrupt_one,
    differences,
    formulas,
    poison,
    recalculated_by_formualizer,
    require_libreoffice,
)

ENGINES = [pytest.param(engine, id=engine.name) for engine in (FORMUALIZER, IRONCALC, LIBREOFFICE)]
NO_ENGINE = Engine("nobody", lambda workbooks: [cached(xlsx) for xlsx in workbooks])
FORMULAS: Sequence[tuple[str, float | str | bool]] = (
    ("=ROUND(AVERAGE(A1:A3),2)", 2.68),
    ("=A1/3", 1.25 / 3),
    ('="Score "&FIXED(A1,1)', "Score 1.3"),
    ('=IF(A4="","",A4)', ""),
    ("=A1<A2", True),
    ("=NOT(A1<A2)", False),
    ("=A1/A5", "#DIV/0!"),
    ("=NA()", "#N/A"),
    ('=IFERROR(VALUE(LEFT(TRIM(A6),1)),"")', 4),
    ("=A7+1", 45294),
    ("=A7", 45293),
    ("='Other sheet'!A1*2", 7777),
)


def workbook(stored: Sequence[tuple[str, float | str | bool]] = FORMULAS) -> bytes:
    """A workbook with each formula in column B of its first sheet, beside its stored value."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, other = book.add_worksheet("Scorecard"), book.add_worksheet("Other sheet")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_column("A1", [1.25, 2.5, 4.275, "", 0, " 4 - Managed"])
        sheet.write_datetime("A7", date(2024, 1, 2), day)
        other.write_number("A1", 3888.5)
        for row, (formula, value) in enumerate(stored):
            sheet.write_formula(row, 1, formula, None, value)
    return file.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_true_stored_values_pass_in_each_engine(engine: Engine) -> None:
    """Numbers, texts, booleans, errors, dates and empty texts all compare as equal."""
    assert_recalculates(workbook(), engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_one_wrong_stored_value_fails_in_each_engine(engine: Engine) -> None:
    """The failure names the cell, the formula and both values."""
    with pytest.raises(AssertionError) as failure:
        assert_recalculates(corrupt_one(workbook()), engine)
    lines = str(failure.value).splitlines()
    assert lines[0] == f"1 of {len(FORMULAS)} formulas differ"
    assert lines[1] == (
        f"Scorecard!B1: formula =ROUND(AVERAGE(A1:A3),2): workbook says 7777.0, {engine.name} says 2.68"
    )


def test_libreoffice_recalculates_several_workbooks_in_one_start() -> None:
    """A wrong value in the second of two workbooks is found."""
    assert_recalculates([workbook(), workbook()], LIBREOFFICE)
    with pytest.raises(AssertionError, match=r"B1: formula .* says 7777"):
        assert_recalculates([workbook(), corrupt_one(workbook())], LIBREOFFICE)


def test_libreoffice_that_trusts_stored_values_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """With recalculation switched off (1 means never) the poison comes back and is noticed."""
    never = recalculation._PROFILE.replace("<value>0</value>", "<value>1</value>")
    monkeypatch.setattr(recalculation, "_PROFILE", never)
    with pytest.raises(AssertionError, match="LibreOffice says 7777"):
        assert_recalculates(workbook(), LIBREOFFICE)


def test_handing_back_the_stored_values_without_calculating_fails() -> None:
    """The poison reaches every formula, so none passes unless it is calculated."""
    with pytest.raises(AssertionError, match=f"{len(FORMULAS)} of {len(FORMULAS)} formulas differ"):
        assert_recalculates(workbook(), NO_ENGINE)


def test_a_workbook_without_formulas_proves_nothing() -> None:
    """No formulas, or no workbook at all, is a failure rather than a silent success."""
    with pytest.raises(AssertionError, match="without a formula"):
        assert_recalculates(workbook([]), FORMUALIZER)
    with pytest.raises(AssertionError, match="without a workbook"):
        assert_recalculates([], FORMUALIZER)
    with pytest.raises(ValueError, match="empty"):
        corrupt_one(workbook([]))


def test_poison_changes_stored_values_and_nothing_else() -> None:
    """Every other part, and the sheet apart from the stored values, stays as it was."""
    healthy, poisoned = workbook(), poison(workbook())
    assert formulas(poisoned) == formulas(healthy)
    with zipfile.ZipFile(io.BytesIO(healthy)) as one, zipfile.ZipFile(io.BytesIO(poisoned)) as two:
        assert one.namelist() == two.namelist()
        changed = [name for name in one.namelist() if one.read(name) != two.read(name)]
        assert changed == ["xl/worksheets/sheet1.xml"]
        before, after = (re.sub("</f><v>[^<]*</v>", "</f>", book.read(changed[0]).decode()) for book in (one, two))
    assert canonicalize(after) == canonicalize(before)


def test_poisoned_values_keep_their_type() -> None:
    """A number becomes another number, a text another text, also where it was the poison."""
    values = cached(poison(workbook([("=1", 1), ("=2", 7777), ('="a"', "a"), ("=TRUE", True)])))
    assert list(values.values()) == [7777, 8888, "poisoned", False]


def test_stored_values_are_read_by_their_type() -> None:
    """An empty text is None, and an error differs from the text that looks like it."""
    values = [value for (_, ref), value in cached(workbook()).items()]
    assert values[3] is None
    assert values[4] is True
    assert values[6] == CellError("#DIV/0!")
    assert values[7] != "#N/A"


def test_numbers_agree_within_the_tolerance_only() -> None:
    """The tolerance is a difference for small numbers and a share for large ones."""
    cell = ("Sheet", "B7")
    assert differences({cell: 3.45}, {cell: 3.45 + 1e-12}) == []
    assert differences({cell: 1e15}, {cell: 1e15 + 1}) == []
    assert differences({cell: 3.45}, {cell: 3.44}, texts={cell: "=A1"}, engine="it") == [
        "Sheet!B7: formula =A1: workbook says 3.45, it says 3.44"
    ]


@pytest.mark.parametrize(("one", "other"), [(1.0, True), (0.0, None), ("1", 1.0), ("#N/A", CellError("#N/A"))])
def test_values_of_different_types_differ(one: float | str | bool, other: float | CellError | None) -> None:
    """A number is neither a boolean, nor a text, nor nothing."""
    assert differences({("Sheet", "A1"): one}, {("Sheet", "A1"): other})


def test_a_formula_that_one_side_lacks_is_a_difference() -> None:
    """Neither a lost nor an added formula goes unnoticed."""
    lost = differences({("Sheet", "A1"): 1.0}, {})
    added = differences({}, {("Sheet", "A1"): None})
    assert "says 1.0, the engine says no such formula" in lost[0]
    assert "workbook says no such formula" in added[0]


def test_an_unknown_function_comes_back_as_an_error() -> None:
    """A formula that an engine cannot compute is seen as such, not passed over."""
    values = recalculated_by_formualizer(workbook([("=NOSUCHFUNCTION(1)", 1)]))
    assert values == {("Scorecard", "B1"): CellError("#NAME?")}


def test_a_missing_libreoffice_skips_here_and_fails_on_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """On CI a check that cannot run must not look as if it had passed."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        require_libreoffice()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        require_libreoffice()
