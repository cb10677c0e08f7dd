"""Reads answers from JSON: `answers`, and, all optional, what else a respondent may say."""

import json
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from math import inf
from typing import Any

from assessment.errors import IntakeError, Problems
from assessment.intake.answer_values import find_question, read_answer, refuse_answer
from assessment.intake.plan import read_plan
from assessment.model import Answer, Basis, Edition, Length, PlanEntry, Question, Questionnaire, Response
from assessment.rounding import plain, to_hundredths
from assessment.wording import listed, nearest, repeated, shown

LONGEST_TEXT = 2000
# What a file that was taken along holds beyond answers: what is read apart, and texts, which count only in the app.
ASIDE = ("about", "customers", "written")
LONGEST_NUMBER = 20


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
    content = _without_plan(_without_aside(_content(text, name, reader.problems)), name, reader)
    for key in content:
        if key not in PARTS:
            reader.problems.add("", f"unknown key {shown(key)}{nearest(key, PARTS) or f'; known are {listed(PARTS)}'}")
    if content.get("answers") is None:
        reader.problems.add("", "'answers' is missing; add it as {\"question-id\": value}")
    parts = {key: read(content[key], reader) for key, read in PARTS.items() if content.get(key) is not None}
    _check_star(parts, reader)
    reader.problems.raise_if_any(IntakeError)
    return Response(**{"answers": {}, **parts}, length=length)


def parse_plan(text: str, name: str, questionnaire: Questionnaire) -> tuple[PlanEntry, ...]:
    """The plan in a JSON text, empty when there is none. Raises IntakeError with every problem."""
    written = part(text, name, "plan")
    return () if written is None else read_plan(written, name, questionnaire)


def part(text: str, name: str, key: str) -> Any:
    """What stands under a key, as it was written; none where nothing does. Raises IntakeError with every problem."""
    problems = Problems(name)
    written = _content(text, name, problems).get(key)
    problems.raise_if_any(IntakeError)
    return written


def _content(text: str, name: str, problems: Problems) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key in repeated(key for key, _ in pairs):
            problems.add("", f"{shown(key)} stands twice; keep one of them")
        return dict(pairs)

    try:
        content = json.loads(text, object_pairs_hook=once, parse_float=_decimal, parse_int=_whole)
    except json.JSONDecodeError as fault:
        raise IntakeError(
            f"{name}, line {fault.lineno}, column {fault.colno}: not readable as JSON ({fault.msg}); mend that line"
        ) from None
    except RecursionError:
        raise IntakeError(f"{name}: nested too deeply; an answer is a single value") from None
    if not isinstance(content, dict):
        raise IntakeError(f'{name}: must be an object such as {{"answers": {{"question-id": 3}}}}')
    return content


def _decimal(text: str) -> Decimal | float:
    """A number as written; an endless one, which nothing accepts, where it is too long to be held."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return inf


def _whole(text: str) -> int | float:
    return int(text) if len(text) <= LONGEST_NUMBER else inf


def _table(value: Any, key: str, reader: _Reader) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    reader.problems.add(f"'{key}'", f"must be an object with ids as keys, such as {{...}}; found {shown(value)}")
    return {}


def _answers(value: Any, reader: _Reader) -> dict[str, Answer]:
    answers = {}
    for id, written in _table(value, "answers", reader).items():
        question = find_question(id, reader.questionnaire, "'answers'", reader.problems)
        if question is None:
            continue
        answer = _answer(written, question, reader)
        if answer is not None:
            answers[id] = answer
    return answers


def _answer(written: Any, question: Question, reader: _Reader) -> Answer | None:
    if written is None:
        return None
    if isinstance(written, str) or _is_number(written):
        return read_answer(str(written), question, "'answers'", reader.problems)
    refuse_answer(written, question, "'answers'", reader.problems)
    return None


def _is_number(value: Any) -> bool:
    """Whether JSON wrote a number; `true` is none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _comments(value: Any, reader: _Reader) -> dict[str, str]:
    comments = {}
    for id, text in _table(value, "comments", reader).items():
        find_question(id, reader.questionnaire, "'comments'", reader.problems)
        comments[id] = _text(text, f"'comments', {shown(id)}", reader)
    return comments


