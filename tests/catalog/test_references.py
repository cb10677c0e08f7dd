"""What must hold between the parts of a questionnaire: ids, references, order, thresholds."""

import pytest

from assessment.catalog import parse
from tests.catalog.edits import NAME, SOUND, edited, problems

ORDER = 'asking_order = ["machines", "people", "air"]'
SCALE = "values = [0, 0.75, 1.5, 3]"
LEVEL = '{ value = 0.75, text = "A guard is mended once it is missed" },'
ALARMS = 'dimension = "air"\nname = "Alarms"'
MACHINES_FIRST = 'depends_on = []\nmature = "Every guard'
STRONG_MACHINES = 'by a plan", question = "guards"'
OPTIONAL = "weight = 0\noptional = true"
LADDER = "the levels are valued {}, 0.75, 1.5, 3, the scale is 0, 0.75, 1.5, 3; use the scale"


def check_one_problem(old: str, new: str, expected: str) -> None:
    """The edit makes exactly that problem and no second one follows from it."""
    assert problems(edited((old, new))) == [f"{NAME}{expected}"]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('id = "emergency-stops"', 'id = "guards"', "question 'guards'"),
        ('id = "machines-not-people"', 'id = "trained-not-reported"', "check 'trained-not-reported'"),
        ('id = "kept"', 'id = "bare"', "stage 'bare'"),
    ],
)
def test_every_id_is_used_once(old: str, new: str, where: str) -> None:
    """Answers are found by ids."""
    check_one_problem(old, new, f", {where}: the id is used twice; every id is used once")


def test_a_dimension_id_used_twice_is_named() -> None:
    """What refers to the id that went missing is named too; no circle is imagined."""
    found = problems(edited(('id = "people"\nnumber', 'id = "machines"\nnumber')))
    assert f"{NAME}, dimension 'machines': the id is used twice; every id is used once" in found
    assert f"{NAME}, dimension 'air': depends_on names the unknown dimension 'people'" in "\n".join(found)
    assert "circle" not in "\n".join(found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "music"', 'id = "air"', ", question 'air': a dimension has this id too; choose another"),
        ("number = 3", "number = 1", ": two dimensions have number 1; number each once"),
        ('name = "Safe"', 'name = "bare"', ", stage 'bare': the name is used twice; every name is used once"),
        (
            "An accident",
            'An accident"\n[[definition]]\nterm = "Near Miss"\ntext = "x',
            ", definition 'near miss': the term is defined twice; keep one",
        ),
    ],
)
def test_what_names_something_names_one_thing(old: str, new: str, expected: str) -> None:
    """Numbers, stage names and terms, whatever their capitals."""
    check_one_problem(old, new, expected)


@pytest.mark.parametrize(
    ("id", "where"), [("air", "dimension"), ("music", "question"), ("machines-not-people", "check")]
)
def test_retired_ids_never_come_back(id: str, where: str) -> None:
    """An old answer must not turn into an answer to something else."""
    retired = f'retired = ["long-gone", "{id}"]\n{ORDER}'
    check_one_problem(ORDER, retired, f", {where} '{id}': the id is retired and never used again; choose a new one")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (LEVEL, "", "3 levels, the scale has 4"),
        (LEVEL, LEVEL + '{ value = 1, text = "x" },', "5 levels, the scale has 4"),
        ('value = 0, text = "Nobody l', 'value = 0.5, text = "Nobody l', LADDER.format("0.5")),
        ("A guard is mended once it is missed", "nobody looks after THE guards", "two levels say 'nobody looks after"),
        (
            "A guard is mended once it is missed",
            "Who knows?",
            "level 'Who knows?' has one of * ? ~, which spreadsheets",
        ),
        ('looked after?"\nweight = 2', 'looked after?"\nweight = 0', "the weight is 0; give it a weight or mark it "),
    ],
)
def test_a_question_has_the_levels_of_the_scale(old: str, new: str, what: str) -> None:
    """As many, with the same values, each saying something of its own."""
    (problem,) = problems(edited((old, new)))
    assert problem.startswith(f"{NAME}, question 'guards': {what}")


