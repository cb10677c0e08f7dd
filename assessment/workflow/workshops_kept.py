"""What is kept of the workshops of a response, in the form in which it is taken along."""

from typing import Any

from assessment.model import Workshop, WorkshopRater, WorkshopRating
from assessment.storage import segments, workshops
from assessment.storage.store import Connection


def said(connection: Connection, response: str) -> list[dict[str, Any]]:
    """Every workshop that was opened in a response, with who rated what, by the names they typed.

    None of what was rated before it is revealed: until then nobody sees it, the facilitator neither.
    """
    return [_workshop(connection, found) for found in workshops.of_response(connection, response)]


def _workshop(connection: Connection, found: Workshop) -> dict[str, Any]:
    names = {each.id: each.name for each in segments.of(connection, found.organisation, found.wave, found.response)}
    given = workshops.ratings(connection, found.id) if found.revealed_at is not None else []
    agreed = workshops.agreements(connection, found.id)
    times = {"opened_at": found.opened_at, "revealed_at": found.revealed_at, "closed_at": found.closed_at}
    return {
        **{name: moment.isoformat() if moment else None for name, moment in times.items()},
        "agreed": [
            {"segment": names[segment], "criterion": criterion, "rating": rating}
            for (segment, criterion), rating in sorted(agreed.items())
        ],
        "raters": [_rater(rater, given, names) for rater in workshops.raters(connection, found.id)],
    }


def _rater(rater: WorkshopRater, given: list[WorkshopRating], names: dict[str, str]) -> dict[str, Any]:
    return {
        "name": rater.name,
        "joined_at": rater.joined_at.isoformat(),
        "done_at": rater.done_at.isoformat() if rater.done_at else None,
        "ratings": [
            {
                "segment": names[one.segment],
                "criterion": one.criterion,
                "rating": one.rating,
                "evidence": one.evidence.value,
            }
            for one in given
            if one.rater == rater.id
        ],
    }
