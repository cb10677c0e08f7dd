"""Reads answers from JSON: `answers`, and, all optional, what else a respondent may say."""

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from assessment.errors import IntakeError
from assessment.intake.answer_values import Problems, find_question, read_answer
from assessment.model import Answer, Basis, Edition, Length, Response
from assessment.rounding import plain, to_hundredths
from assessment.wording import listed, nearest

LONGEST_TEXT = 2000


class _Reader:
    """The context that every part of the file is read in."""

    def __init__(self, name: str, edition: Edition) -> None:
        self.problems = Problems(name)
        self.questionnaire = edition.questionnaire
        self.profile = edition.profile
        self.points = {p.id: p for p in edition.references.points} if edition.references else {}


def parse(text: str, name: str, edition: Edition, length: Length) -> Response:
    """The response in a JSON text. Raises IntakeError with every problem."""
    reader = _Reader(name, edition)
    content = _content(text, name, reader.problems)
    for key in content.keys() - PARTS.keys():
        reader.problems.add("", f"unknown key '{key}'{nearest(key, PARTS) or f'; known are {listed(PARTS)}'}")
    if "answers" not in content and not reader.problems.found:
        reader.problems.add("", "'answers' is missing; add it as {\"question-id\": value}")
    parts = {key: read(content[key], reader) for key, read in PARTS.items() if content.get(key) is not None}
    _check_star(parts, reader)
    if reader.problems.found:
        raise IntakeError(*reader.problems.found)
    return Response(**{"answers": {}, **parts}, length=length)


def _content(text: str, name: str, problems: Problems) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            problems.add("", f"'{key}' stands twice; keep one of them")
        return dict(pairs)

    try:
        content = json.loads(text, object_pairs_hook=once, parse_float=Decimal)
    except json.JSONDecodeError as fault:
        raise IntakeError(
            f"{name}, line {fault.lineno}, column {fault.colno}: not readable as JSON ({fault.msg}); mend that line"
        ) from None
    except (RecursionError, ValueError):
        raise IntakeError(f"{name}: nested too deeply or with a number too long to be an answer file") from None
    if not isinstance(content, dict):
        raise IntakeError(f'{name}: must be an object such as {{"answers": {{"question-id": 3}}}}')
    return content


def _table(value: Any, key: str, reader: _Reader) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    reader.problems.add(f"'{key}'", "must be an object with ids as keys")
    return {}


def _answers(value: Any, reader: _Reader) -> dict[str, Answer]:
    answers = {}
    for id, written in _table(value, "answers", reader).items():
        question = find_question(id, reader.questionnaire, "'answers'", reader.problems)
        if question is None:
            continue
        answer = read_answer(_as_text(written), question, "'answers'", reader.problems)
        if answer is not None:
            answers[id] = answer
    return answers


def _as_text(written: Any) -> str:
    """A value as the file writes it, so that `true` and `[3]` are refused by name."""
    if written is None:
        return ""
    return written if isinstance(written, str) else json.dumps(written, default=str).strip('"')


def _comments(value: Any, reader: _Reader) -> dict[str, str]:
    comments = {}
    for id, text in _table(value, "comments", reader).items():
        find_question(id, reader.questionnaire, "'comments'", reader.problems)
        comments[id] = _text(text, f"'comments', '{id}'", reader)
    return comments


def _text(value: Any, where: str, reader: _Reader) -> str:
    if not isinstance(value, str):
        reader.problems.add(where, "must be text in quotation marks")
        return ""
    if len(value) > LONGEST_TEXT:
        reader.problems.add(where, f"has {len(value)} characters, at most {LONGEST_TEXT} are kept; shorten it")
    return value.strip()


def _one_of(value: Any, known: Iterable[str], where: str, reader: _Reader) -> str | None:
    known = list(known)
    if isinstance(value, str) and value in known:
        return value
    hint = nearest(str(value), known) or f"; known are {listed(known)}"
    reader.problems.add(where, f"unknown value '{value}'{hint}")
    return None


def _dimension(value: Any, where: str, reader: _Reader) -> str | None:
    known = reader.questionnaire.dimension
    if isinstance(value, str) and value in known:
        return value
    hint = nearest(str(value), known) or f"; known are {listed(known)}"
    reader.problems.add(where, f"unknown {reader.questionnaire.dimension_noun} '{value}'{hint}")
    return None


def _dimensions(value: Any, key: str, reader: _Reader) -> list[str]:
    if not isinstance(value, list):
        reader.problems.add(f"'{key}'", "must be a list of ids")
        return []
    found = [id for entry in value if (id := _dimension(entry, f"'{key}'", reader))]
    for id in sorted({id for id in found if found.count(id) > 1}):
        reader.problems.add(f"'{key}'", f"'{id}' stands twice; keep one")
    return found


