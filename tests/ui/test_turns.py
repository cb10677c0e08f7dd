"""Of several words on one thing the newest stays, in whatever order their threads reach the database."""

from functools import partial
from itertools import permutations
from threading import Thread

import pytest

from assessment.ui.session import Turns


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_no_older_word_lands_after_a_newer_one(order: tuple[int, ...]) -> None:
    """Whichever comes first; words on other things are none of its business."""
    turns, stored = Turns(), {"answer": -1, "note": -1}
    taken = [turns.take() for _ in range(3)]
    turns.say("note", turns.take(), lambda: stored.update(note=7))
    for word in order:
        turns.say("answer", taken[word], partial(stored.update, answer=word))
    assert stored == {"answer": 2, "note": 7}


def test_a_word_that_could_not_be_stored_lets_no_older_one_in() -> None:
    """The page then shows what is stored, and the visitor chooses again."""
    turns, stored = Turns(), []
    older, newer = turns.take(), turns.take()
    with pytest.raises(OSError, match="disk"):
        turns.say("answer", newer, _fail)
    turns.say("answer", older, lambda: stored.append("older"))
    assert stored == []


def _fail() -> None:
    raise OSError("disk full")


def test_turns_are_taken_once_each_by_many_threads() -> None:
    """As the callbacks of quick clicks do."""
    turns, taken = Turns(), list[int]()
    threads = [Thread(target=lambda: taken.extend(turns.take() for _ in range(200))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 1601))
