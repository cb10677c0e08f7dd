"""What was presented stays as it was: frozen presentations of a verdict, what changed since, and links to read one.

A presentation keeps what was said (without comments, which stay with whoever wrote them), the plan, and the
figures as they were shown. It is computed again whenever it is shown; if a newer program came to other
figures, that would be told, not hidden.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from assessment import access
from assessment.access import Verb
from assessment.differences import Difference, differences, plan_differences
from assessment.errors import AnsweringError
from assessment.intake import answers_json
from assessment.intake.plan import read_plan
from assessment.intake.plan import said as plan_said
from assessment.model import (
    Actor,
    Assessment,
    EditionKey,
    Length,
    OrganisationSource,
    PlanEntry,
    Presentation,
    Role,
    ShareLink,
)
from assessment.storage import audits, presentations, responses
from assessment.storage.ids import new_id
from assessment.wording import listed
from assessment.workflow import planning, segments_elsewhere
from assessment.workflow.assessing import assess
from assessment.workflow.opening import Place, edition_of
from assessment.workflow.own_data import said
from assessment.workflow.segmenting import Segmentation, segmentation_of
from assessment.workflow.sitting import UNIT, Sitting, assessed, clean, opened

LONGEST_TITLE = 120
FIGURE_WORDS = {
    "scores": "scores",
    "overall": "the overall score",
    "headline": "the sentence at the top",
    "decisions": "what to decide first",
}
DAYS_SHARED = (7, 30, 90)


@dataclass(frozen=True)
class Presented:
    """A frozen presentation as it is shown. `differing`: what this program computes otherwise than then, in words."""

    presentation: Presentation
    assessment: Assessment
    unit: str
    is_synthetic: bool
    plan: tuple[PlanEntry, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """A presentation with the links to it, and what differs since from what it shows."""

    shown: Presented
    links: tuple[ShareLink, ...]
    since: tuple[Difference, ...]


def present(actor: Actor, place: Place, title: str, assessed_on: date) -> Presentation:
    """Freeze the submitted verdict and the plan as they stand; the same content is kept only once.

    `assessed_on`: the day of submission where the visitor is. Raises AnsweringError for a draft.
    """
    sitting = opened(actor, place)
    access.allow(actor, Verb.PRESENT, sitting.stored)
    if sitting.stored.submitted_at is None:
        raise AnsweringError("There is nothing to present yet: submit your answers on the review page first.")
    standing = segmentation_of(actor, place)
    content = _canonical(_content(sitting, planning.plan_of(actor, place), standing, assessed_on))
    hash = hashlib.sha256(content.encode()).hexdigest()
    now = sitting.stored.campaign.kept_time(place.now())
    with place.store.write() as connection:
        # Held, so that of two windows that freeze the same, one finds what the other kept.
        responses.hold(connection, sitting.stored.id)
        before = presentations.with_content(connection, sitting.stored.id, hash)
        if before is not None:
            return before
        name = " ".join(clean(title).split())[:LONGEST_TITLE] or "Presentation"
        presented = Presentation(new_id(), sitting.stored.id, name, content, hash, now)
        presentations.add(connection, presented)
        audits.note(connection, actor, Verb.PRESENT, "presentation", sitting.stored.id, now)
    return presented


def _content(
    sitting: Sitting, plan: tuple[PlanEntry, ...], standing: Segmentation, assessed_on: date
) -> dict[str, Any]:
    stored = sitting.stored
    key = stored.campaign.edition
    spoken = said(replace(stored.response, comments={}), sitting.edition)
    return {
        "edition": [key.questionnaire, key.profile, key.references],
        "length": stored.response.length.value,
        "said": spoken,
        # Only where somebody was asked, so that what was presented before is still the same.
        **({"answered_by": dict(stored.response.answered_by)} if stored.response.answered_by else {}),
        "unit": sitting.unit,
        "is_synthetic": stored.organisation.source is OrganisationSource.SYNTHETIC,
        "assessed_on": assessed_on.isoformat(),
        "plan": plan_said(plan),
        "customers": segments_elsewhere.said(standing),
        "figures": figures(assessed(sitting, assessed_on, standing.customers)),
    }


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def figures(assessment: Assessment) -> dict[str, Any]:
    """The figures and sentences that a presentation is known by: scores in hundredths, headline, decisions."""
    scorecard = assessment.scorecard
    return {
        "scores": {score.dimension: score.score for score in scorecard.dimensions},
        "overall": scorecard.overall.score,
        "headline": assessment.verdict.headline,
        "decisions": [decision.dimension for decision in assessment.verdict.decisions],
    }


def presented(actor: Actor, place: Place, id: str) -> Presented:
    """A frozen presentation, for whose response it is and for readers. Raises AccessError for anybody else."""
    if actor.role is Role.READER:
        with place.store.read() as connection:
            found = presentations.get(connection, id)
        access.allow(actor, Verb.READ, found)
        assert found is not None, "access was allowed to what exists"
        return _read(place, found)
    return _read(place, _own(actor, place, id))


def _own(actor: Actor, place: Place, id: str) -> Presentation:
    """A presentation of the actor's own response; what does not exist and what is foreign are refused alike."""
    sitting = opened(actor, place)
    with place.store.read() as connection:
        found = presentations.get(connection, id)
    if found is None or found.response != sitting.stored.id:
        access.allow(actor, Verb.READ, None)
    assert found is not None, "access to what does not exist is refused"
    return found


