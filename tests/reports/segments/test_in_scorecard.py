"""Customers in the scorecard: their sheets, the money on page one, and nothing else where they are not known."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from assessment.model import Assessment, Customers, Edition, Evidence, Response, Segment, SegmentStatus
from assessment.workflow.assessing import assess
from reports.book import METHOD, PLAN, SCORECARD, SCORES, SEGMENT_SHEETS, sheet_name
from reports.scorecard import scorecard
from reports.segments.book import SEGMENTS, SPEND
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
    require_libreoffice,
)
from tests.reports.segments.making import (
    RULES,
    bet,
    column_of,
    example,
    judged,
    rated,
    rating_cell,
    total,
    typed,
)
from tests.reports.segments.test_file import NAMES
from tests.responses import DAY, alike, generated
from tests.workbook_lint import audit, lint

ENGINES = pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)


def assessed(edition: Edition, segments: Sequence[Segment], rest: Fraction = Fraction(0)) -> Assessment:
    """A generated response set against these segments."""
    customers = Customers(RULES, judged(list(segments), rest))
    return assess(edition, replace(generated(edition, 1), answers=alike(edition.questionnaire, 4)), DAY, customers)


def twelve() -> list[Segment]:
    """As many segments as there may be; some planned, some bets, some not rated to the end."""
    found = []
    for at in range(12):
        one = replace(example()[at % 4], name=f"Segment {at}", revenue_share=Fraction(1, 12), bet=bet())
        found.append(replace(one, spend_share=Fraction(1, 13)))
    planned = replace(found[3], status=SegmentStatus.PLANNED, revenue_share=Fraction(0))
    return [*found[:3], planned, *found[4:11], replace(found[11], revenue_share=Fraction(2, 12))]


@pytest.fixture(scope="module")
def book(edition: Edition) -> bytes:
    """The scorecard of somebody with the four segments of the example."""
    return scorecard(assessed(edition, example()))


@ENGINES
def test_the_golden_example_is_what_was_worked_by_hand(book: bytes, engine: Engine) -> None:
    """Read from the recalculated scorecard, on its own sheet and on page one."""
    assert_recalculates(book, engine)
    (cells,) = engine.recalculate([book])
    expected: dict[str, list[object]] = {
        "Attractiveness": [3.65, 2.45, 3.80, 3.20],
        "Right to win": [4.45, 3.65, 2.45, 1.70],
        "Zone": ["Invest and defend", "Harvest", "Resist", "Resist"],
        "Severity": [0, 0, 0.5, 1],
    }
    for head, values in expected.items():
        find = column_of(book, head)
        assert [find(cells, at) for at in range(4)] == values, head
    figures = {"backed": 0.4, "bets": 0, "unbacked": 0.6, "close": 0.15, "index": 0.6, "severity": 0.4}
    for key, figure in {**figures, "revenue without": 0.35}.items():
        assert total(cells, 4, key) == pytest.approx(figure), key
    page = [value for (sheet, _), value in cells.items() if sheet == SCORECARD]
    assert judged(example()).headline in page
    assert {"40 %  backed by a right to win", "0 %  declared bets", "60 %  unbacked"} <= set(page)


def test_no_formula_differs_in_scorecards_of_every_kind(edition: Edition, other_edition: Edition) -> None:
    """One segment, twelve, unrated ones, spend of no segment; also beside another questionnaire."""
    third = Fraction(1, 3)
    blank = [replace(each, ratings=rated("5-42-4322332")) for each in example()]
    single = [replace(example()[0], revenue_share=Fraction(1), spend_share=1 - third)]
    books = [scorecard(assessed(edition, twelve(), Fraction(1, 13))), scorecard(assessed(edition, single, third))]
    books += [scorecard(assessed(edition, blank)), scorecard(assessed(other_edition, example()))]
    for engine in (FORMUALIZER, IRONCALC):
        assert_recalculates(books, engine)
    for each in books:
        assert lint(each) == []
        assert audit(each) == []
        assert not [cell for cell, value in cached(each).items() if isinstance(value, CellError)]


def test_no_formula_differs_in_libreoffice(book: bytes, edition: Edition) -> None:
    """A hard recalculation by a whole office program."""
    require_libreoffice()
    assert_recalculates([book, scorecard(assessed(edition, twelve(), Fraction(1, 13)))], LIBREOFFICE)


@ENGINES
def test_one_false_value_is_found(book: bytes, engine: Engine) -> None:
    """Negative control."""
    (recalculated,) = engine.recalculate([book])
    assert differences(cached(book), recalculated) == []
    assert len(differences(cached(corrupt_one(book)), recalculated)) == 1


def test_sheets_stand_behind_the_plan_and_before_the_method(book: bytes, edition: Edition) -> None:
    """Page one first; without segments there is none of them, and no word of money."""
    names = openpyxl.load_workbook(BytesIO(book), read_only=True).sheetnames
    scores = sheet_name(edition.questionnaire, SCORES)
    assert names[:6] == [SCORECARD, scores, PLAN, *SEGMENT_SHEETS]
    assert names[-1] == METHOD
    without = scorecard(assess(edition, Response(alike(edition.questionnaire, 4)), DAY))
    assert not set(SEGMENT_SHEETS) & set(openpyxl.load_workbook(BytesIO(without), read_only=True).sheetnames)
    assert not [value for value in cached(without).values() if "customer-facing spend goes" in str(value)]


@pytest.mark.parametrize("nouns", ["segments", "Rules", "right to win"])
def test_a_sheet_of_scores_never_takes_the_name_of_another(edition: Edition, nouns: str) -> None:
    """Whatever a questionnaire calls its dimensions."""
    own = replace(edition, questionnaire=replace(edition.questionnaire, dimension_nouns=nouns))
    names = openpyxl.load_workbook(BytesIO(scorecard(assessed(own, example()))), read_only=True).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert names[1] == SCORES


def test_other_inputs_change_page_one_and_it_says_what_does_not_follow(book: bytes) -> None:
    """The sentence and the money line are the engine's for the new figures; the notice counts what was typed."""
    better = replace(example()[2], ratings={**example()[2].ratings, "R1": 5, "R2": 5, "R3": 5})
    changes: dict[tuple[int, int], object] = {rating_cell(2, id): 5 for id in ("R1", "R2", "R3")}
    other = [*example()[:2], better, example()[3]]
    (cells,) = FORMUALIZER.recalculate([typed(book, changes)])
    page = [str(value) for (sheet, _), value in cells.items() if sheet == SCORECARD]
    assert judged(other).headline in page
    assert judged(other).headline != judged(example()).headline
    (notice,) = [words for words in page if "changed since" in words]
    assert notice.startswith("3 inputs changed since")
    assert "strengths, the money and this line follow" in notice
    (untouched,) = FORMUALIZER.recalculate([book])
    assert not [value for value in untouched.values() if "changed since" in str(value)]


