"""Letters as e-mail: a link that opens one in the sender's own program, files, and messages for a mail server."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import quote

from assessment.invitation_words import Letter


@dataclass(frozen=True)
class MailServer:
    """A server that takes e-mail. `sender`: the address that letters come from; `is_encrypted`: whether by STARTTLS."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    is_encrypted: bool = True


SETTINGS = ("SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_PASSWORD", "SMTP_FROM", "SMTP_STARTTLS")
PORT = 587
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def server_from(told: Mapping[str, str]) -> tuple[MailServer | None, list[str]]:
    """The mail server that the environment names, none where it names none, and what is wrong with it."""
    host, port, user, password, sender, encrypted = (told.get(name, "") for name in SETTINGS)
    if not host:
        named = [name for name in SETTINGS if told.get(name)]
        return None, [f"{named[0]}: stands without SMTP_HOST; name the mail server, or leave it out"] if named else []
    problems = []
    if not port.isascii() or (port and not (port.isdigit() and 0 < int(port) < 65536)):
        problems.append("SMTP_PORT: is no port; write a number such as 587")
    if not sender:
        problems.append("SMTP_FROM: is missing; write the address that letters come from")
    elif parseaddr(sender)[1].count("@") != 1 or not sender.isprintable():
        problems.append("SMTP_FROM: is no address; write one such as assessment@example.com")
    if encrypted.lower() not in ("", *YES, *NO):
        problems.append("SMTP_STARTTLS: is neither yes nor no; write one of them")
    if user and not password:
        problems.append("SMTP_PASSWORD: is missing for SMTP_USER; write it, or leave both out")
    if problems:
        return None, problems
    is_encrypted = encrypted.lower() not in NO
    return MailServer(host, int(port or PORT), sender, user or None, password or None, is_encrypted), []


def mailto(email: str, letter: Letter) -> str:
    """An address that opens a letter in the mail program of whoever follows it."""
    body = letter.body.replace("\n", "\r\n")
    return f"mailto:{quote(email, safe='@')}?subject={quote(letter.subject)}&body={quote(body)}"


def message(letter: Letter, name: str, email: str, sender: str | None = None) -> EmailMessage:
    """A letter to somebody. Raises ValueError or MessageError for an address that no message can be sent to."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = letter.subject
    local, _, domain = email.rpartition("@")
    made["To"] = Address(name, addr_spec=f"{local}@{domain.encode('idna').decode()}")
    if sender:
        made["From"] = sender
    made.set_content(letter.body)
    return made


def eml(letter: Letter, name: str, email: str) -> bytes:
    """A letter as a file that mail programs open as a draft; without an address it is left to be filled in."""
    made = message(letter, name, email) if email else EmailMessage(policy=SMTP)
    if not email:
        made["Subject"] = letter.subject
        made.set_content(letter.body)
    made["X-Unsent"] = "1"
    return made.as_bytes()


def zipped(letters: Iterable[tuple[str, bytes]]) -> bytes:
    """Files, each with the name of whom it is for, in one ZIP file; equal names get numbers."""
    packed, taken = io.BytesIO(), set[str]()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for whom, content in letters:
            stem = re.sub(r"[^\w.@-]+", "-", whom).strip("-.")[:80] or "invitation"
            name = next(
                wanted
                for number in range(1, len(taken) + 2)
                if (wanted := f"{stem}{f'-{number}' if number > 1 else ''}.eml").casefold() not in taken
            )
            taken.add(name.casefold())
            package.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
