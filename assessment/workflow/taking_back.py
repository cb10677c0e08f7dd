"""A filled workbook brought back: what its plan says otherwise than the stored one, and taking that over.

Which of two words is the newer cannot be known, so nothing is stored until somebody has seen the differences.
Empty cells say nothing: they take nothing back.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessment import access
from assessment.access import Verb
from assessment.errors import PlanningError
from assessment.model import Actor, PlanColumn, PlanEntry, agreed_on
from assessment.storage import audits
from assessment.storage.ids import new_id
from assessment.workflow.opening import Place
from assessment.workflow.planning import Planning, changed, on_plan, plan_of, suggestion_for
from assessment.workflow.sitting import Sitting, opened

if TYPE_CHECKING:
    from assessment.intake.plan_workbook import FilledPlan, FilledRow

CHANGED = "The plan has changed meanwhile; look at the differences again. Nothing was saved."
FIELDS = {
    PlanColumn.ACTION: "action",
    PlanColumn.STEP: "step",
    PlanColumn.PHASE: "phase",
    PlanColumn.OWNER: "owner",
    PlanColumn.DUE: "due",
    PlanColumn.STATUS: "status",
}


@dataclass(frozen=True)
class PlanChange:
    """One cell that says something else than the plan. `entry`: its id, or none for one that is not there yet.

    `ours` and `theirs` are values of the entry's field as they are stored; `ours` is none where the entry is not
    there.
    """

    row: int
    dimension: str
    entry: str | None
    column: PlanColumn
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Comparison:
    """What a filled workbook says otherwise, what of it could not be read, and how many rows were."""

    changes: tuple[PlanChange, ...]
    remarks: tuple[str, ...]
    rows: int


def read(actor: Actor, place: Place, content: bytes, name: str) -> "FilledPlan":
    """What a filled workbook says of a plan. Raises IntakeError for what cannot be read."""
    # Only whoever brings a workbook back waits for the program that reads it.
    from assessment.intake.plan_workbook import read_filled

    sitting = opened(actor, place)
    access.allow(actor, Verb.PLAN, sitting.stored)
    return read_filled(content, name, sitting.edition.questionnaire)


def compared(actor: Actor, place: Place, filled: "FilledPlan") -> Comparison:
    """Compare what a workbook says with the plan as it stands; nothing is stored."""
    entries, sitting = plan_of(actor, place), opened(actor, place)
    rows, remarks = _placed(entries, filled, sitting)
    found: list[PlanChange] = []
    for row, entry in rows:
        own, problems = _changes(place, row, entry)
        remarks += [f"Row {row.number}: {problem} It is left out." for problem in problems]
        if entry is None and not _can_begin(sitting, row.dimension, own):
            remarks.append(
                f"Row {row.number}: nothing is answered there, so there is no action to suggest; say one in "
                f"“{PlanColumn.ACTION}”. The row is left out."
            )
        else:
            found += own
    if filled.is_other_version:
        remarks.insert(0, "The workbook is of another version of the questionnaire; its rows were read by their ids.")
    return Comparison(tuple(found), tuple(remarks), len(rows))


def _changes(place: Place, row: "FilledRow", entry: PlanEntry | None) -> tuple[list[PlanChange], list[str]]:
    """What the cells of a row say otherwise than the entry once they are stored, and what cannot be kept of them."""
    found: list[PlanChange] = []
    problems: list[str] = []
    blank = PlanEntry("", row.dimension, "")
    for column, written in row.said.items():
        field = FIELDS[column]
        ours = getattr(entry, field) if entry else None
        if ours == written:
            continue
        try:
            theirs = getattr(changed(place, field, written)(blank), field)
        except PlanningError as fault:
            problems += fault.problems
            continue
        if ours != theirs:
            found.append(PlanChange(row.number, row.dimension, entry.id if entry else None, column, ours, theirs))
    return found, problems


def _can_begin(sitting: Sitting, dimension: str, own: list[PlanChange]) -> bool:
    """Whether there is an action for a new entry: one that is suggested, or the row's own."""
    weakest = sitting.stored.response.weakest(sitting.edition.questionnaire, dimension)
    return weakest is not None or any(change.column is PlanColumn.ACTION for change in own)


def _placed(
    entries: tuple[PlanEntry, ...], filled: "FilledPlan", sitting: Sitting
) -> tuple[list[tuple["FilledRow", PlanEntry | None]], list[str]]:
    """Each row with the entry it speaks of, or none for a new one; what stands twice or is gone is left out.

    A row without an id is the one of its dimension's weakest answer.
    """
    by_id, named = {entry.id: entry for entry in entries}, {row.entry for row in filled.rows}
    placed: list[tuple[FilledRow, PlanEntry | None]] = []
    remarks = list(filled.remarks)
    for row in filled.rows:
        if row.entry:
            entry = by_id.get(row.entry)
        else:
            entry = agreed_on(entries, sitting.edition.questionnaire, sitting.stored.response, row.dimension)
        if row.entry and entry is None:
            remarks.append(f"Row {row.number}: its action is no longer in the plan, so the row is left out.")
        elif entry and not row.entry and entry.id in named:
            remarks.append(
                f"Row {row.number}: the weakest answer is another one since, and what is planned for it has a row of "
                "its own; this row is left out."
            )
        else:
            placed.append((row, entry))
    times = Counter(_whose(row, entry) for row, entry in placed)
    for row, entry in placed:
        if times[_whose(row, entry)] > 1:
            remarks.append(f"Row {row.number}: another row speaks of the same action, so both are left out.")
    return [(row, entry) for row, entry in placed if times[_whose(row, entry)] == 1], remarks


def _whose(row: "FilledRow", entry: PlanEntry | None) -> str:
    return entry.id if entry else f"new/{row.dimension}"


def take_over(actor: Actor, place: Place, changes: Iterable[PlanChange]) -> None:
    """Store what the workbook says, all of it or nothing.

    Raises PlanningError when the plan has changed since the changes were shown.
    """
    changes = tuple(changes)
    actions = {one.dimension: one.theirs for one in changes if not one.entry and one.column is PlanColumn.ACTION}
    with on_plan(actor, place) as plan:
        made: dict[str, PlanEntry] = {}
        for change in changes:
            entry = _entry(plan, change, made, actions.get(change.dimension, ""))
            field = FIELDS[change.column]
            if change.entry and getattr(entry, field) != change.ours:
                raise PlanningError(CHANGED)
            after = changed(place, field, change.theirs)(entry)
            plan.put(after, field)
            if change.entry is None:
                made[change.dimension] = after
        id = plan.sitting.stored.id
        audits.note(plan.connection, actor, Verb.PLAN, "response", id, plan.now, "taken over from a workbook")


def _entry(plan: Planning, change: PlanChange, made: dict[str, PlanEntry], action: str) -> PlanEntry:
    """The entry that a change is about; a new one is as suggested, or, where nothing is answered, the row's action."""
    if change.entry is not None:
        return plan.entry(change.entry)
    if change.dimension in made:
        return made[change.dimension]
    if plan.agreed(change.dimension):
        raise PlanningError(CHANGED)
    sitting = plan.sitting
    if action and sitting.stored.response.weakest(sitting.edition.questionnaire, change.dimension) is None:
        return PlanEntry(new_id(), change.dimension, action)
    return suggestion_for(plan, change.dimension)
