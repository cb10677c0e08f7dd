"""The printed verdict and the pictures of the profile, asked of the web application without a server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from assessment import access
from assessment.model import Actor, Role
from assessment.storage import organisations
from assessment.ui.downloads import PROFILE_PNG, PROFILE_SVG, VERDICT, mark_of
from assessment.workflow import answering, visiting
from assessment.workflow.opening import Place, open_place
from tests.ui.test_routes import NOON, UNKNOWN, ask, begun, submitted, web

KINDS = {
    VERDICT: ("application/pdf", "verdict", "pdf", b"%PDF-"),
    PROFILE_SVG: ("image/svg+xml", "profile", "svg", b"<svg "),
    PROFILE_PNG: ("image/png", "profile", "png", b"\x89PNG"),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A database of its own, at noon."""
    file = tmp_path_factory.mktemp("printed") / "answers.sqlite"
    opened = open_place(f"sqlite:///{file}", "customer-strategy", now=lambda: NOON)
    yield opened
    opened.store.close()


def words_of(page: bytes) -> str:
    """The words of a printed page."""
    (only,) = PdfReader(BytesIO(page)).pages
    return " ".join(only.extract_text().split())


@pytest.mark.parametrize("path", KINDS)
def test_each_is_of_the_own_response(place: Place, path: str) -> None:
    """Named after the unit and the day, kept by no cache."""
    kind, name, ending, begins = KINDS[path]
    answer = ask(web(place), path, token=submitted(place, "Müller & Söhne"))
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(begins)
    disposition = answer.headers["content-disposition"]
    assert f'filename="{name}-muller-sohne-2026-11-22.{ending}"' in disposition
    assert unquote(disposition.partition("filename*=UTF-8''")[2]) == f"{name}-müller-söhne-2026-11-22.{ending}"


def test_the_page_says_whose_it_is(place: Place) -> None:
    """Literally, and does not call it invented."""
    words = words_of(ask(web(place), VERDICT, token=submitted(place, "#panic() *Acme* $x$")).content)
    assert words.startswith("#panic() *Acme* $x$ Your answers, 22 November 2026")
    assert "invented" not in words


def test_an_invented_company_is_said_to_be_one(place: Place) -> None:
    """On the page; the pictures say so too, in outlines."""
    token, group = access.new_token(), "synthetic-for-this-test"
    with place.store.write() as connection:
        organisations.add_group(connection, group, "Synthetic")
    actor = answering.begin_synthetic(Actor(Role.OPERATOR), place, token, "Tern Freight", {}, group)
    answering.answer(actor, place, place.edition.questionnaire.questions[0].id, 300)
    answering.submit(actor, place)
    assert "An invented company, for illustration only." in words_of(ask(web(place), VERDICT, token=token).content)
    for path in (PROFILE_SVG, PROFILE_PNG):
        own = ask(web(place), path, token=submitted(place, "Tern Freight")).content
        assert ask(web(place), path, token=token).content != own


@pytest.mark.parametrize("path", KINDS)
def test_a_draft_is_not_printed(place: Place, path: str) -> None:
    """Scores are shown once answers are settled."""
    answer = ask(web(place), path, token=begun(place))
    assert answer.status_code == 400
    assert "submit your answers on the review page first" in answer.text


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("token", [None, UNKNOWN])
def test_without_a_response_there_is_nothing_to_print(place: Place, path: str, token: str | None) -> None:
    """A plain page says so."""
    answer = ask(web(place), path, token=token)
    assert answer.status_code == 404
    assert "There are no answers of yours in this browser." in answer.text


@pytest.mark.parametrize("path", KINDS)
def test_a_page_about_other_answers_prints_none_of_these(place: Place, path: str) -> None:
    """Another link was opened in this browser since the page was drawn."""
    token = submitted(place, "Other Foods")
    mine = visiting.respondent(place.store, token).subject
    assert mine is not None
    assert ask(web(place), f"{path}?of={mark_of(mine)}", token=token).status_code == 200
    assert ask(web(place), f"{path}?of={mark_of('another')}", token=token).status_code == 409


def test_the_day_is_the_visitors(place: Place) -> None:
    """In the name as on the page."""
    answer = ask(web(place), f"{VERDICT}?zone=Pacific/Auckland", token=submitted(place))
    assert "-2026-11-23.pdf" in answer.headers["content-disposition"]
    assert "23 November 2026" in words_of(answer.content)


def test_two_visitors_print_at_the_same_time(place: Place) -> None:
    """Each gets their own, and the same as alone."""
    app, tokens = web(place), [submitted(place, unit) for unit in ("Acme Foods", "Other Foods")]
    asked = [(path, token) for path in KINDS for token in tokens]
    alone = [ask(app, path, token=token).content for path, token in asked]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda each: ask(app, each[0], token=each[1]).content, asked))
    assert together == alone
