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
    StatusesTable,
)
from assessment.catalog.validation import written_ids, written_tables
from assessment.errors import Problems
from assessment.wording import listed, nearest, repeated, shown

PLACEHOLDERS = {"high", "low", "high_score", "low_score"}
# A spreadsheet's look-ups read these as wildcards and would not find the descriptor.
WILDCARDS = "*?~"


def check(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    """Note every broken rule in `problems`. Works on the sound parts of a faulty file too."""
    for rule in RULES:
        rule(raw, sound, problems)


def _complete(raw: dict[str, Any], sound: dict[str, Any]) -> bool:
    """Whether every question is sound: a faulty one may be the one that a rule would miss."""
    entries = raw.get("question")
    return isinstance(entries, list) and 0 < len(entries) == len(sound.get("question", []))


def _check_ids(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    for table in ("dimension", "question", "check"):
        ids = written_ids(raw, table)
        for id in repeated(ids):
            problems.add(f"{table} {shown(id)}", "the id is used twice; every id is used once")
        for id in sound.get("retired", []):
            if id in ids:
                problems.add(f"{table} '{id}'", "the id is retired and never used again; choose a new one")
    dimensions = set(written_ids(raw, "dimension"))
    for id in dict.fromkeys(written_ids(raw, "question")):
        if id in dimensions:
            problems.add(f"question {shown(id)}", "a dimension has this id too; choose another")
    for term in repeated(entry.term.casefold() for entry in sound.get("definition", [])):
        problems.add(f"definition '{term}'", "the term is defined twice; keep one")
    for number in repeated(str(entry.number) for entry in sound.get("dimension", [])):
        problems.add("", f"two dimensions have number {number}; number each once")


def _check_scale(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if "scale" in sound and not _ascending(sound["scale"].values):
        problems.add("'scale'", "the values must ascend; order them from low to high")


def _ascending(values: Sequence[Decimal]) -> bool:
    return all(low < high for low, high in pairwise(values))


def _check_questions(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    scale = sound["scale"].values if "scale" in sound and _ascending(sound["scale"].values) else None
    dimensions = written_ids(raw, "dimension")
    for question in sound.get("question", []):
        where = f"question '{question.id}'"
        if question.dimension not in dimensions:
            problems.add(where, _unknown("dimension", question.dimension, dimensions))
        if scale is not None:
            _check_levels(question, scale, where, problems)
        if "statuses" in sound:
            _check_choices(question, sound["statuses"], where, problems)
        _check_weight(question, where, problems)


def _check_levels(question: QuestionTable, scale: list[Decimal], where: str, problems: Problems) -> None:
    values = [level.value for level in question.levels]
    if len(values) != len(scale):
        problems.add(where, f"{len(values)} levels, the scale has {len(scale)}")
    elif values != scale:
        written, wanted = (", ".join(map(str, row)) for row in (values, scale))
        problems.add(where, f"the levels are valued {written}, the scale is {wanted}; use the scale")
    for text in repeated(level.text.casefold() for level in question.levels):
        problems.add(where, f"two levels say '{text}'; each must say something of its own")
    for level in question.levels:
        if any(sign in level.text for sign in WILDCARDS):
            signs = " ".join(WILDCARDS)
            problems.add(
                where,
                f"level '{level.text}' has one of {signs}, which spreadsheets misread; reword it",
            )


def _check_choices(question: QuestionTable, statuses: StatusesTable, where: str, problems: Problems) -> None:
    """What stands in one list of choices must differ, or a choice could not be told from another."""
    own = [statuses.cannot_judge.label, question.does_not_apply or statuses.does_not_apply.label]
    levels = {level.text.casefold() for level in question.levels}
    for text in own:
        if text.casefold() in levels:
            problems.add(where, f"a level says '{text}', as an answer without a level does; reword it")
    if own[0].casefold() == own[1].casefold():
        problems.add(where, f"'{own[0]}' would stand for both answers without a level; reword 'does_not_apply'")


def _check_weight(question: QuestionTable, where: str, problems: Problems) -> None:
    if question.optional and question.weight != 0:
        problems.add(where, f"an optional question is never scored, its weight {question.weight} must be 0")
    if not question.optional and question.weight == 0:
        problems.add(where, "the weight is 0; give it a weight or mark it optional")
    if question.optional and question.short:
        problems.add(where, "an optional question cannot belong to the short length; remove 'short'")


def _check_dimensions(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    ids = written_ids(raw, "dimension")
    questions: list[QuestionTable] = sound.get("question", [])
    complete = _complete(raw, sound)
    some_short = any(question.short and not question.optional for question in questions)
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
        _check_clauses(dimension, written_tables(raw, "question"), problems)
    if not repeated(ids):
        _check_circles(sound.get("dimension", []), problems)


def _check_clauses(dimension: DimensionTable, questions: list[dict[str, Any]], problems: Problems) -> None:
    own = {str(entry.get("id")): entry for entry in questions if entry.get("dimension") == dimension.id}
    for key in ("when_strong", "when_weak"):
        clause, where = getattr(dimension, key), f"dimension '{dimension.id}', '{key}'"
        if clause is not None and clause.question not in own:
            hint = nearest(clause.question, own) or f"; name one of its own: {listed(map(shown, own))}"
            problems.add(where, f"'{clause.question}' is no question of this dimension{hint}")
        elif clause is not None and own[clause.question].get("optional") is True:
            problems.add(where, f"rests on the optional question '{clause.question}'; name one that is scored")


def _check_circles(dimensions: list[DimensionTable], problems: Problems) -> None:
    upstream = {dimension.id: set(dimension.depends_on) for dimension in dimensions}
    settled: set[str] = set()
    while ready := {id for id, needs in upstream.items() if not (needs & upstream.keys()) - settled} - settled:
        settled |= ready
    circle = [id for id in upstream if id not in settled]
    # What only leads out of a circle, or hangs on it, is not in it.
    while outside := [id for id in circle if not any(id in upstream[other] for other in circle)]:
        circle = [id for id in circle if id not in outside]
    if circle:
        problems.add("", f"depends_on runs in a circle through {listed(circle)}; remove one link")


def _check_stages(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if "stages" not in sound:
        return
    stages: list[StageTable] = sound["stages"].list
    starts = [stage.starts_at for stage in stages]
    if not _ascending(starts):
        problems.add(
            "'stages'",
            f"the cut-offs {', '.join(map(str, starts))} are out of order; order them from low to high",
        )
    for stage in stages:
        if any(sign in stage.name for sign in WILDCARDS):
            signs = " ".join(WILDCARDS)
            problems.add(f"stage '{stage.id}'", f"its name has one of {signs}, which spreadsheets misread; reword it")
    for kind, words in (
        ("id", [s.id for s in stages]),
        ("name", [s.name.casefold() for s in stages]),
    ):
        for word in repeated(words):
            problems.add(f"stage '{word}'", f"the {kind} is used twice; every {kind} is used once")
    if "scale" in sound and _ascending(starts):
        _check_stages_on_scale(stages, sound["scale"].values, problems)


def _check_stages_on_scale(stages: list[StageTable], scale: list[Decimal], problems: Problems) -> None:
    if stages[0].starts_at != min(scale):
        problems.add(
            f"stage '{stages[0].id}'",
            f"begins at {stages[0].starts_at}, the scale at {min(scale)}; the lowest stage begins where the scale does",
        )
    ends = [*(stage.starts_at for stage in stages[1:]), None]
    for stage, end in zip(stages, ends, strict=True):
        where = f"stage '{stage.id}'"
        if stage.starts_at > max(scale):
            problems.add(where, f"begins at {stage.starts_at}, beyond the scale's {max(scale)}; lower its 'from'")
        elif not stage.starts_at <= stage.target <= max(scale) or (end is not None and stage.target >= end):
            limit = f"below {end}" if end is not None else f"at most {max(scale)}"
            problems.add(where, f"its target {stage.target} is outside it; choose one from {stage.starts_at}, {limit}")


def _check_rules(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if "scoring" in sound and sound["scoring"].thin_from > sound["scoring"].scored_from:
        rules = sound["scoring"]
        problems.add(
            "'scoring'",
            f"thin_from {rules.thin_from} is above scored_from {rules.scored_from}; swap them",
        )
    if "action_bands" in sound and sound["action_bands"].middle_from >= sound["action_bands"].high_from:
        bands = sound["action_bands"]
        problems.add(
            "'action_bands'",
            f"middle_from {bands.middle_from} is not below high_from {bands.high_from}; order them from low to high",
        )


def _check_verdict(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if "verdict" not in sound:
        return
    rules, dimensions = sound["verdict"], len(written_tables(raw, "dimension"))
    if rules.priorities > dimensions > 0:
        problems.add(
            "'verdict'", f"{rules.priorities} priorities cannot be picked from {dimensions} dimensions; lower it"
        )
    if rules.gap_from == 0:
        problems.add("'verdict'", "gap_from is 0, so that reaching a target would be a gap; raise it")
    if "scale" in sound and rules.next_step_from > max(sound["scale"].values):
        highest = max(sound["scale"].values)
        problems.add("'verdict'", f"next_step_from {rules.next_step_from} is beyond the scale's {highest}; lower it")
    # Else one dimension could be a strength and too weak to build on.
    for low, high in (("blocked_below", "strength_least"), ("strength_least", "strength_from")):
        least, most = getattr(rules, low), getattr(rules, high)
        if least > most:
            problems.add("'verdict'", f"{low} {least} is above {high} {most}; lower the one or raise the other")
    # Else one answer could prove both clauses.
    weak, strong = rules.clause_weak_to, rules.clause_strong_from
    if weak >= strong:
        problems.add(
            "'verdict'",
            f"clause_weak_to {weak} is not below clause_strong_from {strong}; lower the one or raise the other",
        )


def _check_lengths(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if "lengths" not in sound or not _complete(raw, sound):
        return
    described = sound["lengths"].short is not None
    marked = any(question.short and not question.optional for question in sound["question"])
    if described and not marked:
        problems.add("'lengths'", "'short' is described, but no question has short = true; mark some or remove it")
    if marked and not described:
        problems.add("'lengths'", "questions have short = true, but 'short' is missing; add short = { minutes = 10 }")


def _check_order(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    ids = written_ids(raw, "dimension")
    # Without dimensions every id would be unknown; their absence is the fault.
    order = sound.get("asking_order", []) if ids else []
    for id in order:
        if id not in ids:
            problems.add("'asking_order'", _unknown("dimension", id, ids))
    for id in repeated(order):
        problems.add("'asking_order'", f"'{id}' stands twice; every dimension is asked once")
    for id in ids:
        if "asking_order" in sound and id not in order:
            problems.add("'asking_order'", f"dimension {shown(id)} is left out; add it")


def _check_checks(raw: dict[str, Any], sound: dict[str, Any], problems: Problems) -> None:
    if sound.get("check") and "check_thresholds" not in raw:
        problems.add("", "there are checks but no [check_thresholds]; add the table")
    optional = {question.id for question in sound.get("question", []) if question.optional}
    for entry in sound.get("check", []):
        where, compared = f"check '{entry.id}'", [*entry.high, entry.low]
        kind = "dimension" if entry.rule == "dimensions" else "question"
        for id in dict.fromkeys(compared):
            if id not in written_ids(raw, kind):
                problems.add(where, _unknown(kind, id, written_ids(raw, kind)))
            elif kind == "question" and id in optional:
                problems.add(where, f"names the optional question '{id}', which is never scored; name another")
        for id in repeated(compared):
            problems.add(where, f"names '{id}' twice; compare different ones")
        if entry.rule == "levels_apart" and len(entry.high) != 1:
            problems.add(where, f"{len(entry.high)} in 'high'; two answers are compared, name one")
        _check_finding(entry, f"{where}, 'finding'", problems)


def _check_finding(entry: CheckTable, where: str, problems: Problems) -> None:
    try:
        used = [part for part in string.Formatter().parse(entry.finding) if part[1] is not None]
    except ValueError as fault:
        problems.add(where, f"{fault}; write placeholders as {{high}} and other braces twice")
        return
    allowed = PLACEHOLDERS if entry.rule == "dimensions" else {"high", "low"}
    for _, name, form, conversion in used:
        if name not in allowed:
            known = listed(sorted(f"{{{word}}}" for word in allowed))
            problems.add(where, f"unknown placeholder {{{name}}}; known are {known}")
        elif form or conversion:
            problems.add(where, f"placeholder {{{name}}} has signs after its name; write it as {{{name}}}")


def _unknown(kind: str, id: str, known: Iterable[str], verb: str = "names") -> str:
    return f"{verb} the unknown {kind} '{id}'{nearest(id, known) or '; use the id of one in this file'}"


Rule = Callable[[dict[str, Any], dict[str, Any], Problems], None]
RULES: tuple[Rule, ...] = (
    _check_ids,
    _check_scale,
    _check_dimensions,
    _check_questions,
    _check_stages,
    _check_rules,
    _check_verdict,
    _check_lengths,
    _check_order,
    _check_checks,
)
