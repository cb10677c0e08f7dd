"""The foot of page one: what the scorecard rests on, what has changed since, whose ideas these are."""

from assessment.model.verdict import THIN_SCORE, WITHOUT_SCORE
from reports.book import PRINCIPLES, SCORECARD, Book, long_date
from reports.cells import joined, quoted
from reports.grid import LAST, MARK, width_of
from reports.height import lines_of
from reports.sheets import answers, principles
from reports.style import LINE

LEAD = "What this rests on: "


def write(book: Book, row: int) -> int:
    """Write the basis line, the notice of changes, the attribution; answers with the last row."""
    sheet, styles = book.sheet(SCORECARD), book.styles
    words = f"{LEAD}{book.assessment.verdict.basis.text}"
    ruled = styles.make(font_size=9, text_wrap=True, valign="top", top=1, top_color=LINE)
    sheet.formula_tile((row, MARK, row, LAST), _formula(book), words, ruled)
    sheet.worksheet.set_row(row, 12.5 * lines_of(words, width_of(MARK, LAST), 9) + 3)
    changed = answers.changed_count(book)
    notice = (
        f'IF({changed}=0,"",{changed}&IF({changed}=1," input"," inputs")&" changed since {long_date(book)}: '
        "figures, rows, quotations, chart and this line follow; headline, contradiction, notes and the choice of "
        'decisions do not.")'
    )
    sheet.formula_tile((row + 1, MARK, row + 1, LAST), notice, None, styles.warning)
    sheet.tile((row + 2, MARK, row + 2, LAST), book.questionnaire.attribution, styles.caption)
    return row + 2


def _formula(book: Book) -> str:
    """Who and how they know as said; how many answers, what is missing and the overall score live."""
    said = book.assessment.verdict.basis
    missing, thin = (
        _labels(book, note, lead)
        for note, lead in (
            (principles.NO_SCORE, WITHOUT_SCORE),
            (principles.THIN, THIN_SCORE),
        )
    )
    who, known_from = _literal(f"{LEAD}{said.respondent} "), _literal(f"{said.known_from} ")
    return joined([who, _answered(book), known_from, missing, thin, _overall(book)])


def _literal(text: str) -> str:
    """A text of our own in pieces that a formula may hold: at most 255 characters each."""
    return joined([quoted(text[start : start + 200]) for start in range(0, len(text), 200)])


def _total(book: Book, column: int) -> str:
    return book.sheet(PRINCIPLES).cell(principles.overall_row(book), column)


def _answered(book: Book) -> str:
    of, not_judged, not_applicable = (
        _total(book, column) for column in (principles.OF, principles.NOT_JUDGED, principles.NOT_APPLICABLE)
    )
    parts = [
        _total(book, principles.ANSWERED),
        '" of "',
        of,
        f'IF({of}=1," question"," questions")',
        '" answered"',
        f'IF({not_judged}=0,"",", "&{not_judged}&" could not be judged")',
        f'IF({not_applicable}=0,"",", "&{not_applicable}&IF({not_applicable}=1," more does"," more do")&" not apply")',
        quoted(f" ({book.assessment.response.length} length). "),
    ]
    return joined(parts)


def _labels(book: Book, note: str, lead: str) -> str:
    """A sentence that names the dimensions with that note; nothing when there are none."""
    sheet, parts = book.sheet(PRINCIPLES), []
    for row in book.places.dimensions.values():
        mark, label = sheet.cell(row, principles.NOTE), sheet.cell(row, principles.LABEL)
        parts.append(f'IF({mark}={quoted(note)},", "&{label},"")')
    notes = principles.column(book, principles.NOTE)
    sentence = f'{quoted(lead + ": ")}&MID({joined(parts)},3,2000)&". "'
    return f'IF(COUNTIF({notes},{quoted(note)})=0,"",{sentence})'


def _overall(book: Book) -> str:
    exact, labels = (principles.column(book, c) for c in (principles.HUNDREDTHS_COLUMN, principles.LABEL))
    place = f"MATCH(MIN({exact}),{exact},0)"
    ties = f"COUNTIF({exact},MIN({exact}))-1"
    value = f"INDEX({principles.column(book, principles.SHOWN)},{place})"
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
    shown = _total(book, principles.SHOWN)
    scored = f'IF({shown}="","No overall score; ","Overall "&{shown}&", ")&{lowest}'
    return f'IF(COUNT({exact})=0,"No overall score.",{scored})'
