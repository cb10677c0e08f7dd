"""A presentation keeps showing what was presented, tells what changed since, and is read by whom it is shared with."""

import json
from fractions import Fraction

import pytest
from sqlalchemy import text

from assessment import access
from assessment.differences import Difference
from assessment.errors import AccessError, AnsweringError
from assessment.model import Actor, Basis, Length, Presentation, Role
from assessment.storage import audits, presentations
from assessment.workflow import answering, own_data, planning, presenting, segmenting, segments_elsewhere
from assessment.workflow.opening import Place
from assessment.workflow.sitting import UNIT, opened
from tests.responses import alike
from tests.targeting.test_zones import golden
from tests.workflow.sitting import NOW, Clock, answer_everything, assessed, begun, kept

DAY = NOW.date()
COMMENT = "Between us: nobody believes in it"


@pytest.fixture
def submitted(any_place: Place) -> Actor:
    """Somebody who has submitted, with a comment."""
    actor = begun(any_place)
    answer_everything(actor, any_place)
    questionnaire = any_place.edition.questionnaire
    first = questionnaire.dimensions[0].id
    answering.pick(actor, any_place, (first,), first)
    answering.aim(actor, any_place, first, questionnaire.stages[-1].id)
    answering.comment(actor, any_place, questionnaire.scored_questions(first, asked(actor, any_place))[0].id, COMMENT)
    answering.submit(actor, any_place)
    return actor


def asked(actor: Actor, place: Place) -> Length:
    """The length of the response."""
    return opened(actor, place).stored.response.length


def change_an_answer(actor: Actor, place: Place) -> str:
    """Reopen, answer the first question with its highest level, submit; the question's name."""
    questionnaire = place.edition.questionnaire
    question = questionnaire.scored_questions(questionnaire.dimensions[0].id, asked(actor, place))[0]
    answering.reopen(actor, place)
    answering.answer(actor, place, question.id, question.levels[-1].value)
    answering.submit(actor, place)
    return question.name


def since(actor: Actor, place: Place) -> tuple[Difference, ...]:
    """What changed since the only presentation was frozen."""
    (only,) = presenting.kept(actor, place)
    return only.since


def test_a_presentation_keeps_showing_what_was_presented(any_place: Place, submitted: Actor) -> None:
    """Whatever is answered, planned or renamed later; figures and sentences stay as they were."""
    planning.begin_plan(submitted, any_place)
    plan = planning.plan_of(submitted, any_place)
    before = assessed(submitted, any_place)
    presentation = presenting.present(submitted, any_place, "  Board\0  meeting ", DAY)
    assert presentation.title == "Board meeting"
    change_an_answer(submitted, any_place)
    planning.put_owner(submitted, any_place, plan[0].id, "Ana")
    answering.describe(submitted, any_place, UNIT, "Renamed")
    shown = presenting.presented(submitted, any_place, presentation.id)
    assert shown.assessment.scorecard == before.scorecard
    assert shown.assessment.verdict == before.verdict
    assert (shown.unit, shown.plan, shown.differing) == ("Nordic division", plan, ())
    assert assessed(submitted, any_place).scorecard != before.scorecard


def test_comments_are_in_no_version(any_place: Place, submitted: Actor) -> None:
    """They stay with whoever wrote them."""
    presentation = presenting.present(submitted, any_place, "", DAY)
    assert COMMENT not in presentation.content
    assert presentation.title == "Presentation"
    assert presenting.presented(submitted, any_place, presentation.id).assessment.response.comments == {}


def test_the_same_content_is_one_version(any_place: Place, submitted: Actor, clock: Clock) -> None:
    """Also later and under another title; what differs is another one."""
    first = presenting.present(submitted, any_place, "Board", DAY)
    clock.forward(days=1)
    assert presenting.present(submitted, any_place, "Team", DAY) == first
    change_an_answer(submitted, any_place)
    second = presenting.present(submitted, any_place, "Team", DAY)
    assert second.content_hash != first.content_hash
    assert [each.shown.presentation for each in presenting.kept(submitted, any_place)] == [second, first]


def test_what_changed_since_is_told_thing_by_thing(any_place: Place, submitted: Actor) -> None:
    """Nothing at first; then the answer, with both descriptors, and the figures that came of it."""
    presenting.present(submitted, any_place, "Board", DAY)
    assert since(submitted, any_place) == ()
    name = change_an_answer(submitted, any_place)
    said, *figures = since(submitted, any_place)
    assert (said.what, said.is_figure) == (name, False)
    assert said.then.startswith("“")
    assert said.then != said.now
    assert any(figure.what.endswith(": score") for figure in figures)
    assert all(figure.is_figure for figure in figures)


