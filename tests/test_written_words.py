"""What is said of a strategy on a page and of roles: counts in sentences, the widest gap first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import Contact, KeyAccount, Written
from assessment.workflow.writing import pages
from assessment.written_words import NEVER, NOBODY, is_gap, months_since, roles_title, standing, strategy_title

TODAY = date(2026, 11, 22)
ROLES = [role.id for role in pages().roles]
FRESH = Contact("Ada", date(2026, 11, 1))


def written(*accounts: dict[str, Contact], parts: int = 0) -> Written:
    """So many parts, and accounts with these contacts."""
    strategy = {part.id: "text" for part in pages().parts[:parts]}
    named = tuple(KeyAccount(f"No. {n}", str(n), contacts=contacts) for n, contacts in enumerate(accounts))
    return Written(pages(), strategy, {}, named, TODAY)


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (0, "Your customer strategy in seven short texts"),
        (1, "One of seven parts of the strategy is written"),
        (6, "Six of seven parts of the strategy are written"),
        (7, "All seven parts of the strategy are written"),
    ],
)
def test_the_title_counts_the_parts(parts: int, title: str) -> None:
    """Texts of parts that are asked for no longer do not count."""
    assert strategy_title(written(parts=parts)) == title
    assert written(parts=parts).parts_written == parts


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 11, 22), "last spoken to less than a month ago"),
        (date(2026, 10, 23), "last spoken to less than a month ago"),
        (date(2026, 10, 22), "last spoken to 1 month ago"),
        (date(2025, 9, 22), "last spoken to 14 months ago"),
        (date(2026, 11, 23), "last spoken to less than a month ago"),
        (None, NEVER),
    ],
)
def test_a_contact_is_as_old_as_its_whole_months(last: date | None, words: str) -> None:
    """Nobody named comes first, whatever the day."""
    assert standing(Contact("Ada", last), TODAY) == words
    assert standing(Contact("", last), TODAY) == NOBODY


@given(st.dates(date(1990, 1, 1), TODAY), st.integers(0, 400))
def test_time_only_adds_months(last: date, days: int) -> None:
    """And a contact that is a gap stays one."""
    later = TODAY + timedelta(days=days)
    assert 0 <= months_since(last, TODAY) <= months_since(last, later)
    assert is_gap(Contact("Ada", last), later) or not is_gap(Contact("Ada", last), TODAY)


@pytest.mark.parametrize(
    ("accounts", "title"),
    [
        ([], "Who is your customer now?"),
        ([{}], "For the one account nobody can name the decision-maker"),
        (
            [dict.fromkeys(ROLES, FRESH), {"decision-maker": FRESH}, {"influencer": FRESH, "decision-maker": FRESH}],
            "For 2 of 3 accounts nobody can name the budget holder",
        ),
        (
            [{**dict.fromkeys(ROLES, FRESH), "end-user": Contact("Bo")}] * 2,
            "For all 2 accounts nobody ever spoke with the end user",
        ),
        (
            [{**dict.fromkeys(ROLES, FRESH), "influencer": Contact("Bo", date(2025, 11, 22))}],
            "For the one account nobody spoke with the influencer for 12 months or more",
        ),
        ([dict.fromkeys(ROLES, FRESH)], "Every role is named, and heard within the last 12 months"),
    ],
)
def test_the_title_names_the_widest_gap(accounts: list[dict[str, Contact]], title: str) -> None:
    """Who is unknown before who was never heard before who was heard long ago."""
    assert roles_title(written(*accounts)) == title