def _priorities(value: Any, reader: _Reader) -> tuple[str, ...]:
    picked, most = _dimensions(value, "priorities", reader), reader.questionnaire.verdict.priorities
    if len(picked) > most:
        reader.problems.add("'priorities'", f"{len(picked)} are picked, at most {most} may be; leave some out")
    return tuple(picked)


def _starred(value: Any, reader: _Reader) -> str | None:
    return _dimension(value, "'starred'", reader)


def _check_star(parts: dict[str, Any], reader: _Reader) -> None:
    starred, picked = parts.get("starred"), parts.get("priorities", ())
    if starred and starred not in picked:
        reader.problems.add("'starred'", f"'{starred}' is not among the priorities; pick it or star another")
    for id in parts.get("targets", {}):
        if id not in picked:
            reader.problems.add("'targets'", f"'{id}' is not among the priorities; only these have targets")


def _targets(value: Any, reader: _Reader) -> dict[str, int]:
    """A target is a stage, by id or name, or a number on the scale."""
    targets = {}
    for id, written in _table(value, "targets", reader).items():
        if _dimension(id, "'targets'", reader) and (target := _target(id, written, reader)) is not None:
            targets[id] = target
    return targets


def _target(id: str, written: Any, reader: _Reader) -> int | None:
    questionnaire = reader.questionnaire
    low, high = min(questionnaire.scale), max(questionnaire.scale)
    if isinstance(written, int | Decimal) and not isinstance(written, bool):
        if low <= written * 100 <= high:
            return to_hundredths(written)
        reader.problems.add(f"'targets', '{id}'", f"{written} is not between {plain(low)} and {plain(high)}")
        return None
    for stage in questionnaire.stages:
        if written in (stage.id, stage.name):
            return stage.target
    stages = [stage.id for stage in questionnaire.stages]
    hint = nearest(str(written), stages) or f"; known are {listed(stages)}"
    reader.problems.add(f"'targets', '{id}'", f"unknown stage '{written}'{hint}")
    return None


def _target_year(value: Any, reader: _Reader) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and 2000 <= value <= 2100:
        return value
    reader.problems.add("'target_year'", f"{_as_text(value)} is no year such as 2028")
    return None


def _profile(value: Any, reader: _Reader) -> dict[str, str]:
    profile = {}
    for id, written in _table(value, "profile", reader).items():
        field = reader.profile.field(id)
        where = f"'profile', '{id}'"
        if field is None:
            known = [field.id for field in reader.profile.fields]
            reader.problems.add(
                "'profile'",
                f"unknown field '{id}'{nearest(id, known) or f'; known are {listed(known)}'}",
            )
        elif not field.options:
            profile[id] = _text(written, where, reader)
        else:
            by_label = {option.label: option.id for option in field.options}
            option = _one_of(
                by_label.get(written, written) if isinstance(written, str) else written,
                by_label.values(),
                where,
                reader,
            )
            if option:
                profile[id] = option
    return profile


def _basis(value: Any, reader: _Reader) -> dict[str, Basis]:
    basis = {}
    for id, written in _table(value, "basis", reader).items():
        known = _one_of(written, [entry.value for entry in Basis], f"'basis', '{id}'", reader)
        if _dimension(id, "'basis'", reader) and known:
            basis[id] = Basis(known)
    return basis


def _practice(value: Any, reader: _Reader) -> dict[str, str]:
    practice = {}
    for id, written in _table(value, "practice", reader).items():
        point = reader.points.get(id)
        if point is None or not point.answers:
            asked = [point.id for point in reader.points.values() if point.answers]
            reader.problems.add(
                "'practice'",
                f"unknown practice question '{id}'{nearest(id, asked) or f'; known are {listed(asked)}'}",
            )
        elif answer := _one_of(written, [option.id for option in point.answers], f"'practice', '{id}'", reader):
            practice[id] = answer
    return practice


def _deepened(value: Any, reader: _Reader) -> frozenset[str]:
    return frozenset(_dimensions(value, "deepened", reader))


PARTS: dict[str, Callable[[Any, _Reader], Any]] = {
    "answers": _answers,
    "profile": _profile,
    "priorities": _priorities,
    "starred": _starred,
    "targets": _targets,
    "target_year": _target_year,
    "basis": _basis,
    "comments": _comments,
    "practice": _practice,
    "deepened": _deepened,
}
