"""Strategy on a page: its parts as texts to change, how many are written, and which questions they answer."""

from assessment.model import GuidingQuestion, Prompt, StrategyPart, Written
from assessment.wording import listed, sentence_start
from assessment.written_words import BLANK, WRITTEN, parts_title, strategy_title
from reports.book import STRATEGY, Book
from reports.cells import column_name, here, quoted
from reports.height import cell_lines, row_height

NAME, TEXT, STATE, RESTS_ON = range(4)
WIDTHS = (34, 78, 14, 44)
LEAD, KICKER, HEADER = 1, 2, 3
ANSWERED, OPEN = "answered", "open"
HOW = "What is cream is to fill in; the states, and the sentence above, follow it."


def write(book: Book) -> None:
    """Write the parts, then the questions that they answer, then what is said of the customers now."""
    _set_up(book)
    written = _written(book)
    row = HEADER + 1
    for part in written.pages.parts:
        _write_part(book, row, part)
        row += 1
    _write_lead(book)
    row = _write_questions(book, row + 1)
    if written.discovery:
        _write_prompts(book, row + 1)


def _written(book: Book) -> Written:
    assert book.written is not None, "the sheet is there only where something is written"
    return book.written


def _set_up(book: Book) -> None:
    sheet, styles = book.sheet(STRATEGY), book.styles
    for place, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.freeze_panes(HEADER + 1, TEXT)
    sheet.worksheet.repeat_rows(HEADER)
    sheet.worksheet.set_row(LEAD, 20)
    sheet.text(0, 0, STRATEGY, styles.title)
    sheet.text(KICKER, 0, HOW, styles.kicker)
    noun = sentence_start(book.questionnaire.dimension_noun)
    sheet.texts(HEADER, 0, ["Part", "What it says", "State", f"{noun} it rests on"], styles.header)


def _write_part(book: Book, row: int, part: StrategyPart) -> None:
    sheet, styles, questionnaire = book.sheet(STRATEGY), book.styles, book.questionnaire
    labels = [questionnaire.dimension[id].label for id in part.dimensions if id in questionnaire.dimension]
    sheet.text(row, RESTS_ON, listed(labels), styles.cell_muted)
    _write_text(book, row, part.name, _written(book).strategy.get(part.id, ""))


def _write_text(book: Book, row: int, name: str, text: str) -> None:
    """A text to change beside what it is about, and whether there is one."""
    sheet, styles = book.sheet(STRATEGY), book.styles
    sheet.text(row, NAME, name, styles.cell_bold)
    sheet.text(row, TEXT, text, styles.agreed)
    state = WRITTEN if text else BLANK
    said = f'IF(TRIM({here(row, TEXT)})="",{quoted(BLANK)},{quoted(WRITTEN)})'
    sheet.formula(row, STATE, said, state, styles.cell)
    _mark(book, row, BLANK)
    lines = max(2, cell_lines(text, WIDTHS[TEXT]), cell_lines(name, WIDTHS[NAME]))
    sheet.worksheet.set_row(row, row_height(lines))


def _mark(book: Book, row: int, word: str) -> None:
    criteria = f"=${column_name(STATE)}${row + 1}={quoted(word)}"
    rule = {"type": "formula", "criteria": criteria, "format": book.styles.signal}
    book.sheet(STRATEGY).worksheet.conditional_format(row, STATE, row, STATE, rule)


def _write_lead(book: Book) -> None:
    """How many parts are written, in a sentence."""
    sheet, parts = book.sheet(STRATEGY), _written(book).pages.parts
    total = len(parts)
    states = sheet.own_span(HEADER + 1, STATE, HEADER + total, STATE)
    count = f"COUNTIF({states},{quoted(WRITTEN)})"
    titles = ",".join(quoted(parts_title(done, total)) for done in range(total + 1))
    value = strategy_title(_written(book))
    sheet.formula(LEAD, 0, f"CHOOSE({count}+1,{titles})", value, book.styles.heading)


def _write_questions(book: Book, row: int) -> int:
    """The guiding questions, each answered once its parts are written; answers with the row after them."""
    questions = _written(book).pages.questions
    if not questions:
        return row
    book.sheet(STRATEGY).texts(row, 0, ["Question", "Answered by", "State"], book.styles.header)
    for place, question in enumerate(questions, row + 1):
        _write_question(book, place, question)
    return row + 1 + len(questions)


def _write_question(book: Book, row: int, question: GuidingQuestion) -> None:
    sheet, styles, written = book.sheet(STRATEGY), book.styles, _written(book)
    rows = {part.id: place for place, part in enumerate(written.pages.parts, HEADER + 1)}
    names = {part.id: part.name for part in written.pages.parts}
    sheet.text(row, NAME, question.text, styles.cell_bold)
    sheet.text(row, TEXT, listed(f"“{names[id]}”" for id in question.parts), styles.cell_muted)
    there = ",".join(f"{here(rows[id], STATE)}={quoted(WRITTEN)}" for id in question.parts)
    formula = f"IF(AND({there}),{quoted(ANSWERED)},{quoted(OPEN)})"
    sheet.formula(row, STATE, formula, ANSWERED if written.answers(question) else OPEN, styles.cell)
    _mark(book, row, OPEN)
    sheet.worksheet.set_row(row, row_height(cell_lines(question.text, WIDTHS[NAME])))


def _write_prompts(book: Book, row: int) -> None:
    prompts: tuple[Prompt, ...] = _written(book).pages.prompts
    book.sheet(STRATEGY).texts(row, 0, ["Who is your customer now", "What is said", "State"], book.styles.header)
    for place, prompt in enumerate(prompts, row + 1):
        _write_text(book, place, prompt.text, _written(book).discovery.get(prompt.id, ""))
