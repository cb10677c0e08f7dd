"""Plan: what to do, in the plan's own order, with what was agreed, or to fill in, and a bar of months.

Action, next level and evidence follow the weakest answer. What was agreed stands beside them and follows
nothing. A filled-in sheet is known again by the hidden ids of its rows.
"""

from collections.abc import Iterable
from datetime import date

from assessment.model import PHASE_WORDS, STATUS_WORDS, DimensionScore, PlanColumn
from assessment.rounding import as_number
from reports import rules
from reports.book import ANSWERS, PLAN, SCORES, Book
from reports.cells import here, joined, quoted
from reports.choices import answer_words
from reports.height import cell_lines, row_height
from reports.planned import PlanRow, agreed, plan_rows, wanted_level
from reports.sentences import plan_lead
from reports.sheets import answers, timeline
from reports.sheets import scores as score_sheet
from reports.sheets.timeline import BY, PHASE, STATUS
from reports.style import RUST

NUMBER, LABEL, ACTION, NOW, NEXT, BLOCKED, AGREED, STEP = range(8)
OWNER = 9
# Hidden: what the action may become, and by which a filled-in row is known again.
LOW_ACTION, MIDDLE_ACTION, HIGH_ACTION, ENTRY, DIMENSION = range(12, 17)
HEADER = 3
NOTHING_TO_SAY = "Answer more of its questions first."
NOTHING_APPLIES = "None of its questions applies."
WIDTHS = (4, 17, 32, 19, 19, 12, 22, 22, 11, 13, 12, 10)
EVIDENCE_WIDTH = 34
EARLIEST = date(2000, 1, 1)


def write(book: Book) -> None:
    """Write the plan, what is suggested beyond it, then the other dimensions."""
    _set_up(book)
    rows = plan_rows(book)
    for row, planned in enumerate(rows, HEADER + 1):
        if planned.is_live:
            _write_live(book, row, planned)
        else:
            _write_fixed(book, row, planned)
        timeline.write_bar(book, HEADER, row, planned.entry)
    timeline.add_colours(book, HEADER + 1, HEADER + len(rows))


def live_row(book: Book, dimension: str) -> int:
    """The row that is about the weakest answer of a dimension, whichever that becomes."""
    rows = [planned.dimension if planned.is_live else None for planned in plan_rows(book)]
    return HEADER + 1 + rows.index(dimension)


def evidence_column(book: Book) -> int:
    """Where the evidence stands: beyond the months and the printed page."""
    return timeline.after_months(book) + 1


def next_words(book: Book, dimension: str) -> str | None:
    """The level to aim at from the weakest answer: the one planned, else the next; none without a score."""
    weakest, _ = score_sheet.weakest_and_best(book, book.assessment.scorecard.of[dimension])
    if wanted := wanted_level(book, dimension):
        return wanted.text
    if weakest is None:
        return None
    following = book.questionnaire.next_level(*weakest)
    return following.text if following else score_sheet.TOP


def _set_up(book: Book) -> None:
    sheet, styles = book.sheet(PLAN), book.styles
    for place, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.set_column(LOW_ACTION, timeline.MARK, 40, None, {"hidden": True})
    sheet.worksheet.set_column(evidence_column(book), evidence_column(book), EVIDENCE_WIDTH)
    sheet.worksheet.freeze_panes(HEADER + 1, LABEL + 1)
    sheet.worksheet.repeat_rows(HEADER)
    sheet.worksheet.print_area(0, 0, HEADER + len(plan_rows(book)), timeline.last_month(book))
    sheet.text(0, 0, "Plan", styles.title)
    how = "Action, next level and evidence follow the weakest answer; what is cream is to fill in."
    sheet.text(1, 0, f"{plan_lead(book)} {how}".strip(), styles.kicker)
    sheet.text(2, 0, timeline.KEY, styles.kicker)
    heads = ["No.", book.questionnaire.dimension_noun.capitalize(), "Action", "Now", "Next level", "Blocked by"]
    heads += [PlanColumn.ACTION, PlanColumn.STEP, PlanColumn.PHASE, PlanColumn.OWNER, PlanColumn.DUE]
    heads += [PlanColumn.STATUS]
    heads += ["Action if the weakest answer is low", "if it is in the middle", "if it is high"]
    heads += [PlanColumn.ENTRY, PlanColumn.DIMENSION]
    sheet.text(0, DIMENSION, book.questionnaire.content_hash, styles.kicker)
    sheet.texts(HEADER, 0, heads, styles.header)
    sheet.text(HEADER, evidence_column(book), "Evidence that would show it", styles.header)
    timeline.write_heads(book, HEADER)
    sheet.worksheet.set_row(HEADER, 38)


