"""Questionnaires of any shape, generated from a seed: nothing in code may know the shipped one."""

from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

import tomli_w

from assessment.catalog import parse
from assessment.model import Edition

LABELS = ("Plain", 'With "quotes"', "With 'apostrophe' & more", "=1+1", "Ünïcödé ★", "A label that is rather long " * 3)


def edition(seed: int) -> Edition:
    """A questionnaire with 1 to 12 dimensions, 2 to 10 levels, uneven weights, its own stages and rules."""
    random = Random(seed)
    return Edition(parse(tomli_w.dumps(_document(random, random.choice([1, 2, 3, 5, 12])))))


def largest() -> Edition:
    """As many dimensions as a file may have."""
    return Edition(parse(tomli_w.dumps(_document(Random(1), 50))))


def _document(random: Random, count: int) -> dict[str, Any]:
    scale, short = _scale(random), random.random() < 0.5
    dimensions = [_dimension(random, place) for place in range(count)]
    questions = [
        _question(random, scale, f"q-{place}-{n}", dimension["id"], short and n < 2)
        for place, dimension in enumerate(dimensions)
        for n in range(random.choice([1, 2, 4, 6]))
    ]
    thin, full = sorted(_share(random) for _ in range(2))
    low, high = sorted(random.sample(range(len(scale)), 2))
    return {
        "id": "any-shape",
        "version": 1,
        "title": "Any shape",
        "attribution": "Made up for tests.",
        "status": "Made up for tests.",
        "recall": "Think of anything.",
        "dimension_noun": "area",
        "dimension_nouns": "areas",
        "asking_order": [dimension["id"] for dimension in dimensions],
        "scale": {"values": scale},
        "statuses": {
            "cannot_judge": {"label": "No idea", "meaning": "Ask somebody."},
            "does_not_apply": {"label": "Not here", "meaning": "There is none."},
        },
        "lengths": {"full": {"minutes": 5}, **({"short": {"minutes": 2}} if short else {})},
        "scoring": {"scored_from": full, "thin_from": thin, "overall_from": _share(random)},
        "verdict": _verdict(random, scale, min(len(dimensions), 5), (low, high)),
        "action_bands": {"middle_from": scale[low], "high_from": scale[high]},
        "stages": {"note": "Made up.", "list": _stages(random, scale)},
        "dimension": dimensions,
        "question": questions,
    }


def _scale(random: Random) -> list[Decimal]:
    values = [random.choice([Decimal(0), Decimal(1), Decimal("0.33"), Decimal("2.94")])]
    for _ in range(random.choice([1, 2, 3, 4, 9])):
        values.append(values[-1] + Decimal(random.choice([25, 33, 75, 100, 250])) / 100)
    return values


def _share(random: Random) -> Decimal:
    return Decimal(random.choice([25, 40, 50, 57, 60, 75, 80, 100])) / 100


def _verdict(random: Random, scale: list[Decimal], priorities: int, ranks: tuple[int, int]) -> dict[str, Any]:
    blocked, least, strong = sorted(random.choice(scale) + Decimal(random.choice([0, 5])) / 100 for _ in range(3))
    return {
        "priorities": priorities,
        "strength_from": strong,
        "strength_above_mean": Decimal("0.35"),
        "strength_least": least,
        "gap_from": Decimal(random.choice([10, 30, 50])) / 100,
        "blocked_below": blocked,
        "next_step_from": random.choice(scale),
        "clause_strong_from": scale[ranks[1]],
        "clause_weak_to": scale[ranks[0]],
    }


def _stages(random: Random, scale: list[Decimal]) -> list[dict[str, Any]]:
    inside = sorted(set(random.sample(range(int(scale[0] * 100) + 1, int(scale[-1] * 100)), 3)))
    cuts = [scale[0], *(Decimal(cut) / 100 for cut in inside[: random.choice([1, 2, 3])])]
    return [
        {"id": f"stage-{n}", "name": f"Stage {n}, with a comma", "from": start, "target": start}
        for n, (start, _) in enumerate(pairwise([*cuts, scale[-1]]))
    ]


def _dimension(random: Random, place: int) -> dict[str, Any]:
    return {
        "id": f"area-{place}",
        "number": place + 1,
        "title": f"Area {place}",
        "label": f"{LABELS[place % len(LABELS)].strip()} {place}",
        "weight": random.choice([Decimal(1), Decimal(2), Decimal("0.5"), Decimal("3.33")]),
        "depends_on": [f"area-{up}" for up in range(place) if random.random() < 0.3],
        "mature": "All in hand.",
        "immature": "Nothing in hand.",
        "actions": {"low": "Begin.", "middle": "Go on.", "high": "Keep on."},
    }


def _question(random: Random, scale: list[Decimal], id: str, dimension: str, short: bool) -> dict[str, Any]:
    return {
        "id": id,
        "dimension": dimension,
        "name": f"Name of {id}",
        "text": "How is it?",
        "weight": random.choice([Decimal(1), Decimal(1), Decimal("0.01"), Decimal("0.33"), Decimal("2.5"), Decimal(7)]),
        "short": short,
        "levels": [{"value": value, "text": f"Level {n} of {id}"} for n, value in enumerate(scale)],
        "evidence": "Records",
        "why": "Because.",
        **({"action": f"Begin with {id}."} if random.random() < 0.5 else {}),
    }
