"""On what each claim of the verdict's page rests that is no score: one explanation a claim, as for figures."""

from assessment.model import (
    Assessment,
    Basis,
    Decision,
    DimensionScore,
    Explanation,
    Priority,
    Status,
    Term,
)
from assessment.rounding import percent, plain, two_decimals
from assessment.verdict.case import Case
from assessment.verdict.contradictions import looked
from assessment.verdict.decisions import MOST
from assessment.verdict.gaps import bar
from assessment.verdict.headline import proofs
from assessment.wording import counted, listed, number_word

HEADLINE, CONTRADICTIONS, DECISIONS, GAPS = "headline", "contradictions", "decisions", "gaps"
STRENGTHS, ANSWERED, KNOWN, LOWEST = "strengths", "answered", "known", "lowest"
BASIS_WORDS = {Basis.DOCUMENTS: "documents", Basis.TOLD: "was told", Basis.IMPRESSION: "own impression"}


def claims(assessment: Assessment) -> dict[str, Explanation]:
    """The explanations of what the page claims beyond scores, by figure id."""
    case = Case(assessment.questionnaire, assessment.response, assessment.scorecard)
    explained = (
        _headline(case, assessment.verdict.decisions),
        _contradictions(case, assessment),
        _decisions(case, assessment.verdict.decisions),
        _gaps(case),
        _strengths(case),
        _answered(case),
        _known(case),
        _lowest(case),
    )
    return {explanation.figure: explanation for explanation in explained}


def _headline(case: Case, decisions: tuple[Decision, ...]) -> Explanation:
    scored = case.scorecard.scored
    if case.scorecard.overall.score is None:
        return _too_few(case)
    strong = sum(1 for score in scored if case.is_strength(score))
    weak = sum(1 for score in scored if case.is_weak(score))
    terms = [Term(quote.name, f"“{quote.words}”", "", "") for quote in proofs(case, decisions)]
    shape = f"{counted(len(scored), 'score')}: {counted(strong, 'strength')}, {weak} weak"
    rule = (
        f"A strength reaches {bar(case)}; weak is below {plain(case.questionnaire.verdict.blocked_below)}. How many "
        "there are of each decides which sentence stands here; what it says is said only where an answer proves it."
    )
    return Explanation(HEADLINE, "What this sentence rests on", tuple(terms), shape, rule)


def _too_few(case: Case) -> Explanation:
    """Without an overall score the sentence only says what is missing for a verdict."""
    scores, needed = case.scorecard.dimensions, percent(case.questionnaire.scoring.overall_from)
    terms = tuple(
        Term(case.label(score.dimension), "scored" if score.score is not None else "too few answers", "", "")
        for score in scores
        if score.applicable
    )
    nouns = case.questionnaire.dimension_nouns
    rule = f"A verdict needs scores for {needed} of the weight of all {nouns}; what is scored already stands below."
    said = f"{len(case.scorecard.scored)} of {len(scores)} {nouns} scored"
    return Explanation(HEADLINE, "What this sentence rests on", terms, said, rule)


def _contradictions(case: Case, assessment: Assessment) -> Explanation:
    kinds = looked(case, assessment.edition.references, assessment.customers)
    terms = tuple(
        Term(kind, f"{len(made)} looked for", f"{sum(1 for one in made if one.contradiction)} found", "")
        for kind, made in kinds.items()
    )
    found, made = len(assessment.verdict.contradictions), assessment.verdict.looked_for
    rule = "Looked for is only what was answered; the strongest kind that is found comes first."
    return Explanation(CONTRADICTIONS, "What was looked for", terms, f"{found} of {made} found", rule)


def _decisions(case: Case, decisions: tuple[Decision, ...]) -> Explanation:
    terms = tuple(_decision_term(case, decision) for decision in decisions)
    rule = f"{_order(case)} At most {number_word(MOST)}, and never filled up."
    return Explanation(DECISIONS, "Why these, and in this order", terms, counted(len(decisions), "decision"), rule)


def _order(case: Case) -> str:
    """By what the decisions are ordered, as far as it applies to these answers."""
    rules = case.questionnaire.verdict
    within, strong_from = plain(rules.gap_from), plain(rules.strength_from)
    near = f"where they lie less than {within} apart, what others depend on comes first."
    if not case.response.priorities:
        return f"No priorities were picked, so the lowest scores come first; {near}"
    first = "Your starred priority first, then " if case.response.starred else "First "
    if any(score.gap is not None for score in case.scorecard.scored):
        rest = f"the widest gaps, without a target how far the score is from {strong_from}"
    else:
        rest = f"what is furthest from {strong_from}, as no targets were set"
    return f"{first}{rest}; {near}"


