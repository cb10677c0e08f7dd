"""A filled answer sheet brought in: what it says otherwise than what is stored, and taking that over.

Nothing is stored until somebody has seen what differs and chosen. Empty cells say nothing: they take nothing back.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from assessment.access import Verb
from assessment.differences import answer_words
from assessment.errors import AnsweringError
from assessment.intake.answers import read_all
from assessment.model import BASIS_WORDS, Actor, Edition, FilledAnswers, Remark, Response, SaidSegments
from assessment.storage import answers, audits, organisations
from assessment.storage.store import Connection
from assessment.wording import listed
from assessment.workflow import segments_said, targeting
from assessment.workflow.answering import begin, own_length
from assessment.workflow.opening import Place
from assessment.workflow.saying import Saying
from assessment.workflow.segmenting import Segmentation, segmentation_in, segmentation_of
from assessment.workflow.sitting import (
    UNIT,
    Sitting,
    check_answer,
    check_dimension,
    check_practice,
    check_year,
    checked_comment,
    drafting,
    opened,
    put_description,
    put_picks,
    question_of,
)

PLAN_STAYS = "A plan and customers in the file are not imported; only what was answered is."
NO_SEGMENTS = SaidSegments()
CHANGED = "The answers have changed meanwhile; look at the differences again. Nothing was stored."


def read(actor: Actor, place: Place, content: bytes, name: str) -> FilledAnswers:
    """What a filled sheet says, to the actor's questionnaire or to the one that new responses answer.

    Raises IntakeError for what cannot be read.
    """
    # Only whoever brings a sheet in waits for the program that reads it.
    from assessment.intake.answer_sheet import read_sheet

    standing = _standing(actor, place)
    filled = read_sheet(content, name, _edition(actor, place), standing.rules)
    response, remark = _without_past_year(place, filled.response)
    segments, remarks = segments_said.fitting(standing, filled.segments)
    left_out = [Remark(name, text) for text in (*remarks, *([remark] if remark else []))]
    return replace(filled, response=response, segments=segments, refusals=(*filled.refusals, *left_out))


def _without_past_year(place: Place, response: Response) -> tuple[Response, str]:
    """The response, and what is said of a year for its targets that no screen would take."""
    year = response.target_year
    if year is None or year >= place.now().year:
        return response, ""
    return replace(response, target_year=None), f"the year of the targets, {year}, is past; it is left out."


def read_file(actor: Actor, place: Place, path: Path) -> tuple[Response, SaidSegments, tuple[str, ...]]:
    """What an answer file or a filled sheet says, and what had to be mended or left out of it, in sentences.

    Customers are read from sheets, which know them by their ids.

    Raises IntakeError for what cannot be read.
    """
    standing = _standing(actor, place)
    handed_in = read_all(path, _edition(actor, place), None, standing.rules)
    response, remark = _without_past_year(place, handed_in.response)
    segments, remarks = segments_said.fitting(standing, handed_in.segments)
    left_out = [f"{path.name}: {text}" for text in (*remarks, *([remark] if remark else []))]
    aside = [PLAN_STAYS] if path.suffix.lower() == ".json" else []
    return response, segments, (*handed_in.remarks, *left_out, *aside)


def _edition(actor: Actor, place: Place) -> Edition:
    return opened(actor, place).edition if actor.subject else place.edition


def _standing(actor: Actor, place: Place) -> Segmentation:
    return segmentation_of(actor, place) if actor.subject else Segmentation(targeting.rules(), (), Fraction(0), ())


def compared(
    actor: Actor, place: Place, response: Response, segments: SaidSegments = NO_SEGMENTS
) -> tuple[Saying, ...]:
    """What a response and segments that were read from a sheet say otherwise than the actor's own."""
    said = _compared(opened(actor, place), response)
    return (*said, *segments_said.sayings(segmentation_of(actor, place), segments))


def all_said(place: Place, response: Response, segments: SaidSegments = NO_SEGMENTS) -> tuple[Saying, ...]:
    """All that was read from a sheet, for somebody who has not begun."""
    blank = Response({}, own_length(place.edition))
    said = _sayings(place.edition, blank, response, describes_organisation=True)
    nothing = Segmentation(targeting.rules(), (), Fraction(0), ())
    return (*said, *segments_said.sayings(nothing, segments))


