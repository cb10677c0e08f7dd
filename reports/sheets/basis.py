"""The foot of page one: what the scorecard rests on, what has changed since, whose ideas these are."""

from reports.book import SCORECARD, SCORES, Book, long_date
from reports.cells import joined, long_text
from reports.grid import LAST, MARK, width_of
from reports.height import lines_of
from reports.segments import changes
from reports.sheets import answers, scores
from reports.style import LINE

LEAD = "What this rests on: "


def write(book: Book, row: int) -> int:
    """Write the basis line, the notice of changes, the attribution; answers with the next row."""
    sheet, styles = book.sheet(SCORECARD), book.styles
    words = f"{LEAD}{book.assessment.verdict.basis.text}"
    ruled = styles.make(font_size=9, text_wrap=True, valign="top", top=1, top_color=LINE)
    sheet.formula_tile((row, MARK, row, LAST), _formula(book), words, ruled)
    sheet.worksheet.set_row(row, 12.5 * lines_of(words, width_of(MARK, LAST), 9) + 3)
    changed, money = answers.changed_count(book), ""
    if book.segments is not None:
        changed, money = f"({changed}+{changes.changed_count(book.segments)})", ", the money"
    notice = (
        f'IF({changed}=0,"",{changed}&IF({changed}=1," input"," inputs")&" changed since {long_date(book)}: '
        f"figures, rows, chart, gaps, strengths{money} and this line follow; the headline, the contradiction with its "
        'quotations and the choice of decisions do not.")'
    )
    sheet.formula_tile((row + 1, MARK, row + 1, LAST), notice, None, styles.warning)
    sheet.tile((row + 2, MARK, row + 2, LAST), book.questionnaire.attribution, styles.caption)
    return row + 3


def _formula(book: Book) -> str:
    """Who and how they know as said; how many answers, what is missing and the overall score live."""
    said = book.assessment.verdict.basis
    named = [_total(book, column) for column in scores.NAMED_COLUMNS]
    who, known_from = long_text(f"{LEAD}{said.respondent} "), long_text(f"{said.known_from} ")
    weighed = [long_text(f"{said.weights} ")] if said.weights else []
    return joined([who, _answered(book), known_from, *named, *weighed, _overall(book)])


def _total(book: Book, column: int) -> str:
    return book.sheet(SCORES).cell(scores.overall_row(book), column)


def _answered(book: Book) -> str:
    of, not_judged, not_applicable = (
        _total(book, column) for column in (scores.OF, scores.NOT_JUDGED, scores.NOT_APPLICABLE)
    )
    parts = [
        _total(book, scores.ANSWERED),
        '" of "',
        of,
        f'IF({of}=1," question"," questions")',
        '" answered"',
        f'IF({not_judged}=0,"",", "&{not_judged}&" could not be judged")',
        f'IF({not_applicable}=0,"",", "&{not_applicable}&IF({not_applicable}=1," more does"," more do")&" not apply")',
        long_text(f" ({_length(book)}). "),
    ]
    return joined(parts)


def _length(book: Book) -> str:
    """What the engine says in brackets after the number of answers."""
    return book.assessment.verdict.basis.answered.rpartition("(")[2].rstrip(").")


def _overall(book: Book) -> str:
    exact, labels = (scores.column(book, c) for c in (scores.HUNDREDTHS_COLUMN, scores.LABEL))
    place = f"MATCH(MIN({exact}),{exact},0)"
    ties = f"COUNTIF({exact},MIN({exact}))-1"
    value = f"INDEX({scores.column(book, scores.SHOWN)},{place})"
    lowest = joined(
        [
            '"lowest “"',
            f"INDEX({labels},{place})",
            '"”"',
            f'IF({ties}=0,""," and "&({ties})&" more at")',
            '" "',
            value,
            '"."',
        ]
    )
    shown = _total(book, scores.SHOWN)
    scored = f'IF({shown}="","No overall score; ","Overall "&{shown}&", ")&{lowest}'
    return f'IF(COUNT({exact})=0,"No overall score.",{scored})'
