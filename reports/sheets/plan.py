"""Plan: what to do, in the order of deciding, with owner and date to fill in."""

from assessment.model import DimensionScore
from reports import rules
from reports.book import PLAN, PRINCIPLES, Book
from reports.cells import here, joined, quoted
from reports.ordering import page_order
from reports.sheets import answers, principles
from reports.style import RUST

NUMBER, LABEL, ACTION, NOW, NEXT, EVIDENCE, BLOCKED, OWNER, BY, STATUS = range(10)
LOW_ACTION, MIDDLE_ACTION, HIGH_ACTION = 10, 11, 12
HEADER = 3
NOTHING_TO_SAY = "Answer more of its questions first."
STATUSES = ["Open", "Under way", "Done", "Dropped"]


def write(book: Book) -> None:
    """Write one row a dimension; the first decisions lead."""
    _set_up(book)
    for place, score in enumerate(plan_order(book)):
        _write_row(book, HEADER + 1 + place, place, score)


def plan_order(book: Book) -> list[DimensionScore]:
    """The first decisions, then the other dimensions as on page one. Fixed when written, so that
    an owner stays with what was agreed."""
    scorecard = book.assessment.scorecard
    first = [scorecard.of[decision.dimension] for decision in book.assessment.verdict.decisions]
    return first + [score for score in page_order(book.assessment) if score not in first]


def _set_up(book: Book) -> None:
    sheet, styles = book.sheet(PLAN), book.styles
    for place, width in enumerate((4, 24, 44, 27, 27, 30, 18, 16, 13, 11)):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.set_column(LOW_ACTION, HIGH_ACTION, 40, None, {"level": 1, "hidden": True})
    sheet.worksheet.freeze_panes(HEADER + 1, LABEL + 1)
    sheet.worksheet.repeat_rows(HEADER)
    last = HEADER + len(book.questionnaire.dimensions)
    sheet.worksheet.print_area(0, 0, last, STATUS)
    sheet.text(0, 0, "Plan", styles.title)
    decided = len(book.assessment.verdict.decisions)
    lead = f"The first {decided} rows are to be decided first. " if decided > 1 else ""
    sheet.text(
        1,
        0,
        f"{lead}Actions follow the weakest answer; owner, date and status are to fill in.",
        styles.kicker,
    )
    heads = ["No.", book.questionnaire.dimension_noun.capitalize(), "Action", "Now", "Next level"]
    heads += ["Evidence that would show it", "Blocked by", "Owner", "By", "Status"]
    heads += ["Action if the weakest answer is low", "if it is in the middle", "if it is high"]
    sheet.texts(HEADER, 0, heads, styles.header)


def _write_row(book: Book, row: int, place: int, score: DimensionScore) -> None:
    sheet, styles = book.sheet(PLAN), book.styles
    dimension = book.questionnaire.dimension[score.dimension]
    scores_row, scores = book.places.dimensions[score.dimension], book.sheet(PRINCIPLES)
    decided = place < len(book.assessment.verdict.decisions)
    sheet.worksheet.set_row(row, 58)
    number = styles.row(bold=True, font_color=RUST, align="left", indent=1) if decided else styles.number
    sheet.number(row, NUMBER, place + 1, number)
    sheet.text(row, LABEL, dimension.label, styles.cell_bold)
    own = [dimension.actions.low, dimension.actions.middle, dimension.actions.high]
    sheet.texts(row, LOW_ACTION, own, styles.cell_muted)
    answered = book.assessment.response.levels(book.questionnaire, score.dimension)
    weakest = min(answered, key=lambda entry: entry[1], default=None) if score.score is not None else None
    lowest = scores.cell(scores_row, principles.LOWEST)
    high_from, middle_from = rules.rule(book, "high_from"), rules.rule(book, "middle_from")
    low, middle, high = (here(row, column) for column in (LOW_ACTION, MIDDLE_ACTION, HIGH_ACTION))
    chosen = f"IF({lowest}>={high_from},{high},IF({lowest}>={middle_from},{middle},{low}))"
    action = NOTHING_TO_SAY if weakest is None else _action(book, own, weakest[1])
    sheet.formula(row, ACTION, f'IF({lowest}="",{quoted(NOTHING_TO_SAY)},{chosen})', action, styles.cell)
    following = weakest[0].next_level(weakest[1]) if weakest else None
    words = weakest[0].descriptor(weakest[1]) if weakest else None
    sheet.formula(row, NOW, scores.cell(scores_row, principles.NOW), words, styles.cell)
    step = None if weakest is None else following.text if following else principles.TOP
    sheet.formula(row, NEXT, scores.cell(scores_row, principles.NEXT), step, styles.cell)
    levels = answers.column_of(book, score.dimension, answers.LEVEL)
    evidence = f"INDEX({answers.column_of(book, score.dimension, answers.EVIDENCE)},MATCH({lowest},{levels},0))"
    shown = weakest[0].evidence if weakest else None
    sheet.formula(row, EVIDENCE, f'IF({lowest}="","",{evidence})', shown, styles.cell_muted)
    _write_blockers(book, row, dimension.depends_on)
    sheet.text(row, OWNER, "", styles.input)
    sheet.text(row, BY, "", styles.input_day)
    sheet.text(row, STATUS, "", styles.input)
    sheet.worksheet.data_validation(row, STATUS, row, STATUS, {"validate": "list", "source": STATUSES})


def _action(book: Book, actions: list[str], value: int) -> str:
    bands = book.questionnaire.action_bands
    return actions[(value >= bands.middle_from) + (value >= bands.high_from)]


def _write_blockers(book: Book, row: int, upstream: tuple[str, ...]) -> None:
    """The dimensions that this one depends on and that are too weak to build on."""
    sheet, scores = book.sheet(PLAN), book.sheet(PRINCIPLES)
    if not upstream:
        sheet.text(row, BLOCKED, "", book.styles.cell)
        return
    limit = book.questionnaire.verdict.blocked_below
    parts, blocking = [], []
    for id in upstream:
        score, label = (scores.cell(book.places.dimensions[id], c) for c in (principles.SCORE, principles.LABEL))
        weak = f"AND(ISNUMBER({score}),{score}<{rules.rule(book, 'blocked_below')})"
        parts.append(f'IF({weak},{quoted(", ")}&{label},"")')
        value = book.assessment.scorecard.of[id].score
        if value is not None and value < limit:
            blocking.append(book.questionnaire.dimension[id].label)
    sheet.formula(row, BLOCKED, f"MID({joined(parts)},3,500)", ", ".join(blocking) or None, book.styles.cell)
