"""What the answer sheet says while it is filled in: how far it is, and what is amiss."""

import pytest

from assessment.model import (
    PICKED,
    STARRED,
    Edition,
    RowKind,
    SheetHead,
    row_id,
)
from tests.recalculation import (
    Engine,
)
from tests.reports.filling import (
    ENGINES,
    Typed,
    beside,
    every_question,
    made,
    references,
    sheet_of,
    shown,
)


@ENGINES
def test_the_counter_follows(edition: Edition, engine: Engine) -> None:
    """In all and for each dimension; the question that enters no score is not counted."""
    book, answers = made(edition), every_question(edition)
    some = dict(list(answers.items())[:3])
    for typed, total, share in (({}, 0, 0), (some, 3, 3 / 40), (answers, 40, 1)):
        cells = shown(book, typed, engine)
        assert cells["Answers", "D1"] == f"{total} of 40 answered"
        assert cells["Answers", "F1"] == pytest.approx(share)
    assert [value for value in shown(book, answers, engine).values() if value == "✓ 4 of 4"] == ["✓ 4 of 4"] * 20
    assert "3 of 4" in shown(book, some, engine).values()


@ENGINES
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("  is INSPECTED  by a plan ", "Not in the list"),
        ("  every guard is INSPECTED  by a plan ", "✓"),
        ("No idea", "✓"),
        ("1.5", "✓"),
        (0.75, "✓"),
        (1, "Not in the list"),
        ("3-4", "Not in the list"),
        ("*", "Not in the list"),
        ("Not in the list" * 30, "Not in the list"),
        ("  ", None),
    ],
)
def test_an_answer_that_is_not_understood_is_pointed_out(
    other_edition: Edition, engine: Engine, typed: object, said: str | None
) -> None:
    """Words of the list, or a level's number; signs that functions take for any text are none."""
    place = ("question/guards", SheetHead.ANSWER)
    book = made(other_edition)
    assert beside(book, shown(book, {place: typed}, engine), place) == said


@ENGINES
@pytest.mark.parametrize(
    ("picks", "said"),
    [
        ((), "None of 5 picked yet"),
        ((PICKED,) * 2, "2 of 5 picked, none starred"),
        ((PICKED,) * 4 + (STARRED,), "5 of 5 picked, one starred"),
        ((PICKED,) * 6, "6 picked: choose at most 5"),
        ((PICKED, STARRED, STARRED), "2 starred: star only one"),
    ],
)
def test_priorities_are_counted(edition: Edition, engine: Engine, picks: tuple[str, ...], said: str) -> None:
    """And what is too much is said."""
    ids = [row_id(RowKind.DIMENSION, dimension.id) for dimension in edition.questionnaire.dimensions]
    typed: Typed = {(id, SheetHead.PRIORITY): pick for id, pick in zip(ids, picks, strict=False)}
    assert said in shown(made(edition), typed, engine).values()


@ENGINES
@pytest.mark.parametrize(
    ("pick", "target", "said"),
    [
        (PICKED, None, "✓"),
        (STARRED, "By design", "✓"),
        (PICKED, 3.25, "✓"),
        (PICKED, 5, "✓"),
        (PICKED, 1, "✓"),
        (PICKED, 0.9, "Target not in the list"),
        (PICKED, 6, "Target not in the list"),
        (PICKED, "Perfect", "Target not in the list"),
        (None, "By design", "Target, but not picked"),
        ("Perhaps", "By design", "Not in the list"),
    ],
)
def test_a_target_needs_a_priority(
    edition: Edition, engine: Engine, pick: str | None, target: object, said: str
) -> None:
    """And is a stage, or a number on the scale."""
    place, book = ("dimension/delivery", SheetHead.PRIORITY), made(edition)
    cells = shown(book, {place: pick, ("dimension/delivery", SheetHead.TARGET): target}, engine)
    assert beside(book, cells, place) == said


@ENGINES
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (2028, "✓"),
        ("2028", "✓"),
        (2025, "A year from 2026 on"),
        (2028.5, "A year from 2026 on"),
        ("soon", "A year from 2026 on"),
    ],
)
def test_the_year_is_one_to_come(edition: Edition, engine: Engine, typed: object, said: str) -> None:
    """Whole, and not past."""
    place, book = (row_id(RowKind.YEAR), SheetHead.ANSWER), made(edition)
    assert beside(book, shown(book, {place: typed}, engine), place) == said


@ENGINES
def test_function_and_basis_are_looked_up_too(edition: Edition, engine: Engine) -> None:
    """Each in its own list."""
    lens, basis = ("profile/lens", SheetHead.ANSWER), ("dimension/culture", SheetHead.BASIS)
    book = made(edition)
    cells = shown(book, {lens: "Sailing", basis: "Gossip"}, engine)
    assert beside(book, cells, lens) == "Not in the list"
    row = references(sheet_of(book))[basis].lstrip("G")
    assert cells["Answers", f"F{row}"] == "Not in the list"
    assert shown(book, {basis: "Documents"}, engine)["Answers", f"F{row}"] == "How do you know?"
