"""Method: what was asked, by which rules, and how every figure came about."""

from collections.abc import Callable

from assessment.model import Explanation
from assessment.rounding import as_number, plain
from reports import rules
from reports.book import ANSWERS, METHOD, SCORES, Book, asked_questions, long_date
from reports.cells import CUT_MARK, joined, quoted
from reports.height import lines_of, row_height
from reports.sentences import sentences
from reports.sheets import answers, scores
from reports.style import TWO_DECIMALS

FIRST, SECOND, THIRD, FOURTH = range(4)
ABOUT_ROW = 2
WIDTHS = (38, 16, 58, 66)
WIDTH_OF_SENTENCES = sum(WIDTHS[1:])


def write(book: Book) -> None:
    """Write what the workbook is, the rules, the stages, the explanations and the limits."""
    _set_up(book)
    _write_about(book)
    _write_rules(book)
    row = _write_stages(book)
    row = _write_explanations(book, row)
    row = _write_sentences(book, row)
    _write_limits(book, row)


def _set_up(book: Book) -> None:
    sheet = book.sheet(METHOD)
    for place, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(place, place, width)
    sheet.text(0, 0, "Method", book.styles.title)


def _write_about(book: Book) -> None:
    sheet, styles, questionnaire = book.sheet(METHOD), book.styles, book.questionnaire
    assessment = book.assessment
    about = {
        "Questionnaire": questionnaire.title,
        "Version": questionnaire.name,
        "Content hash (SHA-256)": questionnaire.content_hash,
        "Length": str(assessment.response.length),
        "Answers as of": long_date(book),
        "Based on": questionnaire.attribution,
        "State of the questions": questionnaire.status,
        "Colours": "Cream cells are to fill in; the figures follow. Teal shows where you stand, a hollow "
        "diamond where you want to be, rust what must be decided.",
    }
    for row, (name, words) in enumerate(about.items(), ABOUT_ROW):
        sheet.text(row, FIRST, name, styles.cell_bold)
        sheet.tile((row, SECOND, row, FOURTH), words, styles.cell)
        sheet.worksheet.set_row(row, row_height(lines_of(words, WIDTH_OF_SENTENCES, 10)))


def _write_rules(book: Book) -> None:
    sheet, styles, header = book.sheet(METHOD), book.styles, rules.RULES_HEADER
    sheet.text(header - 2, 0, "Rules", styles.heading)
    sheet.text(
        header - 1,
        0,
        "A score is the weighted mean of the levels answered, rounded to hundredths, half up. What does not apply "
        "is left out; what cannot be judged counts as unanswered. Nothing is filled in.",
        styles.kicker,
    )
    sheet.texts(header, FIRST, ["Rule"], styles.header)
    sheet.text(header, SECOND, "Value", styles.header_right)
    sheet.text(header, THIRD, "Applies to", styles.header)
    for row, rule in enumerate(rules.rules(book.questionnaire), header + 1):
        sheet.text(row, rules.NAME, rule.title, styles.cell)
        sheet.number(row, rules.VALUE, rule.value, styles.share if rule.is_share else styles.figure_exact)
        sheet.text(row, rules.WORDS, rule.words, styles.cell_muted)


def _write_stages(book: Book) -> int:
    sheet, styles, questionnaire = book.sheet(METHOD), book.styles, book.questionnaire
    header = rules.stages_header(book)
    sheet.text(header - 1, 0, "Stages", styles.heading)
    sheet.text(header, rules.STAGE_NAME, "Stage", styles.header)
    sheet.text(header, rules.STAGE_FROM, "From", styles.header_right)
    sheet.text(header, rules.STAGE_TARGET, "A target in it stands for", styles.header)
    sheet.text(header, rules.STAGE_RANGE, "Range", styles.header)
    for row, stage in enumerate(questionnaire.stages, header + 1):
        sheet.text(row, rules.STAGE_NAME, stage.name, styles.cell_bold)
        sheet.number(row, rules.STAGE_FROM, as_number(stage.starts_at), styles.figure_exact)
        sheet.number(
            row,
            rules.STAGE_TARGET,
            as_number(stage.target),
            styles.row(num_format=TWO_DECIMALS, align="left", indent=1),
        )
        sheet.text(row, rules.STAGE_RANGE, questionnaire.stage_range(stage), styles.cell_muted)
    after = header + len(questionnaire.stages) + 1
    sheet.text(after, 0, questionnaire.stages_note, styles.kicker)
    return after + 2


