"""The file of criteria and zones: the shipped one is sound, and every fault of another is named."""

import pytest

from assessment.catalog import Kind, kind_of, parse_targeting
from assessment.errors import CatalogError
from assessment.model import Claim, Side
from assessment.workflow import editions
from assessment.workflow.targeting import RULES

SHIPPED = RULES.read_text("utf-8")


def problems(text: str) -> tuple[str, ...]:
    """What is said against a text."""
    with pytest.raises(CatalogError) as fault:
        parse_targeting(text)
    return fault.value.problems


def test_the_shipped_rules_have_twelve_criteria_and_six_zones() -> None:
    """With the weights, the knock-outs and the cuts of the framework."""
    rules = parse_targeting(SHIPPED)
    assert [[c.id for c in rules.of(side)] for side in Side] == [
        ["A1", "A2", "A3", "A4", "A5", "A6"],
        ["R1", "R2", "R3", "R4", "R5", "R6"],
    ]
    assert [float(c.weight) for c in rules.criteria] == [0.2, 0.2, 0.2, 0.15, 0.1, 0.15, 0.2, 0.2, 0.2, 0.1, 0.15, 0.15]
    assert [c.id for c in rules.criteria if c.knock_out] == ["R1", "R2", "R3", "R5"]
    assert [c.id for c in rules.criteria if c.needs_revenue] == ["R5", "R6"]
    cuts = rules.thresholds
    assert (cuts.right_to_win, cuts.near, cuts.attractive, cuts.knock_out, cuts.close) == (350, 250, 300, 3, 25)
    assert rules.zone(Claim.HELD, True).name == "Invest and defend"
    assert rules.zone(Claim.FAR, False).name == "Leave"


def test_check_knows_what_the_file_is() -> None:
    """And says what is in it."""
    assert kind_of(SHIPPED) is Kind.TARGETING
    assert editions.check(RULES).startswith("right-to-win v1, 12 criteria and 6 zones, hash ")


def test_comments_and_layout_do_not_change_the_hash_and_a_weight_does() -> None:
    """Findings rest on it."""
    rules = parse_targeting(SHIPPED)
    assert parse_targeting("# said otherwise\n" + SHIPPED.replace("3.5 ", "3.50 ")).content_hash == rules.content_hash
    swapped = SHIPPED.replace("weight = 0.10", "weight = 0.15").replace(
        'name = "Wider value"\nweight = 0.15', 'name = "Wider value"\nweight = 0.10'
    )
    assert problems(swapped)
    other = SHIPPED.replace("close = 0.25", "close = 0.2")
    assert parse_targeting(other).content_hash != rules.content_hash


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight = 0.20", "weight = 0.25", "the weights of 'attractiveness' sum to 1.05; they must sum to 1"),
        ('id = "A2"', 'id = "A1"', "criterion 'A1': the id is used twice; every id is used once"),
        ('part = "reasons"\n', "", "criterion 'R1': 'part' is 'reasons' or 'proof' for a right to win"),
        ('id = "harvest"', 'id = "invest"', "zone 'invest': the id is used twice; every id is used once"),
        ('claim = "held"', 'claim = "near"', "0 zones for 'held' and attractive; each field of the map has one"),
        ('claim = "held"', 'claim = "near"', "2 zones for 'near' and attractive; each field of the map has one"),
        ("near = 2.5", "near = 3.5", "'near' must be below 'right_to_win'"),
        ("attractive = 3.0", "attractive = 5", "'attractive' must lie between 1 and 5"),
        ('low = "Shrinks"', 'low = "Shrinks"\nlwo = "x"', "lwo"),
        ("knock_out = true", "knock_out = false", ""),
    ],
)
def test_a_fault_is_named_with_how_to_mend_it(old: str, new: str, said: str) -> None:
    """By ids; the last one is none."""
    text = SHIPPED.replace(old, new, 1)
    if said:
        assert any(said in problem for problem in problems(text)), problems(text)
    else:
        parse_targeting(text)


def test_planned_segments_need_a_knock_out_that_can_be_rated() -> None:
    """And attractiveness knocks nothing out."""
    none = SHIPPED.replace("knock_out = true\nlow", "low")
    assert any("planned segments need one" in problem for problem in problems(none))
    wrong = SHIPPED.replace('name = "Growth"\n', 'name = "Growth"\nknock_out = true\n')
    assert any("only a criterion of the right to win can knock out" in problem for problem in problems(wrong))
