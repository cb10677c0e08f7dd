"""Scores of every dimension, their arithmetic in live formulas, and the order of page one."""

from assessment.model import PICKED as PICKED_WORD
from assessment.model import STARRED, Dimension, DimensionScore, Priority, Question, Status
from assessment.model.verdict import NOT_APPLICABLE as NOTHING_APPLIES
from assessment.model.verdict import THIN_SCORE, WITHOUT_SCORE
from assessment.rounding import HUNDREDTHS, as_number, tenths
from reports import rules
from reports.book import ANSWERS, METHOD, SCORES, SCORES_HEADER, Book
from reports.cells import column_name, counted_words, here, joined, quoted
from reports.ordering import PICKED, PLAIN, WITH_GAP, Placed, placed
from reports.sheets import answers
from reports.style import SIGNED_EXACT, TWO_DECIMALS

# Columns of the scores.
NUMBER, LABEL, SCORE, STAGE, ANSWERED, OF, SHARE, NOTE, PRIORITY, TARGET, GAP = range(11)
WEAKEST, NOW, NEXT, BEST = range(11, 15)
LOWEST, HIGHEST, USED, APPLICABLE, WEIGHTED, HUNDREDTHS_COLUMN, WEIGHT, SORT_KEY, RANK = range(15, 24)
STRENGTH_KEY, STRENGTH_RANK, SHOWN, NOT_JUDGED, NOT_APPLICABLE, EXACT = range(24, 30)

THIN, NO_SCORE, NOTHING = "thin", "no score", "does not apply"
# In the row of the overall score these columns name the dimensions without a score and the thin ones.
NAMED_COLUMNS = (LOWEST, HIGHEST, USED)
TOP = "Already the highest level"


def write(book: Book) -> None:
    """Write one row a dimension, the overall score below, and the helpers to the right."""
    _set_up(book)
    ordered = placed(book.assessment)
    for dimension in book.questionnaire.dimensions:
        _write_dimension(book, dimension, ordered[dimension.id])
    _write_overall(book)
    _show_two_decimals(book)


def overall_row(book: Book) -> int:
    """The row of the overall score."""
    return book.places.last_dimension + 1


def column(book: Book, place: int) -> str:
    """One column over all dimensions, as other sheets write it."""
    places = book.places
    return book.sheet(SCORES).span(places.first_dimension, place, places.last_dimension, place)


def ranked(book: Book, place: int, wanted: int) -> str:
    """The formula for a column of the scores in the row that page one shows at a place, from 0."""
    ranks = column(book, RANK)
    return f"INDEX({column(book, wanted)},MATCH({place + 1},{ranks},0))"


def own_column(book: Book, place: int) -> str:
    """One column over all dimensions, as the sheet itself writes it."""
    places = book.places
    return book.sheet(SCORES).own_span(places.first_dimension, place, places.last_dimension, place)


def _set_up(book: Book) -> None:
    sheet, styles, noun = book.sheet(SCORES), book.styles, book.questionnaire.dimension_noun
    widths = (5, 27, 7, 15, 9, 5, 8, 8, 8, 8, 8, 19, 27, 27, 27)
    for place, width in enumerate(widths):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.set_column(LOWEST, EXACT, 10, None, {"hidden": True})
    sheet.worksheet.freeze_panes(SCORES_HEADER + 1, LABEL + 1)
    sheet.worksheet.repeat_rows(SCORES_HEADER)
    sheet.worksheet.print_area(0, 0, overall_row(book), BEST)
    sheet.text(0, 0, book.questionnaire.dimension_nouns.capitalize(), styles.title)
    sheet.text(
        1,
        0,
        f"How each score came about is spelled out on {METHOD}; the answers stand on {ANSWERS}.",
        styles.kicker,
    )
    year = book.assessment.response.target_year
    heads = [
        "No.",
        noun.capitalize(),
        "Score",
        "Stage",
        "Answered",
        "Of",
        "Share of weight",
        "Note",
        "Priority",
    ]
    heads += [f"Target {year}" if year else "Target", "Gap", "Weakest answer about", "There you answered"]
    heads += ["The next level there", "Your highest answer"]
    right = {SCORE, ANSWERED, OF, SHARE, TARGET, GAP}
    for place, head in enumerate(heads):
        sheet.text(SCORES_HEADER, place, head, styles.header_right if place in right else styles.header)
    calculations = ["Lowest level", "Highest level", "Weight answered", "Weight applicable", "Weight × level"]
    calculations += [
        "Score in hundredths",
        "Weight",
        "Sort key",
        "Rank on page one",
        "Strength key",
        "Strength rank",
        "As shown",
        "Not judged",
        "Not applicable",
        "Two decimals",
    ]
    sheet.texts(SCORES_HEADER, LOWEST, calculations, styles.header_right)
    sheet.worksheet.set_row(SCORES_HEADER, 28)


