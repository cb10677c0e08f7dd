"""Finds questionnaire files and loads them with the data files beside them."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assessment import catalog
from assessment.errors import CatalogError
from assessment.intake.files import read_text
from assessment.model import Edition, EditionKey, Profile, Questionnaire, ReferencePoints
from assessment.wording import counted, listed, nearest, shown

SHIPPED = Path(__file__).resolve().parents[2] / "questionnaires"
PROFILE, REFERENCE_POINTS = "profile.toml", "reference-points.toml"
Parsed = TypeVar("Parsed")
VERSION_FILE = re.compile(r"v([1-9][0-9]{0,3})\.toml")


@dataclass(frozen=True)
class Documents:
    """The texts that make up an edition; none for a data file that does not exist."""

    questionnaire: str
    profile: str | None = None
    references: str | None = None


def load(wanted: str, folder: Path = SHIPPED) -> Edition:
    """The edition named by an id, its newest version, by `id/v2`, or by the path of a file.

    Raises CatalogError when it is not found or has problems, IntakeError when unreadable.
    """
    path = _path(wanted, folder)
    edition = load_file(path)
    if not _is_path(wanted):
        _check_name(path, edition.questionnaire)
    return edition


def _is_path(wanted: str) -> bool:
    return wanted.lower().endswith(".toml")


def _path(wanted: str, folder: Path) -> Path:
    return Path(wanted) if _is_path(wanted) else _find(wanted, folder)


def read_documents(wanted: str, folder: Path = SHIPPED) -> Documents:
    """The texts of an edition, named as for `load`, which says whether they are sound."""
    path = _path(wanted, folder)
    profile, references = path.parent / PROFILE, path.parent / REFERENCE_POINTS
    return Documents(
        read_text(path),
        read_text(profile) if profile.is_file() else None,
        read_text(references) if references.is_file() else None,
    )


def parsed(documents: Documents) -> Edition:
    """The edition that the texts make up. Raises CatalogError with every problem."""
    questionnaire = catalog.parse(documents.questionnaire)
    profile = catalog.parse_profile(documents.profile) if documents.profile else Profile()
    references = documents.references
    return Edition(
        questionnaire,
        profile,
        catalog.parse_reference_points(references, questionnaire, profile) if references else None,
    )


def key_of(documents: Documents, edition: Edition) -> EditionKey:
    """The hashes under which the texts are stored: by content for the questionnaire, by letter for the others."""
    return EditionKey(
        edition.questionnaire.content_hash, _letter_hash(documents.profile), _letter_hash(documents.references)
    )


def _letter_hash(text: str | None) -> str | None:
    return hashlib.sha256(text.encode()).hexdigest() if text is not None else None


def load_file(path: Path) -> Edition:
    """The edition in a questionnaire file, with the data files beside it."""
    questionnaire = _read(path, catalog.parse)
    profile = load_profile(path.parent)
    return Edition(questionnaire, profile, load_references(path.parent, questionnaire, profile))


def _read(path: Path, parse: Callable[[str], Parsed]) -> Parsed:
    """What a file holds; problems name the file, since several are read."""
    try:
        return parse(read_text(path))
    except CatalogError as fault:
        raise CatalogError(*(f"{path.name}, {problem}" for problem in fault.problems)) from None


def _check_name(path: Path, questionnaire: Questionnaire) -> None:
    """A file is found by its name, so the name must say what is in it."""
    if (path.parent.name, path.stem) != (questionnaire.id, f"v{questionnaire.version}"):
        raise CatalogError(
            f"{path}: holds {questionnaire.name}; mend its 'id' and 'version', "
            f"or name the file {questionnaire.id}/v{questionnaire.version}.toml"
        )


def load_profile(folder: Path) -> Profile:
    """The profile fields in a folder; none when there is no such file."""
    path = folder / PROFILE
    return _read(path, catalog.parse_profile) if path.is_file() else Profile()


def load_references(folder: Path, questionnaire: Questionnaire, profile: Profile) -> ReferencePoints | None:
    """The published figures in a folder; none when there is no such file."""
    path = folder / REFERENCE_POINTS
    if not path.is_file():
        return None
    return _read(path, lambda text: catalog.parse_reference_points(text, questionnaire, profile))


def shipped(folder: Path = SHIPPED) -> list[str]:
    """The ids of the questionnaires in a folder."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and _versions(path))


def _find(wanted: str, folder: Path) -> Path:
    id, _, version = wanted.partition("/")
    known = shipped(folder)
    if id not in known:
        hint = nearest(id, known) or f"; known are {listed(known)}."
        raise CatalogError(f"unknown questionnaire {shown(wanted)}{hint} Or give the path of a .toml file")
    versions = _versions(folder / id)
    if not version:
        return versions[max(versions)]
    named = {f"v{number}": path for number, path in versions.items()}
    path = named.get(version) or named.get(f"v{version}")
    if path is None:
        raise CatalogError(f"questionnaire '{id}' has no version {shown(version)}; choose from {listed(named)}")
    return path


def _versions(folder: Path) -> dict[int, Path]:
    """The version files in a questionnaire's folder, by number."""
    matches = ((VERSION_FILE.fullmatch(path.name), path) for path in folder.iterdir())
    return dict(sorted((int(match[1]), path) for match, path in matches if match))


def check(path: Path) -> str:
    """One line about a sound data file of any kind. Raises CatalogError with every problem.

    A profile or reference-point file is checked against the questionnaire beside it.
    """
    text = read_text(path)
    kind = catalog.kind_of(text)
    if kind is catalog.Kind.QUESTIONNAIRE:
        return _described(catalog.parse(text))
    if kind is catalog.Kind.PROFILE:
        return f"profile, {counted(len(catalog.parse_profile(text).fields), 'field')}"
    if kind is catalog.Kind.TARGETING:
        rules = catalog.parse_targeting(text)
        return (
            f"{rules.name}, {len(rules.criteria)} criteria and {len(rules.zones)} zones, hash {rules.content_hash[:12]}"
        )
    versions = _versions(path.parent)
    if kind is catalog.Kind.WRITTEN_PAGES:
        beside = _read(versions[max(versions)], catalog.parse) if versions else None
        pages = catalog.parse_written_pages(text, beside)
        parts, roles = counted(len(pages.parts), "part"), counted(len(pages.roles), "role")
        return f"written pages, {parts} of a strategy and {roles}"
    if not versions:
        raise CatalogError("reference points belong to a questionnaire; put the file beside its v1.toml")
    questionnaire = _read(versions[max(versions)], catalog.parse)
    points = catalog.parse_reference_points(text, questionnaire, load_profile(path.parent))
    return f"reference points, {len(points.points)} figures for {questionnaire.name}"


def _described(questionnaire: Questionnaire) -> str:
    optional = sum(1 for question in questionnaire.questions if question.optional)
    scored = len(questionnaire.questions) - optional
    return (
        f"{questionnaire.name}, {len(questionnaire.dimensions)} {questionnaire.dimension_nouns}, "
        f"{scored} scored and {optional} optional questions, hash {questionnaire.content_hash[:12]}"
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema of questionnaire files."""
    return catalog.json_schema()
