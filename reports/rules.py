"""The rules that formulas read: where they stand on the Method sheet, and how they are used."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.model import Questionnaire
from assessment.rounding import as_number
from reports.book import METHOD, Book
from reports.cells import chosen

NAME, VALUE, WORDS = 0, 1, 2
# Rows of the Method sheet above the rules hold what the workbook is.
RULES_HEADER = 14


@dataclass(frozen=True)
class Rule:
    """A threshold of the questionnaire: its name, its number, what it decides."""

    name: str
    title: str
    value: float
    is_share: bool
    words: str


def rules(questionnaire: Questionnaire) -> list[Rule]:
    """Every threshold that a figure of the workbook depends on."""
    scoring, verdict, bands = questionnaire.scoring, questionnaire.verdict, questionnaire.action_bands
    noun, nouns = questionnaire.dimension_noun, questionnaire.dimension_nouns

    def share(name: str, title: str, value: Fraction, words: str) -> Rule:
        return Rule(name, title, float(value), True, words)

    def point(name: str, title: str, value: int, words: str) -> Rule:
        return Rule(name, title, as_number(value) or 0.0, False, words)

    return [
        share("scored_from", "Full score from", scoring.scored_from, f"of a {noun}'s applicable weight answered"),
        share(
            "thin_from",
            "Thin score from",
            scoring.thin_from,
            "of the applicable weight; below it there is no score",
        ),
        share("overall_from", "Overall score from", scoring.overall_from, f"of the weight of all {nouns} scored"),
        point(
            "gap_from",
            "A gap matters from",
            verdict.gap_from,
            "below target; smaller differences are one group",
        ),
        point("strength_from", "A strength from", verdict.strength_from, f"for a {noun}'s score"),
        point("strength_above_mean", "Or above the overall score by", verdict.strength_above_mean, "and"),
        point("strength_least", "then at least", verdict.strength_least, f"for a {noun}'s score"),
        point("blocked_below", "Blocks what depends on it below", verdict.blocked_below, f"for a {noun}'s score"),
        point("middle_from", "Middle action from", bands.middle_from, "for the level of the weakest answer"),
        point("high_from", "High action from", bands.high_from, "for the level of the weakest answer"),
    ]


def rule(book: Book, name: str) -> str:
    """The address of a rule's number."""
    row = [entry.name for entry in rules(book.questionnaire)].index(name)
    return book.sheet(METHOD).cell(RULES_HEADER + 1 + row, VALUE)


STAGE_NAME, STAGE_FROM, STAGE_TARGET, STAGE_RANGE = 0, 1, 2, 3


def stages_header(book: Book) -> int:
    """The row of the heads of the table of stages."""
    return RULES_HEADER + len(rules(book.questionnaire)) + 3


def stage_column(book: Book, column: int) -> str:
    """One column of the table of stages."""
    first = stages_header(book) + 1
    return book.sheet(METHOD).span(first, column, first + len(book.questionnaire.stages) - 1, column)


def stage_of(book: Book, score: str) -> str:
    """The formula for the name of the stage that a score falls in; nothing without a score."""
    starts, names = stage_column(book, STAGE_FROM), stage_column(book, STAGE_NAME)
    return f'IF(ISNUMBER({score}),INDEX({names},MATCH({score},{starts},1)),"")'


def target_of(book: Book, target: str) -> str:
    """The formula for the score that a target stands for: a number as it is, a stage by its name."""
    sheet, first = book.sheet(METHOD), stages_header(book) + 1
    rows = range(first, first + len(book.questionnaire.stages))
    names = [(sheet.cell(row, STAGE_NAME), sheet.cell(row, STAGE_TARGET)) for row in rows]
    return f"IF(ISNUMBER({target}),{target},{chosen(f'TRIM({target})', names)})"
