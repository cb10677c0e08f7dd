"""Signing in: what is refused sounds alike and takes alike, and nobody may try for long."""

from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import process_time

import pytest

from assessment import access, passwords
from assessment.errors import AccountError
from assessment.model import Role
from assessment.storage.tables import sign_in_attempt
from assessment.workflow import accounts, signing_in, visiting
from assessment.workflow.opening import Place
from assessment.workflow.signing_in import Identity
from tests.staff import ADDRESS, OPERATOR, PASSWORD, account, actor, hash_fast, signed_in
from tests.workflow.sitting import Clock

KNOWN, UNKNOWN, DISABLED, NO_PASSWORD = "ana@example.com", "nobody@example.com", "out@example.com", "new@example.com"
IDENTITY = Identity("https://idp.example.com", "7", KNOWN, True)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hashing cost what it costs."""
    monkeypatch.undo()
    passwords._of_nobody.cache_clear()


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is not what is tested here."""
    hash_fast(monkeypatch)


def refused(place: Place, email: str, password: str = "wrong wrong wrong", address: str = ADDRESS) -> str:
    """Why signing in was refused."""
    with pytest.raises(AccountError) as refusal:
        signing_in.sign_in(place, email, password, address, None)
    return " ".join(refusal.value.problems)


def all_kinds(place: Place) -> None:
    """One account of every kind that cannot sign in, and one that can."""
    account(place, KNOWN)
    accounts.disable(OPERATOR, place, account(place, DISABLED).id)
    accounts.add(OPERATOR, place, NO_PASSWORD, "New", Role.CONSULTANT, access.new_token())


def test_nobody_learns_from_the_words_which_accounts_there_are(place: Place) -> None:
    """The right password of a disabled account does not help either."""
    all_kinds(place)
    said = {refused(place, email) for email in (KNOWN, UNKNOWN, DISABLED, NO_PASSWORD, "", "\0", "\x7f@x")}
    said.add(refused(place, DISABLED, PASSWORD))
    assert said == {signing_in.REFUSED}


@pytest.mark.usefixtures("slow")
def test_nobody_learns_from_the_time_which_accounts_there_are(place: Place, clock: Clock) -> None:
    """A hash is worked through for every one; medians of processor time, which is steady, differ by less than half."""
    all_kinds(place)
    passwords.prepare()
    took: dict[str, list[float]] = {email: [] for email in (KNOWN, UNKNOWN, DISABLED, NO_PASSWORD)}
    for _ in range(7):
        for email, times in took.items():
            # Past the limit nothing is hashed, for anybody.
            clock.forward(minutes=16)
            began = process_time()
            refused(place, email)
            times.append(process_time() - began)
    medians = [median(times) for times in took.values()]
    assert max(medians) / min(medians) < 1.5, medians


def test_an_account_is_tried_five_times_in_a_quarter_of_an_hour(place: Place, clock: Clock) -> None:
    """One that exists and one that does not, in the same words; the right password does not help meanwhile."""
    account(place)
    for email in (KNOWN, UNKNOWN):
        for number in range(5):
            assert refused(place, email, address=f"192.0.2.{number}") == signing_in.REFUSED
            clock.forward(minutes=1)
        assert refused(place, email, PASSWORD, "192.0.2.9") == "Too many attempts. Try again in 10 minutes."
        assert refused(place, email.upper(), PASSWORD) == "Too many attempts. Try again in 10 minutes."
        clock.forward(minutes=10, seconds=-1)
        assert refused(place, email, PASSWORD) == "Too many attempts. Try again in 1 minute."
        clock.forward(seconds=1)
    assert signed_in(place, KNOWN)


def test_an_address_tries_twenty_times_in_a_quarter_of_an_hour(place: Place, clock: Clock) -> None:
    """Whatever accounts; another address goes on."""
    account(place)
    for number in range(20):
        assert refused(place, f"{number}@example.com") == signing_in.REFUSED
    assert refused(place, KNOWN, PASSWORD) == "Too many attempts. Try again in 15 minutes."
    assert signed_in(place, KNOWN, "192.0.2.9")
    clock.forward(minutes=15)
    assert signed_in(place, KNOWN)


def test_a_success_makes_failures_before_it_count_no_more(place: Place) -> None:
    """For the account; for the address only the success itself counts not."""
    account(place)
    for _ in range(3):
        for _ in range(4):
            refused(place, KNOWN)
        signed_in(place)
    for number in range(8):
        assert refused(place, f"{number}@example.com") == signing_in.REFUSED
    assert "Too many" in refused(place, "9@example.com")


def test_many_attempts_at_once_are_not_more(place: Place) -> None:
    """They are counted before they are looked into."""
    account(place)
    with ThreadPoolExecutor(12) as at_once:
        said = list(at_once.map(lambda number: refused(place, KNOWN, address=str(number)), range(12)))
    assert said.count(signing_in.REFUSED) == 5


