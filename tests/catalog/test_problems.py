"""Every fault in the shape of a questionnaire file is reported: where, what, how to mend."""

import pytest

from assessment.workflow.editions import SHIPPED
from tests.catalog.edits import NAME, SOUND, edited, problems

TITLE = 'title = "Workshop safety"\n'
ORDER = 'asking_order = ["machines", "people", "air"]'
SCALE = "values = [0, 0.75, 1.5, 3]"
WEIGHT = 'label = "Machines"\nweight = 2'
FIRST_LEVEL = '{ value = 0, text = "Nobody looks after the guards" }'
STAGE = '{ id = "bare", name = "Bare", from = 0, target = 0.40 }'


def test_missing_levels_are_counted() -> None:
    """The sentence of the project's brief, word for word."""
    text = (SHIPPED / "customer-strategy" / "v1.toml").read_text("utf-8")
    levels = text.index("levels = [\n", text.index('id = "money-follows-choice"'))
    first = text[levels:].splitlines(keepends=True)[1]
    assert problems(text[:levels] + text[levels:].replace(first, "", 1)) == [
        "customer-strategy v1, question 'money-follows-choice': 4 levels, the scale has 5"
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        (TITLE, f"{TITLE}titel = 1\n", "", "unknown key 'titel'; did you mean 'title'?"),
        (SCALE, f"{SCALE}\nfactor = 2", ", 'scale'", "unknown key 'factor'; known are values"),
        ('label = "No', 'lable = "x", label = "No', ", 'statuses', 'cannot_judge'", "unknown key 'lable'; did you"),
        ("minutes = 5", "minutes = 5, hours = 1", ", 'lengths', 'full'", "unknown key 'hours'; known are minutes"),
        ("gap_from =", "gapfrom = 1\ngap_from =", ", 'verdict'", "unknown key 'gapfrom'; did you mean 'gap_from'?"),
        ("from = 0,", "from = 0, form = 0,", ", 'stages', 'list', entry 'bare'", "unknown key 'form'; did you mean "),
        ("weight = 2\n", "weight = 2\nwheight = 2\n", ", dimension 'machines'", "unknown key 'wheight'; did you mean "),
        ('low = "L', 'lwo = "x"\nlow = "L', ", dimension 'machines', 'actions'", "unknown key 'lwo'; did you mean "),
        (
            'plan", q',
            'plan", cost = "x", q',
            ", dimension 'machines', 'when_strong'",
            "unknown key 'cost'; known are t",
        ),
        ('why = "A', 'whey = "x"\nwhy = "A', ", question 'guards'", "unknown key 'whey'; did you mean 'why'?"),
        ("{ value = 0,", "{ valu = 1, value = 0,", ", question 'guards', level 1", "unknown key 'valu'; did you mean"),
        ("high_from = 2\n", "high_from = 2\nhi = 2\n", ", 'check_thresholds'", "unknown key 'hi'; known are levels_ap"),
        ('needs = "any"', 'needs = "any"\nneed = 1', ", check 'machines-not-people'", "unknown key 'need'; did you m"),
        ('term = "near', 'word = "x"\nterm = "near', ", definition 'near miss'", "unknown key 'word'; known are term"),
    ],
)
def test_unknown_keys_are_refused_at_every_depth(old: str, new: str, where: str, what: str) -> None:
    """With the nearest known key, or all of them."""
    (problem,) = problems(edited((old, new)))
    assert problem.startswith(f"{NAME}{where}: {what}")


