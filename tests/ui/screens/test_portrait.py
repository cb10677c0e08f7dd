"""The page of a dimension: whatever was answered, it says where one stands, and the smallest way up."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from assessment import access
from assessment.model import Assessment, Basis, Questionnaire, ReferencePoint, Response, Status
from assessment.moves import moved, to_next_stage
from assessment.ui import portrait_words
from assessment.ui.literal import JOINER, literal, titled
from assessment.workflow import answering
from assessment.workflow.assessing import assess
from reports.verdict_words import SYNTHETIC
from tests.responses import alike, generated
from tests.ui.apptest import Browser, labels, press, title, words
from tests.workflow.sitting import answer_everything, begun_synthetic, say_all

HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f** :smile:"
SECTIONS = ["What mature and immature practice look like", "Your answers", "The smallest way to the next stage"]

Make = Callable[[Browser], Response]


def full(browser: Browser) -> Response:
    """Everything answered at the full length, high and low, with priorities, targets, comments and basis."""
    edition = browser.place.edition
    answers = {**alike(edition.questionnaire, 2)}
    for place, question in enumerate(edition.questionnaire.questions):
        answers[question.id] = question.levels[place * 7 % len(question.levels)].value
    picked = tuple(edition.questionnaire.asking_order[: edition.questionnaire.verdict.priorities])
    return Response(
        answers,
        deepened=deepened(browser),
        priorities=picked,
        starred=picked[0],
        targets=dict.fromkeys(picked, edition.questionnaire.stages[-1].target),
        target_year=2028,
        basis=dict.fromkeys(edition.questionnaire.asking_order, Basis.DOCUMENTS),
        comments={question.id: HOSTILE for question in edition.questionnaire.questions if not question.optional},
        practice={p.id: p.answers[0].id for p in points(browser) if p.answers and set(p.dimensions) & set(picked)},
    )


def points(browser: Browser) -> list[ReferencePoint]:
    """The published figures of the questionnaire."""
    references = browser.place.edition.references
    return list(references.points) if references else []


def deepened(browser: Browser) -> frozenset[str]:
    """Every dimension, where what one begins with is the short length."""
    return frozenset(d.id for d in questionnaire(browser).dimensions if questionnaire(browser).has_short_length)


def short(browser: Browser) -> Response:
    """What is asked at the length one begins with, all at the second level; nothing else."""
    return Response(
        {
            question.id: question.levels[1].value
            for question in questionnaire(browser).questions
            if not question.optional and (question.short or not questionnaire(browser).has_short_length)
        }
    )


def sparse(browser: Browser) -> Response:
    """Few answers and many statuses: thin scores, none, and what does not apply at all."""
    response = generated(browser.place.edition, 12)
    statuses = list(Status)
    dropped = [q.id for q in questionnaire(browser).questions if not q.optional]
    answers = {id: (statuses[n % 2] if n % 3 else response.answers.get(id)) for n, id in enumerate(dropped)}
    last = questionnaire(browser).dimensions[-1].id
    answers |= {q.id: Status.DOES_NOT_APPLY for q in questionnaire(browser).questions_of(last) if not q.optional}
    kept = {id: answer for id, answer in answers.items() if answer is not None}
    picked = tuple(questionnaire(browser).asking_order[:2])
    targets = {picked[0]: questionnaire(browser).stages[-1].target}
    return Response(kept, deepened=deepened(browser), priorities=picked, targets=targets)


def at_the_top(browser: Browser) -> Response:
    """Every answer at the highest level."""
    top = len(questionnaire(browser).scale)
    return Response(alike(questionnaire(browser), top), deepened=deepened(browser))


RESPONSES: list[Make] = [full, short, sparse, at_the_top]


def questionnaire(browser: Browser) -> Questionnaire:
    """The questionnaire of the place."""
    return browser.place.edition.questionnaire


def submit(browser: Browser, response: Response) -> Assessment:
    """Begin, say all of it, and submit; answers with what is computed of it."""
    actor = browser.begin()
    say_all(actor, browser.place, response)
    answering.submit(browser.actor, browser.place)
    stored = browser.stored.stored
    return assess(browser.place.edition, stored.response, (stored.submitted_at or stored.saved_at).date())


def read(markdown: str) -> str:
    """What a reader sees of markdown written by the page, with straight hyphens and apostrophes."""
    plain = re.sub(r"(?<!\\):(?:small|gray|red|green)\[|(?<!\\)\]|(?<!\\)\*\*", "", markdown.replace("  \n", "\n"))
    plain = re.sub(r"\\(.)", r"\1", plain).replace(JOINER, "").replace("\u00a0", " ")
    return plain.replace("\u2011", "-").replace("\u2019", "'")


def texts(tab: AppTest) -> str:
    """All that the page says, as read."""
    return read(words(tab))


def bodies(tab: AppTest) -> str:
    """What stands in the figures that open, as read."""
    return read("".join(element.proto.body for element in tab.get("html"))).replace("&amp;", "&")


def headers(tab: AppTest) -> list[str]:
    """The titles of the sections from top to bottom."""
    return [str(header.value) for header in tab.header]


@pytest.mark.parametrize("make", RESPONSES)
def test_every_page_says_where_it_stands_and_what_was_said(any_browser: Browser, make: Make) -> None:
    """Title, finding, arithmetic, portraits, and each question with its answer or what became of it."""
    assessment = submit(any_browser, make(any_browser))
    for dimension in assessment.questionnaire.dimensions:
        tab = any_browser.open(f"portrait-{dimension.id}")
        said, score = texts(tab), assessment.scorecard.of[dimension.id]
        assert tab.title[0].value == titled(dimension.title)
        assert f"“{dimension.label}”" in said
        assert [header for header in headers(tab) if header in SECTIONS] == SECTIONS
        for text in (dimension.mature, dimension.immature, dimension.example, dimension.note):
            assert text in said
        assert assessment.explained[f"score/{dimension.id}"].arithmetic in bodies(tab)
        assert (len(tab.get("plotly_chart")) == 1) == (score.score is not None)
        if score.score is not None:
            assert f"stands at {shown(assessment, dimension.id)}, in the stage" in said
            assert f"How {shown(assessment, dimension.id)} came about" in bodies(tab)
        for question in assessment.response.asked(assessment.questionnaire, dimension.id):
            assert question.name in said
            assert question.text in said
            given = assessment.response.answers.get(question.id)
            if isinstance(given, int):
                assert f"“{question.descriptor(given)}”" in said
                following = assessment.questionnaire.next_level(question, given)
                wanted = f"Next step “{following.text}”" if following else "This is the highest level."
                assert wanted in said
        everything = [
            assessment.response.answers.get(q.id) for q in assessment.questionnaire.questions_of(dimension.id)
        ]
        assert said.count("counts as unanswered") == everything.count(Status.CANNOT_JUDGE)
        assert said.count("left out of the score") == everything.count(Status.DOES_NOT_APPLY)
        assert portrait_words.rests_on(assessment, score) in said


def shown(assessment: Assessment, dimension: str) -> str:
    """The score as the page shows it, with two decimals where one would not agree with the gap."""
    score = assessment.scorecard.of[dimension]
    assert score.score is not None
    if score.target is None:
        return assessment.questionnaire.shown(score.score)
    return portrait_words.measured(assessment.questionnaire, score.score, score.target)[0]


@pytest.mark.parametrize("make", RESPONSES)
def test_every_page_says_the_smallest_way_and_what_to_do_first(any_browser: Browser, make: Make) -> None:
    """From sentence to sentence with the score it leads to; why there is none; the action and what blocks it."""
    assessment = submit(any_browser, make(any_browser))
    questions = assessment.questionnaire
    for dimension in questions.dimensions:
        tab = any_browser.open(f"portrait-{dimension.id}")
        said, score = texts(tab), assessment.scorecard.of[dimension.id]
        way = to_next_stage(questions, assessment.response, score)
        if way is not None:
            after = assess(assessment.edition, moved(assessment.response, way.moves), assessment.assessed_on)
            assert f"The score would be {questions.shown(after.scorecard.of[dimension.id].score or 0)}" in said
            assert after.explained[f"score/{dimension.id}"].arithmetic in bodies(tab)
            for move in way.moves:
                own = questions.question[move.question]
                assert f"from “{own.descriptor(move.start)}”\nto “{own.descriptor(move.to)}”" in said
        elif score.score is not None:
            assert "You are at the highest stage." in said
        else:
            assert ("Too few answers for a stage: " if score.applicable else "No question applies") in said
        weakest = assessment.response.weakest(questions, dimension.id)
        if weakest is not None:
            question, value = weakest
            following = questions.next_level(question, value)
            action = questions.action(question, value) if following else "Every answer given is at the highest level."
            assert action in said
            assert question.evidence in said
        weak = [
            id
            for id in dimension.depends_on
            if (assessment.scorecard.of[id].score or 10_000) < questions.verdict.blocked_below
        ]
        assert said.count("Blocked by") == len(weak)
        assert all(f"Blocked by “{questions.dimension[id].label}” at" in said for id in weak)


def test_comments_are_shown_literally(any_browser: Browser) -> None:
    """Neither link nor colour nor picture."""
    assessment = submit(any_browser, full(any_browser))
    for dimension in assessment.questionnaire.dimensions:
        tab = any_browser.open(f"portrait-{dimension.id}")
        asked = assessment.response.asked(assessment.questionnaire, dimension.id)
        assert words(tab).count(literal(HOSTILE)) == len(asked)
        assert "](http" not in words(tab)
        assert "<script>" not in words(tab) + bodies(tab)


def test_what_does_not_go_together_is_told_on_the_pages_it_touches(any_browser: Browser) -> None:
    """On those that ask one of the questions quoted, and on no other."""
    is_shipped = any_browser.place.edition.references is not None
    response = full(any_browser) if is_shipped else generated(any_browser.place.edition, 3)
    assessment = submit(any_browser, response)
    assert assessment.verdict.contradictions
    for dimension in assessment.questionnaire.dimensions:
        said = texts(any_browser.open(f"portrait-{dimension.id}"))
        own = {question.id for question in assessment.questionnaire.questions_of(dimension.id)}
        own |= {point.id for point in points(any_browser) if dimension.id in point.dimensions}
        for contradiction in assessment.verdict.contradictions:
            touches = any(quote.question in own for quote in contradiction.quotes)
            assert (contradiction.finding in said) == touches


def test_published_figures_stand_where_they_belong(browser: Browser) -> None:
    """With source, base and age, the badge, and the own answer; without the percentage under badge C."""
    assessment = submit(browser, full(browser))
    for dimension in assessment.questionnaire.dimensions:
        said = texts(browser.open(f"portrait-{dimension.id}"))
        own = [reading for reading in assessment.readings if dimension.id in reading.point.dimensions]
        assert said.count("to read beside it") == (1 if own else 0)
        for reading in own:
            for text in (reading.point.sentence, f"Base: {reading.point.base}", reading.source.title, "years old"):
                assert text in said
            assert f"Badge {reading.badge}" in said
            assert ("95 % interval" in said) == any(r.badge != "C" and r.point.percent for r in own)
            if reading.own:
                assert f"Your own answer: “{reading.own}”." in said


def test_a_figure_that_may_be_compared_stands_with_its_interval(browser: Browser) -> None:
    """Once the profile meets the conditions; its markdown holds no colour but that of side remarks."""
    response = replace(
        full(browser),
        priorities=("art-of-the-possible",),
        starred=None,
        targets={},
        practice={"PR01": "yes"},
    )
    actor = browser.begin()
    say_all(actor, browser.place, response)
    for field, value in (("level", "c-suite"), ("involvement", "high"), ("revenue_usd", "from-1b")):
        answering.describe(actor, browser.place, field, value)
    answering.submit(browser.actor, browser.place)
    tab = browser.open("portrait-art-of-the-possible")
    base = "those with the art of the possible among their top five priorities (64, reconstructed)"
    assert f"67 %; 95 % interval from 55 to 77 %. Base: {base}." in texts(tab)
    assert "Badge A: every condition of comparison holds." in texts(tab)
    figures = [str(line.value) for line in tab.markdown if "interval" in line.value]
    assert figures
    assert not [figure for figure in figures if re.search(r"(?<!\\):(red|green|blue|orange)", figure)]


def test_a_short_response_says_what_was_not_asked_and_leads_to_the_verdict(browser: Browser) -> None:
    """Where it can be asked; a dimension asked in full offers nothing."""
    submit(browser, short(browser))
    tab = browser.open("portrait-right-to-win")
    left_out = [questionnaire(browser).question[id].name for id in ("proof-of-advantage", "new-market-test")]
    assert f"which left out 2 questions: {' and '.join(left_out)}." in texts(tab)
    assert "What you can do next" in words(press(tab, "deeper"))


def test_a_full_response_is_not_offered_to_go_deeper(any_browser: Browser) -> None:
    """Nothing was left out."""
    submit(any_browser, full(any_browser))
    for dimension in questionnaire(any_browser).dimensions:
        assert "Go deeper" not in texts(any_browser.open(f"portrait-{dimension.id}"))


def test_an_answer_out_of_interest_says_that_it_enters_no_score(any_browser: Browser) -> None:
    """On its own dimension, once it was answered."""
    submit(any_browser, full(any_browser))
    optional = [question for question in questionnaire(any_browser).questions if question.optional]
    for question in optional:
        assert "For information: it enters no score." in texts(any_browser.open(f"portrait-{question.dimension}"))
    assert optional


def test_before_and_after_lead_around_in_the_order_of_the_results(any_browser: Browser) -> None:
    """After the last comes the first again; the way back is the same."""
    submit(any_browser, short(any_browser))
    titles = [titled(dimension.title) for dimension in questionnaire(any_browser).dimensions]
    tab = any_browser.open(f"portrait-{questionnaire(any_browser).dimensions[0].id}")
    for wanted in (*titles[1:], titles[0]):
        assert title(press(tab, "after")) == wanted
    for wanted in reversed(titles):
        assert title(press(tab, "before")) == wanted


def test_the_page_leads_to_its_questions_and_back_to_the_verdict(any_browser: Browser) -> None:
    """The questions are read there, not changed."""
    submit(any_browser, short(any_browser))
    dimension = questionnaire(any_browser).dimensions[0]
    page = f"portrait-{dimension.id}"
    assert "What you can do next" in words(press(any_browser.open(page), "up"))
    question = any_browser.stored.stored.response.asked(questionnaire(any_browser), dimension.id)[0]
    tab = press(any_browser.open(page), "question", question.id)
    assert "These answers are submitted." in words(tab)
    assert not [label for label in labels(tab) if "Change" in label]


def test_a_draft_is_led_to_the_review(any_browser: Browser) -> None:
    """It has no scores yet; a reopened response neither."""
    any_browser.begin()
    page = f"portrait-{questionnaire(any_browser).dimensions[0].id}"
    assert "still open" in title(any_browser.open(page))
    answer_everything(any_browser.actor, any_browser.place)
    answering.submit(any_browser.actor, any_browser.place)
    assert "still open" not in title(any_browser.open(page))
    answering.reopen(any_browser.actor, any_browser.place)
    assert title(any_browser.open(page)) == "Everything is answered"


def test_nobody_without_a_response_sees_a_page(any_browser: Browser) -> None:
    """Nor with a cookie that belongs to no response."""
    page = f"portrait-{questionnaire(any_browser).dimensions[0].id}"
    submit(any_browser, short(any_browser))
    for token in (None, access.new_token()):
        any_browser.token = token
        assert title(any_browser.open(page)) == "There are no answers in this browser"


def test_an_invented_company_says_so(any_browser: Browser) -> None:
    """On each of its pages, and on no other's."""
    page = f"portrait-{questionnaire(any_browser).dimensions[0].id}"
    submit(any_browser, short(any_browser))
    assert SYNTHETIC not in words(any_browser.open(page))
    any_browser.token = access.new_token()
    actor = begun_synthetic(any_browser.place, token=any_browser.token)
    answer_everything(actor, any_browser.place)
    answering.submit(actor, any_browser.place)
    assert SYNTHETIC in words(any_browser.open(page))


def test_looking_at_a_page_changes_nothing(any_browser: Browser) -> None:
    """But who looked last."""
    submit(any_browser, full(any_browser))
    before = any_browser.stored.stored
    for dimension in questionnaire(any_browser).dimensions:
        any_browser.open(f"portrait-{dimension.id}")
    assert replace(any_browser.stored.stored, writer=before.writer) == before
