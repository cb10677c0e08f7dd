"""What the scores say in words. Every claim is computed; nothing is said that the answers deny."""

from assessment.model import (
    Customers,
    Profile,
    Questionnaire,
    ReferencePoints,
    Response,
    Scorecard,
    Verdict,
)
from assessment.verdict.basis import basis
from assessment.verdict.case import Case
from assessment.verdict.contradictions import contradictions
from assessment.verdict.decisions import decisions, decisions_note
from assessment.verdict.gaps import gaps, gaps_note, strengths, strengths_note
from assessment.verdict.headline import headline


def judge(
    questionnaire: Questionnaire,
    response: Response,
    scorecard: Scorecard,
    profile: Profile | None = None,
    references: ReferencePoints | None = None,
    customers: Customers | None = None,
) -> Verdict:
    """The verdict on one response. The profile names the respondent's function and level; the reference points
    bring their pairs of practice questions to look for; what follows from the segments is set against answers."""
    case = Case(questionnaire, response, scorecard)
    found, looked_for = contradictions(case, references, customers)
    first = decisions(case)
    below = gaps(case)
    worth_protecting = strengths(case)
    return Verdict(
        headline=headline(case, first),
        contradictions=found,
        looked_for=looked_for,
        decisions=first,
        decisions_note=decisions_note(case, first),
        gaps=below,
        gaps_note=gaps_note(case, below),
        strengths=worth_protecting,
        strengths_note=strengths_note(case, worth_protecting),
        basis=basis(case, profile or Profile(), customers),
    )


__all__ = ["judge"]
