"""Customers go out in an answer sheet and come back: by ids, as a whole, and nothing is deleted by what is left out."""

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from assessment import access
from assessment.errors import AnsweringError
from assessment.model import Actor, Evidence, Response, Segment, SegmentsAsked, SegmentStatus
from assessment.workflow import importing, segmenting, visiting
from assessment.workflow.opening import Place
from reports.answer_sheet import answer_sheet
from reports.sheet_to_fill.customers_layout import CUSTOMERS
from tests.recalculation import FORMUALIZER, IRONCALC, assert_recalculates, require_libreoffice
from tests.reports.segments.making import bet, example
from tests.responses import DAY
from tests.workbook_lint import audit, lint
from tests.workflow.sitting import begun, sitting_of

HOSTILE = '=HYPERLINK("http://x.example","y") <b> :red[x]'


def stored(actor: Actor, place: Place) -> tuple[Segment, ...]:
    """The segments with the actor's ratings."""
    return segmenting.segmentation_of(actor, place).segments


def standing(actor: Actor, place: Place) -> segmenting.Segmentation:
    """The segments with the rules they rest on."""
    return segmenting.segmentation_of(actor, place)


def with_example(place: Place) -> Actor:
    """Somebody with the four segments of the example, rated; one is a bet under a hostile name."""
    actor = begun(place)
    for each in example():
        segmenting.add(actor, place, each)
    for one, known in zip(stored(actor, place), example(), strict=True):
        for criterion, rating in known.ratings.items():
            segmenting.rate(actor, place, one.id, criterion, rating, Evidence.INTERNAL)
    first = stored(actor, place)[0]
    segmenting.change(actor, place, first.id, lambda each: Segment(**{**each.__dict__, "name": HOSTILE, "bet": bet()}))
    return actor


def sheet_of(actor: Actor, place: Place) -> bytes:
    """The answer sheet with what is stored, as the app hands it out."""
    standing = segmenting.segmentation_of(actor, place)
    asked = SegmentsAsked(standing.rules, standing.segments, standing.not_attributable)
    return answer_sheet(place.edition, sitting_of(actor, place).stored.response, DAY, asked)


def changed(content: bytes, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], object]) -> bytes:
    """The file after somebody changed its page of customers."""
    book, out = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    change(book[CUSTOMERS])
    book.save(out)
    return out.getvalue()


def ids(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, int]:
    """The row of each id."""
    return {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}


def put(**said: object) -> Callable[[openpyxl.worksheet.worksheet.Worksheet], None]:
    """Write into one column, by the ids of rows; `column` from 1, hyphens and strokes as underscores."""

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        rows = {id.replace("-", "_").replace("/", "_"): row for id, row in ids(sheet).items()}
        for id, value in said.items():
            if id != "column":
                sheet.cell(rows[id], 3 + int(str(said["column"]))).value = value

    return change


def test_what_goes_out_comes_back_and_says_nothing_new(place: Place) -> None:
    """All of it was read, without a remark."""
    actor = with_example(place)
    content = sheet_of(actor, place)
    for engine in (FORMUALIZER, IRONCALC):
        assert_recalculates(content, engine)
    assert (lint(content), audit(content)) == ([], [])
    filled = importing.read(actor, place, content, "a.xlsx")
    assert (filled.repairs, filled.refusals) == ((), ())
    assert [one.name for one in filled.segments.segments] == [each.name for each in stored(actor, place)]
    assert importing.compared(actor, place, filled.response, filled.segments) == ()


