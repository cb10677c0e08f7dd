"""Accounts: who may make, change and end them, and what their links open."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from assessment import access
from assessment.errors import AccessError, AccountError, AssessmentError
from assessment.model import Actor, Role
from assessment.storage import accounts as stored
from assessment.storage import audits
from assessment.workflow import account_links, accounts, auditing, signing_in, visiting
from assessment.workflow.opening import Place
from tests.staff import ADDRESS, OPERATOR, PASSWORD, account, actor, hash_fast, signed_in
from tests.workflow.sitting import Clock, Say

TOKEN = "t" * 32

FOR_ADMINISTRATORS: dict[str, Say] = {
    "everybody": accounts.everybody,
    "adding": lambda a, p: accounts.add(a, p, "new@example.com", "New", Role.CONSULTANT, TOKEN),
    "a link": lambda a, p: accounts.make_link(a, p, "id", TOKEN),
    "disabling": lambda a, p: accounts.disable(a, p, "id"),
    "enabling": lambda a, p: accounts.enable(a, p, "id"),
    "a role": lambda a, p: accounts.put_role(a, p, "id", Role.ADMINISTRATOR),
    "by address": lambda a, p: accounts.by_email(a, p, "ana@example.com"),
    "the log": lambda a, p: auditing.read(a, p, None, None, 0),
    "the log's choices": auditing.choices,
    "the log as a table": lambda a, p: auditing.as_csv(a, p, None, None),
}
OF_ONESELF: dict[str, Say] = {
    "reading": accounts.own,
    "a name": lambda a, p: accounts.rename(a, p, "Mine"),
    "signing out": accounts.sign_out_everywhere,
    "a password": lambda a, p: signing_in.change_password(a, p, PASSWORD, "violin sky moth", ADDRESS, TOKEN),
}


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is not what is tested here."""
    hash_fast(monkeypatch)


@pytest.mark.parametrize("verb", FOR_ADMINISTRATORS)
def test_consultants_and_everybody_else_are_refused_what_administrators_do(place: Place, verb: str) -> None:
    """By calling the workflow directly."""
    ana = account(place)
    roles = [role for role in Role if role not in (Role.ADMINISTRATOR, Role.OPERATOR)]
    for who in [actor(ana), Actor(Role.ADMINISTRATOR), *(Actor(role) for role in roles)]:
        with pytest.raises(AccessError):
            FOR_ADMINISTRATORS[verb](who, place)
    assert [each.email for each in accounts.everybody(OPERATOR, place)] == [ana.email]


@pytest.mark.parametrize("verb", OF_ONESELF)
def test_an_account_is_nobody_elses(place: Place, verb: str) -> None:
    """Neither a respondent with its id, nor one that is disabled or not there, nor the operator."""
    ana = account(place)
    OF_ONESELF[verb](actor(ana), place)
    accounts.disable(OPERATOR, place, ana.id)
    for who in (
        actor(ana),
        Actor(Role.RESPONDENT, ana.id),
        Actor(Role.CONSULTANT, "x"),
        Actor(Role.CONSULTANT),
        OPERATOR,
    ):
        with pytest.raises(AccessError):
            OF_ONESELF[verb](who, place)


@pytest.mark.parametrize(
    ("email", "name", "says"),
    [
        ("ana", "A", "no e-mail address"),
        ("a b@example.com", "A", "no e-mail address"),
        ("a@example", "A", "no e-mail address"),
        ("a@b.c\0", "A", "no e-mail address"),
        (f"{'a' * 250}@example.com", "A", "no e-mail address"),
        ("a@example.com\nBcc: b@example.com", "A", "no e-mail address"),
        ("new@example.com", " \0 ", "Type a name"),
        ("new@example.com", "x" * 121, "at most 120"),
        (" ANA@example.com ", "A", "has an account already"),
    ],
)
def test_what_cannot_be_an_account_is_refused_with_the_reason(place: Place, email: str, name: str, says: str) -> None:
    """And nothing is stored."""
    account(place)
    with pytest.raises(AccountError, match=says):
        accounts.add(OPERATOR, place, email, name, Role.CONSULTANT, TOKEN)
    assert len(accounts.everybody(OPERATOR, place)) == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in accounts.SIGNED_IN_STAFF])