def _write_explanations(book: Book, row: int) -> int:
    sheet, styles, sheet_of_scores = book.sheet(METHOD), book.styles, book.sheet(SCORES)
    sheet.text(row, 0, "How every figure came about", styles.heading)
    sheet.texts(row + 1, FIRST, ["Figure", "Value", "Arithmetic", "Rule"], styles.header)
    for place, explanation in enumerate(book.assessment.explanations, row + 2):
        kind, _, dimension = explanation.figure.partition("/")
        arithmetic, rule = FORMULAS[kind](book, dimension, explanation)
        sheet.text(place, FIRST, explanation.title, styles.cell_bold)
        value = sheet_of_scores.cell(*VALUES[kind](book, dimension))
        sheet.formula(place, SECOND, f'IF({value}="","",{value})', _value(book, kind, dimension), styles.figure_named)
        sheet.formula(place, THIRD, arithmetic, explanation.arithmetic, styles.cell)
        if rule == quoted(explanation.rule):
            sheet.text(place, FOURTH, explanation.rule, styles.cell_muted)
        else:
            sheet.formula(place, FOURTH, rule, explanation.rule, styles.cell_muted)
        # Long sums, such as the overall score's, take two lines.
        sheet.worksheet.set_row(place, 30 if len(explanation.arithmetic) > 60 or len(explanation.rule) > 75 else 17)
    return row + 3 + len(book.assessment.explanations)


VALUES: dict[str, Callable[[Book, str], tuple[int, int]]] = {
    "score": lambda book, dimension: (book.places.dimensions[dimension], scores.SCORE),
    "stage": lambda book, dimension: (book.places.dimensions[dimension], scores.STAGE),
    "gap": lambda book, dimension: (book.places.dimensions[dimension], scores.GAP),
    "overall": lambda book, _: (scores.overall_row(book), scores.SCORE),
}


def _value(book: Book, kind: str, dimension: str) -> float | str | None:
    scorecard = book.assessment.scorecard
    if kind == "overall":
        return as_number(scorecard.overall.score)
    own = scorecard.of[dimension]
    if kind == "stage":
        return own.stage.name if own.stage else None
    return as_number(own.score if kind == "score" else own.gap)


def _scores(book: Book, dimension: str, column: int) -> str:
    return book.sheet(SCORES).cell(book.places.dimensions[dimension], column)


def _score(book: Book, dimension: str, _: Explanation) -> tuple[str, str]:
    score, answered, used = (
        _scores(book, dimension, column) for column in (scores.SCORE, scores.ANSWERED, scores.USED)
    )
    rows = [
        book.places.answers[question.id]
        for question in asked_questions(book.assessment, dimension)
        if not question.optional
    ]
    terms = joined([book.sheet(ANSWERS).cell(row, answers.TERM) for row in rows])
    whole = answered if book.questionnaire.has_equal_weights(dimension) else f"{used}/100"
    sum_of_terms = f'"("&MID({terms},4,32767)&") / "&{whole}&" = "&FIXED({score},2,TRUE)'
    return f'IF({score}="","no score",{sum_of_terms})', _score_rule(book, dimension)


def _score_rule(book: Book, dimension: str) -> str:
    """The same sentences as the engine's, chosen by the same cells."""
    score, answered, of, share = (
        _scores(book, dimension, column) for column in (scores.SCORE, scores.ANSWERED, scores.OF, scores.SHARE)
    )
    thin, full = rules.rule(book, "thin_from"), rules.rule(book, "scored_from")
    said = f'{answered}&" of "&{of}&IF({of}=1," question"," questions")&" answered; "'
    none = f'{said}&"below "&ROUND(100*{thin},2)&" % of the weight there is no score."'
    thin_said = f'{said}&"thin, as "&ROUND(100*{full},2)&" % of the weight is needed for a full score."'
    enough = f'{said}&ROUND(100*{full},2)&" % of the weight is needed."'
    scored = f'IF({score}="",{none},IF({share}<{full},{thin_said},{enough}))'
    return f'IF({of}=0,"No question applies, so there is no score.",{scored})'


