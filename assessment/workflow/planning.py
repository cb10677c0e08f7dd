"""Planning: from decisions to what is done, by whom and until when; each thing said stored at once.

A plan belongs to an organisation in a wave and may be made from the first submission on, also while answers
are reopened. Where several answer for it without their names, it waits until the campaign is closed: what one of them
had suggested would tell the others where that one's answers are weakest. Every change reads the entry as it stands and
changes one thing of it, so that of two windows the last word on each thing holds and nothing else is lost.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from assessment import access, planning
from assessment.access import Verb
from assessment.errors import PlanningError
from assessment.intake.plan import LONGEST_ACTION, LONGEST_OWNER, LONGEST_STEP, MOST_ENTRIES
from assessment.model import (
    Actor,
    Assessment,
    Campaign,
    CampaignMode,
    PlanEntry,
    PlanPhase,
    PlanStatus,
    ResponseState,
    agreed_on,
)
from assessment.moves import Move
from assessment.storage import answers, audits, plans, responses
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.workflow.opening import Place
from assessment.workflow.sitting import PLANNED, Sitting, assessed, clean, opened, sharing

# A date this far from today is a slip of the finger.
YEARS_BACK, YEARS_AHEAD = 5, 25
WAITS = "The plan is made together once the campaign is closed."

__all__ = [
    "LONGEST_ACTION",
    "LONGEST_OWNER",
    "LONGEST_STEP",
    "WAITS",
    "Planning",
    "add",
    "add_moves",
    "begin_plan",
    "changed",
    "is_allowed",
    "move_up",
    "on_plan",
    "plan_of",
    "put_action",
    "put_due",
    "put_due_for",
    "put_owner",
    "put_owner_for",
    "put_phase",
    "put_status",
    "put_step",
    "remove",
    "suggestion_for",
    "waits",
]

Change = Callable[[PlanEntry], PlanEntry]


@dataclass(frozen=True)
class Planning:
    """One transaction on the plan of a response's organisation."""

    connection: Connection
    sitting: Sitting
    now: datetime

    @property
    def entries(self) -> tuple[PlanEntry, ...]:
        """The plan as it stands at this moment."""
        return plans.of(self.connection, *self.whose)

    @property
    def whose(self) -> tuple[str, int]:
        """The organisation and its wave."""
        return self.sitting.stored.organisation.id, self.sitting.stored.campaign.wave

    def assessment(self) -> Assessment:
        """What the answers come to at this moment."""
        return assessed(self.sitting, self.now.date())

    def entry(self, id: str) -> PlanEntry:
        """An entry of the plan. Raises PlanningError when it is not there (any more)."""
        found = next((entry for entry in self.entries if entry.id == id), None)
        if found is None:
            raise PlanningError("This entry is no longer in the plan; the page now shows the plan as it stands.")
        return found

    def agreed(self, dimension: str) -> PlanEntry | None:
        """The entry that a decision about a dimension stands for; none when there is none yet."""
        return agreed_on(self.entries, self.sitting.edition.questionnaire, self.sitting.stored.response, dimension)

    def put(self, entry: PlanEntry, said: str) -> None:
        """Store an entry and note what was said of it. Raises PlanningError when the plan is full."""
        entries = self.entries
        if len(entries) >= MOST_ENTRIES and entry.id not in {known.id for known in entries}:
            raise PlanningError(f"A plan has at most {MOST_ENTRIES} entries; remove one before you add another.")
        plans.put(self.connection, *self.whose, entry, self.now)
        self.note(f"{entry.dimension}/{said}", entry.action if said == "action" else _word(entry, said))

    def note(self, subject: str, value: str | None) -> None:
        """Add to the record of what was said, and stamp the response as saved."""
        answers.record(self.connection, self.sitting.stored.id, PLANNED, subject, value, self.now)


def _word(entry: PlanEntry, said: str) -> str | None:
    value = getattr(entry, said, None)
    return None if value in (None, "") else str(value)


@contextmanager
def on_plan(actor: Actor, place: Place) -> Iterator[Planning]:
    """A transaction on the plan of the actor's organisation. Raises PlanningError before the first submission, and
    while the plan waits.
    """
    with sharing(actor, place, Verb.PLAN) as (connection, sitting, now):
        if waits(sitting.stored.campaign, place.now()):
            raise PlanningError(f"{WAITS} Nothing was changed.")
        if not _was_submitted(connection, sitting):
            raise PlanningError("There is no plan yet: submit your answers on the review page first.")
        yield Planning(connection, sitting, now)


