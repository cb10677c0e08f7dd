"""The verdict on one page: all of it there, on one page always, the same each time, anybody's words literal."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.errors import ReportError
from assessment.model import Assessment, Decision, Edition, Length, PlanEntry, PlanStatus
from assessment.rounding import one_decimal
from assessment.workflow.assessing import assess_file
from reports.printed import engine, verdict_pdf, write_verdict_pdf
from reports.printed.page import MOST_QUOTED, MOST_ROWS
from reports.profile_words import profile_title
from reports.verdict_words import decisions_title
from tests.conftest import EXAMPLES
from tests.reports.printed.reading import cases, in_print, is_inside, reader, text_of, title_of
from tests.responses import DAY, assessed, generated
from tests.shapes import edition as any_shape
from tests.shapes import largest

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HOSTILE = (
    '#import "@preview/cetz:0.3.0": *; #panic("no")',
    "$x^2$ \\ * _a_ `b` ] [ <label> @name // /* = - + ~ --- ...",
    "'single' and \"double\" #{} ${}",
)


@pytest.fixture(scope="module")
def printed(edition: Edition, other_edition: Edition) -> Mapping[str, tuple[Assessment, bytes]]:
    """A page for each kind of response."""
    made = cases(edition, other_edition)
    return {kind: (own, verdict_pdf(own, unit="Nordic division")) for kind, own in made.items()}


@pytest.fixture(scope="module")
def rich(edition: Edition) -> Assessment:
    """A response with contradictions, three decisions, gaps and strengths."""
    return assess_file(EXAMPLES / "strong-operator.json", edition, Length.FULL, DAY)


def facts(assessment: Assessment) -> list[str]:
    """What must stand on the page, in the words of the verdict."""
    verdict, labels = assessment.verdict, assessment.questionnaire.dimension
    said = [verdict.headline, profile_title(assessment), verdict.basis.text, assessment.questionnaire.name]
    if not assessment.scorecard.scored:
        return said
    quotes = [quote for found in verdict.contradictions[:1] for quote in found.quotes]
    gaps = [gap for group in verdict.gaps for gap in group]
    quotes += [gap.quote for gap in gaps] + [own.quote for own in verdict.strengths[:MOST_QUOTED]]
    said += [f"“{quote.words}”" for quote in quotes]
    said += [decisions_title(verdict), verdict.decisions_note]
    if assessment.scorecard.overall.score is not None:
        said += [verdict.gaps_note, verdict.strengths_note]
    for number, own in enumerate(verdict.decisions, 1):
        said += [f"{number} {labels[own.dimension].label}", own.action, f"Now “{own.now.words}”"]
        said += [f"Next step “{own.next_step}”"] if own.next_step else []
        said += [f"Blocked by “{labels[upstream].label}” at" for upstream in own.blocked_by]
    said += [f"{labels[gap.dimension].label}, {one_decimal(gap.gap)} below target" for gap in gaps]
    return said + [labels[strength.dimension].label for strength in verdict.strengths]


def rows(assessment: Assessment) -> list[str]:
    """The rows of the profile: name and score."""
    shown, labels = assessment.questionnaire.shown, assessment.questionnaire.dimension
    scored = [(labels[score.dimension].label, score.score) for score in assessment.scorecard.dimensions]
    return [label if score is None else f"{label} {shown(score)}" for label, score in scored]


KINDS = (
    "weak",
    "strong",
    "flat, nothing picked",
    "contradictory",
    "sparse",
    "empty",
    "short",
    "mixed",
    "another questionnaire",
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_of_the_verdict_stands_on_the_page(
    printed: Mapping[str, tuple[Assessment, bytes]], kind: str
) -> None:
    """With its quotes, figures and labels, and each row of the profile, unless it is a thin one with a remark."""
    assessment, page = printed[kind]
    text = text_of(page)
    assert [fact for fact in facts(assessment) if in_print(fact) not in text] == []
    unmarked = [row for row, own in zip(rows(assessment), assessment.scorecard.dimensions, strict=True) if not own.thin]
    assert [row for row in unmarked if in_print(row) not in text] == []
    assert "Nordic division" in text
    assert "22 November 2026" in text
    assert assessment.questionnaire.content_hash[:12] in text


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_one_accessible_page_of_paper(printed: Mapping[str, tuple[Assessment, bytes]], kind: str) -> None:
    """A4, tagged, with a title and a language, every font inside it."""
    assessment, page = printed[kind]
    opened = reader(page)
    assert len(opened.pages) == 1
    assert is_inside(page)
    assert [round(float(side)) for side in opened.pages[0].mediabox[2:]] == [595, 842]
    root: Any = opened.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in page
    assert title_of(page).endswith(", Nordic division, 22 November 2026")
    assert opened.metadata is not None
    assert opened.metadata.author == in_print(assessment.questionnaire.title)
    resources: Any = opened.pages[0]["/Resources"]
    fonts = resources["/Font"].values()
    assert {str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0] for font in fonts} >= {
        "SourceSansPro",
        "SourceSerifPro",
    }
    for font in fonts:
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_the_drawing_is_told_in_words_to_those_who_cannot_see_it(
    printed: Mapping[str, tuple[Assessment, bytes]],
) -> None:
    """As an alternative text in the tags."""
    _, page = printed["contradictory"]
    opened = reader(page)
    trailer: Any = opened.trailer
    parts: list[Any] = [opened.get_object(number) for number in range(1, trailer["/Size"])]
    described = [str(part["/Alt"]) for part in parts if isinstance(part, dict) and "/Alt" in part]
    assert any("answers from 1 to 5, target 5.0, 4 of 4 answered" in words for words in described)


def test_only_an_invented_company_is_said_to_be_one(rich: Assessment) -> None:
    """Where it is synthetic, at the top."""
    words = "An invented company, for illustration only."
    assert words in text_of(verdict_pdf(rich, synthetic=True))
    assert words not in text_of(verdict_pdf(rich))


def entry(decision: Decision, **parts: Any) -> PlanEntry:
    """What was agreed on a decision's weakest answer."""
    whole = {"action": decision.action, "question": decision.now.question, **parts}
    return PlanEntry(f"entry-{decision.dimension}", decision.dimension, **whole)


