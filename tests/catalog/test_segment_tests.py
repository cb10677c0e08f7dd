"""Rivals and nearness in the file of criteria: what is shipped is that of the framework, and every fault is named."""

from fractions import Fraction

import pytest

from assessment.catalog import parse_targeting
from assessment.catalog.targeting import TargetingDocument
from tests.catalog.test_targeting import SHIPPED, problems

BEFORE, _, REST = SHIPPED.partition("\n[rivals]\n")


def test_the_shipped_rules_are_those_of_the_framework() -> None:
    """Points, limits, margins, cuts, and the kinds of change."""
    rules = parse_targeting(SHIPPED)
    rivals, adjacency = rules.rivals, rules.adjacency
    assert rivals is not None
    assert adjacency is not None
    assert rivals.criterion == "R3"
    assert rivals.margins == (-4, -1, 2, 5)
    assert [(kind.id, kind.least, kind.most, kind.below, kind.at, kind.above) for kind in rivals.kinds] == [
        ("capability", 3, 6, -1, 0, 2),
        ("asset", 0, 3, -1, 0, 1),
        ("table-stake", 0, 3, -1, 1, 1),
    ]
    assert "Strategy&" in rivals.source
    assert (adjacency.critical_weight, adjacency.critical_shortfall) == (Fraction(1, 5), 2)
    kinds = "customer product channel geography value-chain-step capability"
    assert [kind.id for kind in adjacency.changes] == kinds.split()
    assert [(v.coverage, v.critical_gaps, v.changes) for v in adjacency.verdicts] == [
        (Fraction(4, 5), 0, 1),
        (Fraction(3, 5), 1, 2),
        (None, None, None),
    ]
    assert adjacency.base_rate.startswith("About one in four adjacency moves in the literature succeed")
    assert "Zook" in adjacency.source


def test_rules_without_them_are_sound_and_keep_the_hash_they_had() -> None:
    """They say less; a published file that lacks them changes no meaning."""
    bare = parse_targeting(BEFORE)
    assert (bare.rivals, bare.adjacency) == (None, None)
    assert bare.content_hash == parse_targeting(BEFORE + "\n# nothing more\n").content_hash
    assert bare.content_hash != parse_targeting(SHIPPED).content_hash
    fields = TargetingDocument.model_fields
    assert fields["rivals"].default is fields["adjacency"].default is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('criterion = "R3"', 'criterion = "R33"', "rivals: 'criterion' is none of the right to win: 'R33'; did you"),
        ('criterion = "R3"', 'criterion = "A1"', "rivals: 'criterion' is none of the right to win: 'A1'"),
        ("[-4, -1, 2, 5]", "[-4, -1, 5]", "rivals: 'margins' holds 4 rising numbers, one for each rating from 2 to 5"),
        ("[-4, -1, 2, 5]", "[-4, 2, -1, 5]", "rivals: 'margins' holds 4 rising numbers"),
        ("[-4, -1, 2, 5]", "[-4, -1, 2, 2]", "rivals: 'margins' holds 4 rising numbers"),
        ('id = "asset"', 'id = "capability"', "rivals, kind 'capability': the id is used twice"),
        ("least = 3\nmost = 6", "least = 7\nmost = 6", "rivals, kind 'capability': 'least' is 7 and 'most' 6"),
        ("least = 3\n", "least = 0\n", "rivals: no kind must be named"),
        ("above = 2", "above = -2", "rivals, kind 'capability': points must not fall"),
        ("above = 2", "above = 200", "'rivals', kind 'capability', 'above'"),
        ("own_choice", "own_choise", "own_choise"),
        ('id = "channel"', 'id = "product"', "adjacency, change 'product': the id is used twice"),
        ('id = "stretch"', 'id = "venture"', "adjacency, verdict 'venture': the id is used twice"),
        ("coverage = 0.80\n", "", "adjacency, verdict 'reachable': 'coverage' is missing; only the last one has none"),
        ("coverage = 0.60", "coverage = 0.90", "adjacency, verdict 'stretch': it must be easier to reach"),
        ("critical_gaps = 0\nchanges = 1", "critical_gaps = 2\nchanges = 1", "verdict 'stretch': it must be easier"),
        ("changes = 1\n", "changes = 3\n", "adjacency, verdict 'stretch': it must be easier to reach"),
        ("critical_shortfall = 2", "critical_shortfall = 0", "'adjacency', 'critical_shortfall'"),
        ('sense = "New venture, not an adjacency"', 'sense = "x"\nchanges = 6', "'changes' must be left out"),
    ],
)
def test_a_fault_is_named_with_how_to_mend_it(old: str, new: str, said: str) -> None:
    """By ids."""
    assert old in REST
    text = BEFORE + "\n[rivals]\n" + REST.replace(old, new, 1)
    assert any(said in problem for problem in problems(text)), problems(text)


def test_all_faults_are_named_at_once() -> None:
    """Of both parts, and of the criteria before them."""
    text = SHIPPED.replace('criterion = "R3"', 'criterion = "R9"').replace("critical_gaps = 1", "critical_gaps = -1")
    said = " ".join(problems(text.replace("near = 2.5", "near = 3.5")))
    assert all(part in said for part in ("'near' must be below", "'R9'", "'critical_gaps'"))
