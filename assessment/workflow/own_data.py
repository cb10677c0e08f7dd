"""What a respondent may always do with what is kept: take it along, and have it erased."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessment import access
from assessment.access import Verb
from assessment.errors import StorageError
from assessment.intake import segment_tests_json
from assessment.intake.plan import said as plan_said
from assessment.model import Actor, Change, Edition, Presentation, Response, ShareLink, StoredResponse
from assessment.rounding import as_number
from assessment.storage import answers, audits, organisations, plans, presentations, responses
from assessment.workflow import segments_elsewhere, workshops_kept, writing
from assessment.workflow.opening import Place
from assessment.workflow.segment_tests import tests_of
from assessment.workflow.segmenting import segmentation_of
from assessment.workflow.sitting import opened


@dataclass(frozen=True)
class Receipt:
    """Proof of an erasure; it names nobody.

    `traces_removed`: whether what was deleted is overwritten in the database's files too by now.
    """

    number: str
    erased_at: datetime
    traces_removed: bool


def exported(actor: Actor, place: Place) -> dict[str, Any]:
    """All that is kept of the actor's response, in the form that answer files have.

    `about` holds what answer files do not need: where it belongs, its times, and every change.
    """
    sitting = opened(actor, place)
    access.allow(actor, Verb.EXPORT, sitting.stored)
    with place.store.read() as connection:
        changes = answers.changes(connection, sitting.stored.id)
        logged = audits.about(connection, sitting.stored.id)
        plan = plans.of(connection, sitting.stored.organisation.id, sitting.stored.campaign.wave)
        presented = presentations.of_response(connection, sitting.stored.id)
        links = presentations.links_of(connection, sitting.stored.id)
        rated_in = workshops_kept.said(connection, sitting.stored.id)
    about = _about(sitting.stored, sitting.edition, changes) | _presented(presented, links) | {"workshops": rated_in}
    log = [{"at": entry.at.isoformat(), "role": entry.actor.role.value, "verb": entry.verb} for entry in logged]
    response = said(sitting.stored.response, sitting.edition)
    kept = {
        "plan": plan_said(plan),
        "customers": _customers(actor, place),
        "written": writing.said(writing.written_of(actor, place)),
    }
    return {**response, **kept, "about": {**about, "log": log}}


def _customers(actor: Actor, place: Place) -> dict[str, Any] | None:
    """The segments, with what was looked into for each; none without any."""
    standing = segmentation_of(actor, place)
    customers = segments_elsewhere.said(standing)
    if customers is None:
        return None
    return {**customers, "tests": segment_tests_json.said(standing.segments, tests_of(actor, place))}


def said(response: Response, edition: Edition) -> dict[str, Any]:
    """What was said in a response, in the form that answer files have."""
    return {
        "answers": {id: as_number(a) if isinstance(a, int) else a.value for id, a in response.answers.items()},
        "comments": dict(response.comments),
        "basis": {id: basis.value for id, basis in response.basis.items()},
        # A unit has a name even where the questionnaire has no such field; answer files know only fields.
        "profile": {id: value for id, value in response.profile.items() if edition.profile.field(id)},
        "priorities": list(response.priorities),
        "starred": response.starred,
        "targets": {id: as_number(target) for id, target in response.targets.items()},
        "target_year": response.target_year,
        "practice": dict(response.practice),
        "deepened": sorted(response.deepened),
    }


def _about(stored: StoredResponse, edition: Edition, changes: list[Change]) -> dict[str, Any]:
    return {
        "unit": stored.organisation.name,
        "questionnaire": edition.questionnaire.name,
        "hash": edition.questionnaire.content_hash,
        "length": stored.response.length.value,
        "source": stored.organisation.source.value,
        "state": stored.state.value,
        "started_at": stored.started_at.isoformat(),
        "saved_at": stored.saved_at.isoformat(),
        "submitted_at": stored.submitted_at.isoformat() if stored.submitted_at else None,
        "seconds": stored.seconds,
        "peers_consent": stored.peers_consent,
        "changes": [
            {"at": c.changed_at.isoformat(), "kind": c.kind, "subject": c.subject, "value": c.value} for c in changes
        ],
    }


def _presented(presentations: list[Presentation], links: list[ShareLink]) -> dict[str, Any]:
    """The frozen presentations with all they show, and the links to them."""
    return {
        "presentations": [
            {
                "title": presentation.title,
                "presented_at": presentation.presented_at.isoformat(),
                "hash": presentation.content_hash,
                "content": json.loads(presentation.content),
                "links": [_times(link) for link in links if link.presentation == presentation.id],
            }
            for presentation in presentations
        ]
    }


def _times(link: ShareLink) -> dict[str, str | None]:
    times = {"created_at": link.created_at, "expires_at": link.expires_at, "revoked_at": link.revoked_at}
    return {name: moment.isoformat() if moment else None for name, moment in times.items()}


def erase(actor: Actor, place: Place, number: str) -> Receipt:
    """Erase the actor's response with its whole history, and the organisation when nobody else answered for it.

    The organisation of a campaign stays: others are invited to answer for it.

    The audit log keeps that one response was begun, submitted and erased, the last under the receipt's
    number, and no id that leads to it in a backup. Its private link can never lead to another response.
    """
    now = place.now()
    with place.store.write() as connection:
        # Held first, so that of two windows only one erases and gets a receipt.
        held = actor.subject if actor.subject and responses.hold(connection, actor.subject) else None
        stored = responses.get(connection, held) if held else None
        access.allow(actor, Verb.ERASE, stored)
        assert stored is not None, "access was allowed to what exists"
        responses.spend_link(connection, stored.id)
        responses.remove(connection, stored.id)
        audits.forget(connection, stored.id)
        if stored.campaign.implicit and responses.count_of(connection, stored.organisation.id) == 0:
            organisations.remove(connection, stored.organisation.id)
            audits.forget(connection, stored.organisation.id)
        audits.note(connection, Actor(actor.role), Verb.ERASE, "response", None, now, note=f"receipt {number}")
    return Receipt(number, now, _traces_removed(place))


def _traces_removed(place: Place) -> bool:
    """Whether the files could be cleaned at once. The erasure itself stands in any case."""
    try:
        place.store.erase_traces()
    except StorageError:
        return False
    return True
