"""The screen of the customers now: three questions, and who decides, pays, advises and uses at each account."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from assessment.model import Contact, KeyAccount, Segment
from assessment.workflow import answering, segmenting, writing
from tests.ui.apptest import Browser, key, labels, lines_of, press, press_labelled, run, title, words

HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f**"
NEW = "new_account_name"


def accounts(browser: Browser) -> tuple[KeyAccount, ...]:
    """The accounts as the store has them."""
    return writing.written_of(browser.actor, browser.place).accounts


def headline(tab: AppTest) -> str:
    """The title as it is read, with straight hyphens."""
    return title(tab).replace("\\", "").replace("\u2011", "-")


def add(tab: AppTest, name: str) -> AppTest:
    """Add an account by the field for it."""
    tab.text_input(key=NEW).set_value(name)
    return press_labelled(tab, "Add the account")


def shown(tab: AppTest) -> list[str]:
    """The lines of all HTML on the page."""
    return lines_of("".join(element.proto.body for element in tab.get("html")))


@pytest.fixture
def named(browser: Browser) -> str:
    """A browser with one account; answers with its id."""
    browser.begin()
    return writing.add_account(browser.actor, browser.place, "North")


def test_the_three_questions_are_stored_when_left(any_browser: Browser) -> None:
    """With either questionnaire."""
    any_browser.begin()
    tab = any_browser.open("customer-now")
    assert headline(tab) == "Who is your customer now?"
    assert "Three questions to find out" in words(tab)
    tab.text_area(key=key(tab, "note", "prompt_whom")).set_value(HOSTILE)
    run(tab)
    assert "Three questions, one answered" in words(tab)
    assert writing.written_of(any_browser.actor, any_browser.place).discovery == {"whom": HOSTILE}


def test_examples_suit_functions_that_believe_they_have_no_customers(browser: Browser) -> None:
    """At first those of the respondent's own function; nothing of the choice is stored, and no text is lost."""
    actor = browser.begin()
    answering.describe(actor, browser.place, "lens", "hr")
    tab = browser.open("customer-now")
    area = tab.text_area(key=key(tab, "note", "prompt_whom"))
    assert area.placeholder == "Such as: Team leaders who have to fill a vacancy."
    area.set_value("Ours")
    run(tab)
    tap_audience = tab.segmented_control(key=key(tab, "audience"))
    assert [option.content.replace(":blue[", "").rstrip("]") for option in tap_audience.proto.options][1:] == [
        *("HR", "IT", "Finance")
    ]
    tap_audience.set_value("it")
    run(tab)
    area = tab.text_area(key=key(tab, "note", "prompt_describe"))
    assert area.placeholder.startswith("Such as: Ten calls an hour")
    assert tab.text_area(key=key(tab, "note", "prompt_whom")).value == "Ours"
    assert tab.text_input(key=NEW).placeholder == "Such as: Order desk, or the warehouse"


def test_an_account_is_added_and_filled_in(browser: Browser) -> None:
    """It opens at once; each field is stored when left, and the sentence on top follows."""
    browser.begin()
    tab = add(browser.open("customer-now"), HOSTILE)
    assert headline(tab) == "For the one account nobody can name the decision-maker"
    assert tab.text_input(key=NEW).value == ""
    (account,) = accounts(browser)
    assert account.name == HOSTILE
    today = date.today()
    for role in writing.pages().roles:
        tab.text_input(key=key(tab, "line", f"person_{account.id}_{role.id}")).set_value(HOSTILE)
        tab.date_input(key=key(tab, "date", f"last_{account.id}_{role.id}")).set_value(today)
        run(tab)
    assert headline(tab).startswith("Every role is named")
    assert set(accounts(browser)[0].contacts.values()) == {Contact(HOSTILE, today)}
    press(tab, "open", account.id)
    assert not tab.date_input
    assert "".join(shown(tab)).count(HOSTILE) == 4
    assert HOSTILE not in "".join(str(element.value) for element in (*tab.markdown, *tab.subheader))


