"""Plan: what to do, in the order of deciding, with what was agreed, or to fill in.

Action, next level and evidence follow the weakest answer. What was agreed stands beside them and follows
nothing; actions of one's own stand below. A filled-in sheet is known again by the hidden ids of its rows.
"""

from collections.abc import Iterable
from datetime import date

from assessment.model import PHASE_WORDS, STATUS_WORDS, DimensionScore, PlanColumn, PlanEntry, agreed_on
from reports import rules
from reports.book import PLAN, SCORES, Book
from reports.cells import here, joined, quoted
from reports.height import cell_lines, row_height
from reports.ordering import page_order
from reports.sentences import plan_lead
from reports.sheets import answers
from reports.sheets import scores as score_sheet
from reports.style import RUST

NUMBER, LABEL, ACTION, NOW, NEXT, EVIDENCE, BLOCKED, AGREED, STEP, PHASE, OWNER, BY, STATUS = range(13)
# Hidden: what the action may become, and by which a filled-in row is known again.
LOW_ACTION, MIDDLE_ACTION, HIGH_ACTION, ENTRY, DIMENSION = range(13, 18)
HEADER = 3
NOTHING_TO_SAY = "Answer more of its questions first."
NOTHING_APPLIES = "None of its questions applies."
WIDTHS = (4, 17, 33, 20, 20, 20, 12, 22, 22, 11, 13, 11, 10)


# The first day of Excel's calendar as it counts days after February 1900.
EPOCH = date(1899, 12, 30)


def write(book: Book) -> None:
    """Write one row a dimension; the first decisions lead. Below, what was agreed beyond that."""
    _set_up(book)
    for place, score in enumerate(plan_order(book)):
        _write_row(book, HEADER + 1 + place, place, score)
    for place, entry in enumerate(further(book), len(book.questionnaire.dimensions)):
        _write_further(book, HEADER + 1 + place, place, entry)


def agreed(book: Book, dimension: str) -> PlanEntry | None:
    """What was agreed on the weakest answer of a dimension, which its row is about."""
    return agreed_on(book.plan, book.questionnaire, book.assessment.response, dimension)


def further(book: Book) -> list[PlanEntry]:
    """What was agreed beyond the weakest answers, or dropped, in its order."""
    on_rows = [agreed(book, dimension.id) for dimension in book.questionnaire.dimensions]
    return [entry for entry in book.plan if entry not in on_rows]


def day_number(day: date) -> int:
    """A date as Excel holds it."""
    return (day - EPOCH).days


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
    sheet.worksheet.set_column(LOW_ACTION, DIMENSION, 40, None, {"hidden": True})
    sheet.worksheet.freeze_panes(HEADER + 1, LABEL + 1)
    sheet.worksheet.repeat_rows(HEADER)
    last = HEADER + len(book.questionnaire.dimensions) + len(further(book))
    sheet.worksheet.print_area(0, 0, last, STATUS)
    sheet.text(0, 0, "Plan", styles.title)
    how = "Action, next level and evidence follow the weakest answer; what is cream is to fill in."
    lead = plan_lead(book.assessment.verdict)
    sheet.text(1, 0, f"{lead} {how}".strip(), styles.kicker)
    heads = ["No.", book.questionnaire.dimension_noun.capitalize(), "Action", "Now", "Next level"]
    heads += ["Evidence that would show it", "Blocked by", PlanColumn.ACTION, PlanColumn.STEP, PlanColumn.PHASE]
    heads += [PlanColumn.OWNER, PlanColumn.DUE, PlanColumn.STATUS]
    heads += ["Action if the weakest answer is low", "if it is in the middle", "if it is high"]
    heads += [PlanColumn.ENTRY, PlanColumn.DIMENSION]
    sheet.text(0, DIMENSION, book.questionnaire.content_hash, styles.kicker)
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
    entry = agreed(book, score.dimension)
    other = entry.action if entry and entry.action != action else ""
    lines = [cell_lines(action, WIDTHS[ACTION]), *_write_agreed(book, row, score.dimension, entry, other)]
    if weakest:
        lines += [cell_lines(level.text, WIDTHS[NEXT]) for level in weakest[0].levels]
        lines.append(cell_lines(weakest[0].evidence, WIDTHS[EVIDENCE]))
    sheet.worksheet.set_row(row, row_height(max(3, *lines)))


def _write_agreed(book: Book, row: int, dimension: str, entry: PlanEntry | None, action: str) -> list[int]:
    """The cells to fill in, with what was agreed already, and the ids of the row; answers with lines they take."""
    sheet, styles = book.sheet(PLAN), book.styles
    step, owner = (entry.step, entry.owner) if entry else ("", "")
    sheet.text(row, AGREED, action, styles.agreed)
    sheet.text(row, STEP, step, styles.agreed)
    sheet.text(row, PHASE, PHASE_WORDS[entry.phase] if entry and entry.phase else "", styles.agreed)
    sheet.text(row, OWNER, owner, styles.agreed)
    sheet.number(row, BY, day_number(entry.due) if entry and entry.due else None, styles.agreed_day)
    sheet.text(row, STATUS, STATUS_WORDS[entry.status] if entry else "", styles.agreed)
    _choices(book, row, PHASE, PHASE_WORDS.values())
    _choices(book, row, STATUS, STATUS_WORDS.values())
    sheet.text(row, ENTRY, entry.id if entry else "", styles.cell_muted)
    sheet.text(row, DIMENSION, dimension, styles.cell_muted)
    filled = ((action, AGREED), (step, STEP), (owner, OWNER))
    return [cell_lines(words, WIDTHS[column]) for words, column in filled]


def _choices(book: Book, row: int, column: int, words: Iterable[str]) -> None:
    rule = {"validate": "list", "source": list(words)}
    book.sheet(PLAN).worksheet.data_validation(row, column, row, column, rule)


def _write_further(book: Book, row: int, place: int, entry: PlanEntry) -> None:
    """An action of one's own, or one for another answer than the weakest: what was agreed, and its next level."""
    sheet, styles = book.sheet(PLAN), book.styles
    question = book.questionnaire.question.get(entry.question or "")
    sheet.number(row, NUMBER, place + 1, styles.number)
    sheet.text(row, LABEL, book.questionnaire.dimension[entry.dimension].label, styles.cell_bold)
    for column in (ACTION, NOW, EVIDENCE, BLOCKED):
        sheet.text(row, column, "", styles.cell)
    level = question.descriptor(entry.level) if question and entry.level is not None else ""
    sheet.text(row, NEXT, level, styles.cell)
    lines = _write_agreed(book, row, entry.dimension, entry, entry.action)
    sheet.worksheet.set_row(row, row_height(max(2, cell_lines(level, WIDTHS[NEXT]), *lines)))


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
