"""Checks a parsed table against the shape of its document and words every fault by ids."""

from collections.abc import Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from assessment.errors import CatalogError
from assessment.wording import nearest


class Problems:
    """Collects the problems of one file, each as `where: what; how to mend`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Note a problem; `where` is a path by ids within the file, or empty for the file."""
        self.found.append(f"{self.file}{', ' if where else ''}{where}: {what}")

    def raise_if_any(self) -> None:
        """Raise one CatalogError with all that was noted."""
        if self.found:
            raise CatalogError(*self.found)


def validated(raw: dict[str, Any], document: type[BaseModel], problems: Problems) -> dict[str, Any]:
    """The sound parts of a table, by key: a faulty table in a list does not hide its neighbours.

    Every fault is noted in `problems`; what is missing or faulty is absent from the answer.
    """
    sound: dict[str, Any] = {}
    keys = {(field.alias or name): field for name, field in document.model_fields.items()}
    for key in raw.keys() - keys.keys():
        problems.add("", _unknown_key(key, keys))
    for key, field in keys.items():
        if key in raw:
            _validate_key(key, raw[key], field, sound, problems)
        elif field.is_required():
            problems.add("", f"'{key}' is missing; add it")
        else:
            sound[key] = field.get_default(call_default_factory=True)
    return sound


def _validate_key(key: str, value: Any, field: FieldInfo, sound: dict[str, Any], problems: Problems) -> None:
    item = _table_of_list(field)
    if item is not None and isinstance(value, list):
        passed = (_attempt(item, entry, [*_named(key, place, entry)], problems) for place, entry in enumerate(value, 1))
        sound[key] = [entry for entry in passed if entry is not None]
        return
    annotation = field.rebuild_annotation()
    entry = _attempt(annotation, value, [f"'{key}'"], problems)
    if entry is not None:
        sound[key] = entry


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
            where, key = _path(fault["loc"])
            problems.add(", ".join([*path, *where]), _words(fault, key, kind))
        return None


def _named(key: str, place: int, entry: Any) -> Iterable[str]:
    """A list's table by its id where it has one, else by its place."""
    id = entry.get("id", entry.get("term")) if isinstance(entry, dict) else None
    yield f"{key} '{id}'" if isinstance(id, str) else f"{key} number {place}"


def _path(location: tuple[int | str, ...]) -> tuple[list[str], str]:
    """The readable path below a table, and the last key."""
    words: list[str] = []
    for step in location:
        if isinstance(step, int):
            noun = words.pop().strip("'").removesuffix("s") if words else "entry"
            words.append(f"{noun} {step + 1}")
        else:
            words.append(f"'{step}'")
    return words, str(location[-1]) if location else ""


def _words(fault: ErrorDetails, key: str, kind: Any) -> str:
    context = fault.get("ctx", {})
    found = fault["input"]
    match fault["type"]:
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            return _unknown_key(key, _keys_near(kind, fault["loc"]))
        case "string_pattern_mismatch":
            return _pattern(found, str(context["pattern"]))
        case "string_too_long":
            return f"has {len(found)} characters, at most {context['max_length']} are allowed; shorten it"
        case "string_too_short":
            return "is empty; write it or remove the key"
        case "too_short":
            return f"has {context['actual_length']} entries, at least {context['min_length']} are needed"
        case "too_long":
            return f"has more than {context['max_length']} entries; shorten it"
        case "literal_error":
            return f"is {found!r}{nearest(str(found), _choices(context))}; allowed are {context['expected']}"
        case "value_error":
            return str(context["error"])
        case "string_type":
            return f"must be text in quotation marks, found {_shown(found)}"
        case "bool_type":
            return f"must be true or false, found {_shown(found)}"
        case "int_type":
            return f"must be a whole number, found {_shown(found)}"
        case "list_type":
            return f"must be a list, found {_shown(found)}"
        case "model_type" | "model_attributes_type" | "dataclass_type":
            return f"must be a table, found {_shown(found)}"
        case _:
            return f"{_shown(found)}: {fault['msg'][:1].lower()}{fault['msg'][1:]}"


def _pattern(found: str, pattern: str) -> str:
    if r"\S" in pattern:
        return f"{_shown(found)} begins or ends with a space or breaks the line; trim it to one line"
    return f"{_shown(found)} is no id; an id has small letters, digits and single hyphens, such as 'right-to-win'"


def _choices(context: dict[str, Any]) -> list[str]:
    return [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]


def _shown(value: object) -> str:
    """A faulty value as the file writes it, kept short."""
    text = f"'{value}'" if isinstance(value, str) else "a table" if isinstance(value, dict) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _unknown_key(key: str, known: Iterable[str]) -> str:
    known = list(known)
    hint = nearest(key, known) or f"; known are {', '.join(known)}"
    return f"unknown key '{key}'{hint}"


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
