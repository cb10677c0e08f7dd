"""The plan's screen: begun with one button, each field stored when left, what if, and a workbook brought back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from unittest.mock import Mock

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from assessment import access
from assessment.intake.plan import MOST_ENTRIES
from assessment.model import CampaignMode, PlanEntry, PlanPhase, PlanStatus, Response
from assessment.planning import gains
from assessment.storage import plans
from assessment.ui import place as opened_place
from assessment.ui.charts import projection, projection_alt
from assessment.ui.screens.plan import title as title_of
from assessment.ui.what_if import in_the_verdict
from assessment.workflow import answering, campaigns, planning, taking_back
from assessment.workflow.opening import utc_now
from reports.scorecard import scorecard
from tests.intake.test_plan_workbook import HEAD, filled, put
from tests.responses import alike, assessed
from tests.test_planning import standing_out
from tests.ui.apptest import Browser, key, labels, press, press_labelled, run, tap, title, words
from tests.workflow.campaigning import begun_by, run_of
from tests.workflow.sitting import answer_everything, say_all

HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f**"


def submit(browser: Browser, year: int | None = None) -> Browser:
    """All answers at the second level with two targets, submitted."""
    actor, place = browser.begin(), browser.place
    questionnaire = place.edition.questionnaire
    picked = tuple(dimension.id for dimension in questionnaire.dimensions[:2])
    targets = dict.fromkeys(picked, questionnaire.stages[-1].target)
    response = Response(alike(questionnaire, 2), priorities=picked, starred=picked[0], targets=targets)
    say_all(actor, place, replace(response, target_year=year or utc_now().year + 2))
    answering.submit(actor, place)
    return browser


def plan_of(browser: Browser) -> tuple[PlanEntry, ...]:
    """The plan as it is stored."""
    return planning.plan_of(browser.actor, browser.place)


@pytest.fixture
def submitted(any_browser: Browser) -> Browser:
    """A browser whose answers are submitted."""
    return submit(any_browser)


@pytest.fixture
def planned(submitted: Browser) -> Browser:
    """A browser with a plan."""
    planning.begin_plan(submitted.actor, submitted.place)
    return submitted


def test_an_empty_plan_begins_with_one_button(submitted: Browser) -> None:
    """Then each suggestion is a card."""
    tab = submitted.open("plan")
    assert title(tab) == "From what to decide to who does what by when"
    tab = press(tab, "begin_plan")
    assert title(tab) == "Two actions, none with an owner and a date so far"
    entries = plan_of(submitted)
    assert [entry.dimension for entry in entries] == [
        dimension.id for dimension in submitted.place.edition.questionnaire.dimensions[:2]
    ]
    assert "Begin the plan with these" not in labels(tab)


def test_every_field_is_stored_when_it_is_left(planned: Browser) -> None:
    """And shown again in another window."""
    entry = plan_of(planned)[0]
    tab = planned.open("plan")
    tab.text_input(key=key(tab, "line", f"owner_{entry.id}")).set_value(HOSTILE)
    run(tab)
    tab.date_input(key=key(tab, "date", f"due_{entry.id}")).set_value(date(utc_now().year + 1, 2, 28))
    run(tab)
    tab.text_area(key=key(tab, "note", f"step_{entry.id}")).set_value("Ask two")
    run(tab)
    tab.text_area(key=key(tab, "note", f"action_{entry.id}")).set_value(HOSTILE)
    run(tab)
    tap(tab, f"phase_{entry.id}", PlanPhase.YEAR)
    tap(tab, f"status_{entry.id}", PlanStatus.DOING)
    wanted = replace(
        entry,
        owner=HOSTILE,
        due=date(utc_now().year + 1, 2, 28),
        step="Ask two",
        action=HOSTILE,
        phase=PlanPhase.YEAR,
        status=PlanStatus.DOING,
    )
    assert plan_of(planned)[0] == wanted
    again = planned.open("plan")
    assert again.text_input(key=key(again, "line", f"owner_{entry.id}")).value == HOSTILE
    assert again.date_input(key=key(again, "date", f"due_{entry.id}")).value == wanted.due
    assert title(again) == "Two actions, one with an owner and a date so far"
    assert HOSTILE not in words(again)
    assert r"\<script\>" in words(again)


def test_entries_are_removed_after_a_question_moved_and_added(planned: Browser) -> None:
    """The dialog and its button go into one run here."""
    first, second = plan_of(planned)
    tab = press(planned.open("plan"), "up", second.id)
    assert plan_of(planned) == (second, first)
    tab.button(key=key(tab, "remove", first.id)).click()
    run(tab)
    assert plan_of(planned) == (second, first)
    tab.button(key=key(tab, "remove", first.id)).click()
    tab.button(key=key(tab, "remove_now", first.id)).click()
    run(tab)
    assert plan_of(planned) == (second,)
    tab = planned.open("plan")
    last = planned.place.edition.questionnaire.dimensions[-1].id
    tab.selectbox(key="own_dimension_0").set_value(last)
    tab.text_area(key="own_words_0").set_value("Our own action")
    press_labelled(tab, "Add to the plan")
    assert [(entry.dimension, entry.action) for entry in plan_of(planned)][1:] == [(last, "Our own action")]


def test_an_own_action_needs_a_dimension_and_words_and_says_so_where_one_is(planned: Browser) -> None:
    """Nothing is chosen for anybody; the message stands in the form, not at the top of a long page."""
    tab = planned.open("plan")
    before = planning.plan_of(planned.actor, planned.place)
    tab.text_area(key="own_words_0").set_value("Our own action")
    tab = press_labelled(tab, "Add to the plan")
    assert tab.expander[0].error[0].value.startswith("Choose a ")
    assert tab.text_area(key="own_words_0").value == "Our own action"
    assert planning.plan_of(planned.actor, planned.place) == before


def test_own_words_that_are_refused_stay_and_those_taken_go(planned: Browser) -> None:
    """With the dimension that was chosen."""
    tab = planned.open("plan")
    last = planned.place.edition.questionnaire.dimensions[-1].id
    first = plan_of(planned)[0]
    with planned.place.store.write() as connection:
        stored = planned.stored.stored
        for number in range(MOST_ENTRIES - 2):
            entry = replace(first, id=str(number))
            plans.put(connection, stored.organisation.id, stored.campaign.wave, entry, planned.place.now())
    assert [form.proto.form.clear_on_submit for form in tab.get("form")] == [False]
    tab.selectbox(key="own_dimension_0").set_value(last)
    tab.text_area(key="own_words_0").set_value("Our own action")
    tab = press_labelled(tab, "Add to the plan")
    assert "at most 200 entries" in words(tab)
    assert (tab.text_area(key="own_words_0").value, tab.selectbox(key="own_dimension_0").value) == (
        "Our own action",
        last,
    )
    planning.remove(planned.actor, planned.place, "0")
    tab = press_labelled(tab, "Add to the plan")
    assert plan_of(planned)[-1].action == "Our own action"
    assert tab.text_area(key="own_words_1").value == ""


def test_a_second_tap_on_a_status_changes_nothing(planned: Browser) -> None:
    """What is shown is what is stored."""
    entry = plan_of(planned)[0]
    tab = planned.open("plan")
    assert {box.proto.required for box in tab.button_group if "status_" in str(box.key)} == {True}
    assert {box.proto.required for box in tab.button_group if "phase_" in str(box.key)} == {False}
    assert entry.status is PlanStatus.OPEN


def test_backwards_says_what_must_be_reached_when(submitted: Browser) -> None:
    """In a title with the widest gap, a table, and what that asks for now."""
    tab = submitted.open("plan")
    year = utc_now().year
    said = words(tab)
    assert f"Backwards from {year + 2}" in said
    assert f"by the end of {year + 1}" in said
    assert "This month:" in said
    assert f"What that asks for by the end of {year + 1}, this quarter and this month" in [
        one.label for one in tab.expander
    ]
    assert "This quarter:" in said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"targets": False}, "No targets are set"),
        ({"year": False}, "Your targets have no year"),
        ({"later": True}, "which has passed"),
    ],
)
def test_without_targets_it_says_what_would_give_some(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, change: dict[str, bool], reason: str
) -> None:
    """Each reason in its own words."""
    submit(browser)
    actor, place = browser.actor, browser.place
    answering.reopen(actor, place)
    if "targets" in change:
        answering.pick(actor, place, (), None)
    if "year" in change:
        answering.aim_by(actor, place, None)
    answering.submit(actor, place)
    if "later" in change:
        later = replace(place, now=lambda: utc_now().replace(year=utc_now().year + 5, day=1))
        monkeypatch.setattr(opened_place, "_opened", (opened_place.settings(), later))
    assert reason in words(browser.open("plan"))


def test_what_if_begins_with_the_plan_and_goes_into_it(planned: Browser) -> None:
    """A move tried is not stored until it is taken into the plan."""
    tab = planned.open("plan")
    assert "Two answers moved would" in words(tab)
    entry = plan_of(planned)[0]
    chosen = next(box for box in tab.selectbox if str(box.key).startswith(f"move_{entry.question}_"))
    top = planned.place.edition.questionnaire.question[str(entry.question)].levels[-1].value
    assert chosen.value == entry.level
    chosen.set_value(top)
    run(tab)
    assert plan_of(planned)[0] == entry
    tab = press(tab, "take_moves")
    assert plan_of(planned)[0] == replace(entry, level=top)
    assert "Put these moves into the plan" not in labels(tab)


def test_a_strength_that_would_be_lost_is_named(browser: Browser) -> None:
    """Beside what would be gained."""
    before, after = standing_out(browser.place.edition)
    label = browser.place.edition.questionnaire.dimensions[0].label
    assert (
        in_the_verdict(before, gains(before, after))[-1]
        == f"A strength would no longer stand out from the rest: {label}."
    )


def test_what_was_tried_can_be_given_up(planned: Browser) -> None:
    """Then the moves of the plan are chosen again."""
    tab = planned.open("plan")
    entry = plan_of(planned)[0]

    def chosen(tab: AppTest) -> Selectbox[int | None]:
        return next(box for box in tab.selectbox if str(box.key).startswith(f"move_{entry.question}_"))

    chosen(tab).select_index(0)
    run(tab)
    assert "One answer moved would" in words(tab)
    press(tab, "what_if_reset")
    assert "Two answers moved would" in words(tab)
    assert chosen(tab).value == entry.level


def test_the_projection_shows_only_scores_that_differ_and_tells_them(browser: Browser) -> None:
    """A hollow dot each; the figure of the profile itself stays as it was."""
    edition = browser.place.edition
    before = assessed(edition, Response(alike(edition.questionnaire, 2)))
    moved = {**before.response.answers, **{q.id: 500 for q in edition.questionnaire.questions_of("culture")}}
    after = assessed(edition, replace(before.response, answers=moved))
    assert list(projection(before, after).data[-1].x) == [5.0]
    assert projection_alt(before, after).endswith(
        "Score if these answers moved: Culture that carries the strategy 5.0, Self-improving."
    )
    assert projection_alt(before, before).endswith("Score if these answers moved: the same.")


def test_a_filled_workbook_is_shown_and_taken_over(planned: Browser) -> None:
    """Nothing is stored before the button is pressed."""
    actor, place = planned.actor, planned.place
    entry = plan_of(planned)[0]
    book = scorecard(answering.assessment_of(actor, place), plan_of(planned))

    def fill(sheet: object) -> None:
        put(sheet, HEAD + 1, "Owner", HOSTILE)
        put(sheet, HEAD + 1, "By", datetime(utc_now().year + 1, 1, 31))

    tab = planned.open("plan")
    tab.file_uploader(key="workbook_0").upload("plan.xlsx", filled(book, fill))
    run(tab)
    assert "**2 differences** in 2 rows read" in words(tab)
    assert plan_of(planned)[0] == entry
    tab = press(tab, "take_over")
    assert plan_of(planned)[0] == replace(entry, owner=HOSTILE, due=date(utc_now().year + 1, 1, 31))
    assert "2 changes taken over from the workbook." in words(tab).replace("\\", "")


def test_a_workbook_is_read_once_while_it_stays_in_its_field(planned: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another file is read anew; what can't be read is told again without another look."""
    reads = Mock(side_effect=taking_back.read)
    monkeypatch.setattr(taking_back, "read", reads)
    book = scorecard(answering.assessment_of(planned.actor, planned.place), plan_of(planned))
    tab = planned.open("plan")
    tab.file_uploader(key="workbook_0").upload("plan.xlsx", book)
    for _ in range(2):
        run(tab)
        assert "The workbook says nothing else than the plan" in words(tab)
    assert reads.call_count == 1
    tab.file_uploader(key="workbook_0").upload("other.xlsx", b"no")
    for _ in range(2):
        run(tab)
        assert "no Excel workbook" in words(tab)
    assert reads.call_count == 2