def test_attempts_are_kept_as_hashes_and_no_longer_than_they_count(place: Place, clock: Clock) -> None:
    """Neither addresses nor accounts stand in the database."""
    refused(place, UNKNOWN)
    with place.store.read() as connection:
        rows = connection.execute(sign_in_attempt.select()).all()
    assert len(rows) == 2
    assert UNKNOWN not in str(rows)
    assert ADDRESS not in str(rows)
    clock.forward(minutes=15)
    refused(place, "other@example.com")
    with place.store.read() as connection:
        assert len(connection.execute(sign_in_attempt.select()).all()) == 2


def test_each_sign_in_has_a_secret_of_its_own_and_ends_the_one_before(place: Place) -> None:
    """What somebody else put into the cookie beforehand is worth nothing."""
    ana = account(place)
    planted = access.new_token()
    first = signing_in.sign_in(place, KNOWN, PASSWORD, ADDRESS, planted)
    second = signing_in.sign_in(place, KNOWN, PASSWORD, ADDRESS, first)
    assert len({planted, first, second}) == 3
    assert visiting.staff(place, planted).subject is None
    assert visiting.staff(place, first).subject is None
    assert visiting.staff(place, second) == actor(ana)


def test_a_new_password_signs_out_everywhere_else(place: Place) -> None:
    """A wrong present one changes nothing, and counts as a failure."""
    ana = account(place)
    here, there = signed_in(place), signed_in(place)
    with pytest.raises(AccountError, match="present password is not right"):
        signing_in.change_password(actor(ana), place, "wrong", "violin sky moth", ADDRESS, here)
    with pytest.raises(AccountError, match="at least 12"):
        signing_in.change_password(actor(ana), place, PASSWORD, "short", ADDRESS, here)
    assert visiting.staff(place, there).subject == ana.id
    signing_in.change_password(actor(ana), place, PASSWORD, "violin sky moth", ADDRESS, here)
    assert visiting.staff(place, here).subject == ana.id
    assert visiting.staff(place, there).subject is None
    for _ in range(5):
        with pytest.raises(AccountError, match="not right"):
            signing_in.change_password(actor(ana), place, "wrong", "violin sky moth", ADDRESS, here)
    with pytest.raises(AccountError, match="Too many attempts"):
        signing_in.change_password(actor(ana), place, "violin sky moth", PASSWORD, ADDRESS, here)


def test_signing_out_ends_one_browser_or_all(place: Place) -> None:
    """Twice is as good as once."""
    ana = account(place)
    one, two, three = (signed_in(place) for _ in range(3))
    for token in (one, one, None, "x" * 32):
        signing_in.sign_out(place, token)
    assert visiting.staff(place, one).subject is None
    assert visiting.staff(place, two).subject == ana.id
    accounts.sign_out_everywhere(actor(ana), place)
    assert visiting.staff(place, two).subject is visiting.staff(place, three).subject is None


def test_an_identity_is_linked_by_its_verified_address_and_known_from_then_on(place: Place) -> None:
    """Also when the address there changes, or is no longer verified; the password stays possible."""
    ana = account(place)
    assert visiting.staff(place, signing_in.sign_in_by_identity(place, IDENTITY, None)) == actor(ana)
    later = Identity(IDENTITY.issuer, IDENTITY.subject, "married@example.com", False)
    assert visiting.staff(place, signing_in.sign_in_by_identity(place, later, None)) == actor(ana)
    assert accounts.own(actor(ana), place).identity == "https://idp.example.com|7"
    assert signed_in(place)


@pytest.mark.parametrize(
    "identity",
    [
        Identity(IDENTITY.issuer, "7", UNKNOWN, True),
        Identity(IDENTITY.issuer, "7", KNOWN, False),
        Identity(IDENTITY.issuer, "7", None, True),
        Identity(IDENTITY.issuer, "7", "", True),
        Identity(IDENTITY.issuer, "7", "\0", True),
        Identity(IDENTITY.issuer, "7", DISABLED, True),
        Identity(IDENTITY.issuer, "another", "linked@example.com", True),
        Identity("https://other.example.com", "1", "linked@example.com", True),
        Identity(IDENTITY.issuer, "of-disabled", "linked@example.com", True),
    ],
)
def test_an_identity_without_an_account_of_its_own_is_not_let_in(place: Place, identity: Identity) -> None:
    """Unknown, unverified, disabled, or an address whose account is somebody else's there: in the same words."""
    all_kinds(place)
    account(place, "linked@example.com")
    signing_in.sign_in_by_identity(place, Identity(IDENTITY.issuer, "1", "linked@example.com", True), None)
    ended = account(place, "ended@example.com")
    signing_in.sign_in_by_identity(place, Identity(IDENTITY.issuer, "of-disabled", "ended@example.com", True), None)
    accounts.disable(OPERATOR, place, ended.id)
    before = accounts.everybody(OPERATOR, place)
    with pytest.raises(AccountError) as refusal:
        signing_in.sign_in_by_identity(place, identity, None)
    assert refusal.value.problems == (signing_in.NO_ACCOUNT,)
    assert accounts.everybody(OPERATOR, place) == before
