"""From a sound document to the questionnaire that the rest of the product knows."""

import hashlib
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assessment import model
from assessment.catalog import checks
from assessment.catalog.documents import Count, DimensionTable, QuestionnaireDocument, QuestionTable, Slug, Table
from assessment.catalog.reading import read_toml
from assessment.catalog.validation import validated
from assessment.errors import CatalogError, Problems
from assessment.rounding import to_hundredths


def parse(text: str) -> model.Questionnaire:
    """The questionnaire in a TOML text.

    Raises CatalogError with every problem of the text, each with its path by ids, the bad
    value, the nearest valid one where there is one, and how to mend it.
    """
    raw = read_toml(text)
    problems = Problems(_name(raw))
    sound = validated(raw, QuestionnaireDocument, problems)
    checks.check(raw, sound, problems)
    problems.raise_if_any(CatalogError)
    document = QuestionnaireDocument.model_validate(raw)
    return _questionnaire(document, content_hash(document))


def content_hash(document: Table) -> str:
    """SHA-256 over the canonical content: comments, layout, order of keys, 1 or 1.0 do not count."""
    # Keys at their defaults do not count, so that a new optional key leaves old hashes as they are.
    content = document.model_dump(mode="python", by_alias=True, exclude_defaults=True)
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=_canonical_number)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _canonical_number(number: Decimal) -> str:
    # Adding 0 makes -0 the same as 0.
    return f"{number.normalize() + 0:f}"


def _name(raw: dict[str, Any]) -> str:
    """How problems name the file: `customer-strategy v1`, as far as it says."""
    try:
        id, version = TypeAdapter(Slug).validate_python(raw.get("id")), raw.get("version")
        return f"{id} v{TypeAdapter(Count).validate_python(version)}"
    except ValidationError:
        return "questionnaire"


def _questionnaire(document: QuestionnaireDocument, hash: str) -> model.Questionnaire:
    lengths = {model.Length.FULL: document.lengths.full.minutes}
    if document.lengths.short is not None:
        lengths[model.Length.SHORT] = document.lengths.short.minutes
    return model.Questionnaire(
        id=document.id,
        version=document.version,
        content_hash=hash,
        title=document.title,
        attribution=document.attribution,
        status=document.status,
        recall=document.recall,
        dimension_noun=document.dimension_noun,
        dimension_nouns=document.dimension_nouns,
        scale=tuple(map(to_hundredths, document.scale.values)),
        statuses={
            status: model.StatusWords(**getattr(document.statuses, status).model_dump()) for status in model.Status
        },
        minutes=lengths,
        asking_order=tuple(document.asking_order),
        dimensions=tuple(map(_dimension, document.dimension)),
        questions=tuple(map(_question, document.question)),
        stages=tuple(
            model.Stage(stage.id, stage.name, to_hundredths(stage.starts_at), to_hundredths(stage.target))
            for stage in document.stages.list
        ),
        stages_note=document.stages.note,
        scoring=model.ScoringRules(**{name: Fraction(share) for name, share in document.scoring.model_dump().items()}),
        verdict=_verdict_rules(document),
        action_bands=model.ActionBands(
            to_hundredths(document.action_bands.middle_from),
            to_hundredths(document.action_bands.high_from),
        ),
        check_thresholds=_check_thresholds(document),
        checks=tuple(
            model.Check(
                entry.id,
                model.CheckRule(entry.rule),
                tuple(entry.high),
                entry.low,
                entry.needs == "all",
                entry.finding,
            )
            for entry in document.check
        ),
        definitions=tuple(
            model.Definition(entry.term, tuple(entry.forms), entry.text) for entry in document.definition
        ),
    )


def _verdict_rules(document: QuestionnaireDocument) -> model.VerdictRules:
    rules = document.verdict.model_dump()
    priorities = rules.pop("priorities")
    return model.VerdictRules(priorities=priorities, **{name: to_hundredths(value) for name, value in rules.items()})


def _check_thresholds(document: QuestionnaireDocument) -> model.CheckThresholds | None:
    limits = document.check_thresholds
    if limits is None:
        return None
    return model.CheckThresholds(
        limits.levels_apart,
        to_hundredths(limits.high_from),
        to_hundredths(limits.low_below),
        to_hundredths(limits.apart),
    )


def _dimension(table: DimensionTable) -> model.Dimension:
    strong, weak = table.when_strong, table.when_weak
    return model.Dimension(
        id=table.id,
        number=table.number,
        title=table.title,
        label=table.label,
        weight=Fraction(table.weight),
        mature=table.mature,
        immature=table.immature,
        example=table.example or "",
        note=table.note or "",
        depends_on=tuple(table.depends_on),
        actions=model.Actions(**table.actions.model_dump()),
        when_strong=model.Clause(strong.text, strong.question) if strong else None,
        when_weak=model.Clause(weak.text, weak.question, weak.cost) if weak else None,
    )


def _question(table: QuestionTable) -> model.Question:
    return model.Question(
        id=table.id,
        dimension=table.dimension,
        name=table.name,
        text=table.text,
        weight=Fraction(table.weight),
        levels=tuple(model.Level(to_hundredths(level.value), level.text) for level in table.levels),
        evidence=table.evidence,
        why=table.why,
        action=table.action or "",
        short=table.short,
        optional=table.optional,
        does_not_apply=table.does_not_apply,
    )
