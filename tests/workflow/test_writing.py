"""A strategy, the customers now and who decides there are written bit by bit; what cannot be kept changes nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from assessment.errors import AnsweringError, WritingError
from assessment.intake.answers_json import parse
from assessment.model import Actor, Contact, Length, Segment, SegmentStatus, Written
from assessment.storage import audits
from assessment.storage.tables import key_account, key_account_role, written_part
from assessment.workflow import answering, own_data, segmenting, writing
from assessment.workflow.opening import Place
from tests.workflow.sitting import NOW, answer_everything, begun, close_campaigns, kept, record

HOSTILE = "A [b](http://x) **c** <script> =1+1"
CHOSEN, TODAY = "chosen-customers", NOW.date()


def stored(actor: Actor, place: Place) -> Written:
    """What is written as it is stored."""
    return writing.written_of(actor, place)


def names(actor: Actor, place: Place) -> list[str]:
    """What the accounts are called."""
    return [account.name for account in stored(actor, place).accounts]


def refused(do: Callable[[], object]) -> str:
    """The words of the refusal."""
    with pytest.raises(WritingError) as refusal:
        do()
    return " ".join(refusal.value.problems)


def name_segments(actor: Actor, place: Place, *named: str) -> None:
    """Segments of these names; one that ends in `later` is planned."""
    status = {name: SegmentStatus.PLANNED if name.endswith("later") else SegmentStatus.SERVED for name in named}
    wanted = [Segment(name, Fraction(0), Fraction(0), status=status[name]) for name in named]
    segmenting.put_segments(actor, place, wanted, Fraction(0))


def test_with_either_questionnaire_a_strategy_is_written_and_taken_back(any_place: Place) -> None:
    """In drafts and in submitted answers alike, and when the time for answering is over."""
    actor = begun(any_place)
    assert stored(actor, any_place).is_empty
    writing.write_part(actor, any_place, "channels", f"  {HOSTILE}\n two\0 ")
    answer_everything(actor, any_place)
    answering.submit(actor, any_place)
    writing.write_prompt(actor, any_place, "whom", "Colleagues")
    close_campaigns(any_place, any_place.now())
    writing.write_part(actor, any_place, "offerings", "Pumps")
    written = stored(actor, any_place)
    assert written.strategy == {"channels": f"{HOSTILE}\n two", "offerings": "Pumps"}
    assert written.discovery == {"whom": "Colleagues"}
    assert written.parts_written == 2
    writing.write_part(actor, any_place, "channels", " \n ")
    assert stored(actor, any_place).strategy == {"offerings": "Pumps"}


def test_what_is_written_stands_in_history_and_log(place: Place, respondent: Actor) -> None:
    """The log names no content."""
    writing.write_part(respondent, place, "channels", "By phone")
    writing.write_part(respondent, place, "channels", "")
    id = writing.add_account(respondent, place, "North")
    writing.name_person(respondent, place, id, "influencer", "Ada")
    assert record(respondent, place)[-4:] == [
        ("segments", "strategy/channels", "By phone"),
        ("segments", "strategy/channels", None),
        ("segments", "accounts", "1 account"),
        ("segments", f"accounts/{id}/influencer", "Ada"),
    ]
    with place.store.read() as connection:
        verbs = [(entry.verb, entry.note) for entry in audits.about(connection, str(respondent.subject))]
    assert verbs.count(("target", None)) == 4


def test_what_is_too_long_or_not_asked_for_is_refused(place: Place, respondent: Actor) -> None:
    """And nothing is stored."""
    before = kept(respondent, place)
    assert "at most 300 characters" in refused(
        lambda: writing.write_part(respondent, place, "channels", "x" * (writing.LONGEST_PART + 1))
    )
    assert "reload the page" in refused(lambda: writing.write_part(respondent, place, "whom", "x"))
    assert "reload the page" in refused(lambda: writing.write_prompt(respondent, place, "channels", "x"))
    assert "reload the page" in refused(lambda: writing.begin_with_segments(respondent, place, "channels"))
    assert kept(respondent, place) == before
    writing.write_part(respondent, place, "channels", "x" * writing.LONGEST_PART)


def test_the_segments_begin_a_blank_part_and_never_overwrite(place: Place, respondent: Actor) -> None:
    """Those that are planned are told apart; without segments nothing happens."""
    writing.begin_with_segments(respondent, place, CHOSEN)
    assert stored(respondent, place).strategy == {}
    name_segments(respondent, place, "Plants", "Workshops", "Web, later")
    writing.begin_with_segments(respondent, place, CHOSEN)
    assert stored(respondent, place).strategy == {CHOSEN: "Plants and Workshops; planned: Web, later"}
    writing.write_part(respondent, place, CHOSEN, "Our own words")
    writing.begin_with_segments(respondent, place, CHOSEN)
    assert stored(respondent, place).strategy == {CHOSEN: "Our own words"}


def test_as_many_names_as_fit_begin_the_text(place: Place, respondent: Actor) -> None:
    """The others are counted."""
    name_segments(respondent, place, *(f"{number:x}" * segmenting.LONGEST_SEGMENT for number in range(1, 9)))
    writing.begin_with_segments(respondent, place, CHOSEN)
    text = stored(respondent, place).strategy[CHOSEN]
    assert len(text) <= writing.LONGEST_PART
    assert text.endswith("more")
    assert writing.starting_text([]) == ""


def test_accounts_are_added_renamed_and_removed(place: Place, respondent: Actor) -> None:
    """In their order; one that is gone already stays gone."""
    one = writing.add_account(respondent, place, f" {HOSTILE}\n")
    two = writing.add_account(respondent, place, "Two")
    assert names(respondent, place) == [HOSTILE, "Two"]
    writing.rename_account(respondent, place, two, "two")
    writing.remove_account(respondent, place, one)
    writing.remove_account(respondent, place, one)
    assert names(respondent, place) == ["two"]
    for do in (
        lambda: writing.rename_account(respondent, place, one, "x"),
        lambda: writing.name_person(respondent, place, one, "influencer", "x"),
        lambda: writing.put_last_contact(respondent, place, one, "influencer", None),
    ):
        assert refused(do) == writing.NOT_KNOWN


def test_what_cannot_be_an_account_is_refused(place: Place, respondent: Actor) -> None:
    """No name, a long one, one that is taken, one too many."""
    ids = [writing.add_account(respondent, place, f"No. {number}") for number in range(writing.MOST_ACCOUNTS)]
    before = kept(respondent, place)
    assert "At most 20 accounts" in refused(lambda: writing.add_account(respondent, place, "One more"))
    assert "write 1 to" in refused(lambda: writing.rename_account(respondent, place, ids[0], " \n"))
    assert "write 1 to" in refused(lambda: writing.rename_account(respondent, place, ids[0], "x" * 1000))
    assert "“no. 1” is named already" in refused(lambda: writing.rename_account(respondent, place, ids[0], "no. 1"))
    assert kept(respondent, place) == before


def test_who_plays_a_role_is_said_and_taken_back(place: Place, respondent: Actor) -> None:
    """Name and day each for themselves."""
    id = writing.add_account(respondent, place, "North")

    def contact() -> Contact:
        (account,) = stored(respondent, place).accounts
        return account.contact("influencer")

    writing.put_last_contact(respondent, place, id, "influencer", date(2025, 1, 31))
    assert contact() == Contact("", date(2025, 1, 31))
    writing.name_person(respondent, place, id, "influencer", f"{HOSTILE}\nx")
    assert contact() == Contact(f"{HOSTILE} x", date(2025, 1, 31))
    writing.put_last_contact(respondent, place, id, "influencer", None)
    writing.name_person(respondent, place, id, "influencer", "")
    assert contact() == Contact()
    long = "x" * (writing.LONGEST_PERSON + 1)
    assert "at most 120" in refused(lambda: writing.name_person(respondent, place, id, "influencer", long))
    assert "reload the page" in refused(lambda: writing.name_person(respondent, place, id, "chef", "x"))


def test_a_contact_lies_in_the_past_of_somewhere(place: Place, respondent: Actor) -> None:
    """Where it is tomorrow already, today is a day ahead."""
    id = writing.add_account(respondent, place, "North")
    writing.put_last_contact(respondent, place, id, "influencer", TODAY + timedelta(days=1))
    for day in (TODAY + timedelta(days=2), date(1969, 12, 31)):
        said = refused(lambda day=day: writing.put_last_contact(respondent, place, id, "influencer", day))  # type: ignore[misc]
        assert "lies in the past" in said


def test_segments_become_accounts_once(place: Place, respondent: Actor) -> None:
    """Not those that are accounts already, by name or by where they come from, and only while there is room."""
    writing.add_account(respondent, place, "plants")
    name_segments(respondent, place, "Plants", "Workshops", "Web")
    writing.take_from_segments(respondent, place)
    assert names(respondent, place) == ["plants", "Workshops", "Web"]
    writing.rename_account(respondent, place, stored(respondent, place).accounts[1].id, "Shops")
    writing.take_from_segments(respondent, place)
    assert names(respondent, place) == ["plants", "Shops", "Web"]
    for number in range(writing.MOST_ACCOUNTS - 4):
        writing.add_account(respondent, place, f"No. {number}")
    name_segments(respondent, place, "Four", "Five")
    writing.take_from_segments(respondent, place)
    assert names(respondent, place)[-1] == "Four"
    assert len(names(respondent, place)) == writing.MOST_ACCOUNTS


def test_what_is_written_is_taken_along_and_read_again(place: Place, respondent: Actor) -> None:
    """The file still counts as a file of answers."""
    writing.write_part(respondent, place, "channels", HOSTILE)
    id = writing.add_account(respondent, place, "North")
    writing.name_person(respondent, place, id, "influencer", "Ada")
    exported = own_data.exported(respondent, place)
    assert exported["written"] == {
        "strategy": {"channels": HOSTILE},
        "discovery": {},
        "accounts": [{"name": "North", "roles": {"influencer": {"person": "Ada", "last_contact": None}}}],
    }
    assert parse(json.dumps(exported), "own.json", place.edition, Length.SHORT).answers == {}


def test_erasing_leaves_nothing_of_it(place: Place, respondent: Actor) -> None:
    """Neither text nor account nor person; what others wrote stays."""
    other = begun(place, "Another unit")
    for actor in (respondent, other):
        writing.write_part(actor, place, "channels", "By phone")
        id = writing.add_account(actor, place, "North")
        writing.name_person(actor, place, id, "influencer", "Ada")
    own_data.erase(respondent, place, "R-1")
    with place.store.read() as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(table))
            for table in (written_part, key_account, key_account_role)
        ]
    assert counts == [1, 1, 1]
    assert names(other, place) == ["North"]


def test_a_late_word_of_another_tab_changes_nothing(place: Place, respondent: Actor) -> None:
    """It is older than what the last writer said."""
    answering.claim(respondent, place, "new.1")
    late = replace(respondent, tab="old.1", is_late=True)
    with pytest.raises(AnsweringError, match="elsewhere"):
        writing.write_part(late, place, "channels", "older")
    assert stored(respondent, place).is_empty
