"""What two assessments of one response differ in: what was said, what was planned, and the figures that came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assessment.model import PHASE_WORDS, STATUS_WORDS, Answer, Assessment, PlanEntry, Question, Questionnaire, Status
from assessment.rounding import two_decimals

NOTHING = "none"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was, in words: what it is, then and now. `is_figure`: computed, not said."""

    what: str
    then: str
    now: str
    is_figure: bool = False


def differences(then: Assessment, now: Assessment) -> tuple[Difference, ...]:
    """Answers, how they are known, priorities and targets that were changed, then figures that came out otherwise.

    Both must be of the same edition.
    """
    return (*_answers(then, now), *_others(then, now), *_aims(then, now), *_figures(then, now))


def plan_differences(
    then: Sequence[PlanEntry], now: Sequence[PlanEntry], label: Callable[[str], str]
) -> tuple[Difference, ...]:
    """What was put into a plan, taken out of it or changed in it. `label`: the words for a dimension's id."""
    before, after = ({entry.id: entry for entry in entries} for entries in (then, now))
    found: list[Difference] = []
    for id, entry in before.items():
        what = f"Plan, {label(entry.dimension)}"
        if id not in after:
            found.append(Difference(what, entry.action, NOTHING))
            continue
        pairs = zip(_planned(entry), _planned(after[id]), strict=True)
        found += [Difference(f"{what}: {name}", was, is_now) for (name, was), (_, is_now) in pairs if was != is_now]
    added = [entry for id, entry in after.items() if id not in before]
    found += [Difference(f"Plan, {label(entry.dimension)}", NOTHING, entry.action) for entry in added]
    orders = [[id for id in entries if id in before and id in after] for entries in (before, after)]
    return (*found, *([] if orders[0] == orders[1] else [Difference("Plan: order", "as it was", "changed")]))


def _planned(entry: PlanEntry) -> list[tuple[str, str]]:
    """All that an entry says, in words."""
    return [
        ("action", entry.action),
        ("owner", entry.owner or NOTHING),
        ("date", entry.due.isoformat() if entry.due else NOTHING),
        ("phase", PHASE_WORDS[entry.phase] if entry.phase else NOTHING),
        ("first step", entry.step or NOTHING),
        ("status", STATUS_WORDS[entry.status]),
        ("level to reach", two_decimals(entry.level) if entry.level is not None else NOTHING),
    ]


def _answers(then: Assessment, now: Assessment) -> list[Difference]:
    before, after = then.response.answers, now.response.answers
    return [
        Difference(question.name, _said(then, question, before.get(question.id)), _said(now, question, given))
        for question in then.questionnaire.questions
        if (given := after.get(question.id)) != before.get(question.id)
    ]


def _said(assessment: Assessment, question: Question, answer: Answer | None) -> str:
    return answer_words(assessment.questionnaire, question, answer) or "Not answered"


def answer_words(questionnaire: Questionnaire, question: Question, answer: Answer | None) -> str:
    """An answer as it is told: the descriptor in quotation marks, or the words of a status; nothing for none."""
    if answer is None:
        return ""
    if isinstance(answer, Status):
        return questionnaire.statuses[answer].label
    return f"“{question.descriptor(answer)}”"


def _others(then: Assessment, now: Assessment) -> list[Difference]:
    """How the respondent knows, practice questions, what was asked in full, and who they are."""
    questionnaire, edition = then.questionnaire, then.edition
    found = []
    for dimension in questionnaire.dimensions:
        id = dimension.id
        known = [assessment.response.basis.get(id) for assessment in (then, now)]
        found += _differing(f"{dimension.label}: how you know", *(str(basis) if basis else NOTHING for basis in known))
        full = [assessment.response.length_of(id) for assessment in (then, now)]
        found += _differing(f"{dimension.label}: length", *map(str, full))
    for point in edition.references.points if edition.references else ():
        chosen = [assessment.response.practice.get(point.id) for assessment in (then, now)]
        found += _differing(point.practice, *(point.answer_label(option) if option else NOTHING for option in chosen))
    for field in edition.profile.fields:
        said = [assessment.response.profile.get(field.id) for assessment in (then, now)]
        found += _differing(field.label, *((field.label_of(value) if value else NOTHING) for value in said))
    return found


def _differing(what: str, then: str, now: str) -> list[Difference]:
    return [Difference(what, then, now)] if then != now else []


def _aims(then: Assessment, now: Assessment) -> list[Difference]:
    """Priorities, the star, and targets."""
    found = []
    for dimension in then.questionnaire.dimensions:
        pairs = [(assessment, assessment.scorecard.of[dimension.id]) for assessment in (then, now)]
        (before, after) = (score.priority for _, score in pairs)
        if before != after:
            found.append(Difference(f"{dimension.label}: priority", _word(before), _word(after)))
        first, second = (_shown(score.target) for _, score in pairs)
        if first != second:
            found.append(Difference(f"{dimension.label}: target", first, second))
    years = [str(assessment.response.target_year or NOTHING) for assessment in (then, now)]
    return found + ([Difference("Target year", years[0], years[1])] if years[0] != years[1] else [])


def _word(priority: object) -> str:
    return str(priority) if priority else "not picked"


def _figures(then: Assessment, now: Assessment) -> list[Difference]:
    found = []
    for dimension in then.questionnaire.dimensions:
        first, second = (_shown(a.scorecard.of[dimension.id].score) for a in (then, now))
        if first != second:
            found.append(Difference(f"{dimension.label}: score", first, second, is_figure=True))
    overall = [_shown(assessment.scorecard.overall.score) for assessment in (then, now)]
    if overall[0] != overall[1]:
        found.append(Difference("Overall score", overall[0], overall[1], is_figure=True))
    sentences = [assessment.verdict.headline for assessment in (then, now)]
    if sentences[0] != sentences[1]:
        found.append(Difference("The sentence at the top", sentences[0], sentences[1], is_figure=True))
    return found


def _shown(score: int | None) -> str:
    return NOTHING if score is None else two_decimals(score)
