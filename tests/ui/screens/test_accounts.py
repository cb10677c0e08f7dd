"""The screens for staff: who sees them, and that an open tab ends with its sign-in."""

import re

import pytest

from assessment import access
from assessment.model import Account, Role
from assessment.ui.screens.accounts import HANDED_OVER
from assessment.workflow import account_links, accounts, signing_in, visiting
from tests.staff import OPERATOR, PASSWORD, account, actor, hash_fast, signed_in
from tests.ui.apptest import Browser, key, labels, press, press_labelled, run, tap, title, words

LINK = re.compile(r"https://assess\.example\.com/setup/([\w-]{32})")


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is not what is tested here."""
    hash_fast(monkeypatch)


@pytest.fixture
def chief(browser: Browser) -> Account:
    """An administrator, signed in in the browser."""
    made = account(browser.place, "chief@example.com", Role.ADMINISTRATOR, "Chief *<b>")
    browser.sign_in = signed_in(browser.place, made.email)
    return made


@pytest.fixture
def ana(browser: Browser) -> Account:
    """A consultant, signed in nowhere."""
    return account(browser.place)


@pytest.mark.parametrize("screen", ["accounts", "audit"])
@pytest.mark.parametrize("token", [None, "x" * 32, "of a respondent"])
def test_nobody_sees_a_screen_for_staff_without_being_signed_in(
    browser: Browser, ana: Account, screen: str, token: str | None
) -> None:
    """The way in leads back to it; a respondent's cookie is none of a sign-in."""
    browser.begin()
    browser.sign_in = browser.token if token == "of a respondent" else token
    tab = browser.open(screen)
    assert title(tab) == "Sign in first"
    assert ana.email not in words(tab)
    assert 'href="/sign-in?next=' in "".join(element.proto.body for element in tab.get("html"))


def test_a_consultant_sees_the_own_account_only(browser: Browser, ana: Account, chief: Account) -> None:
    """No list, no audit log."""
    browser.sign_in = signed_in(browser.place, ana.email)
    tab = browser.open("accounts")
    assert title(tab) == "Your account"
    assert chief.email not in words(tab)
    assert "Disable" not in labels(tab)
    assert "Only administrators read it." in words(browser.open("audit"))


def test_an_administrator_adds_somebody_and_hands_over_a_link_that_is_shown_once(
    browser: Browser, chief: Account
) -> None:
    """Hostile names show literally; what is refused stays typed."""
    tab = browser.open("accounts")
    assert "Chief \\*\\<b\\>" in words(tab)
    fields = {field.label: field for field in tab.text_input}
    fields["Their name"].set_value("Ben")
    fields["Their e-mail address"].set_value("ben")
    press(tab, "add_now")
    assert "type one such as" in words(tab)
    assert {field.label: field.value for field in tab.text_input}["Their name"] == "Ben"
    {field.label: field for field in tab.text_input}["Their e-mail address"].set_value("ben@example.com")
    press(tab, "add_now")
    (code,) = tab.code
    token = LINK.fullmatch(code.value)
    assert token is not None
    assert {field.label: field.value for field in tab.text_input}["Their e-mail address"] == ""
    press(tab, "handed_over")
    assert not tab.code
    assert account_links.enter(browser.place, token[1], "", "", PASSWORD).role is Role.CONSULTANT
    assert not browser.open("accounts").code
    assert chief.is_enabled


def test_an_administrator_changes_roles_and_disables_and_enables(
    browser: Browser, chief: Account, ana: Account
) -> None:
    """All stored at once; the last administrator stays, and the page says why."""
    tab = browser.open("accounts")
    tap(tab, f"role_{ana.id}", Role.ADMINISTRATOR)
    assert accounts.by_email(OPERATOR, browser.place, ana.email).role is Role.ADMINISTRATOR
    tap(tab, f"role_{ana.id}", Role.CONSULTANT)
    press(tab, "disable", chief.id)
    assert "This is the last administrator" in words(tab)
    press(tab, "disable", ana.id)
    assert not accounts.by_email(OPERATOR, browser.place, ana.email).is_enabled
    assert "disabled since" in words(tab)
    press(tab, "enable", ana.id)
    press(tab, "new_link", ana.id)
    assert account_links.door(browser.place, str(tab.session_state[HANDED_OVER][1]).rpartition("/")[2]) is not None


def test_an_open_tab_ends_at_its_next_click_when_its_account_is_disabled(
    browser: Browser, chief: Account, ana: Account
) -> None:
    """What was clicked is not done, although the click is heard before anything is drawn anew."""
    tab = browser.open("accounts")
    account(browser.place, "other@example.com", Role.ADMINISTRATOR)
    accounts.disable(OPERATOR, browser.place, chief.id)
    tap(tab, f"role_{ana.id}", Role.ADMINISTRATOR)
    assert title(tab) == "Sign in first"
    assert "so this was not done" in words(tab)
    assert accounts.by_email(OPERATOR, browser.place, ana.email).role is Role.CONSULTANT


@pytest.mark.parametrize("everywhere", [False, True])
def test_an_open_tab_ends_when_its_sign_in_is_ended_elsewhere(
    browser: Browser, chief: Account, everywhere: bool
) -> None:
    """Nothing typed in it is stored any more."""
    tab = browser.open("accounts")
    tab.text_input(key=key(tab, "line", "name")).set_value("Other")
    if everywhere:
        accounts.sign_out_everywhere(actor(chief), browser.place)
    else:
        signing_in.sign_out(browser.place, browser.sign_in)
    run(tab)
    assert title(tab) == "Sign in first"
    assert accounts.own(actor(chief), browser.place).name == chief.name


def test_signing_out_everywhere_ends_this_browser_too(browser: Browser, chief: Account) -> None:
    """At once."""
    other = signed_in(browser.place, chief.email)
    tab = press_labelled(browser.open("accounts"), "Sign out everywhere")
    assert title(tab) == "Sign in first"
    assert visiting.staff(browser.place, other).subject is None


def test_a_respondents_tab_is_not_bound_to_a_sign_in_in_the_same_browser(browser: Browser, chief: Account) -> None:
    """Who is signed in and answers too goes on answering after signing out."""
    browser.begin()
    tab = browser.open("your-data")
    signing_in.sign_out(browser.place, browser.sign_in)
    tab.text_input(key=key(tab, "line", "unit")).set_value("Renamed")
    run(tab)
    assert browser.stored.unit == "Renamed"
    assert chief.is_enabled


def test_the_audit_log_shows_names_newest_first_by_page_and_filter(browser: Browser, chief: Account) -> None:
    """Fifty a page."""
    for _ in range(50):
        signed_in(browser.place, chief.email)
    tab = browser.open("audit")
    assert words(tab).count("| sign in |") == 50
    assert "Newer" not in labels(tab)
    press_labelled(tab, "Older")
    assert "added as administrator" in words(tab)
    assert "Chief *<b>" in words(tab)
    assert "Older" not in labels(tab)
    press_labelled(tab, "Newer")
    assert words(tab).count("| sign in |") == 50
    tab.selectbox(key="audit_by").set_value("operator")
    run(tab)
    assert words(tab).count("added as administrator") == 1
    assert "| sign in |" not in words(tab)


def test_the_first_page_leads_to_signing_in(browser: Browser) -> None:
    """Discreetly, at its foot."""
    html = "".join(element.proto.body for element in browser.open().get("html"))
    assert 'For consultants: <a href="/sign-in" target="_self">sign in</a>' in html
    assert access.COOKIE_SIGN_IN not in html