@pytest.mark.parametrize(
    ("old", "where"),
    [
        (TITLE, ": 'title'"),
        (f"[scale]\n{SCALE}\n", ": 'scale'"),
        (f"{SCALE}\n", ", 'scale', 'values':"),
        ('label = "No idea", ', ", 'statuses', 'cannot_judge', 'label':"),
        ("gap_from = 0.30\n", ", 'verdict', 'gap_from':"),
        ("from = 0, ", ", 'stages', 'list', entry 'bare', 'from':"),
        ('low = "Lock every machine without a guard today."\n', ", dimension 'machines', 'actions', 'low':"),
        ('cost = "somebody may get hurt", ', ", dimension 'machines', 'when_weak', 'cost':"),
        ('why = "A missing guard is the shortest way to an injury."\n', ", question 'guards', 'why':"),
        ("value = 0, ", ", question 'guards', level 1, 'value':"),
        ('rule = "levels_apart"\n', ", check 'trained-not-reported', 'rule':"),
        ('term = "near miss"\n', ", definition number 1, 'term':"),
        ('id = "guards"\n', ", question number 1, 'id':"),
    ],
)
def test_missing_keys_are_named(old: str, where: str) -> None:
    """A table is named by its id, by its place where it has none."""
    found = problems(edited((old, "")))
    assert f"{NAME}{where} is missing; add it" in found


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("3", "must be text in quotation marks, found 3"),
        ("true", "must be text in quotation marks, found true"),
        ("2016-05-01", "must be text in quotation marks, found 2016-05-01"),
        ('["x"]', "must be text in quotation marks, found [...]"),
        ("{ x = 1 }", "must be text in quotation marks, found {...}"),
        ('""', "is empty; fill it in"),
        ('"   "', "'   ' begins or ends with a space or breaks the line; trim it to one line"),
        ('" x"', "' x' begins or ends with a space or breaks the line; trim it to one line"),
        ('"""x\ny"""', r"'x\ny' begins or ends with a space or breaks the line; trim it to one line"),
        (r'"bell \u0007"', r"'bell \x07' has a control character or a line break; remove it"),
        (r'"nothing \u0000 here"', r"'nothing \x00 here' has a control character or a line break; remove it"),
        (r'"two \u2028 lines"', r"'two \u2028 lines' has a control character or a line break; remove it"),
        (f'"{"x" * 121}"', "has 121 characters, at most 120 are allowed; shorten it"),
    ],
)
def test_texts_are_one_printable_line(written: str, what: str) -> None:
    """Neither another type, nor empty, nor too long, nor anything that a cell or a terminal would trip over."""
    assert problems(edited((TITLE, f"title = {written}\n"))) == [f"{NAME}, 'title': {what}"]


@pytest.mark.parametrize(
    ("weight", "what"),
    [
        ("0", ": the weight is 0; give it a weight"),
        ("-1", ", 'weight': -1 is out of range; write a number of at least 0"),
        ("1000.5", ", 'weight': 1000.5 is out of range; write a number of at most 1000"),
        ("1e400", ", 'weight': 1E+400 is out of range; write a number of at most 1000"),
        ('"heavy"', ", 'weight': 'heavy' is no number; write one such as 2 or 1.5"),
        ('"2"', ", 'weight': '2' is no number; write one such as 2 or 1.5"),
        ("true", ", 'weight': true is no number; write one such as 2 or 1.5"),
        ("[2]", ", 'weight': [...] is no number; write one such as 2 or 1.5"),
        ("nan", ", 'weight': NaN is no number; write one such as 2 or 1.5"),
        ("-inf", ", 'weight': -Infinity is no number; write one such as 2 or 1.5"),
        ("2.125", ", 'weight': 2.125 has more than 2 decimals; round it"),
        ("1e-9", ", 'weight': 1E-9 has more than 2 decimals; round it"),
    ],
)
def test_weights_are_positive_numbers_with_two_decimals(weight: str, what: str) -> None:
    """The bad value is shown as the file writes it, or nearly so."""
    found = problems(edited((WEIGHT, f'label = "Machines"\nweight = {weight}')))
    assert found == [f"{NAME}, dimension 'machines'{what}"]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("version = 1\n", "version = 1.5\n", "'version'", "must be a whole number, found 1.5"),
        ("version = 1\n", 'version = "1"\n', "'version'", "must be a whole number, found '1'"),
        ("version = 1\n", "version = true\n", "'version'", "must be a whole number, found true"),
        ("version = 1\n", "version = 0\n", "'version'", "0 is out of range; write a number of at least 1"),
        ("version = 1\n", "version = 9999\n", "'version'", "9999 is out of range; write a number of at most 1000"),
        (
            'id = "workshop-safety"',
            'id = "Workshop Safety"',
            "'id'",
            "'Workshop Safety' is no id here; it has small letters, digits and single hyphens, such as 'right-to-win'",
        ),
    ],
)
def test_a_file_without_sound_id_and_version_is_called_questionnaire(old: str, new: str, where: str, what: str) -> None:
    """The name cannot be `workshop-safety v1` when that is what is wrong."""
    assert problems(edited((old, new))) == [f"questionnaire, {where}: {what}"]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("minutes = 5", "minutes = 2.5", "'lengths', 'full', 'minutes'", "must be a whole number, found 2.5"),
        ("full = {", "full = 5 #", "'lengths', 'full'", "must be a table such as { key = value }, found 5"),
        (f"[scale]\n{SCALE}\n", "scale = 3\n", "'scale'", "must be a table such as { key = value }, found 3"),
        (SCALE, "values = [3]", "'scale', 'values'", "has 1 entry, at least 2 are needed; add some"),
        (SCALE, f"values = {[*range(11)]}", "'scale', 'values'", "has more than 10 entries; shorten it"),
        (SCALE, "values = [0, 0.755]", "'scale', value 2", "0.755 has more than 2 decimals; round it"),
        (ORDER, "asking_order = 3", "'asking_order'", "must be a list in square brackets, found 3"),
        (ORDER, f"{ORDER[:-1]}, 3]", "'asking_order', entry 4", "must be text in quotation marks, found 3"),
        ("from = 0.75", "from = 1.2", "'scoring', 'scored_from'", "1.2 is out of range; write a number of at most 1"),
        ("from = 0.75", "from = 0", "'scoring', 'scored_from'", "0 is out of range; write a number above 0"),
        ("from = 0.75", "from = 0.66667", "'scoring', 'scored_from'", "0.66667 has more than 4 decimals; round it"),
        (STAGE, '"bare"', "'stages', 'list', entry 1", "must be a table such as { key = value }, found 'bare'"),
        (FIRST_LEVEL, "0", "question 'guards', level 1", "must be a table such as { key = value }, found 0"),
        ("optional = true", "optional = 1", "question 'music', 'optional'", "must be true or false, found 1"),
        ('rule = "levels', 'rule = "level', "check 'trained-not-reported', 'rule'", "is 'level_apart'; did you mean"),
        ('needs = "any"', "needs = 1", "check 'machines-not-people', 'needs'", "is 1; allowed are 'all' or 'any'"),
    ],
)
def test_values_of_the_wrong_kind_are_refused(old: str, new: str, where: str, what: str) -> None:
    """Each says what stands there and what may."""
    text = edited((old, new))
    assert [problem for problem in problems(text) if problem.startswith(f"{NAME}, {where}: {what}")]


