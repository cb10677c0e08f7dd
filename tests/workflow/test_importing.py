"""An answer sheet is compared first; what is chosen of it is stored as a whole or not at all."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment import access
from assessment.errors import AnsweringError
from assessment.model import Actor, Basis, Length, Response, Status
from assessment.workflow import answering, importing, visiting
from assessment.workflow.importing import all_said, begin_with, compared, take_over
from assessment.workflow.opening import Place
from assessment.workflow.saying import Saying
from assessment.workflow.sitting import UNIT
from tests.intake.filled_sheets import plain_sheet
from tests.responses import generated
from tests.workflow.sitting import NOW, begun, kept, record, say_all, sitting_of

HOSTILE = "=1+1 <b> *bold* :red[x] [a](javascript:b)"


def everything(place: Place, seed: int = 1) -> Response:
    """A generated response that says something of every kind."""
    full = generated(place.edition, seed)
    first, *others = [dimension.id for dimension in place.edition.questionnaire.dimensions]
    most = place.edition.questionnaire.verdict.priorities
    picked = (first, *others[: most - 1])
    comments = {place.edition.questionnaire.questions[0].id: HOSTILE}
    aims = dict.fromkeys(picked, place.edition.questionnaire.stages[-1].target)
    return replace(
        full, priorities=picked, starred=first, targets=aims, target_year=2028, comments=comments,
        basis={first: Basis.TOLD}, profile={**full.profile, UNIT: "Of the sheet"},
    )  # fmt: skip


def said(actor: Actor, place: Place) -> Response:
    """What is stored, so far as sheets can say it."""
    return sitting_of(actor, place).stored.response


def rewritten_cell(content: bytes, old: str, new: str) -> bytes:
    """A sheet in which every cell that said the one says the other."""
    book = openpyxl.load_workbook(BytesIO(content))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == old:
                cell.value = new
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def by_kind(sayings: tuple[Saying, ...]) -> dict[str, list[str]]:
    """The ids that something is said about, by kind."""
    return {kind: [one.id for one in sayings if one.kind == kind] for kind in dict.fromkeys(s.kind for s in sayings)}


def test_all_that_a_sheet_says_is_stored_for_somebody_who_begins_with_it(any_place: Place) -> None:
    """Under the private link that it is given; nothing of it is submitted."""
    sheet, token = everything(any_place), access.new_token()
    actor = begin_with(visiting.NOBODY, any_place, token, "Nordic division", sheet)
    assert visiting.respondent(any_place.store, token) == actor
    stored = said(actor, any_place)
    assert dict(stored.answers) == dict(sheet.answers)
    assert (stored.comments, stored.basis, stored.priorities) == (sheet.comments, sheet.basis, sheet.priorities)
    assert (stored.starred, stored.targets, stored.target_year) == (sheet.starred, sheet.targets, sheet.target_year)
    assert sitting_of(actor, any_place).unit == "Nordic division"
    assert sitting_of(actor, any_place).is_draft
    assert [one.what for one in compared(actor, any_place, sheet)] == ["Unit"]


def test_answers_that_a_short_response_does_not_ask_for_are_asked_from_then_on(place: Place) -> None:
    """So that they count; other dimensions stay short."""
    questionnaire = place.edition.questionnaire
    deep = next(q for q in questionnaire.questions if not q.short and not q.optional)
    other = next(q for q in questionnaire.questions if q.short and q.dimension != deep.dimension)
    sheet = Response({deep.id: deep.levels[2].value, other.id: other.levels[0].value}, Length.FULL)
    actor = begin_with(visiting.NOBODY, place, access.new_token(), "Nordic division", sheet)
    assert said(actor, place).deepened == {deep.dimension}


def test_what_is_new_and_what_differs_are_told_apart_and_only_the_chosen_is_stored(place: Place) -> None:
    """Ours is empty where nothing was said; what the sheet leaves empty is no difference."""
    actor = begun(place)
    first, second, third = place.edition.questionnaire.questions[:3]
    answering.answer(actor, place, first.id, first.levels[0].value)
    answering.answer(actor, place, third.id, third.levels[0].value)
    answering.comment(actor, place, third.id, "Mine")
    sheet = Response({first.id: first.levels[3].value, second.id: Status.CANNOT_JUDGE}, comments={third.id: "Theirs"})
    one, two, three = compared(actor, place, sheet)
    assert (one.ours, one.theirs) == (f"“{first.levels[0].text}”", f"“{first.levels[3].text}”")
    assert (two.id, two.ours, two.what) == (second.id, "", second.name)
    assert (three.kind, three.ours, three.theirs) == ("comment", "Mine", "Theirs")
    take_over(actor, place, sheet, [two, three])
    assert said(actor, place).answers == {
        first.id: first.levels[0].value,
        second.id: Status.CANNOT_JUDGE,
        third.id: third.levels[0].value,
    }
    assert said(actor, place).comments == {third.id: "Theirs"}
    assert compared(actor, place, sheet) == (one,)


def test_priorities_targets_and_the_year_are_taken_over_together(any_place: Place) -> None:
    """A target without a priority of the sheet's counts for our own; one for what is not picked does not."""
    questionnaire = any_place.edition.questionnaire
    first, second, third = (dimension.id for dimension in questionnaire.dimensions[:3])
    aim = questionnaire.stages[-1].target
    actor = begun(any_place)
    answering.pick(actor, any_place, (first, second), first)
    sheet = Response({}, targets={second: aim, third: aim}, target_year=NOW.year + 2)
    (one,) = compared(actor, any_place, sheet)
    assert one.kind == "aims"
    assert f"{questionnaire.stages[-1].name}), by {NOW.year + 2}" in one.theirs
    take_over(actor, any_place, sheet, [one])
    stored = said(actor, any_place)
    assert (stored.priorities, stored.targets, stored.target_year) == ((first, second), {second: aim}, NOW.year + 2)
    sheet = Response({}, priorities=(third,), starred=third)
    take_over(actor, any_place, sheet, compared(actor, any_place, sheet))
    stored = said(actor, any_place)
    assert (stored.priorities, stored.starred, stored.targets) == ((third,), third, {})