def _decision_term(case: Case, decision: Decision) -> Term:
    reasons = {Priority.STARRED: "starred", Priority.PICKED: "picked", None: "not picked"}
    words = [reasons[decision.priority]]
    if decision.blocked_by:
        words.append(f"blocked by {listed(case.label(id) for id in decision.blocked_by)}")
    score = case.scorecard.of[decision.dimension].score or 0
    value = f"gap {two_decimals(decision.gap)}" if decision.gap is not None else f"score {two_decimals(score)}"
    return Term(case.label(decision.dimension), ", ".join(words), value, "")


def _gaps(case: Case) -> Explanation:
    least = case.questionnaire.verdict.gap_from
    below = [score for score in case.scorecard.dimensions if score.gap is not None]
    ordered = sorted(below, key=lambda score: -(score.gap or 0))
    terms = tuple(
        Term(
            case.label(score.dimension),
            "matters" if score.priority and (score.gap or 0) >= least else f"less than {plain(least)}",
            two_decimals(score.gap or 0),
            "",
        )
        for score in ordered
    )
    count = sum(1 for score in ordered if score.priority and (score.gap or 0) >= least)
    rule = f"Target minus score; a gap matters from {plain(least)}."
    return Explanation(GAPS, "Which gaps matter", terms, f"{count} of {counted(len(ordered), 'gap')}", rule)


def _strengths(case: Case) -> Explanation:
    ordered = sorted(case.scorecard.scored, key=lambda score: -(score.score or 0))
    terms = tuple(_strength_term(case, score) for score in ordered)
    count = sum(1 for score in ordered if case.is_strength(score))
    mean = case.scorecard.overall.score
    own = f"; the own mean is {two_decimals(mean)}" if mean is not None else ""
    rule = f"A strength reaches {bar(case)}{own}."
    return Explanation(STRENGTHS, "What counts as a strength", terms, f"{count} of {len(ordered)} scored", rule)


def _strength_term(case: Case, score: DimensionScore) -> Term:
    words = "strength" if case.is_strength(score) else "weak" if case.is_weak(score) else "between"
    return Term(case.label(score.dimension), words, two_decimals(score.score or 0), "")


def _answered(case: Case) -> Explanation:
    terms = tuple(_answered_term(case, score) for score in case.scorecard.dimensions)
    scorecard = case.scorecard
    arithmetic = f"{' + '.join(str(score.answered) for score in scorecard.dimensions)} = {scorecard.answered}"
    rule = f"Of {counted(scorecard.applicable, 'question')} that apply; what could not be judged counts as unanswered."
    return Explanation(ANSWERED, "What was answered", terms, arithmetic, rule)


def _answered_term(case: Case, score: DimensionScore) -> Term:
    asked = case.response.asked(case.questionnaire, score.dimension)
    given = [case.response.answers.get(question.id) for question in asked]
    words = [
        f"{count} {label}"
        for count, label in (
            (given.count(Status.CANNOT_JUDGE), "could not be judged"),
            (given.count(None), "open"),
            (given.count(Status.DOES_NOT_APPLY), "not applicable"),
        )
        if count
    ]
    return Term(case.label(score.dimension), ", ".join(words), f"{score.answered} of {score.applicable}", "")


def _known(case: Case) -> Explanation:
    basis = case.response.basis
    terms = tuple(
        Term(
            dimension.label,
            BASIS_WORDS[basis[dimension.id]] if dimension.id in basis else "not said",
            "",
            "",
        )
        for dimension in case.questionnaire.dimensions
    )
    said = (
        f"{len(basis)} of {counted(len(terms), case.questionnaire.dimension_noun, case.questionnaire.dimension_nouns)}"
    )
    return Explanation(KNOWN, "How you know", terms, f"{said} said", "As you said on each page, with one tap.")


def _lowest(case: Case) -> Explanation:
    ordered = sorted(case.scorecard.scored, key=lambda score: score.score or 0)
    terms = tuple(Term(case.label(s.dimension), s.stage.name if s.stage else "", _value(s), "") for s in ordered)
    least = two_decimals(ordered[0].score or 0) if ordered else "none"
    return Explanation(LOWEST, "The lowest score", terms, f"lowest: {least}", "All scores, lowest first.")


def _value(score: DimensionScore) -> str:
    return two_decimals(score.score or 0)
