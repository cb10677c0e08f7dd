"""Verbs from several windows at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from assessment.workflow.opening import Place

CONNECTIONS = 5


def at_once(place: Place, *verbs: Callable[[], object]) -> list[object]:
    """Run verbs in as many threads, begun at the same moment; what each gave, or the first error."""
    _connect(place)
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> object:
        barrier.wait(timeout=30)
        return verb()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))


def _connect(place: Place) -> None:
    """Have connections ready: making one takes longer than a verb, and lets one come after the other."""
    barrier = Barrier(CONNECTIONS)

    def connect(_: int) -> None:
        with place.store.read():
            barrier.wait(timeout=30)

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(connect, range(CONNECTIONS)))
