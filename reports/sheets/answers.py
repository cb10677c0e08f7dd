"""Answers: the only sheet to fill in. Everything else follows from it."""

from assessment.model import PICKED, STARRED, Answer, Question, RowKind, SheetHead, Status, row_id, stamp_text
from assessment.rounding import HUNDREDTHS, as_number, plain, weight_text
from reports import rules
from reports.book import ANSWERS, ANSWERS_HEADER, Book, asked_questions, whose_and_when
from reports.cells import brief, chosen, column_name, here, joined, long_text, quoted
from reports.choices import answer_choices, answer_words, from_list, from_stages, target_stage
from reports.height import cell_lines, row_height

# Columns of the questions.
DIMENSION, NAME, TEXT, ANSWER, COMMENT, LEVEL, WEIGHT = range(7)
# Hidden: what the figures are made of, and by which a filled-in row is known again.
USED, APPLICABLE, WEIGHTED, TERM, EXPORTED, CHANGED, ID = range(7, 14)
# What there is to choose from follows the inputs; behind the levels stand the two answers without one.
FIRST_LEVEL = 14
# Beside a priority, what its target held at export stands in a column that only questions use else.
TARGET_EXPORTED = TERM
# Columns of the priorities share the sheet: number, principle, then the two inputs.
PICK, TARGET = TEXT, ANSWER

WIDTHS = {DIMENSION: 18, NAME: 17, TEXT: 36, ANSWER: 36, COMMENT: 24, LEVEL: 6, WEIGHT: 7}
LEVEL_WIDTH, EVIDENCE_WIDTH, ACTION_WIDTH = 24, 34, 40
# Excel's limits of a message beside a cell.
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255


def write(book: Book) -> None:
    """Write every question with its levels to choose from, then priorities and targets."""
    _set_up(book)
    _write_questions(book)
    _write_picks(book)


def last_level(book: Book) -> int:
    """The column of the highest level's descriptors."""
    return FIRST_LEVEL + len(book.questionnaire.scale) - 1


def evidence_column(book: Book) -> int:
    """The column of what would show an answer, behind all there is to choose from."""
    return last_level(book) + len(Status) + 1


def action_column(book: Book) -> int:
    """The column of the first actions."""
    return evidence_column(book) + 1


def values_span(book: Book) -> str:
    """The cells that hold the levels' values, low to high."""
    return book.sheet(ANSWERS).span(ANSWERS_HEADER, FIRST_LEVEL, ANSWERS_HEADER, last_level(book))


def scored_rows(book: Book, dimension: str) -> tuple[int, int]:
    """The first and the last row of a dimension's scored questions, which stand together."""
    rows = [
        book.places.answers[question.id]
        for question in asked_questions(book.assessment, dimension)
        if not question.optional
    ]
    return min(rows), max(rows)


def column_of(book: Book, dimension: str, column: int) -> str:
    """One column over a dimension's scored questions."""
    first, last = scored_rows(book, dimension)
    return book.sheet(ANSWERS).span(first, column, last, column)


def changed_count(book: Book) -> str:
    """The formula that counts inputs changed since the export."""
    sheet, places = book.sheet(ANSWERS), book.places
    first = min(places.answers.values())
    last = max(places.picks.values())
    return f"SUM({sheet.span(first, CHANGED, last, CHANGED)})"


def unless_changed(book: Book, words: str) -> str:
    """The formula for a sentence that is true of the exported answers only: it goes once one differs."""
    return f'IF({changed_count(book)}=0,{long_text(words)},"")'


def _set_up(book: Book) -> None:
    sheet, styles, questionnaire = book.sheet(ANSWERS), book.styles, book.questionnaire
    for column, width in WIDTHS.items():
        sheet.worksheet.set_column(column, column, width)
    sheet.worksheet.set_column(USED, ID, 9, None, {"hidden": True})
    sheet.worksheet.set_column(FIRST_LEVEL, last_level(book) + len(Status), LEVEL_WIDTH)
    sheet.worksheet.set_column(evidence_column(book), evidence_column(book), EVIDENCE_WIDTH)
    sheet.worksheet.set_column(action_column(book), action_column(book), ACTION_WIDTH)
    sheet.worksheet.freeze_panes(ANSWERS_HEADER + 1, NAME + 1)
    sheet.worksheet.repeat_rows(ANSWERS_HEADER)
    sheet.worksheet.print_area(0, 0, max(book.places.picks.values()), WEIGHT)
    # So that inputs and levels are in sight together on a laptop.
    sheet.worksheet.set_zoom(85)
    sheet.text(0, 0, "Answers", styles.title)
    lines = (
        "Cream cells are to fill in: choose from the lists, which hold the levels to the right; the level chosen is "
        "marked there. Every figure, row and chart follows. "
        f"Priorities and targets stand below the questions, from row {min(book.places.picks.values())}.",
        f"{whose_and_when(book)}. {questionnaire.recall}",
        f"{stamp_text(questionnaire, book.assessment.response.length)}.",
    )
    for row, words in enumerate(lines, 1):
        sheet.text(row, 0, words, styles.kicker)


