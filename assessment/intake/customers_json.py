"""Reads the customers of an answer file: segments in the form in which they are taken along from the app."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from assessment.errors import IntakeError, Problems
from assessment.intake import segments_json
from assessment.intake.segment_facts import LIMITS, LONGEST_RIVALS, RIVALS
from assessment.intake.segments_csv import LONGEST_NAME, LONGEST_WORDS, MOST_ROWS, Segments
from assessment.model import RATINGS, Evidence, SegmentStatus, Side, TargetingRules
from assessment.targeting import weighing
from assessment.wording import listed, shown

# Exact fractions such as 9/20, or decimals; not too long to be worked with.
NUMBER = re.compile(r"-?[0-9]{1,20}(/0*[1-9][0-9]{0,19}|[.][0-9]{1,20})?")
BLANK: Mapping[str, Any] = {
    "status": SegmentStatus.SERVED.value,
    "must_serve": False,
    "revenue_share": "0",
    "spend_share": "0",
    "accessible_size": None,
    "ratings": {},
    "evidence": {},
}
NO_BET = {"milestone": "", "owner": "", "end": None}
WORDS = {"status": [status.value for status in SegmentStatus], "evidence": [grade.value for grade in Evidence]}


@dataclass(frozen=True)
class Customers:
    """What an answer file says of customers. `rules`: the hash of the rules that they rested on, if it says so.

    `own_weights`: in ten-thousandths by criterion, where the organisation had its own, and since when they are locked.
    """

    segments: Segments
    rules: str = ""
    own_weights: Mapping[str, int] = field(default_factory=dict)
    locked_at: datetime | None = None


def read(written: Any, name: str, rules: TargetingRules) -> Customers:
    """The customers as they were written under their key. Raises IntakeError with every problem.

    `rules`: the ones by which they will be judged; own weights must fit their criteria.
    """
    problems = Problems(name)
    if not isinstance(written, dict) or not isinstance(written.get("segments"), list):
        raise IntakeError(f"{name}: 'customers' must be an object with a list of 'segments'; take it from the app anew")
    entries = written["segments"]
    if len(entries) > MOST_ROWS:
        raise IntakeError(f"{name}: 'customers' has {len(entries)} segments; name at most {MOST_ROWS}")
    rest = _number(written.get("not_attributable", "0"), "'customers', 'not_attributable'", problems)
    kept = [_entry(entry, f"'customers', segment {place}", problems) for place, entry in enumerate(entries, 1)]
    weights, locked_at = _own_weights(written.get("own_weights"), rules, problems)
    problems.raise_if_any(IntakeError)
    try:
        found = Segments(*segments_json.read({"segments": kept, "not_attributable": rest}))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        raise IntakeError(f"{name}: 'customers' holds what cannot be read; take it along from the app anew") from None
    rested_on = written.get("rules")
    return Customers(found, rested_on if isinstance(rested_on, str) else "", weights, locked_at)


def _entry(entry: Any, where: str, problems: Problems) -> dict[str, Any]:
    """One segment with everything that is needed, checked; what else it holds stays as it is."""
    if not isinstance(entry, dict):
        problems.add(where, f"must be an object, found {shown(entry)}")
        return {}
    kept = {**BLANK, **{key: value for key, value in entry.items() if value is not None}}
    kept["name"] = _words(kept.get("name"), LONGEST_NAME, f"{where}, 'name'", problems)
    if not kept["name"]:
        problems.add(where, "it has no name; write one")
    for key in ("revenue_share", "spend_share"):
        kept[key] = _number(kept[key], f"{where}, '{key}'", problems)
    if kept["accessible_size"] is not None:
        kept["accessible_size"] = _number(kept["accessible_size"], f"{where}, 'accessible_size'", problems)
    if kept["status"] not in WORDS["status"]:
        problems.add(where, f"'status' is {shown(kept['status'])}; write {listed(WORDS['status'], 'or')}")
    if not isinstance(kept["must_serve"], bool):
        problems.add(where, f"'must_serve' is {shown(kept['must_serve'])}; write true or false")
    kept["ratings"] = _table(kept["ratings"], where, "ratings", list(RATINGS), problems)
    kept["evidence"] = _table(kept["evidence"], where, "evidence", WORDS["evidence"], problems)
    kept["bet"] = _bet(kept.get("bet", NO_BET), where, problems)
    _check_rank(kept, where, problems)
    return {**kept, "facts": _facts(kept.get("facts", {}), where, problems)}


def _check_rank(kept: Mapping[str, Any], where: str, problems: Problems) -> None:
    rank, is_attractive = kept.get("attractive_rank"), kept.get("is_attractive")
    if rank is not None and (type(rank) is not int or not 1 <= rank <= MOST_ROWS):
        problems.add(where, f"'attractive_rank' is {shown(rank)}; write a whole number from 1 to {MOST_ROWS}")
    if not isinstance(is_attractive, bool | None):
        problems.add(where, f"'is_attractive' is {shown(is_attractive)}; write true or false")


def _facts(value: Any, where: str, problems: Problems) -> dict[str, Any]:
    """The facts that are known here, each within its limits."""
    if not isinstance(value, dict):
        problems.add(where, f"'facts' must be an object, found {shown(value)}")
        return {}
    found: dict[str, Any] = {}
    for key, (least, most) in LIMITS.items():
        if value.get(key) is not None:
            found[key] = _number(value[key], f"{where}, '{key}'", problems, least="")
            if not least <= Fraction(found[key]) <= most:
                problems.add(f"{where}, '{key}'", f"{shown(value[key])} does not lie between {least} and {most}")
    if value.get(RIVALS) is not None:
        found[RIVALS] = _words(value[RIVALS], LONGEST_RIVALS, f"{where}, '{RIVALS}'", problems)
    return found


def _words(value: Any, most: int, where: str, problems: Problems) -> str:
    if not isinstance(value, str):
        problems.add(where, f"{shown(value)} must be text in quotation marks")
        return ""
    words = " ".join(value.split())
    if len(words) > most:
        problems.add(where, f"has {len(words)} characters, at most {most} are kept; shorten it")
    return words


def _number(value: Any, where: str, problems: Problems, least: str = "of 0 or more") -> str:
    """A number as text that is safe to work with; zero, with a problem, for anything else."""
    text = "" if isinstance(value, bool) else str(value)
    if not NUMBER.fullmatch(text) or (least and text.startswith("-")):
        problems.add(where, f"{shown(value)} is no number{f' {least}' if least else ''}; write one such as 0.25 or 1/4")
        return "0"
    return text


def _table(value: Any, where: str, key: str, allowed: list[Any], problems: Problems) -> dict[str, Any]:
    if not isinstance(value, dict):
        problems.add(where, f"'{key}' must be an object with the ids of criteria, found {shown(value)}")
        return {}
    for id, given in value.items():
        if isinstance(given, bool) or given not in allowed:
            problems.add(where, f"'{key}', {shown(id)} is {shown(given)}; write {listed(map(str, allowed), 'or')}")
    return value


def _bet(value: Any, where: str, problems: Problems) -> dict[str, Any]:
    if not isinstance(value, dict):
        problems.add(where, f"'bet' must be an object, found {shown(value)}")
        return dict(NO_BET)
    bet = {**NO_BET, **{key: given for key, given in value.items() if given is not None}}
    for key in ("milestone", "owner"):
        bet[key] = _words(bet[key], LONGEST_WORDS, f"{where}, '{key}'", problems)
    try:
        date.fromisoformat(bet["end"] or "2000-01-01")
    except (TypeError, ValueError):
        problems.add(where, f"'end' is {shown(bet['end'])}; write a date such as 2027-06-30")
    return bet


def _own_weights(value: Any, rules: TargetingRules, problems: Problems) -> tuple[dict[str, int], datetime | None]:
    if value is None:
        return {}, None
    weights = value.get("weights") if isinstance(value, dict) else None
    if not isinstance(weights, dict) or any(type(weight) is not int for weight in weights.values()):
        problems.add("'customers'", "'own_weights' cannot be read; take it along from the app anew")
        return {}, None
    _check_weights(weights, rules, problems)
    try:
        return weights, datetime.fromisoformat(value["locked_at"]) if value.get("locked_at") else None
    except (TypeError, ValueError):
        problems.add("'customers'", f"'locked_at' is {shown(value['locked_at'])}; write a time")
        return {}, None


def _check_weights(weights: Mapping[str, int], rules: TargetingRules, problems: Problems) -> None:
    where = "'customers', 'own_weights'"
    known = [criterion.id for criterion in rules.criteria]
    if set(weights) != set(known):
        problems.add(where, f"they must name {listed(known)}, found {listed(map(shown, weights)) or 'none'}")
        return
    for side in Side:
        of_side = {criterion.id: weights[criterion.id] for criterion in rules.of(side)}
        for problem in weighing.problems(rules, side, of_side):
            problems.add(where, problem)