def test_blanks_are_marked_in_words(browser: Browser, named: str) -> None:
    """Nobody named, never spoken to, or how long ago."""
    actor, place = browser.actor, browser.place
    writing.name_person(actor, place, named, "budget-holder", "Ada")
    writing.name_person(actor, place, named, "influencer", "Bo")
    writing.put_last_contact(actor, place, named, "influencer", date.today() - timedelta(days=500))
    lines = shown(browser.open("customer-now"))
    html = "".join(element.proto.body for element in browser.open("customer-now").get("html"))
    assert " ".join(lines).count("nobody named") == 2
    assert "never spoken to" in " ".join(lines)
    assert "last spoken to 16 months ago" in " ".join(lines)
    assert html.count('<span class="decide">') == 4


def test_only_one_account_is_open_at_a_time(browser: Browser, named: str) -> None:
    """The others are read at a glance."""
    other = writing.add_account(browser.actor, browser.place, "South")
    tab = press(browser.open("customer-now"), "open", named)
    assert len(tab.date_input) == 4
    press(tab, "open", other)
    assert len(tab.date_input) == 4
    assert tab.date_input(key=key(tab, "date", f"last_{other}_influencer")).value is None


def test_a_name_that_is_taken_is_told_and_stays_to_be_mended(browser: Browser, named: str) -> None:
    """Nothing is added."""
    assert named
    tab = add(browser.open("customer-now"), "north")
    assert "is named already" in words(tab)
    assert tab.text_input(key=NEW).value == "north"
    assert len(accounts(browser)) == 1
    add(tab, "  ")
    assert len(accounts(browser)) == 1


def test_an_account_is_renamed_and_removed(browser: Browser, named: str) -> None:
    """Removing asks first."""
    tab = press(browser.open("customer-now"), "open", named)
    tab.text_input(key=key(tab, "line", f"account_{named}")).set_value("New name")
    run(tab)
    assert [account.name for account in accounts(browser)] == ["New name"]
    press(tab, "remove", named)
    assert accounts(browser)
    # The dialog and its button go into one run here.
    tab.button(key=key(tab, "remove", named)).click()
    press(tab, "remove_now", named)
    assert accounts(browser) == ()


def test_segments_become_accounts_by_one_click(browser: Browser) -> None:
    """Offered only for those that are none yet."""
    browser.begin()
    assert not [label for label in labels(browser.open("customer-now")) if label.startswith("Add your")]
    half = Fraction(1, 2)
    wanted = [Segment(name, half, half) for name in ("Plants", HOSTILE)]
    segmenting.put_segments(browser.actor, browser.place, wanted, Fraction(0))
    tab = press_labelled(browser.open("customer-now"), "Add your 2 segments as accounts")
    assert [account.name for account in accounts(browser)] == ["Plants", HOSTILE]
    assert headline(tab) == "For all 2 accounts nobody can name the decision-maker"
    assert not [label for label in labels(tab) if label.startswith("Add your")]


def test_twenty_accounts_are_the_most(browser: Browser) -> None:
    """Then the field is gone, and the page says why."""
    browser.begin()
    for number in range(writing.MOST_ACCOUNTS):
        writing.add_account(browser.actor, browser.place, f"No. {number}")
    tab = browser.open("customer-now")
    assert "20 accounts are the most" in words(tab)
    assert "Add the account" not in labels(tab)


def test_segments_and_strategy_lead_here_and_back(browser: Browser) -> None:
    """Each way."""
    browser.begin()
    tab = press(browser.open("segments"), "who")
    assert headline(tab) == "Who is your customer now?"
    press(tab, "strategy")
    assert headline(tab).startswith("Your customer strategy")
    press(tab, "customer_now")
    press(tab, "segments")
    assert headline(tab) == "Which groups of customers do you serve?"
