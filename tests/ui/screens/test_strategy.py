"""The screen of the strategy on a page: seven texts stored when left, and the page that they make."""

from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from assessment.errors import StorageError
from assessment.model import Segment
from assessment.storage import written as stored_texts
from assessment.workflow import answering, segmenting, writing
from tests.ui.apptest import Browser, key, labels, lines_of, press, press_labelled, run, title, unheard, words
from tests.workflow.sitting import answer_everything

HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f**"


def stored(browser: Browser) -> dict[str, str]:
    """The texts as the store has them."""
    return dict(writing.written_of(browser.actor, browser.place).strategy)


def headline(tab: AppTest) -> str:
    """The title as it is read, with straight hyphens."""
    return title(tab).replace("\\", "").replace("\u2011", "-")


def write(tab: AppTest, part: str, text: str, begun: int = 0) -> AppTest:
    """Write into the field of a part, and leave it."""
    tab.text_area(key=key(tab, "note", f"part_{part}_{begun}")).set_value(text)
    return run(tab)


def page(tab: AppTest) -> list[str]:
    """The lines of all HTML on the page."""
    return lines_of("".join(element.proto.body for element in tab.get("html")))


def test_seven_short_texts_are_stored_when_left(any_browser: Browser) -> None:
    """With either questionnaire; the title says how far it is, and the words show as typed."""
    any_browser.begin()
    tab = any_browser.open("strategy")
    assert headline(tab) == "Your customer strategy in seven short texts"
    areas = [area for area in tab.text_area if str(area.key).startswith("note_part_")]
    assert len(areas) == 7
    assert all(area.placeholder.startswith("Such as: ") for area in areas)
    write(tab, "channels", HOSTILE)
    assert headline(tab) == "One of seven parts of the strategy is written"
    assert stored(any_browser) == {"channels": HOSTILE}
    again = any_browser.open("strategy")
    assert again.text_area(key=key(again, "note", "part_channels_0")).value == HOSTILE
    write(again, "channels", "")
    assert stored(any_browser) == {}


def test_a_blank_part_leads_to_the_principle_it_rests_on(browser: Browser) -> None:
    """To its questions while answers are a draft, then to where it stands; a written one does not."""
    browser.begin()
    tab = browser.open("strategy")
    assert "Not written yet; it rests on the principles" in words(tab).replace("\\", "")
    press(tab, "rests", "channels", "omnichannel")
    assert tab.radio
    write(browser.open("strategy"), "channels", "By phone")
    assert not [b for b in browser.open("strategy").button if str(b.key).startswith("rests_channels")]
    answer_everything(browser.actor, browser.place)
    answering.submit(browser.actor, browser.place)
    tab = press(browser.open("strategy"), "rests", "chosen-customers", "right-to-win")
    assert ":green[The verdict]" in labels(tab)


def test_another_questionnaire_has_no_principles_to_name(other_browser: Browser) -> None:
    """The parts are asked for all the same."""
    other_browser.begin()
    assert "rests on" not in words(other_browser.open("strategy"))
    tab = other_browser.open("strategy", view="read")
    assert page(tab).count("Not written yet.") == 7


def test_the_segments_are_a_text_to_start_from(browser: Browser) -> None:
    """Offered only where there are some and nothing is written; it can be changed at once."""
    browser.begin()
    assert "Begin with your segments" not in labels(browser.open("strategy"))
    half = Fraction(1, 2)
    wanted = [Segment(name, half, half) for name in ("Plants", HOSTILE)]
    segmenting.put_segments(browser.actor, browser.place, wanted, Fraction(0))
    tab = press_labelled(browser.open("strategy"), "Begin with your segments")
    assert stored(browser) == {"chosen-customers": f"Plants and {HOSTILE}"}
    assert tab.text_area(key=key(tab, "note", "part_chosen-customers_1")).value == f"Plants and {HOSTILE}"
    assert "Begin with your segments" not in labels(tab)
    write(tab, "chosen-customers", "Ours", 1)
    assert stored(browser) == {"chosen-customers": "Ours"}


def test_the_page_to_read_shows_texts_as_typed_and_blanks_as_such(browser: Browser) -> None:
    """Line by line; the guiding questions say what answers them; a complete strategy opens as this page."""
    browser.begin()
    writing.write_part(browser.actor, browser.place, "channels", f"{HOSTILE}\nsecond")
    tab = browser.open("strategy", view="read")
    shown = page(tab)
    at = shown.index("Channels")
    assert shown[at : at + 3] == ["Channels", HOSTILE, "second"]
    assert "Not written yet; it rests on the principle “Chosen customers”" not in shown
    assert any(line.startswith("Which capabilities does that take?") and "Open until" in line for line in shown)
    assert not tab.text_area
    for part in writing.pages().parts:
        writing.write_part(browser.actor, browser.place, part.id, "Text")
    tab = browser.open("strategy")
    assert headline(tab) == "All seven parts of the strategy are written"
    assert "It answers all five questions that a strategy must answer" in words(tab)
    press(tab, "look")
    assert len(tab.text_area) == 7


def test_a_text_that_could_not_be_stored_stays_to_be_tried_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is stored once it can be."""
    browser.begin()
    tab = browser.open("strategy")

    def failing(*_: object) -> None:
        raise StorageError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(stored_texts, "put", failing)
        write(tab, "channels", "Words")
    assert stored(browser) == {}
    assert tab.text_area(key=key(tab, "note", "part_channels_0")).value == "Words"
    press_labelled(tab, "Not saved yet: try again")
    assert stored(browser) == {"channels": "Words"}


def test_a_text_that_a_lost_session_did_not_hear_is_stored(browser: Browser) -> None:
    """As for answers."""
    browser.begin()
    before = browser.open("strategy")
    before.text_area(key=key(before, "note", "part_channels_0")).set_value("Unheard")
    browser.come_back(before, unheard(before))
    assert stored(browser) == {"channels": "Unheard"}


def test_the_verdict_leads_here(browser: Browser) -> None:
    """On one line with the customers now."""
    browser.begin()
    answer_everything(browser.actor, browser.place)
    answering.submit(browser.actor, browser.place)
    tab = press(browser.open("verdict"), "wrote")
    assert headline(tab) == "Your customer strategy in seven short texts"
    press_labelled(tab, "To the verdict")
    assert headline(press(tab, "who")) == "Who is your customer now?"
