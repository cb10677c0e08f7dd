"""Checks a parsed table against the shape of its document and words every fault by ids."""

from collections.abc import Iterable
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from assessment.catalog.documents import FIELD_ID, POINT_ID, SLUG, TRIMMED
from assessment.errors import Problems
from assessment.wording import counted, nearest, shown

IDS = {
    SLUG: "small letters, digits and single hyphens, such as 'right-to-win'",
    FIELD_ID: "small letters and underscores, such as 'hq_region'",
    POINT_ID: "capitals and digits, such as 'PR01'",
}


def validated(raw: dict[str, Any], document: type[BaseModel], problems: Problems) -> dict[str, Any]:
    """The sound parts of a table, by key: a faulty table in a list does not hide its neighbours.

    Every fault is noted in `problems`; what is missing or faulty is absent from the answer.
    """
    sound: dict[str, Any] = {}
    keys = {(field.alias or name): field for name, field in document.model_fields.items()}
    for key in raw:
        if key not in keys:
            problems.add("", _unknown_key(key, keys))
    for key, field in keys.items():
        if key in raw:
            _validate_key(key, raw[key], field, sound, problems)
        elif field.is_required():
            problems.add("", f"'{key}' is missing; add it")
        else:
            sound[key] = field.get_default(call_default_factory=True)
    return sound


def written_tables(raw: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """The tables of that name as written, faulty ones too."""
    entries = raw.get(table)
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def written_ids(raw: dict[str, Any], table: str) -> list[str]:
    """The ids as written, also of faulty tables: a reference to one of them is no second fault."""
    found = [entry.get("id") for entry in written_tables(raw, table)]
    return [id for id in found if isinstance(id, str)]


def _validate_key(key: str, value: Any, field: FieldInfo, sound: dict[str, Any], problems: Problems) -> None:
    item = _table_of_list(field)
    if item is not None:
        _validate_tables(key, value, item, field, sound, problems)
        return
    annotation = field.rebuild_annotation()
    entry = _attempt(annotation, value, [f"'{key}'"], problems)
    if entry is not None:
        sound[key] = entry


def _validate_tables(
    key: str, value: Any, item: Any, field: FieldInfo, sound: dict[str, Any], problems: Problems
) -> None:
    """Each table of a list by itself, and how many there may be."""
    if not isinstance(value, list):
        problems.add(f"'{key}'", f"must be a list of tables, found {shown(value)}; head each table with [[{key}]]")
        return
    _attempt(Annotated[list[Any], field], value, [f"'{key}'"], problems)
    noun = f"{key} number"
    passed = (_attempt(item, entry, [_named(noun, place, entry)], problems) for place, entry in enumerate(value, 1))
    sound[key] = [entry for entry in passed if entry is not None]


def _table_of_list(field: FieldInfo) -> Any:
    """The table class when the field is a list of tables."""
    if get_origin(field.annotation) is list:
        (item,) = get_args(field.annotation)
        if isinstance(item, type) and issubclass(item, BaseModel):
            return item
    return None


def _attempt(kind: Any, value: Any, path: list[str], problems: Problems) -> Any:
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as faults:
        for fault in faults.errors():
            # The words for an unknown key name it themselves.
            place = fault["loc"][:-1] if fault["type"] == "extra_forbidden" else fault["loc"]
            problems.add(", ".join([*path, *_path(place, value)]), _words(fault, kind))
        return None


def _named(noun: str, place: int, entry: Any) -> str:
    """A list's entry by its id where it has one, else by its place."""
    id = entry.get("id", entry.get("term")) if isinstance(entry, dict) else None
    return f"{noun.removesuffix(' number')} {shown(id)}" if isinstance(id, str) else f"{noun} {place}"


def _path(location: tuple[int | str, ...], value: Any) -> list[str]:
    """The readable path to a place below a value."""
    words: list[str] = []
    for step in location:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
            words.append(shown(step))
            continue
        value = value[step]
        if words and words[-1] != "'list'":
            words.append(_named(words.pop().strip("'").removesuffix("s"), step + 1, value))
        else:
            words.append(_named("entry", step + 1, value))
    return words


def _words(fault: ErrorDetails, kind: Any) -> str:
    context = fault.get("ctx", {})
    found = fault["input"]
    match fault["type"]:
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            return _unknown_key(str(fault["loc"][-1]), _keys_near(kind, fault["loc"]))
        case "string_pattern_mismatch":
            return _pattern(found, str(context["pattern"]))
        case "string_too_long":
            return f"has {len(found)} characters, at most {context['max_length']} are allowed; shorten it"
        case "string_too_short":
            return "is empty; fill it in"
        case "too_short":
            entries = counted(context["actual_length"], "entry", "entries")
            return f"has {entries}, at least {context['min_length']} are needed; add some"
        case "too_long":
            return f"has more than {context['max_length']} entries; shorten it"
        case "literal_error":
            hint = nearest(found, _choices(context)) if isinstance(found, str) else ""
            return f"is {shown(found)}{hint}" if hint else f"is {shown(found)}; allowed are {context['expected']}"
        case "value_error":
            return f"{shown(found)} {context['error']}"
        case "greater_than_equal" | "greater_than" | "less_than_equal":
            return f"{shown(found)} is out of range; write a number {_limit(context)}"
        case "finite_number":
            return f"{shown(found)} is no number; write one such as 2 or 1.5"
        case "string_type":
            return f"must be text in quotation marks, found {shown(found)}"
        case "bool_type":
            return f"must be true or false, found {shown(found)}"
        case "int_type":
            return f"must be a whole number, found {shown(found)}"
        case "list_type":
            return f"must be a list in square brackets, found {shown(found)}"
        case "model_type" | "model_attributes_type" | "dataclass_type":
            return f"must be a table such as {{ key = value }}, found {shown(found)}"
        case _:
            return f"{shown(found)}: {fault['msg'][:1].lower()}{fault['msg'][1:]}"


def _limit(context: dict[str, Any]) -> str:
    """The limit that a number broke."""
    words = {"ge": "of at least", "gt": "above", "le": "of at most"}
    return next(f"{text} {context[key]}" for key, text in words.items() if key in context)


def _pattern(found: str, pattern: str) -> str:
    if pattern == TRIMMED:
        return f"{shown(found)} begins or ends with a space or breaks the line; trim it to one line"
    return f"{shown(found)} is no id here; it has {IDS[pattern]}"


def _choices(context: dict[str, Any]) -> list[str]:
    return [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]


def _unknown_key(key: str, known: Iterable[str]) -> str:
    known = list(known)
    hint = nearest(key, known) or f"; known are {', '.join(known)}"
    return f"unknown key {shown(key)}{hint}"


def _keys_near(kind: Any, location: tuple[int | str, ...]) -> list[str]:
    """The keys that the table at a location may have."""
    for step in location[:-1]:
        if isinstance(step, str):
            kind = _table_in(kind.model_fields[step].annotation)
        elif not isinstance(kind, type):
            kind = _table_in(kind)
    kind = _table_in(kind)
    return [field.alias or name for name, field in kind.model_fields.items()]


def _table_in(annotation: Any) -> Any:
    """The table class inside `list[Table]`, `Table | None` or `Annotated[...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((table for part in get_args(annotation) if (table := _table_in(part))), None)
