"""Which of a questionnaire's words need explaining beside a question."""

import re

from assessment.model import Definition, Question, Questionnaire


def words_in(questionnaire: Questionnaire, question: Question) -> list[Definition]:
    """The definitions whose word, its plural or one of its forms occurs in a question or in its levels."""
    text = " ".join([question.text, *(level.text for level in question.levels)])
    return [definition for definition in questionnaire.definitions if _occurs(definition, text)]


def _occurs(definition: Definition, text: str) -> bool:
    forms = "|".join(_and_plural(form) for form in (definition.term, *definition.forms))
    return re.search(rf"\b(?:{forms})\b", text, re.IGNORECASE) is not None


def _and_plural(word: str) -> str:
    """A pattern for a word and its regular plural: segments, businesses, capabilities."""
    if word.endswith("y"):
        return f"{re.escape(word[:-1])}(?:y|ys|ies)"
    return f"{re.escape(word)}(?:s|es)?"
