"""How much each criterion weighs: the organisation's own choice until the first rating, and locked from then on.

Weights that are chosen after rating can be chosen for what comes out. So the first rating that anybody stores locks
them, once and for good; only where all segments are removed can they be changed again.
"""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from assessment.access import Verb
from assessment.errors import TargetingError
from assessment.model import Actor, CampaignMode, Side
from assessment.storage import answers, audits, responses, segments, weights
from assessment.storage.store import Connection
from assessment.storage.weights import Lock
from assessment.targeting import weighing
from assessment.wording import shown
from assessment.workflow.opening import Place, edition_of
from assessment.workflow.segmenting import keep_rules, on_segments, segmentation_in
from assessment.workflow.sitting import TARGETED, Sitting
from assessment.workflow.typed_facts import NUMBER

# The profile fields by which a respondent is named to others.
NAMED_BY = ("lens", "level")
SOMEBODY, YOU, IN_WORKSHOP = "somebody who answers for this organisation", "you", "in a workshop"
WHOLE = 100


def put(actor: Actor, place: Place, side: Side, wanted: Mapping[str, int]) -> None:
    """Weigh the criteria of one side, each in ten-thousandths by id; together they are 100 %.

    A knock-out criterion may weigh nothing: it counts in no mean then, and still knocks out. Raises TargetingError,
    and changes nothing, for weights that cannot be used and once they are locked.
    """
    with on_segments(actor, place) as (connection, sitting, now):
        rules = segmentation_in(connection, sitting.stored).rules
        _check_open(connection, place, actor, sitting)
        if found := weighing.problems(rules, side, wanted):
            raise TargetingError(*found, "Nothing was changed.")
        shipped = weighing.weights_of(weighing.as_shipped(rules))
        own = {c.id: wanted[c.id] for c in rules.of(side)}
        is_shipped = all(shipped[id] == weight for id, weight in own.items())
        _store(connection, actor, sitting, {id: None if is_shipped else weight for id, weight in own.items()}, now)


def take_shipped(actor: Actor, place: Place) -> None:
    """Weigh the criteria of both sides as their file does. Raises TargetingError once weights are locked."""
    with on_segments(actor, place) as (connection, sitting, now):
        rules = segmentation_in(connection, sitting.stored).rules
        _check_open(connection, place, actor, sitting)
        if rules.own_weights is not None:
            _store(connection, actor, sitting, dict.fromkeys(weighing.weights_of(rules)), now)


def _store(
    connection: Connection, actor: Actor, sitting: Sitting, changed: Mapping[str, int | None], now: datetime
) -> None:
    organisation, wave = sitting.stored.organisation.id, sitting.stored.campaign.wave
    if segments.basis_of(connection, organisation, wave) is None:
        # Weights belong to the criteria of these rules, so they are kept from now on.
        segments.put_basis(
            connection, organisation, wave, segments.Basis(keep_rules(connection, now), Fraction(0)), now
        )
    weights.put(connection, organisation, wave, changed)
    for criterion, weight in changed.items():
        word = None if weight is None else str(weight)
        answers.record(connection, sitting.stored.id, TARGETED, f"weight/{criterion}", word, now)
    audits.note(connection, actor, Verb.TARGET, "response", sitting.stored.id, now)


def _check_open(connection: Connection, place: Place, actor: Actor, sitting: Sitting) -> None:
    """Refuse a change once weights are locked, with who locked them and when."""
    organisation, wave = sitting.stored.organisation.id, sitting.stored.campaign.wave
    # Whoever rates blind does not hold the organisation, so that phones need not wait for one another.
    weights.hold(connection, organisation, wave)
    lock = weights.lock_of(connection, organisation, wave)
    if lock is not None:
        who = _who(connection, place, actor, lock)
        raise TargetingError(f"{locked_words(who, lock.at)} (time in UTC). Nothing was changed.")


def locked_by(actor: Actor, place: Place, lock: Lock) -> str:
    """Who gave the first rating: `you`, somebody by lens and seniority, or `in a workshop`.

    Nothing once their response is erased.
    """
    with place.store.read() as connection:
        return _who(connection, place, actor, lock)


def _who(connection: Connection, place: Place, actor: Actor, lock: Lock) -> str:
    if lock.is_blind:
        return IN_WORKSHOP
    if lock.response is None:
        return ""
    if lock.response == actor.subject:
        return YOU
    stored = responses.get(connection, lock.response)
    # Lens and seniority together name one person of a team; only in a campaign with names may they be read.
    if stored is None or not (stored.campaign.implicit or stored.campaign.mode is CampaignMode.NAMED):
        return SOMEBODY
    profile, said = edition_of(place, stored.campaign.edition).profile, stored.response.profile
    fields = [field for id in NAMED_BY if id in said and (field := profile.field(id)) is not None]
    return ", ".join(field.label_of(said[field.id]) or "" for field in fields) or SOMEBODY


def locked_words(who: str, at: datetime) -> str:
    """`Locked at the first rating on 22 November 2026, 10:02, by Sales, C-level`. `at`: as it is to be read."""
    by = "" if not who else f", {who}" if who == IN_WORKSHOP else f", by {who}"
    return f"Locked at the first rating on {at.day} {at:%B %Y, %H:%M}{by}"


def weight_in(written: str) -> int:
    """A weight as it is written in per cent: `20`, `12,5` or `20 %`; nothing is 0. Raises TargetingError."""
    if not written.strip():
        return 0
    found = NUMBER.fullmatch(written.strip())
    number = Fraction(found[2].replace(",", ".")) if found and found[1] in ("", "+") else None
    if number is None or number > WHOLE:
        raise TargetingError(f"{shown(written)} is no weight; write one from 0 to 100, such as 20 or 12.5.")
    return int(number * WHOLE)