def test_a_file_that_is_no_workbook_is_refused_in_words(planned: Browser) -> None:
    """On the page, not as a fault."""
    tab = planned.open("plan")
    tab.file_uploader(key="workbook_0").upload("plan.xlsx", b"no")
    run(tab)
    assert "no Excel workbook" in words(tab)


def test_before_the_first_submission_it_leads_to_the_review_and_afterwards_not(any_browser: Browser) -> None:
    """Reopened answers keep their plan, and the page says that it follows them."""
    any_browser.begin()
    answer_everything(any_browser.actor, any_browser.place)
    assert title(any_browser.open("plan")) == "Everything is answered" or "review" in words(any_browser.open("plan"))
    answering.submit(any_browser.actor, any_browser.place)
    planning.begin_plan(any_browser.actor, any_browser.place)
    answering.reopen(any_browser.actor, any_browser.place)
    tab = any_browser.open("plan")
    assert "Your answers are reopened" in words(tab)
    assert "To the review" in labels(tab)


def test_too_few_answers_suggest_nothing_and_own_actions_can_be_added(browser: Browser) -> None:
    """The page says why."""
    actor, place = browser.begin(), browser.place
    answering.answer(actor, place, place.edition.questionnaire.questions[0].id, 100)
    answering.submit(actor, place)
    tab = browser.open("plan")
    assert "Too few questions are answered for scores" in words(tab)
    assert "Begin the plan with these" not in labels(tab)
    assert "Add to the plan" in labels(tab)


