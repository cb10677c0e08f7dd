"""The file of what written pages ask for: the shipped one is sound, and every fault of another is named."""

import pytest

from assessment.catalog import Kind, kind_of, parse_written_pages
from assessment.errors import CatalogError
from assessment.model import Edition
from assessment.workflow import editions
from assessment.workflow.writing import LONGEST_PART, PAGES
from tests.catalog.edits import edited

SHIPPED = PAGES.read_text("utf-8")
CHANNELS = 'id = "channels"\nname = "Channels"\n'


def problems(*changes: tuple[str, str], edition: Edition | None = None) -> tuple[str, ...]:
    """What is said against the shipped file after small edits."""
    with pytest.raises(CatalogError) as fault:
        parse_written_pages(edited(*changes, text=SHIPPED), edition.questionnaire if edition else None)
    return fault.value.problems


def test_the_shipped_pages_ask_for_seven_parts_five_questions_three_prompts_and_four_roles(edition: Edition) -> None:
    """Every part rests on a dimension; every example fits its field; each function finds its own examples."""
    pages = parse_written_pages(SHIPPED, edition.questionnaire)
    assert [len(each) for each in (pages.parts, pages.questions, pages.prompts, pages.roles)] == [7, 5, 3, 4]
    assert all(part.dimensions for part in pages.parts)
    examples = [part.example for part in pages.parts]
    examples += [words for audience in pages.audiences for words in audience.prompts.values()]
    assert all(len(words) <= LONGEST_PART for words in examples)
    assert {lens: pages.audience_of(lens).id for lens in ("hr", "it", "finance", "sales", None)} == {
        "hr": "hr",
        "it": "it",
        "finance": "finance",
        "sales": "market",
        None: "market",
    }
    lens = edition.profile.field("lens")
    assert lens is not None
    assert {id for audience in pages.audiences for id in audience.lenses} <= {option.id for option in lens.options}


def test_check_knows_what_the_file_is() -> None:
    """And says what is in it."""
    assert kind_of(SHIPPED) is Kind.WRITTEN_PAGES
    assert editions.check(PAGES) == "written pages, 7 parts of a strategy and 4 roles"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (CHANNELS, 'id = "offerings"\nname = "Channels"\n', "part 'offerings': the id is used twice"),
        (CHANNELS, f"{CHANNELS}colour = 1\n", "part 'channels': unknown key 'colour'"),
        (CHANNELS, f"{CHANNELS}from_segments = true\n", "more than one part begins with the segments"),
        ('parts = ["offerings"]', 'parts = ["offering"]', "unknown part 'offering'; did you mean 'offerings'?"),
        ('parts = ["offerings"]', "parts = []", "guiding_question 'needs', 'parts'"),
        ('id = "end-user"', 'id = "user"', "audience 'hr': names the unknown role 'end-user'"),
        ('id = "end-user"', 'id = "user"', "audience 'hr': has no example for the role 'user'; add it to 'roles'"),
        ('id = "whom"', 'id = "who"', "audience 'it': has no example for the prompt 'who'; add it to 'prompts'"),
    ],
)
def test_faults_are_named(old: str, new: str, expected: str) -> None:
    """By table and id."""
    assert any(expected in problem for problem in problems((old, new)))


def test_all_faults_are_named_at_once(edition: Edition) -> None:
    """Dimensions are only looked up where the questionnaire is known."""
    dimension = ('dimensions = ["omnichannel"]', 'dimensions = ["omnichannels"]')
    found = problems(dimension, ('parts = ["offerings"]', 'parts = ["x"]'), edition=edition)
    assert len(found) == 2
    assert "part 'channels': names the unknown dimension 'omnichannels'; did you mean 'omnichannel'?" in found[0]
    assert parse_written_pages(edited(dimension, text=SHIPPED)).parts[4].dimensions == ("omnichannels",)
