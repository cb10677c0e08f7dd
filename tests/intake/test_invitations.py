"""Files of people to be invited: read whatever they hold, all problems at once, nothing run."""

import csv
import io
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import IntakeError
from assessment.intake.invitations import MOST_ROWS, Choices, Invitee, is_email, parse, parse_pasted
from assessment.model import Edition, Organisation
from tests.intake.hostile import ATTACKS, attack

ONE, OTHER = Organisation("o-1", "Nordkap Energie"), Organisation("o-2", "Nordkap Netz")


@pytest.fixture
def choices(edition: Edition) -> Choices:
    """Two organisations, and two functions offered."""
    profile = edition.profile
    offered = {"lens": frozenset(["sales", "it"])}
    return Choices((ONE, OTHER), profile.field("lens"), profile.field("level"), offered)


def workbook(*rows: tuple[object, ...], fill: Callable[[xlsxwriter.worksheet.Worksheet], None] | None = None) -> bytes:
    """A workbook with these rows on its first sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
        if fill is not None:
            fill(sheet)
    return file.getvalue()


def problems(refused: pytest.ExceptionInfo[IntakeError]) -> str:
    """All that was said."""
    return "\n".join(refused.value.problems)


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_are_known_by_their_names_in_any_order(choices: Choices, between: str) -> None:
    """Options by label or id, whatever their case; the line is kept."""
    rows = [
        ["Function", "E-Mail", "name", "Level", "Company"],
        ["IT and data", "IDA@Example.com", " Ida  Holm ", "c-suite", "nordkap netz"],
        ["", "", "Ole", "Manager", "Nordkap Energie"],
    ]
    text = "\r\n".join(between.join(row) for row in rows)
    assert parse(text.encode("utf-8-sig"), "people.csv", choices) == (
        Invitee("Ida Holm", "ida@example.com", "o-2", "it", "c-suite", "line 2"),
        Invitee("Ole", "", "o-1", None, "manager", "line 3"),
    )


def test_a_workbook_reads_like_a_table_and_formulas_are_only_text(choices: Choices) -> None:
    """What a cell shows counts; nothing is computed, and nothing in a name is run."""

    def formula(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_formula(2, 0, '=HYPERLINK("http://evil.example","x")', value="Shown")
        sheet.write_string(3, 0, "=1+1")

    rows = (("name", "email", "organisation"), ("Ida", "ida@example.com", ONE.name), ("", "b@example.com", ONE.name))
    found = parse(workbook(*rows, (None, "c@example.com", OTHER.name), fill=formula), "people.xlsx", choices)
    assert [(each.name, each.where) for each in found] == [("Ida", "row 2"), ("Shown", "row 3"), ("=1+1", "row 4")]


def test_every_problem_is_said_with_its_line(choices: Choices) -> None:
    """Not the first alone, and with what could be meant."""
    text = (
        "name,email,lens,seniority,organisation\n"
        "Ida,ida@example,Sale,Boss,Nordkap Energie\n"
        ",,,,Nordkap Energie\n"
        "Ole,ole@example.com,Marketing,,Elsewhere\n"
        "Liv,,,,\n"
        f"{'x' * 121},x@example.com,,,Nordkap Energie\n"
        "Eva,EVA@example.com,,,Nordkap Netz\n"
        "Eve,eva@example.com,,,Nordkap Netz\n"
    )
    with pytest.raises(IntakeError) as refused:
        parse(text.encode(), "people.csv", choices)
    said = problems(refused)
    for words in (
        "line 2: 'ida@example' is no e-mail address",
        "line 2: function 'Sale' is not offered; did you mean 'Sales'?",
        "line 2: seniority 'Boss' is not offered",
        "line 3: neither a name nor an e-mail address",
        "line 4: function 'Marketing' is not offered",
        "line 4: organisation 'Elsewhere' is not known; write 'Nordkap Energie' or 'Nordkap Netz'",
        "line 5: it does not say for which organisation",
        "line 6: the name has 121 characters",
        "line 8: 'eva@example.com' stands in line 7 too",
    ):
        assert words in said
    assert len(refused.value.problems) == 9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("name,email\n", "nobody in it"),
        ("lens\nSales\n", "neither a column 'name' nor one 'email'"),
        ("name,shoe size\nIda,40\n", "unknown column 'shoe size'"),
        ("name,name\nIda,Ida\n", "stands twice"),
        ('name\n"Ida\n', "quotation marks"),
        ("name\nIda,Ole\n", "2 values for 1 column"),
        ("\x00", "binary"),
        ("name\n" + "Ida\n" * (MOST_ROWS + 1), "more than 500 people"),
    ],
)
def test_what_is_no_such_table_is_refused_in_a_sentence(choices: Choices, text: str, words: str) -> None:
    """Whatever it is."""
    with pytest.raises(IntakeError, match=words):
        parse(text.encode(), "people.csv", choices)


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_workbooks_are_refused_before_they_are_read(choices: Choices, name: str) -> None:
    """Bombs, macros, entities, links that lead out."""
    with pytest.raises(IntakeError):
        parse(attack(name), "people.xlsx", choices)


def test_pasted_rows_need_no_headings(choices: Choices) -> None:
    """The columns then come in their usual order."""
    one = Choices((ONE,), choices.lens, choices.seniority)
    assert parse_pasted("Ida\tida@example.com\tSales\nOle\t\tIT and data\n", one) == (
        Invitee("Ida", "ida@example.com", "o-1", "sales", None, "line 2"),
        Invitee("Ole", "", "o-1", "it", None, "line 3"),
    )
    assert [each.email for each in parse_pasted("email\nida@example.com", one)] == ["ida@example.com"]
    assert [each.name for each in parse_pasted("Ida\nOle", one)] == ["Ida", "Ole"]
    with pytest.raises(IntakeError, match="nothing to read"):
        parse_pasted(" \n ", one)


@given(st.text(max_size=60))
def test_any_name_is_kept_or_refused_as_it_is(name: str) -> None:
    """Never another one, never a crash."""
    line = io.StringIO()
    csv.writer(line).writerow([name, "ida@example.com"])
    text = f"name,email\n{line.getvalue()}"
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return
    try:
        (found,) = parse(content, "people.csv", Choices((ONE,)))
    except IntakeError:
        assert "\0" in name or not " ".join(name.split()).isprintable()
    else:
        assert found.name == " ".join(name.split())


@pytest.mark.parametrize(
    "written",
    [
        "a@b..com",
        ".a@b.com",
        "a..b@c.de",
        "müller@b.com",
        "a@-­.com",
        "a@b",
        "a b@c.de",
        "a@b.c,d@e.fg",
        "<a@b.cd>",
        "a@b.cd\nBcc: x@y.zz",
        "@b.cd",
        "a@",
        "a@b..",
        "x" * 250 + "@b.cd",
    ],
)
def test_what_could_begin_another_header_or_address_is_no_address(written: str) -> None:
    """Nor is what nobody could be written to."""
    assert not is_email(written)
    assert is_email("ida.holm+x@sub.example.com")
    assert is_email("ida@exämple.com")