def _write_dimension(book: Book, dimension: Dimension, own: Placed) -> None:
    sheet, styles, score = book.sheet(SCORES), book.styles, own.score
    row = book.places.dimensions[dimension.id]
    sheet.worksheet.set_row(row, 40)
    sheet.number(row, NUMBER, dimension.number, styles.number)
    sheet.text(row, LABEL, dimension.label, styles.cell_bold)
    _write_score(book, row, dimension, own)
    _write_priority(book, row, dimension, score)
    _write_words(book, row, dimension, score)
    _write_order(book, row, own)


def _write_score(book: Book, row: int, dimension: Dimension, own: Placed) -> None:
    """Score, stage and what they rest on."""
    sheet, styles, score = book.sheet(SCORES), book.styles, own.score
    levels = answers.column_of(book, dimension.id, answers.LEVEL)
    used, applicable, weighted = (here(row, place) for place in (USED, APPLICABLE, WEIGHTED))
    thin_from, scored_from = (rules.rule(book, name) for name in ("thin_from", "scored_from"))
    sums = {
        USED: (answers.USED, own.weight_used),
        APPLICABLE: (answers.APPLICABLE, own.weight_applicable),
        WEIGHTED: (answers.WEIGHTED, own.weighted),
    }
    for place, (source, value) in sums.items():
        sheet.formula(row, place, f"SUM({answers.column_of(book, dimension.id, source)})", value, styles.count)
    share = f"IF({applicable}=0,0,{used}/{applicable})"
    sheet.formula(row, SHARE, share, float(score.share), styles.share)
    mean = f"ROUND({weighted}/{used},0)/{HUNDREDTHS}"
    sheet.formula(row, SCORE, f'IF({here(row, SHARE)}>={thin_from},{mean},"")', as_number(score.score), styles.figure)
    sheet.formula(
        row,
        STAGE,
        rules.stage_of(book, here(row, SCORE)),
        score.stage.name if score.stage else None,
        styles.cell,
    )
    sheet.formula(row, ANSWERED, f"COUNT({levels})", score.answered, styles.count)
    # A question that does not apply has no applicable weight.
    applies = answers.column_of(book, dimension.id, answers.APPLICABLE)
    sheet.formula(row, OF, f'COUNTIF({applies},">0")', score.applicable, styles.count)
    _write_statuses(book, row, dimension, len(book.assessment.response.asked(book.questionnaire, dimension.id)))
    note = THIN if score.thin else None
    if score.score is None:
        note = NO_SCORE if score.applicable else NOTHING
    missing = f"IF({here(row, OF)}=0,{quoted(NOTHING)},{quoted(NO_SCORE)})"
    formula = f'IF({here(row, SCORE)}="",{missing},IF({here(row, SHARE)}<{scored_from},{quoted(THIN)},""))'
    sheet.formula(row, NOTE, formula, note, styles.cell_muted)


def _write_statuses(book: Book, row: int, dimension: Dimension, asked: int) -> None:
    """How many questions could not be judged, and how many do not apply."""
    sheet, styles, response = book.sheet(SCORES), book.styles, book.assessment.response
    given = answers.column_of(book, dimension.id, answers.ANSWER)
    label = counted_words(book.questionnaire.statuses[Status.CANNOT_JUDGE].label)
    questions = response.asked(book.questionnaire, dimension.id)
    not_judged = sum(response.answers.get(question.id) is Status.CANNOT_JUDGE for question in questions)
    sheet.formula(row, NOT_JUDGED, f"COUNTIF({given},{label})", not_judged, styles.count)
    left = asked - book.assessment.scorecard.of[dimension.id].applicable
    sheet.formula(row, NOT_APPLICABLE, f"{asked}-{here(row, OF)}", left, styles.count)


