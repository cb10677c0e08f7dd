"""The screens of a workshop: the facilitator's before and after ratings are revealed, and the phones'."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio

from assessment import access
from assessment.model import Actor, Evidence, Segment
from assessment.ui.screens.rate_blind import NOT_HEARD
from assessment.workflow import segmenting, workshop_seats, workshops
from assessment.workflow.workshop_seats import NEWCOMER, Ballot
from tests.ui.apptest import Browser, key, labels, press, press_labelled, run, title, unheard, words

ASKED = ("R1", "R2", "R3", "R5")
HOSTILE = "[b](http://t.ex) :red[c] $d$ <script>"


def begin(browser: Browser, names: Sequence[str] = (HOSTILE, "Two")) -> list[str]:
    """A response with segments of equal shares; their ids."""
    browser.begin()
    share = Fraction(1, len(names))
    wanted = [Segment(name, share, share) for name in names]
    segmenting.put_segments(browser.actor, browser.place, wanted, Fraction(0))
    return [each.id for each in segmenting.segmentation_of(browser.actor, browser.place).segments]


def joined(browser: Browser, name: str = "Ana") -> tuple[Actor, str]:
    """Somebody who joined the workshop of this browser, and the secret of their place."""
    token = access.new_token()
    workshop = workshops.open_workshop(browser.actor, browser.place, browser.token or "")
    link = workshops.link_token(browser.token or "", workshop)
    return workshop_seats.join(NEWCOMER, browser.place, link, name, token), token


def phone(browser: Browser, token: str) -> Browser:
    """A phone with a place and no answers of its own."""
    browser.rating, browser.token = token, access.new_token()
    return browser


def ballots(browser: Browser) -> tuple[Ballot, ...]:
    """What the phone's rater has rated, as the store has it."""
    return workshop_seats.ballots_of(workshop_seats.rater(browser.place, browser.rating), browser.place)


def press_in_dialog(tab: AppTest, opener: str, button: str) -> None:
    """Press a button in the dialog that another one opens; both are pressed in the run that counts."""
    tab.button(key=key(tab, opener)).click()
    run(tab)
    tab.button(key=key(tab, opener)).click()
    tab.button(key=key(tab, button)).click()
    run(tab)


def mine(tab: AppTest, criterion: str) -> Radio[object]:
    """The options of one criterion on the phone."""
    (found,) = [one for one in tab.radio if f"_{criterion}_" in str(one.key)]
    return found


def choose(tab: AppTest, criterion: str, rating: int) -> AppTest:
    """Rate on the phone."""
    mine(tab, criterion).set_value(rating)
    return run(tab)


def test_a_workshop_is_opened_from_the_segments_and_its_link_stands_after_a_reload(browser: Browser) -> None:
    """With the agenda's twenty minutes and nobody there yet."""
    begin(browser)
    tab = press(browser.open("segments"), "workshop")
    assert title(tab) == "A first pass over 2 segments in 20 minutes"
    assert "No phone has joined yet" in words(tab)
    link = tab.code[0].value
    assert link.startswith("https://assess.example.com/w/")
    assert browser.open("workshop").code[0].value == link
    assert "Back to the workshop" in labels(browser.open("segments"))


def test_what_keeps_a_workshop_from_opening_is_told_on_the_page(browser: Browser) -> None:
    """Too many segments here."""
    begin(browser, tuple("ABCDEFG"))
    tab = press(browser.open("segments"), "workshop")
    assert "7 segments are too many for twenty minutes" in words(tab).replace("\\", "")
    assert title(browser.open("workshop")).startswith("Seven segments")


def test_the_room_sees_who_joined_and_finished_and_nothing_of_any_rating(browser: Browser) -> None:
    """Names are shown as they were typed."""
    one, _ = begin(browser)
    rater, _ = joined(browser, "*Ana*")
    joined(browser, "Ben")
    # Opened a second time it says that it was changed elsewhere, as it does below.
    browser.open("workshop")
    before = words(browser.open("workshop"))
    workshop_seats.rate(rater, browser.place, one, "R1", 5)
    assert words(browser.open("workshop")) == before
    workshop_seats.finish(rater, browser.place)
    said = words(browser.open("workshop"))
    assert "2 phones joined, 1 finished" in said.replace("\\", "")
    assert r"\*Ana\*" in said