def _compared(sitting: Sitting, response: Response) -> tuple[Saying, ...]:
    ours = sitting.stored.response
    return _sayings(sitting.edition, ours, response, describes_organisation=sitting.stored.campaign.implicit)


def _sayings(edition: Edition, ours: Response, theirs: Response, *, describes_organisation: bool) -> tuple[Saying, ...]:
    found = [
        *_profile(edition, ours, theirs, describes_organisation),
        *_answers(edition, ours, theirs),
        *_aims(edition, ours, theirs),
        *_practice(edition, ours, theirs),
    ]
    return tuple(saying for saying in found if saying.theirs and saying.ours != saying.theirs)


def _profile(edition: Edition, ours: Response, theirs: Response, describes_organisation: bool) -> list[Saying]:
    """Who is assessed and who answers. An organisation that others share is described by whoever invited them."""
    found = [Saying("profile", UNIT, "Unit", ours.profile.get(UNIT, ""), theirs.profile.get(UNIT, ""))]
    for field in edition.profile.fields:
        if field.id == UNIT or not field.options or (field.about == "organisation" and not describes_organisation):
            continue
        said = [field.label_of(value) if (value := r.profile.get(field.id)) else "" for r in (ours, theirs)]
        found.append(Saying("profile", field.id, field.label, *said))
    return found if describes_organisation else found[1:]


def _answers(edition: Edition, ours: Response, theirs: Response) -> list[Saying]:
    """Answers with their comments, dimension by dimension, each with how it is known."""
    questionnaire, found = edition.questionnaire, []
    for id in questionnaire.asking_order:
        for question in questionnaire.questions_of(id):
            given = [answer_words(questionnaire, question, r.answers.get(question.id)) for r in (ours, theirs)]
            found.append(Saying("answer", question.id, question.name, *given))
            said = [r.comments.get(question.id, "") for r in (ours, theirs)]
            found.append(Saying("comment", question.id, f"{question.name}: comment", *said))
        known = [BASIS_WORDS[basis] if (basis := r.basis.get(id)) else "" for r in (ours, theirs)]
        found.append(Saying("basis", id, f"{questionnaire.dimension[id].label}: how you know", *known))
    return found


def _aims(edition: Edition, ours: Response, theirs: Response) -> list[Saying]:
    """Priorities, their targets and the year, as one thing: a target needs its priority."""
    now, then = _aims_said(edition, ours), _aims_said(edition, _with_aims(ours, theirs))
    return [Saying("aims", "", "Priorities and targets", now, then)]


def _practice(edition: Edition, ours: Response, theirs: Response) -> list[Saying]:
    """Answers to the practice questions, which only answer files hold."""
    found = []
    for point in edition.references.points if edition.references else ():
        chosen = [point.answer_label(option) if (option := r.practice.get(point.id)) else "" for r in (ours, theirs)]
        found.append(Saying("practice", point.id, point.practice, *chosen))
    return found


def _with_aims(ours: Response, theirs: Response) -> Response:
    """Our response with the priorities of theirs, if it has any, and the targets it sets for them."""
    picked = theirs.priorities or ours.priorities
    starred = theirs.starred or (ours.starred if ours.starred in picked else None)
    targets = {id: target for id, target in {**ours.targets, **theirs.targets}.items() if id in picked}
    year = theirs.target_year or ours.target_year
    return replace(ours, priorities=picked, starred=starred, targets=targets, target_year=year)


def _aims_said(edition: Edition, response: Response) -> str:
    """In the order of the questionnaire, so that the same picks read the same."""
    questionnaire = edition.questionnaire
    stages = {stage.target: stage.name for stage in questionnaire.stages}
    said = []
    for dimension in questionnaire.dimensions:
        if dimension.id in response.priorities:
            target = response.targets.get(dimension.id)
            aim = f" ({stages.get(target) or questionnaire.shown(target)})" if target is not None else ""
            said.append(f"{'★ ' if dimension.id == response.starred else ''}{dimension.label}{aim}")
    return listed(said) + (f", by {response.target_year}" if response.target_year else "")