def test_a_target_off_the_scale_is_refused_as_a_whole(any_place: Place) -> None:
    """Whatever read it."""
    actor, id = begun(any_place), any_place.edition.questionnaire.dimensions[0].id
    sheet = Response({}, priorities=(id,), targets={id: 100_000})
    before = kept(actor, any_place)
    with pytest.raises(AnsweringError, match="off the scale"):
        take_over(actor, any_place, sheet, compared(actor, any_place, sheet))
    assert kept(actor, any_place) == before


def test_what_changed_since_it_was_compared_is_not_overwritten(any_place: Place) -> None:
    """Nothing of the sheet is stored then."""
    actor, question = begun(any_place), any_place.edition.questionnaire.questions[0]
    sheet = Response({question.id: question.levels[2].value}, comments={question.id: "Note"})
    seen = compared(actor, any_place, sheet)
    answering.answer(actor, any_place, question.id, question.levels[0].value)
    before = kept(actor, any_place)
    with pytest.raises(AnsweringError, match="changed meanwhile"):
        take_over(actor, any_place, sheet, seen)
    assert kept(actor, any_place) == before


def test_nothing_is_taken_over_into_submitted_answers(any_place: Place) -> None:
    """They must be reopened first."""
    actor, question = begun(any_place), any_place.edition.questionnaire.questions[0]
    answering.answer(actor, any_place, question.id, question.levels[0].value)
    answering.submit(actor, any_place)
    sheet = Response({question.id: question.levels[2].value})
    with pytest.raises(AnsweringError, match="Reopen them"):
        take_over(actor, any_place, sheet, compared(actor, any_place, sheet))


def test_what_no_screen_would_take_is_not_taken_from_a_sheet_either(place: Place) -> None:
    """A lens that is none, a year that is past, a text that is too long, too many priorities."""
    actor, questionnaire = begun(place), place.edition.questionnaire
    id = questionnaire.questions[0].id
    for sheet in (
        Response({}, comments={id: "x" * 2001}),
        Response({}, target_year=NOW.year - 1),
        Response({}, profile={"lens": "none such"}),
        Response({}, priorities=tuple(dimension.id for dimension in questionnaire.dimensions)),
    ):
        before = kept(actor, place)
        with pytest.raises(AnsweringError):
            take_over(actor, place, sheet, compared(actor, place, sheet))
        assert kept(actor, place) == before


