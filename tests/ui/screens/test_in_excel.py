"""Answering in Excel: the sheet is offered, what is in it is shown first, and only what was chosen is stored."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from assessment import access
from assessment.model import Length, Response, RowKind, SheetHead, row_id
from assessment.ui.downloads import ANSWER_SHEET, EMPTY_SHEET
from assessment.ui.routes import routes
from assessment.workflow import answering
from assessment.workflow.sitting import UNIT
from reports.answer_sheet import answer_sheet
from tests.responses import DAY, alike
from tests.ui.apptest import Browser, key, labels, press, press_labelled, run, title, words
from tests.workflow.sitting import answer_everything, say_all

HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f**"


def sheet(browser: Browser, response: Response) -> bytes:
    """An answer sheet with a response filled in."""
    return answer_sheet(browser.place.edition, response, DAY)


def put(content: bytes, id: str, head: SheetHead, value: object) -> bytes:
    """A sheet with one cell filled otherwise."""
    book = openpyxl.load_workbook(BytesIO(content))
    table, columns = book.worksheets[0], dict[str, int]()
    for row in table.iter_rows():
        said = [cell.value for cell in row]
        if SheetHead.ID in said:
            columns = {str(word): at for at, word in enumerate(said) if word}
        elif columns and said[columns[SheetHead.ID]] == id:
            cell: Any = row[columns[head]]
            cell.value = value
    filled = BytesIO()
    book.save(filled)
    return filled.getvalue()


def upload(tab: AppTest, content: bytes, name: str = "answers.xlsx") -> AppTest:
    """Hand a file in."""
    (field,) = tab.get("file_uploader")
    field.upload(name, content)  # type: ignore[union-attr]
    return run(tab)


@pytest.fixture
def short(browser: Browser) -> Response:
    """Every question of the short length answered with the second level, about a unit."""
    questionnaire = browser.place.edition.questionnaire
    given = {id: answer for id, answer in alike(questionnaire, 2).items() if questionnaire.question[id].short}
    return Response(given, Length.SHORT, profile={UNIT: HOSTILE, "lens": "it", "level": "middle"})


def test_somebody_who_has_not_begun_takes_a_sheet_along_and_begins_with_it(browser: Browser, short: Response) -> None:
    """From the first page; the unit is the sheet's, and the answers are there to be looked through."""
    browser.token = access.new_token()
    profile = browser.place.edition.profile
    level = profile.field("level")
    assert level is not None
    short = replace(short, profile={**short.profile, "level": level.options[0].id})
    tab = press_labelled(browser.open(), "Rather answer in Excel?")
    assert title(tab) == "Answer in Excel"
    links = "".join(element.proto.body for element in tab.get("html"))
    assert f"{EMPTY_SHEET}?length=short" in links
    assert f"{EMPTY_SHEET}?length=full" in links
    tab = upload(tab, sheet(browser, short))
    assert "20 of 20 questions are answered in the sheet" in words(tab)
    assert "things are new here" in words(tab)
    tab.button(key="begin_sheet").click()
    run(tab)
    assert dict(browser.stored.stored.response.answers) == dict(short.answers)
    assert browser.stored.unit == HOSTILE
    assert browser.stored.is_draft
    assert title(tab) == "Everything is answered"


def test_what_differs_is_shown_side_by_side_and_kept_or_taken(browser: Browser) -> None:
    """Nothing is chosen for anybody, one by one or all alike; nothing is stored before the button."""
    actor = browser.begin()
    asked = [question for question in browser.place.edition.questionnaire.questions if question.short]
    first, second, third = asked[:3]
    for question in (first, second):
        answering.answer(actor, browser.place, question.id, question.levels[4].value)
    filled = Response({q.id: q.levels[0].value for q in (first, second, third)}, Length.SHORT)
    tab = upload(browser.open("in-excel"), sheet(browser, filled))
    assert "1 thing is new here" in words(tab)
    assert "**2 things differ** from what is stored here" in words(tab)
    assert browser.stored.stored.response.answers[first.id] == first.levels[4].value
    choices = tab.radio(key=key(tab, "differs", "answer", first.id))
    assert [option.replace("\\", "") for option in choices.options] == [
        f"Sheet: “{first.levels[0].text}”",
        f"Here: “{first.levels[4].text}”",
    ]
    assert choices.value is None
    assert tab.button(key=key(tab, "take_sheet_over")).disabled
    tab = press(tab, "all", "theirs")
    tab.radio(key=key(tab, "differs", "answer", first.id)).set_value("ours")
    run(tab)
    tab = press(tab, "take_sheet_over")
    assert dict(browser.stored.stored.response.answers) == {
        first.id: first.levels[4].value,
        second.id: second.levels[0].value,
        third.id: third.levels[0].value,
    }
    assert "2 things taken over from the sheet" in words(tab)


def test_what_could_not_be_read_and_what_was_mended_are_named_by_cell(any_browser: Browser) -> None:
    """A refusal stands open, a repair opens; both literally."""
    any_browser.begin()
    first, second = any_browser.place.edition.questionnaire.questions[:2]
    content = sheet(any_browser, Response({}))
    content = put(content, row_id(RowKind.QUESTION, first.id), SheetHead.ANSWER, HOSTILE)
    content = put(content, row_id(RowKind.QUESTION, second.id), SheetHead.ANSWER, second.levels[1].text.upper())
    tab = upload(any_browser.open("in-excel"), content)
    said = words(tab)
    assert "1 cell could not be read and stays as it is here" in said
    assert "<script>e" not in "".join(element.proto.body for element in tab.get("html"))
    assert "Answers!D" in said
    press(tab, "take_sheet_over")
    assert any_browser.stored.stored.response.answers == {second.id: second.levels[1].value}


def test_a_sheet_that_says_nothing_else_offers_nothing_to_store(browser: Browser) -> None:
    """As the one that was just taken along."""
    actor = browser.begin()
    answer_everything(actor, browser.place)
    stored = browser.stored.stored.response
    tab = upload(browser.open("in-excel"), answer_sheet(browser.stored.edition, stored, DAY))
    assert "The sheet says nothing that is not stored here already." in words(tab)
    assert not any(label.startswith("Take over") for label in labels(tab))


def test_a_file_that_is_none_is_refused_in_a_sentence(browser: Browser) -> None:
    """And the field stays for the next one."""
    browser.begin()
    tab = upload(browser.open("in-excel"), b"%PDF-1.7 no sheet")
    (error,) = tab.error
    assert "answers.xlsx" in error.value.replace("\\", "")


def test_submitted_answers_are_reopened_before_a_sheet_is_taken_over(browser: Browser) -> None:
    """It is said in place of the field."""
    actor = browser.begin()
    say_all(actor, browser.place, Response(alike(browser.place.edition.questionnaire, 3)))
    answering.submit(actor, browser.place)
    tab = browser.open("in-excel")
    assert not tab.get("file_uploader")
    assert "These answers are submitted" in words(tab)
    press(tab, "reopen")
    assert browser.stored.is_draft


def test_the_downloads_of_the_page_exist() -> None:
    """As routes."""
    paths = {route.path for route in routes(lambda: None, https=False)}  # type: ignore[arg-type, return-value]
    assert {ANSWER_SHEET, EMPTY_SHEET} <= paths