def _read(place: Place, presentation: Presentation) -> Presented:
    content = json.loads(presentation.content)
    edition = edition_of(place, EditionKey(*content["edition"]))
    response = answers_json.parse(json.dumps(content["said"]), "presentation", edition, Length(content["length"]))
    response = replace(response, answered_by=content.get("answered_by", {}))
    customers = segments_elsewhere.frozen(place, content.get("customers"))
    assessment = assess(edition, response, date.fromisoformat(content["assessed_on"]), customers)
    now, then = figures(assessment), content["figures"]
    differing = tuple(FIGURE_WORDS.get(name, name) for name in then if now.get(name) != then[name])
    plan = read_plan(content["plan"], "presentation", edition.questionnaire)
    return Presented(presentation, assessment, content["unit"], content["is_synthetic"], plan, differing)


def computed_otherwise(shown: Presented) -> str:
    """What a reader must know when a newer program comes to other figures than were presented; else nothing."""
    if not shown.differing:
        return ""
    return (
        f"This program computes otherwise than the one it was presented with: "
        f"{listed(shown.differing)}. Ask whoever presented it."
    )


def kept(actor: Actor, place: Place) -> tuple[Kept, ...]:
    """All presentations of the actor's own response, newest first, each with its links and what changed since."""
    sitting = opened(actor, place)
    with place.store.read() as connection:
        found = presentations.of_response(connection, sitting.stored.id)
        links = presentations.links_of(connection, sitting.stored.id)
    if not found:
        return ()
    plan, standing = planning.plan_of(actor, place), segmentation_of(actor, place)
    shown = [_read(place, presentation) for presentation in found]
    return tuple(
        Kept(
            one,
            tuple(link for link in links if link.presentation == one.presentation.id),
            _since(one, sitting, plan, standing),
        )
        for one in shown
    )


def _since(
    then: Presented, sitting: Sitting, plan: tuple[PlanEntry, ...], standing: Segmentation
) -> tuple[Difference, ...]:
    """What answers, plan and figures, as they stand now, differ in from what was presented."""
    questionnaire = sitting.edition.questionnaire
    are_others = json.loads(then.presentation.content).get("customers") != segments_elsewhere.said(standing)
    renamed = sitting.edition.profile.field(UNIT) is None and then.unit != sitting.unit
    return (
        *([Difference("The unit", then.unit, sitting.unit)] if renamed else []),
        *differences(then.assessment, assessed(sitting, then.assessment.assessed_on, standing.customers)),
        *([Difference("Your customers", "as they were", "changed")] if are_others else []),
        *plan_differences(then.plan, plan, lambda id: questionnaire.dimension[id].label),
    )


def share(actor: Actor, place: Place, id: str, token: str, days: int) -> ShareLink:
    """Let whoever holds the token read a presentation for so many days. Raises AnsweringError for other spans."""
    if days not in DAYS_SHARED:
        raise AnsweringError("A link is valid for one of the spans offered; choose one of them.")
    own, stored = _own(actor, place, id), opened(actor, place).stored
    access.allow(actor, Verb.SHARE, stored)
    now = stored.campaign.kept_time(place.now())
    link = ShareLink(new_id(), own.id, now, now + timedelta(days=days))
    with place.store.write() as connection:
        presentations.add_link(connection, link, access.token_hash(token))
        audits.note(connection, actor, Verb.SHARE, "presentation", own.response, now)
    return link


def revoke(actor: Actor, place: Place, link: str) -> None:
    """Take a link back, at once and for good; revoking it again changes nothing."""
    sitting = opened(actor, place)
    now = sitting.stored.campaign.kept_time(place.now())
    with place.store.write() as connection:
        known = {own.id for own in presentations.links_of(connection, sitting.stored.id)}
        access.allow(actor, Verb.SHARE, sitting.stored if link in known else None)
        presentations.revoke(connection, link, now)
        audits.note(connection, actor, Verb.SHARE, "presentation", sitting.stored.id, now, note="revoked")


def reader(place: Place, token: str | None) -> Actor:
    """Whoever holds a share link's token: a reader of its presentation; of nothing when it is not valid (any more)."""
    if access.as_token(token) is None or token is None:
        return Actor(Role.READER)
    with place.store.read() as connection:
        link = presentations.link_of(connection, access.token_hash(token))
    return Actor(Role.READER, link.presentation if link and link.is_valid(place.now()) else None)
