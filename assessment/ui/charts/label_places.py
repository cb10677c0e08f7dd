"""Where the labels of bubbles go, so that they touch as little as possible. All lengths are pixels, y down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Box = tuple[float, float, float, float]

# The sides of a bubble a label can stand on, as directions, best first.
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.72, -0.72), (-0.72, -0.72), (0.72, 0.72), (-0.72, 0.72))
SPACE = 4
# What it costs to lie on other labels, on words of the map, on lines (by area), to leave the frame (by pixel),
# to lie in another field, to be the next best side, and to be the next best wrapping.
ON_LABEL, ON_WORDS, ON_LINE, OUTSIDE, ELSEWHERE, SIDE, WRAPPING = 3.0, 3.0, 0.5, 99.0, 60.0, 5.0, 8.0
ORDERS, SWEEPS = 12, 2
# So much may overlap before it counts as touching.
NOTHING_SEEN = 9.0


@dataclass(frozen=True)
class Bubble:
    """A bubble with the sizes, width and height, that its label may have."""

    x: float
    y: float
    radius: float
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Ground:
    """What labels stand on: its size, its words, its lines, and the field that a place belongs to."""

    width: float
    height: float
    words: Sequence[Box]
    lines: Sequence[Box]
    field: Callable[[float, float], object]


@dataclass(frozen=True)
class Place:
    """Where a label goes: which of its sizes, the box, and the way from the bubble's middle with its direction."""

    size: int
    box: Box
    across: float
    down: float
    side: tuple[float, float]
    cost: float


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def around(bubble: Bubble, space: float = 0.0) -> Box:
    """The square around a bubble."""
    reach = bubble.radius + space
    return bubble.x - reach, bubble.y - reach, bubble.x + reach, bubble.y + reach


def places(bubbles: Sequence[Bubble], ground: Ground) -> list[Place]:
    """A place for every label: the best of several orders, each label choosing twice among what the others left."""
    options = [_options(bubble, bubbles, ground) for bubble in bubbles]
    random, order = Random(1), sorted(range(len(bubbles)), key=lambda at: -bubbles[at].radius)
    best: tuple[float, list[Place]] | None = None
    for _ in range(ORDERS):
        chosen: dict[int, Place] = {}
        for _ in range(SWEEPS):
            for at in order:
                others = [place.box for other, place in chosen.items() if other != at]
                chosen[at] = min(options[at], key=lambda place: place.cost + _on_labels(place, others))
        found = [chosen[at] for at in range(len(bubbles))]
        cost = sum(place.cost + _on_labels(place, [p.box for p in found[:at]]) for at, place in enumerate(found))
        if best is None or cost < best[0]:
            best = (cost, found)
        random.shuffle(order)
    return best[1] if best else []


def is_clean(found: Sequence[Place], bubbles: Sequence[Bubble], ground: Ground) -> bool:
    """Whether no label touches another one, a word of the map or somebody else's bubble, or leaves the frame."""
    for at, place in enumerate(found):
        left, top, right, bottom = place.box
        others = [p.box for p in found[:at]] + [around(b) for other, b in enumerate(bubbles) if other != at]
        if any(overlap(place.box, box) > NOTHING_SEEN for box in (*others, *ground.words)):
            return False
        if min(left, top, ground.width - right, ground.height - bottom) < 0:
            return False
    return True


def _on_labels(place: Place, others: Sequence[Box]) -> float:
    return ON_LABEL * sum(overlap(place.box, box) for box in others)


def _options(bubble: Bubble, bubbles: Sequence[Bubble], ground: Ground) -> list[Place]:
    squares = [around(other, SPACE) for other in bubbles if other is not bubble]
    found = []
    for size, (width, height) in enumerate(bubble.sizes):
        for rank, side in enumerate(SIDES):
            across, down = side[0] * (bubble.radius + SPACE), side[1] * (bubble.radius + SPACE)
            left = bubble.x + across - width * (0.5 if not side[0] else 0 if side[0] > 0 else 1)
            top = bubble.y + down - height * (0.5 if not side[1] else 0 if side[1] > 0 else 1)
            box = (left, top, left + width, top + height)
            cost = rank * SIDE + size * WRAPPING + _fixed(box, bubble, squares, ground)
            found.append(Place(size, box, across, down, side, cost))
    return found


def _fixed(box: Box, bubble: Bubble, squares: Sequence[Box], ground: Ground) -> float:
    """What a place costs whatever the other labels do."""
    left, top, right, bottom = box
    outside = sum(max(0.0, far) for far in (-left, -top, right - ground.width, bottom - ground.height))
    elsewhere = ground.field((left + right) / 2, (top + bottom) / 2) != ground.field(bubble.x, bubble.y)
    return (
        sum(overlap(box, square) for square in squares)
        + ON_WORDS * sum(overlap(box, words) for words in ground.words)
        + ON_LINE * sum(overlap(box, line) for line in ground.lines)
        + OUTSIDE * outside
        + (ELSEWHERE if elsewhere else 0)
    )