def test_a_scale_out_of_order_is_one_problem() -> None:
    """Its questions are not to blame."""
    check_one_problem(
        SCALE, "values = [0, 1.5, 0.75, 3]", ", 'scale': the values must ascend; order them from low to high"
    )


@pytest.mark.parametrize(
    ("new", "what"),
    [
        ("weight = 1\noptional = true", "an optional question is never scored, its weight 1 must be 0"),
        (f"short = true\n{OPTIONAL}", "an optional question cannot belong to the short length; remove 'short'"),
        ("weight = 0", "the weight is 0; give it a weight or mark it optional"),
    ],
)
def test_an_optional_question_weighs_nothing(new: str, what: str) -> None:
    """And only an optional one."""
    check_one_problem(OPTIONAL, new, f", question 'music': {what}")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            ALARMS,
            ALARMS.replace("air", "airs"),
            ", question 'alarms': names the unknown dimension 'airs'; did you mean",
        ),
        (
            ALARMS,
            ALARMS.replace("air", "xyz"),
            ", question 'alarms': names the unknown dimension 'xyz'; use the id of ",
        ),
        (
            '["people"]',
            '["peeple"]',
            ", dimension 'air': depends_on names the unknown dimension 'peeple'; did you mean ",
        ),
        (STRONG_MACHINES, 'by a plan", question = "gaurds"', ", dimension 'machines', 'when_strong': 'gaurds' is no "),
        (STRONG_MACHINES, 'by a plan", question = "training"', ", dimension 'machines', 'when_strong': 'training' is "),
        (
            'start machines", question = "training"',
            'start machines", question = "music"',
            ", dimension 'people', 'when_strong': rests on the optional question 'music'; name one that is scored",
        ),
    ],
)
def test_references_lead_somewhere(old: str, new: str, expected: str) -> None:
    """With the nearest id where one is near."""
    (problem,) = problems(edited((old, new)))
    assert problem.startswith(f"{NAME}{expected}")


@pytest.mark.parametrize(
    ("upstream", "circle"),
    [("machines", "machines"), ("people", "machines and people"), ("air", "machines, people and air")],
)
def test_dependencies_never_run_in_a_circle(upstream: str, circle: str) -> None:
    """Only what is in the circle is named, not what hangs on it."""
    new = MACHINES_FIRST.replace("[]", f'["{upstream}"]')
    check_one_problem(MACHINES_FIRST, new, f": depends_on runs in a circle through {circle}; remove one link")


