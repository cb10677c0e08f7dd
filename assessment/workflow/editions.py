"""Finds questionnaire files and loads them with the data files beside them."""

import re
from pathlib import Path

from assessment import catalog
from assessment.errors import CatalogError
from assessment.intake.files import read_text
from assessment.model import Edition, Profile, Questionnaire, ReferencePoints
from assessment.wording import listed, nearest

SHIPPED = Path(__file__).resolve().parents[2] / "questionnaires"
PROFILE, REFERENCE_POINTS = "profile.toml", "reference-points.toml"
VERSION_FILE = re.compile(r"v(\d+)\.toml")


def load(wanted: str, folder: Path = SHIPPED) -> Edition:
    """The edition named by an id, its newest version, by `id/v2`, or by the path of a file.

    Raises CatalogError when it is not found or has problems, IntakeError when unreadable.
    """
    return load_file(_find(wanted, folder))


def load_file(path: Path) -> Edition:
    """The edition in a questionnaire file, with the data files beside it."""
    questionnaire = catalog.parse(read_text(path))
    profile = load_profile(path.parent)
    return Edition(questionnaire, profile, load_references(path.parent, questionnaire, profile))


def load_profile(folder: Path) -> Profile:
    """The profile fields in a folder; none when there is no such file."""
    path = folder / PROFILE
    return catalog.parse_profile(read_text(path)) if path.is_file() else Profile()


def load_references(folder: Path, questionnaire: Questionnaire, profile: Profile) -> ReferencePoints | None:
    """The published figures in a folder; none when there is no such file."""
    path = folder / REFERENCE_POINTS
    if not path.is_file():
        return None
    return catalog.parse_reference_points(read_text(path), questionnaire, profile)


def shipped(folder: Path = SHIPPED) -> list[str]:
    """The ids of the questionnaires in a folder."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and _versions(path))


def _find(wanted: str, folder: Path) -> Path:
    if wanted.endswith(".toml"):
        return Path(wanted)
    id, _, version = wanted.partition("/")
    known = shipped(folder)
    if id not in known:
        hint = nearest(id, known) or f"; known are {listed(known)}"
        raise CatalogError(f"unknown questionnaire '{wanted}'{hint}; or give the path of a .toml file")
    versions = _versions(folder / id)
    if not version:
        return versions[max(versions)]
    number = version.removeprefix("v")
    if number.isdecimal() and int(number) in versions:
        return versions[int(number)]
    raise CatalogError(
        f"questionnaire '{id}' has no version '{version}'; there are {listed(f'v{n}' for n in versions)}"
    )


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
    profile = catalog.parse_profile(text) if kind is catalog.Kind.PROFILE else load_profile(path.parent)
    if kind is catalog.Kind.PROFILE:
        return f"profile, {len(profile.fields)} fields"
    versions = _versions(path.parent)
    if not versions:
        raise CatalogError("reference points belong to a questionnaire; put the file beside its v1.toml")
    questionnaire = catalog.parse(read_text(versions[max(versions)]))
    points = catalog.parse_reference_points(text, questionnaire, profile)
    return f"reference points, {len(points.points)} figures for {questionnaire.name}"


def _described(questionnaire: Questionnaire) -> str:
    optional = sum(1 for question in questionnaire.questions if question.optional)
    scored = len(questionnaire.questions) - optional
    return (
        f"{questionnaire.name}, {len(questionnaire.dimensions)} {questionnaire.dimension_nouns}, "
        f"{scored} scored and {optional} optional questions, hash {questionnaire.content_hash[:12]}"
    )
