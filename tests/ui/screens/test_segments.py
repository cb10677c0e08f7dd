"""The screen of segments: named one after another, each field stored when left, or brought in from rows or a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from assessment.errors import StorageError
from assessment.model import Segment, SegmentStatus
from assessment.targeting import MOST
from assessment.ui import downloads
from assessment.ui.session import ELSEWHERE
from assessment.workflow import answering, segmenting, segments_elsewhere
from assessment.workflow.opening import utc_now
from tests.ui.apptest import Browser, key, labels, press, press_labelled, run, tap, title, unheard, words
from tests.ui.test_routes import ask, web
from tests.workflow.sitting import answer_everything

HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f**"
ADD = "Add the segment"


def put(browser: Browser, *wanted: Segment, rest: Fraction = Fraction(0)) -> tuple[Segment, ...]:
    """Make these the segments; answers with them as they are stored."""
    segmenting.put_segments(browser.actor, browser.place, wanted, rest)
    return stored(browser)


def stored(browser: Browser) -> tuple[Segment, ...]:
    """The segments as the store has them."""
    return segmenting.segmentation_of(browser.actor, browser.place).segments


def shares(browser: Browser) -> list[Fraction]:
    """Their shares of the spend."""
    return [each.spend_share for each in stored(browser)]


def html(tab: AppTest) -> str:
    """All HTML on the page."""
    return "".join(element.proto.body for element in tab.get("html"))


def write(tab: AppTest, name: str, text: str) -> AppTest:
    """Write into the field of that name, and leave it."""
    tab.text_input(key=key(tab, "line", name)).set_value(text)
    return run(tab)


def add(tab: AppTest, *said: str) -> AppTest:
    """Fill in the fields of one more segment, and add it."""
    for at, text in zip(("name", "revenue", "spend"), said, strict=True):
        tab.text_input(key=f"new_segment_{at}").set_value(text)
    return press_labelled(tab, ADD)


def one_of_two(name: str = "One", **parts: object) -> Segment:
    """A segment with half of revenue and spend."""
    return replace(Segment(name, Fraction(1, 2), Fraction(1, 2)), **parts)  # type: ignore[arg-type]


@pytest.fixture
def two(browser: Browser) -> Sequence[Segment]:
    """A browser whose two segments are named."""
    browser.begin()
    return put(browser, one_of_two(), one_of_two("Two"))


def test_the_first_segments_are_named_one_after_another(any_browser: Browser) -> None:
    """With either questionnaire; the fields are empty again for the next, and the title says how far it is."""
    any_browser.begin()
    tab = any_browser.open("segments")
    assert title(tab) == "Which groups of customers do you serve?"
    assert "For example: **Regional plants**" in words(tab)
    assert "Rate them" not in labels(tab)
    add(tab, HOSTILE, "60", "40 %")
    assert title(tab).startswith("One segment; the shares do not sum")
    assert [tab.text_input(key=f"new_segment_{at}").value for at in ("name", "revenue", "spend")] == [""] * 3
    add(tab, "Two", "40", "60,0")
    assert title(tab) == "Two segments, 0 of 24 ratings given"
    assert "Revenue sums to 100 %, spend to 100 %" in words(tab).replace("\\", "")
    assert [(each.name, each.spend_share) for each in stored(any_browser)] == [
        (HOSTILE, Fraction(2, 5)),
        ("Two", Fraction(3, 5)),
    ]
    assert HOSTILE not in words(any_browser.open("segments"))


def test_what_is_refused_of_a_new_segment_stays_to_be_mended(browser: Browser) -> None:
    """A share that is none; a share without a name."""
    browser.begin()
    tab = add(browser.open("segments"), "One", "much", "40")
    assert "'much' is no share" in words(tab).replace("\\", "")
    assert [tab.text_input(key=f"new_segment_{at}").value for at in ("name", "revenue", "spend")] == [
        *("One", "much", "40")
    ]
    assert stored(browser) == ()
    add(tab, "One", "50", "40")
    assert len(stored(browser)) == 1
    add(tab, " ", "50", "40")
    assert "Write the segment’s name too." in words(tab)
    assert len(stored(browser)) == 1
    assert tab.text_input(key="new_segment_revenue").value == "50"
    add(tab, "", "", "")
    assert not tab.error


def test_every_field_is_stored_when_it_is_left(browser: Browser, two: Sequence[Segment]) -> None:
    """And shown again in another window."""
    id = two[0].id
    tab = browser.open("segments")
    write(tab, f"name_{id}", HOSTILE)
    write(tab, f"revenue_{id}_0", "12,5")
    write(tab, f"spend_{id}_0", "")
    write(tab, f"size_{id}", "1250.5")
    tab.checkbox(key=key(tab, "tick", f"must_{id}")).check()
    run(tab)
    tap(tab, f"status_{id}", SegmentStatus.PLANNED)
    write(tab, "not_attributable_0", "7")
    wanted = replace(two[0], name=HOSTILE, revenue_share=Fraction(1, 8), spend_share=Fraction(0))
    wanted = replace(wanted, accessible_size=Fraction(2501, 2), must_serve=True, status=SegmentStatus.PLANNED)
    assert stored(browser) == (wanted, two[1])
    assert segmenting.segmentation_of(browser.actor, browser.place).not_attributable == Fraction(7, 100)
    again = browser.open("segments")
    assert again.text_input(key=key(again, "line", f"revenue_{id}_0")).value == "12.5"
    assert "0 of 10 rated · Planned, no revenue yet · Must be served · Accessible size 1250.5" in words(again).replace(
        "\\", ""
    )
    assert "is planned and has revenue" in words(again)


def test_what_is_no_share_is_told_and_the_store_is_shown_again(browser: Browser, two: Sequence[Segment]) -> None:
    """Nothing is changed; the next word is heard."""
    name = f"spend_{two[0].id}_0"
    tab = write(browser.open("segments"), name, "101")
    assert "is no share" in words(tab)
    assert tab.text_input(key=key(tab, "line", name)).value == "50"
    assert stored(browser) == tuple(two)
    write(tab, name, "30")
    assert shares(browser)[0] == Fraction(3, 10)
    write(tab, f"name_{two[0].id}", " ")
    assert "0 characters" in words(tab)


def test_a_share_that_cannot_be_stored_is_not_shown_as_stored(
    browser: Browser, two: Sequence[Segment], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with answers; what was typed for a new segment stays."""

    def failing(*_: object) -> None:
        raise StorageError("sqlite:////srv/secret: database is locked; nothing was saved, try again in a moment")

    for verb in ("change", "add"):
        monkeypatch.setattr(segmenting, verb, failing)
    name = f"spend_{two[0].id}_0"
    tab = write(browser.open("segments"), name, "30")
    assert tab.text_input(key=key(tab, "line", name)).value == "50"
    add(tab, "Three", "1", "2")
    assert "nothing was saved" in words(tab) or "not be saved" in words(tab)
    assert "secret" not in words(tab)
    assert tab.text_input(key="new_segment_name").value == "Three"