def test_what_differs_is_told_one_by_one_and_only_the_chosen_is_stored(place: Place) -> None:
    """A share, a rating, what ratings rest on, a bet; the rest stays as it was."""
    actor = with_example(place)
    before = stored(actor, place)
    end = datetime(2028, 1, 31)
    change = put(column=2, segment_spend_share=0.2, rating_R1=5, evidence_attractiveness="Opinion", bet_end=end)
    filled = importing.read(actor, place, changed(sheet_of(actor, place), change), "a.xlsx")
    said = importing.compared(actor, place, filled.response, filled.segments)
    assert [(one.what, one.ours, one.theirs) for one in said] == [
        ("Small workshops: share of spend", "15 %", "20 %"),
        ("Small workshops: bet: end", "", "2028-01-31"),
        ("Small workshops: fit of the promise", "4", "5"),
        ("Small workshops: attractiveness rests on", "Internal figures", "Opinion"),
    ]
    importing.take_over(actor, place, filled.response, [said[2]], filled.segments)
    one, two, *others = stored(actor, place)
    assert (one, *others) == (before[0], *before[2:])
    assert dict(two.ratings) == {**before[1].ratings, "R1": 5}
    assert (two.spend_share, dict(two.evidence)) == (before[1].spend_share, dict(before[1].evidence))
    importing.take_over(actor, place, filled.response, [said[0], said[1], said[3]], filled.segments)
    two = stored(actor, place)[1]
    assert (two.spend_share, two.bet.end) == (Fraction(1, 5), end.date())
    assert {two.evidence[id] for id in ("A1", "A6")} == {Evidence.OPINION}
    assert two.evidence["R1"] is Evidence.INTERNAL
    assert importing.compared(actor, place, filled.response, filled.segments) == ()


def test_what_is_left_out_deletes_nothing(place: Place) -> None:
    """An emptied column, a page that is gone."""
    actor = with_example(place)
    before = stored(actor, place)

    def emptied(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for row in ids(sheet).values():
            if row > 7:
                sheet.cell(row, 4).value = None

    def gone(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.parent.remove(sheet)

    for change in (emptied, gone):
        filled = importing.read(actor, place, changed(sheet_of(actor, place), change), "a.xlsx")
        assert filled.refusals == ()
        assert importing.compared(actor, place, filled.response, filled.segments) == ()
        importing.take_over(actor, place, filled.response, [], filled.segments)
    assert stored(actor, place) == before


def test_somebody_begins_with_the_customers_of_a_sheet(any_place: Place) -> None:
    """With all that it says, under ids of their own; also of a sheet written for somebody else."""
    author = with_example(any_place)
    new = put(column=5, segment_name="Hospitals", segment_status="Planned", segment_spend_share="0 %", rating_R1=3)
    content = changed(sheet_of(author, any_place), new)
    filled = importing.read(visiting.NOBODY, any_place, content, "a.xlsx")
    assert len([one for one in importing.all_said(any_place, filled.response, filled.segments) if one.ours == ""]) >= 5
    token = access.new_token()
    actor = importing.begin_with(visiting.NOBODY, any_place, token, "Another", filled.response, filled.segments)
    theirs, ours = stored(author, any_place), stored(actor, any_place)
    assert [each.name for each in ours] == [*(each.name for each in theirs), "Hospitals"]
    assert not {each.id for each in ours} & {each.id for each in theirs}
    assert [dict(each.ratings) for each in ours[:4]] == [dict(each.ratings) for each in theirs]
    assert ours[0].bet == bet()
    assert (ours[4].status, dict(ours[4].ratings)) == (SegmentStatus.PLANNED, {"R1": 3})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"rating_R1": 7}, "no rating"),
        ({"rating_R1": "3-4"}, "no rating"),
        ({"rating_R1": datetime(2026, 4, 3)}, "as a date"),
        ({"rating_R1": True}, "TRUE"),
        ({"segment_status": "perhaps"}, "not Served or Planned"),
        ({"segment_spend_share": "a lot"}, "no share"),
        ({"segment_spend_share": -0.1}, "no share"),
        ({"segment_accessible_size": "many"}, "no size"),
        ({"bet_end": "next year"}, "no date"),
        ({"evidence_right_to_win": "a hunch"}, "not Opinion"),
        ({"segment_name": "x" * 81}, "at most 80"),
        ({"segment_name": "Consumer web"}, "stands twice"),
    ],
)
def test_what_is_not_clear_is_left_out_and_named_by_cell(place: Place, said: dict[str, object], words: str) -> None:
    """And changes nothing."""
    actor = with_example(place)
    filled = importing.read(actor, place, changed(sheet_of(actor, place), put(column=2, **said)), "a.xlsx")
    assert words in " ".join(remark.text for remark in filled.refusals)
    assert all(remark.cell.startswith(f"{CUSTOMERS}!") for remark in filled.refusals)
    assert importing.compared(actor, place, filled.response, filled.segments) == ()


