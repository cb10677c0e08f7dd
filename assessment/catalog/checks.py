"""What must hold between the parts of a questionnaire, beyond the shape of each."""

import string
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from assessment.catalog.documents import (
    CheckTable,
    DimensionTable,
    QuestionTable,
    StageTable,
)
from assessment.catalog.validation import Problems
from assessment.wording import listed, nearest

PLACEHOLDERS = {"high", "low", "high_score", "low_score"}
# A spreadsheet's look-ups read these as wildcards and would not find the descriptor.
WILDCARDS = "*?~"


def check(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    """Note every broken rule in `problems`. Works on the sound parts of a faulty file too."""
    for rule in RULES:
        rule(raw, sound, problems)


def _ids(raw: dict[str, Any], table: str) -> list[str]:
    """The ids as written, also of faulty tables: a reference to one of them is no second fault."""
    entries = raw.get(table, [])
    if not isinstance(entries, list):
        return []
    found = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    return [id for id in found if isinstance(id, str)]


def _repeated(words: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [word for word in words if word in seen or seen.add(word)]  # type: ignore[func-returns-value]


def _check_ids(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    for table in ("dimension", "question", "check"):
        for id in _repeated(_ids(raw, table)):
            problems.add(f"{table} '{id}'", "the id is used twice; every id is used once")
    for id in set(_ids(raw, "dimension")) & set(_ids(raw, "question")):
        problems.add(f"question '{id}'", "a dimension has this id too; choose another")
    for id in sound.get("retired", []):
        for table in ("dimension", "question"):
            if id in _ids(raw, table):
                problems.add(f"{table} '{id}'", "the id is retired and never used again; choose a new one")
    for term in _repeated(entry.term.casefold() for entry in sound.get("definition", [])):
        problems.add(f"definition '{term}'", "the term is defined twice; keep one")
    for number in _repeated(str(entry.number) for entry in sound.get("dimension", [])):
        problems.add("", f"two dimensions have number {number}; number each once")


def _check_scale(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if "scale" in sound and not _ascending(sound["scale"].values):
        problems.add("scale", "the values must ascend; order them from low to high")


def _ascending(values: Sequence[Decimal]) -> bool:
    return all(low < high for low, high in pairwise(values))


def _check_questions(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    scale = sound["scale"].values if "scale" in sound else None
    dimensions = _ids(raw, "dimension")
    for question in sound.get("question", []):
        where = f"question '{question.id}'"
        if question.dimension not in dimensions:
            problems.add(where, _unknown("dimension", question.dimension, dimensions))
        if scale is not None:
            _check_levels(question, scale, where, problems)
        _check_weight(question, where, problems)


def _check_levels(question: QuestionTable, scale: list[Decimal], where: str, problems: Problems) -> None:
    values = [level.value for level in question.levels]
    if len(values) != len(scale):
        problems.add(where, f"{len(values)} levels, the scale has {len(scale)}")
    elif values != scale:
        written, wanted = (", ".join(map(str, row)) for row in (values, scale))
        problems.add(where, f"the levels are valued {written}, the scale is {wanted}; use the scale")
    for text in _repeated(level.text.casefold() for level in question.levels):
        problems.add(where, f"two levels say '{text}'; each must say something of its own")
    for level in question.levels:
        if any(sign in level.text for sign in WILDCARDS):
            signs = " ".join(WILDCARDS)
            problems.add(
                where,
                f"level '{level.text}' has one of {signs}, which spreadsheets misread; reword it",
            )


def _check_weight(question: QuestionTable, where: str, problems: Problems) -> None:
    if question.optional and question.weight != 0:
        problems.add(where, f"an optional question is never scored, its weight {question.weight} must be 0")
    if not question.optional and question.weight == 0:
        problems.add(where, "the weight is 0; give it a weight or mark it optional")
    if question.optional and question.short:
        problems.add(where, "an optional question cannot belong to the short length; remove 'short'")


def _check_dimensions(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    ids = _ids(raw, "dimension")
    questions: list[QuestionTable] = sound.get("question", [])
    # A faulty question may be the one that is missed here, so its fault comes first.
    complete = len(questions) == len(_ids(raw, "question"))
    some_short = any(question.short for question in questions)
    for dimension in sound.get("dimension", []):
        where = f"dimension '{dimension.id}'"
        own = [q for q in questions if q.dimension == dimension.id and not q.optional]
        if complete and not own:
            problems.add(where, "no scored question belongs to it; add one")
        elif complete and some_short and not any(question.short for question in own):
            problems.add(where, "no question of the short length belongs to it; mark one with short = true")
        if dimension.weight == 0:
            problems.add(where, "the weight is 0; give it a weight")
        for upstream in dimension.depends_on:
            if upstream not in ids:
                problems.add(where, _unknown("dimension", upstream, ids, "depends_on names"))
        _check_clauses(dimension, _ids_of_dimension(raw, dimension.id), problems)
    _check_circles(sound.get("dimension", []), problems)


def _ids_of_dimension(raw: dict[str, Any], dimension: str) -> set[str]:
    """The question ids as written under a dimension, also of faulty questions."""
    entries = raw.get("question")
    tables = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return {str(entry.get("id")) for entry in tables if entry.get("dimension") == dimension}


def _check_clauses(dimension: DimensionTable, own: set[str], problems: Problems) -> None:
    for key in ("when_strong", "when_weak"):
        clause = getattr(dimension, key)
        if clause is not None and clause.question not in own:
            what = _unknown("question", clause.question, own, "rests on", "of this dimension")
            problems.add(f"dimension '{dimension.id}', '{key}'", what)


def _check_circles(dimensions: list[DimensionTable], problems: Problems) -> None:
    upstream = {dimension.id: set(dimension.depends_on) for dimension in dimensions}
    settled: set[str] = set()
    while ready := {id for id, needs in upstream.items() if not (needs & upstream.keys()) - settled} - settled:
        settled |= ready
    circle = [id for id in upstream if id not in settled]
    if circle:
        problems.add("", f"depends_on runs in a circle through {listed(circle)}; remove one link")


def _check_stages(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if "stages" not in sound:
        return
    stages: list[StageTable] = sound["stages"].list
    starts = [stage.starts_at for stage in stages]
    if not _ascending(starts):
        problems.add(
            "stages",
            f"the cut-offs {', '.join(map(str, starts))} are out of order; order them from low to high",
        )
        return
    for kind, words in (
        ("id", [s.id for s in stages]),
        ("name", [s.name.casefold() for s in stages]),
    ):
        for word in _repeated(words):
            problems.add(f"stage '{word}'", f"the {kind} is used twice; every {kind} is used once")
    if "scale" in sound:
        _check_stages_on_scale(stages, sound["scale"].values, problems)


def _check_stages_on_scale(stages: list[StageTable], scale: list[Decimal], problems: Problems) -> None:
    if stages[0].starts_at != min(scale):
        problems.add(
            f"stage '{stages[0].id}'",
            f"begins at {stages[0].starts_at}, the scale at {min(scale)}; the lowest stage begins where the scale does",
        )
    ends = [*(stage.starts_at for stage in stages[1:]), max(scale)]
    for stage, end in zip(stages, ends, strict=True):
        if stage.starts_at > max(scale):
            problems.add(
                f"stage '{stage.id}'",
                f"begins at {stage.starts_at}, beyond the scale's {max(scale)}",
            )
        elif not stage.starts_at <= stage.target <= end:
            problems.add(
                f"stage '{stage.id}'",
                f"its target {stage.target} is not between {stage.starts_at} and {end}",
            )


def _check_rules(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if "scoring" in sound and sound["scoring"].thin_from > sound["scoring"].scored_from:
        rules = sound["scoring"]
        problems.add(
            "scoring",
            f"thin_from {rules.thin_from} is above scored_from {rules.scored_from}; swap them",
        )
    if "action_bands" in sound and sound["action_bands"].middle_from >= sound["action_bands"].high_from:
        problems.add("action_bands", "middle_from must be below high_from")
    if "verdict" in sound and sound["verdict"].priorities > len(_ids(raw, "dimension")):
        problems.add(
            "verdict",
            f"{sound['verdict'].priorities} priorities cannot be picked from fewer dimensions",
        )
    some_short = any(question.short for question in sound.get("question", []))
    if "lengths" in sound and (sound["lengths"].short is not None) != some_short and sound.get("question"):
        problems.add("lengths", "'short' is described if and only if some questions have short = true")


def _check_order(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    order, ids = sound.get("asking_order", []), _ids(raw, "dimension")
    for id in order:
        if id not in ids:
            problems.add("asking_order", _unknown("dimension", id, ids))
    for id in _repeated(order):
        problems.add("asking_order", f"'{id}' stands twice; every dimension is asked once")
    for id in ids:
        if "asking_order" in sound and id not in order:
            problems.add("asking_order", f"dimension '{id}' is left out; add it")


def _check_checks(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if sound.get("check") and "check_thresholds" not in raw:
        problems.add("", "there are checks but no [check_thresholds]; add the table")
    for entry in sound.get("check", []):
        kind = "dimension" if entry.rule == "dimensions" else "question"
        for id in [*entry.high, entry.low]:
            if id not in _ids(raw, kind):
                problems.add(f"check '{entry.id}'", _unknown(kind, id, _ids(raw, kind)))
        _check_finding(entry, problems)


def _check_finding(entry: CheckTable, problems: Problems) -> None:
    try:
        used = {name for _, name, _, _ in string.Formatter().parse(entry.finding) if name is not None}
    except ValueError as fault:
        problems.add(f"check '{entry.id}', 'finding'", f"{fault}; write placeholders as {{high}}")
        return
    allowed = PLACEHOLDERS if entry.rule == "dimensions" else {"high", "low"}
    for name in sorted(used - allowed):
        known = listed(sorted(f"{{{word}}}" for word in allowed))
        problems.add(f"check '{entry.id}', 'finding'", f"unknown placeholder {{{name}}}; known are {known}")


def _unknown(kind: str, id: str, known: Iterable[str], verb: str = "names", whose: str = "") -> str:
    known = list(known)
    place = f" {whose}" if whose else ""
    return f"{verb} the unknown {kind} '{id}'{place}{nearest(id, known) or '; use the id of one in this file'}"


Rule = Callable[[dict[str, Any], dict[str, Any], Problems], None]
RULES: tuple[Rule, ...] = (
    _check_ids,
    _check_scale,
    _check_dimensions,
    _check_questions,
    _check_stages,
    _check_rules,
    _check_order,
    _check_checks,
)