def test_a_changed_share_is_noticed_too(book: bytes) -> None:
    """Also the spend of no segment; a name enters no figure."""
    rest = rating_cell(4, "A1")[0]
    (cells,) = FORMUALIZER.recalculate([typed(book, {(rest, SPEND + 1): 0.01, (rest - 1, 1): "Renamed"})])
    page = [str(value) for (sheet, _), value in cells.items() if sheet == SCORECARD]
    assert [words[:15] for words in page if "changed since" in words] == ["1 input changed"]


def test_what_contradicts_the_money_leads_and_is_listed_as_static(edition: Edition, book: bytes) -> None:
    """With the figures at export, on page one and on Method."""
    verdict = assessed(edition, example()).verdict
    assert "60 % of customer-facing spend" in verdict.contradictions[0].finding
    workbook = openpyxl.load_workbook(BytesIO(book))
    for name in (SCORECARD, METHOD):
        said = [str(cell.value) for row in workbook[name].iter_rows() for cell in row]
        assert verdict.contradictions[0].finding in said
    top = [str(cell.value) for row in workbook[SCORECARD]["A1:C14"] for cell in row]
    assert verdict.headline in top


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_text_everywhere(edition: Edition, name: str) -> None:
    """No formula holds it, and the file stays sound."""
    first = replace(example()[0], name=name, bet=replace(bet(), milestone=name, owner=name))
    xlsx = scorecard(assessed(edition, [first, *example()[1:]]))
    assert lint(xlsx) == []
    assert not [formula for formula in formulas(xlsx).values() if name in formula]
    assert_recalculates(xlsx, FORMUALIZER)
    sheet = openpyxl.load_workbook(BytesIO(xlsx))[SEGMENTS]
    assert sheet["A9"].value == name
    assert sheet["A9"].data_type == "s"


def test_the_bar_says_its_finding_to_those_who_cannot_see_it(book: bytes) -> None:
    """With every zone."""
    with ZipFile(BytesIO(book)) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert "Spend by zone, as exported: Invest and defend 25 %, Harvest 15 %" in drawing


def test_it_stays_small(edition: Edition) -> None:
    """With as many segments as there may be."""
    known = [replace(each, evidence=dict.fromkeys(each.ratings, Evidence.MARKET)) for each in twelve()]
    assert len(scorecard(assessed(edition, known, Fraction(1, 13)))) < 150 * 1024