def test_a_rank_that_another_segment_takes_is_exchanged_on_the_page(browser: Browser) -> None:
    """And the page says what counts as attractive then."""
    one, two = begin(browser)
    joined(browser)
    tab = browser.open("workshop")

    def rank(id: str, place: int, moved: int = 0) -> None:
        tab.segmented_control(key=key(tab, "one_of", f"rank_{id}_{moved}")).set_value(place)
        run(tab)

    rank(one, 1)
    assert "1 segment without a rank yet" in words(tab)
    rank(two, 2)
    assert "The upper half counts as attractive" in words(tab)
    rank(two, 1)
    assert tab.segmented_control(key=key(tab, "one_of", f"rank_{one}_1")).value == 2
    assert "attractive\\: Two" in words(tab)


def test_after_revealing_the_room_agrees_and_takes_over(browser: Browser) -> None:
    """The dots with their numbers, the opposing words, and the first pass on the page with the zones."""
    one, two = begin(browser)
    for name, rating in (("Ana", 2), ("Ben", 5)):
        rater, _ = joined(browser, name)
        for id in (one, two):
            for criterion in ASKED:
                workshop_seats.rate(rater, browser.place, id, criterion, rating)
    for place, id in enumerate((one, two), 1):
        workshops.rank(browser.actor, browser.place, id, place)
    tab = browser.open("workshop")
    press_in_dialog(tab, "reveal", "reveal_now")
    tab = browser.open("workshop")
    assert title(tab).startswith("Argue about two close calls")
    html = "".join(element.proto.body for element in tab.get("html"))
    assert "The promise answers their main need" in html
    assert '<span aria-hidden="true">●</span> 1' in html
    assert "<script>" not in html.replace("<style>", "")
    assert "So few can tell who rated what" in words(tab)
    groups = [group.label for group in tab.segmented_control if group.label.startswith("Agreed rating")]
    assert len(groups) > len(ASKED)
    assert len(set(groups)) == len(groups)
    tab.segmented_control(key=key(tab, "one_of", f"agreed_{one}_R1")).set_value(4)
    run(tab)
    tab = press(browser.open("workshop"), "take_over")
    ratings = [each.ratings for each in segmenting.segmentation_of(browser.actor, browser.place).segments]
    assert ratings == [{"R1": 4, "R2": 2, "R3": 2, "R5": 2}, {"R1": 2, "R2": 2, "R3": 2, "R5": 2}]
    tab = browser.open("where-to-win")
    said = words(tab)
    assert "**First pass:** rated on 4 of 12 criteria in a workshop with 2 people on" in said
    press(tab, "full_pass")
    assert title(browser.open("workshop")) == "This workshop is over"


@pytest.mark.parametrize("people", [1, 2, 3])
def test_who_reveals_the_ratings_of_one_or_two_is_warned(browser: Browser, people: int) -> None:
    """As then everybody in the room can tell; afterwards the page says so too."""
    one, _ = begin(browser)
    for name in ("Ana", "Ben", "Cleo")[:people]:
        rater, _ = joined(browser, name)
        workshop_seats.rate(rater, browser.place, one, "R1", 4)
        workshop_seats.finish(rater, browser.place)
    tab = browser.open("workshop")
    tab.button(key=key(tab, "reveal")).click()
    run(tab)
    assert ("Fewer than three have finished" in words(tab)) == (people < 3)
    workshops.reveal(browser.actor, browser.place)
    said = words(browser.open("workshop"))
    assert ("So few can tell who rated what" in said) == (people < 3)
    assert ("Who rated what is not shown" in said) == (people == 3)


def test_what_was_agreed_before_stays_on_the_page(browser: Browser) -> None:
    """Where other calls are closer by then; it can be taken back there."""
    one, two, *_ = begin(browser, (HOSTILE, "Two", "Three", "Four"))
    votes = {one: (1, 2, 5), two: (1, 1, 5)}
    for at, name in enumerate(("Ana", "Ben", "Cleo")):
        rater, _ = joined(browser, name)
        for ballot in workshop_seats.ballots_of(rater, browser.place):
            for id in ASKED:
                near = 3 if id in ("R1", "R2") else 4
                given = votes[ballot.id][at] if ballot.id in votes else near
                workshop_seats.rate(rater, browser.place, ballot.id, id, given)
    workshops.reveal(browser.actor, browser.place)
    workshops.agree(browser.actor, browser.place, one, "R1", 5)
    assert "Agreed before" not in words(browser.open("workshop"))
    for number, each in enumerate(segmenting.segmentation_of(browser.actor, browser.place).segments, 1):
        workshops.rank(browser.actor, browser.place, each.id, number)
    tab = browser.open("workshop")
    said = words(tab)
    assert "Agreed before" in said
    assert not any(HOSTILE in heading.value for heading in tab.subheader)
    group = tab.segmented_control(key=key(tab, "one_of", f"agreed_{one}_R1"))
    assert group.value == 5
    group.set_value(None)
    run(tab)
    assert workshops.outcome_of(browser.actor, browser.place).agreed == {}
    assert "Agreed before" not in words(browser.open("workshop"))


