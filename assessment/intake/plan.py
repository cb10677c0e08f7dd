"""A plan as plain values, as answer files and exports hold it: written, and read back with every problem."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from assessment.errors import IntakeError, Problems
from assessment.model import PlanEntry, PlanPhase, PlanStatus, Questionnaire
from assessment.rounding import as_number, plain, to_hundredths
from assessment.wording import listed, nearest, repeated, shown

LONGEST_ACTION, LONGEST_OWNER, LONGEST_STEP, LONGEST_ID = 1000, 120, 1000, 64
MOST_ENTRIES = 200
KEYS = ("id", "dimension", "action", "owner", "due", "phase", "step", "status", "question", "level")

Word = TypeVar("Word", PlanPhase, PlanStatus)


def said(entries: Iterable[PlanEntry]) -> list[dict[str, Any]]:
    """A plan as values of JSON: dates as `2028-02-29`, levels as numbers on the scale, what is not said as null."""
    return [
        {
            "id": entry.id,
            "dimension": entry.dimension,
            "action": entry.action,
            "owner": entry.owner,
            "due": entry.due.isoformat() if entry.due else None,
            "phase": entry.phase.value if entry.phase else None,
            "step": entry.step,
            "status": entry.status.value,
            "question": entry.question,
            "level": as_number(entry.level),
        }
        for entry in entries
    ]


def read_plan(written: object, name: str, questionnaire: Questionnaire) -> tuple[PlanEntry, ...]:
    """The plan that `said` wrote, from values of JSON; `name` is that of the file.

    Raises IntakeError with every problem.
    """
    problems = Problems(name)
    if not isinstance(written, list):
        problems.add("'plan'", f"must be a list of entries in square brackets, found {shown(written)}")
        written = []
    if len(written) > MOST_ENTRIES:
        problems.add("'plan'", f"has {len(written)} entries, at most {MOST_ENTRIES} are kept; leave some out")
        written = []
    entries = []
    for place, one in enumerate(written, 1):
        where = f"'plan', entry {place}"
        if isinstance(one, Mapping):
            entries.append(_Entry(one, where, questionnaire, problems).read())
        else:
            problems.add(where, f'must be an object such as {{"dimension": ..., "action": ...}}, found {shown(one)}')
    for id in repeated(entry.id for entry in entries):
        problems.add("'plan'", f"the id {shown(id)} stands twice; keep one of these entries")
    problems.raise_if_any(IntakeError)
    return tuple(entries)


class _Entry:
    """One entry being read: where it stands, and the list that its problems go to."""

    def __init__(self, written: Mapping[Any, Any], where: str, questionnaire: Questionnaire, problems: Problems):
        self.written, self.where = written, where
        self.questionnaire, self.problems = questionnaire, problems

    def read(self) -> PlanEntry:
        """The entry; what had a problem is left empty."""
        for key in self.written:
            if key not in KEYS:
                self._refuse(f"unknown key {shown(key)}{nearest(str(key), KEYS) or f'; known are {listed(KEYS)}'}")
        dimension = self._known("dimension", self.questionnaire.dimension)
        question = self._known("question", self.questionnaire.question) if self._is_said("question") else None
        if dimension and question and self.questionnaire.question[question].dimension != dimension:
            self._refuse(f"'question': {shown(question)} does not belong to {shown(dimension)}; name one that does")
        return PlanEntry(
            id=self._text("id", LONGEST_ID, needed=True),
            dimension=dimension or "",
            action=self._text("action", LONGEST_ACTION, needed=True),
            owner=self._text("owner", LONGEST_OWNER),
            due=self._date(),
            phase=self._word("phase", PlanPhase) if self._is_said("phase") else None,
            step=self._text("step", LONGEST_STEP),
            status=(self._word("status", PlanStatus) if self._is_said("status") else None) or PlanStatus.OPEN,
            question=question,
            level=self._level(question) if self._is_said("level") else None,
        )

    def _is_said(self, key: str) -> bool:
        return self.written.get(key) is not None

    def _refuse(self, what: str) -> None:
        self.problems.add(self.where, what)

    def _text(self, key: str, longest: int, needed: bool = False) -> str:
        text = self.written.get(key)
        if text is None or text == "":
            if needed:
                self._refuse(f"'{key}' is missing; add it")
            return ""
        if not isinstance(text, str):
            self._refuse(f"'{key}': {shown(text)} must be text in quotation marks")
            return ""
        if len(text) > longest:
            self._refuse(f"'{key}' has {len(text)} characters, at most {longest} are kept; shorten it")
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            self._refuse(f"'{key}': {shown(text)} holds a sign that cannot be kept; write it anew")
        return text

    def _known(self, key: str, known: Mapping[str, object]) -> str | None:
        id = self.written.get(key)
        if isinstance(id, str) and id in known:
            return id
        noun = self.questionnaire.dimension_noun if key == "dimension" else key
        self._refuse(f"unknown {noun} {shown(id)}{nearest(id, known) if isinstance(id, str) else ''}")
        return None

    def _date(self) -> date | None:
        due = self.written.get("due")
        if due is None:
            return None
        try:
            found = date.fromisoformat(due)
        except (TypeError, ValueError):
            found = None
        if found is not None and found.isoformat() == due:
            return found
        self._refuse(f"'due': {shown(due)} is no date such as 2028-02-29")
        return None

    def _word(self, key: str, words: Callable[[str], Word]) -> Word | None:
        value = self.written[key]
        try:
            return words(value)
        except ValueError:
            known = [word.value for word in (PlanPhase if key == "phase" else PlanStatus)]
            self._refuse(f"'{key}': unknown value {shown(value)}; known are {listed(known)}")
            return None

    def _level(self, question: str | None) -> int | None:
        """A level's value in hundredths, of the question that is named beside it."""
        number = self.written["level"]
        if question is None:
            self._refuse("'level' stands without a known 'question'; add the question or leave the level out")
            return None
        known = [level.value for level in self.questionnaire.question[question].levels]
        if isinstance(number, int | float | Decimal) and not isinstance(number, bool):
            value = _hundredths(number)
            if value in known:
                return value
        self._refuse(
            f"'level': {shown(number)} is no level of {shown(question)}; known are {listed(map(plain, known))}"
        )
        return None


def _hundredths(number: float | Decimal) -> int | None:
    """The number in hundredths; none where it has more decimals or no end."""
    try:
        exact = Decimal(str(number))
        return to_hundredths(exact) if exact == round(exact, 2) else None
    except (ArithmeticError, ValueError):
        return None