def take_over(
    actor: Actor, place: Place, response: Response, chosen: Iterable[Saying], segments: SaidSegments = NO_SEGMENTS
) -> None:
    """Store what was chosen of a sheet, all of it or nothing.

    Raises AnsweringError when what is stored has changed since it was compared, and for submitted answers.
    """
    chosen = tuple(chosen)
    with drafting(actor, place) as (connection, sitting, now):
        organisations.hold(connection, sitting.stored.organisation.id)
        standing = segmentation_in(connection, sitting.stored)
        as_now = {*_compared(sitting, response), *segments_said.sayings(standing, segments)}
        if any(saying not in as_now for saying in chosen):
            raise AnsweringError(CHANGED)
        _put_all(connection, sitting, response, chosen, now)
        segments_said.put(connection, actor, sitting, segments, chosen, now)
        audits.note(connection, actor, Verb.ANSWER, "response", sitting.stored.id, now, "taken over from a sheet")


def begin_with(
    actor: Actor, place: Place, token: str, unit: str, response: Response, segments: SaidSegments = NO_SEGMENTS
) -> Actor:
    """Start a response of one's own with all that a sheet says; the private link with that token leads to it.

    All of it or nothing. Raises AnsweringError as `answering.begin` does.
    """

    def fill(connection: Connection, sitting: Sitting, now: datetime) -> None:
        said = [one for one in _compared(sitting, response) if one.id != UNIT]
        _put_all(connection, sitting, response, said, now)
        own = segments_said.sayings(segmentation_in(connection, sitting.stored), segments)
        segments_said.put(connection, Actor(actor.role, sitting.stored.id), sitting, segments, own, now)

    return begin(actor, place, token, unit, {}, fill)


def _put_all(
    connection: Connection, sitting: Sitting, response: Response, chosen: Iterable[Saying], now: datetime
) -> None:
    chosen = tuple(one for one in chosen if one.kind not in segments_said.KINDS)
    _ask_in_full(connection, sitting, chosen, now)
    for saying in chosen:
        _put(connection, sitting, response, saying, now)


def _ask_in_full(connection: Connection, sitting: Sitting, chosen: Iterable[Saying], now: datetime) -> None:
    """Deepen what has answers that a short response does not ask for, so that they count."""
    questionnaire, ours = sitting.edition.questionnaire, sitting.stored.response
    asked = {q.id for dimension in questionnaire.dimensions for q in ours.asked(questionnaire, dimension.id)}
    said = (questionnaire.question[saying.id] for saying in chosen if saying.kind == "answer")
    for dimension in sorted({q.dimension for q in said if not q.optional and q.id not in asked}):
        answers.put_deepened(connection, sitting.stored.id, dimension, now)


def _put(connection: Connection, sitting: Sitting, response: Response, saying: Saying, now: datetime) -> None:
    """Store one thing that a sheet says, checked as if it had been said on a screen."""
    id, subject = sitting.stored.id, saying.id
    match saying.kind:
        case "profile":
            put_description(connection, sitting, subject, response.profile[subject], now)
        case "answer":
            check_answer(question_of(sitting, subject), response.answers[subject])
            answers.put_answer(connection, id, subject, response.answers[subject], now)
        case "comment":
            question_of(sitting, subject)
            answers.put_comment(connection, id, subject, checked_comment(response.comments[subject]), now)
        case "basis":
            check_dimension(sitting, subject)
            answers.put_basis(connection, id, subject, response.basis[subject], now)
        case "practice":
            check_practice(sitting, subject, response.practice[subject])
            answers.put_practice(connection, id, subject, response.practice[subject], now)
        case _:
            _put_aims(connection, sitting, _with_aims(sitting.stored.response, response), now)


def _put_aims(connection: Connection, sitting: Sitting, aimed: Response, now: datetime) -> None:
    low, high = min(sitting.edition.questionnaire.scale), max(sitting.edition.questionnaire.scale)
    if any(not low <= target <= high for target in aimed.targets.values()):
        raise AnsweringError("A target lies off the scale; mend it in the sheet and bring it back again.")
    put_picks(connection, sitting, aimed.priorities, aimed.starred, now)
    for dimension, target in aimed.targets.items():
        answers.put_target(connection, sitting.stored.id, dimension, target, now)
    if aimed.target_year != sitting.stored.response.target_year:
        check_year(aimed.target_year, now)
        answers.put_target_year(connection, sitting.stored.id, aimed.target_year, now)