def test_a_plan_that_changed_is_told_too(any_place: Place, submitted: Actor) -> None:
    """What was put in, taken out, given an owner or put elsewhere; and another name of the unit."""
    planning.begin_plan(submitted, any_place)
    dimensions = any_place.edition.questionnaire.dimensions
    kept, gone = (planning.add(submitted, any_place, d.id, f"Do {d.label}") for d in dimensions[:2])
    presenting.present(submitted, any_place, "Board", DAY)
    assert since(submitted, any_place) == ()
    planning.put_owner(submitted, any_place, kept, "Ana")
    planning.remove(submitted, any_place, gone)
    planning.add(submitted, any_place, dimensions[2].id, "Something new")
    planning.move_up(submitted, any_place, kept)
    answering.describe(submitted, any_place, UNIT, "Renamed")
    said = [(each.what, each.then, each.now) for each in since(submitted, any_place)]
    assert (f"Plan, {dimensions[0].label}: owner", "none", "Ana") in said
    assert (f"Plan, {dimensions[1].label}", f"Do {dimensions[1].label}", "none") in said
    assert (f"Plan, {dimensions[2].label}", "none", "Something new") in said
    assert ("Plan: order", "as it was", "changed") in said
    assert [(then, now) for _, then, now in said if now == "Renamed"] == [("Nordic division", "Renamed")]
    assert len(said) == 5


def test_what_else_is_frozen_is_compared_too(place: Place) -> None:
    """How it is known, practice, who answers: whatever makes another content makes a difference."""
    actor = begun(place)
    answer_everything(actor, place)
    answering.submit(actor, place)
    presenting.present(actor, place, "", DAY)
    answering.reopen(actor, place)
    answering.know(actor, place, "culture", Basis.DOCUMENTS)
    answering.practise(actor, place, "PR01", "yes")
    answering.describe(actor, place, "lens", "it")
    answering.deepen(actor, place, "culture")
    answering.submit(actor, place)
    label = place.edition.questionnaire.dimension["culture"].label
    said = [each.what for each in since(actor, place) if not each.is_figure]
    assert f"{label}: how you know" in said
    assert f"{label}: length" in said
    assert len(said) == 4


def test_a_program_that_computes_otherwise_says_so(any_place: Place, submitted: Actor) -> None:
    """As after an update of the rules: the presentation is shown, and what differs is named."""
    presentation = presenting.present(submitted, any_place, "Board", DAY)
    content = json.loads(presentation.content)
    content["figures"]["headline"] = "What an older program said."
    altered = Presentation(
        "altered", presentation.response, "Old", json.dumps(content), "another-hash", presentation.presented_at
    )
    with any_place.store.write() as connection:
        presentations.add(connection, altered)
    shown = presenting.presented(submitted, any_place, "altered")
    assert shown.differing == ("the sentence at the top",)
    assert "computes otherwise" in presenting.computed_otherwise(shown)
    sound = presenting.presented(submitted, any_place, presentation.id)
    assert presenting.computed_otherwise(sound) == ""


def test_a_draft_cannot_be_frozen(any_place: Place) -> None:
    """Nor a reopened response; presentations made before stay readable."""
    actor = begun(any_place)
    answer_everything(actor, any_place)
    with pytest.raises(AnsweringError, match="submit your answers"):
        presenting.present(actor, any_place, "Board", DAY)
    answering.submit(actor, any_place)
    presentation = presenting.present(actor, any_place, "Board", DAY)
    answering.reopen(actor, any_place)
    with pytest.raises(AnsweringError, match="submit your answers"):
        presenting.present(actor, any_place, "Board", DAY)
    assert presenting.presented(actor, any_place, presentation.id).unit == "Nordic division"


def test_a_share_link_reads_its_presentation_and_nothing_else(any_place: Place, submitted: Actor, clock: Clock) -> None:
    """Until it expires; unknown, expired and revoked ones are the same nobody."""
    first = presenting.present(submitted, any_place, "Board", DAY)
    change_an_answer(submitted, any_place)
    second = presenting.present(submitted, any_place, "Team", DAY)
    token = access.new_token()
    link = presenting.share(submitted, any_place, first.id, token, 7)
    reader = presenting.reader(any_place, token)
    assert reader == Actor(Role.READER, first.id)
    assert presenting.presented(reader, any_place, first.id).presentation == first
    with pytest.raises(AccessError):
        presenting.presented(reader, any_place, second.id)
    for verb in (opened, planning.plan_of, presenting.kept, own_data.exported):
        with pytest.raises(AccessError):
            verb(reader, any_place)
    links = {each.shown.presentation.id: each.links for each in presenting.kept(submitted, any_place)}
    assert links == {first.id: (link,), second.id: ()}
    clock.forward(days=7)
    assert presenting.reader(any_place, token) == Actor(Role.READER)
    with pytest.raises(AccessError):
        presenting.presented(Actor(Role.READER), any_place, first.id)