def test_a_rating_that_needs_revenue_is_left_out_alone_and_named(place: Place) -> None:
    """Of a segment that is planned in the app, becomes planned by the sheet, or is new; the rest is taken over."""
    actor = with_example(place)
    second, third = (each.id for each in stored(actor, place)[1:3])
    segmenting.change(actor, place, second, lambda each: replace(each, status=SegmentStatus.PLANNED))

    def typed(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(column=2, segment_status=None, rating_R1=5, rating_R5=5)(sheet)
        put(column=3, segment_status="Planned", rating_R1=5, rating_R5=5)(sheet)
        put(column=5, segment_name="Hospitals", segment_status="Planned", rating_R1=3, rating_R5=4)(sheet)

    filled = importing.read(actor, place, changed(sheet_of(actor, place), typed), "a.xlsx")
    criterion = next(each.name for each in standing(actor, place).rules.criteria if each.id == "R5")
    left_out = f"“{criterion}” is not rated for a planned segment; it is left out."
    *by_cell, of_app = (str(remark) for remark in filled.refusals)
    assert sum(left_out in remark for remark in by_cell) == 2
    assert of_app == f"a.xlsx: “Small workshops”: {left_out}"
    said = importing.compared(actor, place, filled.response, filled.segments)
    importing.take_over(actor, place, filled.response, said, filled.segments)
    found = {each.id: each for each in stored(actor, place)}
    assert (found[second].ratings["R1"], found[third].ratings["R1"]) == (5, 5)
    assert found[third].status is SegmentStatus.PLANNED
    assert dict(stored(actor, place)[-1].ratings) == {"R1": 3}
    assert importing.compared(actor, place, filled.response, filled.segments) == ()
    new = importing.read(visiting.NOBODY, place, changed(sheet_of(actor, place), typed), "a.xlsx")
    importing.begin_with(visiting.NOBODY, place, access.new_token(), "Another", new.response, new.segments)


def test_moved_rows_and_columns_are_read_by_their_ids(place: Place) -> None:
    """Inserted before everything, as people do."""
    actor = with_example(place)

    def moved(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(column=3, rating_A2=1)(sheet)
        sheet.insert_rows(9, 2)
        sheet.insert_cols(4, 1)

    filled = importing.read(actor, place, changed(sheet_of(actor, place), moved), "a.xlsx")
    (one,) = importing.compared(actor, place, filled.response, filled.segments)
    assert (one.what, one.ours, one.theirs) == ("National accounts: growth", "4", "1")


def test_what_changed_since_it_was_compared_is_not_overwritten(place: Place) -> None:
    """Nothing of the sheet is stored then, the answers neither."""
    actor = with_example(place)
    filled = importing.read(actor, place, changed(sheet_of(actor, place), put(column=1, rating_A1=1)), "a.xlsx")
    question = place.edition.questionnaire.questions[0]
    response = Response({question.id: question.levels[0].value})
    said = importing.compared(actor, place, response, filled.segments)
    segmenting.rate(actor, place, stored(actor, place)[0].id, "A1", 2)
    before = stored(actor, place)
    with pytest.raises(AnsweringError, match="changed meanwhile"):
        importing.take_over(actor, place, response, said, filled.segments)
    assert stored(actor, place) == before
    assert question.id not in sitting_of(actor, place).stored.response.answers


def test_libreoffice_loses_nothing(place: Place) -> None:
    """Saved as an OpenDocument file and back."""
    program, actor = require_libreoffice(), with_example(place)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(sheet_of(actor, place))
        options = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()} --headless --norestore --convert-to"
        for before, after in (("a.xlsx", "ods"), ("b/a.ods", "xlsx")):
            command = [program, *options.split(), after, "--outdir", f"{folder}/b", f"{folder}/{before}"]
            subprocess.run(command, check=True, timeout=180, capture_output=True)
        filled = importing.read(actor, place, (Path(folder) / "b" / "a.xlsx").read_bytes(), "a.xlsx")
    assert filled.refusals == ()
    assert importing.compared(actor, place, filled.response, filled.segments) == ()