def _write_number(book: Book, row: int, planned: PlanRow) -> None:
    decided = [decision.dimension for decision in book.assessment.verdict.decisions]
    leads = planned.is_live and planned.dimension in decided
    bold = book.styles.row(bold=True, font_color=RUST, align="left", indent=1)
    book.sheet(PLAN).number(row, NUMBER, planned.number, bold if leads else book.styles.number)


def _write_live(book: Book, row: int, planned: PlanRow) -> None:
    """A row about the weakest answer, with what was agreed on it."""
    sheet, styles = book.sheet(PLAN), book.styles
    dimension = book.questionnaire.dimension[planned.dimension]
    score = book.assessment.scorecard.of[planned.dimension]
    _write_number(book, row, planned)
    sheet.text(row, LABEL, dimension.label, styles.cell_bold)
    own = [dimension.actions.low, dimension.actions.middle, dimension.actions.high]
    sheet.texts(row, LOW_ACTION, own, styles.cell_muted)
    weakest, _ = score_sheet.weakest_and_best(book, score)
    action = _write_action(book, row, score, weakest)
    _write_steps(book, row, score, weakest)
    _write_blockers(book, row, dimension.depends_on)
    entry = planned.entry
    other = entry.action if entry and entry.action != action else ""
    lines = [cell_lines(action, WIDTHS[ACTION]), *_write_agreed(book, row, planned, other)]
    if weakest:
        lines += [cell_lines(level.text, WIDTHS[NEXT]) for level in weakest[0].levels]
        lines.append(cell_lines(weakest[0].evidence, EVIDENCE_WIDTH))
    sheet.worksheet.set_row(row, row_height(max(3, *lines)))


def _write_agreed(book: Book, row: int, planned: PlanRow, action: str) -> list[int]:
    """The cells to fill in, with what was agreed already, and the ids of the row; answers with lines they take."""
    sheet, styles, entry = book.sheet(PLAN), book.styles, planned.entry
    step, owner = (entry.step, entry.owner) if entry else ("", "")
    sheet.text(row, AGREED, action, styles.agreed)
    sheet.text(row, STEP, step, styles.agreed)
    sheet.text(row, PHASE, PHASE_WORDS[entry.phase] if entry and entry.phase else "", styles.agreed)
    sheet.text(row, OWNER, owner, styles.agreed)
    sheet.number(row, BY, timeline.day_number(entry.due) if entry and entry.due else None, styles.agreed_day)
    sheet.text(row, STATUS, STATUS_WORDS[entry.status] if entry else "", styles.agreed)
    _choices(book, row, PHASE, PHASE_WORDS.values())
    _choices(book, row, STATUS, STATUS_WORDS.values())
    _must_be_date(book, row)
    sheet.text(row, ENTRY, entry.id if entry else "", styles.cell_muted)
    sheet.text(row, DIMENSION, planned.dimension, styles.cell_muted)
    filled = ((action, AGREED), (step, STEP), (owner, OWNER))
    return [cell_lines(words, WIDTHS[column]) for words, column in filled]


def _choices(book: Book, row: int, column: int, words: Iterable[str]) -> None:
    rule = {"validate": "list", "source": list(words)}
    book.sheet(PLAN).worksheet.data_validation(row, column, row, column, rule)


def _must_be_date(book: Book, row: int) -> None:
    rule = {
        "validate": "date",
        "criteria": ">=",
        "value": EARLIEST,
        "error_type": "warning",
        "error_title": "Not a date",
        "error_message": "Please write a date, such as 31/12/2027: the bar of months follows it.",
    }
    book.sheet(PLAN).worksheet.data_validation(row, BY, row, BY, rule)