def test_the_plan_gives_what_was_agreed_the_owner_and_the_day(rich: Assessment) -> None:
    """For the answer that the decision is about; what was dropped does not count."""
    first, second, third = rich.verdict.decisions
    plan = (
        entry(first, question="another-question", action="Another action", owner="Nobody"),
        entry(first, owner="Ann O'Hara", due=date(2027, 3, 1)),
        entry(second, action="Our own *wording*", owner="#strong[Bo]"),
        entry(third, action="Given up", owner="Cy", status=PlanStatus.DROPPED),
    )
    text = text_of(verdict_pdf(rich, plan))
    assert "Owner Ann O'Hara By 1 March 2027" in text
    assert "Agreed Our own *wording* Owner #strong[Bo] By 3" in text
    assert text.count("Agreed") == 1, "only where it differs from the action"
    assert all(in_print(decision.action) in text for decision in rich.verdict.decisions)
    assert not [words for words in ("Nobody", "Another action", "Cy", "Given up") if words in text]
    assert "Owner By" in text, "lines to write on"


@pytest.mark.parametrize("words", HOSTILE)
def test_anybodys_words_show_literally(rich: Assessment, words: str) -> None:
    """As the unit and as owner and action: nothing of it is interpreted, let alone fetched."""
    plan = [entry(own, action=words, owner=words) for own in rich.verdict.decisions]
    page = verdict_pdf(rich, plan, unit=words)
    assert text_of(page).count(words) == 8, "unit and basis, three actions, three owners"
    assert words in title_of(page)


def test_signs_that_cannot_be_shown_are_left_out(rich: Assessment) -> None:
    """Control characters, turned directions, halves of characters and line breaks."""
    text = text_of(verdict_pdf(rich, unit="a\x00\x07b\u202ec\u2066d\ud800e\r\nf\u2028g"))
    assert text.startswith("abcde f g ")


@pytest.mark.parametrize("unit", ["x" * 5_000, "W" * 120, "é\u0301" * 300, "a b " * 2_000])
def test_what_is_too_long_is_marked_as_shortened(rich: Assessment, unit: str) -> None:
    """And a note says what the mark means; nothing runs out of its place."""
    page = verdict_pdf(rich, unit=unit)
    assert len(reader(page).pages) == 1
    assert is_inside(page)
    assert ("[…] marks what was shortened" in text_of(page)) == (len(unit) > 120)


@pytest.mark.parametrize("unit", ["日本語", "👩‍👩‍👧 😀"])
def test_letters_that_no_font_has_are_boxes_and_the_page_says_so(rich: Assessment, unit: str) -> None:
    """The standard for accessible pages forbids them; title and everything else stay readable."""
    page = verdict_pdf(rich, unit=unit)
    assert b"pdfuaid" not in page
    assert "A box stands for a letter" in text_of(page)
    assert unit in title_of(page)
    assert in_print(rich.verdict.headline) in text_of(page)