def _write_picks(book: Book) -> None:
    sheet, styles, questionnaire = book.sheet(ANSWERS), book.styles, book.questionnaire
    response = book.assessment.response
    year = f" for {response.target_year}" if response.target_year else ""
    header = min(book.places.picks.values()) - 1
    sheet.text(header - 1, 0, f"Priorities, and targets{year}: a stage or a number", styles.heading)
    heads = ["No.", questionnaire.dimension_noun.capitalize(), SheetHead.PRIORITY, SheetHead.TARGET]
    sheet.texts(header, 0, heads, styles.header)
    sheet.text(header, ID, SheetHead.ID, styles.header)
    for dimension in questionnaire.dimensions:
        row = book.places.picks[dimension.id]
        sheet.worksheet.set_row(row, 28)
        sheet.number(row, 0, dimension.number, styles.row(align="left"))
        sheet.text(row, 1, dimension.label, styles.cell_bold)
        sheet.text(row, ID, row_id(RowKind.DIMENSION, dimension.id), styles.cell_muted)
        picked = PICKED if dimension.id in response.priorities else ""
        priority = STARRED if dimension.id == response.starred else picked
        sheet.text(row, PICK, priority, styles.input)
        _write_target(book, row, response.targets.get(dimension.id))
        _write_pick_change(book, row, priority, response.targets.get(dimension.id))
        sheet.worksheet.data_validation(row, PICK, row, PICK, from_list([STARRED, PICKED]))
        stages = from_stages(questionnaire, f"={rules.stage_column(book, rules.STAGE_NAME)}")
        sheet.worksheet.data_validation(row, TARGET, row, TARGET, stages)


def _write_target(book: Book, row: int, target: int | None, column: int = TARGET) -> None:
    """Write a target by its stage where it stands for one, else as a number."""
    sheet, style = book.sheet(ANSWERS), book.styles.input if column == TARGET else book.styles.cell_muted
    stage = target_stage(book.questionnaire, target)
    if target is not None and stage is None:
        sheet.number(row, column, as_number(target), style)
    else:
        sheet.text(row, column, stage.name if stage else "", style)


def _write_pick_change(book: Book, row: int, priority: str, target: int | None) -> None:
    """Whether a priority or its target has changed since the export; numbers compare as numbers."""
    sheet, styles = book.sheet(ANSWERS), book.styles
    sheet.text(row, EXPORTED, priority, styles.cell_muted)
    _write_target(book, row, target, TARGET_EXPORTED)
    same_pick = f'{here(row, PICK)}&""={here(row, EXPORTED)}&""'
    same_target = f"{here(row, TARGET)}={here(row, TARGET_EXPORTED)}"
    sheet.formula(row, CHANGED, f"IF(AND({same_pick},{same_target}),0,1)", 0, styles.count)


def _write_change(book: Book, row: int, words: str) -> None:
    """What an answer said at export, and whether it has changed since."""
    sheet, styles = book.sheet(ANSWERS), book.styles
    sheet.text(row, EXPORTED, words, styles.cell_muted)
    sheet.formula(row, CHANGED, f'IF(TRIM({here(row, ANSWER)})={here(row, EXPORTED)}&"",0,1)', 0, styles.count)


def _write_questions(book: Book) -> None:
    sheet, styles, questionnaire = book.sheet(ANSWERS), book.styles, book.questionnaire
    header = ANSWERS_HEADER
    heads = [questionnaire.dimension_noun.capitalize(), "Asked about", "Question", SheetHead.ANSWER, SheetHead.COMMENT]
    sheet.texts(header, 0, heads, styles.header)
    sheet.texts(header, LEVEL, ["Level", "Weight"], styles.header_right)
    helpers = ["Weight used", "Weight applicable", "Weight × level", "Term", "As exported", "Changed", SheetHead.ID]
    sheet.texts(header, USED, helpers, styles.header)
    sheet.texts(header, evidence_column(book), ["Evidence that would show it", "First action"], styles.header)
    for place, value in enumerate(questionnaire.scale):
        sheet.number(header, FIRST_LEVEL + place, as_number(value), styles.header_level)
    statuses = [questionnaire.statuses[status].label for status in Status]
    sheet.texts(header, last_level(book) + 1, statuses, styles.header)
    for dimension in questionnaire.dimensions:
        for question in asked_questions(book.assessment, dimension.id):
            _write_question(book, dimension.label, question)
    _mark_chosen(book)


