"""`answer-sheet` on the command line: what it writes, and what it never overwrites."""

import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from assessment.__main__ import main
from assessment.model import Length, stamp_in
from tests.conftest import EXAMPLES, THREE_DIMENSIONS

Outcome = tuple[int, str, str]
Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; answers with its code and what it printed."""

    def run_it(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["assessment", "answer-sheet", *map(str, arguments)])
        code = main()
        printed = capfd.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return code, printed.out, printed.err

    return run_it


def texts(path: Path) -> list[str]:
    """Everything that stands on the sheet that is seen."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Answers"]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_an_empty_sheet_is_written(run: Run, tmp_path: Path) -> None:
    """For any questionnaire, at its full length."""
    for wanted, total in (("customer-strategy", 40), (THREE_DIMENSIONS, 9)):
        path = tmp_path / f"{total}.xlsx"
        assert run(wanted, path) == (0, f"Answer sheet written to {path}\n", "")
        assert f"0 of {total} answered" in texts(path)


def test_the_short_length_asks_less(run: Run, tmp_path: Path) -> None:
    """And says so in its stamp."""
    path = tmp_path / "short.xlsx"
    assert run("customer-strategy", path, "--length", "short")[0] == 0
    assert "0 of 20 answered" in texts(path)
    assert [stamp.length for text in texts(path) if (stamp := stamp_in(text))] == [Length.SHORT]


def test_it_begins_with_an_answer_file(run: Run, tmp_path: Path) -> None:
    """JSON brings all that was said, CSV answers and comments."""
    assert run("customer-strategy", tmp_path / "a.xlsx", "--prefill", EXAMPLES / "strong-operator.json")[0] == 0
    assert {"40 of 40 answered", "Starred", "Nordic division (synthetic example)"} <= set(texts(tmp_path / "a.xlsx"))
    table = tmp_path / "answers.csv"
    table.write_text("question_id,answer,comment\nguards,3,=1+1\n", "utf-8")
    assert run(THREE_DIMENSIONS, tmp_path / "b.xlsx", "--prefill", table)[0] == 0
    assert {"1 of 9 answered", "=1+1"} <= set(texts(tmp_path / "b.xlsx"))


def test_a_sheet_that_came_back_is_gone_on_with(run: Run, tmp_path: Path) -> None:
    """At its own length; what could not be read of it is said."""
    path, again = tmp_path / "short.xlsx", tmp_path / "again.xlsx"
    run("customer-strategy", path, "--length", "short")
    book = openpyxl.load_workbook(path)
    rows = [row for row in book["Answers"].iter_rows() if str(row[0].value).startswith("question/")]
    first, second = (row[3] for row in rows[:2])
    first.value, second.value = str(rows[0][2].value).split("\n")[0].removeprefix("•  "), "Perhaps"
    book.save(path)
    code, printed, remarks = run("customer-strategy", again, "--prefill", path)
    assert (code, printed) == (0, f"Answer sheet written to {again}\n")
    assert f"{second.coordinate}: 'Perhaps' is not clearly one of this question's answers" in remarks
    assert "1 of 20 answered" in texts(again)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["customer-strategy", "kept.xlsx"], "there is such a file already; choose another name, so that no answers"),
        (["customer-strategy", "sheet.csv"], "the name of a workbook ends in .xlsx; add the ending"),
        (["customer-strategy", "nowhere/sheet.xlsx"], "cannot be written (No such file or directory)"),
        ([str(THREE_DIMENSIONS), "sheet.xlsx", "--length", "short"], "has no short length; leave --length out"),
        (["customer-strategy", "sheet.xlsx", "--prefill", "none.csv"], "none.csv"),
        (["no-such-questionnaire", "sheet.xlsx"], "no-such-questionnaire"),
    ],
)
def test_what_will_not_do_is_refused_in_plain_words(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: str
) -> None:
    """Nothing is written, and nothing that is there is touched."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept.xlsx").write_bytes(b"filled in")
    code, printed, refused = run(*arguments)
    assert (code, printed) == (1, "")
    assert expected in refused
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"kept.xlsx": b"filled in"}
