"""What an organisation wrote as cells can hold it, so that what is counted is what is seen."""

from collections.abc import Mapping
from dataclasses import replace

from assessment.model import Contact, Written
from reports.cells import literal


def as_cells(written: Written) -> Written:
    """The same without signs that no cell shows; a text or a name of nothing else is none."""
    accounts = (
        replace(account, contacts={role: _contact(contact) for role, contact in account.contacts.items()})
        for account in written.accounts
    )
    return replace(
        written,
        strategy=_texts(written.strategy),
        discovery=_texts(written.discovery),
        accounts=tuple(accounts),
    )


def _contact(contact: Contact) -> Contact:
    return replace(contact, person=_text(contact.person))


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    shown = {id: _text(text) for id, text in texts.items()}
    return {id: text for id, text in shown.items() if text}


def _text(text: str) -> str:
    """Spaces alone are nothing, as the formulas see it."""
    shown = literal(text)
    return shown if shown.strip(" ") else ""
