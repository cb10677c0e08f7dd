"""The top of page one: left the verdict and the contradiction, right what to decide first."""

from typing import TYPE_CHECKING

from assessment.model import Contradiction, Decision
from reports.book import PLAN, SCORECARD, Book
from reports.cells import quoted
from reports.grid import BAR, DECISION_BY, DECISION_OWNER, DECISION_TEXT, LAST, MARK, width_of
from reports.height import BOLD_LETTERS, HIGHEST_ROW, LETTERS, lines_of
from reports.planned import agreed
from reports.sentences import contradictions_caption, quotations
from reports.sheets import answers, brand, plan, scores, timeline
from reports.style import DAY, MUTED, NAVY, RUST
from reports.verdict_words import decisions_title

if TYPE_CHECKING:
    from xlsxwriter.format import Format

# Points of a line of text by its size, and of the gap between blocks.
LINE, HEADLINE_LINE, HEADING_LINE, GAP = 14.5, 21.0, 18.0, 8.0


def write(book: Book, row: int) -> int:
    """Write whose it is, then both sides; answers with the first row below them."""
    sheet, first = book.sheet(SCORECARD), row + 1
    right = brand.write(book, row)
    heights = {first: HEADING_LINE} if right > row else {}
    heights |= _write_decisions(book, right + 1)
    last = _write_left(book, first, heights)
    for place, height in heights.items():
        sheet.worksheet.set_row(place, height)
    return max(last, max(heights, default=first)) + 2


def _write_left(book: Book, row: int, heights: dict[int, float]) -> int:
    """Tiles that each span as many rows as they need; answers with the last row used."""
    styles, verdict = book.styles, book.assessment.verdict
    width = width_of(MARK, BAR)
    blocks = [(verdict.headline, styles.headline, 16, HEADLINE_LINE, GAP)]
    blocks += _contradiction_blocks(book, verdict.contradictions)
    for words, style, points, line, extra in blocks:
        letters = BOLD_LETTERS if style is styles.headline else LETTERS
        last = _place(heights, row, lines_of(words, width, points, letters) * line + extra)
        book.sheet(SCORECARD).tile((row, MARK, last, BAR), words, style)
        row = last + 1
    return row - 1


def _place(heights: dict[int, float], row: int, needed: float) -> int:
    """The last of the rows, from `row` on, that together are high enough; new rows just fit."""
    while True:
        height = heights.setdefault(row, min(max(needed, LINE), HIGHEST_ROW))
        needed -= height
        if needed <= 0.5:
            return row
        row += 1


Block = tuple[str, "Format", int, float, float]


def _contradiction_blocks(book: Book, found: tuple[Contradiction, ...]) -> list[Block]:
    """The strongest contradiction with both sentences quoted, or that there is none."""
    styles, caption = book.styles, contradictions_caption(book)
    if not found:
        return [(caption, styles.prose, 10, LINE, 0)] if caption else []
    blocks: list[Block] = [("What does not go together", styles.heading_low, 12, 17, 3)]
    quoted_answers = quotations(book.assessment.verdict)
    # A finding on two answers quotes them itself.
    blocks.append((found[0].finding, styles.prose if quoted_answers else styles.quote, 11, 15.5, 3))
    blocks += [(words, styles.quote, 11, 15.5, 2) for words in quoted_answers]
    blocks.append((caption, styles.caption, 9, 13, 0))
    return blocks


def _write_decisions(book: Book, row: int) -> dict[int, float]:
    """Each decision as it stands on the plan; answers with the heights of its rows."""
    sheet, styles, verdict = book.sheet(SCORECARD), book.styles, book.assessment.verdict
    heights: dict[int, float] = {}
    decisions = verdict.decisions
    if decisions:
        sheet.text(row - 1, DECISION_TEXT, decisions_title(verdict), styles.heading)
        sheet.text(row - 1, DECISION_OWNER, "Owner", styles.kicker)
        sheet.text(row - 1, DECISION_BY, "By", styles.kicker)
    for place, decision in enumerate(decisions):
        heights |= _write_decision(book, row, place + 1, decision)
        row += 4
    if note := verdict.decisions_note:
        area = (row, DECISION_TEXT, row, LAST)
        sheet.formula_tile(area, answers.unless_changed(book, note), note, styles.caption)
        heights[row] = 13.0 * lines_of(note, width_of(DECISION_TEXT, LAST), 9) + 2
    return heights