def test_shares_that_miss_the_whole_are_brought_there_with_one_button(browser: Browser) -> None:
    """The fields show it at once; what sums to nothing has no such button."""
    browser.begin()
    one, _ = put(browser, one_of_two(spend_share=Fraction(1, 4)), one_of_two("Two"))
    tab = browser.open("segments")
    assert "Spend shares sum to 75 %" in words(tab).replace("\\", "")
    press(tab, "bring")
    assert shares(browser) == [Fraction(3333, 10_000), Fraction(6667, 10_000)]
    assert tab.text_input(key=key(tab, "line", f"spend_{one.id}_1")).value == "33.33"
    assert "Bring to 100 %" not in labels(tab)
    put(browser, one_of_two(spend_share=Fraction(0)), one_of_two("Two", spend_share=Fraction(0)))
    tab = browser.open("segments")
    assert "Spend shares sum to 0 %" in words(tab).replace("\\", "")
    assert "Bring to 100 %" not in labels(tab)


def test_a_segment_is_removed_after_a_question(browser: Browser, two: Sequence[Segment]) -> None:
    """The dialog and its button go into one run here."""
    first, second = two
    tab = press(browser.open("segments"), "remove", first.id)
    assert stored(browser) == tuple(two)
    tab.button(key=key(tab, "remove", first.id)).click()
    tab.button(key=key(tab, "remove_now", first.id)).click()
    run(tab)
    assert stored(browser) == (second,)


def test_there_is_no_room_for_a_thirteenth(browser: Browser) -> None:
    """And it is said why."""
    browser.begin()
    put(browser, *(Segment(str(number), Fraction(1, MOST), Fraction(1, MOST)) for number in range(MOST)))
    tab = browser.open("segments")
    assert "12 segments are the most" in words(tab)
    assert ADD not in labels(tab)
    assert "Rate them" in labels(tab)


def test_a_bet_is_declared_where_no_right_to_win_backs_the_spending(browser: Browser) -> None:
    """For a planned segment, and for one that is rated and lacks it; not for others."""
    browser.begin()
    held, lacking, unrated, planned = put(
        browser,
        *(Segment(name, Fraction(1, 4), Fraction(1, 4)) for name in ("Held", "Lacking", "Unrated")),
        Segment("Planned", Fraction(0), Fraction(1, 4), status=SegmentStatus.PLANNED),
    )
    for each, rating in ((held, 5), (lacking, 2)):
        for criterion in segmenting.segmentation_of(browser.actor, browser.place).rules.criteria:
            segmenting.rate(browser.actor, browser.place, each.id, criterion.id, rating)
    tab = browser.open("segments")
    bets = [one.label for one in tab.expander if "bet" in one.label]
    assert bets == ["Declare segment 2 as a bet", "Declare segment 4 as a bet"]
    assert unrated.id not in str([field.key for field in tab.text_input if "milestone" in str(field.key)])
    write(tab, f"milestone_{planned.id}", HOSTILE)
    write(tab, f"owner_{planned.id}", "Ada")
    tab.date_input(key=key(tab, "date", f"end_{planned.id}")).set_value(date(utc_now().year + 1, 6, 30))
    run(tab)
    bet = stored(browser)[3].bet
    assert (bet.milestone, bet.owner, bet.end) == (HOSTILE, "Ada", date(utc_now().year + 1, 6, 30))
    assert "The bet on segment 4" in [one.label for one in tab.expander]


