"""Answers that do not go together, strongest first, and how many checks were made."""

from collections.abc import Iterable

from assessment.model import (
    Check,
    CheckRule,
    CheckThresholds,
    Contradiction,
    Customers,
    Priority,
    Quote,
    ReferencePoints,
)
from assessment.verdict.case import Case, quote
from assessment.verdict.looked import Looked
from assessment.verdict.money import against_money
from assessment.wording import listed, number_word

STARRED = "starred-among-lowest"
LOWEST = 3


def contradictions(
    case: Case, references: ReferencePoints | None, customers: Customers | None = None
) -> tuple[tuple[Contradiction, ...], int]:
    """The contradictions found, ranked by kind (see `looked`), and the number of checks that could be made."""
    outcomes = looked(case, references, customers).values()
    kinds = [sorted(kind, key=lambda outcome: outcome.strength, reverse=True) for kind in outcomes]
    found = [outcome.contradiction for kind in kinds for outcome in kind if outcome.contradiction]
    return tuple(found), sum(len(kind) for kind in kinds)


def looked(
    case: Case, references: ReferencePoints | None, customers: Customers | None = None
) -> dict[str, list[Looked]]:
    """The outcomes of all checks that could be made, by kind in words, the strongest kind first.

    Answers against the company's own money; the starred priority among the lowest scores; two answers levels
    apart; checks across dimensions; pairs of practice questions.
    """
    checks = case.questionnaire.checks
    return {
        "Your answers against your own money": _made(
            against_money(case, customers.rules, customers.portfolio) if customers else ()
        ),
        "Your starred priority against your lowest scores": _made([_starred(case)]),
        f"Two answers on one {case.questionnaire.dimension_noun}": _made(
            _levels_apart(case, check) for check in checks if check.rule is CheckRule.LEVELS_APART
        ),
        f"Answers and scores across {case.questionnaire.dimension_nouns}": _made(
            _across(case, check) for check in checks if check.rule is not CheckRule.LEVELS_APART
        ),
        "What is said against what is done": _made(_practice_pairs(case, references)),
    }


def _made(outcomes: Iterable[Looked | None]) -> list[Looked]:
    return [outcome for outcome in outcomes if outcome is not None]


def _starred(case: Case) -> Looked | None:
    """The starred priority is among the three lowest scores and clearly below the highest."""
    starred = case.scorecard.of.get(case.response.starred or "")
    scored = case.scorecard.scored
    if starred is None or starred.score is None or len(scored) <= LOWEST:
        return None
    own = starred.score
    # Ties count against it: of many equal scores none is among the lowest three.
    not_higher = sum(1 for score in scored if (score.score or 0) <= own)
    highest = max(scored, key=lambda score: score.score or 0)
    if not_higher > LOWEST or (highest.score or 0) - own < case.questionnaire.verdict.gap_from:
        return Looked()
    finding = (
        f"You starred “{case.label(starred.dimension)}”, yet at {case.questionnaire.shown(own)} it is among your "
        f"{number_word(LOWEST)} lowest scores; “{case.label(highest.dimension)}” stands at "
        f"{case.questionnaire.shown(highest.score or 0)}."
    )
    quotes = (quote(case.weakest(starred.dimension)), quote(case.strongest(highest.dimension)))
    return Looked((0, 0), Contradiction(STARRED, finding, quotes))


def _thresholds(case: Case) -> CheckThresholds:
    thresholds = case.questionnaire.check_thresholds
    assert thresholds is not None, "the catalog refuses checks without thresholds"
    return thresholds


def _levels_apart(case: Case, check: Check) -> Looked | None:
    """One answer so many steps above another that belongs to it."""
    high_id, low_id = check.high[0], check.low
    high, low = case.level(high_id), case.level(low_id)
    if high is None or low is None:
        return None
    questions = case.questionnaire.question
    steps = questions[high_id].rank(high) - questions[low_id].rank(low)
    if steps < _thresholds(case).levels_apart:
        return Looked()
    contradiction = _between_answers(case, check, high_id, low_id)
    return Looked((steps, _weight_of_priority(case, questions[low_id].dimension)), contradiction)


def _weight_of_priority(case: Case, dimension: str) -> int:
    """Among equals, what touches the starred priority comes first, then what touches a picked one."""
    return {Priority.STARRED: 2, Priority.PICKED: 1, None: 0}[case.scorecard.of[dimension].priority]


def _across(case: Case, check: Check) -> Looked | None:
    if check.rule is CheckRule.QUESTIONS:
        values = {id: case.level(id) for id in (*check.high, check.low)}
    else:
        values = {id: case.scorecard.of[id].score for id in (*check.high, check.low)}
    known = {id: value for id, value in values.items() if value is not None}
    high = [id for id in check.high if id in known]
    enough = len(high) == len(check.high) if check.needs_all else bool(high)
    if not enough or check.low not in known:
        return None
    decisive = (min if check.needs_all else max)(high, key=lambda id: known[id])
    if not _fires(_thresholds(case), known[decisive], known[check.low]):
        return Looked()
    if check.rule is CheckRule.QUESTIONS:
        return Looked((0, 0), _between_answers(case, check, decisive, check.low))
    return Looked((0, 0), _between_dimensions(case, check, decisive))


def _fires(thresholds: CheckThresholds, high: int, low: int) -> bool:
    return high >= thresholds.high_from and low < thresholds.low_below and high - low >= thresholds.apart


def _between_answers(case: Case, check: Check, high: str, low: str) -> Contradiction:
    quotes = tuple(_quote_of(case, id) for id in (high, low))
    return Contradiction(check.id, check.finding.format(high=quotes[0].words, low=quotes[1].words), quotes)


def _between_dimensions(case: Case, check: Check, decisive: str) -> Contradiction:
    scores = case.scorecard.of
    named = check.high if check.needs_all else (decisive,)
    finding = check.finding.format(
        high=listed(case.label(id) for id in named),
        low=case.label(check.low),
        high_score=case.questionnaire.shown(scores[decisive].score or 0),
        low_score=case.questionnaire.shown(scores[check.low].score or 0),
    )
    quotes = (quote(case.strongest(decisive)), quote(case.weakest(check.low)))
    return Contradiction(check.id, finding, quotes)


def _quote_of(case: Case, id: str) -> Quote:
    value = case.level(id)
    assert value is not None, "only answered questions reach this point"
    return quote((case.questionnaire.question[id], value))


def _practice_pairs(case: Case, references: ReferencePoints | None) -> list[Looked | None]:
    """A practice that is claimed beside one that is denied."""
    if references is None:
        return []
    points = {point.id: point for point in references.points}
    outcomes: list[Looked | None] = []
    for pair in references.pairs:
        say, do = (case.response.practice.get(id) for id in (pair.say, pair.do))
        if say is None or do is None:
            outcomes.append(None)
        elif (say, do) != (pair.said, pair.done):
            outcomes.append(Looked())
        else:
            quotes = tuple(
                Quote(id, points[id].practice, points[id].answer_label(case.response.practice[id]))
                for id in (pair.say, pair.do)
            )
            outcomes.append(Looked((0, 0), Contradiction(pair.id, pair.finding, quotes)))
    return outcomes