@pytest.mark.parametrize("unit", ["Ελληνικά", "Українська", "עברית", "العربية", "Łódź Đà Nẵng"])
def test_many_scripts_have_letters(rich: Assessment, unit: str) -> None:
    """From the typesetter's own fonts where ours end; the page stays accessible."""
    assert b"<pdfuaid:part>1</pdfuaid:part>" in verdict_pdf(rich, unit=unit)


@FEW
@given(
    seed=st.integers(0, 10_000),
    shape=st.integers(0, 10_000),
    unit=st.text(max_size=200),
    words=st.text(max_size=1_200),
    shipped=st.booleans(),
)
def test_it_is_one_page_whatever_it_holds(
    edition: Edition, seed: int, shape: int, unit: str, words: str, shipped: bool
) -> None:
    """Questionnaires of any shape, responses of any kind, anybody's words."""
    own = edition if shipped else any_shape(shape)
    length = Length.SHORT if own.questionnaire.has_short_length and seed % 2 else Length.FULL
    assessment = assessed(own, generated(own, seed, length))
    plan = [entry(each, action=words, owner=words) for each in assessment.verdict.decisions]
    page = verdict_pdf(assessment, plan, unit=unit)
    assert len(reader(page).pages) == 1
    assert is_inside(page)


def overlong(edition: Edition) -> Edition:
    """The shipped questionnaire with texts as long as a file may have them."""
    own = edition.questionnaire
    questions = tuple(
        replace(
            question,
            action="Do all of this and then the rest of it. " * 25,
            levels=tuple(replace(level, text=f"{level.text} and so on".ljust(300, "m")) for level in question.levels),
        )
        for question in own.questions
    )
    dimensions = tuple(replace(each, label=f"{each.label} and its kin".ljust(120, "n")) for each in own.dimensions)
    return replace(edition, questionnaire=replace(own, questions=questions, dimensions=dimensions))


def test_the_longest_texts_fit_and_the_longest_questionnaire_is_drawn_in_part(edition: Edition) -> None:
    """Set smaller, and beyond so many rows counted."""
    long = verdict_pdf(assessed(overlong(edition), generated(edition, 3)), unit="u" * 120)
    assert len(reader(long).pages) == 1
    assert is_inside(long)
    assert "[…] marks what was shortened" in text_of(long)
    own = largest()
    wide = verdict_pdf(assessed(own, generated(own, 1)))
    assert len(reader(wide).pages) == 1
    assert is_inside(wide)
    assert f"{50 - MOST_ROWS} more areas are in the scorecard." in text_of(wide)


def test_the_same_verdict_is_the_same_file(rich: Assessment) -> None:
    """Byte for byte, whatever was printed in between; another day is another file."""
    page = verdict_pdf(rich, unit="Acme")
    assert page.count(b"2026-11-22T00:00:00") == 2, "made and changed on the day of the answers"
    assert verdict_pdf(rich, unit="Other") != page
    assert verdict_pdf(rich, unit="Acme") == page
    assert verdict_pdf(replace(rich, assessed_on=date(2026, 11, 23)), unit="Acme") != page


def test_several_threads_print_at_once(rich: Assessment) -> None:
    """Each gets its own page."""
    units = [f"Unit {number}" for number in range(4)]
    alone = [verdict_pdf(rich, unit=unit) for unit in units]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda unit: verdict_pdf(rich, unit=unit), units))
    assert together == alone


def test_pages_ask_for_no_package_and_know_no_words_of_anybody() -> None:
    """What the typesetter interprets is only what lies in the files; packages would come from the network."""
    sources = [file.read_text("utf-8") for file in Path(engine.HERE).glob("*.typ")]
    assert len(sources) == 5
    assert not any("@" in source or "http" in source or "eval(" in source for source in sources)


def test_a_file_is_written_whole_or_not_at_all(rich: Assessment, tmp_path: Path) -> None:
    """A wrong ending or folder is told."""
    out = tmp_path / "verdict.pdf"
    write_verdict_pdf(rich, out, unit="Acme")
    assert out.read_bytes() == verdict_pdf(rich, unit="Acme")
    with pytest.raises(ReportError, match=r"the name of a PDF ends in \.pdf; add the ending"):
        write_verdict_pdf(rich, tmp_path / "verdict")
    with pytest.raises(ReportError, match=r"cannot be written .*; choose another folder or name"):
        write_verdict_pdf(rich, tmp_path / "nowhere" / "verdict.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["verdict.pdf"]