def test_a_phone_of_a_workshop_that_is_over_shows_nothing_but_what_was_rated(browser: Browser) -> None:
    """Where nothing was, it says so."""
    one, _ = begin(browser)
    leader = browser.actor
    rater, token = joined(browser)
    _, idle = joined(browser, "Ben")
    workshop_seats.rate(rater, browser.place, one, "R1", 4)
    workshops.reveal(leader, browser.place)
    workshops.take_over(leader, browser.place)
    for secret, said in ((token, False), (idle, True)):
        tab = phone(browser, secret).open("rate-blind")
        html = "".join(element.proto.body for element in tab.get("html"))
        assert "Two" not in html
        assert ("Nothing that is still there" in words(tab)) == said


def test_a_workshop_can_be_ended_without_its_ratings(browser: Browser) -> None:
    """After one is asked once more."""
    begin(browser)
    joined(browser)
    tab = browser.open("workshop")
    press_in_dialog(tab, "discard", "discard_now")
    assert workshops.attendance_of(browser.actor, browser.place) is None


def test_a_phone_rates_one_segment_at_a_time_and_finds_it_again_after_a_reload(browser: Browser) -> None:
    """Stored at once, with one word on what a segment's ratings rest on."""
    begin(browser)
    _, token = joined(browser, HOSTILE)
    tab = phone(browser, token).open("rate-blind")
    assert HOSTILE not in words(tab)
    assert [one.label for one in tab.radio] == [criterion.name for criterion in ballots(browser)[0].criteria]
    assert not tab.segmented_control
    choose(tab, "R1", 4)
    choose(tab, "R2", 2)
    tab.segmented_control[0].set_value(Evidence.MARKET)
    run(tab)
    first = ballots(browser)[0]
    assert (first.ratings, first.evidence) == ({"R1": 4, "R2": 2}, Evidence.MARKET)
    again = browser.open("rate-blind", segment=first.id)
    assert [mine(again, id).value for id in ("R1", "R2", "R3")] == [4, 2, None]
    press_labelled(again, ":gray[I cannot judge Fit of the promise]")
    assert ballots(browser)[0].ratings == {"R2": 2}
    assert mine(again, "R1").value is None
    press_labelled(again, "Next segment")
    assert title(again) == "Two"
    press_labelled(again, "Done")
    assert title(again) == "Thank you. Wait for the room"
    assert title(browser.open("rate-blind")) == "Thank you. Wait for the room"
    press_labelled(again, "Change something")
    assert "Next segment" in labels(browser.open("rate-blind", segment=first.id))


def test_a_phone_without_a_place_is_told_how_to_get_one(any_browser: Browser) -> None:
    """Also with a secret that was never handed out."""
    assert title(any_browser.open("rate-blind")) == "This phone has no place in a workshop"
    any_browser.rating = access.new_token()
    assert title(any_browser.open("rate-blind")) == "This phone has no place in a workshop"


def test_a_rating_after_the_reveal_is_refused_and_the_page_shows_what_is_stored(browser: Browser) -> None:
    """The phone learns it with its next click."""
    begin(browser)
    leader = browser.actor
    _, token = joined(browser)
    tab = choose(phone(browser, token).open("rate-blind"), "R1", 4)
    workshops.reveal(leader, browser.place)
    choose(tab, "R1", 1)
    assert title(tab) == "The ratings are revealed: look at the screen"
    assert "nothing changes any more" in words(tab)
    assert ballots(browser)[0].ratings == {"R1": 4}


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_click_that_a_lost_session_did_not_hear_fills_a_blank_and_overwrites_nothing(
    browser: Browser, elsewhere: bool
) -> None:
    """Where something else is stored by then, the page shows that and says so."""
    begin(browser)
    rater, token = joined(browser)
    tab = choose(phone(browser, token).open("rate-blind"), "R1", 4)
    if elsewhere:
        workshop_seats.rate(rater, browser.place, ballots(browser)[0].id, "R1", 5)
    mine(tab, "R2").set_value(3)
    states = unheard(tab)
    back = AppTest.from_file(tab._script_path, default_timeout=60)
    back.query_params.update({name: str(tab.query_params[name]) for name in ("seat", "segment")})
    back._finished_page_script_hash = tab._finished_page_script_hash
    back._run(states)
    assert not back.exception
    assert ballots(browser)[0].ratings == {"R1": 5 if elsewhere else 4, "R2": 3}
    assert (NOT_HEARD in words(back).replace("\\", "")) == elsewhere
    assert mine(back, "R1").value == (5 if elsewhere else 4)