def _write_question(book: Book, label: str, question: Question) -> None:
    sheet, styles = book.sheet(ANSWERS), book.styles
    row, response = book.places.answers[question.id], book.assessment.response
    answer = response.answers.get(question.id)
    name = f"{question.name} (not scored)" if question.optional else question.name
    sheet.text(row, DIMENSION, label, styles.cell_muted)
    sheet.text(row, NAME, name, styles.cell_bold)
    sheet.text(row, TEXT, question.text, styles.cell)
    words = answer_words(book.questionnaire, question, answer)
    sheet.text(row, ANSWER, words, styles.input)
    sheet.text(row, COMMENT, response.comments.get(question.id, ""), styles.input)
    _write_level(book, row, question, answer)
    _write_change(book, row, words)
    sheet.text(row, ID, row_id(RowKind.QUESTION, question.id), styles.cell_muted)
    sheet.texts(row, evidence_column(book), [question.evidence, question.action], styles.cell_muted)
    choices = answer_choices(book.questionnaire, question)
    sheet.texts(row, FIRST_LEVEL, choices, styles.cell)
    source = f"={sheet.span(row, FIRST_LEVEL, row, FIRST_LEVEL + len(choices) - 1).split('!')[1]}"
    choice = {**from_list(source), **_message(question)}
    sheet.worksheet.data_validation(row, ANSWER, row, ANSWER, choice)
    lines = max(
        cell_lines(text, width)
        for text, width in (
            (question.text, WIDTHS[TEXT]),
            (words, WIDTHS[ANSWER]),
            (response.comments.get(question.id, ""), WIDTHS[COMMENT]),
            (question.evidence, EVIDENCE_WIDTH),
            (label, WIDTHS[DIMENSION]),
            *((words, LEVEL_WIDTH) for words in choices),
        )
    )
    sheet.worksheet.set_row(row, row_height(max(2, lines)))


def _message(question: Question) -> dict[str, str]:
    """What is said beside an answer's cell while it is chosen: what would show the level."""
    if not question.evidence:
        return {}
    words = brief(f"What would show it: {question.evidence}", LONGEST_MESSAGE)
    return {"input_title": brief(question.name, LONGEST_TITLE), "input_message": words}


def _mark_chosen(book: Book) -> None:
    """The level chosen stands out among those to choose from, however the answer was typed."""
    first, last = min(book.places.answers.values()), max(book.places.answers.values())
    level, head = f"${column_name(LEVEL)}{first + 1}", f"{column_name(FIRST_LEVEL)}${ANSWERS_HEADER + 1}"
    given, words = f"TRIM(${column_name(ANSWER)}{first + 1})", f"{column_name(last_level(book) + 1)}{first + 1}"
    sheet, look = book.sheet(ANSWERS).worksheet, book.styles.chosen
    for left, right, criteria in (
        (FIRST_LEVEL, last_level(book), f"={level}={head}"),
        (last_level(book) + 1, last_level(book) + len(Status), f"={given}={words}"),
    ):
        sheet.conditional_format(first, left, last, right, {"type": "formula", "criteria": criteria, "format": look})


def _write_level(book: Book, row: int, question: Question, answer: Answer | None) -> None:
    """The level behind an answer's words, and its part in the score, in whole hundredths."""
    sheet, styles = book.sheet(ANSWERS), book.styles
    value = answer if isinstance(answer, int) else None
    values = values_span(book).rpartition("!")[2]
    given, level, weight = here(row, ANSWER), here(row, LEVEL), here(row, WEIGHT)
    found = chosen(
        f"TRIM({given})", [(here(row, place), _head(place)) for place in range(FIRST_LEVEL, last_level(book) + 1)]
    )
    by_number = f'IF(COUNTIF({values},{given})=1,{given},"")'
    sheet.formula(row, LEVEL, f"IF(ISNUMBER({given}),{by_number},{found})", as_number(value), styles.count)
    sheet.number(row, WEIGHT, float(question.weight), styles.count)
    weight_hundredths = int(question.weight * HUNDREDTHS)
    used = weight_hundredths if value is not None else 0
    scaled = f"ROUND({HUNDREDTHS}*{weight},0)"
    sheet.formula(row, USED, f"IF(ISNUMBER({level}),{scaled},0)", used, styles.count)
    not_applicable = here(row, last_level(book) + 2)
    applicable = 0 if answer is Status.DOES_NOT_APPLY else weight_hundredths
    sheet.formula(row, APPLICABLE, f"IF(TRIM({given})={not_applicable},0,{scaled})", applicable, styles.count)
    weighted = f"{here(row, USED)}*ROUND({HUNDREDTHS}*{level},0)"
    sheet.formula(row, WEIGHTED, f"IF(ISNUMBER({level}),{weighted},0)", used * (value or 0), styles.count)
    _write_term(book, row, question, value)


def _head(column: int) -> str:
    """The head of a level's column, which is its value."""
    return f"{column_name(column)}${ANSWERS_HEADER + 1}"


def _write_term(book: Book, row: int, question: Question, value: int | None) -> None:
    """This answer's part of the arithmetic in words, such as ` + 4` or ` + 2 × 0.75`."""
    sheet, level, weight = book.sheet(ANSWERS), here(row, LEVEL), here(row, WEIGHT)
    equal = book.questionnaire.has_equal_weights(question.dimension)
    parts = [quoted(" + "), level] if equal else [quoted(" + "), weight, quoted(" × "), level]
    shown = "" if value is None else f" + {'' if equal else weight_text(question.weight) + ' × '}{plain(value)}"
    sheet.formula(row, TERM, f'IF(ISNUMBER({level}),{joined(parts)},"")', shown, book.styles.cell_muted)