ONE = PlanEntry("a", "culture", "x")
READY = replace(ONE, owner="Ada", due=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((replace(ONE, status=PlanStatus.DROPPED),), "Every action was dropped"),
        ((ONE,), "One action, without an owner and a date yet"),
        ((READY,), "One action, it with an owner and a date"),
        ((READY, READY, ONE), "Three actions, two with an owner and a date so far"),
        ((READY, READY), "Two actions, each with an owner and a date"),
        ((replace(ONE, status=PlanStatus.DONE),), "The one action is done"),
        ((replace(ONE, status=PlanStatus.DONE),) * 2, "Two actions, all done"),
    ],
)
def test_the_title_says_how_far_the_plan_is(entries: tuple[PlanEntry, ...], said: str) -> None:
    """In a sentence."""
    assert title_of(entries) == said


def test_owner_and_date_are_said_on_the_verdict_too(submitted: Browser) -> None:
    """They make the entry of the decision, which the plan then shows."""
    first = submitted.place.edition.questionnaire.dimensions[0].id
    tab = submitted.open("verdict")
    tab.text_input(key=key(tab, "line", f"owner_{first}")).set_value("Ada")
    run(tab)
    tab.date_input(key=key(tab, "date", f"due_{first}")).set_value(date(utc_now().year + 1, 3, 31))
    run(tab)
    (entry,) = plan_of(submitted)
    assert (entry.dimension, entry.owner, entry.due) == (first, "Ada", date(utc_now().year + 1, 3, 31))
    again = submitted.open("verdict")
    assert again.text_input(key=key(again, "line", f"owner_{first}")).value == "Ada"
    tab = press(again, "plan")
    assert "Add these to the plan" in labels(tab)


def test_without_names_the_plan_waits_until_the_campaign_is_closed(browser: Browser) -> None:
    """Verdict and plan say so, and offer nothing that would be refused."""
    run = run_of(browser.place, CampaignMode.CONFIDENTIAL, closes_at=browser.place.now() + timedelta(days=30))
    browser.token = access.new_token()
    actor = begun_by(browser.place, run.invite(browser.place, "Bo")[0].token, browser.token)
    answer_everything(actor, browser.place)
    answering.submit(actor, browser.place)
    tab = browser.open("verdict")
    assert planning.WAITS in words(tab)
    assert "Make the plan" not in labels(tab)
    assert not any(field.label.startswith("Owner") for field in tab.text_input)
    tab = browser.open("plan")
    assert title(tab) == planning.WAITS.removesuffix(".")
    assert not any("plan" in label for label in labels(tab))
    campaigns.close(run.actor, browser.place, run.campaign.id)
    assert "Make the plan" in labels(browser.open("verdict"))
    assert title(browser.open("plan")) == "From what to decide to who does what by when"
