"""`target` on the command line: what it prints, what it writes, and what it says of files that will not do."""

import json
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from assessment.__main__ import main
from tests.recalculation import FORMUALIZER, assert_recalculates

Outcome = tuple[int, str, str]
Run = Callable[..., Outcome]
HEAD = "name,revenue_share,spend_share,accessible_size,A1,A2,A3,A4,A5,A6,R1,R2,R3,R4,R5,R6"
# Worked by hand.
ROWS = (
    "Core regional plants,0.45,0.25,45,4,3,4,4,4,3,5,4,4,5,4,5",
    "Small workshops,0.20,0.15,20,3,2,2,3,3,2,4,4,3,4,3,4",
    "National accounts,0.25,0.40,25,5,4,4,2,3,4,3,2,2,3,3,2",
    "Consumer web,0.10,0.20,10,4,5,3,1,2,3,2,2,2,2,1,1",
)
OF_A_SEGMENT = {
    "name",
    "attractiveness",
    "right_to_win",
    "minimum",
    "has_right_to_win",
    "zone",
    "close_call",
    "severity",
    "intensity",
    "reference_split",
}
OVER_ALL = {
    "misallocation_index",
    "misallocation_severity",
    "backed",
    "declared_bets",
    "unbacked",
    "not_attributable",
    "distance",
    "revenue_without_right_to_win",
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; answers with its code and what it printed."""

    def run_it(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["assessment", "target", *map(str, arguments)])
        code = main()
        printed = capfd.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return code, printed.out, printed.err

    return run_it


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example as a file."""
    return written(tmp_path, *ROWS)


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    """A file of segments."""
    path = folder / "segments.csv"
    path.write_text("\n".join([head, *rows]), "utf-8")
    return path


def test_json_has_every_figure_of_the_example(run: Run, example: Path) -> None:
    """Under stable names, unrounded shares, composites with two decimals."""
    code, out, err = run(example, "--json")
    said = json.loads(out)
    assert (code, err) == (0, "")
    assert set(said) >= OVER_ALL
    assert all(set(segment) >= OF_A_SEGMENT for segment in said["segments"])
    columns = {key: [segment[key] for segment in said["segments"]] for key in OF_A_SEGMENT}
    assert columns["name"] == ["Core regional plants", "Small workshops", "National accounts", "Consumer web"]
    assert columns["attractiveness"] == [3.65, 2.45, 3.80, 3.20]
    assert columns["right_to_win"] == [4.45, 3.65, 2.45, 1.70]
    assert columns["minimum"] == [4, 3, 2, 1]
    assert columns["has_right_to_win"] == [True, True, False, False]
    assert columns["zone"] == ["Invest and defend", "Harvest", "Resist", "Resist"]
    assert columns["close_call"] == [False, True, True, True]
    assert columns["severity"] == [0, 0, 0.5, 1]
    assert columns["intensity"] == pytest.approx([0.5556, 0.75, 1.6, 2], abs=0.0001)
    assert columns["reference_split"] == pytest.approx([0.680, 0.127, 0.168, 0.025], abs=0.0005)
    figures = {key: said[key] for key in OVER_ALL - {"distance"}}
    assert figures == pytest.approx(
        {
            "misallocation_index": 0.6,
            "misallocation_severity": 0.4,
            "backed": 0.4,
            "declared_bets": 0,
            "unbacked": 0.6,
            "not_attributable": 0,
            "revenue_without_right_to_win": 0.35,
        }
    )
    assert said["distance"] == pytest.approx(0.43, abs=0.005)


def test_text_begins_with_the_headline_and_names_what_is_lacking(run: Run, example: Path) -> None:
    """Then the money line, and each segment."""
    code, out, err = run(example)
    assert (code, err) == (0, "")
    assert out.startswith("60 % of customer-facing spend goes to segments where we could not show a right to win")
    assert "Spend: 40 % backed by a right to win, 60 % unbacked." in out
    assert "National accounts: Resist (40 % of spend, 25 % of revenue)" in out
    assert "Blocked by Fit of capabilities (2 of 5) and Advantage over named rivals (2 of 5)." in out
    assert "A close call: right to win 3.65, cut at 3.5." in out


def test_the_workbook_holds_the_same_figures(run: Run, example: Path, tmp_path: Path) -> None:
    """Beside what is printed, which stays as it was."""
    out = tmp_path / "segments.xlsx"
    code, printed, said = run(example, "--out", out, "--json")
    assert (code, said) == (0, f"\nWorkbook written to {out}\n")
    assert json.loads(printed)["unbacked"] == pytest.approx(0.6)
    assert_recalculates(out.read_bytes(), FORMUALIZER)
    page = openpyxl.load_workbook(BytesIO(out.read_bytes()), data_only=True).worksheets[0]
    assert page["A2"].value == json.loads(printed)["headline"]


def test_a_workbook_that_cannot_be_written_stops_everything(run: Run, example: Path, tmp_path: Path) -> None:
    """Nothing is printed that looks like success."""
    for out, problem in (("segments.pdf", "ends in .xlsx; add the ending"), ("no/segments.xlsx", "cannot be written")):
        code, printed, said = run(example, "--out", tmp_path / out)
        assert (code != 0, printed) == (True, "")
        assert problem in said
    assert list(tmp_path.iterdir()) == [example]


def test_spend_of_no_segment_and_bets_are_apart(run: Run, tmp_path: Path) -> None:
    """Shares may be written in per cent; a planned segment has no revenue yet."""
    path = written(
        tmp_path,
        "Core,100 %,50 %,4,4,4,4,4,4,4,4,4,4,4,4,served,,,",
        "New,,30 %,4,4,4,4,4,4,3,3,3,3,,,planned,First customer,Ana,2027-06-30",
        "Not attributable,,20 %,,,,,,,,,,,,,,,,",
        head="name,revenue_share,spend_share,A1,A2,A3,A4,A5,A6,R1,R2,R3,R4,R5,R6,status,milestone,owner,end",
    )
    said = json.loads(run(path, "--json")[1])
    assert [said[key] for key in ("backed", "declared_bets", "unbacked", "not_attributable")] == [0.5, 0.3, 0, 0.2]
    assert said["segments"][1]["intensity"] == "new"
    assert said["misallocation_index"] == 0


def test_what_cannot_be_said_is_null_and_explained(run: Run, tmp_path: Path) -> None:
    """One segment alone, and one that lacks a knock-out rating."""
    alone = json.loads(run(written(tmp_path, "Core,1,1,,4,4,4,4,4,4,4,4,4,4,4,4"), "--json")[1])
    assert alone["notes"] == ["One segment is no portfolio: how spend is divided cannot be judged."]
    blank = ROWS[0].replace("3,5,4,4,5,4,5", "3,,4,4,5,4,5")
    said = json.loads(run(written(tmp_path, blank, *ROWS[1:]), "--json")[1])
    assert said["notes"] == ["“Core regional plants” cannot be placed yet: rate Fit of the promise."]
    for outcome in (alone, said):
        assert all(outcome[key] is None for key in OVER_ALL - {"not_attributable"})


def test_shares_that_miss_the_whole_can_be_brought_to_it(run: Run, tmp_path: Path) -> None:
    """Only when that is asked for."""
    path = written(tmp_path, *ROWS[:3])
    code, out, err = run(path)
    assert (code != 0, out) == (True, "")
    assert "Revenue shares sum to 90 %; they must sum to 100 %." in err
    assert "Spend shares sum to 80 %; they must sum to 100 %." in err
    assert run(path, "--normalise")[0] == 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((ROWS[0].replace("0.45", "much"),), "revenue_share 'much' is no share"),
        ((ROWS[0].replace("45,4,3", "45,6,3"),), "A1 is '6'; a rating is 1, 2, 3, 4, 5 or blank"),
        (("x" * 81 + ",1,1,,4,4,4,4,4,4,4,4,4,4,4,4",), "the name has 81 characters; write 1 to 80"),
        ((ROWS[0], *ROWS), "“Core regional plants” stands twice"),
        ((), "there is no segment in it"),
    ],
)
def test_a_bad_file_is_refused_with_its_problem(run: Run, tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    """Nothing is printed or written."""
    code, out, err = run(written(tmp_path, *rows), "--out", tmp_path / "segments.xlsx")
    assert (code != 0, out) == (True, "")
    assert said in err
    assert not (tmp_path / "segments.xlsx").exists()


def test_other_files_are_refused(run: Run, tmp_path: Path) -> None:
    """By their ending, or because they are not there."""
    assert "the ending must be .csv" in run(tmp_path / "segments.xlsx")[2]
    assert run(tmp_path / "nowhere.csv")[0] != 0
