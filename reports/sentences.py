"""The sentences that are generated once and do not follow later changes, listed on Method."""

from assessment.model import Verdict
from assessment.wording import counted, listed
from reports.book import Book
from reports.verdict_words import decisions_title, without_contradictions


def sentences(book: Book) -> list[tuple[str, str]]:
    """Every such sentence of the workbook with what it is; the same texts stand on the sheets."""
    verdict, labels = book.assessment.verdict, book.questionnaire.dimension
    listed = [("Headline", verdict.headline)]
    listed += [(f"Contradiction {n}", found.finding) for n, found in enumerate(verdict.contradictions, 1)]
    listed += [("Quoted", words) for words in quotations(verdict)]
    listed += [
        ("On contradictions", contradictions_caption(book)),
        ("Title of the decisions", decisions_title(verdict)),
        ("Order of the decisions", ", ".join(labels[decision.dimension].label for decision in verdict.decisions)),
        ("Note on decisions", verdict.decisions_note),
        ("Note on gaps", verdict.gaps_note),
        ("Note on strengths", verdict.strengths_note),
        ("Lead of the plan", plan_lead(book)),
        ("Who answered", verdict.basis.respondent),
        ("How they know", verdict.basis.known_from),
        ("How customers are weighed", verdict.basis.weights),
    ]
    return [(name, words) for name, words in listed if words]


def quotations(verdict: Verdict) -> list[str]:
    """The answers quoted beside the strongest contradiction, unless its finding quotes them itself."""
    if not verdict.contradictions:
        return []
    strongest = verdict.contradictions[0]
    return [f"{q.name}: “{q.words}”" for q in strongest.quotes if q.words not in strongest.finding]


def contradictions_caption(book: Book) -> str:
    """How many contradictions were looked for and found; nothing where there is nothing to look for."""
    verdict = book.assessment.verdict
    found, looked_for = len(verdict.contradictions), counted(verdict.looked_for, "contradiction")
    if not found:
        return without_contradictions(book.assessment)
    if found == 1:
        return f"The only one found; we looked for {looked_for}."
    return f"The strongest of {found} found, the others stand on Method; we looked for {looked_for}."


def plan_lead(book: Book) -> str:
    """What of the plan is to be decided first."""
    labels = book.questionnaire.dimension
    named = [f"“{labels[decision.dimension].label}”" for decision in book.assessment.verdict.decisions]
    return f"To be decided first: {listed(named)}." if named else ""