@pytest.mark.parametrize(
    ("order", "what"),
    [
        ('["machines", "people"]', ["dimension 'air' is left out; add it"]),
        ('["machines", "people", "air", "air"]', ["'air' stands twice; every dimension is asked once"]),
        (
            '["machines", "people", "air", "water"]',
            ["names the unknown dimension 'water'; use the id of one in this file"],
        ),
        (
            '["machine", "people", "air"]',
            [
                "names the unknown dimension 'machine'; did you mean 'machines'?",
                "dimension 'machines' is left out; add it",
            ],
        ),
    ],
)
def test_every_dimension_is_asked_once(order: str, what: list[str]) -> None:
    """None forgotten, none twice, none unknown."""
    assert problems(edited((ORDER, f"asking_order = {order}"))) == [f"{NAME}, 'asking_order': {each}" for each in what]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "from = 0.80, t",
            "from = 2.50, t",
            ", 'stages': the cut-offs 0, 2.50, 2.05 are out of order; order them from l",
        ),
        (
            "from = 0, t",
            "from = 0.1, t",
            ", stage 'bare': begins at 0.1, the scale at 0; the lowest stage begins where ",
        ),
        ("from = 2.05, t", "from = 3.05, t", ", stage 'safe': begins at 3.05, beyond the scale's 3; lower its 'from'"),
        (
            "target = 0.40",
            "target = 0.80",
            ", stage 'bare': its target 0.80 is outside it; choose one from 0, below 0.80",
        ),
        (
            "target = 1.40",
            "target = 0.50",
            ", stage 'kept': its target 0.50 is outside it; choose one from 0.80, below",
        ),
        (
            "target = 2.50",
            "target = 3.5",
            ", stage 'safe': its target 3.5 is outside it; choose one from 2.05, at most 3",
        ),
        ("thin_from = 0.40", "thin_from = 0.8", ", 'scoring': thin_from 0.8 is above scored_from 0.75; swap them"),
        ("middle_from = 0.75", "middle_from = 1.5", ", 'action_bands': middle_from 1.5 is not below high_from 1.5; or"),
        ("blocked_below = 1.00", "blocked_below = 1.6", ", 'verdict': blocked_below 1.6 is above strength_least 1.50"),
        (
            "least = 1.50",
            "least = 2.3",
            ", 'verdict': strength_least 2.3 is above strength_from 2.20; lower the one or ",
        ),
        (
            "weak_to = 0.75",
            "weak_to = 1.5",
            ", 'verdict': clause_weak_to 1.5 is not below clause_strong_from 1.5; lower",
        ),
        ("priorities = 2", "priorities = 4", ", 'verdict': 4 priorities cannot be picked from 3 dimensions; lower it"),
    ],
)
def test_thresholds_are_in_order(old: str, new: str, expected: str) -> None:
    """Stages, shares, bands and the rules of the verdict."""
    (problem,) = problems(edited((old, new)))
    assert problem.startswith(f"{NAME}{expected}")


def test_a_stage_may_begin_at_the_top_of_the_scale() -> None:
    """Then only the best score is in it."""
    assert parse(edited(("from = 2.05, target = 2.50", "from = 3, target = 3"))).stages[-1].starts_at == 300


def test_the_short_length_is_described_and_used_or_neither() -> None:
    """And then every dimension has a question in it."""
    described = ("full = { minutes = 5 }", "full = { minutes = 5 }\nshort = { minutes = 3 }")
    marked = ("weight = 2\nlevels", "weight = 2\nshort = true\nlevels")
    unused = "'short' is described, but no question has short = true; mark some or remove it"
    missing = "questions have short = true, but 'short' is missing; add short = { minutes = 10 }"
    left_out = "no question of the short length belongs to it; mark one with short = true"
    others = [f"{NAME}, dimension '{id}': {left_out}" for id in ("people", "air")]
    assert problems(edited(described)) == [f"{NAME}, 'lengths': {unused}"]
    assert problems(edited(described, marked)) == others
    assert problems(edited(marked)) == [*others, f"{NAME}, 'lengths': {missing}"]
    all_marked = [marked, ("weight = 2.25\n", "short = true\n"), ("weight = 0.5\n", "short = true\n")]
    assert parse(edited(described, *all_marked)).has_short_length
    faulty = edited(described, *all_marked, ('why = "Dust', 'wye = "Dust'))
    assert [problem for problem in problems(faulty) if "short" in problem] == []


def test_a_questionnaire_without_dimensions_is_not_blamed_for_their_order() -> None:
    """What is missing is said once."""
    missing = [f"{NAME}: 'dimension' is missing; add it", f"{NAME}: 'question' is missing; add it"]
    assert problems(SOUND.split("[[dimension]]")[0]) == missing


def test_a_dimension_needs_a_scored_question() -> None:
    """Questions elsewhere do not help; a faulty question of its own is its own fault only."""
    moved = SOUND.replace('dimension = "air"', 'dimension = "people"')
    assert f"{NAME}, dimension 'air': no scored question belongs to it; add one" in problems(moved)
    without_id = edited(('id = "alarms"\n', ""), ('id = "readings"\n', ""), ('id = "filters"\n', ""))
    faulty = edited(('id = "extraction"\n', ""), text=without_id)
    assert not [problem for problem in problems(faulty) if "dimension" in problem]