def _stage(book: Book, dimension: str, explanation: Explanation) -> tuple[str, str]:
    score, stage = (_scores(book, dimension, column) for column in (scores.SCORE, scores.STAGE))
    starts, ranges = (rules.stage_column(book, column) for column in (rules.STAGE_FROM, rules.STAGE_RANGE))
    found = f'FIXED({score},2,TRUE)&" falls in “"&{stage}&"”, "&INDEX({ranges},MATCH({score},{starts},1))'
    return f'IF({score}="","no stage, as there is no score",{found})', quoted(explanation.rule)


def _gap(book: Book, dimension: str, explanation: Explanation) -> tuple[str, str]:
    score, target, gap = (_scores(book, dimension, column) for column in (scores.SCORE, scores.TARGET, scores.GAP))
    parts = [
        f"FIXED({target},2,TRUE)",
        quoted(" - "),
        f"FIXED({score},2,TRUE)",
        quoted(" = "),
        f"FIXED({gap},2,TRUE)",
    ]
    missing = f'IF({target}="","no gap, as no target was set","no gap, as there is no score")'
    return f'IF({gap}="",{missing},{joined(parts)})', quoted(explanation.rule)


def _overall(book: Book, _: str, __: Explanation) -> tuple[str, str]:
    questionnaire = book.questionnaire
    sheet = book.sheet(SCORES)
    overall = sheet.cell(scores.overall_row(book), scores.SCORE)
    exact, weights = (scores.column(book, c) for c in (scores.HUNDREDTHS_COLUMN, scores.WEIGHT))
    equal = len({dimension.weight for dimension in questionnaire.dimensions}) == 1
    terms = []
    for row in book.places.dimensions.values():
        score, weight = sheet.cell(row, scores.SCORE), sheet.cell(row, scores.WEIGHT)
        times = "" if equal else f'{weight}/100&" × "&'
        terms.append(f'IF({score}="",""," + "&{times}FIXED({score},2,TRUE))')
    whole = f"COUNT({exact})" if equal else f'SUMIF({exact},">=0",{weights})/100'
    sum_of_terms = f'"("&MID({joined(terms)},4,32767)&") / "&{whole}&" = "&FIXED({overall},2,TRUE)'
    total, nouns = len(questionnaire.dimensions), questionnaire.dimension_nouns
    needed = f'ROUND(100*{rules.rule(book, "overall_from")},2)&" % of their weight is needed."'
    rule = f"COUNT({exact})&{quoted(f' of {total} {nouns} scored; ')}&{needed}"
    return f'IF({overall}="","no overall score",{sum_of_terms})', rule


FORMULAS = {"score": _score, "stage": _stage, "gap": _gap, "overall": _overall}


def _write_sentences(book: Book, row: int) -> int:
    """The sentences that do not follow later changes, so that nobody takes them for live ones."""
    sheet, styles = book.sheet(METHOD), book.styles
    sheet.text(row, 0, f"Sentences generated from the answers as of {long_date(book)}", styles.heading)
    sheet.text(
        row + 1,
        0,
        "They do not follow later changes of answers; page one says so as soon as an answer differs. "
        "Every figure and every other finding is a formula.",
        styles.kicker,
    )
    said = sentences(book)
    for place, (name, words) in enumerate(said, row + 2):
        sheet.text(place, FIRST, name, styles.cell_bold)
        sheet.tile((place, SECOND, place, FOURTH), words, styles.cell)
        sheet.worksheet.set_row(place, row_height(lines_of(words, WIDTH_OF_SENTENCES, 10)))
    return row + 3 + len(said)


def _write_limits(book: Book, row: int) -> None:
    sheet, styles = book.sheet(METHOD), book.styles
    sheet.text(row, 0, "Limits", styles.heading)
    limits = [
        "One respondent's answers are one view. They show what that person sees, not what the company is.",
        "Self-ratings tend to be generous: ask for the evidence named beside each question before relying on a score.",
        f"Differences under {plain(book.questionnaire.verdict.gap_from)} are about what one answer can move; "
        "they are not ranked.",
        f"A text that ends in “{CUT_MARK.strip()}” was too long for its cell; the app holds the whole.",
        "Numbers inside sentences that are formulas are written with the reader's own decimal sign.",
        "Cut-offs, stages and thresholds are conventions of this questionnaire, not measured norms.",
    ]
    for place, limit in enumerate(limits, row + 1):
        sheet.tile((place, FIRST, place, FOURTH), limit, styles.prose)
