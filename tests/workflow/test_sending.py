"""Letters: what they say, as files, and handed to a mail server on this machine."""

import email
import io
import socket
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from assessment import mails
from assessment.errors import CampaignError
from assessment.invitation_words import invitation, reminder, until
from assessment.mails import MailServer, eml, mailto, server_from, zipped
from assessment.mode_words import FOR_RESPONDENTS
from assessment.model import CampaignMode, InvitationState
from assessment.workflow import inviting, sending
from assessment.workflow.campaigns import campaign_of
from assessment.workflow.opening import Place
from tests.workflow.campaigning import begun_by, run_of
from tests.workflow.sitting import Clock

# Its own warnings: it wants a password without TLS here, and reads what newer Pythons read otherwise.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH", "ignore::DeprecationWarning:aiosmtpd")
ORIGIN = "https://assess.example.com"
SECRET = "correct horse"


class Box:
    """Takes letters, but none for those it refuses."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.hangs_up = False

    async def handle_RCPT(  # noqa: N802 - as the server calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse one person, and take everybody else."""
        if self.hangs_up and address.startswith("ole"):
            return "421 Busy, come back later"
        if address.startswith("ole"):
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a letter."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append(email.message_from_bytes(content, policy=default))
        return "250 Taken"


@pytest.fixture
def box() -> Box:
    """An empty box."""
    return Box()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def post(box: Box) -> Iterator[MailServer]:
    """A mail server that wants a password."""

    def known(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, said: object) -> AuthResult:
        return AuthResult(success=isinstance(said, LoginPassword) and said.password == SECRET.encode())

    controller = Controller(
        box, hostname="127.0.0.1", port=free_port(), authenticator=known, auth_required=True, auth_require_tls=False
    )
    controller.start()
    yield MailServer("127.0.0.1", controller.port, "Assessment <from@example.com>", "user", SECRET, is_encrypted=False)
    controller.stop()


def states(place: Place, run: object, campaign: str) -> dict[str, InvitationState]:
    """How far everybody is."""
    return {each.name: each.state for each in inviting.invitations_of(run, place, campaign)}  # type: ignore[arg-type]


def test_what_the_server_takes_is_marked_as_sent_and_what_not_is_said_by_name(
    place: Place, box: Box, post: MailServer
) -> None:
    """One after the other: a refusal stops nobody else's letter."""
    run = run_of(place)
    issued = [*run.invite(place, "Ida", "Ole", "Liv"), *run.invite(place, "Per", email="")]
    came = sending.send(run.actor, place, run.campaign.id, issued, post, ORIGIN)
    assert came.sent == 2
    assert dict(came.failed) == {"Ole": "550 No such mailbox", "Per": "has no e-mail address"}
    assert states(place, run.actor, run.campaign.id) == {
        "Ida": InvitationState.SENT,
        "Liv": InvitationState.SENT,
        "Ole": InvitationState.CREATED,
        "Per": InvitationState.CREATED,
    }
    first = box.letters[0]
    assert (first["To"], first["From"]) == ("Ida <ida@example.com>", "Assessment <from@example.com>")
    assert f"{ORIGIN}/i/{issued[0].token}" in first.get_content()
    box.hangs_up = True
    again = sending.send(run.actor, place, run.campaign.id, issued[:3], post, ORIGIN)
    assert (again.sent, [name for name, _ in again.failed]) == (2, ["Ole"])


def test_an_address_that_no_letter_can_have_ends_no_mailing(place: Place, box: Box, post: MailServer) -> None:
    """One that came in before such were refused; a domain with other letters is written as servers take it."""
    run = run_of(place)
    issued = [*run.invite(place, "Ida"), *run.invite(place, "Liv", email="liv@exämple.com")]
    broken = [
        replace(issued[0], invitation=replace(issued[0].invitation, name=email, email=email))
        for email in ("a@b..com", "a..b@example.com", "@")
    ]
    came = sending.send(run.actor, place, run.campaign.id, [*broken, *issued], post, ORIGIN)
    assert (came.sent, {name for name, _ in came.failed}) == (2, {each.invitation.email for each in broken})
    assert [letter["To"] for letter in box.letters] == ["Ida <ida@example.com>", "Liv <liv@xn--exmple-cua.com>"]


def test_reminders_are_counted_once_the_server_took_them(
    place: Place, box: Box, post: MailServer, clock: Clock
) -> None:
    """And go to nobody who answered."""
    run = run_of(place, CampaignMode.ANONYMOUS)
    issued = run.invite(place, "Ida", "Ole", "Liv")
    ids = [each.invitation.id for each in issued]
    inviting.mark_sent(run.actor, place, run.campaign.id, ids)
    begun_by(place, issued[2].token)
    clock.forward(days=5)
    assert sending.remind(run.actor, place, run.campaign.id, ids, post).failed == (("Ole", "550 No such mailbox"),)
    kept = {each.name: each.reminders for each in inviting.invitations_of(run.actor, place, run.campaign.id)}
    assert kept == {"Ida": 1, "Ole": 0, "Liv": 0}
    assert [letter["Subject"] for letter in box.letters] == ["Reminder: your view of Nordkap Energie"]
    assert "/i/" not in box.letters[0].get_content()


