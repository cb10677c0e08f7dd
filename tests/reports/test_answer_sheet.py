"""The answer sheet: it asks what the questionnaire asks, and every cell can be found again."""

import re
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import (
    BASIS_WORDS,
    PICKED,
    STARRED,
    Basis,
    Edition,
    Length,
    Response,
    RowKind,
    SheetHead,
    Stamp,
    Status,
    row_id,
    stamp_in,
    stamp_text,
)
from assessment.workflow.answering import ASKED_FIRST
from assessment.workflow.sitting import UNIT
from reports.sheet_to_fill import layout
from reports.sheet_to_fill.names import defined_names
from tests.reports.filling import (
    inputs,
    made,
    references,
    sheet_of,
    values,
)

# What it asks


@pytest.mark.parametrize("length", Length)
def test_every_question_asked_stands_on_it_once_by_its_id(edition: Edition, length: Length) -> None:
    """In the asking order, with its text and all of its levels, below its dimension."""
    response, questionnaire = Response({}, length=length), edition.questionnaire
    sheet = sheet_of(made(edition, response))
    rows = {str(row[0].value): row for row in sheet.iter_rows() if str(row[0].value).startswith("question/")}
    asked = [q for d in questionnaire.asking_order for q in response.asked(questionnaire, d)]
    optional = {row_id(RowKind.QUESTION, q.id) for q in questionnaire.questions if q.optional}
    assert [id for id in rows if id not in optional] == [row_id(RowKind.QUESTION, q.id) for q in asked]
    assert bool(optional & set(rows)) == (length is Length.FULL)
    for question in asked:
        _, text, levels, *_ = rows[row_id(RowKind.QUESTION, question.id)]
        assert text.value == question.text
        assert str(levels.value).split("\n") == [f"•  {level.text}" for level in question.levels]


def test_a_deepened_dimension_is_asked_in_full(edition: Edition) -> None:
    """With its optional question, as on screen."""
    ids = {
        id for id, _ in references(sheet_of(made(edition, Response({}, Length.SHORT, deepened=frozenset({"culture"})))))
    }
    own = {row_id(RowKind.QUESTION, q.id) for q in edition.questionnaire.questions_of("culture")}
    assert own <= ids
    assert len([id for id in ids if id.startswith("question/")]) == 20 + len(own) - 2


def test_it_asks_first_what_the_screens_ask_first(edition: Edition, other_edition: Edition) -> None:
    """Unit, function, rank, and nothing where a questionnaire has no such fields."""
    assert (UNIT, *ASKED_FIRST) == layout.ASKED_FIRST
    for own, count in ((edition, 3), (other_edition, 0)):
        ids = {id for id, _ in references(sheet_of(made(own)))}
        assert len([id for id in ids if id.startswith("profile/")]) == count
        assert row_id(RowKind.YEAR) in ids


def test_what_was_said_already_stands_in_its_cells(edition: Edition) -> None:
    """Answers in words, statuses too; comments, basis, priorities, targets, the year, who answers."""
    first, second, *_ = edition.questionnaire.questions_of("culture")
    response = Response(
        {first.id: 200, second.id: Status.CANNOT_JUDGE},
        comments={first.id: "Seen in March"},
        basis={"culture": Basis.TOLD},
        profile={UNIT: "Nordic division", "lens": "sales", "industry": "energy"},
        priorities=("culture", "delivery", "ecosystem"),
        starred="delivery",
        targets={"culture": 380, "delivery": 325},
        target_year=2028,
    )
    lens = edition.profile.field("lens")
    assert lens is not None
    assert values(made(edition, response)) == {
        ("question/" + first.id, SheetHead.ANSWER): first.descriptor(200),
        ("question/" + first.id, SheetHead.COMMENT): "Seen in March",
        ("question/" + second.id, SheetHead.ANSWER): "I cannot judge this",
        ("dimension/culture", SheetHead.BASIS): BASIS_WORDS[Basis.TOLD],
        ("dimension/culture", SheetHead.PRIORITY): PICKED,
        ("dimension/delivery", SheetHead.PRIORITY): STARRED,
        ("dimension/ecosystem", SheetHead.PRIORITY): PICKED,
        ("dimension/culture", SheetHead.TARGET): "Steered by facts",
        ("dimension/delivery", SheetHead.TARGET): "3.25",
        ("profile/unit_assessed", SheetHead.ANSWER): "Nordic division",
        ("profile/lens", SheetHead.ANSWER): lens.label_of("sales"),
        ("target-year/", SheetHead.ANSWER): "2028",
    }


def test_an_empty_one_is_empty(edition: Edition) -> None:
    """No cell to fill in holds anything."""
    assert values(made(edition)) == {}


# How it is filled in