def waits(campaign: Campaign, now: datetime) -> bool:
    """Whether the plan waits until the campaign is closed: colleagues answer without their names, and still may."""
    return campaign.mode is not CampaignMode.NAMED and not campaign.implicit and campaign.is_open(now)


def _was_submitted(connection: Connection, sitting: Sitting) -> bool:
    if sitting.stored.state is ResponseState.SUBMITTED:
        return True
    said = answers.changes(connection, sitting.stored.id)
    return any((change.kind, change.value) == ("state", ResponseState.SUBMITTED) for change in said)


def is_allowed(actor: Actor, place: Place) -> bool:
    """Whether there may be a plan: from the first submission on, also while the answers are reopened; not while it
    waits.
    """
    sitting = opened(actor, place)
    access.allow(actor, Verb.PLAN, sitting.stored)
    if waits(sitting.stored.campaign, place.now()):
        return False
    if sitting.stored.state is ResponseState.SUBMITTED:
        return True
    with place.store.read() as connection:
        return _was_submitted(connection, sitting)


def plan_of(actor: Actor, place: Place) -> tuple[PlanEntry, ...]:
    """The plan of the actor's organisation, in its order; empty when there is none yet, and while it waits."""
    with place.store.read() as connection:
        stored = responses.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, Verb.PLAN, stored)
        assert stored is not None, "access was allowed to what exists"
        if waits(stored.campaign, place.now()):
            return ()
        return plans.of(connection, stored.organisation.id, stored.campaign.wave)


def begin_plan(actor: Actor, place: Place) -> None:
    """Put in what is suggested for every dimension that has no entry yet; a second time changes nothing."""
    with on_plan(actor, place) as plan:
        taken = {entry.dimension for entry in plan.entries}
        wanted = [entry for entry in planning.suggested(plan.assessment()) if entry.dimension not in taken]
        for entry in wanted:
            plan.put(replace(entry, id=new_id()), "action")
        if wanted:
            id = plan.sitting.stored.id
            audits.note(plan.connection, actor, Verb.PLAN, "response", id, plan.now, f"{len(wanted)} suggested")


def put_owner(actor: Actor, place: Place, id: str, owner: str) -> None:
    """Say who sees to an entry; an empty text takes it back."""
    _change(actor, place, id, "owner", owner)


def put_due(actor: Actor, place: Place, id: str, due: date | None) -> None:
    """Say by which day an entry is to be done; none takes it back."""
    _change(actor, place, id, "due", due)


def put_phase(actor: Actor, place: Place, id: str, phase: PlanPhase | None) -> None:
    """Say in which phase an entry is to be done; none takes it back."""
    _change(actor, place, id, "phase", phase)


def put_status(actor: Actor, place: Place, id: str, status: PlanStatus) -> None:
    """Say how far an entry is."""
    _change(actor, place, id, "status", status)


def put_step(actor: Actor, place: Place, id: str, step: str) -> None:
    """Say what the small first step is; an empty text takes it back."""
    _change(actor, place, id, "step", step)


def put_action(actor: Actor, place: Place, id: str, action: str) -> None:
    """Say what is to be done. Raises PlanningError for no words: who wants no action removes the entry."""
    _change(actor, place, id, "action", action)


def add(actor: Actor, place: Place, dimension: str, action: str) -> str:
    """Add an action of one's own for a dimension, at the end; answers with the entry's id."""
    with on_plan(actor, place) as plan:
        _check_dimension(plan, dimension)
        entry = PlanEntry(new_id(), dimension, _action(action))
        plan.put(entry, "action")
        return entry.id


def add_moves(actor: Actor, place: Place, moves: Iterable[Move]) -> None:
    """Put moves of answers into the plan: each sets the level of the entry for its question, or adds one.

    Raises PlanningError for a move that the questionnaire does not know.
    """
    with on_plan(actor, place) as plan:
        questionnaire = plan.sitting.edition.questionnaire
        for move in moves:
            question = questionnaire.question.get(move.question)
            values = [level.value for level in question.levels] if question else []
            if question is None or move.start not in values or move.to not in values:
                raise PlanningError("This move does not belong to the questionnaire; reload the page.")
            held = [e for e in plan.entries if e.question == question.id and e.status is not PlanStatus.DROPPED]
            fresh = replace(planning.entry_for(questionnaire, question, move.start, None), id=new_id())
            plan.put(replace(held[0] if held else fresh, level=move.to), "level")