def _write_priority(book: Book, row: int, dimension: Dimension, score: DimensionScore) -> None:
    """Priority and target as picked on the Answers sheet, and the gap."""
    sheet, styles, inputs = book.sheet(SCORES), book.styles, book.sheet(ANSWERS)
    pick_row = book.places.picks[dimension.id]
    picked, target = inputs.cell(pick_row, answers.PICK), inputs.cell(pick_row, answers.TARGET)
    words = {Priority.STARRED: STARRED, Priority.PICKED: PICKED_WORD, None: None}
    sheet.formula(row, PRIORITY, f'IF({picked}="","",{picked})', words[score.priority], styles.cell)
    sheet.formula(row, TARGET, rules.target_of(book, target), as_number(score.target), styles.figure_plain)
    have, want = here(row, SCORE), here(row, TARGET)
    both = f"AND(ISNUMBER({have}),ISNUMBER({want}))"
    sheet.formula(row, GAP, f'IF({both},ROUND({want}-{have},2),"")', as_number(score.gap), styles.signed)


def _write_words(book: Book, row: int, dimension: Dimension, score: DimensionScore) -> None:
    """The weakest and the highest answer in the respondent's words, and the next level."""
    sheet, styles = book.sheet(SCORES), book.styles
    levels = answers.column_of(book, dimension.id, answers.LEVEL)
    low, high = here(row, LOWEST), here(row, HIGHEST)
    weakest, best = weakest_and_best(book, score)
    for place, name, entry in ((LOWEST, "MIN", weakest), (HIGHEST, "MAX", best)):
        formula = f'IF(ISNUMBER({here(row, SCORE)}),{name}({levels}),"")'
        sheet.formula(row, place, formula, as_number(entry[1]) if entry else None, styles.count)
    names = answers.column_of(book, dimension.id, answers.NAME)
    name = f'IF({low}="","",INDEX({names},MATCH({low},{levels},0)))'
    sheet.formula(row, WEAKEST, name, weakest[0].name if weakest else None, styles.cell)
    for place, level, entry in ((NOW, low, weakest), (BEST, high, best)):
        formula = f'IF({level}="","",{_descriptor(book, dimension, level)})'
        words = entry[0].descriptor(entry[1]) if entry else None
        sheet.formula(row, place, formula, words, styles.cell)
    _write_next(book, row, dimension, weakest)


Answered = tuple[Question, int]


def weakest_and_best(book: Book, score: DimensionScore) -> tuple[Answered | None, Answered | None]:
    """The lowest and the highest answer of a scored dimension; none without a score."""
    if score.score is None:
        return None, None
    response, questionnaire = book.assessment.response, book.questionnaire
    return response.weakest(questionnaire, score.dimension), response.strongest(questionnaire, score.dimension)


def _descriptor(book: Book, dimension: Dimension, level: str) -> str:
    """The descriptor of the first question at that level."""
    first, last = answers.scored_rows(book, dimension.id)
    descriptors = book.sheet(ANSWERS).span(first, answers.FIRST_LEVEL, last, answers.last_level(book))
    levels, values = answers.column_of(book, dimension.id, answers.LEVEL), answers.values_span(book)
    return f"INDEX({descriptors},MATCH({level},{levels},0),MATCH({level},{values},0))"


def _write_next(book: Book, row: int, dimension: Dimension, weakest: Answered | None) -> None:
    """One step up from the weakest answer, or the first level that is advisable at all."""
    sheet, low = book.sheet(SCORES), here(row, LOWEST)
    first, last = answers.scored_rows(book, dimension.id)
    descriptors = book.sheet(ANSWERS).span(first, answers.FIRST_LEVEL, last, answers.last_level(book))
    levels, values = answers.column_of(book, dimension.id, answers.LEVEL), answers.values_span(book)
    rank = f"MAX(MATCH({low},{values},0)+1,{book.questionnaire.first_advisable + 1})"
    step = f"INDEX({descriptors},MATCH({low},{levels},0),{rank})"
    following = book.questionnaire.next_level(*weakest) if weakest else None
    shown = None if weakest is None else following.text if following else TOP
    formula = f'IF({low}="","",IF({low}=MAX({values}),{quoted(TOP)},{step}))'
    sheet.formula(row, NEXT, formula, shown, book.styles.cell)