@pytest.mark.parametrize("table", ["dimension", "question", "check", "definition"])
@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("3", "'{table}': must be a list of tables, found 3; head each table with [[{table}]]"),
        ("{ id = 'x' }", "'{table}': must be a list of tables, found {{...}}; head each table with [[{table}]]"),
        ("[1]", "{table} number 1: must be a table such as {{ key = value }}, found 1"),
        ("[[]]", "{table} number 1: must be a table such as {{ key = value }}, found [...]"),
    ],
)
def test_lists_of_tables_are_lists_of_tables(table: str, written: str, what: str) -> None:
    """`question = 3`, `[question]` for `[[question]]`, or a list of something else."""
    head = SOUND.split("[[dimension]]")[0]
    text = edited((TITLE, f"{TITLE}{table} = {written}\n"), text=head)
    assert f"{NAME}, {what.format(table=table)}" in problems(text)


@pytest.mark.parametrize(("table", "most"), [("dimension", 50), ("question", 500)])
def test_there_are_some_tables_and_not_too_many(table: str, most: int) -> None:
    """None at all, and one too many."""
    head = edited((TITLE, f"{TITLE}{table} = []\n"), text=SOUND.split("[[dimension]]")[0])
    assert f"{NAME}, '{table}': has 0 entries, at least 1 are needed; add some" in problems(head)
    many = SOUND + f"\n[[{table}]]\n" * most
    assert f"{NAME}, '{table}': has more than {most} entries; shorten it" in problems(many)


def test_all_problems_of_a_file_stand_in_one_report() -> None:
    """Ten planted faults of ten kinds, none hidden by another."""
    planted = (
        (TITLE, f"{TITLE}titel = 1\n"),
        ("minutes = 5", "minutes = 0"),
        ("thin_from = 0.40", "thin_from = 0.80"),
        ("from = 0.80, target", "from = 2.50, target"),
        (WEIGHT, 'label = "Machines"\nweight = "heavy"'),
        ('text = "Some are pressed by chance"', "text = 7"),
        ('depends_on = ["people"]', 'depends_on = ["peeple"]'),
        ('dimension = "air"\nname = "Alarms"', 'dimension = "airs"\nname = "Alarms"'),
        ('id = "music"', 'id = "filters"'),
        ("{low_score}", "{lowest}"),
    )
    found = problems(edited(*planted))
    assert len(found) == len(planted)
    assert len(set(found)) == len(planted)
    assert all(problem.startswith(NAME) for problem in found)
