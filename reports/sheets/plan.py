"""Plan: what to do, in the order of deciding, with owner and date to fill in."""

from assessment.model import DimensionScore
from reports import rules
from reports.book import PLAN, SCORES, Book
from reports.cells import here, joined, quoted
from reports.height import cell_lines, row_height
from reports.ordering import page_order
from reports.sentences import plan_lead
from reports.sheets import answers
from reports.sheets import scores as score_sheet
from reports.style import RUST

NUMBER, LABEL, ACTION, NOW, NEXT, EVIDENCE, BLOCKED, OWNER, BY, STATUS = range(10)
LOW_ACTION, MIDDLE_ACTION, HIGH_ACTION = 10, 11, 12
HEADER = 3
NOTHING_TO_SAY = "Answer more of its questions first."
NOTHING_APPLIES = "None of its questions applies."
WIDTHS = (5, 23, 44, 26, 26, 28, 18, 16, 13, 11)
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
    for place, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.set_column(LOW_ACTION, HIGH_ACTION, 40, None, {"hidden": True})
    sheet.worksheet.freeze_panes(HEADER + 1, LABEL + 1)
    sheet.worksheet.repeat_rows(HEADER)
    last = HEADER + len(book.questionnaire.dimensions)
    sheet.worksheet.print_area(0, 0, last, STATUS)
    sheet.text(0, 0, "Plan", styles.title)
    how = "Action, next level and evidence follow the weakest answer; owner, date and status are to fill in."
    lead = plan_lead(book.assessment.verdict)
    sheet.text(1, 0, f"{lead} {how}".strip(), styles.kicker)
    heads = ["No.", book.questionnaire.dimension_noun.capitalize(), "Action", "Now", "Next level"]
    heads += ["Evidence that would show it", "Blocked by", "Owner", "By", "Status"]
    heads += ["Action if the weakest answer is low", "if it is in the middle", "if it is high"]
    sheet.texts(HEADER, 0, heads, styles.header)


def _write_row(book: Book, row: int, place: int, score: DimensionScore) -> None:
    sheet, styles = book.sheet(PLAN), book.styles
    dimension = book.questionnaire.dimension[score.dimension]
    decided = place < len(book.assessment.verdict.decisions)
    number = styles.row(bold=True, font_color=RUST, align="left", indent=1) if decided else styles.number
    sheet.number(row, NUMBER, place + 1, number)
    sheet.text(row, LABEL, dimension.label, styles.cell_bold)
    own = [dimension.actions.low, dimension.actions.middle, dimension.actions.high]
    sheet.texts(row, LOW_ACTION, own, styles.cell_muted)
    weakest, _ = score_sheet.weakest_and_best(book, score)
    action = _write_action(book, row, score, weakest)
    _write_steps(book, row, score, weakest)
    _write_blockers(book, row, dimension.depends_on)
    sheet.text(row, OWNER, "", styles.input)
    sheet.text(row, BY, "", styles.input_day)
    sheet.text(row, STATUS, "", styles.input)
    sheet.worksheet.data_validation(row, STATUS, row, STATUS, {"validate": "list", "source": STATUSES})
    lines = [cell_lines(action, WIDTHS[ACTION])]
    if weakest:
        lines += [cell_lines(level.text, WIDTHS[NEXT]) for level in weakest[0].levels]
        lines.append(cell_lines(weakest[0].evidence, WIDTHS[EVIDENCE]))
    sheet.worksheet.set_row(row, row_height(max(3, *lines)))


def _write_action(book: Book, row: int, score: DimensionScore, weakest: score_sheet.Answered | None) -> str:
    """The action of the weakest answer's question, else its dimension's by the level; answers with its words."""
    sheet, style, scores = book.sheet(PLAN), book.styles.cell, book.sheet(SCORES)
    scores_row = book.places.dimensions[score.dimension]
    lowest, of = (scores.cell(scores_row, column) for column in (score_sheet.LOWEST, score_sheet.OF))
    high_from, middle_from = rules.rule(book, "high_from"), rules.rule(book, "middle_from")
    low, middle, high = (here(row, column) for column in (LOW_ACTION, MIDDLE_ACTION, HIGH_ACTION))
    by_level = f"IF({lowest}>={high_from},{high},IF({lowest}>={middle_from},{middle},{low}))"
    own = _of_weakest(book, score.dimension, answers.ACTION)
    missing = f"IF({of}=0,{quoted(NOTHING_APPLIES)},{quoted(NOTHING_TO_SAY)})"
    nothing = NOTHING_TO_SAY if score.applicable else NOTHING_APPLIES
    words = book.questionnaire.action(*weakest) if weakest else nothing
    sheet.formula(row, ACTION, f'IF({lowest}="",{missing},IF({own}="",{by_level},{own}))', words, style)
    return words


def _of_weakest(book: Book, dimension: str, column: int) -> str:
    """The formula for what the Answers sheet holds in a column beside the weakest answer."""
    lowest = book.sheet(SCORES).cell(book.places.dimensions[dimension], score_sheet.LOWEST)
    levels, texts = (answers.column_of(book, dimension, place) for place in (answers.LEVEL, column))
    return f"INDEX({texts},MATCH({lowest},{levels},0))"


def _write_steps(book: Book, row: int, score: DimensionScore, weakest: score_sheet.Answered | None) -> None:
    """Where the weakest answer stands, the level to aim at, and what would show it."""
    sheet, styles, scores = book.sheet(PLAN), book.styles, book.sheet(SCORES)
    scores_row = book.places.dimensions[score.dimension]
    following = book.questionnaire.next_level(*weakest) if weakest else None
    words = weakest[0].descriptor(weakest[1]) if weakest else None
    sheet.formula(row, NOW, scores.cell(scores_row, score_sheet.NOW), words, styles.cell)
    step = None if weakest is None else following.text if following else score_sheet.TOP
    sheet.formula(row, NEXT, scores.cell(scores_row, score_sheet.NEXT), step, styles.cell)
    lowest = scores.cell(scores_row, score_sheet.LOWEST)
    evidence = f'IF({lowest}="","",{_of_weakest(book, score.dimension, answers.EVIDENCE)})'
    sheet.formula(row, EVIDENCE, evidence, weakest[0].evidence if weakest else None, styles.cell_muted)


def _write_blockers(book: Book, row: int, upstream: tuple[str, ...]) -> None:
    """The dimensions that this one depends on and that are too weak to build on."""
    sheet, scores = book.sheet(PLAN), book.sheet(SCORES)
    if not upstream:
        sheet.text(row, BLOCKED, "", book.styles.cell)
        return
    limit = book.questionnaire.verdict.blocked_below
    parts, blocking = [], []
    for id in upstream:
        score, label = (scores.cell(book.places.dimensions[id], c) for c in (score_sheet.SCORE, score_sheet.LABEL))
        weak = f"AND(ISNUMBER({score}),{score}<{rules.rule(book, 'blocked_below')})"
        parts.append(f'IF({weak},{quoted(", ")}&{label},"")')
        value = book.assessment.scorecard.of[id].score
        if value is not None and value < limit:
            blocking.append(book.questionnaire.dimension[id].label)
    sheet.formula(row, BLOCKED, f"MID({joined(parts)},3,32767)", ", ".join(blocking) or None, book.styles.cell)