def _write_order(book: Book, row: int, own: Placed) -> None:
    """The keys that sort page one: picked by gap, then the rest by score; and the strengths."""
    sheet, styles, places = book.sheet(SCORES), book.styles, book.places
    score, gap, picked = here(row, SCORE), here(row, GAP), here(row, PRIORITY)
    sheet.formula(
        row,
        HUNDREDTHS_COLUMN,
        f'IF({score}="","",ROUND({HUNDREDTHS}*{score},0))',
        own.score.score,
        styles.count,
    )
    exact, shown = here(row, HUNDREDTHS_COLUMN), own.score.score
    words = None if shown is None else book.questionnaire.shown(shown)
    sheet.formula(row, SHOWN, f'IF({exact}="","",{_shown(book, exact)})', words, styles.cell_muted)
    _write_exact(book, row, own.score)
    weight = int(book.questionnaire.dimensions[row - places.first_dimension].weight * HUNDREDTHS)
    sheet.number(row, WEIGHT, weight, styles.count)
    without_gap = f'IF({exact}="",0,{PLAIN}-{exact})+IF({picked}="",0,{PICKED})'
    key = f'IF(AND({gap}<>"",{picked}<>""),{WITH_GAP}+ROUND({HUNDREDTHS}*{gap},0),{without_gap})'
    sheet.formula(row, SORT_KEY, key, own.sort_key, styles.count)
    keys = own_column(book, SORT_KEY)
    above = sheet.own_span(places.first_dimension, SORT_KEY, row, SORT_KEY)
    ties = f"COUNTIF({above},{here(row, SORT_KEY)})"
    sheet.formula(row, RANK, f'COUNTIF({keys},">"&{here(row, SORT_KEY)})+{ties}', own.rank, styles.count)
    _write_strength(book, row, own)


def _shown(book: Book, exact: str) -> str:
    """The score for reading: one decimal, or two where one would put it into another stage."""
    return f"IF({_same_stage(book, exact)},FIXED(ROUND({exact}/10,0)/10,1,TRUE),FIXED({exact}/100,2,TRUE))"


def _same_stage(book: Book, exact: str) -> str:
    """Whether a score keeps its stage when it is shown with one decimal; below all stages it does not."""
    starts = rules.stage_column(book, rules.STAGE_FROM)
    return f"IFERROR(MATCH(ROUND({exact}/10,0)/10,{starts},1),0)=MATCH({exact}/100,{starts},1)"


def _write_exact(book: Book, row: int, score: DimensionScore) -> None:
    """Whether the row needs two decimals: for its stage, or because target minus score would not add up."""
    sheet, exact = book.sheet(SCORES), here(row, HUNDREDTHS_COLUMN)
    target, gap = (f"ROUND({HUNDREDTHS}*{here(row, place)},0)" for place in (TARGET, GAP))
    apart = f"ROUND({target}/10,0)-ROUND({exact}/10,0)-ROUND({gap}/10,0)"
    adds_up = f'IF({here(row, GAP)}="",0,{apart})'
    formula = f'IF({exact}="",0,IF({_same_stage(book, exact)},IF({adds_up}=0,0,1),1))'
    sheet.formula(row, EXACT, formula, int(needs_two_decimals(book, score)), book.styles.count)


def needs_two_decimals(book: Book, score: DimensionScore) -> bool:
    """Whether a row of scores would mislead with one decimal."""
    if score.score is None:
        return False
    if "." in (shown := book.questionnaire.shown(score.score)) and len(shown.partition(".")[2]) > 1:
        return True
    if score.gap is None or score.target is None:
        return False
    return tenths(score.target) - tenths(score.score) != tenths(score.gap)


def _show_two_decimals(book: Book) -> None:
    sheet, places = book.sheet(SCORES), book.places
    first, last = places.first_dimension, places.last_dimension
    criteria = f"=${column_name(EXACT)}{first + 1}=1"
    for place, number_format in ((SCORE, TWO_DECIMALS), (TARGET, TWO_DECIMALS), (GAP, SIGNED_EXACT)):
        rule = {"type": "formula", "criteria": criteria, "format": book.styles.number_only(number_format)}
        sheet.worksheet.conditional_format(first, place, last, place, rule)


