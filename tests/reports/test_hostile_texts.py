"""Whatever people write, anywhere: text in the workbook and in CSV, never a formula, never a link, never lost."""

import csv
import re
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.intake import answers_csv
from assessment.model import Assessment, Edition, PlanEntry, PlanPhase, Questionnaire, Response, Status
from assessment.planning import suggested
from reports.branding import Branding
from reports.cells import CUT_MARK, LONGEST, literal
from reports.scorecard import scorecard
from tests.recalculation import FORMUALIZER, assert_recalculates, formulas
from tests.responses import assessed, levels
from tests.workbook_lint import audit, lint

PAYLOADS = {
    "formula": "=1+1",
    "array formula": "{=1+1}",
    "link by formula": '=HYPERLINK("http://x.example","y")',
    "command": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "line feed": "\n=1+1",
    "space": "  =1+1",
    "full-width signs": "＝1+1 ＋ － ＠",
    "link": "https://x.example/?a=1&b=2",
    "file": "file:///etc/hosts",
    "mail": "mailto:a@b.example",
    "inside": "internal:Answers!A1",
    "outside": "external:c:\\temp\\x.xlsx",
    "controls": "a\x00b\x01c\x0bd\x0ce\x1ff\x7fg",
    "returns": "one\r\ntwo\rthree\nfour",
    "lone surrogates": "a\ud800b\udfffc",
    "no characters": "a\ufffeb\uffffc",
    "turned round": "abc\u202egnp.exe\u202c",
    "emoji": "👩‍👩‍👧‍👦😀 🇪🇺",
    "quotes": "\"'“”‘’\"\"''",
    "codes of footers": "&L&D&P &C&F &R&\"Arial\"&72&KFF0000 & &&",
    "markup": "</t></si><f>1+1</f><![CDATA[<x>]]>&amp;&#61;1",
    "escapes": "_x0041_ _x000D_ _xZZZZ_",
    "names of sheets": "[a]:b*?/\\'History'!$A$1",
    "wildcards": "~* ? ~~ a*b?",
    "separators": "a;b,c\td|e",
    "an error": "#REF! #N/A TRUE 1E5 00012 1/2",
    "of a template": "${x} {{x}} %s %(x)s \\n $1 :red[x] **b** `c`",
    "long": "long " * 8_000,
    "long emoji": "😀" * 20_000,
}  # fmt: skip
PLAIN = "Plain words"


def in_questionnaire(payload: str) -> str:
    """The payload as far as a questionnaire's file may hold it: a line without control characters, not too long."""
    return " ".join(literal(payload).split())[:90].strip() or PLAIN


def marked(questionnaire: Questionnaire, payload: str) -> Questionnaire:
    """The questionnaire with the payload in every text; numbers keep apart what must differ."""
    words = in_questionnaire(payload)
    return replace(
        questionnaire,
        title=words,
        attribution=words,
        status=words,
        recall=words,
        dimension_noun=words,
        dimension_nouns=words,
        stages_note=words,
        statuses={status: replace(own, label=f"{words} {status}") for status, own in questionnaire.statuses.items()},
        stages=tuple(replace(stage, name=f"{words} {n}") for n, stage in enumerate(questionnaire.stages)),
        dimensions=tuple(
            replace(
                dimension,
                label=f"{words} {n}",
                title=f"{words} {n}",
                actions=replace(dimension.actions, low=words, middle=words, high=words),
            )
            for n, dimension in enumerate(questionnaire.dimensions)
        ),
        questions=tuple(
            replace(
                question,
                name=f"{words} {n}",
                text=words,
                evidence=words,
                action=words,
                levels=tuple(replace(level, text=f"{words} {n}.{m}") for m, level in enumerate(question.levels)),
            )
            for n, question in enumerate(questionnaire.questions)
        ),
    )


def made(edition: Edition, payload: str) -> tuple[Assessment, tuple[PlanEntry, ...]]:
    """An assessment and a plan with the payload in every position where somebody writes."""
    questionnaire = marked(edition.questionnaire, payload)
    own = replace(edition, questionnaire=questionnaire)
    dimensions = [dimension.id for dimension in questionnaire.dimensions]
    answers = levels(questionnaire, {id: [1, 2, 4, 1, 2] for id in dimensions})
    answers[next(iter(answers))] = Status.CANNOT_JUDGE
    response = Response(
        answers,
        comments=dict.fromkeys(answers, payload),
        priorities=tuple(dimensions[:2]),
        starred=dimensions[0],
        targets=dict.fromkeys(dimensions[:2], questionnaire.stages[-1].target),
        target_year=2028,
        profile={"unit_assessed": payload, "lens": payload, "seniority": payload},
    )
    assessment = assessed(own, response)
    first, *others = suggested(assessment)
    full = replace(first, action=payload, owner=payload, step=payload, phase=PlanPhase.YEAR, due=date(2027, 3, 1))
    return assessment, (full, *others, PlanEntry("own", dimensions[-1], payload, owner=payload, step=payload))


