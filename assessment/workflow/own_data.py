"""What a respondent may always do with what is kept: take it along, and have it erased."""

import json
from datetime import datetime
from typing import Any

from assessment import access
from assessment.access import Verb
from assessment.intake import segment_tests_json
from assessment.intake.plan import said as plan_said
from assessment.model import (
    Actor,
    Change,
    Delegation,
    Edition,
    Invitation,
    Presentation,
    Response,
    ShareLink,
    StoredResponse,
)
from assessment.rounding import as_number
from assessment.storage import answers, audits, delegations, invitations, organisations, presentations, responses
from assessment.storage.store import Connection
from assessment.workflow import planning, segments_elsewhere, workshops_kept, writing
from assessment.workflow.erasing import Receipt, receipt, remove_response
from assessment.workflow.opening import Place
from assessment.workflow.segment_tests import tests_of
from assessment.workflow.segmenting import segmentation_of
from assessment.workflow.sitting import opened


def exported(actor: Actor, place: Place) -> dict[str, Any]:
    """All that is kept of the actor's response, in the form that answer files have.

    `about` holds what answer files do not need: where it belongs, its times, and every change.
    """
    sitting = opened(actor, place)
    access.allow(actor, Verb.EXPORT, sitting.stored)
    with place.store.read() as connection:
        response = all_of(connection, sitting.stored, sitting.edition)
    kept = {
        "plan": plan_said(planning.plan_of(actor, place)),
        "customers": _customers(actor, place),
        "written": writing.said(writing.written_of(actor, place)),
    }
    return {**response, **kept}


def all_of(connection: Connection, stored: StoredResponse, edition: Edition) -> dict[str, Any]:
    """All that is kept of one response alone, without the pages that an organisation's people share."""
    changes = answers.changes(connection, stored.id)
    presented = presentations.of_response(connection, stored.id)
    links = presentations.links_of(connection, stored.id)
    logged = audits.about(connection, stored.id)
    asked, answered = delegations.of(connection, stored.id), delegations.answered(connection, stored.id)
    about = {
        **_about(stored, edition, changes),
        **_invited(connection, stored),
        **_presented(presented, links),
        "workshops": workshops_kept.said(connection, stored.id),
        "colleagues": [_colleague(each, [q for q, by in answered.items() if by.id == each.id]) for each in asked],
        "log": [{"at": entry.at.isoformat(), "role": entry.actor.role.value, "verb": entry.verb} for entry in logged],
    }
    return {**said(stored.response, edition), "about": about}


def _invited(connection: Connection, stored: StoredResponse) -> dict[str, Any]:
    """The campaign, and the invitation where it is known which one it was; nothing for who began on their own."""
    campaign = stored.campaign
    if campaign.implicit:
        return {}
    own = invitations.get(connection, stored.invitation) if stored.invitation else None
    return {
        "campaign": {
            "title": campaign.title,
            "mode": campaign.mode.value,
            "wave": campaign.wave,
            "closes_at": moment(campaign.closes_at),
            "closed_at": moment(campaign.closed_at),
            "retain_until": moment(campaign.retain_until),
        },
        "invitation": invitation_said(own) if own else None,
    }


def invitation_said(invitation: Invitation) -> dict[str, Any]:
    """An invitation without its id and its link."""
    return {
        "name": invitation.name,
        "email": invitation.email,
        "lens": invitation.lens,
        "seniority": invitation.seniority,
        "state": invitation.state.value,
        "created_at": moment(invitation.created_at),
        "sent_at": moment(invitation.sent_at),
        "expires_at": moment(invitation.expires_at),
        "reminded_at": moment(invitation.reminded_at),
        "reminders": invitation.reminders,
    }


def moment(at: datetime | None) -> str | None:
    """A time as files hold it."""
    return at.isoformat() if at else None


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


def _colleague(asked: Delegation, answered: list[str]) -> dict[str, Any]:
    """Who was asked to answer a dimension, and the questions whose answers are their word."""
    times = {
        "created_at": asked.created_at,
        "opened_at": asked.opened_at,
        "done_at": asked.done_at,
        "revoked_at": asked.revoked_at,
    }
    said = {name: moment(at) for name, at in times.items()}
    return {"dimension": asked.dimension, "name": asked.name, **said, "answered": answered}


def _times(link: ShareLink) -> dict[str, str | None]:
    times = {"created_at": link.created_at, "expires_at": link.expires_at, "revoked_at": link.revoked_at}
    return {name: moment(at) for name, at in times.items()}


def erase(actor: Actor, place: Place, number: str) -> Receipt:
    """Erase the actor's response with its whole history, and the organisation when nobody else answered for it.

    The organisation of a campaign stays: others are invited to answer for it. The invitation goes, where it is known
    which one it was: of an anonymous response nothing tells.

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
        remove_response(connection, stored.id)
        if stored.invitation is not None:
            invitations.remove(connection, stored.invitation)
            audits.forget(connection, stored.invitation)
        if stored.campaign.implicit and responses.count_of(connection, stored.organisation.id) == 0:
            organisations.remove(connection, stored.organisation.id)
            audits.forget(connection, stored.organisation.id)
        audits.note(connection, Actor(actor.role), Verb.ERASE, "response", None, now, note=f"receipt {number}")
    return receipt(place, number, now)
