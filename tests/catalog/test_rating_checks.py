"""Checks of ratings against facts, and what informs a criterion: every fault of the file is named."""

import pytest

from assessment.catalog import parse_targeting
from assessment.errors import CatalogError
from assessment.workflow.targeting import RULES

SHIPPED = RULES.read_text("utf-8")
NEWER = ("facts =", "dimensions =", "weak =")
BEFORE = SHIPPED.partition("# Ratings that what is known")[0].split("\n")
OLD = "\n".join(line for line in BEFORE if not line.startswith(NEWER))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "shrinks-yet-rated-growing"', 'id = "grows-yet-rated-shrinking"', "the id is used twice"),
        ('criterion = "A2"\nrated_to', 'criterion = "A9"\nrated_to', "names the unknown criterion 'A9'"),
        ("rated_to = 1\n", "", "either 'rated_from' or 'rated_to'"),
        ("rated_to = 1\n", "rated_to = 1\nrated_from = 1\n", "either 'rated_from' or 'rated_to'"),
        ("above = 0\n", "", "either 'above' or 'below'"),
        ("Rated {rating}, yet", "Rated {ratings}, yet", "and no other braces"),
        ("Rated {rating}, yet", "Rated {rating!r}, yet", "and no other braces"),
        ("Rated {rating}, yet", "Rated {rating:>9}, yet", "and no other braces"),
        ("Rated {rating}, yet", "Rated {, yet", "and no other braces"),
        ('facts = ["growth"]', 'facts = ["size"]', "is 'size'; allowed are"),
    ],
)
def test_a_fault_is_named(old: str, new: str, said: str) -> None:
    """By the check it is in."""
    assert old in SHIPPED
    with pytest.raises(CatalogError) as fault:
        parse_targeting(SHIPPED.replace(old, new, 1))
    assert any(said in problem for problem in fault.value.problems), fault.value.problems


def test_a_file_without_any_of_it_is_sound_as_it_was() -> None:
    """No fact informs anything then, and no dimension is too weak."""
    rules = parse_targeting(OLD)
    assert (rules.rating_checks, rules.thresholds.weak) == ((), 0)
    assert not any(criterion.facts or criterion.dimensions for criterion in rules.criteria)
