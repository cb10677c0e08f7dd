"""Every figure has one explanation, and its arithmetic is true."""

import re
from fractions import Fraction

import pytest

from assessment import printing
from assessment.explaining import figures
from assessment.model import Edition, Length, Response, Status
from assessment.rounding import to_hundredths, two_decimals
from tests.responses import assessed, generated, levels


@pytest.mark.parametrize("length", list(Length))
def test_every_figure_is_explained_once(edition: Edition, length: Length) -> None:
    """Scores, stages, gaps and the overall score: no figure without arithmetic, none twice."""
    for seed in range(60):
        assessment = assessed(edition, generated(edition, seed, length))
        explained = [entry.figure for entry in assessment.explanations]
        assert sorted(explained) == sorted(figures(assessment.scorecard))
        assert all(entry.arithmetic and entry.rule and entry.title for entry in assessment.explanations)


def _value(arithmetic: str) -> tuple[Fraction, Fraction]:
    """Both sides of `(2 × 0.75 + 3) / 3 = 1.50`, worked out by a reader of their own."""
    left, right = arithmetic.split(" = ")
    inside, _, divisor = left.rpartition(" / ")
    total = Fraction(0)
    for term in inside.strip("()").split(" + "):
        factors = [Fraction(factor) for factor in term.split(" × ")]
        total += factors[0] * (factors[1] if len(factors) == 2 else 1)
    return total / Fraction(divisor), Fraction(right)


def test_the_arithmetic_of_scores_is_true(edition: Edition, other_edition: Edition) -> None:
    """Worked out again from its own words, each sum gives the score that it ends in."""
    worked = 0
    for own in (edition, other_edition):
        for seed in range(60):
            assessment = assessed(own, generated(own, seed))
            for entry in assessment.explanations:
                if " / " in entry.arithmetic and entry.figure.startswith(("score", "overall")):
                    worked_out, stated = _value(entry.arithmetic)
                    assert two_decimals(to_hundredths(worked_out)) == f"{float(stated):.2f}", entry
                    worked += 1
    assert worked > 500


def test_the_arithmetic_of_gaps_is_true(edition: Edition) -> None:
    """Target minus score, to the hundredth."""
    for seed in range(60):
        for entry in assessed(edition, generated(edition, seed)).explanations:
            if match := re.fullmatch(r"([\d.]+) - ([\d.]+) = (-?[\d.]+)", entry.arithmetic):
                target, score, gap = map(Fraction, match.groups())
                assert target - score == gap


def test_a_worked_explanation(edition: Edition) -> None:
    """The words for a thin score, one answer of which cannot be judged."""
    answers = levels(edition.questionnaire, {"right-to-win": [4, 2]})
    answers["money-follows-choice"] = Status.CANNOT_JUDGE
    assessment = assessed(edition, Response(answers))
    own = next(entry for entry in assessment.explanations if entry.figure == "score/right-to-win")
    assert own.arithmetic == "(4 + 2) / 2 = 3.00"
    assert own.rule == "2 of 4 questions answered; thin, as 60 % of the weight is needed for a full score."
    assert [(term.name, term.words, term.value) for term in own.terms] == [
        ("Explicit choice", "Leadership has agreed written targets and non-targets", "4"),
        ("Proof of advantage", "Opinions of people who deal with customers", "2"),
        ("Money follows choice", "I cannot judge this", "not scored"),
        ("New market test", "Not answered", "not scored"),
    ]


def test_missing_scores_are_explained_too(edition: Edition) -> None:
    """Too few answers, and questions of which none applies, are different reasons."""
    answers = {question.id: Status.DOES_NOT_APPLY for question in edition.questionnaire.questions_of("culture")}
    by_figure = {entry.figure: entry for entry in assessed(edition, Response(answers)).explanations}
    assert by_figure["score/culture"].rule == "No question applies, so there is no score."
    assert by_figure["score/delivery"].rule == "0 of 4 questions answered; below 50 % of the weight there is no score."
    assert by_figure["overall"].arithmetic == "no overall score"


def test_json_holds_the_way_to_every_figure(edition: Edition) -> None:
    """Arithmetic, rule and the answers with their weights, by the figure's id."""
    assessment = assessed(edition, generated(edition, 4))
    printed = {entry["figure"]: entry for entry in printing.as_json(assessment)["explanations"]}
    assert list(printed) == [entry.figure for entry in assessment.explanations]
    answers = printed["score/culture"]["answers"]
    assert len(answers) == 4
    assert all(set(answer) == {"about", "answer", "level", "weight"} for answer in answers)