def test_rows_of_a_spreadsheet_are_shown_and_taken_over(browser: Browser, two: Sequence[Segment]) -> None:
    """Nothing is stored before the button is pressed; the field is empty then."""
    tab = browser.open("segments")
    tab.text_area(key="segments_pasted_0").set_value(f"{HOSTILE}\t70\t45\nPlants\t30\t50\nNot attributable\t\t10")
    run(tab)
    said = words(tab)
    assert "**2 segments read.**" in said
    assert "Not attributable |  | 10 %" in said
    assert "&lt;script&gt;e" in html(tab)
    assert "Spend shares sum to 105 %" in said.replace("\\", "")
    assert stored(browser) == tuple(two)
    press_labelled(tab, "Replace 2 segments by these")
    assert [each.name for each in stored(browser)] == [HOSTILE, "Plants"]
    assert "2 segments taken over." in words(tab).replace("\\", "")
    assert tab.text_area(key="segments_pasted_1").value == ""


def test_rows_that_cannot_be_read_are_refused_with_their_line_and_stay(browser: Browser) -> None:
    """Without anything on record."""
    browser.begin()
    tab = browser.open("segments")
    tab.text_area(key="segments_pasted_0").set_value("Plants\tmuch\t50")
    run(tab)
    assert "line 2: revenue_share" in words(tab).replace("\\", "")
    assert tab.text_area(key="segments_pasted_0").value == "Plants\tmuch\t50"
    assert stored(browser) == ()


def test_a_file_is_taken_over_with_its_ratings(browser: Browser) -> None:
    """One that cannot be read is refused in words."""
    browser.begin()
    tab = browser.open("segments")
    tab.file_uploader(key="segments_file_0").upload("a.csv", b"name,spend\nA,1\n")
    run(tab)
    assert "column 'revenue_share' is missing" in words(tab).replace("\\", "")
    tab.file_uploader(key="segments_file_0").upload("b.csv", b"name,revenue_share,spend_share,R1\nA,100,100,4\n")
    run(tab)
    press_labelled(tab, "Take over 1 segment")
    (one,) = stored(browser)
    assert (one.name, one.ratings) == ("A", {"R1": 4})


def test_the_template_can_be_downloaded_and_handed_in(browser: Browser) -> None:
    """By whoever has begun."""
    browser.begin()
    assert "/download/segments.csv?of=" in html(browser.open("segments"))
    assert ask(web(browser.place), downloads.SEGMENTS).status_code == 404
    answer = ask(web(browser.place), downloads.SEGMENTS, token=browser.token)
    assert answer.status_code == 200
    assert 'filename="segments.csv"' in answer.headers["content-disposition"]
    found = segments_elsewhere.read(browser.actor, browser.place, answer.content, "segments.csv")
    assert len(found.segments) == 2


def test_words_that_a_lost_session_did_not_hear_are_stored(browser: Browser, two: Sequence[Segment]) -> None:
    """In a field and in a choice; not those of a tab that somebody else has overtaken."""
    tab = run(browser.open("segments"))
    write(tab, f"name_{two[1].id}", "2")
    tab.text_input(key=key(tab, "line", f"spend_{two[0].id}_0")).set_value("30")
    tab.checkbox(key=key(tab, "tick", f"must_{two[0].id}")).check()
    browser.come_back(tab, unheard(tab))
    assert (shares(browser)[0], stored(browser)[0].must_serve) == (Fraction(3, 10), True)


def test_a_tab_that_was_overtaken_shows_what_is_newest(browser: Browser, two: Sequence[Segment]) -> None:
    """A segment removed elsewhere is not brought back by a field of it."""
    tab = browser.open("segments")
    other = browser.open("segments")
    write(other, f"name_{two[1].id}", "Elsewhere")
    run(tab)
    assert ELSEWHERE in words(tab).replace("\\", "")
    assert tab.text_input(key=key(tab, "line", f"name_{two[1].id}")).value == "Elsewhere"
    segmenting.remove(browser.actor, browser.place, two[0].id)
    write(tab, f"name_{two[0].id}", "Back again")
    assert [each.name for each in stored(browser)] == ["Elsewhere"]
    assert "not there any more" in words(tab)


def test_the_way_back_leads_where_one_is(browser: Browser) -> None:
    """To the review of a draft, to the verdict afterwards; segments can be named then too."""
    actor = browser.begin()
    answer_everything(actor, browser.place)
    assert title(press(browser.open("segments"), "back")) == "Everything is answered"
    answering.submit(actor, browser.place)
    tab = add(browser.open("segments"), "One", "100", "100")
    assert len(stored(browser)) == 1
    assert press(tab, "back").query_params["tab"]