def _write_strength(book: Book, row: int, own: Placed) -> None:
    """A falling key for strengths, nothing for the rest; the row number breaks ties."""
    sheet, score, exact = book.sheet(SCORES), here(row, SCORE), here(row, HUNDREDTHS_COLUMN)
    mean = here(overall_row(book), SCORE)
    from_, above, least = (
        rules.rule(book, name) for name in ("strength_from", "strength_above_mean", "strength_least")
    )
    relative = f'IF({mean}="",FALSE,AND(ROUND({score}-{mean},2)>={above},{score}>={least}))'
    place = row - book.places.first_dimension
    key = f"{exact}*1000-{place}"
    formula = f'IF({score}="","",IF(OR({score}>={from_},{relative}),{key},""))'
    sheet.formula(row, STRENGTH_KEY, formula, own.strength_key, book.styles.count)
    mine, keys = here(row, STRENGTH_KEY), own_column(book, STRENGTH_KEY)
    rank = f'IF({mine}="","",1+COUNTIF({keys},">"&{mine}))'
    sheet.formula(row, STRENGTH_RANK, rank, own.strength_rank, book.styles.count)


def _write_overall(book: Book) -> None:
    sheet, styles, scorecard = book.sheet(SCORES), book.styles, book.assessment.scorecard
    row = overall_row(book)
    exact, weights = own_column(book, HUNDREDTHS_COLUMN), own_column(book, WEIGHT)
    scored = f'SUMIF({exact},">=0",{weights})'
    sheet.texts(row, NUMBER, ["", "Overall"], styles.cell_bold)
    sheet.formula(row, SHARE, f"{scored}/SUM({weights})", float(scorecard.overall.share), styles.share)
    mean = f"ROUND(SUMPRODUCT({exact},{weights})/{scored},0)/{HUNDREDTHS}"
    sheet.formula(
        row,
        SCORE,
        f'IF({here(row, SHARE)}>={rules.rule(book, "overall_from")},{mean},"")',
        as_number(scorecard.overall.score),
        styles.figure,
    )
    stage = None if scorecard.overall.score is None else book.questionnaire.stage_of(scorecard.overall.score).name
    sheet.formula(row, STAGE, rules.stage_of(book, here(row, SCORE)), stage, styles.cell)
    totals = {ANSWERED: scorecard.answered, OF: scorecard.applicable, **_status_totals(book)}
    for place, total in totals.items():
        sheet.formula(row, place, f"SUM({own_column(book, place)})", total, styles.count)
    _write_named(book, row)
    shown = None if scorecard.overall.score is None else book.questionnaire.shown(scorecard.overall.score)
    hundredths = here(row, HUNDREDTHS_COLUMN)
    mine = f'IF({here(row, SCORE)}="","",ROUND({HUNDREDTHS}*{here(row, SCORE)},0))'
    sheet.formula(row, HUNDREDTHS_COLUMN, mine, scorecard.overall.score, styles.count)
    sheet.formula(row, SHOWN, f'IF({hundredths}="","",{_shown(book, hundredths)})', shown, styles.cell_muted)


def _write_named(book: Book, row: int) -> None:
    """Sentences of the basis line: who has no score, to whom nothing applies, who is thin."""
    basis = book.assessment.verdict.basis
    sentences = (
        (NO_SCORE, WITHOUT_SCORE, basis.missing),
        (NOTHING, NOTHING_APPLIES, basis.not_applicable),
        (THIN, THIN_SCORE, basis.thin),
    )
    for place, (note, lead, said) in zip(NAMED_COLUMNS, sentences, strict=True):
        parts = [
            f'IF({here(own, NOTE)}={quoted(note)},", "&{here(own, LABEL)},"")'
            for own in book.places.dimensions.values()
        ]
        sentence = f'{quoted(f"{lead}: ")}&MID({joined(parts)},3,32767)&". "'
        formula = f'IF(COUNTIF({own_column(book, NOTE)},{quoted(note)})=0,"",{sentence})'
        book.sheet(SCORES).formula(row, place, formula, f"{said} " if said else None, book.styles.cell_muted)


def _status_totals(book: Book) -> dict[int, int]:
    """Questions asked that could not be judged, and that do not apply."""
    response, questionnaire = book.assessment.response, book.questionnaire
    given = [
        response.answers.get(question.id)
        for dimension in questionnaire.dimensions
        for question in response.asked(questionnaire, dimension.id)
    ]
    return {NOT_JUDGED: given.count(Status.CANNOT_JUDGE), NOT_APPLICABLE: given.count(Status.DOES_NOT_APPLY)}
