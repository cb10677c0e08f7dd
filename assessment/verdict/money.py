"""Self-ratings against the company's own segments and spend: the strongest contradictions of all."""

from fractions import Fraction

from assessment.model import Contradiction, MoneyCheck, MoneyFigure, Portfolio, Quote, TargetingRules
from assessment.targeting.words import whole_percent
from assessment.verdict.case import Case, quote
from assessment.verdict.looked import Looked

SIDE = "Your own figures"


def against_money(case: Case, rules: TargetingRules, portfolio: Portfolio) -> list[Looked | None]:
    """The outcome of each check, the first of the rules the strongest.

    None where the question was not answered, or nothing can be said of the segments.
    """
    ranked = enumerate(reversed(rules.checks))
    return [_look(case, check, rank, _figure(check, portfolio)) for rank, check in ranked]


def _look(case: Case, check: MoneyCheck, rank: int, share: Fraction | None) -> Looked | None:
    question = case.questionnaire.question.get(check.question)
    answered = case.level(check.question) if question else None
    if share is None or question is None or answered is None:
        return None
    fires = (check.above is not None and share > check.above) or (check.below is not None and share < check.below)
    if answered < check.answered_from or not fires:
        return Looked()
    shown = whole_percent(share)
    quotes = (quote((question, answered)), Quote(check.id, SIDE, check.said.format(share=shown)))
    return Looked((rank, 0), Contradiction(check.id, check.finding.format(share=shown), quotes))


def _figure(check: MoneyCheck, portfolio: Portfolio) -> Fraction | None:
    if portfolio.unbacked is None:
        return None
    match check.figure:
        case MoneyFigure.UNBACKED:
            return portfolio.unbacked
        case MoneyFigure.COVERAGE:
            return portfolio.coverage
        case MoneyFigure.SPEND_IN:
            inside = (one for one in portfolio.findings if one.zone and one.zone.id in check.zones)
            # Nobody is blamed for what must be served, or for a bet that somebody answers for.
            free = (one for one in inside if not one.segment.must_serve and not one.is_bet)
            return sum((one.segment.spend_share for one in free), Fraction(0))
