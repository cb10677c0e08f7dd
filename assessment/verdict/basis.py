"""What the verdict rests on: who, how many answers, how they know, and the overall score last."""

from assessment.model import Basis, Customers, DimensionScore, Grounds, Length, Profile, Status
from assessment.model.verdict import NOT_APPLICABLE, THIN_SCORE, WITHOUT_SCORE
from assessment.targeting.weighing import own_weights_words
from assessment.verdict.case import Case
from assessment.wording import counted, listed

KNOWN_FROM = {
    Basis.DOCUMENTS: "from documents",
    Basis.TOLD: "from what you were told",
    Basis.IMPRESSION: "from own impression",
}


def basis(case: Case, profile: Profile, customers: Customers | None = None) -> Grounds:
    """The sentences of the basis line; the overall score comes last, beside the lowest."""
    scores = case.scorecard.dimensions
    return Grounds(
        respondent=_who(case, profile),
        answered=_answered(case),
        known_from=_how_known(case),
        missing=_named(case, WITHOUT_SCORE, [s for s in scores if s.score is None and s.applicable]),
        not_applicable=_named(case, NOT_APPLICABLE, [s for s in scores if not s.applicable]),
        thin=_named(case, THIN_SCORE, [score for score in scores if score.thin]),
        overall=_overall(case),
        weights=_weights(customers),
    )


def _weights(customers: Customers | None) -> str:
    """That segments are judged by own weights, and what the shipped ones would change; nothing by the shipped ones."""
    said = own_weights_words(customers.rules, customers.portfolio) if customers else ""
    return f"Your customers are judged by {said[0].lower()}{said[1:]}" if said else ""


def _named(case: Case, lead: str, scores: list[DimensionScore]) -> str:
    return f"{lead}: {', '.join(case.label(score.dimension) for score in scores)}." if scores else ""


def _who(case: Case, profile: Profile) -> str:
    """Function and level in the words of their options; free text is not repeated here."""
    described = [
        field.label_of(value)
        for id in ("lens", "level")
        if (field := profile.field(id)) and field.options and (value := case.response.profile.get(id))
    ]
    who = f"One respondent ({'; '.join(described)})." if described else "One respondent."
    return " ".join([who, *_asked(case)])


def _asked(case: Case) -> list[str]:
    """Which dimensions colleagues answered instead, wholly or in part."""
    said = []
    for dimension in case.questionnaire.dimensions:
        asked = case.response.asked(case.questionnaire, dimension.id)
        given = [question.id for question in asked if question.id in case.response.answers]
        others = [case.response.answered_by[id] for id in given if id in case.response.answered_by]
        if others:
            partly = "" if len(others) == len(given) else "in part "
            said.append(f"“{dimension.label}” was answered {partly}by {listed(dict.fromkeys(others))} (asked).")
    return said


def _answered(case: Case) -> str:
    scorecard = case.scorecard
    said = f"{scorecard.answered} of {counted(scorecard.applicable, 'question')} answered"
    statuses = [
        case.response.answers.get(question.id)
        for dimension in case.questionnaire.dimensions
        for question in case.response.asked(case.questionnaire, dimension.id)
    ]
    not_judged = statuses.count(Status.CANNOT_JUDGE)
    not_applicable = statuses.count(Status.DOES_NOT_APPLY)
    details = []
    if not_judged:
        details.append(f"{not_judged} could not be judged")
    if not_applicable:
        details.append(f"{counted(not_applicable, 'more does', 'more do')} not apply")
    return f"{', '.join([said, *details])} ({_length(case)})."


def _length(case: Case) -> str:
    """The length asked, and what was asked in full beyond it."""
    deepened = [case.label(d.id) for d in case.questionnaire.dimensions if d.id in case.response.deepened]
    length = f"{case.scorecard.length} length"
    if not deepened or case.response.length is Length.FULL:
        return length
    if len(deepened) == len(case.questionnaire.dimensions):
        return f"{length}, every {case.questionnaire.dimension_noun} deepened to the full one"
    return f"{length}, with {listed(f'“{label}”' for label in deepened)} in full"


def _how_known(case: Case) -> str:
    """Nothing when nobody said how they know."""
    counts = [(list(case.response.basis.values()).count(basis), words) for basis, words in KNOWN_FROM.items()]
    said = [f"{count} {words}" for count, words in counts if count]
    unsaid = len(case.scorecard.dimensions) - len(case.response.basis)
    if not said:
        return f"How you know was not said for any {case.questionnaire.dimension_noun}."
    if unsaid:
        said.append(f"{unsaid} not said")
    return f"How you know, by {case.questionnaire.dimension_noun}: {listed(said)}."


def _overall(case: Case) -> str:
    lowest, overall = case.scorecard.lowest, case.scorecard.overall.score
    if lowest is None:
        return "No overall score."
    value = case.questionnaire.shown(lowest.score or 0)
    ties = sum(1 for score in case.scorecard.scored if score.score == lowest.score) - 1
    more = f" and {ties} more at" if ties else ""
    least = f"lowest “{case.label(lowest.dimension)}”{more} {value}"
    if overall is None:
        return f"No overall score; {least}."
    return f"Overall {case.questionnaire.shown(overall)}, {least}."