@pytest.mark.parametrize("wrong", [{"port": 1}, {"password": "guess"}, {"is_encrypted": True}])
def test_without_a_server_nothing_is_sent_and_the_password_shows_nowhere(
    place: Place, post: MailServer, wrong: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    """Unreachable, a wrong password, no encryption where it is asked for."""
    run = run_of(place)
    issued = run.invite(place, "Ida")
    with pytest.raises(CampaignError, match="nothing was sent") as refused:
        sending.send(run.actor, place, run.campaign.id, issued, replace(post, **wrong), ORIGIN)  # type: ignore[arg-type]
    assert states(place, run.actor, run.campaign.id) == {"Ida": InvitationState.CREATED}
    for said in (str(refused.value), caplog.text, repr(post)):
        assert SECRET not in said
        assert "guess" not in said


@pytest.mark.parametrize("mode", CampaignMode)
def test_a_letter_says_what_how_long_who_sees_it_and_until_when(place: Place, mode: CampaignMode) -> None:
    """In each mode what it means; as a link for a mail program, and as a file."""
    run = run_of(place, mode)
    (issued,) = run.invite(place, "Zoë; Bcc, x@y.zz", email="ida@example.com")
    view = campaign_of(run.actor, place, run.campaign.id)
    occasion = inviting.occasion_of(place, view, run.organisation)
    letter = invitation(occasion, issued.invitation.name, inviting.address(ORIGIN, issued.token))
    for words in (
        "Dear Zoë; Bcc, x@y.zz,",
        "Nordkap Energie",
        "about 20 minutes (40 questions)",
        *FOR_RESPONDENTS[mode],
        "Closes 1 April 2026, 11:30, Europe/Berlin.",
        "Ann, for Ann's work",
    ):
        assert words in letter.body
    assert until(run.campaign) == "Closes 1 April 2026, 11:30, Europe/Berlin"
    url = urlsplit(mailto("ida@example.com", letter))
    assert (url.scheme, url.path) == ("mailto", "ida@example.com")
    assert parse_qs(url.query)["body"] == [letter.body.replace("\n", "\r\n")]
    read = email.message_from_bytes(eml(letter, issued.invitation.name, "ida@example.com"), policy=default)
    assert read["To"].addresses[0].display_name == "Zoë; Bcc, x@y.zz"
    assert [each.addr_spec for each in read["To"].addresses] == ["ida@example.com"]
    assert read["Bcc"] is None
    assert read.get_content().replace("\r\n", "\n") == letter.body
    assert "personal link" in reminder(occasion, "").body


def test_files_of_one_name_stay_apart_and_inside_of_their_zip() -> None:
    """Whatever somebody is called."""
    names = ["Ida", "ida", "../../etc/passwd", "", "Ida", "a/b"]
    with zipfile.ZipFile(io.BytesIO(zipped((name, b"x") for name in names))) as package:
        found = package.namelist()
    assert len({name.casefold() for name in found}) == len(names)
    assert all("/" not in name and "\\" not in name and name.endswith(".eml") for name in found)


def test_links_as_csv_hold_no_formula(place: Place) -> None:
    """Nor does a name become one."""
    run = run_of(place)
    issued = [*run.invite(place, "=cmd|x", email=""), *run.invite(place, "@sum", email="")]
    text = inviting.links_csv(campaign_of(run.actor, place, run.campaign.id), issued, ORIGIN)
    assert [line.split(",")[0] for line in text.splitlines()] == ["name", "'=cmd|x", "'@sum"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"SMTP_PORT": "25"}, "stands without SMTP_HOST"),
        ({"SMTP_HOST": "mail", "SMTP_FROM": "a@b.cd", "SMTP_PORT": "x"}, "SMTP_PORT: is no port"),
        ({"SMTP_HOST": "mail", "SMTP_FROM": "a@b.cd", "SMTP_PORT": "70000"}, "SMTP_PORT: is no port"),
        ({"SMTP_HOST": "mail"}, "SMTP_FROM: is missing"),
        ({"SMTP_HOST": "mail", "SMTP_FROM": "nobody"}, "SMTP_FROM: is no address"),
        ({"SMTP_HOST": "mail", "SMTP_FROM": "a@b.cd", "SMTP_STARTTLS": "maybe"}, "neither yes nor no"),
        ({"SMTP_HOST": "mail", "SMTP_FROM": "a@b.cd", "SMTP_USER": "u"}, "SMTP_PASSWORD: is missing"),
    ],
)
def test_settings_of_the_mail_server_that_cannot_be_are_refused(told: dict[str, str], words: str) -> None:
    """Each rule once."""
    server, problems = server_from(told)
    assert server is None
    assert any(words in problem for problem in problems)


def test_settings_of_the_mail_server_are_read() -> None:
    """With STARTTLS unless it is said otherwise."""
    assert server_from({}) == (None, [])
    told = {"SMTP_HOST": "mail", "SMTP_FROM": "a@b.cd"}
    assert server_from(told) == (MailServer("mail", mails.PORT, "a@b.cd"), [])
    given = {**told, "SMTP_PORT": "25", "SMTP_USER": "u", "SMTP_PASSWORD": "p", "SMTP_STARTTLS": "no"}
    assert server_from(given) == (MailServer("mail", 25, "a@b.cd", "u", "p", is_encrypted=False), [])
