"""One's own data: the private link, taking along, erasing with a receipt."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from assessment.errors import StorageError
from assessment.storage import audits
from assessment.workflow import own_data
from tests.ui.apptest import Browser, key, press, press_labelled, run, title, words


def erase(tab: AppTest) -> AppTest:
    """Press the button and, in the dialog that it opens, the one that does it.

    AppTest runs no dialog alone, so both are pressed in one run, which is what the dialog sees.
    """
    press(tab, "erase")
    tab.button(key=key(tab, "erase")).click()
    tab.button(key=key(tab, "erase_now")).click()
    return run(tab)


def test_the_private_link_is_the_public_address_with_the_secret(browser: Browser) -> None:
    """To copy and to mail."""
    browser.begin()
    tab = browser.open("your-data")
    assert [code.value for code in tab.code] == [f"https://assess.example.com/r/{browser.token}"]


def test_pressing_erase_asks_first(browser: Browser) -> None:
    """And erases nothing yet."""
    browser.begin()
    tab = press(browser.open("your-data"), "erase")
    assert "Only backups that were made before still hold them" in words(tab)
    assert browser.actor.subject is not None


def test_erasing_leaves_a_receipt_and_an_empty_browser(browser: Browser) -> None:
    """Its number stands in the log; every other screen begins anew."""
    browser.begin()
    tab = erase(browser.open("your-data"))
    assert title(tab) == "Everything is erased"
    (number,) = re.findall(r"Receipt \*\*([0-9A-F]{8})\*\*", words(tab))
    with browser.place.store.read() as connection:
        assert audits.entries(connection)[0].note == f"receipt {number}"
    assert browser.actor.subject is None
    assert "still being overwritten" not in words(tab)
    assert title(browser.open("review")) == "There are no answers in this browser"
    assert title(browser.open("about-you")) == "Begin with a new private link"


def test_another_tab_of_what_was_erased_begins_anew(browser: Browser) -> None:
    """It fails over nothing."""
    browser.begin()
    other = browser.open("on-right-to-win")
    erase(browser.open("your-data"))
    assert title(run(other)) == "There are no answers in this browser"


def test_the_receipt_gives_way_to_a_new_response(browser: Browser) -> None:
    """Begun in the same window, without a reload."""
    browser.begin()
    tab = erase(browser.open("your-data"))
    browser.begin("Another unit")
    run(tab)
    assert title(tab) == "Your data and your private link"
    assert "Another unit" in words(tab)


def test_an_erasure_that_may_leave_traces_is_told(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the receipt: the response is gone all the same."""

    def refuse() -> None:
        raise StorageError("place: what was deleted is gone from the database, but not yet from its log; try again")

    monkeypatch.setattr(browser.place.store, "erase_traces", refuse)
    browser.begin()
    tab = erase(browser.open("your-data"))
    assert title(tab) == "Everything is erased"
    assert "still being overwritten" in words(tab)
    assert browser.actor.subject is None


def test_an_erasure_that_fails_is_told_and_nothing_is_lost(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can be tried again."""

    def refuse(*_: object) -> None:
        raise StorageError("place: database is locked; nothing was saved, try again in a moment")

    browser.begin()
    with monkeypatch.context() as for_a_moment:
        for_a_moment.setattr(own_data, "erase", refuse)
        tab = erase(browser.open("your-data"))
    assert len(tab.error) == 1
    assert browser.stored.unit == "Nordic division"
    assert title(erase(tab)) == "Everything is erased"


def test_the_unit_can_be_renamed(any_browser: Browser) -> None:
    """At once; a name that is refused leaves the old one."""
    any_browser.begin()
    tab = any_browser.open("your-data")
    tab.text_input(key=key(tab, "line", "unit")).set_value("Baltic *division*")
    run(tab)
    assert any_browser.stored.unit == "Baltic *division*"
    assert r"**Baltic \*division\***" in words(tab)
    tab.text_input(key=key(tab, "line", "unit")).set_value("  ")
    assert "has no name yet" in run(tab).error[0].value
    assert tab.text_input(key=key(tab, "line", "unit")).value == "Baltic *division*"


def test_without_a_response_nothing_is_kept(browser: Browser) -> None:
    """And the page leads to the first screen."""
    tab = browser.open("your-data")
    assert title(tab) == "Nothing of yours is kept here"
    assert "right to win" in title(press_labelled(tab, "To the first page"))