def remove(actor: Actor, place: Place, id: str) -> None:
    """Take an entry out of the plan; nothing when it is gone already."""
    with on_plan(actor, place) as plan:
        entry = next((entry for entry in plan.entries if entry.id == id), None)
        if entry is not None:
            plans.remove(plan.connection, *plan.whose, id)
            plan.note(f"{entry.dimension}/action", None)


def move_up(actor: Actor, place: Place, id: str) -> None:
    """Swap an entry with the one before it; the first stays where it is."""
    with on_plan(actor, place) as plan:
        plan.entry(id)
        ids = [entry.id for entry in plan.entries]
        at = ids.index(id)
        if at:
            ids[at - 1 : at + 1] = [id, ids[at - 1]]
            plans.order(plan.connection, *plan.whose, ids)
            plan.note("order", str(at))


def put_owner_for(actor: Actor, place: Place, dimension: str, owner: str) -> None:
    """Say who sees to what is planned for a dimension's weakest answer; the suggested entry is made when missing."""
    _change_for(actor, place, dimension, "owner", owner)


def put_due_for(actor: Actor, place: Place, dimension: str, due: date | None) -> None:
    """Say by when what is planned for a dimension's weakest answer is to be done; made when missing, as above."""
    _change_for(actor, place, dimension, "due", due)


def _change(actor: Actor, place: Place, id: str, field: str, value: Any) -> None:
    change = changed(place, field, value)
    with on_plan(actor, place) as plan:
        plan.put(change(plan.entry(id)), field)


def _change_for(actor: Actor, place: Place, dimension: str, field: str, value: Any) -> None:
    change = changed(place, field, value)
    with on_plan(actor, place) as plan:
        _check_dimension(plan, dimension)
        plan.put(change(plan.agreed(dimension) or suggestion_for(plan, dimension)), field)


def suggestion_for(plan: Planning, dimension: str) -> PlanEntry:
    """A new entry for a dimension, as suggested. Raises PlanningError where nothing is answered."""
    assessment = plan.assessment()
    own = (entry for entry in planning.suggested(assessment) if entry.dimension == dimension)
    found = next(own, None) or planning.suggestion(assessment, dimension)
    if found is None:
        raise PlanningError("Nothing is answered here, so there is no action to suggest; add one of your own.")
    return replace(found, id=new_id())


def changed(place: Place, field: str, value: Any) -> Change:
    """The change of one field of an entry to a value. Raises PlanningError for a value that cannot be kept."""
    match field:
        case "owner":
            value = " ".join(_text(value, LONGEST_OWNER, "The owner").split())
        case "step":
            value = _text(value, LONGEST_STEP, "The first step")
        case "action":
            value = _action(value)
        case "due":
            _check_due(place, value)
    return lambda entry: replace(entry, **{field: value})


def _check_due(place: Place, due: date | None) -> None:
    today = place.now().date()
    if due is not None and (due - today).days > 366 * YEARS_AHEAD:
        raise PlanningError(f"{due.isoformat()} is too far away; choose a date within {YEARS_AHEAD} years.")
    if due is not None and due < today - timedelta(days=366 * YEARS_BACK):
        raise PlanningError(f"{due.isoformat()} lies more than {YEARS_BACK} years back; choose a later date.")


def _action(action: str) -> str:
    words = _text(action, LONGEST_ACTION, "The action")
    if not words:
        raise PlanningError("The action has no words; write what is to be done, or remove the entry.")
    return words


def _text(text: str, longest: int, what: str) -> str:
    words = clean(text)
    if len(words) > longest:
        raise PlanningError(f"{what} has {len(words)} characters, at most {longest} are kept; shorten it.")
    return words


def _check_dimension(plan: Planning, id: str) -> None:
    questionnaire = plan.sitting.edition.questionnaire
    if id not in questionnaire.dimension:
        raise PlanningError(
            f"This {questionnaire.dimension_noun} does not belong to the questionnaire; reload the page."
        )