def _write_fixed(book: Book, row: int, planned: PlanRow) -> None:
    """An action of one's own, or one for another answer than the weakest: what was agreed, from where to where."""
    sheet, styles, entry = book.sheet(PLAN), book.styles, planned.entry
    assert entry is not None, "only what was agreed stands in rows of its own"
    question = book.questionnaire.question.get(entry.question or "")
    _write_number(book, row, planned)
    sheet.text(row, LABEL, book.questionnaire.dimension[entry.dimension].label, styles.cell_bold)
    for column in (ACTION, NOW, BLOCKED):
        sheet.text(row, column, "", styles.cell)
    level = question.descriptor(entry.level) if question and entry.level is not None else ""
    if question and question.id in book.places.answers:
        given = book.sheet(ANSWERS).cell(book.places.answers[question.id], answers.ANSWER)
        words = answer_words(book.questionnaire, question, book.assessment.response.answers.get(question.id))
        sheet.formula(row, NOW, f'IF({given}="","",{given})', words or None, styles.cell)
    sheet.text(row, NEXT, level, styles.cell)
    sheet.text(row, evidence_column(book), question.evidence if question else "", styles.cell_muted)
    lines = _write_agreed(book, row, planned, entry.action)
    sheet.worksheet.set_row(row, row_height(max(2, cell_lines(level, WIDTHS[NEXT]), *lines)))


def _write_action(book: Book, row: int, score: DimensionScore, weakest: score_sheet.Answered | None) -> str:
    """The action of the weakest answer's question, else its dimension's by the level; answers with its words."""
    sheet, style, scores = book.sheet(PLAN), book.styles.cell, book.sheet(SCORES)
    scores_row = book.places.dimensions[score.dimension]
    lowest, of = (scores.cell(scores_row, column) for column in (score_sheet.LOWEST, score_sheet.OF))
    high_from, middle_from = rules.rule(book, "high_from"), rules.rule(book, "middle_from")
    low, middle, high = (here(row, column) for column in (LOW_ACTION, MIDDLE_ACTION, HIGH_ACTION))
    by_level = f"IF({lowest}>={high_from},{high},IF({lowest}>={middle_from},{middle},{low}))"
    own = _of_weakest(book, score.dimension, answers.action_column(book))
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
    words = weakest[0].descriptor(weakest[1]) if weakest else None
    sheet.formula(row, NOW, scores.cell(scores_row, score_sheet.NOW), words, styles.cell)
    sheet.formula(row, NEXT, _next(book, score.dimension), next_words(book, score.dimension), styles.cell)
    lowest = scores.cell(scores_row, score_sheet.LOWEST)
    evidence = f'IF({lowest}="","",{_of_weakest(book, score.dimension, answers.evidence_column(book))})'
    shown = weakest[0].evidence if weakest else None
    sheet.formula(row, evidence_column(book), evidence, shown, styles.cell_muted)


def _next(book: Book, dimension: str) -> str:
    """The next level; instead the one agreed, while its answer is the weakest and lies below it."""
    scores, row = book.sheet(SCORES), book.places.dimensions[dimension]
    following, lowest = (scores.cell(row, column) for column in (score_sheet.NEXT, score_sheet.LOWEST))
    entry, wanted = agreed(book, dimension), wanted_level(book, dimension)
    if entry is None or entry.question is None or wanted is None:
        return following
    sheet, own = book.sheet(ANSWERS), book.places.answers[entry.question]
    place = 1 + own - answers.scored_rows(book, dimension)[0]
    level = sheet.cell(own, answers.LEVEL)
    words = sheet.cell(own, answers.FIRST_LEVEL + book.questionnaire.scale.index(wanted.value))
    levels = answers.column_of(book, dimension, answers.LEVEL)
    is_weakest = f'IF({lowest}="",TRUE,MATCH({lowest},{levels},0)={place})'
    is_below = f"IF(ISNUMBER({level}),{level}<{as_number(wanted.value)},FALSE)"
    return f"IF({is_weakest},IF({is_below},{words},{following}),{following})"


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