def test_nobody_signs_in_as_anything_else(place: Place, role: Role) -> None:
    """Neither when the account is made nor afterwards."""
    ana = account(place)
    with pytest.raises(AccountError):
        accounts.add(OPERATOR, place, "new@example.com", "New", role, TOKEN)
    with pytest.raises(AccountError):
        accounts.put_role(OPERATOR, place, ana.id, role)


def test_the_last_enabled_administrator_stays(place: Place) -> None:
    """Neither disabled nor made a consultant; a second one makes both possible."""
    one = account(place, role=Role.ADMINISTRATOR)
    two = account(place, "two@example.com", Role.ADMINISTRATOR)
    accounts.disable(actor(one), place, two.id)
    with pytest.raises(AccountError, match="last administrator"):
        accounts.disable(actor(one), place, one.id)
    with pytest.raises(AccountError, match="last administrator"):
        accounts.put_role(actor(one), place, one.id, Role.CONSULTANT)
    accounts.enable(actor(one), place, two.id)
    accounts.put_role(actor(one), place, one.id, Role.CONSULTANT)
    with pytest.raises(AccountError, match="last administrator"):
        accounts.disable(OPERATOR, place, two.id)


def test_a_disabled_account_is_out_at_once_and_back_only_by_signing_in(place: Place) -> None:
    """In every browser, with its links."""
    ana, token = account(place), TOKEN
    accounts.make_link(OPERATOR, place, ana.id, token)
    browser = signed_in(place)
    assert visiting.staff(place, browser) == actor(ana)
    accounts.disable(OPERATOR, place, ana.id)
    assert visiting.staff(place, browser) == visiting.NOBODY_OF_STAFF
    assert account_links.door(place, token) is None
    with pytest.raises(AccountError, match="disabled; enable it first"):
        accounts.make_link(OPERATOR, place, ana.id, TOKEN)
    accounts.enable(OPERATOR, place, ana.id)
    assert visiting.staff(place, browser) == visiting.NOBODY_OF_STAFF
    assert account_links.door(place, token) is None
    assert visiting.staff(place, signed_in(place)) == actor(ana)


def test_a_role_changes_at_the_next_look(place: Place) -> None:
    """It is not kept with the browser."""
    ana = account(place)
    browser = signed_in(place)
    accounts.put_role(OPERATOR, place, ana.id, Role.ADMINISTRATOR)
    assert visiting.staff(place, browser) == Actor(Role.ADMINISTRATOR, ana.id)


def test_the_first_account_ends_every_setup_link(place: Place) -> None:
    """Each replica printed one; whichever is used first, the others open nothing."""
    tokens = [access.new_token() for _ in range(3)]
    assert all(account_links.offer_setup(OPERATOR, place, token) for token in tokens)
    assert account_links.door(place, tokens[0]) == account_links.Door(None)
    made = account_links.enter(place, tokens[1], " Ana@Example.com ", " Ana ", PASSWORD)
    assert (made.email, made.name, made.role) == ("ana@example.com", "Ana", Role.ADMINISTRATOR)
    for token in tokens:
        assert account_links.door(place, token) is None
        with pytest.raises(AccessError):
            account_links.enter(place, token, "b@example.com", "B", PASSWORD)
    assert not account_links.offer_setup(OPERATOR, place, access.new_token())
    assert signed_in(place)


def test_an_account_made_by_the_command_line_ends_setup_links_too(place: Place) -> None:
    """The moment there is one, all are dead."""
    account_links.offer_setup(OPERATOR, place, TOKEN)
    accounts.add(OPERATOR, place, "a@example.com", "A", Role.CONSULTANT, access.new_token())
    assert account_links.door(place, TOKEN) is None


