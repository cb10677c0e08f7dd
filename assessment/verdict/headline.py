"""One sentence with a verb: what is true, and what it costs."""

from math import ceil

from assessment.model import Clause, Decision, DimensionScore, Quote
from assessment.rounding import plain
from assessment.verdict.case import Case, grouped, quote, upstream_first
from assessment.wording import number_word

BY_YOUR_ANSWERS = "By your answers,"


def headline(case: Case, decisions: tuple[Decision, ...]) -> str:
    """The sentence for the shape of the profile: uneven, low, lagging, strong or flat."""
    scored = case.scorecard.scored
    if case.scorecard.overall.score is None:
        return _too_few(case)
    strong = [score for score in scored if case.is_strength(score)]
    weak = [score for score in scored if case.is_weak(score)]
    if strong and weak:
        said, cost = _weak_clause(case, _to_lead_with(case, weak, decisions))
        return f"{BY_YOUR_ANSWERS} {_strong_clause(case, strong)}, yet {said}: {cost}."
    if weak:
        said, cost = _weak_clause(case, _to_lead_with(case, weak, decisions))
        return f"{BY_YOUR_ANSWERS} {said}, and {_nothing_better(case, weak)}: {cost}."
    if strong:
        return f"{BY_YOUR_ANSWERS} {_strong_clause(case, strong)}{_rest(case, strong)}."
    return _flat(case)


def _too_few(case: Case) -> str:
    questionnaire, scorecard = case.questionnaire, case.scorecard
    total, nouns, needed = len(scorecard.dimensions), questionnaire.dimension_nouns, questionnaire.scoring.overall_from
    if len({dimension.weight for dimension in questionnaire.dimensions}) > 1:
        share, least = (f"{float(part * 100):.0f} %" for part in (scorecard.overall.share, needed))
        return f"Too few answers for a verdict: {share} of the weight of all {nouns} can be scored, {least} is needed."
    return (
        f"Too few answers for a verdict: {len(scorecard.scored)} of {total} {nouns} can be scored, "
        f"{ceil(needed * total)} are needed."
    )


def _to_lead_with(case: Case, weak: list[DimensionScore], decisions: tuple[Decision, ...]) -> DimensionScore:
    """The first decision that is weak, else the lowest score, upstream before downstream."""
    decided = [case.scorecard.of[decision.dimension] for decision in decisions]
    named = [score for score in decided if score in weak]
    if named:
        return named[0]
    lowest = grouped(weak, lambda score: -(score.score or 0), case.questionnaire.verdict.gap_from)[0]
    return upstream_first(case, lowest)[0]


def proofs(case: Case, decisions: tuple[Decision, ...]) -> list[Quote]:
    """The answers that prove the halves of the sentence; none where it only states scores."""
    strong = [score for score in case.scorecard.scored if case.is_strength(score)]
    weak = [score for score in case.scorecard.scored if case.is_weak(score)]
    clauses = [_proven_strength(case, strong)] if strong else []
    if weak:
        clauses.append(_proven_weakness(case, _to_lead_with(case, weak, decisions)))
    questions = [case.questionnaire.question[clause.question] for clause in clauses if clause]
    return [quote((question, case.level(question.id) or 0)) for question in questions]


def _strong_clause(case: Case, strong: list[DimensionScore]) -> str:
    clause = _proven_strength(case, strong)
    if clause:
        return clause.text
    highest = _highest(case, strong)[0]
    return f"“{case.label(highest.dimension)}” stands at {case.questionnaire.shown(highest.score or 0)}"


def _proven_strength(case: Case, strong: list[DimensionScore]) -> Clause | None:
    """From the highest group, the clause of the first dimension whose own answer proves it."""
    least = case.questionnaire.verdict.clause_strong_from
    clauses = (case.questionnaire.dimension[score.dimension].when_strong for score in _highest(case, strong))
    return next((clause for clause in clauses if clause and _proven(case, clause, least=least)), None)


def _highest(case: Case, strong: list[DimensionScore]) -> list[DimensionScore]:
    return grouped(strong, lambda score: score.score or 0, case.questionnaire.verdict.gap_from)[0]


def _proven_weakness(case: Case, score: DimensionScore) -> Clause | None:
    clause = case.questionnaire.dimension[score.dimension].when_weak
    most = case.questionnaire.verdict.clause_weak_to
    return clause if clause and _proven(case, clause, most=most) else None


def _weak_clause(case: Case, score: DimensionScore) -> tuple[str, str]:
    """What is true of a weak dimension and what it costs; its own words when no clause is proven."""
    clause = _proven_weakness(case, score)
    if clause:
        return clause.text, clause.cost
    question, value = case.weakest(score.dimension)
    said = f"“{case.label(score.dimension)}” stands at {case.questionnaire.shown(score.score or 0)}"
    return said, f"on “{question.name}” you answered “{question.descriptor(value)}”"


def _proven(case: Case, clause: Clause, least: int | None = None, most: int | None = None) -> bool:
    """Whether the question that proves the clause was answered within the bounds."""
    level = case.level(clause.question)
    return level is not None and (least is None or level >= least) and (most is None or level <= most)


def _nothing_better(case: Case, weak: list[DimensionScore]) -> str:
    noun = case.questionnaire.dimension_noun
    if len(weak) < len(case.scorecard.scored):
        return f"no {noun} is yet a strength"
    highest = max(weak, key=lambda score: score.score or 0)
    assert highest.stage is not None, "a scored dimension has a stage"
    return f"no {noun}{_only_scored(case)} is beyond “{highest.stage.name}”"


def _only_scored(case: Case) -> str:
    """The word that limits a claim on all dimensions to those that have a score."""
    return " scored" if len(case.scorecard.scored) < len(case.scorecard.dimensions) else ""


def _rest(case: Case, strong: list[DimensionScore]) -> str:
    scored, nouns = case.scorecard.scored, case.questionnaire.dimension_nouns
    if len(strong) == len(scored):
        return f", and all {number_word(len(scored))} {nouns} scored are strengths: the task is to keep them so"
    lowest = case.scorecard.lowest
    assert lowest is not None, "there are scores"
    within = case.questionnaire.verdict.gap_from
    near = case.scorecard.nearly_lowest(within) - 1
    label, value = case.label(lowest.dimension), case.questionnaire.shown(lowest.score or 0)
    others = f", with {number_word(near)} more within {plain(within)} of it" if near else ""
    least = f"the least developed is “{label}” at {value}{others}"
    verb = f"{nouns} are strengths" if len(strong) > 1 else f"{nouns} is a strength"
    return f", and {number_word(len(strong))} of {number_word(len(scored))} {verb}; {least}"


def _flat(case: Case) -> str:
    """Neither strengths nor weak dimensions; contradictions and gaps may still be there."""
    scored, noun = case.scorecard.scored, case.questionnaire.dimension_noun
    values = [score.score or 0 for score in scored]
    low, high = case.questionnaire.shown(min(values)), case.questionnaire.shown(max(values))
    where = f"lie between {low} and {high}" if low != high else f"stand at {low}"
    all_of_them = f"all {number_word(len(scored))}{_only_scored(case)} {where}"
    return f"{BY_YOUR_ANSWERS} no {noun} is weak and none is a strength: {all_of_them}, so none yet sets you apart."