def _write_decision(book: Book, row: int, number: int, decision: Decision) -> dict[int, float]:
    """Its name and what blocks it, the action with owner and date, where one stands, the next level."""
    sheet, styles, last = book.sheet(SCORECARD), book.styles, DECISION_OWNER - 1
    plan_row = plan.live_row(book, decision.dimension)
    _write_name(book, row, number, decision)
    action = book.sheet(PLAN).cell(plan_row, plan.ACTION)
    sheet.formula_tile((row + 1, DECISION_TEXT, row + 1, last), action, decision.action, styles.prose)
    entry = agreed(book, decision.dimension)
    owner, due = (entry.owner or None, entry.due) if entry else (None, None)
    for column, source, end, value in (
        (DECISION_OWNER, plan.OWNER, DECISION_BY - 1, owner),
        (DECISION_BY, timeline.BY, LAST, timeline.day_number(due) if due else None),
    ):
        cell = book.sheet(PLAN).cell(plan_row, source)
        blank = styles.make(num_format=DAY, align="left", bottom=4, bottom_color=MUTED)
        sheet.formula_tile((row + 1, column, row + 1, end), f'IF({cell}="","",{cell})', value, blank)
    now, step = decision.now.words, plan.next_words(book, decision.dimension) or scores.TOP
    _write_line(
        book, row + 2, "Now: “", (plan_row, plan.NOW, now), styles.make(font_color=MUTED, text_wrap=True, valign="top")
    )
    _write_line(
        book, row + 3, "Next: “", (plan_row, plan.NEXT, step), styles.make(bold=True, valign="top", text_wrap=True)
    )
    lines = lines_of(decision.action, width_of(DECISION_TEXT, last), 10)
    now_lines, step_lines = (lines_of(words, width_of(DECISION_TEXT, last), 10) for words in (now, step))
    return {row: 18.0, row + 1: LINE * lines + 2, row + 2: LINE * now_lines, row + 3: LINE * step_lines + 5}


def _write_name(book: Book, row: int, number: int, decision: Decision) -> None:
    sheet, on_plan = book.sheet(SCORECARD), book.sheet(PLAN)
    ruled = {"top": 1, "top_color": NAVY}
    name = book.styles.make(bold=True, font_size=11, font_color=NAVY, **ruled)
    blocked = book.styles.make(font_size=9, font_color=RUST, align="right", **ruled)
    dimension = book.questionnaire.dimension[decision.dimension]
    middle = DECISION_OWNER - 4
    sheet.tile((row, DECISION_TEXT, row, middle - 1), f"{number}  {dimension.label}", name)
    blocker = on_plan.cell(plan.live_row(book, decision.dimension), plan.BLOCKED)
    labels = ", ".join(book.questionnaire.dimension[id].label for id in decision.blocked_by)
    formula = f'IF({blocker}="","","Blocked by: "&{blocker})'
    sheet.formula_tile((row, middle, row, LAST), formula, f"Blocked by: {labels}" if labels else None, blocked)


def _write_line(book: Book, row: int, lead: str, source: tuple[int, int, str], style: "Format") -> None:
    """A descriptor from the plan in quotation marks, after its lead."""
    plan_row, column, words = source
    cell, top = book.sheet(PLAN).cell(plan_row, column), quoted(scores.TOP)
    said = f"IF({cell}={top},{top},{quoted(lead)}&{cell}&{quoted('”')})"
    formula = f'IF({cell}="","",{said})'
    shown = words if words == scores.TOP else f"{lead}{words}”"
    area = (row, DECISION_TEXT, row, DECISION_OWNER - 1)
    book.sheet(SCORECARD).formula_tile(area, formula, shown, style)
