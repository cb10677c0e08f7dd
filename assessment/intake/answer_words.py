"""What somebody wrote into a sheet where an answer stands: a level, a status, or nothing that is clear.

Wider than what answer files may hold, since people fill in a sheet by hand; two readings are never chosen between.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from assessment.intake.answer_values import level_named
from assessment.model import Answer, Question, Questionnaire, Status
from assessment.rounding import plain

T = TypeVar("T")
# Signs that programs put in place of others, unasked.
ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
        "…": "...",
    }
)
# A level's number before its words: `4 - By a plan`, `4: By a plan`.
NUMBERED = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,2})?)(?:\s*[-:=)]\s*|\.?\s+)(\S.*)")
# Other ways to say that something does not apply, or cannot be judged.
OTHER_WORDS = {
    Status.DOES_NOT_APPLY: ("n/a", "n.a.", "n.a", "not applicable", "does not apply", Status.DOES_NOT_APPLY.value),
    Status.CANNOT_JUDGE: ("cannot judge", Status.CANNOT_JUDGE.value),
}


@dataclass(frozen=True)
class Understood(Generic[T]):
    """What is meant by something written; `is_exact` where it was written as it is offered."""

    value: T
    is_exact: bool


def folded(text: str) -> str:
    """A text without what programs and people change unawares: spaces, quotes, dashes, capitals."""
    return " ".join(unicodedata.normalize("NFC", text).translate(ALIKE).split()).casefold()


def named(written: str, known: Mapping[str, T] | Iterable[tuple[str, T]]) -> set[T]:
    """What is known under these words: as they are, else folded. Several where words are too much alike."""
    known = list(known.items() if isinstance(known, Mapping) else known)
    return {value for words, value in known if words == written} or {
        value for words, value in known if folded(words) == folded(written)
    }


def offered(question: Question, questionnaire: Questionnaire) -> list[tuple[str, Answer]]:
    """The words that a sheet's list offers for a question, each with the answer it stands for."""
    words: list[tuple[str, Answer]] = [(level.text, level.value) for level in question.levels]
    words += [(own_words(question, status, questionnaire), status) for status in Status]
    return words


def own_words(question: Question, status: Status, questionnaire: Questionnaire) -> str:
    """The words for a status at this question."""
    own = question.does_not_apply if status is Status.DOES_NOT_APPLY else None
    return own or questionnaire.statuses[status].label


def answer_meant(written: str, question: Question, questionnaire: Questionnaire) -> Understood[Answer] | None:
    """The one answer that was meant; none where it is none of the question's, or could be two of them."""
    text = written.strip(" \t\r\n")
    offers = offered(question, questionnaire)
    found = named(text, offers) or named(text, _other_words(questionnaire))
    number = level_named(text, question)
    if number is not None:
        found.add(number)
    if not found:
        found = _numbered(text, question, offers)
    if len(found) != 1:
        return None
    answer = found.pop()
    is_offered = text in {words for words, _ in offers}
    return Understood(answer, is_offered or (isinstance(answer, int) and text == plain(answer)))


def _other_words(questionnaire: Questionnaire) -> list[tuple[str, Answer]]:
    labels: list[tuple[str, Answer]] = [(words.label, status) for status, words in questionnaire.statuses.items()]
    return labels + [(word, status) for status, words in OTHER_WORDS.items() for word in words]


def _numbered(text: str, question: Question, offers: list[tuple[str, Answer]]) -> set[Answer]:
    """What a number with words stands for: both must name the same level."""
    parts = NUMBERED.fullmatch(" ".join(text.translate(ALIKE).split()))
    if parts is None:
        return set()
    number, words = level_named(parts[1], question), named(parts[2], offers)
    return words if words == {number} else set()