@pytest.mark.parametrize("token", [None, "", "x" * 32, "not a token"])
def test_a_token_that_was_never_handed_out_reads_nothing(any_place: Place, token: str | None) -> None:
    """Whatever a cookie holds."""
    assert presenting.reader(any_place, token) == Actor(Role.READER)


def test_a_revoked_link_opens_nothing_at_once(any_place: Place, submitted: Actor) -> None:
    """For good; another link to the same presentation stays."""
    presentation = presenting.present(submitted, any_place, "Board", DAY)
    tokens = [access.new_token(), access.new_token()]
    links = [presenting.share(submitted, any_place, presentation.id, token, 30) for token in tokens]
    presenting.revoke(submitted, any_place, links[0].id)
    presenting.revoke(submitted, any_place, links[0].id)
    assert presenting.reader(any_place, tokens[0]).subject is None
    assert presenting.reader(any_place, tokens[1]).subject == presentation.id


def test_a_link_is_valid_for_one_of_the_spans_offered(any_place: Place, submitted: Actor) -> None:
    """None without an end."""
    presentation = presenting.present(submitted, any_place, "Board", DAY)
    with pytest.raises(AnsweringError, match="choose one of them"):
        presenting.share(submitted, any_place, presentation.id, access.new_token(), 3650)


def test_versions_and_links_of_others_are_out_of_reach(any_place: Place, submitted: Actor) -> None:
    """In the words of what does not exist."""
    presentation = presenting.present(submitted, any_place, "Board", DAY)
    token = access.new_token()
    link = presenting.share(submitted, any_place, presentation.id, token, 30)
    other = begun(any_place)
    before = kept(submitted, any_place)
    for say in (
        lambda: presenting.presented(other, any_place, presentation.id),
        lambda: presenting.share(other, any_place, presentation.id, access.new_token(), 30),
        lambda: presenting.revoke(other, any_place, link.id),
        lambda: presenting.revoke(submitted, any_place, "unknown"),
        lambda: presenting.presented(submitted, any_place, "unknown"),
    ):
        with pytest.raises(AccessError, match="does not exist, or it is not yours"):
            say()
    assert kept(submitted, any_place) == before
    assert presenting.reader(any_place, token).subject == presentation.id


def test_versions_are_taken_along_and_erased_with_the_response(any_place: Place, submitted: Actor) -> None:
    """With their links; of all this the audit keeps only that it happened."""
    presentation = presenting.present(submitted, any_place, "Board", DAY)
    token = access.new_token()
    presenting.share(submitted, any_place, presentation.id, token, 30)
    (said,) = kept(submitted, any_place)["about"]["presentations"]
    assert (said["title"], said["hash"], len(said["links"])) == ("Board", presentation.content_hash, 1)
    own_data.erase(submitted, any_place, "R-1")
    assert presenting.reader(any_place, token).subject is None
    with any_place.store.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM presentation")) == 0
        logged = [(entry.verb, entry.subject) for entry in audits.entries(connection)]
    assert ("present", None) in logged
    assert ("share", None) in logged


def test_what_was_known_of_customers_is_frozen_too(place: Place) -> None:
    """A contradiction to it stays in the presentation; that customers changed since is told."""
    actor = begun(place)
    for id, answer in alike(place.edition.questionnaire, 4).items():
        answering.answer(actor, place, id, answer)
    segmenting.take_over(actor, place, segments_elsewhere.Segments(tuple(golden()), Fraction(0)))
    answering.submit(actor, place)
    presentation = presenting.present(actor, place, "Board", DAY)
    shown = presenting.presented(actor, place, presentation.id)
    assert shown.assessment.verdict.contradictions[0].check == "money-does-not-follow"
    assert shown.differing == ()
    assert since(actor, place) == ()
    first = segmenting.segmentation_of(actor, place).segments[0]
    segmenting.remove(actor, place, first.id)
    segmenting.bring_to_whole(actor, place)
    assert [each.what for each in since(actor, place) if not each.is_figure] == ["Your customers"]
    again = presenting.presented(actor, place, presentation.id).assessment
    assert again.verdict == shown.assessment.verdict
    assert own_data.exported(actor, place)["customers"]["segments"][0]["name"] == "Small workshops"