def test_only_one_of_many_at_once_makes_the_first_account(place: Place) -> None:
    """Each with a link of its own."""
    tokens = [access.new_token() for _ in range(4)]
    for token in tokens:
        account_links.offer_setup(OPERATOR, place, token)
    together, refused = Barrier(4), []

    def enter(number: int) -> None:
        together.wait()
        try:
            account_links.enter(place, tokens[number], f"{number}@example.com", "A", PASSWORD)
        except AssessmentError as fault:
            refused.append(fault)

    threads = [Thread(target=enter, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert len(accounts.everybody(OPERATOR, place)) == 1


@pytest.mark.parametrize(("of_account", "hours"), [(False, 24), (True, 72)])
def test_a_link_opens_until_its_time_is_over(place: Place, clock: Clock, of_account: bool, hours: int) -> None:
    """To the second."""
    if of_account:
        accounts.add(OPERATOR, place, "a@example.com", "A", Role.CONSULTANT, TOKEN)
    else:
        account_links.offer_setup(OPERATOR, place, TOKEN)
    clock.forward(hours=hours, seconds=-1)
    assert account_links.door(place, TOKEN) is not None
    clock.forward(seconds=1)
    assert account_links.door(place, TOKEN) is None
    with pytest.raises(AccessError):
        account_links.enter(place, TOKEN, "b@example.com", "B", PASSWORD)


def test_a_link_sets_a_password_once_and_signs_out_everywhere(place: Place) -> None:
    """A new link ends those before it; looking uses nothing up."""
    ana = account(place)
    browser, tokens = signed_in(place), [access.new_token(), access.new_token()]
    for token in tokens:
        accounts.make_link(OPERATOR, place, ana.id, token)
    assert account_links.door(place, tokens[0]) is None
    for _ in range(3):
        assert account_links.door(place, tokens[1]) == account_links.Door(ana)
    with pytest.raises(AccountError, match="at least 12"):
        account_links.enter(place, tokens[1], "", "", "short")
    assert visiting.staff(place, browser).subject == ana.id
    account_links.enter(place, tokens[1], "other@example.com", "Other", "violin sky moth")
    assert visiting.staff(place, browser).subject is None
    assert account_links.door(place, tokens[1]) is None
    assert accounts.everybody(OPERATOR, place) == [ana]
    with pytest.raises(AccountError):
        signed_in(place)
    assert signing_in.sign_in(place, ana.email, "violin sky moth", ADDRESS, None)


def test_everything_done_stands_in_the_log_without_secrets(place: Place) -> None:
    """Who did it, to whom, and what; neither passwords nor tokens nor addresses."""
    chief = account(place, "chief@example.com", Role.ADMINISTRATOR, "Chief")
    token = access.new_token()
    ana = accounts.add(actor(chief), place, "ana@example.com", "Ana", Role.CONSULTANT, token)
    account_links.enter(place, token, "", "", PASSWORD)
    browser = signed_in(place)
    with pytest.raises(AccountError):
        signing_in.sign_in(place, "ana@example.com", "wrong password", ADDRESS, None)
    with pytest.raises(AccountError):
        signing_in.sign_in(place, "nobody@example.com", "wrong password", ADDRESS, None)
    signing_in.change_password(actor(ana), place, PASSWORD, "violin sky moth", ADDRESS, browser)
    accounts.rename(actor(ana), place, "Ana Maria")
    signing_in.sign_out(place, browser)
    accounts.sign_out_everywhere(actor(ana), place)
    accounts.put_role(actor(chief), place, ana.id, Role.ADMINISTRATOR)
    accounts.make_link(actor(chief), place, ana.id, access.new_token())
    accounts.disable(actor(chief), place, ana.id)
    accounts.enable(actor(chief), place, ana.id)
    with place.store.read() as connection:
        entries = audits.about(connection, ana.id)
        everything = audits.entries(connection)
    assert [(entry.actor.subject, entry.verb, entry.note) for entry in entries] == [
        (chief.id, "administer", "added as consultant"),
        (ana.id, "administer", "password set by link"),
        (ana.id, "sign in", "by password"),
        (None, "sign in", "refused"),
        (ana.id, "administer", "password changed"),
        (ana.id, "administer", "renamed"),
        (ana.id, "sign out", None),
        (ana.id, "administer", "signed out everywhere"),
        (chief.id, "administer", "made administrator"),
        (chief.id, "administer", "new link"),
        (chief.id, "administer", "disabled"),
        (chief.id, "administer", "enabled"),
    ]
    assert sum(entry.note == "refused" and entry.subject is None for entry in everything) == 1
    said = repr(everything)
    for secret in (
        PASSWORD,
        "violin",
        "wrong",
        token,
        browser,
        access.token_hash(browser),
        "@example",
        ADDRESS,
        "argon",
    ):
        assert secret not in said


def test_the_log_is_read_by_page_by_kind_and_by_whom(place: Place) -> None:
    """Newest first; names stand beside ids."""
    chief = account(place, "chief@example.com", Role.ADMINISTRATOR, "=Chief")
    for _ in range(auditing.PAGE):
        signed_in(place, "chief@example.com")
    newest = auditing.read(actor(chief), place, None, None, 0)
    assert len(newest.entries) == auditing.PAGE
    assert newest.has_older
    assert {entry.verb for entry in newest.entries} == {"sign in"}
    older = auditing.read(actor(chief), place, None, None, 1)
    assert [entry.note for entry in older.entries] == [
        "password set by link",
        "added as administrator",
    ]
    assert not older.has_older
    assert newest.names == {chief.id: "=Chief"}
    by_operator = auditing.read(actor(chief), place, "account", "operator", 0)
    assert [entry.note for entry in by_operator.entries] == ["added as administrator"]
    assert auditing.read(actor(chief), place, "response", None, 0).entries == ()
    kinds, who = auditing.choices(actor(chief), place)
    assert kinds == ["account"]
    assert who[chief.id] == "=Chief"
    table = auditing.as_csv(actor(chief), place, None, chief.id).splitlines()
    assert len(table) == auditing.PAGE + 2
    assert ",'=Chief,sign in,account," in table[1]


def test_a_browser_is_signed_out_after_half_a_day_unused_and_after_a_week_at_the_latest(
    place: Place, clock: Clock
) -> None:
    """Use prolongs the former only."""
    ana = account(place)
    idle, used = signed_in(place), signed_in(place)
    clock.forward(hours=12, seconds=-1)
    assert visiting.staff(place, used) == actor(ana)
    clock.forward(seconds=1)
    assert visiting.staff(place, idle).subject is None
    signed_in_at = clock.moment - timedelta(hours=12)
    while clock.moment < signed_in_at + timedelta(days=7):
        assert visiting.staff(place, used) == actor(ana)
        clock.forward(hours=6)
    assert visiting.staff(place, used).subject is None


@pytest.mark.parametrize("token", [None, "", "x" * 32, "\ud800", "' OR 1=1"])
def test_a_secret_that_was_never_handed_out_is_nobodys(place: Place, token: str | None) -> None:
    """Nor is that of a respondent's private link or of a one-time link."""
    accounts.add(OPERATOR, place, "ana@example.com", "Ana", Role.CONSULTANT, TOKEN)
    for each in (token, TOKEN):
        assert visiting.staff(place, each) == Actor(Role.CONSULTANT)


def test_a_sign_in_and_a_setup_link_that_outlived_their_end_open_nothing(place: Place, clock: Clock) -> None:
    """Were one written at the very moment in which the account is disabled, or the first one made."""
    ana = account(place)
    browser = signed_in(place)
    with place.store.write() as connection:
        stored.disable(connection, ana.id, clock())
        stored.add_link(connection, access.token_hash(TOKEN), None, clock(), clock() + timedelta(hours=1))
    assert visiting.staff(place, browser) == visiting.NOBODY_OF_STAFF
    assert account_links.door(place, TOKEN) is None