def test_a_star_that_the_sheet_does_not_have_stays_where_its_priority_does(any_place: Place) -> None:
    """It goes only with the priority."""
    first, second, third = (dimension.id for dimension in any_place.edition.questionnaire.dimensions[:3])
    actor = begun(any_place)
    answering.pick(actor, any_place, (first, second), first)
    sheet = Response({}, priorities=(first, third))
    take_over(actor, any_place, sheet, compared(actor, any_place, sheet))
    assert (said(actor, any_place).priorities, said(actor, any_place).starred) == ((first, third), first)
    sheet = Response({}, priorities=(third,))
    take_over(actor, any_place, sheet, compared(actor, any_place, sheet))
    assert said(actor, any_place).starred is None


def test_a_priority_that_cannot_be_read_takes_none_of_the_stored_ones_back(any_place: Place) -> None:
    """It is named, and so are those that are left out for it."""
    first, second = (dimension.id for dimension in any_place.edition.questionnaire.dimensions[:2])
    actor = begun(any_place)
    answering.pick(actor, any_place, (first, second), first)
    sheet = plain_sheet(any_place.edition, said(actor, any_place))
    sheet = rewritten_cell(sheet, "Starred", "first of all")
    filled = importing.read(actor, any_place, sheet, "a.xlsx")
    assert len(filled.refusals) == 2
    assert compared(actor, any_place, filled.response) == ()


def test_a_year_that_is_past_is_left_out_and_said(place: Place) -> None:
    """The rest is taken."""
    question = place.edition.questionnaire.questions[0]
    sheet = Response({question.id: 300}, target_year=NOW.year - 1)
    filled = importing.read(visiting.NOBODY, place, plain_sheet(place.edition, sheet), "a.xlsx")
    assert [remark.text for remark in filled.refusals] == [
        f"the year of the targets, {NOW.year - 1}, is past; it is left out."
    ]
    actor = begin_with(visiting.NOBODY, place, access.new_token(), "Nordic division", filled.response)
    assert dict(said(actor, place).answers) == {question.id: 300}


def test_what_cannot_be_stored_begins_nothing(place: Place) -> None:
    """Neither a response nor an organisation is left behind."""
    token = access.new_token()
    sheet = Response({}, comments={place.edition.questionnaire.questions[0].id: "x" * 2001})
    with pytest.raises(AnsweringError):
        begin_with(visiting.NOBODY, place, token, "Nordic division", sheet)
    assert visiting.respondent(place.store, token) == visiting.NOBODY


def test_practice_answers_of_a_file_are_imported(place: Place) -> None:
    """As answer files hold them."""
    sheet = Response({}, practice={"PR01": "yes"})
    actor = begin_with(visiting.NOBODY, place, access.new_token(), "Nordic division", sheet)
    assert said(actor, place).practice == {"PR01": "yes"}


def test_the_history_and_the_log_say_what_was_taken_over(place: Place) -> None:
    """Each thing as if it had been said on a screen; the log without a word of it."""
    actor, sheet = begun(place), everything(place)
    take_over(actor, place, sheet, compared(actor, place, sheet))
    said_again = {(kind, subject) for kind, subject, _ in record(actor, place)}
    assert {("answer", id) for id in sheet.answers} <= said_again
    entry = kept(actor, place)["about"]["log"][-1]
    assert (entry["role"], entry["verb"]) == ("respondent", "answer")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=st.integers(0, 999), theirs=st.integers(0, 999))
def test_taking_everything_over_leaves_no_difference(place: Place, mine: int, theirs: int) -> None:
    """And what the sheet does not say stays as it was."""
    actor = begun(place)
    before = generated(place.edition, mine, Length.SHORT)
    say_all(actor, place, replace(before, profile={}))
    sheet = replace(generated(place.edition, theirs), profile={})
    take_over(actor, place, sheet, compared(actor, place, sheet))
    assert compared(actor, place, sheet) == ()
    assert dict(said(actor, place).answers) == {**before.answers, **sheet.answers}


def test_somebody_who_has_not_begun_sees_all_that_a_sheet_says(place: Place) -> None:
    """Nothing is stored for it."""
    found = by_kind(all_said(place, everything(place)))
    assert set(found) == {"profile", "answer", "comment", "basis", "aims"}
    assert found["profile"][0] == UNIT
