"""Which words are explained beside a question."""

from dataclasses import replace

import pytest

from assessment.glossary import words_in
from assessment.model import Definition, Edition, Level


def found(edition: Edition, text: str, *definitions: Definition, levels: str = "") -> list[str]:
    """The terms explained beside a question with that text."""
    questionnaire = replace(edition.questionnaire, definitions=definitions)
    question = replace(questionnaire.questions[0], text=text, levels=(Level(0, "None"), Level(100, levels)))
    return [definition.term for definition in words_in(questionnaire, question)]


MISS = Definition("near miss", ("near misses",), "An accident that did not happen.")
GUARD = Definition("guard", (), "What keeps a hand out.")
DUTY, LOSS = Definition("duty", (), "What must be done."), Definition("loss", (), "What is gone.")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("What becomes of a near miss?", ["near miss"]),
        ("What becomes of near misses?", ["near miss"]),
        ("NEAR MISSES, and what then?", ["near miss"]),
        ("A near-miss", []),
        ("Who guards the guard?", ["guard"]),
        ("The guard and the near miss", ["near miss", "guard"]),
        ("The safeguard, guarded", []),
        ("Two guards", ["guard"]),
        ("One duty, many duties", ["duty"]),
        ("Dutiful", []),
        ("All losses", ["loss"]),
        ("", []),
    ],
)
def test_words_are_found_whole_in_any_case_and_in_each_form(
    other_edition: Edition, text: str, terms: list[str]
) -> None:
    """In the order of the definitions, with regular plurals; a part of a word is not the word."""
    assert found(other_edition, text, MISS, GUARD, DUTY, LOSS) == terms


def test_words_in_the_levels_count_too(other_edition: Edition) -> None:
    """They are read together with the question."""
    assert found(other_edition, "What then?", GUARD, levels="Behind a guard") == ["guard"]


def test_signs_in_a_term_are_signs(other_edition: Edition) -> None:
    """A term is no pattern."""
    assert found(other_edition, "The aXb rule", Definition("a.b", (), "")) == []
    assert found(other_edition, "The a.b rule", Definition("a.b", (), "")) == ["a.b"]


def test_the_shipped_words_are_found_where_they_stand(edition: Edition) -> None:
    """Each is explained beside one question at least, and none beside all of them."""
    questionnaire = edition.questionnaire
    explained = {id: {d.term for d in words_in(questionnaire, q)} for id, q in questionnaire.question.items()}
    for definition in questionnaire.definitions:
        places = sum(definition.term in terms for terms in explained.values())
        assert 0 < places < len(explained), definition.term
