"""Profile fields and published reference points, parsed against their questionnaire."""

from typing import Any

from assessment import model
from assessment.catalog.documents import (
    ConditionTable,
    OptionTable,
    PairTable,
    PointTable,
    ProfileDocument,
    ReferencePointsDocument,
)
from assessment.catalog.reading import read_toml
from assessment.catalog.validation import validated, written_ids
from assessment.errors import CatalogError, Problems
from assessment.wording import nearest, repeated


def parse_profile(text: str) -> model.Profile:
    """The profile fields in a TOML text. Raises CatalogError with every problem."""
    raw = read_toml(text)
    problems = Problems("profile")
    sound = validated(raw, ProfileDocument, problems)
    _check_ids("field", sound, problems)
    for field in sound.get("field", []):
        for id in repeated(option.id for option in field.options):
            problems.add(f"field '{field.id}', option '{id}'", "the id is used twice; every id is used once")
    problems.raise_if_any(CatalogError)
    return model.Profile(
        tuple(
            model.ProfileField(field.id, field.label, field.about, tuple(map(_option, field.options)))
            for field in sound["field"]
        )
    )


def parse_reference_points(
    text: str, questionnaire: model.Questionnaire, profile: model.Profile
) -> model.ReferencePoints:
    """The published figures in a TOML text. Raises CatalogError with every problem."""
    raw = read_toml(text)
    problems = Problems("reference points")
    sound = validated(raw, ReferencePointsDocument, problems)
    for table in ("source", "point", "pair"):
        _check_ids(table, sound, problems)
    _check_points(
        sound.get("point", []),
        written_ids(raw, "source"),
        questionnaire,
        problems,
    )
    _check_pairs(sound.get("pair", []), sound.get("point", []), written_ids(raw, "point"), problems)
    if "comparability" in sound:
        _check_conditions(sound["comparability"].condition, profile, problems)
    problems.raise_if_any(CatalogError)
    document = ReferencePointsDocument.model_validate(raw)
    rules = document.comparability
    return model.ReferencePoints(
        sources=tuple(
            model.Source(s.id, s.title, s.publisher, s.year, s.survey, s.note or "") for s in document.source
        ),
        points=tuple(map(_point, document.point)),
        pairs=tuple(model.PracticePair(**pair.model_dump()) for pair in document.pair),
        sample=tuple(
            model.SampleShare(share.field, share.value, share.percent, (share.interval[0], share.interval[1]))
            for share in document.sample
        ),
        comparability=model.Comparability(
            rules.unit,
            tuple(model.Condition(c.field, tuple(c.accepted), c.words) for c in rules.condition),
            rules.priority_words,
            tuple(rules.rules),
        ),
    )


def _check_ids(table: str, sound: dict[str, Any], problems: Problems) -> None:
    for id in repeated(entry.id for entry in sound.get(table, [])):
        problems.add(f"{table} '{id}'", "the id is used twice; every id is used once")


def _check_points(
    points: list[PointTable],
    sources: list[str],
    questionnaire: model.Questionnaire,
    problems: Problems,
) -> None:
    for point in points:
        where = f"point '{point.id}'"
        if point.source not in sources:
            problems.add(where, f"names the unknown source '{point.source}'{nearest(point.source, sources)}")
        for id in point.dimensions:
            if id not in questionnaire.dimension:
                problems.add(
                    where,
                    f"names the unknown dimension '{id}'{nearest(id, questionnaire.dimension)}",
                )
        options = {option.id for option in point.answers}
        for id in sorted(set(point.compared) - options):
            problems.add(where, f"compares the unknown answer '{id}'{nearest(id, options)}")
        if point.interval is not None and (
            point.percent is None or not point.interval[0] <= point.percent <= point.interval[1]
        ):
            problems.add(where, "the interval does not enclose the percentage; mend one of them")
        if point.interval is not None and point.base_size is not None:
            problems.add(where, "with a 'base_size' the interval is computed; remove 'interval'")
        if point.percent is not None and point.interval is None and point.base_size is None:
            problems.add(where, "a percentage needs a 'base_size' or, where that is unknown, an 'interval'")


def _check_pairs(pairs: list[PairTable], points: list[PointTable], written: list[str], problems: Problems) -> None:
    options = {point.id: {option.id for option in point.answers} for point in points}
    for pair in pairs:
        for point, answer in ((pair.say, pair.said), (pair.do, pair.done)):
            where = f"pair '{pair.id}'"
            if point not in written:
                problems.add(where, f"names the unknown point '{point}'{nearest(point, written)}")
            elif point in options and answer not in options[point]:
                problems.add(
                    where,
                    f"names the unknown answer '{answer}' of '{point}'{nearest(answer, options[point])}",
                )


def _check_conditions(conditions: list[ConditionTable], profile: model.Profile, problems: Problems) -> None:
    for condition in conditions:
        field = profile.field(condition.field)
        where = f"comparability, condition on '{condition.field}'"
        if field is None:
            known = [field.id for field in profile.fields]
            problems.add(where, f"there is no such profile field{nearest(condition.field, known)}")
            continue
        options = [option.id for option in field.options]
        for id in condition.accepted:
            if id not in options:
                problems.add(where, f"accepts the unknown option '{id}'{nearest(id, options)}")


def _option(table: OptionTable) -> model.ProfileOption:
    return model.ProfileOption(table.id, table.label, table.in_survey, table.published)


def _point(table: PointTable) -> model.ReferencePoint:
    return model.ReferencePoint(
        id=table.id,
        dimensions=tuple(table.dimensions),
        source=table.source,
        percent=table.percent,
        percent_words=table.percent_words,
        base=table.base,
        base_size=table.base_size,
        base_size_is=table.base_size_is,
        needs_priority=table.needs_priority,
        interval=None if table.interval is None else (table.interval[0], table.interval[1]),
        practice=table.practice,
        question=table.question,
        answers=tuple(map(_option, table.answers)),
        compared=tuple(table.compared),
        sentence=table.sentence or "",
        note=table.note or "",
    )