@pytest.mark.parametrize("other", [False, True])
def test_exactly_the_inputs_can_be_changed(edition: Edition, other_edition: Edition, other: bool) -> None:
    """All cream; protected without a password; columns and rows can be resized."""
    own = other_edition if other else edition
    sheet = sheet_of(made(own))
    expected = set(inputs(sheet).values())
    unlocked = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert set(unlocked) == expected
    assert {cell.fill.fgColor.rgb for cell in unlocked.values()} == {"FFFFF8E6"}
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert (sheet.protection.formatColumns, sheet.protection.formatRows) == (False, False)
    assert sheet.sheet_view.selection[-1].activeCell in expected


def test_ids_are_hidden_and_everything_else_is_seen(edition: Edition) -> None:
    """One visible sheet; the lists are hidden, the stamp's second place more so."""
    workbook = openpyxl.load_workbook(BytesIO(made(edition)))
    assert {sheet.title: sheet.sheet_state for sheet in workbook} == {
        "Answers": "visible",
        "Lists": "hidden",
        "_meta": "veryHidden",
    }
    assert [key for key, column in workbook["Answers"].column_dimensions.items() if column.hidden] == ["A"]


def test_lists_hold_what_there_is_to_choose(edition: Edition, other_edition: Edition) -> None:
    """On another sheet, since a list within a validation is cut at 255 characters; they warn and do not forbid."""
    for own in (edition, other_edition):
        workbook = openpyxl.load_workbook(BytesIO(made(own)))
        sheet = workbook["Answers"]
        rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
        assert {rule.errorStyle for rule in rules.values()} == {"warning"}
        where = references(sheet)
        for question in own.questionnaire.questions:
            area = rules[where[row_id(RowKind.QUESTION, question.id), SheetHead.ANSWER]].formula1
            listed = [cell.value for row in workbook["Lists"][area.partition("!")[2].replace("$", "")] for cell in row]
            statuses = [own.questionnaire.statuses[status].label for status in Status]
            assert listed[: len(question.levels)] == [level.text for level in question.levels]
            assert listed[len(question.levels) :] == [statuses[0], question.does_not_apply or statuses[1]]


def test_it_prints_on_a4_one_page_wide(edition: Edition) -> None:
    """Heads on every page, and no dimension torn apart."""
    sheet = sheet_of(made(edition))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    heads = int(str(sheet.print_title_rows).replace("$", "").partition(":")[0])
    assert sheet.cell(heads, 1).value == SheetHead.ID
    first_rows = [sheet.cell(mark.id + 1, 1).value for mark in sheet.row_breaks.brk]
    assert first_rows[0] is None
    assert all(str(id).startswith("dimension/") for id in first_rows[1:])
    assert len(first_rows) == 6


# By what it is known again


def test_the_stamp_stands_in_three_places(edition: Edition) -> None:
    """Seen above the tables, on a sheet that is not, and among the properties of the file."""
    workbook = openpyxl.load_workbook(BytesIO(made(edition, Response({}, Length.SHORT))))
    stamp = Stamp("customer-strategy", 1, Length.SHORT, edition.questionnaire.content_hash[:12])
    texts = {
        name: [str(cell.value) for row in workbook[name].iter_rows() for cell in row] for name in ("Answers", "_meta")
    }
    above = texts["Answers"][: texts["Answers"].index(SheetHead.ID)]
    assert [stamp_in(text) for text in above if stamp_in(text)] == [stamp]
    assert stamp_text(edition.questionnaire, Length.SHORT) in texts["_meta"]
    properties = {prop.name: prop.value for prop in workbook.custom_doc_props.props}
    assert stamp_in(properties["Answer sheet"]) == stamp
    assert properties["Content hash"] == edition.questionnaire.content_hash


def test_every_answer_has_a_name(edition: Edition) -> None:
    """Which leads to its cell."""
    book = made(edition)
    names = openpyxl.load_workbook(BytesIO(book)).defined_names
    where = references(sheet_of(book))
    assert len(names) == 41
    for question in edition.questionnaire.questions:
        cell = where[row_id(RowKind.QUESTION, question.id), SheetHead.ANSWER]
        assert names[f"ans_{question.id.replace('-', '_')}"].attr_text.replace("$", "") == f"Answers!{cell}"


@given(st.lists(st.text(max_size=300), unique=True, max_size=20))
def test_names_differ_whatever_the_ids(ids: list[str]) -> None:
    """Excel takes letters, digits and underscores, and does not tell capitals from small letters."""
    names = defined_names(ids)
    assert list(names) == ids
    assert len({name.lower() for name in names.values()}) == len(ids)
    assert all(re.fullmatch(r"ans_[A-Za-z0-9_]{0,250}", name) for name in names.values())


def test_ids_that_look_alike_get_names_apart() -> None:
    """Also where one takes the name that another would have fallen back to."""
    assert defined_names(["a-b", "a_b_2", "a_b", "A.B"]) == {
        "a-b": "ans_a_b",
        "a_b_2": "ans_a_b_2",
        "a_b": "ans_a_b_3",
        "A.B": "ans_A_B_4",
    }