def _text(value: Any, where: str, reader: _Reader) -> str:
    if not isinstance(value, str):
        reader.problems.add(where, f"{shown(value)} must be text in quotation marks")
        return ""
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        reader.problems.add(where, f"{shown(value)} holds half of a character; write it anew")
    if len(value) > LONGEST_TEXT:
        reader.problems.add(where, f"has {len(value)} characters, at most {LONGEST_TEXT} are kept; shorten it")
    return value.strip()


def _one_of(value: Any, known: Iterable[str], where: str, reader: _Reader) -> str | None:
    known = list(known)
    if isinstance(value, str) and value in known:
        return value
    reader.problems.add(where, f"unknown value {shown(value)}{_hint(value, known)}")
    return None


def _hint(value: Any, known: Collection[str]) -> str:
    """The nearest of the known words, or all of them, or that there are none."""
    near = nearest(value, known) if isinstance(value, str) else ""
    return near or (f"; known are {listed(known)}" if known else "; there are none here, remove it")


def _dimension(value: Any, where: str, reader: _Reader) -> str | None:
    known = reader.questionnaire.dimension
    if isinstance(value, str) and value in known:
        return value
    noun = reader.questionnaire.dimension_noun
    reader.problems.add(where, f"unknown {noun} {shown(value)}{_hint(value, known)}")
    return None


def _dimensions(value: Any, key: str, reader: _Reader) -> list[str]:
    if not isinstance(value, list):
        reader.problems.add(f"'{key}'", f"must be a list of ids in square brackets, found {shown(value)}")
        return []
    found = [id for entry in value if (id := _dimension(entry, f"'{key}'", reader))]
    for id in repeated(found):
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
    where = f"'targets', '{id}'"
    if _is_number(written):
        low, high = plain(min(questionnaire.scale)), plain(max(questionnaire.scale))
        if not Decimal(low) <= written <= Decimal(high):
            reader.problems.add(
                where, f"{shown(written)} is not between {low} and {high}; choose a number on the scale"
            )
        elif written != round(written, 2):
            reader.problems.add(where, f"{shown(written)} has more than two decimals; round it")
        else:
            return to_hundredths(written)
        return None
    for stage in questionnaire.stages:
        if written in (stage.id, stage.name):
            return stage.target
    stages = [stage.id for stage in questionnaire.stages]
    reader.problems.add(where, f"unknown stage {shown(written)}{_hint(written, stages)}")
    return None


def _target_year(value: Any, reader: _Reader) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and 2000 <= value <= 2100:
        return value
    reader.problems.add("'target_year'", f"{shown(value)} is no year such as 2028")
    return None


def _profile(value: Any, reader: _Reader) -> dict[str, str]:
    profile = {}
    for id, written in _table(value, "profile", reader).items():
        field = reader.profile.field(id)
        where = f"'profile', {shown(id)}"
        if field is None:
            known = [field.id for field in reader.profile.fields]
            reader.problems.add("'profile'", f"unknown field {shown(id)}{_hint(id, known)}")
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
        known = _one_of(written, [entry.value for entry in Basis], f"'basis', {shown(id)}", reader)
        if _dimension(id, "'basis'", reader) and known:
            basis[id] = Basis(known)
    return basis


def _practice(value: Any, reader: _Reader) -> dict[str, str]:
    practice = {}
    for id, written in _table(value, "practice", reader).items():
        point = reader.points.get(id)
        if point is None or not point.answers:
            asked = [point.id for point in reader.points.values() if point.answers]
            reader.problems.add("'practice'", f"unknown practice question {shown(id)}{_hint(id, asked)}")
        elif answer := _one_of(written, [option.id for option in point.answers], f"'practice', {shown(id)}", reader):
            practice[id] = answer
    return practice


def _deepened(value: Any, reader: _Reader) -> frozenset[str]:
    return frozenset(_dimensions(value, "deepened", reader))


def _without_aside(content: dict[str, Any]) -> dict[str, Any]:
    """The content without what an export tells beyond answers: times and changes, customers."""
    return {key: value for key, value in content.items() if key not in ASIDE}


def _without_plan(content: dict[str, Any], name: str, reader: _Reader) -> dict[str, Any]:
    """The content without `plan`, which scores nothing but must be one that can be read."""
    if content.get("plan") is not None:
        try:
            read_plan(content["plan"], name, reader.questionnaire)
        except IntakeError as fault:
            reader.problems.found += fault.problems
    return {key: value for key, value in content.items() if key != "plan"}


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