def written(edition: Edition, payload: str) -> bytes:
    """The workbook of it, with the payload as the client's name and as the line on confidentiality too."""
    assessment, plan = made(edition, payload)
    return scorecard(assessment, plan, Branding(payload, payload))


def skeleton(formula: str) -> str:
    """A formula without the words in it, which may be cut into pieces."""
    return re.sub(r'(""&)*""', '""', re.sub(r'"(?:[^"]|"")*"', '""', formula))


@pytest.fixture(scope="module")
def harmless(other_edition: Edition) -> dict[tuple[str, str], str]:
    """The formulas of the same workbook with plain words; sheets by their places, as names may differ."""
    return by_place(written(other_edition, PLAIN))


def by_place(book: bytes) -> dict[tuple[str, str], str]:
    """Every formula's skeleton by its sheet's place and its cell; names of sheets taken out."""
    names = openpyxl.load_workbook(BytesIO(book), read_only=True).sheetnames
    found = {}
    for (sheet, cell), formula in formulas(book).items():
        named = formula.replace(f"'{names[1]}'!", "Scores!").replace(f"{names[1]}!", "Scores!")
        # Page one gives long words more rows: there only what is calculated must be the same, not where.
        place = skeleton(named) if sheet == names[0] else cell
        found[str(names.index(sheet)), place] = skeleton(named)
    return found


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_words_stay_words_in_every_position(
    other_edition: Edition, harmless: dict[tuple[str, str], str], payload: str
) -> None:
    """The same formulas as with plain words and no others, no link, no fault; what was written stands there."""
    content = written(other_edition, payload)
    assert by_place(content) == harmless
    assert lint(content) == []
    with ZipFile(BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if re.search(r"(sheet\d+\.xml\.rels|externalLink)", name)][1:]
        assert all(b"hyperlink" not in parts.read(name).lower() for name in parts.namelist() if name.endswith(".rels"))
    book = openpyxl.load_workbook(BytesIO(content))
    written_there = {
        "Answers": ["Comment"],
        "Plan": ["Agreed action", "First step", "Owner"],
    }
    for sheet, heads in written_there.items():
        header = next(row for row in book[sheet].iter_rows() if any(cell.value == heads[0] for cell in row))
        for head in heads:
            (column,) = (cell.column for cell in header if cell.value == head)
            cells = [book[sheet].cell(row, column) for row in range(header[0].row + 1, book[sheet].max_row + 1)]
            found = [cell for cell in cells if cell.value is not None and unescaped(cell.value) == literal(payload)]
            assert found, f"{sheet}, {head}"
            assert {cell.data_type for cell in found} == {"s"}


def unescaped(value: object) -> str:
    """A text as Excel reads it: openpyxl leaves the file format's spelling of an underscore before a code."""
    return str(value).replace("_x005F_", "_")


@pytest.mark.parametrize("name", ["link by formula", "codes of footers", "markup", "names of sheets", "long emoji"])
def test_the_schema_holds(other_edition: Edition, name: str) -> None:
    """A validator of the file format finds nothing either."""
    assert audit(written(other_edition, PAYLOADS[name])) == []


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_figures_are_the_same_whatever_is_written(other_edition: Edition, payload: str) -> None:
    """Another engine finds every answer by its words, also where those look like something else."""
    assert_recalculates(written(other_edition, payload), FORMUALIZER)


@pytest.mark.parametrize("name", ["long", "long emoji"])
def test_a_cut_is_seen(other_edition: Edition, name: str) -> None:
    """What no cell can hold ends in a mark, and Method says what the mark means."""
    book = openpyxl.load_workbook(BytesIO(written(other_edition, PAYLOADS[name])))
    long = [str(c.value) for s in book for row in s.iter_rows() for c in row if len(str(c.value)) > 10_000]
    assert long
    assert all(value.endswith(CUT_MARK) and len(value.encode("utf-16-le")) // 2 <= LONGEST for value in long)
    method = [str(cell.value) for row in book["Method"].iter_rows() for cell in row]
    assert any(CUT_MARK.strip() in words for words in method)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200))
def test_no_words_stop_the_export(other_edition: Edition, words: str) -> None:
    """Any string in every position: a sound workbook."""
    assert lint(written(other_edition, words)) == []


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_field_of_a_csv_is_a_formula(other_edition: Edition, payload: str) -> None:
    """Fields that a spreadsheet would calculate begin with an apostrophe; the rest stays as it is."""
    text = answers_csv.template(marked(other_edition.questionnaire, payload))
    rows = list(csv.reader(StringIO(text, newline="")))
    assert all(not re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", field) for row in rows for field in row)
    assert len({len(row) for row in rows}) == 1
    words = in_questionnaire(payload)
    assert all(row[4] in (words, f"'{words}") for row in rows[1:])
