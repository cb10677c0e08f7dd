"""What the pages that an organisation writes ask for, parsed from a data file."""

from collections.abc import Collection, Iterable
from typing import Annotated, Protocol

from pydantic import Field

from assessment import model
from assessment.catalog.documents import Line, Slug, Table, Word
from assessment.catalog.reading import read_toml
from assessment.catalog.validation import validated
from assessment.errors import CatalogError, Problems
from assessment.wording import nearest, repeated, shown


class PartTable(Table):
    """A part of a strategy."""

    id: Slug
    name: Word
    ask: Word
    hint: Line
    example: Line
    dimensions: list[Slug] = Field(default_factory=list)
    from_segments: bool = False


class GuidingQuestionTable(Table):
    """A question that parts answer."""

    id: Slug
    text: Word
    parts: Annotated[list[Slug], Field(min_length=1)]


class PromptTable(Table):
    """A question about customers."""

    id: Slug
    text: Word
    hint: Line


class RoleTable(Table):
    """A buying role."""

    id: Slug
    name: Word
    meaning: Word
    blank: Word


class AudienceTable(Table):
    """Whose words the examples are in."""

    id: Slug
    name: Word
    account: Word
    prompts: dict[Slug, Line]
    roles: dict[Slug, Word]
    lenses: list[Slug] = Field(default_factory=list)


class WrittenPagesDocument(Table):
    """A file of what is asked for."""

    part: Annotated[list[PartTable], Field(min_length=1)]
    guiding_question: list[GuidingQuestionTable] = Field(default_factory=list)
    prompt: list[PromptTable] = Field(default_factory=list)
    role: Annotated[list[RoleTable], Field(min_length=1)]
    audience: Annotated[list[AudienceTable], Field(min_length=1)]


class Named(Protocol):
    """A table with an id."""

    @property
    def id(self) -> str:
        """What it is known by."""


def parse_written_pages(text: str, questionnaire: model.Questionnaire | None = None) -> model.WrittenPages:
    """What the pages ask for, in a TOML text. Raises CatalogError with every problem.

    `questionnaire`: the one whose dimensions the parts must rest on; without one they are taken as they are.
    """
    raw = read_toml(text)
    problems = Problems("written pages")
    sound = validated(raw, WrittenPagesDocument, problems)
    for table in ("part", "guiding_question", "prompt", "role", "audience"):
        for id in repeated(each.id for each in sound.get(table, [])):
            problems.add(f"{table} '{id}'", "the id is used twice; every id is used once")
    _check_parts(sound.get("part", []), questionnaire, problems)
    parts = [part.id for part in sound.get("part", [])]
    for question in sound.get("guiding_question", []):
        _check_known(f"guiding_question '{question.id}'", "part", question.parts, parts, problems)
    for audience in sound.get("audience", []):
        _check_examples(audience, sound, problems)
    problems.raise_if_any(CatalogError)
    return _built(WrittenPagesDocument.model_validate(raw))


def _check_parts(parts: list[PartTable], questionnaire: model.Questionnaire | None, problems: Problems) -> None:
    if sum(part.from_segments for part in parts) > 1:
        problems.add("", "more than one part begins with the segments; say 'from_segments' of one of them")
    if questionnaire is None:
        return
    for part in parts:
        _check_known(f"part '{part.id}'", "dimension", part.dimensions, questionnaire.dimension, problems)


def _check_examples(audience: AudienceTable, sound: dict[str, list[Named]], problems: Problems) -> None:
    """Every prompt and role has its example, and nothing else has."""
    for table, examples in (("prompt", audience.prompts), ("role", audience.roles)):
        known = [each.id for each in sound.get(table, [])]
        where = f"audience '{audience.id}'"
        _check_known(where, table, examples, known, problems)
        for id in known:
            if id not in examples:
                problems.add(where, f"has no example for the {table} '{id}'; add it to '{table}s'")


def _check_known(where: str, noun: str, ids: Iterable[str], known: Collection[str], problems: Problems) -> None:
    for id in ids:
        if id not in known:
            problems.add(where, f"names the unknown {noun} {shown(id)}{nearest(id, known) or '; leave it out'}")


def _built(document: WrittenPagesDocument) -> model.WrittenPages:
    return model.WrittenPages(
        parts=tuple(
            model.StrategyPart(**{**part.model_dump(), "dimensions": tuple(part.dimensions)}) for part in document.part
        ),
        questions=tuple(
            model.GuidingQuestion(each.id, each.text, tuple(each.parts)) for each in document.guiding_question
        ),
        prompts=tuple(model.Prompt(**prompt.model_dump()) for prompt in document.prompt),
        roles=tuple(model.BuyingRole(**role.model_dump()) for role in document.role),
        audiences=tuple(
            model.Audience(**{**each.model_dump(), "lenses": tuple(each.lenses)}) for each in document.audience
        ),
    )
