"""The answer sheet of the own response, for drafts too."""

from io import BytesIO

import httpx
import openpyxl
import pytest

from assessment.model import SheetHead, stamp_in
from assessment.ui import downloads
from assessment.workflow import answering, visiting
from assessment.workflow.opening import Place
from tests.ui.test_routes import UNKNOWN, ask, begun, submitted, web
from tests.ui.test_routes import place as place  # the fixture


def texts(answer: httpx.Response) -> list[str]:
    """Everything that stands on the sheet that is seen."""
    sheet = openpyxl.load_workbook(BytesIO(answer.content), data_only=True)["Answers"]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_draft_comes_along_with_what_was_said_so_far(place: Place) -> None:
    """Answers, comments and the unit, at the length of the response."""
    token = begun(place, "Acme Foods")
    actor = visiting.respondent(place.store, token)
    question = place.edition.questionnaire.question["explicit-choice"]
    answering.answer(actor, place, question.id, 300)
    answering.comment(actor, place, question.id, "=Seen in March")
    answer = ask(web(place), downloads.ANSWER_SHEET, token=token)
    assert answer.status_code == 200
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert answer.headers["content-disposition"] == 'attachment; filename="answer-sheet-acme-foods-2026-11-22.xlsx"'
    assert answer.headers["cache-control"] == "no-store"
    said = texts(answer)
    assert {"Acme Foods", question.descriptor(300), "=Seen in March", "1 of 20 answered", SheetHead.ID} <= set(said)
    assert [stamp.length for text in said if (stamp := stamp_in(text))] == ["short"]


def test_a_deepened_dimension_is_asked_in_full(place: Place) -> None:
    """As on screen."""
    token = begun(place)
    answering.deepen(visiting.respondent(place.store, token), place, "culture")
    assert "0 of 22 answered" in texts(ask(web(place), downloads.ANSWER_SHEET, token=token))


def test_submitted_answers_come_along_too(place: Place) -> None:
    """Somebody may want to change them elsewhere and hand them in again."""
    assert ask(web(place), downloads.ANSWER_SHEET, token=submitted(place)).status_code == 200


def test_the_day_is_the_visitors(place: Place) -> None:
    """Noon in London is the next day in Auckland."""
    answer = ask(web(place), f"{downloads.ANSWER_SHEET}?zone=Pacific/Auckland", token=begun(place))
    assert "-2026-11-23." in answer.headers["content-disposition"]


def test_a_page_about_other_answers_gives_out_none_of_these(place: Place) -> None:
    """Another link was opened in this browser since the page was drawn."""
    token = begun(place, "Other Foods")
    mine = visiting.respondent(place.store, token).subject
    assert mine is not None
    assert ask(web(place), downloads.address(downloads.ANSWER_SHEET, mine, None), token=token).status_code == 200
    answer = ask(web(place), downloads.address(downloads.ANSWER_SHEET, "another", None), token=token)
    assert answer.status_code == 409
    assert "Other Foods" not in answer.text


@pytest.mark.parametrize("token", [None, "", UNKNOWN])
def test_without_a_response_there_is_nothing_to_download(place: Place, token: str | None) -> None:
    """A plain page says so."""
    answer = ask(web(place), downloads.ANSWER_SHEET, token=token)
    assert answer.status_code == 404
    assert "There are no answers of yours in this browser." in answer.text
